// What each node does, for characters of one width. Included by the files that make an engine of it.
//
// Each operation is a function of its own that ends by tail-calling the next node's. The arguments live in registers
// that C++ calls preserve (the first four, with preserve_none): the node, the place in the text, the top of the stack,
// the matcher, the end of the text.
#pragma once

#include <bit>
#include <cstring>
#include <type_traits>

#include "modules/regex/characters.h"
#include "modules/regex/engine.h"
#include "modules/regex/matcher.h"

namespace memphis::regex {

// The macros that C++ has no other words for.
#define REGEX_NODE(name)                                                                                               \
  static __attribute__((preserve_none)) Outcome name([[maybe_unused]] const Node* node,                                \
                                                     [[maybe_unused]] const Unit* p, [[maybe_unused]] StackEntry* top, \
                                                     [[maybe_unused]] Matcher* m, [[maybe_unused]] const Unit* end)
#define REGEX_GO(target)                                                                                             \
  do {                                                                                                               \
    const Node* regex_next_ = (target);                                                                              \
    [[clang::musttail]] return kHandlers[static_cast<uint8_t>(regex_next_->operation)](regex_next_, p, top, m, end); \
  } while (false)
#define REGEX_NEXT(nodes) REGEX_GO(node + (nodes))
#define REGEX_FAIL()                                           \
  do {                                                         \
    --top;                                                     \
    if (--m->budget_ < 0) [[unlikely]] {                       \
      [[clang::musttail]] return attend(node, p, top, m, end); \
    }                                                          \
    p = static_cast<const Unit*>(top->place);                  \
    REGEX_GO(top->node);                                       \
  } while (false)
#define REGEX_PUSH(to, at, with)                  \
  do {                                            \
    if (top == m->stack_limit_) [[unlikely]] {    \
      top = m->grow(top);                         \
      if (top == nullptr) return Outcome::kError; \
    }                                             \
    *top++ = StackEntry{(to), (at), (with)};      \
  } while (false)

template <class Unit>
struct Engine {
  typedef __attribute__((preserve_none)) Outcome (*Handler)(const Node* node, const Unit* p, StackEntry* top,  // NOLINT
                                                            Matcher* m, const Unit* end);
  static const Handler kHandlers[static_cast<size_t>(Operation::kCount)];

  static Outcome run(Matcher* m, const Unit* p) {
    m->stack_[0] = {m->nodes_ + kBottomNode, p, 0};
    const Node* first = m->nodes_ + kFirstNode;
    return kHandlers[static_cast<uint8_t>(first->operation)](first, p, m->stack_begin_, m,
                                                             static_cast<const Unit*>(m->end_));
  }

  // ---- Failing ----

  REGEX_NODE(attend) {
    // The popped entry is still there: nothing is pushed meanwhile.
    if (!m->attend()) return Outcome::kError;
    p = static_cast<const Unit*>(top->place);
    REGEX_GO(top->node);
  }
  REGEX_NODE(node_Bottom) { return Outcome::kNoMatch; }
  REGEX_NODE(node_Fail) { REGEX_FAIL(); }
  REGEX_NODE(node_UndoMark) {
    m->undo_mark(p, top->extra);
    REGEX_FAIL();
  }
  REGEX_NODE(node_UndoCounter) {
    m->undo_counter(p, top->extra);
    REGEX_FAIL();
  }

  // ---- Ends and jumps ----

  REGEX_NODE(node_Match) {
    if ((m->must_match_all && p != end) || (m->must_advance && p == m->start_)) REGEX_FAIL();
    m->finish_ = p;
    m->is_dirty_ = true;
    return Outcome::kMatch;
  }
  REGEX_NODE(node_Jump) { REGEX_GO(node->jump()); }

  // ---- Single characters ----

  template <template <class> class Kind>
  REGEX_NODE(single) {
    if (p == end || !Kind<Unit>::test(m->program_, node, *p)) REGEX_FAIL();
    ++p;
    REGEX_NEXT(1);
  }

  REGEX_NODE(node_String) {
    const size_t length = node->maximum;
    if (static_cast<size_t>(end - p) < length || node->minimum > sizeof(Unit)) REGEX_FAIL();
    const Unit* wanted = m->program_->template literals<Unit>() + node->value;
    for (size_t i = 0; i < length; i++) {
      if (p[i] != wanted[i]) REGEX_FAIL();
    }
    p += length;
    REGEX_NEXT(1);
  }

  // ---- Positions ----

  static bool is_line_start(const Matcher* m, const Unit* p) { return p == m->beginning_ || p[-1] == '\n'; }

  REGEX_NODE(node_AtStart) {
    if (p != m->beginning_) REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AtLineStart) {
    if (!is_line_start(m, p)) REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AtEnd) {
    if (p != end && !(end - p == 1 && *p == '\n')) REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AtLineEnd) {
    if (p != end && *p != '\n') REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AtVeryEnd) {
    if (p != end) REGEX_FAIL();
    REGEX_NEXT(1);
  }

  static bool is_boundary(const Matcher* m, const Node* node, const Unit* p, const Unit* end) {
    const bool before = p != m->beginning_ && SetKind<Unit>::test(m->program_, node, p[-1]);
    const bool behind = p != end && SetKind<Unit>::test(m->program_, node, *p);
    return before != behind;
  }
  REGEX_NODE(node_Boundary) {
    if (!is_boundary(m, node, p, end)) REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_NotBoundary) {
    if (is_boundary(m, node, p, end)) REGEX_FAIL();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_LocaleBoundary) {
    const bool before = p != m->beginning_ && is_locale_word(p[-1]);
    const bool behind = p != end && is_locale_word(*p);
    if ((before != behind) == (node->value != 0)) REGEX_FAIL();
    REGEX_NEXT(1);
  }

  // ---- Repeats of single characters ----

  static constexpr ptrdiff_t kLongRun = 64;
  static void charge(Matcher* m, const Unit* from, const Unit* to) {
    if (to - from >= kLongRun) m->budget_ -= (to - from) / kLongRun;
  }

  static bool follow_fits(const Node* node, const Unit* p, const Unit* end) {
    if (p == end) return node->has_flag(kFlagFollowAtEnd);
    if constexpr (sizeof(Unit) > 1) {
      if (*p >= 256) return node->has_flag(kFlagFollowIsWide);
    }
    return node->follow_contains(*p);
  }

  template <template <class> class Kind>
  REGEX_NODE(take) {
    const Unit* last = Kind<Unit>::run(m->program_, node, p, repeat_limit(p, end, node->maximum));
    charge(m, p, last);
    if (last - p < static_cast<ptrdiff_t>(node->minimum)) REGEX_FAIL();
    p = last;
    REGEX_NEXT(1);
  }

  // The last place in [low, p] where what follows may begin; null: none.
  static const Unit* last_fit(Matcher* m, const Node* node, const Unit* p, const Unit* low, const Unit* end) {
    const Unit* from = p;
    while (!follow_fits(node, p, end)) {
      if (p == low) return nullptr;
      --p;
    }
    charge(m, p, from);
    return p;
  }

  template <template <class> class Kind>
  REGEX_NODE(greedy) {
    const Unit* last = Kind<Unit>::run(m->program_, node, p, repeat_limit(p, end, node->maximum));
    charge(m, p, last);
    if (last - p < static_cast<ptrdiff_t>(node->minimum)) REGEX_FAIL();
    const Unit* low = p + node->minimum;
    p = last_fit(m, node, last, low, end);
    if (p == nullptr) REGEX_FAIL();
    if (p != low) REGEX_PUSH(node + 1, p, reinterpret_cast<uint64_t>(low));
    REGEX_NEXT(2);
  }
  // Popped: the place where what follows has failed, and the lowest one.
  REGEX_NODE(node_Retreat) {
    const auto* low = reinterpret_cast<const Unit*>(top->extra);
    p = last_fit(m, node, p - 1, low, end);
    if (p == nullptr) REGEX_FAIL();
    if (p != low) {
      top->place = p;  // the entry that has just been popped stays as it is otherwise
      top++;
    }
    REGEX_NEXT(1);
  }

  // The first place in [p, limit] where what follows may begin; null: none. All before it belong to the repeat.
  template <template <class> class Kind>
  static const Unit* first_fit(Matcher* m, const Node* node, const Unit* p, const Unit* limit, const Unit* end) {
    const Unit* from = p;
    if constexpr (sizeof(Unit) == 1 && !std::is_same_v<Kind<Unit>, DynamicSetKind<Unit>>) {
      while (p < limit && !node->stop_contains(*p)) ++p;
      charge(m, from, p);
      return follow_fits(node, p, end) ? p : nullptr;
    } else {
      while (!follow_fits(node, p, end)) {
        if (p == limit || !Kind<Unit>::test(m->program_, node, *p)) return nullptr;
        ++p;
      }
      charge(m, from, p);
      return p;
    }
  }

  template <template <class> class Kind>
  REGEX_NODE(lazy) {
    const Unit* limit = repeat_limit(p, end, node->maximum);
    if (node->minimum > 0) {
      const Unit* low = Kind<Unit>::run(m->program_, node, p, repeat_limit(p, end, node->minimum));
      if (low - p < static_cast<ptrdiff_t>(node->minimum)) REGEX_FAIL();
      p = low;
    }
    p = first_fit<Kind>(m, node, p, limit, end);
    if (p == nullptr) REGEX_FAIL();
    if (p != limit && Kind<Unit>::test(m->program_, node, *p))
      REGEX_PUSH(node + 1, p, reinterpret_cast<uint64_t>(limit));
    REGEX_NEXT(2);
  }
  // Popped: the place where what follows has failed, and the highest one.
  template <template <class> class Kind>
  REGEX_NODE(advance) {
    const auto* limit = reinterpret_cast<const Unit*>(top->extra);
    p = first_fit<Kind>(m, node, p + 1, limit, end);
    if (p == nullptr) REGEX_FAIL();
    if (p != limit && Kind<Unit>::test(m->program_, node, *p)) {
      top->place = p;
      top++;
    }
    REGEX_NEXT(1);
  }

  // ---- Alternatives ----

  static bool next_fits(const Node* node, const Unit* p, const Unit* end) {
    if (p == end) return node->has_flag(kFlagNextAtEnd);
    if constexpr (sizeof(Unit) > 1) {
      if (*p >= 256) return node->has_flag(kFlagSetIsWide);
    }
    return node->set_contains(*p);
  }

  REGEX_NODE(node_Split) {
    const bool far = follow_fits(node, p, end);
    if (next_fits(node, p, end)) {
      if (far) REGEX_PUSH(node->jump(), p, 0);
      REGEX_NEXT(1);
    }
    if (!far) REGEX_FAIL();
    REGEX_GO(node->jump());
  }
  REGEX_NODE(node_SplitFar) {
    const bool near = next_fits(node, p, end);
    if (follow_fits(node, p, end)) {
      if (near) REGEX_PUSH(node + 1, p, 0);
      REGEX_GO(node->jump());
    }
    if (!near) REGEX_FAIL();
    REGEX_NEXT(1);
  }

  REGEX_NODE(node_Branch) {
    const BranchTable* table = m->program_->branch(node->value);
    uint64_t arms = table->at_end;
    if (p != end) {
      if constexpr (sizeof(Unit) > 1) {
        arms = *p >= 256 ? table->wide : table->masks[table->class_of[*p & 0xff]];
      } else {
        arms = table->masks[table->class_of[*p]];
      }
    }
    if (arms == 0) REGEX_FAIL();
    const int arm = std::countr_zero(arms);
    arms &= arms - 1;
    if (arms != 0) REGEX_PUSH(node + 1, p, arms);
    REGEX_GO(m->nodes_ + table->target[arm]);
  }
  REGEX_NODE(node_BranchNext) {
    const BranchTable* table = m->program_->branch(node->value);
    uint64_t arms = top->extra;
    const int arm = std::countr_zero(arms);
    arms &= arms - 1;
    if (arms != 0) {
      top->extra = arms;
      top++;
    }
    REGEX_GO(m->nodes_ + table->target[arm]);
  }

  // ---- Counted repeats ----

#define REGEX_PUSH_COUNTER(number)                                                                            \
  do {                                                                                                        \
    if (top != m->stack_begin_) {                                                                             \
      const Counter& regex_old_ = m->counters_[number];                                                       \
      REGEX_PUSH(m->nodes_ + kUndoCounterNode, regex_old_.last, (number) | uint64_t{regex_old_.count} << 32); \
    }                                                                                                         \
  } while (false)

  REGEX_NODE(node_CounterStart) {
    REGEX_PUSH_COUNTER(node->value);
    m->counters_[node->value] = {nullptr, 0};
    REGEX_NEXT(1);
  }
  // Whether another turn is allowed: an empty one is not repeated.
  static bool may_go_on(const Counter& counter, const Node* node, const Unit* p) {
    if (node->maximum != kMaximumRepeat && counter.count >= node->maximum) return false;
    return !node->has_flag(kFlagChecksProgress) || counter.last != p;
  }
  static void begin_turn(Counter& counter, const Node* node, const Unit* p) {
    if (node->maximum != kMaximumRepeat) counter.count++;
    counter.last = p;
  }
  REGEX_NODE(node_CounterGreedy) {
    if (m->counters_[node->value].count < node->minimum) {
      REGEX_PUSH_COUNTER(node->value);
      m->counters_[node->value].count++;
      REGEX_NEXT(1);
    }
    if (!may_go_on(m->counters_[node->value], node, p)) REGEX_GO(node->jump());
    REGEX_PUSH(node->jump(), p, 0);
    REGEX_PUSH_COUNTER(node->value);
    begin_turn(m->counters_[node->value], node, p);
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_CounterLazy) {
    if (m->counters_[node->value].count < node->minimum) {
      REGEX_PUSH_COUNTER(node->value);
      m->counters_[node->value].count++;
      REGEX_NEXT(2);
    }
    if (may_go_on(m->counters_[node->value], node, p)) REGEX_PUSH(node + 1, p, 0);
    REGEX_GO(node->jump());
  }
  REGEX_NODE(node_CounterMore) {
    REGEX_PUSH_COUNTER(node->value);
    begin_turn(m->counters_[node->value], node, p);
    REGEX_NEXT(1);
  }
#undef REGEX_PUSH_COUNTER

  // ---- Groups ----

  // While there is nothing to go back to, marks need not be restored one by one.
#define REGEX_SET_MARK()                                                                        \
  do {                                                                                          \
    const uint32_t regex_mark_ = node->value;                                                   \
    if (top != m->stack_begin_) {                                                               \
      REGEX_PUSH(m->nodes_ + kUndoMarkNode, m->marks_[regex_mark_], m->mark_undo(regex_mark_)); \
    } else {                                                                                    \
      m->is_dirty_ = true;                                                                      \
    }                                                                                           \
    m->marks_[regex_mark_] = p;                                                                 \
  } while (false)
  REGEX_NODE(node_MarkStart) {
    REGEX_SET_MARK();
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_MarkEnd) {
    REGEX_SET_MARK();
    m->last_index_ = node->value / 2 + 1;
    REGEX_NEXT(1);
  }
#undef REGEX_SET_MARK

  static bool has_matched(const Matcher* m, uint32_t group) {
    const void *start = m->marks_[2 * group], *finish = m->marks_[2 * group + 1];
    return start != nullptr && finish != nullptr && start <= finish;
  }
  static bool same(Folding folding, const Unit* left, const Unit* right, size_t count) {
    if (folding == Folding::kNone) return std::memcmp(left, right, count * sizeof(Unit)) == 0;
    for (size_t i = 0; i < count; i++) {
      if (to_lower(folding, left[i]) != to_lower(folding, right[i])) return false;
    }
    return true;
  }
  REGEX_NODE(node_GroupReference) {
    if (!has_matched(m, node->value)) REGEX_FAIL();
    const auto* start = static_cast<const Unit*>(m->marks_[2 * node->value]);
    const auto length = static_cast<const Unit*>(m->marks_[2 * node->value + 1]) - start;
    if (end - p < length || !same(static_cast<Folding>(node->flags), p, start, static_cast<size_t>(length)))
      REGEX_FAIL();
    charge(m, p, p + length);
    p += length;
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_GroupExists) {
    if (has_matched(m, node->value)) REGEX_NEXT(1);
    REGEX_GO(node->jump());
  }

  // ---- Assertions, atomic groups ----

  REGEX_NODE(node_Assert) {
    if (p - static_cast<const Unit*>(m->beginning_) < static_cast<ptrdiff_t>(node->minimum)) REGEX_FAIL();
    m->saved_[node->value] = {static_cast<uint64_t>(top - m->stack_), p};
    p -= node->minimum;
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AssertEnd) {
    const SavedPlace& saved = m->saved_[node->value];
    top = m->keep_undo_entries(saved.depth, top);
    p = static_cast<const Unit*>(saved.place);
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AssertNot) {
    if (p - static_cast<const Unit*>(m->beginning_) < static_cast<ptrdiff_t>(node->minimum)) REGEX_GO(node->jump());
    m->saved_[node->value] = {static_cast<uint64_t>(top - m->stack_), p};
    REGEX_PUSH(node->jump(), p, 0);
    p -= node->minimum;
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AssertNotEnd) {
    top = m->unwind(m->saved_[node->value].depth, top);
    REGEX_FAIL();
  }
  REGEX_NODE(node_Atomic) {
    m->saved_[node->value].depth = static_cast<uint64_t>(top - m->stack_);
    REGEX_NEXT(1);
  }
  REGEX_NODE(node_AtomicEnd) {
    top = m->keep_undo_entries(m->saved_[node->value].depth, top);
    REGEX_NEXT(1);
  }

  // ---- The families of the five kinds ----

#define REGEX_FAMILY(name, handler)                                               \
  static constexpr Handler node_##name##Character = handler<CharacterKind>;       \
  static constexpr Handler node_##name##NotCharacter = handler<NotCharacterKind>; \
  static constexpr Handler node_##name##Any = handler<AnyKind>;                   \
  static constexpr Handler node_##name##Set = handler<SetKind>;                   \
  static constexpr Handler node_##name##DynamicSet = handler<DynamicSetKind>;
  REGEX_FAMILY(, single)
  REGEX_FAMILY(Greedy, greedy)
  REGEX_FAMILY(Lazy, lazy)
  REGEX_FAMILY(Advance, advance)
  REGEX_FAMILY(Take, take)
#undef REGEX_FAMILY
};

template <class Unit>
const typename Engine<Unit>::Handler Engine<Unit>::kHandlers[] = {
#define X(name) Engine<Unit>::node_##name,
    MEMPHIS_REGEX_OPERATIONS(X)
#undef X
};

#undef REGEX_NODE
#undef REGEX_GO
#undef REGEX_NEXT
#undef REGEX_FAIL
#undef REGEX_PUSH

}  // namespace memphis::regex
