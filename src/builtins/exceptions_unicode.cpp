// UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError.
#include <fmt/format.h>

#include "builtins/exceptions.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Status check_count(Thread& thread, const Tuple* args, uint64_t wanted) {
  if (args->size == wanted) return {};
  return raise_type_error(thread, "function takes exactly {} arguments ({} given)", wanted, args->size);
}

Status check_str(Thread& thread, const Tuple* args, uint64_t index) {
  if (is_str(args->items[index])) return {};
  return raise_type_error(thread, "argument {} must be str, not {}", index + 1, type_name(thread, args->items[index]));
}

// start, end and reason, from argument `first` on.
Status take_range_and_reason(Thread& thread, Value self, const Tuple* args, uint64_t first) {
  int64_t start = TRY(to_index_int64(thread, args->items[first]));
  int64_t end = TRY(to_index_int64(thread, args->items[first + 1]));
  TRY(check_str(thread, args, first + 2));
  set_extra(self, kUnicodeErrorStart, make_int(thread, start));
  set_extra(self, kUnicodeErrorEnd, make_int(thread, end));
  set_extra(self, kUnicodeErrorReason, args->items[first + 2]);
  return {};
}

Value encode_error_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  TRY(check_count(thread, positional, 5));
  TRY(check_str(thread, positional, 0));
  TRY(check_str(thread, positional, 1));
  TRY(take_range_and_reason(thread, args[0], positional, 2));
  set_extra(args[0], kUnicodeErrorEncoding, positional->items[0]);
  set_extra(args[0], kUnicodeErrorObject, positional->items[1]);
  return Value::none();
}

Value decode_error_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  TRY(check_count(thread, positional, 5));
  TRY(check_str(thread, positional, 0));
  TRY(take_range_and_reason(thread, args[0], positional, 2));
  Value object = positional->items[1];
  if (!object.is_kind(Kind::kBytes)) {
    if (type_of(thread, object)->special_method(Special::kBuffer).is_unbound()) {
      return raise_type_error(thread, "a bytes-like object is required, not '{}'", type_name(thread, object));
    }
    object = TRY(call(thread, thread.runtime.type(TypeId::kBytes), {object}));
  }
  set_extra(args[0], kUnicodeErrorEncoding, positional->items[0]);
  set_extra(args[0], kUnicodeErrorObject, object);
  return Value::none();
}

Value translate_error_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  TRY(check_count(thread, positional, 4));
  TRY(check_str(thread, positional, 0));
  TRY(take_range_and_reason(thread, args[0], positional, 1));
  set_extra(args[0], kUnicodeErrorObject, positional->items[0]);
  return Value::none();
}

int64_t int_field(Value self, ExceptionExtra index) {
  Value value = exception_of(self)->extra[index];
  return value.is_small_int() ? value.as_small_int() : 0;
}

std::string character_escape(uint32_t c) {
  if (c <= 0xff) return fmt::format("\\x{:02x}", c);
  if (c <= 0xffff) return fmt::format("\\u{:04x}", c);
  return fmt::format("\\U{:08x}", c);
}

// What is said of the place: "character '\x79' in position 1" or "characters in position 1-2".
std::string describe_characters(Value self, const Str* object) {
  auto size = static_cast<int64_t>(object->length());
  int64_t start = int_field(self, kUnicodeErrorStart);
  int64_t end = int_field(self, kUnicodeErrorEnd);
  if (start >= 0 && start < size && end >= 0 && end <= size && end == start + 1) {
    return fmt::format("character '{}' in position {}", character_escape(object->at(static_cast<uint64_t>(start))),
                       start);
  }
  return fmt::format("characters in position {}-{}", start, end - 1);
}

Value encode_error_str(Thread& thread, Value* args) {
  Value object = exception_of(args[0])->extra[kUnicodeErrorObject];
  if (object.is_unbound()) return thread.runtime.name(Name::kEmpty);
  std::string reason = text_of(TRY(to_str(thread, extra_or_none(args[0], kUnicodeErrorReason))));
  std::string encoding = text_of(TRY(to_str(thread, extra_or_none(args[0], kUnicodeErrorEncoding))));
  if (!is_str(object)) return raise_type_error(thread, "object attribute must be unicode");
  return make_str(thread, "'" + encoding + "' codec can't encode " + describe_characters(args[0], object.as<Str>()) +
                              ": " + reason);
}

Value decode_error_str(Thread& thread, Value* args) {
  Value object = exception_of(args[0])->extra[kUnicodeErrorObject];
  if (object.is_unbound()) return thread.runtime.name(Name::kEmpty);
  std::string reason = text_of(TRY(to_str(thread, extra_or_none(args[0], kUnicodeErrorReason))));
  std::string encoding = text_of(TRY(to_str(thread, extra_or_none(args[0], kUnicodeErrorEncoding))));
  if (!object.is_kind(Kind::kBytes)) return raise_type_error(thread, "object attribute must be bytes");
  int64_t start = int_field(args[0], kUnicodeErrorStart);
  int64_t end = int_field(args[0], kUnicodeErrorEnd);
  auto size = static_cast<int64_t>(object.as<Bytes>()->size);
  std::string place = fmt::format("bytes in position {}-{}", start, end - 1);
  if (start >= 0 && start < size && end >= 0 && end <= size && end == start + 1) {
    place = fmt::format("byte 0x{:02x} in position {}", object.as<Bytes>()->data[start], start);
  }
  return make_str(thread, "'" + encoding + "' codec can't decode " + place + ": " + reason);
}

Value translate_error_str(Thread& thread, Value* args) {
  Value object = exception_of(args[0])->extra[kUnicodeErrorObject];
  if (object.is_unbound()) return thread.runtime.name(Name::kEmpty);
  std::string reason = text_of(TRY(to_str(thread, extra_or_none(args[0], kUnicodeErrorReason))));
  if (!is_str(object)) return raise_type_error(thread, "object attribute must be unicode");
  return make_str(thread, "can't translate " + describe_characters(args[0], object.as<Str>()) + ": " + reason);
}

template <ExceptionExtra index>
Value get_index(Thread& thread, Value self) {
  return make_int(thread, int_field(self, index));
}
template <ExceptionExtra index>
Status set_index(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!is_int(value)) return raise_type_error(thread, "an integer is required");
  set_extra(self, index, make_int(thread, TRY(to_index_int64(thread, value))));
  return {};
}

constexpr NativeDefinition kEncodeMethods[] = {
    {"__new__(type, /, *args, **kwargs)", exception_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", encode_error_init},
    {"__str__(self, /)", encode_error_str},
};
constexpr NativeDefinition kDecodeMethods[] = {
    {"__new__(type, /, *args, **kwargs)", exception_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", decode_error_init},
    {"__str__(self, /)", decode_error_str},
};
constexpr NativeDefinition kTranslateMethods[] = {
    {"__new__(type, /, *args, **kwargs)", exception_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", translate_error_init},
    {"__str__(self, /)", translate_error_str},
};
constexpr MemberDefinition kMembers[] = {
    {"encoding", extra_offset(kUnicodeErrorEncoding), true, false, "The encoding."},
    {"object", extra_offset(kUnicodeErrorObject), true, false, "What was to be converted."},
    {"reason", extra_offset(kUnicodeErrorReason), true, false, "Why it cannot be."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"start", get_index<kUnicodeErrorStart>, set_index<kUnicodeErrorStart>, "Where it begins.", true},
    {"end", get_index<kUnicodeErrorEnd>, set_index<kUnicodeErrorEnd>, "Where it ends.", true},
};

constexpr TypeSpec unicode_error(const char* name, std::span<const NativeDefinition> methods, const char* doc) {
  return {.name = name,
          .layout = Kind::kException,
          .basic_size = sizeof(Exception),
          .native_fields = 5,
          .methods = methods,
          .attributes = kAttributes,
          .members = kMembers,
          .doc = doc};
}

}  // namespace

constinit const TypeSpec kUnicodeDecodeErrorType =
    unicode_error("UnicodeDecodeError", kDecodeMethods, "Bytes that an encoding does not know.");
constinit const TypeSpec kUnicodeEncodeErrorType =
    unicode_error("UnicodeEncodeError", kEncodeMethods, "Characters that an encoding does not have.");
constinit const TypeSpec kUnicodeTranslateErrorType =
    unicode_error("UnicodeTranslateError", kTranslateMethods, "Characters that cannot be translated.");

}  // namespace memphis
