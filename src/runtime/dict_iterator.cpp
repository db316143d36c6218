// Walking a dict from Python: notices when keys come or go meanwhile.
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Value make_dict_iterator(Thread& thread, Dict* dict, DictPart part, bool reversed) {
  // In the order of types.def: keys, values, items, and the same reversed.
  int first = static_cast<int>(reversed ? TypeId::kDictReverseKeyIterator : TypeId::kDictKeyIterator);
  auto id = static_cast<TypeId>(first + static_cast<int>(part));
  auto* iterator = TRY(allocate_builtin<DictIterator>(thread, id));
  iterator->dict.set(iterator, dict);
  iterator->part = part;
  iterator->reversed = reversed;
  iterator->count = dict->count;
  iterator->remaining = dict->count;
  iterator->position = reversed ? static_cast<int32_t>(dict_end(dict)) : 0;
  return iterator;
}

static_assert(static_cast<int>(TypeId::kDictValueIterator) == static_cast<int>(TypeId::kDictKeyIterator) + 1);
static_assert(static_cast<int>(TypeId::kDictItemIterator) == static_cast<int>(TypeId::kDictKeyIterator) + 2);
static_assert(static_cast<int>(TypeId::kDictReverseItemIterator) ==
              static_cast<int>(TypeId::kDictReverseKeyIterator) + 2);

static Failure raise_changed(Thread& thread, DictIterator* iterator, const char* what) {
  (void)raise(thread, ExceptionId::kRuntimeError, "dictionary {} during iteration", what);
  iterator->count = UINT32_MAX;  // stays so
  return Failure{};
}

Value dict_iterator_next(Thread& thread, DictIterator* iterator) {
  Dict* dict = iterator->dict;
  if (dict == nullptr) return Value::unbound();
  if (dict->count != iterator->count) [[unlikely]]
    return raise_changed(thread, iterator, "changed size");
  auto position = static_cast<uint64_t>(iterator->position);
  DictEntry entry;
  bool found = iterator->reversed ? dict_previous(dict, position, entry) : dict_next(dict, position, entry);
  if (!found) {
    iterator->dict.set(iterator, nullptr);
    return Value::unbound();
  }
  if (iterator->remaining == 0) [[unlikely]] {
    iterator->dict.set(iterator, nullptr);
    return raise(thread, ExceptionId::kRuntimeError, "dictionary keys changed during iteration");
  }
  iterator->position = static_cast<int32_t>(position);
  iterator->remaining--;
  switch (iterator->part) {
    case DictPart::kKeys: return entry.key;
    case DictPart::kValues: return entry.value;
    default: return make_tuple(thread, {entry.key, entry.value});
  }
}

}  // namespace memphis
