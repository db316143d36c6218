// Keeps repr of an object that contains itself from going round in circles: "[...]".
#pragma once

#include "runtime/thread.h"

namespace memphis {

// ReprGuard guard(thread, list);
// if (guard.is_active_already()) return make_str(thread, "[...]");
class [[nodiscard]] ReprGuard {
 public:
  ReprGuard(Thread& thread, Value object) : thread_(thread), object_(object), previous_(thread.repr_guards) {
    for (const ReprGuard* guard = previous_; guard != nullptr; guard = guard->previous_) {
      if (guard->object_ == object) is_active_already_ = true;
    }
    thread.repr_guards = this;
  }
  ~ReprGuard() { thread_.repr_guards = previous_; }
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool is_active_already() const { return is_active_already_; }

 private:
  Thread& thread_;
  Value object_;
  const ReprGuard* previous_;
  bool is_active_already_ = false;
};

}  // namespace memphis
