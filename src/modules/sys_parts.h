// The parts of the module sys.
#pragma once

#include <string_view>

#include "runtime/native.h"

namespace memphis {

// The functions by theme.
std::span<const NativeDefinition> sys_frame_functions();     // _getframe, exc_info, settrace, ...
std::span<const NativeDefinition> sys_hook_functions();      // displayhook, excepthook, audit, ...
std::span<const NativeDefinition> sys_settings_functions();  // getrecursionlimit, intern, getsizeof, ...

// version_info, float_info, flags and the like.
Status add_sys_information(Thread& thread, Module* module);

// sys.monitoring, a module of its own.
Status add_sys_monitoring(Thread& thread, Module* sys);

// sys._jit.
Status add_sys_jit(Thread& thread, Module* sys);

// Separated by blanks.
extern const std::string_view kStandardModuleNames;

}  // namespace memphis
