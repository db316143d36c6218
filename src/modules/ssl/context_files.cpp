// Certificates, keys and parameters that contexts load.
#include <openssl/decoder.h>
#include <openssl/pem.h>

#include <climits>
#include <cstring>

#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/file_path.h"

namespace memphis::tls {

namespace {

// The password of a key: known, or to be asked for.
struct Password {
  Thread& thread;
  Value callable;  // unbound: it is known
  std::string text;
  bool has_failed = false;  // an exception is pending
};

Status set_password(Thread& thread, Password& password, Value value, const char* complaint) {
  if (is_str(value)) {
    password.text = TRY(utf8_of(thread, value));
  } else if (value.is_kind(Kind::kBytes) || value.is_kind(Kind::kByteArray)) {
    Buffer buffer(thread);
    TRY(buffer.acquire(value));
    password.text.assign(reinterpret_cast<const char*>(buffer.data()), buffer.size());
  } else {
    return raise_type_error(thread, "{}", std::string(complaint));
  }
  if (password.text.size() > INT_MAX) {
    return raise_value_error(thread, "password cannot be longer than {} bytes", INT_MAX);
  }
  return {};
}

Status ask_password(Password& password, int size) {
  Thread& thread = password.thread;
  if (!password.callable.is_unbound()) {
    Value answer = TRY(call(thread, password.callable));
    TRY(set_password(thread, password, answer, "password callback must return a string"));
  }
  if (password.text.size() > static_cast<size_t>(size)) {
    return raise_value_error(thread, "password cannot be longer than {} bytes", size);
  }
  return {};
}

int password_callback(char* out, int size, int, void* pointer) {
  auto& password = *static_cast<Password*>(pointer);
  // The library may ask again after a failure.
  if (!password.has_failed) {
    with_interpreter_lock(password.thread, [&] { password.has_failed = ask_password(password, size).failed(); });
  }
  if (password.has_failed) return -1;
  std::memcpy(out, password.text.data(), password.text.size());
  return static_cast<int>(password.text.size());
}

// Sets the password callback of a context for as long as a call lasts.
class PasswordScope {
 public:
  PasswordScope(SSL_CTX* handle, Password* password)
      : handle_(handle),
        callback_(SSL_CTX_get_default_passwd_cb(handle)),
        data_(SSL_CTX_get_default_passwd_cb_userdata(handle)) {
    if (password == nullptr) return;
    SSL_CTX_set_default_passwd_cb(handle, password_callback);
    SSL_CTX_set_default_passwd_cb_userdata(handle, password);
  }
  ~PasswordScope() {
    SSL_CTX_set_default_passwd_cb(handle_, callback_);
    SSL_CTX_set_default_passwd_cb_userdata(handle_, data_);
  }
  PasswordScope(const PasswordScope&) = delete;
  PasswordScope& operator=(const PasswordScope&) = delete;

 private:
  SSL_CTX* handle_;
  pem_password_cb* callback_;
  void* data_;
};

// What has kept a file from being loaded: the system, or what is in it.
FailureOfAnyType raise_file_error(Thread& thread, int error, Value path = Value::unbound()) {
  if (error == 0) return RAISE_LIBRARY_ERROR(thread);
  ERR_clear_error();
  return raise_os_error(thread, error, path);
}

// A call of the library about a file; the errno of its failure.
template <class Call>
bool load(Thread& thread, int& error, Call call) {
  struct Result {
    bool done;
    int error;
  };
  const Result result = without_interpreter_lock(thread, [&] {
    ERR_clear_error();
    errno = 0;
    const bool done = call();
    return Result{done, errno};
  });
  error = result.error;
  return result.done;
}

Status load_certificates(Thread& thread, Context* self, std::span<const uint8_t> data, bool is_pem) {
  if (data.empty()) return raise_value_error(thread, "Empty certificate data");
  if (data.size() > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "Certificate data is too long.");
  BIO* bio = BIO_new_mem_buf(data.data(), static_cast<int>(data.size()));
  if (bio == nullptr) return raise_error(thread, __LINE__, "Can't allocate buffer");
  X509_STORE* store = SSL_CTX_get_cert_store(self->handle());
  ERR_clear_error();
  int count = 0;
  bool is_refused = false;
  while (!is_refused) {
    X509* certificate = is_pem ? PEM_read_bio_X509(bio, nullptr, SSL_CTX_get_default_passwd_cb(self->handle()),
                                                   SSL_CTX_get_default_passwd_cb_userdata(self->handle()))
                               : d2i_X509_bio(bio, nullptr);
    if (certificate == nullptr) break;
    // (One that is there already is no error for the library.)
    is_refused = X509_STORE_add_cert(store, certificate) == 0;
    X509_free(certificate);
    if (!is_refused) count++;
  }
  BIO_free(bio);
  if (count == 0 && !is_refused) {
    return raise_error(thread, __LINE__,
                       is_pem ? "no start line: cadata does not contain a certificate"
                              : "not enough data: cadata does not contain a certificate");
  }
  // The end of PEM data is an error for the library.
  const unsigned long last = ERR_peek_last_error();
  const bool is_end = is_pem && ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
  if (last == 0 || is_end) {
    ERR_clear_error();
    return {};
  }
  return RAISE_LIBRARY_ERROR(thread);
}

Status load_data(Thread& thread, Context* self, Value data) {
  if (is_str(data)) {
    const auto* text = data.as<Str>();
    if (text->is_ascii()) return load_certificates(thread, self, {text->data(), text->length()}, true);
  } else if (has_buffer(thread, data)) {
    Buffer buffer(thread);
    TRY(buffer.acquire(data));
    return load_certificates(thread, self, buffer.bytes(), false);
  }
  return raise_type_error(thread, "cadata should be an ASCII string or a bytes-like object");
}

bool is_given(Value value) { return !value.is_unbound() && !value.is_none(); }

}  // namespace

Fallible<std::string> path_argument(Thread& thread, Value value, const char* what) {
  Value path = file_system_path(thread, value);
  if (path.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "{} should be a valid filesystem path", what);
  }
  return encode_path(thread, path);
}

Value load_cert_chain(Thread& thread, Value* args) {
  auto* self = args[0].as<Context>();
  const std::string certificate = TRY(path_argument(thread, args[1], "certfile"));
  const std::string key = is_given(args[2]) ? TRY(path_argument(thread, args[2], "keyfile")) : certificate;
  Password password{thread, Value::unbound(), {}};
  const bool has_password = is_given(args[3]);
  if (has_password) {
    if (is_callable(thread, args[3])) {
      password.callable = args[3];
    } else {
      TRY(set_password(thread, password, args[3], "password should be a string or callable"));
    }
  }
  const PasswordScope scope(self->handle(), has_password ? &password : nullptr);
  int error = 0;
  bool done =
      load(thread, error, [&] { return SSL_CTX_use_certificate_chain_file(self->handle(), certificate.c_str()) == 1; });
  if (done) {
    done = load(thread, error,
                [&] { return SSL_CTX_use_PrivateKey_file(self->handle(), key.c_str(), SSL_FILETYPE_PEM) == 1; });
  }
  if (!done) {
    if (!password.has_failed) return raise_file_error(thread, error);
    ERR_clear_error();
    return Value::error();
  }
  if (SSL_CTX_check_private_key(self->handle()) != 1) return RAISE_LIBRARY_ERROR(thread);
  return Value::none();
}

Value load_verify_locations(Thread& thread, Value* args) {
  auto* self = args[0].as<Context>();
  const bool has_file = is_given(args[1]), has_folder = is_given(args[2]), has_data = is_given(args[3]);
  if (!has_file && !has_folder && !has_data) {
    return raise_type_error(thread, "cafile, capath and cadata cannot be all omitted");
  }
  std::string file, folder;
  if (has_file) file = TRY(path_argument(thread, args[1], "cafile"));
  if (has_folder) folder = TRY(path_argument(thread, args[2], "capath"));
  if (has_data) TRY(load_data(thread, self, args[3]));
  if (!has_file && !has_folder) return Value::none();
  int error = 0;
  const bool done = load(thread, error, [&] {
    return SSL_CTX_load_verify_locations(self->handle(), has_file ? file.c_str() : nullptr,
                                         has_folder ? folder.c_str() : nullptr) == 1;
  });
  if (!done) return raise_file_error(thread, error);
  return Value::none();
}

Value load_dh_params(Thread& thread, Value* args) {
  auto* self = args[0].as<Context>();
  const std::string path = TRY(encode_path(thread, TRY(file_system_path(thread, args[1]))));
  errno = 0;
  BIO* bio = BIO_new_file(path.c_str(), "rb");
  if (bio == nullptr) return raise_file_error(thread, errno, args[1]);
  EVP_PKEY* parameters = nullptr;
  int error = 0;
  const bool done = load(thread, error, [&] {
    OSSL_DECODER_CTX* decoder = OSSL_DECODER_CTX_new_for_pkey(&parameters, "PEM", nullptr, "DH",
                                                              OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS, nullptr, nullptr);
    const bool decoded = decoder != nullptr && OSSL_DECODER_from_bio(decoder, bio) == 1;
    OSSL_DECODER_CTX_free(decoder);
    return decoded;
  });
  BIO_free(bio);
  if (!done) {
    const unsigned long last = ERR_peek_last_error();
    // Nothing that looks like parameters: as the reader of PEM says it.
    if (error == 0 && ERR_GET_LIB(last) == ERR_LIB_OSSL_DECODER) {
      ERR_clear_error();
      ERR_raise(ERR_LIB_PEM, PEM_R_NO_START_LINE);
    }
    return raise_file_error(thread, error, args[1]);
  }
  // The context takes the parameters over.
  if (SSL_CTX_set0_tmp_dh_pkey(self->handle(), parameters) == 0) {
    EVP_PKEY_free(parameters);
    return RAISE_LIBRARY_ERROR(thread);
  }
  return Value::none();
}

}  // namespace memphis::tls
