// Making numbers, and taking machine numbers from objects.
#include "runtime/call.h"
#include "runtime/complex_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

Value make_big_int_slow(Thread& thread, int64_t value) { return make_int(thread, IntOperand(value).view()); }

Value make_int_unsigned(Thread& thread, uint64_t value) {
  const Limb limb = value;
  return make_int(thread, IntView{&limb, value != 0 ? size_t{1} : size_t{0}, false});
}

Value make_float_slow(Thread& thread, double value) {
  const auto bits = std::bit_cast<uint64_t>(value);
  if (bits << 1 == 0) return bits == 0 ? thread.runtime.zero_float : thread.runtime.negative_zero_float;
  auto* cell = TRY(allocate_builtin<Float>(thread, TypeId::kFloat));
  cell->value = value;
  return cell;
}

Value make_complex(Thread& thread, double real, double imaginary) {
  auto* cell = TRY(allocate_builtin<Complex>(thread, TypeId::kComplex));
  cell->real = real;
  cell->imaginary = imaginary;
  return cell;
}

Value make_range(Thread& thread, Value start, Value stop, Value step) {
  Value length = Value::small_int(0);
  const bool forwards = int_sign(step) > 0;
  Value low = forwards ? start : stop;
  Value high = forwards ? stop : start;
  if (int_compare(low, high) < 0) {
    Value span = TRY(int_subtract(thread, TRY(int_subtract(thread, high, low)), Value::small_int(1)));
    Value count = TRY(int_floor_divide(thread, span, TRY(int_absolute(thread, step))));
    length = TRY(int_add(thread, count, Value::small_int(1)));
  }
  auto* range = TRY(allocate_builtin<Range>(thread, TypeId::kRange));
  range->start.set(range, start);
  range->stop.set(range, stop);
  range->step.set(range, step);
  range->length.set(range, length);
  return range;
}

Value make_range(Thread& thread, int64_t start, int64_t stop, int64_t step) {
  return make_range(thread, TRY(make_int(thread, start)), TRY(make_int(thread, stop)), TRY(make_int(thread, step)));
}

Slice* make_slice(Thread& thread, Value start, Value stop, Value step) {
  auto* slice = allocate_builtin<Slice>(thread, TypeId::kSlice);
  if (slice == nullptr) return nullptr;
  slice->start.set(slice, start);
  slice->stop.set(slice, stop);
  slice->step.set(slice, step);
  return slice;
}

Status check_number_subclass(Thread& thread, const char* method, Value result, const char* type) {
  return warn(thread, ExceptionId::kDeprecationWarning, 1,
              std::string(method) + " returned non-" + type + " (type " + type_name(thread, result) +
                  ").  The ability to return an instance of a strict subclass of " + type +
                  " is deprecated, and may be removed in a future version of Python.");
}

Value to_index(Thread& thread, Value value) {
  if (is_int(value)) return value;
  Value result = TRY(call_special(thread, value, Special::kIndex));
  if (result.is_unbound()) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as an integer", type_name(thread, value));
  }
  if (is_exact_int(result)) return result;
  if (!is_int(result)) {
    return raise_type_error(thread, "__index__ returned non-int (type {})", type_name(thread, result));
  }
  TRY(check_number_subclass(thread, "__index__", result, "int"));
  return result;
}

Fallible<int64_t> to_int64(Thread& thread, Value value) {
  int64_t result;
  if (!int_to_int64(TRY(to_index(thread, value)), result)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return result;
}

Fallible<int64_t> to_index_int64(Thread& thread, Value value, bool clip, ExceptionId overflow) {
  int64_t result;
  Value index = TRY(to_index(thread, value));
  if (int_to_int64(index, result)) return result;
  if (!clip) return raise(thread, overflow, "cannot fit '{}' into an index-sized integer", type_name(thread, value));
  return int_sign(index) < 0 ? INT64_MIN : INT64_MAX;
}

Value special_float(Thread& thread, Value value) {
  Value result = TRY(call_special(thread, value, Special::kFloat));
  if (result.is_unbound()) return result;
  if (!is_float(result)) {
    return raise_type_error(thread, "{}.__float__ returned non-float (type {})", type_name(thread, value),
                            type_name(thread, result));
  }
  if (result.is_cell() && result.cell()->is_subclass_instance()) {
    std::string method = type_name(thread, value) + ".__float__";
    TRY(check_number_subclass(thread, method.c_str(), result, "float"));
  }
  return result;
}

Fallible<double> to_double(Thread& thread, Value value) {
  if (is_float(value)) return float_value(value);
  Value number = value;
  if (!is_int(value)) {
    Value result = TRY(special_float(thread, value));
    if (!result.is_unbound()) return float_value(result);
    if (type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
      return raise_type_error(thread, "must be real number, not {}", type_name(thread, value));
    }
    number = TRY(to_index(thread, value));
  }
  double result;
  if (!int_to_double(number, result)) {
    return raise(thread, ExceptionId::kOverflowError, "int too large to convert to float");
  }
  return result;
}

Value special_complex(Thread& thread, Value value) {
  Value result = TRY(call_special(thread, value, Special::kComplex));
  if (result.is_unbound() || result.is_exactly(Kind::kComplex)) return result;
  if (!result.is_kind(Kind::kComplex)) {
    return raise_type_error(thread, "__complex__ returned non-complex (type {})", type_name(thread, result));
  }
  TRY(check_number_subclass(thread, "__complex__", result, "complex"));
  return result;
}

Fallible<ComplexNumber> to_complex(Thread& thread, Value value) {
  auto parts_of = [](Value complex) {
    return ComplexNumber{complex.as<Complex>()->real, complex.as<Complex>()->imaginary};
  };
  if (value.is_exactly(Kind::kComplex)) return parts_of(value);
  if (!is_float(value) && !is_int(value)) {
    Value converted = TRY(special_complex(thread, value));
    if (!converted.is_unbound()) return parts_of(converted);
    if (value.is_kind(Kind::kComplex)) return parts_of(value);
  }
  return ComplexNumber{TRY(to_double(thread, value)), 0.0};
}

namespace {

Fallible<int64_t> slice_index(Thread& thread, Value value) {
  if (value.is_small_int()) return value.as_small_int();
  if (!is_int(value) && type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
  }
  return to_index_int64(thread, value, true);
}

// Where a start or stop points in a sequence: within [low, high], which a negative step moves down by one.
int64_t clamp_index(int64_t index, int64_t length, bool backwards) {
  if (index < 0) {
    index += length;
    if (index < 0) return backwards ? -1 : 0;
  } else if (index >= length) {
    return backwards ? length - 1 : length;
  }
  return index;
}

}  // namespace

Fallible<SliceBounds> slice_bounds(Thread& thread, const Slice* slice, int64_t length) {
  int64_t step = 1;
  if (!slice->step.get().is_none()) {
    step = TRY(slice_index(thread, slice->step));
    if (step == 0) return raise_value_error(thread, "slice step cannot be zero");
    if (step < -INT64_MAX) step = -INT64_MAX;  // so that it can be negated
  }
  const bool backwards = step < 0;
  int64_t start = backwards ? INT64_MAX : 0;
  int64_t stop = backwards ? INT64_MIN : INT64_MAX;
  if (!slice->start.get().is_none()) start = TRY(slice_index(thread, slice->start));
  if (!slice->stop.get().is_none()) stop = TRY(slice_index(thread, slice->stop));
  SliceBounds bounds{clamp_index(start, length, backwards), clamp_index(stop, length, backwards), step, 0};
  if (backwards) {
    if (bounds.stop < bounds.start) bounds.count = (bounds.start - bounds.stop - 1) / -step + 1;
  } else if (bounds.start < bounds.stop) {
    bounds.count = (bounds.stop - bounds.start - 1) / step + 1;
  }
  return bounds;
}

}  // namespace memphis
