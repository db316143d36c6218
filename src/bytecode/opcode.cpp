#include "bytecode/opcode.h"

namespace memphis {

namespace {

constexpr OpcodeInfo kRows[] = {
#define OPCODE(name, d, a, b, c, cache, meaning) \
  {#name, meaning, OperandMode::d, OperandMode::a, OperandMode::b, OperandMode::c, cache, Opcode::k##name},
#define SPECIALIZED(name, base, meaning) \
  {#name, meaning, OperandMode::none, OperandMode::none, OperandMode::none, OperandMode::none, 0, Opcode::k##base},
#include "bytecode/opcodes.def"
#undef OPCODE
#undef SPECIALIZED
};

struct FullTable {
  OpcodeInfo rows[kOpcodeCount];
};

// A specialised row takes its operands and cache words from its base.
constexpr FullTable complete() {
  FullTable table{};
  for (int i = 0; i < kOpcodeCount; i++) {
    table.rows[i] = kRows[static_cast<int>(kRows[i].base)];
    table.rows[i].name = kRows[i].name;
    table.rows[i].meaning = kRows[i].meaning;
    table.rows[i].base = kRows[i].base;
  }
  return table;
}

constexpr FullTable kTable = complete();

}  // namespace

const OpcodeInfo& opcode_info(Opcode opcode) { return kTable.rows[static_cast<int>(opcode)]; }

}  // namespace memphis
