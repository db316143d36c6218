#include "api/context_state.h"

#include <unistd.h>

#include "api/host_output.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/native_stack.h"
#include "runtime/standard_stream.h"
#include "runtime/traceback_text.h"

namespace memphis::detail {

namespace {

// Of a stack that is not the thread's own (a coroutine of the host's), so much is taken to be left.
constexpr uintptr_t kForeignStack = uintptr_t{512} << 10;

InterpreterOptions interpreter_options(const ContextOptions& options) {
  InterpreterOptions result;
  result.engine = options.engine == Engine::kTreewalk ? EngineKind::kTreewalk : EngineKind::kVm;
  result.arguments = options.arguments;
  if (result.arguments.empty()) result.arguments.emplace_back();
  result.executable = options.executable;
  result.program_name = options.program_name;
  result.search_path = options.search_path;
  result.stdlib_directory = options.standard_library;
  result.unbuffered = options.unbuffered;
  result.use_environment = options.use_environment;
  result.memory_limit = options.memory_limit;
  result.recursion_limit = options.recursion_limit;
  result.hash_seed = options.hash_seed;
  result.optimize = options.optimize;
  const CommandFlags& flags = options.flags;
  result.flags = {.debug = flags.debug,
                  .verbose = flags.verbose,
                  .quiet = flags.quiet,
                  .bytes_warning = flags.bytes_warning,
                  .inspect = flags.inspect,
                  .interactive = flags.inspect,
                  .dont_write_bytecode = flags.dont_write_bytecode,
                  .no_user_site = flags.no_user_site,
                  .no_site = flags.no_site,
                  .ignore_environment = !options.use_environment,
                  .isolated = flags.isolated,
                  .safe_path = flags.safe_path,
                  .dev_mode = flags.dev_mode,
                  .utf8_mode = flags.utf8_mode,
                  .warn_default_encoding = flags.warn_default_encoding};
  result.skip_first_line = flags.skip_first_line;
  result.check_hash_based_pycs = options.check_hash_based_pycs;
  result.fault_handler = flags.fault_handler;
  result.warning_options = options.warning_options;
  result.extended_options = options.extended_options;
  result.original_arguments = options.original_arguments;
  result.int_max_str_digits = options.int_max_str_digits;
  return result;
}

}  // namespace

ContextState* ContextState::create(const ContextOptions& options, Error& error) {
  auto* state = new ContextState;
  state->outputs_[0] = options.standard_output;
  state->outputs_[1] = options.standard_error;
  StartError start_error;
  state->interpreter_ = Interpreter::create(interpreter_options(options), start_error);
  if (state->interpreter_ == nullptr) {
    error = Error::make(start_error.type_name, start_error.message);
    delete state;
    return nullptr;
  }
  Runtime& runtime = state->interpreter_->runtime();
  auto mark = [](void* context, Marker& marker) { static_cast<ContextState*>(context)->roots_.mark(marker); };
  runtime.root_providers.emplace_back(mark, state);
  Result<void> ready = perform(state, [&](Thread& thread) -> Status {
    TRY(state->install_outputs(thread));
    TRY(state->interpreter_->main_dict());
    return {};
  });
  if (ready.ok()) return state;
  error = ready.error();
  error.exception = Object();
  state->close();
  state->release();
  return nullptr;
}

ContextState::~ContextState() = default;

Status ContextState::install_outputs(Thread& thread) {
  Runtime& runtime = thread.runtime;
  struct Stream {
    const char* name;
    const char* shown_name;
    const char* errors;
  };
  constexpr Stream kStreams[] = {{"stdout", "<stdout>", "strict"}, {"stderr", "<stderr>", "backslashreplace"}};
  for (int i = 0; i < 2; i++) {
    if (!outputs_[i]) continue;
    const Stream& stream = kStreams[i];
    Value output = TRY(make_host_output(thread, *this, i + 1, stream.shown_name, stream.errors));
    TRY(dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, stream.name)), output));
    std::string original = std::string("__") + stream.name + "__";
    TRY(dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, original)), output));
  }
  return {};
}

void ContextState::set_program(Value code) { program_ = roots_.add(code); }

void ContextState::flush() {
  if (is_flushed_) return;
  enter([](Thread& thread) {
    if (!flush_standard_streams(thread)) take_pending(thread);
  });
  is_flushed_ = true;
}

void ContextState::close() {
  flush();
  closed_ = true;
  if (depth_ == 0) drop_host_functions();
}

void ContextState::drop_host_functions() {
  // The entries stay: the callables refer to their texts.
  for (const auto& entry : functions_) entry->function.reset();
  for (OutputCallback& output : outputs_) OutputCallback().swap(output);
}

const OutputCallback* ContextState::output(int descriptor) const {
  const OutputCallback& callback = outputs_[descriptor - 1];
  return closed_ || !callback ? nullptr : &callback;
}

HostFunctionEntry* ContextState::add_function(std::unique_ptr<HostFunctionEntry> entry) {
  functions_.push_back(std::move(entry));
  return functions_.back().get();
}

ContextState::Entry::Entry(ContextState& state, void* frame) : state_(state) {
  state.retain();
  state.is_flushed_ = false;
  if (state.depth_++ == 0) state.adopt_stack(frame);
}

ContextState::Entry::~Entry() {
  if (--state_.depth_ == 0 && state_.closed_) state_.drop_host_functions();
  state_.release();
}

void ContextState::adopt_stack(void* frame) {
  auto here = reinterpret_cast<uintptr_t>(frame);
  int id = gettid();
  if (id != stack_thread_ || here < stack_low_ || here >= stack_high_) {
    NativeStack stack = calling_thread_stack();
    if (!stack.contains(here)) stack = {here - kForeignStack, here + 1};
    stack_thread_ = id;
    stack_low_ = stack.low;
    stack_high_ = stack.high;
  }
  Thread& current = thread();
  current.adopt_native_stack(here - stack_low_);
  current.native_base = here;
}

Error empty_error() { return Error::make("RuntimeError", "an empty handle, or a Context that has been used up"); }

Error ContextState::take_error(Thread& thread) {
  Value exception = take_pending(thread);
  if (!exception.is_kind(Kind::kException)) return Error::make("SystemError", "failure without an exception");
  Error error;
  error.exception = make_handle(exception);
  // It may be the exhausted stack that is reported: there must be room for doing that.
  thread.native_grace++;
  error.type_name = shown_class_name(thread, type_of(thread, exception));
  error.message = safe_str(thread, exception, "exception");
  error.traceback = format_exception(thread, exception);
  thread.native_grace--;
  return error;
}

Object ContextState::make_handle(Value value) { return Access::make_object(*this, roots_.add(value)); }

}  // namespace memphis::detail
