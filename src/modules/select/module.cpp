// The module select.
#include <poll.h>
#include <sys/epoll.h>

#include <climits>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/select/select.h"

namespace memphis {

namespace selecting {

namespace {

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#include "modules/select/constants.def"
#undef CONSTANT
};

Status add_contents(Thread& thread, Module* module) {
  TRY(add_module_functions(thread, module, {&kSelectFunction, 1}));
  TRY(add_module_functions(thread, module, {&kPollFunction, 1}));
  TRY(make_hidden_type(thread, kPollType));
  TRY(add_module_type(thread, module, kEpollType));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kOSError)));
  TRY(add_constants(thread, module, kConstants));
  return {};
}

}  // namespace
}  // namespace selecting

Value create_select_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "select", "Waiting for files and sockets to be ready.", {}));
  TRY(selecting::add_contents(thread, module));
  return module;
}

}  // namespace memphis
