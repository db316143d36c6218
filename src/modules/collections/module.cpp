// The module _collections.
#include "modules/collections/collections.h"
#include "modules/modules.h"
#include "runtime/container_support.h"

namespace memphis {

namespace collections {
namespace {

constexpr NativeDefinition kFunctions[] = {
    {"_count_elements(mapping, iterable, /)", count_elements, "Count elements in the iterable, updating the mapping"},
};

constexpr const TypeSpec* kShownTypes[] = {
    &kDequeType,         &kDefaultDictType,          &kOrderedDictType,
    &kDequeIteratorType, &kDequeReverseIteratorType, &kTupleGetterType,
};
constexpr const TypeSpec* kHiddenTypes[] = {&kOdictKeysType, &kOdictValuesType, &kOdictItemsType, &kOdictIteratorType};

}  // namespace
}  // namespace collections

Value create_collections_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_collections", "High performance data structures.", collections::kFunctions));
  for (const TypeSpec* spec : collections::kShownTypes) TRY(add_module_type(thread, module, *spec));
  for (const TypeSpec* spec : collections::kHiddenTypes) TRY(make_hidden_type(thread, *spec));
  return module;
}

}  // namespace memphis
