// Checks that a code unit keeps the promises that the VM relies on without looking.
#pragma once

#include <string>

#include "bytecode/code_unit.h"

namespace memphis {

// Empty when the unit and its children are sound, else what is wrong, with the unit's name and the instruction's offset.
std::string verify(const CodeUnit& unit);

}  // namespace memphis
