// An interpreter.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "memphis/argument.h"
#include "memphis/function.h"
#include "memphis/object.h"
#include "memphis/options.h"
#include "memphis/result.h"

namespace memphis {

// A program for Context::run_main.
struct MainProgram {
  enum class Kind : uint8_t {
    kFile,         // `source` is a path: `memphis FILE`; it may be a directory or zip file with a __main__.py
    kText,         // the text of a program; `filename` is what tracebacks call it
    kModule,       // the name of a module: `memphis -m NAME`
    kInteractive,  // what is typed at a terminal: `memphis`
  };
  Kind kind = Kind::kFile;
  std::string source;
  std::string filename = "<string>";
};

struct MemoryUse {
  uint64_t committed_bytes = 0;  // held for objects, what is free for new ones included
  uint64_t live_bytes = 0;       // in use after the last collection
  uint64_t collections = 0;
};

// One interpreter with its module __main__. Every operation answers errors as values; all but the static ones fail with
// RuntimeError on a Context that has been moved from or used up.
//
// Destroying it flushes sys.stdout and sys.stderr; the memory is freed when the last Object of it is gone too. No
// Python code runs then: __del__ and atexit are for programs that end through run_main.
class Context {
 public:
  // An interpreter without a program.
  static Result<Context> create(const ContextOptions& options = {});
  // One for a program: its text is compiled (a SyntaxError is answered here), and runs when it is asked for.
  static Result<Context> from_text(std::string_view text, const ContextOptions& options = {},
                                   std::string_view filename = "<string>");
  // As `memphis FILE` starts: __file__ is set, and the file's directory comes first on sys.path. OSError if it cannot
  // be read.
  static Result<Context> from_file(const std::string& path, const ContextOptions& options = {});

  Context(Context&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  Context& operator=(Context&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context();

  // Runs the program that the Context was made for, and gives its value: of an expression, or of the last statement if
  // that is an expression, else None. It uses the Context up: std::move(context).evaluate_oneshot(). The interpreter
  // lives as long as the value does.
  Result<Object> evaluate_oneshot() &&;

  // Runs the program that the Context was made for; again if called again, in the same namespace.
  Result<void> run();
  // Runs a text or a file in __main__, any number of them one after the other.
  Result<void> run(std::string_view text, std::string_view filename = "<string>");
  Result<void> run_file(const std::string& path);
  // The value of an expression, or of the last statement of a text as in evaluate_oneshot.
  Result<Object> evaluate(std::string_view text, std::string_view filename = "<string>");

  // Runs a program as the command does: sys.path[0] is set, the report of an uncaught exception goes to sys.stderr,
  // the standard streams are flushed. Gives the status for exit().
  int run_main(const MainProgram& program);
  // Has a KeyboardInterrupt that nobody caught ended the last program of run_main? A process ends by SIGINT then.
  bool ended_by_interrupt() const noexcept;

  // KeyboardInterrupt in the code that runs, or in what runs next, at its next loop turn or call. The one operation
  // that any thread may use while the Context is at work, and a signal handler too; the Context must stay where it is
  // meanwhile.
  void interrupt() const noexcept;

  // What a name means to the code of __main__: a global, else a built-in; NameError.
  Result<Object> global(std::string_view name);
  Result<void> set_global(std::string_view name, const Argument& value);
  Result<Object> globals();                             // the namespace, a dict
  Result<Object> import_module(std::string_view name);  // the module of a dotted name itself

  // New objects.
  Result<Object> make(const Argument& value);
  Result<Object> make_list(std::span<const Argument> items);
  Result<Object> make_list(std::initializer_list<Argument> items) {
    return make_list(std::span(items.begin(), items.size()));
  }
  Result<Object> make_tuple(std::span<const Argument> items);
  Result<Object> make_tuple(std::initializer_list<Argument> items) {
    return make_tuple(std::span(items.begin(), items.size()));
  }
  Result<Object> make_dict();

  // A Python callable from a C++ one. The signature is written as Python's `def` has it, "scale(values, /,
  // factor=2.0)": from it come the function's name, the checking of arguments, the messages of TypeErrors and help().
  // Defaults are Python expressions, evaluated once, now. The function is a lambda, a function pointer or a function
  // object and either takes the Python parameters as C++ values (see Object::to), or an Invocation& and gives
  // Result<Object>. It may return void, what converts to an Argument, an Error, and Result, std::optional and
  // std::vector of these. It lives as long as the interpreter. What it throws is raised as RuntimeError. SyntaxError
  // for a bad signature, TypeError when the C++ function has another number of parameters.
  template <class Function>
  Result<Object> make_function(std::string_view signature, Function function, std::string_view documentation = {}) {
    return make_host_function(signature, detail::HostFunction::of(std::move(function)), documentation);
  }
  // The same, and makes it a global of __main__.
  template <class Function>
  Result<void> define(std::string_view signature, Function function, std::string_view documentation = {}) {
    return define_host_function(signature, detail::HostFunction::of(std::move(function)), documentation);
  }

  // A full collection; finalisers may run.
  void collect_garbage();
  MemoryUse memory_use() const noexcept;  // runs no Python code

 private:
  friend struct detail::Access;
  explicit Context(detail::ContextState* state) noexcept : state_(state) {}
  Result<Object> make_host_function(std::string_view signature, detail::HostFunction function,
                                    std::string_view documentation);
  Result<void> define_host_function(std::string_view signature, detail::HostFunction function,
                                    std::string_view documentation);

  detail::ContextState* state_ = nullptr;
};

// The value of one expression or snippet, in an interpreter of its own.
inline Result<Object> evaluate_oneshot(std::string_view text, const ContextOptions& options = {}) {
  Result<Context> context = Context::from_text(text, options);
  if (!context.ok()) return std::move(context).error();
  return (*std::move(context)).evaluate_oneshot();
}

}  // namespace memphis
