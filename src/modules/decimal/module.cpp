// The module _decimal.
#include "modules/decimal/decimal.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/named_access.h"

namespace memphis {

namespace decimal {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the module's state

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_decimal",
    .basic_size = sizeof(State),
    .native_fields = 8,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

constexpr NativeDefinition kFunctions[] = {
    {"getcontext()", getcontext, "The context in force."},
    {"setcontext(context, /)", setcontext, "Sets the context in force."},
    {"localcontext(ctx=None, *, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, "
     "traps=None)",
     localcontext, "A context manager for a copy of a context, changed by the keywords."},
    {"IEEEContext(bits, /)", ieee_context, "A context for the interchange format of so many bits."},
};

State* make_state(Thread& thread) {
  auto* state = TRY(allocate_instance<State>(thread, TRY(make_hidden_type(thread, kStateType))));
  keep_module_cell(thread.runtime, &kStateKey, state);
  state->signal_dict_type.set(state, TRY(make_signal_dict_type(thread)));
  Value variable_type = TRY(import_attribute(thread, "_contextvars", "ContextVar"));
  state->context_variable.set(state,
                              TRY(call(thread, variable_type, {Value(TRY(make_str(thread, "decimal_context")))})));
  Value named_tuple = TRY(import_attribute(thread, "collections", "namedtuple"));
  Value name = TRY(make_str(thread, "DecimalTuple"));
  Value fields = TRY(make_str(thread, "sign digits exponent"));
  Value tuple_type = TRY(call(thread, named_tuple, {name, fields}));
  state->tuple_type.set(state, tuple_type);
  Value decimal_name = TRY(make_str(thread, "decimal"));
  TRY(type_set_attribute(thread, tuple_type.as<Type>(), thread.runtime.name(Name::kModule), decimal_name));
  state->rational_type.set(state, TRY(import_attribute(thread, "numbers", "Rational")));
  return state;
}

constexpr ModuleConstant kConstants[] = {
    {"MAX_PREC", kMaximumPrecision}, {"MAX_EMAX", kMaximumExponent}, {"MIN_EMIN", kMinimumExponent},
    {"MIN_ETINY", kMinimumTiny},     {"IEEE_CONTEXT_MAX_BITS", 512},
};

Status add_types(Thread& thread, Module* module) {
  Type* decimal = TRY(add_module_type(thread, module, kDecimalType));
  TRY(add_type_methods(thread, decimal, decimal_operations()));
  Type* context = TRY(add_module_type(thread, module, kContextType));
  TRY(add_type_methods(thread, context, context_operations()));
  (void)TRY(make_hidden_type(thread, kContextManagerType));
  Value number = TRY(import_attribute(thread, "numbers", "Number"));
  Str* register_name = TRY(intern_text(thread.runtime, "register"));
  (void)TRY(call_method(thread, number, register_name, {Value(decimal)}));
  return {};
}

}  // namespace

State* state_of(const Runtime& runtime) { return static_cast<State*>(module_cell(runtime, &kStateKey)); }

}  // namespace decimal

Value create_decimal_module(Thread& thread) {
  using namespace decimal;
  Module* module = TRY(make_native_module(thread, "_decimal", "Decimal arithmetic.", decimal::kFunctions));
  TRY(add_exceptions(thread, module));
  State* state = TRY(make_state(thread));
  TRY(add_types(thread, module));
  TRY(add_contexts(thread, module));
  TRY(set_module_attribute(thread, module, "DecimalTuple", state->tuple_type));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_module_attribute(thread, module, "HAVE_THREADS", Value::true_value()));
  TRY(set_module_attribute(thread, module, "HAVE_CONTEXTVAR", Value::true_value()));
  TRY(set_module_attribute(thread, module, "__version__", TRY(make_str(thread, "1.70"))));
  TRY(set_module_attribute(thread, module, "__libmpdec_version__", TRY(make_str(thread, "2.5.1"))));
  return module;
}

}  // namespace memphis
