// Ints to text and back.
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// Conversions of fewer digits than this are never refused, whatever the limit.
constexpr uint64_t kDigitThreshold = 640;

bool is_power_of_two(unsigned base) { return (base & (base - 1)) == 0; }

std::string_view trim_ascii(std::string_view text) {
  auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Status check_digit_limit(Thread& thread, size_t digits, unsigned base) {
  const uint64_t limit = thread.runtime.options.int_max_str_digits;
  if (digits <= kDigitThreshold || limit == 0 || digits <= limit || is_power_of_two(base)) return {};
  return raise_value_error(thread,
                           "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                           "sys.set_int_max_str_digits() to increase the limit",
                           limit, digits);
}

Status append_int_text(Thread& thread, std::string& out, Value value) {
  IntReader reader(value);
  const uint64_t limit = thread.runtime.options.int_max_str_digits;
  const uint64_t bound = limit == 0 ? 0 : bigint::decimal_digits_bound(reader);
  auto refuse = [&]() -> Status {
    return raise_value_error(thread,
                             "Exceeds the limit ({} digits) for integer string conversion; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             limit);
  };
  // The bound may be one too many: then only the text itself tells.
  if (bound > kDigitThreshold && bound > limit + 1) return refuse();
  TRY(reserve_limbs(thread, reader.view().count));
  const size_t start = out.size();
  bigint::append_decimal(out, reader);
  const size_t digits = out.size() - start - (reader.view().negative ? 1 : 0);
  if (bound > kDigitThreshold && digits > limit) return refuse();
  return {};
}

Value int_to_str(Thread& thread, Value value) {
  std::string text;
  TRY(append_int_text(thread, text, value));
  return make_str(thread, text);
}

Value int_from_literal(Thread& thread, std::string_view text) {
  if (text.starts_with('-')) return int_negate(thread, TRY(int_from_literal(thread, text.substr(1))));
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0') {
    char marker = static_cast<char>(text[1] | 0x20);
    base = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  return int_from_text(thread, text, base, Value::unbound());
}

Value int_from_text(Thread& thread, std::string_view text, unsigned base, Value original) {
  const std::string_view trimmed = trim_ascii(text);
  const bigint::IntText checked = bigint::check_text(trimmed, base);
  if (!checked.valid) {
    constexpr uint64_t kLongest = 200;
    Value shown = TRY(repr(thread, original));
    auto* text_shown = shown.as<Str>();
    if (text_shown->length() > kLongest) text_shown = TRY(substring(thread, text_shown, 0, kLongest));
    return raise_value_error(thread, "invalid literal for int() with base {}: {}", base, text_of(text_shown));
  }
  TRY(check_digit_limit(thread, checked.digits, checked.base));
  // No digit takes more than six bits.
  TRY(reserve_limbs(thread, trimmed.size() / 10));
  IntBuffer result;
  bigint::from_text(result, trimmed, base);
  return make_int(thread, result);
}

}  // namespace memphis
