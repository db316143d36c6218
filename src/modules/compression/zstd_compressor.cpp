// The type compression.zstd.ZstdCompressor.
#include "modules/compression/zstd_parts.h"
#include "runtime/argument_support.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::compression {

namespace {

struct CompressorResource {
  ZSTD_CCtx* context = nullptr;
  SharedDictionary dictionary;  // in use; null: none
};

struct Compressor : Cell {
  CompressorResource* resource;
  ZSTD_CCtx* context;
  int level;
  int last_mode;
  bool has_workers;
  bool is_running;  // a call is under way, perhaps of another thread
};

Compressor* self_of(Value* args) { return args[0].as<Compressor>(); }

FailureOfAnyType raise_level_error(Thread& thread, const std::string& shown) {
  return raise_value_error(thread, "illegal compression level{}; the valid range is [{}, {}]", shown, ZSTD_minCLevel(),
                           ZSTD_maxCLevel());
}

Status set_level(Thread& thread, Compressor* self, int level) {
  const ZSTD_bounds bounds = ZSTD_cParam_getBounds(ZSTD_c_compressionLevel);
  if (level < bounds.lowerBound || level > bounds.upperBound) {
    return raise_level_error(thread, fmt::format(" {}", level));
  }
  self->level = level;
  const size_t code = ZSTD_CCtx_setParameter(self->context, ZSTD_c_compressionLevel, level);
  if (ZSTD_isError(code) != 0) return raise_zstd_error(thread, "Unable to set zstd compression level", code);
  return {};
}

Status set_parameter(Thread& thread, void* context, int parameter, int value) {
  auto* self = static_cast<Compressor*>(context);
  if (parameter == ZSTD_c_compressionLevel) return set_level(thread, self, value);
  if (parameter == ZSTD_c_nbWorkers && value != 0) self->has_workers = true;
  const size_t code = ZSTD_CCtx_setParameter(self->context, static_cast<ZSTD_cParameter>(parameter), value);
  if (ZSTD_isError(code) != 0) return raise_parameter_error(thread, true, parameter, value);
  return {};
}

Fallible<ZSTD_CDict*> digested(Thread& thread, DictionaryData& dictionary, int level) {
  ZSTD_CDict*& made = dictionary.for_level[level];
  if (made == nullptr) made = ZSTD_createCDict(dictionary.content.data(), dictionary.content.size(), level);
  if (made == nullptr) {
    return raise_module_error(thread, kZstdError,
                              "Failed to create a ZSTD_CDict instance from Zstandard dictionary content.");
  }
  return made;
}

Status load_dictionary(Thread& thread, Compressor* self, Value value) {
  const DictionaryArgument given = TRY(dictionary_argument(thread, value, DictionaryUse::kUndigested));
  const std::string& bytes = given.dictionary->content;
  size_t code;
  switch (given.use) {
    case DictionaryUse::kDigested:
      code = ZSTD_CCtx_refCDict(self->context, TRY(digested(thread, *given.dictionary, self->level)));
      break;
    case DictionaryUse::kUndigested: code = ZSTD_CCtx_loadDictionary(self->context, bytes.data(), bytes.size()); break;
    case DictionaryUse::kPrefix: code = ZSTD_CCtx_refPrefix(self->context, bytes.data(), bytes.size()); break;
  }
  if (ZSTD_isError(code) != 0) {
    return raise_zstd_error(thread, "Unable to load Zstandard dictionary or prefix for compression", code);
  }
  self->resource->dictionary = given.dictionary;
  return {};
}

void release_compressor(void* pointer) {
  auto* resource = static_cast<CompressorResource*>(pointer);
  ZSTD_freeCCtx(resource->context);
  delete resource;
}

Value compressor_new(Thread& thread, Value* args) {
  constexpr size_t kBytes = 1'000'000;  // about what a stream takes
  const bool has_level = !args[1].is_unbound() && !args[1].is_none();
  const bool has_options = !args[2].is_unbound() && !args[2].is_none();
  const bool has_dictionary = !args[3].is_unbound() && !args[3].is_none();
  auto* self = TRY(allocate_instance<Compressor>(thread, args[0].as<Type>()));
  self->context = ZSTD_createCCtx();
  if (self->context == nullptr) {
    return raise_module_error(thread, kZstdError, "Unable to create ZSTD_CCtx instance.");
  }
  self->resource = new CompressorResource{self->context, nullptr};
  own_native_resource(thread.runtime, self, self->resource, release_compressor, kBytes);
  self->last_mode = ZSTD_e_end;
  self->level = ZSTD_CLEVEL_DEFAULT;
  if (has_level && has_options) return raise_type_error(thread, "Only one of level or options should be used.");
  if (has_level) {
    if (!is_int(args[1])) return raise_type_error(thread, "invalid type for level, expected int");
    int64_t level;
    if (!int_to_int64(args[1], level) || level != static_cast<int>(level)) return raise_level_error(thread, "");
    TRY(set_level(thread, self, static_cast<int>(level)));
  }
  if (has_options) {
    if (!args[2].is_kind(Kind::kDict)) {
      return raise_argument_error(thread, "ZstdCompressor", "options", "dict", args[2]);
    }
    TRY(set_options(thread, args[2], true, self, set_parameter));
  }
  if (has_dictionary) TRY(load_dictionary(thread, self, args[3]));
  return self;
}

// With worker threads the library takes input and gives it back later: everything is handed over before it is waited
// for.
bool is_done(const Compressor* self, int mode, size_t code, const ZSTD_inBuffer& in, bool is_full) {
  if (self->has_workers && mode == ZSTD_e_continue) return in.pos == in.size && !is_full;
  return code == 0;
}

Value run(Thread& thread, Compressor* self, std::span<const uint8_t> input, int mode) {
  ZSTD_inBuffer in = {input.data(), input.size(), 0};
  ByteOutput output(thread);
  while (true) {
    TRY(output.reserve(ZSTD_compressBound(input.size())));
    ZSTD_outBuffer out = {output.space(), output.room(), 0};
    const size_t code = without_interpreter_lock(thread, [&] {
      size_t answer;
      do {
        answer = ZSTD_compressStream2(self->context, &out, &in, static_cast<ZSTD_EndDirective>(mode));
      } while (self->has_workers && mode == ZSTD_e_continue && ZSTD_isError(answer) == 0 && out.pos != out.size &&
               in.pos != in.size);
      return answer;
    });
    output.advance(out.pos);
    if (ZSTD_isError(code) != 0) {
      // So that the next frame begins anew.
      self->last_mode = ZSTD_e_end;
      ZSTD_CCtx_reset(self->context, ZSTD_reset_session_only);
      return raise_zstd_error(thread, "Unable to compress Zstandard data", code);
    }
    if (is_done(self, mode, code, in, out.pos == out.size)) break;
  }
  self->last_mode = mode;
  return output.finish();
}

Value compressor_compress(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int mode = TRY(int_argument(thread, args[2], ZSTD_e_continue));
  if (mode != ZSTD_e_continue && mode != ZSTD_e_flush && mode != ZSTD_e_end) {
    return raise_value_error(thread,
                             "mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, "
                             "ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.");
  }
  const Turn turn(thread, self_of(args)->is_running);
  return run(thread, self_of(args), data.bytes(), mode);
}

Value compressor_flush(Thread& thread, Value* args) {
  const int mode = TRY(int_argument(thread, args[1], ZSTD_e_end));
  if (mode != ZSTD_e_flush && mode != ZSTD_e_end) {
    return raise_value_error(
        thread, "mode argument wrong value, it should be ZstdCompressor.FLUSH_FRAME or ZstdCompressor.FLUSH_BLOCK.");
  }
  const Turn turn(thread, self_of(args)->is_running);
  return run(thread, self_of(args), {}, mode);
}

Value compressor_set_pledged_input_size(Thread& thread, Value* args) {
  Compressor* self = self_of(args);
  uint64_t size = ZSTD_CONTENTSIZE_UNKNOWN;
  if (!args[1].is_none()) {
    if (!is_int(args[1])) return raise_type_error(thread, "an integer is required");
    if (int_sign(args[1]) < 0 || !int_to_uint64(args[1], size) || size >= ZSTD_CONTENTSIZE_ERROR) {
      return raise_value_error(thread, "size argument should be a positive int less than {}", ZSTD_CONTENTSIZE_ERROR);
    }
  }
  if (self->last_mode != ZSTD_e_end) {
    return raise_value_error(thread, "set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME");
  }
  const size_t code = ZSTD_CCtx_setPledgedSrcSize(self->context, size);
  if (ZSTD_isError(code) != 0) return raise_zstd_error(thread, "Unable to set pledged uncompressed content size", code);
  return Value::none();
}

Value get_last_mode(Thread&, Value self) { return Value::small_int(self.as<Compressor>()->last_mode); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, level=None, options=None, zstd_dict=None)", compressor_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"compress(self, /, data, mode=ZstdCompressor.CONTINUE)", compressor_compress,
     "Takes more data; answers what is compressed so far."},
    {"flush(self, /, mode=ZstdCompressor.FLUSH_FRAME)", compressor_flush, "Ends a block or a frame."},
    {"set_pledged_input_size(self, size, /)", compressor_set_pledged_input_size,
     "Tells how many bytes the next frame will have."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"last_mode", get_last_mode, nullptr, "The mode of the last call.", true},
};

}  // namespace

constinit const TypeSpec kZstdCompressorType = {
    .name = "ZstdCompressor",
    .module = "compression.zstd",
    .basic_size = sizeof(Compressor),
    .flags = kTypeIsFinal | kTypeIsImmutable,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Compresses a stream bit by bit.",
};

}  // namespace memphis::compression
