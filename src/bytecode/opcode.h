// The opcode enum and its facts, derived from opcodes.def.
#pragma once

#include <cstdint>
#include <string_view>

namespace memphis {

enum class Opcode : uint8_t {
#define OPCODE(name, d, a, b, c, cache, meaning) k##name,
#define SPECIALIZED(name, base, meaning) k##name,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef SPECIALIZED
};

// How an instruction field is used; opcodes.def explains each.
enum class OperandMode : uint8_t {
  none,
  def,
  use,
  mod,
  win,
  base,
  dbase,
  count,
  konst,
  name,
  child,
  free,
  imm,
  flag,
  jump,
  wide,
  high
};

struct OpcodeInfo {
  std::string_view name;
  std::string_view meaning;
  OperandMode d, a, b, c;
  uint8_t cache_words;
  Opcode base;  // itself, or what a specialised form falls back to
};

inline constexpr int kOpcodeCount = 0
#define OPCODE(name, d, a, b, c, cache, meaning) +1
#define SPECIALIZED(name, base, meaning) +1
#include "bytecode/opcodes.def"
#undef OPCODE
#undef SPECIALIZED
    ;
static_assert(kOpcodeCount <= 256);

const OpcodeInfo& opcode_info(Opcode opcode);

// Operand d of LoadSpecial.
enum class SpecialContext : uint8_t { kEnter, kExit, kAsyncEnter, kAsyncExit };

// Operand d of LoadCommon.
enum class CommonConstant : uint8_t { kAssertionError, kNotImplementedError, kTuple, kAll, kAny, kList, kSet };

// Operand d of Intrinsic, with the registers it takes.
enum class Intrinsic : uint8_t {
  kPrint,                   // value: hand it to sys.displayhook (interactive mode)
  kImportStar,              // module, locals mapping: from module import *
  kAsyncGenWrap,            // value: wrap a value that an async generator yields
  kTypeVar,                 // name
  kTypeVarWithBound,        // name, function that computes the bound
  kTypeVarWithConstraints,  // name, function that computes the constraints
  kParamSpec,               // name
  kTypeVarTuple,            // name
  kSetTypeParamDefault,     // type parameter, function that computes the default; gives the parameter
  kSubscriptGeneric,        // tuple of type parameters: typing.Generic[...]
  kTypeAlias,               // name, tuple of type parameters or None, function that computes the value
  kSetFunctionTypeParams,   // function, tuple; gives the function
  kSetupAnnotations,        // locals mapping: make sure that it has __annotations__
};

}  // namespace memphis
