#pragma once
// The one place where the lexer and the parser ask Unicode.

#include <cstdint>
#include <string>
#include <string_view>

namespace memphis {

// How many bytes of `text` (UTF-8) are an identifier.
size_t identifier_prefix(std::string_view text);
// U+XXXX shown in an error: printable characters are shown as themselves.
bool is_printable_character(char32_t character);
// NFKC, as the language asks for identifiers.
std::string normalize_identifier(std::string_view text);

// What \N{name} stands for. False: no such name.
bool find_character_by_name(std::string_view name, char32_t* character);

}  // namespace memphis
