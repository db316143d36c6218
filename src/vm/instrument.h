// Instructions that report events. While somebody watches, the opcode Traced stands in the place of those where
// something is to be told: at a frame's beginning, where a generator goes on, where a line begins, at calls, yields and
// returns. It tells it and then runs the instruction that it stands for. Otherwise the code is as it was.
#pragma once

#include "vm/handler.h"

namespace memphis::vm {

enum TracePoint : uint16_t {
  kTraceStart = 1,
  kTraceResume = 2,
  kTraceLine = 4,
  kTraceLeave = 8,  // lines without instructions may follow (PassedLine)
  kTraceReturn = 16,
  kTraceYield = 32,
  kTraceCall = 64,
  kTraceInstruction = 128,
  kTraceBranch = 256,  // a jump, to be told of where it has led to
  kTraceArrive = 512,  // where such a jump may lead
};

struct TracePoints {
  std::vector<Opcode> opcodes;   // by word, what a Traced stands for
  std::vector<uint16_t> points;  // by word, bits of TracePoint; 0: nothing is to be told
};

// Where the instruction at `offset` may jump to; kNowhere: it does not jump.
inline constexpr uint32_t kNowhere = ~0u;
uint32_t jump_target_of(const Instruction& instruction, uint32_t offset);
// Whether it goes on at one of two places.
bool is_branch(const Instruction& instruction);

// Has the code report just these events (bits of runtime/instrumentation.h).
void instrument(Code* code, uint32_t events);

// A Send has ended with the value in its register: tells of the StopIteration that it stands for, and goes on.
VM_HANDLER(traced_send_end);

}  // namespace memphis::vm
