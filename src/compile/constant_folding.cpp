#include "compile/constant_folding.h"

#include "compile/constant_pool.h"

namespace memphis {

using namespace ast;
using Kind = Constant::Kind;

// Nesting of constant operators beyond this is left to the running program.
inline constexpr int kMaxFoldDepth = 200;

ConstantFolder::ConstantFolder(const Symbols& symbols, bool debug)
    : debug_(debug), debug_name_(symbols.names().intern("__debug__")), not_constant_(symbols.parse->node_count) {}

bool constant_truth(const Constant& constant) {
  switch (constant.kind) {
    case Kind::kNone:
    case Kind::kFalse: return false;
    case Kind::kInt: return constant.integer != 0;
    case Kind::kFloat: return constant.real != 0;
    case Kind::kComplex: return constant.real != 0 || constant.imaginary != 0;
    case Kind::kStr:
    case Kind::kBytes: return !constant.text.empty();
    case Kind::kTuple:
    case Kind::kFrozenSet: return !constant.items.empty();
    default: return true;
  }
}

std::optional<bool> ConstantFolder::truth(const ExprNode* node) {
  std::optional<Constant> constant = fold(node);
  if (!constant) return std::nullopt;
  return constant_truth(*constant);
}

std::optional<Constant> ConstantFolder::fold(const ExprNode* node) {
  if (not_constant_[node->id] != 0) return std::nullopt;
  std::optional<Constant> constant = fold_new(node);
  if (!constant) not_constant_[node->id] = 1;
  return constant;
}

std::optional<Constant> ConstantFolder::fold_new(const ExprNode* node) {
  Constant constant;
  switch (node->kind) {
    case NodeKind::kConstantNone: return constant;
    case NodeKind::kConstantTrue: return make_kind(Kind::kTrue);
    case NodeKind::kConstantFalse: return make_kind(Kind::kFalse);
    case NodeKind::kConstantEllipsis: return make_kind(Kind::kEllipsis);
    case NodeKind::kConstantInt: {
      const ConstantInt* literal = node->as<ConstantInt>();
      if (literal->is_small()) return make_int(literal->value);
      constant.kind = Kind::kBigInt;
      constant.text = literal->text;
      return constant;
    }
    case NodeKind::kConstantFloat:
      constant.kind = Kind::kFloat;
      constant.real = node->as<ConstantFloat>()->value;
      return constant;
    case NodeKind::kConstantImaginary:
      constant.kind = Kind::kComplex;
      constant.imaginary = node->as<ConstantImaginary>()->value;
      return constant;
    case NodeKind::kConstantStr: return make_str(node->as<ConstantStr>()->value);
    case NodeKind::kConstantBytes:
      constant.kind = Kind::kBytes;
      constant.text = node->as<ConstantBytes>()->value;
      return constant;
    case NodeKind::kName:
      if (node->as<Name>()->name != debug_name_ || node->context() != Context::kLoad) return std::nullopt;
      return make_kind(debug_ ? Kind::kTrue : Kind::kFalse);
    case NodeKind::kTuple:
      if (node->context() != Context::kLoad) return std::nullopt;
      return fold_tuple(node->as<Tuple>()->elts);
    case NodeKind::kConstantFrozenSet: {
      std::optional<Constant> set = fold_tuple(node->as<ConstantFrozenSet>()->elts);
      if (set) set->kind = Kind::kFrozenSet;
      return set;
    }
    case NodeKind::kUnaryOp: return fold_unary(node->as<UnaryOp>());
    case NodeKind::kBinOp: return fold_binary(node->as<BinOp>());
    case NodeKind::kSubscript: return fold_subscript(node->as<Subscript>());
    default: return std::nullopt;
  }
}

std::optional<Constant> ConstantFolder::fold_tuple(std::span<ExprNode*> elements) {
  Constant tuple = make_kind(Kind::kTuple);
  for (const ExprNode* element : elements) {
    std::optional<Constant> item = fold(element);
    if (!item) return std::nullopt;
    tuple.items.push_back(std::move(*item));
  }
  return tuple;
}

std::optional<Constant> ConstantFolder::fold_unary(const UnaryOp* node) {
  std::optional<Constant> operand = fold(node->operand);
  if (!operand) return std::nullopt;
  return fold_unary_constant(node->op(), *operand);
}

std::optional<Constant> ConstantFolder::fold_binary(const BinOp* node) {
  // The usual chain leans to the left: look there without recursion first, it is seldom constant.
  const ExprNode* leftmost = node;
  int depth = 0;
  while (const BinOp* inner = leftmost->as_if<BinOp>()) {
    if (not_constant_[inner->id] != 0 || ++depth > kMaxFoldDepth) return std::nullopt;
    leftmost = inner->left;
  }
  if (!fold(leftmost)) return std::nullopt;
  std::optional<Constant> left = fold(node->left);
  if (!left) return std::nullopt;
  std::optional<Constant> right = fold(node->right);
  if (!right) return std::nullopt;
  return fold_binary_constants(node->op(), *left, *right);
}

std::optional<Constant> ConstantFolder::fold_subscript(const Subscript* node) {
  if (node->context() != Context::kLoad) return std::nullopt;
  std::optional<Constant> container = fold(node->value);
  if (!container || container->kind != Kind::kTuple) return std::nullopt;
  std::optional<Constant> index = fold(node->slice);
  if (!index || index->kind != Kind::kInt) return std::nullopt;
  int64_t size = static_cast<int64_t>(container->items.size());
  int64_t at = index->integer < 0 ? index->integer + size : index->integer;
  if (at < 0 || at >= size) return std::nullopt;
  return std::move(container->items[static_cast<size_t>(at)]);
}

}  // namespace memphis
