// What a time zone's file tells: plain numbers, no Python. Local time types are known by their index.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace memphis::zoneinfo {

// A day of the year and a time of it, as a TZ string gives them.
struct RuleDate {
  enum class Form : uint8_t { kMonthWeekDay, kJulian, kDayOfYear };
  Form form = Form::kMonthWeekDay;
  int month = 0, week = 0;
  int day = 0;  // of the week from Sunday, or of the year
  int seconds = 2 * 3600;

  // Seconds since 1970-01-01, in local time.
  int64_t in_year(int year) const;
};

// What holds after the last transition.
struct Rule {
  bool has_summer = false;
  int64_t standard_offset = 0, summer_offset = 0;  // seconds east of UTC
  std::string_view standard_name, summer_name;     // of the text that was read
  RuleDate start, end;                             // of summer time

  int64_t difference() const { return summer_offset - standard_offset; }
  bool is_summer_locally(int64_t seconds, int year, bool fold) const;
  bool is_summer(int64_t utc_seconds, int year, bool& fold) const;
};
// "EST5EDT,M3.2.0,M11.1.0". Null, or what is wrong with the text, in words that it follows.
const char* read_rule(std::string_view text, Rule& rule);

struct ZoneData {
  std::vector<int64_t> utc;       // when transitions are, ascending
  std::vector<int64_t> local[2];  // the same in local time, by fold
  std::vector<uint32_t> after;    // the type from each transition on
  uint32_t type_count = 0;        // of the file; then the rule's standard and summer time
  std::vector<int64_t> offsets;   // of all types, in seconds
  uint32_t before = 0;            // the type before the first transition
  uint32_t last = 0;              // the type after the last one, without a rule for summer time
  bool has_rule = false;
  bool is_fixed = false;
  Rule rule;

  uint32_t standard() const { return type_count; }
  uint32_t summer() const { return type_count + 1; }
  // The type at a local time, or in UTC.
  uint32_t type_locally(int64_t seconds, int year, bool fold) const;
  uint32_t type_in_utc(int64_t seconds, int year, bool& fold) const;
};

// How much of each type's offset is summer time, which files do not tell: guessed from the neighbours in time.
std::vector<int64_t> summer_shares(const std::vector<uint32_t>& after, const std::vector<int64_t>& offsets,
                                   const std::vector<bool>& is_summer);
// Fills ZoneData::local in.
void compute_local_transitions(ZoneData& data);

}  // namespace memphis::zoneinfo
