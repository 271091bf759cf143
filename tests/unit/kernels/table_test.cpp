#include "runtime/kernels/table.h"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

namespace incent::kernels {
namespace {

constexpr KernelValue kNull{.is_null = true};

KernelValue N(Int128 units, int scale = 0) {
  return {.units = units, .scale = scale};
}
KernelValue D(std::string_view text) {
  return N(value::ParseDate(text).value());
}

// The result as text: a number, "null" or the name of the error.
std::string Call(std::string_view name, const std::vector<KernelValue>& args) {
  const Kernel* kernel = FindKernel(name);
  if (kernel == nullptr) return "no such kernel";
  KernelValue out;
  const ErrorCode error = CallKernel(*kernel, args, &out);
  if (error != ErrorCode::None) return std::string(ErrorCodeName(error));
  return out.is_null ? "null" : value::DecimalToText(out.units, out.scale);
}

std::string CallForDate(std::string_view name, const std::vector<KernelValue>& args) {
  KernelValue out;
  const ErrorCode error = CallKernel(*FindKernel(name), args, &out);
  return error == ErrorCode::None ? value::DateToText(static_cast<value::Day>(out.units))
                                  : std::string(ErrorCodeName(error));
}

TEST(KernelTableTest, EveryKernelIsFoundByItsName) {
  for (const Kernel& kernel : AllKernels()) {
    EXPECT_EQ(FindKernel(kernel.name), &kernel) << kernel.name;
    EXPECT_TRUE(kernel.english_doc.starts_with(kernel.name)) << kernel.name;
    EXPECT_LE(kernel.min_args, kernel.max_args) << kernel.name;
    EXPECT_EQ(kernel.nullable_args >> kernel.max_args, 0U) << kernel.name;
  }
  EXPECT_EQ(FindKernel("floo"), nullptr);
  EXPECT_EQ(FindKernel(""), nullptr);
  EXPECT_EQ(FindKernel("zzz"), nullptr);
}

TEST(KernelTableTest, NullInGivesNullOutWhereItIsNotAllowed) {
  for (const Kernel& kernel : AllKernels()) {
    for (int i = 0; i < kernel.max_args; ++i) {
      if (((kernel.nullable_args >> i) & 1) != 0) continue;
      std::vector<KernelValue> args(static_cast<size_t>(kernel.max_args), N(1));
      args[static_cast<size_t>(i)] = kNull;
      EXPECT_EQ(Call(kernel.name, args), "null") << kernel.name << " argument " << i;
    }
  }
}

TEST(KernelTableTest, DatesOutsideTheCalendarAreAnError) {
  for (const Kernel& kernel : AllKernels()) {
    if (kernel.result_scale.rule != ResultScale::Rule::Fixed) continue;
    for (const Int128 day :
         {Int128{value::kFirstDay} - 1, Int128{value::kLastDay} + 1, value::kMaxMantissa}) {
      const std::vector<KernelValue> args(static_cast<size_t>(kernel.max_args), N(day));
      EXPECT_EQ(Call(kernel.name, args), "outside_calendar") << kernel.name;
    }
  }
}

TEST(KernelTableTest, TheStaticScaleIsTheScaleOfTheResult) {
  for (const Kernel& kernel : AllKernels()) {
    const std::vector<KernelValue> args = {N(1, 5), N(1, 3), N(1, 0), N(1, 0)};
    const std::vector<int> scales = {5, 3, 0, 0};
    KernelValue out;
    const auto count = static_cast<size_t>(kernel.max_args);
    ASSERT_EQ(CallKernel(kernel, std::span(args).first(count), &out),
              kernel.name == "date_of" ? ErrorCode::OutsideCalendar : ErrorCode::None)
        << kernel.name;
    EXPECT_EQ(out.scale, ResultScaleOf(kernel, std::span(scales).first(count))) << kernel.name;
  }
  EXPECT_EQ(ResultScaleOf(*FindKernel("abs"), std::vector<int>{4}), 4);
  EXPECT_EQ(ResultScaleOf(*FindKernel("rounded"), std::vector<int>{4, 2, 0}), 2);
  EXPECT_EQ(ResultScaleOf(*FindKernel("days"), std::vector<int>{0, 0}), 0);
}

TEST(KernelTableTest, RoundingTakesAUnitAndAMode) {
  EXPECT_EQ(Call("floor", {N(-125, 3), N(1, 2)}), "-0.13");
  EXPECT_EQ(Call("ceiling", {N(-125, 3), N(1, 2)}), "-0.12");
  EXPECT_EQ(Call("rounded", {N(125, 3), N(1, 2), N(static_cast<int>(value::RoundingMode::HalfUp))}), "0.13");
  EXPECT_EQ(Call("rounded", {N(125, 3), N(1, 2), N(static_cast<int>(value::RoundingMode::HalfEven))}),
            "0.12");
  EXPECT_EQ(Call("rounded", {N(107, 2), N(5, 2), N(static_cast<int>(value::RoundingMode::Ceiling))}), "1.10");
  EXPECT_EQ(Call("floor", {N(125, 3), N(0, 2)}), "bad_unit");
  EXPECT_EQ(Call("floor", {N(125, 3), N(-1, 2)}), "bad_unit");
  EXPECT_EQ(Call("rounded", {N(125, 3), N(1, 2), N(7)}), "bad_unit");
  EXPECT_EQ(Call("ceiling", {N(value::kMaxMantissa), N(1, 1)}), "overflow");
  EXPECT_EQ(Call("abs", {N(-125, 3)}), "0.125");
}

TEST(KernelTableTest, CountsOfDaysAndMonths) {
  EXPECT_EQ(Call("days", {D("2026-01-01"), D("2026-03-01")}), "59");
  EXPECT_EQ(Call("months", {D("2026-01-31"), D("2026-02-28")}), "1");
  EXPECT_EQ(Call("months", {D("2026-02-28"), D("2026-01-31")}), "-1");
  EXPECT_EQ(Call("overlap_days", {D("2026-01-01"), D("2026-01-31"), D("2026-01-15"), D("2026-02-15")}), "17");
}

TEST(KernelTableTest, DaysInCountsFromHireToLeaveWithOpenEnds) {
  const KernelValue start = D("2026-01-01"), end = D("2026-01-31");
  EXPECT_EQ(Call("days_in", {start, end}), "31");
  EXPECT_EQ(Call("days_in", {start, end, D("2026-01-11")}), "21");
  EXPECT_EQ(Call("days_in", {start, end, D("2026-01-11"), kNull}), "21");
  EXPECT_EQ(Call("days_in", {start, end, D("2026-01-11"), D("2026-01-20")}), "10");
  EXPECT_EQ(Call("days_in", {start, end, kNull, D("2026-01-20")}), "20");
  EXPECT_EQ(Call("days_in", {start, end, D("2026-02-01"), kNull}), "0");
}

TEST(KernelTableTest, PartsAndPeriodsOfADate) {
  const KernelValue day = D("2026-08-20");
  EXPECT_EQ(Call("year_of", {day}), "2026");
  EXPECT_EQ(Call("half_year_of", {day}), "2");
  EXPECT_EQ(Call("quarter_of", {day}), "3");
  EXPECT_EQ(Call("month_of", {day}), "8");
  EXPECT_EQ(Call("day_of", {day}), "20");
  EXPECT_EQ(CallForDate("start_of_year", {day}), "2026-01-01");
  EXPECT_EQ(CallForDate("end_of_year", {day}), "2026-12-31");
  EXPECT_EQ(CallForDate("start_of_half_year", {day}), "2026-07-01");
  EXPECT_EQ(CallForDate("end_of_half_year", {day}), "2026-12-31");
  EXPECT_EQ(CallForDate("start_of_quarter", {day}), "2026-07-01");
  EXPECT_EQ(CallForDate("end_of_quarter", {day}), "2026-09-30");
  EXPECT_EQ(CallForDate("start_of_month", {day}), "2026-08-01");
  EXPECT_EQ(CallForDate("end_of_month", {day}), "2026-08-31");
  EXPECT_EQ(CallForDate("start_of_half_month", {day}), "2026-08-16");
  EXPECT_EQ(CallForDate("end_of_half_month", {day}), "2026-08-31");
  EXPECT_EQ(CallForDate("start_of_week", {day}), "2026-08-17");
  EXPECT_EQ(CallForDate("end_of_week", {day}), "2026-08-23");
  EXPECT_EQ(CallForDate("end_of_week", {D("2199-12-31")}), "outside_calendar");
}

TEST(KernelTableTest, DatesAreMadeAndShiftedInsideTheCalendar) {
  EXPECT_EQ(CallForDate("date_of", {N(2024), N(2), N(29)}), "2024-02-29");
  EXPECT_EQ(CallForDate("date_of", {N(2026), N(2), N(29)}), "outside_calendar");
  EXPECT_EQ(CallForDate("date_of", {N(2026), N(13), N(1)}), "outside_calendar");
  EXPECT_EQ(CallForDate("date_of", {N(value::kMaxMantissa), N(1), N(1)}), "outside_calendar");
  EXPECT_EQ(CallForDate("add_days", {D("2026-01-31"), N(29)}), "2026-03-01");
  EXPECT_EQ(CallForDate("add_months", {D("2026-01-31"), N(-11)}), "2025-02-28");
  EXPECT_EQ(CallForDate("add_months", {D("2026-01-31"), N(value::kMaxMantissa)}), "outside_calendar");
}

}  // namespace
}  // namespace incent::kernels
