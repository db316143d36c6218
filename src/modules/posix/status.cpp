// What the system knows of a file: stat, statvfs, access and their kin.
#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/library.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::posix {

namespace {

constexpr StructField kStatFields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"},
    {"st_size", "total size, in bytes"},
    {nullptr, "integer time of last access"},
    {nullptr, "integer time of last modification"},
    {nullptr, "integer time of last change"},
    {"st_atime", "time of last access", 7},
    {"st_mtime", "time of last modification", 8},
    {"st_ctime", "time of last change", 9},
    {"st_atime_ns", "time of last access in nanoseconds"},
    {"st_mtime_ns", "time of last modification in nanoseconds"},
    {"st_ctime_ns", "time of last change in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"},
    {"st_rdev", "device type (if inode device)"},
};

constexpr StructField kStatvfsFields[] = {
    {"f_bsize"}, {"f_frsize"}, {"f_blocks"}, {"f_bfree"},   {"f_bavail"}, {"f_files"},
    {"f_ffree"}, {"f_favail"}, {"f_flag"},   {"f_namemax"}, {"f_fsid"},
};

Value seconds_value(Thread& thread, const timespec& time) {
  return make_float(thread, static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

// Nanoseconds since the epoch; a file system may tell years that 64 bits do not reach.
Value nanoseconds_value(Thread& thread, const timespec& time) {
  int64_t result;
  if (!__builtin_mul_overflow(int64_t{time.tv_sec}, kNanosecondsPerSecond, &result) &&
      !__builtin_add_overflow(result, int64_t{time.tv_nsec}, &result)) {
    return make_int(thread, result);
  }
  Value whole = TRY(int_multiply(thread, TRY(make_int(thread, time.tv_sec)), Value::small_int(kNanosecondsPerSecond)));
  return int_add(thread, whole, Value::small_int(time.tv_nsec));
}

}  // namespace

Value stat_value(Thread& thread, const struct stat& status) {
  const timespec* times[] = {&status.st_atim, &status.st_mtim, &status.st_ctim};
  Value values[std::size(kStatFields)] = {make_int(thread, status.st_mode),
                                          TRY(make_int_unsigned(thread, status.st_ino)),
                                          TRY(make_int_unsigned(thread, status.st_dev)),
                                          TRY(make_int_unsigned(thread, status.st_nlink)),
                                          identity_value(thread, status.st_uid),
                                          identity_value(thread, status.st_gid),
                                          TRY(make_int(thread, status.st_size))};
  for (size_t i = 0; i < std::size(times); i++) {
    values[7 + i] = TRY(make_int(thread, times[i]->tv_sec));
    values[10 + i] = TRY(seconds_value(thread, *times[i]));
    values[13 + i] = TRY(nanoseconds_value(thread, *times[i]));
  }
  values[16] = TRY(make_int(thread, status.st_blksize));
  values[17] = TRY(make_int(thread, status.st_blocks));
  values[18] = TRY(make_int_unsigned(thread, status.st_rdev));
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kStatResult), values);
}

Value stat_path(Thread& thread, const char* function, const PathArgument& path, int directory, bool follow_symlinks) {
  if (directory != AT_FDCWD && path.is_descriptor()) {
    return raise_value_error(thread, "{}: can't specify dir_fd without matching path", function);
  }
  TRY(check_descriptor_use(thread, function, path, directory, follow_symlinks));
  struct stat status;
  const int result = TRY(system_call(thread, [&] {
    if (path.is_descriptor()) return fstat(path.descriptor, &status);
    return fstatat(directory, path.text(), &status, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  const bool is_packed =
      result < 0 && !path.is_descriptor() && library_file_status(thread.runtime, path.text(), status);
  if (result < 0 && !is_packed) return raise_path_error(thread, path);
  return stat_value(thread, status);
}

namespace {

Value stat_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "stat", PathKind::kNameOrDescriptor));
  const int directory = TRY(directory_argument(thread, args[1]));
  return stat_path(thread, "stat", path, directory, TRY(flag_argument(thread, args[2], true)));
}

Value lstat_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "lstat"));
  return stat_path(thread, "lstat", path, TRY(directory_argument(thread, args[1])), false);
}

Value fstat_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  struct stat status;
  if (TRY(system_call(thread, [&] { return fstat(descriptor, &status); })) < 0) return raise_errno(thread);
  return stat_value(thread, status);
}

Value statvfs_value(Thread& thread, const struct statvfs& status) {
  const uint64_t numbers[] = {status.f_bsize,  status.f_frsize,  status.f_blocks, status.f_bfree,
                              status.f_bavail, status.f_files,   status.f_ffree,  status.f_favail,
                              status.f_flag,   status.f_namemax, status.f_fsid};
  Value values[std::size(numbers)];
  for (size_t i = 0; i < std::size(numbers); i++) values[i] = TRY(make_int_unsigned(thread, numbers[i]));
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kStatvfsResult), values);
}

Value statvfs_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "statvfs", PathKind::kNameOrDescriptor));
  struct statvfs status;
  const int result = TRY(system_call(thread, [&] {
    return path.is_descriptor() ? fstatvfs(path.descriptor, &status) : statvfs(path.text(), &status);
  }));
  if (result < 0) return raise_path_error(thread, path);
  return statvfs_value(thread, status);
}

Value fstatvfs_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  struct statvfs status;
  if (TRY(system_call(thread, [&] { return fstatvfs(descriptor, &status); })) < 0) return raise_errno(thread);
  return statvfs_value(thread, status);
}

Value access_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "access"));
  const int mode = TRY(int_argument(thread, args[1]));
  const int directory = TRY(directory_argument(thread, args[2]));
  const bool effective_ids = TRY(flag_argument(thread, args[3], false));
  const bool follow_symlinks = TRY(flag_argument(thread, args[4], true));
  const int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  if (faccessat(directory, path.text(), mode, flags) == 0) return Value::true_value();
  struct stat status;
  return Value::boolean((mode & W_OK) == 0 && library_file_status(thread.runtime, path.text(), status));
}

// ---- Device numbers ----

Value major_function(Thread& thread, Value* args) {
  return make_int(thread, major(TRY(device_argument(thread, args[0]))));
}

Value minor_function(Thread& thread, Value* args) {
  return make_int(thread, minor(TRY(device_argument(thread, args[0]))));
}

Fallible<uint32_t> device_part(Thread& thread, Value value) {
  const uint64_t number = TRY(device_argument(thread, value));
  if (number > UINT32_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C dev_t");
  }
  return static_cast<uint32_t>(number);
}

Value makedev_function(Thread& thread, Value* args) {
  const uint32_t high = TRY(device_part(thread, args[0])), low = TRY(device_part(thread, args[1]));
  return make_int_unsigned(thread, makedev(high, low));
}

// ---- Limits of the file system ----

Value path_limit(Thread& thread, long limit, const PathArgument* path) {
  if (limit != -1 || errno == 0) return make_int(thread, limit);
  if (path != nullptr) return raise_path_error(thread, *path);
  return raise_errno(thread);
}

Value pathconf_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "pathconf", PathKind::kNameOrDescriptor));
  const int name = TRY(configuration_argument(thread, args[1], kPathNames));
  errno = 0;
  const long limit = path.is_descriptor() ? fpathconf(path.descriptor, name) : pathconf(path.text(), name);
  // A name that the system does not know is not the path's fault.
  return path_limit(thread, limit, errno == EINVAL ? nullptr : &path);
}

Value fpathconf_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int name = TRY(configuration_argument(thread, args[1], kPathNames));
  errno = 0;
  return path_limit(thread, fpathconf(descriptor, name), nullptr);
}

constexpr NativeDefinition kFunctions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", stat_function,
     "What the system knows of a file: a stat_result. The path may be a descriptor."},
    {"lstat(path, *, dir_fd=None)", lstat_function, "As stat(), of a symbolic link itself."},
    {"fstat(fd)", fstat_function, "What the system knows of an open file: a stat_result."},
    {"statvfs(path)", statvfs_function, "What the system knows of the file system that a path lies in."},
    {"fstatvfs(fd, /)", fstatvfs_function, "What the system knows of the file system that an open file lies in."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", access_function,
     "Whether the process may use the path in the way that the mode (F_OK, or R_OK, W_OK, X_OK together) tells."},
    {"major(device, /)", major_function, "The major part of a device number."},
    {"minor(device, /)", minor_function, "The minor part of a device number."},
    {"makedev(major, minor, /)", makedev_function, "The device number of the two parts."},
    {"pathconf(path, name)", pathconf_function, "A limit of the file system that a path lies in."},
    {"fpathconf(fd, name, /)", fpathconf_function, "A limit of the file system that an open file lies in."},
};

}  // namespace

const std::span<const NativeDefinition> kStatusFunctions = kFunctions;

constinit const StructSequenceSpec kStatResult = struct_sequence(
    "os", "stat_result",
    "What stat, lstat and fstat give: a tuple of mode, ino, dev, nlink, uid, gid, size, atime, mtime and ctime,\n"
    "and the attributes st_mode, st_ino and so on, some of which are attributes only.",
    kStatFields, 10);

constinit const StructSequenceSpec kStatvfsResult =
    struct_sequence("os", "statvfs_result",
                    "What statvfs and fstatvfs give: a tuple of bsize, frsize, blocks, bfree, bavail, files, ffree, "
                    "favail,\nflag and namemax, and the attributes f_bsize, f_frsize and so on.",
                    kStatvfsFields, 10);

}  // namespace memphis::posix
