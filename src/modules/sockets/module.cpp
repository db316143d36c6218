// The module _socket.
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/isotp.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rds.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/sockets/socket.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace sockets {

namespace {

Value socketpair_function(Thread& thread, Value* args) {
  const int family = TRY(int_argument(thread, args[0], AF_UNIX)),
            type = TRY(int_argument(thread, args[1], SOCK_STREAM));
  const int protocol = TRY(int_argument(thread, args[2], 0));
  int ends[2];
  if (socketpair(family, type | SOCK_CLOEXEC, protocol, ends) < 0) return raise_os_error(thread, errno);
  Type* socket_type = native_type(thread.runtime, kSocketType);
  Value first = make_socket(thread, socket_type, ends[0], family, type, protocol);
  if (first.is_error()) {
    close(ends[1]);
    return first;
  }
  return make_tuple(thread, {first, TRY(make_socket(thread, socket_type, ends[1], family, type, protocol))});
}

Value close_function(Thread& thread, Value* args) {
  if (close(TRY(int_argument(thread, args[0]))) < 0 && errno != ECONNRESET) return raise_os_error(thread, errno);
  return Value::none();
}

Value dup_function(Thread& thread, Value* args) {
  const int copy = fcntl(TRY(int_argument(thread, args[0])), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return raise_os_error(thread, errno);
  return make_int(thread, copy);
}

Value getdefaulttimeout_function(Thread& thread, Value*) {
  return timeout_value(thread, default_timeout(thread.runtime));
}

Value setdefaulttimeout_function(Thread& thread, Value* args) {
  const int64_t timeout = TRY(timeout_argument(thread, args[0]));
  default_timeout(thread.runtime) = timeout;
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", socketpair_function,
     "Two sockets that are connected."},
    {"close(fd, /)", close_function, "Closes the descriptor of a socket."},
    {"dup(fd, /)", dup_function, "A copy of the descriptor of a socket."},
    {"getdefaulttimeout()", getdefaulttimeout_function,
     "How many seconds operations of new sockets wait; None: for ever."},
    {"setdefaulttimeout(timeout, /)", setdefaulttimeout_function,
     "Sets how many seconds operations of new sockets wait; None: for ever."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#define CONSTANT_AS(name, value) {#name, value},
#include "modules/sockets/constants.def"
#undef CONSTANT
#undef CONSTANT_AS
};

Status add_contents(Thread& thread, Module* module) {
  for (std::span<const NativeDefinition> table :
       {kNameFunctions, kNumberFunctions, std::span<const NativeDefinition>(kFunctions)}) {
    TRY(add_module_functions(thread, module, table));
  }
  Type* type = TRY(add_module_type(thread, module, kSocketType));
  TRY(set_module_attribute(thread, module, "SocketType", type));
  TRY(set_module_attribute(thread, module, "has_ipv6", Value::true_value()));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kOSError)));
  TRY(set_module_attribute(thread, module, "timeout", thread.runtime.exception_type(ExceptionId::kTimeoutError)));
  TRY(set_module_attribute(thread, module, "gaierror", TRY(gaierror_type(thread))));
  TRY(set_module_attribute(thread, module, "herror", TRY(herror_type(thread))));
  TRY(add_constants(thread, module, kConstants));
  return {};
}

}  // namespace
}  // namespace sockets

Value create_socket_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_socket", "Connections between processes and machines.", {}));
  TRY(sockets::add_contents(thread, module));
  return module;
}

}  // namespace memphis
