#include "side_by_side.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "terminal.h"

namespace {

constexpr const char* kDim = "\x1b[2m";
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kAccent = "\x1b[36m";
constexpr const char* kReset = "\x1b[0m";
constexpr size_t kTabStop = 8;
constexpr size_t kNumberWidth = 4;
constexpr size_t kContinuationIndent = 4;

std::string expand_tabs(std::string_view line) {
  std::string out;
  for (char c : line) {
    if (c == '\t') {
      out.append(kTabStop - character_count(out) % kTabStop, ' ');
    } else {
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

// Breaks a text into lines of at most `width` characters, at blanks where there are any.
std::vector<std::string> wrap(std::string_view text, size_t indent, size_t width) {
  std::vector<std::string> lines;
  indent = std::min(indent, width / 2);
  std::string line(indent, ' ');
  size_t minimum = indent;  // what of the line is indentation
  while (!text.empty()) {
    size_t end = std::min(text.find(' ', text.find_first_not_of(' ')), text.size());
    std::string_view word = text.substr(0, end);
    bool fits = character_count(line) + character_count(word) <= width;
    if (!fits && line.size() > minimum) {
      lines.push_back(line);
      line.assign(indent + kContinuationIndent, ' ');
      minimum = line.size();
      word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    }
    // What is too long for a line of its own is cut.
    while (character_count(line) + character_count(word) > width) {
      size_t cut = character_offset(word, width - std::min(width - 1, character_count(line)));
      line += word.substr(0, cut);
      word.remove_prefix(cut);
      lines.push_back(line);
      line.assign(indent + kContinuationIndent, ' ');
    }
    line += word;
    text.remove_prefix(end);
  }
  lines.push_back(line);
  return lines;
}

// A line break must not part a token from its text: wrap() does not know this blank.
constexpr char kUnbrokenBlank = '\x01';

std::string unbroken(std::string text) {
  std::replace(text.begin(), text.end(), ' ', kUnbrokenBlank);
  return text;
}

class Page {
 public:
  Page(const memphis::Explanation& explanation, PageStyle style) : explanation_(explanation), style_(style) {
    size_t longest = 0;
    for (const std::string& line : explanation.lines) longest = std::max(longest, character_count(expand_tabs(line)));
    auto width = static_cast<size_t>(style.width);
    stacked_ = style.width < kStackedWidth;
    // The source gets what it needs, up to two fifths of the page; 3 characters part the columns.
    left_ = stacked_ ? width - std::min(width, kNumberWidth + 2) : std::min(longest, width * 2 / 5 - kNumberWidth - 2);
    size_t taken = stacked_ ? kNumberWidth + 2 : kNumberWidth + 2 + left_ + 3;
    right_ = std::max<size_t>(width - std::min(width, taken), 16);
  }

  // Tokens flow: those of one line stand one after the other.
  std::string print(const memphis::ExplainedStage& stage) {
    bool flows = stage.stage == memphis::ExplainStage::kTokens;
    const std::vector<memphis::ExplainRow>& rows = stage.rows;
    for (size_t i = 0; i < rows.size(); i++) {
      std::string text = flows ? unbroken(rows[i].text) : rows[i].text;
      while (flows && i + 1 < rows.size() && rows[i + 1].line == rows[i].line)
        (text += "   ") += unbroken(rows[++i].text);
      add(rows[i].line, rows[i].depth, text);
    }
    fill_to(static_cast<uint32_t>(explanation_.lines.size()) + 1);
    return std::move(out_);
  }

 private:
  void add(uint32_t line, uint32_t depth, const std::string& text) {
    bool has_source = line != 0 && line != last_ && line <= explanation_.lines.size();
    if (has_source) {
      fill_to(line);
      shown_ = std::max(shown_, line);
    }
    if (line != 0) last_ = line;
    bool is_first = true;
    for (const std::string& piece : wrap(text, size_t{depth} * 2, right_)) {
      put(has_source && is_first ? line : 0, piece);
      is_first = false;
    }
  }

  // Lines that nothing came from, up to the one that is next.
  void fill_to(uint32_t line) {
    for (uint32_t next = shown_ + 1; next < line && next <= explanation_.lines.size(); next++) {
      put(next, "");
      shown_ = next;
      last_ = next;
    }
  }

  void put(uint32_t line, std::string_view right) {
    std::string number = line == 0 ? "" : std::to_string(line);
    std::string source = line == 0 ? "" : cut_to_width(expand_tabs(explanation_.lines[line - 1]), left_);
    number.insert(0, kNumberWidth - std::min(kNumberWidth, number.size()), ' ');
    if (stacked_) return put_stacked(line, number, source, right);
    paint(kDim, number);
    out_ += "  " + source;
    out_.append(left_ - std::min(left_, character_count(source)), ' ');
    paint(kDim, right.empty() ? " │" : " │ ");
    put_right(std::string(right));
  }

  void put_stacked(uint32_t line, const std::string& number, const std::string& source, std::string_view right) {
    if (line != 0) {
      paint(kDim, number);
      out_ += "  " + source;
      end_line();
    }
    if (right.empty()) return;
    out_.append(kNumberWidth + 2, ' ');
    put_right(std::string(right));
  }

  void put_right(std::string text) {
    std::replace(text.begin(), text.end(), kUnbrokenBlank, ' ');
    size_t comment = text.find(" ; ");
    paint(kAccent, text.substr(0, comment));
    if (comment != std::string_view::npos) paint(kDim, text.substr(comment));
    end_line();
  }

  void end_line() {
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += '\n';
  }

  void paint(const char* color, std::string_view text) {
    if (!style_.color || text.empty()) {
      out_ += text;
      return;
    }
    ((out_ += color) += text) += kReset;
  }

  const memphis::Explanation& explanation_;
  PageStyle style_;
  bool stacked_ = false;
  size_t left_ = 0;
  size_t right_ = 0;
  uint32_t shown_ = 0;  // the source is shown up to here
  uint32_t last_ = 0;   // the line that stands on the left
  std::string out_;
};

}  // namespace

std::string side_by_side(const memphis::Explanation& explanation, const memphis::ExplainedStage& stage,
                         PageStyle style) {
  return Page(explanation, style).print(stage);
}

std::string page_title(std::string_view name, PageStyle style) {
  std::string line = "── " + std::string(name) + " ";
  while (character_count(line) < static_cast<size_t>(style.width)) line += "─";
  return style.color ? kBold + line + kReset + "\n" : line + "\n";
}
