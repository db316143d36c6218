// The module _bz2.
#include <bzlib.h>

#include <climits>

#include "modules/compression/byte_output.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"

namespace memphis {

namespace compression {

namespace {

FailureOfAnyType raise_bz2_error(Thread& thread, int code) {
  switch (code) {
    case BZ_PARAM_ERROR: return raise_value_error(thread, "Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR: return raise_memory_error(thread);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC: return raise(thread, ExceptionId::kOSError, "Invalid data stream");
    case BZ_IO_ERROR: return raise(thread, ExceptionId::kOSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF:
      return raise(thread, ExceptionId::kEOFError,
                   "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR:
      return raise(thread, ExceptionId::kRuntimeError,
                   "Internal error - Invalid sequence of commands sent to libbzip2");
    default: return raise(thread, ExceptionId::kOSError, "Unrecognized error from libbzip2: {}", code);
  }
}

bool is_error(int code) { return code < 0; }

// ---- Compressor ----

struct Compressor : Cell {
  bz_stream* stream;
  bool is_flushed;
};

void release_compressor(void* resource) {
  auto* stream = static_cast<bz_stream*>(resource);
  BZ2_bzCompressEnd(stream);
  delete stream;
}

Value compressor_new(Thread& thread, Value* args) {
  const int level = TRY(int_argument(thread, args[1], 9));
  if (level < 1 || level > 9) return raise_value_error(thread, "compresslevel must be between 1 and 9");
  auto* self = TRY(allocate_instance<Compressor>(thread, args[0].as<Type>()));
  self->stream = new bz_stream{};
  own_native_resource(thread.runtime, self, self->stream, release_compressor, static_cast<size_t>(level) * 800'000);
  if (int code = BZ2_bzCompressInit(self->stream, level, 0, 0); is_error(code)) return raise_bz2_error(thread, code);
  return self;
}

Value run_compressor(Thread& thread, Compressor* self, std::span<const uint8_t> input, int action) {
  bz_stream& stream = *self->stream;
  ByteOutput output(thread);
  while (true) {
    const auto chunk = static_cast<unsigned>(std::min<size_t>(input.size(), UINT_MAX));
    TRY(output.reserve());
    const auto room = static_cast<unsigned>(std::min<uint64_t>(output.room(), UINT_MAX));
    stream.next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(input.data()));
    stream.avail_in = chunk;
    stream.next_out = reinterpret_cast<char*>(output.space());
    stream.avail_out = room;
    if (action == BZ_RUN && chunk == 0) break;
    const int code = BZ2_bzCompress(&stream, chunk == input.size() ? action : BZ_RUN);
    output.advance(room - stream.avail_out);
    input = input.subspan(chunk - stream.avail_in);
    if (is_error(code)) return raise_bz2_error(thread, code);
    if (action == BZ_FINISH && code == BZ_STREAM_END) break;
  }
  return output.finish();
}

Value compressor_compress(Thread& thread, Value* args) {
  auto* self = args[0].as<Compressor>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  if (self->is_flushed) return raise_value_error(thread, "Compressor has been flushed");
  return run_compressor(thread, self, data.bytes(), BZ_RUN);
}

Value compressor_flush(Thread& thread, Value* args) {
  auto* self = args[0].as<Compressor>();
  if (self->is_flushed) return raise_value_error(thread, "Repeated call to flush()");
  self->is_flushed = true;
  return run_compressor(thread, self, {}, BZ_FINISH);
}

constexpr NativeDefinition kCompressorMethods[] = {
    {"__new__(type, compresslevel=9, /)", compressor_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"compress(self, data, /)", compressor_compress, "Takes more data; answers what is compressed so far."},
    {"flush(self, /)", compressor_flush, "Ends the stream and answers the rest."},
};

constexpr TypeSpec kBz2CompressorType = {
    .name = "BZ2Compressor",
    .module = "_bz2",
    .basic_size = sizeof(Compressor),
    .flags = kTypeIsFinal,
    .methods = kCompressorMethods,
    .doc = "Compresses a stream bit by bit.",
};

// ---- Decompressor ----

void release_decompressor(void* resource) {
  auto* stream = static_cast<bz_stream*>(resource);
  BZ2_bzDecompressEnd(stream);
  delete stream;
}

Value decompressor_new(Thread& thread, Value* args) {
  constexpr size_t kBytes = 4'000'000;  // about what a stream takes
  auto* self = TRY(allocate_instance<Decompressor>(thread, args[0].as<Type>()));
  auto* stream = new bz_stream{};
  self->stream = stream;
  self->needs_input = true;
  own_native_resource(thread.runtime, self, stream, release_decompressor, kBytes);
  if (int code = BZ2_bzDecompressInit(stream, 0, 0); is_error(code)) return raise_bz2_error(thread, code);
  return self;
}

Value decompressor_decompress(Thread& thread, Value* args) {
  auto* self = args[0].as<Decompressor>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int64_t limit = args[2].is_unbound() ? -1 : TRY(ssize_argument(thread, args[2]));
  if (self->is_finished) return raise(thread, ExceptionId::kEOFError, "End of stream already reached");
  Bytes* joined = nullptr;
  bool failed;
  std::span<const uint8_t> input = join_input(thread, self, data.bytes(), joined, failed);
  if (failed) return Value::error();
  bz_stream& stream = *static_cast<bz_stream*>(self->stream);
  ByteOutput output(thread, limit);
  while (true) {
    TRY(output.reserve());
    const auto room = static_cast<unsigned>(std::min<uint64_t>(output.room(), UINT_MAX));
    if (room == 0) break;
    const auto chunk = static_cast<unsigned>(std::min<size_t>(input.size(), UINT_MAX));
    stream.next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(input.data()));
    stream.avail_in = chunk;
    stream.next_out = reinterpret_cast<char*>(output.space());
    stream.avail_out = room;
    const int code = BZ2_bzDecompress(&stream);
    output.advance(room - stream.avail_out);
    input = input.subspan(chunk - stream.avail_in);
    if (is_error(code)) return raise_bz2_error(thread, code);
    self->is_finished = code == BZ_STREAM_END;
    if (self->is_finished || (input.empty() && stream.avail_out != 0)) break;
  }
  TRY(keep_input(thread, self, input, false));
  return output.finish();
}

constexpr NativeDefinition kDecompressorMethods[] = {
    {"__new__(type, /)", decompressor_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"decompress(self, data, max_length=-1)", decompressor_decompress,
     "Takes more data; answers what is decompressed so far, at most max_length bytes."},
};

constexpr TypeSpec kBz2DecompressorType = {
    .name = "BZ2Decompressor",
    .module = "_bz2",
    .basic_size = sizeof(Decompressor),
    .native_fields = kDecompressorFields,
    .flags = kTypeIsFinal,
    .methods = kDecompressorMethods,
    .attributes = kDecompressorAttributes,
    .doc = "Decompresses a stream bit by bit.",
};

}  // namespace

}  // namespace compression

Value create_bz2_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_bz2", "Compression with the library bzip2.", {}));
  (void)TRY(add_module_type(thread, module, compression::kBz2CompressorType));
  (void)TRY(add_module_type(thread, module, compression::kBz2DecompressorType));
  return module;
}

}  // namespace memphis
