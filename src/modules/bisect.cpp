// The module _bisect: binary search in sorted sequences.
#include "modules/modules.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace {

struct Search {
  Value sequence;
  Value wanted;
  Value key;  // None: none
  int64_t low, high;
};

Fallible<Search> read_arguments(Thread& thread, Value* args) {
  Search search{args[0], args[1], args[4].is_unbound() ? Value::none() : args[4], 0, -1};
  if (!args[2].is_unbound()) search.low = TRY(to_index_int64(thread, args[2]));
  if (search.low < 0) return raise_value_error(thread, "lo must be non-negative");
  if (!args[3].is_unbound() && !args[3].is_none()) search.high = TRY(to_index_int64(thread, args[3]));
  if (search.high < 0) search.high = TRY(length(thread, search.sequence));
  return search;
}

// Where to insert `wanted`: before equal items (left) or behind them.
template <bool left>
Fallible<int64_t> bisect(Thread& thread, const Search& search) {
  int64_t low = search.low, high = search.high;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    Value item;
    if (search.sequence.is_exactly(Kind::kList) && static_cast<uint64_t>(middle) < search.sequence.as<List>()->size) {
      item = search.sequence.as<List>()->items()[middle];
    } else {
      item = TRY(get_item(thread, search.sequence, make_int(thread, middle)));
    }
    if (!search.key.is_none()) item = TRY(call(thread, search.key, {item}));
    bool goes_right = left ? TRY(compare_truth(thread, Comparison::kLess, item, search.wanted))
                           : !TRY(compare_truth(thread, Comparison::kLess, search.wanted, item));
    if (goes_right) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

template <bool left>
Value bisect_function(Thread& thread, Value* args) {
  Search search = TRY(read_arguments(thread, args));
  int64_t index = TRY(bisect<left>(thread, search));
  return make_int(thread, index);
}

template <bool left>
Value insort_function(Thread& thread, Value* args) {
  Search search = TRY(read_arguments(thread, args));
  Value item = search.wanted;
  if (!search.key.is_none()) search.wanted = TRY(call(thread, search.key, {item}));
  int64_t index = TRY(bisect<left>(thread, search));
  if (search.sequence.is_exactly(Kind::kList)) {
    auto* list = search.sequence.as<List>();
    TRY(list_insert(thread, list, std::min(static_cast<uint64_t>(index), list->size), item));
    return Value::none();
  }
  TRY(call_method(thread, search.sequence, TRY(make_str(thread, "insert")), {make_int(thread, index), item}));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect_function<true>,
     "The index where x goes in the sorted list a, before items equal to it."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect_function<false>,
     "The index where x goes in the sorted list a, behind items equal to it."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", insort_function<true>,
     "Insert x in the sorted list a, before items equal to it."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", insort_function<false>,
     "Insert x in the sorted list a, behind items equal to it."},
};

}  // namespace

Value create_bisect_module(Thread& thread) {
  return make_native_module(thread, "_bisect", "Bisection algorithms.", kFunctions);
}

}  // namespace memphis
