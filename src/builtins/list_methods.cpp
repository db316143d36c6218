// Methods of list.
#include <algorithm>

#include "builtins/list.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace {
List* self_of(Value* args) { return args[0].as<List>(); }
}  // namespace

Value list_append_method(Thread& thread, Value* args) {
  TRY(list_append(thread, self_of(args), args[1]));
  return Value::none();
}

Value list_extend_method(Thread& thread, Value* args) {
  TRY(list_extend(thread, self_of(args), args[1]));
  return Value::none();
}

Value list_insert_method(Thread& thread, Value* args) {
  List* list = self_of(args);
  int64_t index = args[1].is_small_int() ? args[1].as_small_int() : TRY(to_int64(thread, args[1]));
  auto size = static_cast<int64_t>(list->size);
  if (index < 0) index = std::max<int64_t>(index + size, 0);
  TRY(list_insert(thread, list, static_cast<uint64_t>(std::min(index, size)), args[2]));
  return Value::none();
}

Value list_pop_method(Thread& thread, Value* args) {
  List* list = self_of(args);
  int64_t index = -1;
  if (!args[1].is_unbound()) {
    index = args[1].is_small_int() ? args[1].as_small_int() : TRY(to_int64(thread, args[1]));
  }
  if (list->size == 0) return raise(thread, ExceptionId::kIndexError, "pop from empty list");
  if (index < 0) index += static_cast<int64_t>(list->size);
  if (index < 0 || static_cast<uint64_t>(index) >= list->size) {
    return raise(thread, ExceptionId::kIndexError, "pop index out of range");
  }
  auto position = static_cast<uint64_t>(index);
  if (position == list->size - 1) return list_pop_last(thread, list);
  Value item = list->items()[position];
  list_erase(thread, list, position, 1);
  return item;
}

Value list_remove_method(Thread& thread, Value* args) {
  List* list = self_of(args);
  for (uint64_t i = 0; i < list->size; i++) {
    if (!TRY(items_equal(thread, list->items()[i], args[1]))) continue;
    if (i < list->size) list_erase(thread, list, i, 1);  // the comparison may have shortened the list
    return Value::none();
  }
  return raise_value_error(thread, "list.remove(x): x not in list");
}

Value list_clear_method(Thread& thread, Value* args) {
  list_clear(thread, self_of(args));
  return Value::none();
}

Value list_copy_method(Thread& thread, Value* args) { return make_list(thread, self_of(args)->view()); }

Value list_index_method(Thread& thread, Value* args) {
  List* list = self_of(args);
  auto size = static_cast<int64_t>(list->size);
  int64_t start = TRY(clamp_index(thread, args[2], size, 0));
  int64_t stop = TRY(clamp_index(thread, args[3], size, INT64_MAX));
  for (int64_t i = start; i < stop && static_cast<uint64_t>(i) < list->size; i++) {
    if (TRY(items_equal(thread, list->items()[i], args[1]))) return Value::small_int(i);
  }
  return raise_value_error(thread, "list.index(x): x not in list");
}

Value list_count_method(Thread& thread, Value* args) {
  List* list = self_of(args);
  int64_t count = 0;
  for (uint64_t i = 0; i < list->size; i++) count += TRY(items_equal(thread, list->items()[i], args[1]));
  return Value::small_int(count);
}

Value list_reverse_method(Thread&, Value* args) {
  List* list = self_of(args);
  std::reverse(list->items(), list->items() + list->size);
  return Value::none();
}

}  // namespace memphis
