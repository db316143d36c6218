// The types of the module itertools, by theme in files of their own.
#pragma once

#include "runtime/native.h"

namespace memphis::itertools {

// infinite.cpp
extern const TypeSpec kCountType;
extern const TypeSpec kCycleType;
extern const TypeSpec kRepeatType;
// selection.cpp
extern const TypeSpec kCompressType;
extern const TypeSpec kDropWhileType;
extern const TypeSpec kFilterFalseType;
extern const TypeSpec kTakeWhileType;
extern const TypeSpec kIsliceType;
// combining.cpp
extern const TypeSpec kAccumulateType;
extern const TypeSpec kChainType;
extern const TypeSpec kStarmapType;
extern const TypeSpec kZipLongestType;
// grouping.cpp
extern const TypeSpec kBatchedType;
extern const TypeSpec kGroupByType;
extern const TypeSpec kGrouperType;
extern const TypeSpec kPairwiseType;
// combinatoric.cpp
extern const TypeSpec kProductType;
extern const TypeSpec kCombinationsType;
extern const TypeSpec kCombinationsWithReplacementType;
extern const TypeSpec kPermutationsType;
// tee.cpp
extern const TypeSpec kTeeType;
extern const TypeSpec kTeeDataType;
Value tee(Thread& thread, Value* args);

// __iter__ of all of them.
inline Value return_self(Thread&, Value* args) { return args[0]; }

}  // namespace memphis::itertools
