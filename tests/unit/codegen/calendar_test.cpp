#include <gtest/gtest.h>

#include <random>

#include "compiler/codegen/compiler.h"
#include "compiler/ir/builder.h"
#include "runtime/kernels/table.h"
#include "runtime/value/date.h"

namespace incent::codegen {
namespace {

using ir::InstId;
using ir::Op;
using kernels::Kernel;
using kernels::KernelValue;
using types::Type;
using value::Day;

constexpr size_t kNumDays = value::kLastDay - value::kFirstDay + 1;
// A few days outside of the calendar, too, and a multiple of a step.
constexpr size_t kNumRows = (kNumDays / kRowsPerStep + 3) * kRowsPerStep;

column::FieldSchema FieldOf(const std::string& name, column::FieldKind kind) {
  column::FieldSchema field;
  field.name = field.header = name;
  field.kind = kind;
  return field;
}

bool GivesDate(std::string_view name) {
  return name.starts_with("start_of_") || name.starts_with("end_of_") || name.starts_with("add_");
}

// Calls of one argument or two: all days, and for each another one or a number of months.
class CalendarTest : public testing::TestWithParam<Machine> {
 protected:
  CalendarTest() {
    using column::FieldKind;
    module_.datasets.push_back(
        {"Row",
         "",
         {FieldOf("a", FieldKind::Date), FieldOf("b", FieldKind::Date), FieldOf("n", FieldKind::Number)}});
    builder_.emplace(module_, "stage", ir::StageClass::Map, ir::Domain{ir::DomainKind::Rows, {}, 0});
    const Type types[] = {Type::Date(), Type::Date(), Type::Number(0)};
    std::mt19937 random(1);
    for (size_t k = 0; k < std::size(types); ++k) {
      ir::Attributes attributes;
      attributes.dataset = 0;
      attributes.field = static_cast<int>(k);
      columns_.push_back(builder_->AddTyped(Op::Col, {}, attributes, types[k]));
    }
    for (size_t row = 0; row < kNumRows; ++row) {
      cells_[0].push_back(value::kFirstDay - 5 + static_cast<Day>(row));
      cells_[1].push_back(value::kFirstDay + static_cast<Day>(random() % kNumDays));
      cells_[2].push_back(static_cast<int32_t>(random() % 9000) - 4500);
    }
  }

  InstId Add(const Kernel& kernel) {
    ir::Attributes attributes;
    attributes.name = std::string(kernel.name);
    const bool shifts = kernel.name.starts_with("add_");
    std::vector<InstId> operands{columns_[0]};
    if (kernel.min_args == 2) operands.push_back(columns_[shifts ? 2 : 1]);
    return builder_->AddTyped(Op::Call, operands, attributes,
                              GivesDate(kernel.name) ? Type::Date() : Type::Number(0));
  }

  // The first row where the kernel gives something else than the library, or sets aside what has a value.
  std::string DifferenceOf(const Kernel& kernel) {
    const InstId call = Add(kernel);
    const std::unique_ptr<Compiler> compiler = MakeCompiler({.machine = GetParam()});
    std::map<InstId, numbers::Source> sources;
    for (size_t k = 0; k < columns_.size(); ++k) sources[columns_[k]] = {{INT32_MIN, INT32_MAX}};
    const std::vector<numbers::Value> values =
        numbers::PlanNumbers(module_, builder_->stage(), sources, compiler->target());
    if (!values[call].computed) return "not computed";
    KernelSpec spec{.stage = builder_->stage(), .values = values};
    for (const InstId column : columns_) spec.inputs.push_back({column, Width::Int32});
    spec.body = {call};
    spec.outputs = {{call, false, false}};
    const CompiledKernel code = compiler->Compile({spec}, Effort::Less)[0];
    std::vector<int64_t> results(kNumRows);
    std::vector<uint8_t> aside(kNumRows / kRowsPerStep);
    const void* const inputs[] = {cells_[0].data(), cells_[1].data(), cells_[2].data()};
    int64_t* const outputs[] = {results.data()};
    const KernelArguments arguments{.inputs = inputs, .outputs = outputs, .aside = aside.data()};
    (void)Call(code, arguments, kNumRows);
    for (size_t row = 0; row < kNumRows; ++row) {
      const int32_t second = cells_[kernel.name.starts_with("add_") ? 2 : 1][row];
      const KernelValue operands[] = {{.units = cells_[0][row]}, {.units = second}};
      KernelValue expected;
      const bool has_value = kernels::CallKernel(kernel, {operands, static_cast<size_t>(kernel.min_args)},
                                                 &expected) == value::ErrorCode::None;
      const bool is_aside = ((aside[row / kRowsPerStep] >> (row % kRowsPerStep)) & 1) != 0;
      if (has_value == is_aside || (has_value && expected.units != results[row]))
        return value::DateToText(cells_[0][row]) + ", " + std::to_string(second);
    }
    return "";
  }

  ir::Module module_;
  std::optional<ir::StageBuilder> builder_;
  std::vector<InstId> columns_;
  std::vector<int32_t> cells_[3];
};

TEST_P(CalendarTest, KernelsComputeEveryDayAsTheLibraryDoes) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  int num_functions = 0;
  for (const Kernel& kernel : kernels::AllKernels()) {
    const bool is_of_numbers = kernel.name == "abs" || kernel.name == "floor" || kernel.name == "ceiling";
    if (is_of_numbers || kernel.max_args > 2) continue;
    EXPECT_EQ(DifferenceOf(kernel), "") << kernel.name;
    ++num_functions;
  }
  EXPECT_EQ(num_functions, 21);
}

// As in AssemblyTest, what any processor can run.
INSTANTIATE_TEST_SUITE_P(Machines, CalendarTest, testing::Values(Machine::Host, Machine::Baseline));

}  // namespace
}  // namespace incent::codegen
