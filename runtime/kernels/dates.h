#pragma once

#include <cstdint>
#include <optional>

#include "runtime/value/date.h"
#include "runtime/value/error_code.h"

// Counting and shifting days. Arguments are days of the calendar unless a comment says otherwise.
namespace incent::kernels {

using value::Day;
using value::ErrorCode;
using value::Granule;

constexpr int64_t DaysBetween(Day a, Day b) {
  return int64_t{b} - a;
}

// Days in both closed ranges; a range that ends before it starts is empty.
int64_t OverlapDays(Day a_start, Day a_end, Day b_start, Day b_end);

// Days of the closed range start..end that lie in `employed_from`..`employed_until`, both ends
// inclusive; an absent end is open.
int64_t DaysIn(Day start, Day end, std::optional<Day> employed_from, std::optional<Day> employed_until);
int64_t DaysInPeriod(Granule granule, value::Period period, std::optional<Day> employed_from,
                     std::optional<Day> employed_until);

// First and last day of the period that holds `day`. A week may end outside the calendar.
Day StartOf(Granule granule, Day day);
Day EndOf(Granule granule, Day day);

int YearOf(Day day);
int HalfYearOf(Day day);  // 1..2
int QuarterOf(Day day);   // 1..4
int MonthOf(Day day);     // 1..12
int DayOfMonth(Day day);  // 1..31

// Error: OutsideCalendar if the result is.
[[nodiscard]] ErrorCode ShiftDays(Day day, int64_t days, Day* out);
[[nodiscard]] ErrorCode ShiftMonths(Day day, int64_t months, Day* out);

}  // namespace incent::kernels
