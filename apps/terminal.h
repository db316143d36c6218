// What is known of the terminal that output goes to.
#pragma once

#include <string>
#include <string_view>

// Columns of the terminal on standard output: by $COLUMNS, else by what the terminal says, else 100.
int terminal_width();

enum class ColorChoice { kAuto, kAlways, kNever };
// Auto: on a terminal, unless $NO_COLOR is set or $TERM is "dumb".
bool use_color(ColorChoice choice);

// How many characters a UTF-8 text has: what it takes up on a terminal, wide and combining characters apart.
size_t character_count(std::string_view text);
// Where the character with that number begins, in bytes; the end of the text if it has fewer.
size_t character_offset(std::string_view text, size_t characters);
// At most `width` characters; a text that is longer ends in an ellipsis.
std::string cut_to_width(std::string_view text, size_t width);
