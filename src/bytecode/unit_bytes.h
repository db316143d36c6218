// Code units as bytes: what compiled files keep. The format is this version's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bytecode/code_unit.h"

namespace memphis {

inline constexpr uint64_t kUnitFormat = 1;

// A number that changes with the format and the table of opcodes.
constexpr uint32_t unit_format_hash() {
  constexpr std::string_view kOpcodes =
#define OPCODE(name, a, b, c, d, cache, meaning) #name #a #b #c #d #cache ";"
#include "bytecode/opcodes.def"
#undef OPCODE
      ;
  uint32_t hash = 2166136261u + static_cast<uint32_t>(kUnitFormat);
  for (char character : kOpcodes) hash = (hash ^ static_cast<uint8_t>(character)) * 16777619u;
  return hash ^ hash >> 16;
}

// The unit with its children.
void append_unit_bytes(const CodeUnit& unit, std::string& out);
// Null: the bytes are no such unit, or one that the verifier refuses.
std::unique_ptr<CodeUnit> unit_from_bytes(std::string_view bytes);
// The same for bytes that append_unit_bytes is known to have written: nothing is verified.
std::unique_ptr<CodeUnit> unit_from_trusted_bytes(std::string_view bytes);

}  // namespace memphis
