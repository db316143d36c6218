// exp, ln, log10 and powers, correctly rounded: computed in binary fixed point with more digits than wanted, and with
// still more when those do not decide how to round.
#include <gmp.h>

#include <algorithm>
#include <cmath>

#include "base/bigint.h"
#include "modules/decimal/number.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis::decimal {

namespace {

constexpr Value kZero = Value::small_int(0);
constexpr double kBitsPerDigit = 3.3219280948873626;
constexpr int64_t kGreatestPrecision = 10'000'000;  // beyond it nobody could wait for the result

int sign_of(mpz_srcptr value) { return mpz_sgn(value); }  // (the macro cannot convert)

// A GMP integer.
class Integer {
 public:
  Integer() { mpz_init(value_); }
  ~Integer() { mpz_clear(value_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  operator mpz_ptr() { return value_; }
  operator mpz_srcptr() const { return value_; }

 private:
  mpz_t value_;
};

void load(Integer& out, Value value) {
  const IntReader reader(value);
  mpz_import(out, reader.view().count, -1, sizeof(Limb), 0, 0, reader.view().limbs);
}

Value store(Thread& thread, mpz_srcptr value) {
  return make_int(thread, IntView{reinterpret_cast<const Limb*>(mpz_limbs_read(value)), mpz_size(value), false});
}

void multiply_fixed(Integer& out, mpz_srcptr a, mpz_srcptr b, uint64_t bits) {
  mpz_mul(out, a, b);
  mpz_fdiv_q_2exp(out, out, bits);
}

// atanh(1 / n) * factor, added to the sum.
void add_atanh(Integer& sum, unsigned n, unsigned factor, uint64_t bits) {
  Integer power, term;
  mpz_set_ui(power, factor);
  mpz_mul_2exp(power, power, bits);
  mpz_fdiv_q_ui(power, power, n);
  for (unsigned long k = 1; sign_of(power) != 0; k += 2) {
    mpz_fdiv_q_ui(term, power, k);
    mpz_add(sum, sum, term);
    mpz_fdiv_q_ui(power, power, static_cast<unsigned long>(n) * n);
  }
}

void log_of_ten(Integer& out, uint64_t bits) {
  mpz_set_ui(out, 0);
  add_atanh(out, 31, 46, bits);
  add_atanh(out, 49, 34, bits);
  add_atanh(out, 161, 20, bits);
}

// e**x of a small x: Taylor's series of x / 2**k, squared k times.
void exp_fixed(Integer& out, mpz_srcptr x, uint64_t bits) {
  const auto halvings = static_cast<uint64_t>(std::sqrt(static_cast<double>(bits)) / 2) + 4;
  const uint64_t work = bits + 2 * halvings + 16;
  Integer small, term;
  mpz_mul_2exp(small, x, work - bits);
  mpz_fdiv_q_2exp(small, small, halvings);
  mpz_set_ui(out, 1);
  mpz_mul_2exp(out, out, work);
  mpz_set(term, out);
  for (unsigned long k = 1;; k++) {
    multiply_fixed(term, term, small, work);
    mpz_tdiv_q_ui(term, term, k);
    if (sign_of(term) == 0) break;
    mpz_add(out, out, term);
  }
  for (uint64_t i = 0; i < halvings; i++) multiply_fixed(out, out, out, work);
  mpz_fdiv_q_2exp(out, out, work - bits);
}

// The natural logarithm of x between 1 and 10: Newton's (Halley's) steps from a double.
void log_fixed(Integer& out, mpz_srcptr x, uint64_t bits) {
  signed long exponent;
  const double mantissa = mpz_get_d_2exp(&exponent, x);
  const double estimate =
      std::log(mantissa) + static_cast<double>(exponent - static_cast<signed long>(bits)) * 0.6931471805599453;
  mpz_set_d(out, std::ldexp(estimate, 60));
  if (bits >= 60) {
    mpz_mul_2exp(out, out, bits - 60);
  } else {
    mpz_fdiv_q_2exp(out, out, 60 - bits);
  }
  Integer power, difference, sum;
  for (uint64_t good = 45; good < bits + 8; good *= 3) {
    exp_fixed(power, out, bits);
    mpz_sub(difference, x, power);
    mpz_add(sum, x, power);
    mpz_mul_2exp(difference, difference, bits + 1);
    mpz_tdiv_q(difference, difference, sum);
    mpz_add(out, out, difference);
  }
}

// The fixed-point value of a number, which must be of moderate size.
Status to_fixed(Thread& thread, const Number& number, uint64_t bits, Integer& out) {
  load(out, number.coefficient);
  mpz_mul_2exp(out, out, bits);
  Integer power;
  load(power, TRY(power_of_ten(thread, number.exponent < 0 ? -number.exponent : number.exponent)));
  if (number.exponent < 0) {
    mpz_tdiv_q(out, out, power);
  } else {
    mpz_mul(out, out, power);
  }
  if (number.negative) mpz_neg(out, out);
  return {};
}

// ln of a positive number; within a few units of the last bit.
Status log_of(Thread& thread, const Number& number, uint64_t bits, Integer& out) {
  const int64_t exponent = adjusted(number);
  Number mantissa = number;
  mantissa.negative = false;
  mantissa.exponent -= exponent;
  Integer fixed, ten;
  TRY(to_fixed(thread, mantissa, bits, fixed));
  log_fixed(out, fixed, bits);
  log_of_ten(ten, bits);
  mpz_mul_si(ten, ten, exponent);
  mpz_add(out, out, ten);
  return {};
}

// A fixed-point value times 10**scale as a decimal with `digits` digits; `bits_off`: how many of the last bits may be
// wrong. False: they leave open how to round.
Fallible<bool> to_decimal(Thread& thread, mpz_srcptr fixed, uint64_t bits, uint64_t bits_off, int64_t digits,
                          int64_t scale, Number& result, bool is_forced = false) {
  Integer magnitude, low, high, power;
  mpz_abs(magnitude, fixed);
  if (mpz_sizeinbase(magnitude, 2) <= bits_off + 4 && !is_forced) return false;
  // As many places behind the point as give all digits and three more.
  const auto size = static_cast<double>(mpz_sizeinbase(magnitude, 2)) - static_cast<double>(bits);
  const int64_t places = digits + 3 - static_cast<int64_t>(std::floor(size / kBitsPerDigit));
  auto convert = [&](Integer& out, int direction) -> Status {
    Integer delta;
    mpz_set_ui(delta, 1);
    mpz_mul_2exp(delta, delta, bits_off);
    if (direction < 0) {
      mpz_sub(out, magnitude, delta);
    } else {
      mpz_add(out, magnitude, delta);
    }
    load(power, TRY(power_of_ten(thread, places < 0 ? -places : places)));
    if (places >= 0) mpz_mul(out, out, power);
    mpz_fdiv_q_2exp(out, out, bits);
    if (places < 0) mpz_fdiv_q(out, out, power);
    return {};
  };
  TRY(convert(low, -1));
  TRY(convert(high, 1));
  if (is_forced) {
    result = Number{sign_of(fixed) < 0, NumberKind::kFinite, scale - places, TRY(store(thread, high))};
    return true;
  }
  // The same digits but for the last, and these neither zero nor five with nothing behind.
  if (mpz_cmp(low, high) != 0) return false;
  result.negative = sign_of(fixed) < 0;
  result.kind = NumberKind::kFinite;
  result.coefficient = TRY(store(thread, low));
  result.exponent = scale - places;
  Value rest = TRY(int_modulo(thread, result.coefficient, Value::small_int(5)));
  // A last digit that says "and something more".
  if (rest == kZero) result.coefficient = TRY(int_add(thread, result.coefficient, Value::small_int(1)));
  return true;
}

uint64_t bits_for(int64_t digits) { return static_cast<uint64_t>(static_cast<double>(digits) * kBitsPerDigit) + 32; }

Status check_precision(Thread& thread, const Settings& settings) {
  if (settings.precision <= kGreatestPrecision) return {};
  return raise_memory_error(thread);
}

Result finalize_half_even(Thread& thread, const Number& number, Settings& settings) {
  const Rounding rounding = settings.rounding;
  settings.rounding = Rounding::kHalfEven;
  Result result = finalize(thread, number, settings);
  settings.rounding = rounding;
  return result;
}

// e**(fixed / 2**bits) as a power of ten and a factor: reduced by multiples of ln 10.
Fallible<bool> exp_decimal(Thread& thread, mpz_srcptr exponent, uint64_t bits, uint64_t bits_off, int64_t digits,
                           Number& result, bool is_forced = false) {
  Integer ten, multiple, rest, power;
  log_of_ten(ten, bits);
  mpz_fdiv_qr(multiple, rest, exponent, ten);
  const auto scale = mpz_get_si(multiple);
  exp_fixed(power, rest, bits);
  // ln 10 is off by some bits, as often as it was taken away; the power multiplies that by less than 10.
  const uint64_t lost = bits_off + mpz_sizeinbase(multiple, 2) + 12;
  return to_decimal(thread, power, bits, lost, digits, scale, result, is_forced);
}

// Beyond all exponents: too great, or too small.
Result exceed(Thread& thread, bool great, bool negative, Settings& settings) {
  Number number{negative, NumberKind::kFinite, great ? settings.maximum + 1 : settings.tiny() - settings.precision,
                Value::small_int(1)};
  return finalize_half_even(thread, number, settings);
}

}  // namespace

Result exponential(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_infinite()) return a.negative ? make_zero(false, 0) : make_infinity(false);
  if (a.is_zero()) return make_one();
  TRY(check_precision(thread, settings));
  const int64_t size = adjusted(a);
  if (size > 19) return exceed(thread, !a.negative, false, settings);
  if (size < -settings.precision - 2) {  // 1 and next to nothing
    Number number{false, NumberKind::kFinite, -settings.precision - 2};
    Value one = TRY(power_of_ten(thread, settings.precision + 2));
    number.coefficient = a.negative ? TRY(int_subtract(thread, one, Value::small_int(1)))
                                    : TRY(int_add(thread, one, Value::small_int(1)));
    return finalize_half_even(thread, number, settings);
  }
  for (int64_t extra = 6;; extra *= 2) {
    const uint64_t bits = bits_for(settings.precision + extra + std::max<int64_t>(size, 0) + 4);
    Integer fixed;
    TRY(to_fixed(thread, a, bits, fixed));
    if (mpz_sizeinbase(fixed, 2) > bits + 62) return exceed(thread, !a.negative, false, settings);
    Number result;
    if (TRY(exp_decimal(thread, fixed, bits, 2, settings.precision, result))) {
      return finalize_half_even(thread, result, settings);
    }
  }
}

Result natural_logarithm(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_zero()) return make_infinity(true);
  if (a.negative) return invalid(settings);
  if (a.is_infinite()) return a;
  if (TRY(compare_numbers(thread, a, make_one())) == 0) return make_zero(false, 0);
  TRY(check_precision(thread, settings));
  for (int64_t extra = 6;; extra *= 2) {
    const uint64_t bits = bits_for(settings.precision + extra);
    Integer log;
    TRY(log_of(thread, a, bits, log));
    Number result;
    if (TRY(to_decimal(thread, log, bits, 72, settings.precision, 0, result))) {
      return finalize_half_even(thread, result, settings);
    }
  }
}

Result decimal_logarithm(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_zero()) return make_infinity(true);
  if (a.negative) return invalid(settings);
  if (a.is_infinite()) return a;
  const std::string digits = digits_of(a.coefficient);
  if (digits[0] == '1' && digits.find_first_not_of('0', 1) == std::string::npos) {  // a power of ten
    const int64_t exponent = adjusted(a);
    Number number;
    number.negative = exponent < 0;
    number.coefficient = make_int(thread, exponent < 0 ? -exponent : exponent);
    return finalize_half_even(thread, number, settings);
  }
  TRY(check_precision(thread, settings));
  for (int64_t extra = 6;; extra *= 2) {
    const uint64_t bits = bits_for(settings.precision + extra);
    Integer log, ten;
    TRY(log_of(thread, a, bits, log));
    log_of_ten(ten, bits);
    mpz_mul_2exp(log, log, bits);
    mpz_tdiv_q(log, log, ten);
    Number result;
    if (TRY(to_decimal(thread, log, bits, 72, settings.precision, 0, result))) {
      return finalize_half_even(thread, result, settings);
    }
  }
}

// ---- Powers ----

namespace {

// What an integral exponent is like; `is_odd` counts the infinite ones as even.
bool is_integral(const Number& number, bool& is_odd) {
  is_odd = false;
  if (!number.is_finite()) return false;
  if (number.exponent >= 0) {
    is_odd = number.exponent == 0 && int_is_odd(number.coefficient);
    return true;
  }
  const std::string digits = digits_of(number.coefficient);
  const auto places = static_cast<uint64_t>(-number.exponent);
  if (number.is_zero()) return true;
  if (places >= digits.size() + 1) return false;
  if (digits.find_first_not_of('0', digits.size() - std::min<size_t>(places, digits.size())) != std::string::npos) {
    return false;
  }
  is_odd = places < digits.size() && (digits[digits.size() - places - 1] - '0') % 2 != 0;
  return true;
}

// Powers that have an end: an integral exponent that is not too great, of a base that is not negative. The sign of the
// exponent does not count. False: not applicable.
Fallible<bool> exact_power(Thread& thread, Number base, const Number& exponent, bool negative, const Settings& settings,
                           Number& result) {
  bool is_odd;
  if (!is_integral(exponent, is_odd) || adjusted(exponent) > 18) return false;
  Number whole = TRY(rescale(thread, exponent, 0, Rounding::kDown));
  whole.negative = false;
  int64_t times;
  bool is_stripped = false;
  if (!small_integer(whole, times)) return false;
  if (static_cast<double>(digit_count(base.coefficient)) * static_cast<double>(times) >
      2.0 * static_cast<double>(settings.precision)) {
    TRY(strip_zeros(thread, base, kMaximumExponent));  // as many as can be seen are put back below
    is_stripped = true;
  }
  // More than twice the digits that are wanted are computed in another way.
  const double digits = static_cast<double>(digit_count(base.coefficient)) * static_cast<double>(times);
  if (digits > 2.0 * static_cast<double>(settings.precision) + 40) return false;
  if (std::abs(static_cast<double>(base.exponent)) * static_cast<double>(times) > 4e18) return false;
  result = Number{negative, NumberKind::kFinite, base.exponent * times};
  result.coefficient = TRY(int_power(thread, base.coefficient, Value::small_int(times)));
  if (const int64_t room = settings.precision + 1 - digit_count(result.coefficient); is_stripped && room > 0) {
    result.coefficient = TRY(shift_digits(thread, result.coefficient, room));
    result.exponent -= room;
  }
  return true;
}

// base**exponent of a positive base by logarithms.
Result power_by_logarithm(Thread& thread, const Number& base, const Number& exponent, bool negative,
                          Settings& settings) {
  TRY(check_precision(thread, settings));
  if (adjusted(exponent) > 22) {
    const bool great = (TRY(compare_numbers(thread, base, make_one())) > 0) != exponent.negative;
    return exceed(thread, great, negative, settings);
  }
  const int64_t size = std::max<int64_t>(adjusted(exponent), 0) + 20;
  for (int64_t extra = 6;; extra *= 2) {
    const uint64_t bits = bits_for(settings.precision + extra + size);
    const uint64_t guarded = bits + bits_for(std::max<int64_t>(adjusted(exponent), 0));
    Integer log, factor, product;
    TRY(log_of(thread, base, guarded, log));
    load(factor, exponent.coefficient);
    if (exponent.negative) mpz_neg(factor, factor);
    mpz_mul(product, log, factor);
    Integer ten;
    load(ten, TRY(power_of_ten(thread, exponent.exponent < 0 ? -exponent.exponent : exponent.exponent)));
    if (exponent.exponent < 0) {
      mpz_tdiv_q(product, product, ten);
    } else {
      mpz_mul(product, product, ten);
    }
    mpz_fdiv_q_2exp(product, product, guarded - bits);
    if (mpz_sizeinbase(product, 2) > bits + 62) return exceed(thread, sign_of(product) > 0, negative, settings);
    Number result;
    const bool is_decided = TRY(exp_decimal(thread, product, bits, 74, settings.precision, result));
    if (is_decided || extra > 200) {
      if (!is_decided) {  // a root that is exact: the digits beyond are nines or zeros
        (void)TRY(exp_decimal(thread, product, bits, 74, settings.precision, result, true));
        settings.status |= kInexact | kRounded;
      }
      result.negative = negative;
      return finalize(thread, result, settings);
    }
  }
}

// Zero, one or infinite operands.
bool special_power(const Number& base, const Number& exponent, bool negative, Settings& settings, Number& result) {
  if (exponent.is_zero()) {
    result = base.is_zero() ? invalid(settings) : make_one();
    return true;
  }
  if (base.is_zero()) {
    result = exponent.negative ? make_infinity(negative) : make_zero(negative, 0);
    return true;
  }
  if (base.is_infinite()) {
    result = exponent.negative ? make_zero(negative, 0) : make_infinity(negative);
    return true;
  }
  return false;
}

// 1 ** x, and x ** infinity.
Fallible<bool> limit_power(Thread& thread, const Number& base, const Number& exponent, Settings& settings,
                           Number& result) {
  const int order = TRY(compare_scaled(thread, base.coefficient, base.exponent, Value::small_int(1), 0));
  bool is_odd;
  if (order == 0) {
    const bool integral = is_integral(exponent, is_odd);
    if (base.negative && !integral && exponent.is_finite()) return false;
    const int64_t places = settings.precision - 1;
    result = make_one();
    result.negative = base.negative && is_odd;
    if (integral) {  // the exponent is what multiplying would give, as far as there is room
      int64_t times = 0;
      if (exponent.negative || base.exponent == 0) return true;
      const bool fits = small_integer(exponent, times) &&
                        static_cast<double>(base.exponent) * static_cast<double>(times) >= -static_cast<double>(places);
      if (!fits) settings.status |= kRounded;
      result.exponent = fits ? base.exponent * times : -places;
      result.coefficient = TRY(power_of_ten(thread, -result.exponent));
      return true;
    }
    settings.status |= kInexact | kRounded;
    result.exponent = -places;
    result.coefficient = TRY(power_of_ten(thread, places));
    return true;
  }
  if (!exponent.is_infinite()) return false;
  result = (order > 0) == exponent.negative ? make_zero(false, 0) : make_infinity(false);
  return true;
}

}  // namespace

Result power(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  bool is_odd;
  const bool integral = is_integral(b, is_odd);
  const bool negative = a.negative && is_odd;
  Number result;
  if (special_power(a, b, negative, settings, result)) return result;
  if (a.negative && !integral) return invalid(settings);
  if (TRY(limit_power(thread, a, b, settings, result))) return result;
  Number base = a;
  base.negative = false;
  if (TRY(exact_power(thread, base, b, negative, settings, result))) {
    return b.negative ? divide(thread, make_one(), result, settings) : finalize(thread, result, settings);
  }
  return power_by_logarithm(thread, base, b, negative, settings);
}

Result power_modulo(Thread& thread, const Number& a, const Number& b, const Number& modulus, Settings& settings) {
  for (const Number* operand : {&a, &b, &modulus}) {
    if (operand->is_signaling()) return propagate_nan(thread, *operand, nullptr, settings);
  }
  for (const Number* operand : {&a, &b, &modulus}) {
    if (operand->is_nan()) return propagate_nan(thread, *operand, nullptr, settings);
  }
  bool odd, ignored;
  if (!is_integral(a, ignored) || !is_integral(b, odd) || !is_integral(modulus, ignored)) return invalid(settings);
  if (b.negative || modulus.is_zero() || adjusted(modulus) >= settings.precision) return invalid(settings);
  if (a.is_zero() && b.is_zero()) return invalid(settings);
  Value base = TRY(rescale(thread, a, 0, Rounding::kDown)).coefficient;
  Value exponent = TRY(rescale(thread, b, 0, Rounding::kDown)).coefficient;
  Value divisor = TRY(rescale(thread, modulus, 0, Rounding::kDown)).coefficient;
  Number result{a.negative && odd, NumberKind::kFinite, 0};
  result.coefficient = TRY(int_power_modulo(thread, base, exponent, divisor));
  return finalize(thread, result, settings);
}

}  // namespace memphis::decimal
