// Checks that a code unit keeps the promises that the VM relies on without looking.
#pragma once

#include <string>

#include "bytecode/code_unit.h"

namespace memphis {

enum class VerifyChildren : bool { kNo, kYes };

// Empty when the unit (and its children) is sound, else what is wrong, with the unit's name and the instruction's
// offset.
std::string verify(const CodeUnit& unit, VerifyChildren children = VerifyChildren::kYes);

}  // namespace memphis
