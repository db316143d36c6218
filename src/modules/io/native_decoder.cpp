#include "modules/io/native_decoder.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

// The states of utf-16 and utf-32 as the package `encodings` numbers them.
constexpr int64_t kNaturalOrder = 0, kOtherOrder = 1, kOrderUnknown = 2;
constexpr int8_t kNative = std::endian::native == std::endian::little ? -1 : 1;

bool has_byte_order(Codec codec) { return codec == Codec::kUtf16 || codec == Codec::kUtf32; }

// What the bytes of utf-8-sig start with: 3 for the mark, -1 while that is not certain.
int mark_length(std::span<const uint8_t> bytes) {
  constexpr uint8_t kMark[] = {0xef, 0xbb, 0xbf};
  size_t count = std::min<size_t>(bytes.size(), 3);
  if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count), kMark)) return 0;
  return count == 3 ? 3 : -1;
}

// The codec proper once the byte order is known.
Codec ordered_codec(const NativeDecoder* self) {
  if (!has_byte_order(self->codec) || self->byte_order == 0) return self->codec;
  bool little = self->byte_order < 0;
  if (self->codec == Codec::kUtf16) return little ? Codec::kUtf16Little : Codec::kUtf16Big;
  return little ? Codec::kUtf32Little : Codec::kUtf32Big;
}

Value decode_bytes(Thread& thread, NativeDecoder* self, std::span<const uint8_t> bytes, Value object, bool final,
                   size_t& consumed) {
  auto* errors = self->errors.get().as<Str>();
  DecodeState state;
  state.final = final;
  if (self->codec == Codec::kUtf8Signature) {
    int mark = self->is_first ? mark_length(bytes) : 0;
    consumed = 0;
    if (mark < 0) return thread.runtime.name(Name::kEmpty);
    self->is_first = false;
    if (mark > 0) object = Value::unbound();
    Value text = decode_native(thread, Codec::kUtf8, bytes.subspan(static_cast<size_t>(mark)), object, errors, state);
    consumed = state.consumed + static_cast<size_t>(mark);
    return text;
  }
  bool looks_for_mark = has_byte_order(self->codec) && self->byte_order == 0;
  Value text = TRY(decode_native(thread, ordered_codec(self), bytes, object, errors, state));
  consumed = state.consumed;
  if (!looks_for_mark) return text;
  size_t unit = self->codec == Codec::kUtf16 ? 2 : 4;
  self->byte_order = static_cast<int8_t>(state.byte_order);
  if (state.byte_order == 0 && consumed >= unit) {
    const char* name = unit == 2 ? "utf-16" : "utf-32";
    if (object.is_unbound()) object = TRY(make_bytes(thread, bytes));
    return raise_decode_error(thread, name, object, 0, unit, "Stream does not start with BOM");
  }
  return text;
}

}  // namespace

Codec incremental_codec(std::string_view encoding) {
  Codec codec = find_codec(encoding);
  switch (codec) {
    // Their incremental forms are left to the package.
    case Codec::kUtf7:
    case Codec::kUnicodeEscape:
    case Codec::kRawUnicodeEscape: return Codec::kUnknown;
    default: return codec;
  }
}

Value make_native_decoder(Thread& thread, Codec codec, Value errors) {
  auto* self = TRY(allocate_instance<NativeDecoder>(thread, native_type(thread.runtime, kNativeDecoderType)));
  self->errors.set(self, errors);
  self->codec = codec;
  self->is_first = true;
  return self;
}

NativeDecoder* exact_native_decoder(Value value) {
  return is_exact_native(value, kNativeDecoderType) ? value.as<NativeDecoder>() : nullptr;
}

Value native_decode(Thread& thread, NativeDecoder* self, Value input, bool final) {
  Buffer buffer(thread);
  TRY(buffer.acquire(input));
  std::span<const uint8_t> bytes = buffer.bytes();
  Value object = input.is_kind(Kind::kBytes) ? input : Value::unbound();
  if (!self->pending.get().is_unbound()) {
    auto before = self->pending.get().as<Bytes>()->view();
    Bytes* joined = TRY(allocate_bytes(thread, before.size() + bytes.size()));
    std::copy(before.begin(), before.end(), joined->data);
    std::copy(bytes.begin(), bytes.end(), joined->data + before.size());
    bytes = joined->view();
    object = joined;
  }
  size_t consumed = 0;
  Value text = TRY(decode_bytes(thread, self, bytes, object, final, consumed));
  std::span<const uint8_t> rest = bytes.subspan(std::min(consumed, bytes.size()));
  self->pending.set(self, rest.empty() ? Value::unbound() : Value(TRY(make_bytes(thread, rest))));
  return text;
}

Fallible<DecoderState> native_decoder_state(Thread& thread, NativeDecoder* self) {
  Value pending = self->pending;
  int64_t flags = 0;
  if (self->codec == Codec::kUtf8Signature) flags = self->is_first ? 1 : 0;
  if (has_byte_order(self->codec)) {
    flags = self->byte_order == 0 ? kOrderUnknown : self->byte_order == kNative ? kNaturalOrder : kOtherOrder;
  }
  return DecoderState{pending.is_unbound() ? thread.runtime.empty_bytes : pending.as<Bytes>(), Value::small_int(flags)};
}

Status set_native_decoder_state(Thread& thread, NativeDecoder* self, Bytes* pending, Value flags) {
  int64_t number = TRY(to_int64(thread, flags));
  self->pending.set(self, pending->size == 0 ? Value::unbound() : Value(pending));
  self->is_first = number != 0;
  auto other = static_cast<int8_t>(-kNative);
  self->byte_order = number == kNaturalOrder ? kNative : number == kOtherOrder ? other : int8_t{0};
  return {};
}

void reset_native_decoder(NativeDecoder* self) {
  self->pending.set(self, Value::unbound());
  self->byte_order = 0;
  self->is_first = true;
}

const TypeSpec kNativeDecoderType = {
    .name = "_NativeDecoder",
    .module = "_io",
    .basic_size = sizeof(NativeDecoder),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

}  // namespace memphis::io
