#include "tests/unit/interp/source_world.h"

namespace incent::interp {
namespace {

OP_TEST(Const, IsTheSameOnEveryRow) {
  world.Number(0, {"1", "2"});
  EXPECT_EQ(world.Run(world.stage().ConstNumber(250, Type::Number(2))), (Texts{"2.50", "2.50"}));
}

OP_TEST(Const, MayBeNull) {
  world.Number(0, {"1", "2"});
  EXPECT_EQ(world.Run(world.stage().ConstNull(Type::Date())), (Texts{"null", "null"}));
}

OP_TEST(Col, GivesValueNullAndWhatTheReaderRefused) {
  EXPECT_EQ(world.Run(world.Number(2, {"1.25", "-", "!", "?"})),
            (Texts{"1.25", "null", "error bad_cell", "error missing_input"}));
}

OP_TEST(Col, NumbersOfARowWithARepeatedKeyAreErrors) {
  const InstId number = world.Number(0, {"1", "2"});
  world.stage();
  given::AddRow(world.module, world.input, OpWorld::kRows, {"k0", "5"});
  EXPECT_EQ(world.Run(number), (Texts{"error duplicate_key", "error duplicate_key", "2"}));
}

OP_TEST(Col, TextsAreTheirLetters) {
  EXPECT_EQ(world.Run(world.Text({"a", "-", "b", "a"})), (Texts{"a", "null", "b", "a"}));
}

OP_TEST(Gather, FollowsAReferenceThatMayBeAbsent) {
  given::AddRow(world.module, world.input, kRep, {"r1", "east", "100.00", "-"});
  given::AddRow(world.module, world.input, kRep, {"r2", "-", "!", "-"});
  const InstId rep = world.Rep({"r1", "r2", "-", "!"});
  const InstId quota = world.stage().AddTyped(Op::Gather, {rep}, FieldAt(kRep, kRepQuota), Cny(2));
  EXPECT_EQ(world.Run(quota), (Texts{"100.00", "error bad_cell", "null", "error bad_cell"}));
}

OP_TEST(Gather, ReadsNothingOfARowWhoseKeyIsRepeated) {
  given::AddRow(world.module, world.input, kRep, {"r1", "east", "100.00", "-"});
  given::AddRow(world.module, world.input, kRep, {"r1", "west", "200.00", "-"});
  given::AddRow(world.module, world.input, kRep, {"r2", "west", "200.00", "-"});
  const InstId rep = world.Rep({"r1", "r2"});
  const InstId team = world.stage().AddTyped(Op::Gather, {rep}, FieldAt(kRep, kRepTeam), Type::Text());
  EXPECT_EQ(world.Run(team), (Texts{"error duplicate_key", "west"}));
}

OP_TEST(Row, IsTheSourceRow) {
  world.Number(0, {"1", "2"});
  EXPECT_EQ(world.Run(world.Add(Op::Row, {})), (Texts{"k0", "k1"}));
}

// A data set that is found by its keys.
struct Rates {
  explicit Rates(OpWorld& world) : dataset(static_cast<int>(world.module.datasets.size())) {
    column::FieldSchema band = FieldOf("band", column::FieldKind::Number);
    band.is_key = true;
    band.scale = 1;
    column::FieldSchema rate = FieldOf("rate", column::FieldKind::Number);
    rate.scale = 2;
    world.module.datasets.push_back({"Rate", "", {KeyOf("kind"), band, rate}});
    given::AddRow(world.module, world.input, static_cast<size_t>(dataset), {"new", "1.0", "0.05"});
    given::AddRow(world.module, world.input, static_cast<size_t>(dataset), {"new", "2.5", "0.07"});
    given::AddRow(world.module, world.input, static_cast<size_t>(dataset), {"old", "!", "0.09"});
  }
  ir::Attributes Key() const {
    ir::Attributes attributes;
    attributes.dataset = dataset;
    return attributes;
  }
  int dataset;
};

OP_TEST(Lookup, FindsByAllKeysAcrossScales) {
  const Rates rates(world);
  const InstId kind = world.Text({"new", "new", "old", "new", "-", "new"});
  const InstId band = world.Number(2, {"1.00", "2.50", "1.00", "2.51", "1.00", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Lookup, {kind, band}, rates.Key())),
            (Texts{"new/1.0", "new/2.5", "null", "null", "null", "error bad_cell"}));
}

OP_TEST(Lookup, ARowOfWhichPartOfTheKeyIsKnownMayBeTheOneThatIsNotFound) {
  const Rates rates(world);
  const auto at = static_cast<size_t>(rates.dataset);
  world.input.tables[at].row_errors[2] = value::ErrorCode::BadCell;  // old, of an unknown band
  const InstId kind = world.Text({"new", "new", "old", "older"});
  const InstId band = world.Number(0, {"1", "9", "1", "1"});
  EXPECT_EQ(world.Run(world.Add(Op::Lookup, {kind, band}, rates.Key())),
            (Texts{"new/1.0", "null", "error bad_cell", "null"}));
}

OP_TEST(Lookup, BesideRowsWithOneKeyNothingIsKnownToBeAbsent) {
  const Rates rates(world);
  given::AddRow(world.module, world.input, static_cast<size_t>(rates.dataset), {"new", "1.0", "0.06"});
  const InstId kind = world.Text({"new", "older"});
  const InstId band = world.Number(1, {"2.5", "1.0"});
  EXPECT_EQ(world.Run(world.Add(Op::Lookup, {kind, band}, rates.Key())),
            (Texts{"new/2.5", "error duplicate_key"}));
}

OP_TEST(Demand, ALookupThatFindsNothingIsAnError) {
  const Rates rates(world);
  const InstId kind = world.Text({"new", "old", "!"});
  const InstId band = world.Number(0, {"1", "1", "1"});
  const InstId row = world.Add(Op::Demand, {world.Add(Op::Lookup, {kind, band}, rates.Key())});
  const InstId rate = world.stage().AddTyped(Op::Gather, {row}, FieldAt(rates.dataset, 2), Type::Number(2));
  EXPECT_EQ(world.Run(rate), (Texts{"0.05", "error lookup_missing", "error bad_cell"}));
}

OP_TEST(Param, TheLastStepThatHasBegunHolds) {
  ir::Attributes steps;
  for (const auto& [from, value] :
       std::vector<std::pair<const char*, int>>{{"2026-01-01", 5}, {"2026-07-01", 7}}) {
    ir::Literal literal;
    literal.number = value;
    steps.steps.push_back({*value::ParseDate(from), literal});
  }
  const InstId day = world.Date({"2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "-", "!"});
  const InstId rate = world.stage().AddTyped(Op::Param, {day}, steps, Type::Number(2));
  EXPECT_EQ(world.Run(rate),
            (Texts{"error param_undefined", "0.05", "0.05", "0.07", "null", "error bad_cell"}));
}

OP_TEST(PeriodOf, GivesThePeriodOfAnyDay) {
  const InstId day = world.Date({"2026-02-28", "2026-04-01", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::PeriodOf, {day}, PerGranule(Granule::Quarter))),
            (Texts{"2026-Q1", "2026-Q2", "null", "error bad_cell"}));
}

OP_TEST(DateAdd, MonthsClampAndThenDaysAreAdded) {
  ir::Attributes shift;
  shift.count = 1;
  shift.days = 1;
  const InstId day = world.Date({"2026-01-31", "2026-12-31", "2199-12-01", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::DateAdd, {day}, shift)),
            (Texts{"2026-03-01", "2027-02-01", "error outside_calendar", "null", "error bad_cell"}));
}

ir::Attributes Kernel(const char* name) {
  ir::Attributes attributes;
  attributes.name = name;
  return attributes;
}

OP_TEST(Call, NullsAndErrorsOfAKernelAreItsOwn) {
  const InstId start = world.Date({"2026-01-01", "2026-01-01", "-", "!"});
  const InstId end = world.Date({"2026-01-31", "2026-01-31", "2026-01-31", "2026-01-31"});
  const InstId hired = world.Date({"2026-01-30", "-", "-", "-"});
  const InstId days =
      world.stage().AddTyped(Op::Call, {start, end, hired}, Kernel("days_in"), Type::Number(0).Optional());
  EXPECT_EQ(world.Run(days), (Texts{"2", "31", "null", "error bad_cell"}));
}

OP_TEST(Call, TheErrorOfAKernelIsTheRows) {
  const InstId x = world.Number(2, {"1.25", "1.25"});
  const InstId unit = world.Number(1, {"0.5", "0.0"});
  const InstId floor =
      world.stage().AddTyped(Op::Call, {x, unit}, Kernel("floor"), Type::Number(1).Optional());
  EXPECT_EQ(world.Run(floor), (Texts{"1.0", "error bad_unit"}));
}

// --- ops of lines, people and cells ---

// The lines in canonical order: r1 d1, r1 d2 (60 %), r2 d2 (40 %).
OP_TEST(LineAmount, IsTheRecipientsPart) {
  SourceWorld sales(world);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Add(Op::LineAmount, {})),
            (Texts{"50.0000", "60.0000", "40.0000"}));
}
OP_TEST(LineWhole, IsTheAmountOfTheRow) {
  SourceWorld sales(world);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Add(Op::LineWhole, {})),
            (Texts{"50.0000", "100.0000", "100.0000"}));
}
OP_TEST(LineShare, IsTheRecipientsShare) {
  SourceWorld sales(world);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Add(Op::LineShare, {})), (Texts{"1.00", "0.60", "0.40"}));
}
OP_TEST(LineDate, IsTheCreditDate) {
  SourceWorld sales(world);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Add(Op::LineDate, {})),
            (Texts{"2026-01-10", "2026-02-20", "2026-02-20"}));
}
OP_TEST(RowCol, ReadsTheSourceRow) {
  SourceWorld sales(world);
  StageBuilder& stage = sales.On(kLinesDomain);
  EXPECT_EQ(sales.LanesOf(stage.AddTyped(Op::RowCol, {}, FieldAt(kDeal, kDealAmount), Cny(2))),
            (Texts{"50.00", "100.00", "100.00"}));
}
OP_TEST(Self, IsTheParticipant) {
  SourceWorld sales(world);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Add(Op::Self, {})), (Texts{"r1", "r1", "r2"}));
}
OP_TEST(Field, IsTheParticipantsAttribute) {
  SourceWorld sales(world);
  StageBuilder& stage = sales.On(kPeople);
  EXPECT_EQ(sales.LanesOf(stage.AddTyped(Op::Field, {}, FieldAt(kRep, kRepQuota), Cny(2))),
            (Texts{"error bad_cell", "200.00"}));
}
OP_TEST(PeriodStart, IsTheFirstDayOfTheOwnPeriod) {
  SourceWorld sales(world);
  StageBuilder& stage = sales.On(kLinesDomain);
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::PeriodStart, {}, PerGranule(Granule::Month))),
            (Texts{"2026-01-01", "2026-02-01", "2026-02-01"}));
}
OP_TEST(PeriodEnd, IsTheLastDayOfTheOwnPeriod) {
  SourceWorld sales(world);
  StageBuilder& stage = sales.On(kLinesDomain);
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::PeriodEnd, {}, PerGranule(Granule::Quarter))),
            (Texts{"2026-03-31", "2026-03-31", "2026-03-31"}));
}
OP_TEST(PeriodOwn, OfACellIsThatOfItsLastDay) {
  SourceWorld sales(world);
  world.module.effective_until = value::ParseDate("2026-04-30");
  StageBuilder& stage = sales.On({ir::DomainKind::Periods, Granule::Month, ir::kNone});
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::PeriodOwn, {}, PerGranule(Granule::Quarter))),
            (Texts{"2026-Q1", "2026-Q1", "2026-Q1", "2026-Q2"}));
}

OP_TEST(Load, ReadsTheSameDomain) {
  SourceWorld sales(world);
  const OutputId amount = sales.Publish(sales.On(kLinesDomain).Add(Op::LineAmount, {}));
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Read(amount)), (Texts{"50.0000", "60.0000", "40.0000"}));
}

OP_TEST(Bcast, ReadsTheParticipantAndThePeriodOfTheRow) {
  SourceWorld sales(world);
  StageBuilder& people = sales.On(kPeople);
  const OutputId team = sales.Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text()));
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Read(team)), (Texts{"null", "null", "east"}));
}

OP_TEST(Bcast, OutsideTheGridNothingHasHappened) {
  SourceWorld sales(world);
  world.module.history.from = *value::ParseDate("2026-02-01");
  StageBuilder& months = sales.On(kMonths);
  const InstId one = months.ConstNumber(1, Type::Number(0));
  const OutputId ones = sales.Publish(one);
  EXPECT_EQ(sales.LanesOf(sales.On(kLinesDomain).Read(ones)), (Texts{"0", "1", "1"}));
}

OP_TEST(Probe, SumsAFinerOutputOverThePeriod) {
  SourceWorld sales(world);
  const OutputId amount = sales.Publish(sales.On(kLinesDomain).Add(Op::LineAmount, {}));
  ir::Attributes attributes;
  attributes.output = amount;
  attributes.key = "r1";
  attributes.period = value::ParsePeriod("2026-Q1");
  EXPECT_EQ(sales.LanesOf(sales.On({}).Add(Op::Probe, {}, attributes)), (Texts{"110.0000"}));
}

OP_TEST(Probe, OfARowIsThatRowsAlone) {
  SourceWorld sales(world);
  const OutputId amount = sales.Publish(sales.On(kLinesDomain).Add(Op::LineAmount, {}));
  ir::Attributes attributes;
  attributes.output = amount;
  attributes.key = "r2";
  attributes.row_key = "d2";
  EXPECT_EQ(sales.LanesOf(sales.On({}).Add(Op::Probe, {}, attributes)), (Texts{"40.0000"}));
}

OP_TEST(Probe, OfAComponentIsWhatIsPostedInThePeriod) {
  SourceWorld sales(world);
  AddFlatCommission(world.module);
  ir::Attributes attributes;
  attributes.component = 0;
  attributes.key = "r1";
  attributes.period = value::ParsePeriod("2026-02");
  EXPECT_EQ(sales.LanesOf(sales.On({}).Add(Op::Probe, {}, attributes)), (Texts{"3.90"}));
}

OP_TEST(Probe, OfNobodyIsAnError) {
  SourceWorld sales(world);
  AddFlatCommission(world.module);
  ir::Attributes attributes;
  attributes.component = 0;
  attributes.key = "r9";
  EXPECT_EQ(sales.LanesOf(sales.On({}).Add(Op::Probe, {}, attributes)), (Texts{"error missing_input"}));
}

}  // namespace
}  // namespace incent::interp
