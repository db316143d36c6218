// Literals, operators, attributes, items.
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

using ast::NodeKind;

// ---- Literals ----

// Constants, and what is made of nothing else and can be kept: tuples, and numbers with a sign.
bool Walker::is_literal(const ast::ExprNode* node) const {
  if (ast::is_constant(node->kind)) return true;
  if (const auto* unary = node->as_if<ast::UnaryOp>()) {
    NodeKind kind = unary->operand->kind;
    return unary->op() == ast::UnaryOperator::kUSub &&
           (kind == NodeKind::kConstantInt || kind == NodeKind::kConstantFloat || kind == NodeKind::kConstantImaginary);
  }
  if (const auto* tuple = node->as_if<ast::Tuple>()) {
    for (const ast::ExprNode* element : tuple->elts) {
      if (!is_literal(element)) return false;
    }
    return true;
  }
  return false;
}

Value Walker::build_literal(const ast::ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kConstantInt: {
      const auto* number = node->as<ast::ConstantInt>();
      if (number->is_small()) return make_int(*thread_, number->value);
      return int_from_literal(*thread_, number->text);
    }
    case NodeKind::kConstantFloat: return make_float(*thread_, node->as<ast::ConstantFloat>()->value);
    case NodeKind::kConstantImaginary: return make_complex(*thread_, 0, node->as<ast::ConstantImaginary>()->value);
    case NodeKind::kConstantStr: {
      std::string_view value = node->as<ast::ConstantStr>()->value;
      bool is_identifier = value.size() < 64;
      for (char c : value) {
        is_identifier =
            is_identifier && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
      }
      return is_identifier ? Value(TRY(intern_text(runtime_, value))) : Value(TRY(make_str(*thread_, value)));
    }
    case NodeKind::kConstantBytes: {
      std::string_view value = node->as<ast::ConstantBytes>()->value;
      return TRY(make_bytes(*thread_, {reinterpret_cast<const uint8_t*>(value.data()), value.size()}));
    }
    case NodeKind::kUnaryOp: {
      Value operand = TRY(build_literal(node->as<ast::UnaryOp>()->operand));
      return unary_operation(*thread_, UnaryOperation::kNegative, operand);
    }
    case NodeKind::kTuple: {
      std::span<ast::ExprNode*> elements = node->as<ast::Tuple>()->elts;
      if (elements.empty()) return runtime_.empty_tuple;
      Tuple* tuple = TRY(allocate_tuple(*thread_, elements.size()));
      for (size_t i = 0; i < elements.size(); i++) {
        Value item = TRY(evaluate(elements[i]));
        tuple->items[i] = item;
      }
      return tuple;
    }
    default: return Value::none();
  }
}

Value Walker::make_literal(const ast::ExprNode* node) {
  Value value = TRY(build_literal(node));
  runtime_.heap.write_barrier(code_->body_owner.get().cell(), value.bits());
  literal_slot(node) = value;
  return value;
}

// ---- Dispatch ----

Value Walker::evaluate_other(const ast::ExprNode* node) {
  if (!thread_->check_native_stack()) [[unlikely]] {
    at(node);
    return Value::error();
  }
  switch (node->kind) {
    case NodeKind::kConstantNone: return Value::none();
    case NodeKind::kConstantTrue: return Value::true_value();
    case NodeKind::kConstantFalse: return Value::false_value();
    case NodeKind::kConstantEllipsis: return Value::ellipsis();
    case NodeKind::kConstantInt:
    case NodeKind::kConstantFloat:
    case NodeKind::kConstantImaginary:
    case NodeKind::kConstantStr:
    case NodeKind::kConstantBytes: return literal(node);
    case NodeKind::kConstantFrozenSet: return frozen_set(node->as<ast::ConstantFrozenSet>()->elts);
    case NodeKind::kName: return load(node, symbols_.resolutions[node->id]);
    case NodeKind::kBinOp: {
      const auto* operation = node->as<ast::BinOp>();
      Value left = TRY(evaluate(operation->left));
      Value right = TRY(evaluate(operation->right));
      return binary(node, operation->op(), left, right);
    }
    case NodeKind::kUnaryOp: return unary(node->as<ast::UnaryOp>());
    case NodeKind::kCall: return call_expression(node->as<ast::Call>());
    case NodeKind::kAttribute: return attribute(node->as<ast::Attribute>());
    case NodeKind::kSubscript: return subscript(node->as<ast::Subscript>());
    case NodeKind::kCompare: return comparison(node->as<ast::Compare>());
    case NodeKind::kBoolOp: return bool_operation(node->as<ast::BoolOp>());
    case NodeKind::kIfExp: {
      const auto* choice = node->as<ast::IfExp>();
      bool holds = TRY(condition(choice->test));
      return evaluate(holds ? choice->body : choice->orelse);
    }
    case NodeKind::kNamedExpr: return named(node->as<ast::NamedExpr>());
    case NodeKind::kTuple: return tuple_display(node, node->as<ast::Tuple>()->elts);
    case NodeKind::kList: return list_display(node, node->as<ast::List>()->elts);
    case NodeKind::kSet: return set_display(node->as<ast::Set>());
    case NodeKind::kDict: return dict_display(node->as<ast::Dict>());
    case NodeKind::kLambda: return evaluate_lambda(node->as<ast::Lambda>());
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp: return comprehension(node);
    case NodeKind::kAwait: return await(node->as<ast::Await>());
    case NodeKind::kYield: return yield(node->as<ast::Yield>());
    case NodeKind::kYieldFrom: return yield_from(node->as<ast::YieldFrom>());
    case NodeKind::kJoinedStr: return joined(node->as<ast::JoinedStr>());
    case NodeKind::kFormattedValue: return formatted(node->as<ast::FormattedValue>());
    case NodeKind::kTemplateStr: return template_string(node->as<ast::TemplateStr>());
    case NodeKind::kInterpolation: return interpolation(node->as<ast::Interpolation>());
    case NodeKind::kSlice: return slice(node->as<ast::Slice>());
    default: return Value::none();
  }
}

// ---- Truth ----

Fallible<bool> Walker::truth(const ast::Node* place, Value value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_none()) return false;
  at(place);
  return is_true(*thread_, value);
}

Fallible<bool> Walker::condition(const ast::ExprNode* node) {
  if (const auto* operation = node->as_if<ast::BoolOp>()) {
    bool decides = operation->op() == ast::BoolOperator::kOr;
    for (const ast::ExprNode* part : operation->values) {
      if (TRY(condition(part)) == decides) return decides;
    }
    return !decides;
  }
  const auto* operation = node->as_if<ast::UnaryOp>();
  if (operation != nullptr && operation->op() == ast::UnaryOperator::kNot) return !TRY(condition(operation->operand));
  Value value = TRY(evaluate(node));
  return truth(node, value);
}

Value Walker::bool_operation(const ast::BoolOp* node) {
  bool decides = node->op() == ast::BoolOperator::kOr;
  for (size_t i = 0; i + 1 < node->values.size(); i++) {
    Value value = TRY(evaluate(node->values[i]));
    if (TRY(truth(node, value)) == decides) return value;
  }
  return evaluate(node->values.back());
}

// ---- Arithmetic ----

namespace {

constexpr BinaryOperation kOperations[] = {BinaryOperation::kAdd,        BinaryOperation::kSubtract,
                                           BinaryOperation::kMultiply,   BinaryOperation::kMatrixMultiply,
                                           BinaryOperation::kTrueDivide, BinaryOperation::kModulo,
                                           BinaryOperation::kPower,      BinaryOperation::kLeftShift,
                                           BinaryOperation::kRightShift, BinaryOperation::kOr,
                                           BinaryOperation::kXor,        BinaryOperation::kAnd,
                                           BinaryOperation::kFloorDivide};

// Small ints and immediate floats without a call; unbound: not that simple.
inline Value quick_binary(Thread& thread, ast::BinaryOperator op, Value left, Value right) {
  if (left.is_small_int() && right.is_small_int()) {
    int64_t a = left.as_small_int(), b = right.as_small_int(), result;
    switch (op) {
      case ast::BinaryOperator::kAdd: return make_int(thread, a + b);
      case ast::BinaryOperator::kSub: return make_int(thread, a - b);
      case ast::BinaryOperator::kMult:
        if (!__builtin_mul_overflow(a, b, &result)) return make_int(thread, result);
        return Value::unbound();
      case ast::BinaryOperator::kBitAnd: return Value::small_int(a & b);
      case ast::BinaryOperator::kBitOr: return Value::small_int(a | b);
      case ast::BinaryOperator::kBitXor: return Value::small_int(a ^ b);
      case ast::BinaryOperator::kFloorDiv:
        if (b <= 0) return Value::unbound();
        return Value::small_int(a / b - (a % b < 0));
      case ast::BinaryOperator::kMod:
        if (b <= 0) return Value::unbound();
        result = a % b;
        return Value::small_int(result < 0 ? result + b : result);
      default: return Value::unbound();
    }
  }
  if (left.is_immediate_float() && right.is_immediate_float()) {
    double a = left.as_immediate_float(), b = right.as_immediate_float();
    switch (op) {
      case ast::BinaryOperator::kAdd: return make_float(thread, a + b);
      case ast::BinaryOperator::kSub: return make_float(thread, a - b);
      case ast::BinaryOperator::kMult: return make_float(thread, a * b);
      case ast::BinaryOperator::kDiv: return make_float(thread, a / b);  // an immediate float is never 0
      default: return Value::unbound();
    }
  }
  return Value::unbound();
}

}  // namespace

Value Walker::binary(const ast::Node* node, ast::BinaryOperator op, Value left, Value right) {
  at(node);
  Value quick = quick_binary(*thread_, op, left, right);
  if (!quick.is_unbound()) [[likely]]
    return quick;
  return binary_operation(*thread_, kOperations[static_cast<size_t>(op)], left, right);
}

Value Walker::inplace(const ast::Node* node, ast::BinaryOperator op, Value left, Value right) {
  at(node);
  Value quick = quick_binary(*thread_, op, left, right);
  if (!quick.is_unbound()) [[likely]]
    return quick;
  return inplace_operation(*thread_, kOperations[static_cast<size_t>(op)], left, right);
}

Value Walker::unary(const ast::UnaryOp* node) {
  if (node->op() == ast::UnaryOperator::kNot) return Value::boolean(!TRY(condition(node->operand)));
  if (is_literal(node)) return literal(node);
  Value operand = TRY(evaluate(node->operand));
  at(node);
  UnaryOperation operation = node->op() == ast::UnaryOperator::kInvert ? UnaryOperation::kInvert
                             : node->op() == ast::UnaryOperator::kUAdd ? UnaryOperation::kPositive
                                                                       : UnaryOperation::kNegative;
  return unary_operation(*thread_, operation, operand);
}

// ---- Comparison ----

Value Walker::compare_pair(const ast::Node* node, ast::CompareOperator op, Value left, Value right) {
  using enum ast::CompareOperator;
  if (left.is_small_int() && right.is_small_int()) {
    int64_t a = left.as_small_int(), b = right.as_small_int();
    switch (op) {
      case kEq: return Value::boolean(a == b);
      case kNotEq: return Value::boolean(a != b);
      case kLt: return Value::boolean(a < b);
      case kLtE: return Value::boolean(a <= b);
      case kGt: return Value::boolean(a > b);
      case kGtE: return Value::boolean(a >= b);
      default: break;
    }
  }
  at(node);
  switch (op) {
    case kIs: return Value::boolean(is_same(left, right));
    case kIsNot: return Value::boolean(!is_same(left, right));
    case kIn: return Value::boolean(TRY(contains(*thread_, right, left)));
    case kNotIn: return Value::boolean(!TRY(contains(*thread_, right, left)));
    case kEq: return compare(*thread_, Comparison::kEqual, left, right);
    case kNotEq: return compare(*thread_, Comparison::kNotEqual, left, right);
    case kLt: return compare(*thread_, Comparison::kLess, left, right);
    case kLtE: return compare(*thread_, Comparison::kLessEqual, left, right);
    case kGt: return compare(*thread_, Comparison::kGreater, left, right);
    case kGtE: return compare(*thread_, Comparison::kGreaterEqual, left, right);
  }
  return Value::none();
}

// A list or set of literals after `in` is made only once, as a tuple or frozenset.
Value Walker::compare_right(const ast::Compare* node, size_t i) {
  const ast::ExprNode* right = node->comparators[i];
  bool is_membership = node->ops[i] == ast::CompareOperator::kIn || node->ops[i] == ast::CompareOperator::kNotIn;
  if (!is_membership || (!right->is<ast::List>() && !right->is<ast::Set>())) return evaluate(right);
  Value& slot = literal_slot(right);
  if (slot.bits() != 0) return slot;
  std::span<ast::ExprNode*> elements = right->as<ast::List>()->elts;
  for (const ast::ExprNode* element : elements) {
    if (!is_literal(element)) return evaluate(right);
  }
  at(right);
  Value made;
  if (right->is<ast::List>()) {
    made = TRY(tuple_display(right, elements));
  } else {
    made = TRY(frozen_set(elements));
  }
  literal_slot(right) = made;
  return made;
}

Value Walker::frozen_set(std::span<ast::ExprNode*> elements) {
  Set* set = TRY(make_set(*thread_, TypeId::kFrozenSet));
  for (const ast::ExprNode* element : elements) {
    Value item = TRY(evaluate(element));
    (void)TRY(set_add(*thread_, set, item));
  }
  return set;
}

Value Walker::comparison(const ast::Compare* node) {
  Value left = TRY(evaluate(node->left));
  size_t last = node->ops.size() - 1;
  for (size_t i = 0; i < last; i++) {
    Value right = TRY(compare_right(node, i));
    Value outcome = TRY(compare_pair(node, node->ops[i], left, right));
    if (!TRY(truth(node, outcome))) return outcome;
    left = right;
  }
  Value right = TRY(compare_right(node, last));
  return compare_pair(node, node->ops[last], left, right);
}

// ---- Attributes and items ----

// super().x or super(a, b).x where `super` can only be the built-in or a global of that name.
bool Walker::is_plain_super(const ast::Attribute* node) const {
  const auto* call = node->value->as_if<ast::Call>();
  if (call == nullptr || !call->func->is<ast::Name>() || !call->keywords.empty()) return false;
  if (call->func->as<ast::Name>()->name != program_.super_name || node->attr == program_.class_cell_name) return false;
  if (symbols_.resolution(call->func).kind() != ResolutionKind::kGlobal) return false;
  if (symbols_.map.find(0, program_.super_name) != kNoSymbol) return false;
  if (call->args.size() == 2) return !call->args[0]->is<ast::Starred>() && !call->args[1]->is<ast::Starred>();
  if (!call->args.empty() || code_->argument_count == 0) return false;
  return special(program_.class_cell_name).kind() == ResolutionKind::kFree;
}

// What `super` is bound to, and its two arguments.
Status Walker::super_arguments(const ast::Attribute* node, Value* parts) {
  const auto* call = node->value->as<ast::Call>();
  parts[0] = TRY(evaluate(call->func));
  if (call->args.size() == 2) {
    parts[1] = TRY(evaluate(call->args[0]));
    parts[2] = TRY(evaluate(call->args[1]));
    return {};
  }
  at(call);
  parts[1] = TRY(load_slow(special(program_.class_cell_name)));
  uint32_t first = scope_.first_slot;
  bool is_cell = scope_.locals[0].is_cell;
  parts[2] = TRY(load_slow(Resolution(is_cell ? ResolutionKind::kCell : ResolutionKind::kLocal, first)));
  return {};
}

Value Walker::attribute(const ast::Attribute* node) {
  if (node->value->is<ast::Call>() && is_plain_super(node)) {
    Value parts[3];
    TRY(super_arguments(node, parts));
    at(node);
    Value proxy = TRY(call(*thread_, parts[0], {parts[1], parts[2]}));
    return get_attribute(*thread_, proxy, attribute_name(node));
  }
  Value object = TRY(evaluate(node->value));
  at(node);
  return get_attribute(*thread_, object, attribute_name(node));
}

Value Walker::subscript(const ast::Subscript* node) {
  Value container = TRY(evaluate(node->value));
  Value key = TRY(evaluate(node->slice));
  if (key.is_small_int() && container.is_exactly(Kind::kList)) {
    auto* list = container.as<List>();
    int64_t index = key.as_small_int();
    if (index < 0) index += static_cast<int64_t>(list->size);
    if (static_cast<uint64_t>(index) < list->size) return list->items()[index];
  }
  at(node);
  return get_item(*thread_, container, key);
}

Value Walker::slice(const ast::Slice* node) {
  Value lower = Value::none(), upper = Value::none(), step = Value::none();
  if (node->lower != nullptr) lower = TRY(evaluate(node->lower));
  if (node->upper != nullptr) upper = TRY(evaluate(node->upper));
  if (node->step != nullptr) step = TRY(evaluate(node->step));
  at(node);
  return TRY(make_slice(*thread_, lower, upper, step));
}

Value Walker::named(const ast::NamedExpr* node) {
  Value value = TRY(evaluate(node->value));
  TRY(store_target(node->target, value));
  return value;
}

}  // namespace memphis::treewalk
