// Must not compile: what evaluate_oneshot gives is a value and no Context that could be asked again.
#include <memphis/memphis.h>

memphis::Result<memphis::Object> evaluate(memphis::Context context) {
  return std::move(context).evaluate_oneshot().value().evaluate_oneshot();
}
