// Instances of simple types, arrays and pointers.
#include <cstring>
#include <cwchar>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

Data* self_of(Value* args) { return args[0].as<Data>(); }

// ---- Simple values ----

Value get_simple_value(Thread& thread, Value self) {
  const auto* data = self.as<Data>();
  return load_simple(thread, data->information(), data->data);
}

Status set_simple_value(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete attribute");
  auto* data = self.as<Data>();
  Value kept = TRY(store_simple(thread, data->information(), data->data, value));
  return keep(thread, data, 0, kept);
}

Value simple_init(Thread& thread, Value* args) {
  const auto* given = args[1].as<Tuple>();
  if (given->size > 1) return raise_type_error(thread, "__init__ expected at most 1 argument, got {}", given->size);
  if (given->size == 1) TRY(set_simple_value(thread, args[0], given->items[0]));
  return Value::none();
}

Value simple_bool(Thread&, Value* args) {
  const Data* self = self_of(args);
  for (uint64_t i = 0; i < self->size; i++) {
    if (self->data[i] != 0) return Value::true_value();
  }
  return Value::false_value();
}

Value simple_repr(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[0]);
  if (type->base.get() != native_type(thread.runtime, kSimpleDataType)) {
    return make_str(thread, fmt::format("<{} object at {}>", text_of(type->name), address_text(args[0])));
  }
  Value value = TRY(get_simple_value(thread, args[0]));
  return make_str(thread, fmt::format("{}({})", text_of(type->name), TRY(repr_text(thread, value))));
}

Value simple_from_outparam(Thread& thread, Value* args) {
  const Info* info = self_of(args)->information();
  return is_plain_simple(thread, info) ? get_simple_value(thread, args[0]) : args[0];
}

constexpr NativeDefinition kSimpleMethods[] = {
    {"__new__(type, /, *args, **kwargs)", data_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", simple_init, "Initialize self."},
    {"__bool__(self, /)", simple_bool, "True if self else False"},
    {"__repr__(self, /)", simple_repr, "Return repr(self)."},
    {"__ctypes_from_outparam__(self, /)", simple_from_outparam, "The value."},
};
constexpr GetSetDefinition kSimpleAttributes[] = {
    {"value", get_simple_value, set_simple_value, "current value"},
};

// ---- Arrays ----

Info* item_info(Thread& thread, const Data* data) { return info_of(thread, data->information()->item); }

// The code of the characters that an array is made of; 0: it is of something else.
char character_code(Thread& thread, const Data* data) {
  const Info* item = item_info(thread, data);
  if (item == nullptr || item->family != Family::kSimple) return 0;
  return item->simple->code == 'c' || item->simple->code == 'u' ? item->simple->code : 0;
}

Fallible<int64_t> array_index(Thread& thread, const Data* data, Value index) {
  int64_t number = TRY(to_index_int64(thread, index, false, ExceptionId::kIndexError));
  const auto length = static_cast<int64_t>(data->information()->length);
  if (number < 0) number += length;
  if (number < 0 || number >= length) return raise(thread, ExceptionId::kIndexError, "invalid index");
  return number;
}

bool has_index(Thread& thread, Value value) {
  return is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

Value item_at(Thread& thread, Data* self, uint8_t* memory, int64_t index) {
  const Info* item = item_info(thread, self);
  return load_item(thread, item->type, self, index, memory + index * static_cast<int64_t>(item->size));
}

// Items of a slice: characters as bytes or str, others as a list.
Value slice_items(Thread& thread, Data* self, uint8_t* memory, const SliceBounds& bounds) {
  const auto count = static_cast<uint64_t>(bounds.count < 0 ? 0 : bounds.count);
  const char code = character_code(thread, self);
  if (code == 'c') {
    Bytes* bytes = TRY(allocate_bytes(thread, count));
    for (uint64_t i = 0; i < count; i++) bytes->data[i] = memory[bounds.start + static_cast<int64_t>(i) * bounds.step];
    return bytes;
  }
  if (code == 'u') {
    std::u32string text;
    for (uint64_t i = 0; i < count; i++) {
      const int64_t at = (bounds.start + static_cast<int64_t>(i) * bounds.step) * static_cast<int64_t>(sizeof(wchar_t));
      text += static_cast<char32_t>(read_as<uint32_t>(memory + at));
    }
    return make_str_utf32(thread, {reinterpret_cast<const uint32_t*>(text.data()), text.size()});
  }
  List* items = TRY(make_list(thread));
  for (uint64_t i = 0; i < count; i++) {
    TRY(list_append(thread, items,
                    TRY(item_at(thread, self, memory, bounds.start + static_cast<int64_t>(i) * bounds.step))));
  }
  return items;
}

Value array_getitem(Thread& thread, Value* args) {
  Data* self = self_of(args);
  if (has_index(thread, args[1])) {
    return item_at(thread, self, self->data, TRY(array_index(thread, self, args[1])));
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "indices must be integers");
  const auto length = static_cast<int64_t>(self->information()->length);
  return slice_items(thread, self, self->data, TRY(slice_bounds(thread, args[1].as<Slice>(), length)));
}

Status set_item_at(Thread& thread, Data* self, int64_t index, Value value) {
  const Info* item = item_info(thread, self);
  const uint64_t offset = static_cast<uint64_t>(index) * item->size;
  if (offset + item->size > self->size) return raise(thread, ExceptionId::kIndexError, "invalid index");
  return store_item(thread, item->type, self, index, self->data + offset, value);
}

Value array_setitem(Thread& thread, Value* args) {
  Data* self = self_of(args);
  if (has_index(thread, args[1])) {
    TRY(set_item_at(thread, self, TRY(array_index(thread, self, args[1])), args[2]));
    return Value::none();
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "indices must be integer");
  const auto length = static_cast<int64_t>(self->information()->length);
  const SliceBounds bounds = TRY(slice_bounds(thread, args[1].as<Slice>(), length));
  const int64_t given = TRY(memphis::length(thread, args[2]));
  const int64_t count = bounds.count < 0 ? 0 : bounds.count;
  if (given != count) return raise_value_error(thread, "Can only assign sequence of same size");
  for (int64_t i = 0; i < count; i++) {
    Value item = TRY(get_item(thread, args[2], Value::small_int(i)));
    // (A character of a bytes object is an int.)
    TRY(set_item_at(thread, self, bounds.start + i * bounds.step, item));
  }
  return Value::none();
}

Value array_delitem(Thread& thread, Value*) { return raise_type_error(thread, "Array does not support item deletion"); }

Value sequence_iter(Thread& thread, Value* args) { return make_sequence_iterator(thread, args[0]); }

Value array_len(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(self_of(args)->information()->length));
}

Value array_init(Thread& thread, Value* args) {
  const auto* items = args[1].as<Tuple>();
  for (uint64_t i = 0; i < items->size; i++) {
    if (i >= self_of(args)->information()->length) return raise(thread, ExceptionId::kIndexError, "invalid index");
    TRY(set_item_at(thread, self_of(args), static_cast<int64_t>(i), items->items[i]));
  }
  return Value::none();
}

// ---- Arrays of characters ----

FailureOfAnyType raise_no_attribute(Thread& thread, Value self, const char* name) {
  return raise(thread, ExceptionId::kAttributeError, "'{}' object has no attribute '{}'", type_name(thread, self),
               name);
}

Value get_text(Thread& thread, Value self) {
  const auto* data = self.as<Data>();
  switch (character_code(thread, data)) {
    case 'c': return make_bytes(thread, {data->data, strnlen(reinterpret_cast<const char*>(data->data), data->size)});
    case 'u': {
      const auto* text = reinterpret_cast<const wchar_t*>(data->data);
      const size_t length = wcsnlen(text, data->size / sizeof(wchar_t));
      return make_str_utf32(thread, {reinterpret_cast<const uint32_t*>(text), length});
    }
    default: return raise_no_attribute(thread, self, "value");
  }
}

Status set_bytes(Thread& thread, Data* data, Value value) {
  if (!value.is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "bytes expected instead of {} instance", type_name(thread, value));
  }
  const auto* bytes = value.as<Bytes>();
  if (bytes->size > data->size) return raise_value_error(thread, "byte string too long");
  std::memcpy(data->data, bytes->data, bytes->size);
  if (bytes->size < data->size) data->data[bytes->size] = 0;
  return {};
}

Status set_text(Thread& thread, Value self, Value value) {
  auto* data = self.as<Data>();
  const char code = character_code(thread, data);
  if (code == 0) {
    (void)raise_no_attribute(thread, self, "value");
    return Failure{};
  }
  if (value.is_unbound()) return raise_type_error(thread, "can't delete attribute");
  if (code == 'c') return set_bytes(thread, data, value);
  if (!is_str(value)) {
    return raise_type_error(thread, "unicode string expected instead of {} instance", type_name(thread, value));
  }
  const auto* text = value.as<Str>();
  const uint64_t room = data->size / sizeof(wchar_t);
  if (text->length() > room) return raise_value_error(thread, "string too long");
  for (uint64_t i = 0; i < text->length(); i++) write_as<uint32_t>(data->data + i * sizeof(wchar_t), text->at(i));
  if (text->length() < room) write_as<uint32_t>(data->data + text->length() * sizeof(wchar_t), 0);
  return {};
}

Value get_raw(Thread& thread, Value self) {
  if (character_code(thread, self.as<Data>()) != 'c') return raise_no_attribute(thread, self, "raw");
  return make_bytes(thread, {self.as<Data>()->data, self.as<Data>()->size});
}
Status set_raw(Thread& thread, Value self, Value value) {
  auto* data = self.as<Data>();
  if (character_code(thread, data) != 'c') {
    (void)raise_no_attribute(thread, self, "raw");
    return Failure{};
  }
  if (value.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
  Buffer buffer(thread);
  TRY(buffer.acquire(value));
  if (buffer.size() > data->size) return raise_value_error(thread, "byte string too long");
  std::memcpy(data->data, buffer.data(), buffer.size());
  return {};
}

constexpr NativeDefinition kArrayMethods[] = {
    {"__new__(type, /, *args, **kwargs)", data_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args)", array_init, "Initialize self."},
    {"__iter__(self, /)", sequence_iter, "Implement iter(self)."},
    {"__len__(self, /)", array_len, "Return len(self)."},
    {"__getitem__(self, key, /)", array_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", array_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", array_delitem, "Delete self[key]."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};
constexpr GetSetDefinition kArrayAttributes[] = {
    {"value", get_text, set_text, "string value"},
    {"raw", get_raw, set_raw, "value"},
};

// ---- Pointers ----

Value pointed_type(const Data* data) { return data->information()->item; }

FailureOfAnyType raise_null(Thread& thread) { return raise_value_error(thread, "NULL pointer access"); }

Value get_contents(Thread& thread, Value self) {
  auto* data = self.as<Data>();
  if (address_in(data) == nullptr) return raise_null(thread);
  return make_view(thread, pointed_type(data).as<Type>(), self, 0, address_in(data));
}

Status set_contents(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "Pointer does not support item deletion");
  auto* data = self.as<Data>();
  Value type = pointed_type(data);
  if (!is_data(thread, value) || !TRY(is_instance(thread, value, type))) {
    return raise_type_error(thread, "expected {} instead of {}", text_of(type.as<Type>()->name),
                            type_name(thread, value));
  }
  write_as<void*>(data->data, value.as<Data>()->data);
  TRY(keep(thread, data, 1, value));
  return keep(thread, data, 0, TRY(kept_objects(thread, value.as<Data>())));
}

Value pointer_new(Thread& thread, Value* args) {
  const Info* info = info_of(thread, args[0]);
  if (info == nullptr || info->item.get().is_unbound()) {
    return raise_type_error(thread, "Cannot create instance: has no _type_");
  }
  return make_data(thread, args[0].as<Type>());
}

Value pointer_init(Thread& thread, Value* args) {
  if (!args[1].is_unbound()) TRY(set_contents(thread, args[0], args[1]));
  return Value::none();
}

Value pointer_bool(Thread&, Value* args) { return Value::boolean(address_in(self_of(args)) != nullptr); }

// A slice of a pointer: there is no end that could be counted from.
Fallible<SliceBounds> pointer_slice(Thread& thread, const Slice* slice) {
  SliceBounds bounds = {};
  bounds.step = slice->step.get().is_none() ? 1 : TRY(ssize_argument(thread, slice->step));
  if (bounds.step == 0) return raise_value_error(thread, "slice step cannot be zero");
  if (slice->start.get().is_none()) {
    if (bounds.step < 0) return raise_value_error(thread, "slice start is required for step < 0");
  } else {
    bounds.start = TRY(ssize_argument(thread, slice->start));
  }
  if (slice->stop.get().is_none()) return raise_value_error(thread, "slice stop is required");
  bounds.stop = TRY(ssize_argument(thread, slice->stop));
  const int64_t distance = bounds.step > 0 ? bounds.stop - bounds.start : bounds.start - bounds.stop;
  const int64_t stride = bounds.step > 0 ? bounds.step : -bounds.step;
  bounds.count = distance <= 0 ? 0 : (distance - 1) / stride + 1;
  return bounds;
}

Value pointer_getitem(Thread& thread, Value* args) {
  Data* self = self_of(args);
  if (has_index(thread, args[1])) {
    const int64_t index = TRY(to_index_int64(thread, args[1], false, ExceptionId::kIndexError));
    if (address_in(self) == nullptr) return raise_null(thread);
    return item_at(thread, self, address_in(self), index);
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "Pointer indices must be integer");
  const SliceBounds bounds = TRY(pointer_slice(thread, args[1].as<Slice>()));
  if (bounds.count > 0 && address_in(self) == nullptr) return raise_null(thread);
  return slice_items(thread, self, address_in(self), bounds);
}

Value pointer_setitem(Thread& thread, Value* args) {
  Data* self = self_of(args);
  const int64_t index = TRY(to_index_int64(thread, args[1], false, ExceptionId::kIndexError));
  if (address_in(self) == nullptr) return raise_null(thread);
  const Info* item = item_info(thread, self);
  TRY(store_item(thread, item->type, self, index, address_in(self) + index * static_cast<int64_t>(item->size),
                 args[2]));
  return Value::none();
}

Value pointer_delitem(Thread& thread, Value*) {
  return raise_type_error(thread, "Pointer does not support item deletion");
}

constexpr NativeDefinition kPointerMethods[] = {
    {"__new__(type, /, *args, **kwargs)", pointer_new, "", NativeKind::kStaticMethod},
    {"__init__(self, value=<unrepresentable>, /)", pointer_init, "Initialize self."},
    {"__bool__(self, /)", pointer_bool, "True if self else False"},
    {"__iter__(self, /)", sequence_iter, "Implement iter(self)."},
    {"__getitem__(self, key, /)", pointer_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", pointer_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", pointer_delitem, "Delete self[key]."},
};
constexpr GetSetDefinition kPointerAttributes[] = {
    {"contents", get_contents, set_contents, "the object this pointer points to (read-write)"},
};

constexpr TypeSpec data_spec(const char* name, std::span<const NativeDefinition> methods,
                             std::span<const GetSetDefinition> attributes, const char* doc) {
  return {
      .name = name,
      .module = "_ctypes",
      .basic_size = sizeof(Data),
      .native_fields = kDataFields,
      .flags = kTypeHasWeakReferences | kTypeDerivesLayout,
      .methods = methods,
      .attributes = attributes,
      .doc = doc,
      .buffer = &kDataBuffer,
  };
}

}  // namespace

constinit const TypeSpec kSimpleDataType =
    data_spec("_SimpleCData", kSimpleMethods, kSimpleAttributes, "XXX to be provided");
constinit const TypeSpec kArrayDataType = data_spec(
    "Array", kArrayMethods, kArrayAttributes,
    "Abstract base class for arrays.\n\nThe recommended way to create concrete array types is by multiplying "
    "any\nctypes data type with a non-negative integer. Alternatively, you can subclass\nthis type and define "
    "_length_ and _type_ class variables. Array elements can\nbe read and written using standard subscript and "
    "slice accesses for slice\nreads, the resulting object is not itself an Array.");
constinit const TypeSpec kPointerDataType =
    data_spec("_Pointer", kPointerMethods, kPointerAttributes, "XXX to be provided");

}  // namespace memphis::ctypes
