// The modules _md5, _sha1 and _sha2.
#include "modules/hash/hash_object.h"
#include "modules/modules.h"

namespace memphis {

namespace hash {

namespace {

constexpr TypeSpec kMd5Type = hash_type("_md5", "md5");
constexpr TypeSpec kSha1Type = hash_type("_sha1", "sha1");
constexpr TypeSpec kSha224Type = hash_type("_sha2", "SHA224Type");
constexpr TypeSpec kSha256Type = hash_type("_sha2", "SHA256Type");
constexpr TypeSpec kSha384Type = hash_type("_sha2", "SHA384Type");
constexpr TypeSpec kSha512Type = hash_type("_sha2", "SHA512Type");

template <const Algorithm& algorithm, const TypeSpec& spec>
Value construct(Thread& thread, Value* args) {
  Value data = TRY(data_argument(thread, args[0], args[2]));
  return make_hash(thread, native_type(thread.runtime, spec), algorithm, data);
}

constexpr char kDoc[] = "A new hash object, fed with the data.";
constexpr NativeDefinition kMd5Functions[] = {
    {"md5(data=b'', *, usedforsecurity=True, string=None)", construct<kMd5, kMd5Type>, kDoc},
};
constexpr NativeDefinition kSha1Functions[] = {
    {"sha1(data=b'', *, usedforsecurity=True, string=None)", construct<kSha1, kSha1Type>, kDoc},
};
constexpr NativeDefinition kSha2Functions[] = {
    {"sha224(data=b'', *, usedforsecurity=True, string=None)", construct<kSha224, kSha224Type>, kDoc},
    {"sha256(data=b'', *, usedforsecurity=True, string=None)", construct<kSha256, kSha256Type>, kDoc},
    {"sha384(data=b'', *, usedforsecurity=True, string=None)", construct<kSha384, kSha384Type>, kDoc},
    {"sha512(data=b'', *, usedforsecurity=True, string=None)", construct<kSha512, kSha512Type>, kDoc},
};

constexpr int64_t kLargeData = 2048;  // _GIL_MINSIZE: from there on CPython lets other threads run

Module* make_hash_module(Thread& thread, const char* name, std::span<const NativeDefinition> functions) {
  Module* module = TRY(make_native_module(thread, name, "Hash functions.", functions));
  TRY(set_module_attribute(thread, module, "_GIL_MINSIZE", Value::small_int(kLargeData)));
  return module;
}

}  // namespace

}  // namespace hash

Value create_md5_module(Thread& thread) {
  Module* module = TRY(hash::make_hash_module(thread, "_md5", hash::kMd5Functions));
  TRY(set_module_attribute(thread, module, "MD5Type", TRY(make_hidden_type(thread, hash::kMd5Type))));
  return module;
}

Value create_sha1_module(Thread& thread) {
  Module* module = TRY(hash::make_hash_module(thread, "_sha1", hash::kSha1Functions));
  TRY(set_module_attribute(thread, module, "SHA1Type", TRY(make_hidden_type(thread, hash::kSha1Type))));
  return module;
}

Value create_sha2_module(Thread& thread) {
  Module* module = TRY(hash::make_hash_module(thread, "_sha2", hash::kSha2Functions));
  for (const TypeSpec* spec : {&hash::kSha224Type, &hash::kSha256Type, &hash::kSha384Type, &hash::kSha512Type}) {
    (void)TRY(add_module_type(thread, module, *spec));
  }
  return module;
}

}  // namespace memphis
