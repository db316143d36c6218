// Runs a program over a text.
//
// No native recursion: what is still to be tried lies on an explicit stack of entries, in a cell of the heap that grows
// by doubling. Entries are popped when something fails; each names a node that is then run: an alternative to go on
// with, or one that undoes a change (of a mark, of a counter). So a step allocates nothing.
//
// Long matches reach a safepoint every so many steps: user code (signal handlers, finalisers) may run then. The text
// must be kept from changing by who asks; patterns may be used again meanwhile.
#pragma once

#include "modules/regex/program.h"
#include "objects/array.h"
#include "runtime/runtime.h"

namespace memphis::regex {

struct StackEntry {
  const Node* node;
  const void* place;
  uint64_t extra;
};

struct Counter {
  const void* last;  // where the latest optional turn began; null: none yet
  uint32_t count;
};

struct SavedPlace {
  uint64_t depth;  // of the stack
  const void* place;
};

// Scratch memory that matches leave behind for the next one: kept by the module's state.
struct ScratchOwner : Cell {
  Ref<ByteStorage> scratch;  // null while a match uses it
};

class Matcher {
 public:
  // `data` holds `length` characters of `width` bytes each.
  Matcher(Thread& thread, ScratchOwner* owner, const Program* program, const void* data, uint64_t length,
          unsigned width);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // Before anything else. Fails when memory is short.
  Status prepare();
  // The end of what is looked at; at most the length.
  void set_end(uint64_t end) { end_ = at(end); }

  // Matches at a place, or finds the next place that matches. The answers below tell about it, if true. Fail with
  // MemoryError (the stack), or with what a signal handler raises.
  Fallible<bool> match(uint64_t place);
  Fallible<bool> search(uint64_t place);
  bool must_match_all = false;  // match(): the end of the match must be the end of the text
  bool must_advance = false;    // an empty match at the given place does not count

  uint64_t start() const { return offset(start_); }
  uint64_t finish() const { return offset(finish_); }
  // -1: the group (from 0) has not matched.
  struct Span {
    int64_t start, end;
  };
  Span group(uint32_t number) const;
  int64_t last_index() const { return last_index_ == 0 ? -1 : static_cast<int64_t>(last_index_); }

 private:
  template <class Unit>
  friend struct Engine;
  template <class Unit>
  friend struct Searcher;

  const void* at(uint64_t place) const { return static_cast<const uint8_t*>(beginning_) + (place << shift_); }
  uint64_t offset(const void* place) const {
    return static_cast<uint64_t>(static_cast<const uint8_t*>(place) - static_cast<const uint8_t*>(beginning_)) >>
           shift_;
  }
  template <class Answer>
  Answer by_width(Answer narrow, Answer medium, Answer wide) const {
    return shift_ == 0 ? narrow : shift_ == 1 ? medium : wide;
  }

  // Divides the scratch memory up.
  void lay_out(ByteStorage* storage);
  uint64_t fixed_size() const;
  // Room for another entry; null with MemoryError pending.
  StackEntry* grow(StackEntry* top);
  // False with an exception pending.
  bool attend();
  // Drops the alternatives above `depth`, keeps what is to be undone; the new top.
  StackEntry* keep_undo_entries(uint64_t depth, StackEntry* top);
  // Takes all back to `depth`; the new top.
  StackEntry* unwind(uint64_t depth, StackEntry* top);
  void undo_mark(const void* place, uint64_t extra) {
    marks_[extra & 0xffffffff] = place;
    last_index_ = static_cast<uint32_t>(extra >> 32);
  }
  void undo_counter(const void* place, uint64_t extra) {
    counters_[extra & 0xffffffff] = {place, static_cast<uint32_t>(extra >> 32)};
  }
  uint64_t mark_undo(uint32_t mark) const { return mark | uint64_t{last_index_} << 32; }
  void begin_attempt(const void* place) {
    start_ = place;
    if (!is_dirty_) return;
    forget_marks();
  }
  void forget_marks();

  static constexpr int64_t kBudget = 1 << 16;  // steps between two safepoints

  Thread& thread_;
  ScratchOwner* owner_;
  const Program* program_;
  const Node* nodes_;
  const void* beginning_;
  const void* end_;
  const void* start_ = nullptr;
  const void* finish_ = nullptr;
  unsigned shift_;           // log2 of a character's width
  bool is_dirty_ = false;    // marks were set that no entry of the stack undoes
  uint32_t last_index_ = 0;  // of the group that was closed last, from 1
  int64_t budget_ = kBudget;
  ByteStorage* storage_ = nullptr;
  const void** marks_ = nullptr;
  Counter* counters_ = nullptr;
  SavedPlace* saved_ = nullptr;
  StackEntry* stack_ = nullptr;
  StackEntry* stack_limit_ = nullptr;
  StackEntry* stack_begin_ = nullptr;  // above the entry at the bottom
};

}  // namespace memphis::regex
