// Built-in functions that take iterables.
#include <cmath>

#include "builtins/functions.h"
#include "builtins/list.h"
#include "objects/iterator.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/intern.h"
#include "runtime/language.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value builtin_all(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[0]));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return Value::true_value();
    if (!TRY(is_true(thread, item))) return Value::false_value();
  }
}

Value builtin_any(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[0]));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return Value::false_value();
    if (TRY(is_true(thread, item))) return Value::true_value();
  }
}

Value builtin_iter(Thread& thread, Value* args) {
  if (args[1].is_unbound()) return get_iterator(thread, args[0]);
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "iter(v, w): v must be callable");
  auto* iterator = TRY(allocate_builtin<CallableIterator>(thread, TypeId::kCallableIterator));
  iterator->callable.set(iterator, args[0]);
  iterator->sentinel.set(iterator, args[1]);
  return iterator;
}

Value builtin_next(Thread& thread, Value* args) {
  Value method = type_of(thread, args[0])->special_method(Special::kNext);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not an iterator", type_name(thread, args[0]));
  }
  if (args[1].is_unbound()) {
    // Not next_item: the StopIteration that ends the iterator is passed on as it is.
    return call_special_method(thread, method, args[0]);
  }
  Value item = TRY(next_item(thread, args[0]));
  return item.is_unbound() ? args[1] : item;
}

Value builtin_aiter(Thread& thread, Value* args) {
  Value method = type_of(thread, args[0])->special_method(Special::kAIter);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not an async iterable", type_name(thread, args[0]));
  }
  Value iterator = TRY(call_special_method(thread, method, args[0]));
  if (type_of(thread, iterator)->special_method(Special::kANext).is_unbound()) {
    return raise_type_error(thread, "aiter() returned not an async iterator of type '{}'", type_name(thread, iterator));
  }
  return iterator;
}

Value builtin_anext(Thread& thread, Value* args) {
  Value method = type_of(thread, args[0])->special_method(Special::kANext);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not an async iterator", type_name(thread, args[0]));
  }
  Value awaitable = TRY(call_special_method(thread, method, args[0]));
  if (args[1].is_unbound()) return awaitable;
  auto* result = TRY(allocate_builtin<AnextAwaitable>(thread, TypeId::kAnextAwaitable));
  result->awaitable.set(result, awaitable);
  result->otherwise.set(result, args[1]);
  return result;
}

Value builtin_len(Thread& thread, Value* args) { return make_int(thread, TRY(length(thread, args[0]))); }

// max and min: slots are key, default, then the tuple of positional arguments.
Value extreme(Thread& thread, Value* args, const char* name, Comparison better) {
  Value key = args[0];
  Value otherwise = args[1];
  auto* positional = args[2].as<Tuple>();
  if (positional->size == 0) return raise_type_error(thread, "{} expected at least 1 argument, got 0", name);
  if (positional->size > 1 && !otherwise.is_unbound()) {
    return raise_type_error(thread, "Cannot specify a default for {}() with multiple positional arguments", name);
  }
  bool has_key = !key.is_unbound() && !key.is_none();
  Value iterator = TRY(get_iterator(thread, positional->size == 1 ? positional->items[0] : Value(positional)));
  Value best, best_key;
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    Value item_key = has_key ? TRY(call(thread, key, {item})) : item;
    if (best.is_unbound() || TRY(compare_truth(thread, better, item_key, best_key))) {
      best = item;
      best_key = item_key;
    }
  }
  if (!best.is_unbound()) return best;
  if (!otherwise.is_unbound()) return otherwise;
  return raise_value_error(thread, "{}() iterable argument is empty", name);
}
Value builtin_max(Thread& thread, Value* args) { return extreme(thread, args, "max", Comparison::kGreater); }
Value builtin_min(Thread& thread, Value* args) { return extreme(thread, args, "min", Comparison::kLess); }

// The keywords are list.sort's, and checked when the list is made.
Value builtin_sorted(Thread& thread, Value* args) {
  List* list = TRY(list_from_iterable(thread, args[0]));
  if (args[1].is_unbound()) {
    Value arguments[] = {list, Value::unbound(), Value::unbound()};
    TRY(list_sort_method(thread, arguments));
  } else {
    Value sort = TRY(get_attribute(thread, list, TRY(intern_text(thread.runtime, "sort"))));
    TRY(call_with(thread, sort, thread.runtime.empty_tuple, args[1]));
  }
  return list;
}

// Neumaier's summation: what rounding loses is collected on the side.
struct CompensatedSum {
  double high = 0;
  double low = 0;

  void add(double x) {
    double total = high + x;
    low += std::fabs(high) >= std::fabs(x) ? (high - total) + x : (x - total) + high;
    high = total;
  }
  double value() const { return low != 0 && std::isfinite(low) ? high + low : high; }
};

// The sum as far as items are ints (or floats, complex numbers): `item` is what comes next, unbound at the end.
Status sum_ints(Thread& thread, Value iterator, Value& total, Value& item) {
  while (is_exact_int(total) && (is_exact_int(item) || item.is_bool())) {
    total = TRY(int_add(thread, total, without_bool(item)));
    item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
  }
  return {};
}

bool is_exact_float(Value value) { return value.is_immediate_float() || value.is_exactly(Kind::kFloat); }

Status sum_floats(Thread& thread, Value iterator, Value& total, Value& item) {
  CompensatedSum sum{float_value(total), 0};
  while (!item.is_unbound()) {
    int64_t integer;
    if (is_exact_float(item)) {
      sum.add(float_value(item));
    } else if (is_int(item) && int_to_int64(item, integer)) {
      sum.high += static_cast<double>(integer);
    } else {
      break;
    }
    item = TRY(next_item(thread, iterator));
  }
  total = TRY(make_float(thread, sum.value()));
  return {};
}

Status sum_complex(Thread& thread, Value iterator, Value& total, Value& item) {
  CompensatedSum real{total.as<Complex>()->real, 0};
  CompensatedSum imaginary{total.as<Complex>()->imaginary, 0};
  while (!item.is_unbound()) {
    int64_t integer;
    if (item.is_exactly(Kind::kComplex)) {
      real.add(item.as<Complex>()->real);
      imaginary.add(item.as<Complex>()->imaginary);
    } else if (is_exact_float(item)) {
      real.add(float_value(item));
    } else if (is_int(item) && int_to_int64(item, integer)) {
      real.high += static_cast<double>(integer);
    } else {
      break;
    }
    item = TRY(next_item(thread, iterator));
  }
  total = TRY(make_complex(thread, real.value(), imaginary.value()));
  return {};
}

Value builtin_sum(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[0]));
  Value total = args[1].is_unbound() ? Value::small_int(0) : args[1];
  if (is_str(total)) return raise_type_error(thread, "sum() can't sum strings [use ''.join(seq) instead]");
  if (total.is_kind(Kind::kBytes)) return raise_type_error(thread, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (total.is_kind(Kind::kByteArray)) {
    return raise_type_error(thread, "sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  Value item = TRY(next_item(thread, iterator));
  // Each kind of number is summed on its own for as long as it lasts.
  while (!item.is_unbound()) {
    if (is_exact_int(total) && (is_exact_int(item) || item.is_bool())) {
      TRY(sum_ints(thread, iterator, total, item));
      continue;
    }
    if (is_exact_float(total) && (is_exact_float(item) || (is_int(item) && !item.is_kind(Kind::kBigInt)))) {
      TRY(sum_floats(thread, iterator, total, item));
      continue;
    }
    if (total.is_exactly(Kind::kComplex) && (item.is_exactly(Kind::kComplex) || is_exact_float(item))) {
      TRY(sum_complex(thread, iterator, total, item));
      continue;
    }
    total = TRY(binary_operation(thread, BinaryOperation::kAdd, total, item));
    item = TRY(next_item(thread, iterator));
  }
  return total;
}

constexpr NativeDefinition kFunctions[] = {
    {"all(iterable, /)", builtin_all, "Whether every item is true; true of nothing."},
    {"any(iterable, /)", builtin_any, "Whether some item is true."},
    {"iter(object, sentinel=None, /)", builtin_iter,
     "An iterator over an iterable; or one that calls a function until it gives the sentinel."},
    {"next(iterator, default=None, /)", builtin_next, "The next item, or the default when there is none left."},
    {"aiter(async_iterable, /)", builtin_aiter, "The asynchronous iterator of an asynchronous iterable."},
    {"anext(aiterator, default=None, /)", builtin_anext, "An awaitable for the next item of an asynchronous iterator."},
    {"len(obj, /)", builtin_len, "How many items a container has."},
    {"max(*args, key=None, default=None)", builtin_max, "The greatest item of an iterable, or of several arguments.",
     NativeKind::kFunction, CallErrors::kCounted},
    {"min(*args, key=None, default=None)", builtin_min, "The least item of an iterable, or of several arguments.",
     NativeKind::kFunction, CallErrors::kCounted},
    {"sorted(iterable, /, **kwargs)", builtin_sorted, "A new list of the items in ascending order.",
     NativeKind::kFunction, CallErrors::kCounted, "($module, iterable, /, *, key=None, reverse=False)"},
    {"sum(iterable, /, start=0)", builtin_sum, "The sum of the items and of start."},
};

}  // namespace

std::span<const NativeDefinition> iterable_functions() { return kFunctions; }

}  // namespace memphis
