// What sys.executable is.
#pragma once

#include <string>

// The absolute path of the program that was called by this name (argv[0]), as it was called: links stay links, since a
// virtual environment is found beside one. Empty: unknown.
std::string program_path(const char* name);
