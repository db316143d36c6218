#pragma once

#include <string>
#include <string_view>

namespace memphis {

// A docstring as the compiler keeps it: tabs expanded, the indentation that all lines but the first share removed.
std::string clean_docstring(std::string_view text);

}  // namespace memphis
