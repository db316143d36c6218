// The module _lzma.
#include <lzma.h>

#include "modules/compression/byte_output.h"
#include "modules/compression/lzma_filters.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace compression {

namespace {

constexpr ExceptionSpec kError = {"LZMAError", "_lzma", ExceptionId::kException, "Call to liblzma failed."};

enum Format { kAuto, kXz, kAlone, kRaw };
constexpr int kUnknownCheck = LZMA_CHECK_ID_MAX + 1;

void release_stream(void* resource) {
  auto* stream = static_cast<lzma_stream*>(resource);
  lzma_end(stream);
  delete stream;
}

lzma_stream* open_stream(Thread& thread, Cell* owner) {
  constexpr size_t kBytes = 1 << 20;
  auto* stream = new lzma_stream{};
  own_native_resource(thread.runtime, owner, stream, release_stream, kBytes);
  return stream;
}

// ---- Compressor ----

struct Compressor : Cell {
  lzma_stream* stream;
  bool is_flushed;
};

Status start_alone(Thread& thread, lzma_stream* stream, uint32_t preset, Value filters) {
  lzma_options_lzma options;
  if (filters.is_none()) {
    if (lzma_lzma_preset(&options, preset)) {
      return raise_lzma_message(thread, fmt::format("Invalid compression preset: {}", preset));
    }
    return check_lzma(thread, lzma_alone_encoder(stream, &options));
  }
  FilterChain chain;
  TRY(read_filters(thread, filters, chain));
  if (chain.filters[0].id != LZMA_FILTER_LZMA1 || chain.filters[1].id != LZMA_VLI_UNKNOWN) {
    return raise_value_error(thread, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
  }
  return check_lzma(thread, lzma_alone_encoder(stream, static_cast<lzma_options_lzma*>(chain.filters[0].options)));
}

Status start_encoder(Thread& thread, lzma_stream* stream, int format, int check, uint32_t preset, Value filters) {
  if (format == kAlone) return start_alone(thread, stream, preset, filters);
  if (format == kXz && filters.is_none()) {
    return check_lzma(thread, lzma_easy_encoder(stream, preset, static_cast<lzma_check>(check)));
  }
  FilterChain chain;
  TRY(read_filters(thread, filters, chain));
  if (format == kRaw) return check_lzma(thread, lzma_raw_encoder(stream, chain.filters));
  return check_lzma(thread, lzma_stream_encoder(stream, chain.filters, static_cast<lzma_check>(check)));
}

Value compressor_new(Thread& thread, Value* args) {
  const int format = TRY(int_argument(thread, args[1], kXz));
  int check = TRY(int_argument(thread, args[2], -1));
  Value preset_value = args[3].is_unbound() ? Value::none() : args[3];
  Value filters = args[4].is_unbound() ? Value::none() : args[4];
  if (!preset_value.is_none() && !filters.is_none()) {
    return raise_value_error(thread, "Cannot specify both preset and filter chain");
  }
  uint32_t preset = LZMA_PRESET_DEFAULT;
  if (!preset_value.is_none()) {
    uint64_t number;
    const Value index = TRY(to_index(thread, preset_value));
    if (int_sign(index) < 0 || !int_to_uint64(index, number) || number > UINT32_MAX) {
      return raise(thread, ExceptionId::kOverflowError, "Value too large for uint32_t type");
    }
    preset = static_cast<uint32_t>(number);
  }
  if (format != kXz && check != -1 && check != LZMA_CHECK_NONE) {
    return raise_value_error(thread, "Integrity checks are only supported by FORMAT_XZ");
  }
  if (format != kXz && format != kAlone && format != kRaw) {
    return raise_value_error(thread, "Invalid container format: {}", format);
  }
  if (format == kRaw && filters.is_none()) return raise_value_error(thread, "Must specify filters for FORMAT_RAW");
  if (check == -1) check = LZMA_CHECK_CRC64;
  auto* self = TRY(allocate_instance<Compressor>(thread, args[0].as<Type>()));
  self->stream = open_stream(thread, self);
  TRY(start_encoder(thread, self->stream, format, check, preset, filters));
  return self;
}

Value run_compressor(Thread& thread, Compressor* self, std::span<const uint8_t> input, lzma_action action) {
  lzma_stream& stream = *self->stream;
  ByteOutput output(thread);
  stream.next_in = input.data();
  stream.avail_in = input.size();
  while (true) {
    TRY(output.reserve());
    const uint64_t room = output.room();
    stream.next_out = output.space();
    stream.avail_out = room;
    lzma_ret code = lzma_code(&stream, action);
    output.advance(room - stream.avail_out);
    if (code == LZMA_BUF_ERROR && input.empty() && stream.avail_out > 0) code = LZMA_OK;
    TRY(check_lzma(thread, code));
    if ((action == LZMA_RUN && stream.avail_in == 0 && stream.avail_out != 0) || code == LZMA_STREAM_END) break;
  }
  return output.finish();
}

Value compressor_compress(Thread& thread, Value* args) {
  auto* self = args[0].as<Compressor>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  if (self->is_flushed) return raise_value_error(thread, "Compressor has been flushed");
  return run_compressor(thread, self, data.bytes(), LZMA_RUN);
}

Value compressor_flush(Thread& thread, Value* args) {
  auto* self = args[0].as<Compressor>();
  if (self->is_flushed) return raise_value_error(thread, "Repeated call to flush()");
  self->is_flushed = true;
  return run_compressor(thread, self, {}, LZMA_FINISH);
}

constexpr NativeDefinition kCompressorMethods[] = {
    {"__new__(type, format=FORMAT_XZ, check=-1, preset=None, filters=None)", compressor_new, "",
     NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"compress(self, data, /)", compressor_compress, "Takes more data; answers what is compressed so far."},
    {"flush(self, /)", compressor_flush, "Ends the stream and answers the rest."},
};

constexpr TypeSpec kLzmaCompressorType = {
    .name = "LZMACompressor",
    .module = "_lzma",
    .basic_size = sizeof(Compressor),
    .flags = kTypeIsFinal,
    .methods = kCompressorMethods,
    .doc = "Compresses a stream bit by bit.",
};

// ---- Decompressor ----

struct LzmaDecompressor : Decompressor {
  int check;
};

Status start_decoder(Thread& thread, lzma_stream* stream, int format, uint64_t memory, Value filters) {
  constexpr uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  switch (format) {
    case kAuto: return check_lzma(thread, lzma_auto_decoder(stream, memory, kFlags));
    case kXz: return check_lzma(thread, lzma_stream_decoder(stream, memory, kFlags));
    case kAlone: return check_lzma(thread, lzma_alone_decoder(stream, memory));
    default: break;
  }
  FilterChain chain;
  TRY(read_filters(thread, filters, chain));
  return check_lzma(thread, lzma_raw_decoder(stream, chain.filters));
}

Value decompressor_new(Thread& thread, Value* args) {
  const int format = TRY(int_argument(thread, args[1], kAuto));
  Value filters = args[3].is_unbound() ? Value::none() : args[3];
  uint64_t memory = UINT64_MAX;
  if (!args[2].is_unbound() && !args[2].is_none()) {
    if (format == kRaw) return raise_value_error(thread, "Cannot specify memory limit with FORMAT_RAW");
    const Value index = TRY(to_index(thread, args[2]));
    if (int_sign(index) < 0 || !int_to_uint64(index, memory)) {
      return raise(thread, ExceptionId::kOverflowError, "Value too large for uint64_t type");
    }
  }
  if (format == kRaw && filters.is_none()) return raise_value_error(thread, "Must specify filters for FORMAT_RAW");
  if (format != kRaw && !filters.is_none()) {
    return raise_value_error(thread, "Cannot specify filters except with FORMAT_RAW");
  }
  if (format < kAuto || format > kRaw) return raise_value_error(thread, "Invalid container format: {}", format);
  auto* self = TRY(allocate_instance<LzmaDecompressor>(thread, args[0].as<Type>()));
  self->needs_input = true;
  self->check = format == kAlone || format == kRaw ? static_cast<int>(LZMA_CHECK_NONE) : kUnknownCheck;
  auto* stream = open_stream(thread, self);
  self->stream = stream;
  TRY(start_decoder(thread, stream, format, memory, filters));
  return self;
}

Value decompressor_decompress(Thread& thread, Value* args) {
  auto* self = args[0].as<LzmaDecompressor>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int64_t limit = args[2].is_unbound() ? -1 : TRY(ssize_argument(thread, args[2]));
  if (self->is_finished) return raise(thread, ExceptionId::kEOFError, "Already at end of stream");
  Bytes* joined = nullptr;
  bool failed;
  std::span<const uint8_t> input = join_input(thread, self, data.bytes(), joined, failed);
  if (failed) return Value::error();
  auto& stream = *static_cast<lzma_stream*>(self->stream);
  stream.next_in = input.data();
  stream.avail_in = input.size();
  ByteOutput output(thread, limit);
  bool is_full = false;
  while (true) {
    TRY(output.reserve());
    const uint64_t room = output.room();
    is_full = room == 0;
    if (is_full) break;
    stream.next_out = output.space();
    stream.avail_out = room;
    lzma_ret code = lzma_code(&stream, LZMA_RUN);
    output.advance(room - stream.avail_out);
    if (code == LZMA_BUF_ERROR && stream.avail_in == 0 && stream.avail_out > 0) code = LZMA_OK;
    TRY(check_lzma(thread, code));
    if (code == LZMA_GET_CHECK || code == LZMA_NO_CHECK) self->check = static_cast<int>(lzma_get_check(&stream));
    self->is_finished = code == LZMA_STREAM_END;
    if (self->is_finished || (stream.avail_in == 0 && stream.avail_out != 0)) break;
  }
  TRY(keep_input(thread, self, input.last(stream.avail_in), is_full));
  return output.finish();
}

Value get_check(Thread&, Value self) { return Value::small_int(self.as<LzmaDecompressor>()->check); }

constexpr NativeDefinition kDecompressorMethods[] = {
    {"__new__(type, format=FORMAT_AUTO, memlimit=None, filters=None)", decompressor_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"decompress(self, data, max_length=-1)", decompressor_decompress,
     "Takes more data; answers what is decompressed so far, at most max_length bytes."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"check", get_check, nullptr, "ID of the integrity check used by the input stream.", true},
    {"eof", get_eof, nullptr, "True if the end of the stream has been reached.", true},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more output can be made.", true},
    {"unused_data", get_unused_data, nullptr, "Data behind the end of the stream.", true},
};

constexpr TypeSpec kLzmaDecompressorType = {
    .name = "LZMADecompressor",
    .module = "_lzma",
    .basic_size = sizeof(LzmaDecompressor),
    .native_fields = kDecompressorFields,
    .flags = kTypeIsFinal,
    .methods = kDecompressorMethods,
    .attributes = kAttributes,
    .doc = "Decompresses a stream bit by bit.",
};

// ---- Module ----

Value is_check_supported(Thread& thread, Value* args) {
  return Value::boolean(lzma_check_is_supported(static_cast<lzma_check>(TRY(int_argument(thread, args[0])))) != 0);
}

constexpr NativeDefinition kFunctions[] = {
    {"is_check_supported(check_id, /)", is_check_supported, "Whether the integrity check is there."},
    {"_encode_filter_properties(filter, /)", encode_filter_properties, "The options of a filter as bytes."},
    {"_decode_filter_properties(filter_id, encoded_props, /)", decode_filter_properties,
     "The options of a filter from bytes, as a dict."},
};

struct Constant {
  const char* name;
  uint64_t value;
};
constexpr Constant kConstants[] = {
    {"FORMAT_AUTO", kAuto},
    {"FORMAT_XZ", kXz},
    {"FORMAT_ALONE", kAlone},
    {"FORMAT_RAW", kRaw},
    {"CHECK_NONE", LZMA_CHECK_NONE},
    {"CHECK_CRC32", LZMA_CHECK_CRC32},
    {"CHECK_CRC64", LZMA_CHECK_CRC64},
    {"CHECK_SHA256", LZMA_CHECK_SHA256},
    {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX},
    {"CHECK_UNKNOWN", kUnknownCheck},
    {"FILTER_LZMA1", LZMA_FILTER_LZMA1},
    {"FILTER_LZMA2", LZMA_FILTER_LZMA2},
    {"FILTER_DELTA", LZMA_FILTER_DELTA},
    {"FILTER_X86", LZMA_FILTER_X86},
    {"FILTER_IA64", LZMA_FILTER_IA64},
    {"FILTER_ARM", LZMA_FILTER_ARM},
    {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB},
    {"FILTER_SPARC", LZMA_FILTER_SPARC},
    {"FILTER_POWERPC", LZMA_FILTER_POWERPC},
    {"MF_HC3", LZMA_MF_HC3},
    {"MF_HC4", LZMA_MF_HC4},
    {"MF_BT2", LZMA_MF_BT2},
    {"MF_BT3", LZMA_MF_BT3},
    {"MF_BT4", LZMA_MF_BT4},
    {"MODE_FAST", LZMA_MODE_FAST},
    {"MODE_NORMAL", LZMA_MODE_NORMAL},
    {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT},
    {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
};

}  // namespace

FailureOfAnyType raise_lzma_message(Thread& thread, std::string_view message) {
  return raise_module_error(thread, kError, message);
}

}  // namespace compression

Value create_lzma_module(Thread& thread) {
  using namespace compression;
  Module* module = TRY(make_native_module(thread, "_lzma", "Compression with liblzma.", compression::kFunctions));
  (void)TRY(add_exception_class(thread, module, kError));
  (void)TRY(add_module_type(thread, module, kLzmaCompressorType));
  (void)TRY(add_module_type(thread, module, kLzmaDecompressorType));
  for (const Constant& constant : kConstants) {
    TRY(set_module_attribute(thread, module, constant.name, make_int_unsigned(thread, constant.value)));
  }
  return module;
}

}  // namespace memphis
