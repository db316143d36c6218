// SystemExit, StopIteration, KeyError, NameError, AttributeError, ImportError.
#include "builtins/exceptions.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr TypeSpec exception_spec(const char* name) {
  return {.name = name, .layout = Kind::kException, .basic_size = sizeof(Exception)};
}

Value system_exit_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  if (positional->size == 1) set_extra(args[0], kSystemExitCode, positional->items[0]);
  if (positional->size > 1) set_extra(args[0], kSystemExitCode, positional);
  return Value::none();
}

Value stop_iteration_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  set_extra(args[0], kStopIterationValue, positional->size != 0 ? positional->items[0] : Value::none());
  return Value::none();
}

// A missing key is shown as repr: the message is clear even for ''.
Value key_error_str(Thread& thread, Value* args) {
  Tuple* items = exception_of(args[0])->args;
  if (items->size == 1) return repr(thread, items->items[0]);
  return base_exception_str(thread, args[0]);
}

Value name_error_init(Thread& thread, Value* args) {
  TRY(initialize_exception(thread, args[0], args[1].as<Tuple>(), Value::unbound()));
  static constexpr ExceptionKeyword kKnown[] = {{"name", kNameErrorName}};
  TRY(take_exception_keywords(thread, args[0], args[2], "NameError", kKnown));
  return Value::none();
}

Value attribute_error_init(Thread& thread, Value* args) {
  TRY(initialize_exception(thread, args[0], args[1].as<Tuple>(), Value::unbound()));
  static constexpr ExceptionKeyword kKnown[] = {{"name", kAttributeErrorName}, {"obj", kAttributeErrorObject}};
  TRY(take_exception_keywords(thread, args[0], args[2], "AttributeError", kKnown));
  return Value::none();
}

// A copy of the instance's dict, or a new one, for a state that holds more.
Dict* state_dict(Thread& thread, Value self) {
  Value dict = TRY(filled_dict_or_none(thread, self));
  return dict.is_none() ? make_dict(thread) : dict_copy(thread, dict.as<Dict>());
}

Status add_to_state(Thread& thread, Dict* state, const char* name, Value value) {
  if (value.is_unbound()) return {};
  return dict_set_name(thread, state, TRY(intern_text(thread.runtime, name)), value);
}

// `obj` stays out: it need not be possible to pickle it.
Value attribute_error_getstate(Thread& thread, Value* args) {
  Value name = exception_of(args[0])->extra[kAttributeErrorName];
  Value dict = TRY(filled_dict_or_none(thread, args[0]));
  if (name.is_unbound() && dict.is_none()) return Value::none();
  Dict* state = TRY(state_dict(thread, args[0]));
  TRY(add_to_state(thread, state, "name", name));
  TRY(add_to_state(thread, state, "args", exception_of(args[0])->args.get()));
  return state;
}

Value attribute_error_reduce(Thread& thread, Value* args) {
  Value state = TRY(attribute_error_getstate(thread, args));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(exception_of(args[0])->args.get()), state});
}

Value import_error_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, Value::unbound()));
  static constexpr ExceptionKeyword kKnown[] = {
      {"name", kImportErrorName}, {"path", kImportErrorPath}, {"name_from", kImportErrorNameFrom}};
  TRY(take_exception_keywords(thread, args[0], args[2], "ImportError", kKnown));
  set_extra(args[0], kImportErrorMessage, positional->size == 1 ? positional->items[0] : Value::unbound());
  return Value::none();
}

Value import_error_str(Thread& thread, Value* args) {
  Value message = exception_of(args[0])->extra[kImportErrorMessage];
  if (is_exact_str(message)) return message;
  return base_exception_str(thread, args[0]);
}

Value import_error_reduce(Thread& thread, Value* args) {
  Exception* self = exception_of(args[0]);
  Value dict = TRY(filled_dict_or_none(thread, args[0]));
  bool has_more = !self->extra[kImportErrorName].get().is_unbound() ||
                  !self->extra[kImportErrorPath].get().is_unbound() ||
                  !self->extra[kImportErrorNameFrom].get().is_unbound();
  if (!has_more) return reduce_with(thread, args[0], self->args.get(), dict);
  Dict* state = TRY(state_dict(thread, args[0]));
  TRY(add_to_state(thread, state, "name", self->extra[kImportErrorName]));
  TRY(add_to_state(thread, state, "path", self->extra[kImportErrorPath]));
  TRY(add_to_state(thread, state, "name_from", self->extra[kImportErrorNameFrom]));
  return reduce_with(thread, args[0], self->args.get(), state);
}

constexpr NativeDefinition kSystemExitMethods[] = {{"__init__(self, /, *args, **kwargs)", system_exit_init}};
constexpr MemberDefinition kSystemExitMembers[] = {
    {"code", extra_offset(kSystemExitCode), true, false, "The exit code."}};

constexpr NativeDefinition kStopIterationMethods[] = {{"__init__(self, /, *args, **kwargs)", stop_iteration_init}};
constexpr MemberDefinition kStopIterationMembers[] = {
    {"value", extra_offset(kStopIterationValue), true, false, "What the generator returned."}};

constexpr NativeDefinition kKeyErrorMethods[] = {{"__str__(self, /)", key_error_str}};

constexpr NativeDefinition kNameErrorMethods[] = {{"__init__(self, /, *args, **kwargs)", name_error_init}};
constexpr MemberDefinition kNameErrorMembers[] = {{"name", extra_offset(kNameErrorName), true, false, "The name."}};

constexpr NativeDefinition kAttributeErrorMethods[] = {
    {"__init__(self, /, *args, **kwargs)", attribute_error_init},
    {"__getstate__(self, /)", attribute_error_getstate},
    {"__reduce__(self, /)", attribute_error_reduce},
};
constexpr MemberDefinition kAttributeErrorMembers[] = {
    {"name", extra_offset(kAttributeErrorName), true, false, "The name of the attribute."},
    {"obj", extra_offset(kAttributeErrorObject), true, false, "The object without the attribute."},
};

constexpr NativeDefinition kImportErrorMethods[] = {
    {"__init__(self, /, *args, **kwargs)", import_error_init},
    {"__str__(self, /)", import_error_str},
    {"__reduce__(self, /)", import_error_reduce},
};
constexpr MemberDefinition kImportErrorMembers[] = {
    {"msg", extra_offset(kImportErrorMessage), true, false, "The message."},
    {"name", extra_offset(kImportErrorName), true, false, "The name of the module."},
    {"path", extra_offset(kImportErrorPath), true, false, "The path of the module."},
    {"name_from", extra_offset(kImportErrorNameFrom), true, false, "The name that was wanted from the module."},
};

constexpr TypeSpec with(TypeSpec spec, uint16_t fields, std::span<const NativeDefinition> methods,
                        std::span<const MemberDefinition> members) {
  spec.native_fields = fields;
  spec.methods = methods;
  spec.members = members;
  return spec;
}

}  // namespace

// The counts of fields tell classes with data of their own apart: two of them cannot be bases of one class.
constinit const TypeSpec kSystemExitType =
    with(exception_spec("SystemExit"), 1, kSystemExitMethods, kSystemExitMembers);
constinit const TypeSpec kStopIterationType =
    with(exception_spec("StopIteration"), 1, kStopIterationMethods, kStopIterationMembers);
constinit const TypeSpec kKeyErrorType = with(exception_spec("KeyError"), 0, kKeyErrorMethods, {});
constinit const TypeSpec kNameErrorType = with(exception_spec("NameError"), 1, kNameErrorMethods, kNameErrorMembers);
constinit const TypeSpec kAttributeErrorType =
    with(exception_spec("AttributeError"), 2, kAttributeErrorMethods, kAttributeErrorMembers);
constinit const TypeSpec kImportErrorType =
    with(exception_spec("ImportError"), 4, kImportErrorMethods, kImportErrorMembers);

}  // namespace memphis
