// Module _string: how str.format reads a template, for string.Formatter.
#include "modules/modules.h"
#include "runtime/error.h"
#include "runtime/format_template.h"
#include "runtime/make.h"

namespace memphis {

namespace {

struct TemplateIterator : Cell {
  Field text;  // Str
  uint64_t position;
};

Value template_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TemplateIterator>();
  auto* text = iterator->text.get().as<Str>();
  TemplateReader reader(thread, text, iterator->position, text->length());
  TemplatePart part;
  if (!TRY(reader.next(part))) return Value::unbound();
  iterator->position = reader.position();
  Value literal = TRY(substring(thread, text, part.literal_start, part.literal_end));
  if (!part.has_field) return make_tuple(thread, {literal, Value::none(), Value::none(), Value::none()});
  Value name = TRY(substring(thread, text, part.name_start, part.name_end));
  Value spec = TRY(substring(thread, text, part.spec_start, part.spec_end));
  Value conversion = Value::none();
  if (part.conversion != 0) conversion = TRY(make_character(thread, part.conversion));
  return make_tuple(thread, {literal, name, spec, conversion});
}

Value iterator_iter(Thread&, Value* args) { return args[0]; }

constexpr NativeDefinition kTemplateIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", template_next},
};
constexpr TypeSpec kTemplateIteratorSpec = {
    .name = "formatteriterator",
    .basic_size = sizeof(TemplateIterator),
    .native_fields = 1,
    .flags = kTypeDisallowInstantiation,
    .methods = kTemplateIteratorMethods,
};

struct FieldNameIterator : Cell {
  Field text;  // Str
  uint64_t position;
};

Value name_part(Thread& thread, Str* text, const NamePart& part) {
  if (!part.is_attribute && part.index >= 0) return make_int(thread, part.index);
  return substring(thread, text, part.start, part.end);
}

Value field_name_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<FieldNameIterator>();
  auto* text = iterator->text.get().as<Str>();
  FieldNameReader reader(thread, text, iterator->position, text->length());
  NamePart part;
  if (!TRY(reader.next(part))) return Value::unbound();
  iterator->position = reader.position();
  Value name = TRY(name_part(thread, text, part));
  return make_tuple(thread, {Value::boolean(part.is_attribute), name});
}

constexpr NativeDefinition kFieldNameIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", field_name_next},
};
constexpr TypeSpec kFieldNameIteratorSpec = {
    .name = "fieldnameiterator",
    .basic_size = sizeof(FieldNameIterator),
    .native_fields = 1,
    .flags = kTypeDisallowInstantiation,
    .methods = kFieldNameIteratorMethods,
};

// The type of a table, made when it is first needed; kept alive by Runtime::permanent.
Type* type_of_spec(Thread& thread, const TypeSpec& spec) {
  Runtime& runtime = thread.runtime;
  for (auto [key, state] : runtime.module_states) {
    if (key == &spec) return static_cast<Type*>(state);
  }
  Type* type = make_native_type(thread, spec);
  if (type == nullptr) return nullptr;
  runtime.permanent.push_back(type);
  runtime.module_states.emplace_back(&spec, type);
  return type;
}

Str* text_argument(Thread& thread, Value value) {
  if (is_str(value)) return value.as<Str>();
  return raise_type_error(thread, "expected str, got {}", type_name(thread, value));
}

Value formatter_parser(Thread& thread, Value* args) {
  Str* text = TRY(text_argument(thread, args[0]));
  auto* iterator = TRY(allocate_instance<TemplateIterator>(thread, TRY(type_of_spec(thread, kTemplateIteratorSpec))));
  iterator->text.set(iterator, text);
  return iterator;
}

Value formatter_field_name_split(Thread& thread, Value* args) {
  Str* text = TRY(text_argument(thread, args[0]));
  FieldNameReader reader(thread, text, 0, text->length());
  NamePart first = TRY(reader.first());
  Value name = TRY(name_part(thread, text, first));
  auto* iterator = TRY(allocate_instance<FieldNameIterator>(thread, TRY(type_of_spec(thread, kFieldNameIteratorSpec))));
  iterator->text.set(iterator, text);
  iterator->position = reader.position();
  return make_tuple(thread, {name, Value(iterator)});
}

constexpr NativeDefinition kFunctions[] = {
    {"formatter_parser(format, /)", formatter_parser,
     "The parts of a template: (literal, field name, spec, conversion)."},
    {"formatter_field_name_split(name, /)", formatter_field_name_split,
     "The first part of a field name, and an iterator over (is attribute, part) for the rest."},
};

}  // namespace

Value create_string_helpers_module(Thread& thread) {
  return make_native_module(thread, "_string", "Reading format templates.", kFunctions);
}

}  // namespace memphis
