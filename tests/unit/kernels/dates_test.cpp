#include "runtime/kernels/dates.h"

#include <gtest/gtest.h>

namespace incent::kernels {
namespace {

Day D(std::string_view text) {
  return value::ParseDate(text).value();
}

TEST(DatesTest, DaysBetweenExcludesTheFirstDayAndOverlapIncludesBoth) {
  EXPECT_EQ(DaysBetween(D("2026-01-01"), D("2026-01-31")), 30);
  EXPECT_EQ(DaysBetween(D("2026-01-31"), D("2026-01-01")), -30);
  EXPECT_EQ(OverlapDays(D("2026-01-01"), D("2026-01-31"), D("2026-01-31"), D("2026-02-28")), 1);
  EXPECT_EQ(OverlapDays(D("2026-01-01"), D("2026-01-30"), D("2026-01-31"), D("2026-02-28")), 0);
  EXPECT_EQ(OverlapDays(D("2026-01-10"), D("2026-01-05"), D("2026-01-01"), D("2026-02-28")), 0);
}

TEST(DatesTest, DaysInAPeriodCountsTheEmployedOnesBothEndsIncluded) {
  const auto year = value::ParsePeriod("2026");
  const auto days = [&](std::optional<Day> from, std::optional<Day> until) {
    return DaysInPeriod(year->granule, year->period, from, until);
  };
  EXPECT_EQ(days(std::nullopt, std::nullopt), 365);
  EXPECT_EQ(days(D("2026-01-01"), D("2026-12-31")), 365);
  EXPECT_EQ(days(D("2026-01-02"), std::nullopt), 364);
  EXPECT_EQ(days(std::nullopt, D("2026-12-30")), 364);
  EXPECT_EQ(days(D("2026-06-30"), D("2026-06-30")), 1);
  EXPECT_EQ(days(D("2020-01-01"), D("2025-12-31")), 0);
  EXPECT_EQ(days(D("2027-01-01"), std::nullopt), 0);
  EXPECT_EQ(days(D("2026-06-30"), D("2026-06-29")), 0);
}

TEST(DatesTest, PeriodsOfADayStartAndEndAroundIt) {
  const Day day = D("2024-02-20");
  EXPECT_EQ(StartOf(Granule::Month, day), D("2024-02-01"));
  EXPECT_EQ(EndOf(Granule::Month, day), D("2024-02-29"));
  EXPECT_EQ(StartOf(Granule::Quarter, day), D("2024-01-01"));
  EXPECT_EQ(EndOf(Granule::Quarter, day), D("2024-03-31"));
  EXPECT_EQ(EndOf(Granule::HalfYear, day), D("2024-06-30"));
  EXPECT_EQ(EndOf(Granule::Year, day), D("2024-12-31"));
  EXPECT_EQ(StartOf(Granule::Week, day), D("2024-02-19"));
  EXPECT_EQ(StartOf(Granule::HalfMonth, day), D("2024-02-16"));
}

TEST(DatesTest, PartsOfADateAreNumberedFromOne) {
  EXPECT_EQ(YearOf(D("2026-07-01")), 2026);
  EXPECT_EQ(HalfYearOf(D("2026-06-30")), 1);
  EXPECT_EQ(HalfYearOf(D("2026-07-01")), 2);
  EXPECT_EQ(QuarterOf(D("2026-03-31")), 1);
  EXPECT_EQ(QuarterOf(D("2026-12-31")), 4);
  EXPECT_EQ(MonthOf(D("2026-12-31")), 12);
  EXPECT_EQ(DayOfMonth(D("2026-12-31")), 31);
}

TEST(DatesTest, ShiftsStopAtTheCalendarsFirstAndLastDay) {
  Day out = 0;
  EXPECT_EQ(ShiftDays(value::kLastDay - 2, 1, &out), ErrorCode::None);
  EXPECT_EQ(ShiftDays(value::kLastDay - 1, 1, &out), ErrorCode::None);
  EXPECT_EQ(out, value::kLastDay);
  EXPECT_EQ(ShiftDays(value::kLastDay, 1, &out), ErrorCode::OutsideCalendar);
  EXPECT_EQ(ShiftDays(value::kFirstDay + 1, -1, &out), ErrorCode::None);
  EXPECT_EQ(out, value::kFirstDay);
  EXPECT_EQ(ShiftDays(value::kFirstDay, -1, &out), ErrorCode::OutsideCalendar);
  EXPECT_EQ(ShiftDays(value::kFirstDay, int64_t{value::kLastDay} - value::kFirstDay, &out), ErrorCode::None);
  EXPECT_EQ(out, value::kLastDay);
  EXPECT_EQ(ShiftDays(0, INT64_MAX, &out), ErrorCode::OutsideCalendar);
  EXPECT_EQ(ShiftMonths(0, INT64_MIN, &out), ErrorCode::OutsideCalendar);
  EXPECT_EQ(ShiftMonths(D("2199-11-30"), 1, &out), ErrorCode::None);
  EXPECT_EQ(ShiftMonths(D("2199-11-30"), 2, &out), ErrorCode::OutsideCalendar);
  EXPECT_EQ(ShiftMonths(D("2026-01-31"), 1, &out), ErrorCode::None);
  EXPECT_EQ(out, D("2026-02-28"));
}

}  // namespace
}  // namespace incent::kernels
