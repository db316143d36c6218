#include "modules/datetime/civil.h"

namespace memphis::datetime {

namespace {

constexpr int kDaysInMonth[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int kDaysBeforeMonth[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr int kDaysIn4Years = 1461, kDaysIn100Years = 36524, kDaysIn400Years = 146097;

// Also of year 0, which ISO weeks may need.
int days_before_year(int year) {
  const int before = year - 1;
  return before >= 0 ? before * 365 + before / 4 - before / 100 + before / 400 : -366;
}

// The Monday of the first week of an ISO year.
int first_iso_monday(int year) {
  const int first_day = ordinal_of(year, 1, 1);
  const int weekday = (first_day + 6) % 7;
  const int monday = first_day - weekday;
  return weekday > 3 ? monday + 7 : monday;
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) { return month == 2 && is_leap_year(year) ? 29 : kDaysInMonth[month]; }

int days_before_month(int year, int month) {
  return kDaysBeforeMonth[month] + (month > 2 && is_leap_year(year) ? 1 : 0);
}

int ordinal_of(int year, int month, int day) { return days_before_year(year) + days_before_month(year, month) + day; }

void set_ordinal(Parts& parts, int ordinal) {
  int days = ordinal - 1;
  int cycles = 0;
  carry(days, cycles, kDaysIn400Years);
  const int centuries = days / kDaysIn100Years;
  days %= kDaysIn100Years;
  const int fours = days / kDaysIn4Years;
  days %= kDaysIn4Years;
  const int ones = days / 365;
  days %= 365;
  parts.year = cycles * 400 + centuries * 100 + fours * 4 + ones + 1;
  if (ones == 4 || centuries == 4) {  // the last day of a leap year
    parts.year--;
    parts.month = 12;
    parts.day = 31;
    return;
  }
  parts.month = 12;
  while (days_before_month(parts.year, parts.month) > days) parts.month--;
  parts.day = days - days_before_month(parts.year, parts.month) + 1;
}

IsoDate iso_date_of(const Parts& parts) {
  int year = parts.year;
  const int today = ordinal_of(parts);
  int days = today - first_iso_monday(year);
  if (days < 0) {
    year--;
    days = today - first_iso_monday(year);
  } else if (days / 7 >= 52 && today >= first_iso_monday(year + 1)) {
    year++;
    days = today - first_iso_monday(year);
  }
  return {year, days / 7 + 1, days % 7 + 1};
}

IsoError set_iso_date(Parts& parts, const IsoDate& date) {
  if (date.year < kMinimumYear || date.year > kMaximumYear) return IsoError::kYear;
  if (date.week < 1 || date.week > 53) return IsoError::kWeek;
  if (date.week == 53) {
    const int first_weekday = (ordinal_of(date.year, 1, 1) + 6) % 7;
    const bool is_long = first_weekday == 3 || (first_weekday == 2 && is_leap_year(date.year));
    if (!is_long) return IsoError::kWeek;
  }
  if (date.weekday < 1 || date.weekday > 7) return IsoError::kWeekday;
  set_ordinal(parts, first_iso_monday(date.year) + (date.week - 1) * 7 + date.weekday - 1);
  return IsoError::kNone;
}

}  // namespace memphis::datetime
