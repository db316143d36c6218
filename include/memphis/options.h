// What a Context is made with. The defaults are those of an embedded interpreter: isolated from the environment.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Where the installed package keeps the Python half of the standard library; find_package(memphis) defines it.
#ifndef MEMPHIS_STANDARD_LIBRARY
#define MEMPHIS_STANDARD_LIBRARY ""
#endif

namespace memphis {

enum class Engine : uint8_t {
  kVm,        // register bytecode
  kTreewalk,  // evaluates the syntax tree
};

// Gets every piece of text as the program writes it, in UTF-8. It runs in the midst of the program, must not throw, and
// may use the Context only as a registered function may.
using OutputCallback = std::function<void(std::string_view)>;

struct ContextOptions {
  Engine engine = Engine::kVm;

  // Bytes that Python objects may take up, in steps of a megabyte; beyond them MemoryError is raised. 0: no limit. The
  // built-in types take about two megabytes.
  uint64_t memory_limit = 0;
  // As sys.setrecursionlimit. Calls also fail with RecursionError when the native stack of the thread is nearly used
  // up.
  uint32_t recursion_limit = 1000;

  std::vector<std::string> arguments;    // sys.argv; empty: [""]
  std::string executable;                // sys.executable
  std::string program_name = "memphis";  // what run_main's messages begin with
  std::vector<std::string> search_path;  // the first entries of sys.path
  // The directory of Python's own library, the last entry of sys.path. Empty: the one the library was built with.
  std::string standard_library = MEMPHIS_STANDARD_LIBRARY;

  // What sys.stdout and sys.stderr write to; empty: the process's own standard streams.
  OutputCallback standard_output;
  OutputCallback standard_error;

  bool unbuffered = false;                          // as -u: what is printed is written at once
  int optimize = 0;                                 // as -O (1) and -OO (2)
  std::optional<uint32_t> hash_seed;                // as PYTHONHASHSEED; none: random
  std::vector<std::string> warning_filters;         // as -W: sys.warnoptions
  std::vector<std::string> implementation_options;  // as -X: sys._xoptions; "faulthandler" enables that
  bool use_environment = false;                     // heed PYTHONPATH, PYTHONHASHSEED and MEMPHIS_*
};

}  // namespace memphis
