// Unicode normalisation forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace memphis::unicode {

enum class Form : uint8_t { kNFC, kNFD, kNFKC, kNFKD };

// A cheap test: true means that the text is in the form; false means that only normalize() can tell.
template <class Unit>
bool is_surely_normalized(Form form, const Unit* text, size_t count);

// Replaces what `out` holds. Allocates only there and in scratch space.
template <class Unit>
void normalize(Form form, const Unit* text, size_t count, std::vector<uint32_t>& out);

// As Unicode 3.2.0 has it: characters that came later stay as they are.
template <class Unit>
void normalize_old(Form form, const Unit* text, size_t count, std::vector<uint32_t>& out);

// The NFKC form of an identifier in valid UTF-8. False, and `out` as it was, where `text` already is in that form.
bool normalize_identifier(std::string_view text, std::string& out);

// unicodedata.decomposition(): "<compat> 0020 0308", "0041 030A" or nothing. Appends.
void append_decomposition(std::string& out, char32_t c);

}  // namespace memphis::unicode
