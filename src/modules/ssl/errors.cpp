// The exceptions of the module _ssl, and what they say.
#include <cctype>

#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"

namespace memphis::tls {

constinit const ExceptionSpec kError = {"SSLError", "ssl", ExceptionId::kOSError,
                                        "An error occurred in the SSL implementation."};
constinit const ExceptionSpec kZeroReturnError = {"SSLZeroReturnError", "ssl", ExceptionId::kOSError,
                                                  "SSL/TLS session closed cleanly.", &kError};
constinit const ExceptionSpec kWantReadError = {
    "SSLWantReadError", "ssl", ExceptionId::kOSError,
    "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed.", &kError};
constinit const ExceptionSpec kWantWriteError = {
    "SSLWantWriteError", "ssl", ExceptionId::kOSError,
    "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed.", &kError};
constinit const ExceptionSpec kSyscallError = {"SSLSyscallError", "ssl", ExceptionId::kOSError,
                                               "System error when attempting SSL operation.", &kError};
constinit const ExceptionSpec kEofError = {"SSLEOFError", "ssl", ExceptionId::kOSError,
                                           "SSL/TLS connection terminated abruptly.", &kError};

namespace {

constexpr char kVerificationErrorKey = 0;  // the key of SSLCertVerificationError, which has two bases

Type* verification_error(const Runtime& runtime) {
  return static_cast<Type*>(module_cell(runtime, &kVerificationErrorKey));
}

struct LibraryName {
  const char* name;
  int number;
};
constexpr LibraryName kLibraryNames[] = {
    {"ASN1", ERR_LIB_ASN1},
    {"ASYNC", ERR_LIB_ASYNC},
    {"BIO", ERR_LIB_BIO},
    {"BN", ERR_LIB_BN},
    {"BUF", ERR_LIB_BUF},
    {"CMP", ERR_LIB_CMP},
    {"CMS", ERR_LIB_CMS},
    {"COMP", ERR_LIB_COMP},
    {"CONF", ERR_LIB_CONF},
    {"CRMF", ERR_LIB_CRMF},
    {"CRYPTO", ERR_LIB_CRYPTO},
    {"CT", ERR_LIB_CT},
    {"DH", ERR_LIB_DH},
    {"DSA", ERR_LIB_DSA},
    {"DSO", ERR_LIB_DSO},
    {"EC", ERR_LIB_EC},
    {"ECDH", ERR_LIB_ECDH},
    {"ECDSA", ERR_LIB_ECDSA},
    {"ENGINE", ERR_LIB_ENGINE},
    {"ESS", ERR_LIB_ESS},
    {"EVP", ERR_LIB_EVP},
    {"FIPS", ERR_LIB_FIPS},
    {"HMAC", ERR_LIB_HMAC},
    {"HTTP", ERR_LIB_HTTP},
    {"OBJ", ERR_LIB_OBJ},
    {"OCSP", ERR_LIB_OCSP},
    {"OSSL_DECODER", ERR_LIB_OSSL_DECODER},
    {"OSSL_ENCODER", ERR_LIB_OSSL_ENCODER},
    {"OSSL_STORE", ERR_LIB_OSSL_STORE},
    {"PEM", ERR_LIB_PEM},
    {"PKCS12", ERR_LIB_PKCS12},
    {"PKCS7", ERR_LIB_PKCS7},
    {"PROP", ERR_LIB_PROP},
    {"PROV", ERR_LIB_PROV},
    {"RAND", ERR_LIB_RAND},
    {"RSA", ERR_LIB_RSA},
    {"SM2", ERR_LIB_SM2},
    {"SSL", ERR_LIB_SSL},
    {"SYS", ERR_LIB_SYS},
    {"TS", ERR_LIB_TS},
    {"UI", ERR_LIB_UI},
    {"USER", ERR_LIB_USER},
    {"X509", ERR_LIB_X509},
    {"X509V3", ERR_LIB_X509V3},
};

std::string library_name(unsigned long code) {
  const int number = ERR_GET_LIB(code);
  for (const LibraryName& library : kLibraryNames) {
    if (library.number == number) return library.name;
  }
  return {};
}

// The name that the library's headers have for a reason: its text in capitals.
std::string reason_name(unsigned long code) {
  // (What all parts of the library can say has no name there.)
  const bool is_common = (ERR_GET_REASON(code) & ERR_RFLAG_COMMON) != 0;
  const char* text = code == 0 || is_common ? nullptr : ERR_reason_error_string(code);
  std::string name;
  for (; text != nullptr && *text != 0; text++) {
    name += std::isalnum(static_cast<unsigned char>(*text)) != 0
                ? static_cast<char>(std::toupper(static_cast<unsigned char>(*text)))
                : '_';
  }
  return name;
}

Value text_or_none(Thread& thread, const std::string& text) {
  return text.empty() ? Value::none() : Value(make_str(thread, text));
}

Status set_text(Thread& thread, Value object, const char* name, Value value) {
  return set_attribute(thread, object, TRY(intern_text(thread.runtime, name)), TRY(value));
}

std::string verification_message(Connection* connection, long code) {
  const std::string name = connection->server_name.get().is_unbound() ? "" : text_of(connection->server_name);
  switch (code) {
    case X509_V_ERR_HOSTNAME_MISMATCH: return "Hostname mismatch, certificate is not valid for '" + name + "'.";
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return "IP address mismatch, certificate is not valid for '" + name + "'.";
    default: return X509_verify_cert_error_string(code);
  }
}

struct Report {
  Type* type;
  int number;
  const char* message = nullptr;     // null: what the library has for the code
  unsigned long code = 0;            // of the library; 0: none
  Connection* connection = nullptr;  // whose certificate did not pass; null: it is not about that
  int line = 0;
};

FailureOfAnyType raise_report(Thread& thread, const Report& report) {
  const std::string library = report.code == 0 ? "" : library_name(report.code), reason = reason_name(report.code);
  const char* known = report.message;
  if (known == nullptr && report.code != 0) known = ERR_reason_error_string(report.code);
  std::string message = known != nullptr ? known : "unknown error";
  const long verification = report.connection != nullptr ? SSL_get_verify_result(report.connection->handle()) : 0;
  std::string detail;
  if (report.connection != nullptr) {
    detail = verification_message(report.connection, verification);
    message += ": " + detail;
  }
  if (!library.empty() && !reason.empty()) {
    message = fmt::format("[{}: {}] {}", library, reason, message);
  } else if (!library.empty()) {
    message = fmt::format("[{}] {}", library, message);
  }
  message += fmt::format(" (_ssl.c:{})", report.line);
  Value error = TRY(call(thread, report.type, {Value::small_int(report.number), TRY(make_str(thread, message))}));
  TRY(set_text(thread, error, "reason", text_or_none(thread, library.empty() ? "" : reason)));
  TRY(set_text(thread, error, "library", text_or_none(thread, library)));
  if (report.connection != nullptr) {
    TRY(set_text(thread, error, "verify_code", make_int(thread, verification)));
    TRY(set_text(thread, error, "verify_message", make_str(thread, detail)));
  }
  return raise_value(thread, error);
}

// str(): the message alone, without the number.
Value error_str(Thread& thread, Value* args) {
  Value message = TRY(find_attribute(thread, args[0], TRY(intern_text(thread.runtime, "strerror"))));
  if (is_str(message)) return message;
  return to_str(thread, TRY(get_attribute(thread, args[0], TRY(intern_text(thread.runtime, "args")))));
}

constexpr NativeDefinition kErrorMethods[] = {{"__str__(self, /)", error_str, "Return str(self)."}};

// What SSL_get_error() answers, as a class and a message.
Report report_of(Thread& thread, const Outcome& outcome, bool has_socket) {
  const Runtime& runtime = thread.runtime;
  switch (outcome.error) {
    case SSL_ERROR_ZERO_RETURN:
      return {exception_class(runtime, kZeroReturnError), kErrorZeroReturn, "TLS/SSL connection has been closed (EOF)"};
    case SSL_ERROR_WANT_READ:
      return {exception_class(runtime, kWantReadError), kErrorWantRead, "The operation did not complete (read)"};
    case SSL_ERROR_WANT_WRITE:
      return {exception_class(runtime, kWantWriteError), kErrorWantWrite, "The operation did not complete (write)"};
    case SSL_ERROR_WANT_X509_LOOKUP:
      return {exception_class(runtime, kError), kErrorWantX509Lookup, "The operation did not complete (X509 lookup)"};
    case SSL_ERROR_WANT_CONNECT:
      return {exception_class(runtime, kError), kErrorWantConnect, "The operation did not complete (connect)"};
    case SSL_ERROR_SYSCALL:
      if (outcome.queued != 0) {
        return {exception_class(runtime, kSyscallError), kErrorSyscall, nullptr, outcome.queued};
      }
      if (outcome.result == 0 || has_socket) {
        return {exception_class(runtime, kEofError), kErrorEof, "EOF occurred in violation of protocol"};
      }
      return {exception_class(runtime, kSyscallError), kErrorSyscall, "Some I/O error occurred"};
    case SSL_ERROR_SSL: break;
    default: return {exception_class(runtime, kError), kErrorInvalidCode, "Invalid error code"};
  }
  Report report = {exception_class(runtime, kError), kErrorSsl, nullptr, outcome.queued};
  if (outcome.queued == 0) report.message = "A failure in the SSL library occurred";
  if (ERR_GET_LIB(outcome.queued) != ERR_LIB_SSL) return report;
  switch (ERR_GET_REASON(outcome.queued)) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED: report.type = verification_error(runtime); break;
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
      return {exception_class(runtime, kEofError), kErrorEof, "EOF occurred in violation of protocol", outcome.queued};
    default: break;
  }
  return report;
}

}  // namespace

Status add_errors(Thread& thread, Module* module) {
  Runtime& runtime = thread.runtime;
  const bool is_new = exception_class(runtime, kError) == nullptr;
  Type* error = TRY(add_exception_class(thread, module, kError));
  if (is_new) {
    TRY(add_type_methods(thread, error, kErrorMethods));
    error->flags |= kTypeIsImmutable;
  }
  if (verification_error(runtime) == nullptr) {
    Tuple* bases = TRY(make_tuple(thread, {Value(error), Value(runtime.exception_type(ExceptionId::kValueError))}));
    Dict* name_space = TRY(make_dict(thread));
    TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), TRY(intern_text(runtime, "ssl"))));
    TRY(dict_set_name(thread, name_space, TRY(intern_text(runtime, "__doc__")),
                      TRY(make_str(thread, "A certificate could not be verified."))));
    Str* name = TRY(intern_text(runtime, "SSLCertVerificationError"));
    Value made = TRY(make_class(thread, runtime.type(TypeId::kType), name, bases, name_space, Value::unbound()));
    keep_module_cell(runtime, &kVerificationErrorKey, made.as<Type>());
  }
  TRY(set_module_attribute(thread, module, "SSLCertVerificationError", verification_error(runtime)));
  for (const ExceptionSpec* spec : {&kZeroReturnError, &kWantReadError, &kWantWriteError, &kSyscallError, &kEofError}) {
    (void)TRY(add_exception_class(thread, module, *spec));
  }
  return {};
}

Value lib_names(Thread& thread) {
  Dict* names = TRY(make_dict(thread));
  for (const LibraryName& library : kLibraryNames) {
    TRY(dict_set(thread, names, Value::small_int(library.number), TRY(make_str(thread, library.name))));
  }
  return names;
}

FailureOfAnyType raise_library_error(Thread& thread, int line) {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  return raise_report(
      thread,
      {.type = exception_class(thread.runtime, kError), .number = ERR_GET_REASON(code), .code = code, .line = line});
}

FailureOfAnyType raise_error(Thread& thread, int line, const char* message) {
  ERR_clear_error();
  return raise_report(thread,
                      {.type = exception_class(thread.runtime, kError), .number = 0, .message = message, .line = line});
}

FailureOfAnyType raise_outcome(Thread& thread, Connection* connection, const Outcome& outcome, int line) {
  const bool has_socket = !connection->socket.get().is_unbound();
  if (outcome.error == SSL_ERROR_SYSCALL && outcome.queued == 0 && outcome.result != 0 && has_socket &&
      outcome.system_error != 0) {
    (void)raise_os_error(thread, outcome.system_error);
  } else {
    Report report = report_of(thread, outcome, has_socket);
    report.line = line;
    if (report.type == verification_error(thread.runtime)) report.connection = connection;
    (void)raise_report(thread, report);
  }
  (void)check_callback_error(thread, connection);
  return {};
}

Status check_callback_error(Thread& thread, Connection* connection) {
  Value error = connection->callback_error;
  if (error.is_unbound()) return {};
  connection->callback_error.set(connection, Value::unbound());
  if (thread.pending.is_unbound()) return raise_again(thread, error);
  Value pending = take_pending(thread);
  TRY(set_attribute(thread, pending, TRY(intern_text(thread.runtime, "__context__")), error));
  return raise_again(thread, pending);
}

}  // namespace memphis::tls
