#include "runtime/file_descriptor.h"

#include <fcntl.h>

#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"

namespace memphis {

Status warn_of_bool_descriptor(Thread& thread, Value descriptor) {
  if (!descriptor.is_bool()) return {};
  return warn(thread, ExceptionId::kRuntimeWarning, 1, "bool is used as a file descriptor");
}

Fallible<int> file_descriptor_argument(Thread& thread, Value file) {
  Value number = file;
  if (is_int(file)) {
    TRY(warn_of_bool_descriptor(thread, file));
  } else {
    Value method = TRY(find_attribute(thread, file, Name::kFileNumber));
    if (method.is_unbound()) return raise_type_error(thread, "argument must be an int, or have a fileno() method.");
    number = TRY(call(thread, method));
    if (!is_int(number)) return raise_type_error(thread, "fileno() returned a non-integer");
  }
  const int descriptor = TRY(int_argument(thread, number));
  if (descriptor < 0) {
    return raise_value_error(thread, "file descriptor cannot be a negative integer ({})", descriptor);
  }
  return descriptor;
}

bool set_descriptor_inheritable(int descriptor, bool inheritable) {
  const int flags = fcntl(descriptor, F_GETFD);
  if (flags < 0) return false;
  const int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  return wanted == flags || fcntl(descriptor, F_SETFD, wanted) == 0;
}

}  // namespace memphis
