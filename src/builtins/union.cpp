// typing.Union: int | str.
#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/native_object.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace {

UnionObject* union_of(Value self) { return self.as<UnionObject>(); }
bool is_union(Thread& thread, Value value) { return type_of(thread, value) == thread.runtime.type(TypeId::kUnion); }

Value union_repr(Thread& thread, Value* args) {
  std::string text;
  for (Value member : union_of(args[0])->arguments.get().as<Tuple>()->view()) {
    if (!text.empty()) text += " | ";
    text += TRY(type_text(thread, member));
  }
  return make_str(thread, text);
}

Value union_hash(Thread& thread, Value* args) {
  UnionObject* self = union_of(args[0]);
  Value unhashable = self->unhashable;
  if (unhashable.is_unbound()) return make_int(thread, TRY(hash_value(thread, self->hashable)));
  // Says which member it is; should that have become hashable, the whole still cannot.
  for (Value member : unhashable.as<Tuple>()->view()) (void)TRY(hash_value(thread, member));
  return raise_type_error(thread, "union contains {} unhashable element{}", unhashable.as<Tuple>()->size,
                          unhashable.as<Tuple>()->size > 1 ? "s" : "");
}

// Every member of the one list is in the other.
Fallible<bool> covers(Thread& thread, Tuple* left, Tuple* right) {
  for (Value member : left->view()) {
    bool found = false;
    for (uint64_t i = 0; i < right->size && !found; i++) found = TRY(are_equal(thread, member, right->items[i]));
    if (!found) return false;
  }
  return true;
}

Value union_eq(Thread& thread, Value* args) {
  if (!is_union(thread, args[1])) return Value::not_implemented();
  UnionObject* left = union_of(args[0]);
  UnionObject* right = union_of(args[1]);
  if (!TRY(are_equal(thread, left->hashable, right->hashable))) return Value::false_value();
  Value left_rest = left->unhashable;
  Value right_rest = right->unhashable;
  if (left_rest.is_unbound() || right_rest.is_unbound()) {
    return Value::boolean(left_rest.is_unbound() && right_rest.is_unbound());
  }
  bool same = TRY(covers(thread, left_rest.as<Tuple>(), right_rest.as<Tuple>())) &&
              TRY(covers(thread, right_rest.as<Tuple>(), left_rest.as<Tuple>()));
  return Value::boolean(same);
}

// Only here anything may stand on the other side: strings become forward references.
Value union_or(Thread& thread, Value* args) { return make_union(thread, {args, 2}); }
Value union_ror(Thread& thread, Value* args) {
  Value both[] = {args[1], args[0]};
  return make_union(thread, both);
}

Value get_parameters(Thread& thread, Value self) {
  UnionObject* object = union_of(self);
  Value parameters = object->parameters;
  if (!parameters.is_unbound()) return parameters;
  parameters = TRY(collect_parameters(thread, object->arguments));
  object->parameters.set(object, parameters);
  return parameters;
}

Value union_getitem(Thread& thread, Value* args) {
  Value parameters = TRY(get_parameters(thread, args[0]));
  Value members = TRY(substitute_parameters(thread, args[0], union_of(args[0])->arguments.get().as<Tuple>(),
                                            parameters.as<Tuple>(), args[1]));
  return make_union(thread, members.as<Tuple>()->view());
}

Value union_mro_entries(Thread& thread, Value* args) {
  return raise_type_error(thread, "Cannot subclass {}", TRY(repr_text(thread, args[0])));
}

Value union_class_getitem(Thread& thread, Value* args) {
  if (args[1].is_kind(Kind::kTuple)) return make_union(thread, args[1].as<Tuple>()->view());
  return make_union(thread, {args + 1, 1});
}

Value get_name(Thread& thread, Value self) {
  (void)self;
  return TRY(intern_text(thread.runtime, "Union"));
}

Value get_origin(Thread& thread, Value self) { return type_of(thread, self); }

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", union_repr, "Return repr(self)."},
    {"__hash__(self, /)", union_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", union_eq, "Return self==value."},
    {"__or__(self, value, /)", union_or, "Return self|value."},
    {"__ror__(self, value, /)", union_ror, "Return value|self."},
    {"__getitem__(self, key, /)", union_getitem, "Return self[key]."},
    {"__mro_entries__(self, object, /)", union_mro_entries},
    {"__class_getitem__(type, object, /)", union_class_getitem, "Union[A, B]: the same as A | B.",
     NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__name__", get_name, nullptr, "Name of the type"},
    {"__qualname__", get_name, nullptr, "Qualified name of the type"},
    {"__origin__", get_origin, nullptr, "Always returns the type"},
    {"__parameters__", get_parameters, nullptr, "Type variables in the types.UnionType."},
};

constexpr MemberDefinition kMembers[] = {
    {"__args__", sizeof(Cell)},
};

}  // namespace

constinit const TypeSpec kUnionType = {
    .name = "Union",
    .module = "typing",
    .id = TypeId::kUnion,
    .basic_size = sizeof(UnionObject),
    .native_fields = 4,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "A type that is one of several: int | str.",
};

}  // namespace memphis
