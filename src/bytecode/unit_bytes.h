// Code units as bytes: what compiled files keep. The format is this version's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bytecode/code_unit.h"

namespace memphis {

// The unit with its children.
void append_unit_bytes(const CodeUnit& unit, std::string& out);
// Null: the bytes are no such unit, or one that the verifier refuses.
std::unique_ptr<CodeUnit> unit_from_bytes(std::string_view bytes);

}  // namespace memphis
