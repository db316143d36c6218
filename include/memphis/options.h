// What a Context is made with. The defaults are those of an embedded interpreter: isolated from the environment.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace memphis {

enum class Engine : uint8_t {
  kVm,        // register bytecode
  kTreewalk,  // evaluates the syntax tree
};

// Gets every piece of text as the program writes it, in UTF-8. It runs in the midst of the program, must not throw, and
// may use the Context only as a registered function may.
using OutputCallback = std::function<void(std::string_view)>;

// What sys.flags shows, and has no option of its own below: as the letters of python's command line.
struct CommandFlags {
  int debug = 0;                       // -d
  int verbose = 0;                     // -v
  int quiet = 0;                       // -q
  int bytes_warning = 0;               // -b (1), -bb (2)
  bool inspect = false;                // -i: run_main is followed by what somebody types
  bool skip_first_line = false;        // -x: of a program in a file
  bool dont_write_bytecode = true;     // -B: imported modules are not cached in __pycache__
  bool no_user_site = false;           // -s
  bool no_site = false;                // -S
  bool isolated = false;               // -I
  bool safe_path = false;              // -P: the program's directory is not put on sys.path
  bool dev_mode = false;               // -X dev
  bool utf8_mode = false;              // -X utf8
  bool warn_default_encoding = false;  // -X warn_default_encoding
  bool fault_handler = false;          // -X faulthandler: crashes show where every thread is
};

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
  // A directory with Python's own library, the last entry of sys.path. Empty: the library that is packed into this one,
  // which needs no files.
  std::string standard_library;

  // What sys.stdout and sys.stderr write to; empty: the process's own standard streams.
  OutputCallback standard_output;
  OutputCallback standard_error;

  bool unbuffered = false;            // as -u: what is printed is written at once
  int optimize = 0;                   // as -O (1) and -OO (2)
  std::optional<uint32_t> hash_seed;  // as PYTHONHASHSEED; none: random
  CommandFlags flags;
  std::vector<std::string> warning_options;   // as -W: sys.warnoptions
  std::vector<std::string> extended_options;  // as -X, "name" or "name=value": sys._xoptions
  // As --check-hash-based-pycs: "default", "always" or "never".
  std::string check_hash_based_pycs = "default";
  uint32_t int_max_str_digits = 4300;           // as sys.set_int_max_str_digits
  std::vector<std::string> original_arguments;  // sys.orig_argv
  bool use_environment = false;                 // heed PYTHONPATH, PYTHONHASHSEED and MEMPHIS_*
};

}  // namespace memphis
