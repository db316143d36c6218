// Operations on any object: arithmetic dispatch, truth, conversion to text, items, containment, class tests.
#include "runtime/operations.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

namespace {

struct BinaryNames {
  Special forward, reflected, inplace;
  const char* symbol;
};

constexpr BinaryNames kBinary[] = {
    {Special::kAdd, Special::kRAdd, Special::kIAdd, "+"},
    {Special::kSub, Special::kRSub, Special::kISub, "-"},
    {Special::kMul, Special::kRMul, Special::kIMul, "*"},
    {Special::kMatMul, Special::kRMatMul, Special::kIMatMul, "@"},
    {Special::kTrueDiv, Special::kRTrueDiv, Special::kITrueDiv, "/"},
    {Special::kFloorDiv, Special::kRFloorDiv, Special::kIFloorDiv, "//"},
    {Special::kMod, Special::kRMod, Special::kIMod, "%"},
    {Special::kPow, Special::kRPow, Special::kIPow, "** or pow()"},
    {Special::kLShift, Special::kRLShift, Special::kILShift, "<<"},
    {Special::kRShift, Special::kRRShift, Special::kIRShift, ">>"},
    {Special::kAnd, Special::kRAnd, Special::kIAnd, "&"},
    {Special::kOr, Special::kROr, Special::kIOr, "|"},
    {Special::kXor, Special::kRXor, Special::kIXor, "^"},
};

const BinaryNames& names_of(BinaryOperation operation) { return kBinary[static_cast<int>(operation)]; }

Value call_operator(Thread& thread, Value method, Value self, Value other, Value modulus) {
  Value result = modulus.is_unbound() ? call_bindable_method(thread, method, self, {other})
                                      : call_bindable_method(thread, method, self, {other, modulus});
  return result.is_unbound() ? Value::not_implemented() : result;
}

// CPython's sequences have slots of their own for + and *, which are asked when no number has answered, and which raise
// rather than decline.
bool is_sequence_method(Value method) {
  if (!method.is_kind(Kind::kNativeFunction)) return false;
  const NativeDefinition* definition = method.as<NativeFunction>()->definition;
  return definition != nullptr && definition->kind == NativeKind::kSequenceMethod;
}

// left.__op__(right), right.__rop__(left), in the order the data model asks for; NotImplemented when both decline. Both
// get the modulus of pow() if there is one.
Value try_binary(Thread& thread, Special forward, Special reflected, Value left, Value right,
                 Value modulus = Value::unbound()) {
  Type* left_type = type_of(thread, left);
  Type* right_type = type_of(thread, right);
  Value method = left_type->special_method(forward);
  Value reverse = left_type == right_type ? Value::unbound() : right_type->special_method(reflected);
  if (is_sequence_method(reverse)) reverse = Value::unbound();
  bool right_first =
      !reverse.is_unbound() && is_subtype(right_type, left_type) && reverse != left_type->special_method(reflected);
  if (right_first) {
    Value result = call_operator(thread, reverse, right, left, modulus);
    if (!result.is_not_implemented()) return result;
    reverse = Value::unbound();
  }
  if (!method.is_unbound() && !is_sequence_method(method)) {
    Value result = call_operator(thread, method, left, right, modulus);
    if (!result.is_not_implemented()) return result;
  }
  if (!reverse.is_unbound()) return call_operator(thread, reverse, right, left, modulus);
  return Value::not_implemented();
}

FailureOfAnyType raise_unsupported(Thread& thread, const char* symbol, bool inplace, Value left, Value right) {
  std::string shown = symbol;
  if (inplace) shown = shown == "** or pow()" ? "**=" : shown + "=";
  return raise_type_error(thread, "unsupported operand type(s) for {}: '{}' and '{}'", shown, type_name(thread, left),
                          type_name(thread, right));
}

// The method that repeats a sequence: the in-place one if there is one and it is wanted.
Value sequence_method(Thread& thread, Value sequence, Special plain, Special inplace, bool in_place) {
  Type* type = type_of(thread, sequence);
  if (in_place && is_sequence_method(type->special_method(inplace))) return type->special_method(inplace);
  return is_sequence_method(type->special_method(plain)) ? type->special_method(plain) : Value::unbound();
}

Value repeat_sequence(Thread& thread, Value method, Value sequence, Value count) {
  if (!is_int(count) && type_of(thread, count)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "can't multiply sequence by non-int of type '{}'", type_name(thread, count));
  }
  return call_special_method(thread, method, sequence, {count});
}

// What is left when no number has answered.
Value sequence_operation(Thread& thread, BinaryOperation operation, Value left, Value right, bool in_place) {
  const BinaryNames& names = names_of(operation);
  auto is_container = [&](Value value) {
    Type* type = type_of(thread, value);
    return type->has_flag(kTypeIsHeapType) || !type->special_method(Special::kContains).is_unbound() ||
           !type->special_method(Special::kLen).is_unbound();
  };
  if (operation == BinaryOperation::kAdd) {
    Value method = sequence_method(thread, left, names.forward, names.inplace, in_place);
    if (!method.is_unbound()) return call_special_method(thread, method, left, {right});
  }
  if (operation == BinaryOperation::kMultiply) {
    Value method = sequence_method(thread, left, names.forward, names.inplace, in_place);
    if (!method.is_unbound()) return repeat_sequence(thread, method, left, right);
    // CPython asks the right operand only where the left one is no container of any kind.
    method = in_place && is_container(left) ? Value::unbound()
                                            : sequence_method(thread, right, names.reflected, names.reflected, false);
    if (!method.is_unbound()) return repeat_sequence(thread, method, right, left);
  }
  return raise_unsupported(thread, names.symbol, in_place, left, right);
}

}  // namespace

Value binary_operation(Thread& thread, BinaryOperation operation, Value left, Value right) {
  const BinaryNames& names = names_of(operation);
  Value result = try_binary(thread, names.forward, names.reflected, left, right);
  if (!result.is_not_implemented()) return result;
  return sequence_operation(thread, operation, left, right, false);
}

Value inplace_operation(Thread& thread, BinaryOperation operation, Value left, Value right) {
  const BinaryNames& names = names_of(operation);
  Value method = type_of(thread, left)->special_method(names.inplace);
  if (!method.is_unbound() && !is_sequence_method(method)) {
    Value result = call_special_method(thread, method, left, {right});
    if (!result.is_not_implemented()) return result;
  }
  Value result = try_binary(thread, names.forward, names.reflected, left, right);
  if (!result.is_not_implemented()) return result;
  return sequence_operation(thread, operation, left, right, true);
}

Value concatenate_sequences(Thread& thread, Value left, Value right, bool in_place) {
  const BinaryNames& names = names_of(BinaryOperation::kAdd);
  Value method = sequence_method(thread, left, names.forward, names.inplace, in_place);
  if (!method.is_unbound()) return call_special_method(thread, method, left, {right});
  auto is_sequence = [&](Value value) {
    return !value.is_kind(Kind::kDict) && !type_of(thread, value)->special_method(Special::kGetItem).is_unbound();
  };
  if (is_sequence(left) && is_sequence(right)) {
    Value result = Value::not_implemented();
    method = in_place ? type_of(thread, left)->special_method(names.inplace) : Value::unbound();
    if (!method.is_unbound()) result = call_special_method(thread, method, left, {right});
    if (result.is_not_implemented()) result = try_binary(thread, names.forward, names.reflected, left, right);
    if (!result.is_not_implemented()) return result;
  }
  return raise_type_error(thread, "'{}' object can't be concatenated", type_name(thread, left));
}

Value unary_operation(Thread& thread, UnaryOperation operation, Value operand) {
  static constexpr struct {
    Special special;
    const char* symbol;
  } kUnary[] = {{Special::kNeg, "-"}, {Special::kPos, "+"}, {Special::kInvert, "~"}};
  const auto& row = kUnary[static_cast<int>(operation)];
  Value result = call_special(thread, operand, row.special);
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "bad operand type for unary {}: '{}'", row.symbol, type_name(thread, operand));
}

Value power(Thread& thread, Value base, Value exponent, Value modulus) {
  if (modulus.is_none()) return binary_operation(thread, BinaryOperation::kPower, base, exponent);
  Value result = try_binary(thread, Special::kPow, Special::kRPow, base, exponent, modulus);
  if (!result.is_not_implemented()) return result;
  // Numbers that have no modulus refuse it wherever they stand.
  if (is_float(modulus)) {
    return raise_type_error(thread, "pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (modulus.is_kind(Kind::kComplex)) return raise_value_error(thread, "complex modulo");
  return raise_type_error(thread, "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
                          type_name(thread, base), type_name(thread, exponent), type_name(thread, modulus));
}

Value divmod_operation(Thread& thread, Value left, Value right) {
  Value result = try_binary(thread, Special::kDivMod, Special::kRDivMod, left, right);
  if (!result.is_not_implemented()) return result;
  return raise_unsupported(thread, "divmod()", false, left, right);
}

// ---- Comparison ----

namespace {

struct ComparisonNames {
  Special forward, swapped;
  const char* symbol;
};
constexpr ComparisonNames kComparisons[] = {
    {Special::kLt, Special::kGt, "<"},  {Special::kLe, Special::kGe, "<="}, {Special::kEq, Special::kEq, "=="},
    {Special::kNe, Special::kNe, "!="}, {Special::kGt, Special::kLt, ">"},  {Special::kGe, Special::kLe, ">="},
};

bool compare_small_ints(Comparison comparison, int64_t a, int64_t b) {
  switch (comparison) {
    case Comparison::kLess: return a < b;
    case Comparison::kLessEqual: return a <= b;
    case Comparison::kEqual: return a == b;
    case Comparison::kNotEqual: return a != b;
    case Comparison::kGreater: return a > b;
    default: return a >= b;
  }
}

// One side's method asked: one that cannot be bound implements nothing.
Value call_comparison(Thread& thread, Value method, Value self, Value other) {
  Value result = call_bindable_method(thread, method, self, {other});
  return result.is_unbound() ? Value::not_implemented() : result;
}

}  // namespace

Value compare(Thread& thread, Comparison comparison, Value left, Value right) {
  if (left.is_small_int() && right.is_small_int()) {
    return Value::boolean(compare_small_ints(comparison, left.as_small_int(), right.as_small_int()));
  }
  if (is_exact_str(left) && is_exact_str(right) &&
      (comparison == Comparison::kEqual || comparison == Comparison::kNotEqual)) {
    return Value::boolean(strs_equal(left.as<Str>(), right.as<Str>()) == (comparison == Comparison::kEqual));
  }
  const ComparisonNames& names = kComparisons[static_cast<int>(comparison)];
  NativeRecursion guard(thread, " in comparison");
  if (guard.failed()) return Value::error();
  Type* left_type = type_of(thread, left);
  Type* right_type = type_of(thread, right);
  bool tried_right = false;
  if (left_type != right_type && is_subtype(right_type, left_type)) {
    Value method = right_type->special_method(names.swapped);
    if (!method.is_unbound()) {
      tried_right = true;
      Value result = call_comparison(thread, method, right, left);
      if (!result.is_not_implemented()) return result;
    }
  }
  Value method = left_type->special_method(names.forward);
  if (!method.is_unbound()) {
    Value result = call_comparison(thread, method, left, right);
    if (!result.is_not_implemented()) return result;
  }
  if (!tried_right) {
    method = right_type->special_method(names.swapped);
    if (!method.is_unbound()) {
      Value result = call_comparison(thread, method, right, left);
      if (!result.is_not_implemented()) return result;
    }
  }
  if (comparison == Comparison::kEqual) return Value::boolean(left == right);
  if (comparison == Comparison::kNotEqual) return Value::boolean(left != right);
  return raise_type_error(thread, "'{}' not supported between instances of '{}' and '{}'", names.symbol,
                          type_name(thread, left), type_name(thread, right));
}

Fallible<bool> compare_truth(Thread& thread, Comparison comparison, Value left, Value right) {
  if (left == right) {
    if (comparison == Comparison::kEqual) return true;
    if (comparison == Comparison::kNotEqual) return false;
  }
  return is_true(thread, TRY(compare(thread, comparison, left, right)));
}

Fallible<bool> are_equal(Thread& thread, Value left, Value right) {
  if (left == right) return true;
  if (left.is_small_int() && right.is_small_int()) return false;
  return is_true(thread, TRY(compare(thread, Comparison::kEqual, left, right)));
}

Fallible<bool> is_true(Thread& thread, Value value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_none()) return false;
  if (value.is_small_int()) return value.as_small_int() != 0;
  if (value.is_immediate_float()) return true;
  if (value.is_cell()) {
    switch (static_cast<Kind>(value.cell()->kind_bits())) {
      case Kind::kStr: return value.as<Str>()->length() != 0;
      case Kind::kList: return value.as<List>()->size != 0;
      case Kind::kTuple: return value.as<Tuple>()->size != 0;
      case Kind::kDict: return value.as<Dict>()->count != 0;
      case Kind::kFloat: return value.as<Float>()->value != 0;
      default: break;
    }
  }
  Type* type = type_of(thread, value);
  Value method = type->special_method(Special::kBool);
  if (!method.is_unbound()) {
    if (method.is_none()) {
      return raise_type_error(thread, "'{}' cannot be interpreted as a boolean", type_name(thread, value));
    }
    Value result = TRY(call_bindable_method(thread, method, value));
    if (!result.is_bool() && !result.is_unbound()) {
      return raise_type_error(thread, "__bool__ should return bool, returned {}", type_name(thread, result));
    }
    if (!result.is_unbound()) return result.is_true();
  }
  if (!type->special_method(Special::kLen).is_unbound()) return TRY(length(thread, value)) != 0;
  return true;
}

Fallible<int64_t> hash_value(Thread& thread, Value value) {
  if (value.is_small_int()) return hash_int(value.as_small_int());
  if (is_exact_str(value)) return hash_str(thread.runtime, value.as<Str>());
  if (value.is_immediate_float()) return hash_double(value.as_immediate_float());
  Value method = type_of(thread, value)->special_method(Special::kHash);
  if (method.is_unbound() || method.is_none()) {
    return raise_type_error(thread, "unhashable type: '{}'", type_name(thread, value));
  }
  Value result = TRY(call_bindable_method(thread, method, value));
  if (result.is_unbound()) return raise_type_error(thread, "unhashable type: '{}'", type_name(thread, value));
  if (result.is_small_int()) {
    int64_t hash = result.as_small_int();
    return hash == -1 ? -2 : hash;
  }
  if (!is_int(result)) return raise_type_error(thread, "__hash__ method should return an integer");
  // A wide result of a built-in __hash__ is a machine integer; anything wider is hashed as the int it is.
  if (result.is_kind(Kind::kBigInt) && result.as<BigInt>()->count == 1) {
    uint64_t limb = result.as<BigInt>()->limbs[0];
    if (limb <= uint64_t{1} << 63) {
      auto hash = static_cast<int64_t>(result.as<BigInt>()->negative != 0 ? ~limb + 1 : limb);
      if ((hash < 0) == (result.as<BigInt>()->negative != 0)) return hash == -1 ? -2 : hash;
    }
  }
  return int_hash(result);
}

// ---- Text ----

namespace {

Value checked_text(Thread& thread, Value result, const char* method) {
  if (result.is_error() || is_str(result)) return result;
  return raise_type_error(thread, "{} returned non-string (type {})", method, type_name(thread, result));
}

}  // namespace

Value repr(Thread& thread, Value value) {
  NativeRecursion guard(thread, " while getting the repr of an object");
  if (guard.failed()) return Value::error();
  Value method = type_of(thread, value)->special_method(Special::kRepr);
  Value text = call_bindable_method(thread, method, value);
  if (text.is_unbound()) {
    return make_str(thread, fmt::format("<{} object at {:#x}>", type_name(thread, value), value.bits()));
  }
  return checked_text(thread, text, "__repr__");
}

Value to_str(Thread& thread, Value value) {
  if (is_exact_str(value)) return value;
  NativeRecursion guard(thread, " while getting the str of an object");
  if (guard.failed()) return Value::error();
  Value method = type_of(thread, value)->special_method(Special::kStr);
  return checked_text(thread, call_special_method(thread, method, value), "__str__");
}

Value format_value(Thread& thread, Value value, Value spec) {
  bool empty = spec.is_unbound() || (is_str(spec) && spec.as<Str>()->length() == 0);
  if (empty && is_exact_str(value)) return value;
  if (empty && value.is_small_int()) return to_str(thread, value);
  if (spec.is_unbound()) spec = thread.runtime.name(Name::kEmpty);
  if (!is_str(spec)) {
    return raise_type_error(thread, "Format specifier must be a string, not {}", type_name(thread, spec));
  }
  Value method = type_of(thread, value)->special_method(Special::kFormat);
  if (method.is_unbound())
    return raise_type_error(thread, "Type {} doesn't define __format__", type_name(thread, value));
  Value result = TRY(call_special_method(thread, method, value, {spec}));
  if (is_str(result)) return result;
  return raise_type_error(thread, "__format__ must return a str, not {}", type_name(thread, result));
}

// ---- Items ----

Value get_item(Thread& thread, Value container, Value key) {
  Type* type = type_of(thread, container);
  Value method = type->special_method(Special::kGetItem);
  if (!method.is_unbound()) return call_special_method(thread, method, container, {key});
  if (container.is_kind(Kind::kType)) {
    if (container.as<Type>() == thread.runtime.type(TypeId::kType)) return make_generic_alias(thread, container, key);
    Value maker = find_attribute(thread, container, Name::kClassGetItem);
    if (maker.is_error()) return maker;
    if (!maker.is_unbound() && !maker.is_none()) return call(thread, maker, {key});
    return raise_type_error(thread, "type '{}' is not subscriptable", type_name(container.as<Type>()));
  }
  return raise_type_error(thread, "'{}' object is not subscriptable", type_name(thread, container));
}

Status set_item(Thread& thread, Value container, Value key, Value value) {
  Value method = type_of(thread, container)->special_method(Special::kSetItem);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object does not support item assignment", type_name(thread, container));
  }
  TRY(call_special_method(thread, method, container, {key, value}));
  return {};
}

// CPython's sequences word it in another way when the key is an index.
static FailureOfAnyType raise_no_item_deletion(Thread& thread, Value container, Value key) {
  Type* type = type_of(thread, container);
  auto has = [&](Special special) { return !type->special_method(special).is_unbound(); };
  bool is_sequence = type->has_flag(kTypeIsHeapType) || has(Special::kLen) || has(Special::kContains);
  bool has_index = !type_of(thread, key)->special_method(Special::kIndex).is_unbound();
  is_sequence = is_sequence && has_index;
  if (is_sequence) TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  return raise_type_error(thread, "'{}' object {} support item deletion", type_name(thread, container),
                          is_sequence ? "doesn't" : "does not");
}

Status delete_item(Thread& thread, Value container, Value key) {
  Value method = type_of(thread, container)->special_method(Special::kDelItem);
  if (method.is_unbound()) {
    return raise_no_item_deletion(thread, container, key);
  }
  TRY(call_special_method(thread, method, container, {key}));
  return {};
}

Fallible<bool> contains(Thread& thread, Value container, Value item) {
  Value method = type_of(thread, container)->special_method(Special::kContains);
  if (method.is_none()) {
    return raise_type_error(thread, "'{}' object is not a container", type_name(thread, container));
  }
  if (!method.is_unbound()) {
    Value found = TRY(call_bindable_method(thread, method, container, {item}));
    if (!found.is_unbound()) return is_true(thread, found);
  }
  Value iterator = get_iterator(thread, container);
  if (iterator.is_error()) {
    if (!pending_is(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "argument of type '{}' is not a container or iterable",
                            type_name(thread, container));
  }
  while (true) {
    Value candidate = TRY(next_item(thread, iterator));
    if (candidate.is_unbound()) return false;
    if (TRY(are_equal(thread, candidate, item))) return true;
  }
}

Fallible<int64_t> length(Thread& thread, Value container) {
  if (container.is_cell()) {
    switch (static_cast<Kind>(container.cell()->kind_bits())) {
      case Kind::kStr: return static_cast<int64_t>(container.as<Str>()->length());
      case Kind::kList: return static_cast<int64_t>(container.as<List>()->size);
      case Kind::kTuple: return static_cast<int64_t>(container.as<Tuple>()->size);
      case Kind::kDict: return static_cast<int64_t>(container.as<Dict>()->count);
      default: break;
    }
  }
  Value method = type_of(thread, container)->special_method(Special::kLen);
  if (method.is_unbound()) {
    return raise_type_error(thread, "object of type '{}' has no len()", type_name(thread, container));
  }
  Value result = TRY(call_special_method(thread, method, container));
  Value index = TRY(to_index(thread, result));
  bool negative = index.is_small_int() ? index.as_small_int() < 0
                                       : index.is_kind(Kind::kBigInt) && index.as<BigInt>()->negative != 0;
  if (negative) return raise_value_error(thread, "__len__() should return >= 0");
  return to_index_int64(thread, index, false, ExceptionId::kOverflowError);
}

Fallible<int64_t> length_hint(Thread& thread, Value object, int64_t otherwise) {
  Type* type = type_of(thread, object);
  Value method = type->special_method(Special::kLen);
  if (!method.is_unbound()) {
    Fallible<int64_t> known = length(thread, object);
    if (!known.failed() || !take_if_pending(thread, ExceptionId::kTypeError)) return known;
  }
  method = type->special_method(Special::kLengthHint);
  if (method.is_unbound()) return otherwise;
  Value hint = call_special_method(thread, method, object);
  if (hint.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return otherwise;
  }
  if (hint.is_not_implemented()) return otherwise;
  if (!is_int(hint)) {
    return raise_type_error(thread, "__length_hint__ must be an integer, not {}", type_name(thread, hint));
  }
  int64_t value = TRY(to_int64(thread, hint));
  if (value < 0) return raise_value_error(thread, "__length_hint__() should return >= 0");
  return value;
}

// ---- Iteration ----

bool is_iterator(Thread& thread, Value value) {
  return !type_of(thread, value)->special_method(Special::kNext).is_unbound();
}

Value get_iterator(Thread& thread, Value iterable) {
  Type* type = type_of(thread, iterable);
  Value method = type->special_method(Special::kIter);
  if (method.is_unbound()) {
    // A built-in type that is a sequence has an __iter__ of its own: with __getitem__ alone it is a mapping.
    Value getter = type->special_method(Special::kGetItem);
    if (getter.is_unbound() || getter.is_kind(Kind::kNativeFunction) || iterable.is_kind(Kind::kDict)) {
      return raise_type_error(thread, "'{}' object is not iterable", type_name(thread, iterable));
    }
    return make_sequence_iterator(thread, iterable);
  }
  if (method.is_none()) return raise_type_error(thread, "'{}' object is not iterable", type_name(thread, iterable));
  Value iterator = TRY(call_bindable_method(thread, method, iterable));
  if (iterator.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not iterable", type_name(thread, iterable));
  }
  if (!is_iterator(thread, iterator)) {
    return raise_type_error(thread, "iter() returned non-iterator of type '{}'", type_name(thread, iterator));
  }
  return iterator;
}

// ---- Classes ----

bool is_subtype(const Type* type, const Type* ancestor) {
  if (type == ancestor) return true;
  Tuple* mro = type->mro;
  if (mro == nullptr) {  // under construction
    for (const Type* base = type; base != nullptr; base = base->base) {
      if (base == ancestor) return true;
    }
    return false;
  }
  for (uint64_t i = 1; i < mro->size; i++) {
    if (mro->items[i].cell() == ancestor) return true;
  }
  return false;
}

bool is_instance_of(Thread& thread, Value value, const Type* type) {
  return !value.is_unbound() && !value.is_error() && is_subtype(type_of(thread, value), type);
}

}  // namespace memphis
