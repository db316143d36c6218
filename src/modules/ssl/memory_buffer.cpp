// The types _ssl.MemoryBIO and _ssl.SSLSession.
#include <algorithm>
#include <climits>
#include <cstring>

#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"

namespace memphis::tls {

namespace {

MemoryBuffer* self_of(Value* args) { return args[0].as<MemoryBuffer>(); }

Value buffer_new(Thread& thread, Value* args) {
  constexpr size_t kBytes = 1000;  // about what an empty one takes
  auto* self = TRY(allocate_instance<MemoryBuffer>(thread, args[0].as<Type>()));
  self->bio = BIO_new(BIO_s_mem());
  if (self->bio == nullptr) return raise_module_error(thread, kError, "failed to allocate BIO");
  own_native_resource(thread.runtime, self, self->bio, [](void* bio) { BIO_free(static_cast<BIO*>(bio)); }, kBytes);
  // An empty one is no end, as long as write_eof() was not called.
  BIO_set_retry_read(self->bio);
  BIO_set_mem_eof_return(self->bio, -1);
  return self;
}

Value buffer_read(Thread& thread, Value* args) {
  int size = TRY(int_argument(thread, args[1], -1));
  BIO* bio = self_of(args)->bio;
  const int available = static_cast<int>(std::min<size_t>(BIO_ctrl_pending(bio), INT_MAX));
  if (size < 0 || size > available) size = available;
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  if (size == 0) return bytes;
  if (BIO_read(bio, bytes->data, size) < 0) return RAISE_LIBRARY_ERROR(thread);
  return bytes;
}

Value buffer_write(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  if (data.size() > INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "string longer than {} bytes", INT_MAX);
  }
  if (self_of(args)->is_complete) return raise_module_error(thread, kError, "cannot write() after write_eof()");
  const int written = BIO_write(self_of(args)->bio, data.data(), static_cast<int>(data.size()));
  if (written < 0) return RAISE_LIBRARY_ERROR(thread);
  return Value::small_int(written);
}

Value buffer_write_eof(Thread&, Value* args) {
  self_of(args)->is_complete = true;
  BIO_clear_retry_flags(self_of(args)->bio);
  BIO_set_mem_eof_return(self_of(args)->bio, 0);
  return Value::none();
}

Value get_pending(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(BIO_ctrl_pending(self.as<MemoryBuffer>()->bio)));
}
Value get_eof(Thread&, Value self) {
  const auto* buffer = self.as<MemoryBuffer>();
  return Value::boolean(buffer->is_complete && BIO_ctrl_pending(buffer->bio) == 0);
}

constexpr NativeDefinition kBufferMethods[] = {
    {"__new__(type)", buffer_new, "", NativeKind::kStaticMethod},
    {"read(self, size=-1, /)", buffer_read, "Takes bytes out, at most size of them."},
    {"write(self, b, /)", buffer_write, "Puts bytes in; answers how many."},
    {"write_eof(self, /)", buffer_write_eof, "Says that nothing follows."},
};
constexpr GetSetDefinition kBufferAttributes[] = {{"pending", get_pending}, {"eof", get_eof}};

// ---- Sessions ----

SSL_SESSION* session_of(Value self) { return self.as<Session>()->handle; }

std::span<const uint8_t> id_of(Value session) {
  unsigned size = 0;
  const uint8_t* id = SSL_SESSION_get_id(session_of(session), &size);
  return {id, size};
}

Value session_eq(Thread& thread, Value* args) {
  if (type_of(thread, args[1]) != native_type(thread.runtime, kSessionType)) return Value::not_implemented();
  return Value::boolean(args[0] == args[1] || std::ranges::equal(id_of(args[0]), id_of(args[1])));
}

Value get_has_ticket(Thread&, Value self) { return Value::boolean(SSL_SESSION_has_ticket(session_of(self)) != 0); }
Value get_id(Thread& thread, Value self) { return make_bytes(thread, id_of(self)); }
Value get_ticket_lifetime_hint(Thread& thread, Value self) {
  return make_int_unsigned(thread, SSL_SESSION_get_ticket_lifetime_hint(session_of(self)));
}
Value get_time(Thread& thread, Value self) { return make_int(thread, SSL_SESSION_get_time(session_of(self))); }
Value get_timeout(Thread& thread, Value self) { return make_int(thread, SSL_SESSION_get_timeout(session_of(self))); }

constexpr NativeDefinition kSessionMethods[] = {{"__eq__(self, value, /)", session_eq, "Return self==value."}};
constexpr GetSetDefinition kSessionAttributes[] = {
    {"has_ticket", get_has_ticket},
    {"id", get_id},
    {"ticket_lifetime_hint", get_ticket_lifetime_hint},
    {"time", get_time},
    {"timeout", get_timeout},
};

}  // namespace

constinit const TypeSpec kMemoryBufferType = {
    .name = "MemoryBIO",
    .module = "_ssl",
    .basic_size = sizeof(MemoryBuffer),
    .flags = kTypeIsFinal | kTypeIsImmutable,
    .methods = kBufferMethods,
    .attributes = kBufferAttributes,
};

constinit const TypeSpec kSessionType = {
    .name = "SSLSession",
    .module = "_ssl",
    .basic_size = sizeof(Session),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation,
    .methods = kSessionMethods,
    .attributes = kSessionAttributes,
};

Value make_session(Thread& thread, Value context, SSL_SESSION* session) {
  constexpr size_t kBytes = 1000;  // about what a session takes
  auto* made = allocate_instance<Session>(thread, native_type(thread.runtime, kSessionType));
  if (made == nullptr) {
    SSL_SESSION_free(session);
    return Value::error();
  }
  made->handle = session;
  made->context.set(made, context);
  own_native_resource(
      thread.runtime, made, session, [](void* handle) { SSL_SESSION_free(static_cast<SSL_SESSION*>(handle)); }, kBytes);
  return made;
}

}  // namespace memphis::tls
