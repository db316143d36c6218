// Attributes, methods, items. The general handlers look at what they found and rewrite the instruction to a form with a
// guard; a form whose guard fails goes back to the general handler.
#include "runtime/attribute.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/shape.h"
#include "vm/handler.h"

namespace memphis::vm {

namespace {

constexpr int kAttributeWords = 4;  // instruction and cache

// Where a plain attribute of an instance is found by its shape alone. Dict mode and types with a __getattribute__ of
// their own are left to the general way.
bool specialize_slot(Thread& thread, Instruction* pc, Value object, Str* name, Opcode in_line, Opcode overflow) {
  Cell* cell = object.cell();
  Shape* shape = cell->shape();
  if (shape->is_dict_mode) return false;
  Type* type = shape->type;
  if (type->has_flag(kTypeIsVariableSize) || type->has_flag(kTypeHasCustomGetAttribute)) return false;
  Value attribute = type_lookup(thread.runtime, type, name);
  if (!attribute.is_unbound()) {
    // A member descriptor of __slots__ is a slot like others.
    if (!attribute.is_cell() || attribute.cell()->shape() != thread.runtime.root_shape(TypeId::kMemberDescriptor))
      return false;
    auto* member = attribute.as<MemberDescriptor>();
    if (member->after_variable || !member->required || !member->writable || !is_subtype(type, member->owner))
      return false;
    type->flags |= kTypeSlotsAreCached;
    set_cache_cell(pc, 0, shape);
    set_cache_number(pc, 1, member->offset);
    specialize(pc, in_line);
    return true;
  }
  int64_t slot = find_slot(shape, name);
  if (slot < 0) return false;
  type->flags |= kTypeSlotsAreCached;
  set_cache_cell(pc, 0, shape);
  if (shape->is_inline(static_cast<uint32_t>(slot))) {
    set_cache_number(pc, 1, shape->slot_offset(static_cast<uint32_t>(slot)));
    specialize(pc, in_line);
  } else {
    set_cache_number(pc, 1, static_cast<uint64_t>(slot) - shape->inline_capacity);
    specialize(pc, overflow);
  }
  return true;
}

// A property with a plain Python getter.
bool specialize_property(Thread& thread, Instruction* pc, Value object, Str* name) {
  Shape* shape = object.cell()->shape();
  Type* type = shape->type;
  if (type->has_flag(kTypeHasCustomGetAttribute) || object.is_kind(Kind::kType)) return false;
  if (!has_type_versions(thread.runtime)) return false;
  Value attribute = type_lookup(thread.runtime, type, name);
  if (!attribute.is_exactly(Kind::kProperty)) return false;
  Value getter = attribute.as<Property>()->getter;
  if (!getter.is_exactly(Kind::kFunction) || getter.as<Function>()->code->engine != &kEngine) return false;
  set_cache_cell(pc, 0, shape);
  set_cache_number(pc, 1, type_version(thread.runtime, type));
  set_cache_word(pc, 2, getter.bits());
  specialize(pc, Opcode::kLoadAttrProperty);
  return true;
}

// A plain value (not a descriptor) that classes have.
bool specialize_class_attribute(Thread& thread, Instruction* pc, Value object, Str* name) {
  Shape* shape = object.cell()->shape();
  Type* type = shape->type;
  if (shape->is_dict_mode || type->has_flag(kTypeHasCustomGetAttribute) || object.is_kind(Kind::kType)) return false;
  if (!has_type_versions(thread.runtime)) return false;
  Value attribute = type_lookup(thread.runtime, type, name);
  if (attribute.is_unbound()) return false;
  Type* attribute_type = type_of(thread, attribute);
  if (!attribute_type->special_method(Special::kGet).is_unbound() ||
      !attribute_type->special_method(Special::kSet).is_unbound())
    return false;
  if (has_instance_dict(object) && find_slot(shape, name) >= 0) return false;
  set_cache_cell(pc, 0, shape);
  set_cache_number(pc, 1, type_version(thread.runtime, type));
  set_cache_word(pc, 2, attribute.bits());
  if (!attribute.is_cell() && (attribute.bits() & 7) == 0) return false;
  specialize(pc, Opcode::kLoadAttrClass);
  return true;
}

// A module's attribute: its entry is remembered.
bool specialize_module(Runtime& runtime, Instruction* pc, Value object, Str* name, Opcode special) {
  if (!object.is_exactly(Kind::kModule)) return false;
  if (!type_lookup(runtime, runtime.type(TypeId::kModule), name).is_unbound()) return false;
  Dict* dict = object.as<Module>()->dict;
  int64_t entry = dict_find_name(runtime, dict, name);
  uint32_t version = entry < 0 ? 0 : dict_watch_keys(runtime, dict);
  if (version == 0) return false;
  remember_entry(pc, &dict->table->entries()[entry]);
  set_cache_number(pc, 1, version);
  specialize(pc, special);
  return true;
}

inline bool is_watched_module(const Instruction* pc, Value object) {
  return object.is_exactly(Kind::kModule) && object.as<Module>()->dict->keys_version == cache_number(pc, 1);
}

// A plain class attribute read from the class itself.
bool specialize_type_attribute(Thread& thread, Instruction* pc, Value object, Str* name, Opcode opcode) {
  Runtime& runtime = thread.runtime;
  if (!object.is_kind(Kind::kType) || object.cell()->shape() != runtime.root_shape(TypeId::kType)) return false;
  if (!has_type_versions(runtime)) return false;
  auto* type = object.as<Type>();
  if (!type_lookup(runtime, runtime.type(TypeId::kType), name).is_unbound()) return false;
  Value attribute = type_lookup(runtime, type, name);
  if (attribute.is_unbound()) return false;
  Type* attribute_type = type_of(thread, attribute);
  if (!attribute.is_exactly(Kind::kFunction) && !attribute_type->special_method(Special::kGet).is_unbound())
    return false;
  set_cache_cell(pc, 0, type);
  set_cache_number(pc, 1, type_version(runtime, type));
  set_cache_word(pc, 2, attribute.bits());
  specialize(pc, opcode);
  return true;
}

VM_HANDLER(general_load) {
  save_position(pc, registers);
  specialize(pc, Opcode::kLoadAttr);
  Value object = registers[pc->b];
  Str* name = name_constant(constants, pc->c);
  if (!specialize_module(thread->runtime, pc, object, name, Opcode::kLoadAttrModule) && object.is_cell() &&
      !specialize_slot(*thread, pc, object, name, Opcode::kLoadAttrSlot, Opcode::kLoadAttrOverflow) &&
      !specialize_property(*thread, pc, object, name) && !specialize_class_attribute(*thread, pc, object, name)) {
    specialize_type_attribute(*thread, pc, object, name, Opcode::kLoadAttrType);
  }
  Value result = get_attribute(*thread, object, name);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(kAttributeWords);
}

inline Field* field_at(Value object, uint64_t offset) {
  return reinterpret_cast<Field*>(reinterpret_cast<char*>(object.cell()) + offset);
}

}  // namespace

VM_HANDLER(op_LoadAttr) { VM_TAIL(general_load); }

VM_HANDLER(op_LoadAttrSlot) {
  Value object = registers[pc->b];
  if (!object.is_cell() || object.cell()->shape() != cache_cell<Shape>(pc, 0)) [[unlikely]]
    VM_TAIL(general_load);
  Value value = *field_at(object, cache_number(pc, 1));
  if (value.is_unbound()) [[unlikely]]
    VM_TAIL(general_load);
  registers[pc->a] = value;
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadAttrOverflow) {
  Value object = registers[pc->b];
  if (!object.is_cell() || object.cell()->shape() != cache_cell<Shape>(pc, 0)) [[unlikely]]
    VM_TAIL(general_load);
  Value value = attributes_word(object)->get().as<ValueArray>()->items[cache_number(pc, 1)];
  registers[pc->a] = value;
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadAttrClass) {
  Value object = registers[pc->b];
  if (!object.is_cell()) [[unlikely]]
    VM_TAIL(general_load);
  Shape* shape = object.cell()->shape();
  if (shape != cache_cell<Shape>(pc, 0) || shape->type->version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_load);
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadAttrProperty) {
  Value object = registers[pc->b];
  if (!object.is_cell()) [[unlikely]]
    VM_TAIL(general_load);
  Shape* shape = object.cell()->shape();
  auto* getter = cache_cell<Function>(pc, 2);
  if (shape != cache_cell<Shape>(pc, 0) || shape->type->version != cache_number(pc, 1) ||
      getter->code->plain_argument_count != 1) [[unlikely]]
    VM_TAIL(general_load);
  Value* target = push_detached(thread, pc, registers, getter, &object, 1);
  if (target == nullptr) [[unlikely]]
    VM_TAIL(general_load);
  registers = target;
  constants = getter->code->constants->items;
  VM_GO(static_cast<Instruction*>(const_cast<void*>(getter->code->entry_point)));
}

VM_HANDLER(op_LoadAttrModule) {
  if (!is_watched_module(pc, registers[pc->b])) [[unlikely]]
    VM_TAIL(general_load);
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadAttrType) {
  Value object = registers[pc->b];
  if (object.cell() != cache_cell<Cell>(pc, 0) || object.as<Type>()->version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_load);
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

// ---- Storing ----

namespace {

VM_HANDLER(general_store) {
  save_position(pc, registers);
  specialize(pc, Opcode::kStoreAttr);
  Value object = registers[pc->a];
  Str* name = name_constant(constants, pc->c);
  bool plain = object.is_cell() && !object.cell()->shape()->type->has_flag(kTypeHasCustomSetAttr) &&
               !object.is_kind(Kind::kType);
  Shape* before = plain ? object.cell()->shape() : nullptr;
  if (plain) specialize_slot(*thread, pc, object, name, Opcode::kStoreAttrSlot, Opcode::kStoreAttrOverflow);
  if (set_attribute(*thread, object, name, registers[pc->b]).failed()) VM_TAIL(unwind);
  if (plain && pc->opcode == Opcode::kStoreAttr) {
    Shape* after = object.cell()->shape();
    bool added = after != before && after->parent.get() == before && !before->is_dict_mode &&
                 after->name.get() == name && after->is_inline(after->slot_count - 1);
    // The type must have no descriptor of that name: the version says that it stays so. It is kept with the shape,
    // since a type that changes gets a new version but keeps its shapes.
    if (added && has_type_versions(thread->runtime) && type_lookup(thread->runtime, before->type, name).is_unbound()) {
      set_cache_cell(pc, 0, before);
      set_cache_number(
          pc, 1,
          uint64_t{type_version(thread->runtime, before->type)} << 16 | after->slot_offset(after->slot_count - 1));
      set_cache_cell(pc, 2, after);
      specialize(pc, Opcode::kStoreAttrAdd);
    }
  }
  VM_NEXT(kAttributeWords);
}

}  // namespace

VM_HANDLER(op_StoreAttr) { VM_TAIL(general_store); }

VM_HANDLER(op_StoreAttrSlot) {
  Value object = registers[pc->a];
  if (!object.is_cell() || object.cell()->shape() != cache_cell<Shape>(pc, 0)) [[unlikely]]
    VM_TAIL(general_store);
  field_at(object, cache_number(pc, 1))->set(object.cell(), registers[pc->b]);
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_StoreAttrOverflow) {
  Value object = registers[pc->a];
  if (!object.is_cell() || object.cell()->shape() != cache_cell<Shape>(pc, 0)) [[unlikely]]
    VM_TAIL(general_store);
  attributes_word(object)->get().as<ValueArray>()->items[cache_number(pc, 1)] = registers[pc->b];
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_StoreAttrAdd) {
  Value object = registers[pc->a];
  if (!object.is_cell()) [[unlikely]]
    VM_TAIL(general_store);
  Shape* shape = object.cell()->shape();
  uint64_t packed = cache_number(pc, 1);
  if (shape != cache_cell<Shape>(pc, 0) || shape->type->version != packed >> 16) [[unlikely]]
    VM_TAIL(general_store);
  field_at(object, packed & 0xffff)->set(object.cell(), registers[pc->b]);
  object.cell()->set_shape(cache_cell<Shape>(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_DeleteAttr) {
  save_position(pc, registers);
  if (delete_attribute(*thread, registers[pc->a], name_constant(constants, pc->c)).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

// ---- Methods ----

namespace {

// The callable inside of a static or class method, if it needs no binding of its own; unbound: it is neither.
Value wrapped_function(Value attribute) {
  if (attribute.is_exactly(Kind::kStaticMethod)) return attribute.as<StaticMethod>()->function;
  if (!attribute.is_exactly(Kind::kClassMethod)) return Value::unbound();
  Value function = attribute.as<ClassMethod>()->function;
  return function.is_exactly(Kind::kFunction) ? function : Value::unbound();
}

// Methods of classes that instances cannot hide: the shape has no attribute of that name.
bool specialize_method(Thread& thread, Instruction* pc, Value object, Str* name, const MethodLookup& found) {
  if (!object.is_cell() || object.is_kind(Kind::kType) || !has_type_versions(thread.runtime)) return false;
  Shape* shape = object.cell()->shape();
  Type* type = shape->type;
  if (shape->is_dict_mode || type->has_flag(kTypeHasCustomGetAttribute) || find_slot(shape, name) >= 0) return false;
  Value attribute = type_lookup(thread.runtime, type, name);
  Opcode special = Opcode::kLoadMethodCached;
  Value callable = found.callable;
  if (!found.has_self) {
    callable = wrapped_function(attribute);
    if (callable.is_unbound()) return false;
    special = attribute.is_exactly(Kind::kStaticMethod) ? Opcode::kLoadMethodStatic : Opcode::kLoadMethodClass;
  }
  set_cache_cell(pc, 0, shape);
  set_cache_number(pc, 1, type_version(thread.runtime, type));
  set_cache_word(pc, 2, callable.bits());
  specialize(pc, special);
  return true;
}

// A class or static method called through the class.
bool specialize_wrapped_on_type(Thread& thread, Instruction* pc, Value object, Str* name) {
  Runtime& runtime = thread.runtime;
  if (!object.is_kind(Kind::kType) || object.cell()->shape() != runtime.root_shape(TypeId::kType)) return false;
  if (!has_type_versions(runtime)) return false;
  if (!type_lookup(runtime, runtime.type(TypeId::kType), name).is_unbound()) return false;
  Value attribute = type_lookup(runtime, object.as<Type>(), name);
  Value function = wrapped_function(attribute);
  if (function.is_unbound()) return false;
  set_cache_cell(pc, 0, object.cell());
  set_cache_number(pc, 1, type_version(runtime, object.as<Type>()));
  set_cache_word(pc, 2, function.bits());
  specialize(pc, attribute.is_exactly(Kind::kStaticMethod) ? Opcode::kLoadMethodType : Opcode::kLoadMethodTypeClass);
  return true;
}

VM_HANDLER(general_method) {
  save_position(pc, registers);
  specialize(pc, Opcode::kLoadMethod);
  Value object = registers[pc->b];
  Str* name = name_constant(constants, pc->c);
  if (!specialize_module(thread->runtime, pc, object, name, Opcode::kLoadMethodModule) &&
      !specialize_wrapped_on_type(*thread, pc, object, name)) {
    specialize_type_attribute(*thread, pc, object, name, Opcode::kLoadMethodType);
  }
  Fallible<MethodLookup> lookup = lookup_method(*thread, object, name);
  if (lookup.failed()) VM_TAIL(unwind);
  MethodLookup found = lookup.value();
  specialize_method(*thread, pc, object, name, found);
  registers[pc->a + kFrameHeaderWords] = found.has_self ? object : Value::unbound();
  registers[pc->a] = found.callable;
  VM_NEXT(kAttributeWords);
}

}  // namespace

namespace {

// The object has the shape of cache word 0, and its type the version of cache word 1.
inline bool has_cached_shape(const Instruction* pc, Value object) {
  if (!object.is_cell()) [[unlikely]]
    return false;
  Shape* shape = object.cell()->shape();
  return shape == cache_cell<Shape>(pc, 0) && shape->type->version == cache_number(pc, 1);
}

}  // namespace

VM_HANDLER(op_LoadMethod) { VM_TAIL(general_method); }

VM_HANDLER(op_LoadMethodCached) {
  Value object = registers[pc->b];
  if (!has_cached_shape(pc, object)) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = object;
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadMethodStatic) {
  Value object = registers[pc->b];
  if (!has_cached_shape(pc, object)) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = Value::unbound();
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadMethodClass) {
  Value object = registers[pc->b];
  if (!has_cached_shape(pc, object)) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = object.cell()->shape()->type.get();
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadMethodTypeClass) {
  Value object = registers[pc->b];
  if (object.cell() != cache_cell<Cell>(pc, 0) || object.as<Type>()->version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = object;
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadMethodModule) {
  if (!is_watched_module(pc, registers[pc->b])) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = Value::unbound();
  registers[pc->a] = remembered_entry(pc)->value;
  VM_NEXT(kAttributeWords);
}

VM_HANDLER(op_LoadMethodType) {
  Value object = registers[pc->b];
  if (object.cell() != cache_cell<Cell>(pc, 0) || object.as<Type>()->version != cache_number(pc, 1)) [[unlikely]]
    VM_TAIL(general_method);
  registers[pc->a + kFrameHeaderWords] = Value::unbound();
  registers[pc->a] = Value(cache_word(pc, 2));
  VM_NEXT(kAttributeWords);
}

namespace {

// super() or super(type, object) as it is written; whatever else is called so gets the arguments that are written.
Value call_super(Thread& thread, const Value* base, bool two_arguments) {
  bool is_builtin = base[0].cell() == thread.runtime.type(TypeId::kSuper);
  return is_builtin || two_arguments ? call(thread, base[0], {base[1], base[2]}) : call(thread, base[0]);
}

}  // namespace

VM_HANDLER(op_LoadSuperAttr) {
  save_position(pc, registers);
  Value* base = registers + pc->b;
  Value proxy = call_super(*thread, base, pc->d != 0);
  Value result = proxy.is_error() ? proxy : get_attribute(*thread, proxy, name_constant(constants, pc->c));
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

VM_HANDLER(op_LoadSuperMethod) {
  save_position(pc, registers);
  Value* base = registers + pc->b;
  Str* name = name_constant(constants, pc->c);
  if (base[0].cell() != thread->runtime.type(TypeId::kSuper) && pc->d == 0) [[unlikely]] {
    Value proxy = call(*thread, base[0]);
    Value callable = proxy.is_error() ? proxy : get_attribute(*thread, proxy, name);
    if (callable.is_error()) VM_TAIL(unwind);
    registers[pc->a + kFrameHeaderWords] = Value::unbound();
    registers[pc->a] = callable;
    VM_NEXT(1);
  }
  Fallible<MethodLookup> lookup = lookup_super_method(*thread, base[0], base[1], base[2], name);
  if (lookup.failed()) VM_TAIL(unwind);
  Value self = base[2];
  registers[pc->a + kFrameHeaderWords] = lookup.value().has_self ? self : Value::unbound();
  registers[pc->a] = lookup.value().callable;
  VM_NEXT(1);
}

// ---- Items ----

namespace {

VM_HANDLER(general_subscript) {
  save_position(pc, registers);
  Value container = registers[pc->b];
  Value key = registers[pc->c];
  specialize(pc, Opcode::kLoadSubscript);
  if (container.is_exactly(Kind::kList) && key.is_small_int()) specialize(pc, Opcode::kLoadSubscriptList);
  if (container.is_exactly(Kind::kTuple) && key.is_small_int()) specialize(pc, Opcode::kLoadSubscriptTuple);
  if (container.is_exactly(Kind::kDict)) specialize(pc, Opcode::kLoadSubscriptDict);
  Value result = get_item(*thread, container, key);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(2);
}

VM_HANDLER(general_store_subscript) {
  save_position(pc, registers);
  Value container = registers[pc->a];
  Value key = registers[pc->b];
  specialize(pc, Opcode::kStoreSubscript);
  if (container.is_exactly(Kind::kList) && key.is_small_int()) specialize(pc, Opcode::kStoreSubscriptList);
  if (container.is_exactly(Kind::kDict)) specialize(pc, Opcode::kStoreSubscriptDict);
  if (set_item(*thread, container, key, registers[pc->c]).failed()) VM_TAIL(unwind);
  VM_NEXT(2);
}

// Index with Python's meaning of negative numbers; at or beyond size: out of range.
inline uint64_t wrapped_index(Value key, uint64_t size) {
  int64_t index = key.as_small_int();
  return static_cast<uint64_t>(index < 0 ? index + static_cast<int64_t>(size) : index);
}

}  // namespace

VM_HANDLER(op_LoadSubscript) { VM_TAIL(general_subscript); }

VM_HANDLER(op_LoadSubscriptList) {
  Value container = registers[pc->b];
  Value key = registers[pc->c];
  if (!container.is_exactly(Kind::kList) || !key.is_small_int()) [[unlikely]]
    VM_TAIL(general_subscript);
  auto* list = container.as<List>();
  uint64_t index = wrapped_index(key, list->size);
  if (index >= list->size) [[unlikely]]
    VM_TAIL(general_subscript);
  registers[pc->a] = list->items()[index];
  VM_NEXT(2);
}

VM_HANDLER(op_LoadSubscriptTuple) {
  Value container = registers[pc->b];
  Value key = registers[pc->c];
  if (!container.is_exactly(Kind::kTuple) || !key.is_small_int()) [[unlikely]]
    VM_TAIL(general_subscript);
  auto* tuple = container.as<Tuple>();
  uint64_t index = wrapped_index(key, tuple->size);
  if (index >= tuple->size) [[unlikely]]
    VM_TAIL(general_subscript);
  registers[pc->a] = tuple->items[index];
  VM_NEXT(2);
}

VM_HANDLER(op_LoadSubscriptDict) {
  Value container = registers[pc->b];
  if (!container.is_exactly(Kind::kDict)) [[unlikely]]
    VM_TAIL(general_subscript);
  save_position(pc, registers);
  Value key = registers[pc->c];
  Value result = dict_get(*thread, container.as<Dict>(), key);
  if (result.is_unbound()) raise_key_error(*thread, key);
  if (result.is_error() || result.is_unbound()) [[unlikely]]
    VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(2);
}

VM_HANDLER(op_StoreSubscript) { VM_TAIL(general_store_subscript); }

VM_HANDLER(op_StoreSubscriptList) {
  Value container = registers[pc->a];
  Value key = registers[pc->b];
  if (!container.is_exactly(Kind::kList) || !key.is_small_int()) [[unlikely]]
    VM_TAIL(general_store_subscript);
  auto* list = container.as<List>();
  uint64_t index = wrapped_index(key, list->size);
  if (index >= list->size) [[unlikely]]
    VM_TAIL(general_store_subscript);
  thread->runtime.heap.write_barrier(list->storage, registers[pc->c].bits());
  list->items()[index] = registers[pc->c];
  VM_NEXT(2);
}

VM_HANDLER(op_StoreSubscriptDict) {
  Value container = registers[pc->a];
  if (!container.is_exactly(Kind::kDict)) [[unlikely]]
    VM_TAIL(general_store_subscript);
  save_position(pc, registers);
  if (dict_set(*thread, container.as<Dict>(), registers[pc->b], registers[pc->c]).failed()) VM_TAIL(unwind);
  VM_NEXT(2);
}

VM_HANDLER(op_DeleteSubscript) {
  save_position(pc, registers);
  if (delete_item(*thread, registers[pc->a], registers[pc->b]).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

VM_HANDLER(op_BuildSlice) {
  save_position(pc, registers);
  Value* base = registers + pc->b;
  Slice* slice = make_slice(*thread, base[0], base[1], base[2]);
  if (slice == nullptr) VM_TAIL(unwind);
  registers[pc->a] = slice;
  VM_NEXT(1);
}

}  // namespace memphis::vm
