// zlib.decompress and zlib.decompressobj.
#include <climits>

#include "modules/compression/zlib_parts.h"
#include "runtime/argument_support.h"
#include "runtime/operations.h"

namespace memphis::compression {

namespace {

struct Decompress : Cell {
  Field unused_data;      // Bytes
  Field unconsumed_tail;  // Bytes
  Field dictionary;       // unbound: none
  z_stream* stream;
  bool is_finished;
};

void release_inflate(void* resource) {
  auto* stream = static_cast<z_stream*>(resource);
  inflateEnd(stream);
  delete stream;
}

constexpr size_t kInflateBytes = 48 * 1024;  // about what a stream takes

bool is_fine(int code) { return code == Z_OK || code == Z_BUF_ERROR || code == Z_STREAM_END; }

}  // namespace

Status set_inflate_dictionary(Thread& thread, z_stream& stream, Value dictionary) {
  Buffer buffer(thread);
  TRY(buffer.acquire(dictionary));
  const int code = inflateSetDictionary(&stream, buffer.data(), static_cast<uInt>(buffer.size()));
  if (code == Z_OK) return {};
  return raise_zlib_error(thread, stream, code, "while setting zdict");
}

Status run_inflate(Thread& thread, ZlibRun& run, ByteOutput& output, Value dictionary) {
  z_stream& stream = run.stream;
  do {
    const auto chunk = static_cast<uInt>(std::min<size_t>(run.input.size(), UINT_MAX));
    stream.next_in = const_cast<uint8_t*>(run.input.data());
    stream.avail_in = chunk;
    do {
      TRY(output.reserve());
      const auto room = static_cast<uInt>(std::min<uint64_t>(output.room(), UINT_MAX));
      if (room == 0) break;
      stream.next_out = output.space();
      stream.avail_out = room;
      run.code = inflate(&stream, chunk == run.input.size() ? run.flush : Z_SYNC_FLUSH);
      output.advance(room - stream.avail_out);
      if (run.code == Z_NEED_DICT && !dictionary.is_unbound()) {
        TRY(set_inflate_dictionary(thread, stream, dictionary));
        continue;
      }
      if (!is_fine(run.code)) break;
    } while (stream.avail_out == 0 || run.code == Z_NEED_DICT);
    run.input = run.input.subspan(chunk - stream.avail_in);
    if (stream.avail_out == 0 || !is_fine(run.code)) return {};
  } while (!run.input.empty() && run.code != Z_STREAM_END);
  return {};
}

Value decompress_function(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[0]));
  const int window = TRY(int_argument(thread, args[1], MAX_WBITS));
  const int64_t size = args[2].is_unbound() ? kDefaultBufferSize : TRY(ssize_argument(thread, args[2]));
  if (size < 0) return raise_value_error(thread, "bufsize must be non-negative");
  z_stream stream{};
  if (int code = inflateInit2(&stream, window); code != Z_OK) {
    if (code == Z_MEM_ERROR) return raise_memory_error(thread);
    auto failure = raise_zlib_error(thread, stream, code, "while preparing to decompress data");
    inflateEnd(&stream);
    return failure;
  }
  ByteOutput output(thread);
  Value result = Value::error();
  ZlibRun run{stream, data.bytes(), Z_SYNC_FLUSH};
  if (!output.reserve(static_cast<uint64_t>(std::max<int64_t>(size, 1))).failed() &&
      !run_inflate(thread, run, output, Value::unbound()).failed()) {
    if (run.code == Z_STREAM_END) {
      result = output.finish();
    } else {
      const int code = is_fine(run.code) ? Z_BUF_ERROR : run.code;
      raise_zlib_error(thread, stream, code, "while decompressing data");
    }
  }
  inflateEnd(&stream);
  return result;
}

namespace {

// A stream that is owned by the cell; null: an error is pending.
z_stream* open_inflate(Thread& thread, Cell* owner, int window, Value dictionary) {
  auto* stream = new z_stream{};
  own_native_resource(thread.runtime, owner, stream, release_inflate, kInflateBytes);
  switch (int code = inflateInit2(stream, window); code) {
    case Z_OK: break;
    case Z_STREAM_ERROR: return raise_value_error(thread, "Invalid initialization option");
    case Z_MEM_ERROR: return raise_memory_error(thread);
    default: return raise_zlib_error(thread, *stream, code, "while creating decompression object");
  }
  // A raw stream does not ask for its dictionary.
  if (!dictionary.is_unbound() && window < 0) TRY(set_inflate_dictionary(thread, *stream, dictionary));
  return stream;
}

Status check_dictionary(Thread& thread, Value dictionary) {
  if (dictionary.is_unbound() || has_buffer(thread, dictionary)) return {};
  return raise_type_error(thread, "zdict argument must support the buffer protocol");
}

// Keeps what is left of the input.
Status save_input(Thread& thread, Decompress* self, const ZlibRun& run) {
  std::span<const uint8_t> left = run.input;
  if (run.code == Z_STREAM_END && !left.empty()) {
    auto* unused = self->unused_data.get().as<Bytes>();
    Bytes* both = TRY(allocate_bytes(thread, unused->size + left.size()));
    std::memcpy(both->data, unused->data, unused->size);
    std::memcpy(both->data + unused->size, left.data(), left.size());
    self->unused_data.set(self, both);
    left = {};
  }
  if (!left.empty() || self->unconsumed_tail.get().as<Bytes>()->size != 0) {
    self->unconsumed_tail.set(self, TRY(make_bytes(thread, left)));
  }
  return {};
}

Value decompress_decompress(Thread& thread, Value* args) {
  auto* self = args[0].as<Decompress>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int64_t limit = args[2].is_unbound() ? 0 : TRY(ssize_argument(thread, args[2]));
  if (limit < 0) return raise_value_error(thread, "max_length must be non-negative");
  ByteOutput output(thread, limit == 0 ? -1 : limit);
  ZlibRun run{*self->stream, data.bytes(), Z_SYNC_FLUSH};
  TRY(run_inflate(thread, run, output, self->dictionary));
  TRY(save_input(thread, self, run));
  if (run.code == Z_STREAM_END) {
    self->is_finished = true;
  } else if (!is_fine(run.code)) {
    return raise_zlib_error(thread, *self->stream, run.code, "while decompressing data");
  }
  return output.finish();
}

Value decompress_flush(Thread& thread, Value* args) {
  auto* self = args[0].as<Decompress>();
  const int64_t length = args[1].is_unbound() ? kDefaultBufferSize : TRY(ssize_argument(thread, args[1]));
  if (length <= 0) return raise_value_error(thread, "length must be greater than zero");
  auto* tail = self->unconsumed_tail.get().as<Bytes>();
  ByteOutput output(thread);
  TRY(output.reserve(static_cast<uint64_t>(length)));
  ZlibRun run{*self->stream, tail->view(), Z_FINISH};
  TRY(run_inflate(thread, run, output, self->dictionary));
  TRY(save_input(thread, self, run));
  if (run.code == Z_STREAM_END) {
    self->is_finished = true;
    inflateEnd(self->stream);
  }
  return output.finish();
}

Value decompress_copy(Thread& thread, Value* args) {
  auto* self = args[0].as<Decompress>();
  auto* copy = TRY(allocate_instance<Decompress>(thread, native_type(thread.runtime, kDecompressType)));
  copy->stream = new z_stream{};
  own_native_resource(thread.runtime, copy, copy->stream, release_inflate, kInflateBytes);
  switch (int code = inflateCopy(copy->stream, self->stream); code) {
    case Z_OK: break;
    case Z_STREAM_ERROR: return raise_value_error(thread, "Inconsistent stream state");
    case Z_MEM_ERROR: return raise_memory_error(thread);
    default: return raise_zlib_error(thread, *self->stream, code, "while copying decompression object");
  }
  copy->unused_data.set(copy, self->unused_data.get());
  copy->unconsumed_tail.set(copy, self->unconsumed_tail.get());
  copy->dictionary.set(copy, self->dictionary.get());
  copy->is_finished = self->is_finished;
  return copy;
}

Value get_unused(Thread&, Value self) { return self.as<Decompress>()->unused_data; }
Value get_tail(Thread&, Value self) { return self.as<Decompress>()->unconsumed_tail; }
Value get_finished(Thread&, Value self) { return Value::boolean(self.as<Decompress>()->is_finished); }

constexpr NativeDefinition kMethods[] = {
    {"decompress(self, data, /, max_length=0)", decompress_decompress,
     "Takes more data; answers what is decompressed so far, at most max_length bytes."},
    {"flush(self, length=16384, /)", decompress_flush, "Answers all that is left."},
    {"copy(self, /)", decompress_copy, "A copy of the decompression object."},
    {"__copy__(self, /)", decompress_copy, "A copy of the decompression object."},
    {"__deepcopy__(self, memo, /)", decompress_copy, "A copy of the decompression object."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"unused_data", get_unused, nullptr, "", true},
    {"unconsumed_tail", get_tail, nullptr, "", true},
    {"eof", get_finished, nullptr, "", true},
};

// ---- _ZlibDecompressor ----

Value decompressor_new(Thread& thread, Value* args) {
  const int window = TRY(int_argument(thread, args[1], MAX_WBITS));
  auto* self = TRY(allocate_instance<Decompressor>(thread, args[0].as<Type>()));
  self->needs_input = true;
  self->stream = TRY(open_inflate(thread, self, window, args[2]));
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
  ZlibRun run{*static_cast<z_stream*>(self->stream), join_input(thread, self, data.bytes(), joined, failed),
              Z_SYNC_FLUSH};
  if (failed) return Value::error();
  ByteOutput output(thread, limit);
  TRY(run_inflate(thread, run, output, Value::unbound()));
  if (!is_fine(run.code)) return raise_zlib_error(thread, run.stream, run.code, "while decompressing data");
  self->is_finished = run.code == Z_STREAM_END;
  TRY(keep_input(thread, self, run.input, false));
  return output.finish();
}

constexpr NativeDefinition kDecompressorMethods[] = {
    {"__new__(type, wbits=15, zdict=b'')", decompressor_new, "", NativeKind::kStaticMethod},
    {"decompress(self, data, max_length=-1)", decompressor_decompress,
     "Takes more data; answers what is decompressed so far, at most max_length bytes."},
};

}  // namespace

constinit const TypeSpec kDecompressType = {
    .name = "Decompress",
    .module = "zlib",
    .basic_size = sizeof(Decompress),
    .native_fields = 3,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
};

constinit const TypeSpec kZlibDecompressorType = {
    .name = "_ZlibDecompressor",
    .module = "zlib",
    .basic_size = sizeof(Decompressor),
    .native_fields = kDecompressorFields,
    .flags = kTypeIsFinal,
    .methods = kDecompressorMethods,
    .attributes = kDecompressorAttributes,
    .doc = "Decompresses a stream bit by bit.",
};

Value decompressobj_function(Thread& thread, Value* args) {
  const int window = TRY(int_argument(thread, args[0], MAX_WBITS));
  TRY(check_dictionary(thread, args[1]));
  auto* self = TRY(allocate_instance<Decompress>(thread, native_type(thread.runtime, kDecompressType)));
  self->unused_data.set(self, thread.runtime.empty_bytes);
  self->unconsumed_tail.set(self, thread.runtime.empty_bytes);
  self->dictionary.set(self, args[1]);
  self->stream = TRY(open_inflate(thread, self, window, args[1]));
  return self;
}

}  // namespace memphis::compression
