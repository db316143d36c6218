#pragma once

#include <string>

namespace memphis {

// docs/bytecode.md: the instruction format, the operand modes and every opcode, from the table.
std::string opcode_document();

}  // namespace memphis
