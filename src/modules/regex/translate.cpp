#include "modules/regex/translate.h"

#include <algorithm>
#include <utility>

#include "modules/regex/verify_charset.h"

namespace memphis::regex {

namespace {

// A repeat of few nodes few times is written out.
constexpr uint64_t kUnrolledNodes = 48;

struct Single {
  SingleKind kind = SingleKind::kAny;
  uint32_t value = 0;
  uint32_t set = 0;
};

// What became of a stretch of the code list.
struct Part {
  bool is_valid = true;
  bool ends_with_jump = false;
  uint64_t width = 0;  // characters that it takes at least
};
constexpr Part kInvalidPart = {false, false, 0};
constexpr uint64_t kWidest = uint64_t{1} << 40;

enum class RepeatMode : uint8_t { kGreedy, kLazy, kPossessive };

class Translator {
 public:
  Translator(std::span<const uint32_t> code, uint32_t groups, uintptr_t stack_limit, Draft& draft)
      : code_(code), groups_(groups), stack_limit_(stack_limit), draft_(draft) {}

  Translation run();

 private:
  using Index = size_t;  // in the code list

  Part sequence(Index at, Index end);
  Part step(Index& at, Index end);
  Part single_step(Index& at, Index end);
  Part mark(Index& at, Index end);
  Part position(Index& at, Index end);
  Part info(Index& at, Index end);
  Part branch(Index& at, Index end);
  Part branch_arm(Index& at, Index end, Index& target);
  void finish_branch(uint32_t head, const std::vector<uint32_t>& arms);
  Part repeat_one(Index& at, Index end, RepeatMode mode);
  Part repeat(Index& at, Index end);
  Part repeat_body(Index at, Index end, uint32_t minimum, uint32_t maximum, RepeatMode mode);
  Part body(Index at, Index end, RepeatMode mode);
  void unroll(Index at, Index end, uint32_t head, uint32_t minimum, uint32_t maximum, RepeatMode mode);
  Part assertion(Index& at, Index end, bool negated);
  Part atomic(Index& at, Index end);
  Part group_reference(Index& at, Index end, Folding folding);
  Part group_exists(Index& at, Index end);

  bool read_single(Index& at, Index end, Single& single);
  bool read_bounds(Index& at, Index end, uint32_t& minimum, uint32_t& maximum);
  bool read_word(Index& at, Index end, uint32_t& word) {
    if (at >= end) return false;
    word = code_[at++];
    return true;
  }
  // A skip at `at`; adjustment as in "the skip counts from further ahead".
  bool read_skip(Index& at, Index end, uint32_t& skip, uint32_t adjustment = 0) {
    if (at >= end || skip_exceeds(code_[at] - adjustment, end - at)) return false;
    skip = code_[at++];
    return true;
  }
  static bool skip_exceeds(uint32_t skip, size_t room) { return skip > room; }
  bool is_code(Index at, Code wanted) const { return static_cast<Code>(code_[at]) == wanted; }

  uint32_t size() const { return static_cast<uint32_t>(draft_.nodes.size()); }
  Node& node(uint32_t index) { return draft_.nodes[index]; }
  uint32_t emit(Operation operation, uint32_t value = 0) {
    Node made = {};
    made.operation = operation;
    made.value = value;
    draft_.nodes.push_back(made);
    return size() - 1;
  }
  uint32_t emit_jump(uint32_t target) {
    const uint32_t index = emit(Operation::kJump);
    node(index).target = target;
    return index;
  }
  void emit_single(const Single& single);
  void emit_literal(uint32_t c);
  void label() { literal_ = 0; }
  Single from_set(uint32_t set) const;

  std::span<const uint32_t> code_;
  uint32_t groups_;
  uintptr_t stack_limit_;
  Draft& draft_;
  uint32_t literal_ = 0;  // the node that another literal may be added to; 0: none
  // Jumps to the end of the enclosing group that a SUCCESS ends; null outside of all of them.
  std::vector<uint32_t>* successes_ = nullptr;
  bool ends_early_ = false;  // there is a SUCCESS before the end
  bool too_deep_ = false;
};

Translation Translator::run() {
  const bool has_end = !code_.empty() && is_code(code_.size() - 1, Code::kSuccess);
  if (!has_end || groups_ > kMaximumGroups) return Translation::kInvalid;
  emit(Operation::kBottom);
  emit(Operation::kUndoMark);
  emit(Operation::kUndoCounter);
  const Part all = sequence(0, code_.size() - 1);
  if (too_deep_) return Translation::kTooDeep;
  if (!all.is_valid || all.ends_with_jump) return Translation::kInvalid;
  emit(Operation::kMatch);
  draft_.groups = groups_;
  draft_.minimum_width = static_cast<uint32_t>(ends_early_ ? 0 : std::min<uint64_t>(all.width, kMaximumRepeat));
  return Translation::kDone;
}

Part Translator::sequence(Index at, Index end) {
  if (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) < stack_limit_) too_deep_ = true;
  if (too_deep_ || at > end || end > code_.size()) return kInvalidPart;
  Part all;
  while (at < end) {
    if (is_code(at, Code::kJump)) {
      // Ends the first part of a conditional group: the word behind it is read by who asked.
      if (at + 2 != end) return kInvalidPart;
      all.ends_with_jump = true;
      return all;
    }
    const Part part = step(at, end);
    if (!part.is_valid) return kInvalidPart;
    all.width = std::min(all.width + part.width, kWidest);
  }
  return all;
}

Part Translator::step(Index& at, Index end) {
  const Code code = static_cast<Code>(code_[at]);
  switch (code) {
    case Code::kMark: return mark(at, end);
    case Code::kAt: return position(at, end);
    case Code::kInfo: return info(at, end);
    case Code::kBranch: return branch(at, end);
    case Code::kRepeatOne: return repeat_one(at, end, RepeatMode::kGreedy);
    case Code::kMinRepeatOne: return repeat_one(at, end, RepeatMode::kLazy);
    case Code::kPossessiveRepeatOne: return repeat_one(at, end, RepeatMode::kPossessive);
    case Code::kRepeat:
    case Code::kPossessiveRepeat: return repeat(at, end);
    case Code::kAtomicGroup: return atomic(at, end);
    case Code::kAssert: return assertion(at, end, false);
    case Code::kAssertNot: return assertion(at, end, true);
    case Code::kGroupReference: return group_reference(at, end, Folding::kNone);
    case Code::kGroupReferenceIgnore: return group_reference(at, end, Folding::kAscii);
    case Code::kGroupReferenceUnicodeIgnore: return group_reference(at, end, Folding::kUnicode);
    case Code::kGroupReferenceLocaleIgnore: return group_reference(at, end, Folding::kLocale);
    case Code::kGroupReferenceExists: return group_exists(at, end);
    case Code::kSuccess:
      at++;
      label();
      if (successes_ == nullptr) {
        ends_early_ = true;
        emit(Operation::kMatch);
      } else {
        successes_->push_back(emit_jump(0));
      }
      return {};
    case Code::kFailure:
      at++;
      emit(Operation::kFail);
      return {};
    default: return single_step(at, end);
  }
}

// ---- Single characters ----

Single Translator::from_set(uint32_t number) const {
  const CharacterSet& set = draft_.pool.sets[number];
  if (set.is_dynamic) return {SingleKind::kDynamicSet, 0, number};
  const int count = count_bits(set.bits);
  const bool plain = set.item_count == 0 && set.folding != Folding::kUnicode;
  if (plain && set.otherwise && count == 256) return {SingleKind::kAny, 0, number};
  if (plain && count == (set.otherwise ? 255 : 1)) {
    for (uint32_t c = 0; c < 256; c++) {
      if (has_bit(set.bits, c) == set.otherwise) continue;
      return {set.otherwise ? SingleKind::kNotCharacter : SingleKind::kCharacter, c, number};
    }
  }
  return {SingleKind::kSet, 0, number};
}

// Reads one element that matches a single character; false when there is none (or it is not valid).
bool Translator::read_single(Index& at, Index end, Single& single) {
  Index next = at;
  uint32_t code, argument = 0;
  if (!read_word(next, end, code)) return false;
  const auto literal = [&](bool negated, Folding folding) {
    if (!read_word(next, end, argument)) return false;
    single = from_set(add_literal(draft_.pool, argument, negated, folding));
    return true;
  };
  const auto charset = [&](Folding folding) {
    uint32_t skip;
    if (!read_skip(next, end, skip) || skip < 2) return false;
    const std::span<const uint32_t> items = code_.subspan(next, skip - 2);
    if (!verify_charset(items) || !is_code(next + skip - 2, Code::kFailure)) return false;
    single = from_set(add_charset(draft_.pool, items, folding));
    next += skip - 1;
    return true;
  };
  bool is_single = true;
  switch (static_cast<Code>(code)) {
    case Code::kAnyAll: single = {SingleKind::kAny, 0, 0}; break;
    case Code::kAny: single = {SingleKind::kNotCharacter, '\n', 0}; break;
    case Code::kLiteral:
      is_single = read_word(next, end, argument);
      single = {SingleKind::kCharacter, argument, 0};
      break;
    case Code::kNotLiteral:
      is_single = read_word(next, end, argument);
      single = {SingleKind::kNotCharacter, argument, 0};
      break;
    case Code::kLiteralIgnore: is_single = literal(false, Folding::kAscii); break;
    case Code::kNotLiteralIgnore: is_single = literal(true, Folding::kAscii); break;
    case Code::kLiteralUnicodeIgnore: is_single = literal(false, Folding::kUnicode); break;
    case Code::kNotLiteralUnicodeIgnore: is_single = literal(true, Folding::kUnicode); break;
    case Code::kLiteralLocaleIgnore: is_single = literal(false, Folding::kLocale); break;
    case Code::kNotLiteralLocaleIgnore: is_single = literal(true, Folding::kLocale); break;
    case Code::kIn: is_single = charset(Folding::kNone); break;
    case Code::kInIgnore: is_single = charset(Folding::kAscii); break;
    case Code::kInUnicodeIgnore: is_single = charset(Folding::kUnicode); break;
    case Code::kInLocaleIgnore: is_single = charset(Folding::kLocale); break;
    default: is_single = false; break;
  }
  if (is_single) at = next;
  return is_single;
}

void Translator::emit_literal(uint32_t c) {
  std::vector<char32_t>& literals = draft_.literals;
  if (literal_ == 0 || literal_ + 1 != size()) {
    literal_ = emit(Operation::kCharacter, c);
    return;
  }
  Node& last = node(literal_);
  if (last.operation == Operation::kCharacter) {
    literals.push_back(last.value);
    last.operation = Operation::kString;
    last.value = static_cast<uint32_t>(literals.size()) - 1;
    last.maximum = 1;
  }
  literals.push_back(c);
  last.maximum++;
}

void Translator::emit_single(const Single& single) {
  switch (single.kind) {
    case SingleKind::kCharacter: return emit_literal(single.value);
    case SingleKind::kNotCharacter: emit(Operation::kNotCharacter, single.value); return;
    case SingleKind::kAny: emit(Operation::kAny); return;
    default:
      node(emit(single.kind == SingleKind::kSet ? Operation::kSet : Operation::kDynamicSet)).set = single.set;
      return;
  }
}

Part Translator::single_step(Index& at, Index end) {
  Single single;
  if (!read_single(at, end, single)) return kInvalidPart;
  emit_single(single);
  return {true, false, 1};
}

// ---- Marks, positions, groups ----

Part Translator::mark(Index& at, Index end) {
  uint32_t number;
  at++;
  if (!read_word(at, end, number) || number >= 2 * uint64_t{groups_}) return kInvalidPart;
  emit((number & 1) == 0 ? Operation::kMarkStart : Operation::kMarkEnd, number);
  return {};
}

Part Translator::position(Index& at, Index end) {
  uint32_t which;
  at++;
  if (!read_word(at, end, which)) return kInvalidPart;
  const auto boundary = [&](Operation operation, CategoryCode category) {
    node(emit(operation)).set = add_category(draft_.pool, category);
  };
  switch (static_cast<AtCode>(which)) {
    case AtCode::kBeginning:
    case AtCode::kBeginningString: emit(Operation::kAtStart); break;
    case AtCode::kBeginningLine: emit(Operation::kAtLineStart); break;
    case AtCode::kEnd: emit(Operation::kAtEnd); break;
    case AtCode::kEndLine: emit(Operation::kAtLineEnd); break;
    case AtCode::kEndString: emit(Operation::kAtVeryEnd); break;
    case AtCode::kBoundary: boundary(Operation::kBoundary, CategoryCode::kWord); break;
    case AtCode::kNonBoundary: boundary(Operation::kNotBoundary, CategoryCode::kWord); break;
    case AtCode::kUnicodeBoundary: boundary(Operation::kBoundary, CategoryCode::kUnicodeWord); break;
    case AtCode::kUnicodeNonBoundary: boundary(Operation::kNotBoundary, CategoryCode::kUnicodeWord); break;
    case AtCode::kLocaleBoundary: emit(Operation::kLocaleBoundary, 0); break;
    case AtCode::kLocaleNonBoundary: emit(Operation::kLocaleBoundary, 1); break;
    default: return kInvalidPart;
  }
  return {};
}

// What re._compiler found out for searching: checked and left aside, since analyze() finds out more.
Part Translator::info(Index& at, Index end) {
  uint32_t skip, flags, word;
  at++;
  const Index start = at;
  if (!read_skip(at, end, skip)) return kInvalidPart;
  const Index next = start + skip;
  if (!read_word(at, end, flags) || !read_word(at, end, word) || !read_word(at, end, word)) return kInvalidPart;
  const bool has_prefix = (flags & kInfoPrefix) != 0, has_charset = (flags & kInfoCharset) != 0;
  const bool known_flags = (flags & ~uint32_t{kInfoPrefix | kInfoLiteral | kInfoCharset}) == 0;
  if (!known_flags || (has_prefix && has_charset) || ((flags & kInfoLiteral) != 0 && !has_prefix)) return kInvalidPart;
  if (has_prefix) {
    uint32_t length;
    if (!read_word(at, end, length) || !read_word(at, end, word)) return kInvalidPart;
    if (at > next || length > (next - at) / 2) return kInvalidPart;
    for (Index i = at + length; i < at + 2 * Index{length}; i++) {
      if (code_[i] >= length) return kInvalidPart;
    }
    at += 2 * Index{length};
  }
  if (has_charset) {
    if (next <= at || !verify_charset(code_.subspan(at, next - 1 - at)) || !is_code(next - 1, Code::kFailure))
      return kInvalidPart;
    at = next;
  }
  if (at != next) return kInvalidPart;
  return {};
}

Part Translator::group_reference(Index& at, Index end, Folding folding) {
  uint32_t group;
  at++;
  if (!read_word(at, end, group) || group >= groups_) return kInvalidPart;
  node(emit(Operation::kGroupReference, group)).flags = static_cast<uint8_t>(folding);
  draft_.has_group_references = true;
  return {};
}

// GROUPREF_EXISTS <group> <skip> then-part [JUMP <skip> else-part]: the skips count from where they stand.
Part Translator::group_exists(Index& at, Index end) {
  uint32_t group, skip;
  at++;
  if (!read_word(at, end, group) || group >= groups_) return kInvalidPart;
  const Index start = at;
  if (!read_skip(at, end, skip, 1)) return kInvalidPart;
  const uint32_t test = emit(Operation::kGroupExists, group);
  label();
  Part then = sequence(start + 1, start + skip - 1);
  if (!then.is_valid) return kInvalidPart;
  uint64_t width = 0;
  at = start + skip - 1;
  if (!then.ends_with_jump) {
    node(test).target = size();
  } else {
    const uint32_t jump = emit_jump(0);
    node(test).target = size();
    label();
    at = start + skip - 2;
    if (!read_skip(at, end, skip)) return kInvalidPart;
    const Part otherwise = sequence(at, at + skip - 1);
    if (!otherwise.is_valid || otherwise.ends_with_jump) return kInvalidPart;
    at += skip - 1;
    node(jump).target = size();
    width = std::min(then.width, otherwise.width);
  }
  label();
  return {true, false, width};
}

// ---- Alternatives ----

// <skip> arm JUMP <skip>: `target` is where all arms go on.
Part Translator::branch_arm(Index& at, Index end, Index& target) {
  uint32_t skip;
  if (!read_skip(at, end, skip) || skip < 3) return kInvalidPart;
  label();
  const Part arm = sequence(at, at + skip - 3);
  if (!arm.is_valid || arm.ends_with_jump) return kInvalidPart;
  at += skip - 3;
  if (!is_code(at, Code::kJump)) return kInvalidPart;
  at++;
  const Index jump = at;
  if (!read_skip(at, end, skip)) return kInvalidPart;
  if (target != 0 && target != jump + skip) return kInvalidPart;
  target = jump + skip;
  return arm;
}

Part Translator::branch(Index& at, Index end) {
  at++;
  Part all;
  all.width = kWidest;
  Index target = 0;
  std::vector<uint32_t> arms, jumps;
  const uint32_t head = emit(Operation::kBranch);
  emit(Operation::kBranchNext);
  while (true) {
    if (at >= end) return kInvalidPart;
    if (code_[at] == 0) break;
    arms.push_back(size());
    const Part arm = branch_arm(at, end, target);
    if (!arm.is_valid) return kInvalidPart;
    all.width = std::min(all.width, arm.width);
    jumps.push_back(emit_jump(0));
  }
  at++;
  if (at != target) return kInvalidPart;
  finish_branch(head, arms);
  for (uint32_t jump : jumps) node(jump).target = size();
  label();
  return all;
}

void Translator::finish_branch(uint32_t head, const std::vector<uint32_t>& arms) {
  if (arms.size() <= 2) {
    node(head).operation = arms.size() == 2 ? Operation::kSplit : Operation::kJump;
    node(head).target = arms.back();
    node(head + 1).operation = Operation::kJump;
    node(head + 1).target = arms.front();
    return;
  }
  // Too many arms for one table: the last one of each table is the next table.
  std::vector<uint32_t> heads = {head};
  for (size_t made = kMaximumArms - 1; made + 1 < arms.size(); made += kMaximumArms - 1) {
    heads.push_back(emit(Operation::kBranch));
    emit(Operation::kBranchNext);
  }
  size_t next = 0;
  for (size_t i = 0; i < heads.size(); i++) {
    DraftBranch table;
    while (next < arms.size() && table.targets.size() + 1 < kMaximumArms) table.targets.push_back(arms[next++]);
    if (next + 1 == arms.size() && i + 1 == heads.size()) table.targets.push_back(arms[next++]);
    if (i + 1 < heads.size()) table.targets.push_back(heads[i + 1]);
    node(heads[i]).value = node(heads[i] + 1).value = static_cast<uint32_t>(draft_.branches.size());
    draft_.branches.push_back(std::move(table));
  }
}

// ---- Repeats ----

bool Translator::read_bounds(Index& at, Index end, uint32_t& minimum, uint32_t& maximum) {
  return read_word(at, end, minimum) && read_word(at, end, maximum) && minimum <= maximum;
}

// REPEAT_ONE <skip> <min> <max> item SUCCESS
Part Translator::repeat_one(Index& at, Index end, RepeatMode mode) {
  uint32_t skip, minimum, maximum;
  at++;
  const Index start = at;
  if (!read_skip(at, end, skip) || !read_bounds(at, end, minimum, maximum) || skip < 4) return kInvalidPart;
  const Index item_end = start + skip - 1;
  if (!is_code(item_end, Code::kSuccess)) return kInvalidPart;
  Index item = at;
  Single single;
  if (!read_single(item, item_end, single) || item != item_end) {
    // Something else that takes one character, or nothing that the compiler would make.
    const Part part = repeat_body(at, item_end, minimum, maximum, mode);
    at = item_end + 1;
    return part.ends_with_jump ? kInvalidPart : part;
  }
  at = item_end + 1;
  if (maximum == 0) return {};
  if (minimum == 1 && maximum == 1) {
    emit_single(single);
    return {true, false, 1};
  }
  Operation family = mode == RepeatMode::kGreedy ? Operation::kGreedyCharacter : Operation::kLazyCharacter;
  if (mode == RepeatMode::kPossessive || minimum == maximum) family = Operation::kTakeCharacter;
  const auto emit_part = [&](Operation operation) {
    Node& made = node(emit(operation, single.value));
    made.set = single.set;
    made.minimum = minimum;
    made.maximum = maximum;
  };
  emit_part(operation_for(family, single.kind));
  if (family == Operation::kGreedyCharacter) emit_part(Operation::kRetreat);
  if (family == Operation::kLazyCharacter) emit_part(operation_for(Operation::kAdvanceCharacter, single.kind));
  return {true, false, minimum};
}

// REPEAT <skip> <min> <max> body MAX_UNTIL or MIN_UNTIL; POSSESSIVE_REPEAT <skip> <min> <max> body SUCCESS
Part Translator::repeat(Index& at, Index end) {
  const bool possessive = is_code(at, Code::kPossessiveRepeat);
  uint32_t skip, minimum, maximum;
  at++;
  const Index start = at;
  if (!read_skip(at, end, skip) || !read_bounds(at, end, minimum, maximum)) return kInvalidPart;
  const Index body_end = start + skip;
  if (skip < 3 || body_end >= end) return kInvalidPart;
  const Code until = static_cast<Code>(code_[body_end]);
  RepeatMode mode = RepeatMode::kPossessive;
  if (possessive ? until != Code::kSuccess : until != Code::kMaxUntil && until != Code::kMinUntil) return kInvalidPart;
  if (!possessive) mode = until == Code::kMinUntil ? RepeatMode::kLazy : RepeatMode::kGreedy;
  const Part part = repeat_body(at, body_end, minimum, maximum, mode);
  at = body_end + 1;
  return part.ends_with_jump ? kInvalidPart : part;
}

// Once the body. A possessive repeat's is atomic: once it has matched, it stays as it is.
Part Translator::body(Index at, Index end, RepeatMode mode) {
  label();
  if (mode != RepeatMode::kPossessive) {
    const Part part = sequence(at, end);
    label();
    return part;
  }
  std::vector<uint32_t> successes;
  std::vector<uint32_t>* outer = std::exchange(successes_, &successes);
  const uint32_t number = draft_.register_count++;
  emit(Operation::kAtomic, number);
  Part part = sequence(at, end);
  successes_ = outer;
  for (uint32_t jump : successes) node(jump).target = size();
  if (!successes.empty()) part.width = 0;  // it may end at any of them
  emit(Operation::kAtomicEnd, number);
  label();
  return part;
}

// The first copy of the body has been emitted, two nodes behind `head`.
void Translator::unroll(Index at, Index end, uint32_t head, uint32_t minimum, uint32_t maximum, RepeatMode mode) {
  const Operation split = mode == RepeatMode::kLazy ? Operation::kSplitFar : Operation::kSplit;
  std::vector<uint32_t> exits;
  if (minimum == 0) {
    node(head).operation = split;
    exits.push_back(head);
  }
  uint32_t copy = head + 2;
  for (uint32_t i = 1; i < (maximum == kMaximumRepeat ? minimum : maximum); i++) {
    if (i >= minimum) exits.push_back(emit(split));
    copy = size();
    body(at, end, mode);
  }
  if (maximum == kMaximumRepeat) {
    const uint32_t back = emit(mode == RepeatMode::kLazy ? Operation::kSplit : Operation::kSplitFar);
    node(back).target = copy;
  }
  for (uint32_t exit : exits) node(exit).target = size();
}

Part Translator::repeat_body(Index at, Index end, uint32_t minimum, uint32_t maximum, RepeatMode mode) {
  const bool possessive = mode == RepeatMode::kPossessive;
  const uint32_t outer = possessive ? draft_.register_count++ : 0;
  label();
  const uint32_t start = size();
  if (possessive) emit(Operation::kAtomic, outer);
  // Three nodes for what the body will need in front of it; tidy() takes out what is left of them.
  const uint32_t first = emit_jump(size() + 1);
  const uint32_t head = emit_jump(size() + 1);
  const uint32_t more = emit_jump(size() + 1);
  const Part part = body(at, end, mode);
  if (!part.is_valid || part.ends_with_jump) return kInvalidPart;
  if (maximum == 0) {
    draft_.nodes.resize(start);
    label();
    return {};
  }
  const bool lazy = mode == RepeatMode::kLazy;
  const uint64_t copies = maximum == kMaximumRepeat ? minimum : maximum;
  const bool unbounded = maximum == kMaximumRepeat && minimum == 0;
  const uint64_t body_nodes = size() - more - 1;
  if (minimum == 1 && maximum == 1) {
    // The body alone.
  } else if (part.width > 0 && unbounded) {
    emit_jump(head);
    node(head).operation = lazy ? Operation::kSplitFar : Operation::kSplit;
    node(head).target = size();
  } else if (maximum == 1 || (part.width > 0 && (copies == 1 || copies * (body_nodes + 1) <= kUnrolledNodes))) {
    unroll(at, end, head, minimum, maximum, mode);
  } else {
    const uint32_t counter = draft_.counter_count++;
    node(first).operation = Operation::kCounterStart;
    node(first).value = counter;
    emit_jump(head);
    Node& loop = node(head);
    loop.operation = lazy ? Operation::kCounterLazy : Operation::kCounterGreedy;
    loop.value = counter;
    loop.minimum = minimum;
    loop.maximum = maximum;
    loop.target = size();
    loop.flags = part.width == 0 ? kFlagChecksProgress : 0;
    if (lazy) {
      node(more).operation = Operation::kCounterMore;
      node(more).value = counter;
      node(more).maximum = maximum;
    }
  }
  if (possessive) emit(Operation::kAtomicEnd, outer);
  label();
  return {true, false, std::min(part.width * minimum, kWidest)};
}

// ---- Groups that do not give back ----

// ATOMIC_GROUP <skip> body SUCCESS
Part Translator::atomic(Index& at, Index end) {
  uint32_t skip;
  at++;
  const Index start = at;
  if (!read_skip(at, end, skip) || skip < 2) return kInvalidPart;
  const Index body_end = start + skip - 1;
  const Part part = body(at, body_end, RepeatMode::kPossessive);
  if (!part.is_valid || part.ends_with_jump || !is_code(body_end, Code::kSuccess)) return kInvalidPart;
  at = body_end + 1;
  return part;
}

// ASSERT <skip> <back> body SUCCESS
Part Translator::assertion(Index& at, Index end, bool negated) {
  uint32_t skip, back;
  at++;
  const Index start = at;
  if (!read_skip(at, end, skip) || !read_word(at, end, back) || skip < 3) return kInvalidPart;
  const Index body_end = start + skip - 1;
  const uint32_t number = draft_.register_count++;
  label();
  const uint32_t head = emit(negated ? Operation::kAssertNot : Operation::kAssert, number);
  node(head).minimum = back;
  std::vector<uint32_t> successes;
  std::vector<uint32_t>* outer = std::exchange(successes_, &successes);
  const Part part = sequence(at, body_end);
  successes_ = outer;
  if (!part.is_valid || part.ends_with_jump || !is_code(body_end, Code::kSuccess)) return kInvalidPart;
  for (uint32_t jump : successes) node(jump).target = size();
  emit(negated ? Operation::kAssertNotEnd : Operation::kAssertEnd, number);
  node(head).target = size();
  label();
  at = body_end + 1;
  return {};
}

}  // namespace

Translation translate(std::span<const uint32_t> code, uint32_t groups, uintptr_t stack_limit, Draft& draft) {
  return Translator(code, groups, stack_limit, draft).run();
}

}  // namespace memphis::regex
