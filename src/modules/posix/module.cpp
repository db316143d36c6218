// The module posix: what os offers of the system.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/memfd.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/posix/posix.h"

namespace memphis {

namespace posix {

namespace {

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#define CONSTANT_AS(name, value) {#name, value},
#include "modules/posix/constants.def"
#undef CONSTANT
#undef CONSTANT_AS
};

// The names by which os.py finds what follows from the system's functions.
constexpr const char* kSystemFunctionNames[] = {
    "HAVE_EVENTFD",        "HAVE_FACCESSAT",  "HAVE_FCHDIR",       "HAVE_FCHMOD",    "HAVE_FCHMODAT", "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",       "HAVE_FEXECVE",    "HAVE_FDOPENDIR",    "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE",      "HAVE_FUTIMENS",   "HAVE_FUTIMES",      "HAVE_FUTIMESAT", "HAVE_LINKAT",   "HAVE_LCHOWN",
    "HAVE_LSTAT",          "HAVE_LUTIMES",    "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT", "HAVE_MKNODAT",
    "HAVE_OPENAT",         "HAVE_READLINKAT", "HAVE_RENAMEAT",     "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
    "HAVE_TIMERFD_CREATE", "HAVE_PTSNAME_R",
};

Status add_functions(Thread& thread, Module* module) {
  for (std::span<const NativeDefinition> table :
       {kPathFunctions,       kStatusFunctions,    kDirectoryFunctions,  kScanFunctions,
        kFileFunctions,       kOwnershipFunctions, kTimestampFunctions,  kExtendedAttributeFunctions,
        kDescriptorFunctions, kTransferFunctions,  kEventFunctions,      kEnvironmentFunctions,
        kProcessFunctions,    kForkFunctions,      kExecuteFunctions,    kSpawnFunctions,
        kWaitFunctions,       kIdentityFunctions,  kSchedulingFunctions, kSystemFunctions,
        kTerminalFunctions}) {
    TRY(add_module_functions(thread, module, table));
  }
  return {};
}

Status add_types(Thread& thread, Module* module) {
  TRY(add_module_type(thread, module, kDirEntryType));
  TRY(make_hidden_type(thread, kScandirIteratorType));
  for (const StructSequenceSpec* spec :
       {&kStatResult, &kStatvfsResult, &kTerminalSize, &kTimesResult, &kUnameResult, &kWaitidResult, &kSchedParam}) {
    TRY(add_struct_sequence_type(thread, module, *spec));
  }
  return {};
}

Status add_contents(Thread& thread, Module* module) {
  TRY(add_functions(thread, module));
  TRY(add_types(thread, module));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kOSError)));
  TRY(set_module_attribute(thread, module, "environ", TRY(make_environment(thread))));
  TRY(set_module_attribute(thread, module, "sysconf_names", TRY(configuration_dict(thread, kSystemNames))));
  TRY(set_module_attribute(thread, module, "confstr_names", TRY(configuration_dict(thread, kStringNames))));
  TRY(set_module_attribute(thread, module, "pathconf_names", TRY(configuration_dict(thread, kPathNames))));
  List* names = TRY(make_list(thread));
  for (const char* name : kSystemFunctionNames) TRY(list_append(thread, names, TRY(make_str(thread, name))));
  return set_module_attribute(thread, module, "_have_functions", names);
}

}  // namespace
}  // namespace posix

Value create_posix_module(Thread& thread) {
  Module* module = TRY(make_native_module(
      thread, "posix", "What the system offers, by the names that POSIX has for it. Use the module os.", {}));
  TRY(posix::add_contents(thread, module));
  return module;
}

}  // namespace memphis
