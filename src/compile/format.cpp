// f-strings and t-strings.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

namespace {

constexpr uint32_t kHasSpec = 4;

uint32_t conversion_bits(char conversion) {
  return conversion == 's' ? 1 : conversion == 'r' ? 2 : conversion == 'a' ? 3 : 0;
}

}  // namespace

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
