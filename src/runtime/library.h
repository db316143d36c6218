// The Python half of the standard library, as it is packed into the program: sources and code compiled ahead
// (base/archive.h). Its files seem to lie in Runtime::library_directory, though there need not be such a directory.
#pragma once

#include <string>
#include <string_view>

#include "base/archive.h"
#include "runtime/runtime.h"

namespace memphis {

// The path within the library of a file or directory ("" is the library itself). False: it lies elsewhere.
bool path_in_library(const Runtime& runtime, std::string_view path, std::string_view& inner);
// The whole content. False: damaged.
bool read_library_file(const ArchiveEntry& entry, std::string& content);
// The same by the path that the file seems to have. False: no such file.
bool read_library_file(const Runtime& runtime, std::string_view path, std::string& content);
// The file of a module. False: no such module.
bool find_library_module(const Runtime& runtime, std::string_view module, ArchiveEntry& entry, bool& is_package);

}  // namespace memphis
