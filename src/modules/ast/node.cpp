// ast.AST: what all nodes have in common. Which fields a class has, _fields, _attributes and _field_types tell: Python
// programs may derive classes of their own.
#include <vector>

#include "modules/ast/node_classes.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis::ast_nodes {

namespace {

// A tuple of names that the class has; empty: it has none.
Tuple* names_of(Thread& thread, Type* type, std::string_view attribute) {
  Value names = TRY(find_attribute_text(thread, type, attribute));
  if (names.is_unbound() || names.is_none()) return thread.runtime.empty_tuple;
  (void)TRY(length(thread, names));
  return tuple_from_iterable(thread, names);
}

Fallible<bool> has_name(Thread& thread, Tuple* names, Value name) {
  for (Value each : names->view()) {
    if (TRY(are_equal(thread, each, name))) return true;
  }
  return false;
}

Status set_field(Thread& thread, Value node, Value name, Value value) {
  return set_attribute(thread, node, TRY(attribute_name(thread, name)), value);
}

Status warn_deprecated(Thread& thread, std::string_view message) {
  return warn(thread, ExceptionId::kDeprecationWarning, 1, message);
}

// ---- __init__ ----

// The fields of one node that have not got a value so far.
struct Initializer {
  Thread& thread;
  Value node;
  Type* type;
  Tuple* fields = nullptr;
  Set* remaining = nullptr;

  Status take_positional(Tuple* given);
  Status take_keywords(Value keywords);
  Status take_defaults();
  Status take_default(Value name, Value field_type);
};

Status Initializer::take_positional(Tuple* given) {
  if (given->size > fields->size) {
    return raise_type_error(thread, "{} constructor takes at most {} positional argument{}", text_of(type->name),
                            fields->size, fields->size == 1 ? "" : "s");
  }
  for (uint64_t i = 0; i < given->size; i++) {
    TRY(set_field(thread, node, fields->items[i], given->items[i]));
    (void)TRY(set_discard(thread, remaining, fields->items[i]));
  }
  return {};
}

Status Initializer::take_keywords(Value keywords) {
  if (!keywords.is_kind(Kind::kDict)) return {};
  Tuple* attributes = TRY(names_of(thread, type, "_attributes"));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(keywords.as<Dict>(), position, entry)) {
    if (TRY(has_name(thread, fields, entry.key))) {
      if (!TRY(set_discard(thread, remaining, entry.key))) {
        return raise_type_error(thread, "{} got multiple values for argument {}", type_name(type),
                                TRY(repr_text(thread, entry.key)));
      }
    } else if (!TRY(has_name(thread, attributes, entry.key))) {
      TRY(warn_deprecated(thread,
                          fmt::format("{}.__init__ got an unexpected keyword argument {}. Support for arbitrary "
                                      "keyword arguments is deprecated and will be removed in Python 3.15.",
                                      type_name(type), TRY(repr_text(thread, entry.key)))));
    }
    TRY(set_field(thread, node, entry.key, entry.value));
  }
  return {};
}

// What is optional is None by its class; lists are empty, contexts are Load.
Status Initializer::take_default(Value name, Value field_type) {
  Runtime& runtime = thread.runtime;
  if (field_type.is_unbound()) {
    return warn_deprecated(
        thread, fmt::format("Field {} is missing from {}._field_types. This will become an error in Python 3.15.",
                            TRY(repr_text(thread, name)), type_name(type)));
  }
  const Type* kind = type_of(thread, field_type);
  if (kind == runtime.type(TypeId::kUnion)) return {};
  if (kind == runtime.type(TypeId::kGenericAlias)) return set_field(thread, node, name, TRY(make_list(thread)));
  NodeTables tables = TRY(node_tables(thread));
  if (field_type == Value(tables.type(ClassId::kexpr_context))) {
    return set_field(thread, node, name, tables.singleton(ClassId::kLoad));
  }
  return warn_deprecated(thread, fmt::format("{}.__init__ missing 1 required positional argument: {}. This will become "
                                             "an error in Python 3.15.",
                                             type_name(type), TRY(repr_text(thread, name))));
}

Status Initializer::take_defaults() {
  if (remaining->used == 0) return {};
  Value types = TRY(find_attribute_text(thread, type, "_field_types"));
  if (types.is_unbound()) return {};
  if (!types.is_kind(Kind::kDict)) return raise_type_error(thread, "_field_types is not a dict");
  List* names = TRY(list_from_iterable(thread, remaining));
  for (uint64_t i = 0; i < names->size; i++) {
    Value name = names->items()[i];
    Value field_type = TRY(dict_get(thread, types.as<Dict>(), name));
    TRY(take_default(name, field_type));
  }
  return {};
}

Value node_init(Thread& thread, Value* args) {
  Initializer initializer{thread, args[0], type_of(thread, args[0])};
  (void)TRY(get_attribute_text(thread, initializer.type, "_fields"));
  initializer.fields = TRY(names_of(thread, initializer.type, "_fields"));
  initializer.remaining = TRY(make_set(thread, TypeId::kSet));
  for (Value name : initializer.fields->view()) (void)TRY(set_add(thread, initializer.remaining, name));
  TRY(initializer.take_positional(args[1].as<Tuple>()));
  TRY(initializer.take_keywords(args[2]));
  TRY(initializer.take_defaults());
  return Value::none();
}

Value node_new(Thread& thread, Value* args) { return allocate_instance<Cell>(thread, args[0].as<Type>()); }

// ---- __repr__: a few levels, long lists by their ends ----

constexpr int kShownLevels = 3;

Fallible<std::string> shown_node(Thread& thread, Value node, int levels);

bool is_node(Thread& thread, Value value) {
  return is_subtype(type_of(thread, value), native_type(thread.runtime, kNodeType));
}

Fallible<std::string> shown_value(Thread& thread, Value value, int levels) {
  return is_node(thread, value) ? shown_node(thread, value, levels) : repr_text(thread, value);
}

Fallible<std::string> shown_items(Thread& thread, Value sequence, int levels) {
  bool is_list = sequence.is_kind(Kind::kList);
  std::string text = is_list ? "[" : "(";
  uint64_t count = items_of(sequence).size();
  for (uint64_t i = 0; i < items_of(sequence).size(); i++) {
    bool is_shown = i == 0 || i + 1 == count;
    if (!is_shown && i > 1) continue;
    if (i > 0) text += ", ";
    text += is_shown ? TRY(shown_value(thread, items_of(sequence)[i], levels)) : "...";
  }
  return text + (is_list ? "]" : ")");
}

Fallible<std::string> shown_node(Thread& thread, Value node, int levels) {
  NativeRecursion guard(thread, " while getting the repr of an object");
  if (guard.failed()) return Failure{};
  Type* type = type_of(thread, node);
  std::string text = type_name(type) + "(";
  if (levels <= 0) return text + "...)";
  ReprGuard active(thread, node);
  if (active.is_active_already()) return text + "...)";
  Tuple* fields = TRY(names_of(thread, type, "_fields"));
  for (uint64_t i = 0; i < fields->size; i++) {
    Str* name = TRY(attribute_name(thread, fields->items[i]));
    Value value = TRY(get_attribute(thread, node, name));
    if (i > 0) text += ", ";
    text += text_of(name) + "=";
    bool is_sequence = value.is_kind(Kind::kList) || value.is_kind(Kind::kTuple);
    text += is_sequence ? TRY(shown_items(thread, value, levels - 1)) : TRY(shown_value(thread, value, levels - 1));
  }
  return text + ")";
}

Value node_repr(Thread& thread, Value* args) {
  return make_str(thread, TRY(shown_node(thread, args[0], kShownLevels)));
}

// ---- Copies ----

// Placeholders for the required arguments, then the attributes with the real values.
Value node_reduce(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[0]);
  Value state = TRY(instance_dict(thread, args[0]));
  Tuple* fields = TRY(names_of(thread, type, "_fields"));
  uint64_t count = 0;
  while (count < fields->size && !TRY(dict_get(thread, state.as<Dict>(), fields->items[count])).is_unbound()) count++;
  Tuple* placeholders = TRY(allocate_tuple(thread, count));
  for (uint64_t i = 0; i < count; i++) placeholders->items[i] = Value::none();
  Dict* copy = TRY(dict_copy(thread, state.as<Dict>()));
  return make_tuple(thread, {Value(type), Value(placeholders), Value(copy)});
}

// TypeError unless the keywords are fields or attributes, and every field that must have a value has one.
Status check_replacement(Thread& thread, Type* type, Dict* payload, Value keywords) {
  Tuple* fields = TRY(names_of(thread, type, "_fields"));
  Tuple* attributes = TRY(names_of(thread, type, "_attributes"));
  uint64_t position = 0;
  DictEntry entry;
  while (keywords.is_kind(Kind::kDict) && dict_next(keywords.as<Dict>(), position, entry)) {
    if (TRY(has_name(thread, fields, entry.key)) || TRY(has_name(thread, attributes, entry.key))) continue;
    return raise_type_error(thread, "{}.__replace__ got an unexpected keyword argument {}.", type_name(type),
                            TRY(repr_text(thread, entry.key)));
  }
  std::vector<std::string> missing;
  for (Value name : fields->view()) {
    if (!TRY(dict_get(thread, payload, name)).is_unbound()) continue;
    bool has_default = !TRY(find_attribute(thread, type, TRY(attribute_name(thread, name)))).is_unbound();
    if (!has_default) missing.push_back(TRY(repr_text(thread, name)));
  }
  if (missing.empty()) return {};
  std::string names;
  for (const std::string& name : missing) names += (names.empty() ? "" : ", ") + name;
  return raise_type_error(thread, "{}.__replace__ missing {} keyword argument{}: {}.", type_name(type), missing.size(),
                          missing.size() == 1 ? "" : "s", names);
}

// What of an instance's dict are fields and attributes of its class.
Dict* known_values(Thread& thread, Type* type, Dict* state) {
  Dict* known = TRY(make_dict(thread));
  Tuple* fields = TRY(names_of(thread, type, "_fields"));
  Tuple* attributes = TRY(names_of(thread, type, "_attributes"));
  for (Tuple* names : {fields, attributes}) {
    for (Value name : names->view()) {
      Value value = TRY(dict_get(thread, state, name));
      if (!value.is_unbound()) TRY(dict_set(thread, known, name, value));
    }
  }
  return known;
}

Value node_replace(Thread& thread, Value* args) {
  if (args[1].as<Tuple>()->size != 0) return raise_type_error(thread, "__replace__() takes no positional arguments");
  Type* type = type_of(thread, args[0]);
  Value state = TRY(instance_dict(thread, args[0]));
  Dict* payload = TRY(known_values(thread, type, state.as<Dict>()));
  if (args[2].is_kind(Kind::kDict)) TRY(dict_merge(thread, payload, args[2]));
  TRY(check_replacement(thread, type, payload, args[2]));
  return call_with(thread, type, thread.runtime.empty_tuple, payload);
}

constexpr NativeDefinition kNodeMethods[] = {
    {"__new__(type, /, *args, **kwargs)", node_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", node_init},
    {"__repr__(self, /)", node_repr},
    {"__reduce__(self, /)", node_reduce},
    {"__replace__(self, /, *args, **kwargs)", node_replace, "A copy with new values for some fields."},
};

}  // namespace

constinit const TypeSpec kNodeType = {
    .name = "AST",
    .module = "ast",
    .layout = Kind::kInstance,
    .flags = kTypeHasDict,
    .methods = kNodeMethods,
};

}  // namespace memphis::ast_nodes
