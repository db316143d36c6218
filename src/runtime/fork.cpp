#include "runtime/fork.h"

#include <vector>

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

// The key of each list of functions in Runtime::module_states is the address of its number.
enum Moment : uint8_t { kBefore, kAfterInChild, kAfterInParent };
constexpr Moment kMoments[] = {kBefore, kAfterInChild, kAfterInParent};

List* registered(const Runtime& runtime, Moment moment) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kMoments[moment]) return static_cast<List*>(state);
  }
  return nullptr;
}

Status add(Thread& thread, Moment moment, Value function) {
  if (function.is_unbound()) return {};
  List* functions = registered(thread.runtime, moment);
  if (functions == nullptr) {
    functions = TRY(make_list(thread));
    thread.runtime.permanent.push_back(functions);
    thread.runtime.module_states.emplace_back(&kMoments[moment], functions);
  }
  return list_append(thread, functions, function);
}

void run(Thread& thread, Moment moment) {
  List* functions = registered(thread.runtime, moment);
  if (functions == nullptr) return;
  // What the functions register meanwhile is for the next time.
  Tuple* now = make_tuple(thread, functions->view());
  if (now == nullptr) {
    write_unraisable(thread, Value::none());
    return;
  }
  for (uint64_t i = 0; i < now->size; i++) {
    Value function = now->items[moment == kBefore ? now->size - 1 - i : i];
    if (call(thread, function).is_error()) write_unraisable(thread, function);
  }
}

}  // namespace

Status register_fork_functions(Thread& thread, const ForkFunctions& functions) {
  TRY(add(thread, kBefore, functions.before));
  TRY(add(thread, kAfterInChild, functions.after_in_child));
  return add(thread, kAfterInParent, functions.after_in_parent);
}

void run_before_fork(Thread& thread) { run(thread, kBefore); }
void run_after_fork_in_parent(Thread& thread) { run(thread, kAfterInParent); }

void run_after_fork_in_child(Thread& thread) {
  // Signals that the parent has got are the parent's business.
  thread.runtime.pending_signals = 0;
  thread.runtime.main_thread = &thread;
  if (thread.runtime.forget_other_threads != nullptr) thread.runtime.forget_other_threads(thread);
  run(thread, kAfterInChild);
}

}  // namespace memphis
