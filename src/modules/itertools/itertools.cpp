// The module itertools.
#include "modules/itertools/itertools.h"

#include "modules/modules.h"

namespace memphis {

namespace itertools {
namespace {

constexpr NativeDefinition kFunctions[] = {
    {"tee(iterable, n=2, /)", tee, "Returns a tuple of n independent iterators."},
};

constexpr const TypeSpec* kTypes[] = {
    &kAccumulateType, &kBatchedType,    &kChainType,   &kCombinationsType, &kCombinationsWithReplacementType,
    &kCompressType,   &kCountType,      &kCycleType,   &kDropWhileType,    &kFilterFalseType,
    &kGroupByType,    &kGrouperType,    &kIsliceType,  &kPairwiseType,     &kPermutationsType,
    &kProductType,    &kRepeatType,     &kStarmapType, &kTakeWhileType,    &kTeeType,
    &kTeeDataType,    &kZipLongestType,
};

}  // namespace
}  // namespace itertools

Value create_itertools_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "itertools", "Functional tools for creating and using iterators.",
                                          itertools::kFunctions));
  for (const TypeSpec* spec : itertools::kTypes) TRY(add_module_type(thread, module, *spec));
  return module;
}

}  // namespace memphis
