// The type sqlite3.Row: a tuple whose items have names.
#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

Row* self_of(Value* args) { return args[0].as<Row>(); }
const Tuple* data_of(const Row* row) { return row->data.get().as<Tuple>(); }

Value row_new(Thread& thread, Value* args) {
  Type* cursor_type = native_type(thread.runtime, kCursorType);
  if (!is_instance_of(thread, args[1], cursor_type)) {
    return raise_argument_error(thread, "Row", 1, "sqlite3.Cursor", args[1]);
  }
  if (!args[2].is_kind(Kind::kTuple)) return raise_argument_error(thread, "Row", 2, "tuple", args[2]);
  auto* row = TRY(allocate_instance<Row>(thread, args[0].as<Type>()));
  row->data.set(row, args[2]);
  row->description.set(row, args[1].as<Cursor>()->description.get());
  return row;
}

// Column names compare without case, as far as ASCII has any.
bool names_match(Str* left, Str* right) {
  if (strs_equal(left, right)) return true;
  if (!left->is_ascii() || !right->is_ascii() || left->length() != right->length()) return false;
  const std::string first(left->ascii()), second(right->ascii());
  return sqlite3_stricmp(first.c_str(), second.c_str()) == 0;
}

Value item_named(Thread& thread, const Row* row, Str* name) {
  Value description = row->description;
  if (!description.is_kind(Kind::kTuple)) {
    return raise(thread, ExceptionId::kIndexError, "No item with key {}", TRY(repr_text(thread, name)));
  }
  const auto* columns = description.as<Tuple>();
  for (uint64_t i = 0; i < columns->size && i < data_of(row)->size; i++) {
    if (names_match(name, columns->items[i].as<Tuple>()->items[0].as<Str>())) return data_of(row)->items[i];
  }
  return raise(thread, ExceptionId::kIndexError, "No item with that key");
}

Value row_getitem(Thread& thread, Value* args) {
  const Row* self = self_of(args);
  if (is_int(args[1])) {
    int64_t index;
    if (!int_to_int64(args[1], index)) {
      return raise(thread, ExceptionId::kIndexError, "cannot fit 'int' into an index-sized integer");
    }
    const auto size = static_cast<int64_t>(data_of(self)->size);
    if (index < 0) index += size;
    if (index < 0 || index >= size) return raise(thread, ExceptionId::kIndexError, "tuple index out of range");
    return data_of(self)->items[index];
  }
  if (is_str(args[1])) return item_named(thread, self, args[1].as<Str>());
  if (args[1].is_kind(Kind::kSlice)) return get_item(thread, self->data, args[1]);
  return raise(thread, ExceptionId::kIndexError, "Index must be int or string");
}

Value row_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(data_of(self_of(args))->size)); }
Value row_iter(Thread& thread, Value* args) { return get_iterator(thread, self_of(args)->data); }

Value row_keys(Thread& thread, Value* args) {
  List* names = TRY(make_list(thread));
  Value description = self_of(args)->description;
  if (!description.is_kind(Kind::kTuple)) return names;
  for (Value column : description.as<Tuple>()->view()) {
    TRY(list_append(thread, names, column.as<Tuple>()->items[0]));
  }
  return names;
}

Value row_hash(Thread& thread, Value* args) {
  const int64_t names = TRY(hash_value(thread, self_of(args)->description));
  const int64_t hash = names ^ TRY(hash_value(thread, self_of(args)->data));
  return make_int(thread, hash == -1 ? -2 : hash);
}

Value row_eq(Thread& thread, Value* args) {
  if (!is_instance_of(thread, args[1], native_type(thread.runtime, kRowType))) return Value::not_implemented();
  const Row* other = args[1].as<Row>();
  if (!TRY(are_equal(thread, self_of(args)->description, other->description))) return Value::false_value();
  return Value::boolean(TRY(are_equal(thread, self_of(args)->data, other->data)));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, cursor, data, /)", row_new, "", NativeKind::kStaticMethod, CallErrors::kDerived, ""},
    {"__getitem__(self, key, /)", row_getitem, "Return self[key]."},
    {"__len__(self, /)", row_len, "Return len(self)."},
    {"__iter__(self, /)", row_iter, "Implement iter(self)."},
    {"__hash__(self, /)", row_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", row_eq, "Return self==value."},
    {"keys(self, /)", row_keys, "The names of the columns."},
};

}  // namespace

constinit const TypeSpec kRowType = {
    .name = "Row",
    .module = "sqlite3",
    .basic_size = sizeof(Row),
    .native_fields = 2,
    .flags = kTypeIsImmutable,
    .methods = kMethods,
};

}  // namespace memphis::sqlite
