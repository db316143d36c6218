// Structures, unions and their fields. How the fields lie is worked out by ctypes/_layout.py.
#include <climits>
#include <cstddef>
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

FieldDescriptor* field_of(Value value) { return value.as<FieldDescriptor>(); }

// ---- Fields ----

Fallible<int64_t> number_argument(Thread& thread, Value value, int64_t otherwise) {
  return value.is_none() || value.is_unbound() ? otherwise : TRY(ssize_argument(thread, value));
}

// name, type, byte_size, byte_offset, index, _internal_use, bit_size, bit_offset
Value field_new(Thread& thread, Value* args) {
  if (!TRY(is_true(thread, args[6])))
    return raise_type_error(thread, "CField is not intended to be used directly; use ctypes.Structure.");
  if (!is_str(args[1])) return raise_argument_error(thread, "CField", "name", "str", args[1]);
  Info* info = TRY(require_info(thread, args[2], "type of field must be a C type"));
  const int64_t size = TRY(ssize_argument(thread, args[3]));
  if (size != static_cast<int64_t>(info->size)) {
    return raise_value_error(thread, "byte_size does not match type size");
  }
  auto* field = TRY(allocate_instance<FieldDescriptor>(thread, args[0].as<Type>()));
  field->name.set(field, args[1]);
  field->type.set(field, args[2]);
  field->byte_size = size;
  field->byte_offset = TRY(ssize_argument(thread, args[4]));
  field->index = TRY(ssize_argument(thread, args[5]));
  field->is_bit_field = !args[7].is_unbound() && !args[7].is_none();
  field->bit_size = TRY(number_argument(thread, args[7], 0));
  field->bit_offset = TRY(number_argument(thread, args[8], 0));
  if (field->is_bit_field) {
    const bool is_number = info->family == Family::kSimple && std::strchr("bBhHiIlLqQ?", info->simple->code) != nullptr;
    if (!is_number) {
      return raise_type_error(thread, "bit fields not allowed for type {}", text_of(info->type.get().as<Type>()->name));
    }
    if (field->bit_size <= 0 || field->bit_size > size * CHAR_BIT) {
      return raise_value_error(thread, "number of bits invalid for bit field {}", TRY(repr_text(thread, args[1])));
    }
    if (field->bit_offset < 0 || field->bit_offset > size * CHAR_BIT - field->bit_size) {
      return raise_value_error(thread, "bit field {} overflows its type ({} + {} > {})",
                               TRY(repr_text(thread, args[1])), field->bit_offset, field->bit_size, size * CHAR_BIT);
    }
  }
  return field;
}

// The bits of a field as a number of 64 bits, in the machine's order.
uint64_t load_bits(const Info* info, const uint8_t* at) {
  uint64_t bits = 0;
  auto* bytes = reinterpret_cast<uint8_t*>(&bits);
  for (size_t i = 0; i < info->size; i++) bytes[i] = at[info->is_swapped ? info->size - 1 - i : i];
  return bits;
}
void store_bits(const Info* info, uint8_t* at, uint64_t bits) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(&bits);
  for (size_t i = 0; i < info->size; i++) at[info->is_swapped ? info->size - 1 - i : i] = bytes[i];
}

uint64_t mask_of(int64_t size) { return size >= 64 ? ~uint64_t{0} : (uint64_t{1} << size) - 1; }

Value load_bit_field(Thread& thread, const FieldDescriptor* field, const Info* info, const uint8_t* at) {
  const uint64_t bits = load_bits(info, at) >> field->bit_offset & mask_of(field->bit_size);
  if (info->simple->code == '?') return Value::boolean(bits != 0);
  const bool is_signed = std::strchr("bhilq", info->simple->code) != nullptr;
  if (!is_signed) return make_int_unsigned(thread, bits);
  const int unused = static_cast<int>(64 - field->bit_size);
  return make_int(thread, static_cast<int64_t>(bits << unused) >> unused);
}

Status store_bit_field(Thread& thread, const FieldDescriptor* field, const Info* info, uint8_t* at, Value value) {
  if (is_data(thread, value)) value = TRY(get_attribute_text(thread, value, "value"));
  uint64_t number;
  if (info->simple->code == '?') {
    number = TRY(is_true(thread, value)) ? 1 : 0;
  } else {
    number = int_to_uint64_wrapped(TRY(to_index(thread, value)));
  }
  const uint64_t mask = mask_of(field->bit_size) << field->bit_offset;
  const uint64_t present = load_bits(info, at);
  store_bits(info, at, (present & ~mask) | (number << field->bit_offset & mask));
  return {};
}

Value field_get(Thread& thread, Value* args) {
  if (args[1].is_none()) return args[0];
  if (!is_data(thread, args[1])) return raise_type_error(thread, "not a ctype instance");
  const FieldDescriptor* field = field_of(args[0]);
  auto* data = args[1].as<Data>();
  uint8_t* at = data->data + field->byte_offset;
  Info* info = info_of(thread, field->type);
  if (field->is_bit_field) return load_bit_field(thread, field, info, at);
  // Arrays of characters are shown as their value.
  if (info->family == Family::kArray) {
    const Info* inner = info_of(thread, info->item);
    if (inner->family == Family::kSimple && (inner->simple->code == 'c' || inner->simple->code == 'u') &&
        is_plain_simple(thread, inner)) {
      Value view = TRY(make_view(thread, field->type.get().as<Type>(), args[1], field->index, at));
      return get_attribute_text(thread, view, "value");
    }
  }
  return load_item(thread, field->type, args[1], field->index, at);
}

// An array of characters as a field.
Status store_bytes(Thread& thread, const Info* info, uint8_t* at, Value value) {
  if (!value.is_kind(Kind::kBytes))
    return raise_type_error(thread, "expected bytes, {} found", type_name(thread, value));
  const auto* bytes = value.as<Bytes>();
  const size_t size = std::strlen(reinterpret_cast<const char*>(bytes->data));
  if (size > info->length) {
    return raise_value_error(thread, "bytes too long ({}, maximum length {})", size, info->length);
  }
  std::memcpy(at, bytes->data, size);
  if (size < info->length) at[size] = 0;
  return {};
}

Status store_text(Thread& thread, const Info* info, uint8_t* at, Value value) {
  if (!is_str(value)) {
    return raise_type_error(thread, "unicode string expected instead of {} instance", type_name(thread, value));
  }
  const auto* text = value.as<Str>();
  if (text->length() > info->length) {
    return raise_value_error(thread, "string too long ({}, maximum length {})", text->length(), info->length);
  }
  for (uint64_t i = 0; i < text->length(); i++) write_as<uint32_t>(at + i * sizeof(wchar_t), text->at(i));
  if (text->length() < info->length) write_as<uint32_t>(at + text->length() * sizeof(wchar_t), 0);
  return {};
}

Value field_set(Thread& thread, Value* args) {
  if (!is_data(thread, args[1])) return raise_type_error(thread, "not a ctype instance");
  const FieldDescriptor* field = field_of(args[0]);
  auto* data = args[1].as<Data>();
  uint8_t* at = data->data + field->byte_offset;
  Info* info = info_of(thread, field->type);
  if (field->is_bit_field) {
    TRY(store_bit_field(thread, field, info, at, args[2]));
    return Value::none();
  }
  if (info->family == Family::kArray && !is_data(thread, args[2])) {
    const Info* inner = info_of(thread, info->item);
    const char code = is_plain_simple(thread, inner) ? inner->simple->code : 0;
    if (code == 'c' || code == 'u') {
      TRY(code == 'c' ? store_bytes(thread, info, at, args[2]) : store_text(thread, info, at, args[2]));
      return Value::none();
    }
  }
  TRY(store_item(thread, field->type, data, field->index, at, args[2]));
  return Value::none();
}

Value field_delete(Thread& thread, Value*) { return raise_type_error(thread, "can't delete attribute"); }

Value field_repr(Thread& thread, Value* args) {
  const FieldDescriptor* field = field_of(args[0]);
  const std::string name = text_of(field->name), type = text_of(field->type.get().as<Type>()->name);
  if (field->is_bit_field) {
    return make_str(thread, fmt::format("<ctypes.CField '{}' type={}, ofs={}, bit_size={}, bit_offset={}>", name, type,
                                        field->byte_offset, field->bit_size, field->bit_offset));
  }
  return make_str(thread, fmt::format("<ctypes.CField '{}' type={}, ofs={}, size={}>", name, type, field->byte_offset,
                                      field->byte_size));
}

Value get_size(Thread& thread, Value self) {
  const FieldDescriptor* field = field_of(self);
  if (!field->is_bit_field) return make_int(thread, field->byte_size);
  return make_int(thread, field->bit_size << 16 | field->bit_offset);
}
// (The bits of the largest arrays are more than an int64_t counts.)
Value get_bit_size(Thread& thread, Value self) {
  if (field_of(self)->is_bit_field) return make_int(thread, field_of(self)->bit_size);
  return int_multiply(thread, make_int(thread, field_of(self)->byte_size), Value::small_int(CHAR_BIT));
}

template <int64_t FieldDescriptor::* member>
Value get_number(Thread& thread, Value self) {
  return make_int(thread, field_of(self)->*member);
}
Value get_is_bit_field(Thread&, Value self) { return Value::boolean(field_of(self)->is_bit_field); }
Value get_is_anonymous(Thread&, Value self) { return Value::boolean(field_of(self)->is_anonymous); }

constexpr NativeDefinition kFieldMethods[] = {
    {"__new__(type, /, name, type, byte_size, byte_offset, index, _internal_use, bit_size=None, bit_offset=None)",
     field_new, "", NativeKind::kStaticMethod},
    {"__get__(self, instance, owner=None, /)", field_get, "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", field_set, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", field_delete, "Delete an attribute of instance."},
    {"__repr__(self, /)", field_repr, "Return repr(self)."},
};
constexpr GetSetDefinition kFieldAttributes[] = {
    {"size", get_size, nullptr, "size in bytes of this field"},
    {"byte_size", get_number<&FieldDescriptor::byte_size>, nullptr, "size of this field in bytes", true},
    {"offset", get_number<&FieldDescriptor::byte_offset>, nullptr, "offset in bytes of this field", true},
    {"byte_offset", get_number<&FieldDescriptor::byte_offset>, nullptr, "offset in bytes of this field", true},
    {"bit_size", get_bit_size, nullptr, "size of this field in bits"},
    {"bit_offset", get_number<&FieldDescriptor::bit_offset>, nullptr, "additional offset in bits"},
    {"is_bitfield", get_is_bit_field, nullptr, "true if this is a bitfield"},
    {"is_anonymous", get_is_anonymous, nullptr, "true if this field is anonymous"},
};
constexpr MemberDefinition kFieldMembers[] = {
    {"name", offsetof(FieldDescriptor, name), false, false, "name of this field"},
    {"type", offsetof(FieldDescriptor, type), false, false, "type of this field"},
};

// ---- Laying a class out ----

void release_aggregate(void* resource) { delete static_cast<AggregateType*>(resource); }

// How a structure is passed by value: its fields one by one, arrays spread out.
void add_elements(Thread& thread, const Info* info, std::vector<ffi_type*>& elements) {
  if (info->family == Family::kArray) {
    const Info* inner = info_of(thread, info->item);
    for (uint64_t i = 0; i < info->length; i++) add_elements(thread, inner, elements);
    return;
  }
  elements.push_back(info->ffi);
}

void describe_for_calls(Thread& thread, Info* info) {
  constexpr uint64_t kLargestSpread = 64 * 1024;
  auto* aggregate = new AggregateType;
  own_native_resource(thread.runtime, info, aggregate, release_aggregate, sizeof *aggregate);
  aggregate->type.type = FFI_TYPE_STRUCT;
  aggregate->type.size = info->size;
  aggregate->type.alignment = static_cast<unsigned short>(info->alignment == 0 ? 1 : info->alignment);
  // Of unions, and of structures too large for registers, only the size matters.
  if (info->family == Family::kUnion || info->size > kLargestSpread) {
    for (uint64_t i = 0; i < std::min<uint64_t>((info->size + 7) / 8, 3); i++) {
      aggregate->elements.push_back(&ffi_type_uint64);
    }
  } else {
    for (Value field : info->fields.get().as<Tuple>()->view()) {
      add_elements(thread, info_of(thread, field_of(field)->type), aggregate->elements);
    }
  }
  aggregate->elements.push_back(nullptr);
  aggregate->type.elements = aggregate->elements.data();
  info->ffi = &aggregate->type;
}

// Fields of an anonymous structure are fields of the outer one too.
Status add_anonymous(Thread& thread, Type* type, FieldDescriptor* outer) {
  const Info* info = info_of(thread, outer->type);
  if (info == nullptr || info->fields.get().is_unbound()) return {};
  outer->is_anonymous = true;
  const Runtime& runtime = thread.runtime;
  for (Value value : info->fields.get().as<Tuple>()->view()) {
    const FieldDescriptor* inner = field_of(value);
    auto* copy = TRY(allocate_instance<FieldDescriptor>(thread, native_type(runtime, kFieldType)));
    copy->name.set(copy, inner->name.get());
    copy->type.set(copy, inner->type.get());
    copy->byte_offset = inner->byte_offset + outer->byte_offset;
    copy->byte_size = inner->byte_size;
    copy->bit_size = inner->bit_size;
    copy->bit_offset = inner->bit_offset;
    copy->is_bit_field = inner->is_bit_field;
    copy->index = inner->index + outer->index;
    if (inner->is_anonymous) {
      // What is within it, instead of it.
      TRY(add_anonymous(thread, type, copy));
    } else {
      TRY(type_set_attribute(thread, type, intern(thread.runtime, inner->name.get().as<Str>()), copy));
    }
  }
  return {};
}

Status add_anonymous_fields(Thread& thread, Type* type) {
  Value names = dict_get_name(thread.runtime, type->dict, TRY(intern_text(thread.runtime, "_anonymous_")));
  if (names.is_unbound()) return {};
  Value iterator = get_iterator(thread, names);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "_anonymous_ must be a sequence");
  }
  while (true) {
    Value name = TRY(next_item(thread, iterator));
    if (name.is_unbound()) return {};
    Value field = is_str(name) ? type_lookup(thread.runtime, type, intern(thread.runtime, name.as<Str>())) : Value();
    if (field.is_unbound()) {
      return raise(thread, ExceptionId::kAttributeError, "type object '{}' has no attribute {}", text_of(type->name),
                   TRY(repr_text(thread, name)));
    }
    if (type_of(thread, field) != native_type(thread.runtime, kFieldType)) {
      return raise(thread, ExceptionId::kAttributeError, "'{}' is specified in _anonymous_ but not in _fields_",
                   text_of(name));
    }
    TRY(add_anonymous(thread, type, field_of(field)));
  }
}

struct Layout {
  Value fields, format;
  uint64_t size, alignment;
};

Fallible<Layout> ask_layout(Thread& thread, Type* type, Value fields, bool is_structure) {
  Value base = info_of(thread.runtime, type->base) != nullptr ? Value(type->base.get()) : Value::none();
  Value get_layout = TRY(import_attribute(thread, "ctypes._layout", "get_layout"));
  Dict* keywords = TRY(make_dict(thread));
  TRY(dict_set(thread, keywords, TRY(make_str(thread, "is_struct")), Value::boolean(is_structure)));
  TRY(dict_set(thread, keywords, TRY(make_str(thread, "base")), base));
  Tuple* arguments = TRY(make_tuple(thread, {Value(type), fields}));
  Value answer = TRY(call_with(thread, get_layout, arguments, keywords));
  Layout layout;
  layout.fields = TRY(get_attribute_text(thread, answer, "fields"));
  layout.format = TRY(get_attribute_text(thread, answer, "format_spec"));
  const int64_t size = TRY(ssize_argument(thread, TRY(get_attribute_text(thread, answer, "size"))));
  const int64_t alignment = TRY(ssize_argument(thread, TRY(get_attribute_text(thread, answer, "align"))));
  if (size < 0 || alignment < 0 || alignment > USHRT_MAX)
    return raise_value_error(thread, "align must fit unsigned short");
  layout.size = static_cast<uint64_t>(size);
  layout.alignment = static_cast<uint64_t>(alignment);
  return layout;
}

// ---- Instances ----

// Sets fields by position, the base's first; answers how many arguments they took.
Status init_by_position(Thread& thread, Value* args, const Info* info) {
  const auto* given = args[1].as<Tuple>();
  const uint64_t count = info->fields.get().is_unbound() ? 0 : info->fields.get().as<Tuple>()->size;
  for (uint64_t i = 0; i < given->size; i++) {
    if (i >= count) return raise_type_error(thread, "too many initializers");
    Str* name = intern(thread.runtime, field_of(info->fields.get().as<Tuple>()->items[i])->name.get().as<Str>());
    if (args[2].is_kind(Kind::kDict)) {
      if (!TRY(dict_get(thread, args[2].as<Dict>(), name)).is_unbound()) {
        return raise_type_error(thread, "duplicate values for field {}", TRY(repr_text(thread, name)));
      }
    }
    TRY(set_attribute(thread, args[0], name, given->items[i]));
  }
  return {};
}

Value aggregate_init(Thread& thread, Value* args) {
  const Info* info = args[0].as<Data>()->information();
  TRY(init_by_position(thread, args, info));
  if (!args[2].is_kind(Kind::kDict)) return Value::none();
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(args[2].as<Dict>(), position, entry)) {
    TRY(set_attribute(thread, args[0], TRY(attribute_name(thread, entry.key)), entry.value));
  }
  return Value::none();
}

constexpr NativeDefinition kAggregateMethods[] = {
    {"__new__(type, /, *args, **kwargs)", data_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", aggregate_init, "Initialize self."},
};

constexpr TypeSpec aggregate_spec(const char* name, const char* doc) {
  return {
      .name = name,
      .module = "_ctypes",
      .basic_size = sizeof(Data),
      .native_fields = kDataFields,
      .flags = kTypeHasWeakReferences | kTypeDerivesLayout,
      .methods = kAggregateMethods,
      .doc = doc,
      .buffer = &kDataBuffer,
  };
}

}  // namespace

constinit const TypeSpec kFieldType = {
    .name = "CField",
    .module = "ctypes",
    .basic_size = sizeof(FieldDescriptor),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeIsImmutable,
    .methods = kFieldMethods,
    .attributes = kFieldAttributes,
    .members = kFieldMembers,
    .doc = "Structure/Union member",
};

constinit const TypeSpec kStructureType = aggregate_spec("Structure", "Structure base class");
constinit const TypeSpec kUnionType = aggregate_spec("Union", "Union base class");

Status set_structure_fields(Thread& thread, Type* type, Value fields) {
  Info* info = TRY(require_info(thread, type, "ctypes state is not initialized"));
  if (info->is_final) return raise(thread, ExceptionId::kAttributeError, "_fields_ is final");
  const bool is_structure = info->family == Family::kStructure;
  const Layout layout = TRY(ask_layout(thread, type, fields, is_structure));
  const Info* base = info_of(thread.runtime, type->base);
  List* all = TRY(make_list(thread));
  if (base != nullptr && !base->fields.get().is_unbound()) {
    for (Value field : base->fields.get().as<Tuple>()->view()) TRY(list_append(thread, all, field));
  }
  Value iterator = TRY(get_iterator(thread, layout.fields));
  while (true) {
    Value value = TRY(next_item(thread, iterator));
    if (value.is_unbound()) break;
    if (type_of(thread, value) != native_type(thread.runtime, kFieldType)) {
      return raise_type_error(thread, "fields must be of type CField");
    }
    Info* inner = info_of(thread, field_of(value)->type);
    inner->is_final = true;
    info->has_pointer |= inner->has_pointer;
    info->has_bit_field |= field_of(value)->is_bit_field || inner->has_bit_field;
    info->has_union |= inner->has_union;
    TRY(type_set_attribute(thread, type, intern(thread.runtime, field_of(value)->name.get().as<Str>()), value));
    TRY(list_append(thread, all, value));
  }
  // Laying out its own fields may have made instances of the class.
  if (info->is_final) return raise(thread, ExceptionId::kAttributeError, "Structure or union cannot contain itself");
  info->has_union |= !is_structure;
  info->fields.set(info, Value(TRY(make_tuple(thread, std::span<const Value>(all->view())))));
  info->format.set(info, layout.format);
  info->size = layout.size;
  info->alignment = layout.alignment;
  info->length = all->size;
  info->is_laid_out = true;
  describe_for_calls(thread, info);
  info->is_final = true;
  return add_anonymous_fields(thread, type);
}

}  // namespace memphis::ctypes
