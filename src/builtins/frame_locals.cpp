// FrameLocalsProxy: f_locals of a function's frame (PEP 667). Reads and writes go to the variables themselves; names
// that the function does not have are kept beside it, in the frame object.
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

FrameObject* frame_of(Value self) { return self.as<FrameLocalsProxy>()->frame; }

// Names that are no variables of the function; null: none were set.
Dict* extra_of(FrameObject* frame) {
  return frame->locals.get().is_kind(Kind::kDict) ? frame->locals.get().as<Dict>() : nullptr;
}

// The variable that a key names; its name is null when there is none.
FrameVariable variable_of(FrameObject* frame, Value key) {
  return is_str(key) ? find_frame_variable(frame, key.as<Str>()) : FrameVariable{};
}

// The value under a key; unbound: none.
Value look_up(Thread& thread, Value self, Value key) {
  FrameObject* frame = frame_of(self);
  FrameVariable variable = variable_of(frame, key);
  if (variable.name != nullptr) {
    Value value = variable.get();
    if (!value.is_unbound()) return value;
  }
  Dict* extra = extra_of(frame);
  if (extra != nullptr) return dict_get(thread, extra, key);
  TRY(hash_key_value(thread, key));
  return Value::unbound();
}

Status store(Thread& thread, Value self, Value key, Value value) {
  FrameObject* frame = frame_of(self);
  FrameVariable variable = variable_of(frame, key);
  if (variable.name != nullptr) {
    variable.set(frame, value);
    return {};
  }
  Dict* extra = extra_of(frame);
  if (extra == nullptr) {
    extra = TRY(make_dict(thread));
    frame->locals.set(frame, extra);
  }
  return dict_set(thread, extra, key, value);
}

enum class Part : uint8_t { kKeys, kValues, kItems };

List* list_of(Thread& thread, Value self, Part part) {
  FrameObject* frame = frame_of(self);
  List* list = TRY(make_list(thread));
  auto append = [&](Value key, Value value) -> Status {
    Value item = part == Part::kKeys ? key : value;
    if (part == Part::kItems) item = TRY(make_tuple(thread, {key, value}));
    return list_append(thread, list, item);
  };
  size_t count = frame_variable_count(frame);
  for (size_t i = 0; i < count; i++) {
    FrameVariable variable = frame_variable(frame, i);
    if (variable.name == nullptr) continue;
    Value value = variable.get();
    if (!value.is_unbound()) TRY(append(variable.name, value));
  }
  if (Dict* extra = extra_of(frame)) {
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(extra, position, entry)) TRY(append(entry.key, entry.value));
  }
  return list;
}

Dict* snapshot(Thread& thread, Value self) {
  Dict* dict = TRY(make_dict(thread));
  List* items = TRY(list_of(thread, self, Part::kItems));
  for (Value item : items->view()) TRY(dict_set(thread, dict, item.as<Tuple>()->items[0], item.as<Tuple>()->items[1]));
  return dict;
}

Value proxy_new(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  if (given->size != 1) return raise_type_error(thread, "FrameLocalsProxy expected 1 argument, got {}", given->size);
  if (!given->items[0].is_kind(Kind::kFrameObject)) {
    return raise_type_error(thread, "expect frame, not {}", type_name(thread, given->items[0]));
  }
  auto* proxy = TRY(allocate_builtin<FrameLocalsProxy>(thread, TypeId::kFrameLocalsProxy));
  proxy->frame.set(proxy, given->items[0].as<FrameObject>());
  return proxy;
}

Value proxy_getitem(Thread& thread, Value* args) {
  Value value = TRY(look_up(thread, args[0], args[1]));
  if (!value.is_unbound()) return value;
  Str* message =
      TRY(make_str(thread, fmt::format("local variable '{}' is not defined", TRY(repr_text(thread, args[1])))));
  return raise_key_error(thread, message);
}

Value proxy_setitem(Thread& thread, Value* args) {
  TRY(store(thread, args[0], args[1], args[2]));
  return Value::none();
}

// Variables of the function cannot be removed.
Status check_removable(Thread& thread, Value self, Value key) {
  if (variable_of(frame_of(self), key).name == nullptr) return {};
  return raise_value_error(thread, "cannot remove local variables from FrameLocalsProxy");
}

Value proxy_delitem(Thread& thread, Value* args) {
  TRY(check_removable(thread, args[0], args[1]));
  Dict* extra = extra_of(frame_of(args[0]));
  bool found = extra != nullptr && TRY(dict_delete(thread, extra, args[1]));
  if (!found) return raise_key_error(thread, args[1]);
  return Value::none();
}

Value proxy_pop(Thread& thread, Value* args) {
  TRY(check_removable(thread, args[0], args[1]));
  Dict* extra = extra_of(frame_of(args[0]));
  Value value = extra == nullptr ? Value::unbound() : TRY(dict_pop(thread, extra, args[1]));
  if (value.is_unbound()) value = args[2];
  if (value.is_unbound()) return raise_key_error(thread, args[1]);
  return value;
}

Value proxy_contains(Thread& thread, Value* args) {
  return Value::boolean(!TRY(look_up(thread, args[0], args[1])).is_unbound());
}

Value proxy_len(Thread& thread, Value* args) {
  return make_int(thread, static_cast<int64_t>(TRY(list_of(thread, args[0], Part::kKeys))->size));
}

Value proxy_iter(Thread& thread, Value* args) {
  return get_iterator(thread, TRY(list_of(thread, args[0], Part::kKeys)));
}

Value proxy_reversed(Thread& thread, Value* args) {
  List* keys = TRY(list_of(thread, args[0], Part::kKeys));
  TRY(call_method(thread, keys, Name::kReverse));
  return get_iterator(thread, keys);
}

Value proxy_keys(Thread& thread, Value* args) { return TRY(list_of(thread, args[0], Part::kKeys)); }
Value proxy_values(Thread& thread, Value* args) { return TRY(list_of(thread, args[0], Part::kValues)); }
Value proxy_items(Thread& thread, Value* args) { return TRY(list_of(thread, args[0], Part::kItems)); }
Value proxy_copy(Thread& thread, Value* args) { return TRY(snapshot(thread, args[0])); }

Value proxy_get(Thread& thread, Value* args) {
  Value value = TRY(look_up(thread, args[0], args[1]));
  if (!value.is_unbound()) return value;
  return args[2].is_unbound() ? Value::none() : args[2];
}

Value proxy_setdefault(Thread& thread, Value* args) {
  Value value = TRY(look_up(thread, args[0], args[1]));
  if (!value.is_unbound()) return value;
  value = args[2].is_unbound() ? Value::none() : args[2];
  TRY(store(thread, args[0], args[1], value));
  return value;
}

Status update_from(Thread& thread, Value self, Value mapping) {
  Dict* dict = TRY(make_dict(thread));
  if (type_of(thread, mapping) == thread.runtime.type(TypeId::kFrameLocalsProxy)) {
    dict = TRY(snapshot(thread, mapping));
  } else {
    TRY(dict_merge(thread, dict, mapping));
  }
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) TRY(store(thread, self, entry.key, entry.value));
  return {};
}

bool is_mapping(Thread& thread, Value value) {
  return value.is_kind(Kind::kDict) || type_of(thread, value) == thread.runtime.type(TypeId::kFrameLocalsProxy);
}

Value proxy_update(Thread& thread, Value* args) {
  if (!is_mapping(thread, args[1])) {
    return raise_type_error(thread, "update() argument must be dict or another FrameLocalsProxy");
  }
  TRY(update_from(thread, args[0], args[1]));
  return Value::none();
}

Value proxy_ior(Thread& thread, Value* args) {
  if (!is_mapping(thread, args[1])) return Value::not_implemented();
  TRY(update_from(thread, args[0], args[1]));
  return args[0];
}

Value merged(Thread& thread, Value left, Value right) {
  if (!is_mapping(thread, left) || !is_mapping(thread, right)) return Value::not_implemented();
  Dict* result = TRY(make_dict(thread));
  for (Value part : {left, right}) {
    Value mapping = part.is_kind(Kind::kDict) ? part : Value(TRY(snapshot(thread, part)));
    TRY(dict_merge(thread, result, mapping));
  }
  return result;
}

Value proxy_or(Thread& thread, Value* args) { return merged(thread, args[0], args[1]); }
Value proxy_ror(Thread& thread, Value* args) { return merged(thread, args[1], args[0]); }

Value proxy_eq(Thread& thread, Value* args) {
  if (type_of(thread, args[1]) == thread.runtime.type(TypeId::kFrameLocalsProxy)) {
    return Value::boolean(frame_of(args[0]) == frame_of(args[1]));
  }
  if (!args[1].is_kind(Kind::kDict)) return Value::not_implemented();
  return compare(thread, Comparison::kEqual, TRY(snapshot(thread, args[0])), args[1]);
}

// A frame's variables may hold the proxy itself.
Value proxy_repr(Thread& thread, Value* args) {
  Cell* self = args[0].cell();
  if (self->has_flag(kUserFlag)) return make_str(thread, "{...}");
  Dict* dict = TRY(snapshot(thread, args[0]));
  self->set_flag(kUserFlag);
  Value text = repr(thread, dict);
  self->clear_flag(kUserFlag);
  return text;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", proxy_new, "The variables of a frame.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", proxy_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", proxy_eq, "Return self==value."},
    {"__len__(self, /)", proxy_len, "Return len(self)."},
    {"__getitem__(self, key, /)", proxy_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", proxy_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", proxy_delitem, "Delete self[key]."},
    {"__contains__(self, key, /)", proxy_contains, "Return bool(key in self)."},
    {"__iter__(self, /)", proxy_iter, "Implement iter(self)."},
    {"__reversed__(self, /)", proxy_reversed},
    {"__or__(self, value, /)", proxy_or, "Return self|value."},
    {"__ror__(self, value, /)", proxy_ror, "Return value|self."},
    {"__ior__(self, value, /)", proxy_ior, "Return self|=value."},
    {"keys(self, /)", proxy_keys},
    {"values(self, /)", proxy_values},
    {"items(self, /)", proxy_items},
    {"copy(self, /)", proxy_copy},
    {"get(self, key, default=None, /)", proxy_get},
    {"setdefault(self, key, default=None, /)", proxy_setdefault},
    {"pop(self, key, default=None, /)", proxy_pop},
    {"update(self, other, /)", proxy_update},
};

}  // namespace

constinit const TypeSpec kFrameLocalsProxyType = {
    .name = "FrameLocalsProxy",
    .id = TypeId::kFrameLocalsProxy,
    .basic_size = sizeof(FrameLocalsProxy),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeIsMapping,
    .methods = kMethods,
};

}  // namespace memphis
