// The module _ssl.
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <climits>
#include <cstring>

#include "modules/modules.h"
#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/operations.h"

namespace memphis {

namespace tls {

namespace {

Value rand_add(Thread& thread, Value* args) {
  TextOrBytes data(thread);
  TRY(data.acquire(args[0]));
  const double entropy = TRY(to_double(thread, args[1]));
  std::span<const uint8_t> bytes = data.bytes();
  do {
    const size_t count = std::min<size_t>(bytes.size(), INT_MAX);
    RAND_add(bytes.data(), static_cast<int>(count), entropy);
    bytes = bytes.subspan(count);
  } while (!bytes.empty());
  return Value::none();
}

Value rand_bytes(Thread& thread, Value* args) {
  const int count = TRY(int_argument(thread, args[0]));
  if (count < 0) return raise_value_error(thread, "num must be positive");
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(count)));
  if (RAND_bytes(bytes->data, count) != 1) return RAISE_LIBRARY_ERROR(thread);
  return bytes;
}

Value rand_status(Thread&, Value*) { return Value::boolean(RAND_status() == 1); }

Value get_default_verify_paths(Thread& thread, Value*) {
  return make_tuple(thread, {TRY(decode_path(thread, X509_get_default_cert_file_env())),
                             TRY(decode_path(thread, X509_get_default_cert_file())),
                             TRY(decode_path(thread, X509_get_default_cert_dir_env())),
                             TRY(decode_path(thread, X509_get_default_cert_dir()))});
}

Value txt2obj(Thread& thread, Value* args) {
  const std::string text = TRY(c_text_of(thread, TRY(str_argument(thread, args[0], "txt2obj", "txt"))));
  const bool by_name = TRY(flag_argument(thread, args[1], false));
  ASN1_OBJECT* object = OBJ_txt2obj(text.c_str(), by_name ? 0 : 1);
  if (object == nullptr) {
    ERR_clear_error();
    return raise_value_error(thread, "unknown object '{}'", text.substr(0, 100));
  }
  Value shown = describe_object(thread, object);
  ASN1_OBJECT_free(object);
  return shown;
}

Value nid2obj(Thread& thread, Value* args) {
  const int number = TRY(int_argument(thread, args[0]));
  if (number < NID_undef) return raise_value_error(thread, "NID must be positive.");
  const ASN1_OBJECT* object = OBJ_nid2obj(number);
  if (object == nullptr) {
    ERR_clear_error();
    return raise_value_error(thread, "unknown NID {}", number);
  }
  return describe_object(thread, object);
}

constexpr NativeDefinition kFunctions[] = {
    {"_test_decode_cert(path, /)", decode_certificate_file, "The certificate in a PEM file, as a dict."},
    {"RAND_add(string, entropy, /)", rand_add, "Adds to the state of the random number generator."},
    {"RAND_bytes(n, /)", rand_bytes, "Random bytes, fit for cryptography."},
    {"RAND_status()", rand_status, "Has the random number generator been seeded?"},
    {"get_default_verify_paths()", get_default_verify_paths, "Where the system's certificates lie."},
    {"txt2obj(txt, name=False)", txt2obj, "An object of ASN.1 by its number, or its name."},
    {"nid2obj(nid, /)", nid2obj, "An object of ASN.1 by OpenSSL's number."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name, value) {#name, static_cast<int64_t>(value)},
#include "modules/ssl/constants.def"
#undef CONSTANT
};

struct Feature {
  const char* name;
  bool is_there;
};
constexpr Feature kFeatures[] = {
    {"HAS_SNI", true},     {"HAS_TLS_UNIQUE", true}, {"HAS_ECDH", true},  {"HAS_NPN", false},    {"HAS_ALPN", true},
    {"HAS_SSLv2", false},  {"HAS_SSLv3", false},     {"HAS_TLSv1", true}, {"HAS_TLSv1_1", true}, {"HAS_TLSv1_2", true},
    {"HAS_TLSv1_3", true}, {"HAS_PSK", true},        {"HAS_PHA", true},
};

// (major, minor, fix, patch, status)
Value version_tuple(Thread& thread, unsigned long version) {
  return make_tuple(thread, {Value::small_int(static_cast<int64_t>(version >> 28 & 0xff)),
                             Value::small_int(static_cast<int64_t>(version >> 20 & 0xff)),
                             Value::small_int(static_cast<int64_t>(version >> 12 & 0xff)),
                             Value::small_int(static_cast<int64_t>(version >> 4 & 0xff)),
                             Value::small_int(static_cast<int64_t>(version & 0xf))});
}

Status add_version(Thread& thread, Module* module) {
  const unsigned long version = OpenSSL_version_num();
  TRY(set_module_attribute(thread, module, "OPENSSL_VERSION_NUMBER", TRY(make_int_unsigned(thread, version))));
  TRY(set_module_attribute(thread, module, "OPENSSL_VERSION_INFO", TRY(version_tuple(thread, version))));
  TRY(set_module_attribute(thread, module, "OPENSSL_VERSION", TRY(make_str(thread, OpenSSL_version(OPENSSL_VERSION)))));
  return set_module_attribute(thread, module, "_OPENSSL_API_VERSION",
                              TRY(version_tuple(thread, OPENSSL_VERSION_NUMBER)));
}

Status add_contents(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kContextType, &kConnectionType, &kMemoryBufferType, &kSessionType, &kCertificateType}) {
    (void)TRY(add_module_type(thread, module, *spec));
  }
  TRY(add_errors(thread, module));
  TRY(add_constants(thread, module, kConstants));
  for (const Feature& feature : kFeatures) {
    TRY(set_module_attribute(thread, module, feature.name, Value::boolean(feature.is_there)));
  }
  TRY(set_module_attribute(thread, module, "_DEFAULT_CIPHERS",
                           TRY(make_str(thread,
                                        "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:"
                                        "!aDSS:!SHA1:!AESCCM"))));
  TRY(set_module_attribute(thread, module, "lib_codes_to_names", TRY(lib_names(thread))));
  return add_version(thread, module);
}

Value text_or_none(Thread& thread, const char* text) {
  return text == nullptr ? Value::none() : Value(make_str(thread, text));
}
Value number_name(Thread& thread, int number) {
  return text_or_none(thread, number == NID_undef ? nullptr : OBJ_nid2ln(number));
}

}  // namespace

Value cipher_tuple(Thread& thread, const SSL_CIPHER* cipher) {
  return make_tuple(thread, {TRY(text_or_none(thread, SSL_CIPHER_get_name(cipher))),
                             TRY(text_or_none(thread, SSL_CIPHER_get_version(cipher))),
                             Value::small_int(SSL_CIPHER_get_bits(cipher, nullptr))});
}

Value cipher_dict(Thread& thread, const SSL_CIPHER* cipher) {
  char description[512] = {};
  SSL_CIPHER_description(cipher, description, sizeof description - 1);
  if (size_t length = std::strlen(description); length > 1 && description[length - 1] == '\n') {
    description[length - 1] = 0;
  }
  int algorithm_bits = 0;
  const int bits = SSL_CIPHER_get_bits(cipher, &algorithm_bits);
  struct Item {
    const char* name;
    Value value;
  };
  const Item items[] = {
      {"id", TRY(make_int_unsigned(thread, SSL_CIPHER_get_id(cipher)))},
      {"name", TRY(text_or_none(thread, SSL_CIPHER_get_name(cipher)))},
      {"protocol", TRY(text_or_none(thread, SSL_CIPHER_get_version(cipher)))},
      {"description", TRY(make_str(thread, description))},
      {"strength_bits", Value::small_int(bits)},
      {"alg_bits", Value::small_int(algorithm_bits)},
      {"aead", Value::boolean(SSL_CIPHER_is_aead(cipher) != 0)},
      {"symmetric", TRY(number_name(thread, SSL_CIPHER_get_cipher_nid(cipher)))},
      {"digest", TRY(number_name(thread, SSL_CIPHER_get_digest_nid(cipher)))},
      {"kea", TRY(number_name(thread, SSL_CIPHER_get_kx_nid(cipher)))},
      {"auth", TRY(number_name(thread, SSL_CIPHER_get_auth_nid(cipher)))},
  };
  Dict* dict = TRY(make_dict(thread));
  for (const Item& item : items) TRY(dict_set(thread, dict, TRY(make_str(thread, item.name)), item.value));
  return dict;
}

Fallible<std::string> ascii_argument(Thread& thread, Value value, const char* function, int position) {
  if (is_str(value)) {
    Str* encoding = TRY(make_str(thread, "ascii"));
    Value encoded = TRY(encode_text(thread, value.as<Str>(), encoding, nullptr));
    value = encoded;
  } else if (!value.is_kind(Kind::kBytes) && !value.is_kind(Kind::kByteArray)) {
    return raise_argument_error(thread, function, position, "str, bytes or bytearray", value);
  }
  Buffer bytes(thread);
  TRY(bytes.acquire(value));
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.find('\0') != std::string::npos)
    return raise_type_error(thread, "argument must be encoded string without null bytes, not str");
  return text;
}

}  // namespace tls

Value create_ssl_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_ssl", "Sockets with TLS, by OpenSSL.", tls::kFunctions));
  TRY(tls::add_contents(thread, module));
  return module;
}

}  // namespace memphis
