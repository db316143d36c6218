#pragma once

#include <string>

#include "base/name_table.h"
#include "syntax/ast.h"

namespace memphis {

// Source text of an expression, spelled as CPython spells annotations that it keeps as text.
std::string unparse(const ast::ExprNode* node, const NameTable& names);

}  // namespace memphis
