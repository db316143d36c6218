// Byte order, packed addresses, network interfaces.
#include <arpa/inet.h>
#include <net/if.h>

#include <climits>
#include <memory>

#include "modules/sockets/socket.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::sockets {

namespace {

// ---- Byte order ----

Value swap_short(Thread& thread, Value value, const char* function) {
  Value index = TRY(to_index(thread, value));
  int64_t number;
  if (int_sign(index) < 0) {
    return raise(thread, ExceptionId::kOverflowError,
                 "{}: can't convert negative Python int to C 16-bit unsigned integer", function);
  }
  if (!int_to_int64(index, number) || number > UINT16_MAX) {
    return raise(thread, ExceptionId::kOverflowError,
                 "{}: Python int too large to convert to C 16-bit unsigned integer", function);
  }
  return make_int(thread, htons(static_cast<uint16_t>(number)));
}

Value swap_long(Thread& thread, Value value) {
  if (!is_int(value)) return raise_type_error(thread, "expected int, {} found", type_name(thread, value));
  if (int_sign(value) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative value to unsigned int");
  }
  uint64_t number;
  if (!int_to_uint64(value, number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C unsigned long");
  }
  if (number > UINT32_MAX) return raise(thread, ExceptionId::kOverflowError, "int larger than 32 bits");
  return make_int(thread, htonl(static_cast<uint32_t>(number)));
}

Value htons_function(Thread& thread, Value* args) { return swap_short(thread, args[0], "htons"); }
Value ntohs_function(Thread& thread, Value* args) { return swap_short(thread, args[0], "ntohs"); }
Value htonl_function(Thread& thread, Value* args) { return swap_long(thread, args[0]); }

// ---- Packed addresses ----

Value inet_aton_function(Thread& thread, Value* args) {
  const std::string text = TRY(c_text_of(thread, Value(TRY(str_argument(thread, args[0], "inet_aton", 1)))));
  in_addr address;
  if (inet_aton(text.c_str(), &address) == 0) {
    return raise(thread, ExceptionId::kOSError, "illegal IP address string passed to inet_aton");
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(&address), sizeof address});
}

Value text_of_address(Thread& thread, int family, const Buffer& packed) {
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(family, packed.data(), text, sizeof text) == nullptr) return raise_os_error(thread, errno);
  return make_str(thread, text);
}

Value inet_ntoa_function(Thread& thread, Value* args) {
  Buffer packed(thread);
  TRY(packed.acquire(args[0]));
  if (packed.size() != sizeof(in_addr)) {
    return raise(thread, ExceptionId::kOSError, "packed IP wrong length for inet_ntoa");
  }
  return text_of_address(thread, AF_INET, packed);
}

Value inet_pton_function(Thread& thread, Value* args) {
  const int family = TRY(int_argument(thread, args[0]));
  const std::string text = TRY(c_text_of(thread, Value(TRY(str_argument(thread, args[1], "inet_pton", 2)))));
  uint8_t packed[sizeof(in6_addr)];
  const int result = inet_pton(family, text.c_str(), packed);
  if (result < 0) return raise_os_error(thread, errno);
  if (result == 0) return raise(thread, ExceptionId::kOSError, "illegal IP address string passed to inet_pton");
  return make_bytes(thread, {packed, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)});
}

Value inet_ntop_function(Thread& thread, Value* args) {
  const int family = TRY(int_argument(thread, args[0]));
  Buffer packed(thread);
  TRY(packed.acquire(args[1]));
  if (family != AF_INET && family != AF_INET6) return raise_value_error(thread, "unknown address family {}", family);
  if (packed.size() != (family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr))) {
    return raise_value_error(thread, "invalid length of packed IP address string");
  }
  return text_of_address(thread, family, packed);
}

// ---- Interfaces ----

Value if_nameindex_function(Thread& thread, Value*) {
  struct Free {
    void operator()(struct if_nameindex* interfaces) const { if_freenameindex(interfaces); }
  };
  const std::unique_ptr<struct if_nameindex, Free> interfaces(if_nameindex());
  if (interfaces == nullptr) return raise_os_error(thread, errno);
  List* result = TRY(make_list(thread));
  for (const struct if_nameindex* one = interfaces.get(); one->if_index != 0; one++) {
    Value name = TRY(decode_path(thread, one->if_name));
    TRY(list_append(thread, result, TRY(make_tuple(thread, {Value::small_int(one->if_index), name}))));
  }
  return result;
}

Value if_nametoindex_function(Thread& thread, Value* args) {
  const unsigned index = if_nametoindex(TRY(encode_path(thread, args[0])).c_str());
  if (index == 0) return raise(thread, ExceptionId::kOSError, "no interface with this name");
  return make_int(thread, index);
}

Value if_indextoname_function(Thread& thread, Value* args) {
  Value index = TRY(to_index(thread, args[0]));
  int64_t number;
  if (int_sign(index) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative value to unsigned int");
  }
  if (!int_to_int64(index, number) || number > UINT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C unsigned int");
  }
  char name[IF_NAMESIZE];
  if (if_indextoname(static_cast<unsigned>(number), name) == nullptr) return raise_os_error(thread, errno);
  return decode_path(thread, name);
}

// ---- Ancillary data ----

Value message_size(Thread& thread, Value value, const char* function, size_t extra, bool padded) {
  int64_t size;
  const bool fits = int_to_int64(TRY(to_index(thread, value)), size);
  if (!fits || size < 0 || static_cast<uint64_t>(size) > INT_MAX - extra) {
    return raise(thread, ExceptionId::kOverflowError, "{}() argument out of range", function);
  }
  const auto bytes = static_cast<size_t>(size);
  return make_int(thread, static_cast<int64_t>(padded ? CMSG_SPACE(bytes) : CMSG_LEN(bytes)));
}

Value cmsg_len(Thread& thread, Value* args) { return message_size(thread, args[0], "CMSG_LEN", CMSG_LEN(0), false); }
Value cmsg_space(Thread& thread, Value* args) {
  return message_size(thread, args[0], "CMSG_SPACE", CMSG_SPACE(1), true);
}

constexpr NativeDefinition kFunctions[] = {
    {"htons(x, /)", htons_function, "A 16-bit number from host to network byte order."},
    {"ntohs(x, /)", ntohs_function, "A 16-bit number from network to host byte order."},
    {"htonl(x, /)", htonl_function, "A 32-bit number from host to network byte order."},
    {"ntohl(x, /)", htonl_function, "A 32-bit number from network to host byte order."},
    {"inet_aton(ip_addr, /)", inet_aton_function, "The four bytes of an IPv4 address."},
    {"inet_ntoa(packed_ip, /)", inet_ntoa_function, "The text of an IPv4 address of four bytes."},
    {"inet_pton(af, ip_string, /)", inet_pton_function, "The bytes of an address of a family."},
    {"inet_ntop(af, packed_ip, /)", inet_ntop_function, "The text of an address of a family."},
    {"if_nameindex()", if_nameindex_function, "The network interfaces: a list of (index, name)."},
    {"if_nametoindex(if_name, /)", if_nametoindex_function, "The index of a network interface."},
    {"if_indextoname(if_index, /)", if_indextoname_function, "The name of a network interface."},
    {"CMSG_LEN(length, /)", cmsg_len, "The size of an item of ancillary data, without padding."},
    {"CMSG_SPACE(length, /)", cmsg_space, "The room that an item of ancillary data needs."},
};

}  // namespace

const std::span<const NativeDefinition> kNumberFunctions = kFunctions;

}  // namespace memphis::sockets
