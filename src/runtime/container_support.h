// Small things that containers, iterators and the native modules about them share.
#pragma once

#include <string>
#include <string_view>

#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis {

// Identity first, then ==, with `left` on the left. Runs user code unless the answer is plain to see.
Fallible<bool> items_equal_slow(Thread& thread, Value left, Value right);
inline Fallible<bool> items_equal(Thread& thread, Value left, Value right) {
  if (left == right) return true;
  if (left.is_small_int() && right.is_small_int()) return false;
  return items_equal_slow(thread, left, right);
}

// The comparison of two sequences item by item. `left` and `right` are Lists or Tuples; lists may change meanwhile.
Value compare_sequences(Thread& thread, Comparison comparison, Value left, Value right);

// Clamps an index argument of index(value, start, stop) and the like: negative ones count from the end. Unbound:
// `otherwise`.
Fallible<int64_t> clamp_index(Thread& thread, Value index, int64_t length, int64_t otherwise);

// iter(callable, sentinel); the callable has been checked.
Value make_callable_iterator(Thread& thread, Value callable, Value sentinel);

// What the module builtins has under the name (for __reduce__: iter, reversed, ...). AttributeError when deleted.
Value builtin_named(Thread& thread, std::string_view name);
// A `__class_getitem__(cls, item, /)` for generic containers.
Value class_getitem(Thread& thread, Value* args);
// (type(self), (list of the iterable's items,), __dict__ or None): what containers give pickle.
Value instance_state(Thread& thread, Value object);

// An index-sized int for `sequence * n`; unbound when the value has no __index__ (the caller answers NotImplemented).
Fallible<int64_t> repeat_count(Thread& thread, Value count, bool& is_index);

// Builds "[1, 2]" and the like.
class ReprBuilder {
 public:
  explicit ReprBuilder(Thread& thread) : thread_(thread), text_(thread) {}
  void add(std::string_view text) { text_.append_text(text); }
  // The repr of a value. Runs user code.
  Status add_repr(Value value) {
    Value shown = TRY(repr(thread_, value));
    text_.append(shown.as<Str>());
    return {};
  }
  Value finish() { return text_.finish(); }

 private:
  Thread& thread_;
  TextBuilder text_;
};

}  // namespace memphis
