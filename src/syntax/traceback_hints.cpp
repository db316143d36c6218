#include "syntax/traceback_hints.h"

#include <vector>

#include "base/utf8.h"
#include "syntax/parser.h"

namespace memphis {

namespace {

struct Place {
  int32_t line = 0;
  int32_t column = 0;  // characters
};

// The lines of a text as code points, with bounds-checked steps: what is looked for stands in the text, but a text that
// is not what we think must not lead us out of it.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    std::u32string line;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
      Utf8Step step = decode_utf8(at, end, Surrogates::kPass);
      at += step.length;
      if (step.code_point == '\n') {
        lines_.push_back(std::move(line));
        line.clear();
      } else {
        line.push_back(step.code_point);
      }
    }
    lines_.push_back(std::move(line));
  }

  bool valid(Place place) const {
    return place.line >= 0 && place.line < static_cast<int32_t>(lines_.size()) && place.column < width(place.line);
  }
  int32_t width(int32_t line) const { return static_cast<int32_t>(lines_[static_cast<size_t>(line)].size()); }
  char32_t at(Place place) const { return lines_[static_cast<size_t>(place.line)][static_cast<size_t>(place.column)]; }

  // The place itself, or the first character of a later line when it lies behind its line's end.
  Place settle(Place place) const {
    while (place.line < static_cast<int32_t>(lines_.size()) && place.column >= width(place.line)) {
      place.line++;
      place.column = 0;
    }
    return place;
  }
  // The first character from `place` on that `stop` accepts; comments and continuations are skipped with their line.
  template <class Stop>
  Place find(Place place, Stop stop) const {
    while (valid(place)) {
      char32_t c = at(place);
      if (c == '\\' || c == '#') {
        place = settle({place.line + 1, 0});
      } else if (!stop(c)) {
        place = settle({place.line, place.column + 1});
      } else {
        break;
      }
    }
    return place;
  }

 private:
  std::vector<std::u32string> lines_;
};

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a);
}

// Where a node's end (or begin) is, in the segment's own lines: it was parsed with "(\n" in front.
class Locator {
 public:
  explicit Locator(const SourceText& source) : source_(source) {}
  Place place(uint32_t offset) const {
    return {static_cast<int32_t>(source_.line_of(offset)) - 2, static_cast<int32_t>(source_.character_column(offset))};
  }

 private:
  const SourceText& source_;
};

bool find_operator(const ast::BinOp* node, const Lines& lines, const Locator& locator, OperatorAnchors& anchors) {
  Place start =
      lines.find(lines.settle(locator.place(node->left->end)), [](char32_t c) { return !is_space(c) && c != ')'; });
  if (!lines.valid(start)) return false;
  // One or two characters on one line, before the right operand.
  Place right = locator.place(node->right->begin);
  int32_t end = start.column + 1;
  Place second{start.line, end};
  if (lines.valid(second) && (right.line > start.line || end < right.column)) {
    char32_t c = lines.at(second);
    if (!is_space(c) && c != '\\' && c != '#') end++;
  }
  anchors = {start.line, start.column, start.line, end};
  return true;
}

bool find_bracket(const ast::ExprNode* before, const ast::ExprNode* whole, char32_t bracket, const Lines& lines,
                  const Locator& locator, OperatorAnchors& anchors) {
  Place open = lines.find(lines.settle(locator.place(before->end)), [&](char32_t c) { return c == bracket; });
  if (!lines.valid(open)) return false;
  Place end = locator.place(whole->end);
  anchors = {open.line, open.column, end.line, end.column};
  return true;
}

}  // namespace

bool find_operator_anchors(std::string_view segment, OperatorAnchors& anchors) {
  // In parentheses, so that an expression may go over several lines.
  SourceText source = SourceText::from_utf8("<segment>", "(\n" + std::string(segment) + "\n)");
  NameTable names;
  ParseFlags flags;
  flags.collect_warnings = false;
  ParseResult result = parse(source, names, ParseMode::kModule, flags);
  if (!result.ok() || result.module()->body.size() != 1) return false;
  auto* statement = result.module()->body[0]->as_if<ast::Expr>();
  if (statement == nullptr) return false;
  Lines lines(segment);
  Locator locator(source);
  const ast::ExprNode* value = statement->value;
  if (auto* operation = value->as_if<ast::BinOp>()) return find_operator(operation, lines, locator, anchors);
  if (auto* subscript = value->as_if<ast::Subscript>()) {
    return find_bracket(subscript->value, subscript, '[', lines, locator, anchors);
  }
  if (auto* call = value->as_if<ast::Call>()) return find_bracket(call->func, call, '(', lines, locator, anchors);
  return false;
}

bool is_plain_call_statement(std::string_view text, int32_t line_count, int32_t begin, int32_t end) {
  SourceText source = SourceText::from_utf8("<lines>", std::string(text));
  NameTable names;
  ParseFlags flags;
  flags.collect_warnings = false;
  ParseResult result = parse(source, names, ParseMode::kModule, flags);
  if (!result.ok()) return false;
  if (result.module()->body.empty()) return true;
  const ast::StmtNode* statement = result.module()->body[0];
  const ast::ExprNode* value = nullptr;
  if (auto* returned = statement->as_if<ast::Return>()) {
    if (returned->value != nullptr && returned->value->is<ast::Call>() &&
        returned->value->as<ast::Call>()->func->is<ast::Name>()) {
      value = returned->value;
    }
  } else if (auto* assignment = statement->as_if<ast::Assign>()) {
    if (assignment->value->is<ast::Call>() && assignment->targets.size() == 1 &&
        assignment->targets[0]->is<ast::Name>()) {
      value = assignment->value;
    }
  }
  if (value == nullptr) return false;
  SourcePosition first = source.position(value->begin);
  SourcePosition last = source.position(value->end);
  return first.line == 1 && static_cast<int32_t>(last.line) == line_count &&
         static_cast<int32_t>(first.column) == begin && static_cast<int32_t>(last.column) == end;
}

}  // namespace memphis
