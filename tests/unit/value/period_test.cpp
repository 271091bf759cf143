#include <gtest/gtest.h>

#include <vector>

#include "runtime/value/date.h"

namespace incent::value {
namespace {

constexpr Granule kAll[] = {Granule::Day,     Granule::Week,     Granule::HalfMonth, Granule::Month,
                            Granule::Quarter, Granule::HalfYear, Granule::Year};

Day D(std::string_view text) {
  return ParseDate(text).value();
}

std::string Range(std::string_view text) {
  const auto parsed = ParsePeriod(text);
  if (!parsed) return "none";
  return std::string(GranuleName(parsed->granule)) + " " +
         DateToText(PeriodStart(parsed->granule, parsed->period)) + " " +
         DateToText(PeriodEnd(parsed->granule, parsed->period));
}

TEST(PeriodTest, EveryDayLiesInItsPeriodAndPeriodsHaveNoGaps) {
  for (const Granule granule : kAll) {
    Period previous = PeriodOf(granule, kFirstDay);
    for (Day day = kFirstDay; day <= kLastDay; ++day) {
      const Period period = PeriodOf(granule, day);
      ASSERT_TRUE(period == previous || period == previous + 1);
      ASSERT_LE(PeriodStart(granule, period), day);
      ASSERT_GE(PeriodEnd(granule, period), day);
      ASSERT_EQ(period == previous + 1 || day == kFirstDay, PeriodStart(granule, period) == day);
      previous = period;
    }
  }
}

TEST(PeriodTest, PrintedPeriodsReadBackTheSame) {
  for (const Granule granule : kAll) {
    for (Period p = PeriodOf(granule, kFirstDay); p <= PeriodOf(granule, kLastDay); ++p) {
      const std::string text = PeriodToText(granule, p);
      const auto parsed = ParsePeriod(text);
      ASSERT_TRUE(parsed) << text;
      ASSERT_TRUE(parsed->granule == granule && parsed->period == p) << text;
    }
  }
}

TEST(PeriodTest, EachSpellingNamesItsDays) {
  EXPECT_EQ(Range("2026-01"), "month 2026-01-01 2026-01-31");
  EXPECT_EQ(Range("2024-02"), "month 2024-02-01 2024-02-29");
  EXPECT_EQ(Range("2026-Q1"), "quarter 2026-01-01 2026-03-31");
  EXPECT_EQ(Range("2026-Q4"), "quarter 2026-10-01 2026-12-31");
  EXPECT_EQ(Range("2026-H1"), "half_year 2026-01-01 2026-06-30");
  EXPECT_EQ(Range("2026-H2"), "half_year 2026-07-01 2026-12-31");
  EXPECT_EQ(Range("2026"), "year 2026-01-01 2026-12-31");
  EXPECT_EQ(Range("FY2026"), "year 2026-01-01 2026-12-31");
  EXPECT_EQ(Range("2026-03-A"), "half_month 2026-03-01 2026-03-15");
  EXPECT_EQ(Range("2026-03-B"), "half_month 2026-03-16 2026-03-31");
  EXPECT_EQ(Range("2026-02-B"), "half_month 2026-02-16 2026-02-28");
  EXPECT_EQ(Range("2026-03-31"), "day 2026-03-31 2026-03-31");
}

TEST(PeriodTest, TheYearIsPrintedWithoutPrefix) {
  const auto year = ParsePeriod("FY2026");
  ASSERT_TRUE(year);
  EXPECT_EQ(PeriodToText(year->granule, year->period), "2026");
}

TEST(PeriodTest, WeeksStartOnMondayAndBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(Range("2026-W01"), "week 2025-12-29 2026-01-04");
  EXPECT_EQ(Range("2026-W53"), "week 2026-12-28 2027-01-03");
  EXPECT_EQ(Range("2024-W01"), "week 2024-01-01 2024-01-07");
  EXPECT_EQ(Range("2025-W53"), "none");
  EXPECT_EQ(PeriodToText(Granule::Week, PeriodOf(Granule::Week, D("2027-01-03"))), "2026-W53");
  EXPECT_EQ(PeriodToText(Granule::Week, PeriodOf(Granule::Week, D("2027-01-04"))), "2027-W01");
}

TEST(PeriodTest, RefusesPeriodsThatDoNotExistAndOtherSpellings) {
  for (const char* text :
       {"",          "26",      "202",       "20261",      "2026-",      "2026-0",   "2026-00",   "2026-13",
        "2026-1",    "2026-Q0", "2026-Q5",   "2026-Q",     "2026-Q11",   "2026-H0",  "2026-H3",   "2026-W00",
        "2026-W54",  "2026-W1", "2026-03-C", "2026-03-AA", "2026-02-29", "2026-03-", "2026-03-1", "FY26",
        "FY2026-Q1", "fy2026",  "2026Q1",    " 2026",      "2026 ",      "2026-q1",  "-2026"}) {
    EXPECT_FALSE(ParsePeriod(text)) << text;
  }
}

TEST(PeriodTest, PeriodsOutsideTheCalendarAreRefused) {
  EXPECT_FALSE(ParsePeriod("1899"));
  EXPECT_TRUE(ParsePeriod("1900"));
  EXPECT_TRUE(ParsePeriod("1901"));
  EXPECT_TRUE(ParsePeriod("2199-12"));
  EXPECT_FALSE(ParsePeriod("2200-01"));
  EXPECT_TRUE(ParsePeriod("2200-W01"));  // begins on 2199-12-30
  EXPECT_FALSE(ParsePeriod("2200-W02"));
  EXPECT_FALSE(ParsePeriod("1899-W52"));
  EXPECT_FALSE(ParsePeriod("0000"));
}

TEST(PeriodTest, OneGranuleNestsInAnotherIfNoPeriodIsCut) {
  for (const Granule fine : kAll) {
    for (const Granule coarse : kAll) {
      bool nests = true;
      for (Period p = PeriodOf(fine, D("2019-12-20")); p <= PeriodOf(fine, D("2027-01-10")); ++p) {
        nests = nests && PeriodOf(coarse, PeriodStart(fine, p)) == PeriodOf(coarse, PeriodEnd(fine, p));
      }
      EXPECT_EQ(Nests(fine, coarse), nests) << GranuleName(fine) << " in " << GranuleName(coarse);
    }
  }
}

}  // namespace
}  // namespace incent::value
