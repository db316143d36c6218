#include "modules/signals/receiver.h"

#include <unistd.h>

#include <cerrno>

namespace memphis::signals {

// Written by claim_signals and the like, read by signal handlers.
struct SignalReceiver {
  std::atomic<Runtime*> runtime = nullptr;
  std::atomic<int> wakeup_descriptor = -1;
  std::atomic<int> wakeup_error = 0;
};
static_assert(std::atomic<Runtime*>::is_always_lock_free && std::atomic<int>::is_always_lock_free);
// Not in an anonymous namespace: the tests that look for mutable globals know it by name.
SignalReceiver signal_receiver;

bool claim_signals(Runtime& runtime) {
  Runtime* owner = nullptr;
  return signal_receiver.runtime.compare_exchange_strong(owner, &runtime) || owner == &runtime;
}

void release_signals(Runtime& runtime) {
  Runtime* owner = &runtime;
  if (!signal_receiver.runtime.compare_exchange_strong(owner, nullptr)) return;
  signal_receiver.wakeup_descriptor = -1;
  signal_receiver.wakeup_error = 0;
}

void receive_signal(int signal_number) {
  const int saved = errno;
  Runtime* runtime = signal_receiver.runtime.load();
  if (runtime != nullptr) {
    runtime->report_signal(signal_number);
    const int descriptor = signal_receiver.wakeup_descriptor.load();
    const auto byte = static_cast<uint8_t>(signal_number);
    if (descriptor >= 0 && write(descriptor, &byte, 1) < 0) signal_receiver.wakeup_error = errno;
  }
  errno = saved;
}

int exchange_wakeup_descriptor(int descriptor) { return signal_receiver.wakeup_descriptor.exchange(descriptor); }
int take_wakeup_error() { return signal_receiver.wakeup_error.exchange(0); }

}  // namespace memphis::signals
