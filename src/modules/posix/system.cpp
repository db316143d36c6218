// The system as a whole: its name, its limits, its random numbers.
#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

constexpr StructField kUnameFields[] = {
    {"sysname", "operating system name"},    {"nodename", "name of machine on network (implementation-defined)"},
    {"release", "operating system release"}, {"version", "operating system version"},
    {"machine", "hardware identifier"},
};

constexpr StructField kTimesFields[] = {
    {"user", "user time"},
    {"system", "system time"},
    {"children_user", "user time of children"},
    {"children_system", "system time of children"},
    {"elapsed", "elapsed time since an arbitrary point in the past"},
};

Value uname_function(Thread& thread, Value*) {
  utsname names;
  if (uname(&names) < 0) return raise_errno(thread);
  const char* texts[] = {names.sysname, names.nodename, names.release, names.version, names.machine};
  Value values[std::size(texts)];
  for (size_t i = 0; i < std::size(texts); i++) values[i] = TRY(decode_path(thread, texts[i]));
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kUnameResult), values);
}

Value times_function(Thread& thread, Value*) {
  tms parts;
  const clock_t elapsed = times(&parts);
  if (elapsed == static_cast<clock_t>(-1)) return raise_errno(thread);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  const clock_t counts[] = {parts.tms_utime, parts.tms_stime, parts.tms_cutime, parts.tms_cstime, elapsed};
  Value values[std::size(counts)];
  for (size_t i = 0; i < std::size(counts); i++) {
    values[i] = TRY(make_float(thread, static_cast<double>(counts[i]) / ticks));
  }
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kTimesResult), values);
}

Value getloadavg_function(Thread& thread, Value*) {
  double averages[3];
  if (getloadavg(averages, 3) != 3) return raise(thread, ExceptionId::kOSError, "Load averages are unobtainable");
  Value values[3];
  for (int i = 0; i < 3; i++) values[i] = TRY(make_float(thread, averages[i]));
  return make_tuple(thread, std::span<const Value>(values));
}

Value strerror_function(Thread& thread, Value* args) {
  return decode_path(thread, strerror(TRY(int_argument(thread, args[0]))));
}

// ---- Random bytes ----

// Fills all of the buffer; `flags` as of getrandom.
Fallible<bool> fill_randomly(Thread& thread, std::span<uint8_t> bytes) {
  size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count =
        TRY(system_call(thread, [&] { return getrandom(bytes.data() + filled, bytes.size() - filled, 0); }));
    if (count < 0) return raise_errno(thread);
    filled += static_cast<size_t>(count);
  }
  return true;
}

Value urandom_function(Thread& thread, Value* args) {
  const int64_t size = TRY(size_argument(thread, args[0]));
  if (size < 0) return raise_value_error(thread, "negative argument not allowed");
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  TRY(fill_randomly(thread, {bytes->data, bytes->size}));
  return bytes;
}

Value getrandom_function(Thread& thread, Value* args) {
  const int64_t size = TRY(size_argument(thread, args[0]));
  const int flags = TRY(int_argument(thread, args[1], 0));
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(thread);
  }
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  const ssize_t count =
      TRY(system_call(thread, [&] { return getrandom(bytes->data, bytes->size, static_cast<unsigned>(flags)); }));
  if (count < 0) return raise_errno(thread);
  return make_bytes(thread, {bytes->data, static_cast<size_t>(count)});
}

// ---- Configuration ----

constexpr ConfigurationName kSystemNameTable[] = {
#define SYSTEM_NAME(name) {#name, _##name},
#define STRING_NAME(name)
#define PATH_NAME(name)
#include "modules/posix/configuration_names.def"
#undef SYSTEM_NAME
#undef STRING_NAME
#undef PATH_NAME
};
constexpr ConfigurationName kStringNameTable[] = {
#define SYSTEM_NAME(name)
#define STRING_NAME(name) {#name, _##name},
#define PATH_NAME(name)
#include "modules/posix/configuration_names.def"
#undef SYSTEM_NAME
#undef STRING_NAME
#undef PATH_NAME
};
constexpr ConfigurationName kPathNameTable[] = {
#define SYSTEM_NAME(name)
#define STRING_NAME(name)
#define PATH_NAME(name) {#name, _##name},
#include "modules/posix/configuration_names.def"
#undef SYSTEM_NAME
#undef STRING_NAME
#undef PATH_NAME
};

Value sysconf_function(Thread& thread, Value* args) {
  const int name = TRY(configuration_argument(thread, args[0], kSystemNames));
  errno = 0;  // -1 is an answer too
  const long value = sysconf(name);
  if (value == -1 && errno != 0) return raise_errno(thread);
  return make_int(thread, value);
}

Value confstr_function(Thread& thread, Value* args) {
  const int name = TRY(configuration_argument(thread, args[0], kStringNames));
  errno = 0;
  const size_t size = confstr(name, nullptr, 0);
  if (size == 0) {
    if (errno != 0) return raise_errno(thread);
    return Value::none();
  }
  std::string text(size, '\0');
  confstr(name, text.data(), size);
  text.resize(size - 1);
  return decode_path(thread, text);
}

constexpr NativeDefinition kFunctions[] = {
    {"uname()", uname_function, "The names of the system and the machine."},
    {"times()", times_function, "The times that the process and its children have used, in seconds."},
    {"getloadavg()", getloadavg_function, "The load of the system over the last 1, 5 and 15 minutes."},
    {"strerror(code, /)", strerror_function, "The message of an error number."},
    {"urandom(size, /)", urandom_function, "Random bytes that are good enough for cryptography."},
    {"getrandom(size, flags=0)", getrandom_function, "Random bytes from the system."},
    {"sysconf(name, /)", sysconf_function, "An integer that tells how the system is configured."},
    {"confstr(name, /)", confstr_function, "A str that tells how the system is configured; None: not defined."},
};

}  // namespace

const std::span<const ConfigurationName> kSystemNames = kSystemNameTable;
const std::span<const ConfigurationName> kStringNames = kStringNameTable;
const std::span<const ConfigurationName> kPathNames = kPathNameTable;

Fallible<int> configuration_argument(Thread& thread, Value value, std::span<const ConfigurationName> names) {
  if (is_str(value)) {
    const std::string text = text_of(value);
    for (const ConfigurationName& name : names) {
      if (text == name.name) return name.number;
    }
    return raise_value_error(thread, "unrecognized configuration name");
  }
  if (is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
    return int_argument(thread, value);
  }
  return raise_type_error(thread, "configuration names must be strings or integers");
}

Value configuration_dict(Thread& thread, std::span<const ConfigurationName> names) {
  Dict* dict = TRY(make_dict(thread));
  for (const ConfigurationName& name : names) {
    TRY(dict_set(thread, dict, TRY(make_str(thread, name.name)), Value::small_int(name.number)));
  }
  return dict;
}

const std::span<const NativeDefinition> kSystemFunctions = kFunctions;

constinit const StructSequenceSpec kUnameResult = struct_sequence(
    "posix", "uname_result",
    "What uname gives: a tuple of sysname, nodename, release, version and machine, with these as attributes.",
    kUnameFields, 5);

constinit const StructSequenceSpec kTimesResult = struct_sequence(
    "posix", "times_result",
    "What times gives: a tuple of user, system, children_user, children_system and elapsed, with these as attributes.",
    kTimesFields, 5);

}  // namespace memphis::posix
