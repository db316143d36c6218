// Arguments of the functions of posix, and errors.
#include <fcntl.h>

#include <climits>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::posix {

namespace {

bool allows_descriptor(PathKind kind) {
  return kind == PathKind::kNameOrDescriptor || kind == PathKind::kOptionalOrDescriptor;
}
bool is_optional(PathKind kind) { return kind == PathKind::kOptional || kind == PathKind::kOptionalOrDescriptor; }

const char* expectation(PathKind kind) {
  switch (kind) {
    case PathKind::kName: return "string, bytes or os.PathLike";
    case PathKind::kNameOrDescriptor: return "string, bytes, os.PathLike or integer";
    case PathKind::kOptional: return "string, bytes, os.PathLike or None";
    default: return "string, bytes, os.PathLike, integer or None";
  }
}

bool has_index(Thread& thread, Value value) {
  return is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

Fallible<int> descriptor_number(Thread& thread, Value value) {
  TRY(warn_of_bool_descriptor(thread, value));
  Value index = TRY(to_index(thread, value));
  int64_t number;
  const bool fits = int_to_int64(index, number);
  if (int_sign(index) > 0 && (!fits || number > INT_MAX)) {
    return raise(thread, ExceptionId::kOverflowError, "fd is greater than maximum");
  }
  if (int_sign(index) < 0 && (!fits || number < INT_MIN)) {
    return raise(thread, ExceptionId::kOverflowError, "fd is less than minimum");
  }
  return static_cast<int>(number);
}

bool is_text(Value value) { return is_str(value) || value.is_kind(Kind::kBytes); }

// What __fspath__ gives.
Value path_of(Thread& thread, Value value, const char* function, PathKind kind, const char* parameter) {
  Runtime& runtime = thread.runtime;
  Value method = type_lookup(runtime, type_of(thread, value), runtime.name(Name::kFsPath));
  if (method.is_unbound() || method.is_none()) {
    return raise_type_error(thread, "{}: {} should be {}, not {}", function, parameter, expectation(kind),
                            type_name(thread, value));
  }
  return file_system_path(thread, value);
}

}  // namespace

Fallible<PathArgument> path_argument(Thread& thread, Value value, const char* function, PathKind kind,
                                     const char* parameter) {
  PathArgument path;
  if (is_optional(kind) && (value.is_unbound() || value.is_none())) {
    path.object = Value::none();
    path.is_given = false;
    return path;
  }
  path.object = value;
  if (!is_text(value)) {
    if (allows_descriptor(kind) && has_index(thread, value)) {
      path.descriptor = TRY(descriptor_number(thread, value));
      return path;
    }
    path.object = TRY(path_of(thread, value, function, kind, parameter));
  }
  path.name = TRY(encode_name(thread, path.object));
  path.is_name = true;
  path.is_bytes = !is_str(path.object);
  if (path.name.find('\0') != std::string::npos) {
    return raise_value_error(thread, "{}: embedded null character in {}", function, parameter);
  }
  return path;
}

Value name_value(Thread& thread, std::string_view name, bool is_bytes) {
  if (!is_bytes) return decode_path(thread, name);
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(name.data()), name.size()});
}

Fallible<int> directory_argument(Thread& thread, Value value) {
  if (value.is_unbound() || value.is_none()) return AT_FDCWD;
  if (!has_index(thread, value)) {
    return raise_type_error(thread, "argument should be integer or None, not {}", type_name(thread, value));
  }
  return descriptor_number(thread, value);
}

Status check_descriptor_use(Thread& thread, const char* function, const PathArgument& path, int directory,
                            bool follow_symlinks) {
  if (!path.is_descriptor()) return {};
  if (directory != AT_FDCWD) {
    return raise_value_error(thread, "{}: can't specify both dir_fd and fd", function);
  }
  if (!follow_symlinks) {
    return raise_value_error(thread, "{}: cannot use fd and follow_symlinks together", function);
  }
  return {};
}

FailureOfAnyType raise_errno(Thread& thread) { return raise_os_error(thread, errno); }

FailureOfAnyType raise_path_error(Thread& thread, const PathArgument& path) {
  return raise_os_error(thread, errno, path.object.is_none() ? Value::unbound() : path.object);
}

FailureOfAnyType raise_path_error(Thread& thread, const PathArgument& path, const PathArgument& second) {
  const int number = errno;
  Str* message = TRY(make_str(thread, strerror(number)));
  Value type = thread.runtime.exception_type(ExceptionId::kOSError);
  Value exception =
      TRY(call(thread, type, {Value::small_int(number), Value(message), path.object, Value::none(), second.object}));
  return raise_value(thread, exception);
}

Fallible<int64_t> offset_argument(Thread& thread, Value value) {
  int64_t number;
  if (int_to_int64(TRY(to_index(thread, value)), number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
}

Fallible<int64_t> size_argument(Thread& thread, Value value) {
  int64_t number;
  if (int_to_int64(TRY(to_index(thread, value)), number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
}

Fallible<int64_t> long_argument(Thread& thread, Value value) {
  int64_t number;
  if (int_to_int64(TRY(to_index(thread, value)), number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
}

Fallible<uint32_t> identity_argument(Thread& thread, Value value, const char* what) {
  if (!has_index(thread, value)) {
    return raise_type_error(thread, "{} should be integer, not {}", what, type_name(thread, value));
  }
  Value index = TRY(to_index(thread, value));
  int64_t number;
  if (!int_to_int64(index, number) || number < -1 || number > UINT32_MAX) {
    const char* problem = int_sign(index) < 0 ? "less than minimum" : "greater than maximum";
    return raise(thread, ExceptionId::kOverflowError, "{} is {}", what, problem);
  }
  return static_cast<uint32_t>(number);
}

Value identity_value(Thread& thread, uint32_t identity) {
  return identity == UINT32_MAX ? Value::small_int(-1) : make_int(thread, identity);
}

Fallible<uint64_t> device_argument(Thread& thread, Value value) {
  Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative int to unsigned");
  }
  uint64_t number;
  if (int_to_uint64(index, number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
}

}  // namespace memphis::posix
