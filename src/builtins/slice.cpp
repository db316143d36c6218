#include "builtins/slice.h"

#include <cstddef>

#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// A part of a slice as an exact int; `otherwise` for None.
Value slice_part(Thread& thread, Value part, Value otherwise) {
  if (part.is_none()) return otherwise;
  if (!is_int(part) && type_of(thread, part)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
  }
  return exact_int(thread, TRY(to_index(thread, part)));
}

// Counts a negative index from the end, then forces it into [low, high].
Value clamp_part(Thread& thread, Value part, Value length, Value low, Value high) {
  if (int_sign(part) < 0) {
    part = TRY(int_add(thread, part, length));
    return int_compare(part, low) < 0 ? low : part;
  }
  return int_compare(part, high) > 0 ? high : part;
}

}  // namespace

Fallible<SliceIndices> slice_indices(Thread& thread, const Slice* slice, Value length) {
  const Value zero = Value::small_int(0);
  Value step = TRY(slice_part(thread, slice->step, Value::small_int(1)));
  const int direction = int_sign(step);
  if (direction == 0) return raise_value_error(thread, "slice step cannot be zero");
  const bool backwards = direction < 0;
  Value low = backwards ? Value::small_int(-1) : zero;
  Value high = backwards ? TRY(int_subtract(thread, length, Value::small_int(1))) : length;
  SliceIndices result{backwards ? high : low, backwards ? low : high, step};
  if (!slice->start.get().is_none()) {
    Value start = TRY(slice_part(thread, slice->start, zero));
    result.start = TRY(clamp_part(thread, start, length, low, high));
  }
  if (!slice->stop.get().is_none()) {
    Value stop = TRY(slice_part(thread, slice->stop, zero));
    result.stop = TRY(clamp_part(thread, stop, length, low, high));
  }
  return result;
}

namespace {

Value new_slice(Thread& thread, Value* args) {
  if (args[2].is_unbound()) return make_slice(thread, Value::none(), args[1], Value::none());
  return make_slice(thread, args[1], args[2], args[3].is_unbound() ? Value::none() : args[3]);
}

Value repr_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Slice>();
  std::string text = "slice(";
  text += TRY(repr_text(thread, self->start));
  text += ", ";
  text += TRY(repr_text(thread, self->stop));
  text += ", ";
  text += TRY(repr_text(thread, self->step));
  text += ")";
  return make_str(thread, text);
}

// As a tuple of the three parts hashes, but without its length mixed in.
Value hash_method(Thread& thread, Value* args) {
  constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  constexpr int64_t kForMinusOne = 1546275796;
  const auto* self = args[0].as<Slice>();
  uint64_t state = kPrime5;
  for (Value part : {self->start.get(), self->stop.get(), self->step.get()}) {
    state += static_cast<uint64_t>(TRY(hash_value(thread, part))) * kPrime2;
    state = std::rotl(state, 31) * kPrime1;
  }
  return make_int(thread, state == ~uint64_t{0} ? kForMinusOne : static_cast<int64_t>(state));
}

Value parts_of(Thread& thread, Value value) {
  const auto* slice = value.as<Slice>();
  return make_tuple(thread, {slice->start.get(), slice->stop.get(), slice->step.get()});
}

template <Comparison comparison>
Value compare_with(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kSlice)) return Value::not_implemented();
  if (args[0] == args[1]) {
    return Value::boolean(comparison == Comparison::kEqual || comparison == Comparison::kLessEqual ||
                          comparison == Comparison::kGreaterEqual);
  }
  return compare(thread, comparison, TRY(parts_of(thread, args[0])), TRY(parts_of(thread, args[1])));
}

Value indices(Thread& thread, Value* args) {
  Value length = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
  if (int_sign(length) < 0) return raise_value_error(thread, "length should not be negative");
  const SliceIndices result = TRY(slice_indices(thread, args[0].as<Slice>(), length));
  return make_tuple(thread, {result.start, result.stop, result.step});
}

Value reduce(Thread& thread, Value* args) {
  return make_tuple(thread, {Value(type_of(thread, args[0])), TRY(parts_of(thread, args[0]))});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(cls, start, stop=None, step=None, /)", new_slice, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", repr_method, "repr(self)"},
    {"__hash__(self, /)", hash_method, "hash(self)"},
    {"__lt__(self, value, /)", compare_with<Comparison::kLess>, "self < value"},
    {"__le__(self, value, /)", compare_with<Comparison::kLessEqual>, "self <= value"},
    {"__eq__(self, value, /)", compare_with<Comparison::kEqual>, "self == value"},
    {"__ne__(self, value, /)", compare_with<Comparison::kNotEqual>, "self != value"},
    {"__gt__(self, value, /)", compare_with<Comparison::kGreater>, "self > value"},
    {"__ge__(self, value, /)", compare_with<Comparison::kGreaterEqual>, "self >= value"},
    {"indices(self, object, /)", indices,
     "The start, stop and step that the slice means for a sequence of the given length."},
    {"__reduce__(self, /)", reduce, "For pickling."},
};

constexpr MemberDefinition kMembers[] = {
    {"start", offsetof(Slice, start)},
    {"stop", offsetof(Slice, stop)},
    {"step", offsetof(Slice, step)},
};

}  // namespace

extern const TypeSpec kSliceType{
    .name = "slice",
    .id = TypeId::kSlice,
    .layout = Kind::kSlice,
    .basic_size = sizeof(Slice),
    .flags = kTypeIsFinal,
    .methods = kMethods,
    .members = kMembers,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nWhat a[start:stop:step] hands to a.__getitem__.",
    .text_signature = "",
};

}  // namespace memphis
