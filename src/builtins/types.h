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
extern const TypeSpec kListType;
extern const TypeSpec kListIteratorType;
extern const TypeSpec kListReverseIteratorType;
extern const TypeSpec kTupleType;
extern const TypeSpec kTupleIteratorType;
extern const TypeSpec kDictType;
extern const TypeSpec kDictKeysType;
extern const TypeSpec kDictValuesType;
extern const TypeSpec kDictItemsType;
extern const TypeSpec kDictKeyIteratorType;
extern const TypeSpec kDictValueIteratorType;
extern const TypeSpec kDictItemIteratorType;
extern const TypeSpec kDictReverseKeyIteratorType;
extern const TypeSpec kDictReverseValueIteratorType;
extern const TypeSpec kDictReverseItemIteratorType;
extern const TypeSpec kSetType;
extern const TypeSpec kFrozenSetType;
extern const TypeSpec kSetIteratorType;
extern const TypeSpec kSequenceIteratorType;
extern const TypeSpec kCallableIteratorType;
extern const TypeSpec kMappingProxyType;
extern const TypeSpec kEnumerateType;
extern const TypeSpec kReversedType;
extern const TypeSpec kZipType;
extern const TypeSpec kMapType;
extern const TypeSpec kFilterType;
extern const TypeSpec kSimpleNamespaceType;
extern const TypeSpec kStrType;
extern const TypeSpec kStrIteratorType;
extern const TypeSpec kStrAsciiIteratorType;
extern const TypeSpec kBuiltinFunctionType;
extern const TypeSpec kMethodDescriptorType;
extern const TypeSpec kWrapperDescriptorType;
extern const TypeSpec kClassMethodDescriptorType;
extern const TypeSpec kMethodWrapperType;
extern const TypeSpec kGetSetDescriptorType;
extern const TypeSpec kMemberDescriptorType;
extern const TypeSpec kFunctionType;
extern const TypeSpec kBoundMethodType;
extern const TypeSpec kStaticMethodType;
extern const TypeSpec kClassMethodType;
extern const TypeSpec kPropertyType;
extern const TypeSpec kSuperType;
extern const TypeSpec kCellType;
extern const TypeSpec kModuleType;
extern const TypeSpec kCodeType;
extern const TypeSpec kFrameType;
extern const TypeSpec kTracebackType;
extern const TypeSpec kFrameLocalsProxyType;
extern const TypeSpec kBytesType;
extern const TypeSpec kBytesIteratorType;
extern const TypeSpec kByteArrayType;
extern const TypeSpec kByteArrayIteratorType;
extern const TypeSpec kMemoryViewType;
extern const TypeSpec kMemoryIteratorType;
extern const TypeSpec kGeneratorType;
extern const TypeSpec kCoroutineType;
extern const TypeSpec kCoroutineWrapperType;
extern const TypeSpec kAsyncGeneratorType;
extern const TypeSpec kAsyncGeneratorASendType;
extern const TypeSpec kAsyncGeneratorAThrowType;
extern const TypeSpec kAsyncGeneratorWrappedValueType;
extern const TypeSpec kAnextAwaitableType;
extern const TypeSpec kGenericAliasType;
extern const TypeSpec kGenericAliasIteratorType;
extern const TypeSpec kUnionType;
extern const TypeSpec kTypeVarType;
extern const TypeSpec kParamSpecType;
extern const TypeSpec kTypeVarTupleType;
extern const TypeSpec kParamSpecArgsType;
extern const TypeSpec kParamSpecKwargsType;
extern const TypeSpec kNoDefaultType;
extern const TypeSpec kConstEvaluatorType;
extern const TypeSpec kGenericType;
extern const TypeSpec kTypeAliasTypeType;
extern const TypeSpec kTemplateType;
extern const TypeSpec kTemplateIteratorType;
extern const TypeSpec kInterpolationType;
extern const TypeSpec kWeakReferenceType;
extern const TypeSpec kWeakProxyType;
extern const TypeSpec kWeakCallableProxyType;

// Interpolation.__match_args__.
Status finish_template_types(Thread& thread);

}  // namespace memphis
