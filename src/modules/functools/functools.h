// The types of the module _functools.
#pragma once

#include "runtime/native.h"

namespace memphis::functools {

extern const TypeSpec kPartialType;
extern const TypeSpec kPlaceholderType;
extern const TypeSpec kLruCacheType;
extern const TypeSpec kLruLinkType;
extern const TypeSpec kKeyWrapperType;

// Makes the one Placeholder; found again by placeholder().
Value make_placeholder(Thread& thread);
Value placeholder(const Runtime& runtime);

Value reduce(Thread& thread, Value* args);
Value cmp_to_key(Thread& thread, Value* args);

}  // namespace memphis::functools
