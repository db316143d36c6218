// Unicode 3.2.0, which some protocols (IDNA 2003, stringprep) refer to: what it says otherwise than today's version.
// All of it is constant data; nothing allocates.
#pragma once

#include <cstdint>
#include <string_view>

namespace memphis::unicode::old {

inline constexpr std::string_view kUnicodeVersion = "3.2.0";

bool is_assigned(char32_t c);
std::string_view category(char32_t c);
std::string_view bidirectional(char32_t c);
std::string_view east_asian_width(char32_t c);
bool is_mirrored(char32_t c);
// -1 for none.
int decimal_value(char32_t c);
// What a character was decomposed into whose decomposition has been corrected since; 0 for all others.
char32_t corrected_decomposition(char32_t c);

}  // namespace memphis::unicode::old
