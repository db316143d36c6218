#pragma once
// The front end's door: text in, AST or one error out.

#include <cstddef>
#include <cstdint>

#include "base/arena.h"
#include "base/name_table.h"
#include "syntax/ast.h"
#include "syntax/diagnostic.h"
#include "syntax/source_text.h"

namespace memphis {

enum class ParseMode : uint8_t {
  kModule,        // "exec": the root is a Module
  kExpression,    // "eval": an Expression
  kInteractive,   // "single": an Interactive
  kFunctionType,  // "func_type": a FunctionType
};

struct ParseFlags {
  // An error at the end of the input becomes kIncompleteInput (what `codeop` and the REPL ask for).
  bool allow_incomplete_input = false;
  // The block a REPL user is typing ends only with an empty line.
  bool dont_imply_dedent = false;
  // Invalid escapes and `is` with a literal are noticed only when somebody wants to know.
  bool collect_warnings = true;
  // sys.set_int_max_str_digits(): decimal literals beyond it are refused; 0: none are.
  uint32_t max_int_digits = 4300;
  // Bytes of native stack before the parser gives up.
  size_t stack_budget = 3u << 20;
  // from __future__ import barry_as_FLUFL: `<>` instead of `!=`.
  bool barry_as_flufl = false;
};

// Owns the tree; borrows the text and the names, which must live as long.
struct ParseResult {
  Arena arena;
  const SourceText* source = nullptr;
  NameTable* names = nullptr;
  ast::Node* root = nullptr;  // as the mode wants it; null when there is an error
  uint32_t node_count = 0;    // ids are below this
  Diagnostics diagnostics;

  bool ok() const { return root != nullptr; }
  const ast::Module* module() const { return root->as<ast::Module>(); }
};

// Never runs user code, never touches the heap.
ParseResult parse(const SourceText& source, NameTable& names, ParseMode mode, ParseFlags flags = {});

}  // namespace memphis
