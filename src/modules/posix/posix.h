// What the files of the module posix share.
#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "runtime/make.h"
#include "runtime/native.h"
#include "runtime/result.h"
#include "runtime/struct_sequence.h"

namespace memphis::posix {

// ---- Tables: the functions of each theme ----

extern const std::span<const NativeDefinition> kPathFunctions;
extern const std::span<const NativeDefinition> kStatusFunctions;
extern const std::span<const NativeDefinition> kDirectoryFunctions;
extern const std::span<const NativeDefinition> kScanFunctions;
extern const std::span<const NativeDefinition> kFileFunctions;
extern const std::span<const NativeDefinition> kOwnershipFunctions;
extern const std::span<const NativeDefinition> kTimestampFunctions;
extern const std::span<const NativeDefinition> kExtendedAttributeFunctions;
extern const std::span<const NativeDefinition> kDescriptorFunctions;
extern const std::span<const NativeDefinition> kTransferFunctions;
extern const std::span<const NativeDefinition> kEventFunctions;
extern const std::span<const NativeDefinition> kEnvironmentFunctions;
extern const std::span<const NativeDefinition> kProcessFunctions;
extern const std::span<const NativeDefinition> kForkFunctions;
extern const std::span<const NativeDefinition> kExecuteFunctions;
extern const std::span<const NativeDefinition> kSpawnFunctions;
extern const std::span<const NativeDefinition> kWaitFunctions;
extern const std::span<const NativeDefinition> kIdentityFunctions;
extern const std::span<const NativeDefinition> kSchedulingFunctions;
extern const std::span<const NativeDefinition> kSystemFunctions;
extern const std::span<const NativeDefinition> kTerminalFunctions;

extern const TypeSpec kDirEntryType;
extern const TypeSpec kScandirIteratorType;
extern const StructSequenceSpec kStatResult;
extern const StructSequenceSpec kStatvfsResult;
extern const StructSequenceSpec kTerminalSize;
extern const StructSequenceSpec kTimesResult;
extern const StructSequenceSpec kUnameResult;
extern const StructSequenceSpec kWaitidResult;
extern const StructSequenceSpec kSchedParam;

// ---- Paths ----

// A path as the functions of the system take it.
struct PathArgument {
  Value object;      // what errors show: the str or bytes, or the descriptor; None when left out
  std::string name;  // without zero bytes
  int descriptor = -1;
  bool is_bytes = false;  // what is found there is told as bytes too
  bool is_given = true;   // false: None

  bool is_descriptor() const { return descriptor != -1; }
  // Null for what is no name: the system then says that the address is bad, as it does for CPython.
  const char* text() const { return object.is_none() ? "." : is_name ? name.c_str() : nullptr; }
  bool is_name = false;
};

enum class PathKind : uint8_t { kName, kNameOrDescriptor, kOptional, kOptionalOrDescriptor };

// Converts a str, bytes or PathLike, and what `kind` allows besides. TypeError, ValueError (zero bytes), OverflowError
// and UnicodeEncodeError name function and parameter as CPython does. Runs user code.
Fallible<PathArgument> path_argument(Thread& thread, Value value, const char* function, PathKind kind = PathKind::kName,
                                     const char* parameter = "path");
// The str or bytes for a name from the system.
Value name_value(Thread& thread, std::string_view name, bool is_bytes);

// A parameter dir_fd: AT_FDCWD when left out or None.
Fallible<int> directory_argument(Thread& thread, Value value);
// ValueErrors for what cannot be combined with a descriptor in place of a path.
Status check_descriptor_use(Thread& thread, const char* function, const PathArgument& path, int directory,
                            bool follow_symlinks);

// ---- Errors: OSError of errno ----

FailureOfAnyType raise_errno(Thread& thread);
FailureOfAnyType raise_path_error(Thread& thread, const PathArgument& path);
FailureOfAnyType raise_path_error(Thread& thread, const PathArgument& path, const PathArgument& second);
// None when the result is not negative.
inline Value none_or_error(Thread& thread, int result) {
  return result < 0 ? Value(raise_errno(thread)) : Value::none();
}
inline Value none_or_error(Thread& thread, int result, const PathArgument& path) {
  return result < 0 ? Value(raise_path_error(thread, path)) : Value::none();
}

// ---- Numbers ----

// An off_t or the like. OverflowError "int too big to convert".
Fallible<int64_t> offset_argument(Thread& thread, Value value);
// A size; OverflowError "Python int too large to convert to C ssize_t".
Fallible<int64_t> size_argument(Thread& thread, Value value);
// A uid or gid, -1 too; `what` is "uid" or "gid". TypeError and OverflowError.
Fallible<uint32_t> identity_argument(Thread& thread, Value value, const char* what);
Value identity_value(Thread& thread, uint32_t identity);
// A device number; OverflowError.
Fallible<uint64_t> device_argument(Thread& thread, Value value);
// Any unsigned long; wraps around.
Fallible<int64_t> long_argument(Thread& thread, Value value);

// ---- Results ----

Value stat_value(Thread& thread, const struct stat& status);
// stat(2) and its kin, by whatever the arguments name. `function` is for messages.
Value stat_path(Thread& thread, const char* function, const PathArgument& path, int directory, bool follow_symlinks);

// The directory of variables with which the program was started: bytes to bytes.
Value make_environment(Thread& thread);

// The texts of a list or tuple of program arguments; `place` says whose in messages: "execv() arg 2". Runs user code.
Fallible<std::vector<std::string>> argument_list(Thread& thread, Value sequence, const char* place);
// The texts "KEY=VALUE" of a mapping. ValueError "illegal environment variable name". Runs user code.
Fallible<std::vector<std::string>> environment_list(Thread& thread, Value mapping);
// Pointers into the texts, null at the end.
std::vector<char*> pointers_to(std::vector<std::string>& texts);

// A number from a table of names, or the number itself, for sysconf and its kin.
struct ConfigurationName {
  const char* name;
  int number;
};
Fallible<int> configuration_argument(Thread& thread, Value value, std::span<const ConfigurationName> names);
extern const std::span<const ConfigurationName> kSystemNames, kStringNames, kPathNames;
// A dict of the table.
Value configuration_dict(Thread& thread, std::span<const ConfigurationName> names);

}  // namespace memphis::posix
