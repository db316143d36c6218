// types.MappingProxyType: a read-only view of a mapping.
#include "builtins/types.h"
#include "objects/native_object.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis {

namespace {

Value mapping_of(Value proxy) { return proxy.as<MappingProxy>()->mapping; }

bool is_proxy(Thread& thread, Value value) {
  return type_of(thread, value) == thread.runtime.type(TypeId::kMappingProxy);
}

Value proxy_new(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[1]);
  bool is_mapping = !type->special_method(Special::kGetItem).is_unbound() && !args[1].is_kind(Kind::kList) &&
                    !args[1].is_kind(Kind::kTuple);
  if (!is_mapping)
    return raise_type_error(thread, "mappingproxy() argument must be a mapping, not {}", type_name(type));
  auto* proxy = TRY(allocate_instance<MappingProxy>(thread, args[0].as<Type>()));
  proxy->mapping.set(proxy, args[1]);
  return proxy;
}

Value proxy_repr(Thread& thread, Value* args) {
  ReprBuilder text(thread);
  text.add("mappingproxy(");
  TRY(text.add_repr(mapping_of(args[0])));
  text.add(")");
  return text.finish();
}

Value proxy_str(Thread& thread, Value* args) { return to_str(thread, mapping_of(args[0])); }

Value proxy_hash(Thread& thread, Value* args) {
  int64_t hash = TRY(hash_value(thread, mapping_of(args[0])));
  return make_int(thread, hash);
}

Value proxy_len(Thread& thread, Value* args) {
  int64_t size = TRY(length(thread, mapping_of(args[0])));
  return make_int(thread, size);
}

Value proxy_getitem(Thread& thread, Value* args) { return get_item(thread, mapping_of(args[0]), args[1]); }
Value proxy_contains(Thread& thread, Value* args) {
  return Value::boolean(TRY(contains(thread, mapping_of(args[0]), args[1])));
}
Value proxy_iter(Thread& thread, Value* args) { return get_iterator(thread, mapping_of(args[0])); }

Value proxy_reversed(Thread& thread, Value* args) {
  return call_method(thread, mapping_of(args[0]), thread.runtime.name(Special::kReversed));
}

template <Comparison comparison>
Value proxy_compare(Thread& thread, Value* args) {
  return compare(thread, comparison, mapping_of(args[0]), args[1]);
}

Value proxy_or(Thread& thread, Value* args) {
  Value left = is_proxy(thread, args[0]) ? mapping_of(args[0]) : args[0];
  Value right = is_proxy(thread, args[1]) ? mapping_of(args[1]) : args[1];
  return binary_operation(thread, BinaryOperation::kOr, left, right);
}

Value proxy_ror(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return proxy_or(thread, swapped);
}

Value proxy_ior(Thread& thread, Value* args) {
  return raise_type_error(thread, "'|=' is not supported by {}; use '|' instead", type_name(thread, args[0]));
}

Value proxy_get(Thread& thread, Value* args) {
  Value otherwise = args[2].is_unbound() ? Value::none() : args[2];
  return call_method(thread, mapping_of(args[0]), Name::kGet, {args[1], otherwise});
}

Value proxy_keys(Thread& thread, Value* args) { return call_method(thread, mapping_of(args[0]), Name::kKeys); }
Value proxy_values(Thread& thread, Value* args) { return call_method(thread, mapping_of(args[0]), Name::kValues); }
Value proxy_items(Thread& thread, Value* args) { return call_method(thread, mapping_of(args[0]), Name::kItems); }

Value proxy_copy(Thread& thread, Value* args) {
  return call_method(thread, mapping_of(args[0]), TRY(make_str(thread, "copy")));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, mapping)", proxy_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", proxy_repr},
    {"__str__(self, /)", proxy_str},
    {"__hash__(self, /)", proxy_hash},
    {"__len__(self, /)", proxy_len},
    {"__getitem__(self, key, /)", proxy_getitem},
    {"__contains__(self, key, /)", proxy_contains},
    {"__iter__(self, /)", proxy_iter},
    {"__reversed__(self, /)", proxy_reversed},
    {"__lt__(self, value, /)", proxy_compare<Comparison::kLess>},
    {"__le__(self, value, /)", proxy_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", proxy_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", proxy_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", proxy_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", proxy_compare<Comparison::kGreaterEqual>},
    {"__or__(self, value, /)", proxy_or},
    {"__ror__(self, value, /)", proxy_ror},
    {"__ior__(self, value, /)", proxy_ior},
    {"get(self, key, default=None, /)", proxy_get, "Return the value for key if key is in the mapping, else default."},
    {"keys(self, /)", proxy_keys, "a set-like object providing a view on D's keys"},
    {"values(self, /)", proxy_values, "an object providing a view on D's values"},
    {"items(self, /)", proxy_items, "a set-like object providing a view on D's items"},
    {"copy(self, /)", proxy_copy, "a shallow copy of D"},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

}  // namespace

const TypeSpec kMappingProxyType = {
    .name = "mappingproxy",
    .id = TypeId::kMappingProxy,
    .basic_size = sizeof(MappingProxy),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeIsMapping,
    .methods = kMethods,
    .doc = "Read-only proxy of a mapping.",
};

}  // namespace memphis
