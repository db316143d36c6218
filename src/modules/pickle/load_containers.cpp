// Instructions that make and fill tuples, lists, dicts and sets.
#include "modules/pickle/loader.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

Status Loader::push_tuple(uint64_t count) {
  if (!has(count)) return raise_underflow();
  Tuple* tuple = TRY(make_tuple(thread_, items_from(stack_->size - count)));
  drop(count);
  return push(tuple);
}

Status Loader::load_EmptyTuple() { return push(thread_.runtime.empty_tuple); }
Status Loader::load_Tuple1() { return push_tuple(1); }
Status Loader::load_Tuple2() { return push_tuple(2); }
Status Loader::load_Tuple3() { return push_tuple(3); }

Status Loader::load_Tuple() {
  const uint64_t begin = TRY(pop_mark());
  return push_tuple(stack_->size - begin);
}

Status Loader::load_EmptyList() { return push(TRY(Value(make_list(thread_)))); }

Status Loader::load_List() {
  const uint64_t begin = TRY(pop_mark());
  List* list = TRY(make_list(thread_, items_from(begin)));
  drop_from(begin);
  return push(list);
}

Status Loader::load_EmptyDict() { return push(TRY(Value(make_dict(thread_)))); }

Status Loader::load_Dict() {
  const uint64_t begin = TRY(pop_mark());
  if ((stack_->size - begin) % 2 != 0) return raise_unpickling_error(thread_, "odd number of items for DICT");
  Dict* dict = TRY(make_dict(thread_));
  for (uint64_t i = begin; i + 1 < stack_->size; i += 2) {
    TRY(dict_set(thread_, dict, stack_->items()[i], stack_->items()[i + 1]));
  }
  drop_from(begin);
  return push(dict);
}

Status Loader::load_EmptySet() { return push(TRY(Value(make_set(thread_, TypeId::kSet)))); }

Status Loader::load_FrozenSet() {
  const uint64_t begin = TRY(pop_mark());
  Set* set = TRY(make_set(thread_, TypeId::kFrozenSet));
  for (uint64_t i = begin; i < stack_->size; i++) (void)TRY(set_add(thread_, set, stack_->items()[i]));
  drop_from(begin);
  return push(set);
}

// Appends what lies from `begin` on to what lies below it.
Status Loader::append_items(Value list, uint64_t begin) {
  if (list.is_exactly(Kind::kList)) {
    auto* target = list.as<List>();
    for (uint64_t i = begin; i < stack_->size; i++) TRY(list_append(thread_, target, stack_->items()[i]));
    return {};
  }
  Value extend = TRY(find_attribute_text(thread_, list, "extend"));
  if (!extend.is_unbound()) {
    List* items = TRY(make_list(thread_, items_from(begin)));
    TRY(call(thread_, extend, {Value(items)}));
    return {};
  }
  Value append = TRY(get_attribute_text(thread_, list, "append"));
  for (uint64_t i = begin; i < stack_->size; i++) TRY(call(thread_, append, {stack_->items()[i]}));
  return {};
}

Status Loader::load_Append() {
  if (!has(2)) return raise_underflow();
  const uint64_t begin = stack_->size - 1;
  TRY(append_items(stack_->items()[begin - 1], begin));
  drop_from(begin);
  return {};
}

Status Loader::load_Appends() {
  const uint64_t begin = TRY(pop_mark());
  if (begin <= fence_ || begin > stack_->size) return raise_underflow();
  if (begin == stack_->size) return {};
  TRY(append_items(stack_->items()[begin - 1], begin));
  drop_from(begin);
  return {};
}

Status Loader::set_items(Value dict, uint64_t begin) {
  if (dict.is_exactly(Kind::kDict)) {
    auto* target = dict.as<Dict>();
    for (uint64_t i = begin; i + 1 < stack_->size; i += 2) {
      TRY(dict_set(thread_, target, stack_->items()[i], stack_->items()[i + 1]));
    }
    return {};
  }
  for (uint64_t i = begin; i + 1 < stack_->size; i += 2) {
    TRY(set_item(thread_, dict, stack_->items()[i], stack_->items()[i + 1]));
  }
  return {};
}

Status Loader::load_SetItem() {
  if (!has(3)) return raise_underflow();
  const uint64_t begin = stack_->size - 2;
  TRY(set_items(stack_->items()[begin - 1], begin));
  drop_from(begin);
  return {};
}

Status Loader::load_SetItems() {
  const uint64_t begin = TRY(pop_mark());
  if (begin <= fence_ || begin > stack_->size) return raise_underflow();
  if (begin == stack_->size) return {};
  if ((stack_->size - begin) % 2 != 0) return raise_unpickling_error(thread_, "odd number of items for SETITEMS");
  TRY(set_items(stack_->items()[begin - 1], begin));
  drop_from(begin);
  return {};
}

Status Loader::load_AddItems() {
  const uint64_t begin = TRY(pop_mark());
  if (begin <= fence_ || begin > stack_->size) return raise_underflow();
  if (begin == stack_->size) return {};
  Value set = stack_->items()[begin - 1];
  if (type_of(thread_, set) == thread_.runtime.type(TypeId::kSet)) {
    for (uint64_t i = begin; i < stack_->size; i++) (void)TRY(set_add(thread_, set.as<Set>(), stack_->items()[i]));
  } else {
    Value add = TRY(get_attribute_text(thread_, set, "add"));
    for (uint64_t i = begin; i < stack_->size; i++) TRY(call(thread_, add, {stack_->items()[i]}));
  }
  drop_from(begin);
  return {};
}

}  // namespace memphis::pickle
