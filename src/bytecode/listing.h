// Code units for people and for tools: what disassemble() shows, row by row with its place in the source, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "bytecode/code_unit.h"

namespace memphis {

struct ListingRow {
  uint32_t depth = 0;     // of the unit
  PositionEntry place{};  // line 0: nowhere
  std::string text;
};

// The unit's row, its instructions, its handlers, then its children's.
std::vector<ListingRow> list_unit(const CodeUnit& unit);
// One object a unit; instructions with offset, operands, comment and place; children under "units".
std::string list_unit_json(const CodeUnit& unit);

}  // namespace memphis
