#define OPENSSL_SUPPRESS_DEPRECATED  // protocols that programs may still ask for
// The type _ssl._SSLContext: making contexts, and what they are set to. Files of certificates are in context_files.cpp.
#include <openssl/x509v3.h>

#include <climits>

#include "modules/sockets/socket.h"
#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::tls {

namespace {

Context* self_of(Value* args) { return args[0].as<Context>(); }

void release_context(void* pointer) {
  auto* resource = static_cast<ContextResource*>(pointer);
  SSL_CTX_free(resource->handle);
  BIO_free_all(resource->key_log);
  delete resource;
}

// ---- Making ----

constexpr char kDefaultCiphers[] =
    "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";

SSL_CTX* new_handle(int protocol) {
  switch (protocol) {
    case kProtocolTls1: return SSL_CTX_new(TLSv1_method());
    case kProtocolTls1_1: return SSL_CTX_new(TLSv1_1_method());
    case kProtocolTls1_2: return SSL_CTX_new(TLSv1_2_method());
    case kProtocolTls: return SSL_CTX_new(TLS_method());
    case kProtocolTlsClient: return SSL_CTX_new(TLS_client_method());
    case kProtocolTlsServer: return SSL_CTX_new(TLS_server_method());
    default: return nullptr;
  }
}

// DeprecationWarning for protocols that are not to be chosen any more.
Status warn_of_protocol(Thread& thread, int protocol) {
  const char* name = nullptr;
  switch (protocol) {
    case kProtocolTls: name = "ssl.PROTOCOL_TLS"; break;
    case kProtocolTls1: name = "ssl.PROTOCOL_TLSv1"; break;
    case kProtocolTls1_1: name = "ssl.PROTOCOL_TLSv1_1"; break;
    case kProtocolTls1_2: name = "ssl.PROTOCOL_TLSv1_2"; break;
    default: return {};
  }
  return warn(thread, ExceptionId::kDeprecationWarning, 2, std::string(name) + " is deprecated");
}

Status set_mode(Thread& thread, Context* self, int64_t mode) {
  int flags;
  switch (mode) {
    case kVerifyNone: flags = SSL_VERIFY_NONE; break;
    case kVerifyOptional: flags = SSL_VERIFY_PEER; break;
    case kVerifyRequired: flags = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT; break;
    default: return raise_value_error(thread, "invalid value for verify_mode");
  }
  SSL_CTX_set_verify(self->handle(), flags, SSL_CTX_get_verify_callback(self->handle()));
  return {};
}

void set_defaults(SSL_CTX* handle, int protocol) {
  uint64_t options = SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS;
  options |= SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
             SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE;
  SSL_CTX_set_options(handle, options);
  // Less memory while nothing is under way.
  SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
  if (protocol == kProtocolTls || protocol == kProtocolTlsClient || protocol == kProtocolTlsServer) {
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
  }
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(handle);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_CTX_set_post_handshake_auth(handle, 0);
}

Value context_new(Thread& thread, Value* args) {
  constexpr size_t kBytes = 30'000;  // about what a context takes
  const int protocol = TRY(int_argument(thread, args[1]));
  TRY(warn_of_protocol(thread, protocol));
  ERR_clear_error();
  SSL_CTX* handle = new_handle(protocol);
  if (handle == nullptr) {
    if (ERR_peek_last_error() != 0) return RAISE_LIBRARY_ERROR(thread);
    return raise_value_error(thread, "invalid or unsupported protocol version {}", protocol);
  }
  auto* self = allocate_instance<Context>(thread, args[0].as<Type>());
  if (self == nullptr) {
    SSL_CTX_free(handle);
    return Value::error();
  }
  self->resource = new ContextResource;
  self->resource->handle = handle;
  own_native_resource(thread.runtime, self, self->resource, release_context, kBytes);
  self->protocol = protocol;
  self->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  self->checks_host_name = protocol == kProtocolTlsClient;
  set_defaults(handle, protocol);
  TRY(set_mode(thread, self, self->checks_host_name ? kVerifyRequired : kVerifyNone));
  if (SSL_CTX_set_cipher_list(handle, kDefaultCiphers) == 0) {
    ERR_clear_error();
    return raise_module_error(thread, kError, "No cipher can be selected.");
  }
  return self;
}

// ---- Connections ----

Value context_wrap_socket(Thread& thread, Value* args) {
  if (!is_instance_of(thread, args[1], native_type(thread.runtime, sockets::kSocketType))) {
    return raise_argument_error(thread, "_wrap_socket", "sock", "_socket.socket", args[1]);
  }
  ConnectionOptions options;
  options.socket = args[1];
  options.is_server = TRY(int_argument(thread, args[2])) != 0;
  options.server_name = args[3].is_unbound() ? Value::none() : args[3];
  options.owner = args[4].is_unbound() ? Value::none() : args[4];
  options.session = args[5].is_unbound() ? Value::none() : args[5];
  return make_connection(thread, self_of(args), options);
}

Value context_wrap_bio(Thread& thread, Value* args) {
  const Type* buffer = native_type(thread.runtime, kMemoryBufferType);
  for (int i : {1, 2}) {
    if (type_of(thread, args[i]) == buffer) continue;
    return raise_argument_error(thread, "_wrap_bio", i == 1 ? "incoming" : "outgoing", "_ssl.MemoryBIO", args[i]);
  }
  ConnectionOptions options;
  options.incoming = args[1];
  options.outgoing = args[2];
  options.is_server = TRY(int_argument(thread, args[3])) != 0;
  options.server_name = args[4].is_unbound() ? Value::none() : args[4];
  options.owner = args[5].is_unbound() ? Value::none() : args[5];
  options.session = args[6].is_unbound() ? Value::none() : args[6];
  return make_connection(thread, self_of(args), options);
}

// ---- Ciphers and protocols ----

Value context_set_ciphers(Thread& thread, Value* args) {
  const std::string list = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "set_ciphers", 0))));
  if (SSL_CTX_set_cipher_list(self_of(args)->handle(), list.c_str()) != 0) return Value::none();
  ERR_clear_error();
  return raise_module_error(thread, kError, "No cipher can be selected.");
}

Value context_get_ciphers(Thread& thread, Value* args) {
  SSL* ssl = SSL_new(self_of(args)->handle());
  if (ssl == nullptr) return RAISE_LIBRARY_ERROR(thread);
  const STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(ssl);
  List* list = make_list(thread);
  for (int i = 0; list != nullptr && i < sk_SSL_CIPHER_num(ciphers); i++) {
    Value shown = cipher_dict(thread, sk_SSL_CIPHER_value(ciphers, i));
    if (shown.is_error() || list_append(thread, list, shown).failed()) list = nullptr;
  }
  SSL_free(ssl);
  return list;
}

Value context_set_alpn_protocols(Thread& thread, Value* args) {
  Context* self = self_of(args);
  Buffer protocols(thread);
  TRY(protocols.acquire(args[1]));
  if (protocols.size() > UINT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "protocols longer than {} bytes", UINT_MAX);
  }
  self->resource->protocols.assign(reinterpret_cast<const char*>(protocols.data()), protocols.size());
  if (SSL_CTX_set_alpn_protos(self->handle(), protocols.data(), static_cast<unsigned>(protocols.size())) != 0) {
    return raise_memory_error(thread);
  }
  install_protocols(self);
  return Value::none();
}

Value context_set_ecdh_curve(Thread& thread, Value* args) {
  const std::string name = TRY(encode_path(thread, TRY(file_system_path(thread, args[1]))));
  int number = OBJ_sn2nid(name.c_str());
  if (number == 0) return raise_value_error(thread, "unknown elliptic curve name {}", TRY(repr_text(thread, args[1])));
  if (SSL_CTX_set1_groups(self_of(args)->handle(), &number, 1) == 0) return RAISE_LIBRARY_ERROR(thread);
  return Value::none();
}

Value context_session_stats(Thread& thread, Value* args) {
  SSL_CTX* handle = self_of(args)->handle();
  const ModuleConstant stats[] = {
      {"number", SSL_CTX_sess_number(handle)},
      {"connect", SSL_CTX_sess_connect(handle)},
      {"connect_good", SSL_CTX_sess_connect_good(handle)},
      {"connect_renegotiate", SSL_CTX_sess_connect_renegotiate(handle)},
      {"accept", SSL_CTX_sess_accept(handle)},
      {"accept_good", SSL_CTX_sess_accept_good(handle)},
      {"accept_renegotiate", SSL_CTX_sess_accept_renegotiate(handle)},
      {"hits", SSL_CTX_sess_hits(handle)},
      {"misses", SSL_CTX_sess_misses(handle)},
      {"timeouts", SSL_CTX_sess_timeouts(handle)},
      {"cache_full", SSL_CTX_sess_cache_full(handle)},
  };
  Dict* dict = TRY(make_dict(thread));
  for (const ModuleConstant& stat : stats) {
    TRY(dict_set(thread, dict, TRY(make_str(thread, stat.name)), TRY(make_int(thread, stat.value))));
  }
  return dict;
}

Value context_set_default_verify_paths(Thread& thread, Value* args) {
  if (SSL_CTX_set_default_verify_paths(self_of(args)->handle()) == 0) return RAISE_LIBRARY_ERROR(thread);
  return Value::none();
}

// ---- The store of certificates ----

Value context_cert_store_stats(Thread& thread, Value* args) {
  const STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self_of(args)->handle()));
  int certificates = 0, lists = 0, authorities = 0;
  for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    const X509_OBJECT* object = sk_X509_OBJECT_value(objects, i);
    if (X509_OBJECT_get_type(object) == X509_LU_CRL) lists++;
    if (X509_OBJECT_get_type(object) != X509_LU_X509) continue;
    certificates++;
    if (X509_check_ca(X509_OBJECT_get0_X509(object)) != 0) authorities++;
  }
  Dict* dict = TRY(make_dict(thread));
  for (const ModuleConstant& count :
       {ModuleConstant{"x509", certificates}, ModuleConstant{"crl", lists}, ModuleConstant{"x509_ca", authorities}}) {
    TRY(dict_set(thread, dict, TRY(make_str(thread, count.name)), Value::small_int(count.value)));
  }
  return dict;
}

Value context_get_ca_certs(Thread& thread, Value* args) {
  const bool binary = TRY(flag_argument(thread, args[1], false));
  const STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self_of(args)->handle()));
  List* list = TRY(make_list(thread));
  for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    const X509_OBJECT* object = sk_X509_OBJECT_value(objects, i);
    if (X509_OBJECT_get_type(object) != X509_LU_X509) continue;
    X509* certificate = X509_OBJECT_get0_X509(object);
    if (X509_check_ca(certificate) == 0) continue;
    TRY(list_append(thread, list,
                    TRY(binary ? encode_certificate(thread, certificate) : describe_certificate(thread, certificate))));
  }
  return list;
}

// ---- Pre-shared keys ----

Value context_set_psk_client_callback(Thread& thread, Value* args) {
  Context* self = self_of(args);
  if (self->protocol == kProtocolTlsServer) {
    return raise_error(thread, __LINE__, "Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context");
  }
  if (!args[1].is_none() && !is_callable(thread, args[1])) {
    return raise_type_error(thread, "callback must be callable");
  }
  self->psk_client_callback.set(self, args[1].is_none() ? Value::unbound() : args[1]);
  install_psk_client(self);
  return Value::none();
}

Value context_set_psk_server_callback(Thread& thread, Value* args) {
  Context* self = self_of(args);
  if (self->protocol == kProtocolTlsClient) {
    return raise_error(thread, __LINE__, "Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context");
  }
  Str* hint = TRY(optional_text_argument(thread, args[2], "set_psk_server_callback", "identity_hint"));
  if (!args[1].is_none() && !is_callable(thread, args[1])) {
    return raise_type_error(thread, "callback must be callable");
  }
  std::string text;
  if (hint != nullptr) append_utf8(hint, text);
  if (SSL_CTX_use_psk_identity_hint(self->handle(), hint == nullptr ? nullptr : text.c_str()) != 1) {
    return raise_error(thread, __LINE__, "failed to set identity hint");
  }
  self->psk_server_callback.set(self, args[1].is_none() ? Value::unbound() : args[1]);
  install_psk_server(self);
  return Value::none();
}

// ---- Attributes ----

Status check_given(Thread& thread, Value value) {
  if (!value.is_unbound()) return {};
  return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
}

Value get_check_hostname(Thread&, Value self) { return Value::boolean(self.as<Context>()->checks_host_name); }
Status set_check_hostname(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  auto* context = self.as<Context>();
  const bool on = TRY(is_true(thread, value));
  if (on && SSL_CTX_get_verify_mode(context->handle()) == SSL_VERIFY_NONE) {
    TRY(set_mode(thread, context, kVerifyRequired));
  }
  context->checks_host_name = on;
  return {};
}

Value get_host_flags(Thread& thread, Value self) { return make_int(thread, self.as<Context>()->host_flags); }
Status set_host_flags(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  self.as<Context>()->host_flags = TRY(unsigned_argument(thread, value, true));
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(self.as<Context>()->handle()), self.as<Context>()->host_flags);
  return {};
}

// The bounds of the protocol's version: numbers below zero stand for what the library has.
Status set_version(Thread& thread, Value self, Value value, bool is_minimum) {
  TRY(check_given(thread, value));
  auto* context = self.as<Context>();
  const int64_t wanted = TRY(to_int64(thread, value));
  if (wanted > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "Option is too long");
  if (context->protocol != kProtocolTlsClient && context->protocol != kProtocolTlsServer &&
      context->protocol != kProtocolTls) {
    return raise_value_error(thread,
                             "The context's protocol doesn't support modification of highest and lowest version.");
  }
  const bool is_old = wanted == SSL3_VERSION || wanted == TLS1_VERSION || wanted == TLS1_1_VERSION;
  if (is_old) {
    const char* name = wanted == SSL3_VERSION   ? "ssl.TLSVersion.SSLv3 is deprecated"
                       : wanted == TLS1_VERSION ? "ssl.TLSVersion.TLSv1 is deprecated"
                                                : "ssl.TLSVersion.TLSv1_1 is deprecated";
    TRY(warn(thread, ExceptionId::kDeprecationWarning, 2, name));
  }
  int version = static_cast<int>(wanted);
  if (version == kLowestSupported) version = is_minimum ? 0 : TLS1_VERSION;
  if (version == kHighestSupported) version = is_minimum ? TLS1_3_VERSION : 0;
  const long done = is_minimum ? SSL_CTX_set_min_proto_version(context->handle(), version)
                               : SSL_CTX_set_max_proto_version(context->handle(), version);
  if (done == 0) return raise_value_error(thread, "Unsupported protocol version {:#x}", version);
  return {};
}
Status set_minimum_version(Thread& thread, Value self, Value value) { return set_version(thread, self, value, true); }
Status set_maximum_version(Thread& thread, Value self, Value value) { return set_version(thread, self, value, false); }
Value get_minimum_version(Thread& thread, Value self) {
  const long version = SSL_CTX_get_min_proto_version(self.as<Context>()->handle());
  return make_int(thread, version == 0 ? kLowestSupported : version);
}
Value get_maximum_version(Thread& thread, Value self) {
  const long version = SSL_CTX_get_max_proto_version(self.as<Context>()->handle());
  return make_int(thread, version == 0 ? kHighestSupported : version);
}

Value get_num_tickets(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(SSL_CTX_get_num_tickets(self.as<Context>()->handle())));
}
Status set_num_tickets(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  const int64_t count = TRY(to_int64(thread, value));
  if (count < 0) return raise_value_error(thread, "value must be non-negative");
  if (self.as<Context>()->protocol != kProtocolTlsServer) {
    return raise_value_error(thread, "SSLContext is not a server context.");
  }
  if (SSL_CTX_set_num_tickets(self.as<Context>()->handle(), static_cast<size_t>(count)) != 1) {
    return raise_value_error(thread, "failed to set num tickets.");
  }
  return {};
}

Value get_options(Thread& thread, Value self) {
  return make_int_unsigned(thread, SSL_CTX_get_options(self.as<Context>()->handle()));
}
Status set_options(Thread& thread, Value self, Value value) {
  constexpr uint64_t kOldVersions =
      SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;
  TRY(check_given(thread, value));
  if (!is_int(value)) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as an integer", type_name(thread, value));
  }
  if (int_sign(value) < 0) return raise_value_error(thread, "Cannot convert negative int");
  uint64_t wanted;
  if (!int_to_uint64(value, wanted)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C uint64_t");
  }
  SSL_CTX* handle = self.as<Context>()->handle();
  const uint64_t present = SSL_CTX_get_options(handle);
  const uint64_t cleared = present & ~wanted, added = ~present & wanted;
  if ((added & kOldVersions) != 0) {
    TRY(warn(thread, ExceptionId::kDeprecationWarning, 2, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated"));
  }
  if (cleared != 0) SSL_CTX_clear_options(handle, cleared);
  if (added != 0) SSL_CTX_set_options(handle, added);
  return {};
}

Value get_verify_mode(Thread& thread, Value self) {
  constexpr int kMask = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  switch (SSL_CTX_get_verify_mode(self.as<Context>()->handle()) & kMask) {
    case SSL_VERIFY_NONE: return Value::small_int(kVerifyNone);
    case SSL_VERIFY_PEER: return Value::small_int(kVerifyOptional);
    case kMask: return Value::small_int(kVerifyRequired);
    default: return raise_module_error(thread, kError, "invalid return value from SSL_CTX_get_verify_mode");
  }
}
Status set_verify_mode(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  const int mode = TRY(int_argument(thread, value));
  if (mode == kVerifyNone && self.as<Context>()->checks_host_name) {
    return raise_value_error(thread, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  }
  return set_mode(thread, self.as<Context>(), mode);
}

Value get_verify_flags(Thread& thread, Value self) {
  return make_int_unsigned(thread, X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(self.as<Context>()->handle())));
}
Status set_verify_flags(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  const uint64_t wanted = int_to_uint64_wrapped(TRY(to_index(thread, value)));
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(self.as<Context>()->handle());
  const uint64_t present = X509_VERIFY_PARAM_get_flags(parameters);
  const uint64_t cleared = present & ~wanted, added = ~present & wanted;
  if (cleared != 0 && X509_VERIFY_PARAM_clear_flags(parameters, cleared) == 0) return RAISE_LIBRARY_ERROR(thread);
  if (added != 0 && X509_VERIFY_PARAM_set_flags(parameters, added) == 0) return RAISE_LIBRARY_ERROR(thread);
  return {};
}

Value get_later_authentication(Thread&, Value self) { return Value::boolean(self.as<Context>()->authenticates_later); }
Status set_later_authentication(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  self.as<Context>()->authenticates_later = TRY(is_true(thread, value));
  return {};
}

Value get_protocol(Thread&, Value self) { return Value::small_int(self.as<Context>()->protocol); }
Value get_security_level(Thread& thread, Value self) {
  return make_int(thread, SSL_CTX_get_security_level(self.as<Context>()->handle()));
}

template <Field Context::* field>
Value get_callback(Thread&, Value self) {
  Value callback = self.as<Context>()->*field;
  return callback.is_unbound() ? Value::none() : callback;
}

Status set_sni_callback(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  auto* context = self.as<Context>();
  if (context->protocol == kProtocolTlsClient) {
    return raise_value_error(thread, "sni_callback cannot be set on TLS_CLIENT context");
  }
  const bool is_wrong = !value.is_none() && !is_callable(thread, value);
  context->name_callback.set(context, value.is_none() || is_wrong ? Value::unbound() : value);
  install_name_callback(context);
  if (is_wrong) return raise_type_error(thread, "not a callable object");
  return {};
}

Status set_message_callback(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  auto* context = self.as<Context>();
  const bool is_wrong = !value.is_none() && !is_callable(thread, value);
  context->message_callback.set(context, value.is_none() || is_wrong ? Value::unbound() : value);
  install_message_callback(context);
  if (is_wrong) return raise_type_error(thread, "{} is not callable.", TRY(repr_text(thread, value)));
  return {};
}

Status set_key_log_name(Thread& thread, Value self, Value value) {
  TRY(check_given(thread, value));
  auto* context = self.as<Context>();
  ContextResource& resource = *context->resource;
  {
    std::lock_guard guard(resource.key_log_mutex);
    BIO_free_all(std::exchange(resource.key_log, nullptr));
  }
  context->key_log_name.set(context, Value::unbound());
  install_key_log(context);
  if (value.is_none()) return {};
  const std::string path = TRY(encode_path(thread, TRY(file_system_path(thread, value))));
  errno = 0;
  BIO* log = BIO_new_file(path.c_str(), "a");
  if (log == nullptr) {
    ERR_clear_error();
    return raise_os_error(thread, errno, value);
  }
  // A new file says what it is.
  if (BIO_tell(log) == 0) BIO_puts(log, "# TLS secrets log file, generated by OpenSSL / Python\n");
  BIO_flush(log);
  resource.key_log = log;
  context->key_log_name.set(context, value);
  install_key_log(context);
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, protocol, /)", context_new, "", NativeKind::kStaticMethod},
    {"_wrap_socket(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)",
     context_wrap_socket},
    {"_wrap_bio(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)",
     context_wrap_bio},
    {"set_ciphers(self, cipherlist, /)", context_set_ciphers, "Sets the ciphers, as OpenSSL lists them."},
    {"_set_alpn_protocols(self, protos, /)", context_set_alpn_protocols},
    {"load_cert_chain(self, /, certfile, keyfile=None, password=None)", load_cert_chain,
     "Loads a certificate and its key."},
    {"load_dh_params(self, path, /)", load_dh_params, "Loads the parameters of Diffie-Hellman key exchange."},
    {"load_verify_locations(self, /, cafile=None, capath=None, cadata=None)", load_verify_locations,
     "Loads the certificates that are trusted."},
    {"session_stats(self, /)", context_session_stats, "What became of the sessions."},
    {"set_default_verify_paths(self, /)", context_set_default_verify_paths,
     "Loads the certificates that the system trusts."},
    {"set_ecdh_curve(self, name, /)", context_set_ecdh_curve, "Sets the curve of key exchange."},
    {"cert_store_stats(self, /)", context_cert_store_stats, "How many certificates are loaded."},
    {"get_ca_certs(self, /, binary_form=False)", context_get_ca_certs, "The certificates that are trusted."},
    {"get_ciphers(self, /)", context_get_ciphers, "The ciphers, as dicts."},
    {"set_psk_client_callback(self, /, callback)", context_set_psk_client_callback,
     "Sets who gives a client's pre-shared key."},
    {"set_psk_server_callback(self, /, callback, identity_hint=None)", context_set_psk_server_callback,
     "Sets who gives a server's pre-shared key."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"check_hostname", get_check_hostname, set_check_hostname},
    {"_host_flags", get_host_flags, set_host_flags},
    {"minimum_version", get_minimum_version, set_minimum_version},
    {"maximum_version", get_maximum_version, set_maximum_version},
    {"keylog_filename", get_callback<&Context::key_log_name>, set_key_log_name},
    {"_msg_callback", get_callback<&Context::message_callback>, set_message_callback},
    {"sni_callback", get_callback<&Context::name_callback>, set_sni_callback},
    {"num_tickets", get_num_tickets, set_num_tickets},
    {"options", get_options, set_options},
    {"post_handshake_auth", get_later_authentication, set_later_authentication},
    {"protocol", get_protocol},
    {"verify_flags", get_verify_flags, set_verify_flags},
    {"verify_mode", get_verify_mode, set_verify_mode},
    {"security_level", get_security_level},
};

}  // namespace

constinit const TypeSpec kContextType = {
    .name = "_SSLContext",
    .module = "_ssl",
    .basic_size = sizeof(Context),
    .native_fields = kContextFields,
    .flags = kTypeIsImmutable,
    .methods = kMethods,
    .attributes = kAttributes,
};

}  // namespace memphis::tls
