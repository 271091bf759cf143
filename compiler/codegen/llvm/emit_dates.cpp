#include "compiler/base/check.h"
#include "compiler/codegen/llvm/emitter.h"

// Functions of the library, and ops on dates, in 32-bit integers.
namespace incent::codegen {

using numbers::Carrier;
using numbers::Function;

namespace {

// Operands: days of the calendar, or how far to shift them.
struct Call {
  Calendar& calendar;
  value::Granule granule;
  const std::vector<Emitted>& operands;

  llvm::Value* operator[](size_t k) const { return operands[k].value; }
  // Operand `k`, or `open` where it is left out or null.
  llvm::Value* Or(size_t k, llvm::Value* open) const {
    if (k >= operands.size()) return open;
    return operands[k].lacks == nullptr ? operands[k].value
                                        : calendar.Choose(operands[k].lacks, open, operands[k].value);
  }
};

using Result = llvm::Value*;

struct Row {
  Function function;
  Result (*compute)(const Call& call);
};

// All but Absolute and ShiftDate, which are not like these.
constexpr Row kRows[] = {
    {Function::Days, [](const Call& c) -> Result { return c.calendar.DaysBetween(c[0], c[1]); }},
    {Function::Months, [](const Call& c) -> Result { return c.calendar.MonthsBetween(c[0], c[1]); }},
    {Function::OverlapDays,
     [](const Call& c) -> Result { return c.calendar.Overlap(c[0], c[1], c[2], c[3]); }},
    {Function::DaysIn,
     [](const Call& c) -> Result { return c.calendar.Overlap(c[0], c[1], c.Or(2, c[0]), c.Or(3, c[1])); }},
    {Function::YearOf, [](const Call& c) -> Result { return c.calendar.YearOf(c[0]); }},
    {Function::HalfYearOf, [](const Call& c) -> Result { return c.calendar.HalfYearOf(c[0]); }},
    {Function::QuarterOf, [](const Call& c) -> Result { return c.calendar.QuarterOf(c[0]); }},
    {Function::MonthOf, [](const Call& c) -> Result { return c.calendar.MonthOf(c[0]); }},
    {Function::DayOf, [](const Call& c) -> Result { return c.calendar.DayOfMonth(c[0]); }},
    {Function::StartOf, [](const Call& c) -> Result { return c.calendar.StartOf(c.granule, c[0]); }},
    {Function::EndOf, [](const Call& c) -> Result { return c.calendar.EndOf(c.granule, c[0]); }},
    {Function::AddDays, [](const Call& c) -> Result { return c.calendar.AddDays(c[0], c[1]); }},
    {Function::AddMonths, [](const Call& c) -> Result { return c.calendar.AddMonths(c[0], c[1]); }},
    {Function::PeriodOf, [](const Call& c) -> Result { return c.calendar.PeriodOf(c.granule, c[0]); }},
};

bool LiesWithin(const ir::Range& range, int low, int high) {
  return range.low >= low && range.high <= high;
}

}  // namespace

// Rows whose day is outside of the calendar are set aside unless it `lacks`.
llvm::Value* Emitter::DayOf(ir::InstId id, Value lacks) {
  Calendar calendar(builder_, num_rows_);
  Value days = builder_.CreateTrunc(As(id, Carrier::Integer), VectorOf(builder_.getInt32Ty()));
  if (!LiesWithin(spec_.values[id].range, value::kFirstDay, value::kLastDay))
    SetAside(AndNot(calendar.IsOutside(days), lacks));
  return days;
}

// No shift within the calendar is longer than `longest`, either way.
llvm::Value* Emitter::ShiftOf(ir::InstId id, int longest, Value lacks) {
  const Carrier carrier = CarrierOf(id);
  Value shift = As(id, carrier);
  if (!LiesWithin(spec_.values[id].range, -longest, longest)) {
    SetAside(AndNot(IsLess(carrier, shift, Splat(carrier, -longest)), lacks));
    SetAside(AndNot(IsLess(carrier, Splat(carrier, longest), shift), lacks));
  }
  llvm::Type* words = VectorOf(builder_.getInt32Ty());
  if (carrier == Carrier::Double) return builder_.CreateFPToSI(shift, words);
  return builder_.CreateTrunc(As(id, Carrier::Integer), words);
}

// The months first, and then the days.
llvm::Value* Emitter::ShiftedDate(ir::InstId id, Value days, bool may_leave) {
  const ir::Attributes& by = Inst(id).attributes;
  Calendar calendar(builder_, num_rows_);
  if (by.count != 0) {
    days = calendar.AddMonths(days, calendar.Number(by.count));
    if (may_leave) SetAside(AndNot(calendar.IsOutside(days), Lacks(OperandOf(id, 0))));
  }
  return by.days == 0 ? days : calendar.AddDays(days, calendar.Number(by.days));
}

Emitted Emitter::EmitFunction(ir::InstId id) {
  const ir::Instruction& inst = Inst(id);
  const auto computation = numbers::ComputationOf(spec_.stage, inst, spec_.values);
  INCENT_CHECK(computation.has_value(), "a kernel holds only functions that it can compute");
  if (computation->function == Function::Absolute) return EmitSign(id);

  Value lacks = nullptr;
  for (size_t k = 0; k < inst.operands.size(); ++k) {
    if (!numbers::TakesNull(inst, k)) lacks = Or(lacks, Lacks(inst.operands[k]));
  }
  const bool by_days = computation->function == Function::AddDays;
  std::vector<Emitted> operands;
  for (const ir::InstId operand : inst.operands) {
    Value without = Or(lacks, Lacks(operand));
    Value value = Inst(operand).type.IsNumber()
                      ? ShiftOf(operand, by_days ? numbers::kMaxDaysShift : numbers::kMaxMonthsShift, without)
                      : DayOf(operand, without);
    operands.push_back({value, Lacks(operand)});
  }

  Calendar calendar(builder_, num_rows_);
  Value result = nullptr;
  if (computation->function == Function::ShiftDate)
    result = ShiftedDate(id, operands[0].value, computation->may_leave);
  for (const Row& row : kRows) {
    if (row.function == computation->function)
      result = row.compute({calendar, computation->granule, operands});
  }
  if (computation->may_leave) SetAside(AndNot(calendar.IsOutside(result), lacks));
  const Carrier carrier = CarrierOf(id);
  Value value = carrier == Carrier::Double ? builder_.CreateSIToFP(result, Doubles())
                                           : builder_.CreateSExt(result, Integers());
  return {value, lacks};
}

}  // namespace incent::codegen
