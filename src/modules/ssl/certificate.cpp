// Certificates: as dicts, as DER, and as objects.
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstring>
#include <memory>

#include "modules/ssl/tls.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

namespace memphis::tls {

namespace {

using MemoryBio = std::unique_ptr<BIO, decltype([](BIO* bio) { BIO_free(bio); })>;
using Names = std::unique_ptr<GENERAL_NAMES, decltype([](GENERAL_NAMES* names) { GENERAL_NAMES_free(names); })>;

MemoryBio make_bio() { return MemoryBio(BIO_new(BIO_s_mem())); }

std::string contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<size_t>(size < 0 ? 0 : size)};
}

Value text_of_string(Thread& thread, const ASN1_STRING* string) {
  return make_str(thread, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
                           static_cast<size_t>(ASN1_STRING_length(string))});
}

// The name of an object, or its number; None when it has neither.
Value object_text(Thread& thread, const ASN1_OBJECT* object, bool as_number) {
  const int size = OBJ_obj2txt(nullptr, 0, object, as_number ? 1 : 0);
  if (size < 0) return RAISE_LIBRARY_ERROR(thread);
  if (size == 0 && as_number) return Value::none();
  std::string text(static_cast<size_t>(size) + 1, 0);
  OBJ_obj2txt(text.data(), size + 1, object, as_number ? 1 : 0);
  text.pop_back();
  return make_str(thread, text);
}

// (name, value)
Value name_part(Thread& thread, const X509_NAME_ENTRY* entry) {
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
  if (size < 0) return RAISE_LIBRARY_ERROR(thread);
  Value value = make_str(thread, {reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
  OPENSSL_free(text);
  return make_tuple(thread, {TRY(object_text(thread, X509_NAME_ENTRY_get_object(entry), false)), TRY(value)});
}

Tuple* as_tuple(Thread& thread, List* list) { return make_tuple(thread, std::span<const Value>(list->view())); }

// ((('countryName', 'XY'),), ...): a tuple for each relative name, which may have several parts.
Value name_tuple(Thread& thread, const X509_NAME* name) {
  List* names = TRY(make_list(thread));
  List* parts = TRY(make_list(thread));
  int set = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); i++) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    if (set >= 0 && set != X509_NAME_ENTRY_set(entry)) {
      TRY(list_append(thread, names, Value(TRY(as_tuple(thread, parts)))));
      parts = TRY(make_list(thread));
    }
    set = X509_NAME_ENTRY_set(entry);
    TRY(list_append(thread, parts, TRY(name_part(thread, entry))));
  }
  if (parts->size != 0) TRY(list_append(thread, names, Value(TRY(as_tuple(thread, parts)))));
  return as_tuple(thread, names);
}

Value labelled(Thread& thread, std::string_view label, Value value) {
  return make_tuple(thread, {Value(TRY(make_str(thread, label))), TRY(value)});
}

std::string address_text(std::span<const uint8_t> bytes) {
  constexpr size_t kShort = 4, kLong = 16;
  if (bytes.size() == kShort) return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
  if (bytes.size() != kLong) return "<invalid>";
  std::string text;
  for (size_t i = 0; i < kLong; i += 2) text += fmt::format("{}{:X}", i == 0 ? "" : ":", bytes[i] << 8 | bytes[i + 1]);
  return text;
}

// What the library prints, "label:value".
Value printed_name(Thread& thread, GENERAL_NAME* name) {
  if (name->type != GEN_OTHERNAME && name->type != GEN_X400 && name->type != GEN_EDIPARTY) {
    TRY(warn(thread, ExceptionId::kRuntimeWarning, 1, fmt::format("Unknown general name type {}", name->type)));
  }
  const MemoryBio bio = make_bio();
  GENERAL_NAME_print(bio.get(), name);
  const std::string text = contents(bio.get());
  const size_t colon = text.find(':');
  if (colon == std::string::npos) return raise_value_error(thread, "Invalid value {}", text.substr(0, 200));
  return labelled(thread, text.substr(0, colon), make_str(thread, text.substr(colon + 1)));
}

Value alternative_name(Thread& thread, GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DIRNAME: return labelled(thread, "DirName", name_tuple(thread, name->d.dirn));
    case GEN_EMAIL: return labelled(thread, "email", text_of_string(thread, name->d.rfc822Name));
    case GEN_DNS: return labelled(thread, "DNS", text_of_string(thread, name->d.dNSName));
    case GEN_URI: return labelled(thread, "URI", text_of_string(thread, name->d.uniformResourceIdentifier));
    case GEN_RID: return labelled(thread, "Registered ID", object_text(thread, name->d.rid, false));
    case GEN_IPADD: {
      const std::span<const uint8_t> bytes(ASN1_STRING_get0_data(name->d.ip),
                                           static_cast<size_t>(ASN1_STRING_length(name->d.ip)));
      return labelled(thread, "IP Address", make_str(thread, address_text(bytes)));
    }
    default: return printed_name(thread, name);
  }
}

// None: the certificate has no such extension.
Value alternative_names(Thread& thread, X509* certificate) {
  const Names names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr) return Value::none();
  List* list = TRY(make_list(thread));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); i++) {
    TRY(list_append(thread, list, TRY(alternative_name(thread, sk_GENERAL_NAME_value(names.get(), i)))));
  }
  return as_tuple(thread, list);
}

Value tuple_or_none(Thread& thread, List* list) {
  return list->size == 0 ? Value::none() : Value(as_tuple(thread, list));
}

// Addresses of the kind within the extension that tells how to reach the issuer.
Value access_addresses(Thread& thread, X509* certificate, int kind) {
  using Access = std::unique_ptr<AUTHORITY_INFO_ACCESS,
                                 decltype([](AUTHORITY_INFO_ACCESS* info) { AUTHORITY_INFO_ACCESS_free(info); })>;
  const Access info(
      static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
  if (info == nullptr) return Value::none();
  List* list = TRY(make_list(thread));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(info.get()); i++) {
    const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(info.get(), i);
    if (OBJ_obj2nid(access->method) != kind || access->location->type != GEN_URI) continue;
    TRY(list_append(thread, list, TRY(text_of_string(thread, access->location->d.uniformResourceIdentifier))));
  }
  return tuple_or_none(thread, list);
}

Value revocation_addresses(Thread& thread, X509* certificate) {
  using Points =
      std::unique_ptr<CRL_DIST_POINTS, decltype([](CRL_DIST_POINTS* points) { CRL_DIST_POINTS_free(points); })>;
  const Points points(
      static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  if (points == nullptr) return Value::none();
  List* list = TRY(make_list(thread));
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); i++) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    // An empty point is allowed; a relative name (type 1) has no addresses.
    if (point->distpoint == nullptr || point->distpoint->type != 0) continue;
    const GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int j = 0; j < sk_GENERAL_NAME_num(names); j++) {
      const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, j);
      if (name->type != GEN_URI) continue;
      TRY(list_append(thread, list, TRY(text_of_string(thread, name->d.uniformResourceIdentifier))));
    }
  }
  return tuple_or_none(thread, list);
}

template <class Print>
Value printed(Thread& thread, Print print) {
  const MemoryBio bio = make_bio();
  if (bio == nullptr) return raise_memory_error(thread);
  print(bio.get());
  return make_str(thread, contents(bio.get()));
}

Status put(Thread& thread, Dict* dict, const char* name, Value value) {
  return dict_set(thread, dict, TRY(make_str(thread, name)), TRY(value));
}
Status put_if_any(Thread& thread, Dict* dict, const char* name, Value value) {
  if (value.is_none()) return {};
  return put(thread, dict, name, value);
}

void release_certificate(void* resource) { X509_free(static_cast<X509*>(resource)); }

Value certificate_public_bytes(Thread& thread, Value* args) {
  X509* handle = args[0].as<Certificate>()->handle;
  const int format = TRY(int_argument(thread, args[1], kEncodingPem));
  switch (format) {
    case kEncodingPem: return printed(thread, [&](BIO* bio) { PEM_write_bio_X509(bio, handle); });
    case kEncodingDer: return encode_certificate(thread, handle);
    default: return raise_value_error(thread, "Unsupported format");
  }
}

Value certificate_get_info(Thread& thread, Value* args) {
  return describe_certificate(thread, args[0].as<Certificate>()->handle);
}

Value certificate_repr(Thread& thread, Value* args) {
  Value name = TRY(printed(thread, [&](BIO* bio) {
    X509_NAME_print_ex(bio, X509_get_subject_name(args[0].as<Certificate>()->handle), 0,
                       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  }));
  return make_str(thread, "<_ssl.Certificate '" + text_of(name) + "'>");
}

Value certificate_hash(Thread& thread, Value* args) {
  auto* self = args[0].as<Certificate>();
  if (self->hash == -1) {
    self->hash = static_cast<int64_t>(X509_subject_name_hash(self->handle));
  }
  return make_int(thread, self->hash);
}

Value certificate_eq(Thread& thread, Value* args) {
  if (type_of(thread, args[1]) != native_type(thread.runtime, kCertificateType)) return Value::not_implemented();
  return Value::boolean(X509_cmp(args[0].as<Certificate>()->handle, args[1].as<Certificate>()->handle) == 0);
}

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", certificate_repr, "Return repr(self)."},
    {"__hash__(self, /)", certificate_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", certificate_eq, "Return self==value."},
    {"public_bytes(self, /, format=Encoding.PEM)", certificate_public_bytes, "The certificate as PEM or DER."},
    {"get_info(self, /)", certificate_get_info, "The certificate as a dict."},
};

}  // namespace

constinit const TypeSpec kCertificateType = {
    .name = "Certificate",
    .module = "_ssl",
    .basic_size = sizeof(Certificate),
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation,
    .methods = kMethods,
};

Value describe_certificate(Thread& thread, X509* certificate) {
  Dict* dict = TRY(make_dict(thread));
  TRY(put(thread, dict, "subject", name_tuple(thread, X509_get_subject_name(certificate))));
  TRY(put(thread, dict, "issuer", name_tuple(thread, X509_get_issuer_name(certificate))));
  TRY(put(thread, dict, "version", make_int(thread, X509_get_version(certificate) + 1)));
  TRY(put(thread, dict, "serialNumber",
          printed(thread, [&](BIO* bio) { i2a_ASN1_INTEGER(bio, X509_get0_serialNumber(certificate)); })));
  TRY(put(thread, dict, "notBefore",
          printed(thread, [&](BIO* bio) { ASN1_TIME_print(bio, X509_get0_notBefore(certificate)); })));
  TRY(put(thread, dict, "notAfter",
          printed(thread, [&](BIO* bio) { ASN1_TIME_print(bio, X509_get0_notAfter(certificate)); })));
  TRY(put_if_any(thread, dict, "subjectAltName", alternative_names(thread, certificate)));
  TRY(put_if_any(thread, dict, "OCSP", access_addresses(thread, certificate, NID_ad_OCSP)));
  TRY(put_if_any(thread, dict, "caIssuers", access_addresses(thread, certificate, NID_ad_ca_issuers)));
  TRY(put_if_any(thread, dict, "crlDistributionPoints", revocation_addresses(thread, certificate)));
  return dict;
}

Value encode_certificate(Thread& thread, X509* certificate) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  if (size < 0) return RAISE_LIBRARY_ERROR(thread);
  Bytes* bytes = make_bytes(thread, {data, static_cast<size_t>(size)});
  OPENSSL_free(data);
  return bytes;
}

Value make_certificate(Thread& thread, X509* certificate) {
  constexpr size_t kBytes = 4000;  // about what a certificate takes
  auto* made = TRY(allocate_instance<Certificate>(thread, native_type(thread.runtime, kCertificateType)));
  X509_up_ref(certificate);
  made->handle = certificate;
  made->hash = -1;
  own_native_resource(thread.runtime, made, certificate, release_certificate, kBytes);
  return made;
}

Value describe_object(Thread& thread, const ASN1_OBJECT* object) {
  const int number = OBJ_obj2nid(object);
  if (number == NID_undef) return raise_value_error(thread, "Unknown object");
  return make_tuple(thread, {Value::small_int(number), Value(TRY(make_str(thread, OBJ_nid2sn(number)))),
                             Value(TRY(make_str(thread, OBJ_nid2ln(number)))), TRY(object_text(thread, object, true))});
}

Value decode_certificate_file(Thread& thread, Value* args) {
  const std::string path = TRY(encode_path(thread, TRY(file_system_path(thread, args[0]))));
  const MemoryBio bio(BIO_new(BIO_s_file()));
  if (bio == nullptr) return raise_error(thread, __LINE__, "Can't malloc memory to read file");
  if (BIO_read_filename(bio.get(), path.c_str()) <= 0) return raise_error(thread, __LINE__, "Can't open file");
  X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr);
  if (certificate == nullptr) return raise_error(thread, __LINE__, "Error decoding PEM-encoded file");
  Value shown = describe_certificate(thread, certificate);
  X509_free(certificate);
  return shown;
}

}  // namespace memphis::tls
