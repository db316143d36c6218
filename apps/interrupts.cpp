#include "interrupts.h"

#include <pthread.h>
#include <unistd.h>

#include <atomic>

namespace {

// A signal handler has no other way to know whom to tell.
std::atomic<const memphis::Context*> interrupted_context = nullptr;
static_assert(std::atomic<const memphis::Context*>::is_always_lock_free);

void interrupt_context(int) {
  if (const memphis::Context* context = interrupted_context.load()) context->interrupt();
}

void mask_interrupt(int how) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(how, &signals, nullptr);
}

}  // namespace

void prepare_signals() {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  mask_interrupt(SIG_BLOCK);
}

int end_with_status(int status) {
  if (status != kEndByInterrupt) return status;
  signal(SIGINT, SIG_DFL);
  mask_interrupt(SIG_UNBLOCK);
  kill(getpid(), SIGINT);
  return 128 + SIGINT;
}

InterruptRoute::InterruptRoute(const memphis::Context& context) {
  interrupted_context = &context;
  // Who started this process may want Ctrl-C ignored (a shell's background job): then it stays so.
  struct sigaction before = {};
  sigaction(SIGINT, nullptr, &before);
  if (before.sa_handler != SIG_IGN) {
    struct sigaction action = {};
    action.sa_handler = interrupt_context;  // no SA_RESTART: a read that waits has to end
    sigaction(SIGINT, &action, nullptr);
  }
  mask_interrupt(SIG_UNBLOCK);
}

InterruptRoute::~InterruptRoute() {
  mask_interrupt(SIG_BLOCK);
  interrupted_context = nullptr;
}
