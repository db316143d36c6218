// Code units: what the compiler makes and an engine loads. Plain data: no heap object, no pointer into a Runtime, so a
// unit can be kept, written to a file or shared between Runtimes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bytecode/opcode.h"

namespace memphis {

// One 64-bit instruction word. Cache words that follow an instruction have the same size.
struct Instruction {
  Opcode opcode;
  uint8_t d;
  uint16_t a;
  uint16_t b;
  uint16_t c;

  int32_t wide() const { return static_cast<int32_t>(static_cast<uint32_t>(b) | static_cast<uint32_t>(c) << 16); }
  void set_wide(int32_t value) {
    b = static_cast<uint16_t>(value);
    c = static_cast<uint16_t>(static_cast<uint32_t>(value) >> 16);
  }
};
static_assert(sizeof(Instruction) == 8);

// A constant before any heap exists.
struct Constant {
  enum class Kind : uint8_t {
    kNone,
    kTrue,
    kFalse,
    kEllipsis,
    kInt,
    kBigInt,
    kFloat,
    kComplex,
    kStr,
    kBytes,
    kTuple,
    kFrozenSet
  };
  Kind kind = Kind::kNone;
  bool interned = false;  // a str that looks like an identifier
  int64_t integer = 0;
  double real = 0;
  double imaginary = 0;
  std::string
      text;  // big int: its digits (decimal, or with 0x/0o/0b); str: UTF-8, lone surrogates as WTF-8; bytes: themselves
  std::vector<Constant> items;  // tuple, frozenset
};

// Instructions [start, end) are covered: an exception there goes to `target` with the exception in
// `exception_register`. Entries are sorted so that the first that covers an instruction is the innermost.
struct ExceptionTableEntry {
  uint32_t start;
  uint32_t end;
  uint32_t target;
  uint16_t exception_register;
};

// From instruction word `start` on, until the next entry: the source range (lines from 1, columns from 0 in UTF-8
// bytes; line 0: no position).
struct PositionEntry {
  uint32_t start;
  uint32_t line;
  uint32_t end_line;
  uint32_t column;
  uint32_t end_column;
};

// A line that the program passes without an instruction of its own (`pass`, `try:`, `continue`, an operand that needs
// no loading): on the way from the instruction at word `source` to the one behind it, or, when `taken`, to the target
// of its jump. kEntry: before the first instruction. Sorted by source; several of one way are in order.
struct PassedLine {
  static constexpr uint32_t kEntry = 0xFFFFFFFF;
  uint32_t source;
  bool taken;
  uint32_t line;
};

// CPython's co_flags bits, as the inspect module names them.
enum CodeFlag : uint32_t {
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarArgs = 0x4,
  kCodeVarKeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeCoroutine = 0x80,
  kCodeIterableCoroutine = 0x100,
  kCodeAsyncGenerator = 0x200,
  kCodeFutureAnnotations = 0x1000000,
  kCodeHasDocstring = 0x4000000,
  kCodeMethod = 0x8000000,
};

// Registers: parameters first, in CPython's co_varnames order (positional, keyword-only, *args, **kwargs), then the
// other locals, then temporaries. A captured local holds a cell in its register once MakeCell has run (the compiler
// emits it at the start). Module, class and exec code has the locals mapping in register 0, under no name, before any
// other local.
struct CodeUnit {
  std::string name;
  std::string qualified_name;
  std::string filename;
  uint32_t scope = 0;  // number of the symbol pass, for those who look for the unit of a scope; not written down
  uint32_t first_line = 1;
  uint32_t flags = 0;
  uint32_t positional_only_count = 0;
  uint32_t argument_count = 0;  // positional parameters, positional-only included
  uint32_t keyword_only_count = 0;
  uint32_t register_count = 0;            // locals and temporaries, call windows with their headers included
  bool has_locals_register = false;       // module, class and exec code: register 0 is the locals mapping
  std::vector<std::string> local_names;   // co_varnames: registers 0.. (or 1.. with has_locals_register)
  std::vector<uint16_t> cell_locals;      // indices into local_names of captured locals
  std::vector<std::string> free_names;    // closure cells in order
  std::vector<std::string> global_names;  // co_names
  std::vector<Instruction> instructions;  // cache words are in place, zero
  std::vector<Constant> constants;        // constants[0] is the docstring when kCodeHasDocstring
  uint32_t value_count = 0;               // of these, from the front, are values (co_consts); the rest only names
  std::vector<std::unique_ptr<CodeUnit>> children;
  std::vector<ExceptionTableEntry> exception_table;
  std::vector<PositionEntry> positions;
  std::vector<PassedLine> passed_lines;
};

// Words of a call window before its first argument: the first holds the callable, the call builds the frame header
// there.
inline constexpr int kFrameWords = 6;

}  // namespace memphis
