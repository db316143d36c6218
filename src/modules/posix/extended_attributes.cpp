// Extended attributes of files.
#include <sys/xattr.h>

#include <climits>
#include <vector>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/library.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

struct Subject {
  PathArgument path;
  std::string attribute;  // for functions that take one
  bool follow_symlinks;
};

Fallible<Subject> subject_argument(Thread& thread, const char* function, Value path, Value attribute,
                                   Value follow_symlinks, PathKind kind = PathKind::kNameOrDescriptor) {
  Subject subject;
  subject.path = TRY(path_argument(thread, path, function, kind));
  if (!attribute.is_unbound()) {
    subject.attribute = TRY(path_argument(thread, attribute, function, PathKind::kName, "attribute")).name;
  }
  subject.follow_symlinks = TRY(flag_argument(thread, follow_symlinks, true));
  if (subject.path.is_descriptor() && !subject.follow_symlinks) {
    return raise_value_error(thread, "{}: cannot use fd and follow_symlinks together", function);
  }
  return subject;
}

// Fills a buffer that grows until what there is fits. `read(buffer, size)` is the system's function.
template <class Read>
Fallible<std::vector<char>> read_growing(Thread& thread, const PathArgument& path, size_t largest, Read read) {
  std::vector<char> buffer(256);
  while (true) {
    const ssize_t count = TRY(system_call(thread, [&] { return read(buffer.data(), buffer.size()); }));
    if (count >= 0) {
      buffer.resize(static_cast<size_t>(count));
      return buffer;
    }
    if (errno != ERANGE || buffer.size() >= largest) return raise_path_error(thread, path);
    buffer.resize(largest);
  }
}

Value getxattr_function(Thread& thread, Value* args) {
  const Subject subject = TRY(subject_argument(thread, "getxattr", args[0], args[1], args[2]));
  TRY(audit(thread, "os.getxattr", {subject.path.object, args[1]}));
  const char* attribute = subject.attribute.c_str();
  const std::vector<char> value =
      TRY(read_growing(thread, subject.path, XATTR_SIZE_MAX, [&](char* buffer, size_t size) {
        if (subject.path.is_descriptor()) return fgetxattr(subject.path.descriptor, attribute, buffer, size);
        if (subject.follow_symlinks) return getxattr(subject.path.text(), attribute, buffer, size);
        return lgetxattr(subject.path.text(), attribute, buffer, size);
      }));
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(value.data()), value.size()});
}

Value setxattr_function(Thread& thread, Value* args) {
  const Subject subject = TRY(subject_argument(thread, "setxattr", args[0], args[1], args[4]));
  Buffer value(thread);
  TRY(value.acquire(args[2]));
  const int flags = TRY(int_argument(thread, args[3], 0));
  TRY(audit(thread, "os.setxattr", {subject.path.object, args[1], args[2], Value::small_int(flags)}));
  const char* attribute = subject.attribute.c_str();
  const int result = TRY(system_call(thread, [&] {
    if (subject.path.is_descriptor()) {
      return fsetxattr(subject.path.descriptor, attribute, value.data(), value.size(), flags);
    }
    if (subject.follow_symlinks) return setxattr(subject.path.text(), attribute, value.data(), value.size(), flags);
    return lsetxattr(subject.path.text(), attribute, value.data(), value.size(), flags);
  }));
  return none_or_error(thread, result, subject.path);
}

Value removexattr_function(Thread& thread, Value* args) {
  const Subject subject = TRY(subject_argument(thread, "removexattr", args[0], args[1], args[2]));
  TRY(audit(thread, "os.removexattr", {subject.path.object, args[1]}));
  const char* attribute = subject.attribute.c_str();
  const int result = TRY(system_call(thread, [&] {
    if (subject.path.is_descriptor()) return fremovexattr(subject.path.descriptor, attribute);
    if (subject.follow_symlinks) return removexattr(subject.path.text(), attribute);
    return lremovexattr(subject.path.text(), attribute);
  }));
  return none_or_error(thread, result, subject.path);
}

Value listxattr_function(Thread& thread, Value* args) {
  const Subject subject =
      TRY(subject_argument(thread, "listxattr", args[0], Value::unbound(), args[1], PathKind::kOptionalOrDescriptor));
  TRY(audit(thread, "os.listxattr", {subject.path.object}));
  const std::vector<char> found =
      TRY(read_growing(thread, subject.path, XATTR_LIST_MAX, [&](char* buffer, size_t size) -> ssize_t {
        if (subject.path.is_descriptor()) return flistxattr(subject.path.descriptor, buffer, size);
        const ssize_t count = subject.follow_symlinks ? listxattr(subject.path.text(), buffer, size)
                                                      : llistxattr(subject.path.text(), buffer, size);
        // Files of the packed library have none.
        struct stat status;
        return count < 0 && library_file_status(thread.runtime, subject.path.text(), status) ? 0 : count;
      }));
  List* names = TRY(make_list(thread));
  // Each name ends with a zero byte.
  for (size_t begin = 0; begin < found.size();) {
    const std::string_view name = found.data() + begin;
    TRY(list_append(thread, names, TRY(name_value(thread, name, false))));
    begin += name.size() + 1;
  }
  return names;
}

constexpr NativeDefinition kFunctions[] = {
    {"getxattr(path, attribute, *, follow_symlinks=True)", getxattr_function,
     "The value of an extended attribute. The path may be a descriptor."},
    {"setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", setxattr_function,
     "Sets an extended attribute. The path may be a descriptor."},
    {"removexattr(path, attribute, *, follow_symlinks=True)", removexattr_function,
     "Removes an extended attribute. The path may be a descriptor."},
    {"listxattr(path=None, *, follow_symlinks=True)", listxattr_function,
     "The names of the extended attributes. The path may be a descriptor; None is the current directory."},
};

}  // namespace

const std::span<const NativeDefinition> kExtendedAttributeFunctions = kFunctions;

}  // namespace memphis::posix
