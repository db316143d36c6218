// f-strings and t-strings.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

namespace {

constexpr uint32_t kHasSpec = 4;

uint32_t conversion_bits(char conversion) {
  return conversion == 's' ? 1 : conversion == 'r' ? 2 : conversion == 'a' ? 3 : 0;
}

// A piece of a % format: literal text, or a conversion of the next argument.
struct FormatPiece {
  std::string text;  // literal, or the format spec
  uint32_t conversion = 0;
};

// A number of at most nine digits; -1: none. False: too long.
bool read_digits(std::string_view format, size_t& at, int64_t& value) {
  constexpr size_t kMaxDigits = 9;
  size_t start = at;
  for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; at++) {
    value = (value < 0 ? 0 : value) * 10 + (format[at] - '0');
  }
  return at - start <= kMaxDigits;
}

// %s, %r and %a with flags, width and precision; anything else: false.
bool read_conversion(std::string_view format, size_t& at, FormatPiece& piece) {
  bool left_adjusted = false;
  while (at < format.size() && std::string_view("-+ #0").find(format[at]) != std::string_view::npos) {
    left_adjusted |= format[at++] == '-';
  }
  int64_t width = -1, precision = -1;
  if (!read_digits(format, at, width)) return false;
  if (at < format.size() && format[at] == '.') {
    at++;
    precision = 0;
    if (!read_digits(format, at, precision)) return false;
  }
  if (at >= format.size()) return false;
  piece.conversion = conversion_bits(format[at++]);
  if (piece.conversion == 0) return false;
  if (!left_adjusted && width > 0) piece.text += '>';
  if (width >= 0) piece.text += std::to_string(width);
  if (precision >= 0) piece.text += '.' + std::to_string(precision);
  return true;
}

// Splits a % format; false when it has anything but what read_conversion() takes.
bool split_format(std::string_view format, std::vector<FormatPiece>& pieces) {
  std::string literal;
  for (size_t at = 0; at < format.size();) {
    char c = format[at++];
    if (c != '%') {
      literal += c;
      continue;
    }
    if (at < format.size() && format[at] == '%') {
      literal += '%';
      at++;
      continue;
    }
    if (!literal.empty()) pieces.push_back({std::move(literal), 0});
    literal.clear();
    FormatPiece piece;
    if (!read_conversion(format, at, piece)) return false;
    pieces.push_back(std::move(piece));
  }
  if (!literal.empty()) pieces.push_back({std::move(literal), 0});
  return true;
}

}  // namespace

// '%s and %r' % (x, y) is compiled as the f-string f'{x!s} and {y!r}'.
bool UnitCompiler::percent_format_into(const BinOp* node, Reg to) {
  const ConstantStr* format = node->left->as_if<ConstantStr>();
  const Tuple* arguments_tuple = node->right->as_if<Tuple>();
  if (node->op() != BinaryOperator::kMod || format == nullptr || arguments_tuple == nullptr) return false;
  std::vector<FormatPiece> pieces;
  if (!split_format(format->value, pieces)) return false;
  size_t wanted = 0;
  for (const FormatPiece& piece : pieces) wanted += piece.conversion != 0;
  if (wanted != arguments_tuple->elts.size() || pieces.size() > kDisplayBatch || pieces.empty()) return false;
  for (const ExprNode* argument : arguments_tuple->elts) {
    if (argument->is<Starred>()) return false;
  }
  Reg base = top_;
  size_t next = 0;
  for (const FormatPiece& piece : pieces) {
    at(node);
    if (piece.conversion == 0) {
      load_text(piece.text, allocate());
      continue;
    }
    const ExprNode* argument = arguments_tuple->elts[next++];
    Reg item = top_;
    Reg value = operand(argument);
    set_top(item + 1);
    at(argument);
    if (piece.text.empty()) {
      emit(Opcode::kFormatValue, item, value, 0, piece.conversion);
      continue;
    }
    Temporaries temporaries(*this);
    Reg spec = allocate();
    load_text(piece.text, spec);
    emit(Opcode::kFormatValue, item, value, spec, piece.conversion | kHasSpec);
  }
  if (pieces.size() == 1) {
    move(to, base);
    return true;
  }
  emit(node, Opcode::kBuildString, to, base, top_ - base);
  return true;
}

void UnitCompiler::joined_into(const JoinedStr* node, Reg to) {
  if (node->values.empty()) {
    at(node);
    return load_text("", to);
  }
  if (node->values.size() == 1) return into(node->values[0], to);
  join_values(node, node->values, to);
}

// Long strings are joined in parts, each the first item of the next.
void UnitCompiler::join_values(const Node* node, std::span<ExprNode*> values, Reg to) {
  Reg base = top_;
  for (size_t i = 0; i < values.size(); i++) {
    push(values[i]);
    if (top_ - base < kDisplayBatch || i + 1 == values.size()) continue;
    emit(node, Opcode::kBuildString, base, base, top_ - base);
    set_top(base + 1);
  }
  emit(node, Opcode::kBuildString, to, base, top_ - base);
}

void UnitCompiler::formatted_into(const FormattedValue* node, Reg to) {
  Reg value = operand(node->value);
  uint32_t conversion = conversion_bits(node->conversion());
  if (node->format_spec == nullptr) return emit(node, Opcode::kFormatValue, to, value, 0, conversion);
  // The conversion comes before the spec is evaluated; of a str it is formatting without a spec.
  bool is_plain_spec = node->format_spec->values.size() == 1 && is_constant(node->format_spec->values[0]->kind);
  if (conversion != 0 && !is_plain_spec) {
    Reg converted = allocate();
    emit(node, Opcode::kFormatValue, converted, value, 0, conversion);
    value = converted;
    conversion = 0;
  } else if (value < first_temporary_) {
    value = stable_operand(node->value, node->format_spec);
  }
  Reg spec = operand(node->format_spec);
  emit(node, Opcode::kFormatValue, to, value, spec, conversion | kHasSpec);
}

void UnitCompiler::interpolation_into(const Interpolation* node, Reg to) {
  Reg base = push(node->value);
  at(node);
  load_text(node->str, allocate());
  if (node->format_spec != nullptr) push(node->format_spec);
  uint32_t flags = conversion_bits(node->conversion()) | (node->format_spec != nullptr ? kHasSpec : 0);
  emit(node, Opcode::kBuildInterpolation, to, base, 0, flags);
}

// Strings and interpolations alternate, starting and ending with a string.
void UnitCompiler::template_into(const TemplateStr* node, Reg to) {
  Constant strings;
  strings.kind = Constant::Kind::kTuple;
  std::vector<ExprNode*> interpolations;
  bool last_was_string = false;
  for (ExprNode* value : node->values) {
    if (const ConstantStr* text = value->as_if<ConstantStr>()) {
      strings.items.push_back(make_str(text->value));
      last_was_string = true;
      continue;
    }
    if (!last_was_string) strings.items.push_back(make_str(""));
    last_was_string = false;
    interpolations.push_back(value);
  }
  if (!last_was_string) strings.items.push_back(make_str(""));
  at(node);
  Reg base = allocate(2);
  load_constant(std::move(strings), base);
  display_into(node, interpolations, Display::kTuple, base + 1, top_, 0);
  emit(node, Opcode::kBuildTemplate, to, base);
}

}  // namespace memphis
