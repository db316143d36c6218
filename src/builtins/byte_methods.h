// Private to the files builtins/byte*.cpp: methods that bytes and bytearray share. They work on the bytes of args[0],
// whichever it is, and give an object of the same of the two types.
#pragma once

#include "runtime/buffer.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

inline bool is_byte_array(Value value) { return value.is_kind(Kind::kByteArray); }
// The bytes of a bytes or bytearray. A bytearray's stay readable (if no longer its own) when user code resizes it.
inline std::span<const uint8_t> byte_view(Value value) {
  if (is_byte_array(value)) return value.as<ByteArray>()->view();
  return value.as<Bytes>()->view();
}
// A new object of the receiver's kind.
Value make_like(Thread& thread, Value receiver, std::span<const uint8_t> bytes);
// The same with zeros, to be filled through byte_data.
Value allocate_like(Thread& thread, Value receiver, uint64_t size);
inline uint8_t* byte_data(Value value) {
  if (is_byte_array(value)) return value.as<ByteArray>()->data();
  return value.as<Bytes>()->data;
}
// What a method answers that changed nothing: an exact bytes itself, else a copy.
Value unchanged(Thread& thread, Value receiver);
// An int in range(256), or ValueError "<what> must be in range(0, 256)".
Fallible<uint8_t> byte_argument(Thread& thread, Value value, const char* what = "byte");
// What bytes(x) and bytearray(x) make of their arguments, without the type's own extras: a Bytes.
struct BytesArguments {
  const char* type;   // "bytes"
  const char* items;  // "bytes" or "byte", as the range error names an item
};
Value bytes_from_arguments(Thread& thread, Value source, Value encoding, Value errors, const BytesArguments& names);

Value bytes_find(Thread& thread, Value* args);
Value bytes_rfind(Thread& thread, Value* args);
Value bytes_index(Thread& thread, Value* args);
Value bytes_rindex(Thread& thread, Value* args);
Value bytes_count(Thread& thread, Value* args);
Value bytes_contains(Thread& thread, Value* args);
Value bytes_startswith(Thread& thread, Value* args);
Value bytes_endswith(Thread& thread, Value* args);
Value bytes_replace(Thread& thread, Value* args);
Value bytes_removeprefix(Thread& thread, Value* args);
Value bytes_removesuffix(Thread& thread, Value* args);
Value bytes_partition(Thread& thread, Value* args);
Value bytes_rpartition(Thread& thread, Value* args);

Value bytes_split(Thread& thread, Value* args);
Value bytes_rsplit(Thread& thread, Value* args);
Value bytes_splitlines(Thread& thread, Value* args);
Value bytes_join(Thread& thread, Value* args);
Value bytes_strip(Thread& thread, Value* args);
Value bytes_lstrip(Thread& thread, Value* args);
Value bytes_rstrip(Thread& thread, Value* args);
Value bytes_center(Thread& thread, Value* args);
Value bytes_ljust(Thread& thread, Value* args);
Value bytes_rjust(Thread& thread, Value* args);
Value bytes_zfill(Thread& thread, Value* args);
Value bytes_expandtabs(Thread& thread, Value* args);

Value bytes_lower(Thread& thread, Value* args);
Value bytes_upper(Thread& thread, Value* args);
Value bytes_title(Thread& thread, Value* args);
Value bytes_capitalize(Thread& thread, Value* args);
Value bytes_swapcase(Thread& thread, Value* args);
Value bytes_isalnum(Thread& thread, Value* args);
Value bytes_isalpha(Thread& thread, Value* args);
Value bytes_isascii(Thread& thread, Value* args);
Value bytes_isdigit(Thread& thread, Value* args);
Value bytes_islower(Thread& thread, Value* args);
Value bytes_isspace(Thread& thread, Value* args);
Value bytes_istitle(Thread& thread, Value* args);
Value bytes_isupper(Thread& thread, Value* args);

Value bytes_decode(Thread& thread, Value* args);
Value bytes_translate(Thread& thread, Value* args);
Value bytes_maketrans(Thread& thread, Value* args);
Value bytes_hex(Thread& thread, Value* args);
Value bytes_fromhex(Thread& thread, Value* args);
// hex() of any bytes; args[1] and args[2] are sep and bytes_per_sep.
struct HexGroups {
  uint8_t separator = 0;
  uint64_t size = 0;  // bytes a group; 0: no separators
  bool from_left = false;
};
// The arguments of hex(). Runs user code.
Fallible<HexGroups> hex_groups(Thread& thread, Value separator, Value group);
Str* hex_text(Thread& thread, std::span<const uint8_t> bytes, HexGroups groups);

Value bytes_len(Thread& thread, Value* args);
Value bytes_add(Thread& thread, Value* args);
Value bytes_mul(Thread& thread, Value* args);
Value bytes_mod(Thread& thread, Value* args);
Value bytes_rmod(Thread& thread, Value* args);
Value bytes_getitem(Thread& thread, Value* args);

}  // namespace memphis
