// What nodes of a tree that was not parsed must be to each other.
#pragma once

#include "runtime/runtime.h"
#include "syntax/parser.h"

namespace memphis::ast_nodes {

// ValueError or TypeError, worded as CPython's compile() words it, for a tree that no program text gives and that
// cannot be compiled: empty bodies, wrong contexts, positions that run backwards, ... No user code.
Status validate_tree(Thread& thread, const ParseResult& parse);

}  // namespace memphis::ast_nodes
