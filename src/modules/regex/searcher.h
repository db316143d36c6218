// Finding the places where an attempt to match is worth while, for characters of one width.
#pragma once

#include "modules/regex/engine_nodes.h"
#include "modules/regex/first.h"

namespace memphis::regex {

template <class Unit>
struct Searcher {
  Matcher* m;
  const SearchPlan& plan;
  const Unit* end;
  const Unit* last;  // a match beginning behind it would not fit

  explicit Searcher(Matcher* matcher)
      : m(matcher),
        plan(matcher->program_->plan()),
        end(static_cast<const Unit*>(matcher->end_)),
        last(end - matcher->program_->minimum_width()) {}

  Outcome run(const Unit* p) {
    switch (plan.kind) {
      case StartKind::kTextStart: return p == m->beginning_ ? attempt(p) : Outcome::kNoMatch;
      case StartKind::kLineStart: return run_at(p, [this](const Unit* from) { return next_line(from); });
      case StartKind::kString: return plan.literal_width > sizeof(Unit) ? Outcome::kNoMatch : run_at_string(p);
      case StartKind::kFirstSet:
        if (plan.character_count == 1) return run_at(p, [this](const Unit* from) { return next_character(from); });
        return run_at(p, [this](const Unit* from) { return next_of_set(from); });
      default: return run_at(p, [](const Unit* from) { return from; });
    }
  }

 private:
  Outcome attempt(const Unit* p) {
    m->begin_attempt(p);
    return Engine<Unit>::run(m, p);
  }

  // Attempts at the places that `next` finds: it gives the first one from where it is asked, or null.
  template <class Next>
  Outcome run_at(const Unit* p, Next next) {
    while (p <= last) {
      p = next(p);
      if (p == nullptr) return Outcome::kNoMatch;
      const Outcome outcome = attempt(p);
      if (outcome != Outcome::kNoMatch) return outcome;
      m->must_advance = false;
      if (plan.leading_repeat != 0) p = end_of_run(p);
      p++;
    }
    return Outcome::kNoMatch;
  }

  Outcome run_at_string(const Unit* p) {
    const Unit* literal = m->program_->template literals<Unit>() + plan.literal;
    const size_t length = plan.literal_length;
    const auto next = [&](const Unit* from) -> const Unit* {
      if (length == 1) {
        const size_t found = find_unit(from, static_cast<size_t>(last - from) + 1, literal[0]);
        return found == kNotFound ? nullptr : from + found;
      }
      const size_t found = find_text(from, static_cast<size_t>(end - from), literal, length);
      return found == kNotFound ? nullptr : from + found;
    };
    if (!plan.is_whole) return run_at(p, next);
    p = next(p);
    if (p == nullptr) return Outcome::kNoMatch;
    m->start_ = p;
    m->finish_ = p + length;
    return Outcome::kMatch;
  }

  const Unit* next_line(const Unit* p) {
    if (Engine<Unit>::is_line_start(m, p)) return p;
    const size_t found = find_unit(p, static_cast<size_t>(end - p), '\n');
    return found == kNotFound || p + found + 1 > last ? nullptr : p + found + 1;
  }

  // The first places below look at a character: `last` is before the end then.
  const Unit* next_character(const Unit* p) {
    const size_t found = find_unit(p, static_cast<size_t>(last - p) + 1, plan.first_character);
    return found == kNotFound ? nullptr : p + found;
  }

  const Unit* next_of_set(const Unit* p) {
    const uint8_t* table = m->program_->table_of(plan.first_set);
    const auto bit = static_cast<uint8_t>(1 << plan.first_set % 8);
    for (; p <= last; ++p) {
      if constexpr (sizeof(Unit) > 1) {
        if (*p >= 256) {
          if (plan.first_set_is_wide) return p;
          continue;
        }
      }
      if ((table[*p] & bit) != 0) return p;
    }
    return nullptr;
  }

  const Unit* end_of_run(const Unit* p) {
    const Node* node = m->nodes_ + plan.leading_repeat;
    const Program* program = m->program_;
    const Unit* from = p;
    switch (single_kind(node->operation)) {
      case SingleKind::kCharacter: p = CharacterKind<Unit>::run(program, node, p, end); break;
      case SingleKind::kNotCharacter: p = NotCharacterKind<Unit>::run(program, node, p, end); break;
      case SingleKind::kAny: p = end; break;
      case SingleKind::kSet: p = SetKind<Unit>::run(program, node, p, end); break;
      default: p = DynamicSetKind<Unit>::run(program, node, p, end); break;
    }
    Engine<Unit>::charge(m, from, p);
    return p;
  }
};

}  // namespace memphis::regex
