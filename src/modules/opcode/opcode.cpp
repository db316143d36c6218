// The modules _opcode and _opcode_metadata: what the library's opcode.py and dis.py ask about instructions. They tell
// of the VM's own instructions, as co_code has them: an opcode and its small operand, two bytes a word.
#include "bytecode/opcode.h"

#include "modules/modules.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr const char* kForeignNames[] = {
#define FOREIGN_OPCODE(name) #name,
#include "modules/opcode/foreign_opcodes.def"
#undef FOREIGN_OPCODE
};
constexpr int kFirstForeign = 256;

// Null: there is no such instruction.
const OpcodeInfo* info_of(int64_t number) {
  if (number < 0 || number >= kOpcodeCount) return nullptr;
  return &opcode_info(static_cast<Opcode>(number));
}

Fallible<int64_t> opcode_argument(Thread& thread, Value value) { return to_index_int64(thread, value); }

Value is_valid(Thread& thread, Value* args) {
  return Value::boolean(info_of(TRY(opcode_argument(thread, args[0]))) != nullptr);
}

Value has_arg(Thread& thread, Value* args) {
  const OpcodeInfo* info = info_of(TRY(opcode_argument(thread, args[0])));
  return Value::boolean(info != nullptr && info->d != OperandMode::none);
}

// Constants, names, jumps and variables are operands that the two bytes do not show.
Value has_no_such_operand(Thread& thread, Value* args) {
  (void)TRY(opcode_argument(thread, args[0]));
  return Value::boolean(false);
}

// Instructions work on registers: the stack is what it was.
Value stack_effect(Thread& thread, Value* args) {
  const OpcodeInfo* info = info_of(TRY(opcode_argument(thread, args[0])));
  if (!args[1].is_unbound() && !args[1].is_none()) (void)TRY(to_index_int64(thread, args[1]));
  Value jump = args[2].is_unbound() ? Value::none() : args[2];
  if (!jump.is_none() && !jump.is_bool()) {
    return raise_value_error(thread, "stack_effect: jump must be False, True or None");
  }
  if (info == nullptr) return raise_value_error(thread, "invalid opcode or oparg");
  return Value::small_int(0);
}

Value get_executor(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kCode)) {
    return raise_type_error(thread, "expected a code object, not '{}'", type_name(thread, args[0]));
  }
  return raise(thread, ExceptionId::kRuntimeError, "Executors are not available in this build");
}

Value get_specialization_stats(Thread&, Value*) { return Value::none(); }

struct OperatorName {
  const char* name;
  const char* symbol;
};
constexpr OperatorName kOperators[] = {
    {"NB_ADD", "+"},
    {"NB_AND", "&"},
    {"NB_FLOOR_DIVIDE", "//"},
    {"NB_LSHIFT", "<<"},
    {"NB_MATRIX_MULTIPLY", "@"},
    {"NB_MULTIPLY", "*"},
    {"NB_REMAINDER", "%"},
    {"NB_OR", "|"},
    {"NB_POWER", "**"},
    {"NB_RSHIFT", ">>"},
    {"NB_SUBTRACT", "-"},
    {"NB_TRUE_DIVIDE", "/"},
    {"NB_XOR", "^"},
    {"NB_INPLACE_ADD", "+="},
    {"NB_INPLACE_AND", "&="},
    {"NB_INPLACE_FLOOR_DIVIDE", "//="},
    {"NB_INPLACE_LSHIFT", "<<="},
    {"NB_INPLACE_MATRIX_MULTIPLY", "@="},
    {"NB_INPLACE_MULTIPLY", "*="},
    {"NB_INPLACE_REMAINDER", "%="},
    {"NB_INPLACE_OR", "|="},
    {"NB_INPLACE_POWER", "**="},
    {"NB_INPLACE_RSHIFT", ">>="},
    {"NB_INPLACE_SUBTRACT", "-="},
    {"NB_INPLACE_TRUE_DIVIDE", "/="},
    {"NB_INPLACE_XOR", "^="},
    {"NB_SUBSCR", "[]"},
};

Value get_operators(Thread& thread, Value*) {
  List* list = TRY(make_list(thread));
  for (const OperatorName& each : kOperators) {
    Value name = TRY(make_str(thread, each.name));
    Value symbol = TRY(make_str(thread, each.symbol));
    TRY(list_append(thread, list, TRY(make_tuple(thread, {name, symbol}))));
  }
  return list;
}

Value get_special_method_names(Thread& thread, Value*) {
  List* list = TRY(make_list(thread));
  for (const char* name : {"__enter__", "__exit__", "__aenter__", "__aexit__"}) {
    TRY(list_append(thread, list, TRY(make_str(thread, name))));
  }
  return list;
}

// CPython's CALL_INTRINSIC instructions do not exist here.
Value get_no_intrinsics(Thread& thread, Value*) { return make_list(thread); }

constexpr NativeDefinition kFunctions[] = {
    {"stack_effect(opcode, oparg=None, /, *, jump=None)", stack_effect, "How an instruction changes the stack's size."},
    {"is_valid(opcode)", is_valid, "Is it an instruction?"},
    {"has_arg(opcode)", has_arg, "Does the instruction use its argument?"},
    {"has_const(opcode)", has_no_such_operand, "Is the argument the number of a constant?"},
    {"has_name(opcode)", has_no_such_operand, "Is the argument the number of a name?"},
    {"has_jump(opcode)", has_no_such_operand, "Is the argument a distance?"},
    {"has_free(opcode)", has_no_such_operand, "Is the argument the number of a free variable?"},
    {"has_local(opcode)", has_no_such_operand, "Is the argument the number of a local variable?"},
    {"has_exc(opcode)", has_no_such_operand, "Does the instruction set up a handler?"},
    {"get_specialization_stats()", get_specialization_stats, "Counts of specialisations; None: they are not kept."},
    {"get_nb_ops()", get_operators, "Names and symbols of the binary operators."},
    {"get_intrinsic1_descs()", get_no_intrinsics, "Names of intrinsics with one argument."},
    {"get_intrinsic2_descs()", get_no_intrinsics, "Names of intrinsics with two arguments."},
    {"get_special_method_names()", get_special_method_names, "The methods of context managers."},
    {"get_executor(code, offset)", get_executor, "The machine code of a trace."},
};

Status set_number(Thread& thread, Dict* dict, std::string_view name, int number) {
  Str* key = TRY(intern_text(thread.runtime, name));
  return dict_set_name(thread, dict, key, Value::small_int(number));
}

Status add_specialization(Thread& thread, Dict* specializations, const OpcodeInfo& info) {
  Str* base = TRY(intern_text(thread.runtime, opcode_info(info.base).name));
  Value list = dict_get_name(thread.runtime, specializations, base);
  if (list.is_unbound()) {
    list = TRY(make_list(thread));
    TRY(dict_set_name(thread, specializations, base, list));
  }
  return list_append(thread, list.as<List>(), TRY(intern_text(thread.runtime, info.name)));
}

}  // namespace

Value create_opcode_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_opcode", "Facts about instructions.", kFunctions));
  TRY(set_module_attribute(thread, module, "ENABLE_SPECIALIZATION", Value::small_int(1)));
  TRY(set_module_attribute(thread, module, "ENABLE_SPECIALIZATION_FT", Value::small_int(0)));
  return module;
}

Value create_opcode_metadata_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_opcode_metadata", "The instructions and their numbers.", {}));
  Dict* numbers = TRY(make_dict(thread));
  Dict* specialized_numbers = TRY(make_dict(thread));
  Dict* specializations = TRY(make_dict(thread));
  for (int i = 0; i < kOpcodeCount; i++) {
    const OpcodeInfo& info = opcode_info(static_cast<Opcode>(i));
    bool is_specialized = static_cast<int>(info.base) != i;
    TRY(set_number(thread, is_specialized ? specialized_numbers : numbers, info.name, i));
    if (is_specialized) TRY(add_specialization(thread, specializations, info));
  }
  for (size_t i = 0; i < std::size(kForeignNames); i++) {
    TRY(set_number(thread, numbers, kForeignNames[i], kFirstForeign + static_cast<int>(i)));
  }
  TRY(set_module_attribute(thread, module, "opmap", numbers));
  TRY(set_module_attribute(thread, module, "_specialized_opmap", specialized_numbers));
  TRY(set_module_attribute(thread, module, "_specializations", specializations));
  TRY(set_module_attribute(thread, module, "HAVE_ARGUMENT", Value::small_int(0)));
  TRY(set_module_attribute(thread, module, "MIN_INSTRUMENTED_OPCODE", Value::small_int(kFirstForeign)));
  return module;
}

}  // namespace memphis
