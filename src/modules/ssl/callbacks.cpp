// What OpenSSL calls back: names of servers, messages of the protocol, secrets for a log, pre-shared keys.
#include <cstring>

#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::tls {

namespace {

ConnectionResource* resource_of(SSL* ssl) { return static_cast<ConnectionResource*>(SSL_get_app_data(ssl)); }

// Runs `body` with the interpreter lock for the call that is under way on the connection; without one: nothing.
template <class Body>
void enter_python(SSL* ssl, Body body) {
  ConnectionResource* resource = resource_of(ssl);
  if (resource == nullptr || resource->thread == nullptr) return;
  Thread& thread = *resource->thread;
  Connection* connection = resource->connection;
  with_interpreter_lock(thread, [&] { body(thread, connection); });
}

Value ascii_text(Thread& thread, const char* text) {
  Str* encoding = TRY(make_str(thread, "ascii"));
  return decode_text(thread, {reinterpret_cast<const uint8_t*>(text), std::strlen(text)}, Value::unbound(), encoding,
                     nullptr);
}

// ---- Names of servers ----

Value call_name_callback(Thread& thread, Context* context, Connection* connection, const char* name) {
  Value shown = name == nullptr ? Value::none() : TRY(ascii_text(thread, name));
  return call(thread, context->name_callback, {callback_subject(connection), shown, Value(context)});
}

int server_name_callback(SSL* ssl, int* alert, void* argument) {
  auto* context = static_cast<Context*>(argument);
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  int answer = SSL_TLSEXT_ERR_OK;
  enter_python(ssl, [&](Thread& thread, Connection* connection) {
    Value callback = context->name_callback;
    if (callback.is_unbound()) return;
    if (callback_subject(connection).is_none()) {
      *alert = SSL_AD_INTERNAL_ERROR;
      answer = SSL_TLSEXT_ERR_ALERT_FATAL;
      return;
    }
    Value result = call_name_callback(thread, context, connection, name);
    if (result.is_error()) {
      write_unraisable(thread, callback, "Exception ignored in ssl servername callback while calling set SNI callback");
      *alert = SSL_AD_HANDSHAKE_FAILURE;
      answer = SSL_TLSEXT_ERR_ALERT_FATAL;
    } else if (!result.is_none()) {
      Fallible<int64_t> number = to_int64(thread, result);
      if (number.failed()) {
        write_unraisable(thread, result, "Exception ignored in ssl servername callback while calling set SNI callback");
        *alert = SSL_AD_INTERNAL_ERROR;
      } else {
        *alert = static_cast<int>(number.value());
      }
      answer = SSL_TLSEXT_ERR_ALERT_FATAL;
    }
  });
  return answer;
}

// ---- Messages ----

struct Message {
  bool is_written;
  int version, content_type;
  std::span<const uint8_t> bytes;
};

// The type within the message, which lies in another place for each kind of content.
int message_type(Message& message) {
  const auto byte = [&](size_t at) { return at < message.bytes.size() ? int{message.bytes[at]} : -1; };
  switch (message.content_type) {
    case SSL3_RT_CHANGE_CIPHER_SPEC: return SSL3_MT_CHANGE_CIPHER_SPEC;
    case SSL3_RT_ALERT: return byte(1);
    case SSL3_RT_HANDSHAKE:
    case SSL3_RT_INNER_CONTENT_TYPE: return byte(0);
    case SSL3_RT_HEADER: message.version = byte(1) << 8 | byte(2); return byte(0);
    default: return -1;
  }
}

Value call_message_callback(Thread& thread, Connection* connection, Message message) {
  Value callback = connection->context.get().as<Context>()->message_callback;
  if (callback.is_unbound()) return Value::none();
  const int type = message_type(message);
  Str* direction = TRY(make_str(thread, message.is_written ? "write" : "read"));
  Bytes* data = TRY(make_bytes(thread, message.bytes));
  return call(thread, callback,
              {callback_subject(connection), Value(direction), Value::small_int(message.version),
               Value::small_int(message.content_type), Value::small_int(type), Value(data)});
}

// ---- The log of secrets ----

void key_log_callback(const SSL* ssl, const char* line) {
  auto* resource = resource_of(const_cast<SSL*>(ssl));
  if (resource == nullptr || resource->connection == nullptr) return;
  ContextResource* context = resource->connection->context.get().as<Context>()->resource;
  std::lock_guard guard(context->key_log_mutex);
  if (context->key_log == nullptr) return;
  const bool written = BIO_printf(context->key_log, "%s\n", line) > 0 && BIO_flush(context->key_log) == 1;
  if (written) return;
  const int error = errno;
  enter_python(const_cast<SSL*>(ssl), [&](Thread& thread, Connection* connection) {
    (void)raise_os_error(thread, error, connection->context.get().as<Context>()->key_log_name);
    keep_callback_error(thread, connection);
  });
}

// ---- Pre-shared keys ----

// (identity, key) of the client's callback into the library's buffers; the key's size.
Fallible<unsigned> client_key(Thread& thread, Value callback, const char* hint, std::span<char> identity,
                              std::span<uint8_t> key) {
  Value shown = hint == nullptr || *hint == 0 ? Value::none() : Value(TRY(make_str(thread, hint)));
  Value answer = TRY(call(thread, callback, {shown}));
  if (!answer.is_kind(Kind::kTuple) || answer.as<Tuple>()->size != 2) {
    return raise_type_error(thread, "PSK callback must return a tuple of an identity and a key");
  }
  Value name = answer.as<Tuple>()->items[0];
  std::string text;
  if (!name.is_none()) text = TRY(c_text_of(thread, TRY(str_argument(thread, name, "psk_client_callback", 1))));
  Buffer secret(thread);
  TRY(secret.acquire(answer.as<Tuple>()->items[1]));
  // Room for the zero byte behind the name.
  if (text.size() + 1 > identity.size()) {
    return raise(thread, ExceptionId::kOverflowError, "psk identity is longer than {} bytes", identity.size() - 1);
  }
  if (secret.size() > key.size()) {
    return raise(thread, ExceptionId::kOverflowError, "psk is longer than {} bytes", key.size());
  }
  std::memcpy(identity.data(), text.c_str(), text.size() + 1);
  if (secret.size() != 0) std::memcpy(key.data(), secret.data(), secret.size());
  return static_cast<unsigned>(secret.size());
}

unsigned psk_client_callback(SSL* ssl, const char* hint, char* identity, unsigned identity_size, uint8_t* key,
                             unsigned key_size) {
  unsigned size = 0;
  enter_python(ssl, [&](Thread& thread, Connection* connection) {
    Value callback = connection->context.get().as<Context>()->psk_client_callback;
    if (callback.is_unbound()) return;
    Fallible<unsigned> answer = client_key(thread, callback, hint, {identity, identity_size}, {key, key_size});
    if (answer.failed()) {
      write_unraisable(thread, callback, "Exception ignored in ssl PSK client callback while calling");
    } else {
      size = answer.value();
    }
  });
  return size;
}

Fallible<unsigned> server_key(Thread& thread, Value callback, const char* identity, std::span<uint8_t> key) {
  Value shown = identity == nullptr || *identity == 0 ? Value::none() : Value(TRY(make_str(thread, identity)));
  Value answer = TRY(call(thread, callback, {shown}));
  Buffer secret(thread);
  TRY(secret.acquire(answer));
  if (secret.size() > key.size()) {
    return raise(thread, ExceptionId::kOverflowError, "psk is longer than {} bytes", key.size());
  }
  if (secret.size() != 0) std::memcpy(key.data(), secret.data(), secret.size());
  return static_cast<unsigned>(secret.size());
}

unsigned psk_server_callback(SSL* ssl, const char* identity, uint8_t* key, unsigned key_size) {
  unsigned size = 0;
  enter_python(ssl, [&](Thread& thread, Connection* connection) {
    Value callback = connection->context.get().as<Context>()->psk_server_callback;
    if (callback.is_unbound()) return;
    Fallible<unsigned> answer = server_key(thread, callback, identity, {key, key_size});
    if (answer.failed()) {
      write_unraisable(thread, callback, "Exception ignored in ssl PSK server callback while calling");
    } else {
      size = answer.value();
    }
  });
  return size;
}

// ALPN: the first of the server's protocols that the client has too.
int protocol_callback(SSL*, const uint8_t** out, uint8_t* size, const uint8_t* offered, unsigned offered_size,
                      void* argument) {
  const std::string& known = static_cast<ContextResource*>(argument)->protocols;
  const int found =
      SSL_select_next_proto(const_cast<uint8_t**>(out), size, reinterpret_cast<const uint8_t*>(known.data()),
                            static_cast<unsigned>(known.size()), offered, offered_size);
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Value callback_subject(Connection* connection) {
  Value owner = connection->owner;
  if (!owner.is_unbound()) return owner.as<WeakReference>()->target();
  if (!connection->socket.get().is_unbound()) return connection->socket;
  return connection;
}

void keep_callback_error(Thread& thread, Connection* connection) {
  connection->callback_error.set(connection, take_pending(thread));
}

void message_callback(int is_write, int version, int content_type, const void* data, size_t size, SSL* ssl, void*) {
  enter_python(ssl, [&](Thread& thread, Connection* connection) {
    const Message message = {is_write != 0, version, content_type, {static_cast<const uint8_t*>(data), size}};
    if (call_message_callback(thread, connection, message).is_error()) keep_callback_error(thread, connection);
  });
}

void install_name_callback(Context* context) {
  const bool on = !context->name_callback.get().is_unbound();
  int (*callback)(SSL*, int*, void*) = on ? server_name_callback : nullptr;
  SSL_CTX_set_tlsext_servername_callback(context->handle(), callback);
  SSL_CTX_set_tlsext_servername_arg(context->handle(), context);
}

void install_message_callback(Context* context) {
  const bool on = !context->message_callback.get().is_unbound();
  SSL_CTX_set_msg_callback(context->handle(), on ? message_callback : nullptr);
}

void install_key_log(Context* context) {
  SSL_CTX_set_keylog_callback(context->handle(), context->resource->key_log != nullptr ? key_log_callback : nullptr);
}

void install_psk_client(Context* context) {
  const bool on = !context->psk_client_callback.get().is_unbound();
  SSL_CTX_set_psk_client_callback(context->handle(), on ? psk_client_callback : nullptr);
}

void install_psk_server(Context* context) {
  const bool on = !context->psk_server_callback.get().is_unbound();
  SSL_CTX_set_psk_server_callback(context->handle(), on ? psk_server_callback : nullptr);
}

void install_protocols(Context* context) {
  SSL_CTX_set_alpn_select_cb(context->handle(), protocol_callback, context->resource);
}

}  // namespace memphis::tls
