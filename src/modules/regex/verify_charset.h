// Checks the items of a charset in a code list.
#pragma once

#include <cstdint>
#include <span>

namespace memphis::regex {

bool verify_charset(std::span<const uint32_t> code);

}  // namespace memphis::regex
