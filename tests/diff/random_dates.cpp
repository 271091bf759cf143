#include "tests/diff/random_stage.h"

// Dates, periods, and the functions of the library that compute with them.
namespace incent {

using types::Type;
using value::Granule;

namespace {

constexpr const char* kOfDay[] = {"year_of", "half_year_of", "quarter_of", "month_of", "day_of"};
constexpr const char* kUnits[] = {"week", "half_month", "month", "quarter", "half_year", "year"};
constexpr const char* kCorners[] = {"1900-01-01", "1900-01-31", "1900-02-28", "1900-03-01", "1903-12-31",
                                    "1904-02-29", "1969-12-31", "1970-01-01", "1999-12-31", "2000-02-28",
                                    "2000-02-29", "2000-03-01", "2026-01-31", "2026-02-15", "2026-02-16",
                                    "2027-12-31", "2028-02-29", "2096-02-29", "2099-12-31", "2100-02-28",
                                    "2100-03-01", "2196-02-29", "2199-11-30", "2199-12-31"};

}  // namespace

ir::InstId RandomStage::AddCall(ir::StageBuilder& s, const std::string& name, std::vector<InstId> operands,
                                Type type) {
  ir::Attributes attributes;
  attributes.name = name;
  // days_in takes null for an open end.
  for (size_t k = 0; k < operands.size(); ++k) {
    if (s.TypeOf(operands[k]).optional && !(name == "days_in" && k >= 2)) type = type.Optional();
  }
  return s.AddTyped(Op::Call, std::move(operands), attributes, type);
}

ir::InstId RandomStage::AnyDate(ir::StageBuilder& s) {
  if (OneIn(6)) return s.ConstDate(*value::ParseDate(kCorners[Below(std::size(kCorners))]));
  return OneIn(3) ? Any(optional_dates_) : Any(dates_);
}

// Of days or months: few, many, far too many, and what data say.
ir::InstId RandomStage::AnyCount(ir::StageBuilder& s) {
  const auto constant = [&](uint64_t most) {
    return s.ConstNumber(static_cast<value::Int128>(Below(2 * most + 1)) - static_cast<value::Int128>(most),
                         Type::Number(0));
  };
  switch (Below(5)) {
    case 0:
      return constant(14);
    case 1:
      return constant(400);
    case 2:
      return constant(120'000);
    case 3: {  // little in the lower 32 bits
      const auto low = static_cast<value::Int128>(Below(40));
      const auto high = static_cast<value::Int128>(1 + Below(1000)) << 32;
      return s.ConstNumber(OneIn(2) ? high + low : low - high, Type::Number(0));
    }
    default:
      return counts_.empty() || OneIn(6) ? s.Round(Any(numbers_), 1, 0, value::RoundingMode::HalfUp)
                                         : Any(counts_);
  }
}

void RandomStage::AddDate(ir::StageBuilder& s, InstId inst) {
  (s.TypeOf(inst).optional ? optional_dates_ : dates_).push_back(inst);
}

void RandomStage::AddCount(ir::StageBuilder& s, InstId inst) {
  AddNumber(s, inst);
  if (!s.TypeOf(inst).optional) counts_.push_back(inst);
}

void RandomStage::AddDateOp(ir::StageBuilder& s) {
  const InstId a = AnyDate(s);
  const InstId b = AnyDate(s);
  const Type whole = Type::Number(0);
  switch (Below(8)) {
    case 0:
      return AddCount(s, AddCall(s, OneIn(3) ? "days" : "months", {a, b}, whole));
    case 1:
      return AddCount(s, AddCall(s, "overlap_days", {a, b, AnyDate(s), AnyDate(s)}, whole));
    case 2: {
      std::vector<InstId> operands{a, b};
      for (uint64_t k = Below(3); k > 0; --k) operands.push_back(AnyDate(s));
      return AddCount(s, AddCall(s, "days_in", std::move(operands), whole));
    }
    case 3:
      return AddCount(s, AddCall(s, kOfDay[Below(std::size(kOfDay))], {a}, whole));
    case 4: {
      const std::string edge = OneIn(2) ? "start_of_" : "end_of_";
      return AddDate(s, AddCall(s, edge + kUnits[Below(std::size(kUnits))], {a}, Type::Date()));
    }
    case 5:
      return AddDate(s, AddCall(s, OneIn(2) ? "add_days" : "add_months", {a, AnyCount(s)}, Type::Date()));
    case 6: {
      ir::Attributes attributes;
      attributes.count = OneIn(3) ? 0 : static_cast<int>(Below(200)) - 100;
      attributes.days = OneIn(3) ? 0 : static_cast<int>(Below(2000)) - 1000;
      if (OneIn(3)) {  // out of the calendar and back
        attributes.count = OneIn(2) ? 1 : -1;
        attributes.days = -attributes.count * 40;
      }
      return AddDate(s, s.Add(Op::DateAdd, {a}, attributes));
    }
    default: {
      ir::Attributes attributes;
      attributes.granule = static_cast<Granule>(Below(value::kNumGranules));
      const InstId x = s.Add(Op::PeriodOf, {a}, attributes);
      const InstId y = s.Add(Op::PeriodOf, {b}, attributes);
      periods_.insert(periods_.end(), {x, y});
      if (!s.TypeOf(x).optional && !s.TypeOf(y).optional) flags_.push_back(s.Add(Op::CmpEq, {x, y}));
      if (OneIn(3)) {
        const InstId number = Any(numbers_);
        AddNumber(s, AddCall(s, "abs", {number}, s.TypeOf(number)));
      }
      return AddDate(s, s.Add(OneIn(2) ? Op::Min : Op::Max, {a, b}));
    }
  }
}

std::string RandomStage::DateCell(const DateField& field) {
  if (field.optional && OneIn(4)) return "-";
  if (OneIn(150)) return "!";
  if (field.is_near) return value::DateToText(20'000 + static_cast<value::Day>(Below(900)));
  if (OneIn(2)) return kCorners[Below(std::size(kCorners))];
  const auto num_days = static_cast<uint64_t>(value::kLastDay - value::kFirstDay + 1);
  return value::DateToText(value::kFirstDay + static_cast<value::Day>(Below(num_days)));
}

}  // namespace incent
