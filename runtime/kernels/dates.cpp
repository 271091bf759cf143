#include "runtime/kernels/dates.h"

#include <algorithm>

namespace incent::kernels {
namespace {

// No shift within the calendar is longer, in either unit; clamping to it keeps sums in range.
constexpr int64_t kLongestShift = int64_t{value::kLastDay} - value::kFirstDay;

int64_t ClampShift(int64_t shift) {
  return std::clamp(shift, -kLongestShift - 1, kLongestShift + 1);
}

ErrorCode InCalendarOrError(Day day, Day* out) {
  if (!value::InCalendar(day)) return ErrorCode::OutsideCalendar;
  *out = day;
  return ErrorCode::None;
}

}  // namespace

int64_t OverlapDays(Day a_start, Day a_end, Day b_start, Day b_end) {
  const Day start = std::max(a_start, b_start);
  const Day end = std::min(a_end, b_end);
  return end < start ? 0 : DaysBetween(start, end) + 1;
}

int64_t DaysIn(Day start, Day end, std::optional<Day> employed_from, std::optional<Day> employed_until) {
  return OverlapDays(start, end, employed_from.value_or(start), employed_until.value_or(end));
}

int64_t DaysInPeriod(Granule granule, value::Period period, std::optional<Day> employed_from,
                     std::optional<Day> employed_until) {
  return DaysIn(PeriodStart(granule, period), PeriodEnd(granule, period), employed_from, employed_until);
}

Day StartOf(Granule granule, Day day) {
  return PeriodStart(granule, PeriodOf(granule, day));
}
Day EndOf(Granule granule, Day day) {
  return PeriodEnd(granule, PeriodOf(granule, day));
}

int YearOf(Day day) {
  return value::CivilFromDay(day).year;
}
int HalfYearOf(Day day) {
  return (MonthOf(day) - 1) / 6 + 1;
}
int QuarterOf(Day day) {
  return (MonthOf(day) - 1) / 3 + 1;
}
int MonthOf(Day day) {
  return value::CivilFromDay(day).month;
}
int DayOfMonth(Day day) {
  return value::CivilFromDay(day).day;
}

ErrorCode ShiftDays(Day day, int64_t days, Day* out) {
  return InCalendarOrError(static_cast<Day>(day + ClampShift(days)), out);
}

ErrorCode ShiftMonths(Day day, int64_t months, Day* out) {
  return InCalendarOrError(value::AddMonths(day, static_cast<int>(ClampShift(months))), out);
}

}  // namespace incent::kernels
