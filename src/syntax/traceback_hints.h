#pragma once
// What the printing of tracebacks asks the parser: where within an expression the operator or the brackets stand that
// the error is about, whether a statement is so plain that underlining it says nothing, and which keyword was misspelt.

#include <cstdint>
#include <string>
#include <string_view>

#include "syntax/diagnostic.h"

namespace memphis {

// Lines from 0 within the text, columns in characters. The text from left to right is marked with '^', the rest with
// '~'.
struct OperatorAnchors {
  int32_t left_line = 0;
  int32_t left_column = 0;
  int32_t right_line = 0;
  int32_t right_column = 0;
};

// `segment` is the text of one expression, on one or more lines. False: it is no binary operation, subscript or call.
bool find_operator_anchors(std::string_view segment, OperatorAnchors& anchors);

// Is the first statement of the text `return f(...)` or `name = f(...)` with a call that spans all of [begin, end)?
// (`f` a plain name for return.) Offsets are what the caller compares with the AST's byte columns. Also true for text
// without a statement.
bool is_plain_call_statement(std::string_view lines, int32_t line_count, int32_t begin, int32_t end);

}  // namespace memphis
