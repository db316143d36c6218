#include "runtime/container_support.h"

#include "objects/iterator.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis {

Fallible<bool> items_equal_slow(Thread& thread, Value left, Value right) {
  if (left.is_exactly(Kind::kStr) && right.is_exactly(Kind::kStr)) return strs_equal(left.as<Str>(), right.as<Str>());
  return compare_truth(thread, Comparison::kEqual, left, right);
}

static bool sizes_satisfy(Comparison comparison, uint64_t left, uint64_t right) {
  switch (comparison) {
    case Comparison::kLess: return left < right;
    case Comparison::kLessEqual: return left <= right;
    case Comparison::kEqual: return left == right;
    case Comparison::kNotEqual: return left != right;
    case Comparison::kGreater: return left > right;
    default: return left >= right;
  }
}

Value compare_sequences(Thread& thread, Comparison comparison, Value left, Value right) {
  bool only_equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (only_equality && items_of(left).size() != items_of(right).size() && left.is_kind(Kind::kList)) {
    return Value::boolean(comparison == Comparison::kNotEqual);
  }
  // Items are read afresh each time: a comparison may change a list.
  for (size_t i = 0; i < items_of(left).size() && i < items_of(right).size(); i++) {
    Value a = items_of(left)[i];
    Value b = items_of(right)[i];
    if (TRY(items_equal(thread, a, b))) continue;
    if (i >= items_of(left).size() || i >= items_of(right).size()) break;
    if (only_equality) return Value::boolean(comparison == Comparison::kNotEqual);
    return compare(thread, comparison, a, b);
  }
  return Value::boolean(sizes_satisfy(comparison, items_of(left).size(), items_of(right).size()));
}

Fallible<int64_t> clamp_index(Thread& thread, Value index, int64_t length, int64_t otherwise) {
  if (index.is_unbound()) return otherwise;
  int64_t position;
  if (index.is_small_int()) {
    position = index.as_small_int();
  } else {
    Value method = type_of(thread, index)->special_method(Special::kIndex);
    if (!is_int(index) && method.is_unbound()) {
      return raise_type_error(thread, "slice indices must be integers or have an __index__ method");
    }
    position = TRY(to_index_int64(thread, index, true));
  }
  if (position < 0) position += length;
  return position < 0 ? 0 : position;
}

Value builtin_named(Thread& thread, std::string_view name) {
  Str* text = TRY(make_str(thread, name));
  Value found = dict_get_name(thread.runtime, thread.runtime.builtins, text);
  if (found.is_unbound()) return raise_attribute_error(thread, thread.runtime.builtins_module, text);
  return found;
}

Value class_getitem(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

Value instance_state(Thread& thread, Value object) { return call_method(thread, object, Name::kGetState); }

Value make_sequence_iterator(Thread& thread, Value sequence) {
  auto* iterator = TRY(allocate_builtin<SequenceIterator>(thread, TypeId::kSequenceIterator));
  iterator->sequence.set(iterator, sequence);
  return iterator;
}

Value make_callable_iterator(Thread& thread, Value callable, Value sentinel) {
  auto* iterator = TRY(allocate_builtin<CallableIterator>(thread, TypeId::kCallableIterator));
  iterator->callable.set(iterator, callable);
  iterator->sentinel.set(iterator, sentinel);
  return iterator;
}

Fallible<int64_t> repeat_count(Thread& thread, Value count, bool& is_index) {
  is_index = true;
  if (count.is_small_int()) return count.as_small_int();
  Value method = type_of(thread, count)->special_method(Special::kIndex);
  if (method.is_unbound()) {
    is_index = false;
    return 0;
  }
  return to_index_int64(thread, count);
}

}  // namespace memphis
