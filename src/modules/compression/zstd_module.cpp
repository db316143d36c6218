// The module _zstd.
#include <zdict.h>

#include <vector>

#include "modules/compression/zstd_parts.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace compression {

constinit const ExceptionSpec kZstdError = {"ZstdError", "compression.zstd", ExceptionId::kException,
                                            "An error occurred in the zstd library."};

namespace {

constexpr TypeSpec kStateType = {
    .name = "state",
    .module = "_zstd",
    .basic_size = sizeof(ZstdState),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};
constexpr char kStateKey = 0;

struct ParameterName {
  int number;
  const char* name;
};
constexpr ParameterName kCompressionParameters[] = {
    {ZSTD_c_compressionLevel, "compression_level"},
    {ZSTD_c_windowLog, "window_log"},
    {ZSTD_c_hashLog, "hash_log"},
    {ZSTD_c_chainLog, "chain_log"},
    {ZSTD_c_searchLog, "search_log"},
    {ZSTD_c_minMatch, "min_match"},
    {ZSTD_c_targetLength, "target_length"},
    {ZSTD_c_strategy, "strategy"},
    {ZSTD_c_enableLongDistanceMatching, "enable_long_distance_matching"},
    {ZSTD_c_ldmHashLog, "ldm_hash_log"},
    {ZSTD_c_ldmMinMatch, "ldm_min_match"},
    {ZSTD_c_ldmBucketSizeLog, "ldm_bucket_size_log"},
    {ZSTD_c_ldmHashRateLog, "ldm_hash_rate_log"},
    {ZSTD_c_contentSizeFlag, "content_size_flag"},
    {ZSTD_c_checksumFlag, "checksum_flag"},
    {ZSTD_c_dictIDFlag, "dict_id_flag"},
    {ZSTD_c_nbWorkers, "nb_workers"},
    {ZSTD_c_jobSize, "job_size"},
    {ZSTD_c_overlapLog, "overlap_log"},
};
constexpr ParameterName kDecompressionParameters[] = {{ZSTD_d_windowLogMax, "window_log_max"}};

std::string parameter_name(bool compresses, int number) {
  const std::span<const ParameterName> names =
      compresses ? std::span<const ParameterName>(kCompressionParameters) : kDecompressionParameters;
  for (const ParameterName& known : names) {
    if (known.number == number) return known.name;
  }
  return fmt::format("unknown parameter (key {})", number);
}

ZSTD_bounds bounds_of(bool compresses, int parameter) {
  return compresses ? ZSTD_cParam_getBounds(static_cast<ZSTD_cParameter>(parameter))
                    : ZSTD_dParam_getBounds(static_cast<ZSTD_dParameter>(parameter));
}

// ---- Dictionaries from samples ----

Fallible<std::vector<size_t>> sample_sizes(Thread& thread, Value samples, Value sizes) {
  const auto* tuple = sizes.as<Tuple>();
  std::vector<size_t> result;
  uint64_t sum = 0;
  bool fits = true;
  for (Value size : tuple->view()) {
    if (!is_int(size)) return raise_type_error(thread, "an integer is required");
    uint64_t number = 0;
    fits = fits && int_sign(size) >= 0 && int_to_uint64(size, number) && !__builtin_add_overflow(sum, number, &sum);
    result.push_back(number);
  }
  if (!fits || sum != samples.as<Bytes>()->size) {
    return raise_value_error(thread, "The samples size tuple doesn't match the concatenation's size.");
  }
  return result;
}

Status check_samples(Thread& thread, const char* function, Value* args, int position) {
  if (!args[0].is_kind(Kind::kBytes)) return raise_argument_error(thread, function, position, "bytes", args[0]);
  if (!args[1].is_kind(Kind::kTuple)) return raise_argument_error(thread, function, position + 1, "tuple", args[1]);
  return {};
}

Fallible<uint64_t> dictionary_size(Thread& thread, Value value) {
  const int64_t size = TRY(ssize_argument(thread, value));
  if (size <= 0) return raise_value_error(thread, "dict_size argument should be positive number.");
  return static_cast<uint64_t>(size);
}

Value train_dict(Thread& thread, Value* args) {
  TRY(check_samples(thread, "train_dict", args, 1));
  const uint64_t size = TRY(dictionary_size(thread, args[2]));
  const std::vector<size_t> sizes = TRY(sample_sizes(thread, args[0], args[1]));
  Bytes* dictionary = TRY(allocate_bytes(thread, size));
  const auto* samples = args[0].as<Bytes>();
  const size_t code = without_interpreter_lock(thread, [&] {
    return ZDICT_trainFromBuffer(dictionary->data, size, samples->data, sizes.data(),
                                 static_cast<unsigned>(sizes.size()));
  });
  if (ZDICT_isError(code) != 0) return raise_zstd_error(thread, "Unable to train the Zstandard dictionary", code);
  return make_bytes(thread, dictionary->view().first(code));
}

Value finalize_dict(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kBytes)) return raise_argument_error(thread, "finalize_dict", 1, "bytes", args[0]);
  TRY(check_samples(thread, "finalize_dict", args + 1, 2));
  const uint64_t size = TRY(dictionary_size(thread, args[3]));
  ZDICT_params_t parameters = {};
  parameters.compressionLevel = TRY(int_argument(thread, args[4]));
  const std::vector<size_t> sizes = TRY(sample_sizes(thread, args[1], args[2]));
  Bytes* dictionary = TRY(allocate_bytes(thread, size));
  const auto* content = args[0].as<Bytes>();
  const auto* samples = args[1].as<Bytes>();
  const size_t code = without_interpreter_lock(thread, [&] {
    return ZDICT_finalizeDictionary(dictionary->data, size, content->data, content->size, samples->data, sizes.data(),
                                    static_cast<unsigned>(sizes.size()), parameters);
  });
  if (ZDICT_isError(code) != 0) return raise_zstd_error(thread, "Unable to finalize the Zstandard dictionary", code);
  return make_bytes(thread, dictionary->view().first(code));
}

// ---- Frames and parameters ----

Value get_param_bounds(Thread& thread, Value* args) {
  const int parameter = TRY(int_argument(thread, args[0]));
  const bool compresses = TRY(flag_argument(thread, args[1], false));
  const ZSTD_bounds bounds = bounds_of(compresses, parameter);
  if (ZSTD_isError(bounds.error) != 0) {
    return raise_zstd_error(thread,
                            compresses ? "Unable to get zstd compression parameter bounds"
                                       : "Unable to get zstd decompression parameter bounds",
                            bounds.error);
  }
  return make_tuple(thread, {Value::small_int(bounds.lowerBound), Value::small_int(bounds.upperBound)});
}

Value get_frame_size(Thread& thread, Value* args) {
  Buffer frame(thread);
  TRY(frame.acquire(args[0]));
  const size_t size = ZSTD_findFrameCompressedSize(frame.data(), frame.size());
  if (ZSTD_isError(size) == 0) return make_int_unsigned(thread, size);
  return raise_module_error(
      thread, kZstdError,
      fmt::format(
          "Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer argument starts "
          "from the beginning of a frame, and its length is not less than this complete frame. Zstd error "
          "message: {}.",
          ZSTD_getErrorName(size)));
}

Value get_frame_info(Thread& thread, Value* args) {
  Buffer frame(thread);
  TRY(frame.acquire(args[0]));
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR) {
    return raise_module_error(
        thread, kZstdError,
        "Error when getting information from the header of a Zstandard frame. Ensure the frame_buffer argument starts "
        "from the beginning of a frame, and its length is not less than the frame header (6~18 bytes).");
  }
  Value shown = size == ZSTD_CONTENTSIZE_UNKNOWN ? Value::none() : TRY(make_int_unsigned(thread, size));
  return make_tuple(thread, {shown, TRY(make_int(thread, ZSTD_getDictID_fromFrame(frame.data(), frame.size())))});
}

Value set_parameter_types(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kType)) {
    return raise_argument_error(thread, "set_parameter_types", "c_parameter_type", "type", args[0]);
  }
  if (!args[1].is_kind(Kind::kType)) {
    return raise_argument_error(thread, "set_parameter_types", "d_parameter_type", "type", args[1]);
  }
  ZstdState* state = zstd_state(thread);
  state->compression_parameter.set(state, args[0]);
  state->decompression_parameter.set(state, args[1]);
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"train_dict(samples_bytes, samples_sizes, dict_size, /)", train_dict, "A dictionary's content, from samples."},
    {"finalize_dict(custom_dict_bytes, samples_bytes, samples_sizes, dict_size, compression_level, /)", finalize_dict,
     "A dictionary's content, from a draft and samples."},
    {"get_param_bounds(parameter, is_compress)", get_param_bounds, "The least and the greatest value of a parameter."},
    {"get_frame_size(frame_buffer)", get_frame_size, "How many bytes of the buffer its first frame takes."},
    {"get_frame_info(frame_buffer)", get_frame_info, "The size and the dictionary that a frame's header tells."},
    {"set_parameter_types(c_parameter_type, d_parameter_type)", set_parameter_types,
     "Sets the classes of the options' keys."},
};

constexpr ModuleConstant kConstants[] = {
    {"zstd_version_number", ZSTD_VERSION_NUMBER},
    {"ZSTD_CLEVEL_DEFAULT", ZSTD_CLEVEL_DEFAULT},
#define CONSTANT(name) {#name, name},
    CONSTANT(ZSTD_c_compressionLevel) CONSTANT(ZSTD_c_windowLog) CONSTANT(ZSTD_c_hashLog) CONSTANT(ZSTD_c_chainLog)
        CONSTANT(ZSTD_c_searchLog) CONSTANT(ZSTD_c_minMatch) CONSTANT(ZSTD_c_targetLength) CONSTANT(ZSTD_c_strategy)
            CONSTANT(ZSTD_c_enableLongDistanceMatching) CONSTANT(ZSTD_c_ldmHashLog) CONSTANT(ZSTD_c_ldmMinMatch)
                CONSTANT(ZSTD_c_ldmBucketSizeLog) CONSTANT(ZSTD_c_ldmHashRateLog) CONSTANT(ZSTD_c_contentSizeFlag)
                    CONSTANT(ZSTD_c_checksumFlag) CONSTANT(ZSTD_c_dictIDFlag) CONSTANT(ZSTD_c_nbWorkers)
                        CONSTANT(ZSTD_c_jobSize) CONSTANT(ZSTD_c_overlapLog) CONSTANT(ZSTD_d_windowLogMax)
                            CONSTANT(ZSTD_fast) CONSTANT(ZSTD_dfast) CONSTANT(ZSTD_greedy) CONSTANT(ZSTD_lazy)
                                CONSTANT(ZSTD_lazy2) CONSTANT(ZSTD_btlazy2) CONSTANT(ZSTD_btopt) CONSTANT(ZSTD_btultra)
                                    CONSTANT(ZSTD_btultra2)
#undef CONSTANT
};

// The modes of compressors are attributes of their class.
Status add_modes(Thread& thread, Type* type) {
  for (const ModuleConstant& mode :
       {ModuleConstant{"CONTINUE", ZSTD_e_continue}, ModuleConstant{"FLUSH_BLOCK", ZSTD_e_flush},
        ModuleConstant{"FLUSH_FRAME", ZSTD_e_end}}) {
    TRY(dict_set_name(thread, type->dict, TRY(intern_text(thread.runtime, mode.name)), Value::small_int(mode.value)));
  }
  return {};
}

}  // namespace

ZstdState* zstd_state(Thread& thread) { return static_cast<ZstdState*>(module_cell(thread.runtime, &kStateKey)); }

FailureOfAnyType raise_zstd_error(Thread& thread, const char* what, size_t code) {
  return raise_module_error(thread, kZstdError, fmt::format("{}: {}", what, ZSTD_getErrorName(code)));
}

FailureOfAnyType raise_parameter_error(Thread& thread, bool compresses, int parameter, int value) {
  const std::string name = parameter_name(compresses, parameter), kind = compresses ? "compression" : "decompression";
  const ZSTD_bounds bounds = bounds_of(compresses, parameter);
  if (ZSTD_isError(bounds.error) != 0) {
    return raise_value_error(thread, "invalid {} parameter '{}'", kind, name);
  }
  return raise_value_error(thread, "{} parameter '{}' received an illegal value {}; the valid range is [{}, {}]", kind,
                           name, value, bounds.lowerBound, bounds.upperBound);
}

Status set_options(Thread& thread, Value options, bool compresses, void* context,
                   Status (*set)(Thread& thread, void* context, int parameter, int value)) {
  const ZstdState* state = zstd_state(thread);
  Value wrong = compresses ? state->decompression_parameter : state->compression_parameter;
  // A copy: converting a key may run user code.
  Dict* dict = TRY(dict_copy(thread, options.as<Dict>()));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) {
    if (!wrong.is_unbound() && Value(type_of(thread, entry.key)) == wrong) {
      return raise_type_error(thread, "compression options dictionary key must not be a {} attribute",
                              compresses ? "DecompressionParameter" : "CompressionParameter");
    }
    const int parameter = TRY(int_argument(thread, entry.key)), value = TRY(int_argument(thread, entry.value));
    TRY(set(thread, context, parameter, value));
  }
  return {};
}

}  // namespace compression

Value create_zstd_module(Thread& thread) {
  using namespace compression;
  Module* module =
      TRY(make_native_module(thread, "_zstd", "Compression with the library zstd.", compression::kFunctions));
  if (zstd_state(thread) == nullptr) {
    Type* type = TRY(make_hidden_type(thread, kStateType));
    keep_module_cell(thread.runtime, &kStateKey, TRY(allocate_instance<ZstdState>(thread, type)));
  }
  (void)TRY(add_exception_class(thread, module, kZstdError));
  (void)TRY(add_module_type(thread, module, kZstdDictionaryType));
  (void)TRY(add_module_type(thread, module, kZstdDecompressorType));
  Type* compressor = TRY(add_module_type(thread, module, kZstdCompressorType));
  TRY(add_modes(thread, compressor));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_module_attribute(thread, module, "ZSTD_DStreamOutSize", make_int_unsigned(thread, ZSTD_DStreamOutSize())));
  TRY(set_module_attribute(thread, module, "zstd_version", TRY(make_str(thread, ZSTD_versionString()))));
  return module;
}

}  // namespace memphis
