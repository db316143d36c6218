// Directories: making, removing and listing them, and the current one.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <memory>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/library.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

constexpr mode_t kDirectoryMode = 0777;

Value directory_value(int directory) { return Value::small_int(directory == AT_FDCWD ? -1 : directory); }

Value mkdir_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "mkdir"));
  const int mode = TRY(int_argument(thread, args[1], kDirectoryMode));
  const int directory = TRY(directory_argument(thread, args[2]));
  TRY(audit(thread, "os.mkdir", {path.object, Value::small_int(mode), directory_value(directory)}));
  const int result =
      TRY(system_call(thread, [&] { return mkdirat(directory, path.text(), static_cast<mode_t>(mode)); }));
  return none_or_error(thread, result, path);
}

Value rmdir_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "rmdir"));
  const int directory = TRY(directory_argument(thread, args[1]));
  TRY(audit(thread, "os.rmdir", {path.object, directory_value(directory)}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return unlinkat(directory, path.text(), AT_REMOVEDIR); })),
                       path);
}

// ---- Listing ----

struct CloseDirectory {
  void operator()(DIR* directory) const {
    // A descriptor that was handed in is at the beginning again, for the next who reads it.
    if (rewinds) rewinddir(directory);
    closedir(directory);
  }
  bool rewinds = false;
};
using OpenDirectory = std::unique_ptr<DIR, CloseDirectory>;

Fallible<OpenDirectory> open_directory(Thread& thread, const PathArgument& path) {
  if (!path.is_descriptor()) {
    DIR* directory = nullptr;
    TRY(system_call(thread, [&] { return (directory = opendir(path.text())) != nullptr ? 0 : -1; }));
    if (directory == nullptr) return raise_path_error(thread, path);
    return OpenDirectory(directory);
  }
  const int copy = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
  DIR* directory = copy < 0 ? nullptr : fdopendir(copy);
  if (directory == nullptr) {
    const int number = errno;
    if (copy >= 0) close(copy);
    errno = number;
    return raise_path_error(thread, path);
  }
  return OpenDirectory(directory, CloseDirectory{true});
}

bool is_dots(const char* name) { return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')); }

// A directory that only the packed library has. Unbound: it is none.
Value list_library(Thread& thread, const PathArgument& path) {
  std::string_view inner;
  struct stat status;
  if (!path_in_library(thread.runtime, path.text(), inner) || access(path.text(), F_OK) == 0) return Value::unbound();
  if (!library_file_status(thread.runtime, path.text(), status) || !S_ISDIR(status.st_mode)) return Value::unbound();
  List* names = TRY(make_list(thread));
  for (std::string& name : names_in_library(thread.runtime, inner)) {
    if (name.ends_with("/")) name.pop_back();
    TRY(list_append(thread, names, TRY(name_value(thread, name.c_str(), path.is_bytes))));
  }
  return names;
}

Value listdir_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "listdir", PathKind::kOptionalOrDescriptor));
  TRY(audit(thread, "os.listdir", {path.object}));
  if (!path.is_descriptor()) {
    Value packed = TRY(list_library(thread, path));
    if (!packed.is_unbound()) return packed;
  }
  OpenDirectory directory = TRY(open_directory(thread, path));
  List* names = TRY(make_list(thread));
  while (true) {
    const dirent* entry = nullptr;
    TRY(system_call(thread, [&] {
      entry = readdir(directory.get());
      return entry == nullptr && errno != 0 ? -1 : 0;
    }));
    if (entry == nullptr && errno != 0) return raise_path_error(thread, path);
    if (entry == nullptr) return names;
    if (is_dots(entry->d_name)) continue;
    TRY(list_append(thread, names, TRY(name_value(thread, entry->d_name, path.is_bytes))));
  }
}

// ---- The current directory ----

Value current_directory(Thread& thread, bool is_bytes) {
  struct Free {
    void operator()(char* text) const { free(text); }
  };
  const std::unique_ptr<char, Free> name(getcwd(nullptr, 0));
  if (name == nullptr) return raise_errno(thread);
  return name_value(thread, name.get(), is_bytes);
}

Value getcwd_function(Thread& thread, Value*) { return current_directory(thread, false); }
Value getcwdb_function(Thread& thread, Value*) { return current_directory(thread, true); }

Value chdir_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "chdir", PathKind::kNameOrDescriptor));
  TRY(audit(thread, "os.chdir", {path.object}));
  const int result =
      TRY(system_call(thread, [&] { return path.is_descriptor() ? fchdir(path.descriptor) : chdir(path.text()); }));
  return none_or_error(thread, result, path);
}

Value fchdir_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  TRY(audit(thread, "os.chdir", {Value::small_int(descriptor)}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return fchdir(descriptor); })));
}

Value chroot_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "chroot"));
  return none_or_error(thread, TRY(system_call(thread, [&] { return chroot(path.text()); })), path);
}

constexpr NativeDefinition kFunctions[] = {
    {"mkdir(path, mode=511, *, dir_fd=None)", mkdir_function, "Makes a directory."},
    {"rmdir(path, *, dir_fd=None)", rmdir_function, "Removes an empty directory."},
    {"listdir(path=None)", listdir_function,
     "The names in a directory (the current one, or that of a descriptor), but for '.' and '..', in any order."},
    {"getcwd()", getcwd_function, "The current directory as str."},
    {"getcwdb()", getcwdb_function, "The current directory as bytes."},
    {"chdir(path)", chdir_function, "Changes the current directory. The path may be a descriptor."},
    {"fchdir(fd)", fchdir_function, "Changes the current directory to that of a descriptor."},
    {"chroot(path)", chroot_function, "Makes a directory the root for this process."},
};

}  // namespace

const std::span<const NativeDefinition> kDirectoryFunctions = kFunctions;

}  // namespace memphis::posix
