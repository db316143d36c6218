// What the files of the module _operator share.
#pragma once

#include "runtime/native.h"

namespace memphis {

// attrgetter, itemgetter, methodcaller
extern const TypeSpec kAttributeGetterType;
extern const TypeSpec kItemGetterType;
extern const TypeSpec kMethodCallerType;

}  // namespace memphis
