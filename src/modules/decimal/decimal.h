// The module _decimal: the types Decimal and Context over the numbers of number.h.
#pragma once

#include "modules/decimal/number.h"
#include "modules/module_support.h"
#include "runtime/operations.h"

namespace memphis::decimal {

struct Decimal : Cell {
  Field coefficient;  // int
  int64_t exponent;
  bool negative;
  NumberKind kind;
};

struct Context : Cell {
  Field traps_view;  // SignalDict
  Field flags_view;
  Settings settings;  // status: the flags that are set
  uint32_t traps;
  bool capitals;
};

extern const TypeSpec kDecimalType;
extern const TypeSpec kContextType;
extern const TypeSpec kContextManagerType;
extern const TypeSpec kSignalMixinType;

// What the module keeps.
struct State : Cell {
  Field signal_dict_type;
  Field context_variable;  // ContextVar
  Field default_context;
  Field tuple_type;                             // DecimalTuple
  Field rational_type;                          // numbers.Rational
  Field cached_thread_context, cached_context;  // the context of what thread.context is
  Field cached_thread_identity;                 // an int
};
State* state_of(const Runtime& runtime);

// ---- Signals (signals.cpp) ----

// A signal or a condition that is told as one.
struct SignalInfo {
  const char* name;
  uint32_t mask;
};
inline constexpr int kSignalCount = 9;
extern const SignalInfo kSignals[kSignalCount];
Status add_exceptions(Thread& thread, Module* module);
// The exception classes of the signals in the mask, as text "A, B" and as a list of classes.
std::string signal_names(uint32_t mask);
List* signal_list(Thread& thread, uint32_t mask);
// From a list of signals, or a SignalDict: TypeError "valid values for signals are: ...".
Fallible<uint32_t> signals_from(Thread& thread, Value value);
Value make_signal_dict(Thread& thread, Context* context, bool is_traps);
Type* make_signal_dict_type(Thread& thread);
// Records what happened in the context; raises for what it traps.
Status note_status(Thread& thread, Context* context, uint32_t status);

// ---- Contexts (context.cpp) ----

inline Context* context_of(Value value) { return value.as<Context>(); }
bool is_context(Thread& thread, Value value);
Context* current_context(Thread& thread);
// None or unbound: the current one. TypeError "optional argument must be a context".
Context* context_argument(Thread& thread, Value value);
Fallible<Rounding> rounding_argument(Thread& thread, Value value, Rounding otherwise);
Value getcontext(Thread& thread, Value* args);
Value setcontext(Thread& thread, Value* args);
Value localcontext(Thread& thread, Value* args);
Value ieee_context(Thread& thread, Value* args);
Status add_contexts(Thread& thread, Module* module);
const char* rounding_name(Rounding rounding);

// ---- Decimals (decimal.cpp, convert.cpp, format.cpp) ----

inline bool is_decimal(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kDecimalType));
}
Number number_of(const Decimal* decimal);
Value make_decimal(Thread& thread, Type* type, const Number& number);
Value make_plain(Thread& thread, const Number& number);  // of the built-in type
// The result of an operation with its settings: notes their status in the context, and makes a Decimal.
Value finish(Thread& thread, Context* context, const Settings& settings, const Number& number);
// A Decimal or an int as a number. Unbound `ok` false: it is neither.
Result operand(Thread& thread, Value value, bool& ok);
// The same with TypeError "conversion from X to Decimal is not supported".
Result required_operand(Thread& thread, Value value);
// Decimal(value) by the rules of the context (exact: nothing is rounded).
Value decimal_from(Thread& thread, Type* type, Value value, Context* context, bool exact);
Value decimal_from_float(Thread& thread, Type* type, Value value, Context* context, bool exact);
Value as_tuple(Thread& thread, Value* args);
Value as_integer_ratio(Thread& thread, Value* args);
Fallible<int64_t> hash_number(Thread& thread, Value self);
Value decimal_compare(Thread& thread, Comparison comparison, Value left, Value right);
Value decimal_format(Thread& thread, Value* args);
// The int that a number is, rounded as told: ValueError for a NaN, OverflowError for an infinity.
Value to_int(Thread& thread, const Number& number, Rounding rounding);

// The methods that Decimal and Context share (operations.cpp).
std::span<const NativeDefinition> decimal_operations();
std::span<const NativeDefinition> context_operations();

}  // namespace memphis::decimal
