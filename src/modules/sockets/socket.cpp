// The type _socket.socket: making, connecting and closing sockets, and what they are set to.
#include "modules/sockets/socket.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <climits>

#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::sockets {

// ---- Waiting ----

int64_t monotonic_now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanoseconds_of(now);
}

int64_t deadline_of(const Socket* socket) {
  if (socket->timeout <= 0) return -1;
  int64_t deadline;
  return __builtin_add_overflow(monotonic_now(), socket->timeout, &deadline) ? INT64_MAX : deadline;
}

Status wait_until_ready(Thread& thread, const Socket* socket, Direction direction, int64_t deadline) {
  if (socket->timeout <= 0 || socket->descriptor < 0) return {};
  const short events = direction == Direction::kRead    ? POLLIN
                       : direction == Direction::kWrite ? POLLOUT
                                                        : POLLOUT | POLLERR;
  const int found = TRY(system_call(thread, [&] {
    const int64_t left = (deadline - monotonic_now() + 999'999) / 1'000'000;
    pollfd watched = {socket->descriptor, events, 0};
    return poll(&watched, 1, static_cast<int>(left < 0 ? 0 : left > INT_MAX ? INT_MAX : left));
  }));
  if (found < 0) return raise_os_error(thread, errno);
  if (found == 0) return raise(thread, ExceptionId::kTimeoutError, "timed out");
  return {};
}

namespace {

// ---- Timeouts ----

constexpr char kTimeoutKey = 0;

bool set_waiting(int descriptor, bool waits) {
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return false;
  const int wanted = waits ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  return wanted == flags || fcntl(descriptor, F_SETFL, wanted) == 0;
}

void release_timeout(void* resource) { delete static_cast<int64_t*>(resource); }

}  // namespace

Fallible<int64_t> timeout_argument(Thread& thread, Value seconds) {
  if (seconds.is_none()) return -1;
  const int64_t timeout = TRY(to_nanoseconds(thread, seconds, Rounding::kCeiling));
  if (timeout < 0) return raise_value_error(thread, "Timeout value out of range");
  return timeout;
}

Value timeout_value(Thread& thread, int64_t timeout) {
  if (timeout < 0) return Value::none();
  return make_float(thread, static_cast<double>(timeout) / static_cast<double>(kNanosecondsPerSecond));
}

int64_t& default_timeout(Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kTimeoutKey) return *static_cast<int64_t*>(state);
  }
  auto* timeout = new int64_t(-1);
  runtime.native_resources.push_back({runtime.empty_tuple, timeout, release_timeout});
  runtime.module_states.emplace_back(&kTimeoutKey, timeout);
  return *timeout;
}

namespace {

// ---- Making and closing ----

Status adopt(Thread& thread, Socket* socket, int descriptor, int family, int type, int protocol) {
  socket->descriptor = descriptor;
  socket->family = family;
  socket->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  socket->protocol = protocol;
  socket->timeout = (type & SOCK_NONBLOCK) != 0 ? 0 : default_timeout(thread.runtime);
  if ((type & SOCK_NONBLOCK) == 0 && socket->timeout >= 0 && !set_waiting(descriptor, false)) {
    return raise_os_error(thread, errno);
  }
  return {};
}

Value socket_new(Thread& thread, Value* args) {
  auto* socket = TRY(allocate_instance<Socket>(thread, args[0].as<Type>()));
  socket->descriptor = -1;
  socket->timeout = -1;
  return socket;
}

Fallible<int> option_of(Thread& thread, int descriptor, int option) {
  int value = 0;
  socklen_t size = sizeof value;
  if (getsockopt(descriptor, SOL_SOCKET, option, &value, &size) < 0) return raise_os_error(thread, errno);
  return value;
}

// What is not given is asked of the descriptor.
Status init_from_descriptor(Thread& thread, Socket* self, Value file, int family, int type, int protocol) {
  if (is_float(file)) return raise_type_error(thread, "'float' object cannot be interpreted as an integer");
  const int descriptor = TRY(int_argument(thread, file));
  if (descriptor < 0) return raise_value_error(thread, "negative file descriptor");
  Address address;
  address.length = sizeof address.storage;
  if (getsockname(descriptor, address.get(), &address.length) < 0) {
    if (family == -1 || errno == EBADF || errno == ENOTSOCK) return raise_os_error(thread, errno);
  } else if (family == -1) {
    family = address.get()->sa_family;
  }
  if (type == -1) type = TRY(option_of(thread, descriptor, SO_TYPE));
  if (protocol == -1) protocol = TRY(option_of(thread, descriptor, SO_PROTOCOL));
  return adopt(thread, self, descriptor, family, type, protocol);
}

Value socket_init(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  int family = TRY(int_argument(thread, args[1], -1)), type = TRY(int_argument(thread, args[2], -1));
  int protocol = TRY(int_argument(thread, args[3], -1));
  TRY(audit(thread, "socket.__new__",
            {args[0], Value::small_int(family), Value::small_int(type), Value::small_int(protocol)}));
  if (!args[4].is_unbound() && !args[4].is_none()) {
    TRY(init_from_descriptor(thread, self, args[4], family, type, protocol));
    return Value::none();
  }
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (protocol == -1) protocol = 0;
  const int descriptor = socket(family, type | SOCK_CLOEXEC, protocol);
  if (descriptor < 0) return raise_os_error(thread, errno);
  if (!adopt(thread, self, descriptor, family, type, protocol).failed()) return Value::none();
  close(descriptor);
  self->descriptor = -1;
  return Value::error();
}

Value socket_repr(Thread& thread, Value* args) {
  const Socket* self = self_of(args);
  return make_str(thread, fmt::format("<socket object, fd={}, family={}, type={}, proto={}>", self->descriptor,
                                      self->family, self->type, self->protocol));
}

Value socket_close(Thread& thread, Value* args) {
  const int descriptor = self_of(args)->descriptor;
  self_of(args)->descriptor = -1;
  // What the other side did wrong is no reason for complaint here.
  if (descriptor >= 0 && close(descriptor) < 0 && errno != ECONNRESET) return raise_os_error(thread, errno);
  return Value::none();
}

Value socket_del(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  if (self->descriptor < 0) return Value::none();
  Value saved = thread.pending;
  thread.pending = Value::unbound();
  Fallible<std::string> shown = repr_text(thread, args[0]);
  if (shown.failed() || warn(thread, ExceptionId::kResourceWarning, 1, "unclosed " + shown.value()).failed()) {
    write_unraisable(thread, args[0]);
  }
  thread.pending = saved;
  if (self->descriptor >= 0) close(self->descriptor);
  self->descriptor = -1;
  return Value::none();
}

Value socket_detach(Thread& thread, Value* args) {
  const int descriptor = self_of(args)->descriptor;
  self_of(args)->descriptor = -1;
  return make_int(thread, descriptor);
}

Value socket_fileno(Thread& thread, Value* args) { return make_int(thread, self_of(args)->descriptor); }

// ---- Connecting ----

// 0, or the number of the error; fails when a signal handler does, or with TimeoutError.
Fallible<int> connect_to(Thread& thread, Socket* self, const Address& address) {
  const int64_t deadline = deadline_of(self);
  const int result =
      without_interpreter_lock(thread, [&] { return connect(self->descriptor, address.get(), address.length); });
  if (result == 0) return 0;
  const bool goes_on = errno == EINTR || (errno == EINPROGRESS && self->timeout > 0);
  if (!goes_on) return errno;
  if (errno == EINTR) TRY(safepoint(thread));
  if (self->timeout == 0) return EINPROGRESS;
  if (self->timeout > 0) {
    TRY(wait_until_ready(thread, self, Direction::kConnect, deadline));
  } else {
    pollfd watched = {self->descriptor, POLLOUT | POLLERR, 0};
    TRY(system_call(thread, [&] { return poll(&watched, 1, -1); }));
  }
  return option_of(thread, self->descriptor, SO_ERROR);
}

Value socket_connect(Thread& thread, Value* args) {
  const Address address = TRY(address_argument(thread, self_of(args), args[1], "connect"));
  TRY(audit(thread, "socket.connect", {args[0], args[1]}));
  const int error = TRY(connect_to(thread, self_of(args), address));
  if (error != 0) return raise_os_error(thread, error);
  return Value::none();
}

Value socket_connect_ex(Thread& thread, Value* args) {
  const Address address = TRY(address_argument(thread, self_of(args), args[1], "connect_ex"));
  TRY(audit(thread, "socket.connect", {args[0], args[1]}));
  Fallible<int> error = connect_to(thread, self_of(args), address);
  if (!error.failed()) return Value::small_int(error.value());
  if (!take_if_pending(thread, ExceptionId::kTimeoutError)) return Value::error();
  return Value::small_int(EWOULDBLOCK);
}

Value socket_bind(Thread& thread, Value* args) {
  const Address address = TRY(address_argument(thread, self_of(args), args[1], "bind"));
  TRY(audit(thread, "socket.bind", {args[0], args[1]}));
  if (bind(self_of(args)->descriptor, address.get(), address.length) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value socket_listen(Thread& thread, Value* args) {
  constexpr int kBacklog = 128;
  const int backlog = TRY(int_argument(thread, args[1], kBacklog));
  if (listen(self_of(args)->descriptor, backlog < 0 ? 0 : backlog) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value socket_accept(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  Address address;
  const auto descriptor =
      static_cast<int>(TRY(socket_call(thread, self, Direction::kRead, deadline_of(self), [&]() -> int64_t {
        address.length = sizeof address.storage;
        return accept4(self->descriptor, address.get(), &address.length, SOCK_CLOEXEC);
      })));
  Value peer = address_value(thread, address);
  if (peer.is_error()) {
    close(descriptor);
    return peer;
  }
  return make_tuple(thread, {Value::small_int(descriptor), peer});
}

Value name_of(Thread& thread, Value* args, int (*function)(int, sockaddr*, socklen_t*)) {
  Address address;
  address.length = sizeof address.storage;
  if (function(self_of(args)->descriptor, address.get(), &address.length) < 0) return raise_os_error(thread, errno);
  return address_value(thread, address);
}

Value socket_getsockname(Thread& thread, Value* args) {
  return name_of(thread, args, [](int d, sockaddr* a, socklen_t* l) { return getsockname(d, a, l); });
}
Value socket_getpeername(Thread& thread, Value* args) {
  return name_of(thread, args, [](int d, sockaddr* a, socklen_t* l) { return getpeername(d, a, l); });
}

Value socket_shutdown(Thread& thread, Value* args) {
  if (shutdown(self_of(args)->descriptor, TRY(int_argument(thread, args[1]))) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

// ---- Settings ----

Status set_timeout(Thread& thread, Socket* self, int64_t timeout) {
  self->timeout = timeout;
  if (!set_waiting(self->descriptor, timeout < 0)) return raise_os_error(thread, errno);
  return {};
}

Value socket_setblocking(Thread& thread, Value* args) {
  const bool waits = TRY(is_true(thread, args[1]));
  TRY(set_timeout(thread, self_of(args), waits ? -1 : 0));
  return Value::none();
}

Value socket_settimeout(Thread& thread, Value* args) {
  TRY(set_timeout(thread, self_of(args), TRY(timeout_argument(thread, args[1]))));
  return Value::none();
}

Value socket_getblocking(Thread&, Value* args) { return Value::boolean(self_of(args)->timeout != 0); }
Value socket_gettimeout(Thread& thread, Value* args) { return timeout_value(thread, self_of(args)->timeout); }
Value get_timeout(Thread& thread, Value self) { return timeout_value(thread, self.as<Socket>()->timeout); }
Value get_family(Thread& thread, Value self) { return make_int(thread, self.as<Socket>()->family); }
Value get_type(Thread& thread, Value self) { return make_int(thread, self.as<Socket>()->type); }
Value get_protocol(Thread& thread, Value self) { return make_int(thread, self.as<Socket>()->protocol); }

Value socket_getsockopt(Thread& thread, Value* args) {
  constexpr int kLargestOption = 1024;
  const int level = TRY(int_argument(thread, args[1])), option = TRY(int_argument(thread, args[2]));
  const int size = TRY(int_argument(thread, args[3], 0));
  if (size == 0) {
    int value = 0;
    socklen_t value_size = sizeof value;
    if (getsockopt(self_of(args)->descriptor, level, option, &value, &value_size) < 0) {
      return raise_os_error(thread, errno);
    }
    return make_int(thread, value);
  }
  if (size < 0 || size > kLargestOption) {
    return raise(thread, ExceptionId::kOSError, "getsockopt buflen out of range");
  }
  uint8_t data[kLargestOption];
  auto data_size = static_cast<socklen_t>(size);
  if (getsockopt(self_of(args)->descriptor, level, option, data, &data_size) < 0) return raise_os_error(thread, errno);
  return make_bytes(thread, {data, data_size});
}

Value socket_setsockopt(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  if (given->size < 3 || given->size > 4) {
    return raise_type_error(thread, "setsockopt() takes exactly 3 arguments ({} given)", given->size);
  }
  const int level = TRY(int_argument(thread, given->items[0])), option = TRY(int_argument(thread, given->items[1]));
  Value value = given->items[2];
  const int descriptor = self_of(args)->descriptor;
  int64_t number;
  int result;
  if (given->size == 4 && value.is_none()) {
    const int size = TRY(int_argument(thread, given->items[3]));
    result = setsockopt(descriptor, level, option, nullptr, static_cast<socklen_t>(size));
  } else if (is_int(value) && int_to_int64(value, number) && number >= INT_MIN && number <= INT_MAX) {
    const auto flag = static_cast<int>(number);
    result = setsockopt(descriptor, level, option, &flag, sizeof flag);
  } else {
    Buffer bytes(thread);
    TRY(bytes.acquire(value));
    result = setsockopt(descriptor, level, option, bytes.data(), static_cast<socklen_t>(bytes.size()));
  }
  if (result < 0) return raise_os_error(thread, errno);
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", socket_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, family=-1, type=-1, proto=-1, fileno=None)", socket_init, "A socket of a family and a type."},
    {"__repr__(self, /)", socket_repr, "Return repr(self)."},
    {"__del__(self, /)", socket_del, "Called when the instance is about to be destroyed."},
    {"_accept(self, /)", socket_accept, "Waits for a connection: its descriptor and the address of the other side."},
    {"bind(self, object, /)", socket_bind, "Gives the socket an address."},
    {"close(self, /)", socket_close, "Closes the socket."},
    {"connect(self, object, /)", socket_connect, "Connects the socket to an address."},
    {"connect_ex(self, object, /)", socket_connect_ex, "As connect(), but gives the error's number; 0: none."},
    {"detach(self, /)", socket_detach, "Closes the object, but not the descriptor, which it gives."},
    {"fileno(self, /)", socket_fileno, "The descriptor; -1 when closed."},
    {"getpeername(self, /)", socket_getpeername, "The address of the other side."},
    {"getsockname(self, /)", socket_getsockname, "The address of the socket."},
    {"getsockopt(self, level, option, buffersize=0, /)", socket_getsockopt, "An option: an int, or bytes of a size."},
    {"setsockopt(self, /, *args)", socket_setsockopt,
     "setsockopt(level, option, value: int or bytes), setsockopt(level, option, None, size: int): sets an option."},
    {"listen(self, backlog=128, /)", socket_listen, "Lets others connect."},
    {"shutdown(self, flag, /)", socket_shutdown, "Shuts one half or both halves of the connection down."},
    {"setblocking(self, object, /)", socket_setblocking, "Sets whether operations wait."},
    {"getblocking(self, /)", socket_getblocking, "Whether operations wait."},
    {"settimeout(self, object, /)", socket_settimeout, "Sets how many seconds operations wait; None: for ever."},
    {"gettimeout(self, /)", socket_gettimeout, "How many seconds operations wait; None: for ever."},
    {"recv(self, buffersize, flags=0, /)", socket_recv, "Receives at most so many bytes."},
    {"recv_into(self, buffer, nbytes=0, flags=0)", socket_recv_into, "Receives into a buffer, and tells how many."},
    {"recvfrom(self, buffersize, flags=0, /)", socket_recvfrom, "Receives bytes and the address of their sender."},
    {"recvfrom_into(self, buffer, nbytes=0, flags=0)", socket_recvfrom_into,
     "Receives into a buffer: how many bytes, and the address of their sender."},
    {"send(self, data, flags=0, /)", socket_send, "Sends bytes, and tells how many were sent."},
    {"sendall(self, data, flags=0, /)", socket_sendall, "Sends all of the bytes."},
    {"sendto(self, /, *args)", socket_sendto, "sendto(data[, flags], address): sends bytes to an address."},
    {"recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", socket_recvmsg,
     "Receives bytes and ancillary data: (data, ancdata, msg_flags, address)."},
    {"recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", socket_recvmsg_into,
     "Receives into buffers, with ancillary data: (nbytes, ancdata, msg_flags, address)."},
    {"sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)", socket_sendmsg,
     "Sends the bytes of several buffers and ancillary data, and tells how many bytes were sent."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"family", get_family, nullptr, "the socket family", true},
    {"type", get_type, nullptr, "the socket type", true},
    {"proto", get_protocol, nullptr, "the socket protocol", true},
    {"timeout", get_timeout, nullptr, "the socket timeout"},
};

}  // namespace

Value make_socket(Thread& thread, Type* type, int descriptor, int family, int kind, int protocol) {
  auto* socket = allocate_instance<Socket>(thread, type);
  if (socket != nullptr) {
    socket->descriptor = -1;
    if (!adopt(thread, socket, descriptor, family, kind, protocol).failed()) return socket;
    socket->descriptor = -1;
  }
  close(descriptor);
  return Value::error();
}

constinit const TypeSpec kSocketType = {
    .name = "socket",
    .module = "_socket",
    .basic_size = sizeof(Socket),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "One end of a connection.",
    .text_signature = "(family=-1, type=-1, proto=-1, fileno=None)",
};

}  // namespace memphis::sockets
