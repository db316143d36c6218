// What connections do that may wait: handshakes, reading, writing, closing.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <vector>

#include "modules/sockets/socket.h"
#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/safepoint.h"
#include "runtime/system_call.h"

namespace memphis::tls {

namespace {

using sockets::Socket;

Connection* self_of(Value* args) { return args[0].as<Connection>(); }

// Null: the connection works on memory.
Socket* socket_of(const Connection* connection) {
  Value socket = connection->socket;
  return socket.is_unbound() ? nullptr : socket.as<Socket>();
}

// ---- The BIO ----

ConnectionResource& resource_of(BIO* bio) { return *static_cast<ConnectionResource*>(BIO_get_data(bio)); }

bool must_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

int bio_write(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = send(resource_of(bio).descriptor, data, static_cast<size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0 && must_wait()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* data, int size) {
  BIO_clear_retry_flags(bio);
  ConnectionResource& resource = resource_of(bio);
  const ssize_t received = recv(resource.descriptor, data, static_cast<size_t>(size), MSG_DONTWAIT);
  if (received < 0 && must_wait()) BIO_set_retry_read(bio);
  resource.has_ended = received == 0;
  return static_cast<int>(received);
}

long bio_control(BIO* bio, int command, long, void*) {
  switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_EOF: return resource_of(bio).has_ended ? 1 : 0;
    default: return 0;
  }
}

// ---- Calls ----

// Calls OpenSSL for the connection; `failed` tells whether the result is one whose reason is to be found out.
template <class Call>
Outcome run(Thread& thread, Connection* connection, Call call, bool (*failed)(int)) {
  ConnectionResource& resource = *connection->resource;
  const Socket* socket = socket_of(connection);
  const int descriptor = socket != nullptr ? socket->descriptor : -1;
  return without_interpreter_lock(thread, [&] {
    std::lock_guard guard(resource.mutex);
    Thread* former = std::exchange(resource.thread, &thread);
    resource.descriptor = descriptor;
    ERR_clear_error();
    errno = 0;
    Outcome outcome;
    outcome.result = call(resource.handle);
    outcome.system_error = errno;
    if (failed(outcome.result)) {
      outcome.error = SSL_get_error(resource.handle, outcome.result);
      outcome.queued = ERR_peek_last_error();
    }
    ERR_clear_error();
    resource.thread = former;
    return outcome;
  });
}

bool is_not_positive(int result) { return result <= 0; }
bool is_negative(int result) { return result < 0; }

// ---- Waiting ----

enum class Readiness : uint8_t { kReady, kTimedOut, kClosed, kNeverWaits };

Fallible<Readiness> wait_for_socket(Thread& thread, const Connection* connection, bool writes, int64_t deadline) {
  const Socket* socket = socket_of(connection);
  if (socket == nullptr || socket->timeout == 0) return Readiness::kNeverWaits;
  if (socket->descriptor < 0) return Readiness::kClosed;
  const int descriptor = socket->descriptor;
  const int found = TRY(system_call(thread, [&] {
    int64_t left = -1;
    if (deadline >= 0) {
      constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;
      left = std::clamp<int64_t>(
          (deadline - sockets::monotonic_now() + kNanosecondsPerMillisecond - 1) / kNanosecondsPerMillisecond, 0,
          INT_MAX);
    }
    pollfd watched = {descriptor, static_cast<short>(writes ? POLLOUT : POLLIN), 0};
    return poll(&watched, 1, static_cast<int>(left));
  }));
  return found == 0 ? Readiness::kTimedOut : Readiness::kReady;
}

// How an operation says that its time is over: by what it waited for, or by its own name.
struct Messages {
  const char* reading;
  const char* writing;
};
constexpr Messages kHandshakeMessages = {"_ssl.c:1064: The handshake operation timed out",
                                         "_ssl.c:1064: The handshake operation timed out"};
constexpr Messages kReadMessages = {"The read operation timed out", "The read operation timed out"};
constexpr Messages kWriteMessages = {"The write operation timed out", "The write operation timed out"};
constexpr Messages kShutdownMessages = {"The read operation timed out", "The write operation timed out"};

bool wants_more(const Outcome& outcome) {
  return outcome.error == SSL_ERROR_WANT_READ || outcome.error == SSL_ERROR_WANT_WRITE;
}

// After an outcome that wants more: waits. False: the outcome stands, as nobody waits on this connection.
Fallible<bool> wait_after(Thread& thread, Connection* connection, const Outcome& outcome, int64_t deadline,
                          const Messages& messages) {
  const bool writes = outcome.error == SSL_ERROR_WANT_WRITE;
  switch (TRY(wait_for_socket(thread, connection, writes, deadline))) {
    case Readiness::kReady: return true;
    case Readiness::kNeverWaits: return false;
    case Readiness::kClosed: return raise_module_error(thread, kError, "Underlying socket has been closed.");
    case Readiness::kTimedOut: break;
  }
  return raise(thread, ExceptionId::kTimeoutError, "{}", std::string(writes ? messages.writing : messages.reading));
}

int64_t deadline_of(const Connection* connection) {
  const Socket* socket = socket_of(connection);
  return socket == nullptr ? -1 : sockets::deadline_of(socket);
}

// A call, again and again until it is done or its time is over. Signal handlers run between.
template <class Call>
Fallible<Outcome> repeat(Thread& thread, Connection* connection, const Messages& messages, Call call) {
  const int64_t deadline = deadline_of(connection);
  while (true) {
    const Outcome outcome = run(thread, connection, call, is_not_positive);
    TRY(safepoint(thread));
    if (!wants_more(outcome)) return outcome;
    if (!TRY(wait_after(thread, connection, outcome, deadline, messages))) return outcome;
  }
}

// As the outcome of `repeat`, with what callbacks have raised.
template <class Call>
Fallible<Outcome> perform(Thread& thread, Connection* connection, const Messages& messages, Call call) {
  Fallible<Outcome> outcome = repeat(thread, connection, messages, call);
  if (outcome.failed()) (void)check_callback_error(thread, connection);
  return outcome;
}

Fallible<Outcome> read_into(Thread& thread, Connection* self, std::span<uint8_t> out) {
  Outcome outcome = TRY(perform(thread, self, kReadMessages,
                                [out](SSL* ssl) { return SSL_read(ssl, out.data(), static_cast<int>(out.size())); }));
  // The other side has said that nothing follows.
  if (outcome.error == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(self->handle()) == SSL_RECEIVED_SHUTDOWN) {
    outcome.result = 0;
    return outcome;
  }
  if (outcome.result <= 0) return raise_outcome(thread, self, outcome, __LINE__);
  TRY(check_callback_error(thread, self));
  return outcome;
}

}  // namespace

BIO* make_socket_bio(ConnectionResource& resource) {
  resource.socket_method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "socket");
  if (resource.socket_method == nullptr) return nullptr;
  BIO_meth_set_write(resource.socket_method, bio_write);
  BIO_meth_set_read(resource.socket_method, bio_read);
  BIO_meth_set_ctrl(resource.socket_method, bio_control);
  BIO* bio = BIO_new(resource.socket_method);
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, &resource);
  BIO_set_init(bio, 1);
  return bio;
}

Value connection_handshake(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  const Outcome outcome =
      TRY(perform(thread, self, kHandshakeMessages, [](SSL* ssl) { return SSL_do_handshake(ssl); }));
  if (outcome.result < 1) return raise_outcome(thread, self, outcome, __LINE__);
  TRY(check_callback_error(thread, self));
  return Value::none();
}

Value connection_write(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  if (data.size() > INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "string longer than {} bytes", INT_MAX);
  }
  const std::span<const uint8_t> bytes = data.bytes();
  size_t count = 0;
  const Outcome outcome = TRY(perform(thread, self, kWriteMessages, [bytes, &count](SSL* ssl) {
    return SSL_write_ex(ssl, bytes.data(), bytes.size(), &count);
  }));
  if (outcome.result <= 0) return raise_outcome(thread, self, outcome, __LINE__);
  TRY(check_callback_error(thread, self));
  return Value::small_int(static_cast<int64_t>(count));
}

Value connection_read(Thread& thread, Value* args) {
  constexpr int kLargestRecord = SSL3_RT_MAX_PLAIN_LENGTH;  // no call gives more
  Connection* self = self_of(args);
  const int size = TRY(int_argument(thread, args[1]));
  if (args[2].is_unbound()) {
    if (size < 0) return raise_value_error(thread, "size should not be negative");
    if (size == 0) return thread.runtime.empty_bytes;
    std::vector<uint8_t> bytes(static_cast<size_t>(std::min(size, kLargestRecord)));
    const Outcome outcome = TRY(read_into(thread, self, bytes));
    return make_bytes(thread, {bytes.data(), static_cast<size_t>(outcome.result)});
  }
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[2], "read", 2));
  std::span<uint8_t> out = buffer.writable_bytes();
  if (size > 0 && static_cast<size_t>(size) <= out.size()) out = out.first(static_cast<size_t>(size));
  if (out.size() > INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "maximum length can't fit in a C 'int'");
  }
  if (out.empty()) return Value::small_int(0);
  return Value::small_int(TRY(read_into(thread, self, out)).result);
}

Value connection_pending(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  const Outcome outcome = run(thread, self, [](SSL* ssl) { return SSL_pending(ssl); }, is_negative);
  if (outcome.result < 0) return raise_outcome(thread, self, outcome, __LINE__);
  return Value::small_int(outcome.result);
}

Value connection_shutdown(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  const Socket* socket = socket_of(self);
  if (socket != nullptr && socket->descriptor < 0) {
    return raise_error(thread, __LINE__, "Underlying socket connection gone");
  }
  const int64_t deadline = deadline_of(self);
  int unanswered = 0;
  Outcome outcome;
  while (true) {
    const bool reads_exactly = self->has_sent_close;
    outcome = run(
        thread, self,
        [reads_exactly](SSL* ssl) {
          // What follows the other side's last message is not ours to read.
          if (reads_exactly) SSL_set_read_ahead(ssl, 0);
          return SSL_shutdown(ssl);
        },
        is_negative);
    if (outcome.result > 0) break;
    if (outcome.result == 0) {
      // Ours is sent; the answer is waited for once.
      if (++unanswered > 1) break;
      self->has_sent_close = true;
      continue;
    }
    if (!wants_more(outcome)) break;
    Fallible<bool> again = wait_after(thread, self, outcome, deadline, kShutdownMessages);
    if (again.failed()) {
      (void)check_callback_error(thread, self);
      return Value::error();
    }
    if (!again.value()) break;
  }
  if (outcome.result < 0) return raise_outcome(thread, self, outcome, __LINE__);
  TRY(check_callback_error(thread, self));
  return self->socket.get().is_unbound() ? Value::none() : self->socket.get();
}

}  // namespace memphis::tls
