#include "bytecode/opcode_document.h"

#include "base/number_text.h"
#include "bytecode/code_unit.h"

namespace memphis {

namespace {

constexpr const char* kModeNames[] = {"",     "def",   "use",  "mod", "win",  "base", "dbase", "count", "konst",
                                      "name", "child", "free", "imm", "flag", "jump", "wide",  ""};

constexpr const char* kIntroduction =
    R"(# Bytecode

This file is made from `src/bytecode/opcodes.def` (a test of the bytecode library compares the two; run it with
`MEMPHIS_UPDATE_GOLDEN=1` after changing the table). `memphis explain bytecode FILE` shows a program in these instructions.

Code runs on registers: the frame's variables first (parameters, other variables, captured ones, which hold a cell), then
temporaries. Modules, class bodies and `exec` keep their locals mapping in register 0.

An instruction is one 64-bit word: opcode and `d` (8 bits each), `a`, `b`, `c` (16 bits each). Some are followed by inline
cache words of the same size. How a field is used:

| mode | meaning |
| --- | --- |
| def, use, mod | a register that is written; read; read and changed |
| win | the first register of a call window: the frame header, whose first word holds the callable, then the arguments |
| base, dbase | the first of several consecutive registers that are read; written |
| count | a number of registers or items |
| konst, name | the index of a constant; of one that is an interned str |
| child, free | the index of a nested code unit; of a closure cell |
| imm, flag | a signed number; a small enumeration or bit set |
| jump | a signed distance in words from this instruction; in `b` it takes 32 bits (`b` and `c`) |
| wide | a signed 32-bit number in `b` and `c` |

A call window's header has )";

void append_operands(std::string& out, const OpcodeInfo& info) {
  const OperandMode modes[] = {info.d, info.a, info.b, info.c};
  const char* fields[] = {"d", "a", "b", "c"};
  bool first = true;
  for (int i = 0; i < 4; i++) {
    if (modes[i] == OperandMode::none || modes[i] == OperandMode::high) continue;
    if (!first) out += ", ";
    first = false;
    out += fields[i];
    out += ' ';
    out += kModeNames[static_cast<size_t>(modes[i])];
  }
}

void append_cell(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
}

}  // namespace

std::string opcode_document() {
  std::string out = kIntroduction;
  append_int(out, kFrameWords);
  out +=
      " words. What lies above a window is dead during the call.\n\n| opcode | operands | cache | meaning |\n| --- | "
      "--- | --- | --- |\n";
  for (int i = 0; i < kOpcodeCount; i++) {
    const OpcodeInfo& info = opcode_info(static_cast<Opcode>(i));
    if (info.base != static_cast<Opcode>(i)) continue;
    out += "| ";
    out += info.name;
    out += " | ";
    append_operands(out, info);
    out += " | ";
    if (info.cache_words > 0) append_int(out, info.cache_words);
    out += " | ";
    append_cell(out, info.meaning);
    out += " |\n";
  }
  out +=
      "\nSpecialised forms, which the VM puts in place of an instruction when it has seen its operands:\n\n"
      "| opcode | of | when |\n| --- | --- | --- |\n";
  for (int i = 0; i < kOpcodeCount; i++) {
    const OpcodeInfo& info = opcode_info(static_cast<Opcode>(i));
    if (info.base == static_cast<Opcode>(i)) continue;
    out += "| ";
    out += info.name;
    out += " | ";
    out += opcode_info(info.base).name;
    out += " | ";
    append_cell(out, info.meaning);
    out += " |\n";
  }
  return out;
}

}  // namespace memphis
