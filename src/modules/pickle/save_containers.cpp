// Writing tuples, lists, dicts and sets.
#include "modules/pickle/saver.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/list_operations.h"

namespace memphis::pickle {

Status Saver::save_item(Value item, uint64_t index, Value object) {
  Status saved = save(item);
  if (!saved.failed()) [[likely]]
    return {};
  return noting(saved, object, "item " + std::to_string(index));
}

Status Saver::save_tuple(Tuple* tuple) {
  const uint64_t size = tuple->size;
  if (size == 0) {
    if (protocol_ > 0) {
      put(Opcode::kEmptyTuple);
    } else {
      put("(t");
    }
    return {};
  }
  const bool is_short = size <= 3 && protocol_ >= 2;
  if (!is_short) put(Opcode::kMark);
  for (uint64_t i = 0; i < size; i++) TRY(save_item(tuple->items[i], i, tuple));
  // An item may have led back to the tuple, which then has been written: what is on the stack is thrown away.
  if (const int64_t number = memo_.find(tuple); number >= 0) {
    if (!is_short && protocol_ > 0) {
      put(Opcode::kPopMark);
    } else {
      for (uint64_t i = 0; i < size + (is_short ? 0 : 1); i++) put(Opcode::kPop);
    }
    put_get(static_cast<uint32_t>(number));
    return {};
  }
  constexpr Opcode kShort[] = {Opcode::kEmptyTuple, Opcode::kTuple1, Opcode::kTuple2, Opcode::kTuple3};
  put(is_short ? kShort[size] : Opcode::kTuple);
  return memoize(tuple);
}

Status Saver::save_list(List* list) {
  if (protocol_ > 0) {
    put(Opcode::kEmptyList);
  } else {
    put("(l");
  }
  TRY(memoize(list));
  if (list->size == 0) return {};
  if (protocol_ > 0) return save_items(list);
  return append_batches(TRY(get_iterator(thread_, list)), list);
}

Status Saver::save_items(List* list) {
  if (list->size == 1) {
    TRY(save_item(list->items()[0], 0, list));
    put(Opcode::kAppend);
    return {};
  }
  uint64_t index = 0;
  do {
    put(Opcode::kMark);
    for (uint64_t in_batch = 0; in_batch < kBatch && index < list->size; in_batch++, index++) {
      TRY(save_item(list->items()[index], index, list));
    }
    put(Opcode::kAppends);
  } while (index < list->size);
  return {};
}

Status Saver::append_batches(Value iterator, Value object) {
  uint64_t index = 0;
  if (protocol_ == 0) {
    while (true) {
      Value item = TRY(next_item(thread_, iterator));
      if (item.is_unbound()) return {};
      TRY(save_item(item, index++, object));
      put(Opcode::kAppend);
    }
  }
  uint64_t in_batch;
  do {
    Value first = TRY(next_item(thread_, iterator));
    if (first.is_unbound()) return {};
    Value item = TRY(next_item(thread_, iterator));
    if (item.is_unbound()) {
      TRY(save_item(first, index, object));
      put(Opcode::kAppend);
      return {};
    }
    put(Opcode::kMark);
    TRY(save_item(first, index++, object));
    in_batch = 1;
    while (!item.is_unbound()) {
      TRY(save_item(item, index++, object));
      if (++in_batch == kBatch) break;
      item = TRY(next_item(thread_, iterator));
    }
    put(Opcode::kAppends);
  } while (in_batch == kBatch);
  return {};
}

Status Saver::save_dict(Value object) {
  if (protocol_ > 0) {
    put(Opcode::kEmptyDict);
  } else {
    put("(d");
  }
  TRY(memoize(object));
  auto* dict = object.as<Dict>();
  if (dict->count == 0) return {};
  if (protocol_ > 0) return save_entries(dict);
  Value items = TRY(call_method(thread_, object, Name::kItems));
  return set_batches(TRY(get_iterator(thread_, items)), object);
}

Status Saver::save_entry(Value key, Value value, Value object) {
  TRY(save(key));
  Status saved = save(value);
  if (!saved.failed()) [[likely]]
    return {};
  Value error = take_pending(thread_);
  Fallible<std::string> shown = repr_text(thread_, key);
  if (shown.failed()) {
    (void)take_pending(thread_);
    return raise_again(thread_, error);
  }
  (void)raise_again(thread_, error);
  return noting(Failure{}, object, "item " + shown.value());
}

Status Saver::save_entries(Dict* dict) {
  const uint32_t count = dict->count;
  uint64_t position = 0;
  DictEntry entry;
  if (count == 1) {
    if (!dict_next(dict, position, entry)) return {};
    TRY(save_entry(entry.key, entry.value, dict));
    put(Opcode::kSetItem);
    return {};
  }
  uint64_t in_batch;
  do {
    in_batch = 0;
    put(Opcode::kMark);
    while (dict_next(dict, position, entry)) {
      TRY(save_entry(entry.key, entry.value, dict));
      if (++in_batch == kBatch) break;
    }
    put(Opcode::kSetItems);
    if (dict->count != count) {
      return raise(thread_, ExceptionId::kRuntimeError, "dictionary changed size during iteration");
    }
  } while (in_batch == kBatch);
  return {};
}

Status Saver::save_pair(Value pair, Value object) {
  if (!pair.is_kind(Kind::kTuple) || pair.as<Tuple>()->size != 2) {
    return raise_type_error(thread_, "dict items iterator must return 2-tuples");
  }
  auto* tuple = pair.as<Tuple>();
  return save_entry(tuple->items[0], tuple->items[1], object);
}

Status Saver::set_batches(Value iterator, Value object) {
  if (protocol_ == 0) {
    while (true) {
      Value pair = TRY(next_item(thread_, iterator));
      if (pair.is_unbound()) return {};
      TRY(save_pair(pair, object));
      put(Opcode::kSetItem);
    }
  }
  uint64_t in_batch;
  do {
    Value first = TRY(next_item(thread_, iterator));
    if (first.is_unbound()) return {};
    Value pair = TRY(next_item(thread_, iterator));
    if (pair.is_unbound()) {
      TRY(save_pair(first, object));
      put(Opcode::kSetItem);
      return {};
    }
    put(Opcode::kMark);
    TRY(save_pair(first, object));
    in_batch = 1;
    while (!pair.is_unbound()) {
      TRY(save_pair(pair, object));
      if (++in_batch == kBatch) break;
      pair = TRY(next_item(thread_, iterator));
    }
    put(Opcode::kSetItems);
  } while (in_batch == kBatch);
  return {};
}

Status Saver::save_set(Set* set) {
  if (protocol_ < 4) {
    Tuple* arguments = TRY(make_tuple(thread_, {Value(TRY(list_from_iterable(thread_, set)))}));
    Value type = thread_.runtime.type(TypeId::kSet);
    return save_reduce(TRY(make_tuple(thread_, {type, Value(arguments)})), set);
  }
  put(Opcode::kEmptySet);
  TRY(memoize(set));
  const uint64_t size = set->used;
  if (size == 0) return {};
  uint64_t position = 0, in_batch;
  SetEntry entry;
  do {
    in_batch = 0;
    put(Opcode::kMark);
    while (set_next(set, position, entry)) {
      TRY(noting(save(entry.key), set, "element"));
      if (++in_batch == kBatch) break;
    }
    put(Opcode::kAddItems);
    if (set->used != size) return raise(thread_, ExceptionId::kRuntimeError, "set changed size during iteration");
  } while (in_batch == kBatch);
  return {};
}

Status Saver::save_frozen_set(Set* set) {
  if (protocol_ < 4) {
    Tuple* arguments = TRY(make_tuple(thread_, {Value(TRY(list_from_iterable(thread_, set)))}));
    Value type = thread_.runtime.type(TypeId::kFrozenSet);
    return save_reduce(TRY(make_tuple(thread_, {type, Value(arguments)})), set);
  }
  put(Opcode::kMark);
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(set, position, entry)) TRY(noting(save(entry.key), set, "element"));
  if (const int64_t number = memo_.find(set); number >= 0) {
    put(Opcode::kPopMark);
    put_get(static_cast<uint32_t>(number));
    return {};
  }
  put(Opcode::kFrozenSet);
  return memoize(set);
}

}  // namespace memphis::pickle
