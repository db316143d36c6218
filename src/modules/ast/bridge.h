// Between the arena tree of the front end and the objects of Python's module ast, both ways.
#pragma once

#include "runtime/runtime.h"
#include "syntax/parser.h"

namespace memphis {

// Bits of compile()'s flags, as CPython numbers them.
inline constexpr int kCompileOnlyAst = 0x400;
inline constexpr int kCompileTypeComments = 0x1000;
inline constexpr int kCompileOptimizedAst = 0x8000 | kCompileOnlyAst;

// Is it an instance of ast.AST? Never fails.
bool is_syntax_tree(Thread& thread, Value value);
// The nodes of a tree that has been parsed without an error. Runs user code only if a class of ast was changed by it.
// `optimize`: as -O; from 2 on there are no docstrings. `optimized`: what compile() gives for PyCF_OPTIMIZED_AST.
Value tree_to_objects(Thread& thread, const ParseResult& parse, int optimize, bool optimized);
// The other way: fills `parse` and `source`, whose offsets then stand for entries of a table of positions (see
// SourceText::from_positions). `mode`: e exec, v eval, s single: which class the root must have. TypeError or
// ValueError as CPython's compile() gives for trees that are wrong. Runs user code.
Status tree_from_objects(Thread& thread, Value root, char mode, std::string filename, SourceText& source,
                         NameTable& names, ParseResult& parse);

}  // namespace memphis
