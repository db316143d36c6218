// How opcode handlers are written.
//
// Each opcode is a function of its own; it ends by tail-calling the next instruction's. The four arguments live in
// registers that C++ calls preserve (preserve_none puts them there), so a handler that calls out need not save them:
//
//   pc         the instruction; operands are pc->a, pc->b, pc->c, pc->d; cache words follow it
//   registers  of the running frame; Frame::of_registers(registers) is the frame
//   thread
//   constants  of the running code
//
// Invariants:
// - Before anything that can fail, look at frames or run user code, the frame's `position` is `pc` (save_position).
// - thread->stack_top is above the running frame, except in frames of generators, where it is where the resumer left
// it.
// - A handler that fails tail-calls unwind with the exception pending.
#pragma once

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "vm/body.h"

namespace memphis::vm {

typedef
    __attribute__((preserve_none)) Value (*HandlerPointer)(Instruction* pc, Value* registers, Thread* thread,  // NOLINT
                                                           const Value* constants);

extern const HandlerPointer kDispatch[256];

// The two macros that C++ has no other words for: a handler's head, and its tail call.
#define VM_HANDLER(name)                                                                                         \
  __attribute__((preserve_none)) Value name([[maybe_unused]] Instruction* pc, [[maybe_unused]] Value* registers, \
                                            [[maybe_unused]] Thread* thread, [[maybe_unused]] const Value* constants)
#define VM_GO(target)                                                                                         \
  do {                                                                                                        \
    Instruction* vm_next_ = (target);                                                                         \
    [[clang::musttail]] return kDispatch[static_cast<uint8_t>(vm_next_->opcode)](vm_next_, registers, thread, \
                                                                                 constants);                  \
  } while (false)
#define VM_NEXT(words) VM_GO(pc + (words))
#define VM_TAIL(handler) [[clang::musttail]] return handler(pc, registers, thread, constants)

// Take the jump that the instruction makes, a safepoint first: its distance is in b and c, or in c alone.
VM_HANDLER(attend_wide_jump);
VM_HANDLER(attend_jump);
#define VM_JUMP_WIDE()                          \
  do {                                          \
    if (thread->wants_attention()) [[unlikely]] \
      VM_TAIL(attend_wide_jump);                \
    VM_GO(pc + pc->wide());                     \
  } while (false)
#define VM_JUMP()                               \
  do {                                          \
    if (thread->wants_attention()) [[unlikely]] \
      VM_TAIL(attend_jump);                     \
    VM_NEXT(static_cast<int16_t>(pc->c));       \
  } while (false)

VM_HANDLER(unwind);           // the pending exception goes to its handler, or leaves the frame
VM_HANDLER(unwind_reraised);  // as unwind, without a new traceback entry

// Takes a frame off the thread, which ends.
void leave_frame(Thread& thread, Frame* frame);

// A Python function's frame on top of the stack, for an instruction without a call window (or in a generator, whose
// window cannot hold a frame). Gives its registers; null: no room, nothing has changed. Returning writes the
// instruction's `a`.
Value* push_detached(Thread* thread, Instruction* pc, Value* registers, Function* function, const Value* arguments,
                     size_t count);

// Resumes a generator of the VM within the loop, for ForIter and Send: gives the instruction to go on at, or null when
// that must be done the general way. `sent` goes in. The generator's frame is thread->frame then.
Instruction* resume_iterated(Thread* thread, Instruction* pc, Value* registers, Generator* generator, Value sent);
// Undoes what resume_iterated has done to the thread, when the generator's frame has been left.
void leave_iterated(Thread& thread, Generator* generator);

inline void save_position(Instruction* pc, Value* registers) { Frame::of_registers(registers)->position = pc; }

// What the instruction is, where it may be traced (vm/instrument.h). Specialised forms reach few that need to know.
inline Opcode opcode_of(const Instruction* pc, const Value* registers) {
  if (pc->opcode != Opcode::kTraced) [[likely]]
    return pc->opcode;
  const Body* body = Body::of(Frame::of_registers(const_cast<Value*>(registers))->code());
  return body->opcode_at(body->offset_of(pc));
}
// Turns an instruction into another form of itself, unless it is traced.
inline void specialize(Instruction* pc, Opcode opcode) {
  if (pc->opcode != Opcode::kTraced) [[likely]]
    pc->opcode = opcode;
}

// Cache words. Numbers are stored with the low bit set, so that the collector can tell them from cells.
inline uint64_t cache_word(const Instruction* pc, int index) {
  uint64_t bits;
  __builtin_memcpy(&bits, pc + 1 + index, 8);
  return bits;
}
inline void set_cache_word(Instruction* pc, int index, uint64_t bits) { __builtin_memcpy(pc + 1 + index, &bits, 8); }
template <class T>
T* cache_cell(const Instruction* pc, int index) {
  return reinterpret_cast<T*>(cache_word(pc, index));
}
inline void set_cache_cell(Instruction* pc, int index, const Cell* cell) {
  set_cache_word(pc, index, reinterpret_cast<uint64_t>(cell));
}
inline uint64_t cache_number(const Instruction* pc, int index) { return cache_word(pc, index) >> 1; }
inline void set_cache_number(Instruction* pc, int index, uint64_t number) {
  set_cache_word(pc, index, number << 1 | 1);
}

// A dict's entry, remembered in cache word 0 as long as the dict has the keys version of cache word 1 (see
// objects/dict.h).
inline void remember_entry(Instruction* pc, const DictEntry* entry) {
  set_cache_number(pc, 0, reinterpret_cast<uint64_t>(entry));
}
inline DictEntry* remembered_entry(const Instruction* pc) { return reinterpret_cast<DictEntry*>(cache_number(pc, 0)); }

// False the first time that a general form asks: code that runs once is not worth specialising. Uses cache word 0.
inline bool has_run_before(Instruction* pc) {
  if (cache_word(pc, 0) != 0) return true;
  set_cache_number(pc, 0, 0);
  return false;
}

inline Str* name_constant(const Value* constants, uint16_t index) { return constants[index].as<Str>(); }

// Declares every handler: op_Move and so on.
#define OPCODE(name, d, a, b, c, cache, meaning) VM_HANDLER(op_##name);
#define SPECIALIZED(name, base, meaning) VM_HANDLER(op_##name);
#include "bytecode/opcodes.def"
#undef OPCODE
#undef SPECIALIZED

}  // namespace memphis::vm
