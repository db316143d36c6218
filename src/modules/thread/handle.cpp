// Threads that a program starts, and their handles.
//
// A thread is made by the one that starts it, which holds the interpreter lock: so it is known to the collector, with
// what it is to call, before it exists for the system. It takes itself off the Runtime when it ends.
#include <pthread.h>

#include <algorithm>

#include "modules/thread/thread.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/instrumentation.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/parking.h"

namespace memphis::threads {

namespace {

enum class State : uint8_t { kNotStarted, kRunning, kDone };

struct Handle : Cell {
  uint64_t ident;
  State state;
};

Value handle_new(Thread& thread, Value* args) { return allocate_instance<Handle>(thread, args[0].as<Type>()); }

Value handle_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<_thread._ThreadHandle object: ident={}>", args[0].as<Handle>()->ident));
}

Value get_handle_ident(Thread& thread, Value self) { return make_int_unsigned(thread, self.as<Handle>()->ident); }

bool has_ended(const Cell* handle, Thread&) { return static_cast<const Handle*>(handle)->state == State::kDone; }

Value handle_join(Thread& thread, Value* args) {
  auto* handle = args[0].as<Handle>();
  int64_t deadline =
      args[1].is_unbound() || args[1].is_none() ? -1 : TRY(deadline_of(thread, Value::true_value(), args[1]));
  if (handle->state == State::kNotStarted) return raise(thread, ExceptionId::kRuntimeError, "thread not started");
  if (handle->ident == thread.identity() && handle->state != State::kDone) {
    return raise(thread, ExceptionId::kRuntimeError, "Cannot join current thread");
  }
  TRY(wait_for(thread, handle, deadline, has_ended));
  return Value::none();
}

Value handle_is_done(Thread& thread, Value* args) { return Value::boolean(has_ended(args[0].as<Handle>(), thread)); }

void set_done(Runtime& runtime, Handle* handle) {
  handle->state = State::kDone;
  unpark_all(runtime, handle);
}

Value handle_set_done(Thread& thread, Value* args) {
  auto* handle = args[0].as<Handle>();
  if (handle->state == State::kNotStarted) return raise(thread, ExceptionId::kRuntimeError, "thread not started");
  set_done(thread.runtime, handle);
  return Value::none();
}

constexpr NativeDefinition kHandleMethods[] = {
    {"__new__(type)", handle_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", handle_repr, "Return repr(self)."},
    {"join(self, timeout=None, /)", handle_join},
    {"is_done(self, /)", handle_is_done},
    {"_set_done(self, /)", handle_set_done},
};

constexpr GetSetDefinition kHandleAttributes[] = {
    {"ident", get_handle_ident},
};

}  // namespace

Value make_handle(Thread& thread, uint64_t ident) {
  auto* handle = TRY(allocate_instance<Handle>(thread, native_type(thread.runtime, kHandleType)));
  handle->ident = ident;
  handle->state = ident == 0 ? State::kNotStarted : State::kRunning;
  return handle;
}

constinit const TypeSpec kHandleType = {
    .name = "_ThreadHandle",
    .module = "_thread",
    .basic_size = sizeof(Handle),
    .flags = kTypeIsFinal,
    .methods = kHandleMethods,
    .attributes = kHandleAttributes,
};

namespace {

// What a thread needs to begin: the lock outlives the Runtime where a daemon waits for it at the end.
struct Start {
  Thread* thread;
  std::shared_ptr<InterpreterLock> lock;
};

enum Startup : size_t { kStartFunction, kStartArguments, kStartKeywords, kStartHandle };

void run_startup(Thread& thread) {
  auto* startup = thread.startup.as<Tuple>();
  Value function = startup->items[kStartFunction];
  Value result =
      call_with(thread, function, startup->items[kStartArguments].as<Tuple>(), startup->items[kStartKeywords]);
  if (!result.is_error()) return;
  if (pending_is(thread, ExceptionId::kSystemExit)) {
    take_pending(thread);
    return;
  }
  write_unraisable(thread, function, "Exception ignored in thread started by");
}

void leave_runtime(Thread& thread) {
  Runtime& runtime = thread.runtime;
  forget_locals(thread);
  if (!thread.trace_function.is_none() || !thread.profile_function.is_none()) {
    thread.trace_function = thread.profile_function = Value::none();
    refresh_instrumentation(thread);
  }
  auto* handle = thread.startup.as<Tuple>()->items[kStartHandle].as<Handle>();
  std::erase(runtime.threads, &thread);
  set_done(runtime, handle);
}

void* run_thread(void* argument) {
  Start start = *static_cast<Start*>(argument);
  delete static_cast<Start*>(argument);
  Thread& thread = *start.thread;
  thread.attach();
  start.lock->acquire(thread);
  run_startup(thread);
  leave_runtime(thread);
  start.lock->release();
  delete start.thread;
  return nullptr;
}

// Asks the system; true: the thread exists.
bool create(Runtime& runtime, Start* start, pthread_t& created) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (runtime.thread_stack_size != 0) pthread_attr_setstacksize(&attributes, runtime.thread_stack_size);
  int error = pthread_create(&created, &attributes, run_thread, start);
  pthread_attr_destroy(&attributes);
  return error == 0;
}

}  // namespace

Status start_thread(Thread& thread, Value function, Tuple* arguments, Value keywords, Value handle, bool is_daemon) {
  Runtime& runtime = thread.runtime;
  auto* started = handle.as<Handle>();
  if (started->state != State::kNotStarted) return raise(thread, ExceptionId::kRuntimeError, "thread already started");
  Tuple* startup = TRY(make_tuple(thread, {function, Value(arguments), keywords, handle}));
  auto* made = new Thread(runtime);
  made->startup = startup;
  made->is_daemon = is_daemon;
  made->recursion_limit = thread.recursion_limit;
  runtime.threads.push_back(made);
  started->state = State::kRunning;
  auto* start = new Start{made, runtime.interpreter_lock};
  pthread_t created;
  if (made->stack_base == nullptr || !create(runtime, start, created)) {
    delete start;
    std::erase(runtime.threads, made);
    delete made;
    started->state = State::kNotStarted;
    return raise(thread, ExceptionId::kRuntimeError, "can't start new thread");
  }
  made->set_identity(created);
  started->ident = created;
  return {};
}

void forget_other_threads(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (runtime.threads.size() == 1) return;
  // The lock's own lock may be held by a thread that is gone; nobody looks at it again.
  (void)new std::shared_ptr<InterpreterLock>(std::move(runtime.interpreter_lock));
  runtime.interpreter_lock = std::make_shared<InterpreterLock>(runtime);
  runtime.interpreter_lock->acquire(thread);
  runtime.parked_threads.clear();
  std::vector<Thread*> threads{&thread};
  threads.swap(runtime.threads);
  for (Thread* other : threads) {
    if (other == &thread) continue;
    if (!other->startup.is_unbound()) {
      other->startup.as<Tuple>()->items[kStartHandle].as<Handle>()->state = State::kDone;
    }
    // (The main thread belongs to the Interpreter.)
    if (!other->startup.is_unbound()) delete other;
  }
}

Status join_all(Thread& thread) {
  Runtime& runtime = thread.runtime;
  while (true) {
    auto found = std::find_if(runtime.threads.begin(), runtime.threads.end(), [&](Thread* other) {
      return other != &thread && !other->is_daemon && !other->startup.is_unbound();
    });
    if (found == runtime.threads.end()) return {};
    Value handle = (*found)->startup.as<Tuple>()->items[kStartHandle];
    TRY(wait_for(thread, handle.as<Handle>(), -1, has_ended));
  }
}

}  // namespace memphis::threads
