// Names of hosts, services and protocols.
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <memory>

#include "modules/sockets/socket.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::sockets {

namespace {

struct FreeAddresses {
  void operator()(addrinfo* addresses) const { freeaddrinfo(addresses); }
};
using AddressList = std::unique_ptr<addrinfo, FreeAddresses>;

// ---- getaddrinfo ----

// Null: none. TypeError for anything that is no name.
Fallible<bool> optional_host(Thread& thread, Value host, std::string& name) {
  if (host.is_none()) return false;
  if (is_str(host) || host.is_kind(Kind::kBytes)) {
    name = TRY(host_argument(thread, host));
    return true;
  }
  return raise_type_error(thread, "getaddrinfo() argument 1 must be string or None");
}

Fallible<bool> optional_service(Thread& thread, Value port, std::string& service) {
  if (port.is_none()) return false;
  if (is_int(port)) {
    int64_t number;
    if (!int_to_int64(port, number)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
    }
    service = std::to_string(number);
    return true;
  }
  if (is_str(port)) {
    service = TRY(utf8_of(thread, port));
    return true;
  }
  if (port.is_kind(Kind::kBytes)) {
    auto view = port.as<Bytes>()->view();
    service.assign(reinterpret_cast<const char*>(view.data()), view.size());
    return true;
  }
  return raise(thread, ExceptionId::kOSError, "Int or String expected");
}

Value getaddrinfo_function(Thread& thread, Value* args) {
  addrinfo hints = {};
  hints.ai_family = TRY(int_argument(thread, args[2], AF_UNSPEC));
  hints.ai_socktype = TRY(int_argument(thread, args[3], 0));
  hints.ai_protocol = TRY(int_argument(thread, args[4], 0));
  hints.ai_flags = TRY(int_argument(thread, args[5], 0));
  std::string host, service;
  const bool has_host = TRY(optional_host(thread, args[0], host));
  const bool has_service = TRY(optional_service(thread, args[1], service));
  TRY(audit(thread, "socket.getaddrinfo",
            {args[0], args[1], Value::small_int(hints.ai_family), Value::small_int(hints.ai_socktype),
             Value::small_int(hints.ai_protocol), Value::small_int(hints.ai_flags)}));
  addrinfo* found = nullptr;
  const int error = without_interpreter_lock(thread, [&] {
    return getaddrinfo(has_host ? host.c_str() : nullptr, has_service ? service.c_str() : nullptr, &hints, &found);
  });
  if (error != 0) return raise_gaierror(thread, error);
  const AddressList addresses(found);
  List* result = TRY(make_list(thread));
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    Address address;
    address.length = one->ai_addrlen;
    memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    Value name = TRY(decode_path(thread, one->ai_canonname == nullptr ? "" : one->ai_canonname));
    Value values[] = {Value::small_int(one->ai_family), Value::small_int(one->ai_socktype),
                      Value::small_int(one->ai_protocol), name, TRY(address_value(thread, address))};
    TRY(list_append(thread, result, TRY(make_tuple(thread, std::span<const Value>(values)))));
  }
  return result;
}

// ---- getnameinfo ----

// The numeric host of a socket address tuple as an address, with its other numbers.
Fallible<Address> numeric_address(Thread& thread, Tuple* given) {
  Str* host = TRY(str_argument(thread, given->items[0], "getnameinfo", 1));
  int numbers[3] = {};
  for (size_t i = 1; i < given->size; i++) numbers[i - 1] = TRY(int_argument(thread, given->items[i]));
  if (numbers[1] < 0 || numbers[1] > 0xfffff) {
    return raise(thread, ExceptionId::kOverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  }
  addrinfo hints = {}, *found = nullptr;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  const int error =
      getaddrinfo(TRY(c_text_of(thread, Value(host))).c_str(), std::to_string(numbers[0]).c_str(), &hints, &found);
  if (error != 0) return raise_gaierror(thread, error);
  const AddressList addresses(found);
  if (found->ai_next != nullptr) {
    return raise(thread, ExceptionId::kOSError, "sockaddr resolved to multiple addresses");
  }
  if (found->ai_family == AF_INET && given->size != 2) {
    return raise(thread, ExceptionId::kOSError, "IPv4 sockaddr must be 2 tuple");
  }
  Address address;
  address.length = found->ai_addrlen;
  memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  if (found->ai_family == AF_INET6) {
    auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
    six->sin6_flowinfo = htonl(static_cast<uint32_t>(numbers[1]));
    six->sin6_scope_id = static_cast<uint32_t>(numbers[2]);
  }
  return address;
}

Value getnameinfo_function(Thread& thread, Value* args) {
  const int flags = TRY(int_argument(thread, args[1]));
  if (!args[0].is_kind(Kind::kTuple)) return raise_type_error(thread, "getnameinfo() argument 1 must be a tuple");
  auto* given = args[0].as<Tuple>();
  if (given->size < 2 || given->size > 4) return raise_type_error(thread, "getnameinfo(): illegal sockaddr argument");
  TRY(audit(thread, "socket.getnameinfo", {args[0]}));
  const Address address = TRY(numeric_address(thread, given));
  char host[NI_MAXHOST], service[NI_MAXSERV];
  const int error = without_interpreter_lock(thread, [&] {
    return getnameinfo(address.get(), address.length, host, sizeof host, service, sizeof service, flags);
  });
  if (error != 0) return raise_gaierror(thread, error);
  Value name = TRY(decode_path(thread, host));
  return make_tuple(thread, {name, TRY(decode_path(thread, service))});
}

// ---- gethostby... ----

Fallible<std::string> host_name_argument(Thread& thread, Value host, const char* function) {
  if (!is_str(host) && !host.is_kind(Kind::kBytes) && !host.is_kind(Kind::kByteArray)) {
    return raise_argument_error(thread, function, 1, "str, bytes or bytearray", host);
  }
  return host_argument(thread, host);
}

Value gethostbyname_function(Thread& thread, Value* args) {
  const std::string name = TRY(host_name_argument(thread, args[0], "gethostbyname"));
  TRY(audit(thread, "socket.gethostbyname", {args[0]}));
  const Address address = TRY(resolve(thread, name, AF_INET));
  Value shown = TRY(address_value(thread, address));
  return shown.as<Tuple>()->items[0];
}

// (name, aliases, addresses)
Value host_value(Thread& thread, const hostent& host) {
  List* aliases = TRY(make_list(thread));
  for (char** alias = host.h_aliases; alias != nullptr && *alias != nullptr; alias++) {
    TRY(list_append(thread, aliases, TRY(decode_path(thread, *alias))));
  }
  List* addresses = TRY(make_list(thread));
  for (char** one = host.h_addr_list; *one != nullptr; one++) {
    char text[INET6_ADDRSTRLEN];
    inet_ntop(host.h_addrtype, *one, text, sizeof text);
    TRY(list_append(thread, addresses, TRY(make_str(thread, text))));
  }
  return make_tuple(thread, {TRY(decode_path(thread, host.h_name)), Value(aliases), Value(addresses)});
}

Value gethostbyname_ex_function(Thread& thread, Value* args) {
  const std::string name = TRY(host_name_argument(thread, args[0], "gethostbyname_ex"));
  TRY(audit(thread, "socket.gethostbyname", {args[0]}));
  TRY(resolve(thread, name, AF_INET));
  hostent host, *found = nullptr;
  char buffer[16384];
  int error = 0;
  without_interpreter_lock(thread,
                           [&] { return gethostbyname_r(name.c_str(), &host, buffer, sizeof buffer, &found, &error); });
  if (found == nullptr) return raise_herror(thread, error);
  return host_value(thread, *found);
}

Value gethostbyaddr_function(Thread& thread, Value* args) {
  const std::string name = TRY(host_name_argument(thread, args[0], "gethostbyaddr"));
  TRY(audit(thread, "socket.gethostbyaddr", {args[0]}));
  const Address address = TRY(resolve(thread, name, AF_UNSPEC));
  const bool is_six = address.get()->sa_family == AF_INET6;
  const void* packed =
      is_six ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_addr)
             : &reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_addr;
  hostent host, *found = nullptr;
  char buffer[16384];
  int error = 0;
  without_interpreter_lock(thread, [&] {
    return gethostbyaddr_r(packed, is_six ? sizeof(in6_addr) : sizeof(in_addr), address.get()->sa_family, &host, buffer,
                           sizeof buffer, &found, &error);
  });
  if (found == nullptr) return raise_herror(thread, error);
  return host_value(thread, *found);
}

Value gethostname_function(Thread& thread, Value*) {
  TRY(audit(thread, "socket.gethostname", {}));
  char name[HOST_NAME_MAX + 1];
  if (gethostname(name, sizeof name) < 0) return raise_os_error(thread, errno);
  return decode_path(thread, name);
}

Value sethostname_function(Thread& thread, Value* args) {
  TRY(audit(thread, "socket.sethostname", {args[0]}));
  const std::string name = TRY(encode_path(thread, args[0]));
  if (sethostname(name.data(), name.size()) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

// ---- Services and protocols ----

constexpr size_t kEntrySize = 4096;

// The text of an optional protocol name.
Fallible<std::string> protocol_argument(Thread& thread, Value value, const char* function) {
  if (value.is_unbound()) return std::string();
  return TRY(c_text_of(thread, Value(TRY(str_argument(thread, value, function, 2)))));
}

Value getservbyname_function(Thread& thread, Value* args) {
  const std::string name = TRY(c_text_of(thread, Value(TRY(str_argument(thread, args[0], "getservbyname", 1)))));
  const std::string protocol = TRY(protocol_argument(thread, args[1], "getservbyname"));
  TRY(audit(thread, "socket.getservbyname", {args[0], args[1].is_unbound() ? Value::none() : args[1]}));
  servent entry, *found = nullptr;
  char buffer[kEntrySize];
  getservbyname_r(name.c_str(), args[1].is_unbound() ? nullptr : protocol.c_str(), &entry, buffer, sizeof buffer,
                  &found);
  if (found == nullptr) return raise(thread, ExceptionId::kOSError, "service/proto not found");
  return make_int(thread, ntohs(static_cast<uint16_t>(found->s_port)));
}

Value getservbyport_function(Thread& thread, Value* args) {
  const int port = TRY(int_argument(thread, args[0]));
  const std::string protocol = TRY(protocol_argument(thread, args[1], "getservbyport"));
  if (port < 0 || port > 0xffff) {
    return raise(thread, ExceptionId::kOverflowError, "getservbyport: port must be 0-65535.");
  }
  TRY(audit(thread, "socket.getservbyport", {args[0], args[1].is_unbound() ? Value::none() : args[1]}));
  servent entry, *found = nullptr;
  char buffer[kEntrySize];
  getservbyport_r(htons(static_cast<uint16_t>(port)), args[1].is_unbound() ? nullptr : protocol.c_str(), &entry, buffer,
                  sizeof buffer, &found);
  if (found == nullptr) return raise(thread, ExceptionId::kOSError, "port/proto not found");
  return decode_path(thread, found->s_name);
}

Value getprotobyname_function(Thread& thread, Value* args) {
  const std::string name = TRY(c_text_of(thread, Value(TRY(str_argument(thread, args[0], "getprotobyname", 1)))));
  protoent entry, *found = nullptr;
  char buffer[kEntrySize];
  getprotobyname_r(name.c_str(), &entry, buffer, sizeof buffer, &found);
  if (found == nullptr) return raise(thread, ExceptionId::kOSError, "protocol not found");
  return make_int(thread, found->p_proto);
}

constexpr NativeDefinition kFunctions[] = {
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", getaddrinfo_function,
     "The addresses of a host and a service: a list of (family, type, proto, canonname, sockaddr)."},
    {"getnameinfo(sockaddr, flags, /)", getnameinfo_function, "The host and the service of a numeric address."},
    {"gethostbyname(hostname, /)", gethostbyname_function, "The IPv4 address of a host."},
    {"gethostbyname_ex(hostname, /)", gethostbyname_ex_function, "(name, aliases, addresses) of a host."},
    {"gethostbyaddr(hostname, /)", gethostbyaddr_function, "(name, aliases, addresses) of the host with an address."},
    {"gethostname()", gethostname_function, "The name of this machine."},
    {"sethostname(name, /)", sethostname_function, "Sets the name of this machine."},
    {"getservbyname(servicename[, protocolname], /)", getservbyname_function, "The port of a service."},
    {"getservbyport(port[, protocolname], /)", getservbyport_function, "The service at a port."},
    {"getprotobyname(protocolname, /)", getprotobyname_function, "The number of a protocol."},
};

}  // namespace

const std::span<const NativeDefinition> kNameFunctions = kFunctions;

}  // namespace memphis::sockets
