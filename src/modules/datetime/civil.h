// Calendar arithmetic in the proleptic Gregorian calendar: plain numbers, no Python.
#pragma once

#include <cstdint>

namespace memphis::datetime {

inline constexpr int kMinimumYear = 1;
inline constexpr int kMaximumYear = 9999;
inline constexpr int kMaximumOrdinal = 3652059;  // of 9999-12-31
inline constexpr int kEpochOrdinal = 719163;     // of 1970-01-01
inline constexpr int kSecondsPerDay = 86400;
inline constexpr int kMicrosecondsPerSecond = 1'000'000;

// A point of the calendar and the clock; in a date the clock's part is zero, in a time the calendar's says nothing.
struct Parts {
  int year = 1, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  int fold = 0;

  int second_of_day() const { return hour * 3600 + minute * 60 + second; }
};

bool is_leap_year(int year);
int days_in_month(int year, int month);
int days_before_month(int year, int month);
// 0001-01-01 is day 1.
int ordinal_of(int year, int month, int day);
inline int ordinal_of(const Parts& parts) { return ordinal_of(parts.year, parts.month, parts.day); }
// Sets year, month and day.
void set_ordinal(Parts& parts, int ordinal);
// Monday is 0.
inline int weekday_of(const Parts& parts) { return (ordinal_of(parts) + 6) % 7; }
inline int day_of_year(const Parts& parts) { return days_before_month(parts.year, parts.month) + parts.day; }

struct IsoDate {
  int year, week, weekday;
};
IsoDate iso_date_of(const Parts& parts);
enum class IsoError : uint8_t { kNone, kYear, kWeek, kWeekday };
// Sets year, month and day; the year may turn out to be 0 or 10000.
IsoError set_iso_date(Parts& parts, const IsoDate& date);

// Moves whole units of `low` that do not fit into [0, size) to `high`.
template <class Low, class High>
void carry(Low& low, High& high, Low size) {
  Low units = low / size;
  low %= size;
  if (low < 0) {
    low += size;
    units--;
  }
  high += static_cast<High>(units);
}

}  // namespace memphis::datetime
