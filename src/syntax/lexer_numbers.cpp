// The part of the lexer that reads numbers.
#include <fmt/core.h>

#include "syntax/character_class.h"
#include "syntax/lexer.h"

namespace memphis {

namespace {

bool is_radix_digit(char c, int radix) { return radix == 16 ? has_class(c, kHexDigit) : c >= '0' && c < '0' + radix; }

bool is_word(const char* at, std::string_view word) {
  return std::string_view(at, word.size()) == word && !has_class(at[word.size()], kNameContinue);
}

// The keywords that may stand right behind a number: CPython warns instead of failing.
bool is_keyword_after_number(const char* at) {
  switch (*at) {
    case 'a': return is_word(at, "and");
    case 'e': return is_word(at, "else");
    case 'f': return is_word(at, "for");
    case 'i': return at[1] == 'f' || at[1] == 'n' || at[1] == 's';
    case 'o': return is_word(at, "or");
    case 'n': return is_word(at, "not");
    default: return false;
  }
}

}  // namespace

Token Lexer::scan_number(const char* start) {
  if (*start == '0') return scan_zero(start);
  at_ = start;
  uint8_t flags = 0;
  if (!scan_digits(flags)) return error_token_;
  return scan_point(start, flags);
}

Token Lexer::scan_zero(const char* start) {
  char second = static_cast<char>(start[1] | 0x20);
  if (second == 'x') return scan_radix(start, 16, "hexadecimal");
  if (second == 'o') return scan_radix(start, 8, "octal");
  if (second == 'b') return scan_radix(start, 2, "binary");
  uint8_t flags = 0;
  at_ = start + 1;
  for (;;) {
    if (*at_ == '_') {
      flags |= Token::kHasUnderscore;
      at_++;
      if (!has_class(*at_, kDigit)) return fail("invalid decimal literal");
    }
    if (*at_ != '0') break;
    at_++;
  }
  if (!has_class(*at_, kDigit)) return scan_point(start, flags);
  const char* zeros_end = at_ + 1;
  if (!scan_digits(flags)) return error_token_;
  char next = *at_;
  if (next == '.' || next == 'e' || next == 'E' || next == 'j' || next == 'J') return scan_point(start, flags);
  if (lenient_) return end_number(start, flags, "decimal");
  return fail_range("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                    start, zeros_end);
}

Token Lexer::scan_radix(const char* start, int radix, const char* kind) {
  uint8_t flags = Token::kPrefixed;
  at_ = start + 2;
  do {
    if (*at_ == '_') {
      flags |= Token::kHasUnderscore;
      at_++;
    }
    if (!is_radix_digit(*at_, radix)) {
      if (!has_class(*at_, kDigit)) return fail(fmt::format("invalid {} literal", kind));
      at_++;
      return fail(fmt::format("invalid digit '{}' in {} literal", at_[-1], kind));
    }
    while (is_radix_digit(*at_, radix)) at_++;
  } while (*at_ == '_');
  if (has_class(*at_, kDigit)) {
    at_++;
    return fail(fmt::format("invalid digit '{}' in {} literal", at_[-1], kind));
  }
  return end_number(start, flags, kind);
}

// Digits with single underscores between them, from a digit.
bool Lexer::scan_digits(uint8_t& flags) {
  for (;;) {
    while (has_class(*at_, kDigit)) at_++;
    if (*at_ != '_') return true;
    flags |= Token::kHasUnderscore;
    at_++;
    if (!has_class(*at_, kDigit)) {
      fail("invalid decimal literal");
      return false;
    }
  }
}

// What may follow the integer part: a fraction, an exponent, a 'j'.
Token Lexer::scan_point(const char* start, uint8_t flags) {
  if (*at_ == '.') {
    flags |= Token::kFloat;
    at_++;
    if (has_class(*at_, kDigit) && !scan_digits(flags)) return error_token_;
  }
  return scan_exponent(start, flags);
}

Token Lexer::scan_exponent(const char* start, uint8_t flags) {
  if (*at_ == 'e' || *at_ == 'E') {
    const char* digits = at_ + 1;
    if (*digits == '+' || *digits == '-') {
      digits++;
      if (!has_class(*digits, kDigit)) {
        at_ = digits;
        return fail("invalid decimal literal");
      }
    } else if (!has_class(*digits, kDigit)) {
      return end_number(start, flags, "decimal");
    }
    flags |= Token::kFloat;
    at_ = digits;
    if (!scan_digits(flags)) return error_token_;
  }
  if (*at_ == 'j' || *at_ == 'J') {
    at_++;
    return end_number(start, flags | Token::kImaginary, "imaginary");
  }
  return end_number(start, flags, "decimal");
}

Token Lexer::end_number(const char* start, uint8_t flags, const char* kind) {
  if (has_class(*at_, kNameContinue) && !lenient_ && !check_end_of_number(kind)) return error_token_;
  return make_here(TokenKind::kNumber, start, flags);
}

bool Lexer::check_end_of_number(const char* kind) {
  if (is_keyword_after_number(at_)) {
    warn(fmt::format("invalid {} literal", kind), at_);
    return true;
  }
  if (static_cast<uint8_t>(*at_) >= 0x80) return true;
  fail(fmt::format("invalid {} literal", kind));
  return false;
}

}  // namespace memphis
