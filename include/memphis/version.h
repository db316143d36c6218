#pragma once

namespace memphis {

// Of the library, as a release is called: "0.1.0".
const char* library_version() noexcept;
// Of the language: "3.14.2".
const char* python_version() noexcept;

}  // namespace memphis
