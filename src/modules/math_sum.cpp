// Sums and products over iterables, without loss where doubles are concerned.
#include <cmath>
#include <limits>
#include <vector>

#include "modules/math.h"
#include "objects/sequence.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// A sum or product without rounding error: high is the rounded result, low what rounding took away.
struct DoublePair {
  double high, low;
};

DoublePair exact_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

DoublePair exact_product(double a, double b) {
  const double product = a * b;
  return {product, std::fma(a, b, -product)};
}

// About three times the precision of a double.
struct TripleSum {
  double high = 0, low = 0, tiny = 0;

  TripleSum plus_product(double a, double b) const {
    const DoublePair product = exact_product(a, b);
    const DoublePair top = exact_sum(high, product.high);
    const DoublePair middle = exact_sum(low, product.low);
    const DoublePair rest = exact_sum(middle.high, top.low);
    return {top.high, rest.high, tiny + middle.low + rest.low};
  }
  double rounded() const {
    const DoublePair last = exact_sum(low, high);
    const DoublePair rest = exact_sum(tiny, last.low);
    return last.high + (rest.high + rest.low);
  }
};

// The Euclidean norm. The coordinates are scaled by a power of two so that squares neither overflow nor vanish, the
// squares are summed with twice the precision, and the root is corrected once.
double vector_norm(const std::vector<double>& coordinates) {
  double largest = 0;
  bool has_nan = false;
  for (double x : coordinates) {
    if (std::isnan(x)) {
      has_nan = true;
    } else if (std::fabs(x) > largest) {
      largest = std::fabs(x);
    }
  }
  if (std::isinf(largest)) return largest;
  if (has_nan) return std::nan("");
  if (largest == 0 || coordinates.size() == 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  double sum = 0, lost = 0;
  auto add_product = [&](double a, double b) {
    const DoublePair square = exact_product(a, b);
    const DoublePair total = exact_sum(sum, square.high);
    sum = total.high;
    lost += total.low + square.low;
  };
  for (double x : coordinates) {
    const double scaled = std::ldexp(x, -exponent);
    add_product(scaled, scaled);
  }
  double root = std::sqrt(sum + lost);
  add_product(-root, root);
  root += (sum + lost) / (2.0 * root);
  return std::ldexp(root, exponent);
}

Fallible<std::vector<double>> doubles_of(Thread& thread, Tuple* items) {
  std::vector<double> result;
  result.reserve(items->size);
  for (Value item : items->view()) result.push_back(TRY(to_double(thread, item)));
  return result;
}

// Shewchuk's algorithm: the sum as partial sums that do not overlap, in increasing order of magnitude.
class PartialSums {
 public:
  // False: the finite value made the sum overflow.
  bool add(double value) {
    double x = value;
    size_t kept = 0;
    for (double y : partials_) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    partials_.resize(kept);
    if (x == 0) return true;
    if (std::isfinite(x)) {
      partials_.push_back(x);
      return true;
    }
    if (std::isfinite(value)) return false;
    if (std::isinf(value)) infinities_ += value;
    specials_ += value;
    partials_.clear();
    return true;
  }
  bool has_special() const { return specials_ != 0; }
  bool has_opposite_infinities() const { return std::isnan(infinities_); }
  double special() const { return specials_; }

  double rounded() const {
    size_t left = partials_.size();
    if (left == 0) return 0.0;
    double high = partials_[--left], low = 0;
    while (left > 0) {
      const double x = high, y = partials_[--left];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Halfway between two doubles as far as high and low tell: what remains decides.
    if (left > 0 && ((low < 0 && partials_[left - 1] < 0) || (low > 0 && partials_[left - 1] > 0))) {
      const double twice = low * 2.0;
      const double x = high + twice;
      if (twice == x - high) high = x;
    }
    return high;
  }

 private:
  std::vector<double> partials_;
  double specials_ = 0, infinities_ = 0;
};

}  // namespace

Value math_hypot(Thread& thread, Value* args) {
  return make_float(thread, vector_norm(TRY(doubles_of(thread, args[0].as<Tuple>()))));
}

Value math_dist(Thread& thread, Value* args) {
  Tuple* p = TRY(tuple_from_iterable(thread, args[0]));
  Tuple* q = TRY(tuple_from_iterable(thread, args[1]));
  if (p->size != q->size) return raise_value_error(thread, "both points must have the same number of dimensions");
  std::vector<double> differences(p->size);
  for (size_t i = 0; i < p->size; i++) {
    const double a = TRY(to_double(thread, p->items[i]));
    const double b = TRY(to_double(thread, q->items[i]));
    differences[i] = a - b;
  }
  return make_float(thread, vector_norm(differences));
}

Value math_fsum(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[0]));
  PartialSums sums;
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    if (!sums.add(TRY(to_double(thread, item)))) {
      return raise(thread, ExceptionId::kOverflowError, "intermediate overflow in fsum");
    }
  }
  if (!sums.has_special()) return make_float(thread, sums.rounded());
  if (sums.has_opposite_infinities()) return raise_value_error(thread, "-inf + inf in fsum");
  return make_float(thread, sums.special());
}

Value math_prod(Thread& thread, Value* args) {
  Value result = args[1].is_unbound() ? Value::small_int(1) : args[1];
  Value iterator = TRY(get_iterator(thread, args[0]));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return result;
    result = TRY(binary_operation(thread, BinaryOperation::kMultiply, result, item));
  }
}

namespace {

bool is_exact_float(Value value) { return value.is_immediate_float() || value.is_exactly(Kind::kFloat); }

// A pair of factors that the precise sum takes: floats, or a float and an int (not of a subclass).
bool float_factors(Value p, Value q, double& a, double& b) {
  auto read = [](Value value, double& number) {
    if (is_exact_float(value)) {
      number = float_value(value);
      return true;
    }
    return (is_exact_int(value) || value.is_bool()) && int_to_double(value, number);
  };
  return (is_exact_float(p) || is_exact_float(q)) && read(p, a) && read(q, b);
}

// The sum so far is `total` plus what the machine int (as long as there were ints only) and the precise sum (until
// something comes that it cannot take in) hold: each is given up for good at the first pair that is not for it, as in
// CPython.
class ProductSum {
 public:
  explicit ProductSum(Thread& thread) : thread_(thread) {}

  Status add(Value p, Value q) {
    if (ints_enabled_) {
      if (add_ints(p, q)) return {};
      TRY(give_up_ints());
    }
    if (floats_enabled_) {
      if (add_floats(p, q)) return {};
      TRY(give_up_floats());
    }
    return add_to_total(TRY(binary_operation(thread_, BinaryOperation::kMultiply, p, q)));
  }
  Value finish() {
    if (ints_enabled_) TRY(give_up_ints());
    if (floats_enabled_) TRY(give_up_floats());
    return total_;
  }

 private:
  bool add_ints(Value p, Value q) {
    int64_t a, b, product, sum;
    if (!is_exact_int(p) || !is_exact_int(q) || !int_to_int64(p, a) || !int_to_int64(q, b)) return false;
    if (__builtin_mul_overflow(a, b, &product) || __builtin_add_overflow(ints_, product, &sum)) return false;
    ints_ = sum;
    return true;
  }
  bool add_floats(Value p, Value q) {
    double a, b;
    if (!float_factors(p, q, a, b)) return false;
    const TripleSum sum = floats_.plus_product(a, b);
    if (!std::isfinite(sum.high)) return false;
    floats_ = sum;
    floats_used_ = true;
    return true;
  }
  Status give_up_ints() {
    ints_enabled_ = false;
    if (ints_ == 0) return {};
    return add_to_total(TRY(make_int(thread_, ints_)));
  }
  Status give_up_floats() {
    floats_enabled_ = false;
    if (!floats_used_) return {};
    return add_to_total(TRY(make_float(thread_, floats_.rounded())));
  }
  Status add_to_total(Value value) {
    total_ = TRY(binary_operation(thread_, BinaryOperation::kAdd, total_, value));
    return {};
  }

  Thread& thread_;
  Value total_ = Value::small_int(0);
  TripleSum floats_;
  int64_t ints_ = 0;
  bool ints_enabled_ = true, floats_enabled_ = true, floats_used_ = false;
};

}  // namespace

Value math_sumprod(Thread& thread, Value* args) {
  Value p_iterator = TRY(get_iterator(thread, args[0]));
  Value q_iterator = TRY(get_iterator(thread, args[1]));
  ProductSum sum(thread);
  while (true) {
    Value p = TRY(next_item(thread, p_iterator));
    Value q = TRY(next_item(thread, q_iterator));
    if (p.is_unbound() != q.is_unbound()) return raise_value_error(thread, "Inputs are not the same length");
    if (p.is_unbound()) return sum.finish();
    TRY(sum.add(p, q));
  }
}

}  // namespace memphis
