#include "runtime/struct_sequence.h"

#include <cstddef>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/shape.h"

namespace memphis {

namespace {

// Hidden fields lie behind the items, where subclasses of tuple have their member slots.
Field* hidden_field(Tuple* tuple, size_t index) { return reinterpret_cast<Field*>(tuple->items + tuple->size) + index; }

const StructSequenceSpec& spec_of(const Type* type) { return *static_cast<const StructSequenceSpec*>(type->spec); }

Value new_struct_sequence(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  const StructSequenceSpec& spec = spec_of(type);
  const std::string name = type_name(type);
  const size_t visible = spec.visible_count, all = spec.fields.size();
  if (!args[2].is_unbound() && !args[2].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "{} takes a dict as second arg, if any", name + "()");
  }
  Dict* dict = args[2].is_unbound() ? nullptr : args[2].as<Dict>();
  Value iterator = get_iterator(thread, args[1]);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return iterator;
    return raise_type_error(thread, "constructor requires a sequence");
  }
  List* given = TRY(list_from_iterable(thread, iterator));
  if (given->size < visible || given->size > all) {
    const char* bound = visible == all ? "a" : given->size < visible ? "an at least" : "an at most";
    return raise_type_error(thread, "{}() takes {} {}-sequence ({}-sequence given)", name, bound,
                            given->size < visible ? visible : all, given->size);
  }
  Value result = TRY(make_struct_sequence(thread, type, given->view().subspan(0, visible)));
  auto* tuple = result.as<Tuple>();
  size_t taken = 0;
  for (size_t i = visible; i < all; i++) {
    const StructField& field = spec.fields[i];
    Value value = field.fallback >= 0 ? tuple->items[field.fallback] : Value::none();
    if (i < given->size) {
      value = given->items()[i];
    } else if (dict != nullptr) {
      Value named = dict_get_name(thread.runtime, dict, TRY(intern_text(thread.runtime, field.name)));
      if (!named.is_unbound()) {
        value = named;
        taken++;
      }
    }
    hidden_field(tuple, i - visible)->set(tuple, value);
  }
  if (dict != nullptr && taken < dict->count) {
    return raise_type_error(thread, "{}() got duplicate or unexpected field name(s)", name);
  }
  return result;
}

// The names of items, those without one left out: what repr shows and patterns match.
std::vector<const char*> shown_names(const StructSequenceSpec& spec) {
  std::vector<const char*> names;
  for (const StructField& field : spec.fields) {
    if (field.name != nullptr) names.push_back(field.name);
  }
  return names;
}

}  // namespace

Value struct_sequence_repr(Thread& thread, Value* args) {
  const StructSequenceSpec& spec = spec_of(type_of(thread, args[0]));
  auto* tuple = args[0].as<Tuple>();
  const std::vector<const char*> names = shown_names(spec);
  std::string text = type_name(thread, args[0]) + "(";
  for (size_t i = 0; i < spec.visible_count; i++) {
    if (i > 0) text += ", ";
    // As in CPython an item without a name borrows that of the next field that has one.
    text += i < names.size() ? names[i] : "";
    text += "=";
    text += TRY(repr_text(thread, tuple->items[i]));
  }
  text += ")";
  return make_str(thread, text);
}

Value struct_sequence_reduce(Thread& thread, Value* args) {
  const StructSequenceSpec& spec = spec_of(type_of(thread, args[0]));
  auto* tuple = args[0].as<Tuple>();
  Dict* hidden = TRY(make_dict(thread));
  for (size_t i = spec.visible_count; i < spec.fields.size(); i++) {
    TRY(dict_set_name(thread, hidden, TRY(intern_text(thread.runtime, spec.fields[i].name)),
                      struct_sequence_field(tuple, i)));
  }
  Value items = TRY(make_tuple(thread, std::span<const Value>(tuple->items, spec.visible_count)));
  Value parts = TRY(make_tuple(thread, {items, Value(hidden)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), parts});
}

Value struct_sequence_replace(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[0]);
  const StructSequenceSpec& spec = spec_of(type);
  auto* positional = args[1].as<Tuple>();
  if (positional->size != 0) return raise_type_error(thread, "__replace__() takes no positional arguments");
  auto* values = TRY(allocate_tuple(thread, spec.fields.size()));
  Dict* changes = args[2].is_unbound() ? nullptr : TRY(dict_copy(thread, args[2].as<Dict>()));
  for (size_t i = 0; i < spec.fields.size(); i++) {
    const char* name = spec.fields[i].name;
    if (name == nullptr) {
      return raise_type_error(thread, "__replace__() is not supported for {} because it has unnamed field(s)",
                              type_name(type));
    }
    values->items[i] = struct_sequence_field(args[0], i);
    if (changes == nullptr) continue;
    Value change = TRY(dict_pop(thread, changes, TRY(intern_text(thread.runtime, name))));
    if (!change.is_unbound()) values->items[i] = change;
  }
  if (changes != nullptr && changes->count != 0) {
    List* unexpected = TRY(make_list(thread));
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(changes, position, entry)) TRY(list_append(thread, unexpected, entry.key));
    return raise_type_error(thread, "Got unexpected field name(s): {}", TRY(repr_text(thread, unexpected)));
  }
  return make_struct_sequence(thread, type, values->view());
}

namespace {

Status add_fields(Thread& thread, Type* type, const StructSequenceSpec& spec) {
  Runtime& runtime = thread.runtime;
  size_t unnamed = 0;
  Tuple* names = TRY(allocate_tuple(thread, spec.visible_count));
  for (Value& name : std::span(names->items, names->size)) name = runtime.name(Name::kEmpty);
  size_t match_count = 0;
  for (size_t i = 0; i < spec.fields.size(); i++) {
    const StructField& field = spec.fields[i];
    if (field.name == nullptr) {
      unnamed++;
      continue;
    }
    auto* descriptor = TRY(allocate_builtin<MemberDescriptor>(thread, TypeId::kMemberDescriptor));
    Str* name = TRY(intern_text(runtime, field.name));
    descriptor->name.set(descriptor, name);
    descriptor->owner.set(descriptor, type);
    descriptor->doc.set(descriptor, TRY(make_str(thread, field.doc)));
    const bool hidden = i >= spec.visible_count;
    descriptor->after_variable = hidden;
    descriptor->offset = static_cast<uint32_t>(hidden ? (i - spec.visible_count) * sizeof(Value)
                                                      : offsetof(Tuple, items) + i * sizeof(Value));
    TRY(dict_set_name(thread, type->dict, name, descriptor));
    if (!hidden) names->items[match_count++] = name;
  }
  auto set_count = [&](const char* name, size_t count) -> Status {
    return dict_set_name(thread, type->dict, TRY(intern_text(runtime, name)),
                         Value::small_int(static_cast<int64_t>(count)));
  };
  TRY(set_count("n_sequence_fields", spec.visible_count));
  TRY(set_count("n_fields", spec.fields.size()));
  TRY(set_count("n_unnamed_fields", unnamed));
  Value match = TRY(make_tuple(thread, std::span<const Value>(names->items, match_count)));
  return dict_set_name(thread, type->dict, runtime.name(Name::kMatchArgs), match);
}

}  // namespace

const NativeDefinition kStructSequenceMethods[kStructSequenceMethodCount] = {
    {"__new__(cls, /, sequence, dict={})", new_struct_sequence, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod, CallErrors::kDerived, ""},
    {"__repr__(self, /)", struct_sequence_repr, "repr(self)"},
    {"__reduce__(self, /)", struct_sequence_reduce, "For pickling."},
    {"__replace__(self, /, *args, **changes)", struct_sequence_replace,
     "A copy with the values of the named fields replaced.", NativeKind::kMethod, CallErrors::kDerived,
     "($self, /, **changes)"},
};

Type* make_struct_sequence_type(Thread& thread, const StructSequenceSpec& spec) {
  Type* type = TRY(make_native_type(thread, spec));
  type->basic_size = static_cast<uint32_t>((spec.fields.size() - spec.visible_count) * sizeof(Value));
  Shape* root = TRY(make_root_shape(thread, type));
  type->root_shape.set(type, root);
  TRY(add_fields(thread, type, spec));
  type_changed(thread.runtime, type, nullptr);
  return type;
}

Type* add_struct_sequence_type(Thread& thread, Module* module, const StructSequenceSpec& spec) {
  Type* type = TRY(make_struct_sequence_type(thread, spec));
  keep_module_type(thread.runtime, spec, type);
  TRY(set_module_attribute(thread, module, spec.name, type));
  return type;
}

Type* struct_sequence_type(const Runtime& runtime, const StructSequenceSpec& spec) {
  return native_type(runtime, spec);
}

Value make_struct_sequence(Thread& thread, Type* type, std::span<const Value> values) {
  const StructSequenceSpec& spec = spec_of(type);
  const size_t visible = spec.visible_count;
  auto* tuple = TRY(allocate_variable<Tuple>(thread, type, sizeof(Tuple) + visible * sizeof(Value)));
  tuple->size = visible;
  for (size_t i = 0; i < visible; i++) tuple->items[i] = values[i];
  for (size_t i = visible; i < values.size(); i++) hidden_field(tuple, i - visible)->set(tuple, values[i]);
  return tuple;
}

Value struct_sequence_field(Value value, size_t index) {
  auto* tuple = value.as<Tuple>();
  if (index < tuple->size) return tuple->items[index];
  Value hidden = *hidden_field(tuple, index - tuple->size);
  return hidden.is_unbound() ? Value::none() : hidden;
}

}  // namespace memphis
