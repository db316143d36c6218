#include "runtime/native_defaults.h"

#include <algorithm>
#include <iterator>

#include "runtime/call.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

struct MethodDoc {
  std::string_view name;
  const char* doc;
};

// Sorted by name. Those without a "slot" are ordinary methods in CPython, though the interpreter looks them up on the
// type.
constexpr MethodDoc kDocs[] = {
    {"__abs__", "abs(self)"},
    {"__add__", "self + value"},
    {"__aiter__", "The awaitable's asynchronous iterator."},
    {"__and__", "self & value"},
    {"__anext__", "An awaitable for the next item."},
    {"__await__", "The iterator that awaiting runs."},
    {"__bool__", "Whether self is true."},
    {"__buffer__", "The memory of self as a memoryview."},
    {"__call__", "self(*args, **kwargs)"},
    {"__contains__", "key in self"},
    {"__del__", "Runs before the object goes away."},
    {"__delattr__", "del self.name"},
    {"__delete__", "Deletes the attribute of instance."},
    {"__delitem__", "del self[key]"},
    {"__divmod__", "divmod(self, value)"},
    {"__eq__", "self == value"},
    {"__float__", "float(self)"},
    {"__floordiv__", "self // value"},
    {"__ge__", "self >= value"},
    {"__get__", "The attribute of instance, whose class is owner."},
    {"__getattribute__", "self.name"},
    {"__getitem__", "self[key]"},
    {"__gt__", "self > value"},
    {"__hash__", "hash(self)"},
    {"__iadd__", "self += value"},
    {"__iand__", "self &= value"},
    {"__ifloordiv__", "self //= value"},
    {"__ilshift__", "self <<= value"},
    {"__imatmul__", "self @= value"},
    {"__imod__", "self %= value"},
    {"__imul__", "self *= value"},
    {"__index__", "self as an int, where an index is wanted."},
    {"__init__", "Sets up self; the type's own help tells the arguments."},
    {"__int__", "int(self)"},
    {"__invert__", "~self"},
    {"__ior__", "self |= value"},
    {"__ipow__", "self **= value"},
    {"__irshift__", "self >>= value"},
    {"__isub__", "self -= value"},
    {"__iter__", "iter(self)"},
    {"__itruediv__", "self /= value"},
    {"__ixor__", "self ^= value"},
    {"__le__", "self <= value"},
    {"__len__", "len(self)"},
    {"__lshift__", "self << value"},
    {"__lt__", "self < value"},
    {"__matmul__", "self @ value"},
    {"__mod__", "self % value"},
    {"__mul__", "self * value"},
    {"__ne__", "self != value"},
    {"__neg__", "-self"},
    {"__next__", "next(self)"},
    {"__or__", "self | value"},
    {"__pos__", "+self"},
    {"__pow__", "pow(self, value, mod)"},
    {"__radd__", "value + self"},
    {"__rand__", "value & self"},
    {"__rdivmod__", "divmod(value, self)"},
    {"__release_buffer__", "Gives back what __buffer__ gave."},
    {"__repr__", "repr(self)"},
    {"__rfloordiv__", "value // self"},
    {"__rlshift__", "value << self"},
    {"__rmatmul__", "value @ self"},
    {"__rmod__", "value % self"},
    {"__rmul__", "value * self"},
    {"__ror__", "value | self"},
    {"__rpow__", "pow(value, self, mod)"},
    {"__rrshift__", "value >> self"},
    {"__rshift__", "self >> value"},
    {"__rsub__", "value - self"},
    {"__rtruediv__", "value / self"},
    {"__rxor__", "value ^ self"},
    {"__set__", "Sets the attribute of instance."},
    {"__setattr__", "self.name = value"},
    {"__setitem__", "self[key] = value"},
    {"__str__", "str(self)"},
    {"__sub__", "self - value"},
    {"__truediv__", "self / value"},
    {"__xor__", "self ^ value"},
};
static_assert(std::ranges::is_sorted(kDocs, {}, &MethodDoc::name));

// Methods without a slot.
constexpr MethodDoc kPlainDocs[] = {
    {"__class_getitem__", "The generic alias of the class for these type arguments."},
    {"__copy__", "A shallow copy."},
    {"__deepcopy__", "A copy with copies of what it holds."},
    {"__dir__", "The names of the attributes."},
    {"__format__", "The text that the format spec asks for."},
    {"__getnewargs__", "The arguments with which __new__ makes the same value."},
    {"__getstate__", "What pickling keeps."},
    {"__length_hint__", "How many items are left, as far as is known."},
    {"__new__", "Makes an instance; the type's own help tells the arguments."},
    {"__reduce__", "How to make the object again, for pickling and copying."},
    {"__reduce_ex__", "How to make the object again, for a pickling protocol."},
    {"__reversed__", "reversed(self)"},
    {"__setstate__", "Takes over what pickling kept."},
    {"__sizeof__", "Bytes that the object takes in memory."},
};
static_assert(std::ranges::is_sorted(kPlainDocs, {}, &MethodDoc::name));

const MethodDoc* find_doc(std::span<const MethodDoc> docs, std::string_view name) {
  auto found = std::ranges::lower_bound(docs, name, {}, &MethodDoc::name);
  return found != docs.end() && found->name == name ? &*found : nullptr;
}

Value decline(Thread&, Value*) { return Value::not_implemented(); }

// What __eq__ of the built-in type says, turned round: a class derived from it may have another __eq__.
Value not_equal(Thread& thread, Value* args) {
  const Type* type = type_of(thread, args[0]);
  while (type->has_flag(kTypeIsHeapType)) type = type->base;
  Value equal = TRY(call_special_method(thread, type->special_method(Special::kEq), args[0], {args[1]}));
  if (equal.is_not_implemented()) return equal;
  return Value::boolean(!TRY(is_true(thread, equal)));
}

constexpr NativeDefinition kComparisons[] = {
    {"__lt__(self, value, /)", decline}, {"__le__(self, value, /)", decline}, {"__ne__(self, value, /)", not_equal},
    {"__gt__(self, value, /)", decline}, {"__ge__(self, value, /)", decline},
};

}  // namespace

bool is_slot_wrapper(std::string_view name) { return find_doc(kDocs, name) != nullptr; }

const char* special_method_doc(std::string_view name) {
  const MethodDoc* found = find_doc(kDocs, name);
  if (found == nullptr) found = find_doc(kPlainDocs, name);
  return found == nullptr ? nullptr : found->doc;
}

std::span<const NativeDefinition> default_comparisons() { return kComparisons; }

}  // namespace memphis
