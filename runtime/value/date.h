#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Civil dates as day numbers, and the periods of the standard calendar.
namespace incent::value {

// Days since 1970-01-01, proleptic Gregorian.
using Day = int32_t;

struct Civil {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
};

// The calendar's first and last day; dates outside are the error `outside_calendar`.
inline constexpr Day kFirstDay = -25567;  // 1900-01-01
inline constexpr Day kLastDay = 84005;    // 2199-12-31

Day DayFromCivil(Civil civil);
Civil CivilFromDay(Day day);
bool IsLeapYear(int year);
int DaysInMonth(int year, int month);
// True if `civil` names a real day inside the calendar; any field values are allowed.
bool IsCalendarDate(Civil civil);
constexpr bool InCalendar(Day day) {
  return day >= kFirstDay && day <= kLastDay;
}

// Strict `YYYY-MM-DD` naming a real day inside the calendar; nullopt otherwise.
std::optional<Day> ParseDate(std::string_view text);
std::string DateToText(Day day);
void AppendDate(Day day, std::string& text);

// Keeps the day of the month or clamps to the month's end.
Day AddMonths(Day day, int months);
// For a <= b the largest n with AddMonths(a, n) <= b; for a > b, -MonthsBetween(b, a).
int MonthsBetween(Day a, Day b);

// GCC 12 takes the scoped `Granule::Day` for a shadow of the type `Day`; it is not one.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
enum class Granule : uint8_t { Day, Week, HalfMonth, Month, Quarter, HalfYear, Year };
#pragma GCC diagnostic pop
inline constexpr int kNumGranules = 7;

std::string_view GranuleName(Granule granule);  // "month", "half_year": one word
// True if every `fine` period lies inside one `coarse` period (weeks nest only in weeks).
bool Nests(Granule fine, Granule coarse);

// Periods of one granule are numbered without gaps. Weeks start on Monday; a half month is
// day 1..15 or 16..last.
using Period = int32_t;
Period PeriodOf(Granule granule, Day day);
Day PeriodStart(Granule granule, Period period);
Day PeriodEnd(Granule granule, Period period);  // last day, inclusive

// A period as written: 2026-03, 2026-Q1, 2026-H1, 2026 or FY2026 (year), 2026-03-A / 2026-03-B
// (half months), 2026-W07 (ISO weeks), 2026-03-31 (day).
struct ParsedPeriod {
  Granule granule = Granule::Month;
  Period period = 0;
};
std::optional<ParsedPeriod> ParsePeriod(std::string_view text);
std::string PeriodToText(Granule granule, Period period);

}  // namespace incent::value
