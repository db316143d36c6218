// Arguments that the methods of str, bytes and bytearray share.
#pragma once

#include <string>

#include "runtime/argument_support.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

// A str or unbound (null), or TypeError "name() argument 'encoding' must be str, not int". Failure is told by `failed`.
Fallible<Str*> optional_str_argument(Thread& thread, Value value, const char* function, const char* parameter);
// A size from __index__; `otherwise` when left out.
Fallible<int64_t> size_argument(Thread& thread, Value value, int64_t otherwise);

// [start:end] as find and its kin take them: None or unbound for the ends. `start` may lie behind `end`.
struct SearchRange {
  int64_t start = 0;
  int64_t end = 0;

  bool is_empty() const { return start > end; }  // not even an empty text lies in it
  size_t size() const { return static_cast<size_t>(end - start); }
  // The ends as arguments, counted from the end of a text of that length where they are negative.
  SearchRange within(uint64_t length) const;
};
// The arguments as they are. Runs user code, which may change the length of what is searched.
Fallible<SearchRange> search_ends(Thread& thread, Value start, Value end);
inline Fallible<SearchRange> search_range(Thread& thread, Value start, Value end, uint64_t length) {
  return TRY(search_ends(thread, start, end)).within(length);
}

// Whether a value can be an index (has __index__).
bool has_index(Thread& thread, Value value);
// How often `sequence * value` repeats: negative counts as 0.
Fallible<uint64_t> repeat_count(Thread& thread, Value value);

// A tuple or list as it is, anything else iterable as a new list.
struct SequenceItems {
  Value owner;  // keeps the items alive
  std::span<const Value> items;
};
// `message`: of the TypeError for what is not iterable.
Fallible<SequenceItems> sequence_items(Thread& thread, Value iterable, const char* message);

// The spec of format(), parsed; ValueError and the like as CPython words them.
struct FormatError;
FailureOfAnyType raise_format_error(Thread& thread, const FormatError& error);

// Shared by the iterators: a new one over `source`.
Value make_text_iterator(Thread& thread, TypeId type, Value source);
// __reduce__ of an exhausted or running iterator.
Value reduce_text_iterator(Thread& thread, TextIterator* iterator, Value empty);
// __setstate__: the index, kept within 0..length.
Value set_text_iterator_state(Thread& thread, Value* args, uint64_t length);

}  // namespace memphis
