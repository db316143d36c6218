// The module fcntl: control of descriptors, and locks on files.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis {

namespace {

constexpr size_t kLargestArgument = 1024;

bool is_number(Thread& thread, Value value) {
  return is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

// The int that stands for the third argument when it is no buffer.
Fallible<int> number_argument(Thread& thread, Value value) {
  Value index = TRY(to_index(thread, value));
  int64_t number;
  // Flags with the highest bit set may come as unsigned numbers.
  if (int_to_int64(index, number)) return static_cast<int>(static_cast<uint32_t>(number));
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
}

// The bytes of a str or bytes-like argument in a buffer of the largest size. ValueError when they do not fit.
struct ArgumentBytes {
  char data[kLargestArgument + 1] = {};
  size_t size = 0;
};

Status read_bytes(Thread& thread, Value value, const char* function, ArgumentBytes& result) {
  if (!is_str(value) && !has_buffer(thread, value)) {
    return raise_type_error(thread, "{}() argument 3 must be an integer, a bytes-like object, or a string, not {}",
                            function, type_name(thread, value));
  }
  TextOrBytes bytes(thread);
  TRY(bytes.acquire(value));
  result.size = bytes.bytes().size();
  if (result.size > kLargestArgument) return raise_value_error(thread, "{} argument 3 is too long", function);
  memcpy(result.data, bytes.bytes().data(), result.size);
  return {};
}

Value number_or_error(Thread& thread, int result) {
  if (result < 0) return raise_os_error(thread, errno);
  return make_int(thread, result);
}

Value bytes_or_error(Thread& thread, int result, const ArgumentBytes& bytes) {
  if (result < 0) return raise_os_error(thread, errno);
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(bytes.data), bytes.size});
}

Value shown_argument(Value argument) { return argument.is_unbound() ? Value::small_int(0) : argument; }

Value fcntl_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0])), command = TRY(int_argument(thread, args[1]));
  Value argument = shown_argument(args[2]);
  TRY(audit(thread, "fcntl.fcntl", {Value::small_int(descriptor), Value::small_int(command), argument}));
  if (is_number(thread, argument)) {
    const int number = TRY(number_argument(thread, argument));
    return number_or_error(thread, TRY(system_call(thread, [&] { return fcntl(descriptor, command, number); })));
  }
  ArgumentBytes bytes;
  TRY(read_bytes(thread, argument, "fcntl", bytes));
  const int result = TRY(system_call(thread, [&] { return fcntl(descriptor, command, bytes.data); }));
  return bytes_or_error(thread, result, bytes);
}

// ioctl on a buffer that what the system writes goes back to.
Value mutate(Thread& thread, int descriptor, unsigned long request, Buffer& buffer) {
  // Requests may write more than the program has thought of: small buffers are not handed over themselves.
  if (buffer.size() > kLargestArgument) {
    return number_or_error(thread, TRY(system_call(thread, [&] { return ioctl(descriptor, request, buffer.data()); })));
  }
  ArgumentBytes bytes;
  memcpy(bytes.data, buffer.data(), buffer.size());
  const int result = TRY(system_call(thread, [&] { return ioctl(descriptor, request, bytes.data); }));
  const int number = errno;
  memcpy(buffer.data(), bytes.data, buffer.size());
  errno = number;
  return number_or_error(thread, result);
}

Value ioctl_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  const unsigned long request = int_to_uint64_wrapped(TRY(to_index(thread, args[1])));
  Value argument = shown_argument(args[2]);
  const bool mutates = TRY(flag_argument(thread, args[3], true));
  TRY(audit(thread, "fcntl.ioctl", {Value::small_int(descriptor), args[1], argument}));
  if (is_number(thread, argument)) {
    const int number = TRY(number_argument(thread, argument));
    return number_or_error(thread, TRY(system_call(thread, [&] { return ioctl(descriptor, request, number); })));
  }
  if (mutates && !is_str(argument) && has_buffer(thread, argument)) {
    Buffer buffer(thread);
    if (!buffer.acquire(argument, BufferMode::kWritable).failed()) return mutate(thread, descriptor, request, buffer);
    if (!take_if_pending(thread, ExceptionId::kBufferError) && !take_if_pending(thread, ExceptionId::kTypeError)) {
      return Value::error();
    }
  }
  ArgumentBytes bytes;
  TRY(read_bytes(thread, argument, "ioctl", bytes));
  const int result = TRY(system_call(thread, [&] { return ioctl(descriptor, request, bytes.data); }));
  return bytes_or_error(thread, result, bytes);
}

// ---- Locks ----

Value flock_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0])), operation = TRY(int_argument(thread, args[1]));
  TRY(audit(thread, "fcntl.flock", {Value::small_int(descriptor), Value::small_int(operation)}));
  if (TRY(system_call(thread, [&] { return flock(descriptor, operation); })) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Fallible<int64_t> offset_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return 0;
  int64_t offset;
  if (int_to_int64(TRY(to_index(thread, value)), offset)) return offset;
  return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
}

Value lockf_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0])), command = TRY(int_argument(thread, args[1]));
  const int64_t length = TRY(offset_argument(thread, args[2])), start = TRY(offset_argument(thread, args[3]));
  const int whence = TRY(int_argument(thread, args[4], 0));
  TRY(audit(thread, "fcntl.lockf", {Value::small_int(descriptor), Value::small_int(command)}));
  struct flock lock = {};
  if (command == LOCK_UN) {
    lock.l_type = F_UNLCK;
  } else if ((command & LOCK_SH) != 0) {
    lock.l_type = F_RDLCK;
  } else if ((command & LOCK_EX) != 0) {
    lock.l_type = F_WRLCK;
  } else {
    return raise_value_error(thread, "unrecognized lockf argument");
  }
  lock.l_start = start;
  lock.l_len = length;
  lock.l_whence = static_cast<short>(whence);
  const int how = (command & LOCK_NB) != 0 ? F_SETLK : F_SETLKW;
  if (TRY(system_call(thread, [&] { return fcntl(descriptor, how, &lock); })) < 0) {
    return raise_os_error(thread, errno);
  }
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_function,
     "Does what `cmd` says on a descriptor. With an int as argument it gives an int, with bytes what the system has "
     "made of them."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", ioctl_function,
     "Does what `request` says on a descriptor. A buffer that can be written is changed in place, unless told not to."},
    {"flock(fd, operation, /)", flock_function, "Locks or unlocks a file."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf_function, "Locks or unlocks a stretch of a file."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#include "modules/fcntl_constants.def"
#undef CONSTANT
};

}  // namespace

Value create_fcntl_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "fcntl", "Control of descriptors, and locks on files.", kFunctions));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis
