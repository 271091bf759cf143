#include "compiler/codegen/llvm/calendar.h"

#include "runtime/value/length.h"

namespace incent::codegen {

using value::Day;
using value::Granule;

namespace {

// Dates are counted as in a calendar where every fourth year is a leap year, from 1 March 1596 on: years
// early enough for months before the calendar, and 1 March right after a leap day.
constexpr int kBaseYear = 1596;
constexpr int kMonthsToBase = 12 * kBaseYear + 2;  // as value::PeriodOf numbers months
constexpr int kDaysPerFourYears = 1461;
constexpr int kDaysToMarch1900 = 304 * kDaysPerFourYears / 4;
constexpr int kDaysToMarch2100 = 504 * kDaysPerFourYears / 4;
// Two years, 1900 and 2100, have no leap day; the third, 2000, has one.
constexpr Day kMarch1900 = -25508;
constexpr Day kMarch2100 = 47541;
constexpr int kDaysToEpoch = kDaysToMarch1900 - kMarch1900 - 1;

constexpr int kThursdayShift = 3;  // 1970-01-01 was a Thursday
constexpr int kWeeksToCalendar = 4000;
constexpr int kDaysOfFirstHalf = 15;

// The months of a year from March on have 153 days in each five.
constexpr int kMonthFactor = 979;
constexpr int kMonthTerm = 18;
constexpr int kMonthShift = 5;
constexpr int kInverseFactor = 2141;
constexpr int kInverseTerm = 1305;
constexpr int kInverseShift = 16;

}  // namespace

llvm::Value* Calendar::Number(int number) {
  return llvm::ConstantInt::get(VectorOf(builder_.getInt32Ty(), num_rows_), static_cast<uint64_t>(number),
                                true);
}

// Of 2x + 1 and 2 * divisor: that quotient is at least 1 / (2 * divisor) away from an integer, and floats of
// 24 bits err by less than half of that: 2^22 / (2 * divisor) * 2^-23.
llvm::Value* Calendar::Quotient(Value x, int divisor) {
  llvm::Type* floats = VectorOf(builder_.getFloatTy(), num_rows_);
  Value twice = builder_.CreateOr(builder_.CreateShl(x, Number(1)), Number(1));
  Value inverse = llvm::ConstantFP::get(floats, 0.5 / divisor);
  return builder_.CreateFPToSI(builder_.CreateFMul(builder_.CreateSIToFP(twice, floats), inverse),
                               x->getType());
}

llvm::Value* Calendar::MinusReached(Value at, int first, int second) {
  const auto reached = [&](int threshold) {
    return builder_.CreateSExt(builder_.CreateICmpSGE(at, Number(threshold)), at->getType());
  };
  return builder_.CreateAdd(reached(first), reached(second));
}

llvm::Value* Calendar::IsOutside(Value days) {
  return builder_.CreateICmpUGT(Plus(days, -value::kFirstDay), Number(value::kLastDay - value::kFirstDay));
}

Calendar::Date Calendar::DateOf(Value days) {
  Value from_base = builder_.CreateSub(Plus(days, kDaysToEpoch), MinusReached(days, kMarch1900, kMarch2100));
  Value quarters = builder_.CreateOr(builder_.CreateShl(from_base, Number(2)), Number(3));
  Value year = Quotient(quarters, kDaysPerFourYears);
  Value day_of_year =
      builder_.CreateLShr(builder_.CreateSub(quarters, Times(year, kDaysPerFourYears)), Number(2));
  Value month =
      builder_.CreateLShr(Plus(Times(day_of_year, kInverseFactor), kInverseTerm), Number(kInverseShift));
  Value before = builder_.CreateLShr(Plus(Times(month, kMonthFactor), kMonthTerm), Number(kMonthShift));
  return {year, month, builder_.CreateSub(day_of_year, before)};
}

llvm::Value* Calendar::MonthNumberOf(const Date& date) {
  return builder_.CreateAdd(Times(date.year, 12), date.month_of_year);
}

llvm::Value* Calendar::FirstOf(Value month) {
  Value year = Quotient(month, 12);
  Value month_of_year = builder_.CreateSub(month, Times(year, 12));
  Value before_year = builder_.CreateLShr(Times(year, kDaysPerFourYears), Number(2));
  Value before_month =
      builder_.CreateLShr(Plus(Times(month_of_year, kMonthFactor), kMonthTerm), Number(kMonthShift));
  Value from_base = builder_.CreateAdd(before_year, before_month);
  return builder_.CreateAdd(Plus(from_base, -kDaysToEpoch),
                            MinusReached(from_base, kDaysToMarch1900, kDaysToMarch2100));
}

llvm::Value* Calendar::YearOf(Value days) {
  return PeriodOf(Granule::Year, days);
}

llvm::Value* Calendar::HalfYearOf(Value days) {
  return Plus(Quotient(Plus(MonthOf(days), -1), 6), 1);
}

llvm::Value* Calendar::QuarterOf(Value days) {
  return Plus(Quotient(Plus(MonthOf(days), -1), 3), 1);
}

llvm::Value* Calendar::MonthOf(Value days) {
  Value month = DateOf(days).month_of_year;
  Value is_early = builder_.CreateICmpSLT(month, Number(10));
  return Choose(is_early, Plus(month, 3), Plus(month, -9));
}

llvm::Value* Calendar::DayOfMonth(Value days) {
  return Plus(DateOf(days).day, 1);
}

llvm::Value* Calendar::PeriodOf(Granule granule, Value days) {
  if (granule == Granule::Day) return days;
  if (granule == Granule::Week)
    return Plus(Quotient(Plus(days, kThursdayShift + 7 * kWeeksToCalendar), 7), -kWeeksToCalendar);
  const Date date = DateOf(days);
  Value month = Plus(MonthNumberOf(date), kMonthsToBase);
  if (granule == Granule::HalfMonth) {
    Value is_second = builder_.CreateICmpSGE(date.day, Number(kDaysOfFirstHalf));
    return builder_.CreateAdd(Times(month, 2), builder_.CreateZExt(is_second, month->getType()));
  }
  const int months = value::LengthOf(granule).months;
  return months == 1 ? month : Quotient(month, months);
}

llvm::Value* Calendar::FirstOfPeriod(Granule granule, Value period) {
  return FirstOf(Plus(Times(period, value::LengthOf(granule).months), -kMonthsToBase));
}

llvm::Value* Calendar::StartOf(Granule granule, Value days) {
  if (granule == Granule::Day) return days;
  if (granule == Granule::Week) return Plus(Times(PeriodOf(granule, days), 7), -kThursdayShift);
  if (granule == Granule::Month) return builder_.CreateSub(days, DateOf(days).day);
  if (granule != Granule::HalfMonth) return FirstOfPeriod(granule, PeriodOf(granule, days));
  Value day = DateOf(days).day;
  Value is_first = builder_.CreateICmpSLT(day, Number(kDaysOfFirstHalf));
  return builder_.CreateSub(days, Choose(is_first, day, Plus(day, -kDaysOfFirstHalf)));
}

llvm::Value* Calendar::EndOf(Granule granule, Value days) {
  if (granule == Granule::Day) return days;
  if (granule == Granule::Week) return Plus(StartOf(granule, days), 6);
  if (granule != Granule::HalfMonth)
    return Plus(FirstOfPeriod(granule, Plus(PeriodOf(granule, days), 1)), -1);
  const Date date = DateOf(days);
  Value is_first = builder_.CreateICmpSLT(date.day, Number(kDaysOfFirstHalf));
  Value middle = Plus(builder_.CreateSub(days, date.day), kDaysOfFirstHalf - 1);
  return Choose(is_first, middle, Plus(FirstOf(Plus(MonthNumberOf(date), 1)), -1));
}

llvm::Value* Calendar::AddMonths(Value days, Value months) {
  const Date date = DateOf(days);
  Value month = builder_.CreateAdd(MonthNumberOf(date), months);
  Value last = Plus(FirstOf(Plus(month, 1)), -1);
  return Smaller(builder_.CreateAdd(FirstOf(month), date.day), last);
}

llvm::Value* Calendar::Overlap(Value a_start, Value a_end, Value b_start, Value b_end) {
  Value days = DaysBetween(Larger(a_start, b_start), Plus(Smaller(a_end, b_end), 1));
  return Larger(days, Number(0));
}

// From the earlier day to the day after the later one, whose month is the next where the later day ends a
// month: then the months on the way are complete whatever the earlier day's number is.
llvm::Value* Calendar::MonthsBetween(Value a, Value b) {
  const Date from = DateOf(Smaller(a, b));
  const Date after = DateOf(Plus(Larger(a, b), 1));
  Value months = builder_.CreateSub(MonthNumberOf(after), MonthNumberOf(from));
  Value is_incomplete = builder_.CreateICmpSGE(from.day, after.day);
  months = builder_.CreateAdd(months, builder_.CreateSExt(is_incomplete, months->getType()));
  return Choose(builder_.CreateICmpSGT(a, b), builder_.CreateNeg(months), months);
}

}  // namespace incent::codegen
