// BaseExceptionGroup. Splitting is runtime/exception_group's.
#include "builtins/exceptions.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exception_group.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

bool is_sequence(Thread& thread, Value value) {
  return !value.is_kind(Kind::kDict) && !type_of(thread, value)->special_method(Special::kGetItem).is_unbound();
}

// Checks that all are exceptions; answers whether one is not an Exception.
Fallible<bool> check_parts(Thread& thread, const Tuple* parts) {
  bool has_base_exceptions = false;
  const Type* exception = thread.runtime.exception_type(ExceptionId::kException);
  for (uint64_t i = 0; i < parts->size; i++) {
    if (!is_exception_instance(thread, parts->items[i])) {
      return raise_value_error(thread, "Item {} of second argument (exceptions) is not an exception", i);
    }
    if (!is_instance_of(thread, parts->items[i], exception)) has_base_exceptions = true;
  }
  return has_base_exceptions;
}

Value group_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Type* type = TRY(checked_exception_class(thread, args[0], "BaseExceptionGroup"));
  auto* positional = args[1].as<Tuple>();
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "{}() takes no keyword arguments", type_name(type));
  }
  if (positional->size != 2) {
    return raise_type_error(thread, "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
                            positional->size);
  }
  Value message = positional->items[0];
  if (!is_str(message)) {
    return raise_type_error(thread, "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
                            type_name(thread, message));
  }
  if (!is_sequence(thread, positional->items[1])) {
    return raise_type_error(thread, "second argument (exceptions) must be a sequence");
  }
  Value parts = TRY(call(thread, runtime.type(TypeId::kTuple), {positional->items[1]}));
  if (parts.as<Tuple>()->size == 0) {
    return raise_value_error(thread, "second argument (exceptions) must be a non-empty sequence");
  }
  bool has_base_exceptions = TRY(check_parts(thread, parts.as<Tuple>()));
  if (type == runtime.exception_type(ExceptionId::kBaseExceptionGroup)) {
    if (!has_base_exceptions) type = runtime.exception_type(ExceptionId::kExceptionGroup);
  } else if (has_base_exceptions) {
    if (type == runtime.exception_type(ExceptionId::kExceptionGroup)) {
      return raise_type_error(thread, "Cannot nest BaseExceptions in an ExceptionGroup");
    }
    if (is_subtype(type, runtime.exception_type(ExceptionId::kException))) {
      return raise_type_error(thread, "Cannot nest BaseExceptions in '{}'", type_name(type));
    }
  }
  Value self = TRY(allocate_exception(thread, type, positional));
  set_extra(self, kGroupMessage, message);
  set_extra(self, kGroupExceptions, parts);
  return self;
}

Value group_init(Thread& thread, Value* args) {
  TRY(initialize_exception(thread, args[0], args[1].as<Tuple>(), args[2]));
  return Value::none();
}

Value group_str(Thread& thread, Value* args) {
  uint64_t count = exception_of(args[0])->extra[kGroupExceptions].get().as<Tuple>()->size;
  std::string text = text_of(exception_of(args[0])->extra[kGroupMessage]);
  text += " (" + std::to_string(count) + " sub-exception" + (count == 1 ? ")" : "s)");
  return make_str(thread, text);
}

Value group_derive(Thread& thread, Value* args) {
  return call(thread, thread.runtime.exception_type(ExceptionId::kBaseExceptionGroup),
              {exception_of(args[0])->extra[kGroupMessage], args[1]});
}

Value group_split(Thread& thread, Value* args) {
  ExceptionParts parts = TRY(split_exception_group(thread, args[0], args[1], true));
  return make_tuple(thread, {parts.match, parts.rest});
}

Value group_subgroup(Thread& thread, Value* args) {
  return TRY(split_exception_group(thread, args[0], args[1], false)).match;
}

Value group_class_getitem(Thread& thread, Value* args) {
  return call(thread, thread.runtime.type(TypeId::kGenericAlias), {args[0], args[1]});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", group_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", group_init},
    {"__str__(self, /)", group_str},
    {"derive(self, excs, /)", group_derive},
    {"split(self, matcher_value, /)", group_split},
    {"subgroup(self, matcher_value, /)", group_subgroup},
    {"__class_getitem__(type, object, /)", group_class_getitem, "", NativeKind::kClassMethod},
};
constexpr MemberDefinition kMembers[] = {
    {"message", extra_offset(kGroupMessage), false, false, "The message."},
    {"exceptions", extra_offset(kGroupExceptions), false, false, "The exceptions, a tuple."},
};

}  // namespace

const TypeSpec kBaseExceptionGroupType = {.name = "BaseExceptionGroup",
                                          .layout = Kind::kException,
                                          .basic_size = sizeof(Exception),
                                          .native_fields = 2,
                                          .methods = kMethods,
                                          .members = kMembers,
                                          .doc = "Several exceptions that are raised together."};

}  // namespace memphis
