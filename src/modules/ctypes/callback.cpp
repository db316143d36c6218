// Functions of the program that C calls.
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

struct Closure {
  Runtime* runtime = nullptr;
  FunctionState* state = nullptr;  // null: the function object has died
  ffi_closure* closure = nullptr;
  void* code = nullptr;
  ffi_cif cif = {};
  std::vector<ffi_type*> types;
  uint32_t flags = 0;
};

namespace {

void release_closure(void* pointer) {
  auto* closure = static_cast<Closure*>(pointer);
  if (closure->closure != nullptr) ffi_closure_free(closure->closure);
  delete closure;
}

// The thread of the Runtime that the calling one is; null: it is none of them.
Thread* known_thread(Runtime& runtime) {
  SharedState& shared = shared_state(runtime);
  std::lock_guard guard(shared.mutex);
  for (CallScope* scope = shared.calls; scope != nullptr; scope = scope->outer) {
    if (pthread_equal(scope->identity, pthread_self())) return scope->thread;
  }
  return nullptr;
}

// An argument as the program sees it.
Value argument_value(Thread& thread, Value type, uint8_t* at) {
  const Info* info = TRY(require_info(thread, type, "cannot build parameter"));
  if (is_plain_simple(thread, info)) return load_simple(thread, info, at);
  Value made = TRY(call(thread, type));
  if (!is_data(thread, made) || made.as<Data>()->size < info->size) {
    return raise_type_error(thread, "cannot build parameter");
  }
  std::memcpy(made.as<Data>()->data, at, info->size);
  return made;
}

Value call_program(Thread& thread, const FunctionState* state, void** arguments) {
  const auto* types = state->argument_types.get().as<Tuple>();
  Tuple* values = TRY(allocate_tuple(thread, types->size));
  for (uint64_t i = 0; i < types->size; i++) {
    values->items[i] = TRY(argument_value(thread, types->items[i], static_cast<uint8_t*>(arguments[i])));
  }
  return call_with(thread, state->callable, values, Value::unbound());
}

// Integers smaller than a register are widened, as libffi wants them.
void store_widened(const Info* info, uint8_t* out, const uint8_t* value) {
  std::memset(out, 0, sizeof(ffi_arg));
  std::memcpy(out, value, info->size);
  const bool is_signed = std::strchr("bhi", info->simple->code) != nullptr;
  if (is_signed && info->size < sizeof(ffi_arg) && (value[info->size - 1] & 0x80) != 0) {
    std::memset(out + info->size, 0xff, sizeof(ffi_arg) - info->size);
  }
}

Status store_result(Thread& thread, const FunctionState* state, uint8_t* out, Value result) {
  Value type = state->result_type;
  if (type.is_unbound() || type.is_none()) return {};
  const Info* info = info_of(thread, type);
  if (info == nullptr) return {};
  if (info->family == Family::kSimple) {
    uint8_t bytes[32] = {};
    Value kept = TRY(is_data(thread, result) ? Value::none() : store_simple(thread, info, bytes, result));
    if (is_data(thread, result)) std::memcpy(bytes, result.as<Data>()->data, std::min<uint64_t>(info->size, 32));
    const bool is_float = std::strchr("fdgFDG", info->simple->code) != nullptr;
    if (is_float) {
      std::memcpy(out, bytes, info->size);
    } else {
      store_widened(info, out, bytes);
    }
    // Nobody would keep it alive once the callback is over.
    if (kept.is_none() || info->simple->code == 'O') return {};
    return warn(thread, ExceptionId::kRuntimeWarning, 1, "memory leak in callback function.");
  }
  if (!is_data(thread, result) || !TRY(is_instance(thread, result, type))) {
    if (result.is_none() && (info->family == Family::kPointer || info->family == Family::kFunction)) {
      std::memset(out, 0, info->size);
      return {};
    }
    return raise_type_error(thread, "expected {} instance instead of {}", text_of(info->type.get().as<Type>()->name),
                            type_name(thread, result));
  }
  std::memcpy(out, result.as<Data>()->data, info->size);
  return {};
}

void run_callback(Thread& thread, Closure* closure, void* result, void** arguments) {
  const FunctionState* state = closure->state;
  const bool swaps_errno = (closure->flags & kFunctionUseErrno) != 0;
  int* const location = shared_state(thread.runtime).error_location();
  if (swaps_errno) std::swap(*location, error_number(thread));
  Value answer = call_program(thread, state, arguments);
  if (answer.is_error()) {
    write_unraisable(thread, state->callable, "Exception ignored while calling ctypes callback function");
  } else if (store_result(thread, state, static_cast<uint8_t*>(result), answer).failed()) {
    write_unraisable(thread, state->callable, "Exception ignored while converting result of ctypes callback function");
  }
  if (swaps_errno) std::swap(*location, error_number(thread));
}

// A thread that C code has started gets a Thread for the time of the call.
void run_on_foreign_thread(Closure* closure, void* result, void** arguments) {
  Runtime& runtime = *closure->runtime;
  std::shared_ptr<InterpreterLock> lock = runtime.interpreter_lock;
  auto* thread = new Thread(runtime);
  thread->attach();
  lock->acquire(*thread);
  runtime.threads.push_back(thread);
  thread->set_identity(pthread_self());
  run_callback(*thread, closure, result, arguments);
  std::erase(runtime.threads, thread);
  lock->release();
  delete thread;
}

void handle(ffi_cif* cif, void* result, void** arguments, void* data) {
  auto* closure = static_cast<Closure*>(data);
  if (cif->rtype->size != 0) std::memset(result, 0, std::max<size_t>(cif->rtype->size, sizeof(ffi_arg)));
  Thread* thread = known_thread(*closure->runtime);
  if (thread == nullptr) return run_on_foreign_thread(closure, result, arguments);
  with_interpreter_lock(*thread, [&] { run_callback(*thread, closure, result, arguments); });
}

}  // namespace

Status make_callback(Thread& thread, Data* function, Value callable) {
  constexpr size_t kBytes = 300;  // about what a closure takes
  const Info* info = function->information();
  auto* state = function->extra.get().as<FunctionState>();
  state->callable.set(state, callable);
  state->argument_types.set(state, info->argument_types.get());
  state->converters.set(state, info->converters.get());
  state->result_type.set(state, info->result_type.get());
  auto* closure = new Closure;
  own_native_resource(thread.runtime, state, closure, release_closure, kBytes);
  state->closure = closure;
  closure->runtime = &thread.runtime;
  closure->state = state;
  closure->flags = info->function_flags;
  thread.runtime.interpreter_lock->expect_foreign_threads();
  for (Value type : state->argument_types.get().as<Tuple>()->view()) {
    const Info* argument = TRY(require_info(thread, type, "cannot build parameter"));
    closure->types.push_back(argument->family == Family::kArray ? &ffi_type_pointer : argument->ffi);
  }
  Value result = state->result_type;
  const Info* result_info = result.is_unbound() || result.is_none() ? nullptr : info_of(thread, result);
  const bool has_result = !result.is_unbound() && !result.is_none();
  if (has_result && (result_info == nullptr || result_info->family != Family::kSimple)) {
    return raise_type_error(thread, "invalid result type for callback function");
  }
  ffi_type* ffi = result_info == nullptr ? &ffi_type_void : result_info->ffi;
  closure->closure = static_cast<ffi_closure*>(ffi_closure_alloc(sizeof(ffi_closure), &closure->code));
  const bool prepared = closure->closure != nullptr &&
                        ffi_prep_cif(&closure->cif, FFI_DEFAULT_ABI, static_cast<unsigned>(closure->types.size()), ffi,
                                     closure->types.data()) == FFI_OK &&
                        ffi_prep_closure_loc(closure->closure, &closure->cif, handle, closure, closure->code) == FFI_OK;
  if (!prepared) return raise(thread, ExceptionId::kRuntimeError, "ffi_prep_closure failed");
  write_as<void*>(function->data, closure->code);
  // As long as C may call it, through whatever refers to the function.
  return keep(thread, function, 0, function->extra.get().as<FunctionState>()->callable);
}

}  // namespace memphis::ctypes
