// The exception classes. Most differ from their base by name alone and come from runtime/exceptions.def; those below
// have attributes or methods of their own, kept in Exception::extra (see ExceptionExtra).
#pragma once

#include "objects/exception.h"
#include "runtime/native.h"

namespace memphis {

// Makes all classes of runtime/exceptions.def and fills Runtime::exception_types. Called once, after the built-in
// types.
Status register_exception_types(Thread& thread);
// Adds their names (and the aliases EnvironmentError and IOError) to the dict of the module builtins.
Status add_exception_names(Thread& thread, Dict* builtins);

extern const TypeSpec kBaseExceptionType;
extern const TypeSpec kBaseExceptionGroupType;
extern const TypeSpec kSystemExitType;
extern const TypeSpec kStopIterationType;
extern const TypeSpec kKeyErrorType;
extern const TypeSpec kNameErrorType;
extern const TypeSpec kAttributeErrorType;
extern const TypeSpec kImportErrorType;
extern const TypeSpec kOSErrorType;
extern const TypeSpec kSyntaxErrorType;
extern const TypeSpec kUnicodeDecodeErrorType;
extern const TypeSpec kUnicodeEncodeErrorType;
extern const TypeSpec kUnicodeTranslateErrorType;

inline Exception* exception_of(Value self) { return self.as<Exception>(); }
constexpr uint32_t extra_offset(ExceptionExtra index) {
  return static_cast<uint32_t>(offsetof(Exception, extra) + index * sizeof(Field));
}
// The field, None when it is not set.
inline Value extra_or_none(Value self, ExceptionExtra index) {
  Value value = exception_of(self)->extra[index];
  return value.is_unbound() ? Value::none() : value;
}
inline void set_extra(Value self, ExceptionExtra index, Value value) {
  exception_of(self)->extra[index].set(self.cell(), value);
}

// A fresh instance with the given args; `type` derives from BaseException.
Value allocate_exception(Thread& thread, Type* type, Tuple* args);
Value exception_new(Thread& thread, Value* args);  // BaseException.__new__
// The class argument of an exception's __new__, checked. `owner`: the class whose __new__ it is, for messages.
Type* checked_exception_class(Thread& thread, Value type, const char* owner);
// BaseException.__init__: no keyword arguments, sets args.
Status initialize_exception(Thread& thread, Value self, Tuple* args, Value keywords);
// Sets the only keyword arguments that a constructor knows; "X() got an unexpected keyword argument 'y'".
struct ExceptionKeyword {
  const char* name;
  ExceptionExtra index;
};
Status take_exception_keywords(Thread& thread, Value self, Value keywords, const char* function,
                               std::span<const ExceptionKeyword> known);
Value base_exception_str(Thread& thread, Value self);
// (type, args) or (type, args, state); `state` unbound or None: left out.
Value reduce_with(Thread& thread, Value self, Value args, Value state);
// The instance's __dict__ if there is something in it; else None.
Value filled_dict_or_none(Thread& thread, Value self);

}  // namespace memphis
