// The header that every heap cell starts with.
//
// One word:  bits 0-7 collector flags | bits 8-15 kind | bits 16-63 address of the cell's Shape
//
// The kind says how the cell is laid out (what C++ struct it is); its top bit says that the object is an instance of a
// subclass of the type that owns the layout. So "is it a list, and nothing derived" is one byte compare, "may I read
// its list items" one masked compare, and the type is one shift and one load away. A header of zero marks memory that
// holds no cell: conservative scanning relies on it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace memphis {

struct Shape;

// Collector flags. A cell is alive in the current cycle when its epoch bit equals the heap's.
inline constexpr uint64_t kEpochFlag = 1;
inline constexpr uint64_t kWeaklyReferencedFlag = 2;  // the weak reference table has an entry for the cell
inline constexpr uint64_t kFinalizedFlag = 4;         // __del__ has run (PEP 442: once)
inline constexpr uint64_t kUserFlag = 8;              // free for the kind's own use
inline constexpr uint64_t kAwaitsFinalizerFlag = 32;  // while a collection chooses whose finaliser is next
inline constexpr uint64_t kRememberedFlag = 16;       // reserved for a generational mode

inline constexpr uint8_t kSubclassBit = 0x80;

struct Cell {
  uint64_t header;

  uint8_t kind_bits() const { return static_cast<uint8_t>(header >> 8); }
  uint8_t kind_number() const { return kind_bits() & static_cast<uint8_t>(~kSubclassBit); }
  bool is_subclass_instance() const { return (kind_bits() & kSubclassBit) != 0; }
  Shape* shape() const { return reinterpret_cast<Shape*>(header >> 16); }
  void set_shape(Shape* shape) { header = (header & 0xffff) | reinterpret_cast<uint64_t>(shape) << 16; }
  void set_kind_bits(uint8_t bits) { header = (header & ~uint64_t{0xff00}) | uint64_t{bits} << 8; }
  bool has_flag(uint64_t flag) const { return (header & flag) != 0; }
  void set_flag(uint64_t flag) { header |= flag; }
  void clear_flag(uint64_t flag) { header &= ~flag; }
};
static_assert(sizeof(Cell) == 8);

}  // namespace memphis
