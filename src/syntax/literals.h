#pragma once
// Literals to values: numbers, and the text between the quotes of strings.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "syntax/token.h"

namespace memphis {

// What a string literal's text stands for. Without an escape `value` is the source's own text.
struct DecodedText {
  std::string_view value;
  bool has_surrogates = false;
  bool is_ascii = true;
};

// What is wrong with a literal, and what is doubtful.
struct LiteralNotes {
  std::string error;  // as SyntaxError words it: "(unicode error) ..."
  // The first escape that is none: where it stands after its backslash, and its length (0: there is none).
  uint32_t invalid_escape = 0;
  uint32_t invalid_escape_length = 0;
};

// The text of a String token between its quotes.
std::string_view string_body(std::string_view token_text, uint8_t flags);

// The text of an FStringMiddle or TStringMiddle token.
inline std::string_view middle_text(std::string_view token_text, uint8_t flags) {
  if ((flags & Token::kDoubledBrace) != 0) token_text.remove_suffix(1);
  return token_text;
}

// False: notes.error tells why. `flags` are those of the Token.
bool decode_str(Arena& arena, std::string_view body, uint8_t flags, DecodedText* out, LiteralNotes* notes);
bool decode_bytes(Arena& arena, std::string_view body, uint8_t flags, DecodedText* out, LiteralNotes* notes);

// A Number token that is no float: the value, or the digits when they do not fit into an int64.
struct DecodedInt {
  int64_t value = 0;
  std::string_view text;  // empty: it fits
};
DecodedInt decode_int(Arena& arena, std::string_view text, uint8_t flags);
// A Number token with kFloat or kImaginary, or an integer before 'j'.
double decode_float(std::string_view text, uint8_t flags);

// The text of a replacement field as `=` and t-strings show it: comments are left out.
std::string_view expression_text(Arena& arena, std::string_view source);

}  // namespace memphis
