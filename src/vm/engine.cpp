// Entering and leaving the VM: frames from C++, unwinding, positions.
#include <algorithm>

#include "runtime/generator.h"
#include "runtime/instrumentation.h"
#include "vm/handler.h"
#include "vm/instrument.h"
#include "vm/jump.h"
#include "vm/liveness.h"

namespace memphis::vm {

namespace {

Value enter(Thread& thread, Frame* frame, Instruction* pc) {
  return kDispatch[static_cast<uint8_t>(pc->opcode)](pc, frame->registers(), &thread, frame->code()->constants->items);
}

Value execute(Thread& thread, Frame* frame) {
  auto* pc = static_cast<Instruction*>(const_cast<void*>(frame->code()->entry_point));
  frame->position = pc;
  return enter(thread, frame, pc);
}

// An exception comes in before a generator's first instruction: no handler of its own is there yet.
Value fail_at_start(Thread& thread, Frame* frame) {
  frame->position = nullptr;
  bool watched = thread.runtime.instrumented != 0;
  if (watched) report_exception(thread, frame, Event::kThrow);
  (void)add_traceback(thread, thread.pending, frame).failed();
  if (watched) {
    report_exception(thread, frame, Event::kRaise);
    report_exception(thread, frame, Event::kUnwind);
  }
  leave_frame(thread, frame);
  return Value::error();
}

// A generator's frame is resumed where it lies; it leaves the loop by Yield or Return.
Value resume(Thread& thread, Generator* generator, Value value) {
  auto* frame = reinterpret_cast<Frame*>(generator->frame_words);
  frame->caller = thread.frame;
  frame->flags = (frame->flags & ~uint64_t{kFrameIsIterated}) | kFrameIsEntry;
  thread.frame = frame;
  thread.recursion_depth++;
  bool started = generator->state == GeneratorState::kSuspended;
  generator->state = GeneratorState::kRunning;
  Instruction* pc = started ? static_cast<Instruction*>(const_cast<void*>(frame->position))
                            : static_cast<Instruction*>(const_cast<void*>(frame->code()->entry_point));
  if (value.is_error() && !started) return fail_at_start(thread, frame);
  if (value.is_error()) {
    frame->position = pc;
    if (thread.runtime.instrumented != 0) report_exception(thread, frame, Event::kThrow);
    return unwind(pc, frame->registers(), &thread, frame->code()->constants->items);
  }
  if (started) {
    frame->registers()[pc->a] = value;
    pc += 1;
  }
  return enter(thread, frame, pc);
}

Value delegate(Generator* generator) {
  if (generator->state != GeneratorState::kSuspended) return Value::unbound();
  auto* frame = reinterpret_cast<Frame*>(generator->frame_words);
  auto* pc = static_cast<const Instruction*>(frame->position);
  return (pc->d & 1) != 0 ? frame->registers()[pc->c] : Value::unbound();
}

SourceLocation locate(const Code* code, const void* position) {
  const Body* body = Body::of(code);
  if (position == nullptr) {
    auto line = static_cast<int32_t>(code->first_line);
    return {line, line, 0, 0};
  }
  uint32_t offset = body->offset_of(position);
  auto after = std::upper_bound(body->positions.begin(), body->positions.end(), offset,
                                [](uint32_t value, const PositionEntry& entry) { return value < entry.start; });
  if (after == body->positions.begin()) return {};
  // What belongs to no line shows the one before.
  auto at = after - 1;
  while (at->line == 0 && at != body->positions.begin()) at--;
  const PositionEntry& entry = *at;
  if (entry.line == 0) return {};
  return {static_cast<int32_t>(entry.line), static_cast<int32_t>(entry.end_line), static_cast<int32_t>(entry.column),
          static_cast<int32_t>(entry.end_column)};
}

// Where a Reraise that says so leaves the frame: at what raised, which the exception's traceback knows.
void show_origin(const Thread& thread, Frame* frame) {
  auto* pc = static_cast<const Instruction*>(frame->position);
  if (pc == nullptr || opcode_of(pc, frame->registers()) != Opcode::kReraise || pc->d == 0) return;
  if (!thread.pending.is_kind(Kind::kException)) return;
  Value traceback = thread.pending.as<Exception>()->traceback;
  if (!traceback.is_kind(Kind::kTraceback)) return;
  auto* entry = traceback.as<Traceback>();
  if (entry->frame.get() == frame->object && entry->position != nullptr) frame->position = entry->position;
}

// Finds the frame that handles the pending exception, popping those that do not. Null: it leaves the loop.
Instruction* find_landing(Thread& thread, Value*& registers, bool add_entry) {
  while (true) {
    Frame* frame = Frame::of_registers(registers);
    if (add_entry) (void)add_traceback(thread, thread.pending, frame).failed();
    if (thread.runtime.instrumented != 0) report_exception(thread, frame, add_entry ? Event::kRaise : Event::kReraise);
    add_entry = true;
    Body* body = Body::of(frame->code());
    if (const ExceptionTableEntry* entry = find_handler(body, body->offset_of(frame->position))) {
      if (thread.runtime.instrumented != 0) report_exception(thread, frame, Event::kExceptionHandled);
      registers[entry->exception_register] = take_pending(thread);
      return body->instructions.data() + entry->target;
    }
    bool is_entry = (frame->flags & kFrameIsEntry) != 0;
    Generator* iterated = (frame->flags & kFrameIsIterated) != 0 ? frame->generator : nullptr;
    show_origin(thread, frame);
    if (thread.runtime.instrumented != 0) report_exception(thread, frame, Event::kUnwind);
    leave_frame(thread, frame);
    if (is_entry) return nullptr;
    if (iterated != nullptr) {
      iterated->state = GeneratorState::kFinished;
      leave_iterated(thread, iterated);
      replace_stop_iteration(thread, iterated);
    }
    registers = thread.frame->registers();
  }
}

}  // namespace

const ExceptionTableEntry* find_handler(const Body* body, uint32_t offset) {
  for (const ExceptionTableEntry& entry : body->exception_table) {
    if (offset >= entry.start && offset < entry.end) return &entry;
  }
  return nullptr;
}

void leave_frame(Thread& thread, Frame* frame) {
  if (frame->object != nullptr) frame_ends(thread, frame);
  Frame* caller = frame->caller;
  thread.frame = caller;
  thread.recursion_depth--;
  if ((frame->flags & kFrameIsGenerator) != 0) {
    frame->caller = nullptr;
    return;
  }
  // What push_frame or a call from a generator put on top of the stack goes; a frame that overlaps its caller's
  // registers gives way to them.
  bool overlaps = (frame->flags & (kFrameIsEntry | kFrameIsDetached)) == 0;
  thread.stack_top = overlaps ? caller->registers() + caller->code()->register_count : reinterpret_cast<Value*>(frame);
}

Instruction* resume_iterated(Thread* thread, Instruction* pc, Value* registers, Generator* generator, Value sent) {
  bool is_suspended = generator->state == GeneratorState::kSuspended;
  if (!is_suspended && !(generator->state == GeneratorState::kCreated && sent.is_none())) return nullptr;
  auto* frame = reinterpret_cast<Frame*>(generator->frame_words);
  Code* code = frame->code();
  if (code->engine != &kEngine || thread->recursion_depth >= thread->recursion_limit) return nullptr;
  Frame* caller = Frame::of_registers(registers);
  caller->position = pc;
  frame->caller = caller;
  frame->flags = (frame->flags & ~uint64_t{kFrameIsEntry}) | kFrameIsIterated;
  generator->handled.previous = thread->handled;
  thread->handled = &generator->handled;
  thread->frame = frame;
  thread->recursion_depth++;
  generator->state = GeneratorState::kRunning;
  if (!is_suspended) return static_cast<Instruction*>(const_cast<void*>(code->entry_point));
  auto* yield = static_cast<Instruction*>(const_cast<void*>(frame->position));
  frame->registers()[yield->a] = sent;
  return yield + 1;
}

void leave_iterated(Thread& thread, Generator* generator) {
  thread.handled = generator->handled.previous;
  generator->handled.previous = nullptr;
}

VM_HANDLER(unwind) {
  Instruction* target = find_landing(*thread, registers, true);
  if (target == nullptr) return Value::error();
  constants = thread->frame->code()->constants->items;
  VM_GO(target);
}

VM_HANDLER(unwind_reraised) {
  Instruction* target = find_landing(*thread, registers, false);
  if (target == nullptr) return Value::error();
  constants = thread->frame->code()->constants->items;
  VM_GO(target);
}

namespace {

size_t word_count(const Code* code) { return Body::of(code)->instructions.size(); }

const void* position_at(const Code* code, size_t number) { return Body::of(code)->instructions.data() + number; }

size_t number_of(const Code* code, const void* position) { return Body::of(code)->offset_of(position); }

// An instruction as it was made, whatever has become of it.
Instruction original(const Body* body, size_t offset) {
  Instruction result = body->instruction_at(offset);
  result.opcode = opcode_info(result.opcode).base;
  return result;
}

void append_bytes(const Code* code, std::string& out) {
  const Body* body = Body::of(code);
  size_t size = body->instructions.size();
  for (size_t i = 0; i < size;) {
    Instruction instruction = original(body, i);
    out += static_cast<char>(instruction.opcode);
    out += static_cast<char>(instruction.d);
    i++;
    for (int word = 0; word < opcode_info(instruction.opcode).cache_words && i < size; word++, i++) {
      out.append(2, '\0');
    }
  }
}

bool are_same(const Code* left, const Code* right) {
  const Body* a = Body::of(left);
  const Body* b = Body::of(right);
  if (a->instructions.size() != b->instructions.size()) return false;
  for (size_t i = 0; i < a->instructions.size();) {
    Instruction one = original(a, i), other = original(b, i);
    if (__builtin_memcmp(&one, &other, sizeof one) != 0) return false;
    i += 1u + opcode_info(one.opcode).cache_words;
  }
  return true;
}

void append_lines(const Code* code, std::vector<LineRange>& out) {
  const Body* body = Body::of(code);
  auto add = [&](size_t begin, size_t end, int32_t line) {
    if (!out.empty() && out.back().line == line && out.back().end == begin) {
      out.back().end = end;
    } else {
      out.push_back({begin, end, line});
    }
  };
  auto passed = body->passed_lines.begin();
  auto pass = [&](size_t until) {
    for (; passed != body->passed_lines.end() && passed->source < until; ++passed) {
      add(until, until, static_cast<int32_t>(passed->line));
    }
  };
  // CPython's code begins with an instruction on its first line (RESUME): debuggers look for it.
  add(0, 0, static_cast<int32_t>(code->first_line));
  for (const PassedLine& entry : body->passed_lines) {
    if (entry.source == PassedLine::kEntry) add(0, 0, static_cast<int32_t>(entry.line));
  }
  int32_t line = -1;
  for (size_t i = 0; i < body->positions.size(); i++) {
    const PositionEntry& entry = body->positions[i];
    size_t end = i + 1 < body->positions.size() ? body->positions[i + 1].start : body->instructions.size();
    pass(entry.start);
    if (entry.line != 0) line = static_cast<int32_t>(entry.line);
    add(entry.start, end, line);
  }
  pass(body->instructions.size());
}

size_t constant_count(const Code* code) { return Body::of(code)->value_count; }

void append_branches(const Code* code, std::vector<BranchRange>& out) {
  const Body* body = Body::of(code);
  for (uint32_t i = 0; i < body->instructions.size();) {
    Instruction instruction = original(body, i);
    uint32_t next = i + 1u + opcode_info(instruction.opcode).cache_words;
    if (is_branch(instruction)) out.push_back({i, next, jump_target_of(instruction, i)});
    i = next;
  }
}

constexpr InstructionAccess kInstructions = {word_count,   position_at, number_of,      append_bytes,
                                             append_lines, are_same,    constant_count, append_branches};

}  // namespace

const CodeEngine kEngine = {"vm",    execute,    resume,     locate,       delegate,
                            nullptr, mark_frame, instrument, jump_to_line, &kInstructions};

}  // namespace memphis::vm
