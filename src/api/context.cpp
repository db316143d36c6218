// Context: interpreters as a host sees them.
#include "memphis/context.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "api/context_state.h"
#include "api/host_text.h"
#include "base/version.h"
#include "memphis/version.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/list_operations.h"
#include "runtime/safepoint.h"
#include "runtime/source_lines.h"

namespace memphis {

using detail::Access;
using detail::ContextState;
using detail::perform;

const char* library_version() noexcept { return MEMPHIS_VERSION; }
const char* python_version() noexcept { return MEMPHIS_PYTHON_VERSION; }

namespace detail {

void stop_without_value(const Error& error) noexcept {
  fprintf(stderr, "memphis: the value of a Result was taken that holds an error:\n%s", error.traceback.c_str());
  fflush(stderr);
  abort();
}

Result<Object> make_object(Context& context, const Argument& value) { return context.make(value); }

Result<Object> make_list(Context& context, std::span<const Object> items) {
  std::vector<Argument> arguments(items.begin(), items.end());
  return context.make_list(arguments);
}

}  // namespace detail

namespace {

// Code of a text that is in no file: its lines are kept for tracebacks.
Value registered(Thread& thread, Value code, std::string_view text) {
  if (code.is_kind(Kind::kCode)) register_source(thread.runtime, code.as<Code>(), text);
  return code;
}

Result<Context> finish(ContextState* state, Result<void> loaded) {
  Context context = Access::make_context(state);
  if (!loaded.ok()) {
    // The exception would keep alive what nobody has.
    Error error = std::move(loaded).error();
    error.exception = Object();
    return error;
  }
  return context;
}

}  // namespace

// ---- Making ---------------------------------------------------------------------------------------------------------

Result<Context> Context::create(const ContextOptions& options) {
  Error error;
  ContextState* state = ContextState::create(options, error);
  if (state == nullptr) return error;
  return Context(state);
}

Result<Context> Context::from_text(std::string_view text, const ContextOptions& options, std::string_view filename) {
  Error error;
  ContextState* state = ContextState::create(options, error);
  if (state == nullptr) return error;
  Result<void> loaded = perform(state, [&](Thread& thread) -> Status {
    Value code = TRY(state->interpreter().compile_snippet(text, filename));
    state->set_program(registered(thread, code, text));
    return {};
  });
  return finish(state, std::move(loaded));
}

Result<Context> Context::from_file(const std::string& path, const ContextOptions& options) {
  Error error;
  ContextState* state = ContextState::create(options, error);
  if (state == nullptr) return error;
  Result<void> loaded = perform(state, [&](Thread&) -> Status {
    state->set_program(TRY(state->interpreter().load_file(path, true)));
    return {};
  });
  return finish(state, std::move(loaded));
}

Context::~Context() {
  if (state_ == nullptr) return;
  state_->close();
  state_->release();
}

// ---- Running --------------------------------------------------------------------------------------------------------

Result<Object> Context::evaluate_oneshot() && {
  // The share goes on to the value: what the program has made of the host's functions still works.
  ContextState* state = std::exchange(state_, nullptr);
  Result<Object> result = perform(state, [&](Thread& thread) -> Value {
    if (state->program() == nullptr) {
      return raise(thread, ExceptionId::kRuntimeError, "this Context was made without a program");
    }
    return state->interpreter().run_in_main(Value(state->program()->word));
  });
  if (state != nullptr) {
    if (result.ok()) {
      state->flush();
    } else {
      state->close();
    }
    state->release();
  }
  return result;
}

Result<void> Context::run() {
  return perform(state_, [&](Thread& thread) -> Status {
    if (state_->program() == nullptr) {
      return raise(thread, ExceptionId::kRuntimeError, "this Context was made without a program");
    }
    TRY(state_->interpreter().run_in_main(Value(state_->program()->word)));
    return {};
  });
}

Result<void> Context::run(std::string_view text, std::string_view filename) {
  return perform(state_, [&](Thread& thread) -> Status {
    Interpreter& interpreter = state_->interpreter();
    Value code = TRY(registered(thread, interpreter.compile(text, filename, 'e'), text));
    TRY(interpreter.run_in_main(code));
    return {};
  });
}

Result<void> Context::run_file(const std::string& path) {
  return perform(state_, [&](Thread&) -> Status {
    Value code = TRY(state_->interpreter().load_file(path, false));
    TRY(state_->interpreter().run_in_main(code));
    return {};
  });
}

Result<Object> Context::evaluate(std::string_view text, std::string_view filename) {
  return perform(state_, [&](Thread& thread) -> Value {
    Interpreter& interpreter = state_->interpreter();
    Value code = TRY(registered(thread, interpreter.compile_snippet(text, filename), text));
    return interpreter.run_in_main(code);
  });
}

int Context::run_main(const MainProgram& program) {
  if (state_ == nullptr) return 1;
  int status = state_->enter([&](Thread&) {
    Interpreter& interpreter = state_->interpreter();
    switch (program.kind) {
      case MainProgram::Kind::kFile: return interpreter.run_file(program.source);
      case MainProgram::Kind::kModule: return interpreter.run_module(program.source);
      case MainProgram::Kind::kInteractive: return interpreter.run_interactive();
      default: return interpreter.run_text(program.source, program.filename);
    }
  });
  state_->set_flushed();
  return status;
}

bool Context::ended_by_interrupt() const noexcept {
  return state_ != nullptr && state_->interpreter().ended_by_interrupt();
}

// ---- Names ----------------------------------------------------------------------------------------------------------

Result<Object> Context::global(std::string_view name) {
  return perform(state_, [&](Thread& thread) -> Value {
    Str* key = TRY(make_name_of_host(thread, name));
    Value found = dict_get_name(thread.runtime, state_->interpreter().main_dict(), key);
    if (found.is_unbound()) found = dict_get_name(thread.runtime, thread.runtime.builtins, key);
    if (!found.is_unbound()) return found;
    return raise_name_error(thread, ExceptionId::kNameError, key, "name '" + text_of(key) + "' is not defined");
  });
}

Result<void> Context::set_global(std::string_view name, const Argument& value) {
  return perform(state_, [&](Thread& thread) -> Status {
    Str* key = TRY(make_name_of_host(thread, name));
    Value made = TRY(Access::to_value(*state_, thread, value));
    return dict_set_name(thread, state_->interpreter().main_dict(), key, made);
  });
}

Result<Object> Context::globals() {
  return perform(state_, [&](Thread&) -> Value { return state_->interpreter().main_dict(); });
}

Result<Object> Context::import_module(std::string_view name) {
  return perform(state_, [&](Thread& thread) -> Value { return import_absolute(thread, name); });
}

// ---- Objects --------------------------------------------------------------------------------------------------------

Result<Object> Context::make(const Argument& value) {
  return perform(state_, [&](Thread& thread) -> Value { return Access::to_value(*state_, thread, value); });
}

Result<Object> Context::make_list(std::span<const Argument> items) {
  return perform(state_, [&](Thread& thread) -> Value {
    List* list = TRY(memphis::make_list(thread));
    for (const Argument& item : items) TRY(list_append(thread, list, TRY(Access::to_value(*state_, thread, item))));
    return list;
  });
}

Result<Object> Context::make_tuple(std::span<const Argument> items) {
  return perform(state_, [&](Thread& thread) -> Value {
    if (items.empty()) return thread.runtime.empty_tuple;
    Tuple* tuple = TRY(allocate_tuple(thread, items.size()));
    for (size_t i = 0; i < items.size(); i++) tuple->items[i] = TRY(Access::to_value(*state_, thread, items[i]));
    return tuple;
  });
}

Result<Object> Context::make_dict() {
  return perform(state_, [&](Thread& thread) -> Value { return TRY(memphis::make_dict(thread)); });
}

Result<Object> Context::make_host_function(std::string_view signature, detail::HostFunction function,
                                           std::string_view documentation) {
  return perform(state_, [&](Thread& thread) -> Value {
    detail::HostSignature parsed = detail::parse_host_signature(signature);
    if (!parsed.error.empty()) {
      return raise_with_argument(thread, ExceptionId::kSyntaxError, TRY(make_str_of_host(thread, parsed.error)));
    }
    int count = function.parameter_count();
    if (count != detail::HostFunction::kAnyCount && static_cast<size_t>(count) != parsed.slot_count) {
      return raise_type_error(thread, "{}() has {} parameters, its C++ function {}", parsed.name, parsed.slot_count,
                              count);
    }
    auto entry =
        std::make_unique<detail::HostFunctionEntry>(*state_, std::move(parsed), std::move(function), documentation);
    return make_host_callable(thread, *state_->add_function(std::move(entry)));
  });
}

Result<void> Context::define_host_function(std::string_view signature, detail::HostFunction function,
                                           std::string_view documentation) {
  Result<Object> made = make_host_function(signature, std::move(function), documentation);
  if (!made.ok()) return std::move(made).error();
  return perform(state_, [&](Thread& thread) -> Status {
    auto* callable = Access::value(*made).as<NativeFunction>();
    return dict_set_name(thread, state_->interpreter().main_dict(), callable->name, callable);
  });
}

void Context::interrupt() const noexcept {
  if (state_ == nullptr) return;
  state_->interpreter().runtime().report_signal(SIGINT);
}

// ---- Memory ---------------------------------------------------------------------------------------------------------

void Context::collect_garbage() {
  if (state_ == nullptr) return;
  state_->enter([](Thread& thread) {
    thread.runtime.heap.collect();
    // A finaliser's exception is reported where it occurs; Ctrl-C is left to the next run.
    if (thread.wants_attention() && safepoint(thread).failed()) take_pending(thread);
  });
}

MemoryUse Context::memory_use() const noexcept {
  if (state_ == nullptr) return {};
  const HeapStatistics& statistics = state_->interpreter().runtime().heap.statistics();
  return {statistics.committed_bytes, statistics.live_bytes, statistics.collections};
}

}  // namespace memphis
