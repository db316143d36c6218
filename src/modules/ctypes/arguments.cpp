// What objects are as arguments of foreign functions.
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

// An instance as an argument: numbers and pointers by value, arrays by their address, structures as they lie.
Argument* data_argument(Thread& thread, Data* data) {
  const Info* info = data->information();
  switch (info->family) {
    case Family::kArray: {
      Argument* argument = TRY(make_argument(thread, 'P', &ffi_type_pointer, data));
      write_as<void*>(argument->value, data->data);
      return argument;
    }
    case Family::kStructure:
    case Family::kUnion: {
      // A copy, so that the function cannot change the original, nor another thread the copy.
      Argument* argument = TRY(make_argument(thread, 'V', info->ffi, data));
      ByteStorage* copy = TRY(make_byte_storage(thread, data->size + 16));
      const auto begin = reinterpret_cast<uintptr_t>(copy->bytes);
      argument->address = reinterpret_cast<void*>((begin + 15) & ~uintptr_t{15});
      std::memcpy(argument->address, data->data, data->size);
      argument->object.set(argument, copy);
      return argument;
    }
    default: {
      Argument* argument =
          TRY(make_argument(thread, info->family == Family::kSimple ? info->simple->code : 'P', info->ffi, data));
      std::memcpy(argument->value, data->data, std::min<uint64_t>(data->size, sizeof argument->value));
      return argument;
    }
  }
}

Value argument_repr(Thread& thread, Value* args) {
  const auto* argument = args[0].as<Argument>();
  const SimpleType* simple = find_simple_type(argument->tag);
  const bool is_number = simple != nullptr && std::strchr("bBhHiIlLqQfd", argument->tag) != nullptr;
  if (is_number) {
    Value value = TRY(simple->load(thread, argument->value));
    return make_str(thread, fmt::format("<cparam '{}' ({})>", argument->tag, TRY(repr_text(thread, value))));
  }
  if (argument->tag == 'c') {
    const uint8_t c = argument->value[0];
    const bool is_plain = c >= 0x20 && c < 0x7f && c != '\'' && c != '\\';
    return make_str(thread, is_plain ? fmt::format("<cparam '{}' ('{}')>", argument->tag, static_cast<char>(c))
                                     : fmt::format("<cparam '{}' ('\\x{:02x}')>", argument->tag, c));
  }
  if (argument->tag == 'z' || argument->tag == 'Z' || argument->tag == 'P') {
    return make_str(thread, fmt::format("<cparam '{}' ({:#x})>", argument->tag, read_as<uint64_t>(argument->value)));
  }
  return make_str(thread, fmt::format("<cparam '{}' at {}>", argument->tag, address_text(args[0])));
}

Value get_object(Thread&, Value self) {
  Value object = self.as<Argument>()->object;
  return object.is_unbound() ? Value::none() : object;
}

constexpr NativeDefinition kMethods[] = {{"__repr__(self, /)", argument_repr, "Return repr(self)."}};
constexpr GetSetDefinition kAttributes[] = {{"_obj", get_object, nullptr, "the wrapped object", true}};

// The argument that _as_parameter_ stands for; unbound: the object has none.
Value as_parameter(Thread& thread, Value value) { return find_attribute_text(thread, value, "_as_parameter_"); }

Argument* text_argument(Thread& thread, const SimpleType& simple, Value value) {
  Argument* argument = TRY(make_argument(thread, simple.code, simple.ffi, value));
  Value kept = TRY(simple.store(thread, argument->value, value));
  argument->object.set(argument, kept);
  return argument;
}

// Whether the argument is byref() of a character that c_char_p or c_wchar_p, as `code` says, points to.
bool refers_to_character(Thread& thread, Value argument, char code) {
  Value object = argument.as<Argument>()->object;
  if (object.is_unbound() || !is_data(thread, object)) return false;
  const Info* info = object.as<Data>()->information();
  return info->family == Family::kSimple && info->simple->code == (code == 'z' ? 'c' : 'u');
}

// c_char_p, c_wchar_p and c_void_p take arrays and pointers of their characters; c_void_p everything that has an
// address.
Value pointer_from_param(Thread& thread, Value type, const Info* info, Value value) {
  const char code = info->simple->code;
  if (value.is_none()) return value;
  if (value.is_kind(Kind::kBytes) && code != 'Z') return text_argument(thread, *find_simple_type('z'), value);
  if (is_str(value) && code != 'z') return text_argument(thread, *find_simple_type('Z'), value);
  if (is_int(value) && code == 'P') return text_argument(thread, *info->simple, value);
  if (TRY(is_instance(thread, value, type))) return value;
  if (type_of(thread, value) == native_type(thread.runtime, kArgumentType)) {
    const char tag = value.as<Argument>()->tag;
    if (tag == code || (code == 'P' && (tag == 'z' || tag == 'Z')) || refers_to_character(thread, value, code)) {
      return value;
    }
  }
  if (is_data(thread, value)) {
    const Info* given = value.as<Data>()->information();
    const bool points = given->family == Family::kArray || given->family == Family::kPointer;
    if (points && code == 'P') return value;
    if (points && !given->item.get().is_unbound()) {
      const Info* item = info_of(thread, given->item);
      const char wanted = code == 'z' ? 'c' : 'u';
      if (item != nullptr && item->family == Family::kSimple && item->simple->code == wanted) return value;
    }
    if (code == 'P' && given->family == Family::kFunction) return value;
    if (code == 'P' && given->family == Family::kSimple && std::strchr("zZP", given->simple->code) != nullptr) {
      Argument* argument = TRY(data_argument(thread, value.as<Data>()));
      argument->tag = given->simple->code == 'P' ? 'P' : given->simple->code;
      return argument;
    }
  }
  return Value::unbound();
}

}  // namespace

constinit const TypeSpec kArgumentType = {
    .name = "CArgObject",
    .module = "_ctypes",
    .basic_size = sizeof(Argument),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
};

Argument* make_argument(Thread& thread, char tag, ffi_type* type, Value object) {
  auto* argument = TRY(allocate_instance<Argument>(thread, native_type(thread.runtime, kArgumentType)));
  argument->tag = tag;
  argument->type = type;
  argument->object.set(argument, object);
  return argument;
}

Value default_from_param(Thread& thread, Value type, Value value) {
  if (TRY(is_instance(thread, value, type))) return value;
  if (type_of(thread, value) == native_type(thread.runtime, kArgumentType)) {
    Value object = value.as<Argument>()->object;
    const Info* info = info_of(thread, type);
    if (info != nullptr && info->family == Family::kPointer && !info->item.get().is_unbound() && object.is_cell() &&
        TRY(is_instance(thread, object, info->item))) {
      return value;
    }
    return raise_type_error(thread, "expected {} instance instead of pointer to {}", text_of(type.as<Type>()->name),
                            object.is_unbound() ? std::string("NULL") : std::string(type_name(thread, object)));
  }
  Value parameter = TRY(as_parameter(thread, value));
  if (!parameter.is_unbound()) {
    NativeRecursion guard(thread, " while processing _as_parameter_");
    if (guard.failed()) return Value::error();
    Value method = TRY(get_attribute_text(thread, type, "from_param"));
    return call(thread, method, {parameter});
  }
  return raise_type_error(thread, "expected {} instance instead of {}", text_of(type.as<Type>()->name),
                          type_name(thread, value));
}

Value simple_from_param(Thread& thread, Value* args) {
  const Info* info = TRY(require_info(thread, args[0], "abstract class"));
  if (std::strchr("zZP", info->simple->code) != nullptr) {
    Value found = TRY(pointer_from_param(thread, args[0], info, args[1]));
    if (!found.is_unbound()) return found;
  } else {
    if (TRY(is_instance(thread, args[1], args[0]))) return args[1];
    Argument* argument = TRY(make_argument(thread, info->simple->code, info->simple->ffi, args[1]));
    Value kept = info->simple->store(thread, argument->value, args[1]);
    if (!kept.is_error()) return argument;
    Value parameter = Value::unbound();
    Value error = take_pending(thread);
    parameter = TRY(as_parameter(thread, args[1]));
    if (parameter.is_unbound()) return raise_again(thread, error);
  }
  Value parameter = TRY(as_parameter(thread, args[1]));
  if (parameter.is_unbound()) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as ctypes.{}", type_name(thread, args[1]),
                            text_of(args[0].as<Type>()->name));
  }
  NativeRecursion guard(thread, " while processing _as_parameter_");
  if (guard.failed()) return Value::error();
  Value passed[] = {args[0], parameter};
  return simple_from_param(thread, passed);
}

Value convert_argument(Thread& thread, Value object, int64_t position) {
  if (is_data(thread, object)) return data_argument(thread, object.as<Data>());
  if (type_of(thread, object) == native_type(thread.runtime, kArgumentType)) return object;
  if (object.is_none()) {
    Argument* argument = TRY(make_argument(thread, 'P', &ffi_type_pointer, object));
    write_as<void*>(argument->value, nullptr);
    return argument;
  }
  if (is_int(object)) {
    int64_t number;
    uint64_t wide = 0;
    if (!int_to_int64(object, number) && !int_to_uint64(object, wide)) {
      return raise(thread, ExceptionId::kOverflowError, "int too long to convert");
    }
    Argument* argument = TRY(make_argument(thread, 'i', &ffi_type_sint32, object));
    write_as<int32_t>(argument->value, static_cast<int32_t>(int_to_uint64_wrapped(object)));
    return argument;
  }
  if (object.is_kind(Kind::kBytes)) return text_argument(thread, *find_simple_type('z'), object);
  if (is_str(object)) return text_argument(thread, *find_simple_type('Z'), object);
  Value parameter = TRY(as_parameter(thread, object));
  if (parameter.is_unbound()) {
    return raise_type_error(thread, "Don't know how to convert parameter {}", position);
  }
  NativeRecursion guard(thread, " while processing _as_parameter_");
  if (guard.failed()) return Value::error();
  return convert_argument(thread, parameter, position);
}

}  // namespace memphis::ctypes
