// str, bytes, bytearray.
#pragma once

#include <span>
#include <string_view>

#include "objects/array.h"

namespace memphis {

// Immutable text, one, two or four bytes a character: the narrowest that holds the widest character. Data lies in the
// cell, or (flag kExternal) in a ByteStorage that several strs may share: `s += t` appends to the storage of s when
// there is room behind it and nobody else has used that room, so building a str in a loop takes linear time.
struct Str : Cell {
  static constexpr Kind kKind = Kind::kStr;
  static constexpr uint64_t kAscii = 1;  // all characters below 128 (implies width 1)
  static constexpr uint64_t kInterned = 2;
  static constexpr uint64_t kExternal = 4;
  static constexpr int kFlagBits = 8;     // bits 0-2 flags, 3-5 width (1, 2, 4), rest: length
  uint64_t packed;                        // length << 8 | width << 3 | flags
  int64_t cached_hash;                    // kNoHash: not computed
  static constexpr int64_t kNoHash = -1;  // no str hashes to -1
  union {
    uint8_t inline_data[8];  // as long as the text; a zero character follows
    struct {
      uint8_t* data;
      ByteStorage* storage;
    } external;
  };

  uint64_t length() const { return packed >> kFlagBits; }
  unsigned width() const { return packed >> 3 & 7; }
  bool is_ascii() const { return (packed & kAscii) != 0; }
  bool is_interned() const { return (packed & kInterned) != 0; }
  bool is_external() const { return (packed & kExternal) != 0; }
  const uint8_t* data() const { return is_external() ? external.data : inline_data; }
  uint8_t* mutable_data() { return is_external() ? external.data : inline_data; }  // only while nobody else has the str
  const uint16_t* data16() const { return reinterpret_cast<const uint16_t*>(data()); }
  const uint32_t* data32() const { return reinterpret_cast<const uint32_t*>(data()); }
  uint64_t byte_length() const { return length() * width(); }
  uint32_t at(uint64_t index) const {
    switch (width()) {
      case 1: return data()[index];
      case 2: return data16()[index];
      default: return data32()[index];
    }
  }
  // Only for ASCII strs.
  std::string_view ascii() const { return {reinterpret_cast<const char*>(data()), length()}; }
};
static_assert(sizeof(Str) == 40);
inline constexpr size_t kStrHeaderSize = 24;

struct Bytes : Cell {
  static constexpr Kind kKind = Kind::kBytes;
  uint64_t size;
  int64_t cached_hash;  // Str::kNoHash: not computed
  uint8_t data[];       // a zero byte follows

  std::span<const uint8_t> view() const { return {data, size}; }
};
static_assert(sizeof(Bytes) == 24);

struct ByteArray : Cell {
  static constexpr Kind kKind = Kind::kByteArray;
  uint64_t size;
  Ref<ByteStorage> storage;  // null when empty
  uint64_t start;            // bytes dropped at the front of the storage
  uint64_t export_count;     // buffers that forbid resizing

  uint8_t* data() const { return storage.get() != nullptr ? storage->bytes + start : nullptr; }
  std::span<uint8_t> view() const { return {data(), size}; }
};

// What iterating over str, bytes, bytearray or memoryview makes: an object with an index. kNative, one traced field.
struct TextIterator : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field source;  // unbound when exhausted
  uint64_t index;
};

}  // namespace memphis
