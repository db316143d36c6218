// How an entry is laid out (all columns in characters of the dedented source):
//   - the lines that the instruction covers are dedented together; at most the first, the last, and those around the
//     operator are shown, with "...<n lines>..." for a longer gap;
//   - below each, '^' marks what the instruction covers; when an operator or a bracket is known, that is marked with
//   '^'
//     and the rest with '~';
//   - nothing is underlined when the underlining would cover everything and say nothing.
#include "runtime/traceback_entry.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

using Text = SourceCharacters;

bool is_blank(const Text& line) { return std::all_of(line.begin(), line.end(), unicode::is_space); }

Text strip_right(Text line) {
  while (!line.empty() && unicode::is_space(line.back())) line.pop_back();
  return line;
}

std::string strip(std::string_view utf8) {
  Text line = strip_right(decode_line(utf8));
  size_t begin = 0;
  while (begin < line.size() && unicode::is_space(line[begin])) begin++;
  return encode_line(line.substr(begin));
}

}  // namespace

SourceCharacters decode_line(std::string_view utf8) {
  SourceCharacters text;
  const char* at = utf8.data();
  const char* end = at + utf8.size();
  while (at < end) {
    Utf8Step step = decode_utf8(at, end, Surrogates::kPass);
    text.push_back(step.error == Utf8Error::kNone ? step.code_point : U'\ufffd');
    at += step.length;
  }
  return text;
}

std::string encode_line(const SourceCharacters& text) {
  std::string out;
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

std::vector<SourceCharacters> dedent(const std::vector<SourceCharacters>& lines) {
  const Text* least = nullptr;
  const Text* greatest = nullptr;
  for (const Text& line : lines) {
    if (is_blank(line)) continue;
    if (least == nullptr || line < *least) least = &line;
    if (greatest == nullptr || line > *greatest) greatest = &line;
  }
  size_t margin = 0;
  if (least != nullptr) {
    while (margin < least->size() && margin < greatest->size() && (*least)[margin] == (*greatest)[margin] &&
           ((*least)[margin] == ' ' || (*least)[margin] == '\t')) {
      margin++;
    }
  }
  std::vector<Text> result;
  result.reserve(lines.size());
  for (const Text& line : lines) result.push_back(is_blank(line) ? Text() : line.substr(margin));
  return result;
}

namespace {

int64_t character_offset(const Text& line, int64_t byte_offset) {
  int64_t bytes = 0;
  int64_t characters = 0;
  char buffer[4];
  for (char32_t c : line) {
    if (bytes >= byte_offset) break;
    bytes += encode_utf8(c, buffer);
    characters++;
  }
  return characters;
}

// Columns that the first `offset` characters take on a terminal.
int64_t display_width(const Text& line, int64_t offset) {
  if (std::all_of(line.begin(), line.end(), [](char32_t c) { return c < 0x80; })) return offset;
  int64_t width = 0;
  for (int64_t i = 0; i < offset && i < static_cast<int64_t>(line.size()); i++) {
    std::string_view kind = unicode::east_asian_width(line[static_cast<size_t>(i)]);
    width += kind == "W" || kind == "F" ? 2 : 1;
  }
  return width;
}
int64_t display_width(const Text& line) { return display_width(line, static_cast<int64_t>(line.size())); }

// The lines an instruction covers, and the range within them.
struct Extent {
  std::vector<Text> lines;
  int64_t start = 0;  // in the first line
  int64_t end = 0;    // in the last line
};

std::string segment_of(const Extent& extent) {
  Text all;
  for (size_t i = 0; i < extent.lines.size(); i++) {
    if (i != 0) all += U'\n';
    all += extent.lines[i];
  }
  int64_t end = static_cast<int64_t>(all.size()) - (static_cast<int64_t>(extent.lines.back().size()) - extent.end);
  end = std::clamp<int64_t>(end, 0, static_cast<int64_t>(all.size()));
  int64_t start = std::min(extent.start, static_cast<int64_t>(all.size()));
  if (end <= start) return {};
  return encode_line(all.substr(static_cast<size_t>(start), static_cast<size_t>(end - start)));
}

bool wants_carets(Thread& thread, const Extent& extent, bool has_anchors) {
  const FrontEnd& front_end = thread.runtime.front_end;
  if (front_end.is_plain_call != nullptr) {
    std::string text;
    for (size_t i = 0; i < extent.lines.size(); i++) text += (i == 0 ? "" : "\n") + encode_line(extent.lines[i]);
    if (front_end.is_plain_call(text, static_cast<int32_t>(extent.lines.size()), static_cast<int32_t>(extent.start),
                                static_cast<int32_t>(extent.end))) {
      return false;
    }
  }
  if (has_anchors) return true;
  const Text& first = extent.lines.front();
  const Text& last = extent.lines.back();
  bool text_before = !is_blank(
      first.substr(0, static_cast<size_t>(std::min<int64_t>(extent.start, static_cast<int64_t>(first.size())))));
  bool text_behind =
      extent.end < static_cast<int64_t>(last.size()) && !is_blank(last.substr(static_cast<size_t>(extent.end)));
  return text_before || text_behind;
}

class EntryLayout {
 public:
  EntryLayout(Thread& thread, Extent extent) : extent_(std::move(extent)) {
    const FrontEnd& front_end = thread.runtime.front_end;
    if (front_end.find_anchors != nullptr) {
      has_anchors_ = front_end.find_anchors(segment_of(extent_), anchors_) && anchors_are_sane();
    }
    carets_ = wants_carets(thread, extent_, has_anchors_);
    if (!has_anchors_) return;
    if (anchors_.left_line == 0) anchors_.left_column += static_cast<int32_t>(extent_.start);
    if (anchors_.right_line == 0) anchors_.right_column += static_cast<int32_t>(extent_.start);
    left_ = display_width(line(anchors_.left_line), anchors_.left_column);
    right_ = display_width(line(anchors_.right_line), anchors_.right_column);
  }

  std::vector<Text> lay_out() {
    std::vector<int64_t> shown = significant_lines();
    for (size_t i = 0; i < shown.size(); i++) {
      int64_t gap = i == 0 ? 1 : shown[i] - shown[i - 1];
      if (gap == 2) put_line(shown[i] - 1);
      if (gap > 2) result_.push_back(decode_line("...<" + std::to_string(gap - 1) + " lines>..."));
      put_line(shown[i]);
    }
    return dedent(result_);
  }

 private:
  int64_t last_line() const { return static_cast<int64_t>(extent_.lines.size()) - 1; }
  const Text& line(int64_t number) const { return extent_.lines[static_cast<size_t>(number)]; }
  bool anchors_are_sane() const {
    return anchors_.left_line >= 0 && anchors_.left_line <= last_line() && anchors_.right_line >= 0 &&
           anchors_.right_line <= last_line();
  }

  std::vector<int64_t> significant_lines() const {
    std::vector<int64_t> shown = {0, last_line()};
    if (has_anchors_) {
      for (int64_t around = -1; around <= 1; around++) {
        shown.push_back(anchors_.left_line + around);
        shown.push_back(anchors_.right_line + around);
      }
    }
    std::erase_if(shown, [&](int64_t number) { return number < 0 || number > last_line(); });
    std::sort(shown.begin(), shown.end());
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    return shown;
  }

  bool is_between_anchors(int64_t number, int64_t column) const {
    if (!has_anchors_) return false;
    bool behind_left = number > anchors_.left_line || (number == anchors_.left_line && column >= left_);
    bool before_right = number < anchors_.right_line || (number == anchors_.right_line && column < right_);
    return behind_left && before_right;
  }

  void put_line(int64_t number) {
    const Text& text = line(number);
    result_.push_back(text);
    if (!carets_) return;
    int64_t blanks = 0;
    while (blanks < static_cast<int64_t>(text.size()) && unicode::is_space(text[static_cast<size_t>(blanks)])) blanks++;
    int64_t count = number == last_line() ? display_width(text, extent_.end) : display_width(text);
    int64_t start = display_width(line(0), extent_.start);
    Text marks;
    for (int64_t column = 0; column < count; column++) {
      if (column < blanks || (number == 0 && column < start)) {
        marks += U' ';
      } else if (!has_anchors_ || is_between_anchors(number, column)) {
        marks += U'^';
      } else {
        marks += U'~';
      }
    }
    result_.push_back(marks);
  }

  Extent extent_;
  CaretAnchors anchors_;
  bool has_anchors_ = false;
  bool carets_ = false;
  int64_t left_ = 0, right_ = 0;
  std::vector<Text> result_;
};

// Source lines from entry.line to entry.end_line, without blanks at their ends. False: there is nothing to show.
bool load_lines(SourceLines& sources, const TracebackEntry& entry, std::vector<Text>& lines) {
  bool has_text = false;
  for (int64_t number = entry.line; number <= std::max(entry.line, entry.end_line); number++) {
    Text line = strip_right(decode_line(entry.code != nullptr ? sources.line_of_code(entry.code, number)
                                                              : sources.line(entry.filename, number)));
    has_text = has_text || !line.empty();
    lines.push_back(std::move(line));
  }
  return has_text;
}

}  // namespace

void append_indented(std::string& out, std::string_view text, std::string_view prefix) {
  while (!text.empty()) {
    size_t end = text.find('\n');
    end = end == std::string_view::npos ? text.size() : end + 1;
    out += prefix;
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
}

int64_t traceback_line(const Traceback* entry) {
  if (entry->line >= 0 || entry->position == nullptr || entry->frame.get() == nullptr) return entry->line;
  const Code* code = entry->frame->function->code;
  return code->engine->locate(code, entry->position).line;
}

TracebackEntry describe_entry(const Traceback* traceback) {
  TracebackEntry entry;
  const Code* code = traceback->frame->function->code;
  entry.code = code;
  entry.filename = text_of(code->filename.get());
  entry.name = text_of(code->name.get());
  if (traceback->position != nullptr) {
    SourceLocation location = code->engine->locate(code, traceback->position);
    entry.line = location.line;
    entry.end_line = location.end_line;
    entry.column = location.column;
    entry.end_column = location.end_column;
  }
  if (entry.line < 0) {
    entry.line = traceback->line;
    entry.column = entry.end_column = -1;
  }
  if (entry.end_line < entry.line) entry.end_line = entry.line;
  return entry;
}

std::string format_entry(Thread& thread, SourceLines& sources, const TracebackEntry& entry, bool carets) {
  std::string out = "  File \"" + entry.filename + "\", line " +
                    (entry.line < 0 ? "None" : std::to_string(entry.line)) + ", in " + entry.name + "\n";
  if (entry.line < 0) return out;
  if (!carets) {
    std::string line = strip(sources.line_of_code(entry.code, entry.line));
    if (!line.empty()) out += "    " + line + "\n";
    return out;
  }
  std::vector<Text> original;
  if (!load_lines(sources, entry, original)) return out;
  if (entry.column < 0 || entry.end_column < 0) {
    std::string first = strip(encode_line(original.front()));
    out += first.empty() ? "\n" : "    " + first + "\n";
    return out;
  }
  Extent extent;
  extent.lines = dedent(original);
  auto removed = static_cast<int64_t>(original.front().size()) - static_cast<int64_t>(extent.lines.front().size());
  extent.start = std::max<int64_t>(0, character_offset(original.front(), entry.column) - removed);
  extent.end = std::max<int64_t>(0, character_offset(original.back(), entry.end_column) - removed);
  for (const Text& line : EntryLayout(thread, std::move(extent)).lay_out()) out += "    " + encode_line(line) + "\n";
  return out;
}

}  // namespace memphis
