// select.poll.
#include <poll.h>

#include <memory>
#include <vector>

#include "modules/select/select.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::selecting {

namespace {

struct Poll : Cell {
  Field events;  // dict: descriptor -> event mask
  bool is_polling;
};

Dict* events_of(Value* args) { return args[0].as<Poll>()->events.get().as<Dict>(); }

// An unsigned short.
Fallible<int> mask_argument(Thread& thread, Value value, int otherwise) {
  if (value.is_unbound()) return otherwise;
  Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) return raise_value_error(thread, "value must be positive");
  int64_t mask;
  if (!int_to_int64(index, mask) || mask > UINT16_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large for C unsigned short");
  }
  return static_cast<int>(mask);
}

Value poll_register(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[1]));
  const int mask = TRY(mask_argument(thread, args[2], POLLIN | POLLPRI | POLLOUT));
  TRY(dict_set(thread, events_of(args), Value::small_int(descriptor), Value::small_int(mask)));
  return Value::none();
}

Value poll_modify(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[1]));
  const int mask = TRY(mask_argument(thread, args[2], 0));
  Value key = Value::small_int(descriptor);
  if (TRY(dict_get(thread, events_of(args), key)).is_unbound()) return raise_os_error(thread, ENOENT);
  TRY(dict_set(thread, events_of(args), key, Value::small_int(mask)));
  return Value::none();
}

Value poll_unregister(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[1]));
  Value key = Value::small_int(descriptor);
  if (!TRY(dict_delete(thread, events_of(args), key))) return raise_key_error(thread, key);
  return Value::none();
}

Value wait(Thread& thread, std::vector<pollfd>& watched, const Deadline& deadline) {
  const int found =
      TRY(system_call(thread, [&] { return poll(watched.data(), watched.size(), deadline.milliseconds_left()); }));
  if (found < 0) return raise_os_error(thread, errno);
  List* result = TRY(make_list(thread));
  for (const pollfd& one : watched) {
    if (one.revents == 0) continue;
    Value events = Value::small_int(static_cast<uint16_t>(one.revents));
    TRY(list_append(thread, result, TRY(make_tuple(thread, {Value::small_int(one.fd), events}))));
  }
  return result;
}

Value poll_poll(Thread& thread, Value* args) {
  const Deadline deadline =
      TRY(Deadline::from(thread, args[1], TimeUnit::kMillisecond, "timeout must be an integer or None"));
  auto* self = args[0].as<Poll>();
  // A signal handler may ask the same object.
  if (self->is_polling) return raise(thread, ExceptionId::kRuntimeError, "concurrent poll() invocation");
  std::vector<pollfd> watched;
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(events_of(args), position, entry)) {
    watched.push_back({static_cast<int>(entry.key.as_small_int()), static_cast<short>(entry.value.as_small_int()), 0});
  }
  self->is_polling = true;
  Value result = wait(thread, watched, deadline);
  self->is_polling = false;
  return result;
}

Value make_poll(Thread& thread, Value*) {
  auto* self = TRY(allocate_instance<Poll>(thread, native_type(thread.runtime, kPollType)));
  self->events.set(self, TRY(make_dict(thread)));
  return self;
}

constexpr NativeDefinition kMethods[] = {
    {"register(self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", poll_register,
     "Has a descriptor watched for events."},
    {"modify(self, fd, eventmask, /)", poll_modify, "Changes the events that a descriptor is watched for."},
    {"unregister(self, fd, /)", poll_unregister, "Watches a descriptor no longer."},
    {"poll(self, timeout=None, /)", poll_poll,
     "Waits for an event, for so many milliseconds at most: a list of (descriptor, events)."},
};

}  // namespace

const NativeDefinition kPollFunction = {"poll()", make_poll, "An object that watches descriptors for events."};

constinit const TypeSpec kPollType = {
    .name = "poll",
    .module = "select",
    .basic_size = sizeof(Poll),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
};

}  // namespace memphis::selecting
