// The simple types of C: how their values lie in memory.
#include <complex>
#include <cstring>
#include <cwchar>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/complex_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

template <class T>
Value load_int(Thread& thread, const uint8_t* at) {
  if constexpr (std::is_signed_v<T>) {
    return make_int(thread, read_as<T>(at));
  } else {
    return make_int_unsigned(thread, read_as<T>(at));
  }
}

// Ints lose the bits that do not fit.
template <class T>
Value store_int(Thread& thread, uint8_t* at, Value value) {
  write_as<T>(at, static_cast<T>(int_to_uint64_wrapped(TRY(to_index(thread, value)))));
  return Value::none();
}

template <class T>
Value load_float(Thread& thread, const uint8_t* at) {
  return make_float(thread, static_cast<double>(read_as<T>(at)));
}
template <class T>
Value store_float(Thread& thread, uint8_t* at, Value value) {
  write_as<T>(at, static_cast<T>(TRY(to_double(thread, value))));
  return Value::none();
}

template <class T>
Value load_complex(Thread& thread, const uint8_t* at) {
  return make_complex(thread, static_cast<double>(read_as<T>(at)), static_cast<double>(read_as<T>(at + sizeof(T))));
}
template <class T>
Value store_complex(Thread& thread, uint8_t* at, Value value) {
  const ComplexNumber number = TRY(to_complex(thread, value));
  write_as<T>(at, static_cast<T>(number.real));
  write_as<T>(at + sizeof(T), static_cast<T>(number.imaginary));
  return Value::none();
}

Value load_bool(Thread&, const uint8_t* at) { return Value::boolean(*at != 0); }
Value store_bool(Thread& thread, uint8_t* at, Value value) {
  *at = TRY(is_true(thread, value)) ? 1 : 0;
  return Value::none();
}

// VARIANT_BOOL: two bytes, true is all bits.
Value load_variant_bool(Thread&, const uint8_t* at) { return Value::boolean(read_as<int16_t>(at) != 0); }
Value store_variant_bool(Thread& thread, uint8_t* at, Value value) {
  write_as<int16_t>(at, TRY(is_true(thread, value)) ? -1 : 0);
  return Value::none();
}

Value load_char(Thread& thread, const uint8_t* at) { return make_bytes(thread, {at, 1}); }
Value store_char(Thread& thread, uint8_t* at, Value value) {
  if (value.is_kind(Kind::kBytes) && value.as<Bytes>()->size == 1) {
    *at = value.as<Bytes>()->data[0];
  } else if (value.is_kind(Kind::kByteArray) && value.as<ByteArray>()->size == 1) {
    *at = value.as<ByteArray>()->data()[0];
  } else if (is_int(value)) {
    int64_t number;
    if (!int_to_int64(value, number) || number < 0 || number > UINT8_MAX) {
      return raise_type_error(thread, "integer not in range(256)");
    }
    *at = static_cast<uint8_t>(number);
  } else if (value.is_kind(Kind::kBytes) || value.is_kind(Kind::kByteArray)) {
    const uint64_t size = value.is_kind(Kind::kBytes) ? value.as<Bytes>()->size : value.as<ByteArray>()->size;
    return raise_type_error(thread,
                            "one character bytes, bytearray, or an integer in range(256) expected, not {} of length {}",
                            std::string(value.is_kind(Kind::kBytes) ? "bytes" : "bytearray"), size);
  } else {
    return raise_type_error(thread, "one character bytes, bytearray, or an integer in range(256) expected, not {}",
                            type_name(thread, value));
  }
  return Value::none();
}

Value load_wide(Thread& thread, const uint8_t* at) { return make_character(thread, read_as<uint32_t>(at)); }
Value store_wide(Thread& thread, uint8_t* at, Value value) {
  if (!is_str(value)) {
    return raise_type_error(thread, "a unicode character expected, not instance of {}", type_name(thread, value));
  }
  const auto* text = value.as<Str>();
  if (text->length() != 1) {
    return raise_type_error(thread, "a unicode character expected, not a string of length {}", text->length());
  }
  write_as<uint32_t>(at, text->at(0));
  return Value::none();
}

// ---- Pointers ----

Value load_text_pointer(Thread& thread, const uint8_t* at) {
  const auto* text = read_as<const char*>(at);
  if (text == nullptr) return Value::none();
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text), std::strlen(text)});
}
Value store_text_pointer(Thread& thread, uint8_t* at, Value value) {
  if (value.is_none()) {
    write_as<const void*>(at, nullptr);
  } else if (value.is_kind(Kind::kBytes)) {
    write_as<const void*>(at, value.as<Bytes>()->data);
  } else if (is_int(value)) {
    write_as<uint64_t>(at, int_to_uint64_wrapped(value));
    return Value::none();
  } else {
    return raise_type_error(thread, "bytes or integer address expected instead of {} instance",
                            type_name(thread, value));
  }
  return value;
}

Value load_wide_pointer(Thread& thread, const uint8_t* at) {
  const auto* text = read_as<const wchar_t*>(at);
  if (text == nullptr) return Value::none();
  return make_str_utf32(thread, {reinterpret_cast<const uint32_t*>(text), std::wcslen(text)});
}
Value store_wide_pointer(Thread& thread, uint8_t* at, Value value) {
  if (value.is_none()) {
    write_as<const void*>(at, nullptr);
    return value;
  }
  if (is_int(value)) {
    write_as<uint64_t>(at, int_to_uint64_wrapped(value));
    return Value::none();
  }
  if (!is_str(value)) {
    return raise_type_error(thread, "unicode string or integer address expected instead of {} instance",
                            type_name(thread, value));
  }
  // The characters as C has them lie in a bytes object that is kept alive.
  const auto* text = value.as<Str>();
  Bytes* wide = TRY(allocate_bytes(thread, (text->length() + 1) * sizeof(wchar_t)));
  for (uint64_t i = 0; i < text->length(); i++) write_as<uint32_t>(wide->data + i * sizeof(wchar_t), text->at(i));
  write_as<const void*>(at, wide->data);
  return wide;
}

Value load_pointer(Thread& thread, const uint8_t* at) {
  const auto address = read_as<uint64_t>(at);
  return address == 0 ? Value::none() : make_int_unsigned(thread, address);
}
Value store_pointer(Thread& thread, uint8_t* at, Value value) {
  if (value.is_none()) {
    write_as<uint64_t>(at, 0);
  } else if (is_int(value)) {
    write_as<uint64_t>(at, int_to_uint64_wrapped(value));
  } else {
    return raise_type_error(thread, "cannot be converted to pointer");
  }
  return Value::none();
}

Value load_object(Thread& thread, const uint8_t* at) {
  const Value value(read_as<uint64_t>(at));
  if (value.bits() == 0) return raise_value_error(thread, "PyObject is NULL");
  return value;
}
Value store_object(Thread&, uint8_t* at, Value value) {
  write_as<uint64_t>(at, value.bits());
  return value;
}

template <class T>
constexpr SimpleType int_type(char code, ffi_type* ffi, char format = 0) {
  return {code, sizeof(T), alignof(T), ffi, format == 0 ? code : format, load_int<T>, store_int<T>};
}

}  // namespace

const SimpleType* find_simple_type(char code) {
  static constexpr SimpleType kTypes[] = {
      {'c', 1, 1, &ffi_type_schar, 'c', load_char, store_char},
      int_type<int8_t>('b', &ffi_type_sint8),
      int_type<uint8_t>('B', &ffi_type_uint8),
      int_type<int16_t>('h', &ffi_type_sint16),
      int_type<uint16_t>('H', &ffi_type_uint16),
      int_type<int32_t>('i', &ffi_type_sint32),
      int_type<uint32_t>('I', &ffi_type_uint32),
      int_type<int64_t>('l', &ffi_type_sint64),
      int_type<uint64_t>('L', &ffi_type_uint64),
      int_type<int64_t>('q', &ffi_type_sint64),
      int_type<uint64_t>('Q', &ffi_type_uint64),
      {'f', 4, 4, &ffi_type_float, 'f', load_float<float>, store_float<float>},
      {'d', 8, 8, &ffi_type_double, 'd', load_float<double>, store_float<double>},
      {'g', sizeof(long double), alignof(long double), &ffi_type_longdouble, 'g', load_float<long double>,
       store_float<long double>},
      {'F', 8, 4, &ffi_type_complex_float, 'F', load_complex<float>, store_complex<float>},
      {'D', 16, 8, &ffi_type_complex_double, 'D', load_complex<double>, store_complex<double>},
      {'G', 2 * sizeof(long double), alignof(long double), &ffi_type_complex_longdouble, 'G', load_complex<long double>,
       store_complex<long double>},
      {'?', 1, 1, &ffi_type_uint8, '?', load_bool, store_bool},
      {'v', 2, 2, &ffi_type_sint16, 'v', load_variant_bool, store_variant_bool},
      {'u', sizeof(wchar_t), alignof(wchar_t), &ffi_type_sint32, 'u', load_wide, store_wide},
      {'z', 8, 8, &ffi_type_pointer, 'z', load_text_pointer, store_text_pointer},
      {'Z', 8, 8, &ffi_type_pointer, 'Z', load_wide_pointer, store_wide_pointer},
      {'P', 8, 8, &ffi_type_pointer, 'P', load_pointer, store_pointer},
      {'O', 8, 8, &ffi_type_pointer, 'O', load_object, store_object},
  };
  for (const SimpleType& type : kTypes) {
    if (type.code == code) return &type;
  }
  return nullptr;
}

namespace {

// The bytes in the other order; of complex numbers each half by itself.
void swap_bytes(const Info* info, uint8_t* out, const uint8_t* in) {
  const bool is_complex = std::strchr("FDG", info->simple->code) != nullptr;
  const size_t size = is_complex ? info->size / 2 : info->size;
  for (size_t part = 0; part < info->size; part += size) {
    for (size_t i = 0; i < size; i++) out[part + i] = in[part + size - 1 - i];
  }
}

}  // namespace

Value load_simple(Thread& thread, const Info* info, const uint8_t* at) {
  constexpr size_t kLargest = 32;
  if (!info->is_swapped) return info->simple->load(thread, at);
  uint8_t bytes[kLargest];
  swap_bytes(info, bytes, at);
  return info->simple->load(thread, bytes);
}

Value store_simple(Thread& thread, const Info* info, uint8_t* at, Value value) {
  constexpr size_t kLargest = 32;
  if (!info->is_swapped) return info->simple->store(thread, at, value);
  uint8_t bytes[kLargest];
  Value kept = TRY(info->simple->store(thread, bytes, value));
  swap_bytes(info, at, bytes);
  return kept;
}

}  // namespace memphis::ctypes
