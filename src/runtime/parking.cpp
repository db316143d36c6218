#include "runtime/parking.h"

#include <algorithm>
#include <cerrno>

#include "runtime/interpreter_lock.h"
#include "runtime/safepoint.h"
#include "runtime/timestamp.h"

namespace memphis {

Fallible<bool> park(Thread& thread, const Cell* place, int64_t deadline) {
  std::vector<Thread*>& parked = thread.runtime.parked_threads;
  parked.push_back(&thread);
  thread.parked_at = place;
  timespec until = timespec_of(deadline);
  int result = without_interpreter_lock(thread, [&] {
    return deadline < 0 ? sem_wait(&thread.unparked) : sem_clockwait(&thread.unparked, CLOCK_MONOTONIC, &until);
  });
  int error = errno;
  bool was_unparked = thread.parked_at == nullptr;
  if (was_unparked) {
    if (result != 0) sem_trywait(&thread.unparked);  // it came too late for the wait
    return true;
  }
  std::erase(parked, &thread);
  thread.parked_at = nullptr;
  if (result != 0 && error == ETIMEDOUT) return false;
  TRY(safepoint(thread));
  return true;
}

void unpark_one(Runtime& runtime, const Cell* place) {
  std::vector<Thread*>& parked = runtime.parked_threads;
  auto found = std::find_if(parked.begin(), parked.end(), [&](Thread* thread) { return thread->parked_at == place; });
  if (found == parked.end()) return;
  Thread* thread = *found;
  parked.erase(found);
  thread->parked_at = nullptr;
  sem_post(&thread->unparked);
}

void unpark_all(Runtime& runtime, const Cell* place) {
  for (size_t count = runtime.parked_threads.size(); count > 0; count--) unpark_one(runtime, place);
}

}  // namespace memphis
