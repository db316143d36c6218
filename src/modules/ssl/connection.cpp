// The type _ssl._SSLSocket: a connection over a socket or over memory. What may wait is in transfer.cpp.
#include <openssl/x509v3.h>

#include <cstring>

#include "modules/sockets/socket.h"
#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/file_path.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis::tls {

namespace {

Connection* self_of(Value* args) { return args[0].as<Connection>(); }

void release_connection(void* pointer) {
  auto* resource = static_cast<ConnectionResource*>(pointer);
  resource->connection = nullptr;
  SSL_free(resource->handle);
  BIO_meth_free(resource->socket_method);
  delete resource;
}

// ---- Making ----

Status check_host_name(Thread& thread, Connection* self, const std::string& name) {
  if (name.empty() || name[0] == '.') {
    return raise_value_error(thread, "server_hostname cannot be an empty string or start with a leading dot.");
  }
  self->server_name.set(self, Value(TRY(make_str(thread, name))));
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
  if (address == nullptr) ERR_clear_error();
  // Only names are announced, no addresses.
  bool done = address != nullptr || SSL_set_tlsext_host_name(self->handle(), name.c_str()) != 0;
  if (done && self->context.get().as<Context>()->checks_host_name) {
    X509_VERIFY_PARAM* parameters = SSL_get0_param(self->handle());
    done = address == nullptr ? X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size()) != 0
                              : X509_VERIFY_PARAM_set1_ip(parameters, ASN1_STRING_get0_data(address),
                                                          static_cast<size_t>(ASN1_STRING_length(address))) != 0;
  }
  ASN1_OCTET_STRING_free(address);
  if (!done) return RAISE_LIBRARY_ERROR(thread);
  return {};
}

// Authentication of clients after the handshake (TLS 1.3).
void allow_later_authentication(SSL* ssl, bool is_server) {
  if (!is_server) {
    SSL_set_post_handshake_auth(ssl, 1);
    return;
  }
  const int mode = SSL_get_verify_mode(ssl);
  if ((mode & SSL_VERIFY_PEER) != 0) {
    SSL_set_verify(ssl, mode | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(ssl));
  }
}

Status attach_transport(Thread& thread, Connection* self, const ConnectionOptions& options) {
  SSL* ssl = self->handle();
  if (options.socket.is_unbound()) {
    BIO* incoming = options.incoming.as<MemoryBuffer>()->bio;
    BIO* outgoing = options.outgoing.as<MemoryBuffer>()->bio;
    // SSL_set_bio takes the references over.
    BIO_up_ref(incoming);
    BIO_up_ref(outgoing);
    SSL_set_bio(ssl, incoming, outgoing);
    self->incoming.set(self, options.incoming);
    self->outgoing.set(self, options.outgoing);
    return {};
  }
  self->socket.set(self, options.socket);
  BIO* bio = make_socket_bio(*self->resource);
  if (bio == nullptr) return raise_memory_error(thread);
  SSL_set_bio(ssl, bio, bio);
  return {};
}

// ---- What is known of the connection ----

Value connection_getpeercert(Thread& thread, Value* args) {
  const bool binary = TRY(flag_argument(thread, args[1], false));
  SSL* ssl = self_of(args)->handle();
  if (SSL_is_init_finished(ssl) == 0) return raise_value_error(thread, "handshake not done yet");
  X509* certificate = SSL_get1_peer_certificate(ssl);
  if (certificate == nullptr) return Value::none();
  Value shown;
  if (binary) {
    shown = encode_certificate(thread, certificate);
  } else if ((SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) & SSL_VERIFY_PEER) == 0) {
    shown = make_dict(thread);
  } else {
    shown = describe_certificate(thread, certificate);
  }
  X509_free(certificate);
  return shown;
}

Value certificate_list(Thread& thread, const STACK_OF(X509) * chain, X509* first) {
  List* list = TRY(make_list(thread));
  if (first != nullptr) TRY(list_append(thread, list, TRY(make_certificate(thread, first))));
  for (int i = 0; i < sk_X509_num(chain); i++) {
    TRY(list_append(thread, list, TRY(make_certificate(thread, sk_X509_value(chain, i)))));
  }
  return list;
}

Value connection_get_verified_chain(Thread& thread, Value* args) {
  const STACK_OF(X509)* chain = SSL_get0_verified_chain(self_of(args)->handle());
  return chain == nullptr ? Value::none() : certificate_list(thread, chain, nullptr);
}

Value connection_get_unverified_chain(Thread& thread, Value* args) {
  SSL* ssl = self_of(args)->handle();
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
  if (chain == nullptr) return Value::none();
  // On the server's side the client's own certificate is not in it.
  X509* own = self_of(args)->is_server ? SSL_get0_peer_certificate(ssl) : nullptr;
  return certificate_list(thread, chain, own);
}

Value connection_cipher(Thread& thread, Value* args) {
  const SSL_CIPHER* cipher = SSL_get_current_cipher(self_of(args)->handle());
  return cipher == nullptr ? Value::none() : cipher_tuple(thread, cipher);
}

Value connection_shared_ciphers(Thread& thread, Value* args) {
  SSL* ssl = self_of(args)->handle();
  const STACK_OF(SSL_CIPHER)* theirs = SSL_get_client_ciphers(ssl);
  const STACK_OF(SSL_CIPHER)* ours = SSL_get_ciphers(ssl);
  if (theirs == nullptr) return Value::none();
  List* list = TRY(make_list(thread));
  for (int i = 0; i < sk_SSL_CIPHER_num(theirs); i++) {
    const SSL_CIPHER* cipher = sk_SSL_CIPHER_value(theirs, i);
    bool is_shared = false;
    for (int j = 0; j < sk_SSL_CIPHER_num(ours) && !is_shared; j++) is_shared = sk_SSL_CIPHER_value(ours, j) == cipher;
    if (is_shared) TRY(list_append(thread, list, TRY(cipher_tuple(thread, cipher))));
  }
  return list;
}

Value connection_version(Thread& thread, Value* args) {
  SSL* ssl = self_of(args)->handle();
  if (SSL_is_init_finished(ssl) == 0) return Value::none();
  const char* version = SSL_get_version(ssl);
  return std::strcmp(version, "unknown") == 0 ? Value::none() : Value(make_str(thread, version));
}

Value connection_selected_alpn_protocol(Thread& thread, Value* args) {
  const unsigned char* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(self_of(args)->handle(), &protocol, &size);
  if (protocol == nullptr) return Value::none();
  return make_str(thread, {reinterpret_cast<const char*>(protocol), size});
}

Value connection_compression(Thread& thread, Value* args) {
#ifdef OPENSSL_NO_COMP
  (void)thread;
  (void)args;
  return Value::none();
#else
  const COMP_METHOD* method = SSL_get_current_compression(self_of(args)->handle());
  const int number = method == nullptr ? NID_undef : COMP_get_type(method);
  return number == NID_undef ? Value::none() : Value(make_str(thread, OBJ_nid2sn(number)));
#endif
}

Value connection_get_channel_binding(Thread& thread, Value* args) {
  constexpr size_t kLongest = 128;
  std::string kind = "tls-unique";
  if (!args[1].is_unbound()) {
    kind = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "get_channel_binding", "cb_type"))));
  }
  if (kind != "tls-unique") {
    return raise_value_error(thread, "'{}' channel binding type not implemented", kind);
  }
  SSL* ssl = self_of(args)->handle();
  uint8_t bytes[kLongest];
  // The first message of the kind: the client's, unless the session was resumed.
  const bool is_own = (SSL_session_reused(ssl) != 0) != !self_of(args)->is_server;
  const size_t size = is_own ? SSL_get_finished(ssl, bytes, kLongest) : SSL_get_peer_finished(ssl, bytes, kLongest);
  if (size == 0) return Value::none();
  return make_bytes(thread, {bytes, size});
}

Value connection_verify_client_post_handshake(Thread& thread, Value* args) {
  if (SSL_verify_client_post_handshake(self_of(args)->handle()) == 0) return RAISE_LIBRARY_ERROR(thread);
  return Value::none();
}

// ---- Attributes ----

template <Field Connection::* field>
Value get_field(Thread&, Value self) {
  Value value = self.as<Connection>()->*field;
  return value.is_unbound() ? Value::none() : value;
}

Status set_context(Thread& thread, Value self, Value value) {
  if (value.is_unbound() || !is_instance_of(thread, value, native_type(thread.runtime, kContextType))) {
    return raise_type_error(thread, "The value must be a SSLContext");
  }
  auto* connection = self.as<Connection>();
  auto* context = value.as<Context>();
  connection->context.set(connection, value);
  SSL_set_SSL_CTX(connection->handle(), context->handle());
  const bool traces = !context->message_callback.get().is_unbound();
  SSL_set_msg_callback(connection->handle(), traces ? message_callback : nullptr);
  return {};
}

Value get_owner(Thread&, Value self) {
  Value owner = self.as<Connection>()->owner;
  return owner.is_unbound() ? Value::none() : owner.as<WeakReference>()->target();
}

Status set_owner(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete owner");
  Type* type = thread.runtime.type(TypeId::kWeakReference);
  self.as<Connection>()->owner.set(self.cell(), TRY(make_weak_reference(thread, type, value, Value::unbound())));
  return {};
}

Value get_server_side(Thread&, Value self) { return Value::boolean(self.as<Connection>()->is_server); }

Value get_session(Thread& thread, Value self) {
  SSL_SESSION* session = SSL_get1_session(self.as<Connection>()->handle());
  if (session == nullptr) return Value::none();
  return make_session(thread, self.as<Connection>()->context, session);
}

Status set_session(Thread& thread, Value self, Value value) {
  auto* connection = self.as<Connection>();
  if (value.is_unbound() || type_of(thread, value) != native_type(thread.runtime, kSessionType)) {
    return raise_type_error(thread, "Value is not a SSLSession.");
  }
  const auto* session = value.as<Session>();
  if (connection->context.get().as<Context>()->handle() != session->context.get().as<Context>()->handle()) {
    return raise_value_error(thread, "Session refers to a different SSLContext.");
  }
  if (connection->is_server) return raise_value_error(thread, "Cannot set session for server-side SSLSocket.");
  if (SSL_is_init_finished(connection->handle()) != 0) {
    return raise_value_error(thread, "Cannot set session after handshake.");
  }
  // A copy, since the library changes the session that it goes on with.
  SSL_SESSION* copy = SSL_SESSION_dup(session->handle);
  if (copy == nullptr) return raise_memory_error(thread);
  const int done = SSL_set_session(connection->handle(), copy);
  SSL_SESSION_free(copy);
  if (done == 0) return RAISE_LIBRARY_ERROR(thread);
  return {};
}

Value get_session_reused(Thread&, Value self) {
  return Value::boolean(SSL_session_reused(self.as<Connection>()->handle()) != 0);
}

constexpr NativeDefinition kMethods[] = {
    {"do_handshake(self, /)", connection_handshake, "Negotiates with the other side."},
    {"write(self, b, /)", connection_write, "Writes bytes; answers how many were taken."},
    {"read(self, size[, buffer], /)", connection_read, "Reads bytes, into the buffer if there is one."},
    {"pending(self, /)", connection_pending, "How many bytes can be read without waiting."},
    {"getpeercert(self, der=False, /)", connection_getpeercert, "The other side's certificate."},
    {"get_channel_binding(self, /, cb_type='tls-unique')", connection_get_channel_binding,
     "Bytes that only the two ends of this connection know."},
    {"cipher(self, /)", connection_cipher, "The cipher in use: name, protocol, bits."},
    {"shared_ciphers(self, /)", connection_shared_ciphers, "The ciphers that both sides have."},
    {"version(self, /)", connection_version, "The protocol in use."},
    {"selected_alpn_protocol(self, /)", connection_selected_alpn_protocol, "The protocol above this one."},
    {"compression(self, /)", connection_compression, "The compression in use."},
    {"shutdown(self, /)", connection_shutdown, "Ends the protocol; the socket stays open."},
    {"verify_client_post_handshake(self, /)", connection_verify_client_post_handshake,
     "Asks the client for its certificate."},
    {"get_unverified_chain(self, /)", connection_get_unverified_chain, "The certificates that the other side sent."},
    {"get_verified_chain(self, /)", connection_get_verified_chain, "The chain of certificates that was trusted."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"context", get_field<&Connection::context>, set_context},
    {"server_side", get_server_side},
    {"server_hostname", get_field<&Connection::server_name>},
    {"owner", get_owner, set_owner},
    {"session", get_session, set_session},
    {"session_reused", get_session_reused},
};

}  // namespace

constinit const TypeSpec kConnectionType = {
    .name = "_SSLSocket",
    .module = "_ssl",
    .basic_size = sizeof(Connection),
    .native_fields = kConnectionFields,
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
};

Value make_connection(Thread& thread, Context* context, const ConnectionOptions& options) {
  constexpr size_t kBytes = 40'000;                // about what a connection takes
  constexpr uint8_t kSessionContext[] = "Python";  // sessions of other servers are not ours
  if (context->protocol == kProtocolTlsClient && options.is_server) {
    return raise_error(thread, __LINE__, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
  }
  if (context->protocol == kProtocolTlsServer && !options.is_server) {
    return raise_error(thread, __LINE__, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
  }
  auto* self = TRY(allocate_instance<Connection>(thread, native_type(thread.runtime, kConnectionType)));
  auto* resource = new ConnectionResource;
  self->resource = resource;
  own_native_resource(thread.runtime, self, resource, release_connection, kBytes);
  ERR_clear_error();
  resource->handle = SSL_new(context->handle());
  if (resource->handle == nullptr) return RAISE_LIBRARY_ERROR(thread);
  resource->connection = self;
  SSL* ssl = resource->handle;
  SSL_set_app_data(ssl, resource);
  self->context.set(self, context);
  self->is_server = options.is_server;
  X509_VERIFY_PARAM_set_hostflags(SSL_get0_param(ssl), context->host_flags);
  TRY(attach_transport(thread, self, options));
  SSL_set_mode(ssl, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
  if (context->authenticates_later) allow_later_authentication(ssl, options.is_server);
  if (!options.server_name.is_none()) {
    const std::string name = TRY(ascii_argument(thread, options.server_name, "_wrap_socket", 3));
    TRY(check_host_name(thread, self, name));
  }
  if (options.is_server) {
    SSL_set_session_id_context(ssl, kSessionContext, sizeof kSessionContext);
    SSL_set_accept_state(ssl);
  } else {
    SSL_set_connect_state(ssl);
  }
  if (!options.owner.is_none()) TRY(set_owner(thread, self, options.owner));
  if (!options.session.is_none()) TRY(set_session(thread, self, options.session));
  return self;
}

}  // namespace memphis::tls
