#include "api/host_function.h"

#include "api/context_state.h"
#include "api/host_text.h"
#include "memphis/context.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"

namespace memphis::detail {

namespace {

// What a host function is bound to.
struct HostCell : Cell {
  Field defaults;  // Tuple, one a parameter; unbound where there is none
  ContextState* state;
  HostFunctionEntry* entry;
};

const TypeSpec kHostType = {.name = "host",
                            .module = "memphis",
                            .basic_size = sizeof(HostCell),
                            .native_fields = 1,
                            .flags = kTypeDisallowInstantiation,
                            .doc = "What the functions of the program that embeds Memphis are methods of."};

// The value of a slot that the caller has left open.
Value default_of(Thread& thread, const HostCell* cell, size_t slot) {
  const auto* defaults = cell->defaults.get().as<Tuple>();
  if (slot < defaults->size && !defaults->items[slot].is_unbound()) return defaults->items[slot];
  return make_dict(thread);  // **kwargs without any
}

Value call_host(Thread& thread, Value* args) {
  auto* cell = args[0].as<HostCell>();
  ContextState& state = *cell->state;
  HostFunctionEntry& entry = *cell->entry;
  if (state.is_closed() || !entry.function.has_value()) {
    return raise(thread, ExceptionId::kRuntimeError, "the Context that this function belongs to is gone");
  }
  std::vector<Object> arguments;
  arguments.reserve(entry.signature.slot_count);
  for (size_t i = 0; i < entry.signature.slot_count; i++) {
    Value value = args[i + 1];
    if (value.is_unbound()) value = TRY(default_of(thread, cell, i));
    arguments.push_back(state.make_handle(value));
  }
  state.retain();
  Context context = Access::make_context(&state);
  Invocation invocation = Access::make_invocation(context, arguments);
  Result<Object> result = (*entry.function)(invocation);
  if (ContextState* rest = Access::detach(context)) rest->release();
  if (!result.ok()) return raise_host_error(thread, state, result.error());
  return Access::to_value(state, thread, *result);
}

Tuple* evaluate_defaults(Thread& thread, HostFunctionEntry& entry) {
  const std::vector<std::string>& texts = entry.signature.defaults;
  Tuple* values = TRY(allocate_tuple(thread, texts.size()));
  Interpreter& interpreter = entry.state.interpreter();
  for (size_t i = 0; i < texts.size(); i++) {
    if (texts[i].empty()) continue;
    Value code = TRY(interpreter.compile(texts[i], "<signature>", 'v'));
    values->items[i] = TRY(interpreter.run_in_main(code));
  }
  return values;
}

}  // namespace

Value make_host_callable(Thread& thread, HostFunctionEntry& entry) {
  Type* type = native_type(thread.runtime, kHostType);
  if (type == nullptr) type = TRY(make_hidden_type(thread, kHostType));
  Tuple* defaults = TRY(evaluate_defaults(thread, entry));
  auto* cell = TRY(allocate_instance<HostCell>(thread, type));
  cell->defaults.set(cell, defaults);
  cell->state = &entry.state;
  cell->entry = &entry;
  entry.definition.signature = entry.signature.native_text.c_str();
  entry.definition.code = call_host;
  entry.definition.doc = entry.documentation.c_str();
  Str* module = thread.runtime.name(Name::kMain);
  NativeFunction* function = TRY(make_native_function(thread, entry.definition, cell, module));
  // It is bound already, but its messages must not count what it is bound to.
  function->signature = parse_signature(thread.runtime, entry.definition.signature, true);
  return function;
}

FailureOfAnyType raise_host_error(Thread& thread, ContextState& state, const Error& error) {
  if (!error.exception.is_empty() && Access::state(error.exception) == &state) {
    return raise_again(thread, Access::value(error.exception));
  }
  Str* name = TRY(make_name_of_host(thread, error.type_name));
  Value type = dict_get_name(thread.runtime, thread.runtime.builtins, name);
  bool is_known = is_exception_class(thread, type);
  std::string text = is_known ? error.message : error.type_name + ": " + error.message;
  Str* message = TRY(make_str_of_host(thread, text));
  if (!is_known) return raise_with_argument(thread, ExceptionId::kRuntimeError, message);
  return raise_value(thread, TRY(call(thread, type, {Value(message)})));
}

}  // namespace memphis::detail
