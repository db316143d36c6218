// The tree walker's door: a parsed and resolved program becomes a Code cell that the engine evaluates.
#pragma once

#include <memory>

#include "objects/value.h"
#include "runtime/runtime.h"
#include "symbols/symbols.h"
#include "syntax/parser.h"

namespace memphis {

// All that the tree walker reads while it runs. Shared by the Code cells made from it, freed with the last of them.
struct TreewalkProgram {
  SourceText source;
  NameTable names;
  ParseResult parse;
  Symbols symbols;
  int optimize = 0;
};

namespace treewalk {

// A Code cell for the whole program. Error: MemoryError pending.
Value load(Thread& thread, std::unique_ptr<TreewalkProgram> program);

// For those who describe code of the tree walker: its program, the scope that it runs, and where the description of
// each scope's code is kept (zero: none yet). The Code cell of a scope nested in it, as nested_code.
const TreewalkProgram& program_of(const Code* code);
ScopeId scope_of(const Code* code);
Value& description_of(const Code* code, ScopeId scope);
Code* code_of_scope(Thread& thread, Code* parent, ScopeId scope);

}  // namespace treewalk

}  // namespace memphis
