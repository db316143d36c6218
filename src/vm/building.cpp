// Making containers, strings, functions; imports and intrinsic operations.
#include "runtime/dict_operations.h"
#include "runtime/language.h"
#include "runtime/variables.h"
#include "vm/handler.h"

namespace memphis::vm {

// A handler that computes one value with calls that may fail, and stores it in a.
#define VM_COMPUTE(name, expression)        \
  VM_HANDLER(op_##name) {                   \
    save_position(pc, registers);           \
    Value result = (expression);            \
    if (result.is_error()) VM_TAIL(unwind); \
    registers[pc->a] = result;              \
    VM_NEXT(1);                             \
  }
// A handler that does something that may fail.
#define VM_PERFORM(name, expression)            \
  VM_HANDLER(op_##name) {                       \
    save_position(pc, registers);               \
    if ((expression).failed()) VM_TAIL(unwind); \
    VM_NEXT(1);                                 \
  }

namespace {

Value value_or_error(Cell* cell) { return cell == nullptr ? Value::error() : Value(cell); }

Value build_set(Thread& thread, const Value* items, size_t count) {
  Set* set = TRY(make_set(thread, TypeId::kSet));
  for (size_t i = 0; i < count; i++) (void)TRY(set_add(thread, set, items[i]));
  return set;
}

Value build_dict(Thread& thread, const Value* items, size_t pairs) {
  Dict* dict = TRY(make_dict(thread));
  for (size_t i = 0; i < pairs; i++) TRY(dict_set(thread, dict, items[2 * i], items[2 * i + 1]));
  return dict;
}

Status add_to_set(Thread& thread, Value set, Value item) {
  (void)TRY(set_add(thread, set.as<Set>(), item));
  return {};
}

Value format_instruction(Thread& thread, const Instruction* pc, const Value* registers) {
  Value spec = (pc->d & 4) != 0 ? registers[pc->c] : Value::unbound();
  return format_field(thread, registers[pc->b], static_cast<Conversion>(pc->d & 3), spec);
}

Value interpolation_instruction(Thread& thread, const Instruction* pc, const Value* registers) {
  const Value* base = registers + pc->b;
  Value spec = (pc->d & 4) != 0 ? base[2] : Value::unbound();
  return make_interpolation(thread, base[0], base[1], static_cast<Conversion>(pc->d & 3), spec);
}

Value make_function_instruction(Thread& thread, const Instruction* pc, const Value* registers, const Value* constants) {
  Function* outer = Frame::of_registers(const_cast<Value*>(registers))->function;
  auto* code = constants[Body::of(outer->code)->children[pc->b]].as<Code>();
  Function* function = TRY(make_function(thread, code, outer->globals));
  function->builtins.set(function, outer->builtins);
  const Value* part = registers + pc->c;
  if ((pc->d & 1) != 0) function->defaults.set(function, (part++)->as<Tuple>());
  if ((pc->d & 2) != 0) function->keyword_defaults.set(function, (part++)->as<Dict>());
  if ((pc->d & 4) != 0) function->annotate.set(function, *part++);
  if ((pc->d & 8) != 0) function->closure.set(function, part->as<Tuple>());
  return function;
}

Value load_build_class(Thread& thread, const Value* registers) {
  Function* function = Frame::of_registers(const_cast<Value*>(registers))->function;
  Value builder = TRY(find_builtin(thread, function, thread.runtime.name(Name::kBuildClass)));
  if (builder.is_unbound()) return raise(thread, ExceptionId::kNameError, "__build_class__ not found");
  return builder;
}

Value common_constant(Runtime& runtime, CommonConstant which) {
  auto builtin = [&](const char* name) {
    for (uint64_t position = 0;;) {
      DictEntry entry;
      if (!dict_next(runtime.builtins, position, entry)) return Value::none();
      if (is_exact_str(entry.key) && entry.key.as<Str>()->is_ascii() && entry.key.as<Str>()->ascii() == name)
        return entry.value;
    }
  };
  switch (which) {
    case CommonConstant::kAssertionError: return runtime.exception_type(ExceptionId::kAssertionError);
    case CommonConstant::kNotImplementedError: return runtime.exception_type(ExceptionId::kNotImplementedError);
    case CommonConstant::kTuple: return runtime.type(TypeId::kTuple);
    case CommonConstant::kList: return runtime.type(TypeId::kList);
    case CommonConstant::kSet: return runtime.type(TypeId::kSet);
    case CommonConstant::kAll: return builtin("all");
    default: return builtin("any");
  }
}

Value status_value(Status status) { return status.failed() ? Value::error() : Value::none(); }

Value intrinsic(Thread& thread, const Instruction* pc, const Value* base) {
  switch (static_cast<Intrinsic>(pc->d)) {
    case Intrinsic::kPrint: return status_value(display_value(thread, base[0]));
    case Intrinsic::kImportStar: return status_value(import_star(thread, base[0], base[1]));
    case Intrinsic::kAsyncGenWrap: return wrap_async_yield(thread, base[0]);
    case Intrinsic::kTypeVar: return make_type_var(thread, base[0].as<Str>(), Value::unbound(), Value::unbound());
    case Intrinsic::kTypeVarWithBound: return make_type_var(thread, base[0].as<Str>(), base[1], Value::unbound());
    case Intrinsic::kTypeVarWithConstraints: return make_type_var(thread, base[0].as<Str>(), Value::unbound(), base[1]);
    case Intrinsic::kParamSpec: return make_param_spec(thread, base[0].as<Str>());
    case Intrinsic::kTypeVarTuple: return make_type_var_tuple(thread, base[0].as<Str>());
    case Intrinsic::kSetTypeParamDefault: return set_type_parameter_default(thread, base[0], base[1]);
    case Intrinsic::kSubscriptGeneric: return subscript_generic(thread, base[0]);
    case Intrinsic::kTypeAlias: return make_type_alias(thread, base[0].as<Str>(), base[1], base[2]);
    case Intrinsic::kSetFunctionTypeParams:
      base[0].as<Function>()->type_params.set(base[0].cell(), base[1]);
      return base[0];
    case Intrinsic::kSetupAnnotations: return status_value(setup_annotations(thread, base[0]));
  }
  return Value::none();
}

Value import_instruction(Thread& thread, const Instruction* pc, const Value* registers, const Value* constants) {
  Function* function = Frame::of_registers(const_cast<Value*>(registers))->function;
  const Value* base = registers + pc->c;
  Value locals = function->code->has_locals_register ? registers[0] : Value::none();
  return import_name(thread, name_constant(constants, pc->b), function->globals, locals, base[1], base[0]);
}

}  // namespace

VM_COMPUTE(BuildTuple, value_or_error(make_tuple(*thread, std::span<const Value>(registers + pc->b, pc->c))))
VM_COMPUTE(BuildList, value_or_error(make_list(*thread, std::span<const Value>(registers + pc->b, pc->c))))
VM_COMPUTE(BuildSet, build_set(*thread, registers + pc->b, pc->c))
VM_COMPUTE(BuildDict, build_dict(*thread, registers + pc->b, pc->c))
VM_COMPUTE(BuildString, join_strs(*thread, registers + pc->b, pc->c))
VM_COMPUTE(FormatValue, format_instruction(*thread, pc, registers))
VM_COMPUTE(BuildInterpolation, interpolation_instruction(*thread, pc, registers))
VM_COMPUTE(BuildTemplate, make_template(*thread, registers[pc->b], registers[pc->b + 1]))
VM_COMPUTE(ListToTuple,
           value_or_error(make_tuple(*thread, std::span<const Value>(registers[pc->b].as<List>()->view()))))
VM_COMPUTE(MakeFunction, make_function_instruction(*thread, pc, registers, constants))
VM_COMPUTE(LoadBuildClass, load_build_class(*thread, registers))
VM_COMPUTE(LoadCommon, common_constant(thread->runtime, static_cast<CommonConstant>(pc->d)))
VM_COMPUTE(LoadLocals, locals_of_frame(*thread, Frame::of_registers(registers)))
VM_COMPUTE(Intrinsic, intrinsic(*thread, pc, registers + pc->b))
VM_COMPUTE(ImportName, import_instruction(*thread, pc, registers, constants))
VM_COMPUTE(ImportFrom, import_from(*thread, registers[pc->b], name_constant(constants, pc->c)))
VM_COMPUTE(MatchKeys, match_keys(*thread, registers[pc->b], registers[pc->c].as<Tuple>()))
VM_COMPUTE(MatchClass,
           match_class(*thread, registers[pc->b], registers[pc->c], pc->d, registers[pc->c + 1].as<Tuple>()))
VM_COMPUTE(DictRest, dict_without(*thread, registers[pc->b], registers[pc->c].as<Tuple>()))
VM_COMPUTE(MatchSequence, Value::boolean(is_match_sequence(*thread, registers[pc->b])))
VM_COMPUTE(MatchMapping, Value::boolean(is_match_mapping(*thread, registers[pc->b])))

VM_HANDLER(op_ListAppend) {
  auto* list = registers[pc->a].as<List>();
  ValueArray* storage = list->storage;
  Value item = registers[pc->b];
  if (storage != nullptr && list->size < storage->capacity) [[likely]] {
    thread->runtime.heap.write_barrier(storage, item.bits());
    storage->items[list->size++] = item;
    VM_NEXT(1);
  }
  save_position(pc, registers);
  if (list_append(*thread, list, item).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

VM_PERFORM(ListExtend,
           pc->c == 0 ? extend_display(*thread, registers[pc->a].as<List>(), registers[pc->b])
                      : extend_arguments(*thread, registers[pc->a].as<List>(), registers[pc->b], registers[pc->c - 1]))
VM_PERFORM(SetAdd, add_to_set(*thread, registers[pc->a], registers[pc->b]))
VM_PERFORM(SetUpdate, set_update(*thread, registers[pc->a].as<Set>(), registers[pc->b]))
VM_PERFORM(DictSet, dict_set(*thread, registers[pc->a].as<Dict>(), registers[pc->b], registers[pc->c]))
VM_PERFORM(DictUpdate, update_dict_display(*thread, registers[pc->a].as<Dict>(), registers[pc->b]))
VM_PERFORM(DictMerge, merge_keywords(*thread, registers[pc->a].as<Dict>(), registers[pc->b], registers[pc->c]))

}  // namespace memphis::vm
