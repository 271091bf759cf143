#include "tests/diff/random_stage.h"

#include <set>

#include "runtime/value/decimal.h"
#include "tests/unit/interp/given.h"

namespace incent {

using types::Type;
using value::Int128;
using value::RoundingMode;

namespace {

constexpr int kDataset = 2;
constexpr int kNumNumbers = 5;
constexpr int kNumDates = 4;
constexpr int kNumOps = 30;
constexpr int kMagnitudes[] = {7, 20, 31, 40, 49, 50, 52, 53, 62, 63, 80, 110};

}  // namespace

void RandomStage::AddFields() {
  column::DatasetSchema rows{"Row", "", {interp::KeyOf("id")}};
  for (int k = 0; k < kNumNumbers; ++k) {
    column::FieldSchema field =
        interp::FieldOf("n" + std::to_string(k), column::FieldKind::Number, k + 2 >= kNumNumbers);
    field.scale = static_cast<int>(Below(5));
    fields_.push_back({k + 1, kMagnitudes[Below(std::size(kMagnitudes))], field.optional});
    rows.fields.push_back(field);
  }
  rows.fields.push_back(interp::FieldOf("f", column::FieldKind::Flag));
  rows.fields.push_back(interp::FieldOf("d", column::FieldKind::Date));
  rows.fields.push_back(interp::FieldOf("t", column::FieldKind::Text));
  for (int k = 0; k < kNumDates; ++k) {
    const bool is_optional = k % 2 == 1;
    date_fields_.push_back({static_cast<int>(rows.fields.size()), is_optional, OneIn(3)});
    rows.fields.push_back(interp::FieldOf("d" + std::to_string(k), column::FieldKind::Date, is_optional));
  }
  module_.datasets.push_back(std::move(rows));
}

void RandomStage::MakeModule() {
  AddFields();
  const ir::Domain domain{ir::DomainKind::Rows, value::Granule::Month, kDataset};
  ir::StageBuilder s(module_, "random", ir::StageClass::Map, domain);
  s.At(0, {});
  for (const NumberField& field : fields_) {
    const Type type = Type::Number(module_.datasets[kDataset].fields[static_cast<size_t>(field.field)].scale);
    const InstId inst = s.AddTyped(Op::Col, {}, interp::FieldAt(kDataset, field.field),
                                   field.optional ? type.Optional() : type);
    (field.optional ? optional_ : numbers_).push_back(inst);
  }
  flags_.push_back(s.AddTyped(Op::Col, {}, interp::FieldAt(kDataset, kNumNumbers + 1), Type::Flag()));
  const InstId date = s.AddTyped(Op::Col, {}, interp::FieldAt(kDataset, kNumNumbers + 2), Type::Date());
  flags_.push_back(s.Add(Op::CmpLe, {date, s.ConstDate(*value::ParseDate("2026-02-28"))}));
  const InstId text = s.AddTyped(Op::Col, {}, interp::FieldAt(kDataset, kNumNumbers + 3), Type::Text());
  flags_.push_back(s.Add(Op::CmpEq, {text, s.ConstText("core", Type::Text())}));
  for (const DateField& field : date_fields_) {
    const Type type = field.optional ? Type::Date().Optional() : Type::Date();
    AddDate(s, s.AddTyped(Op::Col, {}, interp::FieldAt(kDataset, field.field), type));
  }
  for (int k = 0; k < kNumOps; ++k) AddOp(s);
  std::set<InstId> published;  // equal instructions are one
  for (const auto* list : {&numbers_, &optional_, &flags_, &dates_, &optional_dates_, &periods_})
    published.insert(list->begin(), list->end());
  for (const InstId inst : published) s.Publish(inst, "v" + std::to_string(inst));
  s.Finish();
}

void RandomStage::AddNumber(ir::StageBuilder& s, InstId inst) {
  (s.TypeOf(inst).optional ? optional_ : numbers_).push_back(inst);
}

ir::InstId RandomStage::Constant(ir::StageBuilder& s) {
  const Int128 mantissa = static_cast<Int128>(random_() >> (1 + Below(62))) * (OneIn(3) ? -1 : 1);
  return s.ConstNumber(mantissa, Type::Number(static_cast<int>(Below(4))));
}

ir::InstId RandomStage::Plain() {
  return Any(numbers_);
}

// Bounds ascend; sometimes two are equal.
std::vector<ir::InstId> RandomStage::TierOperands(ir::StageBuilder& s, InstId x) {
  std::vector<InstId> operands{x};
  const uint64_t num_rows = 1 + Below(5);
  Int128 bound = 0;
  const int shift = static_cast<int>(Below(40));
  for (uint64_t row = 0; row < num_rows; ++row) {
    operands.push_back(s.ConstNumber(bound, Type::Number(2)));
    operands.push_back(s.ConstNumber(static_cast<Int128>(Below(2000)) - 200, Type::Number(3)));
    if (!OneIn(6)) bound += static_cast<Int128>(1 + Below(1000)) << shift;
  }
  return operands;
}

void RandomStage::AddOp(ir::StageBuilder& s) {
  const auto number = [&] { return OneIn(4) ? Constant(s) : OneIn(4) ? Any(optional_) : Any(numbers_); };
  const auto scale_of = [&](InstId inst) { return s.TypeOf(inst).scale; };
  const InstId a = number();
  const InstId b = number();
  if (OneIn(3)) return AddDateOp(s);
  switch (Below(19)) {  // more than half are arithmetic
    case 0:
      return AddNumber(s, s.Add(Op::Add, {a, b}));
    case 1:
      return AddNumber(s, s.Add(Op::Sub, {a, b}));
    case 2:
      return AddNumber(s, s.Add(Op::Mul, {a, b}));
    case 3:
      return AddNumber(s, s.Add(OneIn(2) ? Op::Neg : Op::Abs, {a}));
    case 4:
      return AddNumber(s, s.Add(OneIn(2) ? Op::Min : Op::Max, {a, b}));
    case 5:
    case 6: {
      const Int128 units[] = {1, 5, 25, 3, 7, 1000};
      return AddNumber(s, s.Round(a, units[Below(std::size(units))], static_cast<int>(Below(4)),
                                  static_cast<RoundingMode>(Below(7))));
    }
    case 7: {
      Type type = s.TypeOf(a);
      type.scale = std::min(value::kMaxScale, scale_of(a) + static_cast<int>(Below(4)));
      return AddNumber(s, s.AddTyped(Op::Rescale, {a}, {}, type));
    }
    case 8:
      return AddNumber(s, s.Add(Op::DivOpt, {a, b}));
    case 9:
      return AddNumber(s, s.Add(Op::Coalesce, {Any(optional_), b}));
    default:
      return OneIn(2) ? AddChoice(s, a, b) : OneIn(2) ? AddFlag(s) : AddTiers(s);
  }
}

void RandomStage::AddFlag(ir::StageBuilder& s) {
  switch (Below(4)) {
    case 0:
      return flags_.push_back(s.Not(Any(flags_)));
    case 1:
      return flags_.push_back(s.Add(OneIn(2) ? Op::Present : Op::Absent, {Any(optional_)}));
    case 2:
      return flags_.push_back(s.Add(OneIn(2) ? Op::And : Op::Or, {Any(flags_), Any(flags_)}));
    default: {
      const Op compare = static_cast<Op>(static_cast<int>(Op::CmpLt) + static_cast<int>(Below(6)));
      return flags_.push_back(s.Add(compare, {Plain(), OneIn(2) ? Constant(s) : Plain()}));
    }
  }
}

void RandomStage::AddChoice(ir::StageBuilder& s, InstId a, InstId b) {
  switch (Below(5)) {
    case 0: {
      const InstId x = Any(optional_);
      const InstId present = s.Add(Op::Present, {x});
      return AddNumber(s, s.Select(present, s.Add(Op::Unwrap, {x, present}), b));
    }
    case 1:
      return AddNumber(s, s.Select(Any(flags_), a, b));
    case 2: {
      const InstId flag = Any(flags_);
      return AddNumber(s, s.Guard(s.Add(Op::Or, {flag, Any(flags_)}), a, value::ErrorCode::AssertFailed));
    }
    case 3: {
      ir::Attributes attributes;
      attributes.hit = static_cast<ir::HitMode>(Below(3));
      const std::vector<InstId> values{Plain(), Plain(), Constant(s)};
      std::vector<InstId> operands{Any(flags_), Any(flags_), s.Not(Any(flags_))};
      if (attributes.hit == ir::HitMode::Any) operands.insert(operands.end(), values.begin(), values.end());
      const InstId hit = s.Add(Op::Hit, operands, attributes);
      return AddNumber(s, s.Add(Op::Choose, {hit, values[0], values[1], values[2]}));
    }
    default: {
      ir::Attributes attributes;
      if (OneIn(2)) attributes.before = {{1, 0}};
      attributes.choices = {0, 1};
      return AddNumber(s, s.Add(Op::Pick, {Any(flags_), a, Any(flags_), b, Plain()}, attributes));
    }
  }
}

void RandomStage::AddTiers(ir::StageBuilder& s) {
  ir::Attributes attributes;
  std::vector<InstId> operands = TierOperands(s, Plain());
  const Op ops[] = {Op::TierMarginal, Op::TierMarginal, Op::TierValue, Op::TierPortion, Op::TierInterp};
  const Op op = ops[Below(std::size(ops))];
  const size_t num_rows = operands.size() / 2;
  if (op == Op::TierValue) {
    for (size_t row = 0; row < num_rows; ++row) attributes.above.push_back(OneIn(3) ? 1 : 0);
  }
  if (op == Op::TierPortion) attributes.count = static_cast<int>(1 + Below(num_rows));
  if (op == Op::TierMarginal && OneIn(4)) {  // bounds from data, in any order
    for (size_t k = 3; k < operands.size(); k += 2) operands[k] = Plain();
  }
  AddNumber(s, s.Add(op, operands, attributes));
}

std::string RandomStage::NumberCell(const NumberField& field, int scale) {
  if (field.optional && OneIn(4)) return "-";
  if (OneIn(150)) return "!";
  const Int128 largest = (Int128{1} << field.bits) - 1;
  Int128 mantissa = 0;
  switch (Below(6)) {
    case 0:
      mantissa = largest - static_cast<Int128>(Below(3));
      break;
    case 1:
      mantissa = static_cast<Int128>(Below(12));
      break;
    case 2:  // a tie of many a unit
      mantissa = static_cast<Int128>(random_() >> (64 - std::min(field.bits, 40))) * 10 + 5;
      break;
    case 3:  // a bound of a tier
      mantissa = static_cast<Int128>(Below(1000))
                 << std::min<uint64_t>(Below(40), static_cast<uint64_t>(field.bits));
      break;
    default:
      mantissa = (static_cast<Int128>(random_()) << 46 ^ static_cast<Int128>(random_())) & largest;
      break;
  }
  mantissa = std::min(mantissa, largest);
  return value::DecimalToText(OneIn(3) ? -mantissa : mantissa, scale);
}

column::InputData RandomStage::Rows(int num_rows) {
  column::InputData input;
  input.tables.resize(module_.datasets.size());
  const char* const dates[] = {"2026-01-31", "2026-02-28", "2026-03-01", "!"};
  const char* const texts[] = {"core", "cloud", "-x", "core"};
  for (int row = 0; row < num_rows; ++row) {
    interp::given::Cells cells{"k" + std::to_string(row)};
    for (const NumberField& field : fields_)
      cells.push_back(
          NumberCell(field, module_.datasets[kDataset].fields[static_cast<size_t>(field.field)].scale));
    cells.emplace_back(OneIn(2) ? "true" : "false");
    cells.emplace_back(dates[Below(OneIn(50) ? 4 : 3)]);
    cells.emplace_back(texts[Below(4)]);
    for (const DateField& field : date_fields_) cells.push_back(DateCell(field));
    interp::given::AddRow(module_, input, kDataset, cells);
  }
  return input;
}

}  // namespace incent
