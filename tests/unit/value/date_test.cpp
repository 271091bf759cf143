#include "runtime/value/date.h"

#include <gtest/gtest.h>

namespace incent::value {
namespace {

Day D(std::string_view text) {
  return ParseDate(text).value();
}

TEST(DateTest, EveryDayOfTheCalendarRoundTripsThroughCivilAndText) {
  Day expected = kFirstDay;
  for (int year = 1900; year <= 2199; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= DaysInMonth(year, month); ++day, ++expected) {
        ASSERT_EQ(DayFromCivil({year, month, day}), expected);
        const Civil civil = CivilFromDay(expected);
        ASSERT_TRUE(civil.year == year && civil.month == month && civil.day == day) << expected;
        ASSERT_EQ(ParseDate(DateToText(expected)), expected);
      }
    }
  }
  EXPECT_EQ(expected - 1, kLastDay);
}

TEST(DateTest, TheEpochIsTheFirstOfJanuary1970) {
  EXPECT_EQ(D("1970-01-01"), 0);
  EXPECT_EQ(D("2000-03-01"), 11017);
  EXPECT_EQ(DateToText(20454), "2026-01-01");
}

TEST(DateTest, CenturiesAreLeapYearsOnlyEveryFourth) {
  EXPECT_FALSE(IsLeapYear(1900));
  EXPECT_TRUE(IsLeapYear(2000));
  EXPECT_FALSE(IsLeapYear(2100));
  EXPECT_TRUE(IsLeapYear(2024));
  EXPECT_FALSE(IsLeapYear(2026));
  EXPECT_EQ(DaysInMonth(2000, 2), 29);
  EXPECT_EQ(DaysInMonth(2100, 2), 28);
}

TEST(DateTest, TheCalendarEndsAtItsFirstAndLastDay) {
  EXPECT_EQ(ParseDate("1900-01-01"), kFirstDay);
  EXPECT_EQ(ParseDate("1900-01-02"), kFirstDay + 1);
  EXPECT_FALSE(ParseDate("1899-12-31"));
  EXPECT_EQ(ParseDate("2199-12-31"), kLastDay);
  EXPECT_EQ(ParseDate("2199-12-30"), kLastDay - 1);
  EXPECT_FALSE(ParseDate("2200-01-01"));
  EXPECT_TRUE(InCalendar(kFirstDay) && InCalendar(kLastDay));
  EXPECT_FALSE(InCalendar(kFirstDay - 1) || InCalendar(kLastDay + 1));
}

TEST(DateTest, RefusesDaysThatDoNotExistAndOtherSpellings) {
  for (const char* text : {"2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00",
                           "2026-01-32", "2026-1-01", "26-01-01", "2026/01/01", "20260101", "2026-01-01 ",
                           " 2026-01-01", "2026-01-0a", "2026-01-01T00:00", "", "-026-01-01", "2026-01--1"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
  EXPECT_TRUE(ParseDate("2024-02-29"));
}

TEST(DateTest, AddingMonthsKeepsTheDayOrClampsToTheMonthsEnd) {
  EXPECT_EQ(AddMonths(D("2026-01-31"), 1), D("2026-02-28"));
  EXPECT_EQ(AddMonths(D("2024-01-31"), 1), D("2024-02-29"));
  EXPECT_EQ(AddMonths(D("2026-01-30"), 3), D("2026-04-30"));
  EXPECT_EQ(AddMonths(D("2026-03-31"), -1), D("2026-02-28"));
  EXPECT_EQ(AddMonths(D("2026-01-15"), -1), D("2025-12-15"));
  EXPECT_EQ(AddMonths(D("2024-02-29"), 12), D("2025-02-28"));
  EXPECT_EQ(AddMonths(D("2024-02-29"), 48), D("2028-02-29"));
}

TEST(DateTest, ShiftsBeyondTheCalendarLandOutsideIt) {
  EXPECT_FALSE(InCalendar(AddMonths(kLastDay, 1)));
  EXPECT_FALSE(InCalendar(AddMonths(kFirstDay, -1)));
  EXPECT_FALSE(InCalendar(AddMonths(0, 2147483647)));
  EXPECT_FALSE(InCalendar(AddMonths(0, -2147483647 - 1)));
}

TEST(DateTest, CompleteMonthsCountAClampedMonthAsComplete) {
  EXPECT_EQ(MonthsBetween(D("2026-01-31"), D("2026-02-28")), 1);
  EXPECT_EQ(MonthsBetween(D("2026-01-31"), D("2026-02-27")), 0);
  EXPECT_EQ(MonthsBetween(D("2026-01-15"), D("2026-07-14")), 5);
  EXPECT_EQ(MonthsBetween(D("2026-01-15"), D("2026-07-15")), 6);
  EXPECT_EQ(MonthsBetween(D("2026-07-15"), D("2026-01-15")), -6);
  EXPECT_EQ(MonthsBetween(D("2026-03-01"), D("2026-03-01")), 0);
}

TEST(DateTest, CompleteMonthsAreTheLargestShiftThatFits) {
  for (Day a = D("2023-12-25"); a <= D("2024-03-05"); ++a) {
    for (Day b = a; b <= a + 800; ++b) {
      const int months = MonthsBetween(a, b);
      ASSERT_LE(AddMonths(a, months), b);
      ASSERT_GT(AddMonths(a, months + 1), b);
      ASSERT_EQ(MonthsBetween(b, a), -months);
    }
  }
}

}  // namespace
}  // namespace incent::value
