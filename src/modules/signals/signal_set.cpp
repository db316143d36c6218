#include "modules/signals/signal_set.h"

#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::signals {

Status signal_set_argument(Thread& thread, Value iterable, sigset_t& set) {
  sigemptyset(&set);
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    int64_t number;
    if (!int_to_int64(TRY(to_index(thread, item)), number)) number = -1;
    if (number <= 0 || number >= kSignalCount) {
      return raise_value_error(thread, "signal number {} out of range [1; {}]", number, kSignalCount - 1);
    }
    if (sigaddset(&set, static_cast<int>(number)) == 0) continue;
    if (errno != EINVAL) return raise_os_error(thread, errno);
    TRY(warn(thread, ExceptionId::kRuntimeWarning, 1,
             fmt::format("invalid signal number {}, please use valid_signals()", number)));
  }
}

Value signal_set_value(Thread& thread, const sigset_t& set) {
  Set* result = TRY(make_set(thread, TypeId::kSet));
  for (int number = 1; number < kSignalCount; number++) {
    if (sigismember(&set, number) == 1) TRY(set_add(thread, result, Value::small_int(number)));
  }
  return result;
}

}  // namespace memphis::signals
