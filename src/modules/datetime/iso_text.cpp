// ISO 8601: writing and reading.
#include <fmt/format.h>

#include <vector>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"

namespace memphis::datetime {

namespace {

constexpr char32_t kNothing = 0;

// Characters of a str with zeros behind the end.
class Reader {
 public:
  explicit Reader(const Str* text) : text_(text), length_(text->length()) {}
  char32_t at(size_t position) const { return position < length_ ? text_->at(position) : kNothing; }
  size_t length() const { return length_; }
  bool is_digit(size_t position) const { return at(position) >= '0' && at(position) <= '9'; }
  // Reads exactly so many digits.
  bool read_digits(size_t& position, int count, int& number) const {
    number = 0;
    for (int i = 0; i < count; i++, position++) {
      if (!is_digit(position)) return false;
      number = number * 10 + static_cast<int>(at(position) - '0');
    }
    return true;
  }

 private:
  const Str* text_;
  size_t length_;
};

// YYYY-MM-DD, YYYYMMDD, YYYY-Www, YYYYWww, YYYY-Www-D, YYYYWwwD: all of [0, end).
bool read_date(const Reader& text, size_t end, Parts& parts) {
  size_t position = 0;
  if (!text.read_digits(position, 4, parts.year)) return false;
  const bool separated = text.at(position) == '-';
  if (separated) position++;
  if (text.at(position) == 'W') {
    IsoDate date{parts.year, 0, 1};
    position++;
    if (!text.read_digits(position, 2, date.week)) return false;
    if (position < end) {
      if (separated && text.at(position++) != '-') return false;
      if (!text.read_digits(position, 1, date.weekday)) return false;
    }
    return set_iso_date(parts, date) == IsoError::kNone;
  }
  if (!text.read_digits(position, 2, parts.month)) return false;
  if (separated && text.at(position++) != '-') return false;
  return text.read_digits(position, 2, parts.day) && position == end;
}

enum class ClockResult : uint8_t { kWhole, kRest, kBad };

struct Clock {
  int hour = 0, minute = 0, second = 0, microsecond = 0;
};

// A fraction of a second: six digits count.
ClockResult read_fraction(const Reader& text, size_t position, size_t end, Clock& clock) {
  constexpr int kFactors[] = {100000, 10000, 1000, 100, 10};
  const auto digits = static_cast<int>(std::min<size_t>(end - position, 6));
  if (!text.read_digits(position, digits, clock.microsecond)) return ClockResult::kBad;
  if (digits < 6) clock.microsecond *= kFactors[digits - 1];
  while (text.is_digit(position)) position++;
  return text.at(position) == kNothing ? ClockResult::kWhole : ClockResult::kRest;
}

// HH[:?MM[:?SS[{.,}fff[fff]]]] in [position, end). kRest: something follows.
ClockResult read_clock(const Reader& text, size_t position, size_t end, Clock& clock) {
  int* const numbers[] = {&clock.hour, &clock.minute, &clock.second};
  bool separated = true;
  for (size_t i = 0; i < 3; i++) {
    if (!text.read_digits(position, 2, *numbers[i])) return ClockResult::kBad;
    const char32_t next = text.at(position++);
    if (i == 0) separated = next == ':';
    if (position >= end) return next == kNothing ? ClockResult::kWhole : ClockResult::kRest;
    if (separated && next == ':') {
      if (i == 2) return ClockResult::kBad;
    } else if (next == '.' || next == ',') {
      if (i < 2) return ClockResult::kBad;
      break;
    } else if (!separated) {
      position--;
    } else {
      return ClockResult::kBad;
    }
  }
  return read_fraction(text, position, end, clock);
}

bool read_time(const Reader& text, size_t position, IsoText& result) {
  const size_t end = text.length();
  size_t zone = position;
  do {
    if (text.at(zone) == '+' || text.at(zone) == '-' || text.at(zone) == 'Z') break;
  } while (++zone < end);
  Clock clock;
  const ClockResult read = read_clock(text, position, zone, clock);
  if (read == ClockResult::kBad) return false;
  result.parts.hour = clock.hour;
  result.parts.minute = clock.minute;
  result.parts.second = clock.second;
  result.parts.microsecond = clock.microsecond;
  if (zone == end) return read == ClockResult::kWhole;
  result.has_offset = true;
  if (text.at(zone) == 'Z') return text.at(zone + 1) == kNothing;
  const int sign = text.at(zone) == '-' ? -1 : 1;
  Clock offset;
  if (read_clock(text, zone + 1, end, offset) != ClockResult::kWhole) return false;
  result.offset_seconds = sign * (offset.hour * 3600 + offset.minute * 60 + offset.second);
  result.offset_microseconds = sign * offset.microsecond;
  return true;
}

// Where the date ends in YYYY-Www..., which may be followed by -D or by a separator and the time.
size_t week_date_end(const Reader& text) {
  const size_t length = text.length();
  if (length <= 8 || text.at(8) != '-') return 8;
  if (length == 9) return 0;
  return length > 10 && text.is_digit(10) ? 8 : 10;
}

// Where the date ends; 0: the text is malformed.
size_t date_end(const Reader& text) {
  if (text.length() == 7) return 7;
  if (text.at(4) == '-') return text.at(5) == 'W' ? week_date_end(text) : 10;
  if (text.at(4) != 'W') return 8;
  size_t position = 7;
  while (position < text.length() && text.is_digit(position)) position++;
  if (position < 9) return position;
  return position % 2 == 0 ? 7 : 8;
}

}  // namespace

void append_offset(std::string& out, const Duration& offset, std::string_view separator) {
  int64_t seconds = int64_t{offset.days} * kSecondsPerDay + offset.seconds;
  int microseconds = offset.microseconds;
  const bool is_negative = offset.days < 0;
  if (is_negative) {
    seconds = -seconds;
    if (microseconds != 0) {
      seconds--;
      microseconds = kMicrosecondsPerSecond - microseconds;
    }
  }
  out += fmt::format("{}{:02}{}{:02}", is_negative ? '-' : '+', seconds / 3600, separator, seconds / 60 % 60);
  if (seconds % 60 != 0 || microseconds != 0) out += fmt::format("{}{:02}", separator, seconds % 60);
  if (microseconds != 0) out += fmt::format(".{:06}", microseconds);
}

Status append_utcoffset(Thread& thread, std::string& out, Value tzinfo, Value argument, std::string_view separator) {
  Value offset = TRY(call_utcoffset(thread, tzinfo, argument));
  if (!offset.is_none()) append_offset(out, duration_of(offset), separator);
  return {};
}

Fallible<TimePrecision> precision_argument(Thread& thread, Value value, int position) {
  if (value.is_unbound()) return TimePrecision::kAuto;
  const std::string name = text_of(Value(TRY(str_argument(thread, value, "isoformat", position))));
  constexpr std::string_view kNames[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
  for (size_t i = 0; i < std::size(kNames); i++) {
    if (name == kNames[i]) return static_cast<TimePrecision>(i);
  }
  return raise_value_error(thread, "Unknown timespec value");
}

void append_time(std::string& out, const Parts& parts, TimePrecision precision) {
  if (precision == TimePrecision::kAuto) {
    precision = parts.microsecond != 0 ? TimePrecision::kMicroseconds : TimePrecision::kSeconds;
  }
  out += fmt::format("{:02}", parts.hour);
  if (precision >= TimePrecision::kMinutes) out += fmt::format(":{:02}", parts.minute);
  if (precision >= TimePrecision::kSeconds) out += fmt::format(":{:02}", parts.second);
  if (precision == TimePrecision::kMilliseconds) out += fmt::format(".{:03}", parts.microsecond / 1000);
  if (precision == TimePrecision::kMicroseconds) out += fmt::format(".{:06}", parts.microsecond);
}

std::string date_text(const Parts& parts) {
  return fmt::format("{:04}-{:02}-{:02}", parts.year, parts.month, parts.day);
}

FailureOfAnyType raise_invalid_iso_text(Thread& thread, Value text) {
  return raise_value_error(thread, "Invalid isoformat string: {}", TRY(repr_text(thread, text)));
}

bool read_iso_date(const Str* text, IsoText& result) {
  const size_t length = text->length();
  return (length == 7 || length == 8 || length == 10) && read_date(Reader(text), length, result.parts);
}

bool read_iso_time(const Str* text, IsoText& result) {
  Reader reader(text);
  return read_time(reader, reader.at(0) == 'T' ? 1 : 0, result);
}

bool read_iso_datetime(const Str* text, IsoText& result) {
  Reader reader(text);
  if (reader.length() < 7) return false;
  const size_t end = date_end(reader);
  if (end == 0 || end > reader.length() || !read_date(reader, end, result.parts)) return false;
  return reader.length() == end || read_time(reader, end + 1, result);
}

Value zone_of_iso_text(Thread& thread, const IsoText& text) {
  if (!text.has_offset) return Value::none();
  if (text.offset_seconds == 0) return state_of(thread.runtime)->utc.get();
  Delta* offset = TRY(make_delta(thread, 0, text.offset_seconds, text.offset_microseconds));
  return make_zone(thread, offset, Value::unbound());
}

FailureOfAnyType raise_bad_midnight(Thread& thread) {
  return raise_value_error(thread, "minute, second, and microsecond must be 0 when hour is 24");
}

}  // namespace memphis::datetime
