// Cell kinds: which C++ struct a cell is laid out as. A subclass written in Python keeps the kind of the built-in type
// it derives from (with kSubclassBit set in the header).
#pragma once

#include <cstdint>

namespace memphis {

enum class Kind : uint8_t {
  kInvalid,
  // Parts that Python code never sees
  kShape,
  kValueArray,  // list items, overflow slots, any growable run of values
  kByteArrayStorage,
  kDictTable,
  kSetTable,
  kCodeData,
  // Instances of classes written in Python that derive from object alone
  kInstance,
  // Objects
  kType,
  kBigInt,
  kFloat,
  kComplex,
  kStr,
  kBytes,
  kByteArray,
  kMemoryView,
  kTuple,
  kList,
  kDict,
  kSet,  // set and frozenset
  kRange,
  kSlice,
  kCellObject,
  kCode,
  kFunction,
  kNativeFunction,
  kBoundMethod,
  kModule,
  kException,
  kTraceback,
  kFrameObject,
  kGenerator,  // generators, coroutines, async generators
  kProperty,
  kStaticMethod,
  kClassMethod,
  kSuper,
  kListIterator,
  kTupleIterator,
  kRangeIterator,
  kDictIterator,  // over keys, values or items, forwards or backwards
  kDictView,
  kWeakReference,
  // Everything else: a run of Fields, then plain bytes; see objects/native_object.h
  kNative,
  kCount
};
static_assert(static_cast<int>(Kind::kCount) < 128);

}  // namespace memphis
