// attrgetter, itemgetter, methodcaller: callables that remember what to look up.
#include "modules/_operator.h"
#include "objects/native_object.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// attrgetter: `items` are the names as given; `parsed` has for each an interned Str, or a Tuple of them for a dotted
// name. itemgetter: `items` are the keys. `single` is the one item (its parsed form) when there is just one.
struct Getter : Cell {
  Ref<Tuple> items;
  Ref<Tuple> parsed;
  Field single;
};
constexpr uint16_t kGetterFields = 3;

struct MethodCaller : Cell {
  Ref<Str> name;
  Ref<Tuple> arguments;
  Ref<Dict> keywords;  // null: none
};
constexpr uint16_t kMethodCallerFields = 3;

Status refuse_keywords(Thread& thread, Value keywords, const char* name) {
  if (keywords.is_unbound()) return {};
  return raise_type_error(thread, "{}() takes no keyword arguments", name);
}

Tuple* rest_of(Thread& thread, const Tuple* tuple, size_t begin) {
  return make_tuple(thread, std::span<const Value>(tuple->items + begin, tuple->size - begin));
}

// The call `getter(object)`; the general form of its signature makes the messages CPython's.
constexpr char kCallSignature[] = "__call__(self, obj, /)";

// attrgetter

// 'a' as an interned name, 'a.b' as a tuple of them.
Value parse_attribute(Thread& thread, Value name) {
  if (!is_str(name)) return raise_type_error(thread, "attribute name must be a string");
  const std::string text = text_of(name);
  if (text.find('.') == std::string::npos) return intern_text(thread.runtime, text);
  List* parts = TRY(make_list(thread));
  size_t begin = 0;
  while (true) {
    const size_t dot = text.find('.', begin);
    TRY(list_append(thread, parts,
                    TRY(intern_text(thread.runtime, std::string_view(text).substr(begin, dot - begin)))));
    if (dot == std::string::npos) break;
    begin = dot + 1;
  }
  return make_tuple(thread, parts->view());
}

Value new_attribute_getter(Thread& thread, Value* args) {
  auto* names = args[1].as<Tuple>();
  TRY(refuse_keywords(thread, args[2], "attrgetter"));
  if (names->size == 0) return raise_type_error(thread, "attrgetter expected 1 argument, got 0");
  Tuple* parsed = TRY(allocate_tuple(thread, names->size));
  for (size_t i = 0; i < names->size; i++) parsed->items[i] = TRY(parse_attribute(thread, names->items[i]));
  auto* getter = TRY(allocate_instance<Getter>(thread, args[0].as<Type>()));
  getter->items.set(getter, names);
  getter->parsed.set(getter, parsed);
  if (names->size == 1) getter->single.set(getter, parsed->items[0]);
  return getter;
}

Value get_parsed(Thread& thread, Value object, Value attribute) {
  if (is_str(attribute)) return get_attribute(thread, object, attribute.as<Str>());
  for (Value part : attribute.as<Tuple>()->view()) object = TRY(get_attribute(thread, object, part.as<Str>()));
  return object;
}

Value call_attribute_getter(Thread& thread, Value* args) {
  auto* getter = args[0].as<Getter>();
  if (!getter->single.get().is_unbound()) return get_parsed(thread, args[1], getter->single);
  Tuple* parsed = getter->parsed;
  Tuple* result = TRY(allocate_tuple(thread, parsed->size));
  for (size_t i = 0; i < parsed->size; i++) result->items[i] = TRY(get_parsed(thread, args[1], parsed->items[i]));
  return result;
}

// itemgetter

Value new_item_getter(Thread& thread, Value* args) {
  auto* keys = args[1].as<Tuple>();
  TRY(refuse_keywords(thread, args[2], "itemgetter"));
  if (keys->size == 0) return raise_type_error(thread, "itemgetter expected 1 argument, got 0");
  auto* getter = TRY(allocate_instance<Getter>(thread, args[0].as<Type>()));
  getter->items.set(getter, keys);
  if (keys->size == 1) getter->single.set(getter, keys->items[0]);
  return getter;
}

Value call_item_getter(Thread& thread, Value* args) {
  auto* getter = args[0].as<Getter>();
  Value single = getter->single;
  if (single.is_small_int() && args[1].is_exactly(Kind::kTuple)) {
    const auto index = static_cast<uint64_t>(single.as_small_int());
    if (index < args[1].as<Tuple>()->size) return args[1].as<Tuple>()->items[index];
  }
  if (!single.is_unbound()) return get_item(thread, args[1], single);
  Tuple* keys = getter->items;
  Tuple* result = TRY(allocate_tuple(thread, keys->size));
  for (size_t i = 0; i < keys->size; i++) result->items[i] = TRY(get_item(thread, args[1], keys->items[i]));
  return result;
}

// Both

Value getter_repr(Thread& thread, Value* args) {
  auto* getter = args[0].as<Getter>();
  ReprBuilder builder(thread);
  builder.add(type_name(thread, args[0]) + "(");
  bool first = true;
  for (Value item : getter->items->view()) {
    if (!first) builder.add(", ");
    first = false;
    TRY(builder.add_repr(item));
  }
  builder.add(")");
  return builder.finish();
}

Value getter_reduce(Thread& thread, Value* args) {
  auto* getter = args[0].as<Getter>();
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(getter->items.get())});
}

// methodcaller

Value new_method_caller(Thread& thread, Value* args) {
  auto* arguments = args[1].as<Tuple>();
  if (arguments->size == 0) {
    return raise_type_error(thread, "methodcaller needs at least one argument, the method name");
  }
  if (!is_str(arguments->items[0])) return raise_type_error(thread, "method name must be a string");
  Str* name = TRY(intern_text(thread.runtime, text_of(arguments->items[0])));
  auto* caller = TRY(allocate_instance<MethodCaller>(thread, args[0].as<Type>()));
  caller->name.set(caller, name);
  caller->arguments.set(caller, TRY(rest_of(thread, arguments, 1)));
  if (!args[2].is_unbound()) caller->keywords.set(caller, args[2].as<Dict>());
  return caller;
}

Value call_method_caller(Thread& thread, Value* args) {
  auto* caller = args[0].as<MethodCaller>();
  Tuple* given = caller->arguments;
  Dict* keywords = caller->keywords;
  const MethodLookup method = TRY(lookup_method(thread, args[1], caller->name));
  if (keywords == nullptr && given->size == 0) {
    return method.has_self ? call(thread, method.callable, {args[1]}) : call(thread, method.callable);
  }
  Tuple* all = given;
  if (method.has_self) {
    all = TRY(allocate_tuple(thread, given->size + 1));
    all->items[0] = args[1];
    for (size_t i = 0; i < given->size; i++) all->items[i + 1] = given->items[i];
  }
  return call_with(thread, method.callable, all, keywords == nullptr ? Value::unbound() : Value(keywords));
}

Value method_caller_repr(Thread& thread, Value* args) {
  auto* caller = args[0].as<MethodCaller>();
  ReprBuilder builder(thread);
  builder.add(type_name(thread, args[0]) + "(");
  TRY(builder.add_repr(caller->name.get()));
  for (Value argument : caller->arguments->view()) {
    builder.add(", ");
    TRY(builder.add_repr(argument));
  }
  uint64_t position = 0;
  DictEntry entry;
  while (caller->keywords.get() != nullptr && dict_next(caller->keywords, position, entry)) {
    builder.add(", " + text_of(entry.key) + "=");
    TRY(builder.add_repr(entry.value));
  }
  builder.add(")");
  return builder.finish();
}

// With keywords: functools.partial(methodcaller, name, **keywords) is called with the rest.
Value method_caller_reduce(Thread& thread, Value* args) {
  auto* caller = args[0].as<MethodCaller>();
  Value type = type_of(thread, args[0]);
  if (caller->keywords.get() == nullptr) {
    Tuple* given = caller->arguments;
    Tuple* all = TRY(allocate_tuple(thread, given->size + 1));
    all->items[0] = caller->name.get();
    for (size_t i = 0; i < given->size; i++) all->items[i + 1] = given->items[i];
    return make_tuple(thread, {type, Value(all)});
  }
  Value partial = TRY(import_attribute(thread, "functools", "partial"));
  Tuple* bound = TRY(make_tuple(thread, {type, Value(caller->name.get())}));
  Value constructor = TRY(call_with(thread, partial, bound, Value(caller->keywords.get())));
  return make_tuple(thread, {constructor, Value(caller->arguments.get())});
}

constexpr NativeDefinition kAttributeGetterMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", new_attribute_getter, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod},
    {kCallSignature, call_attribute_getter, "The attributes of the object."},
    {"__repr__(self, /)", getter_repr, "repr(self)"},
    {"__reduce__(self, /)", getter_reduce, "For pickling."},
};
constexpr NativeDefinition kItemGetterMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", new_item_getter, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod},
    {kCallSignature, call_item_getter, "The items of the object."},
    {"__repr__(self, /)", getter_repr, "repr(self)"},
    {"__reduce__(self, /)", getter_reduce, "For pickling."},
};
constexpr NativeDefinition kMethodCallerMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", new_method_caller, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod},
    {kCallSignature, call_method_caller, "Calls the method of the object."},
    {"__repr__(self, /)", method_caller_repr, "repr(self)"},
    {"__reduce__(self, /)", method_caller_reduce, "For pickling."},
};

}  // namespace

constexpr TypeSpec kAttributeGetterType{
    .name = "attrgetter",
    .module = "operator",
    .basic_size = sizeof(Getter),
    .native_fields = kGetterFields,
    .flags = kTypeIsFinal,
    .methods = kAttributeGetterMethods,
    .doc =
        "attrgetter(attr, /, *attrs)\n\nA callable: attrgetter('a')(x) is x.a, attrgetter('a.b', 'c')(x) is (x.a.b, "
        "x.c).",
};
constexpr TypeSpec kItemGetterType{
    .name = "itemgetter",
    .module = "operator",
    .basic_size = sizeof(Getter),
    .native_fields = kGetterFields,
    .flags = kTypeIsFinal,
    .methods = kItemGetterMethods,
    .doc =
        "itemgetter(item, /, *items)\n\nA callable: itemgetter(2)(x) is x[2], itemgetter(2, 'k')(x) is (x[2], x['k']).",
};
constexpr TypeSpec kMethodCallerType{
    .name = "methodcaller",
    .module = "operator",
    .basic_size = sizeof(MethodCaller),
    .native_fields = kMethodCallerFields,
    .flags = kTypeIsFinal,
    .methods = kMethodCallerMethods,
    .doc = "methodcaller(name, /, *args, **kwargs)\n\nA callable: methodcaller('m', 1, k=2)(x) is x.m(1, k=2).",
};

}  // namespace memphis
