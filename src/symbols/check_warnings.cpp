// Warnings about code whose outcome is obvious and surely not meant.
#include "symbols/checks.h"

namespace memphis {

using namespace ast;

std::string_view obvious_type(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kConstantNone: return "NoneType";
    case NodeKind::kConstantTrue:
    case NodeKind::kConstantFalse: return "bool";
    case NodeKind::kConstantEllipsis: return "ellipsis";
    case NodeKind::kConstantInt: return "int";
    case NodeKind::kConstantFloat: return "float";
    case NodeKind::kConstantImaginary: return "complex";
    case NodeKind::kConstantStr:
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue: return "str";
    case NodeKind::kConstantBytes: return "bytes";
    case NodeKind::kTuple: return "tuple";
    case NodeKind::kList:
    case NodeKind::kListComp: return "list";
    case NodeKind::kSet:
    case NodeKind::kSetComp: return "set";
    case NodeKind::kDict:
    case NodeKind::kDictComp: return "dict";
    case NodeKind::kGeneratorExp: return "generator";
    case NodeKind::kLambda: return "function";
    case NodeKind::kTemplateStr:
    case NodeKind::kInterpolation: return "string.templatelib.Template";
    default: return {};
  }
}

namespace {

// May an operand of `is` be what it is? Constants that are not singletons, and tuples, may not.
bool is_sensible_identity(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kTuple:
      for (const ExprNode* element : node->as<Tuple>()->elts) {
        if (!is_constant(element->kind)) return true;
      }
      return false;
    case NodeKind::kConstantInt:
    case NodeKind::kConstantFloat:
    case NodeKind::kConstantImaginary:
    case NodeKind::kConstantStr:
    case NodeKind::kConstantBytes: return false;
    default: return true;
  }
}

bool is_indexed_by_integers(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kConstantStr:
    case NodeKind::kConstantBytes:
    case NodeKind::kTuple:
    case NodeKind::kList:
    case NodeKind::kListComp:
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue: return true;
    default: return false;
  }
}

bool is_subscriptable(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kConstantNone:
    case NodeKind::kConstantTrue:
    case NodeKind::kConstantFalse:
    case NodeKind::kConstantEllipsis:
    case NodeKind::kConstantInt:
    case NodeKind::kConstantFloat:
    case NodeKind::kConstantImaginary:
    case NodeKind::kSet:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kTemplateStr:
    case NodeKind::kInterpolation:
    case NodeKind::kLambda: return false;
    default: return true;
  }
}

}  // namespace

void ProgramChecker::warn_about_is(const Compare* node) {
  const ExprNode* left = node->left;
  for (size_t i = 0; i < node->ops.size(); i++) {
    const ExprNode* right = node->comparators[i];
    CompareOperator op = node->ops[i];
    if (op == CompareOperator::kIs || op == CompareOperator::kIsNot) {
      const ExprNode* wrong = !is_sensible_identity(left) ? left : !is_sensible_identity(right) ? right : nullptr;
      if (wrong != nullptr) {
        std::string type(obvious_type(wrong));
        warn(op == CompareOperator::kIs ? "\"is\" with '" + type + "' literal. Did you mean \"==\"?"
                                        : "\"is not\" with '" + type + "' literal. Did you mean \"!=\"?",
             node);
        return;
      }
    }
    left = right;
  }
}

void ProgramChecker::warn_about_call(const Call* node) {
  if (node->func->is<Lambda>()) return;
  std::string_view type = obvious_type(node->func);
  if (type.empty()) return;
  warn("'" + std::string(type) + "' object is not callable; perhaps you missed a comma?", node->func);
}

void ProgramChecker::warn_about_subscript(const Subscript* node) {
  std::string_view type = obvious_type(node->value);
  if (!is_subscriptable(node->value)) {
    warn("'" + std::string(type) + "' object is not subscriptable; perhaps you missed a comma?", node->value);
    return;
  }
  std::string_view index = obvious_type(node->slice);
  if (index.empty() || index == "int" || index == "bool" || !is_indexed_by_integers(node->value)) return;
  warn(std::string(type) + " indices must be integers or slices, not " + std::string(index) +
           "; perhaps you missed a comma?",
       node->value);
}

}  // namespace memphis
