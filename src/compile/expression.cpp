#include "compile/opcodes_of.h"
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

namespace {

constexpr Opcode kBinary[] = {Opcode::kAdd,        Opcode::kSubtract, Opcode::kMultiply, Opcode::kMatrixMultiply,
                              Opcode::kTrueDivide, Opcode::kModulo,   Opcode::kPower,    Opcode::kLeftShift,
                              Opcode::kRightShift, Opcode::kOr,       Opcode::kXor,      Opcode::kAnd,
                              Opcode::kFloorDivide};
constexpr Opcode kInplace[] = {
    Opcode::kInplaceAdd,        Opcode::kInplaceSubtract, Opcode::kInplaceMultiply, Opcode::kInplaceMatrixMultiply,
    Opcode::kInplaceTrueDivide, Opcode::kInplaceModulo,   Opcode::kInplacePower,    Opcode::kInplaceLeftShift,
    Opcode::kInplaceRightShift, Opcode::kInplaceOr,       Opcode::kInplaceXor,      Opcode::kInplaceAnd,
    Opcode::kInplaceFloorDivide};

}  // namespace

Opcode binary_opcode(BinaryOperator op, bool inplace) {
  return inplace ? kInplace[static_cast<size_t>(op)] : kBinary[static_cast<size_t>(op)];
}

void UnitCompiler::into(const ExprNode* node, Reg to) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  if (to >= max_registers_) max_registers_ = to + 1;
  if (is_constant(node->kind)) {
    at(node);
    return load_constant(*module_.folder.fold(node), to);
  }
  switch (node->kind) {
    case NodeKind::kName:
      at(node);
      if (std::optional<Constant> constant = module_.folder.fold(node)) return load_constant(*constant, to);
      return load(symbols().resolution(node), to);
    case NodeKind::kBinOp: return binary_into(node->as<BinOp>(), to);
    case NodeKind::kUnaryOp: return unary_into(node->as<UnaryOp>(), to);
    case NodeKind::kCall: return call_into(node->as<Call>(), to);
    case NodeKind::kAttribute: return attribute_into(node->as<Attribute>(), to);
    case NodeKind::kSubscript: return subscript_into(node->as<Subscript>(), to);
    case NodeKind::kCompare: return compare_into(node->as<Compare>(), to);
    case NodeKind::kBoolOp: return bool_into(node->as<BoolOp>(), to);
    case NodeKind::kIfExp: return choice_into(node->as<IfExp>(), to);
    case NodeKind::kNamedExpr: return named_into(node->as<NamedExpr>(), to);
    case NodeKind::kConstantFrozenSet: at(node); return load_constant(*module_.folder.fold(node), to);
    case NodeKind::kTuple: {
      if (std::optional<Constant> constant = module_.folder.fold(node)) {
        at(node);
        return load_constant(std::move(*constant), to);
      }
      return display_into(node, node->as<Tuple>()->elts, Display::kTuple, to, top_, 0);
    }
    case NodeKind::kList: return list_into(node->as<List>(), to);
    case NodeKind::kSet: return set_into(node->as<Set>(), to);
    case NodeKind::kDict: return dict_into(node->as<Dict>(), to);
    case NodeKind::kLambda: return lambda_into(node->as<Lambda>(), to);
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp: return comprehension_into(node, to);
    case NodeKind::kAwait: return await_into(node->as<Await>(), to);
    case NodeKind::kYield: return yield_into(node->as<Yield>(), to);
    case NodeKind::kYieldFrom: return yield_from_into(node->as<YieldFrom>(), to);
    case NodeKind::kJoinedStr: return joined_into(node->as<JoinedStr>(), to);
    case NodeKind::kFormattedValue: return formatted_into(node->as<FormattedValue>(), to);
    case NodeKind::kTemplateStr: return template_into(node->as<TemplateStr>(), to);
    case NodeKind::kInterpolation: return interpolation_into(node->as<Interpolation>(), to);
    case NodeKind::kSlice: return slice_into(node->as<Slice>(), to);
    default: return;
  }
}

// A register that holds the value: a local variable's own, or a temporary that the caller frees.
Reg UnitCompiler::operand(const ExprNode* node) {
  if (is_local(node)) {
    Reg slot = symbols().resolution(node).index;
    if (line_of(node) != assembler_.position().line) {
      pass_line(node);
    } else {
      at(node);
    }
    check_bound(slot);
    return slot;
  }
  if (const NamedExpr* named = node->as_if<NamedExpr>(); named != nullptr && is_local(named->target)) {
    Reg slot = symbols().resolution(named->target).index;
    into(named->value, slot);
    return slot;
  }
  return push(node);
}

// As operand(), for a value that must outlive the evaluation of `next`.
Reg UnitCompiler::stable_operand(const ExprNode* node, const ExprNode* next) {
  Reg value = operand(node);
  bool is_variable = value < first_temporary_;
  bool next_is_simple = next->is<Name>() || is_constant(next->kind);
  if (!is_variable || next_is_simple || !scope().has_named_expressions) return value;
  Reg copy = allocate();
  move(copy, value);
  return copy;
}

// The value in the next temporary.
Reg UnitCompiler::push(const ExprNode* node) {
  Reg to = top_;
  into(node, to);
  set_top(to + 1);
  return to;
}

// For the effect only.
void UnitCompiler::effect(const ExprNode* node) {
  if (is_constant(node->kind)) return pass_line(node);
  Temporaries temporaries(*this);
  operand(node);
}

// ---- Operators ----------------------------------------------------------------------------------------------------

// x + 1 and the like.
bool UnitCompiler::immediate_into(const Node* node, BinaryOperator op, Reg left, const ExprNode* right, bool inplace,
                                  Reg to) {
  if (op != BinaryOperator::kAdd && op != BinaryOperator::kSub) return false;
  std::optional<Constant> constant = module_.folder.fold(right);
  if (!constant || constant->kind != Constant::Kind::kInt) return false;
  if (constant->integer != static_cast<int16_t>(constant->integer)) return false;
  if (line_of(right) != assembler_.position().line) pass_line(right);
  emit(node, op == BinaryOperator::kAdd ? Opcode::kAddImmediate : Opcode::kSubtractImmediate, to, left,
       static_cast<uint16_t>(constant->integer), inplace);
  return true;
}

void UnitCompiler::binary_into(const BinOp* node, Reg to) {
  if (std::optional<Constant> constant = module_.folder.fold(node)) {
    at(node);
    return load_constant(std::move(*constant), to);
  }
  if (percent_format_into(node, to)) return;
  Reg left = stable_operand(node->left, node->right);
  if (immediate_into(node, node->op(), left, node->right, false, to)) return;
  Reg right = operand(node->right);
  emit(node, binary_opcode(node->op(), false), to, left, right);
}

void UnitCompiler::unary_into(const UnaryOp* node, Reg to) {
  if (std::optional<Constant> constant = module_.folder.fold(node)) {
    at(node);
    return load_constant(std::move(*constant), to);
  }
  constexpr Opcode kUnary[] = {Opcode::kInvert, Opcode::kNot, Opcode::kPositive, Opcode::kNegative};
  Reg value = operand(node->operand);
  emit(node, kUnary[static_cast<size_t>(node->op())], to, value);
}

// a and b and c: the first value that decides, or the last.
void UnitCompiler::bool_into(const BoolOp* node, Reg to) {
  Opcode decides = node->op() == BoolOperator::kAnd ? Opcode::kJumpIfFalse : Opcode::kJumpIfTrue;
  Label end = new_label();
  Label from_temporary = new_label();
  Reg shared = top_;
  bool used_shared = false;
  // Where a variable decided: its value has to be moved to the destination.
  std::vector<std::pair<Label, Reg>> from_variables;
  for (size_t i = 0; i + 1 < node->values.size(); i++) {
    const ExprNode* value = node->values[i];
    std::optional<bool> known = module_.folder.truth(value);
    if (known && *known == (node->op() == BoolOperator::kAnd)) continue;
    Temporaries temporaries(*this);
    Reg reg = operand(value);
    at(node);
    if (reg == to) {
      jump_if(decides, reg, end);
    } else if (reg == shared) {
      used_shared = true;
      jump_if(decides, reg, from_temporary);
    } else {
      Label label = new_label();
      from_variables.emplace_back(label, reg);
      jump_if(decides, reg, label);
    }
  }
  into(node->values.back(), to);
  if (used_shared || !from_variables.empty()) jump(end);
  for (size_t i = 0; i < from_variables.size(); i++) {
    bind(from_variables[i].first);
    move(to, from_variables[i].second);
    if (used_shared || i + 1 < from_variables.size()) jump(end);
  }
  if (used_shared) {
    bind(from_temporary);
    move(to, shared);
  }
  bind(end);
}

void UnitCompiler::choice_into(const IfExp* node, Reg to) {
  if (std::optional<bool> known = module_.folder.truth(node->test)) return into(*known ? node->body : node->orelse, to);
  Label otherwise = new_label();
  Label end = new_label();
  condition(node->test, otherwise, false);
  into(node->body, to);
  jump(end);
  bind(otherwise);
  into(node->orelse, to);
  bind(end);
}

void UnitCompiler::named_into(const NamedExpr* node, Reg to) {
  if (is_local(node->target)) {
    Reg slot = symbols().resolution(node->target).index;
    into(node->value, slot);
    at(node->target);
    return move(to, slot);
  }
  Reg value = operand(node->value);
  store_target(node->target, value);
  move(to, value);
}

// ---- Comparison ---------------------------------------------------------------------------------------------------

void UnitCompiler::emit_compare(const Node* node, CompareOperator op, Reg left, Reg right, Reg to) {
  constexpr Opcode kOrdering[] = {Opcode::kEqual,     Opcode::kNotEqual, Opcode::kLess,
                                  Opcode::kLessEqual, Opcode::kGreater,  Opcode::kGreaterEqual};
  switch (op) {
    case CompareOperator::kIs:
    case CompareOperator::kIsNot: return emit(node, Opcode::kIs, to, left, right, op == CompareOperator::kIsNot);
    case CompareOperator::kIn:
    case CompareOperator::kNotIn: return emit(node, Opcode::kContains, to, left, right, op == CompareOperator::kNotIn);
    default: return emit(node, kOrdering[static_cast<size_t>(op)], to, left, right);
  }
}

// The right operand of comparison `i`; a list or set of constants after `in` is made only once.
Reg UnitCompiler::compare_right(const Compare* node, size_t i) {
  const ExprNode* right = node->comparators[i];
  if (node->ops[i] == CompareOperator::kIn || node->ops[i] == CompareOperator::kNotIn) {
    Constant constant;
    bool is_list = right->is<List>();
    if ((is_list || right->is<Set>()) && constant_elements(right->as<List>()->elts, constant)) {
      if (!is_list) constant.kind = Constant::Kind::kFrozenSet;
      Reg value = allocate();
      at(right);
      load_constant(std::move(constant), value);
      return value;
    }
  }
  return i + 1 < node->ops.size() ? stable_operand(right, node->comparators[i + 1]) : operand(right);
}

void UnitCompiler::compare_into(const Compare* node, Reg to) {
  Reg left = stable_operand(node->left, node->comparators[0]);
  size_t last = node->ops.size() - 1;
  if (last == 0) return emit_compare(node, node->ops[0], left, compare_right(node, 0), to);
  Label short_cut = new_label();
  Label end = new_label();
  Reg outcome = allocate();
  for (size_t i = 0; i < last; i++) {
    Reg right = compare_right(node, i);
    emit_compare(node, node->ops[i], left, right, outcome);
    jump_if(Opcode::kJumpIfFalse, outcome, short_cut);
    left = right;
  }
  emit_compare(node, node->ops[last], left, compare_right(node, last), to);
  jump(end);
  bind(short_cut);
  move(to, outcome);
  bind(end);
}

// ---- Attributes and items -----------------------------------------------------------------------------------------

// super().x or super(a, b).x where `super` can only be the built-in or a global of that name.
bool UnitCompiler::is_plain_super(const Attribute* node) const {
  const Call* call = node->value->as_if<Call>();
  if (call == nullptr || !call->func->is<Name>() || !call->keywords.empty()) return false;
  NameId super = call->func->as<Name>()->name;
  if (text(super) != "super" || text(node->attr) == "__class__") return false;
  if (symbols().resolution(call->func).kind() != ResolutionKind::kGlobal) return false;
  if (symbols().map.find(0, super) != kNoSymbol) return false;
  if (call->args.size() == 2) return !call->args[0]->is<Starred>() && !call->args[1]->is<Starred>();
  if (!call->args.empty() || unit_->argument_count == 0) return false;
  return special("__class__").kind() == ResolutionKind::kFree;
}

// Pushes what `super` is bound to and its two arguments; true when they were written.
bool UnitCompiler::push_super_arguments(const Attribute* node) {
  const Call* call = node->value->as<Call>();
  push(call->func);
  if (call->args.size() == 2) {
    push(call->args[0]);
    push(call->args[1]);
    return true;
  }
  at(call);
  Reg type = allocate();
  load(special("__class__"), type);
  Reg self = allocate();
  Reg first = scope().first_slot;
  if (scope().locals[0].is_cell) {
    emit(Opcode::kLoadCell, self, first, name_operand(slot_name(first)));
  } else {
    check_bound(first);
    move(self, first);
  }
  return false;
}

void UnitCompiler::attribute_into(const Attribute* node, Reg to) {
  if (is_plain_super(node)) {
    Reg base = top_;
    bool two_arguments = push_super_arguments(node);
    return emit(node, Opcode::kLoadSuperAttr, to, base, attribute_name(node), two_arguments);
  }
  Reg object = operand(node->value);
  at(attribute_range(node, node));
  emit(Opcode::kLoadAttr, to, object, attribute_name(node));
}

void UnitCompiler::subscript_into(const Subscript* node, Reg to) {
  if (std::optional<Constant> constant = module_.folder.fold(node)) {
    at(node);
    return load_constant(std::move(*constant), to);
  }
  Reg object = stable_operand(node->value, node->slice);
  Reg index = operand(node->slice);
  emit(node, Opcode::kLoadSubscript, to, object, index);
}

void UnitCompiler::slice_into(const Slice* node, Reg to) {
  Reg base = top_;
  for (const ExprNode* part : {node->lower, node->upper, node->step}) {
    if (part != nullptr) {
      push(part);
    } else {
      at(node);
      load_none(allocate());
    }
  }
  emit(node, Opcode::kBuildSlice, to, base);
}

}  // namespace memphis
