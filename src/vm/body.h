// What the VM keeps for a Code cell: its own copy of the instructions (which it specialises in place) and the tables.
#pragma once

#include <memory>
#include <vector>

#include "bytecode/code_unit.h"
#include "objects/function.h"
#include "runtime/frame.h"

namespace memphis::vm {

class Liveness;
struct TracePoints;

struct Body {
  std::vector<Instruction> instructions;
  std::vector<ExceptionTableEntry> exception_table;
  std::vector<PositionEntry> positions;
  std::vector<PassedLine> passed_lines;
  std::vector<uint32_t> children;             // constant index of nested code unit i
  std::unique_ptr<Liveness> liveness;         // made when a collection first meets a frame
  std::unique_ptr<TracePoints> trace_points;  // null: never traced; see vm/instrument.h
  uint32_t scope = 0;                         // CodeUnit::scope
  uint32_t value_count = 0;                   // constants that are values; the others are names, or nested code

  Body();
  ~Body();

  static Body* of(const Code* code) { return static_cast<Body*>(code->body); }
  // An instruction's opcode, and the instruction, whether it is traced or not.
  Opcode opcode_at(size_t offset) const {
    Opcode opcode = instructions[offset].opcode;
    return opcode == Opcode::kTraced ? traced_opcode(offset) : opcode;
  }
  Instruction instruction_at(size_t offset) const {
    Instruction instruction = instructions[offset];
    instruction.opcode = opcode_at(offset);
    return instruction;
  }
  Opcode traced_opcode(size_t offset) const;
  uint32_t offset_of(const void* position) const {
    return static_cast<uint32_t>(static_cast<const Instruction*>(position) - instructions.data());
  }
};

// The innermost handler that covers the instruction; null: none.
const ExceptionTableEntry* find_handler(const Body* body, uint32_t offset);

// Materialises a code unit: constants, names, nested code. Takes its instructions and tables away. Null: MemoryError
// pending. Specialised native types and helpers of the engine are ready after the first call.
Code* load(Thread& thread, CodeUnit& unit);

// The unit that the code was made of, with what replace() has changed. Null: ValueError or RecursionError pending.
std::unique_ptr<CodeUnit> unit_of(Thread& thread, const Code* code);

inline uint32_t scope_of(const Code* code) { return Body::of(code)->scope; }

// The engine's entry in CodeEngine form.
extern const CodeEngine kEngine;

}  // namespace memphis::vm
