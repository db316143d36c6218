// Error handlers: the native ones, in two forms (directly from a codec, or on an exception object as registered
// handlers work), and those that Python code registered.
#include <fmt/format.h>

#include "base/unicode_names.h"
#include "base/utf8.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

// Text that stands for one character: false when the handler has none for it.
bool append_replacement(ErrorHandler handler, char32_t c, std::string& out) {
  switch (handler) {
    case ErrorHandler::kReplace: out += '?'; return true;
    case ErrorHandler::kXmlCharRefReplace:
      fmt::format_to(std::back_inserter(out), "&#{};", static_cast<uint32_t>(c));
      return true;
    case ErrorHandler::kNameReplace: {
      std::string name;
      if (unicode::append_name(name, c)) {
        out += "\\N{" + name + "}";
        return true;
      }
      [[fallthrough]];
    }
    case ErrorHandler::kBackslashReplace: {
      auto code = static_cast<uint32_t>(c);
      if (c < 0x100) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
      } else if (c < 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
      } else {
        fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
      }
      return true;
    }
    default: return false;
  }
}

// What surrogatepass has to know of an encoding.
struct SurrogateForm {
  int bytes = 0;  // 2, 3 (utf-8), 4; 0: not an encoding that can hold surrogates
  bool big = false;
};

SurrogateForm surrogate_form(std::string_view encoding) {
  switch (find_codec(encoding)) {
    case Codec::kUtf8:
    case Codec::kUtf8Signature: return {3, false};
    case Codec::kUtf16:
    case Codec::kUtf16Little: return {2, false};
    case Codec::kUtf16Big: return {2, true};
    case Codec::kUtf32:
    case Codec::kUtf32Little: return {4, false};
    case Codec::kUtf32Big: return {4, true};
    default: return {};
  }
}

void append_surrogate(SurrogateForm form, char32_t c, std::string& out) {
  if (form.bytes == 3) return append_utf8(out, c);
  for (int i = 0; i < form.bytes; i++) {
    int shift = 8 * (form.big ? form.bytes - 1 - i : i);
    out += static_cast<char>(c >> shift & 0xff);
  }
}

// The surrogate at the start of the bytes, or 0.
char32_t read_surrogate(SurrogateForm form, std::span<const uint8_t> bytes) {
  if (form.bytes == 0 || bytes.size() < static_cast<size_t>(form.bytes)) return 0;
  char32_t c = 0;
  if (form.bytes == 3) {
    if ((bytes[0] & 0xf0) != 0xe0 || (bytes[1] & 0xc0) != 0x80 || (bytes[2] & 0xc0) != 0x80) return 0;
    c = (bytes[0] & 15u) << 12 | (bytes[1] & 63u) << 6 | (bytes[2] & 63u);
  } else {
    for (int i = 0; i < form.bytes; i++)
      c |= static_cast<char32_t>(bytes[static_cast<size_t>(i)]) << 8 * (form.big ? form.bytes - 1 - i : i);
  }
  return is_surrogate(c) ? c : 0;
}

Value make_bytes_of(Thread& thread, const std::string& text) {
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

// The native handlers. An unbound `value` in a result says that the handler does not apply.
struct Handled {
  bool applies = false;
  Replacement replacement{};
};

Fallible<Handled> encode_natively(Thread& thread, ErrorHandler handler, const Str* text, const CodecError& error) {
  Handled result{true, {Value::unbound(), error.end}};
  std::string out;
  switch (handler) {
    case ErrorHandler::kIgnore: return result;
    case ErrorHandler::kReplace:
    case ErrorHandler::kXmlCharRefReplace:
    case ErrorHandler::kNameReplace:
    case ErrorHandler::kBackslashReplace:
      for (uint64_t i = error.start; i < error.end; i++) append_replacement(handler, text->at(i), out);
      result.replacement.value = TRY(make_str(thread, out));
      return result;
    case ErrorHandler::kSurrogateEscape: {
      uint64_t i = error.start;
      for (; i < error.end; i++) {
        char32_t c = text->at(i);
        if (c < 0xdc80 || c > 0xdcff) break;
        out += static_cast<char>(c - 0xdc00);
      }
      if (i == error.start) return Handled{};
      result.replacement = {TRY(make_bytes_of(thread, out)), i};
      return result;
    }
    case ErrorHandler::kSurrogatePass: {
      SurrogateForm form = surrogate_form(error.encoding);
      for (uint64_t i = error.start; i < error.end; i++) {
        char32_t c = text->at(i);
        if (form.bytes == 0 || !is_surrogate(c)) return Handled{};
        append_surrogate(form, c, out);
      }
      result.replacement.value = TRY(make_bytes_of(thread, out));
      return result;
    }
    default: return Handled{};
  }
}

Fallible<Handled> decode_natively(Thread& thread, ErrorHandler handler, std::span<const uint8_t> bytes,
                                  const CodecError& error) {
  Handled result{true, {Value::unbound(), error.end}};
  switch (handler) {
    case ErrorHandler::kIgnore: return result;
    case ErrorHandler::kReplace: result.replacement.value = TRY(make_character(thread, 0xfffd)); return result;
    case ErrorHandler::kBackslashReplace: {
      std::string out;
      for (uint64_t i = error.start; i < error.end; i++) append_replacement(handler, bytes[i], out);
      result.replacement.value = TRY(make_str(thread, out));
      return result;
    }
    case ErrorHandler::kSurrogateEscape: {
      TextBuilder out(thread);
      uint64_t i = error.start;
      for (; i < error.end && i < error.start + 4 && bytes[i] >= 0x80; i++) out.append(0xdc00u + bytes[i]);
      if (i == error.start) return Handled{};
      result.replacement = {TRY(out.finish()), i};
      return result;
    }
    case ErrorHandler::kSurrogatePass: {
      SurrogateForm form = surrogate_form(error.encoding);
      TextBuilder out(thread);
      char32_t c = read_surrogate(form, bytes.subspan(error.start));
      if (c == 0) return Handled{};
      result.replacement = {TRY(make_character(thread, c)), error.start + static_cast<uint64_t>(form.bytes)};
      return result;
    }
    default: return Handled{};
  }
}

Value make_unicode_error(Thread& thread, ExceptionId id, const CodecError& error, Value object) {
  Value arguments[] = {TRY(make_str(thread, error.encoding)), object,
                       make_int(thread, static_cast<int64_t>(error.start)),
                       make_int(thread, static_cast<int64_t>(error.end)), TRY(make_str(thread, error.reason))};
  return call(thread, thread.runtime.exception_type(id), {arguments, 5, nullptr});
}

FailureOfAnyType raise_unicode_error(Thread& thread, ExceptionId id, const CodecError& error, Value object) {
  Value exception = make_unicode_error(thread, id, error, object);
  if (exception.is_error()) return {};
  return raise_value(thread, exception);
}

// Calls a registered handler; checks what it answers. `length` is of the object that the position counts in.
Fallible<Replacement> call_handler(Thread& thread, Value handler, Value exception, bool encoding, uint64_t length) {
  Value answer = TRY(call(thread, handler, {exception}));
  auto* pair = answer.is_kind(Kind::kTuple) ? answer.as<Tuple>() : nullptr;
  auto raise_wrong_answer = [&]() -> FailureOfAnyType {
    return encoding ? raise_type_error(thread, "encoding error handler must return (str/bytes, int) tuple")
                    : raise_type_error(thread, "decoding error handler must return (str, int) tuple");
  };
  if (pair == nullptr || pair->size != 2 || (!encoding && !is_str(pair->items[0]))) return raise_wrong_answer();
  int64_t position = TRY(to_index_int64(thread, pair->items[1]));
  if (!is_str(pair->items[0]) && !pair->items[0].is_kind(Kind::kBytes)) return raise_wrong_answer();
  int64_t index = position < 0 ? position + static_cast<int64_t>(length) : position;
  if (index < 0 || index > static_cast<int64_t>(length)) {
    return raise(thread, ExceptionId::kIndexError, "position {} from error handler out of bounds", index);
  }
  return Replacement{pair->items[0], static_cast<uint64_t>(index)};
}

Value find_registered(Thread& thread, Str* errors) {
  Value handler = registered_error_handler(thread, errors);
  if (handler.is_unbound())
    return raise(thread, ExceptionId::kLookupError, "unknown error handler name '{}'", text_of(errors));
  return handler;
}

Value object_of(Thread& thread, Value object, std::span<const uint8_t> bytes) {
  if (!object.is_unbound()) return object;
  return make_bytes(thread, bytes);
}

// Bytes of a bytes object that a handler may have put into the exception.
Status refetch_object(Thread& thread, Value exception, Value& object, std::span<const uint8_t>& bytes) {
  Value current = TRY(get_attribute(thread, exception, Name::kObject));
  if (current == object) return {};
  if (!current.is_kind(Kind::kBytes)) return raise_type_error(thread, "object attribute must be bytes");
  object = current;
  bytes = current.as<Bytes>()->view();
  return {};
}

}  // namespace

ErrorHandler find_error_handler(const Str* errors) {
  if (errors == nullptr) return ErrorHandler::kStrict;
  if (errors->is_ascii()) {
    for (size_t i = 0; i < std::size(kErrorHandlerNames); i++) {
      if (errors->ascii() == kErrorHandlerNames[i]) return static_cast<ErrorHandler>(i);
    }
  }
  return ErrorHandler::kRegistered;
}

FailureOfAnyType raise_encode_error(Thread& thread, std::string_view encoding, Value text, uint64_t start, uint64_t end,
                                    std::string_view reason) {
  return raise_unicode_error(thread, ExceptionId::kUnicodeEncodeError, {encoding, reason, start, end}, text);
}

FailureOfAnyType raise_decode_error(Thread& thread, std::string_view encoding, Value object, uint64_t start,
                                    uint64_t end, std::string_view reason) {
  return raise_unicode_error(thread, ExceptionId::kUnicodeDecodeError, {encoding, reason, start, end}, object);
}

Fallible<Replacement> handle_encode_error(Thread& thread, Str* text, Str* errors, const CodecError& error) {
  ErrorHandler handler = find_error_handler(errors);
  if (handler == ErrorHandler::kRegistered) {
    Value function = TRY(find_registered(thread, errors));
    Value exception = TRY(make_unicode_error(thread, ExceptionId::kUnicodeEncodeError, error, text));
    return call_handler(thread, function, exception, true, text->length());
  }
  Handled handled = TRY(encode_natively(thread, handler, text, error));
  if (!handled.applies) return raise_unicode_error(thread, ExceptionId::kUnicodeEncodeError, error, text);
  return handled.replacement;
}

Fallible<Replacement> handle_decode_error(Thread& thread, Value& object, std::span<const uint8_t>& bytes, Str* errors,
                                          const CodecError& error) {
  ErrorHandler handler = find_error_handler(errors);
  if (handler == ErrorHandler::kRegistered) {
    Value function = TRY(find_registered(thread, errors));
    object = TRY(object_of(thread, object, bytes));
    Value exception = TRY(make_unicode_error(thread, ExceptionId::kUnicodeDecodeError, error, object));
    // The position counts in the object as the handler leaves it.
    Value answer_exception = exception;
    Fallible<Replacement> replacement = call_handler(thread, function, exception, false, bytes.size());
    if (replacement.failed()) return Failure{};
    if (object.is_kind(Kind::kBytes)) TRY(refetch_object(thread, answer_exception, object, bytes));
    if (replacement.value().position > bytes.size()) {
      return raise(thread, ExceptionId::kIndexError, "position {} from error handler out of bounds",
                   replacement.value().position);
    }
    return replacement;
  }
  if (handler == ErrorHandler::kXmlCharRefReplace || handler == ErrorHandler::kNameReplace) {
    return raise_type_error(thread, "don't know how to handle UnicodeDecodeError in error callback");
  }
  Handled handled = TRY(decode_natively(thread, handler, bytes, error));
  if (handled.applies) return handled.replacement;
  object = TRY(object_of(thread, object, bytes));
  return raise_unicode_error(thread, ExceptionId::kUnicodeDecodeError, error, object);
}

namespace {

Fallible<uint64_t> index_attribute(Thread& thread, Value exception, Name name, uint64_t length) {
  int64_t index = TRY(to_index_int64(thread, TRY(get_attribute(thread, exception, name))));
  if (index < 0) index = 0;
  if (index > static_cast<int64_t>(length)) index = static_cast<int64_t>(length);
  return static_cast<uint64_t>(index);
}

Value answer_pair(Thread& thread, Replacement replacement) {
  Value value = replacement.value;
  if (value.is_unbound()) value = thread.runtime.name(Name::kEmpty);
  return make_tuple(thread, {value, make_int(thread, static_cast<int64_t>(replacement.position))});
}

// UnicodeTranslateError: what str.translate-like codecs raise; its text is replaced by text.
Value apply_to_translate_error(Thread& thread, ErrorHandler handler, Value exception, Str* text, uint64_t start,
                               uint64_t end) {
  if (handler == ErrorHandler::kReplace) {
    TextBuilder out(thread);
    out.append_fill(0xfffd, end - start);
    return answer_pair(thread, {TRY(out.finish()), end});
  }
  if (handler == ErrorHandler::kIgnore || handler == ErrorHandler::kBackslashReplace) {
    Handled handled = TRY(encode_natively(thread, handler, text, {"", "", start, end}));
    return answer_pair(thread, handled.replacement);
  }
  return raise_type_error(thread, "don't know how to handle {} in error callback", type_name(thread, exception));
}

}  // namespace

Value apply_native_handler(Thread& thread, ErrorHandler handler, Value exception) {
  Runtime& runtime = thread.runtime;
  bool encode = is_instance_of(thread, exception, runtime.exception_type(ExceptionId::kUnicodeEncodeError));
  bool decode = is_instance_of(thread, exception, runtime.exception_type(ExceptionId::kUnicodeDecodeError));
  bool translate = is_instance_of(thread, exception, runtime.exception_type(ExceptionId::kUnicodeTranslateError));
  if (handler == ErrorHandler::kStrict) {
    if (is_exception_instance(thread, exception)) return raise_value(thread, exception);
    return raise_type_error(thread, "codec must pass exception instance");
  }
  bool encode_only = handler == ErrorHandler::kXmlCharRefReplace || handler == ErrorHandler::kNameReplace;
  bool not_translate = handler == ErrorHandler::kSurrogateEscape || handler == ErrorHandler::kSurrogatePass;
  if (!(encode || (decode && !encode_only) || (translate && !encode_only && !not_translate))) {
    return raise_type_error(thread, "don't know how to handle {} in error callback", type_name(thread, exception));
  }
  Value object = TRY(get_attribute(thread, exception, Name::kObject));
  if (decode ? !object.is_kind(Kind::kBytes) : !is_str(object)) {
    return raise_type_error(thread, "object attribute must be {}", decode ? "bytes" : "str");
  }
  uint64_t length = decode ? object.as<Bytes>()->size : object.as<Str>()->length();
  uint64_t start = TRY(index_attribute(thread, exception, Name::kStart, length));
  uint64_t end = TRY(index_attribute(thread, exception, Name::kEnd, length));
  if (end < start) end = start;
  if (translate) return apply_to_translate_error(thread, handler, exception, object.as<Str>(), start, end);
  Value encoding = TRY(get_attribute(thread, exception, Name::kEncoding));
  std::string encoding_text = is_str(encoding) ? text_of(encoding) : std::string();
  CodecError error{encoding_text, "", start, end};
  Handled handled = encode ? TRY(encode_natively(thread, handler, object.as<Str>(), error))
                           : TRY(decode_natively(thread, handler, object.as<Bytes>()->view(), error));
  // A codec goes on after a part that could be escaped; the handler on its own takes all or nothing.
  bool partly = encode && handled.replacement.position != end;
  if (!handled.applies || partly) return raise_value(thread, exception);
  return answer_pair(thread, handled.replacement);
}

}  // namespace memphis
