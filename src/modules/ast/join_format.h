// "%s: %5r" % (a, b) as the f-string that means the same.
#pragma once

#include "base/arena.h"
#include "syntax/ast.h"

namespace memphis::ast_nodes {

// `detail` of a format specification that is shown as its one constant.
inline constexpr uint16_t kBareSpecification = 1;

// `begin` of a node that stands nowhere in the source.
inline constexpr uint32_t kNowhere = UINT32_MAX;

// Null: the operation is something else, or has a format that f-strings do not know in this way.
const ast::JoinedStr* join_format(Arena& arena, const ast::BinOp* operation);

}  // namespace memphis::ast_nodes
