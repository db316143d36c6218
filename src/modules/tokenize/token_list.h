// The tokens of a text as the module tokenize shows them: with comments and newlines that mean nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/diagnostic.h"
#include "syntax/source_text.h"

namespace memphis::tokenize {

// Numbers of token.py.
inline constexpr int kNewlineToken = 4;
inline constexpr int kOperatorToken = 55;
inline constexpr int kCommentToken = 65;
inline constexpr int kBlankNewlineToken = 66;

// Lines from 1; columns in characters.
struct ListedToken {
  enum class Text : uint8_t { kNone, kSlice, kNewline };

  int32_t type = 0;
  int32_t row = 0, column = 0;
  int32_t end_row = 0, end_column = 0;
  Text text = Text::kNone;   // what of the source it shows: nothing, from begin to end, the end of the line
  bool is_trailing = false;  // of the end: it belongs to no line
  bool spans_lines = false;  // shows all its lines, not the last one alone
};

struct TokenList {
  enum class End : uint8_t { kDone, kError, kUnexpectedEnd };

  std::vector<ListedToken> tokens;
  End end = End::kDone;
  Diagnostic error;                     // kError; as the lexer words it
  bool error_is_layout = false;         // of indentation or after a line continuation
  int32_t end_row = 0, end_offset = 0;  // kUnexpectedEnd
};

// `extra`: what tokenize.py asks for; else what the parser sees.
TokenList list_tokens(const SourceText& source, bool extra);

}  // namespace memphis::tokenize
