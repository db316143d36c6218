// The types of the module _collections.
#pragma once

#include "runtime/native.h"

namespace memphis::collections {

extern const TypeSpec kDequeType;
extern const TypeSpec kDequeIteratorType;
extern const TypeSpec kDequeReverseIteratorType;
extern const TypeSpec kDefaultDictType;
extern const TypeSpec kOrderedDictType;
extern const TypeSpec kOdictKeysType;
extern const TypeSpec kOdictValuesType;
extern const TypeSpec kOdictItemsType;
extern const TypeSpec kOdictIteratorType;
extern const TypeSpec kTupleGetterType;
Value count_elements(Thread& thread, Value* args);

}  // namespace memphis::collections
