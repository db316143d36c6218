// Sending and receiving.
#include <algorithm>
#include <climits>
#include <cstring>
#include <memory>

#include "modules/sockets/socket.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::sockets {

namespace {

Fallible<int64_t> size_argument(Thread& thread, Value value, int64_t otherwise = 0) {
  if (value.is_unbound()) return otherwise;
  int64_t size;
  if (int_to_int64(TRY(to_index(thread, value)), size)) return size;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
}

// Receives into memory; `address` null: nobody asks for the sender.
Fallible<int64_t> receive(Thread& thread, Socket* socket, uint8_t* data, size_t size, int flags, Address* address) {
  return socket_call(thread, socket, Direction::kRead, deadline_of(socket), [&]() -> int64_t {
    if (address == nullptr) return recv(socket->descriptor, data, size, flags);
    address->length = sizeof address->storage;
    return recvfrom(socket->descriptor, data, size, flags, address->get(), &address->length);
  });
}

// recv and recvfrom.
Value receive_bytes(Thread& thread, Value* args, const char* function, Address* address) {
  const int64_t size = TRY(size_argument(thread, args[1]));
  const int flags = TRY(int_argument(thread, args[2], 0));
  if (size < 0) return raise_value_error(thread, "negative buffersize in {}", function);
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  const int64_t count = TRY(receive(thread, self_of(args), bytes->data, bytes->size, flags, address));
  if (static_cast<uint64_t>(count) == bytes->size) return bytes;
  return make_bytes(thread, {bytes->data, static_cast<size_t>(count)});
}

Status acquire_writable(Thread& thread, Buffer& buffer, Value value, const char* function) {
  if (!buffer.acquire(value, BufferMode::kWritable).failed()) return {};
  const bool told =
      take_if_pending(thread, ExceptionId::kTypeError) || take_if_pending(thread, ExceptionId::kBufferError);
  if (!told) return Failure{};
  return raise_argument_error(thread, function, 1, "read-write bytes-like object", value);
}

// recv_into and recvfrom_into.
Fallible<int64_t> receive_into(Thread& thread, Value* args, const char* function, const char* too_large,
                               Address* address) {
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[1], function));
  int64_t size = TRY(size_argument(thread, args[2]));
  const int flags = TRY(int_argument(thread, args[3], 0));
  if (size < 0) return raise_value_error(thread, "negative buffersize in {}", function);
  if (size == 0) size = static_cast<int64_t>(buffer.size());
  if (static_cast<uint64_t>(size) > buffer.size()) return raise_value_error(thread, "{}", too_large);
  return receive(thread, self_of(args), buffer.data(), static_cast<size_t>(size), flags, address);
}

}  // namespace

Value socket_recv(Thread& thread, Value* args) { return receive_bytes(thread, args, "recv", nullptr); }

Value socket_recvfrom(Thread& thread, Value* args) {
  Address address;
  Value bytes = TRY(receive_bytes(thread, args, "recvfrom", &address));
  return make_tuple(thread, {bytes, TRY(address_value(thread, address))});
}

Value socket_recv_into(Thread& thread, Value* args) {
  return make_int(thread,
                  TRY(receive_into(thread, args, "recv_into", "buffer too small for requested bytes", nullptr)));
}

Value socket_recvfrom_into(Thread& thread, Value* args) {
  Address address;
  const int64_t count =
      TRY(receive_into(thread, args, "recvfrom_into", "nbytes is greater than the length of the buffer", &address));
  return make_tuple(thread, {Value::small_int(count), TRY(address_value(thread, address))});
}

Value socket_send(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int flags = TRY(int_argument(thread, args[2], 0));
  return make_int(thread, TRY(socket_call(thread, self, Direction::kWrite, deadline_of(self), [&]() -> int64_t {
                    return send(self->descriptor, data.data(), data.size(), flags);
                  })));
}

Value socket_sendall(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  const int flags = TRY(int_argument(thread, args[2], 0));
  // One time limit for all of it.
  const int64_t deadline = deadline_of(self);
  size_t sent = 0;
  do {
    const int64_t count = TRY(socket_call(thread, self, Direction::kWrite, deadline, [&]() -> int64_t {
      return send(self->descriptor, data.data() + sent, data.size() - sent, flags);
    }));
    sent += static_cast<size_t>(count);
    TRY(safepoint(thread));
  } while (sent < data.size());
  return Value::none();
}

Value socket_sendto(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  auto* given = args[1].as<Tuple>();
  if (given->size < 2 || given->size > 3) {
    return raise_type_error(thread, "sendto() takes 2 or 3 arguments ({} given)", given->size);
  }
  Buffer data(thread);
  TRY(data.acquire(given->items[0]));
  const int flags = given->size == 3 ? TRY(int_argument(thread, given->items[1])) : 0;
  Value target = given->items[given->size - 1];
  const Address address = TRY(address_argument(thread, self, target, "sendto"));
  TRY(audit(thread, "socket.sendto", {args[0], target}));
  return make_int(thread, TRY(socket_call(thread, self, Direction::kWrite, deadline_of(self), [&]() -> int64_t {
                    return sendto(self->descriptor, data.data(), data.size(), flags, address.get(), address.length);
                  })));
}

// ---- Messages ----

namespace {

class Vectors {
 public:
  explicit Vectors(Thread& thread) : thread_(thread) {}

  // TypeError "recvmsg_into() argument 1 must be an iterable"; `buffer_problem`, if given, for items of another kind.
  Status acquire(Value iterable, const char* function, BufferMode mode, const char* buffer_problem) {
    Tuple* items = tuple_from_iterable(thread_, iterable);
    if (items == nullptr) {
      if (!take_if_pending(thread_, ExceptionId::kTypeError)) return Failure{};
      return raise_type_error(thread_, "{}() argument 1 must be an iterable", function);
    }
    for (Value item : items->view()) {
      buffers_.push_back(std::make_unique<Buffer>(thread_));
      if (buffers_.back()->acquire(item, mode).failed()) {
        if (buffer_problem == nullptr) return Failure{};
        take_pending(thread_);
        return raise_type_error(thread_, "{}", buffer_problem);
      }
      vectors_.push_back({buffers_.back()->data(), buffers_.back()->size()});
    }
    return {};
  }
  std::vector<iovec>& get() { return vectors_; }

 private:
  Thread& thread_;
  std::vector<std::unique_ptr<Buffer>> buffers_;
  std::vector<iovec> vectors_;
};

Value ancillary_value(Thread& thread, msghdr& message) {
  List* items = TRY(make_list(thread));
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    // What was cut off ends where the buffer does.
    const auto* end = static_cast<const uint8_t*>(message.msg_control) + message.msg_controllen;
    const uint8_t* data = CMSG_DATA(header);
    if (data > end || header->cmsg_len < CMSG_LEN(0)) break;
    const size_t size = std::min<size_t>(header->cmsg_len - CMSG_LEN(0), static_cast<size_t>(end - data));
    Value values[] = {Value::small_int(header->cmsg_level), Value::small_int(header->cmsg_type),
                      Value(TRY(make_bytes(thread, {data, size})))};
    TRY(list_append(thread, items, TRY(make_tuple(thread, std::span<const Value>(values)))));
  }
  return items;
}

// The part of both: (count, ancillary data, flags, address), the first as `count` says.
Fallible<int64_t> receive_message(Thread& thread, Value* args, std::vector<iovec>& vectors, Value& ancillary,
                                  Value& flags_value, Value& address_shown) {
  Socket* self = self_of(args);
  const int64_t size = TRY(size_argument(thread, args[2]));
  const int flags = TRY(int_argument(thread, args[3], 0));
  if (size < 0 || size > INT_MAX) return raise_value_error(thread, "invalid ancillary data buffer length");
  std::vector<uint8_t> control(static_cast<size_t>(size));
  Address address;
  msghdr message;
  const int64_t count = TRY(socket_call(thread, self, Direction::kRead, deadline_of(self), [&]() -> int64_t {
    message = {};
    message.msg_name = address.get();
    message.msg_namelen = sizeof address.storage;
    message.msg_iov = vectors.data();
    message.msg_iovlen = vectors.size();
    message.msg_control = control.empty() ? nullptr : control.data();
    message.msg_controllen = control.size();
    return recvmsg(self->descriptor, &message, flags);
  }));
  address.length = message.msg_namelen;
  ancillary = TRY(ancillary_value(thread, message));
  flags_value = Value::small_int(message.msg_flags);
  address_shown = TRY(address_value(thread, address));
  return count;
}

}  // namespace

Value socket_recvmsg(Thread& thread, Value* args) {
  const int64_t size = TRY(size_argument(thread, args[1]));
  if (size < 0) return raise_value_error(thread, "negative buffer size in recvmsg()");
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  std::vector<iovec> vectors = {{bytes->data, bytes->size}};
  Value ancillary, flags, address;
  const int64_t count = TRY(receive_message(thread, args, vectors, ancillary, flags, address));
  Value data = TRY(make_bytes(thread, {bytes->data, static_cast<size_t>(count)}));
  return make_tuple(thread, {data, ancillary, flags, address});
}

Value socket_recvmsg_into(Thread& thread, Value* args) {
  Vectors vectors(thread);
  TRY(vectors.acquire(args[1], "recvmsg_into", BufferMode::kWritable,
                      "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers"));
  Value ancillary, flags, address;
  const int64_t count = TRY(receive_message(thread, args, vectors.get(), ancillary, flags, address));
  return make_tuple(thread, {Value::small_int(count), ancillary, flags, address});
}

namespace {

// Lays the ancillary data out as the system wants it.
Status read_ancillary(Thread& thread, Value iterable, std::vector<uint8_t>& control) {
  if (iterable.is_unbound()) return {};
  Tuple* items = tuple_from_iterable(thread, iterable);
  if (items == nullptr) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "sendmsg() argument 2 must be an iterable");
  }
  for (Value item : items->view()) {
    const bool is_sequence = item.is_kind(Kind::kTuple) || item.is_kind(Kind::kList);
    if (!is_sequence || items_of(item).size() != 3) {
      return raise_type_error(thread, "[sendmsg() ancillary data items]() argument must be {}, not {}",
                              is_sequence ? "sequence of length 3" : "3-item sequence",
                              is_sequence ? std::to_string(items_of(item).size()) : argument_type_name(thread, item));
    }
    Tuple* parts = TRY(make_tuple(thread, items_of(item)));
    const int level = TRY(int_argument(thread, parts->items[0])), type = TRY(int_argument(thread, parts->items[1]));
    Buffer data(thread);
    TRY(data.acquire(parts->items[2]));
    if (data.size() > INT_MAX) return raise(thread, ExceptionId::kOSError, "ancillary data item too large");
    const size_t begin = control.size();
    control.resize(begin + CMSG_SPACE(data.size()));
    cmsghdr header = {};
    header.cmsg_len = CMSG_LEN(data.size());
    header.cmsg_level = level;
    header.cmsg_type = type;
    memcpy(control.data() + begin, &header, sizeof header);
    memcpy(control.data() + begin + CMSG_LEN(0), data.data(), data.size());
  }
  return {};
}

}  // namespace

Value socket_sendmsg(Thread& thread, Value* args) {
  Socket* self = self_of(args);
  Vectors vectors(thread);
  TRY(vectors.acquire(args[1], "sendmsg", BufferMode::kReadable, nullptr));
  std::vector<uint8_t> control;
  TRY(read_ancillary(thread, args[2], control));
  const int flags = TRY(int_argument(thread, args[3], 0));
  Address address;
  Value target = args[4].is_unbound() ? Value::none() : args[4];
  if (!target.is_none()) address = TRY(address_argument(thread, self, target, "sendmsg"));
  TRY(audit(thread, "socket.sendmsg", {args[0], target}));
  msghdr message = {};
  message.msg_name = address.length == 0 ? nullptr : address.get();
  message.msg_namelen = address.length;
  message.msg_iov = vectors.get().data();
  message.msg_iovlen = vectors.get().size();
  message.msg_control = control.empty() ? nullptr : control.data();
  message.msg_controllen = control.size();
  return make_int(thread, TRY(socket_call(thread, self, Direction::kWrite, deadline_of(self),
                                          [&]() -> int64_t { return sendmsg(self->descriptor, &message, flags); })));
}

}  // namespace memphis::sockets
