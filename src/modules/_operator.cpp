#include "modules/_operator.h"

#include "modules/modules.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

template <BinaryOperation operation>
Value binary(Thread& thread, Value* args) {
  return binary_operation(thread, operation, args[0], args[1]);
}
template <BinaryOperation operation>
Value in_place(Thread& thread, Value* args) {
  return inplace_operation(thread, operation, args[0], args[1]);
}
template <UnaryOperation operation>
Value unary(Thread& thread, Value* args) {
  return unary_operation(thread, operation, args[0]);
}
template <Comparison comparison>
Value compared(Thread& thread, Value* args) {
  return compare(thread, comparison, args[0], args[1]);
}

Value truth(Thread& thread, Value* args) { return Value::boolean(TRY(is_true(thread, args[0]))); }
Value negation(Thread& thread, Value* args) { return Value::boolean(!TRY(is_true(thread, args[0]))); }
Value is_operator(Thread&, Value* args) { return Value::boolean(is_same(args[0], args[1])); }
Value is_not_operator(Thread&, Value* args) { return Value::boolean(!is_same(args[0], args[1])); }
Value is_none(Thread&, Value* args) { return Value::boolean(args[0].is_none()); }
Value is_not_none(Thread&, Value* args) { return Value::boolean(!args[0].is_none()); }
Value index(Thread& thread, Value* args) { return exact_int(thread, TRY(to_index(thread, args[0]))); }

Value absolute(Thread& thread, Value* args) {
  Value result = TRY(call_special(thread, args[0], Special::kAbs));
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "bad operand type for abs(): '{}'", type_name(thread, args[0]));
}

Value item(Thread& thread, Value* args) { return get_item(thread, args[0], args[1]); }
Value store_item(Thread& thread, Value* args) {
  TRY(set_item(thread, args[0], args[1], args[2]));
  return Value::none();
}
Value remove_item(Thread& thread, Value* args) {
  TRY(delete_item(thread, args[0], args[1]));
  return Value::none();
}
Value contains_operator(Thread& thread, Value* args) { return Value::boolean(TRY(contains(thread, args[0], args[1]))); }

template <bool is_in_place>
Value concatenated(Thread& thread, Value* args) {
  return concatenate_sequences(thread, args[0], args[1], is_in_place);
}

// The iterator over a container that is searched.
Value search_iterator(Thread& thread, Value container) {
  Value iterator = get_iterator(thread, container);
  if (!iterator.is_error() || !take_if_pending(thread, ExceptionId::kTypeError)) return iterator;
  return raise_type_error(thread, "argument of type '{}' is not iterable", type_name(thread, container));
}

Value index_of(Thread& thread, Value* args) {
  Value iterator = TRY(search_iterator(thread, args[0]));
  for (int64_t position = 0;; position++) {
    Value candidate = TRY(next_item(thread, iterator));
    if (candidate.is_unbound()) return raise_value_error(thread, "sequence.index(x): x not in sequence");
    if (TRY(are_equal(thread, candidate, args[1]))) return make_int(thread, position);
  }
}

Value count_of(Thread& thread, Value* args) {
  Value iterator = TRY(search_iterator(thread, args[0]));
  int64_t count = 0;
  while (true) {
    Value candidate = TRY(next_item(thread, iterator));
    if (candidate.is_unbound()) return make_int(thread, count);
    if (TRY(are_equal(thread, candidate, args[1]))) count++;
  }
}

Value length_hint_of(Thread& thread, Value* args) {
  int64_t otherwise = 0;
  if (!args[1].is_unbound()) otherwise = TRY(to_int64(thread, args[1]));
  return make_int(thread, TRY(length_hint(thread, args[0], otherwise)));
}

Value call_function_with(Thread& thread, Value* args) {
  return call_with(thread, args[0], args[1].as<Tuple>(), args[2]);
}

// Takes as long whatever the contents: how much of a secret was guessed must not show in the time.
bool equal_in_constant_time(std::span<const uint8_t> left, std::span<const uint8_t> right) {
  const uint8_t* reference = left.size() == right.size() ? left.data() : right.data();
  volatile uint8_t difference = left.size() == right.size() ? 0 : 1;
  for (size_t i = 0; i < right.size(); i++) {
    difference = static_cast<uint8_t>(difference | (reference[i] ^ right[i]));
  }
  return difference == 0;
}

Value compare_digest(Thread& thread, Value* args) {
  if (is_str(args[0]) && is_str(args[1])) {
    const auto* left = args[0].as<Str>();
    const auto* right = args[1].as<Str>();
    if (!left->is_ascii() || !right->is_ascii()) {
      return raise_type_error(thread, "comparing strings with non-ASCII characters is not supported");
    }
    return Value::boolean(equal_in_constant_time({left->data(), left->length()}, {right->data(), right->length()}));
  }
  if (!has_buffer(thread, args[0]) && !has_buffer(thread, args[1])) {
    return raise_type_error(thread, "unsupported operand types(s) or combination of types: '{}' and '{}'",
                            type_name(thread, args[0]), type_name(thread, args[1]));
  }
  Buffer left(thread), right(thread);
  TRY(left.acquire(args[0]));
  TRY(right.acquire(args[1]));
  return Value::boolean(equal_in_constant_time(left.bytes(), right.bytes()));
}

using enum BinaryOperation;

constexpr NativeDefinition kFunctions[] = {
    {"truth(a, /)", truth, "bool(a)"},
    {"contains(a, b, /)", contains_operator, "b in a"},
    {"indexOf(a, b, /)", index_of, "The index of the first item of a that equals b."},
    {"countOf(a, b, /)", count_of, "How many items of a equal b."},
    {"is_(a, b, /)", is_operator, "a is b"},
    {"is_not(a, b, /)", is_not_operator, "a is not b"},
    {"is_none(a, /)", is_none, "a is None"},
    {"is_not_none(a, /)", is_not_none, "a is not None"},
    {"add(a, b, /)", binary<kAdd>, "a + b"},
    {"sub(a, b, /)", binary<kSubtract>, "a - b"},
    {"mul(a, b, /)", binary<kMultiply>, "a * b"},
    {"matmul(a, b, /)", binary<kMatrixMultiply>, "a @ b"},
    {"floordiv(a, b, /)", binary<kFloorDivide>, "a // b"},
    {"truediv(a, b, /)", binary<kTrueDivide>, "a / b"},
    {"mod(a, b, /)", binary<kModulo>, "a % b"},
    {"neg(a, /)", unary<UnaryOperation::kNegative>, "-a"},
    {"pos(a, /)", unary<UnaryOperation::kPositive>, "+a"},
    {"abs(a, /)", absolute, "abs(a)"},
    {"inv(a, /)", unary<UnaryOperation::kInvert>, "~a"},
    {"invert(a, /)", unary<UnaryOperation::kInvert>, "~a"},
    {"lshift(a, b, /)", binary<kLeftShift>, "a << b"},
    {"rshift(a, b, /)", binary<kRightShift>, "a >> b"},
    {"not_(a, /)", negation, "not a"},
    {"and_(a, b, /)", binary<kAnd>, "a & b"},
    {"xor(a, b, /)", binary<kXor>, "a ^ b"},
    {"or_(a, b, /)", binary<kOr>, "a | b"},
    {"iadd(a, b, /)", in_place<kAdd>, "a += b"},
    {"isub(a, b, /)", in_place<kSubtract>, "a -= b"},
    {"imul(a, b, /)", in_place<kMultiply>, "a *= b"},
    {"imatmul(a, b, /)", in_place<kMatrixMultiply>, "a @= b"},
    {"ifloordiv(a, b, /)", in_place<kFloorDivide>, "a //= b"},
    {"itruediv(a, b, /)", in_place<kTrueDivide>, "a /= b"},
    {"imod(a, b, /)", in_place<kModulo>, "a %= b"},
    {"ilshift(a, b, /)", in_place<kLeftShift>, "a <<= b"},
    {"irshift(a, b, /)", in_place<kRightShift>, "a >>= b"},
    {"iand(a, b, /)", in_place<kAnd>, "a &= b"},
    {"ixor(a, b, /)", in_place<kXor>, "a ^= b"},
    {"ior(a, b, /)", in_place<kOr>, "a |= b"},
    {"ipow(a, b, /)", in_place<kPower>, "a **= b"},
    {"pow(a, b, /)", binary<kPower>, "a ** b"},
    {"concat(a, b, /)", concatenated<false>, "a + b, for sequences"},
    {"iconcat(a, b, /)", concatenated<true>, "a += b, for sequences"},
    {"getitem(a, b, /)", item, "a[b]"},
    {"setitem(a, b, c, /)", store_item, "a[b] = c"},
    {"delitem(a, b, /)", remove_item, "del a[b]"},
    {"index(a, /)", index, "a.__index__()"},
    {"length_hint(obj, default=0, /)", length_hint_of, "An estimate of len(obj), or the default where there is none."},
    {"call(obj, /, *args, **kwargs)", call_function_with, "obj(*args, **kwargs)"},
    {"eq(a, b, /)", compared<Comparison::kEqual>, "a == b"},
    {"ne(a, b, /)", compared<Comparison::kNotEqual>, "a != b"},
    {"lt(a, b, /)", compared<Comparison::kLess>, "a < b"},
    {"le(a, b, /)", compared<Comparison::kLessEqual>, "a <= b"},
    {"gt(a, b, /)", compared<Comparison::kGreater>, "a > b"},
    {"ge(a, b, /)", compared<Comparison::kGreaterEqual>, "a >= b"},
    {"_compare_digest(a, b, /)", compare_digest, "a == b in a time that does not tell how much of them is equal."},
};

}  // namespace

Value create_operator_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_operator", "The operators as functions.", kFunctions));
  for (const TypeSpec* spec : {&kAttributeGetterType, &kItemGetterType, &kMethodCallerType}) {
    TRY(set_module_attribute(thread, module, spec->name, TRY(make_native_type(thread, *spec))));
  }
  return module;
}

}  // namespace memphis
