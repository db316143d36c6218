#include "modules/ast/join_format.h"

#include <string>
#include <vector>

namespace memphis::ast_nodes {

namespace {

constexpr int kMaximumDigits = 3;

// Reads one format after its '%'. CPython's optimiser takes %s, %r and %a with '-', a width and a precision.
class FormatReader {
 public:
  explicit FormatReader(std::string_view text) : text_(text) {}

  // The text up to the next format, with "%%" as '%'. False: a '%' ends the text.
  bool read_literal(std::string& out) {
    for (; at_ < text_.size(); at_++) {
      if (text_[at_] == '%') {
        if (at_ + 1 == text_.size()) return false;
        if (text_[at_ + 1] != '%') return true;
        at_++;
      }
      out += text_[at_];
    }
    return true;
  }
  bool at_end() const { return at_ == text_.size(); }

  // The specification for f-strings in `spec`; 0: not to be had.
  char read_format(std::string& spec) {
    at_++;
    bool left = false;
    for (; at_ < text_.size() && std::string_view("-+ #0").find(text_[at_]) != std::string_view::npos; at_++) {
      left |= text_[at_] == '-';
    }
    std::string width, precision;
    if (!read_digits(width)) return 0;
    bool has_precision = at_ < text_.size() && text_[at_] == '.';
    if (has_precision) at_++;
    if (has_precision && !read_digits(precision)) return 0;
    if (at_ == text_.size()) return 0;
    char conversion = text_[at_++];
    if (conversion != 's' && conversion != 'r' && conversion != 'a') return 0;
    if (!left && !width.empty() && width != "0") spec += '>';
    spec += width;
    if (has_precision) spec += "." + (precision.empty() ? "0" : precision);
    return conversion;
  }

 private:
  // Without leading zeros. False: too many.
  bool read_digits(std::string& digits) {
    int count = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; at_++) {
      if (++count > kMaximumDigits) return false;
      digits += text_[at_];
    }
    while (digits.size() > 1 && digits[0] == '0') digits.erase(0, 1);
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

ast::ConstantStr* make_text(Arena& arena, const std::string& text) {
  auto* node = arena.make<ast::ConstantStr>();
  node->value = arena.copy_string(text);
  node->begin = node->end = kNowhere;
  return node;
}

ast::JoinedStr* make_joined(Arena& arena, const std::vector<ast::ExprNode*>& values, const ast::Node* place) {
  auto* node = arena.make<ast::JoinedStr>();
  node->values = arena.copy_span(values.data(), values.size());
  node->begin = place->begin;
  node->end = place->end;
  return node;
}

}  // namespace

const ast::JoinedStr* join_format(Arena& arena, const ast::BinOp* operation) {
  const auto* format = operation->left->as_if<ast::ConstantStr>();
  const auto* tuple = operation->right->as_if<ast::Tuple>();
  if (operation->op() != ast::BinaryOperator::kMod || format == nullptr || tuple == nullptr) return nullptr;
  for (const ast::ExprNode* item : tuple->elts) {
    if (item->is<ast::Starred>()) return nullptr;
  }
  FormatReader reader(format->value);
  std::vector<ast::ExprNode*> values;
  size_t used = 0;
  while (true) {
    std::string literal;
    if (!reader.read_literal(literal)) return nullptr;
    if (!literal.empty()) values.push_back(make_text(arena, literal));
    if (reader.at_end()) break;
    std::string spec;
    char conversion = reader.read_format(spec);
    if (conversion == 0 || used == tuple->elts.size()) return nullptr;
    ast::ExprNode* item = tuple->elts[used++];
    auto* field = arena.make<ast::FormattedValue>();
    field->value = item;
    field->detail = static_cast<uint8_t>(conversion);
    field->begin = item->begin;
    field->end = item->end;
    if (!spec.empty()) {
      field->format_spec = make_joined(arena, {make_text(arena, spec)}, item);
      field->format_spec->detail = kBareSpecification;
    }
    values.push_back(field);
  }
  return used == tuple->elts.size() ? make_joined(arena, values, operation) : nullptr;
}

}  // namespace memphis::ast_nodes
