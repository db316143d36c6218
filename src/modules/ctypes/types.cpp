// The metaclasses of C data: what a class statement, and POINTER() and its like, make of a class.
#include <dlfcn.h>

#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

Type* type_argument(Value* args) { return args[0].as<Type>(); }

// The class that type() makes of the arguments of a class statement.
Type* make_plain_class(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_argument_error(thread, "type.__new__", 1, "str", args[1]);
  if (!args[2].is_kind(Kind::kTuple)) return raise_argument_error(thread, "type.__new__", 2, "tuple", args[2]);
  if (!args[3].is_kind(Kind::kDict)) return raise_argument_error(thread, "type.__new__", 3, "dict", args[3]);
  auto* bases = args[2].as<Tuple>();
  Type* meta = TRY(winning_metaclass(thread, args[0].as<Type>(), bases));
  Value made = TRY(make_class(thread, meta, args[1].as<Str>(), bases, args[3].as<Dict>(), args[4]));
  return made.as<Type>();
}

// What the class says of itself under the name; unbound: nothing.
Value class_attribute(Thread& thread, Type* type, const char* name) { return find_attribute_text(thread, type, name); }

// The Info of the class that this one derives from; null: that is abstract.
Info* base_info(Runtime& runtime, const Type* type) { return info_of(runtime, type->base); }

// ---- Formats of buffers ----

// The code that the module struct and PEP 3118 have for a type, with the order of its bytes.
Str* simple_format(Thread& thread, const SimpleType& simple, bool is_swapped) {
  char code = simple.code;
  switch (code) {
    case 'u': code = 'w'; break;
    case 'l': code = 'q'; break;  // by its size
    case 'L': code = 'Q'; break;
    case 'z':
    case 'Z':
    case 'P': break;
    default: break;
  }
  const char text[] = {is_swapped ? '>' : '<', code, 0};
  return make_str(thread, text);
}

// ---- Simple types ----

Info* fill_simple_info(Thread& thread, Type* type, const SimpleType& simple, bool is_swapped) {
  Info* info = TRY(make_info(thread, type, Family::kSimple));
  info->simple = &simple;
  info->ffi = simple.ffi;
  info->size = simple.size;
  info->alignment = simple.alignment;
  info->is_swapped = is_swapped;
  info->has_pointer = std::strchr("zZPO", simple.code) != nullptr;
  info->format.set(info, Value(TRY(simple_format(thread, simple, is_swapped))));
  return info;
}

// c_int.__ctype_be__ and its like: the same with the bytes in the other order.
Status add_swapped_type(Thread& thread, Value* args, Type* type, const SimpleType& simple) {
  Str* name = TRY(make_str(thread, text_of(type->name) + "_be"));
  Value passed[] = {Value(type_of(thread, args[0])), Value(name), args[2],
                    Value(TRY(dict_copy(thread, args[3].as<Dict>()))), Value::unbound()};
  Type* swapped = TRY(make_plain_class(thread, passed));
  (void)TRY(fill_simple_info(thread, swapped, simple, true));
  Str* little = TRY(intern_text(thread.runtime, "__ctype_le__"));
  Str* big = TRY(intern_text(thread.runtime, "__ctype_be__"));
  TRY(type_set_attribute(thread, type, big, swapped));
  TRY(type_set_attribute(thread, type, little, type));
  TRY(type_set_attribute(thread, swapped, little, type));
  return type_set_attribute(thread, swapped, big, swapped);
}

Value simple_meta_init(Thread& thread, Value* args) {
  constexpr const char* kSwappable = "hHiIlLqQfdFD";
  Type* type = type_argument(args);
  Value code = TRY(class_attribute(thread, type, "_type_"));
  if (code.is_unbound()) {
    // The abstract class itself has none.
    return raise(thread, ExceptionId::kAttributeError, "class must define a '_type_' attribute");
  }
  if (!is_str(code)) {
    return raise_type_error(thread, "class must define a '_type_' string attribute");
  }
  const std::string text = text_of(code);
  if (code.as<Str>()->length() != 1) {
    return raise_value_error(thread, "class must define a '_type_' attribute which must be a string of length 1");
  }
  const SimpleType* simple = text.size() == 1 ? find_simple_type(text[0]) : nullptr;
  if (simple == nullptr) {
    return raise(thread, ExceptionId::kAttributeError,
                 "class must define a '_type_' attribute which must be\n"
                 "a single character string containing one of the\n"
                 "supported types: 'cbBhHiIlLdDFGfuzZqQPOv?g'.");
  }
  Info* base = base_info(thread.runtime, type);
  const bool is_swapped = base != nullptr && base->is_swapped;
  (void)TRY(fill_simple_info(thread, type, *simple, is_swapped));
  const bool is_direct = type_of(thread, args[0]) == native_type(thread.runtime, kSimpleMeta);
  if (is_direct && std::strchr(kSwappable, simple->code) != nullptr) {
    TRY(add_swapped_type(thread, args, type, *simple));
  }
  return Value::none();
}

// ---- Structures and unions ----

Value aggregate_meta_init(Thread& thread, Value* args, Family family) {
  Type* type = type_argument(args);
  Str* abstract = TRY(intern_text(thread.runtime, "_abstract_"));
  if (!dict_get_name(thread.runtime, type->dict, abstract).is_unbound()) return Value::none();
  Info* info = TRY(make_info(thread, type, family));
  info->format.set(info, Value(TRY(make_str(thread, "B"))));
  Info* base = base_info(thread.runtime, type);
  if (base != nullptr) {
    // As the base is laid out, until there are fields.
    base->is_final = true;
    info->size = base->size;
    info->alignment = base->alignment;
    info->length = base->length;
    info->ffi = base->ffi;
    info->fields.set(info, base->fields.get());
    info->format.set(info, base->format.get());
    info->has_pointer = base->has_pointer;
    info->has_bit_field = base->has_bit_field;
    info->has_union = base->has_union;
    info->is_laid_out = base->is_laid_out;
  }
  Str* name = TRY(intern_text(thread.runtime, "_fields_"));
  Value fields = dict_get_name(thread.runtime, type->dict, name);
  // (As an assignment: a metaclass may look at it.)
  if (!fields.is_unbound()) TRY(set_attribute(thread, type, name, fields));
  return Value::none();
}

Value struct_meta_init(Thread& thread, Value* args) { return aggregate_meta_init(thread, args, Family::kStructure); }
Value union_meta_init(Thread& thread, Value* args) { return aggregate_meta_init(thread, args, Family::kUnion); }

// Setting _fields_ lays the class out.
Value aggregate_meta_setattr(Thread& thread, Value* args) {
  Type* type = type_argument(args);
  Str* name = TRY(attribute_name(thread, args[1]));
  const bool lays_out = name == intern_text(thread.runtime, "_fields_");
  const Info* info = info_of(thread.runtime, type);
  if (lays_out && info != nullptr && info->is_final) {
    return raise(thread, ExceptionId::kAttributeError, "_fields_ is final");
  }
  TRY(type_set_attribute(thread, type, name, args[2]));
  if (lays_out) TRY(set_structure_fields(thread, type, args[2]));
  return Value::none();
}

// ---- Pointers ----

Status set_pointed_type(Thread& thread, Type* type, Info* info, Value item) {
  Info* pointed = info_of(thread, item);
  if (pointed == nullptr) return raise_type_error(thread, "{} must have storage info", TRY(repr_text(thread, item)));
  info->item.set(info, item);
  // A class that has no pointer type yet has this one now.
  if (pointed->pointer_type.get().is_unbound()) pointed->pointer_type.set(pointed, type);
  std::string format = "&";
  if (pointed->family == Family::kArray) {
    format += "(";
    const Info* inner = pointed;
    while (inner->family == Family::kArray) {
      if (inner != pointed) format += ",";
      format += std::to_string(inner->length);
      inner = info_of(thread, inner->item);
    }
    format += ")";
  }
  format += pointed->format.get().is_unbound() ? "B" : text_of(pointed->format);
  info->format.set(info, Value(TRY(make_str(thread, format))));
  return {};
}

Value pointer_meta_init(Thread& thread, Value* args) {
  Type* type = type_argument(args);
  Info* info = TRY(make_info(thread, type, Family::kPointer));
  info->size = sizeof(void*);
  info->alignment = alignof(void*);
  info->length = 1;
  info->has_pointer = true;
  info->format.set(info, Value(TRY(make_str(thread, "&B"))));
  // Its own one: a class derived from a class of pointers points to nothing.
  Value item = dict_get_name(thread.runtime, type->dict, TRY(intern_text(thread.runtime, "_type_")));
  if (!item.is_unbound()) TRY(set_pointed_type(thread, type, info, item));
  return Value::none();
}

Value pointer_meta_set_type(Thread& thread, Value* args) {
  Info* info = TRY(require_info(thread, args[0], "abstract class"));
  TRY(set_pointed_type(thread, type_argument(args), info, args[1]));
  TRY(type_set_attribute(thread, type_argument(args), TRY(intern_text(thread.runtime, "_type_")), args[1]));
  return Value::none();
}

// ---- Arrays ----

Fallible<uint64_t> array_length(Thread& thread, Type* type) {
  Value length = TRY(class_attribute(thread, type, "_length_"));
  if (length.is_unbound()) {
    return raise(thread, ExceptionId::kAttributeError, "class must define a '_length_' attribute");
  }
  if (!is_int(length)) return raise_type_error(thread, "The '_length_' attribute must be an integer");
  if (int_sign(length) < 0) return raise_value_error(thread, "The '_length_' attribute must not be negative");
  int64_t number;
  if (!int_to_int64(length, number)) {
    return raise(thread, ExceptionId::kOverflowError, "The '_length_' attribute is too large");
  }
  return static_cast<uint64_t>(number);
}

Value array_meta_init(Thread& thread, Value* args) {
  Type* type = type_argument(args);
  // The abstract class itself.
  if (type->base.get() == native_type(thread.runtime, kDataType)) return Value::none();
  const uint64_t length = TRY(array_length(thread, type));
  Value item = TRY(class_attribute(thread, type, "_type_"));
  if (item.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "class must define a '_type_' attribute");
  Info* inner = TRY(require_info(thread, item, "_type_ must have storage info"));
  uint64_t size;
  if (__builtin_mul_overflow(inner->size, length, &size) || size > INT64_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "array too large");
  }
  Info* info = TRY(make_info(thread, type, Family::kArray));
  info->item.set(info, item);
  info->length = length;
  info->size = size;
  info->alignment = inner->alignment;
  info->has_pointer = inner->has_pointer;
  info->format.set(info, inner->format.get());
  return Value::none();
}

Value function_meta_init(Thread& thread, Value* args) {
  Type* type = type_argument(args);
  Info* info = TRY(make_info(thread, type, Family::kFunction));
  info->size = sizeof(void*);
  info->alignment = alignof(void*);
  info->length = 1;
  info->has_pointer = true;
  info->format.set(info, Value(TRY(make_str(thread, "X{}"))));
  TRY(read_function_class(thread, type, info));
  return Value::none();
}

// ---- What all classes have ----

Value meta_mul(Thread& thread, Value* args) {
  const int64_t length = TRY(to_index_int64(thread, args[1]));
  if (length < 0) return raise_value_error(thread, "Array length must be >= 0, not {}", length);
  return array_type(thread, args[0], length);
}

Value meta_from_address(Thread& thread, Value* args) {
  if (!is_int(args[1])) return raise_type_error(thread, "integer expected");
  TRY(audit(thread, "ctypes.cdata", {args[1]}));
  return make_at(thread, type_argument(args), reinterpret_cast<uint8_t*>(int_to_uint64_wrapped(args[1])));
}

Fallible<uint64_t> buffer_offset(Thread& thread, Value offset, uint64_t available, uint64_t wanted) {
  const int64_t number = offset.is_unbound() ? 0 : TRY(ssize_argument(thread, offset));
  if (number < 0) return raise_value_error(thread, "offset cannot be negative");
  const auto start = static_cast<uint64_t>(number);
  if (start > available || available - start < wanted) {
    return raise_value_error(thread, "Buffer size too small ({} instead of at least {} bytes)", available,
                             start + wanted);
  }
  return start;
}

Value meta_from_buffer(Thread& thread, Value* args) {
  const Info* info = TRY(require_info(thread, args[0], "abstract class"));
  Value view = TRY(make_memory_view(thread, args[1]));
  const auto* memory = view.as<MemoryView>();
  if (memory->read_only) return raise_type_error(thread, "underlying buffer is not writable");
  if (!is_contiguous(memory, 'C')) return raise_type_error(thread, "underlying buffer is not C contiguous");
  const uint64_t start = TRY(buffer_offset(thread, args[2], memory->length, info->size));
  TRY(audit(thread, "ctypes.cdata/buffer",
            {Value(view), make_int_unsigned(thread, memory->length), make_int_unsigned(thread, start)}));
  Value made = TRY(make_at(thread, type_argument(args), memory->data + start));
  auto* data = made.as<Data>();
  data->base.set(data, view);
  Dict* kept = TRY(make_dict(thread));
  TRY(dict_set(thread, kept, TRY(make_str(thread, "ffffffff")), view));
  data->objects.set(data, kept);
  return made;
}

Value meta_from_buffer_copy(Thread& thread, Value* args) {
  const Info* info = TRY(require_info(thread, args[0], "abstract class"));
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  const uint64_t start = TRY(buffer_offset(thread, args[2], buffer.size(), info->size));
  Data* made = TRY(make_data(thread, type_argument(args)));
  std::memcpy(made->data, buffer.data() + start, info->size);
  return made;
}

Value meta_in_dll(Thread& thread, Value* args) {
  const std::string name = TRY(c_text_of(thread, TRY(str_argument(thread, args[2], "in_dll", 2))));
  Value handle = TRY(get_attribute_text(thread, args[1], "_handle"));
  if (!is_int(handle))
    return raise_type_error(thread, "the _handle attribute of the second argument must be an integer");
  TRY(audit(thread, "ctypes.dlsym", {args[1], args[2]}));
  dlerror();
  void* address = dlsym(reinterpret_cast<void*>(int_to_uint64_wrapped(handle)), name.c_str());
  if (address == nullptr) {
    return raise_library_error(thread, ExceptionId::kValueError, "symbol '" + name + "' not found");
  }
  return make_at(thread, type_argument(args), static_cast<uint8_t*>(address));
}

Value meta_from_param(Thread& thread, Value* args) { return default_from_param(thread, args[0], args[1]); }

Value get_pointer_type(Thread& thread, Value type) {
  const Info* info = info_of(thread, type);
  if (info == nullptr) return raise_type_error(thread, "{} must have storage info", TRY(repr_text(thread, type)));
  Value made = info->pointer_type;
  if (made.is_unbound()) {
    return raise(thread, ExceptionId::kAttributeError, "type {} has no attribute '__pointer_type__'",
                 TRY(repr_text(thread, type)));
  }
  return made;
}
Status set_pointer_type(Thread& thread, Value type, Value value) {
  Info* info = TRY(require_info(thread, type, "the class must have storage info"));
  info->pointer_type.set(info, value);
  return {};
}

// A pointer takes None, what it is of, arrays and pointers of the same type.
Value pointer_meta_from_param(Thread& thread, Value* args) {
  const Info* info = TRY(require_info(thread, args[0], "abstract class"));
  if (args[1].is_none()) return args[1];
  Value item = info->item;
  if (!item.is_unbound() && is_data(thread, args[1])) {
    if (TRY(is_instance(thread, args[1], item))) {
      Argument* reference = TRY(make_argument(thread, 'P', &ffi_type_pointer, args[1]));
      write_as<void*>(reference->value, args[1].as<Data>()->data);
      return reference;
    }
    const Info* given = args[1].as<Data>()->information();
    const bool points = given->family == Family::kPointer || given->family == Family::kArray;
    if (points && !given->item.get().is_unbound() && TRY(is_subclass(thread, given->item, item))) return args[1];
  }
  return default_from_param(thread, args[0], args[1]);
}

constexpr NativeDefinition kCommonMethods[] = {
    {"__mul__(self, value, /)", meta_mul, "Return self*value.", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", meta_mul, "Return value*self.", NativeKind::kSequenceMethod},
    {"from_address(self, value, /)", meta_from_address, "C.from_address(integer) -> C instance"},
    {"from_buffer(self, obj, offset=0, /)", meta_from_buffer, "C.from_buffer(object, offset=0, /) -> C instance"},
    {"from_buffer_copy(self, buffer, offset=0, /)", meta_from_buffer_copy,
     "C.from_buffer_copy(object, offset=0, /) -> C instance"},
    {"in_dll(self, dll, name, /)", meta_in_dll, "C.in_dll(dll, name) -> C instance"},
    {"from_param(self, value, /)", meta_from_param, "What an object is as an argument."},
};
constexpr GetSetDefinition kCommonAttributes[] = {
    {"__pointer_type__", get_pointer_type, set_pointer_type, "The class of pointers to this one."},
};

constexpr NativeDefinition kSimpleMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", simple_meta_init, "Initialize self."},
    {"from_param(self, value, /)", simple_from_param, "What an object is as an argument."},
};
constexpr NativeDefinition kStructMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", struct_meta_init, "Initialize self."},
    {"__setattr__(self, name, value, /)", aggregate_meta_setattr, "Implement setattr(self, name, value)."},
};
constexpr NativeDefinition kUnionMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", union_meta_init, "Initialize self."},
    {"__setattr__(self, name, value, /)", aggregate_meta_setattr, "Implement setattr(self, name, value)."},
};
constexpr NativeDefinition kPointerMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", pointer_meta_init, "Initialize self."},
    {"from_param(self, value, /)", pointer_meta_from_param, "What an object is as an argument."},
    {"set_type(self, type, /)", pointer_meta_set_type, "Sets what the pointers point to."},
};
constexpr NativeDefinition kArrayMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", array_meta_init, "Initialize self."},
};
constexpr NativeDefinition kFunctionMethods[] = {
    {"__init__(self, name, bases, namespace, /, **kwargs)", function_meta_init, "Initialize self."},
};

constexpr TypeSpec meta_spec(const char* name, std::span<const NativeDefinition> methods) {
  return {
      .name = name,
      .module = "_ctypes",
      .layout = Kind::kType,
      .basic_size = sizeof(Type),
      .flags = kTypeHasWeakReferences | kTypeDerivesLayout,
      .methods = methods,
      .base = TypeId::kType,
  };
}

}  // namespace

constinit const TypeSpec kMetaBase = {
    .name = "CType_Type",
    .module = "_ctypes",
    .layout = Kind::kType,
    .basic_size = sizeof(Type),
    .flags = kTypeHasWeakReferences | kTypeDerivesLayout,
    .methods = kCommonMethods,
    .attributes = kCommonAttributes,
    .doc = "metatype for the ctypes types",
    .base = TypeId::kType,
};
constinit const TypeSpec kSimpleMeta = meta_spec("PyCSimpleType", kSimpleMethods);
constinit const TypeSpec kStructMeta = meta_spec("PyCStructType", kStructMethods);
constinit const TypeSpec kUnionMeta = meta_spec("UnionType", kUnionMethods);
constinit const TypeSpec kPointerMeta = meta_spec("PyCPointerType", kPointerMethods);
constinit const TypeSpec kArrayMeta = meta_spec("PyCArrayType", kArrayMethods);
constinit const TypeSpec kFunctionMeta = meta_spec("PyCFuncPtrType", kFunctionMethods);

Value array_type(Thread& thread, Value item, int64_t length) {
  const Info* inner = info_of(thread, item);
  if (inner == nullptr) return raise_type_error(thread, "Expected a type object");
  // Made once for a type and a length, as long as somebody has it.
  Str* cache_name = TRY(intern_text(thread.runtime, "__ctypes_arrays__"));
  Type* type = item.as<Type>();
  Value cache = dict_get_name(thread.runtime, type->dict, cache_name);
  if (!cache.is_kind(Kind::kDict)) {
    cache = TRY(make_dict(thread));
    TRY(dict_set_name(thread, type->dict, cache_name, cache));
  }
  Value key = TRY(make_int(thread, length));
  Value found = TRY(dict_get(thread, cache.as<Dict>(), key));
  if (!found.is_unbound()) return found;
  Str* name = TRY(make_str(thread, fmt::format("{}_Array_{}", text_of(type->name), length)));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set(thread, name_space, TRY(make_str(thread, "_length_")), key));
  TRY(dict_set(thread, name_space, TRY(make_str(thread, "_type_")), item));
  Tuple* bases = TRY(make_tuple(thread, {Value(native_type(thread.runtime, kArrayDataType))}));
  Value made =
      TRY(call(thread, native_type(thread.runtime, kArrayMeta), {Value(name), Value(bases), Value(name_space)}));
  TRY(dict_set(thread, cache.as<Dict>(), key, made));
  return made;
}

Value pointer_type_of(Thread& thread, Value type) {
  const Info* info = info_of(thread, type);
  if (info != nullptr && !info->pointer_type.get().is_unbound()) return info->pointer_type;
  Value pointer = TRY(import_attribute(thread, "ctypes", "POINTER"));
  return call(thread, pointer, {type});
}

}  // namespace memphis::ctypes
