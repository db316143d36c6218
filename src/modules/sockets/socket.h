// What the files of the module _socket share.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "runtime/buffer.h"
#include "runtime/native.h"

namespace memphis::sockets {

extern const TypeSpec kSocketType;
extern const std::span<const NativeDefinition> kNameFunctions;    // getaddrinfo and its like
extern const std::span<const NativeDefinition> kNumberFunctions;  // byte order, packed addresses, interfaces
extern const std::span<const NativeDefinition> kModuleFunctions;  // socketpair, close, timeouts

// The methods of sockets by theme; the type's table lists them all.
Value socket_recv(Thread& thread, Value* args);
Value socket_recv_into(Thread& thread, Value* args);
Value socket_recvfrom(Thread& thread, Value* args);
Value socket_recvfrom_into(Thread& thread, Value* args);
Value socket_send(Thread& thread, Value* args);
Value socket_sendall(Thread& thread, Value* args);
Value socket_sendto(Thread& thread, Value* args);
Value socket_recvmsg(Thread& thread, Value* args);
Value socket_recvmsg_into(Thread& thread, Value* args);
Value socket_sendmsg(Thread& thread, Value* args);

struct Socket : Cell {
  int descriptor;  // -1: closed
  int family, type, protocol;
  int64_t timeout;  // nanoseconds; -1: operations wait for ever, 0: not at all
};
inline Socket* self_of(Value* args) { return args[0].as<Socket>(); }

// A socket of the class for a descriptor, which is closed when this fails.
Value make_socket(Thread& thread, Type* type, int descriptor, int family, int kind, int protocol);

// ---- Waiting ----

enum class Direction : uint8_t { kRead, kWrite, kConnect };

int64_t monotonic_now();
// The time, on that clock, until which an operation on the socket may wait; -1: for ever.
int64_t deadline_of(const Socket* socket);
// Waits until the socket is ready. TimeoutError when the time is over. Nothing for sockets without a timeout.
Status wait_until_ready(Thread& thread, const Socket* socket, Direction direction, int64_t deadline);

// Does `call`, whose result below zero is an error in errno, as the socket's timeout says. OSError. Runs user code
// (signal handlers).
template <class Call>
Fallible<int64_t> socket_call(Thread& thread, const Socket* socket, Direction direction, int64_t deadline, Call call);

// ---- Timeouts ----

// Nanoseconds from seconds; None is -1. ValueError "Timeout value out of range".
Fallible<int64_t> timeout_argument(Thread& thread, Value seconds);
Value timeout_value(Thread& thread, int64_t timeout);
// The timeout that new sockets get.
int64_t& default_timeout(Runtime& runtime);

// ---- Addresses ----

struct Address {
  sockaddr_storage storage = {};
  socklen_t length = 0;
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

// The address that a Python object means for a socket. TypeError, OverflowError, OSError and gaierror name `function`.
Fallible<Address> address_argument(Thread& thread, const Socket* socket, Value value, const char* function);
// What Python programs see of an address; None when there is none.
Value address_value(Thread& thread, const Address& address);
// The bytes of a host name: str (by the codec idna unless ASCII), bytes or bytearray.
Fallible<std::string> host_argument(Thread& thread, Value host);
// The number of a name that stands for one address of the family (AF_UNSPEC: any).
Fallible<Address> resolve(Thread& thread, const std::string& host, int family);

// ---- Errors ----

Type* gaierror_type(Thread& thread);
Type* herror_type(Thread& thread);
FailureOfAnyType raise_gaierror(Thread& thread, int error);
FailureOfAnyType raise_herror(Thread& thread, int error);

}  // namespace memphis::sockets

#include "modules/sockets/socket_call.h"
