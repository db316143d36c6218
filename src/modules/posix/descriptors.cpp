// Opening, closing and copying descriptors, and what they are set to.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/interpreter_lock.h"
#include "runtime/library.h"
#include "runtime/locale_encoding.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

// ---- Opening and closing ----

Value open_function(Thread& thread, Value* args) {
  constexpr int kMode = 0777;
  const PathArgument path = TRY(path_argument(thread, args[0], "open"));
  const int flags = TRY(int_argument(thread, args[1]));
  const int mode = TRY(int_argument(thread, args[2], kMode));
  const int directory = TRY(directory_argument(thread, args[3]));
  TRY(audit(thread, "open", {path.object, Value::none(), Value::small_int(flags)}));
  int descriptor = TRY(system_call(
      thread, [&] { return openat(directory, path.text(), flags | O_CLOEXEC, static_cast<mode_t>(mode)); }));
  if (descriptor < 0) descriptor = open_library_file(thread.runtime, path.text(), flags);
  if (descriptor < 0) return raise_path_error(thread, path);
  return make_int(thread, descriptor);
}

// Not done again when interrupted: Linux has closed the descriptor all the same.
Value close_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int result = without_interpreter_lock(thread, [&] { return close(descriptor); });
  if (result < 0 && errno != EINTR) return raise_errno(thread);
  return Value::none();
}

Value closerange_function(Thread& thread, Value* args) {
  const int low = TRY(int_argument(thread, args[0])), high = TRY(int_argument(thread, args[1]));
  const int first = low < 0 ? 0 : low;
  if (first < high) close_range(static_cast<unsigned>(first), static_cast<unsigned>(high - 1), 0);
  return Value::none();
}

Value dup_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int copy = TRY(system_call(thread, [&] { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }));
  if (copy < 0) return raise_errno(thread);
  return make_int(thread, copy);
}

Value dup2_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0])), copy = TRY(int_argument(thread, args[1]));
  const bool inheritable = TRY(flag_argument(thread, args[2], true));
  if (descriptor < 0 || copy < 0) {
    errno = EBADF;
    return raise_errno(thread);
  }
  // dup3 refuses a copy onto itself, which dup2 lets be.
  const int result = TRY(system_call(thread, [&] {
    return inheritable || descriptor == copy ? dup2(descriptor, copy) : dup3(descriptor, copy, O_CLOEXEC);
  }));
  if (result < 0) return raise_errno(thread);
  return make_int(thread, result);
}

Value make_pipe(Thread& thread, int flags) {
  int ends[2];
  if (TRY(system_call(thread, [&] { return pipe2(ends, flags); })) < 0) return raise_errno(thread);
  return make_tuple(thread, {Value::small_int(ends[0]), Value::small_int(ends[1])});
}

Value pipe_function(Thread& thread, Value*) { return make_pipe(thread, O_CLOEXEC); }
Value pipe2_function(Thread& thread, Value* args) { return make_pipe(thread, TRY(int_argument(thread, args[0]))); }

// ---- Position and length ----

Value lseek_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int64_t offset = TRY(offset_argument(thread, args[1]));
  const int whence = TRY(int_argument(thread, args[2]));
  const off_t position = TRY(system_call(thread, [&] { return lseek(descriptor, offset, whence); }));
  if (position < 0) return raise_errno(thread);
  return make_int(thread, position);
}

Value posix_fallocate_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int64_t offset = TRY(offset_argument(thread, args[1])), length = TRY(offset_argument(thread, args[2]));
  // Its error is the result.
  const int result = TRY(system_call(thread, [&] {
    const int number = posix_fallocate(descriptor, offset, length);
    errno = number;
    return number == 0 ? 0 : -1;
  }));
  return none_or_error(thread, result);
}

Value posix_fadvise_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int64_t offset = TRY(offset_argument(thread, args[1])), length = TRY(offset_argument(thread, args[2]));
  const int advice = TRY(int_argument(thread, args[3]));
  const int result = TRY(system_call(thread, [&] {
    const int number = posix_fadvise(descriptor, offset, length, advice);
    errno = number;
    return number == 0 ? 0 : -1;
  }));
  return none_or_error(thread, result);
}

Value lockf_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0])), command = TRY(int_argument(thread, args[1]));
  const int64_t length = TRY(offset_argument(thread, args[2]));
  TRY(audit(thread, "os.lockf", {args[0], args[1], args[2]}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return lockf(descriptor, command, length); })));
}

// ---- Writing through ----

template <int (*function)(int)>
Value call_with_file(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  return none_or_error(thread, TRY(system_call(thread, [&] { return function(descriptor); })));
}

Value sync_function(Thread&, Value*) {
  sync();
  return Value::none();
}

// ---- Properties ----

Value get_inheritable_function(Thread& thread, Value* args) {
  const int flags = fcntl(TRY(int_argument(thread, args[0])), F_GETFD);
  if (flags < 0) return raise_errno(thread);
  return Value::boolean((flags & FD_CLOEXEC) == 0);
}

Value set_inheritable_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const bool inheritable = TRY(int_argument(thread, args[1])) != 0;
  if (!set_descriptor_inheritable(descriptor, inheritable)) return raise_errno(thread);
  return Value::none();
}

Value get_blocking_function(Thread& thread, Value* args) {
  const int flags = fcntl(TRY(int_argument(thread, args[0])), F_GETFL);
  if (flags < 0) return raise_errno(thread);
  return Value::boolean((flags & O_NONBLOCK) == 0);
}

Value set_blocking_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const bool blocking = TRY(flag_argument(thread, args[1], true));
  const int flags = fcntl(descriptor, F_GETFL);
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  if (flags < 0 || (wanted != flags && fcntl(descriptor, F_SETFL, wanted) < 0)) return raise_errno(thread);
  return Value::none();
}

Value device_encoding_function(Thread& thread, Value* args) {
  if (isatty(TRY(int_argument(thread, args[0]))) == 0) return Value::none();
  const std::string& encoding = thread.runtime.text_encoding;
  return make_str(thread, encoding == "utf-8" ? "UTF-8" : encoding);
}

constexpr NativeDefinition kFunctions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", open_function, "Opens a file and gives its descriptor."},
    {"close(fd)", close_function, "Closes a descriptor."},
    {"closerange(fd_low, fd_high, /)", closerange_function,
     "Closes the descriptors from `fd_low` up to, but not including `fd_high`; errors do not count."},
    {"dup(fd, /)", dup_function, "A copy of a descriptor."},
    {"dup2(fd, fd2, inheritable=True)", dup2_function, "Makes `fd2` a copy of a descriptor."},
    {"pipe()", pipe_function, "A new pipe: the descriptors to read from and to write to."},
    {"pipe2(flags, /)", pipe2_function, "As pipe(), with O_NONBLOCK, O_CLOEXEC or both."},
    {"lseek(fd, position, whence, /)", lseek_function, "Sets the position of a descriptor and gives the new one."},
    {"posix_fallocate(fd, offset, length, /)", posix_fallocate_function,
     "Makes sure that there is room for a stretch of a file."},
    {"posix_fadvise(fd, offset, length, advice, /)", posix_fadvise_function,
     "Tells the system how a stretch of a file will be used."},
    {"lockf(fd, command, length, /)", lockf_function, "Locks, unlocks or tests a stretch of a file."},
    {"fsync(fd)", call_with_file<fsync>, "Has a file written to the disk."},
    {"fdatasync(fd)", call_with_file<fdatasync>, "Has the data of a file written to the disk."},
    {"sync()", sync_function, "Has everything written to the disk."},
    {"get_inheritable(fd, /)", get_inheritable_function, "Whether a new program keeps the descriptor."},
    {"set_inheritable(fd, inheritable, /)", set_inheritable_function,
     "Sets whether a new program keeps the descriptor."},
    {"get_blocking(fd, /)", get_blocking_function, "Whether reading and writing wait."},
    {"set_blocking(fd, blocking, /)", set_blocking_function, "Sets whether reading and writing wait."},
    {"device_encoding(fd)", device_encoding_function, "The encoding of a terminal; None for anything else."},
};

}  // namespace

const std::span<const NativeDefinition> kDescriptorFunctions = kFunctions;

}  // namespace memphis::posix
