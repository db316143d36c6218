// How objects are pickled and copied when they say nothing themselves: object.__reduce_ex__.
#include "builtins/object.h"
#include "builtins/support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// Names of the slots of all bases, as copyreg collects them: a list, or None.
Value slot_names(Thread& thread, Type* type) {
  Str* key = TRY(intern_text(thread.runtime, "__slotnames__"));
  Value cached = dict_get_name(thread.runtime, type->dict, key);
  Value names = cached;
  if (names.is_unbound()) {
    Value collect = TRY(import_attribute(thread, "copyreg", "_slotnames"));
    names = TRY(call(thread, collect, {Value(type)}));
  }
  if (!names.is_none() && !names.is_kind(Kind::kList)) {
    return raise_type_error(thread, "{}.__slotnames__ should be a list or None, not {}", type_name(type),
                            type_name(thread, names));
  }
  return names;
}

// Does the object hold anything besides its attributes and slots? Then nobody knows how to restore it.
bool has_hidden_parts(const Type* type) {
  return type->spec->layout != Kind::kInstance && type->spec->basic_size > sizeof(Cell);
}

Value default_state(Thread& thread, Value self, bool required) {
  Type* type = type_of(thread, self);
  if (required && type->has_flag(kTypeIsVariableSize)) {
    return raise_type_error(thread, "cannot pickle {} objects", type_name(type));
  }
  Value state = TRY(find_attribute(thread, self, Name::kDict));
  if (state.is_unbound()) {
    state = Value::none();
  } else if (state.is_kind(Kind::kDict)) {
    state = state.as<Dict>()->count == 0 ? Value::none() : TRY(dict_copy(thread, state.as<Dict>()));
  }
  Value names = TRY(slot_names(thread, type));
  if (required && has_hidden_parts(type)) return raise_type_error(thread, "cannot pickle '{}' object", type_name(type));
  if (names.is_none() || names.as<List>()->size == 0) return state;
  Dict* slots = TRY(make_dict(thread));
  for (uint64_t i = 0; i < names.as<List>()->size; i++) {
    Value name = names.as<List>()->items()[i];
    Value value = TRY(find_attribute(thread, self, TRY(attribute_name(thread, name))));
    if (!value.is_unbound()) TRY(dict_set(thread, slots, name, value));
  }
  if (slots->count == 0) return state;
  return make_tuple(thread, {state, Value(slots)});
}

Value state_of(Thread& thread, Value self, bool required) {
  Runtime& runtime = thread.runtime;
  Str* name = runtime.name(Name::kGetState);
  Value method = TRY(get_attribute(thread, self, name));
  Value original = type_lookup(runtime, runtime.type(TypeId::kObject), name);
  if (type_lookup(runtime, type_of(thread, self), name) == original) return default_state(thread, self, required);
  return call(thread, method);
}

// As special methods are found: on the class, past __getattr__. Unbound: there is none.
Value lookup_special(Thread& thread, Value self, Name name) {
  Type* type = type_of(thread, self);
  Value found = type_lookup(thread.runtime, type, thread.runtime.name(name));
  return found.is_unbound() ? found : bind_descriptor(thread, found, self, type);
}

struct NewArguments {
  Tuple* positional = nullptr;
  Value keywords;
};

Fallible<NewArguments> new_arguments(Thread& thread, Value self) {
  NewArguments result;
  Value extended = TRY(lookup_special(thread, self, Name::kGetNewArgsEx));
  if (!extended.is_unbound()) {
    Value answer = TRY(call(thread, extended));
    if (!answer.is_kind(Kind::kTuple)) {
      return raise_type_error(thread, "__getnewargs_ex__ should return a tuple, not '{}'", type_name(thread, answer));
    }
    auto* pair = answer.as<Tuple>();
    if (pair->size != 2) {
      return raise_value_error(thread, "__getnewargs_ex__ should return a tuple of length 2, not {}", pair->size);
    }
    if (!pair->items[0].is_kind(Kind::kTuple)) {
      return raise_type_error(thread, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                              type_name(thread, pair->items[0]));
    }
    if (!pair->items[1].is_kind(Kind::kDict)) {
      return raise_type_error(thread, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                              type_name(thread, pair->items[1]));
    }
    result.positional = pair->items[0].as<Tuple>();
    result.keywords = pair->items[1];
    return result;
  }
  Value plain = TRY(lookup_special(thread, self, Name::kGetNewArgs));
  if (plain.is_unbound()) return result;
  Value answer = TRY(call(thread, plain));
  if (!answer.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "__getnewargs__ should return a tuple, not '{}'", type_name(thread, answer));
  }
  result.positional = answer.as<Tuple>();
  return result;
}

// Protocol 2 and above: copyreg.__newobj__ with the class, the state, and iterators over a list's or dict's items.
Value reduce_with_new(Thread& thread, Value self) {
  Type* type = type_of(thread, self);
  if (type->special_method(Special::kNew).is_unbound() || type->has_flag(kTypeDisallowInstantiation)) {
    return raise_type_error(thread, "cannot pickle '{}' object", type_name(type));
  }
  NewArguments given = TRY(new_arguments(thread, self));
  Value maker;
  Tuple* arguments;
  bool has_keywords = given.keywords.is_kind(Kind::kDict) && given.keywords.as<Dict>()->count != 0;
  if (has_keywords) {
    maker = TRY(import_attribute(thread, "copyreg", "__newobj_ex__"));
    arguments = TRY(make_tuple(thread, {Value(type), Value(given.positional), given.keywords}));
  } else {
    maker = TRY(import_attribute(thread, "copyreg", "__newobj__"));
    size_t count = given.positional == nullptr ? 0 : given.positional->size;
    arguments = TRY(allocate_tuple(thread, count + 1));
    arguments->items[0] = type;
    for (size_t i = 0; i < count; i++) arguments->items[i + 1] = given.positional->items[i];
  }
  bool is_list = self.is_kind(Kind::kList);
  bool is_dict = self.is_kind(Kind::kDict);
  Value state = TRY(state_of(thread, self, given.positional == nullptr && !is_list && !is_dict));
  Value list_items = is_list ? TRY(get_iterator(thread, self)) : Value::none();
  Value dict_items = Value::none();
  if (is_dict) {
    Value items = TRY(call_method(thread, self, Name::kItems));
    dict_items = TRY(get_iterator(thread, items));
  }
  return make_tuple(thread, {maker, Value(arguments), state, list_items, dict_items});
}

Value common_reduce(Thread& thread, Value self, int64_t protocol) {
  if (protocol >= 2) return reduce_with_new(thread, self);
  Value reduce = TRY(import_attribute(thread, "copyreg", "_reduce_ex"));
  return call(thread, reduce, {self, Value::small_int(protocol)});
}

}  // namespace

Value object_getstate(Thread& thread, Value* args) { return default_state(thread, args[0], false); }

Value object_reduce(Thread& thread, Value* args) { return common_reduce(thread, args[0], 0); }

// An overridden __reduce__ wins over the default __reduce_ex__.
Value object_reduce_ex(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  int64_t protocol = TRY(to_index_int64(thread, args[1]));
  Str* name = runtime.name(Name::kReduce);
  Value method = TRY(find_attribute(thread, args[0], name));
  if (!method.is_unbound()) {
    Value on_class = TRY(get_attribute(thread, type_of(thread, args[0]), name));
    if (on_class != type_lookup(runtime, runtime.type(TypeId::kObject), name)) return call(thread, method);
  }
  return common_reduce(thread, args[0], protocol);
}

}  // namespace memphis
