// What the files of the module _ssl share. It stands on OpenSSL 3.
//
// Who owns what: a Context cell has an SSL_CTX, a Connection cell (_ssl._SSLSocket) an SSL, and each is released when
// its cell dies; OpenSSL counts what refers to what.
//
// A Connection over a socket reads and writes through a BIO of ours that never waits: the waiting is done outside of
// OpenSSL, so that one thread may write while another waits for data, and signals are seen.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <mutex>
#include <string>

#include "modules/module_support.h"
#include "runtime/interpreter_lock.h"

namespace memphis::tls {

// The numbers that ssl.SSLErrorNumber and its like have; the first ones are OpenSSL's.
enum ErrorNumber : int {
  kErrorNone,
  kErrorSsl,
  kErrorWantRead,
  kErrorWantWrite,
  kErrorWantX509Lookup,
  kErrorSyscall,
  kErrorZeroReturn,
  kErrorWantConnect,
  kErrorEof,
  kErrorNoSocket,
  kErrorInvalidCode
};

enum Protocol : int {
  kProtocolSsl3 = 1,
  kProtocolTls = 2,
  kProtocolTls1 = 3,
  kProtocolTls1_1 = 4,
  kProtocolTls1_2 = 5,
  kProtocolTlsClient = 16,
  kProtocolTlsServer = 17
};

enum Encoding : int { kEncodingPem = X509_FILETYPE_PEM, kEncodingDer = X509_FILETYPE_ASN1 };
enum VerifyMode : int { kVerifyNone, kVerifyOptional, kVerifyRequired };
enum ProtocolBound : int { kLowestSupported = -2, kHighestSupported = -1 };

// ---- Contexts ----

struct ContextResource {
  SSL_CTX* handle = nullptr;
  std::string protocols;   // of ALPN, as the wire has them
  BIO* key_log = nullptr;  // null: none
  std::mutex key_log_mutex;
};

struct Context : Cell {
  Field name_callback;     // sni_callback; unbound: none
  Field message_callback;  // unbound: none
  Field key_log_name;      // unbound: none
  Field psk_client_callback, psk_server_callback;
  ContextResource* resource;
  int protocol;
  uint32_t host_flags;
  bool checks_host_name;
  bool authenticates_later;  // post-handshake authentication

  SSL_CTX* handle() const { return resource->handle; }
};
inline constexpr uint16_t kContextFields = 5;

// ---- Connections ----

struct Connection;

struct ConnectionResource {
  SSL* handle = nullptr;
  BIO_METHOD* socket_method = nullptr;
  std::recursive_mutex mutex;  // one thread at a time is inside of OpenSSL
  // The call under way, for callbacks.
  Thread* thread = nullptr;
  Connection* connection = nullptr;
  // The socket as the BIO sees it.
  int descriptor = -1;
  bool has_ended = false;
};

struct Connection : Cell {
  Field socket;  // _socket.socket; unbound: it works on memory
  Field context;
  Field owner;           // a weak reference to what callbacks are given; unbound: the socket, or the connection itself
  Field server_name;     // Str; unbound: none
  Field callback_error;  // an exception that a callback has raised; unbound: none
  Field incoming, outgoing;
  ConnectionResource* resource;
  bool is_server;
  bool has_sent_close;

  SSL* handle() const { return resource->handle; }
};
inline constexpr uint16_t kConnectionFields = 7;

struct MemoryBuffer : Cell {
  BIO* bio;
  bool is_complete;  // write_eof was called
};

struct Session : Cell {
  Field context;
  SSL_SESSION* handle;
};

struct Certificate : Cell {
  X509* handle;
  int64_t hash;  // -1: not computed
};

extern const TypeSpec kContextType, kConnectionType, kMemoryBufferType, kSessionType, kCertificateType;

// What the library said about one call.
struct Outcome {
  int result = 0;
  int error = SSL_ERROR_NONE;  // SSL_get_error
  int system_error = 0;        // errno
  unsigned long queued = 0;    // the last error in the library's queue
};

// Makes a connection on a socket or on two memory buffers (the others unbound).
struct ConnectionOptions {
  Value socket, incoming, outgoing;
  Value server_name;  // Str or None
  Value owner, session;
  bool is_server = false;
};
Value make_connection(Thread& thread, Context* context, const ConnectionOptions& options);

// Waiting and its like (transfer.cpp).
Value connection_handshake(Thread& thread, Value* args);
Value connection_read(Thread& thread, Value* args);
Value connection_write(Thread& thread, Value* args);
Value connection_shutdown(Thread& thread, Value* args);
Value connection_pending(Thread& thread, Value* args);

// A BIO for the connection's socket; the resource owns its method. Null: no memory.
BIO* make_socket_bio(ConnectionResource& resource);

// ---- Callbacks (callbacks.cpp) ----

// The connection's callbacks as the context has them: names of servers, messages, key log, pre-shared keys.
void install_name_callback(Context* context);
void install_message_callback(Context* context);
void install_protocols(Context* context);
void install_key_log(Context* context);
void install_psk_client(Context* context);
void install_psk_server(Context* context);
// What callbacks are given for the connection; None when that is dead.
Value callback_subject(Connection* connection);
// An exception of a callback, to be raised by the call that is under way.
void keep_callback_error(Thread& thread, Connection* connection);
void message_callback(int is_write, int version, int content_type, const void* data, size_t size, SSL* ssl, void*);

// ---- Certificates (certificate.cpp) ----

Value describe_certificate(Thread& thread, X509* certificate);
Value encode_certificate(Thread& thread, X509* certificate);
// A Certificate object; takes a reference of its own.
Value make_certificate(Thread& thread, X509* certificate);
// The numbers and names of an object of ASN.1: (nid, short name, long name, oid).
Value describe_object(Thread& thread, const ASN1_OBJECT* object);
Value decode_certificate_file(Thread& thread, Value* args);

// ---- Ciphers and sessions ----

Value cipher_tuple(Thread& thread, const SSL_CIPHER* cipher);
Value cipher_dict(Thread& thread, const SSL_CIPHER* cipher);
// Takes the session over.
Value make_session(Thread& thread, Value context, SSL_SESSION* session);

// ---- Context methods by theme ----

Value load_cert_chain(Thread& thread, Value* args);
Value load_verify_locations(Thread& thread, Value* args);
Value load_dh_params(Thread& thread, Value* args);

// ---- Errors ----

extern const ExceptionSpec kError, kZeroReturnError, kWantReadError, kWantWriteError, kSyscallError, kEofError;
Status add_errors(Thread& thread, Module* module);
Value lib_names(Thread& thread);
// The last error in the library's queue, which is emptied.
FailureOfAnyType raise_library_error(Thread& thread, int line);
// A message of our own.
FailureOfAnyType raise_error(Thread& thread, int line, const char* message);
// A failed call on a connection.
FailureOfAnyType raise_outcome(Thread& thread, Connection* connection, const Outcome& outcome, int line);
// If a callback has raised an exception: raises it, or makes it the context of the pending one.
Status check_callback_error(Thread& thread, Connection* connection);

#define RAISE_LIBRARY_ERROR(thread) ::memphis::tls::raise_library_error(thread, __LINE__)

// ASCII text of a host's name: a str, bytes or bytearray.
Fallible<std::string> ascii_argument(Thread& thread, Value value, const char* function, int position);
// The bytes of a path; TypeError "`what` should be a valid filesystem path".
Fallible<std::string> path_argument(Thread& thread, Value value, const char* what);

}  // namespace memphis::tls
