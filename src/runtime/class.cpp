// Class creation: metaclass choice, bases, layout, MRO, slots, special methods.
#include "runtime/class.h"

#include <algorithm>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/shape.h"
#include "runtime/slots.h"
#include "runtime/weak.h"

namespace memphis {

Type* winning_metaclass(Thread& thread, Type* meta, Tuple* bases) {
  Type* winner = meta;
  for (Value base : bases->view()) {
    Type* candidate = type_of(thread, base);
    if (is_subtype(winner, candidate)) continue;
    if (is_subtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    return raise_type_error(thread,
                            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                            "the metaclasses of all its bases");
  }
  return winner;
}

const Type* solid_class(const Type* type) {
  while (type->base.get() != nullptr) {
    const Type* base = type->base;
    bool adds_storage =
        type->spec != base->spec || (type->member_slots.get() != nullptr && type->member_slots->size != 0);
    if (adds_storage &&
        !(type->spec != base->spec && type->layout == base->layout &&
          type->spec->basic_size == base->spec->basic_size && type->spec->native_fields == base->spec->native_fields)) {
      return type;
    }
    type = base;
  }
  return type;
}

Type* best_base(Thread& thread, Tuple* bases) {
  Type* winner = nullptr;
  const Type* winner_solid = nullptr;
  for (Value value : bases->view()) {
    if (!value.is_kind(Kind::kType)) return raise_type_error(thread, "bases must be types");
    auto* base = value.as<Type>();
    if (base->has_flag(kTypeIsFinal)) {
      return raise_type_error(thread, "type '{}' is not an acceptable base type", qualified_type_name(thread, base));
    }
    const Type* solid = solid_class(base);
    if (winner == nullptr || (solid != winner_solid && is_subtype(solid, winner_solid))) {
      winner = base;
      winner_solid = solid;
    } else if (!is_subtype(winner_solid, solid)) {
      return raise_type_error(thread, "multiple bases have instance lay-out conflict");
    }
  }
  return winner;
}

bool layouts_are_compatible(const Type* from, const Type* to) {
  if (from->layout != to->layout || from->attributes_offset != to->attributes_offset) return false;
  if (from->basic_size != to->basic_size || from->spec->basic_size != to->spec->basic_size) return false;
  if (((from->flags ^ to->flags) & (kTypeHasDict | kTypeHasWeakReferences)) != 0) return false;
  const Type* a = solid_class(from);
  const Type* b = solid_class(to);
  if (a == b) return true;
  // Two classes that add the same slots to the same base.
  auto same_slots = [](const Type* x, const Type* y) {
    Tuple* left = x->member_slots;
    Tuple* right = y->member_slots;
    if (left == nullptr || right == nullptr || left->size != right->size) return false;
    return std::equal(left->items, left->items + left->size, right->items);
  };
  return a->base.get() == b->base.get() && same_slots(a, b);
}

Status add_subclass(Thread& thread, Type* base, Type* subclass) {
  ValueArray* array = base->subclasses;
  uint64_t capacity = array == nullptr ? 0 : array->capacity;
  for (uint64_t i = 0; i < capacity; i++) {
    if (array->items[i].bits() == 0) {
      array->items[i] = subclass;
      return {};
    }
  }
  ValueArray* grown = TRY(make_value_array(thread, capacity == 0 ? 4 : capacity * 2));
  for (uint64_t i = 0; i < capacity; i++) grown->items[i] = base->subclasses->items[i];
  grown->items[capacity] = subclass;
  base->subclasses.set(base, grown);
  return {};
}

void remove_subclass(Type* base, Type* subclass) {
  ValueArray* array = base->subclasses;
  if (array == nullptr) return;
  // Order is kept: __subclasses__() shows it.
  uint64_t kept = 0;
  for (uint64_t i = 0; i < array->capacity; i++) {
    if (array->items[i].bits() != 0 && array->items[i].as<Type>() != subclass) array->items[kept++] = array->items[i];
  }
  for (; kept < array->capacity; kept++) array->items[kept] = Value(uint64_t{0});
}

namespace {

int special_number_of(Runtime& runtime, const Str* name) {
  for (int i = 0; i < kSpecialCount; i++) {
    if (runtime.names[i] == name) return i;
  }
  return -1;
}

void compute_special_flags(Runtime& runtime, Type* type) {
  const Type* object = runtime.type(TypeId::kObject);
  uint32_t flags =
      type->flags & ~(kTypeHasFinalizer | kTypeHasCustomGetAttribute | kTypeHasCustomSetAttr | kTypeHasGetAttr);
  auto differs = [&](Special special) { return type->special_method(special) != object->special_method(special); };
  if (!type->special_method(Special::kDel).is_unbound()) flags |= kTypeHasFinalizer;
  if (differs(Special::kGetAttribute)) flags |= kTypeHasCustomGetAttribute;
  if (differs(Special::kSetAttr) || differs(Special::kDelAttr)) flags |= kTypeHasCustomSetAttr;
  if (!type->special_method(Special::kGetAttr).is_unbound()) flags |= kTypeHasGetAttr;
  type->flags = flags;
}

void compute_special(Runtime& runtime, Type* type, int number) {
  Value found;
  for (Value base : type->mro->view()) {
    found = dict_get_name(runtime, base.as<Type>()->dict, runtime.names[number]);
    if (!found.is_unbound()) break;
  }
  type->special[number].set(type, found);
}

void forget_version(Type* type) {
  type->version = 0;
  for_each_subclass(type, forget_version);
}

void recompute_special(Runtime& runtime, Type* type, int number) {
  if (type->mro.get() == nullptr) return;
  compute_special(runtime, type, number);
  compute_special_flags(runtime, type);
  for_each_subclass(type, [&](Type* subclass) { recompute_special(runtime, subclass, number); });
}

// Takes the mark that inline caches know its slots from the type and what derives from it; answers whether there was
// one.
bool take_cached_mark(Type* type) {
  bool marked = type->has_flag(kTypeSlotsAreCached);
  type->flags &= ~static_cast<uint32_t>(kTypeSlotsAreCached);
  for_each_subclass(type, [&](Type* subclass) { marked |= take_cached_mark(subclass); });
  return marked;
}

void reset_caches(Runtime& runtime) {
  for (auto reset : runtime.cache_resetters) reset(runtime);
}

// What attribute access goes through, or what makes an object a descriptor.
void special_changed(Runtime& runtime, Type* type, Special special) {
  switch (special) {
    case Special::kGet:
    case Special::kSet:
    case Special::kDelete: return reset_caches(runtime);
    case Special::kGetAttribute:
    case Special::kGetAttr:
    case Special::kSetAttr:
    case Special::kDelAttr: return slot_attributes_changed(runtime, type);
    default: return;
  }
}

}  // namespace

void slot_attributes_changed(Runtime& runtime, Type* type) {
  if (take_cached_mark(type)) reset_caches(runtime);
}

void compute_special_methods(Runtime& runtime, Type* type) {
  Tuple* mro = type->mro;
  // With one base whose MRO is the rest of ours, only the class's own names can differ.
  auto* first = type->bases->items[0].as<Type>();
  bool is_simple = type->bases->size == 1 && first->mro.get() != nullptr && mro->size == first->mro->size + 1 &&
                   mro->items[0].cell() == type &&
                   std::equal(first->mro->items, first->mro->items + first->mro->size, mro->items + 1);
  if (is_simple) {
    auto* base = type->bases->items[0].as<Type>();
    for (int i = 0; i < kSpecialCount; i++) type->special[i].set(type, base->special[i]);
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(type->dict, position, entry)) {
      if (!is_str(entry.key)) continue;
      auto* name = entry.key.as<Str>();
      if (name->length() < 5 || name->at(0) != '_' || name->at(1) != '_') continue;
      int number = special_number_of(runtime, name);
      if (number >= 0) type->special[number].set(type, entry.value);
    }
  } else {
    for (int i = 0; i < kSpecialCount; i++) compute_special(runtime, type, i);
  }
  compute_special_flags(runtime, type);
}

namespace {

void specials_changed(Runtime& runtime, Type* type, Str* name) {
  forget_version(type);
  if (type->mro.get() == nullptr) return;
  if (name == nullptr) {
    compute_special_methods(runtime, type);
    for_each_subclass(type, [&](Type* subclass) { specials_changed(runtime, subclass, nullptr); });
    slot_attributes_changed(runtime, type);
    return;
  }
  int number = name->length() >= 5 && name->at(0) == '_' ? special_number_of(runtime, name) : -1;
  if (number < 0) return;
  recompute_special(runtime, type, number);
  special_changed(runtime, type, static_cast<Special>(number));
}

}  // namespace

void type_changed(Runtime& runtime, Type* type, Str* name) {
  bool had = type->has_flag(kTypeHasFinalizer);
  specials_changed(runtime, type, name);
  if (!had && type->has_flag(kTypeHasFinalizer)) find_finalizable(runtime);
}

namespace {

Status copy_name_space(Thread& thread, Type* type, Dict* name_space) {
  Runtime& runtime = thread.runtime;
  Dict* dict = TRY(dict_copy(thread, name_space));
  type->dict.set(type, dict);
  Str* key = runtime.name(Name::kQualName);
  Value qualified = dict_get_name(runtime, dict, key);
  if (!qualified.is_unbound()) {
    if (!is_str(qualified)) {
      return raise_type_error(thread, "type __qualname__ must be a str, not {}", type_name(thread, qualified));
    }
    type->qualified_name.set(type, qualified);
    TRY(dict_delete(thread, dict, key));
  }
  // __module__ of the code that defines the class.
  Str* module_key = runtime.name(Name::kModule);
  if (dict_get_name(runtime, dict, module_key).is_unbound() && thread.frame != nullptr) {
    Value module = dict_get_name(runtime, thread.frame->function->globals, runtime.name(Name::kName));
    if (!module.is_unbound()) TRY(dict_set_name(thread, dict, module_key, module));
  }
  return {};
}

// Plain functions become static or class methods where the data model says so.
Status wrap_implicit_methods(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  Str* new_name = runtime.name(Special::kNew);
  Value method = dict_get_name(runtime, type->dict, new_name);
  if (method.is_kind(Kind::kFunction)) {
    auto* wrapper = TRY(allocate_builtin<StaticMethod>(thread, TypeId::kStaticMethod));
    wrapper->function.set(wrapper, method);
    TRY(dict_set_name(thread, type->dict, new_name, wrapper));
  }
  for (Name name : {Name::kInitSubclass, Name::kClassGetItem}) {
    method = dict_get_name(runtime, type->dict, runtime.name(name));
    if (!method.is_kind(Kind::kFunction)) continue;
    auto* wrapper = TRY(allocate_builtin<ClassMethod>(thread, TypeId::kClassMethod));
    wrapper->function.set(wrapper, method);
    TRY(dict_set_name(thread, type->dict, runtime.name(name), wrapper));
  }
  Str* hash = runtime.name(Special::kHash);
  if (!dict_get_name(runtime, type->dict, runtime.name(Special::kEq)).is_unbound() &&
      dict_get_name(runtime, type->dict, hash).is_unbound()) {
    TRY(dict_set_name(thread, type->dict, hash, Value::none()));
  }
  return {};
}

Status fill_class_cell(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  for (Name name : {Name::kClassCell, Name::kClassDictCell}) {
    Value cell = dict_get_name(runtime, type->dict, runtime.name(name));
    if (cell.is_unbound()) continue;
    if (!cell.is_kind(Kind::kCellObject)) {
      return raise_type_error(thread, "{} must be a nonlocal cell, not {}", text_of(runtime.name(name)),
                              type_name(thread, cell));
    }
    Value content = name == Name::kClassCell ? Value(type) : Value(type->dict.get());
    cell.as<CellObject>()->contents.set(cell.cell(), content);
    TRY(dict_delete(thread, type->dict, runtime.name(name)));
  }
  return {};
}

Status call_set_names(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  Str* set_name = runtime.name(Name::kSetName);
  Dict* snapshot = TRY(dict_copy(thread, type->dict));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(snapshot, position, entry)) {
    Value method = type_lookup(runtime, type_of(thread, entry.value), set_name);
    if (method.is_unbound()) continue;
    Value result = call_special_method(thread, method, entry.value, {Value(type), entry.key});
    if (!result.is_error()) continue;
    std::string note =
        fmt::format("Error calling __set_name__ on '{}' instance {} in '{}'", type_name(thread, entry.value),
                    TRY(repr_text(thread, entry.key)), text_of(type->name));
    add_note_to_pending(thread, note);
    return Failure{};
  }
  return {};
}

Status call_init_subclass(Thread& thread, Type* type, Value keywords) {
  Runtime& runtime = thread.runtime;
  // super(type, type).__init_subclass__(**keywords). An overridden mro() may have left the class itself out.
  Str* name = runtime.name(Name::kInitSubclass);
  uint64_t own = 0;
  while (own < type->mro->size && type->mro->items[own].cell() != type) own++;
  if (own == type->mro->size) {
    return raise_type_error(thread, "super(type, obj): obj (type {0}) is not an instance or subtype of type ({0}).",
                            type_name(type));
  }
  for (uint64_t i = own + 1; i < type->mro->size; i++) {
    Value method = dict_get_name(runtime, type->mro->items[i].as<Type>()->dict, name);
    if (method.is_unbound()) continue;
    Value bound = TRY(bind_descriptor(thread, method, Value::unbound(), type));
    TRY(call_with(thread, bound, runtime.empty_tuple, keywords));
    return {};
  }
  return {};
}

void inherit_layout(Type* type, Type* base) {
  type->base.set(type, base);
  type->spec = base->spec;
  type->layout = base->layout;
  type->basic_size = base->basic_size;
  type->attributes_offset = base->attributes_offset;
  type->predicted_slots = base->predicted_slots;
  constexpr uint32_t kInherited =
      kTypeMatchSelf | kTypeIsException | kTypeIsVariableSize | kTypeHasWeakReferences | kTypeHasDict;
  type->flags = kTypeIsHeapType | (base->flags & kInherited);
}

// A class is to `match` what the first of its bases that is a mapping or a sequence is: never both (PEP 634).
void inherit_collection_flags(Type* type) {
  constexpr uint32_t kCollection = kTypeIsMapping | kTypeIsSequence;
  for (Value other : type->mro->view()) {
    type->flags |= other.as<Type>()->flags & kCollection;
    if ((type->flags & kCollection) != 0) return;
  }
}

}  // namespace

Value make_class(Thread& thread, Type* meta, Str* name, Tuple* bases, Dict* name_space, Value keywords) {
  Runtime& runtime = thread.runtime;
  if (bases->size == 0) bases = TRY(make_tuple(thread, {Value(runtime.type(TypeId::kObject))}));
  Type* base = TRY(best_base(thread, bases));
  auto* type = TRY(allocate_instance<Type>(thread, meta));
  runtime.classes.push_back(type);
  type->name.set(type, name);
  type->qualified_name.set(type, name);
  type->bases.set(type, bases);
  inherit_layout(type, base);
  TRY(copy_name_space(thread, type, name_space));
  TRY(fill_class_cell(thread, type));
  TRY(add_member_slots(thread, type));
  Str* doc = runtime.name(Name::kDoc);
  Value text = dict_get_name(runtime, type->dict, doc);
  if (text.is_unbound()) TRY(dict_set_name(thread, type->dict, doc, Value::none()));
  // CPython keeps it as UTF-8 as well, which has no lone surrogates.
  if (is_exact_str(text) && !text.as<Str>()->is_ascii()) TRY(encode_text(thread, text.as<Str>(), nullptr, nullptr));
  TRY(wrap_implicit_methods(thread, type));
  Shape* root = TRY(make_root_shape(thread, type));
  type->root_shape.set(type, root);
  Tuple* mro = TRY(compute_mro(thread, type));
  type->mro.set(type, mro);
  inherit_collection_flags(type);
  compute_special_methods(runtime, type);
  for (Value other : bases->view()) TRY(add_subclass(thread, other.as<Type>(), type));
  TRY(call_set_names(thread, type));
  TRY(call_init_subclass(thread, type, keywords));
  return type;
}

}  // namespace memphis
