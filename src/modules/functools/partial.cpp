// functools.partial, and Placeholder, which keeps positional arguments open.
#include <algorithm>
#include <cstddef>

#include "modules/functools/functools.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/repr_guard.h"

namespace memphis::functools {

namespace {

// ---- Placeholder ----

constexpr char kPlaceholderKey = 0;  // its address is the key of the module state

Value placeholder_new(Thread& thread, Value*) { return placeholder(thread.runtime); }
Value placeholder_repr(Thread& thread, Value*) { return make_str(thread, "Placeholder"); }

constexpr NativeDefinition kPlaceholderMethods[] = {
    {"__new__(type, /)", placeholder_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", placeholder_repr},
    {"__reduce__(self, /)", placeholder_repr},
};

// ---- partial ----

struct Partial : Cell {
  Field function;
  Ref<Tuple> positional;
  Ref<Dict> keywords;
  uint64_t open;  // placeholders among the positional ones
};

Partial* self_of(Value* args) { return args[0].as<Partial>(); }

uint64_t count_placeholders(Runtime& runtime, std::span<const Value> values) {
  return static_cast<uint64_t>(std::count(values.begin(), values.end(), placeholder(runtime)));
}

// The arguments of a partial of a partial: given ones fill the placeholders of the inner one, the rest follows.
Tuple* merge_positional(Thread& thread, Tuple* inner, std::span<const Value> given) {
  Value open = placeholder(thread.runtime);
  List* merged = TRY(make_list(thread));
  size_t used = 0;
  for (Value value : inner->view()) {
    TRY(list_append(thread, merged, value == open && used < given.size() ? given[used++] : value));
  }
  for (; used < given.size(); used++) TRY(list_append(thread, merged, given[used]));
  return make_tuple(thread, merged->view());
}

// A partial of the very type and without attributes of its own is taken apart.
bool can_flatten(Thread& thread, Value function) {
  if (!is_instance_of(thread, function, native_type(thread.runtime, kPartialType))) return false;
  Field* attributes = attributes_word(function);
  bool has_slots = function.cell()->shape()->slot_count != 0 || function.cell()->shape()->is_dict_mode;
  return !has_slots && (attributes == nullptr || attributes->get().is_unbound());
}

Value partial_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  auto* arguments = args[1].as<Tuple>();
  if (arguments->size == 0) return raise_type_error(thread, "type 'partial' takes at least one argument");
  Value function = arguments->items[0];
  if (!is_callable(thread, function)) return raise_type_error(thread, "the first argument must be callable");
  std::span<const Value> given = arguments->view().subspan(1);
  if (!given.empty() && given.back() == placeholder(runtime)) {
    return raise_type_error(thread, "trailing Placeholders are not allowed");
  }
  Dict* keywords = TRY(make_dict(thread));
  Tuple* positional;
  if (can_flatten(thread, function)) {
    auto* inner = function.as<Partial>();
    function = inner->function;
    positional = TRY(merge_positional(thread, inner->positional, given));
    TRY(dict_merge(thread, keywords, inner->keywords.get()));
  } else {
    positional = TRY(make_tuple(thread, given));
  }
  if (!args[2].is_unbound()) {
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(args[2].as<Dict>(), position, entry)) {
      if (entry.value == placeholder(runtime)) {
        return raise_type_error(thread, "Placeholder cannot be passed as a keyword argument");
      }
    }
    TRY(dict_merge(thread, keywords, args[2]));
  }
  auto* partial = TRY(allocate_instance<Partial>(thread, args[0].as<Type>()));
  partial->function.set(partial, function);
  partial->positional.set(partial, positional);
  partial->keywords.set(partial, keywords);
  partial->open = count_placeholders(runtime, positional->view());
  return partial;
}

// The positional arguments of a call, in `out`, which has room for all.
void fill_positional(Thread& thread, Partial* self, std::span<const Value> given, Value* out) {
  size_t used = 0;
  if (self->open == 0) {
    out = std::copy_n(self->positional->items, self->positional->size, out);
  } else {
    Value open = placeholder(thread.runtime);
    for (Value value : self->positional->view()) *out++ = value == open ? given[used++] : value;
  }
  std::copy(given.begin() + static_cast<std::ptrdiff_t>(used), given.end(), out);
}

Value partial_call(Thread& thread, Value* args) {
  Partial* self = self_of(args);
  auto* given = args[1].as<Tuple>();
  if (given->size < self->open) {
    return raise_type_error(thread, "missing positional arguments in 'partial' call; expected at least {}, got {}",
                            self->open, given->size);
  }
  uint64_t count = self->positional->size - self->open + given->size;
  bool has_keywords = self->keywords->count != 0 || !args[2].is_unbound();
  constexpr uint64_t kSmall = 8;
  if (!has_keywords && count <= kSmall) {
    Value values[kSmall];
    fill_positional(thread, self, given->view(), values);
    return call(thread, self->function, Arguments{values, count, nullptr});
  }
  Tuple* positional = TRY(allocate_tuple(thread, count));
  fill_positional(thread, self, given->view(), positional->items);
  Value keywords = self->keywords.get();
  if (!args[2].is_unbound()) {
    if (self->keywords->count == 0) {
      keywords = args[2];
    } else {
      Dict* merged = TRY(dict_copy(thread, self->keywords));
      TRY(dict_merge(thread, merged, args[2]));
      keywords = merged;
    }
  }
  return call_with(thread, self->function, positional, keywords);
}

Value partial_get(Thread& thread, Value* args) {
  if (args[1].is_none()) return args[0];
  return make_bound_method(thread, args[0], args[1]);
}

Value partial_repr(Thread& thread, Value* args) {
  Partial* self = self_of(args);
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) return make_str(thread, "...");
  Value type = type_of(thread, args[0]);
  Value module = TRY(get_attribute(thread, type, Name::kModule));
  Value name = TRY(get_attribute(thread, type, Name::kQualName));
  ReprBuilder text(thread);
  text.add(text_of(module) + "." + text_of(name) + "(");
  TRY(text.add_repr(self->function));
  for (Value value : self->positional->view()) {
    text.add(", ");
    TRY(text.add_repr(value));
  }
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(self->keywords, position, entry)) {
    text.add(", ");
    text.add(text_of(TRY(to_str(thread, entry.key))) + "=");
    TRY(text.add_repr(entry.value));
  }
  text.add(")");
  return text.finish();
}

Value partial_reduce(Thread& thread, Value* args) {
  Partial* self = self_of(args);
  Value attributes = TRY(instance_dict(thread, args[0]));
  if (attributes.as<Dict>()->count == 0) attributes = Value::none();
  Tuple* arguments = TRY(make_tuple(thread, {self->function.get()}));
  Tuple* state = TRY(make_tuple(
      thread, {self->function.get(), Value(self->positional.get()), Value(self->keywords.get()), attributes}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments), Value(state)});
}

Value partial_setstate(Thread& thread, Value* args) {
  Partial* self = self_of(args);
  auto* state = args[1].as<Tuple>();
  bool valid = args[1].is_kind(Kind::kTuple) && state->size == 4 && is_callable(thread, state->items[0]) &&
               state->items[1].is_kind(Kind::kTuple) &&
               (state->items[2].is_none() || state->items[2].is_kind(Kind::kDict));
  if (!valid) return raise_type_error(thread, "invalid partial state");
  Tuple* positional = TRY(make_tuple(thread, state->items[1].as<Tuple>()->view()));
  if (positional->size != 0 && positional->items[positional->size - 1] == placeholder(thread.runtime)) {
    return raise_type_error(thread, "trailing Placeholders are not allowed");
  }
  Dict* keywords;
  if (state->items[2].is_none()) {
    keywords = TRY(make_dict(thread));
  } else if (state->items[2].is_exactly(Kind::kDict)) {
    keywords = state->items[2].as<Dict>();
  } else {
    keywords = TRY(dict_copy(thread, state->items[2].as<Dict>()));
  }
  self->function.set(self, state->items[0]);
  self->positional.set(self, positional);
  self->keywords.set(self, keywords);
  self->open = count_placeholders(thread.runtime, positional->view());
  if (!state->items[3].is_none()) TRY(set_instance_dict(thread, args[0], state->items[3]));
  return Value::none();
}

constexpr NativeDefinition kPartialMethods[] = {
    {"__new__(type, /, *args, **kwargs)", partial_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", partial_repr},
    {"__call__(self, /, *args, **kwargs)", partial_call},
    {"__get__(self, instance, owner=None, /)", partial_get},
    {"__reduce__(self, /)", partial_reduce},
    {"__setstate__(self, object, /)", partial_setstate},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr MemberDefinition kPartialMembers[] = {
    {"func", offsetof(Partial, function), false, false, "function object to use in future partial calls"},
    {"args", offsetof(Partial, positional), false, false, "tuple of arguments to future partial calls"},
    {"keywords", offsetof(Partial, keywords), false, false, "dictionary of keyword arguments to future partial calls"},
};

}  // namespace

Value make_placeholder(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Value existing = placeholder(runtime);
  if (!existing.is_unbound()) return existing;
  auto* made = TRY(allocate_instance<Cell>(thread, native_type(runtime, kPlaceholderType)));
  runtime.permanent.push_back(made);
  runtime.module_states.emplace_back(&kPlaceholderKey, made);
  return made;
}

Value placeholder(const Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kPlaceholderKey) return static_cast<Cell*>(state);
  }
  return Value::unbound();
}

const TypeSpec kPlaceholderType = {
    .name = "_PlaceholderType",
    .module = "functools",
    .flags = kTypeIsFinal,
    .methods = kPlaceholderMethods,
    .doc = "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
};

const TypeSpec kPartialType = {
    .name = "partial",
    .module = "functools",
    .basic_size = sizeof(Partial),
    .native_fields = 3,
    .flags = kTypeHasDict | kTypeHasWeakReferences,
    .methods = kPartialMethods,
    .members = kPartialMembers,
    .doc = "Create a new function with partial application of the given arguments and keywords.",
};

}  // namespace memphis::functools
