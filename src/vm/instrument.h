// Instructions that report events. While somebody watches, the opcode Traced stands in the place of those where
// something is to be told: at a frame's beginning, where a generator goes on, where a line begins, at calls, yields and
// returns. It tells it and then runs the instruction that it stands for. Otherwise the code is as it was.
#pragma once

#include "vm/handler.h"

namespace memphis::vm {

enum TracePoint : uint8_t {
  kTraceStart = 1,
  kTraceResume = 2,
  kTraceLine = 4,
  kTraceLeave = 8,  // lines without instructions may follow (PassedLine)
  kTraceReturn = 16,
  kTraceYield = 32,
  kTraceCall = 64,
  kTraceInstruction = 128,
};

struct TracePoints {
  std::vector<Opcode> opcodes;  // by word, what a Traced stands for
  std::vector<uint8_t> points;  // by word, bits of TracePoint; 0: nothing is to be told
};

// Has the code report just these events (bits of runtime/instrumentation.h).
void instrument(Code* code, uint32_t events);

// A Send has ended with the value in its register: tells of the StopIteration that it stands for, and goes on.
VM_HANDLER(traced_send_end);

}  // namespace memphis::vm
