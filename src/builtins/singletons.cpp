// The types of None, NotImplemented and Ellipsis.
#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Status check_no_arguments(Thread& thread, Value* args, const char* name) {
  bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (args[1].as<Tuple>()->size == 0 && !has_keywords) return {};
  return raise_type_error(thread, "{} takes no arguments", name);
}

Value none_new(Thread& thread, Value* args) {
  TRY(check_no_arguments(thread, args, "NoneType"));
  return Value::none();
}
Value none_repr(Thread& thread, Value* args) {
  (void)args;
  return intern_text(thread.runtime, "None");
}
Value none_bool(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::false_value();
}
Value none_hash(Thread& thread, Value* args) {
  (void)args;
  return make_int(thread, 0xfca86420);
}
Value none_order(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::not_implemented();
}
Value none_eq(Thread& thread, Value* args) {
  (void)thread;
  return args[1].is_none() ? Value::true_value() : Value::not_implemented();
}
Value none_ne(Thread& thread, Value* args) {
  (void)thread;
  return args[1].is_none() ? Value::false_value() : Value::not_implemented();
}

constexpr NativeDefinition kNoneMethods[] = {
    {"__new__(type, /, *args, **kwargs)", none_new, "None itself.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", none_repr, "Return repr(self)."},
    {"__bool__(self, /)", none_bool, "True if self else False"},
    {"__hash__(self, /)", none_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", none_order, "Return self<value."},
    {"__le__(self, value, /)", none_order, "Return self<=value."},
    {"__eq__(self, value, /)", none_eq, "Return self==value."},
    {"__ne__(self, value, /)", none_ne, "Return self!=value."},
    {"__gt__(self, value, /)", none_order, "Return self>value."},
    {"__ge__(self, value, /)", none_order, "Return self>=value."},
};

Value not_implemented_new(Thread& thread, Value* args) {
  TRY(check_no_arguments(thread, args, "NotImplementedType"));
  return Value::not_implemented();
}
Value not_implemented_repr(Thread& thread, Value* args) {
  (void)args;
  return intern_text(thread.runtime, "NotImplemented");
}
Value not_implemented_bool(Thread& thread, Value* args) {
  (void)args;
  return raise_type_error(thread, "NotImplemented should not be used in a boolean context");
}

constexpr NativeDefinition kNotImplementedMethods[] = {
    {"__new__(type, /, *args, **kwargs)", not_implemented_new, "NotImplemented itself.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", not_implemented_repr, "Return repr(self)."},
    {"__bool__(self, /)", not_implemented_bool, "True if self else False"},
    {"__reduce__(self, /)", not_implemented_repr},
};

Value ellipsis_new(Thread& thread, Value* args) {
  TRY(check_no_arguments(thread, args, "EllipsisType"));
  return Value::ellipsis();
}
Value ellipsis_repr(Thread& thread, Value* args) {
  (void)args;
  return intern_text(thread.runtime, "Ellipsis");
}

constexpr NativeDefinition kEllipsisMethods[] = {
    {"__new__(type, /, *args, **kwargs)", ellipsis_new, "Ellipsis itself.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", ellipsis_repr, "Return repr(self)."},
    {"__reduce__(self, /)", ellipsis_repr},
};

}  // namespace

constinit const TypeSpec kNoneType = {
    .name = "NoneType",
    .id = TypeId::kNone,
    .layout = Kind::kInstance,
    .flags = kTypeIsFinal,
    .methods = kNoneMethods,
    .doc = "The type of None.",
    .text_signature = "()",
};

constinit const TypeSpec kNotImplementedType = {
    .name = "NotImplementedType",
    .id = TypeId::kNotImplemented,
    .layout = Kind::kInstance,
    .flags = kTypeIsFinal,
    .methods = kNotImplementedMethods,
    .doc = "The type of NotImplemented.",
    .text_signature = "()",
};

constinit const TypeSpec kEllipsisType = {
    .name = "ellipsis",
    .id = TypeId::kEllipsis,
    .layout = Kind::kInstance,
    .flags = kTypeIsFinal,
    .methods = kEllipsisMethods,
    .doc = "The type of Ellipsis, which is also written `...`.",
    .text_signature = "()",
};

}  // namespace memphis
