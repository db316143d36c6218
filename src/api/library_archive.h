// The standard library that the build has packed (cmake/stdlib.cmake).
#pragma once

#include <string_view>

namespace memphis {

// An archive as base/archive.h reads it.
std::string_view library_archive();

}  // namespace memphis
