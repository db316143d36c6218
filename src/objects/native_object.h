// The layout of types that native modules define: Fields first (how many, the type's table says; the collector traces
// them), then plain bytes. A subclass's attributes follow. Derive a struct from Cell with its Fields and Refs in front:
//
//   struct Partial : Cell { Field function, args, keywords; };          // native_fields = 3
//   struct Count : Cell { Field next; Field step; int64_t fast_next; };  // native_fields = 2
#pragma once

#include "objects/value.h"

namespace memphis {

struct WeakReference : Cell {
  static constexpr Kind kKind = Kind::kWeakReference;
  Field callback;     // None: none
  uint64_t referent;  // not traced; zero once it is dead
  int64_t cached_hash;
  bool has_hash;
  WeakReference* next;  // other references to the same cell; not traced, the weak table unlinks the dead

  Value target() const { return referent == 0 ? Value::none() : Value(referent); }
};

// types.MappingProxyType: a read-only view.
struct MappingProxy : Cell {
  Field mapping;
};

// What `list[int]` makes (types.GenericAlias).
struct GenericAlias : Cell {
  Field origin;
  Field arguments;   // Tuple
  Field parameters;  // Tuple of type parameters; unbound: not computed
  bool is_unpacked;  // *tuple[int]
};

// *tuple[int] in an argument list: gives one alias that is marked as unpacked.
struct GenericAliasIterator : Cell {
  Field alias;  // unbound: given already
};

// int | str.
struct UnionObject : Cell {
  Field arguments;   // Tuple
  Field hashable;    // frozenset of those that can be hashed
  Field unhashable;  // Tuple of those that cannot; unbound: none
  Field parameters;  // Tuple; unbound: not computed
};

struct MemoryView : Cell {
  static constexpr Kind kKind = Kind::kMemoryView;
  Field base;     // the object whose buffer it is
  Field format;   // Str
  Field shape;    // Tuple of ints
  Field strides;  // Tuple of ints
  Field obj;      // what .obj shows
  uint8_t* data;
  uint64_t length;  // bytes
  uint64_t item_size;
  uint32_t dimensions;
  bool read_only;
  bool released;
  int64_t export_count;
  int64_t cached_hash;
};

}  // namespace memphis
