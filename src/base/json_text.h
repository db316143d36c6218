// JSON for the printers.
#pragma once

#include <string>
#include <string_view>

namespace memphis {

// The text in quotes. Lone surrogates (encoded in three bytes, as in WTF-8) are escaped, bytes that are no UTF-8 become
// \ufffd.
void append_json_string(std::string& out, std::string_view text);

}  // namespace memphis
