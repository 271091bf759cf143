#include <array>

#include "runtime/value/civil.h"
#include "runtime/value/date.h"
#include "runtime/value/length.h"

namespace incent::value {
namespace {

constexpr int kThursdayShift = 3;  // 1970-01-01 was a Thursday: three days after a Monday

constexpr std::array<std::string_view, kNumGranules> kNames = {"day",     "week",      "half_month", "month",
                                                               "quarter", "half_year", "year"};

// Months are numbered year * 12 + month - 1, and the granules made of months by division.
int MonthNumber(Civil civil) {
  return civil.year * 12 + civil.month - 1;
}

Day FirstOfMonth(int number) {
  const int year = FloorDivide(number, 12);
  return DayFromCivil({year, number - year * 12 + 1, 1});
}

std::string YearText(Period month) {
  return ZeroPadded(FloorDivide(month, 12), 4);
}
std::string MonthText(Period month) {
  return YearText(month) + '-' + ZeroPadded(month % 12 + 1, 2);
}

// An ISO week belongs to the year of its Thursday.
std::string WeekText(Period week) {
  const Day thursday = PeriodStart(Granule::Week, week) + kThursdayShift;
  const int year = CivilFromDay(thursday).year;
  const int number = (thursday - DayFromCivil({year, 1, 1})) / 7 + 1;
  return ZeroPadded(year, 4) + "-W" + ZeroPadded(number, 2);
}

// Reads a period from left to right; once a step fails, all later ones do.
class PeriodText {
 public:
  explicit PeriodText(std::string_view text) : rest_(text) {}

  bool Take(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  // `count` digits as a number in low..high, else 0 and failure.
  int Number(size_t count, int low, int high) {
    const int value = rest_.size() < count ? -1 : ReadDigits(rest_.substr(0, count));
    failed_ = failed_ || value < low || value > high;
    if (failed_) return 0;
    rest_.remove_prefix(count);
    return value;
  }

  bool at_end() const { return rest_.empty(); }
  bool failed() const { return failed_; }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

// The week `number` of ISO year `year`; 53 exists only in years with 53 Thursdays.
std::optional<ParsedPeriod> ParseWeek(PeriodText& text, int year) {
  const int number = text.Number(2, 1, 53);
  if (text.failed()) return std::nullopt;
  const Period first = PeriodOf(Granule::Week, DayFromCivil({year, 1, 4}));
  const Period week = first + number - 1;
  if (CivilFromDay(PeriodStart(Granule::Week, week) + kThursdayShift).year != year) return std::nullopt;
  return ParsedPeriod{Granule::Week, week};
}

// What follows `YYYY-MM`.
std::optional<ParsedPeriod> ParseWithinMonth(PeriodText& text, int year) {
  const int month = text.Number(2, 1, 12);
  if (text.failed()) return std::nullopt;
  const Period number = MonthNumber({year, month, 1});
  if (text.at_end()) return ParsedPeriod{Granule::Month, number};
  if (text.Take("-A")) return ParsedPeriod{Granule::HalfMonth, number * 2};
  if (text.Take("-B")) return ParsedPeriod{Granule::HalfMonth, number * 2 + 1};
  if (!text.Take("-")) return std::nullopt;
  const int day = text.Number(2, 1, DaysInMonth(year, month));
  if (text.failed()) return std::nullopt;
  return ParsedPeriod{Granule::Day, DayFromCivil({year, month, day})};
}

std::optional<ParsedPeriod> ParseWithinYear(PeriodText& text, int year) {
  if (text.at_end()) return ParsedPeriod{Granule::Year, year};
  if (!text.Take("-")) return std::nullopt;
  if (text.Take("Q")) return ParsedPeriod{Granule::Quarter, year * 4 + text.Number(1, 1, 4) - 1};
  if (text.Take("H")) return ParsedPeriod{Granule::HalfYear, year * 2 + text.Number(1, 1, 2) - 1};
  if (text.Take("W")) return ParseWeek(text, year);
  return ParseWithinMonth(text, year);
}

bool TouchesCalendar(const ParsedPeriod& parsed) {
  return PeriodEnd(parsed.granule, parsed.period) >= kFirstDay &&
         PeriodStart(parsed.granule, parsed.period) <= kLastDay;
}

}  // namespace

std::string_view GranuleName(Granule granule) {
  return kNames[static_cast<size_t>(granule)];
}

bool Nests(Granule fine, Granule coarse) {
  if (fine == coarse) return true;
  if (fine == Granule::Week) return false;
  return fine < coarse && (coarse != Granule::Week || fine == Granule::Day);
}

Period PeriodOf(Granule granule, Day day) {
  if (granule == Granule::Day) return day;
  if (granule == Granule::Week) return FloorDivide(day + kThursdayShift, 7);
  const Civil civil = CivilFromDay(day);
  const int month = MonthNumber(civil);
  if (granule == Granule::HalfMonth) return month * 2 + (civil.day > 15 ? 1 : 0);
  return FloorDivide(month, LengthOf(granule).months);
}

Day PeriodStart(Granule granule, Period period) {
  if (granule == Granule::Day) return period;
  if (granule == Granule::Week) return period * 7 - kThursdayShift;
  if (granule == Granule::HalfMonth) {
    const Period month = FloorDivide(period, 2);
    return FirstOfMonth(month) + (period == month * 2 ? 0 : 15);
  }
  return FirstOfMonth(period * LengthOf(granule).months);
}

Day PeriodEnd(Granule granule, Period period) {
  return PeriodStart(granule, period + 1) - 1;
}

std::optional<ParsedPeriod> ParsePeriod(std::string_view text) {
  const bool fiscal = text.starts_with("FY");
  if (fiscal) text.remove_prefix(2);
  PeriodText rest(text);
  const int year = rest.Number(4, 1, 9999);
  if (rest.failed() || (fiscal && !rest.at_end())) return std::nullopt;
  const std::optional<ParsedPeriod> parsed = ParseWithinYear(rest, year);
  if (!parsed || rest.failed() || !rest.at_end() || !TouchesCalendar(*parsed)) return std::nullopt;
  return parsed;
}

std::string PeriodToText(Granule granule, Period period) {
  switch (granule) {
    case Granule::Day:
      return DateToText(period);
    case Granule::Week:
      return WeekText(period);
    case Granule::HalfMonth:
      return MonthText(FloorDivide(period, 2)) + (period % 2 == 0 ? "-A" : "-B");
    case Granule::Month:
      return MonthText(period);
    case Granule::Quarter:
      return YearText(period * 3) + "-Q" + std::to_string(period % 4 + 1);
    case Granule::HalfYear:
      return YearText(period * 6) + "-H" + std::to_string(period % 2 + 1);
    case Granule::Year:
      return ZeroPadded(period, 4);
  }
  return {};
}

}  // namespace incent::value
