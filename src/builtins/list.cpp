// list: construction, indexing, operators. Methods that search or sort are in list_methods.cpp and list_sort.cpp.
#include "builtins/list.h"

#include <algorithm>
#include <cstring>

#include "builtins/types.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

List* self_of(Value* args) { return args[0].as<List>(); }

Value list_new(Thread& thread, Value* args) { return allocate_instance<List>(thread, args[0].as<Type>()); }

Value list_init(Thread& thread, Value* args) {
  List* list = self_of(args);
  list_clear(thread, list);
  if (!args[1].is_unbound()) TRY(list_extend(thread, list, args[1]));
  return Value::none();
}

Value list_repr(Thread& thread, Value* args) {
  List* list = self_of(args);
  if (list->size == 0) return make_str(thread, "[]");
  ReprGuard guard(thread, list);
  if (guard.is_active_already()) return make_str(thread, "[...]");
  ReprBuilder text(thread);
  text.add("[");
  for (uint64_t i = 0; i < list->size; i++) {
    if (i > 0) text.add(", ");
    TRY(text.add_repr(list->items()[i]));
  }
  text.add("]");
  return text.finish();
}

template <Comparison comparison>
Value list_compare(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kList)) return Value::not_implemented();
  return compare_sequences(thread, comparison, args[0], args[1]);
}

Value list_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(self_of(args)->size)); }

Value list_contains(Thread& thread, Value* args) {
  List* list = self_of(args);
  for (uint64_t i = 0; i < list->size; i++) {
    if (TRY(items_equal(thread, list->items()[i], args[1]))) return Value::true_value();
  }
  return Value::false_value();
}

FailureOfAnyType raise_bad_index(Thread& thread, Value key) {
  return raise_type_error(thread, "list indices must be integers or slices, not {}", type_name(thread, key));
}

// The position that an index stands for; the list's size counts when the index is known, since __index__ may change it.
Fallible<uint64_t> item_position(Thread& thread, List* list, Value key, const char* message) {
  int64_t index;
  if (key.is_small_int()) [[likely]] {
    index = key.as_small_int();
  } else {
    bool is_index;
    if (is_int(key)) {
      index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
    } else {
      Value method = type_of(thread, key)->special_method(Special::kIndex);
      is_index = !method.is_unbound();
      if (!is_index) return raise_bad_index(thread, key);
      index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
    }
  }
  if (index < 0) index += static_cast<int64_t>(list->size);
  if (index < 0 || static_cast<uint64_t>(index) >= list->size)
    return raise(thread, ExceptionId::kIndexError, "{}", message);
  return static_cast<uint64_t>(index);
}

Value get_slice(Thread& thread, List* list, Slice* slice) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(list->size)));
  List* result = TRY(make_list(thread));
  if (bounds.count == 0) return result;
  TRY(list_reserve(thread, result, static_cast<uint64_t>(bounds.count)));
  Value* from = list->items() + bounds.start;
  Value* to = result->items();
  if (bounds.step == 1) {
    std::copy_n(from, bounds.count, to);
  } else {
    for (int64_t i = 0; i < bounds.count; i++) to[i] = from[i * bounds.step];
  }
  result->size = static_cast<uint64_t>(bounds.count);
  return result;
}

Value list_getitem(Thread& thread, Value* args) {
  List* list = self_of(args);
  if (args[1].is_small_int()) [[likely]] {
    int64_t index = args[1].as_small_int();
    if (index < 0) index += static_cast<int64_t>(list->size);
    if (static_cast<uint64_t>(index) < list->size) [[likely]]
      return list->items()[index];
  }
  if (args[1].is_kind(Kind::kSlice)) return get_slice(thread, list, args[1].as<Slice>());
  uint64_t position = TRY(item_position(thread, list, args[1], "list index out of range"));
  return list->items()[position];
}

// The values to assign to a slice, apart from the list itself.
Value slice_source(Thread& thread, List* list, Value value) {
  if (value.is_kind(Kind::kList) && value.as<List>() == list) return make_list(thread, list->view());
  if (value.is_exactly(Kind::kList) || value.is_exactly(Kind::kTuple)) return value;
  Value method = type_of(thread, value)->special_method(Special::kIter);
  bool iterable = !method.is_none() &&
                  !(method.is_unbound() && type_of(thread, value)->special_method(Special::kGetItem).is_unbound());
  if (!iterable) return raise_type_error(thread, "must assign iterable to extended slice");
  return list_from_iterable(thread, value);
}

Status set_extended_slice(Thread& thread, List* list, const SliceBounds& bounds, std::span<Value> items) {
  if (items.size() != static_cast<uint64_t>(bounds.count)) {
    return raise_value_error(thread, "attempt to assign sequence of size {} to extended slice of size {}", items.size(),
                             bounds.count);
  }
  for (int64_t i = 0; i < bounds.count; i++)
    list->items()[bounds.start + i * bounds.step] = items[static_cast<size_t>(i)];
  return {};
}

Status set_slice(Thread& thread, List* list, Slice* slice, Value value) {
  Value source = TRY(slice_source(thread, list, value));
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(list->size)));
  std::span<Value> items = items_of(source);
  if (bounds.step != 1) return set_extended_slice(thread, list, bounds, items);
  auto begin = static_cast<uint64_t>(bounds.start);
  return list_replace(thread, list, begin, begin + static_cast<uint64_t>(bounds.count), items.data(), items.size());
}

Value list_setitem(Thread& thread, Value* args) {
  List* list = self_of(args);
  if (args[1].is_kind(Kind::kSlice)) {
    TRY(set_slice(thread, list, args[1].as<Slice>(), args[2]));
    return Value::none();
  }
  uint64_t position = TRY(item_position(thread, list, args[1], "list assignment index out of range"));
  thread.runtime.heap.write_barrier(list->storage, args[2].bits());
  list->items()[position] = args[2];
  return Value::none();
}

Status delete_slice(Thread& thread, List* list, Slice* slice) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(list->size)));
  if (bounds.count == 0) return {};
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  if (bounds.step == 1) {
    list_erase(thread, list, static_cast<uint64_t>(bounds.start), static_cast<uint64_t>(bounds.count));
    return {};
  }
  Value* items = list->items();
  auto out = static_cast<uint64_t>(bounds.start);
  for (int64_t i = 0; i < bounds.count; i++) {
    auto from = static_cast<uint64_t>(bounds.start + i * bounds.step + 1);
    uint64_t to = i + 1 < bounds.count ? static_cast<uint64_t>(bounds.start + (i + 1) * bounds.step) : list->size;
    std::memmove(static_cast<void*>(items + out), items + from, (to - from) * sizeof(Value));
    out += to - from;
  }
  list_erase(thread, list, out, list->size - out);
  return {};
}

Value list_delitem(Thread& thread, Value* args) {
  List* list = self_of(args);
  if (args[1].is_kind(Kind::kSlice)) {
    TRY(delete_slice(thread, list, args[1].as<Slice>()));
    return Value::none();
  }
  uint64_t position = TRY(item_position(thread, list, args[1], "list assignment index out of range"));
  list_erase(thread, list, position, 1);
  return Value::none();
}

Value list_add(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kList)) {
    return raise_type_error(thread, "can only concatenate list (not \"{}\") to list", type_name(thread, args[1]));
  }
  List* left = self_of(args);
  auto* right = args[1].as<List>();
  List* result = TRY(make_list(thread));
  uint64_t size = left->size + right->size;
  if (size == 0) return result;
  TRY(list_reserve(thread, result, size));
  std::copy_n(left->items(), left->size, result->items());
  std::copy_n(right->items(), right->size, result->items() + left->size);
  result->size = size;
  return result;
}

Value list_iadd(Thread& thread, Value* args) {
  TRY(list_extend(thread, self_of(args), args[1]));
  return args[0];
}

// `count` copies of the first `size` items, the first of which are in place.
void fill_repeated(Value* items, uint64_t size, uint64_t total) {
  if (size == 1) {
    std::fill_n(items + 1, total - 1, items[0]);
    return;
  }
  for (uint64_t done = size; done < total;) {
    uint64_t chunk = std::min(done, total - done);
    std::copy_n(items, chunk, items + done);
    done += chunk;
  }
}

Value list_mul(Thread& thread, Value* args) {
  int64_t count = TRY(to_index_int64(thread, args[1]));
  List* list = self_of(args);
  List* result = TRY(make_list(thread));
  if (count <= 0 || list->size == 0) return result;
  uint64_t total;
  if (__builtin_mul_overflow(list->size, static_cast<uint64_t>(count), &total)) return raise_memory_error(thread);
  TRY(list_reserve(thread, result, total));
  std::copy_n(list->items(), list->size, result->items());
  fill_repeated(result->items(), list->size, total);
  result->size = total;
  return result;
}

Value list_imul(Thread& thread, Value* args) {
  int64_t count = TRY(to_index_int64(thread, args[1]));
  List* list = self_of(args);
  if (list->size == 0 || count == 1) return args[0];
  if (count <= 0) {
    list_clear(thread, list);
    return args[0];
  }
  uint64_t total;
  if (__builtin_mul_overflow(list->size, static_cast<uint64_t>(count), &total)) return raise_memory_error(thread);
  TRY(list_reserve(thread, list, total));
  fill_repeated(list->items(), list->size, total);
  list->size = total;
  return args[0];
}

Value make_iterator(Thread& thread, List* list, bool reversed) {
  auto* iterator =
      TRY(allocate_builtin<ListIterator>(thread, reversed ? TypeId::kListReverseIterator : TypeId::kListIterator));
  iterator->list.set(iterator, list);
  iterator->reversed = reversed;
  iterator->index = reversed ? static_cast<int64_t>(list->size) - 1 : 0;
  return iterator;
}

Value list_iter(Thread& thread, Value* args) { return make_iterator(thread, self_of(args), false); }
Value list_reversed(Thread& thread, Value* args) { return make_iterator(thread, self_of(args), true); }

Value list_sizeof(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(40 + self_of(args)->capacity() * sizeof(Value)));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", list_new, "", NativeKind::kStaticMethod},
    {"__init__(self, iterable=(), /)", list_init},
    {"__repr__(self, /)", list_repr},
    {"__lt__(self, value, /)", list_compare<Comparison::kLess>},
    {"__le__(self, value, /)", list_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", list_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", list_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", list_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", list_compare<Comparison::kGreaterEqual>},
    {"__iter__(self, /)", list_iter},
    {"__len__(self, /)", list_len},
    {"__getitem__(self, index, /)", list_getitem, "Return self[index].", NativeKind::kPlainMethod},
    {"__setitem__(self, key, value, /)", list_setitem},
    {"__delitem__(self, key, /)", list_delitem},
    {"__add__(self, value, /)", list_add, "", NativeKind::kSequenceMethod},
    {"__mul__(self, value, /)", list_mul, "", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", list_mul, "", NativeKind::kSequenceMethod},
    {"__iadd__(self, value, /)", list_iadd, "", NativeKind::kSequenceMethod},
    {"__imul__(self, value, /)", list_imul, "", NativeKind::kSequenceMethod},
    {"__contains__(self, key, /)", list_contains},
    {"__reversed__(self, /)", list_reversed, "Return a reverse iterator over the list."},
    {"__sizeof__(self, /)", list_sizeof, "Return the size of the list in memory, in bytes."},
    {"append(self, object, /)", list_append_method, "Append object to the end of the list."},
    {"extend(self, iterable, /)", list_extend_method, "Extend list by appending elements from the iterable."},
    {"insert(self, index, object, /)", list_insert_method, "Insert object before index."},
    {"pop(self, index=-1, /)", list_pop_method,
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."},
    {"remove(self, value, /)", list_remove_method,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"clear(self, /)", list_clear_method, "Remove all items from list."},
    {"copy(self, /)", list_copy_method, "Return a shallow copy of the list."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", list_index_method,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", list_count_method, "Return number of occurrences of value."},
    {"reverse(self, /)", list_reverse_method, "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)", list_sort_method,
     "Sort the list in ascending order and return None.\n\nThe sort is in-place and stable."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

}  // namespace

const TypeSpec kListType = {
    .name = "list",
    .id = TypeId::kList,
    .layout = Kind::kList,
    .basic_size = sizeof(List),
    .flags = kTypeIsSequence | kTypeMatchSelf,
    .methods = kMethods,
    .doc =
        "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe "
        "argument "
        "must be an iterable if specified.",
};

}  // namespace memphis
