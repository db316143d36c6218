#include "base/percent_format.h"

#include <algorithm>
#include <limits>

#include "base/number_text.h"

namespace memphis {
namespace {

constexpr int64_t kMaxWidth = int64_t{1} << 32;

bool fail(FormatError& error, std::string_view message, FormatError::Kind kind = FormatError::kValueError) {
  error.kind = kind;
  error.message = message;
  return false;
}

bool check_size(const PercentSpec& spec, FormatError& error) {
  return std::max(spec.width, spec.precision) <= kMaxWidth || fail(error, "", FormatError::kMemoryError);
}

template <class Unit>
class PercentParser {
 public:
  PercentParser(const Unit* text, size_t count, size_t start, bool is_bytes, PercentSpec& spec, FormatError& error)
      : text_(text), count_(count), at_(start), is_bytes_(is_bytes), spec_(spec), error_(error) {}

  bool run() {
    spec_ = PercentSpec{};
    if (at_ < count_ && text_[at_] == '(' && !take_key()) return false;
    take_flags();
    if (take('*')) {
      spec_.width_is_argument = true;
    } else if (!take_number(spec_.width, std::numeric_limits<int64_t>::max(), "width too big")) {
      return false;
    }
    if (take('.')) {
      spec_.precision = 0;
      const char* const message = is_bytes_ ? "prec too big" : "precision too big";
      if (take('*')) {
        spec_.precision_is_argument = true;
      } else if (!take_number(spec_.precision, std::numeric_limits<int>::max(), message)) {
        return false;
      }
    }
    if (at_ < count_ && (text_[at_] == 'h' || text_[at_] == 'l' || text_[at_] == 'L')) ++at_;
    if (at_ >= count_) return fail(error_, "incomplete format");
    spec_.type = text_[at_++];
    spec_.end = at_;
    return true;
  }

 private:
  bool take(char c) {
    if (at_ >= count_ || text_[at_] != static_cast<Unit>(c)) return false;
    ++at_;
    return true;
  }

  bool take_key() {
    spec_.has_key = true;
    spec_.key_start = ++at_;
    size_t depth = 1;
    for (; at_ < count_; ++at_) {
      if (text_[at_] == '(') ++depth;
      if (text_[at_] == ')' && --depth == 0) {
        spec_.key_length = at_++ - spec_.key_start;
        return true;
      }
    }
    return fail(error_, "incomplete format key");
  }

  void take_flags() {
    for (; at_ < count_; ++at_) {
      switch (text_[at_]) {
        case '-': spec_.left = true; break;
        case '+': spec_.plus = true; break;
        case ' ': spec_.blank = true; break;
        case '#': spec_.alternate = true; break;
        case '0': spec_.zero = true; break;
        default: return;
      }
    }
  }

  bool take_number(int64_t& number, int64_t greatest, std::string_view message) {
    for (; at_ < count_ && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      const int64_t digit = static_cast<int64_t>(text_[at_] - '0');
      number = std::max<int64_t>(number, 0);
      if (number > (greatest - digit) / 10) return fail(error_, message);
      number = number * 10 + digit;
    }
    return true;
  }

  const Unit* text_;
  size_t count_;
  size_t at_;
  bool is_bytes_;
  PercentSpec& spec_;
  FormatError& error_;
};

// sign and prefix, then zeros or blanks as the flags say.
void append_percent_number(std::string& out, const PercentSpec& spec, bool negative, std::string_view prefix,
                           std::string_view body) {
  const char sign = negative ? '-' : spec.plus ? '+' : spec.blank ? ' ' : '\0';
  const size_t length = (sign ? 1 : 0) + prefix.size() + body.size();
  const size_t width = static_cast<size_t>(std::max<int64_t>(spec.width, 0));
  const size_t padding = width > length ? width - length : 0;
  if (!spec.left && !spec.zero) out.append(padding, ' ');
  if (sign) out += sign;
  out += prefix;
  if (!spec.left && spec.zero) out.append(padding, '0');
  out += body;
  if (spec.left) out.append(padding, ' ');
}

}  // namespace

template <class Unit>
bool parse_percent_spec(const Unit* text, size_t count, size_t start, bool is_bytes, PercentSpec& spec,
                        FormatError& error) {
  return PercentParser<Unit>(text, count, start, is_bytes, spec, error).run();
}

void set_unsupported_percent_type(const PercentSpec& spec, bool is_bytes, FormatError& error) {
  if (is_bytes && spec.type >= 0x80) {
    fail(error, "character argument not in range(0x110000)", FormatError::kOverflowError);
    return;
  }
  std::string message = "unsupported format character '";
  message += spec.type > 30 && spec.type < 127 ? static_cast<char>(spec.type) : '?';
  message += "' (0x";
  append_int(message, static_cast<int64_t>(spec.type), 16);
  message += ") at index ";
  append_uint(message, spec.end - 1);
  fail(error, message);
}

bool append_percent_int(std::string& out, const PercentSpec& spec, bool negative, std::string_view digits,
                        FormatError& error) {
  if (!check_size(spec, error)) return false;
  std::string_view prefix;
  if (spec.alternate) prefix = spec.type == 'o' ? "0o" : spec.type == 'x' ? "0x" : spec.type == 'X' ? "0X" : "";
  const size_t precision = static_cast<size_t>(std::max<int64_t>(spec.precision, 0));
  if (precision <= digits.size() && spec.type != 'X') {
    append_percent_number(out, spec, negative, prefix, digits);
    return true;
  }
  std::string body;
  if (precision > digits.size()) body.assign(precision - digits.size(), '0');
  body += digits;
  if (spec.type == 'X') {
    for (char& c : body) c = c >= 'a' ? static_cast<char>(c - 0x20) : c;
  }
  append_percent_number(out, spec, negative, prefix, body);
  return true;
}

bool append_percent_double(std::string& out, const PercentSpec& spec, double value, FormatError& error) {
  if (!check_size(spec, error)) return false;
  std::string text;
  append_double(text, value,
                {.code = static_cast<char>(spec.type),
                 .precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision),
                 .alternate = spec.alternate});
  const bool negative = text.starts_with('-');
  append_percent_number(out, spec, negative, {}, std::string_view(text).substr(negative ? 1 : 0));
  return true;
}

bool lay_out_percent_text(const PercentSpec& spec, size_t length, TextLayout& layout, FormatError& error) {
  if (!check_size(spec, error)) return false;
  layout = {};
  layout.text =
      spec.precision >= 0 && spec.type != 'c' ? std::min(length, static_cast<size_t>(spec.precision)) : length;
  const size_t width = static_cast<size_t>(std::max<int64_t>(spec.width, 0));
  if (width > layout.text) (spec.left ? layout.right : layout.left) = width - layout.text;
  return true;
}

template bool parse_percent_spec(const uint8_t*, size_t, size_t, bool, PercentSpec&, FormatError&);
template bool parse_percent_spec(const uint16_t*, size_t, size_t, bool, PercentSpec&, FormatError&);
template bool parse_percent_spec(const uint32_t*, size_t, size_t, bool, PercentSpec&, FormatError&);

}  // namespace memphis
