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
extern const TypeSpec kObjectType;
extern const TypeSpec kTypeType;
extern const TypeSpec kNoneType;
extern const TypeSpec kNotImplementedType;
extern const TypeSpec kEllipsisType;

}  // namespace memphis
