// zlib.compress and zlib.compressobj.
#include <climits>

#include "modules/compression/zlib_parts.h"
#include "runtime/argument_support.h"

namespace memphis::compression {

namespace {

struct Compress : Cell {
  z_stream* stream;
};

void release_deflate(void* resource) {
  auto* stream = static_cast<z_stream*>(resource);
  deflateEnd(stream);
  delete stream;
}

constexpr size_t kDeflateBytes = 256 * 1024;  // about what a stream takes

Compress* make_compress(Thread& thread) {
  auto* self = TRY(allocate_instance<Compress>(thread, native_type(thread.runtime, kCompressType)));
  self->stream = new z_stream{};
  own_native_resource(thread.runtime, self, self->stream, release_deflate, kDeflateBytes);
  return self;
}

}  // namespace

Status run_deflate(ZlibRun& run, ByteOutput& output) {
  z_stream& stream = run.stream;
  do {
    const auto chunk = static_cast<uInt>(std::min<size_t>(run.input.size(), UINT_MAX));
    stream.next_in = const_cast<uint8_t*>(run.input.data());
    stream.avail_in = chunk;
    const int flush = chunk == run.input.size() ? run.flush : Z_NO_FLUSH;
    do {
      TRY(output.reserve());
      const auto room = static_cast<uInt>(std::min<uint64_t>(output.room(), UINT_MAX));
      stream.next_out = output.space();
      stream.avail_out = room;
      run.code = deflate(&stream, flush);
      output.advance(room - stream.avail_out);
      if (run.code == Z_STREAM_ERROR) return {};
    } while (stream.avail_out == 0);
    run.input = run.input.subspan(chunk - stream.avail_in);
  } while (!run.input.empty() && run.code != Z_STREAM_END);
  return {};
}

Value compress_function(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[0]));
  const int level = TRY(int_argument(thread, args[1], Z_DEFAULT_COMPRESSION));
  const int window = TRY(int_argument(thread, args[2], MAX_WBITS));
  z_stream stream{};
  switch (int code = deflateInit2(&stream, level, Z_DEFLATED, window, kDefaultMemoryLevel, Z_DEFAULT_STRATEGY); code) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise_memory_error(thread);
    case Z_STREAM_ERROR: return raise_zlib_message(thread, "Bad compression level");
    default: return raise_zlib_error(thread, stream, code, "while compressing data");
  }
  ByteOutput output(thread);
  ZlibRun run{stream, data.bytes(), Z_FINISH};
  const bool failed = run_deflate(run, output).failed();
  if (!failed && run.code != Z_STREAM_END) raise_zlib_error(thread, stream, run.code, "while compressing data");
  deflateEnd(&stream);
  return failed || run.code != Z_STREAM_END ? Value::error() : output.finish();
}

Value compressobj_function(Thread& thread, Value* args) {
  const int level = TRY(int_argument(thread, args[0], Z_DEFAULT_COMPRESSION));
  const int method = TRY(int_argument(thread, args[1], Z_DEFLATED));
  const int window = TRY(int_argument(thread, args[2], MAX_WBITS));
  const int memory_level = TRY(int_argument(thread, args[3], kDefaultMemoryLevel));
  const int strategy = TRY(int_argument(thread, args[4], Z_DEFAULT_STRATEGY));
  Buffer dictionary(thread);
  const bool has_dictionary = !args[5].is_unbound() && !args[5].is_none();
  if (has_dictionary) TRY(dictionary.acquire(args[5]));
  Compress* self = TRY(make_compress(thread));
  switch (int code = deflateInit2(self->stream, level, method, window, memory_level, strategy); code) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise_memory_error(thread);
    case Z_STREAM_ERROR: return raise_value_error(thread, "Invalid initialization option");
    default: return raise_zlib_error(thread, *self->stream, code, "while creating compression object");
  }
  if (!has_dictionary) return self;
  switch (deflateSetDictionary(self->stream, dictionary.data(), static_cast<uInt>(dictionary.size()))) {
    case Z_OK: return self;
    case Z_STREAM_ERROR: return raise_value_error(thread, "Invalid dictionary");
    default: return raise_value_error(thread, "deflateSetDictionary()");
  }
}

namespace {

Value compress_compress(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  z_stream& stream = *args[0].as<Compress>()->stream;
  ByteOutput output(thread);
  ZlibRun run{stream, data.bytes(), Z_NO_FLUSH};
  TRY(run_deflate(run, output));
  if (run.code == Z_STREAM_ERROR) return raise_zlib_error(thread, stream, run.code, "while compressing data");
  return output.finish();
}

Value compress_flush(Thread& thread, Value* args) {
  const int mode = TRY(int_argument(thread, args[1], Z_FINISH));
  if (mode == Z_NO_FLUSH) return thread.runtime.empty_bytes;
  z_stream& stream = *args[0].as<Compress>()->stream;
  ByteOutput output(thread);
  ZlibRun run{stream, {}, mode};
  TRY(run_deflate(run, output));
  if (run.code == Z_STREAM_END && mode == Z_FINISH) {
    deflateEnd(&stream);
  } else if (run.code != Z_OK && run.code != Z_BUF_ERROR) {
    return raise_zlib_error(thread, stream, run.code, "while flushing");
  }
  return output.finish();
}

Value compress_copy(Thread& thread, Value* args) {
  Compress* copy = TRY(make_compress(thread));
  switch (int code = deflateCopy(copy->stream, args[0].as<Compress>()->stream); code) {
    case Z_OK: return copy;
    case Z_STREAM_ERROR: return raise_value_error(thread, "Inconsistent stream state");
    case Z_MEM_ERROR: return raise_memory_error(thread);
    default: return raise_zlib_error(thread, *copy->stream, code, "while copying compression object");
  }
}

constexpr NativeDefinition kMethods[] = {
    {"compress(self, data, /)", compress_compress, "Takes more data; answers what is compressed so far."},
    {"flush(self, mode=4, /)", compress_flush, "Answers all that is left, and ends the stream by default."},
    {"copy(self, /)", compress_copy, "A copy of the compression object."},
    {"__copy__(self, /)", compress_copy, "A copy of the compression object."},
    {"__deepcopy__(self, memo, /)", compress_copy, "A copy of the compression object."},
};

}  // namespace

constinit const TypeSpec kCompressType = {
    .name = "Compress",
    .module = "zlib",
    .basic_size = sizeof(Compress),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
};

}  // namespace memphis::compression
