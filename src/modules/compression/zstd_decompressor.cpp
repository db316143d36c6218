// The type compression.zstd.ZstdDecompressor.
#include "modules/compression/zstd_parts.h"
#include "runtime/argument_support.h"

namespace memphis::compression {

namespace {

struct DecompressorResource {
  ZSTD_DCtx* context = nullptr;
  SharedDictionary dictionary;  // in use; null: none
};

ZSTD_DCtx* context_of(const Decompressor* self) { return static_cast<DecompressorResource*>(self->stream)->context; }

Status set_parameter(Thread& thread, void* context, int parameter, int value) {
  const size_t code =
      ZSTD_DCtx_setParameter(static_cast<ZSTD_DCtx*>(context), static_cast<ZSTD_dParameter>(parameter), value);
  if (ZSTD_isError(code) != 0) return raise_parameter_error(thread, false, parameter, value);
  return {};
}

Fallible<ZSTD_DDict*> digested(Thread& thread, DictionaryData& dictionary) {
  ZSTD_DDict*& made = dictionary.for_decompression;
  if (made == nullptr) made = ZSTD_createDDict(dictionary.content.data(), dictionary.content.size());
  if (made == nullptr) {
    return raise_module_error(thread, kZstdError,
                              "Failed to create a ZSTD_DDict instance from Zstandard dictionary content.");
  }
  return made;
}

Status load_dictionary(Thread& thread, DecompressorResource& resource, Value value) {
  const DictionaryArgument given = TRY(dictionary_argument(thread, value, DictionaryUse::kDigested));
  const std::string& bytes = given.dictionary->content;
  ZSTD_DCtx* context = resource.context;
  size_t code;
  switch (given.use) {
    case DictionaryUse::kDigested: code = ZSTD_DCtx_refDDict(context, TRY(digested(thread, *given.dictionary))); break;
    case DictionaryUse::kUndigested: code = ZSTD_DCtx_loadDictionary(context, bytes.data(), bytes.size()); break;
    case DictionaryUse::kPrefix: code = ZSTD_DCtx_refPrefix(context, bytes.data(), bytes.size()); break;
  }
  if (ZSTD_isError(code) != 0) {
    return raise_zstd_error(thread, "Unable to load Zstandard dictionary or prefix for decompression", code);
  }
  resource.dictionary = given.dictionary;
  return {};
}

void release_decompressor(void* pointer) {
  auto* resource = static_cast<DecompressorResource*>(pointer);
  ZSTD_freeDCtx(resource->context);
  delete resource;
}

Value decompressor_new(Thread& thread, Value* args) {
  constexpr size_t kBytes = 1'000'000;  // about what a stream takes
  auto* self = TRY(allocate_instance<Decompressor>(thread, args[0].as<Type>()));
  auto* resource = new DecompressorResource{ZSTD_createDCtx(), nullptr};
  self->stream = resource;
  self->needs_input = true;
  own_native_resource(thread.runtime, self, resource, release_decompressor, kBytes);
  if (resource->context == nullptr) {
    return raise_module_error(thread, kZstdError, "Unable to create ZSTD_DCtx instance.");
  }
  if (!args[1].is_unbound() && !args[1].is_none()) TRY(load_dictionary(thread, *resource, args[1]));
  if (args[2].is_unbound() || args[2].is_none()) return self;
  if (!args[2].is_kind(Kind::kDict)) {
    return raise_argument_error(thread, "ZstdDecompressor", "options", "dict", args[2]);
  }
  TRY(set_options(thread, args[2], false, resource->context, set_parameter));
  return self;
}

// Decompresses until the frame ends, the output is full or the input is used up.
Value run(Thread& thread, Decompressor* self, ZSTD_inBuffer& in, int64_t limit) {
  ByteOutput output(thread, limit);
  while (true) {
    TRY(output.reserve());
    ZSTD_outBuffer out = {output.space(), output.room(), 0};
    const size_t code =
        without_interpreter_lock(thread, [&] { return ZSTD_decompressStream(context_of(self), &out, &in); });
    output.advance(out.pos);
    if (ZSTD_isError(code) != 0) return raise_zstd_error(thread, "Unable to decompress Zstandard data", code);
    self->is_finished = code == 0;
    if (self->is_finished) break;
    // What the library still has comes out before more goes in.
    const bool is_full = out.pos == out.size;
    if (is_full ? static_cast<int64_t>(output.size()) == limit : in.pos == in.size) break;
  }
  return output.finish();
}

Value decompressor_decompress(Thread& thread, Value* args) {
  auto* self = args[0].as<Decompressor>();
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int64_t limit = args[2].is_unbound() ? -1 : TRY(ssize_argument(thread, args[2]));
  const Turn turn(thread, self->is_running);
  if (self->is_finished) return raise(thread, ExceptionId::kEOFError, "Already at the end of a Zstandard frame.");
  Bytes* joined = nullptr;
  bool failed;
  const std::span<const uint8_t> input = join_input(thread, self, data.bytes(), joined, failed);
  if (failed) return Value::error();
  ZSTD_inBuffer in = {input.data(), input.size(), 0};
  Value result = run(thread, self, in, limit);
  if (result.is_error()) {
    // What follows is a new frame.
    self->pending.set(self, Value::unbound());
    self->needs_input = true;
    self->is_finished = false;
    ZSTD_DCtx_reset(context_of(self), ZSTD_reset_session_only);
    return result;
  }
  const bool is_full = static_cast<int64_t>(result.as<Bytes>()->size) == limit;
  TRY(keep_input(thread, self, input.subspan(in.pos), is_full));
  return result;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, zstd_dict=None, options=None)", decompressor_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling},
    {"decompress(self, /, data, max_length=-1)", decompressor_decompress,
     "Takes more data; answers what is decompressed so far, at most max_length bytes."},
};

}  // namespace

constinit const TypeSpec kZstdDecompressorType = {
    .name = "ZstdDecompressor",
    .module = "compression.zstd",
    .basic_size = sizeof(Decompressor),
    .native_fields = kDecompressorFields,
    .flags = kTypeIsFinal | kTypeIsImmutable,
    .methods = kMethods,
    .attributes = kDecompressorAttributes,
    .doc = "Decompresses a frame bit by bit.",
};

}  // namespace memphis::compression
