#include <cmath>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/time_parts.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"

namespace memphis {

namespace {

Value strptime(Thread& thread, Value* args) {
  Value parse = TRY(import_attribute(thread, "_strptime", "_strptime_time"));
  return call_with(thread, parse, args[0].as<Tuple>(), Value::unbound());
}

struct Zone {
  std::string name;
  int64_t west;  // seconds
};

Zone zone_at(time_t time) {
  tm parts{};
  localtime_r(&time, &parts);
  return {parts.tm_zone == nullptr ? "" : parts.tm_zone, -parts.tm_gmtoff};
}

// timezone, altzone, daylight and tzname: from what holds in this year's winter and summer.
Status set_zone_attributes(Thread& thread, Module* module) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t january = ::time(nullptr) / kYear * kYear;
  Zone standard = zone_at(january), summer = zone_at(january + kYear / 2);
  const bool daylight = standard.west != summer.west;
  if (standard.west < summer.west) std::swap(standard, summer);  // the southern hemisphere
  TRY(set_module_attribute(thread, module, "timezone", TRY(make_int(thread, standard.west))));
  TRY(set_module_attribute(thread, module, "altzone", TRY(make_int(thread, summer.west))));
  TRY(set_module_attribute(thread, module, "daylight", Value::small_int(daylight)));
  Value names =
      TRY(make_tuple(thread, {Value(TRY(make_str(thread, standard.name))), Value(TRY(make_str(thread, summer.name)))}));
  return set_module_attribute(thread, module, "tzname", names);
}

Value tzset_function(Thread& thread, Value*) {
  ::tzset();
  Value module = TRY(import_module(thread, "time"));
  if (module.is_kind(Kind::kModule)) TRY(set_zone_attributes(thread, module.as<Module>()));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"time()", time_read_seconds<CLOCK_REALTIME>, "Seconds since the epoch, a float."},
    {"time_ns()", time_read_nanoseconds<CLOCK_REALTIME>, "Nanoseconds since the epoch, an int."},
    {"clock_gettime(clk_id, /)", time_clock_gettime, "What the clock says, in seconds."},
    {"clock_gettime_ns(clk_id, /)", time_clock_gettime_ns, "What the clock says, in nanoseconds."},
    {"clock_settime(clk_id, time, /)", time_clock_settime, "Sets the clock to so many seconds."},
    {"clock_settime_ns(clk_id, time, /)", time_clock_settime_ns, "Sets the clock to so many nanoseconds."},
    {"clock_getres(clk_id, /)", time_clock_getres, "What one tick of the clock is, in seconds."},
    {"pthread_getcpuclockid(thread_id, /)", time_pthread_getcpuclockid, "The clock of a thread's processor time."},
    {"sleep(seconds, /)", time_sleep, "Waits so many seconds."},
    {"gmtime(seconds=None, /)", time_gmtime, "The time, now unless given, broken down in UTC."},
    {"localtime(seconds=None, /)", time_localtime, "The time, now unless given, broken down in local time."},
    {"asctime(tuple=None, /)", time_asctime,
     "A text like 'Sat Jun  6 16:26:11 1998'; of the present time unless given."},
    {"ctime(seconds=None, /)", time_ctime, "asctime(localtime(seconds))"},
    {"mktime(tuple, /)", time_mktime, "A broken-down local time to seconds since the epoch."},
    {"strftime(format, tuple=None, /)", time_strftime,
     "The text that the format asks for; of the present time unless given."},
    {"strptime(*args)", strptime, "The struct_time that a text stands for, read by a format as of strftime()."},
    {"tzset()", tzset_function, "Reads the environment variable TZ again."},
    {"monotonic()", time_read_seconds<CLOCK_MONOTONIC>, "A clock that never goes back, in seconds."},
    {"monotonic_ns()", time_read_nanoseconds<CLOCK_MONOTONIC>, "A clock that never goes back, in nanoseconds."},
    {"process_time()", time_read_seconds<CLOCK_PROCESS_CPUTIME_ID>,
     "Processor time that the process used, in seconds."},
    {"process_time_ns()", time_read_nanoseconds<CLOCK_PROCESS_CPUTIME_ID>,
     "Processor time that the process used, in nanoseconds."},
    {"thread_time()", time_read_seconds<CLOCK_THREAD_CPUTIME_ID>, "Processor time that the thread used, in seconds."},
    {"thread_time_ns()", time_read_nanoseconds<CLOCK_THREAD_CPUTIME_ID>,
     "Processor time that the thread used, in nanoseconds."},
    {"perf_counter()", time_read_seconds<CLOCK_MONOTONIC>, "The clock to measure with, in seconds."},
    {"perf_counter_ns()", time_read_nanoseconds<CLOCK_MONOTONIC>, "The clock to measure with, in nanoseconds."},
    {"get_clock_info(name, /)", time_get_clock_info,
     "What is known of a clock: 'time', 'monotonic', 'perf_counter', ..."},
};

constexpr ModuleConstant kConstants[] = {
    {"_STRUCT_TM_ITEMS", 11},
    {"CLOCK_REALTIME", CLOCK_REALTIME},
    {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
    {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
    {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
    {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
    {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
    {"CLOCK_TAI", CLOCK_TAI},
};

}  // namespace

Value create_time_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module = TRY(make_native_module(thread, "time", "Clocks, calendar times, and waiting.", kFunctions));
  Type* type = struct_time_type(runtime);
  if (type == nullptr) {
    type = TRY(make_struct_sequence_type(thread, kStructTime));
    runtime.permanent.push_back(type);
    runtime.module_states.emplace_back(&kStructTime, type);
  }
  TRY(set_module_attribute(thread, module, "struct_time", type));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_zone_attributes(thread, module));
  return module;
}

}  // namespace memphis
