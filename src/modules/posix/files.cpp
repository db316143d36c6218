// Names of files: renaming, removing, linking, making special ones; and cutting files off.
#include <fcntl.h>
#include <unistd.h>

#include <climits>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

Value shown_directory(int directory) { return Value::small_int(directory == AT_FDCWD ? -1 : directory); }

// ---- Two names ----

struct TwoPaths {
  PathArgument source, target;
  int source_directory, target_directory;
};

// Arguments (src, dst, *, src_dir_fd, dst_dir_fd).
Fallible<TwoPaths> two_paths(Thread& thread, Value* args, const char* function) {
  TwoPaths paths;
  paths.source = TRY(path_argument(thread, args[0], function, PathKind::kName, "src"));
  paths.target = TRY(path_argument(thread, args[1], function, PathKind::kName, "dst"));
  paths.source_directory = TRY(directory_argument(thread, args[2]));
  paths.target_directory = TRY(directory_argument(thread, args[3]));
  return paths;
}

Status audit_paths(Thread& thread, const char* event, const TwoPaths& paths) {
  return audit(thread, event,
               {paths.source.object, paths.target.object, shown_directory(paths.source_directory),
                shown_directory(paths.target_directory)});
}

Value rename_path(Thread& thread, Value* args, const char* function) {
  const TwoPaths paths = TRY(two_paths(thread, args, function));
  TRY(audit_paths(thread, "os.rename", paths));
  const int result = TRY(system_call(thread, [&] {
    return renameat(paths.source_directory, paths.source.text(), paths.target_directory, paths.target.text());
  }));
  if (result < 0) return raise_path_error(thread, paths.source, paths.target);
  return Value::none();
}

Value rename_function(Thread& thread, Value* args) { return rename_path(thread, args, "rename"); }
Value replace_function(Thread& thread, Value* args) { return rename_path(thread, args, "replace"); }

Value link_function(Thread& thread, Value* args) {
  const TwoPaths paths = TRY(two_paths(thread, args, "link"));
  const bool follow_symlinks = TRY(flag_argument(thread, args[4], true));
  TRY(audit_paths(thread, "os.link", paths));
  // link() of Linux does not follow symbolic links, so the default cannot mean that it must; said outright, it must.
  const bool follows = !args[4].is_unbound() && follow_symlinks;
  const int result = TRY(system_call(thread, [&] {
    return linkat(paths.source_directory, paths.source.text(), paths.target_directory, paths.target.text(),
                  follows ? AT_SYMLINK_FOLLOW : 0);
  }));
  if (result < 0) return raise_path_error(thread, paths.source, paths.target);
  return Value::none();
}

Value symlink_function(Thread& thread, Value* args) {
  const PathArgument source = TRY(path_argument(thread, args[0], "symlink", PathKind::kName, "src"));
  const PathArgument target = TRY(path_argument(thread, args[1], "symlink", PathKind::kName, "dst"));
  TRY(flag_argument(thread, args[2], false));  // for Windows
  const int directory = TRY(directory_argument(thread, args[3]));
  TRY(audit(thread, "os.symlink", {source.object, target.object, shown_directory(directory)}));
  const int result = TRY(system_call(thread, [&] { return symlinkat(source.text(), directory, target.text()); }));
  if (result < 0) return raise_path_error(thread, source, target);
  return Value::none();
}

// ---- One name ----

Value readlink_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "readlink"));
  const int directory = TRY(directory_argument(thread, args[1]));
  char buffer[PATH_MAX + 1];
  const ssize_t length =
      TRY(system_call(thread, [&] { return readlinkat(directory, path.text(), buffer, sizeof buffer); }));
  if (length < 0) return raise_path_error(thread, path);
  return name_value(thread, {buffer, static_cast<size_t>(length)}, path.is_bytes);
}

Value remove_path(Thread& thread, Value* args, const char* function) {
  const PathArgument path = TRY(path_argument(thread, args[0], function));
  const int directory = TRY(directory_argument(thread, args[1]));
  TRY(audit(thread, "os.remove", {path.object, shown_directory(directory)}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return unlinkat(directory, path.text(), 0); })), path);
}

Value unlink_function(Thread& thread, Value* args) { return remove_path(thread, args, "unlink"); }
Value remove_function(Thread& thread, Value* args) { return remove_path(thread, args, "remove"); }

Value mkfifo_function(Thread& thread, Value* args) {
  constexpr int kFifoMode = 0666;
  const PathArgument path = TRY(path_argument(thread, args[0], "mkfifo"));
  const int mode = TRY(int_argument(thread, args[1], kFifoMode));
  const int directory = TRY(directory_argument(thread, args[2]));
  const int result =
      TRY(system_call(thread, [&] { return mkfifoat(directory, path.text(), static_cast<mode_t>(mode)); }));
  return none_or_error(thread, result);
}

Value mknod_function(Thread& thread, Value* args) {
  constexpr int kNodeMode = 0600;
  const PathArgument path = TRY(path_argument(thread, args[0], "mknod"));
  const int mode = TRY(int_argument(thread, args[1], kNodeMode));
  const uint64_t device = args[2].is_unbound() ? 0 : TRY(device_argument(thread, args[2]));
  const int directory = TRY(directory_argument(thread, args[3]));
  const int result =
      TRY(system_call(thread, [&] { return mknodat(directory, path.text(), static_cast<mode_t>(mode), device); }));
  return none_or_error(thread, result);
}

Value truncate_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "truncate", PathKind::kNameOrDescriptor));
  const int64_t length = TRY(offset_argument(thread, args[1]));
  TRY(audit(thread, "os.truncate", {path.object, args[1]}));
  const int result = TRY(system_call(thread, [&] {
    return path.is_descriptor() ? ftruncate(path.descriptor, length) : truncate(path.text(), length);
  }));
  return none_or_error(thread, result, path);
}

Value ftruncate_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int64_t length = TRY(offset_argument(thread, args[1]));
  TRY(audit(thread, "os.truncate", {args[0], args[1]}));
  return none_or_error(thread, TRY(system_call(thread, [&] { return ftruncate(descriptor, length); })));
}

constexpr NativeDefinition kFunctions[] = {
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename_function,
     "Gives a file or directory another name."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", replace_function,
     "Gives a file or directory another name, in place of what has it."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", link_function,
     "Gives a file a further name.", NativeKind::kFunction, CallErrors::kDerived,
     "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks=(os.name != 'nt'))"},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", symlink_function,
     "Makes a symbolic link `dst` to `src`."},
    {"readlink(path, *, dir_fd=None)", readlink_function, "What a symbolic link leads to."},
    {"unlink(path, *, dir_fd=None)", unlink_function, "Removes a file."},
    {"remove(path, *, dir_fd=None)", remove_function, "Removes a file."},
    {"mkfifo(path, mode=438, *, dir_fd=None)", mkfifo_function, "Makes a pipe with a name."},
    {"mknod(path, mode=384, device=0, *, dir_fd=None)", mknod_function,
     "Makes a node in the file system: a file, a device or a pipe, as the mode tells."},
    {"truncate(path, length)", truncate_function, "Sets the length of a file. The path may be a descriptor."},
    {"ftruncate(fd, length, /)", ftruncate_function, "Sets the length of an open file."},
};

}  // namespace

const std::span<const NativeDefinition> kFileFunctions = kFunctions;

}  // namespace memphis::posix
