// Arithmetic and comparison. The handlers decide small ints and immediate floats in line; everything else goes through
// a slow path that is a tail call, so that the fast ones have no stack frame.
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"
#include "vm/handler.h"

namespace memphis::vm {

namespace {

inline bool both_small(Value x, Value y) { return (x.bits() & y.bits() & 1) != 0; }
inline bool both_floats(Value x, Value y) { return x.is_immediate_float() && y.is_immediate_float(); }

inline bool is_plain_int(Value v) { return v.is_small_int() || v.is_exactly(Kind::kBigInt); }
// An exact float or int as a double (ints only when that is exact enough for arithmetic: CPython converts, too).
inline bool as_number(Value v, double& out) {
  if (v.is_immediate_float()) {
    out = v.as_immediate_float();
    return true;
  }
  if (v.is_exactly(Kind::kFloat)) {
    out = v.as<Float>()->value;
    return true;
  }
  if (v.is_small_int()) {
    out = static_cast<double>(v.as_small_int());
    return true;
  }
  return false;
}

Value int_arithmetic(Thread& thread, BinaryOperation operation, Value x, Value y) {
  switch (operation) {
    case BinaryOperation::kAdd: return int_add(thread, x, y);
    case BinaryOperation::kSubtract: return int_subtract(thread, x, y);
    case BinaryOperation::kMultiply: return int_multiply(thread, x, y);
    case BinaryOperation::kTrueDivide: return int_true_divide(thread, x, y);
    case BinaryOperation::kFloorDivide: return int_floor_divide(thread, x, y);
    case BinaryOperation::kModulo: return int_modulo(thread, x, y);
    case BinaryOperation::kPower: return int_power(thread, x, y);
    case BinaryOperation::kLeftShift: return int_left_shift(thread, x, y);
    case BinaryOperation::kRightShift: return int_right_shift(thread, x, y);
    case BinaryOperation::kAnd: return int_and(thread, x, y);
    case BinaryOperation::kOr: return int_or(thread, x, y);
    case BinaryOperation::kXor: return int_xor(thread, x, y);
    default: return Value::not_implemented();
  }
}

Value float_arithmetic(Thread& thread, BinaryOperation operation, double x, double y) {
  switch (operation) {
    case BinaryOperation::kAdd: return make_float(thread, x + y);
    case BinaryOperation::kSubtract: return make_float(thread, x - y);
    case BinaryOperation::kMultiply: return make_float(thread, x * y);
    case BinaryOperation::kTrueDivide: return float_true_divide(thread, x, y);
    case BinaryOperation::kFloorDivide: return float_floor_divide(thread, x, y);
    case BinaryOperation::kModulo: return float_modulo(thread, x, y);
    case BinaryOperation::kPower: return float_power(thread, x, y);
    default: return Value::not_implemented();
  }
}

// The commonest type pairs without method lookup; NotImplemented when the general way must be gone.
Value quick_binary(Thread& thread, BinaryOperation operation, Value x, Value y) {
  if (is_plain_int(x) && is_plain_int(y)) return int_arithmetic(thread, operation, x, y);
  double left, right;
  if ((is_float(x) || is_float(y)) && as_number(x, left) && as_number(y, right)) {
    return float_arithmetic(thread, operation, left, right);
  }
  if (operation == BinaryOperation::kAdd && is_exact_str(x) && is_exact_str(y)) {
    Str* joined = concatenate(thread, x.as<Str>(), y.as<Str>());
    return joined == nullptr ? Value::error() : Value(joined);
  }
  return Value::not_implemented();
}

VM_HANDLER(slow_binary) {
  save_position(pc, registers);
  auto operation =
      static_cast<BinaryOperation>(static_cast<int>(opcode_of(pc, registers)) - static_cast<int>(Opcode::kAdd));
  Value x = registers[pc->b];
  Value y = registers[pc->c];
  Value result = quick_binary(*thread, operation, x, y);
  if (result.is_not_implemented()) result = binary_operation(*thread, operation, x, y);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

VM_HANDLER(slow_inplace) {
  save_position(pc, registers);
  auto operation =
      static_cast<BinaryOperation>(static_cast<int>(opcode_of(pc, registers)) - static_cast<int>(Opcode::kInplaceAdd));
  Value x = registers[pc->b];
  Value y = registers[pc->c];
  Value result = quick_binary(*thread, operation, x, y);
  if (result.is_not_implemented()) result = inplace_operation(*thread, operation, x, y);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

VM_HANDLER(slow_immediate) {
  save_position(pc, registers);
  BinaryOperation operation =
      opcode_of(pc, registers) == Opcode::kAddImmediate ? BinaryOperation::kAdd : BinaryOperation::kSubtract;
  Value x = registers[pc->b];
  Value y = Value::small_int(static_cast<int16_t>(pc->c));
  Value result = quick_binary(*thread, operation, x, y);
  if (result.is_not_implemented()) {
    result = pc->d != 0 ? inplace_operation(*thread, operation, x, y) : binary_operation(*thread, operation, x, y);
  }
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

// Stores an encoded float if it is an immediate one.
inline bool store_float(Value& target, double d) {
  uint64_t encoded = Value::encode_float(d);
  if (!Value::float_is_immediate(encoded)) [[unlikely]]
    return false;
  target = Value(encoded);
  return true;
}

}  // namespace

// An int operation on tagged words that reports overflow, and a float operation: one handler.
#define VM_ARITHMETIC(name, slow, int_expression, float_expression)    \
  VM_HANDLER(op_##name) {                                              \
    Value x = registers[pc->b];                                        \
    Value y = registers[pc->c];                                        \
    if (both_small(x, y)) [[likely]] {                                 \
      int64_t result;                                                  \
      auto left = static_cast<int64_t>(x.bits());                      \
      auto right = static_cast<int64_t>(y.bits());                     \
      if (!(int_expression)) [[likely]] {                              \
        registers[pc->a] = Value(static_cast<uint64_t>(result));       \
        VM_NEXT(1);                                                    \
      }                                                                \
    } else if (both_floats(x, y)) {                                    \
      double a = x.as_immediate_float();                               \
      double b = y.as_immediate_float();                               \
      if (store_float(registers[pc->a], float_expression)) VM_NEXT(1); \
    }                                                                  \
    VM_TAIL(slow);                                                     \
  }

// (2x+1) + (2y+1) - 1; (2x+1) - (2y+1) + 1; (2x) * y + 1.
VM_ARITHMETIC(Add, slow_binary, __builtin_add_overflow(left, right - 1, &result), a + b)
VM_ARITHMETIC(InplaceAdd, slow_inplace, __builtin_add_overflow(left, right - 1, &result), a + b)
VM_ARITHMETIC(Subtract, slow_binary, __builtin_sub_overflow(left, right - 1, &result), a - b)
VM_ARITHMETIC(InplaceSubtract, slow_inplace, __builtin_sub_overflow(left, right - 1, &result), a - b)
VM_ARITHMETIC(Multiply, slow_binary, __builtin_mul_overflow(left - 1, right >> 1, &result) || (result |= 1, false),
              a* b)
VM_ARITHMETIC(InplaceMultiply, slow_inplace,
              __builtin_mul_overflow(left - 1, right >> 1, &result) || (result |= 1, false), a* b)

namespace {

// Floor division and modulo of small ints. Divisor zero and the one overflowing quotient are for the slow path.
inline bool floor_divide(int64_t x, int64_t y, int64_t& quotient, int64_t& remainder) {
  if (y == 0 || (y == -1 && x == Value::kSmallIntMin)) return false;
  quotient = x / y;
  remainder = x % y;
  if (remainder != 0 && (remainder ^ y) < 0) {
    quotient--;
    remainder += y;
  }
  return true;
}

}  // namespace

#define VM_DIVISION(name, slow, part)                                                                \
  VM_HANDLER(op_##name) {                                                                            \
    Value x = registers[pc->b];                                                                      \
    Value y = registers[pc->c];                                                                      \
    int64_t quotient, remainder;                                                                     \
    if (both_small(x, y) && floor_divide(x.as_small_int(), y.as_small_int(), quotient, remainder)) { \
      registers[pc->a] = Value::small_int(part);                                                     \
      VM_NEXT(1);                                                                                    \
    }                                                                                                \
    VM_TAIL(slow);                                                                                   \
  }
VM_DIVISION(FloorDivide, slow_binary, quotient)
VM_DIVISION(InplaceFloorDivide, slow_inplace, quotient)
VM_DIVISION(Modulo, slow_binary, remainder)
VM_DIVISION(InplaceModulo, slow_inplace, remainder)

#define VM_TRUE_DIVISION(name, slow)                                                                         \
  VM_HANDLER(op_##name) {                                                                                    \
    Value x = registers[pc->b];                                                                              \
    Value y = registers[pc->c];                                                                              \
    if (both_floats(x, y) && store_float(registers[pc->a], x.as_immediate_float() / y.as_immediate_float())) \
      VM_NEXT(1);                                                                                            \
    VM_TAIL(slow);                                                                                           \
  }
VM_TRUE_DIVISION(TrueDivide, slow_binary)
VM_TRUE_DIVISION(InplaceTrueDivide, slow_inplace)

// Bitwise operations on tagged words need no untagging: the tags combine to a tag (xor must put it back).
#define VM_BITWISE(name, slow, expression)  \
  VM_HANDLER(op_##name) {                   \
    Value x = registers[pc->b];             \
    Value y = registers[pc->c];             \
    if (both_small(x, y)) [[likely]] {      \
      registers[pc->a] = Value(expression); \
      VM_NEXT(1);                           \
    }                                       \
    VM_TAIL(slow);                          \
  }
VM_BITWISE(And, slow_binary, x.bits() & y.bits())
VM_BITWISE(InplaceAnd, slow_inplace, x.bits() & y.bits())
VM_BITWISE(Or, slow_binary, x.bits() | y.bits())
VM_BITWISE(InplaceOr, slow_inplace, x.bits() | y.bits())
VM_BITWISE(Xor, slow_binary, (x.bits() ^ y.bits()) | 1)
VM_BITWISE(InplaceXor, slow_inplace, (x.bits() ^ y.bits()) | 1)

namespace {

inline bool shift_right(Value x, Value y, Value& target) {
  int64_t count = y.as_small_int();
  if (count < 0) return false;
  target = Value::small_int(x.as_small_int() >> (count > 62 ? 62 : count));
  return true;
}

inline bool shift_left(Value x, Value y, Value& target) {
  int64_t count = y.as_small_int();
  int64_t value = x.as_small_int();
  if (count < 0 || count > 61) return false;
  int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(value) << count);
  if (shifted >> count != value || !Value::fits_small_int(shifted)) return false;
  target = Value::small_int(shifted);
  return true;
}

}  // namespace

#define VM_SHIFT(name, slow, shift)                                    \
  VM_HANDLER(op_##name) {                                              \
    Value x = registers[pc->b];                                        \
    Value y = registers[pc->c];                                        \
    if (both_small(x, y) && shift(x, y, registers[pc->a])) VM_NEXT(1); \
    VM_TAIL(slow);                                                     \
  }
VM_SHIFT(LeftShift, slow_binary, shift_left)
VM_SHIFT(InplaceLeftShift, slow_inplace, shift_left)
VM_SHIFT(RightShift, slow_binary, shift_right)
VM_SHIFT(InplaceRightShift, slow_inplace, shift_right)

VM_HANDLER(op_MatrixMultiply) { VM_TAIL(slow_binary); }
VM_HANDLER(op_InplaceMatrixMultiply) { VM_TAIL(slow_inplace); }
VM_HANDLER(op_Power) { VM_TAIL(slow_binary); }
VM_HANDLER(op_InplacePower) { VM_TAIL(slow_inplace); }

VM_HANDLER(op_AddImmediate) {
  Value x = registers[pc->b];
  int64_t result;
  if (x.is_small_int() && !__builtin_add_overflow(static_cast<int64_t>(x.bits()),
                                                  static_cast<int64_t>(static_cast<int16_t>(pc->c)) * 2, &result))
      [[likely]] {
    registers[pc->a] = Value(static_cast<uint64_t>(result));
    VM_NEXT(1);
  }
  VM_TAIL(slow_immediate);
}

VM_HANDLER(op_SubtractImmediate) {
  Value x = registers[pc->b];
  int64_t result;
  if (x.is_small_int() && !__builtin_sub_overflow(static_cast<int64_t>(x.bits()),
                                                  static_cast<int64_t>(static_cast<int16_t>(pc->c)) * 2, &result))
      [[likely]] {
    registers[pc->a] = Value(static_cast<uint64_t>(result));
    VM_NEXT(1);
  }
  VM_TAIL(slow_immediate);
}

namespace {

VM_HANDLER(slow_unary) {
  save_position(pc, registers);
  auto operation =
      static_cast<UnaryOperation>(static_cast<int>(opcode_of(pc, registers)) - static_cast<int>(Opcode::kNegative));
  Value result = unary_operation(*thread, operation, registers[pc->b]);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

}  // namespace

VM_HANDLER(op_Negative) {
  Value x = registers[pc->b];
  if (x.is_small_int() && x.as_small_int() != Value::kSmallIntMin) {
    registers[pc->a] = Value::small_int(-x.as_small_int());
    VM_NEXT(1);
  }
  if (x.is_immediate_float() && store_float(registers[pc->a], -x.as_immediate_float())) VM_NEXT(1);
  VM_TAIL(slow_unary);
}
VM_HANDLER(op_Positive) {
  Value x = registers[pc->b];
  if (x.is_small_int() || x.is_immediate_float()) {
    registers[pc->a] = x;
    VM_NEXT(1);
  }
  VM_TAIL(slow_unary);
}
VM_HANDLER(op_Invert) {
  Value x = registers[pc->b];
  if (x.is_small_int()) {
    registers[pc->a] = Value::small_int(~x.as_small_int());
    VM_NEXT(1);
  }
  VM_TAIL(slow_unary);
}

VM_HANDLER(op_Not) {
  Value x = registers[pc->b];
  if (x.is_bool()) {
    registers[pc->a] = Value::boolean(x.is_false());
    VM_NEXT(1);
  }
  save_position(pc, registers);
  Fallible<bool> truth = is_true(*thread, x);
  if (truth.failed()) VM_TAIL(unwind);
  registers[pc->a] = Value::boolean(!truth.value());
  VM_NEXT(1);
}

// ---- Comparison ----

namespace {

bool compare_doubles(Comparison comparison, double x, double y) {
  switch (comparison) {
    case Comparison::kLess: return x < y;
    case Comparison::kLessEqual: return x <= y;
    case Comparison::kEqual: return x == y;
    case Comparison::kNotEqual: return x != y;
    case Comparison::kGreater: return x > y;
    default: return x >= y;
  }
}

VM_HANDLER(slow_compare) {
  save_position(pc, registers);
  auto comparison =
      static_cast<Comparison>(static_cast<int>(opcode_of(pc, registers)) - static_cast<int>(Opcode::kLess));
  Value result = compare(*thread, comparison, registers[pc->b], registers[pc->c]);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

// Both registers, or a register and an immediate.
inline Value right_operand(const Instruction* pc, const Value* registers) {
  return opcode_of(pc, registers) >= Opcode::kJumpLessImmediate ? Value::small_int(static_cast<int16_t>(pc->b))
                                                                : registers[pc->b];
}

VM_HANDLER(slow_jump_compare) {
  save_position(pc, registers);
  Opcode first =
      opcode_of(pc, registers) >= Opcode::kJumpLessImmediate ? Opcode::kJumpLessImmediate : Opcode::kJumpLess;
  auto comparison = static_cast<Comparison>(static_cast<int>(opcode_of(pc, registers)) - static_cast<int>(first));
  Value x = registers[pc->a];
  Value y = right_operand(pc, registers);
  double left, right;
  bool truth;
  if ((is_float(x) || is_float(y)) && as_number(x, left) && as_number(y, right) && !x.is_small_int() &&
      !y.is_small_int()) {
    truth = compare_doubles(comparison, left, right);
  } else {
    Value result = compare(*thread, comparison, x, y);
    if (result.is_error()) VM_TAIL(unwind);
    Fallible<bool> checked = is_true(*thread, result);
    if (checked.failed()) VM_TAIL(unwind);
    truth = checked.value();
  }
  if (truth == (pc->d != 0)) VM_JUMP();
  VM_NEXT(1);
}

}  // namespace

// Tagged small ints compare as they are.
#define VM_COMPARISON(name, symbol)                                                                                \
  VM_HANDLER(op_##name) {                                                                                          \
    Value x = registers[pc->b];                                                                                    \
    Value y = registers[pc->c];                                                                                    \
    if (both_small(x, y)) [[likely]] {                                                                             \
      registers[pc->a] = Value::boolean(static_cast<int64_t>(x.bits()) symbol static_cast<int64_t>(y.bits()));     \
      VM_NEXT(1);                                                                                                  \
    }                                                                                                              \
    if (both_floats(x, y)) {                                                                                       \
      registers[pc->a] = Value::boolean(x.as_immediate_float() symbol y.as_immediate_float());                     \
      VM_NEXT(1);                                                                                                  \
    }                                                                                                              \
    VM_TAIL(slow_compare);                                                                                         \
  }                                                                                                                \
  VM_HANDLER(op_Jump##name) {                                                                                      \
    Value x = registers[pc->a];                                                                                    \
    Value y = registers[pc->b];                                                                                    \
    bool truth;                                                                                                    \
    if (both_small(x, y)) [[likely]] {                                                                             \
      truth = static_cast<int64_t>(x.bits()) symbol static_cast<int64_t>(y.bits());                                \
    } else if (both_floats(x, y)) {                                                                                \
      truth = x.as_immediate_float() symbol y.as_immediate_float();                                                \
    } else {                                                                                                       \
      VM_TAIL(slow_jump_compare);                                                                                  \
    }                                                                                                              \
    if (truth == (pc->d != 0)) VM_JUMP();                                                                          \
    VM_NEXT(1);                                                                                                    \
  }                                                                                                                \
  VM_HANDLER(op_Jump##name##Immediate) {                                                                           \
    Value x = registers[pc->a];                                                                                    \
    if (!x.is_small_int()) [[unlikely]]                                                                            \
      VM_TAIL(slow_jump_compare);                                                                                  \
    bool truth = static_cast<int64_t>(x.bits()) symbol(static_cast<int64_t>(static_cast<int16_t>(pc->b)) * 2 + 1); \
    if (truth == (pc->d != 0)) VM_JUMP();                                                                          \
    VM_NEXT(1);                                                                                                    \
  }
VM_COMPARISON(Less, <)
VM_COMPARISON(LessEqual, <=)
VM_COMPARISON(Equal, ==)
VM_COMPARISON(NotEqual, !=)
VM_COMPARISON(Greater, >)
VM_COMPARISON(GreaterEqual, >=)

VM_HANDLER(op_Is) {
  registers[pc->a] = Value::boolean(is_same(registers[pc->b], registers[pc->c]) != (pc->d != 0));
  VM_NEXT(1);
}

VM_HANDLER(op_JumpIs) {
  bool truth = is_same(registers[pc->a], registers[pc->b]);
  if (truth == (pc->d != 0)) VM_JUMP();
  VM_NEXT(1);
}

VM_HANDLER(op_Contains) {
  save_position(pc, registers);
  Fallible<bool> found = contains(*thread, registers[pc->c], registers[pc->b]);
  if (found.failed()) VM_TAIL(unwind);
  registers[pc->a] = Value::boolean(found.value() != (pc->d != 0));
  VM_NEXT(1);
}

VM_HANDLER(op_JumpContains) {
  save_position(pc, registers);
  Fallible<bool> found = contains(*thread, registers[pc->b], registers[pc->a]);
  if (found.failed()) VM_TAIL(unwind);
  if (found.value() == (pc->d != 0)) VM_JUMP();
  VM_NEXT(1);
}

}  // namespace memphis::vm
