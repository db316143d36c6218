#pragma once
// Which keyword was misspelt in a program that is no Python, as CPython's traceback module guesses it: a name is
// replaced by the keywords that resemble it, until what stands around the error can be parsed.

#include <cstdint>
#include <string>
#include <string_view>

namespace memphis {

// Lines from 1 and columns from 0, in characters, within the dedented code.
struct KeywordTypo {
  std::string keyword;
  std::string line;  // the line that the name is on, with its newline
  int32_t line_number = 0;
  int32_t column = 0;
  int32_t end_column = 0;
};

// `code`: the lines from the last good statement to the error. `only_line`: only names on this line count; 0: all do.
bool find_keyword_typo(std::string_view code, int32_t only_line, KeywordTypo& typo);

}  // namespace memphis
