#include "builtins/number_support.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "builtins/text_arguments.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Status parse_number_format(Thread& thread, Value spec, FormatDefaults defaults, std::string_view type_name_text,
                           FormatSpec& parsed, bool& empty) {
  if (!is_str(spec)) {
    return raise_type_error(thread, "__format__() argument must be str, not {}", argument_type_name(thread, spec));
  }
  const auto* text = spec.as<Str>();
  empty = text->length() == 0;
  if (empty) return {};
  FormatError error;
  bool valid;
  switch (text->width()) {
    case 1: valid = parse_format_spec(text->data(), text->length(), defaults, type_name_text, parsed, error); break;
    case 2: valid = parse_format_spec(text->data16(), text->length(), defaults, type_name_text, parsed, error); break;
    default: valid = parse_format_spec(text->data32(), text->length(), defaults, type_name_text, parsed, error); break;
  }
  if (!valid) return raise_format_error(thread, error);
  return {};
}

std::string number_text(const Str* str) {
  if (str->is_ascii()) return std::string(str->ascii());
  std::string text;
  text.reserve(str->length());
  for (uint64_t i = 0; i < str->length(); i++) {
    const char32_t c = str->at(i);
    const int digit = c < 0x80 ? -1 : unicode::decimal_value(c);
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (digit >= 0) {
      text += static_cast<char>('0' + digit);
    } else {
      text += unicode::is_space(c) ? ' ' : '?';
    }
  }
  return text;
}

Fallible<bool> number_bytes(Thread& thread, Value object, std::string& text) {
  if (!has_buffer(thread, object)) return false;
  Buffer buffer(thread);
  TRY(buffer.acquire(object, BufferMode::kCopied));
  text.assign(reinterpret_cast<const char*>(buffer.data()), buffer.size());
  return true;
}

Fallible<std::string> shortened_repr(Thread& thread, Value object) {
  constexpr uint64_t kLongest = 200;
  Value shown = TRY(repr(thread, object));
  auto* text = shown.as<Str>();
  if (text->length() > kLongest) text = TRY(substring(thread, text, 0, kLongest));
  return text_of(text);
}

}  // namespace memphis
