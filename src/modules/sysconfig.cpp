// The modules _sysconfig and _sysconfigdata: facts of the build. CPython's second one lists everything that its
// Makefile knows; here are the facts that are true of this program, and no more about compilers of extension modules
// than building tools insist on.
#include <cstddef>
#include <cwchar>

#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

struct BuildNumber {
  const char* name;
  int64_t value;
};
constexpr BuildNumber kNumbers[] = {
    {"ALIGNOF_LONG", alignof(long)},
    {"ALIGNOF_MAX_ALIGN_T", alignof(std::max_align_t)},
    {"ALIGNOF_SIZE_T", alignof(size_t)},
    {"HAVE_DYNAMIC_LOADING", 0},
    {"Py_DEBUG", 0},
    {"Py_ENABLE_SHARED", 0},
    {"Py_GIL_DISABLED", 0},
    {"Py_REMOTE_DEBUG", 0},
    {"Py_TRACE_REFS", 0},
    {"SIZEOF_DOUBLE", sizeof(double)},
    {"SIZEOF_FLOAT", sizeof(float)},
    {"SIZEOF_INT", sizeof(int)},
    {"SIZEOF_LONG", sizeof(long)},
    {"SIZEOF_LONG_DOUBLE", sizeof(long double)},
    {"SIZEOF_LONG_LONG", sizeof(long long)},
    {"SIZEOF_OFF_T", sizeof(off_t)},
    {"SIZEOF_PID_T", sizeof(pid_t)},
    {"SIZEOF_SHORT", sizeof(short)},
    {"SIZEOF_SIZE_T", sizeof(size_t)},
    {"SIZEOF_TIME_T", sizeof(time_t)},
    {"SIZEOF_UINTPTR_T", sizeof(uintptr_t)},
    {"SIZEOF_VOID_P", sizeof(void*)},
    {"SIZEOF_WCHAR_T", sizeof(wchar_t)},
    {"SIZEOF__BOOL", sizeof(bool)},
    {"WITH_DOC_STRINGS", 1},
};

struct BuildText {
  const char* name;
  const char* value;
};
constexpr BuildText kTexts[] = {
    {"ABIFLAGS", ""},
    // What setuptools compiles extension modules with. There are no headers to compile them against: it fails as it
    // does where no compiler is, and projects whose extension is optional go on without it.
    {"AR", "ar"},
    {"ARFLAGS", "rcs"},
    {"CC", "cc"},
    {"CCSHARED", "-fPIC"},
    {"CFLAGS", "-O2"},
    {"CXX", "c++"},
    {"LDCXXSHARED", "c++ -shared"},
    {"LDFLAGS", ""},
    {"LDSHARED", "cc -shared"},
    {"SHLIB_SUFFIX", ".so"},
    {"EXE", ""},
    // Tags of compiled modules, of which there are none: packaging tools derive from it that they fit no wheel.
    {"EXT_SUFFIX", ".memphis-314-x86_64-linux-gnu.so"},
    {"MULTIARCH", "x86_64-linux-gnu"},
    {"SOABI", "memphis-314-x86_64-linux-gnu"},
    {"TZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"},
    {"VERSION", "3.14"},
};

Value config_vars(Thread& thread, Value*) {
  Dict* variables = TRY(make_dict(thread));
  for (const char* name : {"Py_GIL_DISABLED", "Py_DEBUG"}) {
    TRY(dict_set_name(thread, variables, TRY(intern_text(thread.runtime, name)), Value::small_int(0)));
  }
  return variables;
}

constexpr NativeDefinition kFunctions[] = {
    {"config_vars()", config_vars, "The variables as a new dict."},
};

}  // namespace

Value create_sysconfig_module(Thread& thread) {
  return make_native_module(thread, "_sysconfig", "Facts of the build.", kFunctions);
}

Value create_sysconfig_data_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module = TRY(make_native_module(thread, kSysconfigDataName, "Facts of the build.", {}));
  Dict* variables = TRY(make_dict(thread));
  for (const BuildNumber& each : kNumbers) {
    TRY(dict_set_name(thread, variables, TRY(intern_text(runtime, each.name)), Value::small_int(each.value)));
  }
  for (const BuildText& each : kTexts) {
    TRY(dict_set_name(thread, variables, TRY(intern_text(runtime, each.name)), TRY(make_str(thread, each.value))));
  }
  for (const char* name : {"prefix", "exec_prefix"}) {
    Str* key = TRY(intern_text(runtime, name));
    Value value = dict_get_name(runtime, runtime.sys_dict, key);
    if (!value.is_unbound()) TRY(dict_set_name(thread, variables, key, value));
  }
  TRY(set_module_attribute(thread, module, "build_time_vars", variables));
  return module;
}

}  // namespace memphis
