// Moves, constants, jumps, locals, cells, globals.
#include "runtime/variables.h"

#include "runtime/dict_operations.h"
#include "runtime/safepoint.h"
#include "vm/handler.h"

namespace memphis::vm {

VM_HANDLER(op_Nop) { VM_NEXT(1); }

VM_HANDLER(op_Move) {
  registers[pc->a] = registers[pc->b];
  VM_NEXT(1);
}

VM_HANDLER(op_LoadConst) {
  registers[pc->a] = constants[pc->b];
  VM_NEXT(1);
}

VM_HANDLER(op_LoadConstLong) {
  registers[pc->a] = constants[static_cast<uint32_t>(pc->wide())];
  VM_NEXT(1);
}

VM_HANDLER(op_LoadInt) {
  registers[pc->a] = Value::small_int(pc->wide());
  VM_NEXT(1);
}

VM_HANDLER(op_ClearLocal) {
  registers[pc->a] = Value::unbound();
  VM_NEXT(1);
}

// ---- Jumps ----

VM_HANDLER(op_Jump) { VM_GO(pc + static_cast<int32_t>(pc->wide())); }

// A taken jump may go back: `while` loops end in a conditional jump to their start. So it is a safepoint.
VM_HANDLER(attend_wide_jump) {
  save_position(pc, registers);
  if (safepoint(*thread).failed()) VM_TAIL(unwind);
  VM_GO(pc + pc->wide());
}

VM_HANDLER(attend_jump) {
  save_position(pc, registers);
  if (safepoint(*thread).failed()) VM_TAIL(unwind);
  VM_NEXT(static_cast<int16_t>(pc->c));
}

namespace {

VM_HANDLER(slow_jump_if) {
  save_position(pc, registers);
  Fallible<bool> truth = is_true(*thread, registers[pc->a]);
  if (truth.failed()) VM_TAIL(unwind);
  bool wanted = opcode_of(pc, registers) == Opcode::kJumpIfTrue;
  if (truth.value() != wanted) VM_NEXT(1);
  VM_JUMP_WIDE();
}

}  // namespace

// `wide` holds the low half in b and the high half in c; as one 32-bit load it is the upper half of the word.
VM_HANDLER(op_JumpBack) { VM_JUMP_WIDE(); }

VM_HANDLER(op_JumpIfTrue) {
  Value x = registers[pc->a];
  if (x.is_true()) VM_JUMP_WIDE();
  if (x.is_false() || x.is_none()) VM_NEXT(1);
  VM_TAIL(slow_jump_if);
}

VM_HANDLER(op_JumpIfFalse) {
  Value x = registers[pc->a];
  if (x.is_true()) VM_NEXT(1);
  if (x.is_false() || x.is_none()) VM_JUMP_WIDE();
  VM_TAIL(slow_jump_if);
}

VM_HANDLER(op_JumpIfNone) {
  if (!registers[pc->a].is_none()) VM_NEXT(1);
  VM_JUMP_WIDE();
}
VM_HANDLER(op_JumpIfNotNone) {
  if (registers[pc->a].is_none()) VM_NEXT(1);
  VM_JUMP_WIDE();
}
VM_HANDLER(op_JumpIfUnbound) { VM_GO(registers[pc->a].is_unbound() ? pc + pc->wide() : pc + 1); }

// ---- Locals and cells ----

namespace {

inline CellObject* closure_cell(Value* registers, uint16_t index) {
  return Frame::of_registers(registers)->function->closure->items[index].as<CellObject>();
}

VM_HANDLER(fail_unbound_local) {
  save_position(pc, registers);
  uint16_t name = opcode_of(pc, registers) == Opcode::kCheckBound ? pc->b : pc->c;
  raise_unbound_local(*thread, name_constant(constants, name));
  VM_TAIL(unwind);
}

VM_HANDLER(fail_unbound_free) {
  save_position(pc, registers);
  raise_unbound_free(*thread, name_constant(constants, pc->c));
  VM_TAIL(unwind);
}

}  // namespace

VM_HANDLER(op_CheckBound) {
  if (registers[pc->a].is_unbound()) [[unlikely]]
    VM_TAIL(fail_unbound_local);
  VM_NEXT(1);
}

VM_HANDLER(op_MakeCell) {
  CellObject* cell = make_cell_object(*thread, registers[pc->a]);
  if (cell == nullptr) {
    save_position(pc, registers);
    VM_TAIL(unwind);
  }
  registers[pc->a] = cell;
  VM_NEXT(1);
}

VM_HANDLER(op_LoadCell) {
  Value value = registers[pc->b].as<CellObject>()->contents;
  if (value.is_unbound()) [[unlikely]]
    VM_TAIL(fail_unbound_local);
  registers[pc->a] = value;
  VM_NEXT(1);
}

VM_HANDLER(op_StoreCell) {
  Cell* cell = registers[pc->a].cell();
  static_cast<CellObject*>(cell)->contents.set(cell, registers[pc->b]);
  VM_NEXT(1);
}

VM_HANDLER(op_DeleteCell) {
  auto* cell = registers[pc->a].as<CellObject>();
  if (cell->contents.get().is_unbound()) VM_TAIL(fail_unbound_local);
  cell->contents.set(cell, Value::unbound());
  VM_NEXT(1);
}

VM_HANDLER(op_LoadFree) {
  Value value = closure_cell(registers, pc->b)->contents;
  if (value.is_unbound()) [[unlikely]]
    VM_TAIL(fail_unbound_free);
  registers[pc->a] = value;
  VM_NEXT(1);
}

VM_HANDLER(op_StoreFree) {
  CellObject* cell = closure_cell(registers, pc->a);
  cell->contents.set(cell, registers[pc->b]);
  VM_NEXT(1);
}

VM_HANDLER(op_DeleteFree) {
  CellObject* cell = closure_cell(registers, pc->a);
  if (cell->contents.get().is_unbound()) VM_TAIL(fail_unbound_free);
  cell->contents.set(cell, Value::unbound());
  VM_NEXT(1);
}

VM_HANDLER(op_LoadClosure) {
  registers[pc->a] = closure_cell(registers, pc->b);
  VM_NEXT(1);
}

// ---- Globals and names ----

namespace {

// Finds a name among globals and built-ins: which dict has it at which entry. -1: neither.
struct GlobalPlace {
  Dict* dict;
  int64_t entry;
  bool is_builtin;
};

GlobalPlace find_global(Thread& thread, Function* function, Str* name) {
  Runtime& runtime = thread.runtime;
  // Dicts of classes derived from dict may have a __getitem__ of their own.
  if (function->globals->is_subclass_instance() || function->builtins->is_subclass_instance())
    return {nullptr, -1, false};
  int64_t entry = dict_find_name(runtime, function->globals, name);
  if (entry >= 0) return {function->globals, entry, false};
  return {function->builtins, dict_find_name(runtime, function->builtins, name), true};
}

// Remembers the entry, from the second time on that the instruction runs (most module code runs once).
void specialize_global(Runtime& runtime, Instruction* pc, const GlobalPlace& place, Function* function, Opcode module,
                       Opcode builtin) {
  if (!has_run_before(pc)) return;
  uint64_t versions = dict_watch_keys(runtime, function->globals);
  if (versions == 0) return;
  if (place.is_builtin) {
    uint32_t builtins_version = dict_watch_keys(runtime, function->builtins);
    if (builtins_version == 0) return;
    versions = versions << 31 | builtins_version;
  }
  set_cache_number(pc, 1, versions);
  remember_entry(pc, &place.dict->table->entries()[place.entry]);
  specialize(pc, place.is_builtin ? builtin : module);
}

inline bool names_are_watched(const Instruction* pc, const Function* function) {
  uint64_t versions = uint64_t{function->globals->keys_version} << 31 | function->builtins->keys_version;
  return versions == cache_number(pc, 1);
}

VM_HANDLER(general_global) {
  save_position(pc, registers);
  Function* function = Frame::of_registers(registers)->function;
  Str* name = name_constant(constants, pc->b);
  specialize(pc, opcode_info(pc->opcode).base);
  GlobalPlace place = find_global(*thread, function, name);
  if (place.entry >= 0) {
    registers[pc->a] = place.dict->table->entries()[place.entry].value;
    specialize_global(thread->runtime, pc, place, function, Opcode::kLoadGlobalModule, Opcode::kLoadGlobalBuiltin);
    VM_NEXT(3);
  }
  Value value = load_global(*thread, function, name);
  if (value.is_error()) VM_TAIL(unwind);
  registers[pc->a] = value;
  VM_NEXT(3);
}

}  // namespace

VM_HANDLER(op_LoadGlobal) { VM_TAIL(general_global); }

VM_HANDLER(op_LoadGlobalModule) {
  Dict* globals = Frame::of_registers(registers)->function->globals;
  if (globals->keys_version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_global);
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(3);
}

VM_HANDLER(op_LoadGlobalBuiltin) {
  if (!names_are_watched(pc, Frame::of_registers(registers)->function)) [[unlikely]]
    VM_TAIL(general_global);
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(3);
}

namespace {

// Remembers the entry that a store has just gone to.
void specialize_store(Runtime& runtime, Instruction* pc, Dict* dict, Str* name, Opcode special) {
  if (!has_run_before(pc)) return;
  int64_t entry = dict_find_name(runtime, dict, name);
  uint32_t version = entry < 0 ? 0 : dict_watch_keys(runtime, dict);
  if (version == 0) return;
  set_cache_number(pc, 1, version);
  remember_entry(pc, &dict->table->entries()[entry]);
  specialize(pc, special);
}

inline void store_remembered(Thread* thread, const Instruction* pc, const Dict* dict, Value value) {
  thread->runtime.heap.write_barrier(dict->table, value.bits());
  remembered_entry(pc)->value = value;
}

VM_HANDLER(general_store_global) {
  save_position(pc, registers);
  Dict* globals = Frame::of_registers(registers)->function->globals;
  Str* name = name_constant(constants, pc->a);
  if (dict_set_name(*thread, globals, name, registers[pc->b]).failed()) VM_TAIL(unwind);
  specialize_store(thread->runtime, pc, globals, name, Opcode::kStoreGlobalModule);
  VM_NEXT(3);
}

}  // namespace

VM_HANDLER(op_StoreGlobal) { VM_TAIL(general_store_global); }

VM_HANDLER(op_StoreGlobalModule) {
  Dict* globals = Frame::of_registers(registers)->function->globals;
  if (globals->keys_version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_store_global);
  store_remembered(thread, pc, globals, registers[pc->b]);
  VM_NEXT(3);
}

VM_HANDLER(op_DeleteGlobal) {
  save_position(pc, registers);
  Function* function = Frame::of_registers(registers)->function;
  if (delete_global(*thread, function, name_constant(constants, pc->a)).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

namespace {

VM_HANDLER(general_name) {
  save_position(pc, registers);
  Function* function = Frame::of_registers(registers)->function;
  Str* name = name_constant(constants, pc->b);
  specialize(pc, Opcode::kLoadName);
  Value mapping = registers[pc->c];
  if (mapping.cell() == function->globals.get()) {
    GlobalPlace place = find_global(*thread, function, name);
    if (place.entry >= 0) {
      registers[pc->a] = place.dict->table->entries()[place.entry].value;
      specialize_global(thread->runtime, pc, place, function, Opcode::kLoadNameModule, Opcode::kLoadNameBuiltin);
      VM_NEXT(3);
    }
  }
  Value value = find_in_namespace(*thread, mapping, name);
  if (value.is_unbound()) value = load_global(*thread, function, name);
  if (value.is_error()) VM_TAIL(unwind);
  registers[pc->a] = value;
  VM_NEXT(3);
}

VM_HANDLER(general_store_name) {
  save_position(pc, registers);
  Value mapping = registers[pc->a];
  Str* name = name_constant(constants, pc->c);
  specialize(pc, Opcode::kStoreName);
  if (mapping.is_exactly(Kind::kDict)) {
    auto* dict = mapping.as<Dict>();
    if (dict_set_name(*thread, dict, name, registers[pc->b]).failed()) VM_TAIL(unwind);
    specialize_store(thread->runtime, pc, dict, name, Opcode::kStoreNameModule);
    VM_NEXT(3);
  }
  if (set_item(*thread, mapping, name, registers[pc->b]).failed()) VM_TAIL(unwind);
  VM_NEXT(3);
}

}  // namespace

VM_HANDLER(op_LoadName) { VM_TAIL(general_name); }

VM_HANDLER(op_LoadNameModule) {
  Dict* globals = Frame::of_registers(registers)->function->globals;
  if (registers[pc->c].cell() != globals || globals->keys_version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_name);
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(3);
}

VM_HANDLER(op_LoadNameBuiltin) {
  Function* function = Frame::of_registers(registers)->function;
  if (registers[pc->c].cell() != function->globals.get() || !names_are_watched(pc, function)) [[unlikely]]
    VM_TAIL(general_name);
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(3);
}

VM_HANDLER(op_StoreName) { VM_TAIL(general_store_name); }

VM_HANDLER(op_StoreNameModule) {
  Value mapping = registers[pc->a];
  if (!mapping.is_exactly(Kind::kDict) || mapping.as<Dict>()->keys_version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_store_name);
  store_remembered(thread, pc, mapping.as<Dict>(), registers[pc->b]);
  VM_NEXT(3);
}

VM_HANDLER(op_DeleteName) {
  save_position(pc, registers);
  if (delete_from_namespace(*thread, registers[pc->a], name_constant(constants, pc->b)).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

VM_HANDLER(op_LoadNameOrFree) {
  save_position(pc, registers);
  Function* function = Frame::of_registers(registers)->function;
  auto* name = function->code->free_names->items[pc->b].as<Str>();
  Value value = find_in_namespace(*thread, registers[pc->c], name);
  if (value.is_unbound()) {
    value = closure_cell(registers, pc->b)->contents;
    if (value.is_unbound()) {
      raise_unbound_free(*thread, name);
      VM_TAIL(unwind);
    }
  }
  if (value.is_error()) VM_TAIL(unwind);
  registers[pc->a] = value;
  VM_NEXT(1);
}

VM_HANDLER(op_LoadNameOrGlobal) {
  save_position(pc, registers);
  Str* name = name_constant(constants, pc->b);
  Value value = find_in_namespace(*thread, registers[pc->c], name);
  if (value.is_unbound()) value = load_global(*thread, Frame::of_registers(registers)->function, name);
  if (value.is_error()) VM_TAIL(unwind);
  registers[pc->a] = value;
  VM_NEXT(1);
}

}  // namespace memphis::vm
