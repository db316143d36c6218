#include "modules/signals/itimer_error.h"

#include <cstring>

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exception_class.h"
#include "runtime/make.h"

namespace memphis::signals {

static constexpr char kTypeKey = 0;

Type* itimer_error_type(Thread& thread) {
  return module_exception_class(thread, &kTypeKey, "signal", "itimer_error", ExceptionId::kOSError);
}

FailureOfAnyType raise_itimer_error(Thread& thread, int number) {
  Value type = TRY(itimer_error_type(thread));
  Value message = TRY(make_str(thread, strerror(number)));
  return raise_value(thread, TRY(call(thread, type, {Value::small_int(number), message})));
}

}  // namespace memphis::signals
