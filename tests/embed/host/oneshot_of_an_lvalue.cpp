// Must not compile: evaluate_oneshot uses its Context up, which a name does not allow.
#include <memphis/memphis.h>

memphis::Result<memphis::Object> evaluate(memphis::Context& context) { return context.evaluate_oneshot(); }
