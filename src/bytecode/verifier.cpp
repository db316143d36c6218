#include "bytecode/verifier.h"

#include <vector>

namespace memphis {

namespace {

class Verifier {
 public:
  explicit Verifier(const CodeUnit& unit) : unit_(unit) {}

  std::string run(VerifyChildren children) {
    check_header();
    find_starts();
    for (uint32_t at = 0; at < unit_.instructions.size() && error_.empty(); at++) {
      if (starts_[at]) check_instruction(at);
    }
    check_tables();
    if (!error_.empty()) return unit_.qualified_name + ": " + error_;
    if (children == VerifyChildren::kNo) return {};
    for (const auto& child : unit_.children) {
      std::string error = Verifier(*child).run(children);
      if (!error.empty()) return error;
    }
    return {};
  }

 private:
  void fail(uint32_t at, const char* what) {
    if (error_.empty()) error_ = "at " + std::to_string(at) + ": " + what;
  }
  void check_header();
  void find_starts();
  void check_instruction(uint32_t at);
  void check_operand(uint32_t at, OperandMode mode, uint32_t value, bool is_wide);
  void check_register(uint32_t at, uint64_t first, uint64_t count);
  void check_ranges(uint32_t at, const Instruction& instruction);
  void check_jump(uint32_t at, int32_t distance);
  void check_flow(uint32_t at);
  void check_tables();

  const CodeUnit& unit_;
  std::vector<uint8_t> starts_;
  std::string error_;
};

void Verifier::check_header() {
  uint64_t parameters = uint64_t{unit_.argument_count} + unit_.keyword_only_count +
                        ((unit_.flags & kCodeVarArgs) != 0) + ((unit_.flags & kCodeVarKeywords) != 0);
  uint64_t locals = unit_.local_names.size();
  if (parameters > locals) fail(0, "more parameters than locals");
  if (unit_.positional_only_count > unit_.argument_count) fail(0, "more positional-only parameters than positional");
  if (locals + unit_.has_locals_register > unit_.register_count) fail(0, "fewer registers than locals");
  for (uint16_t index : unit_.cell_locals) {
    if (index >= locals) fail(0, "cell index out of range");
  }
  if ((unit_.flags & kCodeHasDocstring) != 0 &&
      (unit_.constants.empty() || unit_.constants[0].kind != Constant::Kind::kStr)) {
    fail(0, "constant 0 is not the docstring");
  }
}

void Verifier::find_starts() {
  starts_.resize(unit_.instructions.size() + 1);
  uint32_t at = 0;
  while (at < unit_.instructions.size()) {
    if (static_cast<int>(unit_.instructions[at].opcode) >= kOpcodeCount) return fail(at, "no such opcode");
    starts_[at] = 1;
    uint32_t cache = opcode_info(unit_.instructions[at].opcode).cache_words;
    at += 1 + cache;
  }
  if (at != unit_.instructions.size()) fail(at, "cache words run over the end");
}

void Verifier::check_register(uint32_t at, uint64_t first, uint64_t count) {
  if (first + count > unit_.register_count) fail(at, "register out of range");
}

void Verifier::check_jump(uint32_t at, int32_t distance) {
  int64_t target = int64_t{at} + distance;
  if (target < 0 || target >= static_cast<int64_t>(unit_.instructions.size()) ||
      !starts_[static_cast<size_t>(target)]) {
    fail(at, "jump into nowhere");
  }
}

void Verifier::check_operand(uint32_t at, OperandMode mode, uint32_t value, bool is_wide) {
  switch (mode) {
    case OperandMode::none:
      if (value != 0) fail(at, "unused operand is not zero");
      return;
    case OperandMode::def:
    case OperandMode::use:
    case OperandMode::mod: return check_register(at, value, 1);
    case OperandMode::win: return check_register(at, value, kFrameWords);
    case OperandMode::konst:
      if (value >= unit_.constants.size()) fail(at, "constant out of range");
      return;
    case OperandMode::name:
      if (value >= unit_.constants.size()) return fail(at, "name out of range");
      if (unit_.constants[value].kind != Constant::Kind::kStr || !unit_.constants[value].interned) {
        fail(at, "name operand is no interned str");
      }
      return;
    case OperandMode::child:
      if (value >= unit_.children.size()) fail(at, "child out of range");
      return;
    case OperandMode::free:
      if (value >= unit_.free_names.size()) fail(at, "closure cell out of range");
      return;
    case OperandMode::jump: return check_jump(at, is_wide ? static_cast<int32_t>(value) : static_cast<int16_t>(value));
    default: return;
  }
}

// Registers that an operand reaches beyond the one it names.
void Verifier::check_ranges(uint32_t at, const Instruction& instruction) {
  uint64_t a = instruction.a, b = instruction.b, c = instruction.c, d = instruction.d;
  switch (instruction.opcode) {
    case Opcode::kCall: return check_register(at, b, kFrameWords + c);
    case Opcode::kCallMethod: return check_register(at, b, kFrameWords + 1 + c);
    case Opcode::kCallExtended: return check_register(at, b, kFrameWords + 2);
    case Opcode::kLoadMethod:
    case Opcode::kLoadSpecial: return check_register(at, a, kFrameWords + 1);
    case Opcode::kLoadSuperMethod: check_register(at, a, kFrameWords + 1); return check_register(at, b, 3);
    case Opcode::kWithExceptStart: return check_register(at, b, kFrameWords + 4);
    case Opcode::kLoadSuperAttr:
    case Opcode::kBuildSlice: return check_register(at, b, 3);
    case Opcode::kBuildTuple:
    case Opcode::kBuildList:
    case Opcode::kBuildSet:
    case Opcode::kBuildString:
    case Opcode::kIntrinsic: return check_register(at, b, c);
    case Opcode::kBuildDict: return check_register(at, b, 2 * c);
    case Opcode::kBuildInterpolation: return check_register(at, b, (d & 4) != 0 ? 3 : 2);
    case Opcode::kBuildTemplate: return check_register(at, b, 2);
    case Opcode::kUnpack: return check_register(at, a, c);
    case Opcode::kUnpackStar: return check_register(at, a, c + 1 + d);
    case Opcode::kMakeFunction: return check_register(at, c, static_cast<uint64_t>(__builtin_popcount(instruction.d)));
    case Opcode::kImportName: return check_register(at, c, 2);
    case Opcode::kMatchExceptionGroup: return check_register(at, a, 2);
    case Opcode::kMatchClass: return check_register(at, c, 2);
    default: return;
  }
}

void Verifier::check_flow(uint32_t at) {
  const Instruction& instruction = unit_.instructions[at];
  switch (instruction.opcode) {
    case Opcode::kJump:
    case Opcode::kJumpBack:
    case Opcode::kReturn:
    case Opcode::kRaise:
    case Opcode::kReraise: return;
    default: {
      uint32_t next = at + 1 + opcode_info(instruction.opcode).cache_words;
      if (next >= unit_.instructions.size()) fail(at, "falls off the end");
    }
  }
}

void Verifier::check_instruction(uint32_t at) {
  const Instruction& instruction = unit_.instructions[at];
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  if (info.base != instruction.opcode) fail(at, "specialised instruction");
  check_operand(at, info.d, instruction.d, false);
  check_operand(at, info.a, instruction.a, false);
  if (info.c == OperandMode::high) {
    check_operand(at, info.b, static_cast<uint32_t>(instruction.wide()), true);
    if (instruction.opcode == Opcode::kLoadConstLong) {
      check_operand(at, OperandMode::konst, static_cast<uint32_t>(instruction.wide()), true);
    }
  } else {
    check_operand(at, info.b, instruction.b, false);
    check_operand(at, info.c, instruction.c, false);
  }
  if (instruction.opcode == Opcode::kJumpBack && instruction.wide() > 0) fail(at, "JumpBack goes forward");
  check_ranges(at, instruction);
  check_flow(at);
  for (int word = 1; word <= info.cache_words; word++) {
    const Instruction& cache = unit_.instructions[at + static_cast<uint32_t>(word)];
    if (static_cast<int>(cache.opcode) != 0 || cache.d != 0 || (cache.a | cache.b | cache.c) != 0) {
      fail(at, "cache word is not zero");
    }
  }
}

void Verifier::check_tables() {
  if (unit_.instructions.empty()) fail(0, "no instructions");
  uint32_t size = static_cast<uint32_t>(unit_.instructions.size());
  uint32_t last_end = 0;
  for (const ExceptionTableEntry& entry : unit_.exception_table) {
    if (entry.start >= entry.end || entry.end > size) return fail(entry.start, "handler range is empty or too long");
    if (entry.start < last_end) return fail(entry.start, "handler ranges overlap");
    last_end = entry.end;
    if (!starts_[entry.start] || (entry.end < size && !starts_[entry.end])) {
      return fail(entry.start, "handler range splits an instruction");
    }
    if (entry.target >= size || !starts_[entry.target]) return fail(entry.start, "handler is nowhere");
    check_register(entry.start, entry.exception_register, 1);
  }
  for (const PassedLine& passed : unit_.passed_lines) {
    if (passed.source == PassedLine::kEntry) continue;
    if (passed.source >= size || !starts_[passed.source]) return fail(passed.source, "a line is passed nowhere");
  }
  uint32_t next = 0;
  for (const PositionEntry& entry : unit_.positions) {
    if (entry.start < next || entry.start >= size || !starts_[entry.start])
      return fail(entry.start, "bad position entry");
    next = entry.start + 1;
  }
}

}  // namespace

std::string verify(const CodeUnit& unit, VerifyChildren children) { return Verifier(unit).run(children); }

}  // namespace memphis
