// The compiler's door: a resolved tree in, code units out.
#pragma once

#include <memory>
#include <string>

#include "bytecode/code_unit.h"
#include "symbols/symbols.h"
#include "syntax/parser.h"

namespace memphis {

struct CompileOptions {
  std::string filename;
  // As in -O: 1 drops asserts and makes __debug__ False, 2 drops docstrings too.
  int optimize = 0;
  size_t stack_budget = 3u << 20;  // bytes of native stack before RecursionError
};

struct CompileResult {
  std::unique_ptr<CodeUnit> unit;  // null when there is an error
  Diagnostics diagnostics;

  bool ok() const { return unit != nullptr; }
};

// The mode (exec, eval, single) is that of the parse. Both inputs must be without errors. Never runs user code, never
// touches the heap. In debug builds every unit has passed the verifier.
CompileResult compile_module(const ParseResult& parse, const Symbols& symbols, const CompileOptions& options);

}  // namespace memphis
