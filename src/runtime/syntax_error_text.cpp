#include "runtime/syntax_error_text.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "runtime/attribute.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/source_lines.h"
#include "runtime/traceback_entry.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

using Text = SourceCharacters;

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
  std::string out = "    " + encode_line(shown) + "\n";
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

bool asks_for_keywords(Value message) {
  if (!is_str(message)) return false;
  std::string text = text_of(message);
  return text == "invalid syntax" || text.find("Perhaps you forgot a comma") != std::string::npos;
}

// Lines [first, last) of a text, from 0, without the blanks that all of them begin with.
std::string lines_between(std::string_view text, int64_t first, int64_t last) {
  std::vector<Text> lines;
  for (int64_t number = 0; number < last && !text.empty(); number++) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (number >= first) lines.push_back(decode_line(line));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  std::string out;
  for (const Text& line : dedent(lines)) out += encode_line(line) + "\n";
  if (!out.empty()) out.pop_back();
  return out;
}

// Was a keyword misspelt? Looks at the lines from the last good statement (known from _metadata) to the error.
bool find_keyword(Thread& thread, Value exception, Value line_number, Value filename, const std::string& line,
                  MisspeltKeyword& found) {
  const FrontEnd& front_end = thread.runtime.front_end;
  Value metadata = field(thread, exception, "_metadata");
  if (front_end.find_misspelt_keyword == nullptr || !metadata.is_kind(Kind::kTuple)) return false;
  auto* parts = metadata.as<Tuple>();
  if (parts->size != 3 || !parts->items[0].is_small_int()) return false;
  int64_t first = parts->items[0].as_small_int();
  int64_t end = line_number.is_small_int() ? line_number.as_small_int() : 0;
  std::string text;
  int64_t only_line = 0;
  if (is_str(parts->items[2])) {
    text = text_of(parts->items[2]);
  } else {
    std::string bytes;
    if (is_str(filename) && read_file(text_of(filename), bytes) && decode_source(thread, bytes, text)) {
      only_line = (first == 0 ? end : end + 1) - first;
    } else {
      text = line;
      first = 0;
      end = 1;
    }
  }
  std::string code = lines_between(text, first > 0 ? first - 1 : 0, end);
  return front_end.find_misspelt_keyword(code, static_cast<int32_t>(only_line), found);
}

}  // namespace

std::string format_syntax_error(Thread& thread, Value exception) {
  Place place{field(thread, exception, "lineno"), field(thread, exception, "end_lineno"),
              field(thread, exception, "offset"), field(thread, exception, "end_offset")};
  Value filename = field(thread, exception, "filename");
  Value text = field(thread, exception, "text");
  Value message = field(thread, exception, "msg");
  std::string out;
  std::string suffix, suggestion;
  if (!place.lineno.is_none()) {
    std::string file = filename.is_none() ? "" : safe_str(thread, filename, "filename");
    out += "  File \"" + (file.empty() ? "<string>" : file) + "\", line " + safe_str(thread, place.lineno, "lineno") +
           "\n";
  } else if (!filename.is_none()) {
    suffix = " (" + safe_str(thread, filename, "filename") + ")";
  }
  if (is_str(text)) {
    MisspeltKeyword keyword;
    if (asks_for_keywords(message) && find_keyword(thread, exception, place.lineno, filename, text_of(text), keyword)) {
      Value line = Value::small_int(keyword.line_number);
      place = {line, line, Value::small_int(keyword.column + 1), Value::small_int(keyword.end_column + 1)};
      suggestion = "invalid syntax. Did you mean '" + keyword.keyword + "'?";
      out += line_with_caret(decode_line(keyword.line), place);
    } else {
      out += line_with_caret(decode(text.as<Str>()), place);
    }
  }
  std::string shown = !suggestion.empty() ? suggestion : message.is_none() ? "" : safe_str(thread, message, "msg");
  if (shown.empty()) shown = "<no detail available>";
  return out + shown_class_name(thread, type_of(thread, exception)) + ": " + shown + suffix + "\n";
}

}  // namespace memphis
