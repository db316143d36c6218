// What stands behind a Context and its Objects: the interpreter, the references that the host owns, the host's
// functions.
//
// It is reference-counted: the Context and every Object own a share. The host's functions and output callbacks, though,
// go with the Context (close()): they are never called after it, and one that captures an Object makes no cycle.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/host_function.h"
#include "api/interpreter.h"
#include "api/root_table.h"
#include "memphis/options.h"
#include "memphis/result.h"
#include "runtime/result.h"

namespace memphis::detail {

class ContextState {
 public:
  // Null, with `error` filled, when there is no memory. The caller owns the only share.
  static ContextState* create(const ContextOptions& options, Error& error);
  ContextState(const ContextState&) = delete;
  ContextState& operator=(const ContextState&) = delete;

  void retain() { references_++; }
  void release() {
    if (--references_ == 0) delete this;
  }
  // Writes out what sys.stdout and sys.stderr hold back. Runs user code; what goes wrong is dropped.
  void flush();
  // Somebody else has just done that.
  void set_flushed() { is_flushed_ = true; }
  // The Context is gone: flushes, and drops the host's functions once no call is under way.
  void close();

  Interpreter& interpreter() { return *interpreter_; }
  Thread& thread() { return interpreter_->thread(); }
  RootTable& roots() { return roots_; }
  // The code of the program that the Context was made for; null: none.
  Root* program() const { return program_; }
  void set_program(Value code);

  // Runs `function(Thread&)` with the calling thread's native stack as the interpreter's. All that touches Values
  // happens within, so that the collector sees it: below this function's frame. Calls may be nested (host functions).
  template <class Function>
  [[gnu::noinline]] auto enter(Function&& function) {
    Entry entry(*this, __builtin_frame_address(0));
    return call_below(function, thread());
  }

  // Takes the pending exception off the thread. Runs user code (__str__). Within enter().
  Error take_error(Thread& thread);
  // A handle of a value. Within enter().
  Object make_handle(Value value);

  // Null when the Context is gone.
  const OutputCallback* output(int descriptor) const;
  // The function lives until close(). Answers its place.
  HostFunctionEntry* add_function(std::unique_ptr<HostFunctionEntry> entry);
  bool is_closed() const { return closed_; }

 private:
  class Entry {
   public:
    Entry(ContextState& state, void* frame);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    ContextState& state_;
  };

  ContextState() = default;
  ~ContextState();

  template <class Function>
  [[gnu::noinline]] static auto call_below(Function& function, Thread& thread) {
    return function(thread);
  }
  void adopt_stack(void* frame);
  void drop_host_functions();
  Status install_outputs(Thread& thread);

  uint32_t references_ = 1;
  uint32_t depth_ = 0;  // of calls into the interpreter
  bool closed_ = false;
  bool is_flushed_ = true;  // nothing has run since
  OutputCallback outputs_[2];
  std::vector<std::unique_ptr<HostFunctionEntry>> functions_;
  RootTable roots_;
  Root* program_ = nullptr;
  // Where the stack of the thread lies that was here last: looking it up is slow.
  int stack_thread_ = 0;
  uintptr_t stack_low_ = 0, stack_high_ = 0;
  // Last, so that it goes first: what it holds points into the rest.
  std::unique_ptr<Interpreter> interpreter_;
};

// What an operation on an empty handle answers.
Error empty_error();

// The door from the public classes to their insides.
struct Access {
  static ContextState* state(const Object& object) { return object.state_; }
  static ContextState* state(const Context& context);
  static Value value(const Object& object) { return Value(object.root_->word); }
  static Object make_object(ContextState& state, Root* root);
  static void retain(Object& object, const Object& other);
  static void release(Object& object);
  static ObjectIterator make_iterator(Object iterator);
  static Context make_context(ContextState* state);
  // Ends a Context without closing what it stands for.
  static ContextState* detach(Context& context);
  static Invocation make_invocation(Context& context, std::span<const Object> arguments);
  static Value to_value(ContextState& state, Thread& thread, const Argument& argument);
  static std::string_view keyword_of(const Argument& argument);
};

// Runs `function(Thread&)`, which answers a Value, a Fallible<T> or a Status, and makes a Result of it.
template <class Function>
auto perform(ContextState* state, Function&& function) {
  using Answer = decltype(function(std::declval<Thread&>()));
  if constexpr (std::is_same_v<Answer, Value>) {
    if (state == nullptr) return Result<Object>(empty_error());
    return state->enter([&](Thread& thread) -> Result<Object> {
      Value value = function(thread);
      if (value.is_error()) return state->take_error(thread);
      return state->make_handle(value);
    });
  } else if constexpr (std::is_same_v<Answer, Status>) {
    if (state == nullptr) return Result<void>(empty_error());
    return state->enter([&](Thread& thread) -> Result<void> {
      if (function(thread).failed()) return state->take_error(thread);
      return {};
    });
  } else {
    using Inner = std::remove_cvref_t<decltype(std::declval<Answer&>().value())>;
    if (state == nullptr) return Result<Inner>(empty_error());
    return state->enter([&](Thread& thread) -> Result<Inner> {
      Answer answer = function(thread);
      if (answer.failed()) return state->take_error(thread);
      return std::move(answer.value());
    });
  }
}

}  // namespace memphis::detail
