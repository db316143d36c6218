// Setting f_lineno in a trace function: a frame that reports a line goes on at another one.
//
// What stands in temporaries must fit: a loop has its iterator there, a with statement its manager's __exit__, a
// handler what was handled before. So the kinds of what lies in the temporaries are found for every instruction, as
// they are at its beginning, and a line may be gone to when those that matter there are of the same kinds where the
// frame is.
#include "vm/jump.h"

#include <optional>

#include "bytecode/assembler.h"
#include "objects/exception.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "vm/handler.h"
#include "vm/instrument.h"
#include "vm/liveness.h"

namespace memphis::vm {

namespace {

enum class Held : uint8_t { kNothing, kIterator, kException, kOther };

class LineJump {
 public:
  LineJump(Thread& thread, Frame* frame)
      : thread_(thread),
        frame_(frame),
        code_(frame->code()),
        body_(*Body::of(code_)),
        local_count_(code_->local_register_count),
        temporary_count_(code_->register_count - code_->local_register_count),
        liveness_(body_, code_->local_register_count, code_->register_count) {}

  Status run(int32_t line) {
    if (line < static_cast<int32_t>(code_->first_line)) {
      return raise_value_error(thread_, "line {} comes before the current code block", line);
    }
    std::optional<uint32_t> existing = line_from(static_cast<uint32_t>(line));
    if (!existing.has_value()) {
      return raise_value_error(thread_, "line {} comes after the current code block", line);
    }
    find_kinds();
    std::optional<uint32_t> target = TRY(choose(*existing));
    if (!target.has_value()) return raise_value_error(thread_, "cannot find bytecode for specified line");
    TRY(bind_locals());
    leave_handlers(*target);
    frame_->position = body_.instructions.data() + *target;
    return {};
  }

 private:
  uint32_t here() const { return body_.offset_of(frame_->position); }
  uint32_t length_at(uint32_t offset) const { return 1u + opcode_info(body_.opcode_at(offset)).cache_words; }

  // Where a line that has no instruction leads to.
  uint32_t arrival(const PassedLine& passed) const {
    if (passed.source == PassedLine::kEntry) return 0;
    if (!passed.taken) return passed.source + length_at(passed.source);
    return jump_target_of(body_.instruction_at(passed.source), passed.source);
  }

  // The first line from this one on that the code has.
  std::optional<uint32_t> line_from(uint32_t line) const {
    std::optional<uint32_t> best;
    auto look = [&](uint32_t found) {
      if (found >= line && (!best.has_value() || found < *best)) best = found;
    };
    for (const PositionEntry& entry : body_.positions) look(entry.line);
    for (const PassedLine& passed : body_.passed_lines) look(passed.line);
    return best;
  }

  // ---- Kinds ----

  Held* kinds_at(uint32_t offset) { return &kinds_[size_t{offset} * temporary_count_]; }

  void find_kinds() {
    size_t count = body_.instructions.size();
    kinds_.assign(count * temporary_count_, Held::kNothing);
    reached_.assign(count, 0);
    std::vector<uint32_t> work;
    std::vector<Held> state(temporary_count_, Held::kNothing);
    auto flow = [&](uint32_t to) {
      if (to >= count || reached_[to] != 0) return;
      reached_[to] = 1;
      std::copy(state.begin(), state.end(), kinds_at(to));
      work.push_back(to);
    };
    flow(0);
    while (!work.empty()) {
      uint32_t offset = work.back();
      work.pop_back();
      state.assign(kinds_at(offset), kinds_at(offset) + temporary_count_);
      Instruction instruction = body_.instruction_at(offset);
      if (const ExceptionTableEntry* entry = find_handler(&body_, offset)) {
        Held before = held(state, entry->exception_register);
        hold(state, entry->exception_register, Held::kException);
        flow(entry->target);
        hold(state, entry->exception_register, before);
      }
      apply(instruction, state);
      uint32_t target = jump_target_of(instruction, offset);
      bool ends_loop = opcode_info(instruction.opcode).base == Opcode::kForIter;
      Held iterator = ends_loop ? held(state, instruction.b) : Held::kNothing;
      if (ends_loop) hold(state, instruction.b, Held::kNothing);
      if (target != kNowhere) flow(target);
      if (ends_loop) hold(state, instruction.b, iterator);
      if (!Assembler::ends_flow(instruction.opcode)) flow(offset + length_at(offset));
    }
  }

  Held held(const std::vector<Held>& state, uint32_t reg) const {
    return reg < local_count_ ? Held::kNothing : state[reg - local_count_];
  }
  void hold(std::vector<Held>& state, uint32_t reg, Held kind) const {
    if (reg >= local_count_ && reg - local_count_ < temporary_count_) state[reg - local_count_] = kind;
  }

  void apply(const Instruction& instruction, std::vector<Held>& state) const {
    switch (opcode_info(instruction.opcode).base) {
      case Opcode::kGetIter:
      case Opcode::kGetAsyncIter: return hold(state, instruction.a, Held::kIterator);
      case Opcode::kEnterHandler: return hold(state, instruction.b, Held::kException);
      case Opcode::kLeaveHandler: return hold(state, instruction.a, Held::kNothing);
      case Opcode::kLoadSpecial:
        hold(state, instruction.a, Held::kOther);
        return hold(state, instruction.a + kFrameHeaderWords, Held::kOther);
      default: break;
    }
    const OpcodeInfo& info = opcode_info(instruction.opcode);
    if (info.a == OperandMode::def || info.a == OperandMode::dbase) hold(state, instruction.a, Held::kOther);
    if (info.b == OperandMode::def) hold(state, instruction.b, Held::kOther);
  }

  // ---- The place ----

  bool is_live(const std::vector<uint64_t>& live, uint32_t temporary) const {
    return (live[temporary / 64] >> (temporary % 64) & 1) != 0;
  }

  std::vector<uint64_t> live_at(uint32_t offset) const {
    std::vector<uint64_t> live((temporary_count_ + 63) / 64);
    liveness_.find(offset, live);
    return live;
  }

  struct Fit {
    uint32_t depth = 0;
    Held missing = Held::kNothing;  // of what the frame has not
    bool fits = true;
  };

  Fit fit(uint32_t target) {
    Fit result;
    std::vector<uint64_t> live = live_at(target), live_here = live_at(here());
    for (uint32_t i = 0; i < temporary_count_; i++) {
      // (What no way to the target has put there is not needed, whatever its handlers seem to read.)
      if (!is_live(live, i) || kinds_at(target)[i] == Held::kNothing) continue;
      result.depth++;
      if (is_live(live_here, i) && kinds_at(target)[i] == kinds_at(here())[i]) continue;
      result.fits = false;
      result.missing = kinds_at(target)[i];
    }
    return result;
  }

  // Of the places that begin the line the one within most blocks, of those that fit. Unbound: there is none.
  Fallible<std::optional<uint32_t>> choose(uint32_t line) {
    std::optional<uint32_t> best;
    Fit best_fit, failed;
    auto look = [&](uint32_t offset) {
      if (offset >= body_.instructions.size() || reached_[offset] == 0) return;
      Fit found = fit(offset);
      if (!found.fits) {
        failed = found;
      } else if (!best.has_value() || found.depth > best_fit.depth) {
        best = offset;
        best_fit = found;
      }
    };
    uint32_t before = 0;
    for (const PositionEntry& entry : body_.positions) {
      if (entry.line == line && before != line) look(entry.start);
      before = entry.line;
    }
    for (const PassedLine& passed : body_.passed_lines) {
      if (passed.line == line) look(arrival(passed));
    }
    if (!best.has_value() && !failed.fits) return raise_value_error(thread_, "{}", explanation(failed.missing));
    return best;
  }

  static const char* explanation(Held missing) {
    switch (missing) {
      case Held::kIterator: return "can't jump into the body of a for loop";
      case Held::kException: return "can't jump into an 'except' block as there's no exception";
      default: return "incompatible stacks";
    }
  }

  // ---- What goes with it ----

  // Code relies on variables that it has bound before.
  Status bind_locals() {
    Value* registers = frame_->registers();
    uint32_t first = code_->has_locals_register ? 1 : 0;
    int count = 0;
    for (uint32_t i = first; i < local_count_; i++) count += registers[i].is_unbound();
    if (count == 0) return {};
    TRY(warn(thread_, ExceptionId::kRuntimeWarning, 1,
             fmt::format("assigning None to {} unbound local{}", count, count == 1 ? "" : "s")));
    for (uint32_t i = first; i < local_count_; i++) {
      if (registers[i].is_unbound()) registers[i] = Value::none();
    }
    return {};
  }

  // Handlers that are left give back what was handled before: the outermost has the lowest register.
  void leave_handlers(uint32_t target) {
    std::vector<uint64_t> live = live_at(target);
    for (uint32_t i = 0; i < temporary_count_; i++) {
      if (kinds_at(here())[i] != Held::kException) continue;
      if (is_live(live, i) && kinds_at(target)[i] == Held::kException) continue;
      if (!saves_handled(local_count_ + i)) continue;
      thread_.handled->exception = frame_->registers()[local_count_ + i];
      return;
    }
  }

  // An EnterHandler keeps there what was handled before.
  bool saves_handled(uint32_t reg) const {
    for (uint32_t offset = 0; offset < body_.instructions.size(); offset += length_at(offset)) {
      Instruction instruction = body_.instruction_at(offset);
      if (instruction.opcode == Opcode::kEnterHandler && instruction.b == reg) return true;
    }
    return false;
  }

  Thread& thread_;
  Frame* frame_;
  Code* code_;
  const Body& body_;
  uint32_t local_count_, temporary_count_;
  Liveness liveness_;
  std::vector<Held> kinds_;       // temporary_count_ a word of the code
  std::vector<uint8_t> reached_;  // by word
};

}  // namespace

Status jump_to_line(Thread& thread, Frame* frame, int32_t line) { return LineJump(thread, frame).run(line); }

}  // namespace memphis::vm
