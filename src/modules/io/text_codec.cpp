// Encoders and decoders of text files: native, or objects that the package `encodings` makes.
#include "modules/io/native_decoder.h"
#include "modules/io/text_file.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

// The CodecInfo of a text encoding.
Value text_codec_info(Thread& thread, const std::string& encoding) {
  Value info = TRY(lookup_codec(thread, encoding));
  if (info.is_exactly(Kind::kTuple)) return info;
  Value is_text = TRY(find_attribute_text(thread, info, "_is_text_encoding"));
  if (is_text.is_unbound() || TRY(is_true(thread, is_text))) return info;
  return raise(thread, ExceptionId::kLookupError, "'{}' is not a text encoding", encoding);
}

Value make_decoder(Thread& thread, TextFile* self, Value info) {
  Value decoder;
  if (info.is_unbound()) {
    decoder = TRY(make_native_decoder(thread, self->codec, self->errors));
  } else {
    Value make = TRY(get_attribute(thread, info, Name::kIncrementalDecoder));
    decoder = TRY(call(thread, make, {self->errors.get()}));
  }
  if (!is_universal(self->ends)) return decoder;
  return make_newline_decoder(thread, decoder, self->ends == LineEnds::kTranslated);
}

Status make_encoder(Thread& thread, TextFile* self, Value info) {
  self->can_write = true;
  // Unlike those of utf-16 and utf-32, the mark of utf-8-sig does not depend on whether there is a position.
  self->start_of_stream = self->codec == Codec::kUtf8Signature;
  self->encoder.set(self, Value::unbound());
  if (info.is_unbound()) return {};
  Value make = TRY(get_attribute(thread, info, Name::kIncrementalEncoder));
  self->encoder.set(self, TRY(call(thread, make, {self->errors.get()})));
  return {};
}

Fallible<bool> is_able(Thread& thread, Value buffer, Name method) {
  return is_true(thread, TRY(call_method(thread, buffer, method)));
}

// The codec for text behind the start of a stream.
Codec without_mark(Codec codec) {
  constexpr bool little = std::endian::native == std::endian::little;
  switch (codec) {
    case Codec::kUtf8Signature: return Codec::kUtf8;
    case Codec::kUtf16: return little ? Codec::kUtf16Little : Codec::kUtf16Big;
    case Codec::kUtf32: return little ? Codec::kUtf32Little : Codec::kUtf32Big;
    default: return codec;
  }
}

}  // namespace

Status set_codec(Thread& thread, TextFile* self) {
  std::string encoding = text_of(self->encoding);
  self->codec = incremental_codec(encoding);
  Value info = self->codec != Codec::kUnknown ? Value::unbound() : TRY(text_codec_info(thread, encoding));
  Value buffer = self->buffer;
  self->decoder.set(self, Value::unbound());
  self->encoder.set(self, Value::unbound());
  self->can_write = false;
  if (TRY(is_able(thread, buffer, Name::kReadable))) {
    self->decoder.set(self, TRY(make_decoder(thread, self, info)));
  }
  if (TRY(is_able(thread, buffer, Name::kWritable))) TRY(make_encoder(thread, self, info));
  return {};
}

Status reset_encoder(Thread& thread, TextFile* self, bool start_of_stream) {
  self->start_of_stream = start_of_stream;
  if (self->encoder.get().is_unbound()) return {};
  if (start_of_stream) {
    TRY(call_method(thread, self->encoder, Name::kReset));
  } else {
    TRY(call_method(thread, self->encoder, Name::kCodecSetState, {Value::small_int(0)}));
  }
  return {};
}

Status fix_encoder(Thread& thread, TextFile* self) {
  if (!self->seekable || !self->can_write) return {};
  self->start_of_stream = true;
  Value position = TRY(call_method(thread, self->buffer, Name::kTell));
  if (TRY(are_equal(thread, position, Value::small_int(0)))) return {};
  return reset_encoder(thread, self, false);
}

Value encode_for(Thread& thread, TextFile* self, Str* text) {
  if (self->encoder.get().is_unbound()) {
    Codec codec = self->start_of_stream ? self->codec : without_mark(self->codec);
    Value bytes = encode_native(thread, codec, text, self->errors.get().as<Str>());
    self->start_of_stream = false;
    return bytes;
  }
  Value bytes = TRY(call_method(thread, self->encoder, Name::kEncode, {Value(text)}));
  if (bytes.is_kind(Kind::kBytes)) return bytes;
  return raise_type_error(thread, "encoder should return a bytes object, not '{}'", type_name(thread, bytes));
}

}  // namespace memphis::io
