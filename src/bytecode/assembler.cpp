#include "bytecode/assembler.h"

#include <algorithm>

#include "base/checks.h"
#include "bytecode/bound_checks.h"

namespace memphis {

Label Assembler::new_label() {
  labels_.push_back(kNoLabel);
  return static_cast<Label>(labels_.size() - 1);
}

void Assembler::bind(Label label) { labels_[label] = static_cast<uint32_t>(items_.size()); }

bool Assembler::ends_flow(Opcode opcode) {
  switch (opcode) {
    case Opcode::kJump:
    case Opcode::kJumpBack:
    case Opcode::kReturn:
    case Opcode::kRaise:
    case Opcode::kReraise: return true;
    default: return false;
  }
}

bool Assembler::falls_through() const {
  if (items_.empty() || !ends_flow(items_.back().instruction.opcode)) return true;
  uint32_t here = static_cast<uint32_t>(items_.size());
  for (size_t i = labels_.size(); i-- > 0;) {
    if (labels_[i] == here) return true;
  }
  return false;
}

bool Assembler::ends_with_line() const {
  if (items_.empty() || items_.back().instruction.opcode != Opcode::kNop) return false;
  uint32_t here = static_cast<uint32_t>(items_.size());
  return std::find(labels_.begin(), labels_.end(), here) == labels_.end();
}

void Assembler::set_position(SourceRange range) {
  if (range == position_ && !ranges_.empty()) return;
  position_ = range;
  position_index_ = static_cast<uint32_t>(ranges_.size());
  ranges_.push_back(range);
}

HandlerId Assembler::new_handler(Label target, uint16_t exception_register) {
  handlers_.push_back({target, exception_register});
  return static_cast<HandlerId>(handlers_.size() - 1);
}

void Assembler::emit(Opcode opcode, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  if ((a | b | c) > 0xFFFF || d > 0xFF) overflowed_ = true;
  if (ranges_.empty()) ranges_.push_back(position_);
  Instruction instruction{opcode, static_cast<uint8_t>(d), static_cast<uint16_t>(a), static_cast<uint16_t>(b),
                          static_cast<uint16_t>(c)};
  items_.push_back({instruction, kNoLabel, position_index_, handler_});
}

void Assembler::emit_wide(Opcode opcode, uint32_t a, int32_t value) {
  emit(opcode, a);
  items_.back().instruction.set_wide(value);
}

void Assembler::emit_jump(Opcode opcode, Label target, uint32_t a, uint32_t b, uint32_t d) {
  emit(opcode, a, b, 0, d);
  items_.back().target = target;
}

void Assembler::compact(const std::vector<uint8_t>& keep) {
  std::vector<uint32_t> moved(items_.size() + 1);
  uint32_t next = 0;
  for (size_t i = 0; i < items_.size(); i++) {
    moved[i] = next;
    if (keep[i]) items_[next++] = items_[i];
  }
  moved[items_.size()] = next;
  items_.resize(next);
  for (uint32_t& label : labels_) {
    if (label != kNoLabel) label = moved[label];
  }
}

// ---- Lines without instructions ----

uint32_t Assembler::add_lines(std::vector<uint32_t> lines) {
  if (lines.empty()) return 0;
  line_lists_.push_back(std::move(lines));
  return static_cast<uint32_t>(line_lists_.size() - 1);
}

uint32_t Assembler::join_lines(uint32_t first, uint32_t second) {
  if (first == 0 || second == 0) return first + second;
  std::vector<uint32_t> lines = line_lists_[first];
  lines.insert(lines.end(), line_lists_[second].begin(), line_lists_[second].end());
  return add_lines(std::move(lines));
}

// Whether a jump that is taken asks for attention (vm/handler.h).
bool Assembler::has_safepoint(Opcode opcode) {
  switch (opcode) {
    case Opcode::kJumpIfTrue:
    case Opcode::kJumpIfFalse:
    case Opcode::kJumpIfNone:
    case Opcode::kJumpIfNotNone: return true;
    default: return opcode >= Opcode::kJumpLess && opcode <= Opcode::kJumpContains;
  }
}

// Nops stand for lines: from here on the ways between the other items know them.
void Assembler::absorb_lines() {
  auto is_line = [&](uint32_t at) { return at < items_.size() && items_[at].instruction.opcode == Opcode::kNop; };
  // The first item at or behind `at` that is no line; the lines on the way, unless that item repeats the last.
  auto skip = [&](uint32_t at, std::vector<uint32_t>& lines) {
    for (; is_line(at); at++) {
      if (lines.empty() || lines.back() != line_of(items_[at])) lines.push_back(line_of(items_[at]));
    }
    if (at < items_.size() && !lines.empty() && lines.back() == line_of(items_[at])) lines.pop_back();
    return at;
  };
  std::vector<uint8_t> keep(items_.size(), 1);
  for (uint32_t i = 0; i < items_.size(); i++) {
    Item& item = items_[i];
    keep[i] = !is_line(i);
    if (!keep[i]) continue;
    std::vector<uint32_t> next, jump;
    if (!ends_flow(item.instruction.opcode)) skip(i + 1, next);
    if (is_jump(item) && is_line(item_at(item.target))) {
      uint32_t target = skip(item_at(item.target), jump);
      item.target = new_label();
      labels_[item.target] = target;
    }
    item.next_lines = add_lines(std::move(next));
    item.jump_lines = add_lines(std::move(jump));
  }
  std::vector<uint32_t> entry;
  skip(0, entry);
  entry_lines_ = add_lines(std::move(entry));
  compact(keep);
}

// A jump to an unconditional jump goes where that one goes. Jumps backwards keep their safepoint: most conditional
// jumps have one too, and the others are not led through a JumpBack.
void Assembler::thread_jumps() {
  for (Item& item : items_) {
    if (!is_jump(item)) continue;
    bool is_unconditional = item.instruction.opcode == Opcode::kJump;
    for (int hops = 0; hops < 8; hops++) {
      uint32_t at = item_at(item.target);
      if (at >= items_.size()) break;
      const Item& next = items_[at];
      if (next.instruction.opcode != Opcode::kJump || next.target == item.target) break;
      bool goes_back = item_at(next.target) <= at;
      if (goes_back && !is_unconditional && !has_safepoint(item.instruction.opcode)) break;
      item.target = next.target;
      item.jump_lines = join_lines(item.jump_lines, next.jump_lines);
    }
  }
}

void Assembler::drop_unreachable() {
  std::vector<uint8_t> reached(items_.size());
  std::vector<uint8_t> handler_reached(handlers_.size());
  std::vector<uint32_t> work;
  auto visit = [&](uint32_t at) {
    if (at < items_.size() && !reached[at]) {
      reached[at] = 1;
      work.push_back(at);
    }
  };
  visit(0);
  while (!work.empty()) {
    uint32_t at = work.back();
    work.pop_back();
    const Item& item = items_[at];
    if (is_jump(item)) visit(item_at(item.target));
    if (!ends_flow(item.instruction.opcode)) visit(at + 1);
    if (item.handler != kNoHandler && !handler_reached[item.handler]) {
      handler_reached[item.handler] = 1;
      visit(item_at(handlers_[item.handler].target));
    }
  }
  compact(reached);
}

bool Assembler::drop_jumps_to_next() {
  std::vector<uint8_t> keep(items_.size(), 1);
  bool any = false;
  for (size_t i = 0; i < items_.size(); i++) {
    const Item& item = items_[i];
    bool is_nop = item.instruction.opcode == Opcode::kNop;
    bool is_idle = item.instruction.opcode == Opcode::kJump && item_at(item.target) == i + 1;
    if (!is_nop && !is_idle) continue;
    keep[i] = 0;
    any = true;
  }
  if (!any) return false;
  hand_lines_over(keep);
  compact(keep);
  return true;
}

// The lines of items that are about to go become those of the ways that led to them.
void Assembler::hand_lines_over(const std::vector<uint8_t>& keep) {
  auto add = [&](uint32_t at, uint32_t lines) {
    for (; at < items_.size() && !keep[at]; at++) {
      lines = join_lines(lines, is_jump(items_[at]) ? items_[at].jump_lines : items_[at].next_lines);
    }
    return lines;
  };
  for (uint32_t i = 0; i < items_.size(); i++) {
    if (!keep[i]) continue;
    Item& item = items_[i];
    if (!ends_flow(item.instruction.opcode)) item.next_lines = add(i + 1, item.next_lines);
    if (is_jump(item)) item.jump_lines = add(item_at(item.target), item.jump_lines);
  }
  entry_lines_ = add(0, entry_lines_);
}

void Assembler::place_constants(const std::vector<uint32_t>& constants, const std::vector<uint32_t>& names) {
  auto change = [&](OperandMode mode, uint16_t& field) {
    if (mode != OperandMode::konst && mode != OperandMode::name) return;
    uint32_t index = mode == OperandMode::konst ? constants[field] : names[field];
    if (index > 0xFFFF) overflowed_ = true;
    field = static_cast<uint16_t>(index);
  };
  for (Item& item : items_) {
    Instruction& instruction = item.instruction;
    if (instruction.opcode == Opcode::kLoadConstLong) {
      uint32_t index = constants[static_cast<uint32_t>(instruction.wide())];
      instruction.set_wide(static_cast<int32_t>(index));
      if (index <= 0xFFFF) instruction.opcode = Opcode::kLoadConst;
      continue;
    }
    const OpcodeInfo& info = opcode_info(instruction.opcode);
    change(info.a, instruction.a);
    change(info.b, instruction.b);
    change(info.c, instruction.c);
  }
}

// Makes a conditional jump one on the opposite condition.
bool Assembler::invert(Instruction& instruction) {
  switch (instruction.opcode) {
    case Opcode::kJumpIfTrue: instruction.opcode = Opcode::kJumpIfFalse; return true;
    case Opcode::kJumpIfFalse: instruction.opcode = Opcode::kJumpIfTrue; return true;
    case Opcode::kJumpIfNone: instruction.opcode = Opcode::kJumpIfNotNone; return true;
    case Opcode::kJumpIfNotNone: instruction.opcode = Opcode::kJumpIfNone; return true;
    default:
      // Those that compare have the wanted truth value in d.
      if (instruction.opcode < Opcode::kJumpLess || instruction.opcode > Opcode::kJumpContains) return false;
      instruction.d ^= 1;
      return true;
  }
}

// `if not c: goto 1; goto 2; 1:` is `if c: goto 2`.
void Assembler::invert_jumps_over_jumps() {
  std::vector<uint8_t> is_target(items_.size() + 1);
  for (const Item& item : items_) {
    if (is_jump(item)) is_target[item_at(item.target)] = 1;
  }
  for (size_t i = 0; i + 1 < items_.size(); i++) {
    Item& item = items_[i];
    Item& next = items_[i + 1];
    if (!is_jump(item) || item_at(item.target) != i + 2 || is_target[i + 1]) continue;
    if (next.instruction.opcode != Opcode::kJump || !invert(item.instruction)) continue;
    item.target = next.target;
    uint32_t lines = item.jump_lines;
    item.jump_lines = join_lines(item.next_lines, next.jump_lines);
    item.next_lines = lines;
    next.instruction = Instruction{Opcode::kNop, 0, 0, 0, 0};
    next.target = kNoLabel;
    next.jump_lines = 0;
  }
}

Assembler::Used Assembler::used() const {
  Used used;
  auto mark = [](std::vector<uint8_t>& set, uint32_t number) {
    if (number >= set.size()) set.resize(number + 1);
    set[number] = 1;
  };
  auto look = [&](OperandMode mode, uint16_t number) {
    if (mode == OperandMode::konst) mark(used.constants, number);
    if (mode == OperandMode::name) mark(used.names, number);
  };
  for (const Item& item : items_) {
    const Instruction& instruction = item.instruction;
    const OpcodeInfo& info = opcode_info(instruction.opcode);
    look(info.a, instruction.a);
    look(info.b, instruction.b);
    look(info.c, instruction.c);
    if (instruction.opcode == Opcode::kLoadConstLong) mark(used.constants, static_cast<uint32_t>(instruction.wide()));
  }
  return used;
}

// A conditional jump to what follows it: which way was gone shows only if there is something on one of them.
void Assembler::part_ways() {
  std::vector<uint32_t> moved(items_.size() + 1);
  std::vector<Item> items;
  for (uint32_t i = 0; i < items_.size(); i++) {
    moved[i] = static_cast<uint32_t>(items.size());
    items.push_back(items_[i]);
    const Item& item = items_[i];
    bool is_conditional = is_jump(item) && item.instruction.opcode != Opcode::kJump;
    if (!is_conditional || item_at(item.target) != i + 1 || item.jump_lines == item.next_lines) continue;
    items.push_back({Instruction{Opcode::kNop, 0, 0, 0, 0}, kNoLabel, item.position, item.handler});
  }
  moved[items_.size()] = static_cast<uint32_t>(items.size());
  if (items.size() == items_.size()) return;
  items_ = std::move(items);
  for (uint32_t& label : labels_) {
    if (label != kNoLabel) label = moved[label];
  }
}

void Assembler::optimize(uint32_t parameter_count, uint32_t local_count) {
  drop_unreachable();
  BoundChecks(*this, parameter_count, local_count).remove();
  absorb_lines();
  thread_jumps();
  drop_unreachable();
  while (drop_jumps_to_next()) {
  }
  invert_jumps_over_jumps();
  while (drop_jumps_to_next()) {
  }
  part_ways();
}

Assembler::Result Assembler::lay_out(CodeUnit& unit) const {
  std::vector<uint32_t> offsets(items_.size() + 1);
  uint32_t at = 0;
  for (size_t i = 0; i < items_.size(); i++) {
    offsets[i] = at;
    at += 1 + opcode_info(items_[i].instruction.opcode).cache_words;
  }
  offsets[items_.size()] = at;
  unit.instructions.clear();
  unit.instructions.reserve(at);
  for (size_t i = 0; i < items_.size(); i++) {
    Instruction instruction = items_[i].instruction;
    if (is_jump(items_[i])) {
      int64_t distance = int64_t{offsets[item_at(items_[i].target)]} - offsets[i];
      if (instruction.opcode == Opcode::kJump && distance <= 0) instruction.opcode = Opcode::kJumpBack;
      const OpcodeInfo& info = opcode_info(instruction.opcode);
      if (info.c == OperandMode::jump) {
        if (distance != static_cast<int16_t>(distance)) return Result::kJumpTooFar;
        instruction.c = static_cast<uint16_t>(distance);
      } else {
        instruction.set_wide(static_cast<int32_t>(distance));
      }
    }
    unit.instructions.push_back(instruction);
    for (int word = 0; word < opcode_info(instruction.opcode).cache_words; word++) {
      unit.instructions.push_back(Instruction{});
    }
  }
  write_exception_table(unit, offsets);
  write_positions(unit, offsets);
  write_passed_lines(unit, offsets);
  return Result::kDone;
}

void Assembler::write_exception_table(CodeUnit& unit, const std::vector<uint32_t>& offsets) const {
  unit.exception_table.clear();
  for (size_t i = 0; i < items_.size();) {
    HandlerId handler = items_[i].handler;
    size_t start = i;
    while (i < items_.size() && items_[i].handler == handler) i++;
    if (handler == kNoHandler) continue;
    const Handler& covered_by = handlers_[handler];
    unit.exception_table.push_back(
        {offsets[start], offsets[i], offsets[item_at(covered_by.target)], covered_by.exception_register});
  }
}

void Assembler::write_positions(CodeUnit& unit, const std::vector<uint32_t>& offsets) const {
  unit.positions.clear();
  const SourceRange* previous = nullptr;
  for (size_t i = 0; i < items_.size(); i++) {
    const SourceRange& range = ranges_[items_[i].position];
    if (previous != nullptr && *previous == range) continue;
    unit.positions.push_back({offsets[i], range.line, range.end_line, range.column, range.end_column});
    previous = &range;
  }
}

void Assembler::write_passed_lines(CodeUnit& unit, const std::vector<uint32_t>& offsets) const {
  unit.passed_lines.clear();
  auto write = [&](uint32_t source, bool taken, uint32_t list) {
    for (uint32_t line : line_lists_[list]) unit.passed_lines.push_back({source, taken, line});
  };
  for (size_t i = 0; i < items_.size(); i++) {
    write(offsets[i], false, items_[i].next_lines);
    write(offsets[i], true, items_[i].jump_lines);
  }
  write(PassedLine::kEntry, false, entry_lines_);
}

}  // namespace memphis
