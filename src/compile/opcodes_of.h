// From the tree's operators to opcodes.
#pragma once

#include "bytecode/opcode.h"
#include "syntax/ast.h"

namespace memphis {

Opcode binary_opcode(ast::BinaryOperator op, bool inplace);

}  // namespace memphis
