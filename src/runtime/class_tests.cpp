// isinstance and issubclass.
#include "objects/native_object.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// The __bases__ of something that behaves like a class: unbound when it has none.
Value abstract_bases(Thread& thread, Value value) {
  Value bases = TRY(find_attribute(thread, value, Name::kBases));
  return bases.is_kind(Kind::kTuple) ? bases : Value::unbound();
}

Fallible<bool> abstract_is_subclass(Thread& thread, Value derived, Value ancestor) {
  while (true) {
    if (derived == ancestor) return true;
    Value bases = TRY(abstract_bases(thread, derived));
    if (bases.is_unbound() || bases.as<Tuple>()->size == 0) return false;
    auto* tuple = bases.as<Tuple>();
    for (uint64_t i = 0; i + 1 < tuple->size; i++) {
      NativeRecursion guard(thread, " in __issubclass__");
      if (guard.failed()) return Failure{};
      if (TRY(abstract_is_subclass(thread, tuple->items[i], ancestor))) return true;
    }
    derived = tuple->items[tuple->size - 1];
  }
}

}  // namespace

Fallible<bool> plain_is_instance(Thread& thread, Value value, Value type) {
  if (type.is_kind(Kind::kType)) {
    if (is_subtype(type_of(thread, value), type.as<Type>())) return true;
    Value claimed = TRY(find_attribute(thread, value, Name::kClass));
    if (claimed.is_kind(Kind::kType) && claimed.cell() != type_of(thread, value)) {
      return is_subtype(claimed.as<Type>(), type.as<Type>());
    }
    return false;
  }
  if (TRY(abstract_bases(thread, type)).is_unbound()) {
    return raise_type_error(thread, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  }
  Value claimed = TRY(find_attribute(thread, value, Name::kClass));
  if (claimed.is_unbound()) return false;
  return abstract_is_subclass(thread, claimed, type);
}

Fallible<bool> plain_is_subclass(Thread& thread, Value derived, Value type) {
  if (derived.is_kind(Kind::kType) && type.is_kind(Kind::kType)) return is_subtype(derived.as<Type>(), type.as<Type>());
  if (TRY(abstract_bases(thread, derived)).is_unbound())
    return raise_type_error(thread, "issubclass() arg 1 must be a class");
  if (TRY(abstract_bases(thread, type)).is_unbound()) {
    return raise_type_error(thread, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return abstract_is_subclass(thread, derived, type);
}

namespace {

// The members of a union stand for the union; anything else for itself.
Value union_members(Thread& thread, Value type) {
  if (type_of(thread, type) != thread.runtime.type(TypeId::kUnion)) return type;
  return type.as<UnionObject>()->arguments;
}

}  // namespace

Fallible<bool> is_instance(Thread& thread, Value value, Value type) {
  Runtime& runtime = thread.runtime;
  type = union_members(thread, type);
  if (type.is_kind(Kind::kType)) {
    if (type_of(thread, value) == type.as<Type>()) return true;
    if (type_of(thread, type) == runtime.type(TypeId::kType)) return plain_is_instance(thread, value, type);
  }
  if (type.is_kind(Kind::kTuple)) {
    NativeRecursion guard(thread, " in __instancecheck__");
    if (guard.failed()) return Failure{};
    for (Value item : type.as<Tuple>()->view()) {
      if (TRY(is_instance(thread, value, item))) return true;
    }
    return false;
  }
  Value checker = type_of(thread, type)->special_method(Special::kInstanceCheck);
  if (checker.is_unbound() ||
      (type.is_kind(Kind::kType) && checker == runtime.type(TypeId::kType)->special_method(Special::kInstanceCheck))) {
    return plain_is_instance(thread, value, type);
  }
  NativeRecursion guard(thread, " in __instancecheck__");
  if (guard.failed()) return Failure{};
  return is_true(thread, TRY(call_special_method(thread, checker, type, {value})));
}

Fallible<bool> is_subclass(Thread& thread, Value derived, Value type) {
  Runtime& runtime = thread.runtime;
  type = union_members(thread, type);
  if (type.is_kind(Kind::kType) && type_of(thread, type) == runtime.type(TypeId::kType)) {
    if (derived == type) return true;
    return plain_is_subclass(thread, derived, type);
  }
  if (type.is_kind(Kind::kTuple)) {
    NativeRecursion guard(thread, " in __subclasscheck__");
    if (guard.failed()) return Failure{};
    for (Value item : type.as<Tuple>()->view()) {
      if (TRY(is_subclass(thread, derived, item))) return true;
    }
    return false;
  }
  Value checker = type_of(thread, type)->special_method(Special::kSubclassCheck);
  if (checker.is_unbound()) return plain_is_subclass(thread, derived, type);
  NativeRecursion guard(thread, " in __subclasscheck__");
  if (guard.failed()) return Failure{};
  return is_true(thread, TRY(call_special_method(thread, checker, type, {derived})));
}

}  // namespace memphis
