#include "runtime/value/date.h"

#include <gtest/gtest.h>

namespace incent::value {
namespace {

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

}  // namespace
}  // namespace incent::value
