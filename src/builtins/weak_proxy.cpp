// weakref.ProxyType and CallableProxyType: every operation goes to the object.
#include <algorithm>
#include <array>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

bool is_proxy(Thread& thread, Value value) {
  if (!value.is_kind(Kind::kWeakReference)) return false;
  const Type* type = type_of(thread, value);
  return type == thread.runtime.type(TypeId::kWeakProxy) || type == thread.runtime.type(TypeId::kWeakCallableProxy);
}

// The object behind a proxy; any other value is itself.
Value unwrap(Thread& thread, Value value) {
  if (!is_proxy(thread, value)) return value;
  Value target = value.as<WeakReference>()->target();
  if (target.is_none()) return raise(thread, ExceptionId::kReferenceError, "weakly-referenced object no longer exists");
  return target;
}

template <BinaryOperation operation>
Value binary(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[0]));
  return binary_operation(thread, operation, left, TRY(unwrap(thread, args[1])));
}

template <BinaryOperation operation>
Value reflected(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[1]));
  return binary_operation(thread, operation, left, TRY(unwrap(thread, args[0])));
}

template <BinaryOperation operation>
Value in_place(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[0]));
  return inplace_operation(thread, operation, left, TRY(unwrap(thread, args[1])));
}

template <UnaryOperation operation>
Value unary(Thread& thread, Value* args) {
  return unary_operation(thread, operation, TRY(unwrap(thread, args[0])));
}

template <Comparison comparison>
Value comparing(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[0]));
  return compare(thread, comparison, left, TRY(unwrap(thread, args[1])));
}

// builtins.name(object)
template <const char* const& name>
Value by_function(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  return call(thread, TRY(import_attribute(thread, "builtins", name)), {target});
}

constexpr const char* kAbs = "abs";
constexpr const char* kInt = "int";
constexpr const char* kFloat = "float";
constexpr const char* kBytes = "bytes";
constexpr const char* kReversed = "reversed";

Value proxy_divmod(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[0]));
  return divmod_operation(thread, left, TRY(unwrap(thread, args[1])));
}
Value proxy_rdivmod(Thread& thread, Value* args) {
  Value left = TRY(unwrap(thread, args[1]));
  return divmod_operation(thread, left, TRY(unwrap(thread, args[0])));
}
Value proxy_pow(Thread& thread, Value* args) {
  Value base = TRY(unwrap(thread, args[0]));
  Value exponent = TRY(unwrap(thread, args[1]));
  Value modulus = args[2].is_unbound() ? Value::none() : TRY(unwrap(thread, args[2]));
  return power(thread, base, exponent, modulus);
}
Value proxy_rpow(Thread& thread, Value* args) {
  Value base = TRY(unwrap(thread, args[1]));
  return power(thread, base, TRY(unwrap(thread, args[0])), Value::none());
}
Value proxy_index(Thread& thread, Value* args) { return to_index(thread, TRY(unwrap(thread, args[0]))); }
Value proxy_bool(Thread& thread, Value* args) {
  return Value::boolean(TRY(is_true(thread, TRY(unwrap(thread, args[0])))));
}
Value proxy_str(Thread& thread, Value* args) { return to_str(thread, TRY(unwrap(thread, args[0]))); }
Value proxy_len(Thread& thread, Value* args) {
  return make_int(thread, TRY(length(thread, TRY(unwrap(thread, args[0])))));
}
Value proxy_getitem(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  return get_item(thread, target, TRY(unwrap(thread, args[1])));
}
Value proxy_setitem(Thread& thread, Value* args) {
  TRY(set_item(thread, TRY(unwrap(thread, args[0])), args[1], args[2]));
  return Value::none();
}
Value proxy_delitem(Thread& thread, Value* args) {
  TRY(delete_item(thread, TRY(unwrap(thread, args[0])), args[1]));
  return Value::none();
}
Value proxy_contains(Thread& thread, Value* args) {
  return Value::boolean(TRY(contains(thread, TRY(unwrap(thread, args[0])), args[1])));
}
Value proxy_iter(Thread& thread, Value* args) { return get_iterator(thread, TRY(unwrap(thread, args[0]))); }

Value proxy_next(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  if (!is_iterator(thread, target)) {
    return raise_type_error(thread, "Weakref proxy referenced a non-iterator '{}' object", type_name(thread, target));
  }
  return next_item(thread, target);
}

Value proxy_getattribute(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  return get_attribute(thread, target, TRY(attribute_name(thread, args[1])));
}
Value proxy_setattr(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  TRY(set_attribute(thread, target, TRY(attribute_name(thread, args[1])), args[2]));
  return Value::none();
}
Value proxy_delattr(Thread& thread, Value* args) {
  Value target = TRY(unwrap(thread, args[0]));
  TRY(delete_attribute(thread, target, TRY(attribute_name(thread, args[1]))));
  return Value::none();
}

Value proxy_call(Thread& thread, Value* args) {
  return call_with(thread, TRY(unwrap(thread, args[0])), args[1].as<Tuple>(), args[2]);
}

// Not forwarded: tells the proxy from its object.
Value proxy_repr(Thread& thread, Value* args) {
  Value target = args[0].as<WeakReference>()->target();
  std::string shown = target.is_none() ? std::string("NoneType") : type_name(thread, target);
  if (target.is_none()) return make_str(thread, fmt::format("<weakproxy at {}; dead>", address_text(args[0])));
  return make_str(thread,
                  fmt::format("<weakproxy at {}; to '{}' at {}>", address_text(args[0]), shown, address_text(target)));
}

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", proxy_repr, "Return repr(self)."},
    {"__str__(self, /)", proxy_str, "Return str(self)."},
    {"__getattribute__(self, name, /)", proxy_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", proxy_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", proxy_delattr, "Implement delattr(self, name)."},
    {"__lt__(self, value, /)", comparing<Comparison::kLess>, "Return self<value."},
    {"__le__(self, value, /)", comparing<Comparison::kLessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", comparing<Comparison::kEqual>, "Return self==value."},
    {"__ne__(self, value, /)", comparing<Comparison::kNotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", comparing<Comparison::kGreater>, "Return self>value."},
    {"__ge__(self, value, /)", comparing<Comparison::kGreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", proxy_iter, "Implement iter(self)."},
    {"__next__(self, /)", proxy_next, "Implement next(self)."},
    {"__add__(self, value, /)", binary<BinaryOperation::kAdd>, "Return self+value."},
    {"__radd__(self, value, /)", reflected<BinaryOperation::kAdd>, "Return value+self."},
    {"__iadd__(self, value, /)", in_place<BinaryOperation::kAdd>, "Return self+=value."},
    {"__sub__(self, value, /)", binary<BinaryOperation::kSubtract>, "Return self-value."},
    {"__rsub__(self, value, /)", reflected<BinaryOperation::kSubtract>, "Return value-self."},
    {"__isub__(self, value, /)", in_place<BinaryOperation::kSubtract>, "Return self-=value."},
    {"__mul__(self, value, /)", binary<BinaryOperation::kMultiply>, "Return self*value."},
    {"__rmul__(self, value, /)", reflected<BinaryOperation::kMultiply>, "Return value*self."},
    {"__imul__(self, value, /)", in_place<BinaryOperation::kMultiply>, "Return self*=value."},
    {"__mod__(self, value, /)", binary<BinaryOperation::kModulo>, "Return self%value."},
    {"__rmod__(self, value, /)", reflected<BinaryOperation::kModulo>, "Return value%self."},
    {"__imod__(self, value, /)", in_place<BinaryOperation::kModulo>, "Return self%=value."},
    {"__lshift__(self, value, /)", binary<BinaryOperation::kLeftShift>, "Return self<<value."},
    {"__rlshift__(self, value, /)", reflected<BinaryOperation::kLeftShift>, "Return value<<self."},
    {"__ilshift__(self, value, /)", in_place<BinaryOperation::kLeftShift>, "Return self<<=value."},
    {"__rshift__(self, value, /)", binary<BinaryOperation::kRightShift>, "Return self>>value."},
    {"__rrshift__(self, value, /)", reflected<BinaryOperation::kRightShift>, "Return value>>self."},
    {"__irshift__(self, value, /)", in_place<BinaryOperation::kRightShift>, "Return self>>=value."},
    {"__and__(self, value, /)", binary<BinaryOperation::kAnd>, "Return self&value."},
    {"__rand__(self, value, /)", reflected<BinaryOperation::kAnd>, "Return value&self."},
    {"__iand__(self, value, /)", in_place<BinaryOperation::kAnd>, "Return self&=value."},
    {"__xor__(self, value, /)", binary<BinaryOperation::kXor>, "Return self^value."},
    {"__rxor__(self, value, /)", reflected<BinaryOperation::kXor>, "Return value^self."},
    {"__ixor__(self, value, /)", in_place<BinaryOperation::kXor>, "Return self^=value."},
    {"__or__(self, value, /)", binary<BinaryOperation::kOr>, "Return self|value."},
    {"__ror__(self, value, /)", reflected<BinaryOperation::kOr>, "Return value|self."},
    {"__ior__(self, value, /)", in_place<BinaryOperation::kOr>, "Return self|=value."},
    {"__floordiv__(self, value, /)", binary<BinaryOperation::kFloorDivide>, "Return self//value."},
    {"__rfloordiv__(self, value, /)", reflected<BinaryOperation::kFloorDivide>, "Return value//self."},
    {"__ifloordiv__(self, value, /)", in_place<BinaryOperation::kFloorDivide>, "Return self//=value."},
    {"__truediv__(self, value, /)", binary<BinaryOperation::kTrueDivide>, "Return self/value."},
    {"__rtruediv__(self, value, /)", reflected<BinaryOperation::kTrueDivide>, "Return value/self."},
    {"__itruediv__(self, value, /)", in_place<BinaryOperation::kTrueDivide>, "Return self/=value."},
    {"__matmul__(self, value, /)", binary<BinaryOperation::kMatrixMultiply>, "Return self@value."},
    {"__rmatmul__(self, value, /)", reflected<BinaryOperation::kMatrixMultiply>, "Return value@self."},
    {"__imatmul__(self, value, /)", in_place<BinaryOperation::kMatrixMultiply>, "Return self@=value."},
    {"__divmod__(self, value, /)", proxy_divmod, "Return divmod(self, value)."},
    {"__rdivmod__(self, value, /)", proxy_rdivmod, "Return divmod(value, self)."},
    {"__pow__(self, value, mod=None, /)", proxy_pow, "Return pow(self, value, mod)."},
    {"__rpow__(self, value, /)", proxy_rpow, "Return pow(value, self)."},
    {"__ipow__(self, value, /)", in_place<BinaryOperation::kPower>, "Return self**=value."},
    {"__neg__(self, /)", unary<UnaryOperation::kNegative>, "-self"},
    {"__pos__(self, /)", unary<UnaryOperation::kPositive>, "+self"},
    {"__invert__(self, /)", unary<UnaryOperation::kInvert>, "~self"},
    {"__abs__(self, /)", by_function<kAbs>, "abs(self)"},
    {"__bool__(self, /)", proxy_bool, "True if self else False"},
    {"__int__(self, /)", by_function<kInt>, "int(self)"},
    {"__float__(self, /)", by_function<kFloat>, "float(self)"},
    {"__index__(self, /)", proxy_index,
     "Return self converted to an integer, if self is suitable for use as an index into a list."},
    {"__len__(self, /)", proxy_len, "Return len(self)."},
    {"__getitem__(self, key, /)", proxy_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", proxy_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", proxy_delitem, "Delete self[key]."},
    {"__contains__(self, key, /)", proxy_contains, "Return bool(key in self)."},
    {"__bytes__(self, /)", by_function<kBytes>, "bytes(self)"},
    {"__reversed__(self, /)", by_function<kReversed>, "reversed(self)"},
};

// The same with __call__.
constexpr auto kCallableMethods = [] {
  std::array<NativeDefinition, std::size(kMethods) + 1> methods{};
  std::copy(std::begin(kMethods), std::end(kMethods), methods.begin());
  methods.back() = {"__call__(self, /, *args, **kwargs)", proxy_call, "Call self as a function."};
  return methods;
}();

}  // namespace

constinit const TypeSpec kWeakProxyType = {
    .name = "ProxyType",
    .module = "weakref",
    .id = TypeId::kWeakProxy,
    .layout = Kind::kWeakReference,
    .basic_size = sizeof(WeakReference),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
};

constinit const TypeSpec kWeakCallableProxyType = {
    .name = "CallableProxyType",
    .module = "weakref",
    .id = TypeId::kWeakCallableProxy,
    .layout = Kind::kWeakReference,
    .basic_size = sizeof(WeakReference),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kCallableMethods,
};

}  // namespace memphis
