// Must not compile: an interpreter has one owner, so that nobody keeps a copy to evaluate once more.
#include <memphis/memphis.h>

memphis::Context copy(const memphis::Context& context) { return context; }
