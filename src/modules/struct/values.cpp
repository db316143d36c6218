// Values to bytes and back, as a compiled format describes them.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/half_float.h"
#include "modules/struct/format.h"
#include "runtime/complex_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::structs {

namespace {

// ---- Packing ----

void store(uint8_t* out, uint64_t bits, unsigned size, bool swapped) {
  if (swapped) bits = std::byteswap(bits) >> (64 - 8 * size);
  switch (size) {
    case 1: *out = static_cast<uint8_t>(bits); break;
    case 2: std::memcpy(out, &bits, 2); break;
    case 4: std::memcpy(out, &bits, 4); break;
    default: std::memcpy(out, &bits, 8); break;
  }
}

FailureOfAnyType raise_range_error(Thread& thread, const FormatCode& code) {
  unsigned bits = 8 * code.part_size;
  if (code.kind == CodeKind::kUnsigned) {
    return raise_struct_error(
        thread, fmt::format("'{}' format requires 0 <= number <= {}", code.character, ~uint64_t{0} >> (64 - bits)));
  }
  const int64_t greatest = static_cast<int64_t>(~uint64_t{0} >> (65 - bits));
  return raise_struct_error(
      thread, fmt::format("'{}' format requires {} <= number <= {}", code.character, -greatest - 1, greatest));
}

// The int that a value stands for.
Value int_of(Thread& thread, Value value) {
  if (is_int(value)) return without_bool(value);
  if (type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
    return raise_struct_error(thread, "required argument is not an integer");
  }
  return to_index(thread, value);
}

Status pack_address(Thread& thread, const FormatCode& code, Value number, uint8_t* out) {
  int64_t small;
  uint64_t bits;
  if (int_to_int64(number, small)) {
    bits = static_cast<uint64_t>(small);
  } else if (!int_to_uint64(number, bits)) {
    return raise_struct_error(thread, "int too large to convert");
  }
  store(out, bits, 8, code.is_swapped);
  return {};
}

Status pack_integer(Thread& thread, const FormatCode& code, Value value, uint8_t* out) {
  Value number = value.is_small_int() ? value : TRY(int_of(thread, value));
  if (code.kind == CodeKind::kAddress) return pack_address(thread, code, number, out);
  const unsigned unused = 64 - 8 * code.part_size;
  uint64_t bits;
  if (code.kind == CodeKind::kSigned) {
    int64_t integer;
    if (!int_to_int64(number, integer)) return raise_range_error(thread, code);
    bits = static_cast<uint64_t>(integer);
    if (static_cast<int64_t>(bits << unused) >> unused != integer) return raise_range_error(thread, code);
  } else {
    if (number.is_small_int() ? number.as_small_int() < 0 : !int_to_uint64(number, bits)) {
      return raise_range_error(thread, code);
    }
    if (number.is_small_int()) bits = static_cast<uint64_t>(number.as_small_int());
    if (bits << unused >> unused != bits) return raise_range_error(thread, code);
  }
  store(out, bits, code.part_size, code.is_swapped);
  return {};
}

Status store_double(Thread& thread, const FormatCode& code, double value, uint8_t* out) {
  if (code.part_size == 8) {
    store(out, std::bit_cast<uint64_t>(value), 8, code.is_swapped);
    return {};
  }
  if (code.part_size == 4) {
    const auto narrow = static_cast<float>(value);
    if (std::isinf(narrow) && !std::isinf(value) && !code.is_native) {
      return raise(thread, ExceptionId::kOverflowError, "float too large to pack with f format");
    }
    store(out, std::bit_cast<uint32_t>(narrow), 4, code.is_swapped);
    return {};
  }
  uint16_t bits;
  if (!double_to_half(value, bits)) {
    return raise(thread, ExceptionId::kOverflowError, "float too large to pack with e format");
  }
  store(out, bits, 2, code.is_swapped);
  return {};
}

Status pack_float(Thread& thread, const FormatCode& code, Value value, uint8_t* out) {
  double number;
  if (is_float(value)) {
    number = float_value(value);
  } else {
    Fallible<double> converted = to_double(thread, value);
    if (converted.failed()) {
      take_pending(thread);
      return raise_struct_error(thread, "required argument is not a float");
    }
    number = converted.value();
  }
  return store_double(thread, code, number, out);
}

Status pack_complex(Thread& thread, const FormatCode& code, Value value, uint8_t* out) {
  Fallible<ComplexNumber> number = to_complex(thread, value);
  if (number.failed()) {
    take_pending(thread);
    return raise_struct_error(thread, "required argument is not a complex");
  }
  TRY(store_double(thread, code, number.value().real, out));
  return store_double(thread, code, number.value().imaginary, out + code.part_size);
}

Status pack_character(Thread& thread, Value value, uint8_t* out) {
  if (!value.is_kind(Kind::kBytes) || value.as<Bytes>()->size != 1) {
    return raise_struct_error(thread, "char format requires a bytes object of length 1");
  }
  *out = value.as<Bytes>()->data[0];
  return {};
}

Status pack_text(Thread& thread, const FormatCode& code, Value value, uint8_t* out) {
  std::span<const uint8_t> bytes;
  if (value.is_kind(Kind::kBytes)) {
    bytes = value.as<Bytes>()->view();
  } else if (value.is_kind(Kind::kByteArray)) {
    bytes = value.as<ByteArray>()->view();
  } else {
    return raise_struct_error(thread, fmt::format("argument for '{}' must be a bytes object", code.character));
  }
  uint64_t room = code.size;
  if (room == 0) return {};
  if (code.kind == CodeKind::kPascal) {
    room--;
    *out++ = static_cast<uint8_t>(std::min<uint64_t>({bytes.size(), room, 255}));
  }
  if (const uint64_t size = std::min<uint64_t>(bytes.size(), room); size != 0) std::memcpy(out, bytes.data(), size);
  return {};
}

Status pack_value(Thread& thread, const FormatCode& code, Value value, uint8_t* out) {
  switch (code.kind) {
    case CodeKind::kSigned:
    case CodeKind::kUnsigned:
    case CodeKind::kAddress: return pack_integer(thread, code, value, out);
    case CodeKind::kFloat: return pack_float(thread, code, value, out);
    case CodeKind::kComplex: return pack_complex(thread, code, value, out);
    case CodeKind::kBool: *out = TRY(is_true(thread, value)) ? 1 : 0; return {};
    case CodeKind::kCharacter: return pack_character(thread, value, out);
    default: return pack_text(thread, code, value, out);
  }
}

// ---- Unpacking ----

uint64_t load(const uint8_t* in, unsigned size, bool swapped) {
  uint64_t bits = 0;
  switch (size) {
    case 1: return *in;
    case 2: std::memcpy(&bits, in, 2); break;
    case 4: std::memcpy(&bits, in, 4); break;
    default: std::memcpy(&bits, in, 8); break;
  }
  return swapped ? std::byteswap(bits) >> (64 - 8 * size) : bits;
}

double load_double(const FormatCode& code, const uint8_t* in) {
  uint64_t bits = load(in, code.part_size, code.is_swapped);
  if (code.part_size == 8) return std::bit_cast<double>(bits);
  if (code.part_size == 4) return static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
  return half_to_double(static_cast<uint16_t>(bits));
}

Value unpack_value(Thread& thread, const FormatCode& code, const uint8_t* in) {
  switch (code.kind) {
    case CodeKind::kSigned: {
      const unsigned unused = 64 - 8 * code.part_size;
      return make_int(thread, static_cast<int64_t>(load(in, code.part_size, code.is_swapped) << unused) >> unused);
    }
    case CodeKind::kUnsigned:
    case CodeKind::kAddress: return make_int_unsigned(thread, load(in, code.part_size, code.is_swapped));
    case CodeKind::kFloat: return make_float(thread, load_double(code, in));
    case CodeKind::kComplex: return make_complex(thread, load_double(code, in), load_double(code, in + code.part_size));
    case CodeKind::kBool: return Value::boolean(*in != 0);
    case CodeKind::kCharacter: return make_bytes(thread, {in, 1});
    case CodeKind::kString: return make_bytes(thread, {in, code.size});
    default: break;
  }
  if (code.size == 0) return make_bytes(thread, {});
  return make_bytes(thread, {in + 1, std::min<uint64_t>(*in, code.size - 1)});
}

}  // namespace

Status pack_values(Thread& thread, const CompiledFormat& format, const Value* values, uint8_t* out) {
  for (uint64_t i = 0; i < format.code_count; i++) {
    const FormatCode& code = format.codes[i];
    uint8_t* at = out + code.offset;
    for (uint64_t j = 0; j < code.repeat; j++, at += code.size) TRY(pack_value(thread, code, *values++, at));
  }
  return {};
}

Value unpack_values(Thread& thread, const CompiledFormat& format, const uint8_t* in) {
  Tuple* values = TRY(allocate_tuple(thread, format.value_count));
  Value* out = values->items;
  for (uint64_t i = 0; i < format.code_count; i++) {
    const FormatCode& code = format.codes[i];
    const uint8_t* at = in + code.offset;
    for (uint64_t j = 0; j < code.repeat; j++, at += code.size) *out++ = TRY(unpack_value(thread, code, at));
  }
  return values;
}

}  // namespace memphis::structs
