// list.sort: a stable merge sort that makes use of runs which are in order already (timsort), merging them in the order
// that powersort finds (Munro and Wild), with galloping when one run keeps winning.
//
// Keys and items lie in arrays of the garbage-collected heap and are moved in step. At every moment each item is in the
// array, or in the temporary array with a hole waiting for it; when a comparison fails the holes are filled before the
// error travels up, so the list is always a permutation of what it was.
// The comparison is chosen once, from the types of all keys: ints, floats and strs compare without a call.
#include <algorithm>
#include <bit>
#include <cstring>

#include "builtins/list.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

enum class Order : int8_t { kFailed = -1, kNo = 0, kYes = 1 };
Order order(bool less) { return less ? Order::kYes : Order::kNo; }

struct SmallIntLess {
  Order operator()(Value a, Value b) const {
    return order(static_cast<int64_t>(a.bits()) < static_cast<int64_t>(b.bits()));
  }
};
struct FloatLess {
  Order operator()(Value a, Value b) const { return order(float_value(a) < float_value(b)); }
};
struct StrLess {
  Order operator()(Value a, Value b) const { return order(compare_strs(a.as<Str>(), b.as<Str>()) < 0); }
};
struct Latin1Less {
  Order operator()(Value a, Value b) const {
    auto* left = a.as<Str>();
    auto* right = b.as<Str>();
    int difference = std::memcmp(left->data(), right->data(), std::min(left->length(), right->length()));
    return order(difference < 0 || (difference == 0 && left->length() < right->length()));
  }
};
struct AnyLess {
  Thread& thread;
  Order operator()(Value a, Value b) const {
    auto less = compare_truth(thread, Comparison::kLess, a, b);
    return less.failed() ? Order::kFailed : order(less.value());
  }
};
// Exact tuples: the first items that differ decide.
struct TupleLess {
  Thread& thread;
  Order operator()(Value a, Value b) const {
    auto* left = a.as<Tuple>();
    auto* right = b.as<Tuple>();
    uint64_t common = std::min(left->size, right->size);
    for (uint64_t i = 0; i < common; i++) {
      Value x = left->items[i];
      Value y = right->items[i];
      if (x.is_small_int() && y.is_small_int()) {
        if (x == y) continue;
        return SmallIntLess()(x, y);
      }
      auto equal = items_equal(thread, x, y);
      if (equal.failed()) return Order::kFailed;
      if (!equal.value()) return AnyLess{thread}(x, y);
    }
    return order(left->size < right->size);
  }
};

constexpr size_t kGallopThreshold = 7;
constexpr size_t kShortRun = 64;
constexpr size_t kFailed = ~size_t{0};

template <class Less, bool kWithItems>
class Sorter {
 public:
  Sorter(Thread& thread, Less less, Value* keys, Value* items)
      : thread_(thread), less_(less), keys_(keys), items_(items) {}

  // False: a comparison has failed.
  bool sort(size_t size) {
    size_t minimum = minimum_run(size);
    for (size_t start = 0; start < size;) {
      size_t length = find_run(start, size);
      if (length == kFailed) return false;
      if (length < minimum) {
        size_t wanted = std::min(minimum, size - start);
        if (!insertion_sort(start, start + length, start + wanted)) return false;
        length = wanted;
      }
      if (run_count_ > 0) {
        const Run& previous = runs_[run_count_ - 1];
        int power = node_power(previous, length, size);
        while (run_count_ > 1 && runs_[run_count_ - 2].power > power) {
          if (!merge_top()) return false;
        }
        runs_[run_count_ - 1].power = power;
      }
      runs_[run_count_++] = {start, length, 0};
      start += length;
    }
    while (run_count_ > 1) {
      if (!merge_top()) return false;
    }
    return true;
  }

 private:
  struct Run {
    size_t start, length;
    int power;  // of the boundary to the next run
  };

  static size_t minimum_run(size_t size) {
    size_t odd = 0;
    while (size >= kShortRun) {
      odd |= size & 1;
      size >>= 1;
    }
    return size + odd;
  }

  // Depth of the boundary between two neighbouring runs in the ideal merge tree: the first binary digit in which the
  // runs' midpoints, as fractions of the whole, differ.
  static int node_power(const Run& run, size_t next_length, size_t size) {
    auto fraction = [&](size_t twice_midpoint) {
      return static_cast<uint64_t>((static_cast<unsigned __int128>(twice_midpoint) << 62) / size);
    };
    uint64_t left = fraction(2 * run.start + run.length);
    uint64_t right = fraction(2 * (run.start + run.length) + next_length);
    return std::countl_zero(left ^ right);
  }

  void copy_within(size_t to, size_t from, size_t count) {
    std::memmove(static_cast<void*>(keys_ + to), keys_ + from, count * sizeof(Value));
    if constexpr (kWithItems) std::memmove(static_cast<void*>(items_ + to), items_ + from, count * sizeof(Value));
  }
  void save(size_t to_temporary, size_t from, size_t count) {
    std::copy_n(keys_ + from, count, saved_keys() + to_temporary);
    if constexpr (kWithItems) std::copy_n(items_ + from, count, saved_items() + to_temporary);
  }
  void restore(size_t to, size_t from_temporary, size_t count) {
    std::copy_n(saved_keys() + from_temporary, count, keys_ + to);
    if constexpr (kWithItems) std::copy_n(saved_items() + from_temporary, count, items_ + to);
  }
  Value* saved_keys() { return temporary_->items; }
  Value* saved_items() { return temporary_->items + temporary_->capacity / 2; }

  void reverse(size_t begin, size_t end) {
    std::reverse(keys_ + begin, keys_ + end);
    if constexpr (kWithItems) std::reverse(items_ + begin, items_ + end);
  }

  // Length of the run at `start`; a strictly falling one is turned round.
  size_t find_run(size_t start, size_t size) {
    size_t end = start + 1;
    if (end == size) return 1;
    Order falling = less_(keys_[end], keys_[start]);
    if (falling == Order::kFailed) return kFailed;
    for (end++; end < size; end++) {
      Order next = less_(keys_[end], keys_[end - 1]);
      if (next == Order::kFailed) return kFailed;
      if (next != falling) break;
    }
    if (falling == Order::kYes) reverse(start, end);
    return end - start;
  }

  // [begin, sorted) is in order already.
  bool insertion_sort(size_t begin, size_t sorted, size_t end) {
    for (size_t next = sorted; next < end; next++) {
      Value key = keys_[next];
      size_t low = begin;
      size_t high = next;
      while (low < high) {
        size_t middle = low + (high - low) / 2;
        Order less = less_(key, keys_[middle]);
        if (less == Order::kFailed) return false;
        if (less == Order::kYes) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      if (low == next) continue;
      Value item;
      if constexpr (kWithItems) item = items_[next];
      copy_within(low + 1, low, next - low);
      keys_[low] = key;
      if constexpr (kWithItems) items_[low] = item;
    }
    return true;
  }

  // Where `key` goes in base[0..count): before equal ones (or behind them, when `after_equal`). Looks around `hint`
  // first, in steps that double. kFailed: a comparison failed.
  size_t gallop(Value key, const Value* base, size_t count, size_t hint, bool after_equal) {
    // Does base[i] belong in front of the key?
    auto in_front = [&](size_t i) {
      if (!after_equal) return less_(base[i], key);
      Order less = less_(key, base[i]);
      return less == Order::kFailed ? less : order(less == Order::kNo);
    };
    Order at_hint = in_front(hint);
    if (at_hint == Order::kFailed) return kFailed;
    size_t low, high;  // base[low - 1] is in front, base[high] is not
    if (at_hint == Order::kYes) {
      low = hint + 1;
      high = count;
      for (size_t step = 1; hint + step < count; step = step * 2 + 1) {
        Order next = in_front(hint + step);
        if (next == Order::kFailed) return kFailed;
        if (next == Order::kNo) {
          high = hint + step;
          break;
        }
        low = hint + step + 1;
      }
    } else {
      high = hint;
      low = 0;
      for (size_t step = 1; step <= hint; step = step * 2 + 1) {
        Order next = in_front(hint - step);
        if (next == Order::kFailed) return kFailed;
        if (next == Order::kYes) {
          low = hint - step + 1;
          break;
        }
        high = hint - step;
      }
    }
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      Order next = in_front(middle);
      if (next == Order::kFailed) return kFailed;
      if (next == Order::kYes) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  bool ensure_temporary(size_t count) {
    size_t needed = kWithItems ? count * 2 : count;
    if (temporary_ != nullptr && temporary_->capacity >= needed) return true;
    temporary_ = make_value_array(thread_, needed);
    return temporary_ != nullptr;
  }

  // Merges the two topmost runs.
  bool merge_top() {
    Run& left = runs_[run_count_ - 2];
    const Run& right = runs_[run_count_ - 1];
    size_t a = left.start, a_count = left.length, b = right.start, b_count = right.length;
    left.length += right.length;
    left.power = right.power;
    run_count_--;
    // What is in place already needs no merging.
    size_t skipped = gallop(keys_[b], keys_ + a, a_count, 0, true);
    if (skipped == kFailed) return false;
    a += skipped;
    a_count -= skipped;
    if (a_count == 0) return true;
    b_count = gallop(keys_[a + a_count - 1], keys_ + b, b_count, b_count - 1, false);
    if (b_count == kFailed) return false;
    if (b_count == 0) return true;
    if (!ensure_temporary(std::min(a_count, b_count))) return false;
    return a_count <= b_count ? merge_low(a, a_count, b, b_count) : merge_high(a, a_count, b, b_count);
  }

  // The left run is saved; merging goes from left to right.
  bool merge_low(size_t a, size_t a_count, size_t b, size_t b_count) {
    save(0, a, a_count);
    size_t left = 0, right = b, out = a;
    bool ok = merge_low_loop(left, a_count, right, b + b_count, out);
    restore(out, left, a_count - left);
    return ok;
  }

  bool merge_low_loop(size_t& left, size_t left_end, size_t& right, size_t right_end, size_t& out) {
    const Value* saved = saved_keys();
    while (true) {
      size_t left_wins = 0, right_wins = 0;
      do {
        Order less = less_(keys_[right], saved[left]);
        if (less == Order::kFailed) return false;
        if (less == Order::kYes) {
          copy_within(out++, right++, 1);
          right_wins++;
          left_wins = 0;
          if (right == right_end) return true;
        } else {
          restore(out++, left++, 1);
          left_wins++;
          right_wins = 0;
          if (left == left_end) return true;
        }
      } while (std::max(left_wins, right_wins) < gallop_after_);
      do {
        left_wins = gallop(keys_[right], saved + left, left_end - left, 0, true);
        if (left_wins == kFailed) return false;
        restore(out, left, left_wins);
        out += left_wins;
        left += left_wins;
        if (left == left_end) return true;
        copy_within(out++, right++, 1);
        if (right == right_end) return true;
        right_wins = gallop(saved[left], keys_ + right, right_end - right, 0, false);
        if (right_wins == kFailed) return false;
        copy_within(out, right, right_wins);
        out += right_wins;
        right += right_wins;
        if (right == right_end) return true;
        restore(out++, left++, 1);
        if (left == left_end) return true;
        if (gallop_after_ > 1) gallop_after_--;
      } while (left_wins >= kGallopThreshold || right_wins >= kGallopThreshold);
      gallop_after_ += 2;
    }
  }

  // The right run is saved; merging goes from right to left.
  bool merge_high(size_t a, size_t a_count, size_t b, size_t b_count) {
    save(0, b, b_count);
    size_t left_end = a + a_count, right_count = b_count;
    bool ok = merge_high_loop(a, left_end, right_count);
    restore(left_end, 0, right_count);
    return ok;
  }

  // Everything from left_end + right_count on is in its final place.
  bool merge_high_loop(size_t a, size_t& left_end, size_t& right_count) {
    const Value* saved = saved_keys();
    auto take_left = [&](size_t count) {
      copy_within(left_end - count + right_count, left_end - count, count);
      left_end -= count;
    };
    auto take_right = [&](size_t count) {
      restore(left_end + right_count - count, right_count - count, count);
      right_count -= count;
    };
    while (true) {
      size_t left_wins = 0, right_wins = 0;
      do {
        Order less = less_(saved[right_count - 1], keys_[left_end - 1]);
        if (less == Order::kFailed) return false;
        if (less == Order::kYes) {
          take_left(1);
          left_wins++;
          right_wins = 0;
          if (left_end == a) return true;
        } else {
          take_right(1);
          right_wins++;
          left_wins = 0;
          if (right_count == 0) return true;
        }
      } while (std::max(left_wins, right_wins) < gallop_after_);
      do {
        size_t count = left_end - a;
        size_t kept = gallop(saved[right_count - 1], keys_ + a, count, count - 1, true);
        if (kept == kFailed) return false;
        left_wins = count - kept;
        take_left(left_wins);
        if (left_end == a) return true;
        take_right(1);
        if (right_count == 0) return true;
        kept = gallop(keys_[left_end - 1], saved, right_count, right_count - 1, false);
        if (kept == kFailed) return false;
        right_wins = right_count - kept;
        take_right(right_wins);
        if (right_count == 0) return true;
        take_left(1);
        if (left_end == a) return true;
        if (gallop_after_ > 1) gallop_after_--;
      } while (left_wins >= kGallopThreshold || right_wins >= kGallopThreshold);
      gallop_after_ += 2;
    }
  }

  Thread& thread_;
  Less less_;
  Value* keys_;
  Value* items_;
  ValueArray* temporary_ = nullptr;
  size_t gallop_after_ = kGallopThreshold;
  Run runs_[85];
  size_t run_count_ = 0;
};

template <class Less>
bool sort_with(Thread& thread, Less less, Value* keys, Value* items, size_t size) {
  if (items == nullptr) return Sorter<Less, false>(thread, less, keys, nullptr).sort(size);
  return Sorter<Less, true>(thread, less, keys, items).sort(size);
}

enum class KeyClass : uint8_t { kSmallInt, kFloat, kLatin1, kStr, kTuple, kAny };

KeyClass class_of(Value key) {
  if (key.is_small_int()) return KeyClass::kSmallInt;
  if (key.is_immediate_float() || key.is_exactly(Kind::kFloat)) return KeyClass::kFloat;
  if (key.is_exactly(Kind::kStr)) return key.as<Str>()->width() == 1 ? KeyClass::kLatin1 : KeyClass::kStr;
  return key.is_exactly(Kind::kTuple) ? KeyClass::kTuple : KeyClass::kAny;
}

KeyClass common_class(const Value* keys, size_t size) {
  KeyClass common = class_of(keys[0]);
  for (size_t i = 1; i < size && common != KeyClass::kAny; i++) {
    KeyClass next = class_of(keys[i]);
    if (next == common) continue;
    bool both_str = (next == KeyClass::kStr || next == KeyClass::kLatin1) &&
                    (common == KeyClass::kStr || common == KeyClass::kLatin1);
    common = both_str ? KeyClass::kStr : KeyClass::kAny;
  }
  return common;
}

// `items` null: the keys are the items.
bool sort_arrays(Thread& thread, Value* keys, Value* items, size_t size) {
  switch (common_class(keys, size)) {
    case KeyClass::kSmallInt: return sort_with(thread, SmallIntLess{}, keys, items, size);
    case KeyClass::kFloat: return sort_with(thread, FloatLess{}, keys, items, size);
    case KeyClass::kLatin1: return sort_with(thread, Latin1Less{}, keys, items, size);
    case KeyClass::kStr: return sort_with(thread, StrLess{}, keys, items, size);
    case KeyClass::kTuple: return sort_with(thread, TupleLess{thread}, keys, items, size);
    default: return sort_with(thread, AnyLess{thread}, keys, items, size);
  }
}

bool sort_storage(Thread& thread, ValueArray* storage, size_t size, Value key_function, bool reverse) {
  Value* items = storage->items;
  ValueArray* keys = nullptr;
  if (!key_function.is_none()) {
    keys = make_value_array(thread, size);
    if (keys == nullptr) return false;
    for (size_t i = 0; i < size; i++) {
      Value key = call(thread, key_function, {items[i]});
      if (key.is_error()) return false;
      keys->items[i] = key;
    }
  }
  if (size < 2) return true;
  // Reversed before and after, equal items keep their order.
  if (reverse) {
    std::reverse(items, items + size);
    if (keys != nullptr) std::reverse(keys->items, keys->items + size);
  }
  bool ok = keys == nullptr ? sort_arrays(thread, items, nullptr, size) : sort_arrays(thread, keys->items, items, size);
  if (reverse) std::reverse(items, items + size);
  // Both stay in sight of the collector's scan until here.
  asm volatile("" : : "r"(keys), "r"(storage) : "memory");
  return ok;
}

}  // namespace

Value list_sort_method(Thread& thread, Value* args) {
  auto* list = args[0].as<List>();
  Value key_function = args[1].is_unbound() ? Value::none() : args[1];
  bool reverse = !args[2].is_unbound() && TRY(is_true(thread, args[2]));
  ValueArray* storage = list->storage;
  uint64_t size = list->size;
  if (size == 0) return Value::none();
  // While sorting, the list is empty: whoever changes it, be it back and forth, leaves other storage than this behind.
  ValueArray* none = make_value_array(thread, 0);
  if (none == nullptr) return Value::error();
  list->storage.set(list, none);
  list->size = 0;
  bool ok = sort_storage(thread, storage, size, key_function, reverse);
  bool modified = list->storage.get() != none;
  list->storage.set(list, storage);
  list->size = size;
  if (!ok) return Value::error();
  if (modified) return raise_value_error(thread, "list modified during sort");
  return Value::none();
}

}  // namespace memphis
