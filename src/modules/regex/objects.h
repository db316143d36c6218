// The objects of the module _sre and what they share.
#pragma once

#include "modules/regex/matcher.h"
#include "runtime/buffer.h"
#include "runtime/native.h"

namespace memphis::regex {

// What all patterns of a Runtime share.
struct State : ScratchOwner {
  Ref<Type> pattern_type, match_type, scanner_type, template_type;
  Field compile_template;  // re._compile_template; unbound until it is needed
};

enum class PatternText : int8_t { kNone = -1, kStr = 0, kBytes = 1 };

struct Pattern : Cell {
  Field pattern;      // str, bytes-like or None
  Field group_index;  // Dict, name to number; unbound: no names
  Field index_group;  // Tuple of names by number; unbound: no names
  Ref<State> state;
  Ref<ByteStorage> storage;   // of the program
  Field flags, groups_shown;  // ints
  PatternText text;

  const Program* program() const { return reinterpret_cast<const Program*>(storage->bytes); }
  uint32_t groups() const { return program()->groups(); }
  int32_t flag_bits() const { return static_cast<int32_t>(flags.get().as_small_int()); }
};

struct Match : Cell {
  Field string;
  Ref<Pattern> pattern;
  Field regs;            // Tuple; unbound: not made yet
  Field pos, endpos;     // ints
  int64_t last_index;    // -1: none
  uint32_t group_count;  // group 0 included
  int64_t marks[];       // start and end of each group; -1: has not matched

  Matcher::Span span(uint32_t group) const { return {marks[2 * size_t{group}], marks[2 * size_t{group} + 1]}; }
};

struct Scanner : Cell {
  Ref<Pattern> pattern;
  Field string;
  Field view;  // MemoryView that keeps a bytes-like string from changing its size; unbound: a str, or done with
  int64_t pos, endpos;
  int64_t next;  // where the next match may begin; -1: there are no more
  bool must_advance;
  bool is_executing;
};

// What _sre.template makes: literals and group numbers in turn.
struct Template : Cell {
  Field literal;      // the first one
  Ref<Tuple> pieces;  // group number, literal, group number, ...; None for an empty literal
};

extern const TypeSpec kPatternType;
extern const TypeSpec kMatchType;
extern const TypeSpec kScannerType;
extern const TypeSpec kTemplateType;

// A text that is matched against: its characters stay where they are for the lifetime of this object.
class Subject {
 public:
  explicit Subject(Thread& thread) : thread_(thread), buffer_(thread) {}

  // TypeError when it is neither str nor bytes-like, or not what the pattern is for. May run user code (__buffer__).
  Status open(Value string);
  Status open_for(const Pattern* pattern, Value string);

  const void* data() const { return data_; }
  uint64_t length() const { return length_; }
  unsigned width() const { return width_; }
  bool is_bytes() const { return is_bytes_; }
  Value string() const { return string_; }
  // [start, end) as a str or bytes; the whole of an exact one is given as it is. No user code.
  Value slice(uint64_t start, uint64_t end) const;

 private:
  Thread& thread_;
  Value string_;
  const void* data_ = nullptr;
  uint64_t length_ = 0;
  unsigned width_ = 1;
  bool is_bytes_ = false;
  Buffer buffer_;
};

// TypeError when a pattern of one kind is used on a text of the other.
Status check_kind(Thread& thread, const Pattern* pattern, bool is_bytes);

// The Match of what the matcher has found. `endpos` and `pos` are what it will show.
Value make_match(Thread& thread, Pattern* pattern, Value string, const Matcher& matcher, uint64_t pos, uint64_t endpos);
// The text of a group (0: all); `otherwise` when it has not matched.
Value match_group(Thread& thread, Match* match, uint32_t group, Value otherwise);

Value make_scanner(Thread& thread, Pattern* pattern, Value string, Value pos, Value endpos);
Value scanner_search(Thread& thread, Value* args);

// The template of a replacement text, through re._compile_template. Runs user code.
Template* compile_template(Thread& thread, Pattern* pattern, Value text);
Value make_template(Thread& thread, State* state, List* pieces);
// The replacement for a match.
Value expand_template(Thread& thread, const Template* made, Match* match);
// Joins strs or bytes as b"".join does, with its errors; `is_bytes` tells which. May run user code (buffers).
Value join_pieces(Thread& thread, List* pieces, bool is_bytes);

// A C int argument. Runs user code (__index__).
Fallible<int32_t> to_c_int(Thread& thread, Value argument);

// pos and endpos arguments clamped to the length; unbound: 0 and the length.
struct SearchBounds {
  uint64_t start, end;
};
Fallible<SearchBounds> search_bounds(Thread& thread, Value pos, Value endpos);
SearchBounds clamp_bounds(SearchBounds bounds, uint64_t length);

// Methods of Pattern that have a file of their own.
Value pattern_sub(Thread& thread, Value* args);
Value pattern_subn(Thread& thread, Value* args);

// compile(pattern, flags, code, groups, groupindex, indexgroup)
Value compile_pattern(Thread& thread, State* state, Value* args);

}  // namespace memphis::regex
