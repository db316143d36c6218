// Code units as text, and back. One instruction a line:
//
//       12  LoadAttr          r3, r0, n4          [7:4-7:9]   ; "name"
//
// offset, opcode, operands in the order d, a, b, c (r register, k constant, n name, u child, f closure cell, #
// immediate, ! flag, * count, @ offset that a jump goes to), the source range where it differs from the previous
// instruction's
// ("[-]": none), and after `;` a comment that reading ignores.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bytecode/code_unit.h"

namespace memphis {

struct DisassemblerOptions {
  bool positions = true;
  bool children = true;
};

std::string disassemble(const CodeUnit& unit, DisassemblerOptions options = {});
// One instruction without offset, position and comment.
std::string disassemble_instruction(const CodeUnit& unit, uint32_t offset);
// What its operands mean: constants, names, children, closure cells; empty: nothing to say.
std::string instruction_comment(const CodeUnit& unit, uint32_t offset);
// Python-like text of a constant for comments.
std::string describe_constant(const Constant& constant);

struct ReadUnitResult {
  std::unique_ptr<CodeUnit> unit;  // null: `error` tells why
  std::string error;
};

// Reads what disassemble() wrote.
ReadUnitResult read_unit(std::string_view text);

}  // namespace memphis
