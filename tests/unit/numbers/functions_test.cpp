#include "compiler/numbers/functions.h"

#include <gtest/gtest.h>

#include <random>

#include "compiler/ir/builder.h"
#include "compiler/ir/ranges.h"
#include "runtime/kernels/table.h"

namespace incent::numbers {
namespace {

using ir::InstId;
using ir::Op;
using types::Type;
using value::Day;

Day DayOf(const char* text) {
  return *value::ParseDate(text);
}

// Four columns of dates and one of whole numbers, whose bounds a test states.
class FunctionsTest : public testing::Test {
 protected:
  FunctionsTest() {
    module_.datasets.push_back({"Row", "", {}});
    s_.emplace(module_, "stage", ir::StageClass::Map, ir::Domain{ir::DomainKind::Rows, {}, 0});
    for (int k = 0; k < 5; ++k) {
      column::FieldSchema field;
      field.name = field.header = "f" + std::to_string(k);
      field.kind = k < 4 ? column::FieldKind::Date : column::FieldKind::Number;
      module_.datasets[0].fields.push_back(field);
      ir::Attributes attributes;
      attributes.dataset = 0;
      attributes.field = k;
      const InstId column = s_->AddTyped(Op::Col, {}, attributes, k < 4 ? Type::Date() : Type::Number(0));
      (k < 4 ? dates_ : numbers_).push_back(column);
    }
  }

  InstId Call(const std::string& name, const std::vector<InstId>& operands, const Type& type) {
    ir::Attributes attributes;
    attributes.name = name;
    return s_->AddTyped(Op::Call, operands, attributes, type);
  }
  InstId Shift(int months, int days) {
    ir::Attributes attributes;
    attributes.count = months;
    attributes.days = days;
    return s_->Add(Op::DateAdd, {dates_[0]}, attributes);
  }
  // All dates have the bounds of the first.
  Value PlanOf(InstId inst, const Source& date, const Source& number = {{0, 0}}) {
    std::map<InstId, Source> sources{{numbers_[0], number}};
    for (const InstId column : dates_) sources[column] = date;
    return PlanNumbers(module_, s_->stage(), sources)[inst];
  }
  bool MayLeave(InstId inst, const Source& date) {
    std::map<InstId, Source> sources{{dates_[0], date}};
    const std::vector<Value> values = PlanNumbers(module_, s_->stage(), sources);
    return ComputationOf(s_->stage(), s_->stage().insts[inst], values)->may_leave;
  }

  ir::Module module_;
  std::optional<ir::StageBuilder> s_;
  std::vector<InstId> dates_;
  std::vector<InstId> numbers_;
};

TEST_F(FunctionsTest, DatesHaveTheBoundsOfTheirOperands) {
  const Source year{{DayOf("2026-02-10"), DayOf("2026-12-30")}};
  const InstId start = Call("start_of_quarter", {dates_[0]}, Type::Date());
  EXPECT_EQ(PlanOf(start, year).range, (ir::Range{DayOf("2026-01-01"), DayOf("2026-10-01")}));
  EXPECT_EQ(PlanOf(Shift(1, 2), year).range, (ir::Range{DayOf("2026-03-12"), DayOf("2027-02-01")}));
  EXPECT_EQ(PlanOf(Shift(0, 90), {{0, 30'000}}).range, (ir::Range{90, 30'090}));
}

TEST_F(FunctionsTest, CountsAreBoundedByTheDatesBetweenThem) {
  const Source year{{DayOf("2026-02-10"), DayOf("2026-12-30")}};
  const InstId days = Call("days", {dates_[0], dates_[1]}, Type::Number(0));
  EXPECT_EQ(PlanOf(days, year).range, (ir::Range{-323, 323}));
  EXPECT_EQ(PlanOf(days, year).carrier, Carrier::Double);
  EXPECT_EQ(PlanOf(Call("months", {dates_[0], dates_[1]}, Type::Number(0)), year).range,
            (ir::Range{-10, 10}));
  EXPECT_EQ(PlanOf(Call("year_of", {dates_[0]}, Type::Number(0)), year).range, ir::Exactly(2026));
}

TEST_F(FunctionsTest, OnlyWhatMayLeaveTheCalendarIsLookedAt) {
  EXPECT_FALSE(MayLeave(Shift(0, 90), {{0, value::kLastDay - 90}}));
  EXPECT_TRUE(MayLeave(Shift(0, 90), {{0, value::kLastDay - 89}}));
  EXPECT_TRUE(MayLeave(Shift(1, -31), {{0, value::kLastDay}}));  // by way of the month after the last
  EXPECT_TRUE(MayLeave(Call("end_of_week", {dates_[0]}, Type::Date()), {{0, value::kLastDay}}));
  EXPECT_FALSE(MayLeave(Call("end_of_month", {dates_[0]}, Type::Date()), {{0, INT32_MAX}}));
}

TEST_F(FunctionsTest, OpenEndsMayBeNull) {
  const InstId open = Call("days_in", {dates_[0], dates_[1], dates_[2], dates_[3]}, Type::Number(0));
  const Source present{{0, 20'000}};
  const std::map<InstId, Source> sources{
      {dates_[0], present}, {dates_[1], present}, {dates_[2], {{0, 0}, true}}, {dates_[3], {{0, 0}, true}}};
  EXPECT_FALSE(PlanNumbers(module_, s_->stage(), sources)[open].may_lack);
  EXPECT_TRUE(PlanOf(open, {{0, 20'000}, true}).may_lack);
}

TEST_F(FunctionsTest, WhatKernelsLackIsNotComputed) {
  const InstId date = Call("date_of", {numbers_[0], numbers_[0], numbers_[0]}, Type::Date());
  EXPECT_FALSE(PlanOf(date, {{0, 9}}).computed);
  EXPECT_FALSE(PlanOf(Call("days", {dates_[0], dates_[1]}, Type::Number(2)), {{0, 9}}).computed);
  EXPECT_FALSE(PlanOf(Shift(0, kMaxDaysShift + 1), {{0, 9}}).computed);
}

// Whatever days and shifts are: what has a value has one within the planned bounds.
TEST_F(FunctionsTest, ResultsLieWithinTheirBounds) {
  std::mt19937 random(1);
  const auto day = [&] {
    return value::kFirstDay + static_cast<Day>(random() % (value::kLastDay - value::kFirstDay + 1));
  };
  for (const kernels::Kernel& kernel : kernels::AllKernels()) {
    const bool shifts = kernel.name.starts_with("add_");
    const bool gives_date = shifts || kernel.name.starts_with("start_") || kernel.name.starts_with("end_");
    std::vector<InstId> operands{dates_[0]};
    for (int k = 1; k < kernel.max_args; ++k)
      operands.push_back(shifts ? numbers_[0] : dates_[static_cast<size_t>(k)]);
    const InstId call = Call(std::string(kernel.name), operands, gives_date ? Type::Date() : Type::Number(0));
    for (int round = 0; round < 100; ++round) {
      const auto [low, high] = std::minmax({day(), day()});
      const int shift = static_cast<int>(random() % 5000);
      const Value planned = PlanOf(call, {{low, high}}, {{-shift, shift}});
      if (!planned.computed) break;
      for (int row = 0; row < 20; ++row) {
        std::vector<kernels::KernelValue> values;
        for (size_t k = 0; k < operands.size(); ++k) {
          const bool is_shift = shifts && k == 1;
          const int span = is_shift ? 2 * shift : high - low;
          values.push_back({.units = (is_shift ? -shift : low) +
                                     static_cast<int>(random() % static_cast<unsigned>(span + 1))});
        }
        kernels::KernelValue result;
        if (kernels::CallKernel(kernel, values, &result) != value::ErrorCode::None) continue;
        EXPECT_TRUE(ir::Contains(planned.range, result.units)) << kernel.name;
      }
    }
  }
}

}  // namespace
}  // namespace incent::numbers
