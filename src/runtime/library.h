// The Python half of the standard library, as it is packed into the program: sources and code compiled ahead
// (base/archive.h). Its files seem to lie in Runtime::library_directory, though there need not be such a directory.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"
#include "runtime/runtime.h"

namespace memphis {

// The path within the library of a file or directory ("" is the library itself). False: it lies elsewhere.
bool path_in_library(const Runtime& runtime, std::string_view path, std::string_view& inner);
// The whole content. False: damaged.
bool read_library_file(const ArchiveEntry& entry, std::string& content);
// The same by the path that the file seems to have. False: no such file.
bool read_library_file(const Runtime& runtime, std::string_view path, std::string& content);

// Files of the library can be opened and looked at where the file system has nothing of that name: programs open
// module.__file__, and ask whether it exists. Both are for calls of the system that have failed with ENOENT or ENOTDIR
// (errno), and leave errno alone if the library has no such file either.

// A descriptor of a copy in memory, to be read; -1: no such file, or it was to be written.
int open_library_file(const Runtime& runtime, std::string_view path, int flags);
// False: no such file or directory.
bool library_file_status(const Runtime& runtime, std::string_view path, struct stat& status);
// The names in a directory of the library, each once, in order; directories end with "/". `inner`: as path_in_library
// has it.
std::vector<std::string> names_in_library(const Runtime& runtime, std::string_view inner);

// The file of a module. False: no such module.
bool find_library_module(const Runtime& runtime, std::string_view module, ArchiveEntry& entry, bool& is_package);

}  // namespace memphis
