// Struct sequences: tuples whose items have names too (time.struct_time, sys.version_info, os.stat_result). The first
// `visible_count` fields are the items; what follows has a name only. Describe one in a constant and make the type
// once:
//
//   constexpr StructField kFields[] = {{"columns", "width of the window"}, {"lines", "height of the window"}};
//   constexpr StructSequenceSpec kTerminalSize = struct_sequence("os", "terminal_size", "...", kFields, 2);
//   Type* type = TRY(make_struct_sequence_type(thread, kTerminalSize));
#pragma once

#include <initializer_list>
#include <span>

#include "objects/sequence.h"
#include "runtime/native.h"

namespace memphis {

struct StructField {
  const char* name;  // null: an item without a name
  const char* doc = "";
  int fallback = -1;  // the item that stands for the field when the constructor gets no value for it
};

struct StructSequenceSpec : TypeSpec {
  std::span<const StructField> fields;
  size_t visible_count = 0;
};

// The methods of all struct sequences.
inline constexpr size_t kStructSequenceMethodCount = 4;
extern const NativeDefinition kStructSequenceMethods[kStructSequenceMethodCount];

// Three of them, for types with a __new__ of their own.
Value struct_sequence_repr(Thread& thread, Value* args);
Value struct_sequence_reduce(Thread& thread, Value* args);
Value struct_sequence_replace(Thread& thread, Value* args);

constexpr StructSequenceSpec struct_sequence(const char* module, const char* name, const char* doc,
                                             std::span<const StructField> fields, size_t visible_count,
                                             bool can_be_called = true) {
  StructSequenceSpec spec;
  spec.name = name;
  spec.module = module;
  spec.layout = Kind::kTuple;
  spec.basic_size = sizeof(Tuple);
  spec.flags = kTypeIsFinal | kTypeIsVariableSize | kTypeDerivesLayout;
  if (!can_be_called) spec.flags |= kTypeDisallowInstantiation;
  spec.methods = {kStructSequenceMethods, kStructSequenceMethodCount};
  spec.doc = doc;
  spec.base = TypeId::kTuple;
  spec.fields = fields;
  spec.visible_count = visible_count;
  return spec;
}

// The type. `spec` must live as long as the Runtime. Null on failure.
Type* make_struct_sequence_type(Thread& thread, const StructSequenceSpec& spec);

// Makes the type and sets it as module.name; struct_sequence_type finds it again. Null on failure.
Type* add_struct_sequence_type(Thread& thread, Module* module, const StructSequenceSpec& spec);
Type* struct_sequence_type(const Runtime& runtime, const StructSequenceSpec& spec);

// An instance; one value for each field, or for the visible ones alone (the others are None then).
Value make_struct_sequence(Thread& thread, Type* type, std::span<const Value> values);
inline Value make_struct_sequence(Thread& thread, Type* type, std::initializer_list<Value> values) {
  return make_struct_sequence(thread, type, std::span<const Value>(values.begin(), values.size()));
}
// The value of field number `index`, hidden ones included. `value` must be an instance of a struct sequence.
Value struct_sequence_field(Value value, size_t index);

}  // namespace memphis
