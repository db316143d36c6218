// Conditions: jumps instead of truth values.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

// Goes to `target` when the truth value is `jump_when`, else falls through.
void UnitCompiler::condition(const ExprNode* node, Label target, bool jump_when) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  if (std::optional<bool> known = module_.folder.truth(node)) {
    pass_line(node);
    if (*known == jump_when) jump(target);
    return;
  }
  switch (node->kind) {
    case NodeKind::kUnaryOp:
      if (node->as<UnaryOp>()->op() != UnaryOperator::kNot) break;
      return condition(node->as<UnaryOp>()->operand, target, !jump_when);
    case NodeKind::kBoolOp: return bool_condition(node->as<BoolOp>(), target, jump_when);
    case NodeKind::kIfExp: {
      const IfExp* choice = node->as<IfExp>();
      Label otherwise = new_label();
      Label end = new_label();
      condition(choice->test, otherwise, false);
      condition(choice->body, target, jump_when);
      jump(end);
      bind(otherwise);
      condition(choice->orelse, target, jump_when);
      bind(end);
      return;
    }
    case NodeKind::kCompare: return compare_condition(node->as<Compare>(), target, jump_when);
    default: break;
  }
  Reg value = operand(node);
  at(node);
  jump_if(jump_when ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, value, target);
}

void UnitCompiler::bool_condition(const BoolOp* node, Label target, bool jump_when) {
  // What the operator stops at: `or` at the first true value, `and` at the first false one.
  bool decides = node->op() == BoolOperator::kOr;
  Label early = decides == jump_when ? target : new_label();
  for (size_t i = 0; i + 1 < node->values.size(); i++) condition(node->values[i], early, decides);
  condition(node->values.back(), target, jump_when);
  if (early != target) bind(early);
}

void UnitCompiler::compare_condition(const Compare* node, Label target, bool jump_when) {
  if (node->ops.size() > 1) return chain_condition(node, target, jump_when);
  Reg left = stable_operand(node->left, node->comparators[0]);
  compare_jump(node, 0, left, target, jump_when);
}

namespace {

struct FusedCompare {
  Opcode registers;
  Opcode immediate;
};

constexpr FusedCompare kFused[] = {
    {Opcode::kJumpEqual, Opcode::kJumpEqualImmediate},
    {Opcode::kJumpNotEqual, Opcode::kJumpNotEqualImmediate},
    {Opcode::kJumpLess, Opcode::kJumpLessImmediate},
    {Opcode::kJumpLessEqual, Opcode::kJumpLessEqualImmediate},
    {Opcode::kJumpGreater, Opcode::kJumpGreaterImmediate},
    {Opcode::kJumpGreaterEqual, Opcode::kJumpGreaterEqualImmediate},
};

}  // namespace

// The comparison number `i` of `node` as a jump.
void UnitCompiler::compare_jump(const Compare* node, size_t i, Reg left, Label target, bool jump_when) {
  CompareOperator op = node->ops[i];
  const ExprNode* right_node = node->comparators[i];
  bool is_identity = op == CompareOperator::kIs || op == CompareOperator::kIsNot;
  bool negated = op == CompareOperator::kIsNot || op == CompareOperator::kNotIn;
  if (is_identity && right_node->is<ConstantNone>()) {
    at(node);
    return jump_if(jump_when != negated ? Opcode::kJumpIfNone : Opcode::kJumpIfNotNone, left, target);
  }
  if (long_jumps_) {
    Reg right = compare_right(node, i);
    Reg outcome = allocate();
    emit_compare(node, op, left, right, outcome);
    return jump_if(jump_when ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, outcome, target);
  }
  bool is_ordering = static_cast<size_t>(op) < std::size(kFused);
  if (is_ordering) {
    std::optional<Constant> constant = module_.folder.fold(right_node);
    if (constant && constant->kind == Constant::Kind::kInt &&
        constant->integer == static_cast<int16_t>(constant->integer)) {
      if (line_of(right_node) != assembler_.position().line) pass_line(right_node);
      at(node);
      return assembler_.emit_jump(kFused[static_cast<size_t>(op)].immediate, target, left,
                                  static_cast<uint16_t>(constant->integer), jump_when);
    }
  }
  Reg right = compare_right(node, i);
  at(node);
  if (is_ordering) {
    return assembler_.emit_jump(kFused[static_cast<size_t>(op)].registers, target, left, right, jump_when);
  }
  assembler_.emit_jump(is_identity ? Opcode::kJumpIs : Opcode::kJumpContains, target, left, right,
                       jump_when != negated);
}

void UnitCompiler::chain_condition(const Compare* node, Label target, bool jump_when) {
  Label failed = jump_when ? new_label() : target;
  Reg left = stable_operand(node->left, node->comparators[0]);
  size_t last = node->ops.size() - 1;
  for (size_t i = 0; i < last; i++) {
    Reg right = compare_right(node, i);
    Reg outcome = allocate();
    emit_compare(node, node->ops[i], left, right, outcome);
    jump_if(Opcode::kJumpIfFalse, outcome, failed);
    left = right;
  }
  compare_jump(node, last, left, target, jump_when);
  if (failed != target) bind(failed);
}

}  // namespace memphis
