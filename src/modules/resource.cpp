// The module resource: what processes have used and may use.
#include "modules/resource.h"

#include <unistd.h>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr StructField kUsageFields[] = {
    {"ru_utime", "user time used"},
    {"ru_stime", "system time used"},
    {"ru_maxrss", "max. resident set size"},
    {"ru_ixrss", "shared memory size"},
    {"ru_idrss", "unshared data size"},
    {"ru_isrss", "unshared stack size"},
    {"ru_minflt", "page faults not requiring I/O"},
    {"ru_majflt", "page faults requiring I/O"},
    {"ru_nswap", "number of swap outs"},
    {"ru_inblock", "block input operations"},
    {"ru_oublock", "block output operations"},
    {"ru_msgsnd", "IPC messages sent"},
    {"ru_msgrcv", "IPC messages received"},
    {"ru_nsignals", "signals received"},
    {"ru_nvcsw", "voluntary context switches"},
    {"ru_nivcsw", "involuntary context switches"},
};

constinit const StructSequenceSpec kUsage =
    struct_sequence("resource", "struct_rusage",
                    "What getrusage gives: a tuple of (utime, stime, maxrss, ixrss, idrss, isrss, minflt, majflt,\n"
                    "nswap, inblock, oublock, msgsnd, msgrcv, nsignals, nvcsw, nivcsw), and the attributes ru_utime "
                    "and so on.",
                    kUsageFields, 16);

Type* usage_type(Thread& thread) {
  Type* type = struct_sequence_type(thread.runtime, kUsage);
  if (type != nullptr) return type;
  type = TRY(make_struct_sequence_type(thread, kUsage));
  keep_module_type(thread.runtime, kUsage, type);
  return type;
}

Value getrusage_function(Thread& thread, Value* args) {
  const int who = TRY(int_argument(thread, args[0]));
  rusage usage;
  if (getrusage(static_cast<__rusage_who_t>(who), &usage) < 0) {
    if (errno == EINVAL) return raise_value_error(thread, "invalid who parameter");
    return raise_os_error(thread, errno);
  }
  return make_resource_usage(thread, usage);
}

// ---- Limits ----

Fallible<rlim_t> limit_argument(Thread& thread, Value value) {
  int64_t number;
  // RLIM_INFINITY is -1 for Python programs.
  if (int_to_int64(TRY(to_index(thread, value)), number)) return static_cast<rlim_t>(number);
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
}

Value limit_value(Thread& thread, rlim_t limit) {
  return limit == RLIM_INFINITY ? Value::small_int(-1) : make_int_unsigned(thread, limit);
}

Value limits_value(Thread& thread, const rlimit& limits) {
  Value soft = TRY(limit_value(thread, limits.rlim_cur));
  return make_tuple(thread, {soft, TRY(limit_value(thread, limits.rlim_max))});
}

Fallible<rlimit> limits_argument(Thread& thread, Value value) {
  Tuple* pair = TRY(tuple_from_iterable(thread, value));
  if (pair->size != 2) return raise_value_error(thread, "expected a tuple of 2 integers");
  rlimit limits;
  limits.rlim_cur = TRY(limit_argument(thread, pair->items[0]));
  limits.rlim_max = TRY(limit_argument(thread, pair->items[1]));
  return limits;
}

Fallible<__rlimit_resource_t> resource_argument(Thread& thread, Value value) {
  const int resource = TRY(int_argument(thread, value));
  if (resource < 0 || resource >= RLIM_NLIMITS) return raise_value_error(thread, "invalid resource specified");
  return static_cast<__rlimit_resource_t>(resource);
}

FailureOfAnyType raise_limit_error(Thread& thread) {
  if (errno == EINVAL) return raise_value_error(thread, "current limit exceeds maximum limit");
  if (errno == EPERM) return raise_value_error(thread, "not allowed to raise maximum limit");
  return raise_os_error(thread, errno);
}

Value getrlimit_function(Thread& thread, Value* args) {
  rlimit limits;
  if (getrlimit(TRY(resource_argument(thread, args[0])), &limits) < 0) return raise_os_error(thread, errno);
  return limits_value(thread, limits);
}

Value setrlimit_function(Thread& thread, Value* args) {
  const __rlimit_resource_t resource = TRY(resource_argument(thread, args[0]));
  TRY(audit(thread, "resource.setrlimit", {args[0], args[1]}));
  const rlimit limits = TRY(limits_argument(thread, args[1]));
  if (setrlimit(resource, &limits) < 0) return raise_limit_error(thread);
  return Value::none();
}

Value prlimit_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  const __rlimit_resource_t resource = TRY(resource_argument(thread, args[1]));
  rlimit old, limits;
  const bool sets = !args[2].is_unbound() && !args[2].is_none();
  TRY(audit(thread, "resource.prlimit", {args[0], args[1], sets ? args[2] : Value::none()}));
  if (sets) limits = TRY(limits_argument(thread, args[2]));
  if (prlimit(process, static_cast<enum __rlimit_resource>(resource), sets ? &limits : nullptr, &old) < 0) {
    if (errno == EINVAL) return raise_value_error(thread, "current limit exceeds maximum limit");
    return raise_os_error(thread, errno);
  }
  return limits_value(thread, old);
}

Value getpagesize_function(Thread& thread, Value*) { return make_int(thread, sysconf(_SC_PAGESIZE)); }

constexpr NativeDefinition kFunctions[] = {
    {"getrusage(who, /)", getrusage_function, "What this process, its thread or its children have used."},
    {"getrlimit(resource, /)", getrlimit_function, "The soft and the hard limit of a resource."},
    {"setrlimit(resource, limits, /)", setrlimit_function, "Sets the soft and the hard limit of a resource."},
    {"prlimit(pid, resource, limits=None, /)", prlimit_function,
     "Sets the limits of a resource for a process, if given, and gives what they were."},
    {"getpagesize()", getpagesize_function, "The size of a page of memory in bytes."},
};

constexpr ModuleConstant kConstants[] = {
    {"RLIMIT_CPU", RLIMIT_CPU},         {"RLIMIT_FSIZE", RLIMIT_FSIZE},
    {"RLIMIT_DATA", RLIMIT_DATA},       {"RLIMIT_STACK", RLIMIT_STACK},
    {"RLIMIT_CORE", RLIMIT_CORE},       {"RLIMIT_NOFILE", RLIMIT_NOFILE},
    {"RLIMIT_OFILE", RLIMIT_NOFILE},    {"RLIMIT_AS", RLIMIT_AS},
    {"RLIMIT_RSS", RLIMIT_RSS},         {"RLIMIT_NPROC", RLIMIT_NPROC},
    {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK}, {"RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE},
    {"RLIMIT_NICE", RLIMIT_NICE},       {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
    {"RLIMIT_RTTIME", RLIMIT_RTTIME},   {"RLIMIT_SIGPENDING", RLIMIT_SIGPENDING},
    {"RUSAGE_SELF", RUSAGE_SELF},       {"RUSAGE_CHILDREN", RUSAGE_CHILDREN},
    {"RUSAGE_THREAD", RUSAGE_THREAD},   {"RLIM_INFINITY", -1},
};

}  // namespace

Value make_resource_usage(Thread& thread, const rusage& usage) {
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  const long counts[] = {usage.ru_maxrss, usage.ru_ixrss,    usage.ru_idrss,   usage.ru_isrss,   usage.ru_minflt,
                         usage.ru_majflt, usage.ru_nswap,    usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd,
                         usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw,   usage.ru_nivcsw};
  Value values[2 + std::size(counts)] = {TRY(make_float(thread, seconds(usage.ru_utime))),
                                         TRY(make_float(thread, seconds(usage.ru_stime)))};
  for (size_t i = 0; i < std::size(counts); i++) values[2 + i] = TRY(make_int(thread, counts[i]));
  return make_struct_sequence(thread, TRY(usage_type(thread)), values);
}

Value create_resource_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "resource", "What processes have used and may use.", kFunctions));
  TRY(set_module_attribute(thread, module, "struct_rusage", TRY(usage_type(thread))));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kOSError)));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis
