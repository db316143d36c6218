#include "modules/faults/receiver.h"

#include <unistd.h>

#include <cerrno>
#include <iterator>

#include "modules/faults/dump.h"

namespace memphis::faults {

namespace {

struct FatalSignal {
  int number;
  const char* name;
};
constexpr FatalSignal kFatalSignals[] = {
    {SIGBUS, "Bus error"}, {SIGILL, "Illegal instruction"}, {SIGFPE, "Floating-point exception"},
    {SIGABRT, "Aborted"},  {SIGSEGV, "Segmentation fault"},
};
constexpr size_t kFatalCount = std::size(kFatalSignals);

struct Registration {
  bool is_active;
  bool chain;
  Target target;
  struct sigaction previous;
};

}  // namespace

// Changed by the functions below, under the interpreter lock; read by signal handlers.
struct FaultReceiver {
  std::atomic<Runtime*> runtime = nullptr;
  bool is_enabled = false;
  bool native_stack = false;
  Target target = {};
  struct sigaction previous[kFatalCount] = {};
  Registration registrations[NSIG] = {};
};
// Not in an anonymous namespace: the tests that look for mutable globals know it by name.
FaultReceiver fault_receiver;

namespace {

void handle_fatal(int signal_number) {
  const int saved = errno;
  const Target target = fault_receiver.target;
  for (size_t i = 0; i < kFatalCount; i++) {
    if (kFatalSignals[i].number != signal_number) continue;
    // What the signal did before, it does when it comes again.
    sigaction(signal_number, &fault_receiver.previous[i], nullptr);
    write_text(target.descriptor, "Fatal Python error: ");
    write_text(target.descriptor, kFatalSignals[i].name);
    write_text(target.descriptor, "\n\n");
  }
  if (Runtime* runtime = fault_receiver.runtime.load()) {
    dump_tracebacks(target.descriptor, *runtime, target.all_threads);
    if (fault_receiver.native_stack) {
      write_text(target.descriptor, "\n");
      dump_native_stack(target.descriptor);
    }
  }
  errno = saved;
  raise(signal_number);
}

void handle_registered(int signal_number) {
  const int saved = errno;
  Registration& registration = fault_receiver.registrations[signal_number];
  Runtime* runtime = fault_receiver.runtime.load();
  if (!registration.is_active || runtime == nullptr) return;
  dump_tracebacks(registration.target.descriptor, *runtime, registration.target.all_threads);
  if (registration.chain) {
    struct sigaction own;
    sigaction(signal_number, &registration.previous, &own);
    errno = saved;
    raise(signal_number);
    sigaction(signal_number, &own, nullptr);
  }
  errno = saved;
}

}  // namespace

bool is_fatal(int signal_number) {
  for (const FatalSignal& fatal : kFatalSignals) {
    if (fatal.number == signal_number) return true;
  }
  return false;
}

bool enable_fatal(Runtime& runtime, const Target& target, bool native_stack) {
  fault_receiver.runtime = &runtime;
  fault_receiver.target = target;
  fault_receiver.native_stack = native_stack;
  if (fault_receiver.is_enabled) return true;
  for (size_t i = 0; i < kFatalCount; i++) {
    struct sigaction action = {};
    action.sa_handler = handle_fatal;
    action.sa_flags = SA_NODEFER | SA_ONSTACK;
    if (sigaction(kFatalSignals[i].number, &action, &fault_receiver.previous[i]) < 0) return false;
  }
  fault_receiver.is_enabled = true;
  return true;
}

bool disable_fatal() {
  if (!fault_receiver.is_enabled) return false;
  fault_receiver.is_enabled = false;
  for (size_t i = 0; i < kFatalCount; i++) {
    sigaction(kFatalSignals[i].number, &fault_receiver.previous[i], nullptr);
  }
  return true;
}

bool fatal_is_enabled() { return fault_receiver.is_enabled; }

bool register_signal(Runtime& runtime, int signal_number, const Target& target, bool chain) {
  fault_receiver.runtime = &runtime;
  Registration& registration = fault_receiver.registrations[signal_number];
  registration.target = target;
  registration.chain = chain;
  if (registration.is_active) return true;
  struct sigaction action = {};
  action.sa_handler = handle_registered;
  // The handler does not interrupt system calls, and to hand the signal on it must be able to come again.
  action.sa_flags = SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0);
  if (sigaction(signal_number, &action, &registration.previous) < 0) return false;
  registration.is_active = true;
  return true;
}

bool unregister_signal(int signal_number) {
  Registration& registration = fault_receiver.registrations[signal_number];
  if (!registration.is_active) return false;
  registration.is_active = false;
  sigaction(signal_number, &registration.previous, nullptr);
  return true;
}

void release(Runtime& runtime) {
  Runtime* owner = &runtime;
  if (!fault_receiver.runtime.compare_exchange_strong(owner, nullptr)) return;
  disable_fatal();
  for (int i = 1; i < NSIG; i++) unregister_signal(i);
}

}  // namespace memphis::faults
