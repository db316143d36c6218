// What this is. The build reads Memphis's version from here too.
#pragma once

#define MEMPHIS_VERSION "0.1.0"

// The Python it is.
#define MEMPHIS_PYTHON_VERSION "3.14.2"

namespace memphis {
inline constexpr int kPythonMajor = 3;
inline constexpr int kPythonMinor = 14;
inline constexpr int kPythonMicro = 2;
}  // namespace memphis
