// Signals: exception classes, and the mappings from them to flags that contexts show.
#include "modules/decimal/decimal.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::decimal {

const SignalInfo kSignals[kSignalCount] = {
    {"InvalidOperation", kAnyInvalid},
    {"FloatOperation", kFloatOperation},
    {"DivisionByZero", kDivisionByZero},
    {"Overflow", kOverflow},
    {"Underflow", kUnderflow},
    {"Subnormal", kSubnormal},
    {"Inexact", kInexact},
    {"Rounded", kRounded},
    {"Clamped", kClamped},
};

namespace {

// What is told of an invalid operation, in this order.
constexpr SignalInfo kConditions[] = {
    {"InvalidOperation", kInvalidOperation},     {"ConversionSyntax", kConversionSyntax},
    {"DivisionImpossible", kDivisionImpossible}, {"DivisionUndefined", kDivisionUndefined},
    {"InvalidContext", kInvalidContext},
};

struct ExceptionBases {
  const char* name;
  std::initializer_list<const char*> own;  // of this module
  ExceptionId other;
  bool has_other;
};

// The class of that name, which the module has made.
Value exception_named(Thread& thread, std::string_view name) {
  return get_attribute_text(thread, module_cell(thread.runtime, kSignals), name);
}

Status add_exception(Thread& thread, Module* module, const ExceptionBases& spec) {
  List* bases = TRY(make_list(thread));
  for (const char* name : spec.own) TRY(list_append(thread, bases, TRY(get_attribute_text(thread, module, name))));
  if (spec.has_other) TRY(list_append(thread, bases, thread.runtime.exception_type(spec.other)));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set_name(thread, name_space, thread.runtime.name(Name::kModule),
                    TRY(intern_text(thread.runtime, "decimal"))));
  Tuple* tuple = TRY(make_tuple(thread, bases->view()));
  Value made = TRY(make_class(thread, thread.runtime.type(TypeId::kType), TRY(intern_text(thread.runtime, spec.name)),
                              tuple, name_space, Value::unbound()));
  return set_module_attribute(thread, module, spec.name, made);
}

FailureOfAnyType raise_invalid_signal(Thread& thread) {
  return raise_key_error(
      thread, TRY(make_str(thread,
                           "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
                           "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]")));
}

// The mask of a signal class.
Fallible<uint32_t> mask_of(Thread& thread, Value signal) {
  for (const SignalInfo& info : kSignals) {
    if (TRY(exception_named(thread, info.name)) == signal) return info.mask;
  }
  return raise_invalid_signal(thread);
}

// ---- SignalDict ----

struct SignalDict : Cell {
  Field context;
  bool is_traps;

  uint32_t& mask() const {
    auto* owner = context.get().as<Context>();
    return is_traps ? owner->traps : owner->settings.status;
  }
};

SignalDict* self_of(Value* args) { return args[0].as<SignalDict>(); }

Value signals_length(Thread&, Value*) { return Value::small_int(kSignalCount); }

Value signals_getitem(Thread& thread, Value* args) {
  return Value::boolean((self_of(args)->mask() & TRY(mask_of(thread, args[1]))) != 0);
}

Value signals_setitem(Thread& thread, Value* args) {
  const uint32_t mask = TRY(mask_of(thread, args[1]));
  const bool on = TRY(is_true(thread, args[2]));
  uint32_t& bits = self_of(args)->mask();
  bits = on ? bits | mask : bits & ~mask;
  return Value::none();
}

Value signals_delitem(Thread& thread, Value*) { return raise_value_error(thread, "signal keys cannot be deleted"); }

Value signals_iter(Thread& thread, Value*) {
  List* all = TRY(make_list(thread));
  for (const SignalInfo& info : kSignals) TRY(list_append(thread, all, TRY(exception_named(thread, info.name))));
  return get_iterator(thread, TRY(make_tuple(thread, all->view())));
}

Value signals_copy(Thread& thread, Value* args) {
  Dict* copy = TRY(make_dict(thread));
  for (const SignalInfo& info : kSignals) {
    Value signal = TRY(exception_named(thread, info.name));
    TRY(dict_set(thread, copy, signal, Value::boolean((self_of(args)->mask() & info.mask) != 0)));
  }
  return copy;
}

Value signals_repr(Thread& thread, Value* args) {
  std::string text = "{";
  for (const SignalInfo& info : kSignals) {
    if (text.size() > 1) text += ", ";
    text +=
        fmt::format("<class 'decimal.{}'>:{}", info.name, (self_of(args)->mask() & info.mask) != 0 ? "True" : "False");
  }
  return make_str(thread, text + "}");
}

template <bool equal>
Value signals_equal(Thread& thread, Value* args) {
  Type* type = state_of(thread.runtime)->signal_dict_type.get().as<Type>();
  bool same;
  if (is_instance_of(thread, args[1], type)) {
    same = self_of(args)->mask() == args[1].as<SignalDict>()->mask();
  } else if (args[1].is_kind(Kind::kDict)) {
    Fallible<uint32_t> mask = signals_from(thread, args[1]);
    if (mask.failed()) {
      if (!take_if_pending(thread, ExceptionId::kKeyError)) return Value::error();
      return Value::not_implemented();
    }
    same = self_of(args)->mask() == mask.value();
  } else {
    return Value::not_implemented();
  }
  return Value::boolean(same == equal);
}

constexpr NativeDefinition kSignalMethods[] = {
    {"__len__(self, /)", signals_length},
    {"__getitem__(self, key, /)", signals_getitem},
    {"__setitem__(self, key, value, /)", signals_setitem},
    {"__delitem__(self, key, /)", signals_delitem},
    {"__iter__(self, /)", signals_iter},
    {"__repr__(self, /)", signals_repr},
    {"__eq__(self, value, /)", signals_equal<true>},
    {"__ne__(self, value, /)", signals_equal<false>},
    {"copy(self, /)", signals_copy, "The signals as a dict."},
};

}  // namespace

constinit const TypeSpec kSignalMixinType = {
    .name = "SignalDictMixin",
    .module = "decimal",
    .basic_size = sizeof(SignalDict),
    .native_fields = 1,
    .methods = kSignalMethods,
};

Status add_exceptions(Thread& thread, Module* module) {
  constexpr ExceptionId kNoOther = ExceptionId::kException;
  const ExceptionBases specs[] = {
      {"DecimalException", {}, ExceptionId::kArithmeticError, true},
      {"Clamped", {"DecimalException"}, kNoOther, false},
      {"InvalidOperation", {"DecimalException"}, kNoOther, false},
      {"DivisionByZero", {"DecimalException"}, ExceptionId::kZeroDivisionError, true},
      {"Inexact", {"DecimalException"}, kNoOther, false},
      {"Rounded", {"DecimalException"}, kNoOther, false},
      {"Subnormal", {"DecimalException"}, kNoOther, false},
      {"Overflow", {"Inexact", "Rounded"}, kNoOther, false},
      {"Underflow", {"Inexact", "Rounded", "Subnormal"}, kNoOther, false},
      {"FloatOperation", {"DecimalException"}, ExceptionId::kTypeError, true},
      {"ConversionSyntax", {"InvalidOperation"}, kNoOther, false},
      {"DivisionImpossible", {"InvalidOperation"}, kNoOther, false},
      {"DivisionUndefined", {"InvalidOperation"}, ExceptionId::kZeroDivisionError, true},
      {"InvalidContext", {"InvalidOperation"}, kNoOther, false},
  };
  for (const ExceptionBases& spec : specs) TRY(add_exception(thread, module, spec));
  keep_module_cell(thread.runtime, kSignals, module);
  return {};
}

std::string signal_names(uint32_t mask) {
  std::string text;
  uint32_t told = 0;
  for (uint32_t bit = 1; bit <= kUnderflow; bit <<= 1) {  // in the order of the bits
    if ((mask & bit & ~told) == 0) continue;
    for (const SignalInfo& info : kSignals) {
      if ((info.mask & bit) == 0) continue;
      if (!text.empty()) text += ", ";
      text += info.name;
      told |= info.mask;
    }
  }
  return text;
}

List* signal_list(Thread& thread, uint32_t mask) {
  List* list = TRY(make_list(thread));
  for (const SignalInfo& info : kSignals) {
    if ((mask & info.mask) != 0) TRY(list_append(thread, list, TRY(exception_named(thread, info.name))));
  }
  return list;
}

Fallible<uint32_t> signals_from(Thread& thread, Value value) {
  uint32_t mask = 0;
  if (is_instance_of(thread, value, state_of(thread.runtime)->signal_dict_type.get().as<Type>())) {
    return value.as<SignalDict>()->mask();
  }
  if (value.is_kind(Kind::kList)) {
    for (uint64_t i = 0; i < value.as<List>()->size; i++) mask |= TRY(mask_of(thread, value.as<List>()->items()[i]));
    return mask;
  }
  if (!value.is_kind(Kind::kDict)) return raise_type_error(thread, "argument must be a signal dict");
  if (value.as<Dict>()->count != kSignalCount) {
    return raise_key_error(thread, TRY(make_str(thread, "invalid signal dict")));
  }
  for (const SignalInfo& info : kSignals) {
    Value on = TRY(dict_get(thread, value.as<Dict>(), TRY(exception_named(thread, info.name))));
    if (on.is_unbound()) return raise_key_error(thread, TRY(make_str(thread, "invalid signal dict")));
    if (TRY(is_true(thread, on))) mask |= info.mask;
  }
  return mask;
}

Value make_signal_dict(Thread& thread, Context* context, bool is_traps) {
  Type* type = state_of(thread.runtime)->signal_dict_type.get().as<Type>();
  auto* made = TRY(allocate_instance<SignalDict>(thread, type));
  made->context.set(made, context);
  made->is_traps = is_traps;
  return made;
}

Type* make_signal_dict_type(Thread& thread) {
  Type* mixin = TRY(make_hidden_type(thread, kSignalMixinType));
  Value mapping = TRY(import_attribute(thread, "collections.abc", "MutableMapping"));
  Tuple* bases = TRY(make_tuple(thread, {Value(mixin), mapping}));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set_name(thread, name_space, TRY(intern_text(thread.runtime, "__slots__")), thread.runtime.empty_tuple));
  Value name = TRY(make_str(thread, "SignalDict"));
  return TRY(call(thread, type_of(thread, mapping), {name, Value(bases), Value(name_space)})).as<Type>();
}

Status note_status(Thread& thread, Context* context, uint32_t status) {
  context->settings.status |= status;
  const uint32_t trapped = status & context->traps;
  if (trapped == 0) return {};
  const char* name = "InvalidOperation";
  for (const SignalInfo& info : kSignals) {
    if ((trapped & info.mask) == 0) continue;
    name = info.name;
    break;
  }
  Value type = TRY(exception_named(thread, name));
  List* told = TRY(make_list(thread));
  for (const SignalInfo& info : kConditions) {
    if ((trapped & info.mask) != 0) TRY(list_append(thread, told, TRY(exception_named(thread, info.name))));
  }
  for (const SignalInfo& info : std::span(kSignals).subspan(1)) {
    if ((trapped & info.mask) != 0) TRY(list_append(thread, told, TRY(exception_named(thread, info.name))));
  }
  return raise_value(thread, TRY(call(thread, type, {Value(told)})));
}

}  // namespace memphis::decimal
