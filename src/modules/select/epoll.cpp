// select.epoll.
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <climits>
#include <vector>

#include "modules/select/select.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::selecting {

namespace {

struct Epoll : Cell {
  int* descriptor;  // -1: closed; closed by the Runtime's native_resources when nobody can reach the object any more
};

Epoll* self_of(Value* args) { return args[0].as<Epoll>(); }

void release(void* resource) {
  auto* descriptor = static_cast<int*>(resource);
  if (*descriptor >= 0) close(*descriptor);
  delete descriptor;
}

Value make_epoll(Thread& thread, Type* type, int descriptor) {
  if (descriptor < 0) return raise_os_error(thread, errno);
  auto* self = allocate_instance<Epoll>(thread, type);
  if (self == nullptr) {
    close(descriptor);
    return Value::error();
  }
  self->descriptor = new int(descriptor);
  thread.runtime.native_resources.push_back({self, self->descriptor, release});
  return self;
}

Fallible<int> open_descriptor(Thread& thread, Value* args) {
  const int descriptor = *self_of(args)->descriptor;
  if (descriptor < 0) return raise_value_error(thread, "I/O operation on closed epoll object");
  return descriptor;
}

Value epoll_new(Thread& thread, Value* args) {
  const int size = TRY(int_argument(thread, args[1], -1)), flags = TRY(int_argument(thread, args[2], 0));
  if (size == 0 || size < -1) return raise_value_error(thread, "negative sizehint");
  if (flags != 0 && flags != EPOLL_CLOEXEC) return raise(thread, ExceptionId::kOSError, "invalid flags");
  return make_epoll(thread, args[0].as<Type>(), epoll_create1(EPOLL_CLOEXEC));
}

Value epoll_fromfd(Thread& thread, Value* args) {
  return make_epoll(thread, args[0].as<Type>(), TRY(int_argument(thread, args[1])));
}

Value epoll_close(Thread& thread, Value* args) {
  const int descriptor = *self_of(args)->descriptor;
  *self_of(args)->descriptor = -1;
  if (descriptor >= 0 && close(descriptor) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value epoll_closed(Thread&, Value self) { return Value::boolean(*self.as<Epoll>()->descriptor < 0); }
Value epoll_fileno(Thread& thread, Value* args) { return make_int(thread, TRY(open_descriptor(thread, args))); }

Value epoll_enter(Thread& thread, Value* args) {
  TRY(open_descriptor(thread, args));
  return args[0];
}

// ---- Watching ----

Fallible<uint32_t> mask_argument(Thread& thread, Value value, uint32_t otherwise) {
  if (value.is_unbound()) return otherwise;
  return static_cast<uint32_t>(int_to_uint64_wrapped(TRY(to_index(thread, value))));
}

Value control(Thread& thread, Value* args, int operation, uint32_t mask) {
  const int descriptor = TRY(open_descriptor(thread, args));
  epoll_event event = {};
  event.events = mask;
  event.data.fd = TRY(file_descriptor_argument(thread, args[1]));
  if (epoll_ctl(descriptor, operation, event.data.fd, &event) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value epoll_register(Thread& thread, Value* args) {
  return control(thread, args, EPOLL_CTL_ADD, TRY(mask_argument(thread, args[2], EPOLLIN | EPOLLPRI | EPOLLOUT)));
}

Value epoll_modify(Thread& thread, Value* args) {
  return control(thread, args, EPOLL_CTL_MOD, TRY(mask_argument(thread, args[2], 0)));
}

Value epoll_unregister(Thread& thread, Value* args) { return control(thread, args, EPOLL_CTL_DEL, 0); }

Value epoll_poll(Thread& thread, Value* args) {
  const int descriptor = TRY(open_descriptor(thread, args));
  const Deadline deadline =
      TRY(Deadline::from(thread, args[1], TimeUnit::kSecond, "timeout must be an integer or None"));
  if (!deadline.is_endless() && deadline.nanoseconds_left() / 1'000'000 >= INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "timeout is too large");
  }
  int count = TRY(int_argument(thread, args[2], -1));
  if (count == -1) count = FD_SETSIZE - 1;
  if (count < 1) return raise_value_error(thread, "maxevents must be greater than 0, got {}", count);
  // More than there can be descriptors need no room.
  std::vector<epoll_event> events(static_cast<size_t>(std::min(count, 1 << 20)));
  const int found = TRY(system_call(thread, [&] {
    return epoll_wait(descriptor, events.data(), static_cast<int>(events.size()), deadline.milliseconds_left());
  }));
  if (found < 0) return raise_os_error(thread, errno);
  List* result = TRY(make_list(thread));
  for (int i = 0; i < found; i++) {
    Value pair = TRY(make_tuple(thread, {Value::small_int(events[i].data.fd), Value::small_int(events[i].events)}));
    TRY(list_append(thread, result, pair));
  }
  return result;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, sizehint=-1, flags=0)", epoll_new, "", NativeKind::kStaticMethod},
    {"__enter__(self, /)", epoll_enter, "The object."},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, "Closes the descriptor."},
    {"close(self, /)", epoll_close, "Closes the descriptor of the object."},
    {"fileno(self, /)", epoll_fileno, "The descriptor of the object."},
    {"fromfd(type, fd, /)", epoll_fromfd, "An object for a descriptor that is there.", NativeKind::kClassMethod},
    {"register(self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", epoll_register,
     "Has a descriptor watched for events."},
    {"modify(self, /, fd, eventmask)", epoll_modify, "Changes the events that a descriptor is watched for."},
    {"unregister(self, /, fd)", epoll_unregister, "Watches a descriptor no longer."},
    {"poll(self, /, timeout=None, maxevents=-1)", epoll_poll,
     "Waits for an event, for so many seconds at most: a list of (descriptor, events)."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"closed", epoll_closed, nullptr, "True if the epoll handler is closed"},
};

}  // namespace

constinit const TypeSpec kEpollType = {
    .name = "epoll",
    .module = "select",
    .basic_size = sizeof(Epoll),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Watches descriptors for events.",
    .text_signature = "(sizehint=-1, flags=0)",
};

}  // namespace memphis::selecting
