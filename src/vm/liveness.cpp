#include "vm/liveness.h"

#include <algorithm>
#include <bit>

#include "bytecode/assembler.h"
#include "heap/heap.h"
#include "vm/instrument.h"

namespace memphis::vm {

namespace {

Opcode base_of(const Instruction& instruction) { return opcode_info(instruction.opcode).base; }

uint32_t length_of(const Instruction& instruction) { return 1u + opcode_info(instruction.opcode).cache_words; }

bool is_jump(const Instruction& instruction) {
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  return info.b == OperandMode::jump || info.c == OperandMode::jump;
}

uint32_t jump_target(const Instruction& instruction, uint32_t offset) {
  bool is_wide = opcode_info(instruction.opcode).b == OperandMode::jump;
  int32_t distance = is_wide ? instruction.wide() : static_cast<int16_t>(instruction.c);
  return offset + static_cast<uint32_t>(distance);
}

// Registers that a `base` operand stands for.
uint32_t base_count(const Instruction& instruction) {
  switch (base_of(instruction)) {
    case Opcode::kBuildDict: return 2u * instruction.c;
    case Opcode::kBuildTuple:
    case Opcode::kBuildList:
    case Opcode::kBuildSet:
    case Opcode::kBuildString:
    case Opcode::kIntrinsic: return instruction.c;
    case Opcode::kMakeFunction: return static_cast<uint32_t>(std::popcount(instruction.d));
    case Opcode::kImportName:
    case Opcode::kMatchClass:
    case Opcode::kBuildTemplate: return 2;
    default: return 3;  // BuildSlice, BuildInterpolation, LoadSuperAttr, LoadSuperMethod
  }
}

// Registers that a `dbase` operand stands for.
uint32_t written_count(const Instruction& instruction) {
  switch (base_of(instruction)) {
    case Opcode::kUnpack: return instruction.c;
    case Opcode::kUnpackStar: return instruction.c + 1u + instruction.d;
    default: return 2;  // MatchExceptionGroup
  }
}

// Arguments in a call window, a missing self included.
uint32_t window_arguments(const Instruction& instruction) {
  switch (base_of(instruction)) {
    case Opcode::kCall: return instruction.c;
    case Opcode::kCallMethod: return instruction.c + 1u;
    case Opcode::kCallExtended: return 2;
    default: return 1;  // WithExceptStart
  }
}

bool has_keyword_names(const Instruction& instruction) {
  Opcode opcode = base_of(instruction);
  return (opcode == Opcode::kCall || opcode == Opcode::kCallMethod) && instruction.d != 0;
}

const ExceptionTableEntry* handler_of(const Body& body, uint32_t offset) {
  for (const ExceptionTableEntry& entry : body.exception_table) {
    if (offset >= entry.start && offset < entry.end) return &entry;
  }
  return nullptr;
}

}  // namespace

Body::Body() = default;
Body::~Body() = default;

Liveness::Liveness(const Body& body, uint32_t local_count, uint32_t register_count)
    : body_(body),
      local_count_(local_count),
      register_count_(register_count),
      words_((register_count - local_count + 63) / 64) {
  find_blocks();
  entry_states_.assign(blocks_.size() * words_, 0);
  std::vector<Word> live(words_);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto block = static_cast<uint32_t>(blocks_.size()); block-- > 0;) {
      std::fill(live.begin(), live.end(), 0);
      walk_back(block, blocks_[block].begin, live.data());
      Word* state = &entry_states_[block * words_];
      if (std::equal(live.begin(), live.end(), state)) continue;
      std::copy(live.begin(), live.end(), state);
      changed = true;
    }
  }
}

void Liveness::find_blocks() {
  const std::vector<Instruction>& instructions = body_.instructions;
  std::vector<uint8_t> starts(instructions.size() + 1);
  starts[0] = 1;
  for (uint32_t offset = 0; offset < instructions.size();) {
    const Instruction instruction = body_.instruction_at(offset);
    uint32_t next = offset + length_of(instruction);
    if (is_jump(instruction)) starts[jump_target(instruction, offset)] = 1;
    if (is_jump(instruction) || Assembler::ends_flow(base_of(instruction))) starts[next] = 1;
    offset = next;
  }
  for (const ExceptionTableEntry& entry : body_.exception_table) starts[entry.target] = 1;
  for (uint32_t offset = 0; offset < instructions.size(); offset++) {
    if (starts[offset] == 0) continue;
    if (!blocks_.empty()) blocks_.back().end = offset;
    blocks_.push_back({offset, static_cast<uint32_t>(instructions.size())});
  }
}

uint32_t Liveness::block_of(uint32_t offset) const {
  auto after = std::upper_bound(blocks_.begin(), blocks_.end(), offset,
                                [](uint32_t value, const Block& block) { return value < block.begin; });
  return static_cast<uint32_t>(after - blocks_.begin()) - 1;
}

void Liveness::set(Word* live, uint32_t first, uint32_t count, bool needed) const {
  for (uint32_t i = first; i < first + count && i < register_count_; i++) {
    if (i < local_count_) continue;
    Word bit = Word{1} << ((i - local_count_) % 64);
    Word& word = live[(i - local_count_) / 64];
    word = needed ? word | bit : word & ~bit;
  }
}

void Liveness::join(Word* live, uint32_t offset) const {
  if (offset >= body_.instructions.size()) return;
  const Word* state = entry_state(offset);
  for (size_t i = 0; i < words_; i++) live[i] |= state[i];
}

void Liveness::remove_writes(const Instruction& instruction, Word* live) const {
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  if (info.a == OperandMode::def) set(live, instruction.a, 1, false);
  if (info.b == OperandMode::def) set(live, instruction.b, 1, false);
  if (info.a == OperandMode::dbase) set(live, instruction.a, written_count(instruction), false);
  if (info.a == OperandMode::win) {
    set(live, instruction.a, 1, false);
    set(live, instruction.a + static_cast<uint32_t>(kFrameWords), 1, false);
  }
}

void Liveness::add_reads(const Instruction& instruction, Word* live) const {
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  auto read = [&](OperandMode mode, uint16_t operand) {
    if (mode == OperandMode::use || mode == OperandMode::mod) set(live, operand, 1, true);
    if (mode == OperandMode::base) set(live, operand, base_count(instruction), true);
  };
  read(info.a, instruction.a);
  read(info.b, instruction.b);
  read(info.c, instruction.c);
  if (info.b == OperandMode::win) {
    set(live, instruction.b, 1, true);
    if (has_keyword_names(instruction)) set(live, instruction.b + 1u, 1, true);
    set(live, instruction.b + static_cast<uint32_t>(kFrameWords), window_arguments(instruction), true);
  }
  // The callable that errors name.
  if (instruction.opcode == Opcode::kListExtend && instruction.c != 0) set(live, instruction.c - 1u, 1, true);
}

// An exception may leave the instruction for its handler.
void Liveness::add_handler(uint32_t offset, Word* live) const {
  const ExceptionTableEntry* entry = handler_of(body_, offset);
  if (entry == nullptr) return;
  const Word* state = entry_state(entry->target);
  uint32_t exception = entry->exception_register;
  for (size_t i = 0; i < words_; i++) {
    Word needed = state[i];
    if (exception >= local_count_ && (exception - local_count_) / 64 == i) {
      needed &= ~(Word{1} << ((exception - local_count_) % 64));
    }
    live[i] |= needed;
  }
}

// From the block's end to where its instruction at `down_to` begins.
void Liveness::walk_back(uint32_t block, uint32_t down_to, Word* live) const {
  std::vector<uint32_t> offsets;
  for (uint32_t offset = down_to; offset < blocks_[block].end; offset += length_of(body_.instruction_at(offset))) {
    offsets.push_back(offset);
  }
  if (offsets.empty()) return;
  const Instruction last = body_.instruction_at(offsets.back());
  if (!Assembler::ends_flow(base_of(last))) join(live, blocks_[block].end);
  for (size_t i = offsets.size(); i-- > 0;) {
    const Instruction instruction = body_.instruction_at(offsets[i]);
    remove_writes(instruction, live);
    // A jump's own write happens only where it falls through.
    if (is_jump(instruction)) join(live, jump_target(instruction, offsets[i]));
    add_reads(instruction, live);
    add_handler(offsets[i], live);
  }
}

void Liveness::find(uint32_t offset, std::vector<uint64_t>& live) const {
  live.assign(words_, 0);
  const Instruction instruction = body_.instruction_at(offset);
  if (base_of(instruction) == Opcode::kYield) {
    // The value has been handed out; only the iterator that is delegated to is still needed.
    uint32_t next = offset + length_of(instruction);
    if (next < body_.instructions.size()) {
      uint32_t block = block_of(next);
      walk_back(block, next, live.data());
    }
    remove_writes(instruction, live.data());
    if ((instruction.d & 1) != 0) set(live.data(), instruction.c, 1, true);
    add_handler(offset, live.data());
    return;
  }
  walk_back(block_of(offset), offset, live.data());
  // Several registers are written one by one, with user code in between.
  if (opcode_info(instruction.opcode).a == OperandMode::dbase) {
    set(live.data(), instruction.a, written_count(instruction), true);
  }
}

void mark_frame(Frame* frame, Value* limit, Marker& marker) {
  Code* code = frame->code();
  Body* body = Body::of(code);
  Value* registers = frame->registers();
  Value* end = std::min(limit, registers + code->register_count);
  Value* temporaries = std::min(end, registers + code->local_register_count);
  marker.mark_conservatively(registers, temporaries);
  if (temporaries == end) return;
  auto* position = static_cast<const Instruction*>(frame->position);
  const Instruction* first = body->instructions.data();
  bool has_started = position >= first && position < first + body->instructions.size();
  if (!has_started) {
    marker.mark_conservatively(temporaries, end);
    return;
  }
  if (body->liveness == nullptr) {
    body->liveness = std::make_unique<Liveness>(*body, code->local_register_count, code->register_count);
  }
  std::vector<uint64_t> live;
  body->liveness->find(static_cast<uint32_t>(position - first), live);
  for (Value* each = temporaries; each < end; each++) {
    auto index = static_cast<size_t>(each - temporaries);
    if ((live[index / 64] >> (index % 64) & 1) != 0) {
      marker.mark_conservatively(each, each + 1);
    } else {
      *each = Value::unbound();
    }
  }
}

}  // namespace memphis::vm
