#pragma once

#include <llvm/IR/IRBuilder.h>

#include "runtime/value/date.h"

// Inside of codegen/ only: the calendar of runtime/value, in vectors of 32-bit integers, or single ones. No
// branches, no tables, and no step traps; days outside of the calendar give what means nothing.
namespace incent::codegen {

// One number is no vector.
inline llvm::Type* VectorOf(llvm::Type* type, unsigned num_rows) {
  return num_rows == 1 ? type : llvm::FixedVectorType::get(type, num_rows);
}

class Calendar {
 public:
  using Value = llvm::Value*;

  // Months are numbered from a March on, 0.., so that a leap day is the last of its year.
  struct Date {
    Value year = nullptr;           // that starts with March, 0..
    Value month_of_year = nullptr;  // 0..11
    Value day = nullptr;            // 0..30
  };

  Calendar(llvm::IRBuilder<>& builder, unsigned num_rows) : builder_(builder), num_rows_(num_rows) {}

  // Days outside of the calendar.
  Value IsOutside(Value days);

  Value YearOf(Value days);
  Value HalfYearOf(Value days);
  Value QuarterOf(Value days);
  Value MonthOf(Value days);
  Value DayOfMonth(Value days);
  Value PeriodOf(value::Granule granule, Value days);
  Value StartOf(value::Granule granule, Value days);
  Value EndOf(value::Granule granule, Value days);
  Value AddDays(Value days, Value count) { return builder_.CreateAdd(days, count); }
  // |months| is at most that of the calendar. What leads out of the calendar gives days outside.
  Value AddMonths(Value days, Value months);
  Value DaysBetween(Value a, Value b) { return builder_.CreateSub(b, a); }
  Value MonthsBetween(Value a, Value b);
  // Days in both closed ranges.
  Value Overlap(Value a_start, Value a_end, Value b_start, Value b_end);

  Value Number(int number);
  Value Choose(Value condition, Value a, Value b) { return builder_.CreateSelect(condition, a, b); }
  Value Larger(Value a, Value b) { return Choose(builder_.CreateICmpSGT(a, b), a, b); }
  Value Smaller(Value a, Value b) { return Choose(builder_.CreateICmpSLT(a, b), a, b); }

 private:
  Date DateOf(Value days);
  Value MonthNumberOf(const Date& date);
  // Of `month`, counted like MonthNumberOf.
  Value FirstOf(Value month);
  // First day of a period that is made of months, by its number.
  Value FirstOfPeriod(value::Granule granule, Value period);
  // x / divisor, rounded down, for 0 <= x < 2^21.
  Value Quotient(Value x, int divisor);
  Value Times(Value x, int factor) { return builder_.CreateMul(x, Number(factor)); }
  Value Plus(Value x, int term) { return builder_.CreateAdd(x, Number(term)); }
  // Minus the count of thresholds that `at` has reached.
  Value MinusReached(Value at, int first, int second);

  llvm::IRBuilder<>& builder_;
  const unsigned num_rows_;
};

}  // namespace incent::codegen
