#include "vm/instrument.h"

#include <algorithm>

#include "runtime/frame_object.h"
#include "runtime/instrumentation.h"

namespace memphis::vm {

Opcode Body::traced_opcode(size_t offset) const { return trace_points->opcodes[offset]; }

uint32_t jump_target_of(const Instruction& instruction, uint32_t offset) {
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  if (info.b == OperandMode::jump) return offset + static_cast<uint32_t>(instruction.wide());
  if (info.c == OperandMode::jump) return offset + static_cast<uint32_t>(static_cast<int16_t>(instruction.c));
  return kNowhere;
}

namespace {

bool is_unconditional(Opcode opcode) { return opcode == Opcode::kJump || opcode == Opcode::kJumpBack; }

}  // namespace

// Waiting for a generator is no branch of the program.
bool is_branch(const Instruction& instruction) {
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  bool is_jump = info.b == OperandMode::jump || info.c == OperandMode::jump;
  return is_jump && !is_unconditional(instruction.opcode) && info.base != Opcode::kSend;
}

namespace {

uint32_t line_at(const Body& body, uint32_t offset) {
  auto after = std::upper_bound(body.positions.begin(), body.positions.end(), offset,
                                [](uint32_t value, const PositionEntry& entry) { return value < entry.start; });
  return after == body.positions.begin() ? 0 : (after - 1)->line;
}

// Finds the places of events.
class PointFinder {
 public:
  PointFinder(const Body& body, uint32_t events) : body_(body), events_(events), points_(body.instructions.size()) {}

  std::vector<uint16_t> find() {
    if (points_.empty()) return {};
    if (wants(Event::kStart) || wants(Event::kLine)) points_[0] |= kTraceStart;
    for (uint32_t offset = 0; offset < points_.size();) offset = mark_instruction(offset);
    if (wants(Event::kLine)) mark_lines();
    return std::move(points_);
  }

 private:
  bool wants(Event event) const { return (events_ & event_bit(event)) != 0; }
  void mark(uint32_t offset, uint16_t point) {
    if (offset < points_.size()) points_[offset] |= point;
  }

  uint32_t mark_instruction(uint32_t offset) {
    Instruction instruction = body_.instruction_at(offset);
    uint32_t next = offset + 1 + opcode_info(instruction.opcode).cache_words;
    if (wants(Event::kInstruction)) mark(offset, kTraceInstruction);
    switch (opcode_info(instruction.opcode).base) {
      case Opcode::kReturn:
        if (wants(Event::kReturn)) mark(offset, kTraceReturn);
        break;
      case Opcode::kYield:
        if (wants(Event::kYield)) mark(offset, kTraceYield);
        if (wants(Event::kResume) || wants(Event::kLine)) mark(next, kTraceResume);
        break;
      case Opcode::kCall:
      case Opcode::kCallMethod:
      case Opcode::kCallExtended:
      case Opcode::kLoadSuperAttr:
      case Opcode::kLoadSuperMethod:
        if (wants(Event::kCall)) mark(offset, kTraceCall);
        break;
      default: break;
    }
    uint32_t target = jump_target_of(instruction, offset);
    if (target != kNowhere) mark_jump(instruction.opcode, offset, target, next);
    return next;
  }

  void mark_jump(Opcode opcode, uint32_t offset, uint32_t target, uint32_t next) {
    if (wants(Event::kLine)) mark(target, kTraceLine);
    if (is_unconditional(opcode)) {
      if (wants(Event::kJump)) mark(offset, kTraceBranch), mark(target, kTraceArrive);
      return;
    }
    bool is_wanted = wants(Event::kBranchLeft) || wants(Event::kBranchRight) || wants(Event::kBranch);
    if (!is_wanted || !is_branch(body_.instruction_at(offset))) return;
    mark(offset, kTraceBranch);
    mark(target, kTraceArrive);
    mark(next, kTraceArrive);
  }

  void mark_lines() {
    points_[0] |= kTraceLine;
    uint32_t line = 0;
    for (const PositionEntry& entry : body_.positions) {
      if (entry.line != 0 && entry.line != line) mark(entry.start, kTraceLine);
      line = entry.line;
    }
    for (const ExceptionTableEntry& entry : body_.exception_table) mark(entry.target, kTraceLine);
    for (const PassedLine& passed : body_.passed_lines) {
      if (passed.source == PassedLine::kEntry) continue;
      mark(passed.source, kTraceLeave);
      mark(passed.source + 1 + opcode_info(body_.opcode_at(passed.source)).cache_words, kTraceLine);
    }
  }

  const Body& body_;
  uint32_t events_;
  std::vector<uint16_t> points_;
};

void restore(Body& body) {
  for (size_t i = 0; i < body.instructions.size();) {
    Instruction& instruction = body.instructions[i];
    instruction.opcode = body.opcode_at(i);
    i += 1 + opcode_info(instruction.opcode).cache_words;
  }
}

}  // namespace

void instrument(Code* code, uint32_t events) {
  Body& body = *Body::of(code);
  if (body.trace_points != nullptr) restore(body);
  if (events == 0) return;
  if (body.trace_points == nullptr) body.trace_points = std::make_unique<TracePoints>();
  TracePoints& trace = *body.trace_points;
  trace.points = PointFinder(body, events).find();
  trace.opcodes.resize(body.instructions.size());
  for (size_t i = 0; i < body.instructions.size();) {
    Instruction& instruction = body.instructions[i];
    const OpcodeInfo& info = opcode_info(instruction.opcode);
    if (trace.points[i] != 0) {
      // In its general form, which needs nothing in its cache.
      trace.opcodes[i] = info.base;
      for (int word = 1; word <= info.cache_words; word++) body.instructions[i + static_cast<size_t>(word)] = {};
      instruction.opcode = Opcode::kTraced;
    }
    i += 1 + info.cache_words;
  }
}

namespace {

// What a traced instruction is told to do: go on with what it stands for, or fail.
class Report {
 public:
  Report(Thread& thread, Instruction* pc, Value* registers)
      : thread_(thread),
        pc_(pc),
        registers_(registers),
        frame_(Frame::of_registers(registers)),
        body_(*Body::of(frame_->code())),
        offset_(body_.offset_of(pc)),
        points_(body_.trace_points->points[offset_]) {}

  Status run() {
    // A loop may come back to the first instruction.
    starts_ = (points_ & kTraceStart) != 0 && (frame_->object == nullptr || !frame_->object->has_started);
    if (starts_) {
      FrameObject* object = TRY(frame_object_of(thread_, frame_));
      object->has_started = true;
      TRY(report_start(thread_, frame_, Event::kStart));
    }
    if ((points_ & kTraceResume) != 0) TRY(resume());
    uint32_t came_from = kNowhere;
    if (frame_->object != nullptr) std::swap(came_from, frame_->object->came_from);
    if ((points_ & kTraceArrive) != 0 && came_from != kNowhere) TRY(arrives(came_from));
    if (wants_event(thread_, Event::kLine)) TRY(lines(came_from));
    if (has_jumped()) return {};
    if ((points_ & (kTraceLeave | kTraceBranch)) != 0) {
      FrameObject* object = TRY(frame_object_of(thread_, frame_));
      object->came_from = offset_;
    }
    if ((points_ & kTraceInstruction) != 0 && wants_event(thread_, Event::kInstruction)) {
      TRY(report_instruction(thread_, frame_));
    }
    if ((points_ & kTraceReturn) != 0) TRY(returns());
    if ((points_ & kTraceYield) != 0) TRY(report_return(thread_, frame_, Event::kYield, registers_[pc_->b]));
    return {};
  }

 private:
  // A trace function has set f_lineno.
  bool has_jumped() const { return frame_->position != pc_; }

  // The Yield before is where the generator goes on. What was sent lies in its register already; a collection on the
  // way takes the frame for one that still waits for it (see Liveness::find).
  Status resume() {
    frame_->position = pc_ - 1;
    Value sent = registers_[pc_[-1].a];
    TRY(report_start(thread_, frame_, Event::kResume));
    registers_[pc_[-1].a] = sent;
    frame_->position = pc_;
    FrameObject* object = TRY(frame_object_of(thread_, frame_));
    object->traced_line = static_cast<int32_t>(line_at(body_, offset_ - 1));
    object->traced_place = offset_ - 1;
    return {};
  }

  // A return that is on no line of its own shows the line that ran last.
  Status returns() {
    FrameObject* object = line_at(body_, offset_) == 0 ? frame_->object : nullptr;
    int32_t line = object == nullptr ? -1 : object->traced_line;
    if (line >= 0) object->shown_line = line;
    Status reported = report_return(thread_, frame_, Event::kReturn, registers_[pc_->a]);
    if (line >= 0) object->shown_line = -1;
    return reported;
  }

  // A jump has led here, or not been taken.
  Status arrives(uint32_t source) {
    if ((body_.trace_points->points[source] & kTraceBranch) == 0) return {};
    Instruction from = body_.instruction_at(source);
    bool taken = jump_target_of(from, source) == offset_;
    if (!taken && source + 1 + opcode_info(from.opcode).cache_words != offset_) return {};
    Event event = is_unconditional(from.opcode) ? Event::kJump : taken ? Event::kBranchRight : Event::kBranchLeft;
    return report_jump(thread_, frame_, event, body_.instructions.data() + source);
  }

  Status lines(uint32_t came_from) {
    FrameObject* object = TRY(frame_object_of(thread_, frame_));
    if ((points_ & kTraceLine) != 0) {
      bool has_passed = false;
      if (starts_) has_passed = TRY(passed_lines(object, PassedLine::kEntry));
      if (!starts_ && came_from != kNowhere) has_passed = TRY(passed_lines(object, came_from));
      bool is_back = !starts_ && !has_passed && offset_ <= object->traced_place && !is_delegating();
      uint32_t line = line_at(body_, offset_);
      if (line != 0 && !has_jumped()) TRY(tell(object, line, is_back));
    }
    object->traced_place = offset_;
    return {};
  }

  // The loop of a `yield from` does not come back to its line.
  bool is_delegating() const { return body_.opcode_at(offset_) == Opcode::kSend; }

  Status tell(FrameObject* object, uint32_t line, bool backwards) {
    if (static_cast<int32_t>(line) == object->traced_line && !backwards) return {};
    object->traced_line = static_cast<int32_t>(line);
    return report_line(thread_, frame_, static_cast<int32_t>(line));
  }

  // Tells the lines on the way from an instruction to this one; answers whether there are any.
  Fallible<bool> passed_lines(FrameObject* object, uint32_t source) {
    bool is_entry = source == PassedLine::kEntry;
    bool any = false;
    for (size_t i = 0; i < body_.passed_lines.size(); i++) {
      PassedLine passed = body_.passed_lines[i];
      if (passed.source != source) continue;
      if (!is_entry) {
        Instruction from = body_.instruction_at(source);
        uint32_t arrival =
            passed.taken ? jump_target_of(from, source) : source + 1 + opcode_info(from.opcode).cache_words;
        if (arrival != offset_) continue;
      }
      TRY(tell(object, passed.line, false));
      any = true;
      if (has_jumped()) break;
    }
    return any;
  }

  Thread& thread_;
  Instruction* pc_;
  Value* registers_;
  Frame* frame_;
  Body& body_;
  uint32_t offset_;
  uint16_t points_;
  bool starts_ = false;
};

// What is called, and with what. May allocate.
struct TracedCall {
  Value callee;
  Arguments arguments;
};
Fallible<TracedCall> traced_call(Thread& thread, const Instruction* pc, Value* registers, Opcode opcode) {
  Value* window = registers + pc->b;
  Value* arguments = window + kFrameHeaderWords;
  if (opcode == Opcode::kCallExtended) {
    Arguments packed = TRY(pack_arguments(thread, arguments[0].as<Tuple>(), arguments[1]));
    return TracedCall{window[0], packed};
  }
  Tuple* names = pc->d != 0 ? window[1].as<Tuple>() : nullptr;
  if (opcode == Opcode::kCall) return TracedCall{window[0], {arguments, pc->c, names}};
  if (arguments[0].is_unbound()) return TracedCall{window[0], {arguments + 1, pc->c, names}};
  return TracedCall{window[0], {arguments, size_t{pc->c} + 1, names}};
}

enum class Next : uint8_t { kRun, kDone, kFailed };

// super() is not called here, but who watches hears as if it were.
Status report_super(Thread& thread, Frame* frame, const Instruction* pc, Value* registers) {
  Value* base = registers + pc->b;
  Arguments written{base + 1, pc->d == 1 ? size_t{2} : size_t{0}, nullptr};
  TRY(report_call(thread, frame, base[0], written));
  TRY(report_call_end(thread, frame, base[0], written, Value::none()));
  return {};
}

// Tells of a call; makes it when its end is to be told too.
Next report_traced_call(Thread& thread, const Instruction* pc, Value* registers, Opcode opcode) {
  if (!wants_event(thread, Event::kCall)) return Next::kRun;
  Frame* frame = Frame::of_registers(registers);
  if (opcode == Opcode::kLoadSuperAttr || opcode == Opcode::kLoadSuperMethod) {
    return report_super(thread, frame, pc, registers).failed() ? Next::kFailed : Next::kRun;
  }
  Fallible<TracedCall> found = traced_call(thread, pc, registers, opcode);
  if (found.failed()) return Next::kFailed;
  const TracedCall& made = found.value();
  if (is_python_callee(made.callee)) {
    return report_call(thread, frame, made.callee, made.arguments).failed() ? Next::kFailed : Next::kRun;
  }
  Value result = call_reported(thread, frame, made.callee, made.arguments);
  if (result.is_error()) return Next::kFailed;
  registers[pc->a] = result;
  return Next::kDone;
}

Next report(Thread& thread, Instruction* pc, Value* registers, Opcode opcode) {
  const Body* body = Body::of(Frame::of_registers(registers)->code());
  bool is_call = (body->trace_points->points[body->offset_of(pc)] & kTraceCall) != 0;
  // A collection on the way takes a frame at a Yield for one that waits, whose value has been handed out (see
  // Liveness::find).
  Value yielded = opcode == Opcode::kYield ? registers[pc->b] : Value::unbound();
  if (Report(thread, pc, registers).run().failed()) return Next::kFailed;
  if (opcode == Opcode::kYield) registers[pc->b] = yielded;
  return is_call ? report_traced_call(thread, pc, registers, opcode) : Next::kRun;
}

}  // namespace

VM_HANDLER(op_Traced) {
  save_position(pc, registers);
  // Trace functions may change what is traced: what stands here is known before.
  Opcode opcode = opcode_of(pc, registers);
  Next next = report(*thread, pc, registers, opcode);
  if (next == Next::kFailed) VM_TAIL(unwind);
  if (next == Next::kDone) VM_NEXT(1 + opcode_info(opcode).cache_words);
  const void* position = Frame::of_registers(registers)->position;
  if (position != pc) VM_GO(static_cast<Instruction*>(const_cast<void*>(position)));
  [[clang::musttail]] return kDispatch[static_cast<uint8_t>(opcode)](pc, registers, thread, constants);
}

VM_HANDLER(traced_send_end) {
  if (report_stop_iteration(*thread, Frame::of_registers(registers), registers[pc->a]).failed()) VM_TAIL(unwind);
  VM_NEXT(static_cast<int16_t>(pc->c));
}

}  // namespace memphis::vm
