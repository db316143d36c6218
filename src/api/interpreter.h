// One interpreter: a Runtime with its main thread, all types and modules, and the front end wired to an engine. What
// the public API and the command line stand on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/runtime.h"

namespace memphis {

enum class EngineKind : uint8_t { kVm, kTreewalk };

struct InterpreterOptions {
  EngineKind engine = EngineKind::kVm;
  std::vector<std::string> arguments;    // sys.argv
  std::string executable;                // sys.executable
  std::string program_name;              // in front of messages
  std::vector<std::string> search_path;  // before the library
  std::string stdlib_directory;          // empty: the library that is packed into the program
  bool use_environment = true;           // MEMPHIS_*, PYTHONPATH, PYTHONHASHSEED
  uint64_t memory_limit = 0;
  uint32_t recursion_limit = 1000;
  std::optional<uint32_t> hash_seed;  // none: random
  int optimize = 0;
  SystemFlags flags;
  bool fault_handler = false;                   // the module faulthandler is enabled at the start
  std::vector<std::string> warning_options;     // sys.warnoptions
  std::vector<std::string> extended_options;    // sys._xoptions, as "name" or "name=value"
  std::vector<std::string> original_arguments;  // sys.orig_argv
  uint32_t int_max_str_digits = 4300;
  bool skip_first_line = false;  // -x
  std::string check_hash_based_pycs = "default";
  bool unbuffered = false;  // -u: stdout and stderr are written at once
};

// Why there is no interpreter: an exception's name and message.
struct StartError {
  std::string type_name;
  std::string message;
};

class Interpreter {
 public:
  // Null, with `error` filled, when the built-in types cannot be made (no memory).
  static std::unique_ptr<Interpreter> create(const InterpreterOptions& options, StartError& error);
  ~Interpreter();

  Runtime& runtime() { return *runtime_; }
  Thread& thread() { return *thread_; }
  EngineKind engine() const { return options_.engine; }

  // Compiles text ('e' exec, 'v' eval, 's' single). Error: pending on the thread.
  Value compile(std::string_view source, std::string_view filename, char mode);
  // A program whose running gives the value of its last statement, if that is an expression, else None.
  Value compile_snippet(std::string_view source, std::string_view filename);
  // As `python FILE`: bytes of a file, with their encoding.
  Value compile_file_bytes(std::string bytes, std::string_view filename, bool keep_last_value);
  // Runs code in the namespace of a module `__main__`, made on first use.
  Value run_in_main(Value code);
  Dict* main_dict();  // null: MemoryError pending
  // As `python FILE` starts: reads the file, and has its directory in front of sys.path and __file__ set. Error:
  // OSError, SyntaxError.
  Value load_file(const std::string& path, bool keep_last_value);

  // Runs a program as the command does: text or file, tracebacks to stderr, and answers the exit status.
  int run_text(std::string_view source, std::string_view filename);
  int run_file(const std::string& path);
  int run_module(const std::string& name);
  // What is typed at a terminal.
  int run_interactive();
  // What ends a program: prints the pending exception (or takes SystemExit), flushes, runs exit functions.
  int finish(bool failed);
  // Has a KeyboardInterrupt that nobody caught ended the last program?
  bool ended_by_interrupt() const { return ended_by_interrupt_; }

 private:
  Interpreter() = default;
  Status set_up();
  Status set_up_path();
  Status set_up_home();
  Status set_up_caching();
  Status set_up_options();
  // Modules that command line options ask for.
  Status import_for_options();
  Status import_site();
  Status prepare_program(const std::string& directory);
  Status prepare_directory(const std::string& path);
  Status add_to_path(const std::string& directory);
  Status enter_file(const std::string& path, const char* loader_name);
  int run_compiled(const std::string& path, std::string_view bytes, uint32_t magic);
  bool holds_main_module(const std::string& path);
  int run_directory(const std::string& path);
  Value run_as_main(std::string_view name, bool alter_arguments);
  Value interact(bool with_banner);
  int end_program(bool failed);

  InterpreterOptions options_;
  std::unique_ptr<Runtime> runtime_;
  std::unique_ptr<Thread> thread_;
  Dict* main_dict_ = nullptr;
  bool has_site_ = false;
  bool ended_by_interrupt_ = false;
};

}  // namespace memphis
