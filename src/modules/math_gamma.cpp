// The gamma function by the approximation of Lanczos, with the parameters of the Boost library (13 terms, for doubles):
//   gamma(x) = (x + g - 0.5) ** (x - 0.5) / exp(x + g - 0.5) * S(x), S a quotient of two polynomials.
#include <cmath>
#include <limits>
#include <numbers>

#include "modules/math.h"

namespace memphis {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kNumerator[] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
// x * (x+1) * ... * (x+11)
constexpr double kDenominator[] = {0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                   2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};
constexpr int kTerms = std::size(kNumerator);

// Evaluated in powers of x or of 1/x, whichever does not overflow.
double lanczos_sum(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; i--) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; i++) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi * x), exact in its zeros; x is finite.
double sine_of_pi_times(double x) {
  constexpr double kPi = std::numbers::pi;
  const double y = std::fmod(std::fabs(x), 2.0);
  double result = 0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: result = std::sin(kPi * y); break;
    case 1: result = std::cos(kPi * (y - 0.5)); break;
    case 2: result = std::sin(kPi * (1.0 - y)); break;  // not -sin(pi * (y - 1)): the sign of zero at integers
    case 3: result = -std::cos(kPi * (y - 1.5)); break;
    default: result = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * result;
}

double small_factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; i++) product *= i;
  return product;
}

// y ** exponent, multiplied into `value` (or divided out of it) in two steps where one would overflow.
double scale_by_power(double value, double y, double x, bool divide) {
  constexpr double kOneStep = 140.0;
  if (x < kOneStep) {
    const double factor = std::pow(y, x - 0.5);
    return divide ? value / factor : value * factor;
  }
  const double factor = std::pow(y, x / 2.0 - 0.25);
  return divide ? value / factor / factor : value * factor * factor;
}

}  // namespace

double gamma_function(double x, GammaStatus& status) {
  constexpr int kExactFactorials = 23;  // (kExactFactorials - 1)! is the greatest that a double holds exactly
  constexpr double kTiny = 1e-20, kHuge = 200.0;
  status = GammaStatus::kOk;
  if (std::isnan(x) || x == kInfinity) return x;
  if (x == -kInfinity || x == 0 || (x < 0 && x == std::floor(x))) {
    status = GammaStatus::kPole;
    return x;
  }
  if (x == std::floor(x) && x <= kExactFactorials) return small_factorial(static_cast<int>(x) - 1);
  const double magnitude = std::fabs(x);
  double result;
  if (magnitude < kTiny) {
    result = 1.0 / x;
  } else if (magnitude > kHuge) {
    result = x < 0 ? 0.0 / sine_of_pi_times(x) : kInfinity;
  } else {
    const double y = magnitude + kGMinusHalf;
    // What rounding took from y, relative to it and times g: first-order correction of the result.
    const double lost = magnitude > kGMinusHalf ? (y - magnitude) - kGMinusHalf : (y - kGMinusHalf) - magnitude;
    const double correction = lost * kG / y;
    if (x < 0) {
      result = -std::numbers::pi / sine_of_pi_times(magnitude) / magnitude * std::exp(y) / lanczos_sum(magnitude);
      result -= correction * result;
    } else {
      result = lanczos_sum(magnitude) / std::exp(y);
      result += correction * result;
    }
    result = scale_by_power(result, y, magnitude, x < 0);
  }
  if (std::isinf(result)) status = GammaStatus::kOverflow;
  return result;
}

double log_gamma_function(double x, GammaStatus& status) {
  constexpr double kTiny = 1e-20;
  status = GammaStatus::kOk;
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return kInfinity;
  if (x == std::floor(x) && x <= 2.0) {
    if (x <= 0) status = GammaStatus::kPole;
    return 0.0;
  }
  const double magnitude = std::fabs(x);
  if (magnitude < kTiny) return -std::log(magnitude);
  double result = std::log(lanczos_sum(magnitude)) - kG;
  result += (magnitude - 0.5) * (std::log(magnitude + kG - 0.5) - 1);
  if (x < 0) result = kLogPi - std::log(std::fabs(sine_of_pi_times(magnitude))) - std::log(magnitude) - result;
  if (std::isinf(result)) status = GammaStatus::kOverflow;
  return result;
}

}  // namespace memphis
