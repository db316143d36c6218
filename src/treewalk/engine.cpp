// The engine's entry points: frames, generators on fibers, positions.
#include "base/checks.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

namespace {

Value execute(Thread& thread, Frame* frame) {
  frame->flags |= kFrameIsTreewalk;
  Value result = Walker(thread, frame).run();
  pop_frame(thread, frame);
  return result;
}

Frame* frame_of(Generator* generator) { return reinterpret_cast<Frame*>(generator->frame_words); }

// The first function on a fiber. What comes in first starts the generator, or is an error to raise at its beginning.
void run_generator(Fiber* fiber) {
  Thread& thread = *fiber->thread;
  Frame* frame = frame_of(fiber->generator);
  Walker walker(thread, frame);
  fiber->transfer = fiber->transfer.is_error() ? walker.fail_at_start() : walker.run();
}

// Takes a generator's frame off the thread: it has yielded, returned or failed.
void leave(Thread& thread, Generator* generator, bool finished) {
  Frame* frame = frame_of(generator);
  if (finished && frame->object != nullptr) frame_ends(thread, frame);
  thread.frame = frame->caller;
  frame->caller = nullptr;
  thread.recursion_depth--;
  generator->state = finished ? GeneratorState::kFinished : GeneratorState::kSuspended;
}

Value resume(Thread& thread, Generator* generator, Value value) {
  Frame* frame = frame_of(generator);
  auto* fiber = static_cast<Fiber*>(generator->fiber);
  if (fiber == nullptr) {
    fiber = Body::of(frame->code())->program->fibers->acquire(generator, run_generator);
    if (fiber == nullptr) {
      if (value.is_error()) thread.pending = Value::unbound();
      return raise_memory_error(thread);
    }
    generator->fiber = fiber;
    generator->transfer = Value::unbound();
  }
  frame->caller = thread.frame;
  frame->flags |= kFrameIsEntry | kFrameIsTreewalk;
  thread.frame = frame;
  thread.recursion_depth++;
  generator->state = GeneratorState::kRunning;
  fiber->thread = &thread;
  fiber->resumer_base = thread.native_base;
  uintptr_t limit = thread.native_limit;
  // What native code may need on a fiber without asking.
  constexpr size_t kFiberReserve = 128 * 1024;
  thread.native_base = fiber->base();
  thread.native_limit = reinterpret_cast<uintptr_t>(fiber->low) + kFiberReserve;
  fiber->is_running = true;
  Value result = switch_to(fiber, value);
  fiber->is_running = false;
  thread.native_base = fiber->resumer_base;
  thread.native_limit = limit;
  bool finished = fiber->finished;
  if (finished) {
    generator->fiber = nullptr;
    Body::of(frame->code())->program->fibers->give_back(fiber);
  }
  leave(thread, generator, finished);
  return result;
}

const Program& program_of(const Code* code) { return *Body::of(code)->program; }

SourceLocation range_of(const Program& program, const ast::Node* node) {
  SourcePosition begin = program.source->source.position(node->begin);
  SourcePosition end = program.source->source.position(node->end);
  return {static_cast<int32_t>(begin.line), static_cast<int32_t>(end.line), static_cast<int32_t>(begin.column),
          static_cast<int32_t>(end.column)};
}

// Where an attribute access spans lines, the range starts at the attribute's name.
SourceLocation attribute_range(const Program& program, const ast::Node* whole, const ast::Attribute* attribute) {
  SourceLocation range = range_of(program, whole);
  SourcePosition end = program.source->source.position(attribute->end);
  if (range.line == static_cast<int32_t>(end.line)) return range;
  range.line = static_cast<int32_t>(end.line);
  int32_t size = 0;
  for (char c : program.text(attribute->attr)) size += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (size <= static_cast<int32_t>(end.column)) {
    range.column = static_cast<int32_t>(end.column) - size;
    if (range.end_line == range.line && range.end_column < range.column) range.end_column = range.column;
  }
  return range;
}

SourceLocation locate(const Code* code, const void* position) {
  if (position == nullptr) {
    auto line = static_cast<int32_t>(code->first_line);
    return {line, line, 0, 0};
  }
  const Program& program = program_of(code);
  const auto* node = static_cast<const ast::Node*>(position);
  if (const auto* attribute = node->as_if<ast::Attribute>()) return attribute_range(program, node, attribute);
  if (const auto* call = node->as_if<ast::Call>()) {
    if (const auto* method = call->func->as_if<ast::Attribute>()) return attribute_range(program, node, method);
  }
  if (node->is<ast::Module>() || node->is<ast::Interactive>()) return {1, 1, 0, 0};
  return range_of(program, node);
}

// While a generator waits in `yield from` or `await`, `transfer` is what it waits for.
Value delegate(Generator* generator) {
  return generator->state == GeneratorState::kSuspended ? generator->transfer : Value::unbound();
}

void trace(Generator* generator, Marker& marker) {
  auto* fiber = static_cast<Fiber*>(generator->fiber);
  if (fiber == nullptr) return;
  marker.mark_word(fiber->transfer.bits());
  if (fiber->is_running) {
    marker.mark_conservatively(fiber->resumer, reinterpret_cast<void*>(fiber->resumer_base));
  } else {
    marker.mark_conservatively(fiber->context, reinterpret_cast<void*>(fiber->base()));
  }
}

}  // namespace

const CodeEngine kEngine = {"treewalk", execute, resume, locate, delegate, trace};

// ---- The end of a frame ----

// `handled`: a handler of this frame takes it.
Value Walker::take_exception(bool handled) {
  if (!reraised_) (void)add_traceback(*thread_, thread_->pending, frame_).failed();
  if (runtime_.instrumented != 0) [[unlikely]] {
    report_exception(*thread_, frame_, reraised_ ? Event::kReraise : Event::kRaise);
    if (handled) report_exception(*thread_, frame_, Event::kExceptionHandled);
  }
  reraised_ = false;
  return take_pending(*thread_);
}

FailureOfAnyType Walker::reraise(Value exception) {
  thread_->pending = exception;
  reraised_ = true;
  return {};
}

Value Walker::run() {
  if (runtime_.instrumented != 0) [[unlikely]]
    return run_reported();
  Value value = run_body();
  if (runtime_.instrumented != 0) [[unlikely]]
    return report_end(value);
  if (value.is_error()) thread_->pending = take_exception(false);
  return value;
}

Value Walker::fail_at_start() {
  report_exception(*thread_, frame_, Event::kThrow);
  thread_->pending = take_exception(false);
  report_exception(*thread_, frame_, Event::kUnwind);
  return Value::error();
}

}  // namespace memphis::treewalk
