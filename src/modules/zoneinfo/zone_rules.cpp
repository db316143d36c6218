#include "modules/zoneinfo/zone_rules.h"

#include <algorithm>
#include <utility>

#include "modules/datetime/civil.h"

namespace memphis::zoneinfo {

namespace {

constexpr int kSecondsPerDay = datetime::kSecondsPerDay;
constexpr int64_t kDefaultShare = 3600;

// Days from 1970-01-01 to the first of January.
int64_t days_before(int year) { return datetime::ordinal_of(year, 1, 1) - datetime::kEpochOrdinal; }

// Reads a text from the front.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // At least `least` and at most `most` digits.
  bool number(size_t least, size_t most, int& value) {
    size_t count = 0;
    value = 0;
    while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') {
      value = value * 10 + (rest_[count++] - '0');
    }
    rest_.remove_prefix(count);
    return count >= least;
  }
  // A name of letters, or anything of letters, digits and signs in angle brackets.
  bool name(std::string_view& result) {
    auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (take('<')) {
      const size_t end = rest_.find('>');
      if (end == std::string_view::npos || end == 0) return false;
      result = rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      return std::all_of(result.begin(), result.end(),
                         [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-'; });
    }
    size_t count = 0;
    while (count < rest_.size() && is_letter(rest_[count])) count++;
    result = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return count > 0;
  }
  // [+-]hhh[:mm[:ss]]
  bool time(int maximum_hours, int64_t& seconds) {
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    int hours, minutes = 0, rest = 0;
    if (!number(1, 3, hours) || hours > maximum_hours) return false;
    if (take(':')) {
      if (!number(2, 2, minutes) || minutes > 59) return false;
      if (take(':') && (!number(2, 2, rest) || rest > 59)) return false;
    }
    seconds = int64_t{hours} * 3600 + minutes * 60 + rest;
    if (is_negative) seconds = -seconds;
    return true;
  }

 private:
  std::string_view rest_;
};

bool read_date(RuleReader& reader, RuleDate& date) {
  if (reader.take('M')) {
    date.form = RuleDate::Form::kMonthWeekDay;
    if (!reader.number(1, 2, date.month) || !reader.take('.') || !reader.number(1, 1, date.week) || !reader.take('.') ||
        !reader.number(1, 1, date.day)) {
      return false;
    }
    if (date.month < 1 || date.month > 12 || date.week < 1 || date.week > 5 || date.day > 6) return false;
  } else {
    const bool is_julian = reader.take('J');
    date.form = is_julian ? RuleDate::Form::kJulian : RuleDate::Form::kDayOfYear;
    if (!reader.number(1, 3, date.day) || date.day < (is_julian ? 1 : 0) || date.day > 365) return false;
  }
  if (!reader.take('/')) return true;
  int64_t seconds;
  constexpr int kMaximumHours = 167;
  if (!reader.time(kMaximumHours, seconds)) return false;
  date.seconds = static_cast<int>(seconds);
  return true;
}

// Does ts lie in [start, end), or outside of [end, start)?
bool is_between(int64_t start, int64_t end, int64_t seconds) {
  return start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start);
}

// The number of transitions at or before a time.
size_t passed(const std::vector<int64_t>& transitions, int64_t seconds) {
  return static_cast<size_t>(std::upper_bound(transitions.begin(), transitions.end(), seconds) - transitions.begin());
}

}  // namespace

int64_t RuleDate::in_year(int year) const {
  int64_t days = days_before(year);
  if (form == Form::kMonthWeekDay) {
    const int first_weekday = (datetime::ordinal_of(year, month, 1) + 6) % 7;  // Monday is 0
    int month_day = (day - (first_weekday + 1) + 7) % 7 + 1 + (week - 1) * 7;
    if (month_day > datetime::days_in_month(year, month)) month_day -= 7;
    days += datetime::days_before_month(year, month) + month_day - 1;
  } else {
    // CPython counts both forms alike, from the day before the first of January, and a Julian day from the 28th of
    // February on is a day later in leap years.
    constexpr int kEndOfFebruary = 59;
    days += day - 1;
    if (form == Form::kJulian && day >= kEndOfFebruary && datetime::is_leap_year(year)) days++;
  }
  return days * kSecondsPerDay + seconds;
}

bool Rule::is_summer_locally(int64_t seconds, int year, bool fold) const {
  int64_t from = start.in_year(year), to = end.in_year(year);
  // The smaller offset's time begins at the end of the gap and ends at the end of the fold (with the other fold: at
  // their beginnings), whichever of the two it is.
  if (fold == (difference() >= 0)) {
    to -= difference();
  } else {
    from += difference();
  }
  return is_between(from, to, seconds);
}

bool Rule::is_summer(int64_t utc_seconds, int year, bool& fold) const {
  const int64_t from = start.in_year(year) - standard_offset, to = end.in_year(year) - summer_offset;
  const int64_t ambiguous = difference() > 0 ? to : from;
  const int64_t length = difference() > 0 ? difference() : -difference();
  fold = ambiguous <= utc_seconds && utc_seconds < ambiguous + length;
  return is_between(from, to, utc_seconds);
}

const char* read_rule(std::string_view text, Rule& rule) {
  RuleReader reader(text);
  constexpr int kMaximumHours = 24;
  int64_t west;
  if (!reader.name(rule.standard_name)) return "Invalid STD format in";
  if (!reader.time(kMaximumHours, west)) return "Invalid STD offset in";
  rule.standard_offset = -west;
  rule.has_summer = !reader.at_end();
  if (!rule.has_summer) return nullptr;
  if (!reader.name(rule.summer_name)) return "Invalid DST format in";
  rule.summer_offset = rule.standard_offset + kDefaultShare;
  if (!reader.rest().starts_with(',')) {
    if (!reader.time(kMaximumHours, west)) return "Invalid DST offset in";
    rule.summer_offset = -west;
  }
  for (RuleDate* date : {&rule.start, &rule.end}) {
    if (!reader.take(',')) return "Missing transition rules in TZ string:";
    if (!read_date(reader, *date)) return "Malformed transition rule in TZ string:";
  }
  return reader.at_end() ? nullptr : "Extraneous characters at end of TZ string:";
}

uint32_t ZoneData::type_locally(int64_t seconds, int year, bool fold) const {
  const std::vector<int64_t>& transitions = local[fold ? 1 : 0];
  if (!transitions.empty() && seconds < transitions.front()) return before;
  if (transitions.empty() || seconds > transitions.back()) {
    if (!has_rule || !rule.has_summer) return last;
    return rule.is_summer_locally(seconds, year, fold) ? summer() : standard();
  }
  return after[passed(transitions, seconds) - 1];
}

uint32_t ZoneData::type_in_utc(int64_t seconds, int year, bool& fold) const {
  fold = false;
  if (!utc.empty() && seconds < utc.front()) return before;
  const bool is_late = utc.empty() || seconds > utc.back();
  if (is_late && has_rule && rule.has_summer) return rule.is_summer(seconds, year, fold) ? summer() : standard();
  if (utc.empty()) return last;
  const size_t index = passed(utc, seconds);
  const uint32_t former = index >= 2 ? after[index - 2] : before;
  const uint32_t type = after[index - 1];
  fold = offsets[former] - offsets[type] > seconds - utc[index - 1];
  return is_late ? last : type;
}

std::vector<int64_t> summer_shares(const std::vector<uint32_t>& after, const std::vector<int64_t>& offsets,
                                   const std::vector<bool>& is_summer) {
  std::vector<int64_t> shares(offsets.size(), 0);
  for (size_t i = 1; i < after.size(); i++) {
    const uint32_t type = after[i];
    if (!is_summer[type] || shares[type] != 0) continue;
    int64_t share = is_summer[after[i - 1]] ? 0 : offsets[type] - offsets[after[i - 1]];
    if (share == 0 && i + 1 < after.size()) {
      if (is_summer[after[i + 1]]) continue;  // a later transition may tell
      share = offsets[type] - offsets[after[i + 1]];
    }
    shares[type] = share;
  }
  for (size_t type = 0; type < shares.size(); type++) {
    if (is_summer[type] && shares[type] == 0) shares[type] = kDefaultShare;
  }
  return shares;
}

void compute_local_transitions(ZoneData& data) {
  data.local[0] = data.local[1] = data.utc;
  for (size_t i = 0; i < data.utc.size(); i++) {
    int64_t former = data.offsets[i == 0 ? 0 : data.after[i - 1]];
    int64_t later = data.offsets[data.after[i]];
    if (i == 0 && data.type_count <= 1) later = former;
    data.local[0][i] += std::max(former, later);
    data.local[1][i] += std::min(former, later);
  }
}

}  // namespace memphis::zoneinfo
