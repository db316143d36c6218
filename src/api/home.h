// Where the interpreter seems to be installed: what sys.prefix and the like are, and where the library's files are
// said to lie. The rules are CPython's (its getpath), without its search for a library: that is in the program.
#pragma once

#include <string>

namespace memphis {

struct Home {
  std::string prefix;           // of a virtual environment, that
  std::string base_prefix;      // where the interpreter itself is installed
  std::string base_executable;  // the interpreter that a virtual environment was made with
  std::string home;             // sys._home: what pyvenv.cfg says; empty: no virtual environment
  std::string library;          // base_prefix/lib/python3.14
};

// `executable`: absolute path; empty: unknown. `python_home`: PYTHONHOME, or null.
Home find_home(const std::string& executable, const char* python_home);

}  // namespace memphis
