// The type compression.zstd.ZstdDict.
#include <cstring>

#include "modules/compression/zstd_parts.h"
#include "runtime/argument_support.h"
#include "runtime/operations.h"

namespace memphis::compression {

namespace {

ZstdDictionary* self_of(Value* args) { return args[0].as<ZstdDictionary>(); }

void release_data(void* resource) { delete static_cast<SharedDictionary*>(resource); }

Value dictionary_new(Thread& thread, Value* args) {
  constexpr size_t kShortest = 8, kBytes = 500;
  Buffer content(thread);
  TRY(content.acquire(args[1]));
  const bool is_raw = TRY(flag_argument(thread, args[2], false));
  if (content.size() < kShortest) {
    return raise_value_error(thread, "Zstandard dictionary content too short (must have at least eight bytes)");
  }
  const uint32_t id = ZSTD_getDictID_fromDict(content.data(), content.size());
  if (!is_raw && id == 0) return raise_value_error(thread, "invalid Zstandard dictionary");
  auto* self = TRY(allocate_instance<ZstdDictionary>(thread, args[0].as<Type>()));
  self->id = id;
  std::string bytes(reinterpret_cast<const char*>(content.data()), content.size());
  self->data = new SharedDictionary(std::make_shared<DictionaryData>(std::move(bytes)));
  own_native_resource(thread.runtime, self, self->data, release_data, kBytes + content.size());
  return self;
}

Value dictionary_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<ZstdDict dict_id={} dict_size={}>", self_of(args)->id,
                                      (*self_of(args)->data)->content.size()));
}

Value dictionary_len(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>((*self_of(args)->data)->content.size()));
}

Value get_id(Thread& thread, Value self) { return make_int(thread, self.as<ZstdDictionary>()->id); }
Value get_content(Thread& thread, Value self) {
  const std::string& content = (*self.as<ZstdDictionary>()->data)->content;
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(content.data()), content.size()});
}

template <DictionaryUse use>
Value get_as(Thread& thread, Value self) {
  return make_tuple(thread, {self, Value::small_int(static_cast<int>(use))});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, dict_content, /, *, is_raw=False)", dictionary_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", dictionary_repr, "Return repr(self)."},
    {"__len__(self, /)", dictionary_len, "Return len(self)."},
    {"__reduce__(self, /)", refuse_pickling},
};
constexpr GetSetDefinition kAttributes[] = {
    {"dict_id", get_id, nullptr, "The number of the dictionary; 0: any content.", true},
    {"dict_content", get_content, nullptr, "The content as bytes."},
    {"as_digested_dict", get_as<DictionaryUse::kDigested>, nullptr, "For compressors: prepared, once for a level."},
    {"as_undigested_dict", get_as<DictionaryUse::kUndigested>, nullptr,
     "For compressors: loaded, with the compressor's own parameters."},
    {"as_prefix", get_as<DictionaryUse::kPrefix>, nullptr, "As what comes before the first frame."},
};

}  // namespace

constinit const TypeSpec kZstdDictionaryType = {
    .name = "ZstdDict",
    .module = "compression.zstd",
    .basic_size = sizeof(ZstdDictionary),
    .flags = kTypeIsFinal | kTypeIsImmutable,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A dictionary, for compressing many small pieces of data that are alike.",
};

DictionaryData::~DictionaryData() {
  for (auto [level, dictionary] : for_level) ZSTD_freeCDict(dictionary);
  ZSTD_freeDDict(for_decompression);
}

Fallible<DictionaryArgument> dictionary_argument(Thread& thread, Value value, DictionaryUse otherwise) {
  const Type* type = native_type(thread.runtime, kZstdDictionaryType);
  if (type_of(thread, value) == type) return DictionaryArgument{*value.as<ZstdDictionary>()->data, otherwise};
  if (value.is_exactly(Kind::kTuple) && value.as<Tuple>()->size == 2) {
    Value dictionary = value.as<Tuple>()->items[0], use = value.as<Tuple>()->items[1];
    if (type_of(thread, dictionary) == type && is_int(use)) {
      const int number = TRY(int_argument(thread, use));
      if (number >= static_cast<int>(DictionaryUse::kDigested) && number <= static_cast<int>(DictionaryUse::kPrefix)) {
        return DictionaryArgument{*dictionary.as<ZstdDictionary>()->data, static_cast<DictionaryUse>(number)};
      }
    }
  }
  return raise_type_error(thread, "zstd_dict argument should be a ZstdDict object.");
}

}  // namespace memphis::compression
