// Whose files are and who may use them.
#include <fcntl.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

Value shown_directory(int directory) { return Value::small_int(directory == AT_FDCWD ? -1 : directory); }

// Linux cannot change the mode of a symbolic link: CPython offers it where a directory is given, and tells otherwise.
Value chmod_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "chmod", PathKind::kNameOrDescriptor));
  const int mode = TRY(int_argument(thread, args[1]));
  const int directory = TRY(directory_argument(thread, args[2]));
  const bool follow_symlinks = TRY(flag_argument(thread, args[3], true));
  TRY(audit(thread, "os.chmod", {path.object, Value::small_int(mode), shown_directory(directory)}));
  const int result = TRY(system_call(thread, [&] {
    if (path.is_descriptor()) return fchmod(path.descriptor, static_cast<mode_t>(mode));
    return fchmodat(directory, path.text(), static_cast<mode_t>(mode), follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  if (result < 0 && !follow_symlinks && !path.is_descriptor() && (errno == ENOTSUP || errno == EOPNOTSUPP)) {
    if (directory != AT_FDCWD) {
      return raise_value_error(thread, "chmod: cannot use dir_fd and follow_symlinks together");
    }
    return raise(thread, ExceptionId::kNotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  }
  return none_or_error(thread, result, path);
}

Value fchmod_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int mode = TRY(int_argument(thread, args[1]));
  TRY(audit(thread, "os.chmod", {Value::small_int(descriptor), Value::small_int(mode), Value::small_int(-1)}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return fchmod(descriptor, static_cast<mode_t>(mode)); })));
}

struct Owner {
  uint32_t user, group;
};

Fallible<Owner> owner_argument(Thread& thread, Value* args) {
  const uint32_t user = TRY(identity_argument(thread, args[0], "uid"));
  return Owner{user, TRY(identity_argument(thread, args[1], "gid"))};
}

Status audit_owner(Thread& thread, Value object, const Owner& owner, int directory) {
  return audit(
      thread, "os.chown",
      {object, identity_value(thread, owner.user), identity_value(thread, owner.group), shown_directory(directory)});
}

Value chown_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "chown", PathKind::kNameOrDescriptor));
  const Owner owner = TRY(owner_argument(thread, args + 1));
  const int directory = TRY(directory_argument(thread, args[3]));
  const bool follow_symlinks = TRY(flag_argument(thread, args[4], true));
  TRY(check_descriptor_use(thread, "chown", path, directory, follow_symlinks));
  TRY(audit_owner(thread, path.object, owner, directory));
  const int result = TRY(system_call(thread, [&] {
    if (path.is_descriptor()) return fchown(path.descriptor, owner.user, owner.group);
    const int flags = follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW;
    return fchownat(directory, path.text(), owner.user, owner.group, flags);
  }));
  return none_or_error(thread, result, path);
}

Value fchown_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const Owner owner = TRY(owner_argument(thread, args + 1));
  TRY(audit_owner(thread, Value::small_int(descriptor), owner, AT_FDCWD));
  return none_or_error(thread, TRY(system_call(thread, [&] { return fchown(descriptor, owner.user, owner.group); })));
}

Value lchown_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "lchown"));
  const Owner owner = TRY(owner_argument(thread, args + 1));
  TRY(audit_owner(thread, path.object, owner, AT_FDCWD));
  const int result = TRY(system_call(thread, [&] { return lchown(path.text(), owner.user, owner.group); }));
  return none_or_error(thread, result, path);
}

Value umask_function(Thread& thread, Value* args) {
  return make_int(thread, umask(static_cast<mode_t>(TRY(int_argument(thread, args[0])))));
}

constexpr NativeDefinition kFunctions[] = {
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", chmod_function,
     "Changes who may use a file. The path may be a descriptor.", NativeKind::kFunction, CallErrors::kDerived,
     "($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=(os.name != 'nt'))"},
    {"fchmod(fd, mode)", fchmod_function, "Changes who may use an open file."},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", chown_function,
     "Changes user and group of a file; -1 lets one be. The path may be a descriptor."},
    {"fchown(fd, uid, gid)", fchown_function, "Changes user and group of an open file; -1 lets one be."},
    {"lchown(path, uid, gid)", lchown_function, "As chown(), of a symbolic link itself."},
    {"umask(mask, /)", umask_function, "Sets what new files are denied, and gives what it was."},
};

}  // namespace

const std::span<const NativeDefinition> kOwnershipFunctions = kFunctions;

}  // namespace memphis::posix
