#include "compiler/ir/infer.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/sample_module.h"

namespace incent::ir {
namespace {

using types::Type;

// Operand types and attributes in, the text of the result type or "!problem" out.
class InferTest : public testing::Test {
 protected:
  std::string Infer(Op op, const std::string& operand_types, const Attributes& attributes = {},
                    const std::string& stated = "error", Domain domain = {}) {
    std::vector<Instruction> operands;
    std::istringstream words(operand_types);
    for (std::string word; words >> word;) operands.emplace_back().type = types::TypeFromText(word).value();
    Query query{module_, domain, op, {}, attributes, types::TypeFromText(stated).value()};
    for (const Instruction& operand : operands) query.operands.push_back(&operand);
    const InferredType result = InferType(query);
    return result.ok() ? types::TypeToText(result.type) : "!" + result.problem;
  }

  struct Case {
    Op op;
    const char* operands;
    const char* expected;
  };
  void Expect(const std::vector<Case>& cases) {
    for (const Case& test : cases) {
      EXPECT_EQ(Infer(test.op, test.operands), test.expected)
          << FactsOf(test.op).text << " " << test.operands;
    }
  }

  Module module_ = SampleModule();
};

TEST_F(InferTest, ArithmeticFollowsScalesAndUnits) {
  Expect({
      {Op::Add, "CNY.2 CNY.4", "CNY.4"},
      {Op::Sub, "CNY.2? CNY.2", "CNY.2?"},
      {Op::Add, "CNY.2 USD.2", "!needs two numbers of one unit"},
      {Op::Add, "num.0 date", "!needs two numbers of one unit"},
      {Op::Add, "rate.2 rate.3", "rate.3"},
      {Op::Mul, "CNY.2 rate.3", "CNY.5"},
      {Op::Mul, "CNY.12 num.12?", "CNY.18?"},
      {Op::Mul, "CNY.2 CNY.2", "CNY^2.4"},
      {Op::Mul, "CNY^2.2 CNY.2", "!the unit has an exponent above 2"},
      {Op::Div, "CNY.2 CNY.2", "num.18"},
      {Op::Div, "CNY.2 points.0", "CNY/points.18"},
      {Op::DivOpt, "CNY.2 num.0", "CNY.18?"},
      {Op::Div, "CNY.2 flag", "!needs two numbers"},
      {Op::Neg, "CNY.2?", "CNY.2?"},
      {Op::Abs, "date", "!needs a number"},
      {Op::Min, "CNY.2 CNY.3?", "CNY.3?"},
      {Op::Max, "date date?", "date?"},
      {Op::Max, "text text", "!needs two numbers of one unit, or two dates"},
  });
}

TEST_F(InferTest, ComparisonAndLogicNeedMatchingOperands) {
  Expect({
      {Op::CmpLt, "CNY.2 CNY.5", "flag"},
      {Op::CmpGe, "date? date", "flag?"},
      {Op::CmpLe, "period<month> period<month>", "flag"},
      {Op::CmpGt, "period<month> period<year>", "!needs two values of one order"},
      {Op::CmpLt, "text text", "!needs two values of one order"},
      {Op::CmpEq, "text one_of<0.4>", "flag"},
      {Op::CmpEq, "ref<0> ref<0>?", "flag?"},
      {Op::CmpNe, "ref<0> ref<1>", "!needs two values of one type"},
      {Op::CmpNe, "flag flag", "flag"},
      {Op::And, "flag flag", "flag"},
      {Op::Or, "flag flag?", "!needs flags that are not optional"},
      {Op::Not, "num.0", "!needs flags that are not optional"},
      {Op::Not, "flag flag", "!takes 1 operands, not 2"},
      {Op::Present, "CNY.2?", "flag"},
      {Op::Absent, "text", "flag"},
  });
}

TEST_F(InferTest, AlternativesAreOfOneType) {
  Expect({
      {Op::Coalesce, "CNY.2? CNY.4", "CNY.4"},
      {Op::Coalesce, "CNY.2? CNY.2?", "CNY.2?"},
      {Op::Coalesce, "CNY.2? date", "!the values are not of one type"},
      {Op::Unwrap, "date? flag", "date"},
      {Op::Unwrap, "date? flag?", "!the mask must be a flag that is not optional"},
      {Op::Select, "flag CNY.2 CNY.3?", "CNY.3?"},
      {Op::Select, "flag? CNY.2 CNY.3", "!the condition must be a flag that is not optional"},
      {Op::Select, "flag one_of<0.4> one_of<1.4>", "text"},
      {Op::Pick, "flag num.1 flag num.2? num.0", "num.2?"},
      {Op::Pick, "flag num.1", "!takes condition and value of each choice, then the else"},
      {Op::Hit, "flag flag", "num.0"},
      {Op::Hit, "flag flag?", "!conditions must be flags that are not optional"},
      {Op::Hit, "", "!needs conditions"},
      {Op::Choose, "num.0? CNY.2 CNY.3", "CNY.3?"},
      {Op::Choose, "num.1 CNY.2", "!the index must be a whole number"},
  });
}

TEST_F(InferTest, TiersOrderAndAggregatesKeepTheirUnits) {
  Expect({
      {Op::TierMarginal, "CNY.2 CNY.0 rate.3 CNY.4 rate.1", "CNY.7"},
      {Op::TierMarginal, "CNY.2? CNY.0 rate.18", "CNY.18?"},
      {Op::TierMarginal, "CNY.2 CNY.0? rate.3", "!bounds and values must not be optional"},
      {Op::TierMarginal, "CNY.2 num.0 rate.3", "!bounds must be numbers of the unit of x"},
      {Op::TierMarginal, "CNY.2 CNY.0", "!takes x, then bound and value of each row"},
      {Op::TierValue, "rate.18 rate.1 CNY.2 rate.1 CNY.3", "CNY.3"},
      {Op::TierValue, "rate.18 rate.1 text", "!values must be numbers of one unit"},
      {Op::TierInterp, "rate.18 rate.1 CNY.2", "CNY.18"},
      {Op::DateAdd, "date?", "date?"},
      {Op::Demand, "ref<1>?", "ref<1>"},
      {Op::Demand, "date", "!needs a reference"},
      {Op::ScanSum, "CNY.2?", "CNY.2"},
      {Op::ScanFirst, "flag?", "!needs a flag that is not optional"},
      {Op::AggSum, "CNY.2?", "CNY.2"},
      {Op::AggSum, "flag", "!needs a number"},
      {Op::AggCount, "flag?", "num.0"},
      {Op::AggMax, "date", "date?"},
      {Op::AggMin, "flag", "!needs a number or a date"},
      {Op::AggFirst, "flag", "flag?"},
      {Op::AggLast, "ref<0>?", "ref<0>?"},
  });
}

TEST_F(InferTest, RoundingHasTheScaleOfItsUnit) {
  Attributes round;
  round.unit = 5;
  round.unit_scale = 2;
  EXPECT_EQ(Infer(Op::Round, "CNY.7?", round), "CNY.2?");
  EXPECT_EQ(Infer(Op::RoundRow, "CNY.0", round), "CNY.2");
  round.unit = 0;
  EXPECT_EQ(Infer(Op::Round, "CNY.7", round), "!needs a positive unit");
}

TEST_F(InferTest, PartsKeepWhatIsFinerThanTheUnit) {
  Attributes split;
  split.unit = 1;
  split.unit_scale = 2;
  split.count = 2;
  EXPECT_EQ(Infer(Op::SplitPart, "CNY.4 num.0 num.3", split), "CNY.4");
  EXPECT_EQ(Infer(Op::SplitPart, "CNY.0 num.0 num.3?", split), "CNY.2?");
  EXPECT_EQ(Infer(Op::SplitPart, "CNY.0 num.0", split), "!no such part");
  EXPECT_EQ(Infer(Op::SplitPart, "CNY.0 num.0 points.0", split), "!weights must have one unit");
  EXPECT_EQ(Infer(Op::SplitGroup, "CNY.2 num.0", split), "CNY.2");
}

TEST_F(InferTest, ATierRowMustExist) {
  Attributes portion;
  portion.count = 2;
  EXPECT_EQ(Infer(Op::TierPortion, "CNY.2 CNY.0 rate.1 CNY.3 rate.1", portion), "CNY.3");
  EXPECT_EQ(Infer(Op::TierPortion, "CNY.2 CNY.0 rate.1", portion), "!no such row");
  Attributes above;
  above.above = {0, 1};
  EXPECT_EQ(Infer(Op::TierValue, "CNY.2 CNY.0 rate.1", above), "!`above` must have one entry per row");
}

TEST_F(InferTest, StatedTypesAreCheckedAgainstTheSchema) {
  Attributes amount;
  amount.dataset = 1;
  amount.field = 3;
  const Domain deals{DomainKind::Rows, value::Granule::Month, 1};
  const Domain lines{DomainKind::Lines, value::Granule::Month, 0};
  EXPECT_EQ(Infer(Op::Col, "", amount, "CNY.2", deals), "CNY.2");
  EXPECT_EQ(Infer(Op::Col, "", amount, "CNY.3", deals), "!the column has another scale");
  EXPECT_EQ(Infer(Op::Col, "", amount, "date", deals), "!the column is of another kind");
  EXPECT_EQ(Infer(Op::Col, "", amount, "CNY.2", {DomainKind::Rows, value::Granule::Month, 0}),
            "!a column of another dataset");
  EXPECT_EQ(Infer(Op::RowCol, "", amount, "CNY.2", lines), "CNY.2");
  EXPECT_EQ(Infer(Op::Gather, "ref<1>?", amount, "CNY.2"), "CNY.2?");
  EXPECT_EQ(Infer(Op::Gather, "ref<0>", amount, "CNY.2"), "!needs a reference to its dataset");
  EXPECT_EQ(Infer(Op::Field, "", amount, "CNY.2"), "!a field of another dataset");
  amount.field = 2;
  EXPECT_EQ(Infer(Op::Col, "", amount, "date", deals), "date?") << "null by the schema";
  amount.field = 9;
  EXPECT_EQ(Infer(Op::Col, "", amount, "date", deals), "!no such field");
}

TEST_F(InferTest, LookupNeedsOneOperandPerKeyField) {
  Attributes rate;
  rate.dataset = 2;
  EXPECT_EQ(Infer(Op::Lookup, "text period<month>", rate), "ref<2>?");
  EXPECT_EQ(Infer(Op::Lookup, "text", rate), "!needs one operand per key field");
  EXPECT_EQ(Infer(Op::Lookup, "period<month> text", rate), "!a key is of another kind");
}

TEST_F(InferTest, ParametersAscendAndFitTheirType) {
  Attributes steps;
  steps.steps = {{10, {5, "", false}}, {20, {6, "", false}}};
  EXPECT_EQ(Infer(Op::Param, "date?", steps, "num.1"), "num.1?");
  EXPECT_EQ(Infer(Op::Param, "date", steps, "flag"), "!a flag is 0 or 1");
  steps.steps[1].from = 10;
  EXPECT_EQ(Infer(Op::Param, "date", steps, "num.1"), "!steps must ascend");
}

TEST_F(InferTest, WindowsReadOutputsThatHaveDates) {
  Attributes window;
  for (size_t i = 0; i < module_.outputs.size(); ++i) {
    if (module_.outputs[i].name == "commission.month") window.output = static_cast<OutputId>(i);
  }
  EXPECT_EQ(Infer(Op::WindowSum, "date date", window), "CNY.2");
  EXPECT_EQ(Infer(Op::WindowSum, "date? date", window), "CNY.2?");
  EXPECT_EQ(Infer(Op::WindowMax, "date date", window), "CNY.2?");
  EXPECT_EQ(Infer(Op::WindowCount, "date date", window), "!the output is no flag");
  EXPECT_EQ(Infer(Op::WindowSum, "date num.0", window), "!needs two dates");
  window.output = 0;
  EXPECT_EQ(Infer(Op::WindowFirst, "date date", window), "!the output has no dates");
  window.output = 99;
  EXPECT_EQ(Infer(Op::WindowLast, "date date", window), "!no such output");
}

TEST_F(InferTest, RescaleNeverDropsDigits) {
  EXPECT_EQ(Infer(Op::Rescale, "CNY.2?", {}, "CNY.4"), "CNY.4?");
  EXPECT_EQ(Infer(Op::Rescale, "CNY.4", {}, "CNY.2"), "!the scale must not fall");
  EXPECT_EQ(Infer(Op::Rescale, "CNY.4", {}, "USD.4"), "!needs a number of the same unit");
}

TEST_F(InferTest, ConstantsFitTheirType) {
  Attributes literal;
  literal.literal.number = 2;
  EXPECT_EQ(Infer(Op::Const, "", literal, "CNY.2"), "CNY.2");
  EXPECT_EQ(Infer(Op::Const, "", literal, "flag"), "!a flag is 0 or 1");
  EXPECT_EQ(Infer(Op::Const, "", literal, "CNY.2?"), "!a literal that is not null is not optional");
  literal.literal = {0, "", true};
  EXPECT_EQ(Infer(Op::Const, "", literal, "CNY.2?"), "CNY.2?");
  EXPECT_EQ(Infer(Op::Const, "", literal, "CNY.2"), "!null needs an optional type");
  literal.literal = {value::kMaxMantissa, "", false};
  ++literal.literal.number;
  EXPECT_EQ(Infer(Op::Const, "", literal, "num.0"), "!literal has more than 38 digits");
}

TEST_F(InferTest, AGuardSaysWhichErrorItGives) {
  Attributes guard;
  EXPECT_EQ(Infer(Op::Guard, "flag? CNY.2", guard), "!needs an error code");
  guard.code = value::ErrorCode::Proration;
  EXPECT_EQ(Infer(Op::Guard, "flag? CNY.2", guard), "CNY.2");
}

}  // namespace
}  // namespace incent::ir
