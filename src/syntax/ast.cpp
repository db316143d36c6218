#include "syntax/ast.h"

namespace memphis::ast {

namespace {

constexpr const char* kKindNames[] = {
#define MEMPHIS_NAME(kind) #kind,
    MEMPHIS_AST_NODES(MEMPHIS_NAME)
#undef MEMPHIS_NAME
};

struct OperatorText {
  const char* name;
  const char* symbol;
};

constexpr OperatorText kBoolOperators[] = {{"And", "and"}, {"Or", "or"}};
constexpr OperatorText kBinaryOperators[] = {{"Add", "+"},      {"Sub", "-"},   {"Mult", "*"},   {"MatMult", "@"},
                                             {"Div", "/"},      {"Mod", "%"},   {"Pow", "**"},   {"LShift", "<<"},
                                             {"RShift", ">>"},  {"BitOr", "|"}, {"BitXor", "^"}, {"BitAnd", "&"},
                                             {"FloorDiv", "//"}};
constexpr OperatorText kUnaryOperators[] = {{"Invert", "~"}, {"Not", "not"}, {"UAdd", "+"}, {"USub", "-"}};
constexpr OperatorText kCompareOperators[] = {{"Eq", "=="}, {"NotEq", "!="},    {"Lt", "<"},  {"LtE", "<="},
                                              {"Gt", ">"},  {"GtE", ">="},      {"Is", "is"}, {"IsNot", "is not"},
                                              {"In", "in"}, {"NotIn", "not in"}};

}  // namespace

const char* node_kind_name(NodeKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

const char* operator_name(BoolOperator op) { return kBoolOperators[static_cast<size_t>(op)].name; }
const char* operator_name(BinaryOperator op) { return kBinaryOperators[static_cast<size_t>(op)].name; }
const char* operator_name(UnaryOperator op) { return kUnaryOperators[static_cast<size_t>(op)].name; }
const char* operator_name(CompareOperator op) { return kCompareOperators[static_cast<size_t>(op)].name; }
const char* operator_symbol(BoolOperator op) { return kBoolOperators[static_cast<size_t>(op)].symbol; }
const char* operator_symbol(BinaryOperator op) { return kBinaryOperators[static_cast<size_t>(op)].symbol; }
const char* operator_symbol(UnaryOperator op) { return kUnaryOperators[static_cast<size_t>(op)].symbol; }
const char* operator_symbol(CompareOperator op) { return kCompareOperators[static_cast<size_t>(op)].symbol; }

}  // namespace memphis::ast
