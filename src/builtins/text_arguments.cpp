#include "builtins/text_arguments.h"

#include "base/format_spec.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"

namespace memphis {

Fallible<Str*> optional_str_argument(Thread& thread, Value value, const char* function, const char* parameter) {
  if (value.is_unbound()) return static_cast<Str*>(nullptr);
  if (is_str(value)) return value.as<Str>();
  return raise_type_error(thread, "{}() argument '{}' must be str, not {}", function, parameter,
                          argument_type_name(thread, value));
}

Fallible<int64_t> size_argument(Thread& thread, Value value, int64_t otherwise) {
  if (value.is_unbound()) return otherwise;
  return to_int64(thread, value);
}

namespace {

Fallible<int64_t> end_argument(Thread& thread, Value value, int64_t otherwise) {
  if (value.is_unbound() || value.is_none()) return otherwise;
  if (!has_index(thread, value)) {
    return raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
  }
  return to_index_int64(thread, value, true);
}

}  // namespace

Fallible<SearchRange> search_ends(Thread& thread, Value start, Value end) {
  int64_t from = TRY(end_argument(thread, start, 0));
  return SearchRange{from, TRY(end_argument(thread, end, INT64_MAX))};
}

SearchRange SearchRange::within(uint64_t length) const {
  auto size = static_cast<int64_t>(length);
  SearchRange range = *this;
  if (range.end > size) range.end = size;
  if (range.end < 0) range.end = range.end + size < 0 ? 0 : range.end + size;
  if (range.start < 0) range.start = range.start + size < 0 ? 0 : range.start + size;
  return range;
}

bool has_index(Thread& thread, Value value) {
  if (is_int(value)) return true;
  return !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

Fallible<uint64_t> repeat_count(Thread& thread, Value value) {
  int64_t count = TRY(to_index_int64(thread, value));
  return count < 0 ? uint64_t{0} : static_cast<uint64_t>(count);
}

Fallible<SequenceItems> sequence_items(Thread& thread, Value iterable, const char* message) {
  if (iterable.is_kind(Kind::kTuple) && iterable.is_exactly(Kind::kTuple)) {
    return SequenceItems{iterable, iterable.as<Tuple>()->view()};
  }
  if (iterable.is_exactly(Kind::kList)) return SequenceItems{iterable, iterable.as<List>()->view()};
  Value iterator = get_iterator(thread, iterable);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "{}", message);
  }
  List* list = TRY(make_list(thread));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    TRY(list_append(thread, list, item));
  }
  return SequenceItems{list, list->view()};
}

FailureOfAnyType raise_format_error(Thread& thread, const FormatError& error) {
  switch (error.kind) {
    case FormatError::kOverflowError: return raise(thread, ExceptionId::kOverflowError, "{}", error.message);
    case FormatError::kTypeError: return raise_type_error(thread, "{}", error.message);
    case FormatError::kMemoryError: return raise_memory_error(thread);
    default: return raise_value_error(thread, "{}", error.message);
  }
}

Value make_text_iterator(Thread& thread, TypeId type, Value source) {
  auto* iterator = TRY(allocate_builtin<TextIterator>(thread, type));
  iterator->source.set(iterator, source);
  return iterator;
}

Value reduce_text_iterator(Thread& thread, TextIterator* iterator, Value empty) {
  Runtime& runtime = thread.runtime;
  Value iter = TRY(dict_get(thread, runtime.builtins, TRY(intern_text(runtime, "iter"))));
  Value source = iterator->source;
  if (source.is_unbound()) return make_tuple(thread, {iter, TRY(make_tuple(thread, {empty}))});
  Value index = make_int(thread, static_cast<int64_t>(iterator->index));
  return make_tuple(thread, {iter, TRY(make_tuple(thread, {source})), index});
}

Value set_text_iterator_state(Thread& thread, Value* args, uint64_t length) {
  auto* iterator = args[0].as<TextIterator>();
  int64_t index = TRY(exact_size_argument(thread, args[1]));
  if (index < 0) index = 0;
  if (index > static_cast<int64_t>(length)) index = static_cast<int64_t>(length);
  if (!iterator->source.get().is_unbound()) iterator->index = static_cast<uint64_t>(index);
  return Value::none();
}

}  // namespace memphis
