// Values of expressions that are known when compiling. Only what cannot fail, runs no user code and stays small.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bytecode/code_unit.h"
#include "symbols/symbols.h"

namespace memphis {

class ConstantFolder {
 public:
  // `debug_name` is the id of __debug__, which is a constant; `debug` its value.
  ConstantFolder(const Symbols& symbols, bool debug);

  // The value of an expression, or nothing. What an earlier question found not to be constant is answered at once.
  std::optional<Constant> fold(const ast::ExprNode* node);
  // Its truth value.
  std::optional<bool> truth(const ast::ExprNode* node);
  bool is_constant(const ast::ExprNode* node) { return fold(node).has_value(); }

 private:
  std::optional<Constant> fold_new(const ast::ExprNode* node);
  std::optional<Constant> fold_tuple(std::span<ast::ExprNode*> elements);
  std::optional<Constant> fold_unary(const ast::UnaryOp* node);
  std::optional<Constant> fold_binary(const ast::BinOp* node);
  std::optional<Constant> fold_subscript(const ast::Subscript* node);

  bool debug_;
  NameId debug_name_;
  std::vector<uint8_t> not_constant_;  // by node id
};

bool constant_truth(const Constant& constant);
std::optional<Constant> fold_unary_constant(ast::UnaryOperator op, const Constant& operand);
std::optional<Constant> fold_binary_constants(ast::BinaryOperator op, const Constant& left, const Constant& right);

}  // namespace memphis
