// Making objects, and reading simple ones. All may allocate; none runs user code. A null or error result means that
// memory is exhausted (MemoryError pending).
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "objects/dict.h"
#include "objects/native_object.h"
#include "objects/number.h"
#include "objects/sequence.h"
#include "objects/text.h"
#include "runtime/runtime.h"

namespace memphis {

// A cell of a type with a fixed layout: zeroed, header set from the type's root shape (subclass bit and attributes
// included).
Cell* allocate_cell(Thread& thread, size_t size, uint8_t kind_bits, Shape* shape);  // null: MemoryError pending
template <class T>
T* allocate_instance(Thread& thread, Type* type) {
  return static_cast<T*>(
      allocate_cell(thread, type->root_shape->instance_size, type->instance_kind_bits(), type->root_shape));
}
template <class T>
T* allocate_builtin(Thread& thread, TypeId id) {
  return allocate_instance<T>(thread, thread.runtime.type(id));
}
// For types whose cells vary in size: `fixed` bytes and the variable part, then room for the type's member slots and
// attributes word.
template <class T>
T* allocate_variable(Thread& thread, Type* type, size_t bytes) {
  size_t extra = type->root_shape->inline_offset;  // member slots and attributes word of subclasses; see type.h
  return static_cast<T*>(
      allocate_cell(thread, ((bytes + 7) & ~size_t{7}) + extra, type->instance_kind_bits(), type->root_shape));
}

// int
Value make_big_int_slow(Thread& thread, int64_t value);
inline Value make_int(Thread& thread, int64_t value) {
  if (Value::fits_small_int(value)) [[likely]]
    return Value::small_int(value);
  return make_big_int_slow(thread, value);
}
Value make_int_unsigned(Thread& thread, uint64_t value);

// float
Value make_float_slow(Thread& thread, double value);
inline Value make_float(Thread& thread, double value) {
  uint64_t encoded = Value::encode_float(value);
  if (Value::float_is_immediate(encoded)) [[likely]]
    return Value(encoded);
  return make_float_slow(thread, value);
}
inline bool is_float(Value value) {
  return value.is_immediate_float() || value.is_kind(Kind::kFloat);
}  // subclasses too
inline double float_value(Value value) {
  return value.is_immediate_float() ? value.as_immediate_float() : value.as<Float>()->value;
}
inline bool is_int(Value value) { return value.is_small_int() || value.is_bool() || value.is_kind(Kind::kBigInt); }
inline bool is_exact_int(Value value) { return value.is_small_int() || value.is_exactly(Kind::kBigInt); }
inline bool is_str(Value value) { return value.is_kind(Kind::kStr); }
inline bool is_exact_str(Value value) { return value.is_exactly(Kind::kStr); }
Value make_complex(Thread& thread, double real, double imaginary);

// str
Str* make_str(Thread& thread, std::string_view utf8);  // valid UTF-8 (lone surrogates as WTF-8 allowed)
Str* make_str_latin1(Thread& thread, std::span<const uint8_t> characters);
Str* make_str_utf16(Thread& thread, std::span<const uint16_t> characters);  // code points below 0x10000, not UTF-16
Str* make_str_utf32(Thread& thread, std::span<const uint32_t> characters);
// Uninitialised text of the given width: the caller fills it at once. `width` must be the narrowest that fits;
// `ascii` tells whether all characters are below 128.
Str* allocate_str(Thread& thread, uint64_t length, unsigned width, bool ascii);
Str* make_character(Thread& thread, uint32_t code_point);
Str* substring(Thread& thread, Str* str, uint64_t begin, uint64_t end);
Str* concatenate(Thread& thread, Str* left, Str* right);
Str* intern(Runtime& runtime, Str* str);  // the canonical one; exact strs only
Str* intern_text(Runtime& runtime, std::string_view utf8);
void append_utf8(const Str* str, std::string& out);  // lone surrogates as WTF-8
bool strs_equal(const Str* left, const Str* right);
int compare_strs(const Str* left, const Str* right);  // by code point
int64_t hash_str(Runtime& runtime, Str* str);

Bytes* make_bytes(Thread& thread, std::span<const uint8_t> bytes);
Bytes* allocate_bytes(Thread& thread, uint64_t size);  // zeroed

// Containers
Tuple* make_tuple(Thread& thread, std::span<const Value> items);
// Exact matches, so that argument-dependent lookup does not prefer std::make_tuple.
inline Tuple* make_tuple(Thread& thread, std::span<Value> items) {
  return make_tuple(thread, std::span<const Value>(items));
}
Tuple* make_tuple(Thread& thread, std::initializer_list<Value> items);
Tuple* allocate_tuple(Thread& thread, uint64_t size);  // items unbound: fill at once
List* make_list(Thread& thread, std::span<const Value> items = {});
Status list_reserve(Thread& thread, List* list, uint64_t capacity);
Status list_append(Thread& thread, List* list, Value item);
ValueArray* make_value_array(Thread& thread, uint64_t capacity);
Dict* make_dict(Thread& thread);
Set* make_set(Thread& thread, TypeId id);  // kSet or kFrozenSet; empty, mutable until handed out
Value make_range(Thread& thread, int64_t start, int64_t stop, int64_t step);
Value make_range(Thread& thread, Value start, Value stop, Value step);  // exact ints, the step not zero
Slice* make_slice(Thread& thread, Value start, Value stop, Value step);

// Functions
CellObject* make_cell_object(Thread& thread, Value contents);
Function* make_function(Thread& thread, Code* code, Dict* globals);
BoundMethod* make_bound_method(Thread& thread, Value function, Value self);
Module* make_module(Thread& thread, Str* name);

}  // namespace memphis
