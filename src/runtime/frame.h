// Frames of Python code. A frame is a header of kFrameHeaderWords words with its registers right behind it. Frames lie
// on the thread's value stack (the header in the call window that the caller laid out, see code_unit.h), or inside a
// Generator.
#pragma once

#include <string>
#include <vector>

#include "objects/exception.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "runtime/result.h"

namespace memphis {

class Marker;

enum FrameFlag : uint64_t {
  kFrameIsEntry = 1,      // returning from it leaves the engine's run loop
  kFrameHasObject = 2,    // `object` is set: must be told when the frame ends
  kFrameIsGenerator = 4,  // the frame lies in a Generator
  kFrameIsTreewalk = 8,
  kFrameResultIsSelf =
      16,  // VM: the frame runs __init__ for a class call; `generator` is the instance, which is the result
  kFrameIsDetached = 32,  // VM: the frame lies above its caller's registers, not within them
  kFrameIsIterated =
      64,  // VM: a generator that the caller's instruction (ForIter, Send) has resumed within the same loop
};

struct Frame {
  Function* function;
  FrameObject* object;   // null until somebody asks
  Frame* caller;         // null: the first of the thread
  const void* position;  // where the frame is, as its engine counts; up to date whenever something can fail or look
  Generator* generator;  // null for frames on the stack
  uint64_t flags;

  Value* registers() { return reinterpret_cast<Value*>(this + 1); }
  static Frame* of_registers(Value* registers) { return reinterpret_cast<Frame*>(registers) - 1; }
  Code* code() const { return function->code; }
};
inline constexpr int kFrameHeaderWords = 6;
static_assert(sizeof(Frame) == kFrameHeaderWords * sizeof(Value));

// A source range; lines from 1, columns from 0 in UTF-8 bytes; -1: unknown.
struct SourceLocation {
  int32_t line = -1, end_line = -1, column = -1, end_column = -1;
};

// Words [begin, end) of a code belong to the line; an empty range: the line has no instruction of its own.
struct LineRange {
  size_t begin, end;
  int32_t line;  // -1: none
};

struct BranchRange {
  size_t source, left, right;  // right: where the jump leads
};

// How Python code looks at instructions: by the number of a word. What it sees is the same whatever has been
// specialised since the code was made.
struct InstructionAccess {
  size_t (*word_count)(const Code* code);
  const void* (*position_at)(const Code* code, size_t number);
  size_t (*number_of)(const Code* code, const void* position);
  void (*append_bytes)(const Code* code, std::string& out);  // two bytes a word
  void (*append_lines)(const Code* code, std::vector<LineRange>& out);
  bool (*are_same)(const Code* left, const Code* right);
  size_t (*constant_count)(const Code* code);  // of Code::constants, how many values co_consts starts with
  // The instructions that go on at one of two places: their words, those places.
  void (*append_branches)(const Code* code, std::vector<BranchRange>& out);
};

// What an engine offers to the runtime. One constant object an engine.
struct CodeEngine {
  const char* name;
  // Runs a frame on top of the value stack whose parameters are bound and whose other locals are unbound. The frame is
  // thread.frame already; the engine takes it off again. Runs user code; fails with the frame's traceback entry added.
  Value (*execute)(Thread& thread, Frame* frame);
  // Resumes a suspended generator: sends `value`, or raises the pending exception when `value` is error. Gives the
  // yielded value (generator stays suspended), or the returned value with generator->state finished, or error.
  Value (*resume)(Thread& thread, Generator* generator, Value value);
  SourceLocation (*locate)(const Code* code, const void* position);
  // The iterator that a suspended `yield from` or `await` waits for; unbound: none.
  Value (*delegate)(Generator* generator);
  // Marks what a generator refers to from outside of its cell (a native stack); null: nothing.
  void (*trace)(Generator* generator, Marker& marker) = nullptr;
  // Marks what the registers of a frame refer to, up to `limit`, and forgets those that do not matter any more; null:
  // all of them may matter.
  void (*mark_frame)(Frame* frame, Value* limit, Marker& marker) = nullptr;
  // Prepares a code for reporting these events (runtime/instrumentation.h), 0: none; null: nothing to prepare.
  void (*instrument)(Code* code, uint32_t events) = nullptr;
  // Has a frame that reports a line go on at another line of its code; null: the engine cannot. Fails with ValueError.
  Status (*jump)(Thread& thread, Frame* frame, int32_t line) = nullptr;
  // null: the engine has no instructions.
  const InstructionAccess* instructions = nullptr;
};

}  // namespace memphis
