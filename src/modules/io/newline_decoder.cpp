#include "modules/io/newline_decoder.h"

#include <cstring>
#include <vector>

#include "modules/io/native_decoder.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/str_units.h"

namespace memphis::io {

namespace {

constexpr uint8_t kSeenReturn = 1, kSeenNewline = 2, kSeenBoth = 4, kSeenAll = 7;

NewlineDecoder* self_of(Value* args) { return args[0].as<NewlineDecoder>(); }

// Notes which line ends there are; true when there is a '\r' among them.
template <class Unit>
bool note_line_ends(NewlineDecoder* self, const Unit* units, size_t count) {
  bool has_return = false;
  for (size_t i = 0; i < count && (self->seen != kSeenAll || !has_return); i++) {
    if (units[i] > '\r') continue;
    if (units[i] == '\n') {
      self->seen |= kSeenNewline;
    } else if (units[i] == '\r') {
      has_return = true;
      bool both = i + 1 < count && units[i + 1] == '\n';
      self->seen |= both ? kSeenBoth : kSeenReturn;
      if (both) i++;
    }
  }
  return has_return;
}

bool has_return(const Str* text) {
  return with_units(text, [](auto* units, size_t count) {
    if constexpr (sizeof(*units) == 1) {
      return std::memchr(units, '\r', count) != nullptr;
    } else {
      for (size_t i = 0; i < count; i++) {
        if (units[i] == '\r') return true;
      }
      return false;
    }
  });
}

bool has_newline(const Str* text) {
  return with_units(text, [](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (units[i] == '\n') return true;
    }
    return false;
  });
}

// "\r\n" and '\r' turned into '\n'.
Value translate(Thread& thread, Str* text) {
  return with_units(text, [&](auto* units, size_t count) -> Value {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    std::vector<Unit> out;
    out.reserve(count);
    for (size_t i = 0; i < count; i++) {
      Unit c = units[i];
      if (c == '\r') {
        c = '\n';
        if (i + 1 < count && units[i + 1] == '\n') i++;
      }
      out.push_back(c);
    }
    if constexpr (sizeof(Unit) == 1) return make_str_latin1(thread, out);
    if constexpr (sizeof(Unit) == 2) return make_str_utf16(thread, out);
    if constexpr (sizeof(Unit) == 4) return make_str_utf32(thread, out);
  });
}

Value decode_lines(Thread& thread, NewlineDecoder* self, Value input, bool final) {
  if (self->decoder.get().is_unbound()) {
    return raise_value_error(thread, "IncrementalNewlineDecoder.__init__() not called");
  }
  Value decoded = input;
  if (!self->decoder.get().is_none()) decoded = TRY(decode(thread, self->decoder, input, final));
  if (!is_str(decoded)) {
    return raise_type_error(thread, "decoder should return a string result, not '{}'", type_name(thread, decoded));
  }
  auto* text = decoded.as<Str>();
  if (self->pending_return && (final || text->length() > 0)) {
    text = TRY(concatenate(thread, TRY(make_character(thread, '\r')), text));
    self->pending_return = false;
  }
  uint64_t length = text->length();
  if (!final && length > 0 && text->at(length - 1) == '\r') {
    // So that "\r\n" is seen in one piece.
    text = TRY(substring(thread, text, 0, length - 1));
    self->pending_return = true;
  }
  // Text with plain newlines needs no second look.
  if ((self->seen & ~kSeenNewline) == 0 && !has_return(text)) {
    if (self->seen == 0 && has_newline(text)) self->seen |= kSeenNewline;
    return text;
  }
  bool needs_translation =
      with_units(text, [&](auto* units, size_t count) { return note_line_ends(self, units, count); });
  if (!self->translate || !needs_translation) return text;
  return translate(thread, text);
}

}  // namespace

NewlineDecoder* exact_newline_decoder(Value value) {
  return is_exact_native(value, kNewlineDecoderType) ? value.as<NewlineDecoder>() : nullptr;
}

Value make_newline_decoder(Thread& thread, Value decoder, bool translate) {
  auto* self = TRY(allocate_instance<NewlineDecoder>(thread, native_type(thread.runtime, kNewlineDecoderType)));
  self->decoder.set(self, decoder);
  self->translate = translate;
  self->errors.set(self, thread.runtime.name(Name::kStrict));
  return self;
}

Value newline_decoder_newlines(Thread& thread, const NewlineDecoder* self) {
  constexpr std::string_view kTexts[] = {"\r", "\n", "\r\n"};
  Value seen[3];
  size_t count = 0;
  for (unsigned i = 0; i < 3; i++) {
    if ((self->seen >> i & 1) != 0) seen[count++] = TRY(make_str(thread, kTexts[i]));
  }
  if (count == 0) return Value::none();
  if (count == 1) return seen[0];
  return make_tuple(thread, std::span<const Value>(seen, count));
}

// ---- Any decoder ----

Value decode(Thread& thread, Value decoder, Value input, bool final) {
  if (NewlineDecoder* lines = exact_newline_decoder(decoder)) return decode_lines(thread, lines, input, final);
  if (NativeDecoder* native = exact_native_decoder(decoder)) return native_decode(thread, native, input, final);
  Value decoded = TRY(call_method(thread, decoder, Name::kDecode, {input, Value::boolean(final)}));
  if (is_str(decoded)) return decoded;
  return raise_type_error(thread, "decoder should return a string result, not '{}'", type_name(thread, decoded));
}

namespace {

// The flags of a decoder shifted to make room for one bit, as unsigned 64-bit numbers.
Value shift_flags(Thread& thread, Value flags, bool bit) {
  Value doubled = TRY(int_add(thread, flags, flags));
  return bit ? int_add(thread, doubled, Value::small_int(1)) : doubled;
}

}  // namespace

Fallible<DecoderState> decoder_state(Thread& thread, Value decoder) {
  if (NativeDecoder* native = exact_native_decoder(decoder)) return native_decoder_state(thread, native);
  if (NewlineDecoder* lines = exact_newline_decoder(decoder)) {
    DecoderState state{thread.runtime.empty_bytes, Value::small_int(0)};
    if (!lines->decoder.get().is_none()) state = TRY(decoder_state(thread, lines->decoder));
    state.flags = TRY(shift_flags(thread, state.flags, lines->pending_return));
    return state;
  }
  Value answer = TRY(call_method(thread, decoder, Name::kCodecGetState));
  auto* pair = answer.is_kind(Kind::kTuple) ? answer.as<Tuple>() : nullptr;
  if (pair == nullptr || pair->size != 2) return raise_type_error(thread, "illegal decoder state");
  if (!pair->items[0].is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "illegal decoder state: the first item should be a bytes object, not '{}'",
                            type_name(thread, pair->items[0]));
  }
  return DecoderState{pair->items[0].as<Bytes>(), pair->items[1]};
}

Status set_decoder_state(Thread& thread, Value decoder, Bytes* pending, Value flags) {
  if (NativeDecoder* native = exact_native_decoder(decoder)) {
    return set_native_decoder_state(thread, native, pending, flags);
  }
  if (NewlineDecoder* lines = exact_newline_decoder(decoder)) {
    Value bit = TRY(int_and(thread, flags, Value::small_int(1)));
    lines->pending_return = bit == Value::small_int(1);
    if (lines->decoder.get().is_none()) return {};
    Value inner = TRY(int_right_shift(thread, flags, Value::small_int(1)));
    return set_decoder_state(thread, lines->decoder, pending, inner);
  }
  Tuple* state = TRY(make_tuple(thread, {Value(pending), flags}));
  TRY(call_method(thread, decoder, Name::kCodecSetState, {Value(state)}));
  return {};
}

Status reset_decoder(Thread& thread, Value decoder) {
  if (NativeDecoder* native = exact_native_decoder(decoder)) {
    reset_native_decoder(native);
    return {};
  }
  if (NewlineDecoder* lines = exact_newline_decoder(decoder)) {
    lines->seen = 0;
    lines->pending_return = false;
    return lines->decoder.get().is_none() ? Status() : reset_decoder(thread, lines->decoder);
  }
  TRY(call_method(thread, decoder, Name::kReset));
  return {};
}

// ---- Methods ----

namespace {

Value decoder_new(Thread& thread, Value* args) { return allocate_instance<NewlineDecoder>(thread, args[0].as<Type>()); }

Value decoder_init(Thread& thread, Value* args) {
  NewlineDecoder* self = self_of(args);
  bool translate = TRY(is_true(thread, args[2]));
  self->decoder.set(self, args[1]);
  self->errors.set(self, args[3].is_unbound() ? Value(thread.runtime.name(Name::kStrict)) : args[3]);
  self->translate = translate;
  self->seen = 0;
  self->pending_return = false;
  return Value::none();
}

Status check_made(Thread& thread, const NewlineDecoder* self) {
  if (!self->decoder.get().is_unbound()) return {};
  return raise_value_error(thread, "IncrementalNewlineDecoder.__init__() not called");
}

Value decoder_decode(Thread& thread, Value* args) {
  bool final = TRY(flag_argument(thread, args[2], false));
  return decode_lines(thread, self_of(args), args[1], final);
}

Value decoder_getstate(Thread& thread, Value* args) {
  NewlineDecoder* self = self_of(args);
  TRY(check_made(thread, self));
  Value pending = thread.runtime.empty_bytes;
  Value flags = Value::small_int(0);
  if (!self->decoder.get().is_none()) {
    Value state = TRY(call_method(thread, self->decoder, Name::kCodecGetState));
    if (!state.is_kind(Kind::kTuple)) return raise_type_error(thread, "state argument must be a tuple");
    auto* pair = state.as<Tuple>();
    if (pair->size != 2 || !is_int(pair->items[1])) {
      return raise_type_error(thread, "getstate(): illegal state argument");
    }
    pending = pair->items[0];
    flags = pair->items[1];
  }
  flags = TRY(shift_flags(thread, flags, self->pending_return));
  return make_tuple(thread, {pending, flags});
}

Value decoder_setstate(Thread& thread, Value* args) {
  NewlineDecoder* self = self_of(args);
  TRY(check_made(thread, self));
  if (!args[1].is_kind(Kind::kTuple)) return raise_type_error(thread, "state argument must be a tuple");
  auto* pair = args[1].as<Tuple>();
  if (pair->size != 2 || !is_int(pair->items[1])) {
    return raise_type_error(thread, "setstate(): illegal state argument");
  }
  Value bit = TRY(int_and(thread, pair->items[1], Value::small_int(1)));
  self->pending_return = bit == Value::small_int(1);
  if (self->decoder.get().is_none()) return Value::none();
  Value flags = TRY(int_right_shift(thread, pair->items[1], Value::small_int(1)));
  Tuple* inner = TRY(make_tuple(thread, {pair->items[0], flags}));
  return call_method(thread, self->decoder, Name::kCodecSetState, {Value(inner)});
}

Value decoder_reset(Thread& thread, Value* args) {
  NewlineDecoder* self = self_of(args);
  TRY(check_made(thread, self));
  self->seen = 0;
  self->pending_return = false;
  if (self->decoder.get().is_none()) return Value::none();
  return call_method(thread, self->decoder, Name::kReset);
}

Value get_newlines(Thread& thread, Value self) {
  TRY(check_made(thread, self.as<NewlineDecoder>()));
  return newline_decoder_newlines(thread, self.as<NewlineDecoder>());
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", decoder_new, "", NativeKind::kStaticMethod},
    {"__init__(self, decoder, translate, errors='strict')", decoder_init},
    {"decode(self, input, final=False)", decoder_decode},
    {"getstate(self, /)", decoder_getstate},
    {"setstate(self, state, /)", decoder_setstate},
    {"reset(self, /)", decoder_reset},
};
constexpr GetSetDefinition kAttributes[] = {
    {"newlines", get_newlines},
};

}  // namespace

const TypeSpec kNewlineDecoderType = {
    .name = "IncrementalNewlineDecoder",
    .module = "_io",
    .basic_size = sizeof(NewlineDecoder),
    .native_fields = 2,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "Decodes text with universal newlines: wraps a decoder (None: the input is text), notes the line ends\n"
        "and turns them into '\\n' if `translate` says so. A pair of '\\r' and '\\n' comes in one piece.",
};

}  // namespace memphis::io
