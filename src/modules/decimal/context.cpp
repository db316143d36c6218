// Contexts: precision, rounding, traps and flags; the one that is in force.
#include "modules/decimal/decimal.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"

namespace memphis::decimal {

namespace {

constexpr const char* kRoundingNames[kRoundingCount] = {"ROUND_UP",        "ROUND_DOWN",    "ROUND_CEILING",
                                                        "ROUND_FLOOR",     "ROUND_HALF_UP", "ROUND_HALF_DOWN",
                                                        "ROUND_HALF_EVEN", "ROUND_05UP"};
constexpr uint32_t kDefaultTraps = kAnyInvalid | kDivisionByZero | kOverflow;

Context* make_context(Thread& thread, Type* type) {
  auto* context = TRY(allocate_instance<Context>(thread, type));
  context->settings = Settings{};
  context->traps = kDefaultTraps;
  context->capitals = true;
  context->traps_view.set(context, TRY(make_signal_dict(thread, context, true)));
  context->flags_view.set(context, TRY(make_signal_dict(thread, context, false)));
  return context;
}

Type* context_type(Thread& thread) { return native_type(thread.runtime, kContextType); }

Context* copy_of(Thread& thread, const Context* context) {
  Context* copy = TRY(make_context(thread, context_type(thread)));
  copy->settings = context->settings;
  copy->traps = context->traps;
  copy->capitals = context->capitals;
  return copy;
}

// ---- Attributes ----

Fallible<int64_t> int_setting(Thread& thread, Value value, int64_t low, int64_t high, const char* name,
                              const char* range) {
  if (!is_int(value)) return raise_type_error(thread, "an integer is required");
  const int64_t number = TRY(ssize_argument(thread, value));
  if (number >= low && number <= high) return number;
  return raise_value_error(thread, "valid range for {} is {}", name, range);
}

Fallible<bool> bit_setting(Thread& thread, Value value, const char* name) {
  if (!is_int(value)) return raise_type_error(thread, "an integer is required");
  const int64_t number = TRY(ssize_argument(thread, value));
  if (number == 0 || number == 1) return number == 1;
  return raise_value_error(thread, "valid values for {} are 0 or 1", name);
}

Status refuse_deletion(Thread& thread, Value value) {
  if (!value.is_unbound()) return {};
  return raise(thread, ExceptionId::kAttributeError, "context attributes cannot be deleted");
}

Value get_prec(Thread& thread, Value self) { return make_int(thread, context_of(self)->settings.precision); }
Status set_prec(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  context_of(self)->settings.precision = TRY(int_setting(thread, value, 1, kMaximumPrecision, "prec", "[1, MAX_PREC]"));
  return {};
}
Value get_emax(Thread& thread, Value self) { return make_int(thread, context_of(self)->settings.maximum); }
Status set_emax(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  context_of(self)->settings.maximum = TRY(int_setting(thread, value, 0, kMaximumExponent, "Emax", "[0, MAX_EMAX]"));
  return {};
}
Value get_emin(Thread& thread, Value self) { return make_int(thread, context_of(self)->settings.minimum); }
Status set_emin(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  context_of(self)->settings.minimum = TRY(int_setting(thread, value, kMinimumExponent, 0, "Emin", "[MIN_EMIN, 0]"));
  return {};
}
Value get_rounding(Thread& thread, Value self) {
  return intern_text(thread.runtime, rounding_name(context_of(self)->settings.rounding));
}
Status set_rounding(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  if (value.is_none()) value = Value::small_int(0);  // no default here
  context_of(self)->settings.rounding = TRY(rounding_argument(thread, value, Rounding::kHalfEven));
  return {};
}
Value get_capitals(Thread&, Value self) { return Value::small_int(context_of(self)->capitals); }
Status set_capitals(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  context_of(self)->capitals = TRY(bit_setting(thread, value, "capitals"));
  return {};
}
Value get_clamp(Thread&, Value self) { return Value::small_int(context_of(self)->settings.clamp); }
Status set_clamp(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  context_of(self)->settings.clamp = TRY(bit_setting(thread, value, "clamp"));
  return {};
}
Value get_traps(Thread&, Value self) { return context_of(self)->traps_view; }
Status set_traps(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  if (value.is_kind(Kind::kList)) return raise_type_error(thread, "argument must be a signal dict");
  context_of(self)->traps = TRY(signals_from(thread, value));
  return {};
}
Value get_flags(Thread&, Value self) { return context_of(self)->flags_view; }
Status set_flags(Thread& thread, Value self, Value value) {
  TRY(refuse_deletion(thread, value));
  if (value.is_kind(Kind::kList)) return raise_type_error(thread, "argument must be a signal dict");
  context_of(self)->settings.status = TRY(signals_from(thread, value));
  return {};
}

constexpr GetSetDefinition kAttributes[] = {
    {"prec", get_prec, set_prec},    {"rounding", get_rounding, set_rounding}, {"Emin", get_emin, set_emin},
    {"Emax", get_emax, set_emax},    {"capitals", get_capitals, set_capitals}, {"clamp", get_clamp, set_clamp},
    {"flags", get_flags, set_flags}, {"traps", get_traps, set_traps},
};

// Sets what is given; in the order of kAttributes.
Status apply_options(Thread& thread, Context* context, const Value* options) {
  for (size_t i = 0; i < std::size(kAttributes); i++) {
    if (options[i].is_unbound() || options[i].is_none()) continue;
    const bool is_signals = i >= 6;
    if (is_signals && options[i].is_kind(Kind::kList)) {
      const uint32_t mask = TRY(signals_from(thread, options[i]));
      (i == 6 ? context->settings.status : context->traps) = mask;
    } else {
      TRY(kAttributes[i].set(thread, context, options[i]));
    }
  }
  return {};
}

// ---- Methods ----

Value context_new(Thread& thread, Value* args) {
  Context* context = TRY(make_context(thread, args[0].as<Type>()));
  State* state = state_of(thread.runtime);
  if (!state->default_context.get().is_unbound()) {  // what it says is the default
    const auto* base = state->default_context.get().as<Context>();
    context->settings = base->settings;
    context->settings.status = 0;
    context->traps = base->traps;
    context->capitals = base->capitals;
  }
  TRY(apply_options(thread, context, args + 1));
  return context;
}

Value context_init(Thread&, Value*) { return Value::none(); }

Value context_repr(Thread& thread, Value* args) {
  const Context* self = context_of(args[0]);
  const Settings& settings = self->settings;
  return make_str(
      thread,
      fmt::format("Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=[{}], traps=[{}])",
                  settings.precision, rounding_name(settings.rounding), settings.minimum, settings.maximum,
                  static_cast<int>(self->capitals), static_cast<int>(settings.clamp), signal_names(settings.status),
                  signal_names(self->traps)));
}

Value context_copy(Thread& thread, Value* args) { return copy_of(thread, context_of(args[0])); }

Value context_reduce(Thread& thread, Value* args) {
  const Context* self = context_of(args[0]);
  List* flags = TRY(signal_list(thread, self->settings.status));
  List* traps = TRY(signal_list(thread, self->traps));
  Tuple* arguments =
      TRY(make_tuple(thread, {get_prec(thread, args[0]), get_rounding(thread, args[0]), get_emin(thread, args[0]),
                              get_emax(thread, args[0]), get_capitals(thread, args[0]), get_clamp(thread, args[0]),
                              Value(flags), Value(traps)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

Value context_clear_flags(Thread&, Value* args) {
  context_of(args[0])->settings.status = 0;
  return Value::none();
}
Value context_clear_traps(Thread&, Value* args) {
  context_of(args[0])->traps = 0;
  return Value::none();
}
Value context_etiny(Thread& thread, Value* args) { return make_int(thread, context_of(args[0])->settings.tiny()); }
Value context_etop(Thread& thread, Value* args) { return make_int(thread, context_of(args[0])->settings.top()); }
Value context_radix(Thread& thread, Value*) {
  return decimal_from(thread, native_type(thread.runtime, kDecimalType), Value::small_int(10), nullptr, true);
}

Value context_create(Thread& thread, Value* args) {
  Type* type = native_type(thread.runtime, kDecimalType);
  return decimal_from(thread, type, args[1].is_unbound() ? Value::small_int(0) : args[1], context_of(args[0]), false);
}
Value context_create_from_float(Thread& thread, Value* args) {
  return decimal_from_float(thread, native_type(thread.runtime, kDecimalType), args[1], context_of(args[0]), false);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
     context_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", context_init},
    {"__repr__(self, /)", context_repr},
    {"__reduce__(self, /)", context_reduce, "For pickling."},
    {"__copy__(self, /)", context_copy, "A copy of the context."},
    {"copy(self, /)", context_copy, "A copy of the context."},
    {"clear_flags(self, /)", context_clear_flags, "Resets all flags."},
    {"clear_traps(self, /)", context_clear_traps, "Resets all traps."},
    {"Etiny(self, /)", context_etiny, "The least exponent: Emin - prec + 1."},
    {"Etop(self, /)", context_etop, "The greatest exponent of a number with all digits: Emax - prec + 1."},
    {"radix(self, /)", context_radix, "Decimal(10)."},
    {"create_decimal(self, num='0', /)", context_create, "A Decimal, rounded to the context."},
    {"create_decimal_from_float(self, f, /)", context_create_from_float, "A Decimal of a float, rounded."},
};

// ---- The current context ----

struct ContextManager : Cell {
  Field local;
  Field global;
};

Status make_current(Thread& thread, Context* context) {
  State* state = state_of(thread.runtime);
  Str* set = TRY(intern_text(thread.runtime, "set"));
  (void)TRY(call_method(thread, state->context_variable, set, {Value(context)}));
  state->cached_context.set(state, context);
  state->cached_thread_context.set(state, thread.context);
  state->cached_thread_identity.set(state, make_int(thread, static_cast<int64_t>(thread.identity())));
  return {};
}

bool is_template(Thread& thread, const Context* context) {
  for (const char* name : {"DefaultContext", "BasicContext", "ExtendedContext"}) {
    Value found = find_attribute_text(thread, module_cell(thread.runtime, kSignals), name);
    if (found == Value(context)) return true;
  }
  return false;
}

Value manager_enter(Thread& thread, Value* args) {
  auto* manager = args[0].as<ContextManager>();
  TRY(make_current(thread, context_of(manager->local)));
  return manager->local;
}
Value manager_exit(Thread& thread, Value* args) {
  TRY(make_current(thread, context_of(args[0].as<ContextManager>()->global)));
  return Value::false_value();
}

constexpr NativeDefinition kManagerMethods[] = {
    {"__enter__(self, /)", manager_enter},
    {"__exit__(self, /, *args)", manager_exit},
};

}  // namespace

constinit const TypeSpec kContextType = {
    .name = "Context",
    .module = "decimal",
    .basic_size = sizeof(Context),
    .native_fields = 2,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "How decimal numbers are computed with: precision, rounding, traps, flags.",
};

constinit const TypeSpec kContextManagerType = {
    .name = "ContextManager",
    .module = "decimal",
    .basic_size = sizeof(ContextManager),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kManagerMethods,
};

const char* rounding_name(Rounding rounding) { return kRoundingNames[static_cast<int>(rounding)]; }

Fallible<Rounding> rounding_argument(Thread& thread, Value value, Rounding otherwise) {
  if (value.is_unbound() || value.is_none()) return otherwise;
  if (is_str(value)) {
    const std::string text = text_of(value);
    for (int i = 0; i < kRoundingCount; i++) {
      if (text == kRoundingNames[i]) return static_cast<Rounding>(i);
    }
  }
  return raise_type_error(thread,
                          "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   "
                          "ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
}

bool is_context(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kContextType));
}

Context* current_context(Thread& thread) {
  State* state = state_of(thread.runtime);
  const Value identity = make_int(thread, static_cast<int64_t>(thread.identity()));
  if (state->cached_thread_context.get() == thread.context && state->cached_thread_identity.get() == identity &&
      !state->cached_context.get().is_unbound()) {
    return context_of(state->cached_context);
  }
  Str* get = TRY(intern_text(thread.runtime, "get"));
  Value found = TRY(call_method(thread, state->context_variable, get, {Value::none()}));
  if (found.is_none()) {
    Context* fresh = TRY(copy_of(thread, context_of(state->default_context)));
    fresh->settings.status = 0;
    TRY(make_current(thread, fresh));
    return fresh;
  }
  state->cached_context.set(state, found);
  state->cached_thread_context.set(state, thread.context);
  state->cached_thread_identity.set(state, identity);
  return context_of(found);
}

Context* context_argument(Thread& thread, Value value) {
  if (value.is_unbound() || value.is_none()) return current_context(thread);
  if (is_context(thread, value)) return context_of(value);
  return raise_type_error(thread, "optional argument must be a context");
}

Value getcontext(Thread& thread, Value*) { return current_context(thread); }

Value setcontext(Thread& thread, Value* args) {
  if (!is_context(thread, args[0])) return raise_type_error(thread, "argument must be a context");
  Context* context = context_of(args[0]);
  if (is_template(thread, context)) {
    context = TRY(copy_of(thread, context));
    context->settings.status = 0;
  }
  TRY(make_current(thread, context));
  return Value::none();
}

Value localcontext(Thread& thread, Value* args) {
  Context* global = TRY(current_context(thread));
  Context* base = TRY(context_argument(thread, args[0]));
  Context* local = TRY(copy_of(thread, base));
  TRY(apply_options(thread, local, args + 1));
  auto* manager = TRY(allocate_instance<ContextManager>(thread, native_type(thread.runtime, kContextManagerType)));
  manager->local.set(manager, local);
  manager->global.set(manager, global);
  return manager;
}

Value ieee_context(Thread& thread, Value* args) {
  const int64_t bits = TRY(ssize_argument(thread, args[0]));
  if (bits <= 0 || bits > 512 || bits % 32 != 0) {
    return raise_value_error(thread, "argument must be a multiple of 32, with a maximum of 512");
  }
  Context* context = TRY(make_context(thread, context_type(thread)));
  context->settings.precision = 9 * bits / 32 - 2;
  context->settings.maximum = 3 * (int64_t{1} << (bits / 16 + 3));
  context->settings.minimum = 1 - context->settings.maximum;
  context->settings.clamp = true;
  context->traps = 0;
  return context;
}

Status add_contexts(Thread& thread, Module* module) {
  State* state = state_of(thread.runtime);
  Context* defaults = TRY(make_context(thread, context_type(thread)));
  state->default_context.set(state, defaults);
  TRY(set_module_attribute(thread, module, "DefaultContext", defaults));
  Context* basic = TRY(copy_of(thread, defaults));
  basic->settings.precision = 9;
  basic->settings.rounding = Rounding::kHalfUp;
  basic->traps = kAnyInvalid | kDivisionByZero | kOverflow | kUnderflow | kClamped;
  TRY(set_module_attribute(thread, module, "BasicContext", basic));
  Context* extended = TRY(copy_of(thread, defaults));
  extended->settings.precision = 9;
  extended->traps = 0;
  TRY(set_module_attribute(thread, module, "ExtendedContext", extended));
  for (const char* name : kRoundingNames) {
    TRY(set_module_attribute(thread, module, name, TRY(intern_text(thread.runtime, name))));
  }
  return {};
}

}  // namespace memphis::decimal
