#include "vm/sweep.h"

#include <algorithm>

#include "vm/body.h"

namespace memphis::vm {

namespace {

// Any cache word that looks like a pointer is one: the others (offsets, versions, indices) are stored with a low bit
// set.
bool is_dead(Runtime& runtime, uint64_t word) {
  return word != 0 && (word & 7) == 0 && !runtime.heap.is_marked(reinterpret_cast<Cell*>(word));
}

void sweep_body(Runtime& runtime, Body& body) {
  for (size_t i = 0; i < body.instructions.size();) {
    Instruction& instruction = body.instructions[i];
    const OpcodeInfo& info = opcode_info(body.opcode_at(i));
    bool dead = false;
    for (int word = 1; word <= info.cache_words; word++) {
      uint64_t bits;
      __builtin_memcpy(&bits, &body.instructions[i + static_cast<size_t>(word)], 8);
      if (is_dead(runtime, bits)) dead = true;
    }
    if (dead) {
      if (instruction.opcode != Opcode::kTraced) instruction.opcode = info.base;
      for (int word = 1; word <= info.cache_words; word++) body.instructions[i + static_cast<size_t>(word)] = {};
    }
    i += 1 + info.cache_words;
  }
}

void sweep(Runtime& runtime) {
  for (Runtime::CodeBody& entry : runtime.code_bodies) {
    if (runtime.heap.is_marked(entry.code) && entry.code->engine == &kEngine)
      sweep_body(runtime, *Body::of(entry.code));
  }
}

// Back to the general forms of all that an instance's shape guards alone.
void reset_attributes(Runtime& runtime) {
  for (Runtime::CodeBody& entry : runtime.code_bodies) {
    if (entry.code->engine != &kEngine) continue;
    Body* body = Body::of(entry.code);
    std::vector<Instruction>& instructions = body->instructions;
    for (size_t i = 0; i < instructions.size();) {
      const OpcodeInfo& info = opcode_info(body->opcode_at(i));
      if (instructions[i].opcode == info.base || instructions[i].opcode == Opcode::kTraced) {
        i += 1 + info.cache_words;
        continue;
      }
      if (info.base == Opcode::kLoadAttr || info.base == Opcode::kStoreAttr) instructions[i].opcode = info.base;
      i += 1 + info.cache_words;
    }
  }
}

}  // namespace

void register_sweeper(Runtime& runtime) {
  if (std::find(runtime.cache_sweepers.begin(), runtime.cache_sweepers.end(), sweep) == runtime.cache_sweepers.end()) {
    runtime.cache_sweepers.push_back(sweep);
    runtime.cache_resetters.push_back(reset_attributes);
  }
}

}  // namespace memphis::vm
