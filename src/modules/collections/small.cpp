// _tuplegetter (what namedtuple's fields are) and _count_elements (what Counter counts with).
#include <cstddef>

#include "modules/collections/collections.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"

namespace memphis::collections {

namespace {

struct TupleGetter : Cell {
  Field doc;
  int64_t index;
};

Value getter_new(Thread& thread, Value* args) {
  int64_t index = TRY(to_index_int64(thread, args[1]));
  auto* getter = TRY(allocate_instance<TupleGetter>(thread, args[0].as<Type>()));
  getter->doc.set(getter, args[2]);
  getter->index = index;
  return getter;
}

Value getter_get(Thread& thread, Value* args) {
  auto* getter = args[0].as<TupleGetter>();
  Value object = args[1];
  if (!object.is_kind(Kind::kTuple)) {
    if (object.is_none()) return args[0];
    return raise_type_error(thread, "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
                            getter->index, type_name(thread, object));
  }
  auto* tuple = object.as<Tuple>();
  if (getter->index < 0 || static_cast<uint64_t>(getter->index) >= tuple->size) {
    return raise(thread, ExceptionId::kIndexError, "tuple index out of range");
  }
  return tuple->items[getter->index];
}

Value getter_set(Thread& thread, Value*) { return raise(thread, ExceptionId::kAttributeError, "can't set attribute"); }
Value getter_delete(Thread& thread, Value*) {
  return raise(thread, ExceptionId::kAttributeError, "can't delete attribute");
}

Value getter_repr(Thread& thread, Value* args) {
  auto* getter = args[0].as<TupleGetter>();
  ReprBuilder text(thread);
  text.add(text_of(type_of(thread, args[0])->name) + "(" + std::to_string(getter->index) + ", ");
  TRY(text.add_repr(getter->doc));
  text.add(")");
  return text.finish();
}

Value getter_reduce(Thread& thread, Value* args) {
  auto* getter = args[0].as<TupleGetter>();
  Tuple* arguments = TRY(make_tuple(thread, {Value::small_int(getter->index), getter->doc.get()}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, index, doc, /)", getter_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", getter_repr},
    {"__get__(self, instance, owner=None, /)", getter_get},
    {"__set__(self, instance, value, /)", getter_set},
    {"__delete__(self, instance, /)", getter_delete},
    {"__reduce__(self, /)", getter_reduce},
};

constexpr MemberDefinition kMembers[] = {
    {"__doc__", offsetof(TupleGetter, doc), true, false, ""},
};

Value increment(Thread& thread, Value count) {
  if (count.is_small_int() && count.as_small_int() < Value::kSmallIntMax)
    return Value::small_int(count.as_small_int() + 1);
  return binary_operation(thread, BinaryOperation::kAdd, count, Value::small_int(1));
}

Status count_in_dict(Thread& thread, Dict* dict, Value iterator) {
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return {};
    int64_t hash = TRY(hash_key_value(thread, key));
    Value count = TRY(dict_get_with_hash(thread, dict, key, hash));
    Value next = count.is_unbound() ? Value::small_int(1) : TRY(increment(thread, count));
    TRY(dict_set_with_hash(thread, dict, key, hash, next));
  }
}

}  // namespace

Value count_elements(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Value mapping = args[0];
  Value iterator = TRY(get_iterator(thread, args[1]));
  if (mapping.is_kind(Kind::kDict)) {
    Type* type = type_of(thread, mapping);
    Type* dict = runtime.type(TypeId::kDict);
    bool is_plain =
        type->special_method(Special::kSetItem) == dict->special_method(Special::kSetItem) &&
        type_lookup(runtime, type, runtime.name(Name::kGet)) == type_lookup(runtime, dict, runtime.name(Name::kGet));
    if (is_plain) {
      TRY(count_in_dict(thread, mapping.as<Dict>(), iterator));
      return Value::none();
    }
  }
  Value get = TRY(get_attribute(thread, mapping, Name::kGet));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return Value::none();
    Value count = TRY(call(thread, get, {key, Value::small_int(0)}));
    TRY(set_item(thread, mapping, key, TRY(increment(thread, count))));
  }
}

const TypeSpec kTupleGetterType = {
    .name = "_tuplegetter",
    .module = "collections",
    .basic_size = sizeof(TupleGetter),
    .native_fields = 1,
    .flags = kTypeIsFinal,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace memphis::collections
