// The type _ctypes.CFuncPtr: foreign functions, and how they are called.
#include <dlfcn.h>

#include <cstddef>
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

constexpr size_t kMostArguments = 1024;

FunctionState* state_of(Value function) { return function.as<Data>()->extra.get().as<FunctionState>(); }

// What the function itself says, or its class.
Value either(Value own, Value of_class) { return own.is_unbound() ? of_class : own; }

// ---- Making ----

enum ParameterFlag : int64_t { kIn = 1, kOut = 2, kDefaultZero = 4 };

// A list of types or a tuple of them, as a tuple.
Tuple* make_tuple_of(Thread& thread, Value types) {
  if (types.is_kind(Kind::kTuple)) return types.as<Tuple>();
  return make_tuple(thread, std::span<const Value>(types.as<List>()->view()));
}

Status check_out_parameter(Thread& thread, Value type, uint64_t position) {
  const Info* info = info_of(thread, type);
  const bool points =
      info != nullptr && (info->family == Family::kPointer || info->family == Family::kArray ||
                          (info->family == Family::kSimple && std::strchr("PzZ", info->simple->code) != nullptr));
  if (points) return {};
  return raise_type_error(thread, "'out' parameter {} must be a pointer type, not {}", position,
                          TRY(repr_text(thread, type)));
}

// A tuple of (int [, name [, default]]), one for each type; unbound or None: no flags.
Status check_parameter_flags(Thread& thread, Value flags, Value types) {
  if (flags.is_unbound() || flags.is_none() || types.is_unbound()) return {};
  if (!flags.is_kind(Kind::kTuple)) return raise_type_error(thread, "paramflags must be a tuple or None");
  const auto* list = flags.as<Tuple>();
  const Tuple* wanted = TRY(make_tuple_of(thread, types));
  if (list->size != wanted->size) {
    return raise_value_error(thread, "paramflags must have the same length as argtypes");
  }
  for (uint64_t i = 0; i < list->size; i++) {
    const auto* flag = list->items[i].is_kind(Kind::kTuple) ? list->items[i].as<Tuple>() : nullptr;
    const bool is_whole = flag != nullptr && flag->size >= 1 && flag->size <= 3 && is_int(flag->items[0]) &&
                          (flag->size < 2 || is_str(flag->items[1]) || flag->items[1].is_none());
    if (!is_whole) {
      return raise_type_error(thread, "paramflags must be a sequence of (int [,string [,value]]) tuples");
    }
    const int64_t direction = TRY(ssize_argument(thread, flag->items[0]));
    if (direction == kOut) {
      TRY(check_out_parameter(thread, wanted->items[i], i + 1));
    } else if (direction != 0 && direction != kIn && direction != (kIn | kDefaultZero) && direction != (kIn | kOut)) {
      return raise_type_error(thread, "paramflag value {} not supported", direction);
    }
  }
  return {};
}

// (name or number, library): what the library has under the name.
Value function_of_library(Thread& thread, Type* type, Tuple* pair, Value flags) {
  if (pair->size != 2) return raise_type_error(thread, "function takes exactly 2 arguments ({} given)", pair->size);
  Value handle = TRY(find_attribute_text(thread, pair->items[1], "_handle"));
  if (!is_int(handle)) {
    return raise_type_error(thread, "the _handle attribute of the second argument must be an integer");
  }
  std::string name;
  if (is_str(pair->items[0])) {
    name = TRY(c_text_of(thread, pair->items[0]));
  } else if (pair->items[0].is_kind(Kind::kBytes)) {
    const auto* bytes = pair->items[0].as<Bytes>();
    name.assign(reinterpret_cast<const char*>(bytes->data), bytes->size);
  } else {
    return raise_type_error(thread, "the 1st argument must be a string or integer");
  }
  TRY(audit(thread, "ctypes.dlsym", {pair->items[1], pair->items[0]}));
  dlerror();
  void* address = dlsym(reinterpret_cast<void*>(int_to_uint64_wrapped(handle)), name.c_str());
  if (address == nullptr) {
    return raise_library_error(thread, ExceptionId::kAttributeError, "symbol '" + name + "' not found");
  }
  const Info* info = info_of(thread, type);
  if (info != nullptr) TRY(check_parameter_flags(thread, flags, info->argument_types));
  Data* made = TRY(make_data(thread, type));
  write_as<void*>(made->data, address);
  if (!flags.is_unbound() && !flags.is_none()) state_of(made)->parameter_flags.set(state_of(made), flags);
  // The library stays as long as the function.
  TRY(keep(thread, made, 0, pair->items[1]));
  return made;
}

Value function_new(Thread& thread, Value* args) {
  Type* type = args[0].as<Type>();
  const auto* given = args[1].as<Tuple>();
  if (given->size == 0) return make_data(thread, type);
  if (given->items[0].is_kind(Kind::kTuple)) {
    Value flags = given->size > 1 ? given->items[1] : Value::unbound();
    return function_of_library(thread, type, given->items[0].as<Tuple>(), flags);
  }
  if (given->size == 1 && is_int(given->items[0])) {
    Data* made = TRY(make_data(thread, type));
    write_as<uint64_t>(made->data, int_to_uint64_wrapped(given->items[0]));
    return made;
  }
  if (given->size != 1 || !is_callable(thread, given->items[0])) {
    return raise_type_error(thread, "argument must be callable or integer function address");
  }
  const Info* info = TRY(require_info(thread, type, "cannot construct instance of this class: no argtypes slot"));
  if (info->argument_types.get().is_unbound()) {
    return raise_type_error(thread, "cannot construct instance of this class: no argtypes slot");
  }
  Data* made = TRY(make_data(thread, type));
  TRY(make_callback(thread, made, given->items[0]));
  return made;
}

// ---- Arguments by their flags ----

struct Parameters {
  Tuple* arguments = nullptr;
  std::vector<uint64_t> results;  // positions whose values are the result
};

// One argument of a function with flags for its parameters: what is given, a default, or a place for a result.
Fallible<Value> flagged_argument(Thread& thread, const Tuple* flags, Value type, const Tuple* given, Value keywords,
                                 uint64_t& next) {
  const int64_t direction = flags->size > 0 ? TRY(ssize_argument(thread, flags->items[0])) : kIn;
  Value name = flags->size > 1 ? flags->items[1] : Value::none();
  Value otherwise = flags->size > 2 ? flags->items[2] : Value::unbound();
  if ((direction & (kIn | kOut)) == kOut) {
    // A place of the type that the pointer points to.
    if (!otherwise.is_unbound()) return otherwise;
    const Info* info = TRY(require_info(thread, type, "out parameter must be of a pointer type"));
    if (info->family == Family::kArray) return TRY(call(thread, type));
    if (info->item.get().is_unbound()) {
      return raise_type_error(thread, "{} 'out' parameter must be passed as default value",
                              text_of(type.as<Type>()->name));
    }
    return TRY(call(thread, info->item));
  }
  if (next < given->size) return given->items[next++];
  if (!name.is_none() && keywords.is_kind(Kind::kDict)) {
    Value value = TRY(dict_get(thread, keywords.as<Dict>(), name));
    if (!value.is_unbound()) return value;
  }
  if (!otherwise.is_unbound()) return otherwise;
  if ((direction & kDefaultZero) != 0) return Value::small_int(0);
  if (is_str(name)) return raise_type_error(thread, "required argument '{}' missing", text_of(name));
  return raise_type_error(thread, "not enough arguments");
}

Fallible<Parameters> bind_parameters(Thread& thread, Value function, Value types, Tuple* given, Value keywords) {
  Parameters parameters;
  Value flags = state_of(function)->parameter_flags;
  if (flags.is_unbound() || types.is_unbound()) {
    parameters.arguments = given;
    return parameters;
  }
  // A list of types may have changed since.
  TRY(check_parameter_flags(thread, flags, types));
  const Tuple* wanted = TRY(make_tuple_of(thread, types));
  const auto* list = flags.as<Tuple>();
  parameters.arguments = TRY(allocate_tuple(thread, list->size));
  uint64_t next = 0;
  for (uint64_t i = 0; i < list->size; i++) {
    const auto* flag = list->items[i].as<Tuple>();
    Value argument = TRY(flagged_argument(thread, flag, wanted->items[i], given, keywords, next));
    parameters.arguments->items[i] = argument;
    const int64_t direction = flag->size > 0 ? TRY(ssize_argument(thread, flag->items[0])) : kIn;
    if ((direction & kOut) != 0) parameters.results.push_back(i);
  }
  if (next < given->size) {
    return raise_type_error(thread, "call takes exactly {} arguments ({} given)", next, given->size);
  }
  return parameters;
}

// The result, or what has come back through the out parameters.
Value build_result(Thread& thread, Value result, const Parameters& parameters) {
  if (parameters.results.empty()) return result;
  Str* convert = TRY(intern_text(thread.runtime, "__ctypes_from_outparam__"));
  Tuple* values = TRY(allocate_tuple(thread, parameters.results.size()));
  for (size_t i = 0; i < parameters.results.size(); i++) {
    Value argument = parameters.arguments->items[parameters.results[i]];
    Value method = TRY(find_attribute(thread, argument, convert));
    values->items[i] = method.is_unbound() ? argument : TRY(call(thread, method));
  }
  return values->size == 1 ? values->items[0] : Value(values);
}

// ArgumentError "argument 1: TypeError: ...", from the pending exception.
FailureOfAnyType raise_argument_failure(Thread& thread, size_t position) {
  Value error = take_pending(thread);
  const std::string name = text_of(type_of(thread, error)->name), reason = text_of(TRY(to_str(thread, error)));
  return raise_module_error(thread, kArgumentError, fmt::format("argument {}: {}: {}", position + 1, name, reason));
}

Fallible<Tuple*> convert_arguments(Thread& thread, Tuple* given, Value converters) {
  Tuple* converted = TRY(allocate_tuple(thread, given->size));
  for (uint64_t i = 0; i < given->size; i++) {
    Value argument = given->items[i];
    if (!converters.is_unbound() && i < converters.as<Tuple>()->size) {
      argument = call(thread, converters.as<Tuple>()->items[i], {argument});
      if (argument.is_error()) return raise_argument_failure(thread, i);
    }
    Value ready = convert_argument(thread, argument, static_cast<int64_t>(i) + 1);
    if (ready.is_error()) return raise_argument_failure(thread, i);
    converted->items[i] = ready;
  }
  return converted;
}

Status check_count(Thread& thread, Value converters, uint64_t given) {
  if (converters.is_unbound()) return {};
  const uint64_t wanted = converters.as<Tuple>()->size;
  if (given >= wanted) return {};
  return raise_type_error(thread, "this function takes at least {} argument{} ({} given)", wanted,
                          std::string(wanted == 1 ? "" : "s"), given);
}

// ---- Attributes ----

Value get_result_type(Thread& thread, Value self) {
  Value type = either(state_of(self)->result_type, self.as<Data>()->information()->result_type);
  (void)thread;
  return type.is_unbound() ? Value::none() : type;
}
Status set_result_type(Thread& thread, Value self, Value value) {
  FunctionState* state = state_of(self);
  state->result_check.set(state, Value::unbound());
  if (value.is_unbound()) {
    state->result_type.set(state, value);
    return {};
  }
  if (!value.is_none() && info_of(thread, value) == nullptr && !is_callable(thread, value)) {
    return raise_type_error(thread, "restype must be a type, a callable, or None");
  }
  Value check = value.is_none() ? Value::unbound() : TRY(find_attribute_text(thread, value, "_check_retval_"));
  state->result_type.set(state, value);
  state->result_check.set(state, check);
  return {};
}

Value get_argument_types(Thread&, Value self) {
  Value types = either(state_of(self)->argument_types, self.as<Data>()->information()->argument_types);
  return types.is_unbound() ? Value::none() : types;
}
Status set_argument_types(Thread& thread, Value self, Value value) {
  FunctionState* state = state_of(self);
  if (value.is_unbound() || value.is_none()) {
    state->argument_types.set(state, Value::unbound());
    state->converters.set(state, Value::unbound());
    return {};
  }
  Value converters = TRY(converters_of(thread, value));
  TRY(check_parameter_flags(thread, state->parameter_flags, value));
  state->converters.set(state, converters);
  state->argument_types.set(state, value);
  return {};
}

Value get_error_check(Thread&, Value self) {
  Value check = state_of(self)->error_check;
  return check.is_unbound() ? Value::none() : check;
}
Status set_error_check(Thread& thread, Value self, Value value) {
  if (!value.is_unbound() && !is_callable(thread, value)) {
    return raise_type_error(thread, "the errcheck attribute must be callable");
  }
  state_of(self)->error_check.set(state_of(self), value);
  return {};
}

Value function_bool(Thread&, Value* args) { return Value::boolean(address_in(args[0].as<Data>()) != nullptr); }

Value function_repr(Thread& thread, Value* args) {
  return make_str(thread,
                  fmt::format("<{} object at {}>", text_of(type_of(thread, args[0])->name), address_text(args[0])));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", function_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", [](Thread&, Value*) { return Value::none(); }},
    {"__call__(self, /, *args, **kwargs)", function_call, "Call self as a function."},
    {"__bool__(self, /)", function_bool, "True if self else False"},
    {"__repr__(self, /)", function_repr, "Return repr(self)."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"errcheck", get_error_check, set_error_check, "a function to check for errors"},
    {"restype", get_result_type, set_result_type, "specify the result type"},
    {"argtypes", get_argument_types, set_argument_types, "specify the argument types"},
};

// ---- Results ----

// The value of a call: `memory` holds it as libffi leaves it.
Value result_value(Thread& thread, Value type, Value check, uint8_t* memory) {
  if (type.is_none()) return Value::none();
  if (type.is_unbound()) return make_int(thread, read_as<int32_t>(memory));
  const Info* info = info_of(thread, type);
  if (info == nullptr) return call(thread, type, {make_int(thread, read_as<int32_t>(memory))});
  Value value;
  if (is_plain_simple(thread, info)) {
    value = load_simple(thread, info, memory);
  } else {
    Data* made = make_data(thread, type.as<Type>());
    if (made == nullptr) return Value::error();
    std::memcpy(made->data, memory, info->size);
    value = made;
  }
  if (value.is_error() || check.is_unbound()) return value;
  return call(thread, check, {value});
}

// What a foreign call is made with; lives on the native stack.
struct ForeignCall {
  ffi_cif cif;
  std::vector<ffi_type*> types;
  std::vector<void*> values;
};

Status prepare(Thread& thread, ForeignCall& foreign, std::span<const Value> arguments, ffi_type* result) {
  if (arguments.size() > kMostArguments) {
    return raise_module_error(thread, kArgumentError,
                              fmt::format("too many arguments ({}), maximum is {}", arguments.size(), kMostArguments));
  }
  for (Value value : arguments) {
    auto* argument = value.as<Argument>();
    foreign.types.push_back(argument->type);
    foreign.values.push_back(argument->address != nullptr ? argument->address : argument->value);
  }
  const auto count = static_cast<unsigned>(arguments.size());
  if (ffi_prep_cif(&foreign.cif, FFI_DEFAULT_ABI, count, result, foreign.types.data()) != FFI_OK) {
    return raise(thread, ExceptionId::kRuntimeError, "ffi_prep_cif failed");
  }
  return {};
}

void enter(SharedState& shared, CallScope& scope) {
  std::lock_guard guard(shared.mutex);
  scope.outer = shared.calls;
  shared.calls = &scope;
}
void leave(SharedState& shared, const CallScope& scope) {
  std::lock_guard guard(shared.mutex);
  for (CallScope** link = &shared.calls; *link != nullptr; link = &(*link)->outer) {
    if (*link == &scope) {
      *link = scope.outer;
      return;
    }
  }
}

void run(Thread& thread, ForeignCall& foreign, void (*address)(), uint32_t flags, uint8_t* result) {
  SharedState& shared = shared_state(thread.runtime);
  CallScope scope{pthread_self(), &thread, nullptr};
  enter(shared, scope);
  const bool swaps_errno = (flags & kFunctionUseErrno) != 0;
  int number = swaps_errno ? error_number(thread) : 0;
  const auto invoke = [&] {
    int* const location = shared.error_location();
    if (swaps_errno) std::swap(*location, number);
    ffi_call(&foreign.cif, address, result, foreign.values.data());
    if (swaps_errno) std::swap(*location, number);
    return 0;
  };
  if ((flags & kFunctionPythonApi) != 0) {
    invoke();
  } else {
    (void)without_interpreter_lock(thread, invoke);
  }
  if (swaps_errno) error_number(thread) = number;
  leave(shared, scope);
}

}  // namespace

constinit const TypeSpec kFunctionDataType = {
    .name = "CFuncPtr",
    .module = "_ctypes",
    .basic_size = sizeof(Data),
    .native_fields = kDataFields,
    .flags = kTypeHasWeakReferences | kTypeDerivesLayout,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Function Pointer",
    .buffer = &kDataBuffer,
};

constinit const TypeSpec kFunctionStateType = {
    .name = "function_state",
    .module = "_ctypes",
    .basic_size = sizeof(FunctionState),
    .native_fields = kFunctionStateFields,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

Value converters_of(Thread& thread, Value types) {
  if (!types.is_kind(Kind::kTuple) && !types.is_kind(Kind::kList)) {
    return raise_type_error(thread, "_argtypes_ must be a sequence of types");
  }
  const auto count = static_cast<uint64_t>(TRY(memphis::length(thread, types)));
  if (count > kMostArguments) {
    return raise_module_error(
        thread, kArgumentError,
        fmt::format("_argtypes_ has too many arguments ({}), maximum is {}", count, kMostArguments));
  }
  Tuple* converters = TRY(allocate_tuple(thread, count));
  for (uint64_t i = 0; i < count; i++) {
    Value type = TRY(get_item(thread, types, Value::small_int(static_cast<int64_t>(i))));
    Value method = TRY(find_attribute_text(thread, type, "from_param"));
    if (method.is_unbound()) {
      return raise_type_error(thread, "item {} in _argtypes_ has no from_param method", i + 1);
    }
    const Info* info = info_of(thread, type);
    const bool is_value = info != nullptr && (info->family == Family::kStructure || info->family == Family::kUnion);
    if (is_value && info->has_union) {
      return raise_type_error(thread, "item {} in _argtypes_ passes a union by value, which is unsupported.", i + 1);
    }
    converters->items[i] = method;
  }
  return converters;
}

Status read_function_class(Thread& thread, Type* type, Info* info) {
  Value flags = TRY(find_attribute_text(thread, type, "_flags_"));
  if (!is_int(flags)) return raise_type_error(thread, "class must define _flags_ which must be an integer");
  info->function_flags = static_cast<uint32_t>(int_to_uint64_wrapped(flags));
  Value types = TRY(find_attribute_text(thread, type, "_argtypes_"));
  if (!types.is_unbound()) {
    Value converters = TRY(converters_of(thread, types));
    info->converters.set(info, converters);
    if (types.is_kind(Kind::kList)) types = TRY(make_tuple(thread, std::span<const Value>(types.as<List>()->view())));
    info->argument_types.set(info, types);
  }
  Value result = TRY(find_attribute_text(thread, type, "_restype_"));
  if (result.is_unbound()) return {};
  if (!result.is_none() && info_of(thread, result) == nullptr && !is_callable(thread, result)) {
    return raise_type_error(thread, "_restype_ must be a type, a callable, or None");
  }
  info->result_type.set(info, result);
  if (!result.is_none()) info->result_check.set(info, TRY(find_attribute_text(thread, result, "_check_retval_")));
  return {};
}

Value call_foreign(Thread& thread, void (*address)(), uint32_t flags, std::span<const Value> arguments,
                   Value result_type, Value result_check) {
  constexpr size_t kSmallResult = 64;
  const Info* info = result_type.is_unbound() || result_type.is_none() ? nullptr : info_of(thread, result_type);
  ffi_type* ffi = result_type.is_none() ? &ffi_type_void : info == nullptr ? &ffi_type_sint32 : info->ffi;
  ForeignCall foreign;
  TRY(prepare(thread, foreign, arguments, ffi));
  // Small integers fill a whole register.
  const size_t size = std::max<size_t>(info != nullptr ? info->size : 0, kSmallResult);
  ByteStorage* storage = TRY(make_byte_storage(thread, size + 16));
  auto* result = reinterpret_cast<uint8_t*>((reinterpret_cast<uintptr_t>(storage->bytes) + 15) & ~uintptr_t{15});
  run(thread, foreign, address, flags, result);
  if (!thread.pending.is_unbound()) return Value::error();
  return result_value(thread, result_type, result_check, result);
}

Value function_call(Thread& thread, Value* args) {
  const auto* data = args[0].as<Data>();
  const Info* info = data->information();
  const FunctionState* state = state_of(args[0]);
  Value types = either(state->argument_types, info->argument_types);
  Value converters = either(state->converters, info->converters);
  Value result_type = either(state->result_type, info->result_type);
  Value result_check =
      either(state->result_check, state->result_type.get().is_unbound() ? info->result_check.get() : Value::unbound());
  if (address_in(data) == nullptr) return raise_value_error(thread, "attempt to call a NULL function pointer");
  const bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (has_keywords && state->parameter_flags.get().is_unbound()) {
    return raise_type_error(thread, "call takes no keyword arguments");
  }
  const Parameters parameters = TRY(bind_parameters(thread, args[0], types, args[1].as<Tuple>(), args[2]));
  TRY(check_count(thread, converters, parameters.arguments->size));
  Tuple* converted = TRY(convert_arguments(thread, parameters.arguments, converters));
  TRY(audit(thread, "ctypes.call_function",
            {make_int_unsigned(thread, read_as<uint64_t>(data->data)), Value(parameters.arguments)}));
  auto* address = read_as<void (*)()>(data->data);
  Value result = TRY(call_foreign(thread, address, info->function_flags, converted->view(), result_type, result_check));
  if (!state->error_check.get().is_unbound()) {
    Value checked = TRY(call(thread, state->error_check, {result, args[0], Value(parameters.arguments)}));
    // The arguments themselves: as if there were no errcheck.
    if (checked != Value(parameters.arguments)) return checked;
  }
  return build_result(thread, result, parameters);
}

}  // namespace memphis::ctypes
