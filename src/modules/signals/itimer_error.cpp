#include "modules/signals/itimer_error.h"

#include <cstring>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis::signals {

namespace {

constexpr char kTypeKey = 0;  // its address is the key of the module state

}  // namespace

Type* itimer_error_type(Thread& thread) {
  Runtime& runtime = thread.runtime;
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kTypeKey) return static_cast<Type*>(state);
  }
  Str* name = TRY(intern_text(runtime, "itimer_error"));
  Tuple* bases = TRY(make_tuple(thread, {Value(runtime.exception_type(ExceptionId::kOSError))}));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), TRY(intern_text(runtime, "signal"))));
  Value made = TRY(make_class(thread, runtime.type(TypeId::kType), name, bases, name_space, Value::unbound()));
  runtime.permanent.push_back(made);
  runtime.module_states.emplace_back(&kTypeKey, made.cell());
  return made.as<Type>();
}

FailureOfAnyType raise_itimer_error(Thread& thread, int number) {
  Value type = TRY(itimer_error_type(thread));
  Value message = TRY(make_str(thread, strerror(number)));
  return raise_value(thread, TRY(call(thread, type, {Value::small_int(number), message})));
}

}  // namespace memphis::signals
