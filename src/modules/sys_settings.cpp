// sys: limits and settings, sizes, interning.
#include "modules/sys_parts.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value sys_getrecursionlimit(Thread& thread, Value*) { return Value::small_int(thread.recursion_limit); }

Value sys_setrecursionlimit(Thread& thread, Value* args) {
  int64_t limit = TRY(to_index_int64(thread, args[0]));
  if (limit < 1) return raise_value_error(thread, "recursion limit must be greater or equal than 1");
  if (limit > INT32_MAX) return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  if (thread.recursion_depth >= limit) {
    return raise(thread, ExceptionId::kRecursionError,
                 "cannot set the recursion limit to {} at the recursion depth {}: the limit is too low", limit,
                 thread.recursion_depth);
  }
  for (Thread* each : thread.runtime.threads) each->recursion_limit = static_cast<uint32_t>(limit);
  return Value::none();
}

Value sys_get_int_max_str_digits(Thread& thread, Value*) {
  return Value::small_int(thread.runtime.options.int_max_str_digits);
}

Value sys_set_int_max_str_digits(Thread& thread, Value* args) {
  constexpr int64_t kThreshold = 640;
  int64_t digits = TRY(to_index_int64(thread, args[0]));
  if (digits != 0 && digits < kThreshold) {
    return raise_value_error(thread, "maxdigits must be >= {} or 0 for unlimited", kThreshold);
  }
  thread.runtime.options.int_max_str_digits = static_cast<uint32_t>(digits);
  return Value::none();
}

Value sys_getswitchinterval(Thread& thread, Value*) { return make_float(thread, thread.runtime.switch_interval); }

Value sys_setswitchinterval(Thread& thread, Value* args) {
  double interval = TRY(to_double(thread, args[0]));
  if (!(interval > 0)) return raise_value_error(thread, "switch interval must be strictly positive");
  thread.runtime.switch_interval = interval;
  return Value::none();
}

Value sys_intern(Thread& thread, Value* args) {
  if (!is_str(args[0]))
    return raise_type_error(thread, "intern() argument must be str, not {}", argument_type_name(thread, args[0]));
  if (!is_exact_str(args[0])) return raise_type_error(thread, "can't intern {}", type_name(thread, args[0]));
  return intern(thread.runtime, args[0].as<Str>());
}

Value sys_is_interned(Thread& thread, Value* args) {
  if (!is_str(args[0])) {
    return raise_type_error(thread, "_is_interned() argument must be str, not {}", argument_type_name(thread, args[0]));
  }
  return Value::boolean(args[0].as<Str>()->is_interned());
}

Value sys_getunicodeinternedsize(Thread& thread, Value*) {
  return make_int(thread, static_cast<int64_t>(thread.runtime.intern_count));
}

Value sys_getsizeof(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[0]);
  Value method = type_lookup(thread.runtime, type, thread.runtime.name(Name::kSizeOf));
  Value size;
  if (method.is_unbound()) {
    size = raise_type_error(thread, "Type {} doesn't define __sizeof__", type_name(type));
  } else {
    size = call_special_method(thread, method, args[0]);
  }
  if (size.is_error()) {
    if (args[1].is_unbound() || !take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return args[1];
  }
  int64_t bytes = TRY(to_index_int64(thread, size));
  if (bytes < 0) return raise_value_error(thread, "__sizeof__() should return >= 0");
  return make_int(thread, bytes);
}

Value sys_utf8(Thread& thread, Value*) { return make_str(thread, "utf-8"); }
Value sys_surrogateescape(Thread& thread, Value*) { return make_str(thread, "surrogateescape"); }
Value sys_false(Thread&, Value*) { return Value::false_value(); }
Value sys_true(Thread&, Value*) { return Value::true_value(); }
Value sys_nothing(Thread&, Value*) { return Value::none(); }
Value sys_cpu_count_config(Thread&, Value*) { return Value::small_int(-1); }

Value sys_getdlopenflags(Thread& thread, Value*) { return Value::small_int(thread.runtime.dlopen_flags); }
Value sys_setdlopenflags(Thread& thread, Value* args) {
  thread.runtime.dlopen_flags = static_cast<int>(TRY(to_index_int64(thread, args[0])));
  return Value::none();
}

// What @dataclass(slots=True) asks for: the class gives up its descriptors of __dict__ and __weakref__.
Value sys_clear_type_descriptors(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kType)) {
    return raise_argument_error(thread, "_clear_type_descriptors", 0, "type", args[0]);
  }
  auto* type = args[0].as<Type>();
  if (type->has_flag(kTypeIsImmutable)) return raise_type_error(thread, "argument is immutable");
  for (std::string_view text : {"__dict__", "__weakref__"}) {
    Str* name = TRY(intern_text(thread.runtime, text));
    (void)TRY(dict_delete(thread, type->dict, name));
    type_changed(thread.runtime, type, name);
  }
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"getrecursionlimit()", sys_getrecursionlimit, "How deep calls may be nested."},
    {"setrecursionlimit(limit, /)", sys_setrecursionlimit, "Sets how deep calls may be nested."},
    {"get_int_max_str_digits()", sys_get_int_max_str_digits,
     "How many digits int <-> str conversions allow; 0: any number."},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits,
     "Sets how many digits int <-> str conversions allow."},
    {"getswitchinterval()", sys_getswitchinterval,
     "How long a thread may run before another one gets its turn, in seconds."},
    {"setswitchinterval(interval, /)", sys_setswitchinterval,
     "Sets how long a thread may run before another one gets its turn."},
    {"intern(string, /)", sys_intern, "The one interned str with this text."},
    {"_is_interned(string, /)", sys_is_interned, "Whether this very str is the interned one."},
    {"getunicodeinternedsize(*, _only_immortal=False)", sys_getunicodeinternedsize, "How many strs are interned."},
    {"getsizeof(object, default=None)", sys_getsizeof, "The size of an object in bytes."},
    {"getdefaultencoding()", sys_utf8, "The encoding that str.encode() uses without an argument."},
    {"getfilesystemencoding()", sys_utf8, "The encoding of file names."},
    {"getfilesystemencodeerrors()", sys_surrogateescape, "What happens to file names that cannot be encoded."},
    {"getdlopenflags()", sys_getdlopenflags, "The flags for loading extension modules."},
    {"setdlopenflags(flags, /)", sys_setdlopenflags, "Sets the flags for loading extension modules."},
    {"is_finalizing()", sys_false, "Whether the interpreter is shutting down."},
    {"_is_gil_enabled()", sys_true, "Whether threads take turns."},
    {"is_stack_trampoline_active()", sys_false, "Whether native profilers see Python calls."},
    {"is_remote_debug_enabled()", sys_false, "Whether a debugger can attach from outside."},
    {"_clear_type_cache()", sys_nothing},
    {"_clear_type_descriptors(type, /)", sys_clear_type_descriptors,
     "Takes the descriptors of __dict__ and __weakref__ out of a class."},
    {"_clear_internal_caches()", sys_nothing},
    {"_get_cpu_count_config()", sys_cpu_count_config},
};

}  // namespace

std::span<const NativeDefinition> sys_settings_functions() { return kFunctions; }

}  // namespace memphis
