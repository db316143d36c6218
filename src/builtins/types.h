// The tables of the built-in types, one line each; builtins/register.cpp makes them all.
#pragma once

#include "runtime/native.h"

namespace memphis {

extern const TypeSpec kIntType;
extern const TypeSpec kBoolType;
extern const TypeSpec kFloatType;
extern const TypeSpec kComplexType;
extern const TypeSpec kRangeType;
extern const TypeSpec kRangeIteratorType;
extern const TypeSpec kLongRangeIteratorType;
extern const TypeSpec kSliceType;
}  // namespace memphis
