// Socket addresses as Python programs have them.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "modules/sockets/socket.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/exception_class.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/intern.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::sockets {

namespace {

constexpr char kAddressErrorKey = 0, kHostErrorKey = 0;
constexpr int64_t kLargestPort = 0xffff, kLargestFlow = 0xfffff;

FailureOfAnyType raise_of_class(Thread& thread, Type* type, int error, const char* message) {
  if (type == nullptr) return {};
  Value text = TRY(decode_path(thread, message));
  return raise_value(thread, TRY(call(thread, Value(type), {Value::small_int(error), text})));
}

}  // namespace

Type* gaierror_type(Thread& thread) {
  return module_exception_class(thread, &kAddressErrorKey, "socket", "gaierror", ExceptionId::kOSError);
}
Type* herror_type(Thread& thread) {
  return module_exception_class(thread, &kHostErrorKey, "socket", "herror", ExceptionId::kOSError);
}

FailureOfAnyType raise_gaierror(Thread& thread, int error) {
  if (error == EAI_SYSTEM) return raise_os_error(thread, errno);
  return raise_of_class(thread, gaierror_type(thread), error, gai_strerror(error));
}
FailureOfAnyType raise_herror(Thread& thread, int error) {
  return raise_of_class(thread, herror_type(thread), error, hstrerror(error));
}

Fallible<std::string> host_argument(Thread& thread, Value host) {
  std::string name;
  if (is_str(host)) {
    if (host.as<Str>()->is_ascii()) {
      name = text_of(host);
    } else {
      Str* encode = TRY(intern_text(thread.runtime, "encode"));
      Value encoded = call_method(thread, host, encode, {Value(TRY(make_str(thread, "idna")))});
      if (encoded.is_error() || !encoded.is_kind(Kind::kBytes)) {
        if (encoded.is_error()) take_pending(thread);
        return raise_type_error(thread, "encoding of hostname failed");
      }
      auto view = encoded.as<Bytes>()->view();
      name.assign(reinterpret_cast<const char*>(view.data()), view.size());
    }
  } else if (host.is_kind(Kind::kBytes) || host.is_kind(Kind::kByteArray)) {
    Buffer bytes(thread);
    TRY(bytes.acquire(host));
    name.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  } else {
    return raise_type_error(thread, "str, bytes or bytearray expected, not {}", type_name(thread, host));
  }
  if (name.find('\0') != std::string::npos) {
    return raise_type_error(thread, "host name must not contain null character");
  }
  return name;
}

Fallible<Address> resolve(Thread& thread, const std::string& host, int family) {
  Address address;
  if (host == "<broadcast>" || host == "255.255.255.255") {
    if (family != AF_INET && family != AF_UNSPEC)
      return raise(thread, ExceptionId::kOSError, "address family mismatched");
    auto* broadcast = reinterpret_cast<sockaddr_in*>(&address.storage);
    broadcast->sin_family = AF_INET;
    broadcast->sin_addr.s_addr = INADDR_BROADCAST;
    address.length = sizeof *broadcast;
    return address;
  }
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = family;
  // An empty name is any address of this machine.
  if (host.empty()) {
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_PASSIVE;
  }
  const int error = without_interpreter_lock(thread, [&] {
    return getaddrinfo(host.empty() ? nullptr : host.c_str(), host.empty() ? "0" : nullptr, &hints, &found);
  });
  if (error != 0) return raise_gaierror(thread, error);
  address.length = found->ai_addrlen;
  memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  freeaddrinfo(found);
  return address;
}

namespace {

Fallible<int64_t> number_between(Thread& thread, Value value, int64_t largest, const char* function, const char* what) {
  int64_t number;
  Value index = TRY(to_index(thread, value));
  if (int_to_int64(index, number) && number >= INT32_MIN && number <= INT32_MAX) {
    if (number >= 0 && number <= largest) return number;
    return raise(thread, ExceptionId::kOverflowError, "{}(): {} must be 0-{}{}", function, what, largest, ".");
  }
  const char* problem = int_sign(index) < 0 ? "less than minimum" : "greater than maximum";
  return raise(thread, ExceptionId::kOverflowError, "signed integer is {}", problem);
}

Fallible<Tuple*> tuple_argument(Thread& thread, Value value, const char* function, const char* family, size_t least,
                                size_t most, const char* shape) {
  if (!value.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "{}(): {} address must be tuple, not {}", function, family,
                            type_name(thread, value));
  }
  auto* tuple = value.as<Tuple>();
  if (tuple->size < least || tuple->size > most) {
    return raise_type_error(thread, "{} address must be {}", family, shape);
  }
  return tuple;
}

Fallible<Address> internet_address(Thread& thread, Value value, const char* function) {
  Tuple* parts = TRY(tuple_argument(thread, value, function, "AF_INET", 2, 2, "a pair (host, port)"));
  const std::string host = TRY(host_argument(thread, parts->items[0]));
  const int64_t port = TRY(number_between(thread, parts->items[1], kLargestPort, function, "port"));
  Address address = TRY(resolve(thread, host, AF_INET));
  reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

Fallible<Address> internet6_address(Thread& thread, Value value, const char* function) {
  Tuple* parts =
      TRY(tuple_argument(thread, value, function, "AF_INET6", 2, 4, "a tuple (host, port[, flowinfo[, scopeid]])"));
  const std::string host = TRY(host_argument(thread, parts->items[0]));
  const int64_t port = TRY(number_between(thread, parts->items[1], kLargestPort, function, "port"));
  const int64_t flow =
      parts->size < 3 ? 0 : TRY(number_between(thread, parts->items[2], kLargestFlow, function, "flowinfo"));
  const uint64_t scope = parts->size < 4 ? 0 : int_to_uint64_wrapped(TRY(to_index(thread, parts->items[3])));
  Address address = TRY(resolve(thread, host, AF_INET6));
  auto* internet6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  internet6->sin6_port = htons(static_cast<uint16_t>(port));
  internet6->sin6_flowinfo = htonl(static_cast<uint32_t>(flow));
  internet6->sin6_scope_id = static_cast<uint32_t>(scope);
  return address;
}

Fallible<Address> unix_address(Thread& thread, Value value) {
  std::string path;
  if (is_str(value)) {
    path = TRY(encode_name(thread, value));
  } else {
    Buffer bytes(thread);
    TRY(bytes.acquire(value));
    path.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  Address address;
  auto* local = reinterpret_cast<sockaddr_un*>(&address.storage);
  // A name that begins with a zero byte is not in the file system, and for an empty one the system finds such a name;
  // others end with a zero byte.
  const bool is_abstract = path.empty() || path[0] == '\0';
  if (path.size() > sizeof local->sun_path - (is_abstract ? 0 : 1)) {
    return raise(thread, ExceptionId::kOSError, "AF_UNIX path too long");
  }
  local->sun_family = AF_UNIX;
  memcpy(local->sun_path, path.data(), path.size());
  address.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (is_abstract ? 0 : 1));
  return address;
}

Fallible<Address> pair_of_numbers(Thread& thread, const Socket* socket, Value value, const char* function) {
  const bool is_netlink = socket->family == AF_NETLINK;
  Tuple* parts = TRY(tuple_argument(thread, value, function, is_netlink ? "AF_NETLINK" : "AF_VSOCK", 2, 2,
                                    is_netlink ? "a pair (pid, groups)" : "a pair (CID, port)"));
  uint32_t numbers[2];
  for (int i = 0; i < 2; i++) {
    numbers[i] = static_cast<uint32_t>(int_to_uint64_wrapped(TRY(to_index(thread, parts->items[i]))));
  }
  Address address;
  if (is_netlink) {
    auto* netlink = reinterpret_cast<sockaddr_nl*>(&address.storage);
    netlink->nl_family = AF_NETLINK;
    netlink->nl_pid = numbers[0];
    netlink->nl_groups = numbers[1];
    address.length = sizeof *netlink;
    return address;
  }
  auto* machine = reinterpret_cast<sockaddr_vm*>(&address.storage);
  machine->svm_family = AF_VSOCK;
  machine->svm_cid = numbers[0];
  machine->svm_port = numbers[1];
  address.length = sizeof *machine;
  return address;
}

}  // namespace

Fallible<Address> address_argument(Thread& thread, const Socket* socket, Value value, const char* function) {
  switch (socket->family) {
    case AF_INET: return internet_address(thread, value, function);
    case AF_INET6: return internet6_address(thread, value, function);
    case AF_UNIX: return unix_address(thread, value);
    case AF_NETLINK:
    case AF_VSOCK: return pair_of_numbers(thread, socket, value, function);
    default: return raise(thread, ExceptionId::kOSError, "{}(): bad family", function);
  }
}

namespace {

Value unix_name(Thread& thread, const Address& address) {
  const auto* local = reinterpret_cast<const sockaddr_un*>(&address.storage);
  const size_t size = address.length - offsetof(sockaddr_un, sun_path);
  if (size > 0 && local->sun_path[0] == '\0') {
    return make_bytes(thread, {reinterpret_cast<const uint8_t*>(local->sun_path), size});
  }
  return decode_path(thread, std::string_view(local->sun_path, strnlen(local->sun_path, size)));
}

Value internet_name(Thread& thread, const Address& address) {
  char text[INET6_ADDRSTRLEN];
  const auto* four = reinterpret_cast<const sockaddr_in*>(&address.storage);
  if (address.get()->sa_family == AF_INET) {
    inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
    return make_tuple(thread, {Value(TRY(make_str(thread, text))), Value::small_int(ntohs(four->sin_port))});
  }
  const auto* six = reinterpret_cast<const sockaddr_in6*>(&address.storage);
  inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
  Value values[] = {Value(TRY(make_str(thread, text))), Value::small_int(ntohs(six->sin6_port)),
                    Value::small_int(ntohl(six->sin6_flowinfo)), Value::small_int(six->sin6_scope_id)};
  return make_tuple(thread, std::span<const Value>(values));
}

}  // namespace

Value address_value(Thread& thread, const Address& address) {
  if (address.length == 0) return Value::none();
  switch (address.get()->sa_family) {
    case AF_INET:
    case AF_INET6: return internet_name(thread, address);
    case AF_UNIX: return unix_name(thread, address);
    case AF_NETLINK: {
      const auto* netlink = reinterpret_cast<const sockaddr_nl*>(&address.storage);
      return make_tuple(thread, {Value::small_int(netlink->nl_pid), Value::small_int(netlink->nl_groups)});
    }
    case AF_VSOCK: {
      const auto* machine = reinterpret_cast<const sockaddr_vm*>(&address.storage);
      return make_tuple(thread, {Value::small_int(machine->svm_cid), Value::small_int(machine->svm_port)});
    }
    default: {
      const size_t size = address.length - offsetof(sockaddr, sa_data);
      Value bytes = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(address.get()->sa_data), size}));
      return make_tuple(thread, {Value::small_int(address.get()->sa_family), bytes});
    }
  }
}

}  // namespace memphis::sockets
