// From a list of instructions with symbolic jump targets to a laid-out CodeUnit: threads jumps, drops what cannot be
// reached and checks of locals that are surely bound, places cache words, encodes distances, and writes the exception
// and position tables.
#pragma once

#include <cstdint>
#include <vector>

#include "bytecode/code_unit.h"

namespace memphis {

using Label = uint32_t;
inline constexpr Label kNoLabel = 0xFFFFFFFF;

// Number of the handler that covers an instruction; handlers cover each instruction at most once (the innermost: what
// it does not want it raises again, from instructions that the next one covers).
using HandlerId = uint32_t;
inline constexpr HandlerId kNoHandler = 0xFFFFFFFF;

struct SourceRange {
  uint32_t line = 0;  // 0: no position
  uint32_t end_line = 0;
  uint32_t column = 0;
  uint32_t end_column = 0;
  bool operator==(const SourceRange&) const = default;
};

class Assembler {
 public:
  Label new_label();
  void bind(Label label);
  // Is the next instruction reached by falling from the previous one?
  bool falls_through() const;
  // Whether the last that came was a line without an instruction, and nothing jumps to what follows it.
  bool ends_with_line() const;

  // Later instructions have this position, until the next call.
  void set_position(SourceRange range);
  SourceRange position() const { return position_; }

  HandlerId new_handler(Label target, uint16_t exception_register);
  HandlerId current_handler() const { return handler_; }
  void set_handler(HandlerId handler) { handler_ = handler; }

  // The program passes the line of the current position here, with an instruction or without.
  void emit_line() { emit(Opcode::kNop); }
  void emit(Opcode opcode, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0);
  void emit_wide(Opcode opcode, uint32_t a, int32_t value);
  // A jump: its operands, and in the column of its mode the label.
  void emit_jump(Opcode opcode, Label target, uint32_t a = 0, uint32_t b = 0, uint32_t d = 0);

  // An operand was too large for its field: the unit is not to be used.
  bool overflowed() const { return overflowed_; }

  // Threads jumps and drops what is not needed. Registers below `local_count` are variables (checked by CheckBound);
  // those below `parameter_count` are bound at entry.
  void optimize(uint32_t parameter_count, uint32_t local_count);
  // Which constants and names the instructions speak of, by number.
  struct Used {
    std::vector<uint8_t> constants;
    std::vector<uint8_t> names;
  };
  Used used() const;
  // From numbers to indices.
  void place_constants(const std::vector<uint32_t>& constants, const std::vector<uint32_t>& names);
  // Lays the instructions out into `unit` (instructions, exception_table, positions). kJumpTooFar: some 16-bit jump
  // does not reach; compile again without them.
  enum class Result : uint8_t { kDone, kJumpTooFar };
  Result lay_out(CodeUnit& unit) const;

  // Does the instruction never go on with the next one?
  static bool ends_flow(Opcode opcode);
  static bool has_safepoint(Opcode opcode);

 private:
  friend class BoundChecks;
  struct Item {
    Instruction instruction;
    Label target;  // kNoLabel: no jump
    uint32_t position;
    HandlerId handler;
    uint32_t next_lines = 0;  // numbers in line_lists_: lines passed on the way to the next item,
    uint32_t jump_lines = 0;  // and to the jump's target
  };
  struct Handler {
    Label target;
    uint16_t exception_register;
  };

  static bool is_jump(const Item& item) { return item.target != kNoLabel; }
  uint32_t item_at(Label label) const { return labels_[label]; }
  uint32_t line_of(const Item& item) const { return ranges_[item.position].line; }
  uint32_t add_lines(std::vector<uint32_t> lines);
  uint32_t join_lines(uint32_t first, uint32_t second);
  void absorb_lines();
  void thread_jumps();
  void drop_unreachable();
  bool drop_jumps_to_next();
  void part_ways();
  void hand_lines_over(const std::vector<uint8_t>& keep);
  void invert_jumps_over_jumps();
  static bool invert(Instruction& instruction);
  void compact(const std::vector<uint8_t>& keep);
  void write_exception_table(CodeUnit& unit, const std::vector<uint32_t>& offsets) const;
  void write_positions(CodeUnit& unit, const std::vector<uint32_t>& offsets) const;
  void write_passed_lines(CodeUnit& unit, const std::vector<uint32_t>& offsets) const;

  std::vector<Item> items_;
  std::vector<uint32_t> labels_;  // index of the item that a label stands before
  std::vector<Handler> handlers_;
  std::vector<SourceRange> ranges_;
  std::vector<std::vector<uint32_t>> line_lists_ = {{}};
  uint32_t entry_lines_ = 0;
  SourceRange position_;
  uint32_t position_index_ = 0;
  HandlerId handler_ = kNoHandler;
  bool overflowed_ = false;
};

}  // namespace memphis
