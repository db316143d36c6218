#include "runtime/syntax_error_text.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "runtime/attribute.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

using Text = std::u32string;

Value field(Thread& thread, Value exception, const char* name) {
  Str* key = intern_text(thread.runtime, name);
  Value value = key == nullptr ? Value::error() : find_attribute(thread, exception, key);
  if (value.is_error()) take_pending(thread);
  return value.is_error() || value.is_unbound() ? Value::none() : value;
}

Text decode(const Str* str) {
  Text text;
  for (uint64_t i = 0; i < str->length(); i++) text.push_back(str->at(i));
  return text;
}

std::string encode(const Text& text) {
  std::string out;
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

struct Place {
  Value lineno, end_lineno, offset, end_offset;
};

// The line without the blanks at its begin, and carets below it. Columns count from 1 in the whole line.
std::string line_with_caret(const Text& whole, const Place& place) {
  Text line = whole;
  while (!line.empty() && line.back() == '\n') line.pop_back();
  size_t blanks = 0;
  while (blanks < line.size() && (line[blanks] == ' ' || line[blanks] == '\n' || line[blanks] == '\f')) blanks++;
  Text shown = line.substr(blanks);
  std::string out = "    " + encode(shown) + "\n";
  if (!place.offset.is_small_int()) return place.offset.is_none() ? out : std::string();
  auto length = static_cast<int64_t>(line.size());
  auto whole_length = static_cast<int64_t>(whole.size());
  int64_t offset = place.offset.as_small_int();
  int64_t end = length + 1;
  if (place.lineno == place.end_lineno) {
    bool has_end = place.end_offset.is_small_int() && place.end_offset.as_small_int() != 0;
    end = has_end ? place.end_offset.as_small_int() : offset;
  }
  if (whole_length != 0 && offset > whole_length) offset = length + 1;
  if (whole_length != 0 && end > whole_length) end = length + 1;
  if (offset >= end || end < 0) end = offset + 1;
  int64_t column = offset - 1 - static_cast<int64_t>(blanks);
  int64_t end_column = end - 1 - static_cast<int64_t>(blanks);
  if (column < 0) return out;
  out += "    ";
  for (int64_t i = 0; i < column && i < static_cast<int64_t>(shown.size()); i++) {
    // Tabs and the like are kept, so that the caret stands where the character does.
    char32_t c = shown[static_cast<size_t>(i)];
    append_utf8(out, unicode::is_space(c) ? c : U' ');
  }
  return out + std::string(static_cast<size_t>(end_column - column), '^') + "\n";
}

}  // namespace

std::string format_syntax_error(Thread& thread, Value exception) {
  Place place{field(thread, exception, "lineno"), field(thread, exception, "end_lineno"),
              field(thread, exception, "offset"), field(thread, exception, "end_offset")};
  Value filename = field(thread, exception, "filename");
  Value text = field(thread, exception, "text");
  Value message = field(thread, exception, "msg");
  std::string out;
  std::string suffix;
  if (!place.lineno.is_none()) {
    std::string file = filename.is_none() ? "" : safe_str(thread, filename, "filename");
    out += "  File \"" + (file.empty() ? "<string>" : file) + "\", line " + safe_str(thread, place.lineno, "lineno") +
           "\n";
  } else if (!filename.is_none()) {
    suffix = " (" + safe_str(thread, filename, "filename") + ")";
  }
  if (is_str(text)) out += line_with_caret(decode(text.as<Str>()), place);
  std::string shown = message.is_none() ? "" : safe_str(thread, message, "msg");
  if (shown.empty()) shown = "<no detail available>";
  return out + shown_class_name(thread, type_of(thread, exception)) + ": " + shown + suffix + "\n";
}

}  // namespace memphis
