#include "runtime/value/date.h"

#include <algorithm>
#include <array>

#include "runtime/value/civil.h"

namespace incent::value {
namespace {

constexpr int kDaysPerEra = 146097;            // 400 years
constexpr int kDaysPerFourYears = 1461;        // with a leap year
constexpr int64_t kEpochFromYearOne = 719162;  // days from 0001-01-01 to 1970-01-01
constexpr int64_t kEpochFromMarch = 719468;    // days from 1 March of the year 0

// Days before each month of a common year.
constexpr std::array<int, 13> kDaysBeforeMonth = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

constexpr bool IsLeap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Days from 0001-01-01 to 1 January of `year`.
constexpr int64_t DaysBeforeYear(int64_t year) {
  const int64_t past = year - 1;
  return 365 * past + FloorDivide(past, 4) - FloorDivide(past, 100) + FloorDivide(past, 400);
}

constexpr int DaysBefore(int64_t year, int month) {
  return kDaysBeforeMonth[month - 1] + (month > 2 && IsLeap(year) ? 1 : 0);
}

}  // namespace

Day DayFromCivil(Civil civil) {
  return static_cast<Day>(DaysBeforeYear(civil.year) + DaysBefore(civil.year, civil.month) + civil.day - 1 -
                          kEpochFromYearOne);
}

// Counts years from 1 March, so that a leap day is the last of its year: then all but the last year of a
// century, and all but the last day of four years, are of one length.
Civil CivilFromDay(Day day) {
  constexpr int64_t kEras = 15'000;  // more than any day lies before the year 0
  const auto n = static_cast<uint64_t>(day + kEpochFromMarch + kEras * kDaysPerEra);
  const uint64_t century = (4 * n + 3) / kDaysPerEra;
  const uint64_t quarters = (4 * n + 3) % kDaysPerEra | 3;  // of days, within the century
  const auto day_of_year = static_cast<uint32_t>(quarters % kDaysPerFourYears / 4);
  const uint32_t month = (5 * day_of_year + 2) / 153;  // from March, 0..11; five months have 153 days
  const auto year = static_cast<int64_t>(100 * century + quarters / kDaysPerFourYears) - 400 * kEras;
  return {static_cast<int>(month < 10 ? year : year + 1),
          static_cast<int>(month < 10 ? month + 3 : month - 9),
          static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1)};
}

bool IsLeapYear(int year) {
  return IsLeap(year);
}

int DaysInMonth(int year, int month) {
  return month == 2 && IsLeap(year) ? 29 : kDaysBeforeMonth[month] - kDaysBeforeMonth[month - 1];
}

std::optional<Day> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Civil civil{ReadDigits(text.substr(0, 4)), ReadDigits(text.substr(5, 2)),
                    ReadDigits(text.substr(8, 2))};
  if (!IsCalendarDate(civil)) return std::nullopt;
  return DayFromCivil(civil);
}

void AppendDate(Day day, std::string& text) {
  const Civil civil = CivilFromDay(day);
  if (!InCalendar(day)) {
    text += ZeroPadded(civil.year, 4) + '-' + ZeroPadded(civil.month, 2) + '-' + ZeroPadded(civil.day, 2);
    return;
  }
  const auto digit = [](int number) { return static_cast<char>('0' + number % 10); };
  const std::array<char, 10> date = {digit(civil.year / 1000),
                                     digit(civil.year / 100),
                                     digit(civil.year / 10),
                                     digit(civil.year),
                                     '-',
                                     digit(civil.month / 10),
                                     digit(civil.month),
                                     '-',
                                     digit(civil.day / 10),
                                     digit(civil.day)};
  text.append(date.data(), date.size());
}

std::string DateToText(Day day) {
  std::string text;
  AppendDate(day, text);
  return text;
}

bool IsCalendarDate(Civil civil) {
  return civil.year >= CivilFromDay(kFirstDay).year && civil.year <= CivilFromDay(kLastDay).year &&
         civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
         civil.day <= DaysInMonth(civil.year, civil.month);
}

Day AddMonths(Day day, int months) {
  // A shift by a thousand years leaves the calendar anyway; the clamp keeps the sum in range.
  const Civil civil = CivilFromDay(day);
  const int64_t index = int64_t{civil.year} * 12 + civil.month - 1 + std::clamp(months, -12000, 12000);
  const auto year = static_cast<int>(FloorDivide(index, 12));
  const auto month = static_cast<int>(index - int64_t{year} * 12) + 1;
  return DayFromCivil({year, month, std::min(civil.day, DaysInMonth(year, month))});
}

int MonthsBetween(Day a, Day b) {
  if (a > b) return -MonthsBetween(b, a);
  const Civil from = CivilFromDay(a);
  const Civil to = CivilFromDay(b);
  const int months = (to.year - from.year) * 12 + to.month - from.month;
  // Not a compare of day numbers: 31 January plus one month is 28 February.
  return AddMonths(a, months) <= b ? months : months - 1;
}

}  // namespace incent::value
