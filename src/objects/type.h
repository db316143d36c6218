// Types and shapes.
//
// Every cell's header points at a Shape. A Shape belongs to one Type and lists which instance attributes live in which
// slots (a hidden class). Types without instance attributes have one shape, their root. Where attributes live:
//
//   cell:  header | fixed part of the layout | member slots (__slots__) | attributes word | inline slots ...
//
// - Member slots are for __slots__; their descriptors know the byte offset.
// - The attributes word exists when instances have a __dict__ (Type::attributes_offset != 0). It is zero, or the
//   ValueArray with the slots that do not fit inline, or, when the shape is in dict mode, the Dict with all attributes.
// - The first `inline_capacity` slots of a shape lie right behind the attributes word.
// Types whose cells vary in size (int, str, bytes, tuple) put member slots and attributes word behind the variable
// part: Type::is_variable_size says so; offsets are then counted from the end of the variable part (see
// attributes_word).
//
// Invariants: names in shapes are interned, so a lookup compares pointers. A shape never changes once it has been made;
// adding an attribute moves the instance to a child shape. Deleting one, adding too many, or asking for __dict__ moves
// it to the type's dict shape.
#pragma once

#include "objects/value.h"

namespace memphis {

struct Dict;
struct List;
struct Str;
struct Tuple;
struct Type;
struct TypeSpec;
struct ValueArray;

enum class Special : uint8_t {
#define SPECIAL(enumerator, name) k##enumerator,
#include "objects/special_methods.def"
#undef SPECIAL
  kCount
};
inline constexpr int kSpecialCount = static_cast<int>(Special::kCount);

// "__add__" and so on.
const char* special_method_name(Special special);

struct Shape : Cell {
  static constexpr Kind kKind = Kind::kShape;
  Ref<Type> type;
  Ref<Shape> parent;         // without the last attribute; null for a root
  Ref<Str> name;             // the last attribute; null for a root
  Ref<ValueArray> children;  // transitions: shapes with one attribute more (linear)
  uint32_t slot_count;
  uint16_t inline_offset;    // byte offset of slot 0 within the cell
  uint16_t inline_capacity;  // slots that lie in the cell
  uint32_t instance_size;    // bytes; 0 when it varies
  bool is_dict_mode;

  bool is_inline(uint32_t slot) const { return slot < inline_capacity; }
  uint32_t slot_offset(uint32_t slot) const { return inline_offset + slot * 8; }
};

enum TypeFlag : uint32_t {
  kTypeIsHeapType = 1 << 0,      // made by a class statement or type(...)
  kTypeIsFinal = 1 << 1,         // cannot be subclassed
  kTypeIsVariableSize = 1 << 2,  // int, str, bytes, tuple
  kTypeIsImmutable = 1 << 3,     // attributes cannot be set
  kTypeIsMapping = 1 << 4,       // for match
  kTypeIsSequence = 1 << 5,      // for match
  kTypeMatchSelf = 1 << 6,       // a class pattern may capture the subject with one positional
  kTypeIsAbstract = 1 << 7,
  kTypeDisallowInstantiation = 1 << 8,
  kTypeHasFinalizer = 1 << 9,            // __del__
  kTypeHasDict = 1 << 10,                // instances have a __dict__
  kTypeHasCustomGetAttribute = 1 << 11,  // __getattribute__ is not object's
  kTypeHasCustomSetAttr = 1 << 12,       // __setattr__ or __delattr__ is not object's
  kTypeHasWeakReferences = 1 << 13,      // instances can be weakly referenced
  kTypeIsException = 1 << 14,            // derives from BaseException
  kTypeHasGetAttr = 1 << 15,             // defines __getattr__
  kTypeWantsNewRoot = 1 << 16,           // instances have outgrown the inline slots: the next one gets a new root shape
  kTypeSlotsAreCached = 1 << 18,  // inline caches hold where its instances' attributes lie, guarded by the shape alone
  kTypeDerivesLayout = 1 << 17,   // built-in, but laid out as the built-in type it derives from (struct sequences)
};

struct Type : Cell {
  static constexpr Kind kKind = Kind::kType;
  Field name;            // Str
  Field qualified_name;  // Str
  Ref<Type> base;        // the base that decides the layout
  Ref<Tuple> bases;
  Ref<Tuple> mro;
  Ref<Dict> dict;
  Ref<Shape> root_shape;
  Ref<Shape> dict_shape;       // dict mode; made on demand
  Ref<ValueArray> subclasses;  // weak: dead entries are zeroed after marking
  Ref<Tuple> member_slots;     // names of __slots__ of this very class, or null
  const TypeSpec* spec;        // the table of a built-in type; of the nearest built-in base for others
  uint32_t flags;
  uint32_t version;            // changes whenever the type or a base changes; never reused; 0: not assigned
  uint32_t basic_size;         // bytes of the fixed part, member slots included
  uint32_t attributes_offset;  // 0: no __dict__
  uint16_t predicted_slots;    // inline slots given to new instances
  Kind layout;                 // kind of the instances
  Field special[kSpecialCount];

  bool has_flag(uint32_t flag) const { return (flags & flag) != 0; }
  uint8_t instance_kind_bits() const {
    return static_cast<uint8_t>(
        static_cast<uint8_t>(layout) |
        (has_flag(kTypeIsHeapType | kTypeDerivesLayout) && layout != Kind::kInstance ? kSubclassBit : 0));
  }
  Value special_method(Special which) const { return special[static_cast<int>(which)].get(); }
};

// C++ view of instances of classes that derive from object alone.
struct Instance : Cell {
  static constexpr Kind kKind = Kind::kInstance;
};
static_assert(sizeof(Instance) == 8);

}  // namespace memphis
