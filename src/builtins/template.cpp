// string.templatelib: Template and Interpolation, what t"..." makes.
#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/typing.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace {

Template* template_of(Value self) { return self.as<Template>(); }
bool is_interpolation(Thread& thread, Value value) {
  return type_of(thread, value) == thread.runtime.type(TypeId::kInterpolation);
}

// Strings and interpolations in any order: neighbouring strings are joined, and every interpolation stands between two.
Value template_new(Thread& thread, Value* args) {
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "Template.__new__ only accepts *args arguments");
  }
  List* strings = TRY(make_list(thread));
  List* interpolations = TRY(make_list(thread));
  Str* open = thread.runtime.name(Name::kEmpty);
  for (Value part : args[1].as<Tuple>()->view()) {
    if (is_str(part)) {
      open = open->length() == 0 ? part.as<Str>() : TRY(concatenate(thread, open, part.as<Str>()));
    } else if (is_interpolation(thread, part)) {
      TRY(list_append(thread, strings, open));
      TRY(list_append(thread, interpolations, part));
      open = thread.runtime.name(Name::kEmpty);
    } else {
      return raise_type_error(thread, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                              type_name(thread, part));
    }
  }
  TRY(list_append(thread, strings, open));
  auto* made = TRY(allocate_instance<Template>(thread, args[0].as<Type>()));
  Tuple* all_strings = TRY(make_tuple(thread, strings->view()));
  Tuple* all_interpolations = TRY(make_tuple(thread, interpolations->view()));
  made->strings.set(made, all_strings);
  made->interpolations.set(made, all_interpolations);
  return made;
}

Value template_repr(Thread& thread, Value* args) {
  Template* self = template_of(args[0]);
  return make_str(thread,
                  fmt::format("{}(strings={}, interpolations={})", text_of(type_of(thread, args[0])->qualified_name),
                              TRY(repr_text(thread, self->strings)), TRY(repr_text(thread, self->interpolations))));
}

Value template_iter(Thread& thread, Value* args) {
  Template* self = template_of(args[0]);
  Value strings = TRY(get_iterator(thread, self->strings));
  Value interpolations = TRY(get_iterator(thread, self->interpolations));
  auto* iterator = TRY(allocate_builtin<TemplateIterator>(thread, TypeId::kTemplateIterator));
  iterator->strings.set(iterator, strings);
  iterator->interpolations.set(iterator, interpolations);
  iterator->from_strings = true;
  return iterator;
}

// The last string of the left template and the first of the right become one.
Value template_add(Thread& thread, Value* args) {
  bool fits = type_of(thread, args[0]) == thread.runtime.type(TypeId::kTemplate) &&
              type_of(thread, args[1]) == thread.runtime.type(TypeId::kTemplate);
  if (!fits) {
    return raise_type_error(
        thread, "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
        type_name(thread, args[1]));
  }
  Tuple* left = template_of(args[0])->strings.get().as<Tuple>();
  Tuple* right = template_of(args[1])->strings.get().as<Tuple>();
  Tuple* strings = TRY(allocate_tuple(thread, left->size + right->size - 1));
  for (uint64_t i = 0; i + 1 < left->size; i++) strings->items[i] = left->items[i];
  Str* joined = TRY(concatenate(thread, left->items[left->size - 1].as<Str>(), right->items[0].as<Str>()));
  strings->items[left->size - 1] = joined;
  for (uint64_t i = 1; i < right->size; i++) strings->items[left->size - 1 + i] = right->items[i];
  Value interpolations = TRY(binary_operation(thread, BinaryOperation::kAdd, template_of(args[0])->interpolations,
                                              template_of(args[1])->interpolations));
  auto* made = TRY(allocate_builtin<Template>(thread, TypeId::kTemplate));
  made->strings.set(made, strings);
  made->interpolations.set(made, interpolations);
  return made;
}

Value template_reduce(Thread& thread, Value* args) {
  Template* self = template_of(args[0]);
  Value unpickle = TRY(import_attribute(thread, "string.templatelib", "_template_unpickle"));
  Tuple* parts = TRY(make_tuple(thread, {self->strings.get(), self->interpolations.get()}));
  return make_tuple(thread, {unpickle, Value(parts)});
}

Value class_getitem(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

Value get_values(Thread& thread, Value self) {
  auto* interpolations = template_of(self)->interpolations.get().as<Tuple>();
  Tuple* values = TRY(allocate_tuple(thread, interpolations->size));
  for (uint64_t i = 0; i < values->size; i++) values->items[i] = interpolations->items[i].as<Interpolation>()->value;
  return values;
}

constexpr NativeDefinition kTemplateMethods[] = {
    {"__new__(type, /, *args, **kwargs)", template_new, "A template of strings and interpolations.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", template_repr, "Return repr(self)."},
    {"__iter__(self, /)", template_iter, "Implement iter(self)."},
    {"__add__(self, value, /)", template_add, "", NativeKind::kSequenceMethod},
    {"__reduce__(self, /)", template_reduce},
    {"__class_getitem__(type, object, /)", class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kTemplateAttributes[] = {
    {"values", get_values, nullptr, "Values of interpolations"},
};

constexpr MemberDefinition kTemplateMembers[] = {
    {"strings", sizeof(Cell), false, false, "Strings"},
    {"interpolations", sizeof(Cell) + sizeof(Field), false, false, "Interpolations"},
};

// ---- Iteration: strings and interpolations in turn, without empty strings ----

Value iterator_iter(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

Value iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TemplateIterator>();
  if (iterator->from_strings) {
    iterator->from_strings = false;
    Value string = TRY(next_item(thread, iterator->strings));
    if (string.is_unbound()) return string;
    if (string.as<Str>()->length() != 0) return string;
  }
  iterator->from_strings = true;
  return next_item(thread, iterator->interpolations);
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter, "Implement iter(self)."},
    {"__next__(self, /)", iterator_next, "Implement next(self)."},
};

// ---- Interpolation ----

Status want_str(Thread& thread, Value value, const char* name) {
  if (value.is_unbound() || is_str(value)) return {};
  return raise_type_error(thread, "Interpolation() argument '{}' must be str, not {}", name, type_name(thread, value));
}

Value interpolation_new(Thread& thread, Value* args) {
  TRY(want_str(thread, args[2], "expression"));
  Value conversion = args[3].is_unbound() ? Value::none() : args[3];
  if (!conversion.is_none()) {
    TRY(want_str(thread, conversion, "conversion"));
    std::string letter = text_of(conversion);
    if (letter != "s" && letter != "a" && letter != "r") {
      return raise_value_error(thread, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
    }
  }
  TRY(want_str(thread, args[4], "format_spec"));
  Value empty = thread.runtime.name(Name::kEmpty);
  auto* made = TRY(allocate_instance<Interpolation>(thread, args[0].as<Type>()));
  made->value.set(made, args[1]);
  made->expression.set(made, args[2].is_unbound() ? empty : args[2]);
  made->conversion.set(made, conversion);
  made->format_spec.set(made, args[4].is_unbound() ? empty : args[4]);
  return made;
}

Value interpolation_repr(Thread& thread, Value* args) {
  auto* self = args[0].as<Interpolation>();
  return make_str(thread,
                  fmt::format("{}({}, {}, {}, {})", text_of(type_of(thread, args[0])->qualified_name),
                              TRY(repr_text(thread, self->value)), TRY(repr_text(thread, self->expression)),
                              TRY(repr_text(thread, self->conversion)), TRY(repr_text(thread, self->format_spec))));
}

Value interpolation_reduce(Thread& thread, Value* args) {
  auto* self = args[0].as<Interpolation>();
  Tuple* parts = TRY(
      make_tuple(thread, {self->value.get(), self->expression.get(), self->conversion.get(), self->format_spec.get()}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(parts)});
}

constexpr const char* kInterpolationNames[] = {"value", "expression", "conversion", "format_spec"};

Value get_match_args(Thread& thread, Value self) {
  (void)self;
  Tuple* names = TRY(allocate_tuple(thread, std::size(kInterpolationNames)));
  for (size_t i = 0; i < names->size; i++) {
    Str* name = TRY(intern_text(thread.runtime, kInterpolationNames[i]));
    names->items[i] = name;
  }
  return names;
}

constexpr NativeDefinition kInterpolationMethods[] = {
    {"__new__(type, value, expression='', conversion=None, format_spec='')", interpolation_new,
     "A replacement field of a template.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", interpolation_repr, "Return repr(self)."},
    {"__reduce__(self, /)", interpolation_reduce},
    {"__class_getitem__(type, object, /)", class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr MemberDefinition kInterpolationMembers[] = {
    {kInterpolationNames[0], sizeof(Cell), false, false, "Value"},
    {kInterpolationNames[1], sizeof(Cell) + sizeof(Field), false, false, "Expression"},
    {kInterpolationNames[2], sizeof(Cell) + 2 * sizeof(Field), false, false, "Conversion"},
    {kInterpolationNames[3], sizeof(Cell) + 3 * sizeof(Field), false, false, "Format specifier"},
};

}  // namespace

Status finish_template_types(Thread& thread) {
  Type* type = thread.runtime.type(TypeId::kInterpolation);
  Value names = TRY(get_match_args(thread, type));
  return dict_set_name(thread, type->dict, thread.runtime.name(Name::kMatchArgs), names);
}

constinit const TypeSpec kTemplateType = {
    .name = "Template",
    .module = "string.templatelib",
    .id = TypeId::kTemplate,
    .basic_size = sizeof(Template),
    .native_fields = 2,
    .flags = kTypeIsFinal,
    .methods = kTemplateMethods,
    .attributes = kTemplateAttributes,
    .members = kTemplateMembers,
    .doc = "A template string: t\"...\".",
};

constinit const TypeSpec kTemplateIteratorType = {
    .name = "TemplateIter",
    .module = "string.templatelib",
    .id = TypeId::kTemplateIterator,
    .basic_size = sizeof(TemplateIterator),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

constinit const TypeSpec kInterpolationType = {
    .name = "Interpolation",
    .module = "string.templatelib",
    .id = TypeId::kInterpolation,
    .basic_size = sizeof(Interpolation),
    .native_fields = 4,
    .flags = kTypeIsFinal,
    .methods = kInterpolationMethods,
    .members = kInterpolationMembers,
    .doc = "A replacement field of a template string.",
};

}  // namespace memphis
