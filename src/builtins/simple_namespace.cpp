// types.SimpleNamespace
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

Dict* attributes_of(Thread& thread, Value self) {
  Value dict = instance_dict(thread, self);
  return dict.is_error() ? nullptr : dict.as<Dict>();
}

bool is_namespace(Thread& thread, Value value) {
  return is_instance_of(thread, value, thread.runtime.type(TypeId::kSimpleNamespace));
}

Value namespace_new(Thread& thread, Value* args) { return allocate_instance<Cell>(thread, args[0].as<Type>()); }

Value namespace_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  if (positional->size > 1) {
    return raise_type_error(thread, "{} expected at most 1 argument, got {}", type_name(thread, args[0]),
                            positional->size);
  }
  Dict* attributes = TRY(attributes_of(thread, args[0]));
  if (positional->size == 1) {
    Value source = positional->items[0];
    Dict* given;
    if (source.is_exactly(Kind::kDict)) {
      given = source.as<Dict>();
    } else {
      given = TRY(make_dict(thread));
      TRY(dict_merge(thread, given, source));
    }
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(given, position, entry)) {
      if (!is_str(entry.key)) return raise_type_error(thread, "keywords must be strings");
    }
    TRY(dict_merge(thread, attributes, given));
  }
  if (!args[2].is_unbound()) TRY(dict_merge(thread, attributes, args[2]));
  return Value::none();
}

Value namespace_repr(Thread& thread, Value* args) {
  bool exact = type_of(thread, args[0]) == thread.runtime.type(TypeId::kSimpleNamespace);
  std::string name = exact ? "namespace" : type_name(thread, args[0]);
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) return make_str(thread, name + "(...)");
  Dict* attributes = TRY(attributes_of(thread, args[0]));
  ReprBuilder text(thread);
  text.add(name + "(");
  uint64_t position = 0;
  DictEntry entry;
  bool first = true;
  while (dict_next(attributes, position, entry)) {
    if (!is_str(entry.key) || entry.key.as<Str>()->length() == 0) continue;
    if (!first) text.add(", ");
    first = false;
    text.add(text_of(entry.key) + "=");
    TRY(text.add_repr(entry.value));
  }
  text.add(")");
  return text.finish();
}

template <Comparison comparison>
Value namespace_compare(Thread& thread, Value* args) {
  if (!is_namespace(thread, args[0]) || !is_namespace(thread, args[1])) return Value::not_implemented();
  Dict* left = TRY(attributes_of(thread, args[0]));
  Dict* right = TRY(attributes_of(thread, args[1]));
  return compare(thread, comparison, left, right);
}

Value namespace_reduce(Thread& thread, Value* args) {
  Dict* attributes = TRY(attributes_of(thread, args[0]));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(thread.runtime.empty_tuple), Value(attributes)});
}

Value namespace_replace(Thread& thread, Value* args) {
  Value copy = TRY(call(thread, type_of(thread, args[0])));
  if (!is_namespace(thread, copy)) {
    return raise_type_error(thread, "expect {} type, but {}() returned '{}' object",
                            type_name(thread.runtime.type(TypeId::kSimpleNamespace)), type_name(thread, args[0]),
                            type_name(thread, copy));
  }
  Dict* attributes = TRY(attributes_of(thread, copy));
  Dict* own = TRY(attributes_of(thread, args[0]));
  TRY(dict_merge(thread, attributes, own));
  if (!args[1].is_unbound()) TRY(dict_merge(thread, attributes, args[1]));
  return copy;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", namespace_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", namespace_init},
    {"__repr__(self, /)", namespace_repr},
    {"__lt__(self, value, /)", namespace_compare<Comparison::kLess>},
    {"__le__(self, value, /)", namespace_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", namespace_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", namespace_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", namespace_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", namespace_compare<Comparison::kGreaterEqual>},
    {"__reduce__(self, /)", namespace_reduce, "Return state information for pickling"},
    {"__replace__(self, /, **changes)", namespace_replace,
     "Return a copy of the namespace object with new values for the specified attributes."},
};

Value get_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

constexpr GetSetDefinition kAttributes[] = {{"__dict__", get_dict, nullptr, "The attributes.", true}};

}  // namespace

const TypeSpec kSimpleNamespaceType = {
    .name = "SimpleNamespace",
    .module = "types",
    .id = TypeId::kSimpleNamespace,
    .flags = kTypeHasDict,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A simple attribute-based namespace.",
    .text_signature = "(mapping_or_iterable=(), /, **kwargs)",
};

}  // namespace memphis
