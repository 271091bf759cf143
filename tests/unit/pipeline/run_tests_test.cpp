#include "compiler/pipeline/run_tests.h"

#include <gtest/gtest.h>

#include <functional>

#include "compiler/diag/render.h"
#include "compiler/pipeline/value_text.h"
#include "tests/unit/interp/sales.h"

namespace incent::pipeline {
namespace {

using ir::Op;
using types::Type;

// A test whose expectations are constants: what is under test here is how they are read and reported.
class RunTestsTest : public testing::Test {
 protected:
  RunTestsTest() : file_(sources_.Add("plan.incent", "expect commission(\"r1\") == 5 CNY\n")) {
    test_.name = "five per cent";
    test_.span = {file_, 0, 6};
    test_.module = interp::SalesModule();
    interp::given::AddRow(test_.module, test_.given, interp::kRep, {"r1", "-", "100", "-"});
  }

  // Adds `actual == expected`, both in CNY with two decimals.
  void Expect(value::Int128 actual, value::Int128 expected) {
    ir::StageBuilder s(test_.module, "expect", ir::StageClass::Map, {});
    const ir::InstId left = s.ConstNumber(actual, interp::Cny(2));
    const ir::InstId right = s.ConstNumber(expected, interp::Cny(2));
    Expectation expectation;
    expectation.span = {file_, 7, 32};
    expectation.passed = s.Publish(s.Add(Op::CmpEq, {left, right}), "passed");
    expectation.actual = s.Publish(left, "actual");
    expectation.expected = s.Publish(right, "expected");
    s.Finish();
    test_.expectations.push_back(expectation);
  }

  // Adds a condition without sides.
  void ExpectFlag(const std::function<ir::InstId(ir::StageBuilder&)>& make) {
    ir::StageBuilder s(test_.module, "expect", ir::StageClass::Map, {});
    s.At(1, {file_, 7, 17});
    Expectation expectation;
    expectation.span = {file_, 7, 32};
    expectation.passed = s.Publish(make(s), "passed");
    s.Finish();
    test_.expectations.push_back(expectation);
  }

  std::string Report(diag::Language language = diag::Language::English) {
    diag::Diagnostics diagnostics;
    result_ = RunTest(test_, diagnostics);
    return diag::RenderText(diagnostics, sources_, {.language = language});
  }

  source::SourceSet sources_;
  source::FileId file_;
  CompiledTest test_;
  TestResult result_;
};

TEST_F(RunTestsTest, AnExpectationThatHoldsSaysNothing) {
  Expect(500, 500);
  EXPECT_EQ(Report(), "");
  EXPECT_TRUE(result_.passed);
  EXPECT_EQ(result_.expectations.at(0).verdict, Verdict::Passed);
}

TEST_F(RunTestsTest, AFailureShowsBothSidesAtTheExpectation) {
  Expect(499, 500);
  EXPECT_EQ(Report(),
            "error[E0801]: test \"five per cent\": expected 5.00 CNY, got 4.99 CNY\n"
            "  --> plan.incent:1:8\n"
            "   |\n"
            " 1 | expect commission(\"r1\") == 5 CNY\n"
            "   |        ^^^^^^^^^^^^^^^^^^^^^^^^^\n\n"
            "1 error\n");
  EXPECT_FALSE(result_.passed);
}

TEST_F(RunTestsTest, AFailureReadsWellInChinese) {
  Expect(499, 500);
  EXPECT_NE(
      Report(diag::Language::Chinese).find("错误[E0801]: 测试“five per cent”：预期 5.00 CNY，实际 4.99 CNY"),
      std::string::npos);
}

TEST_F(RunTestsTest, AConditionThatIsFalseIsE0802) {
  ExpectFlag([](ir::StageBuilder& s) { return s.ConstFlag(false); });
  EXPECT_NE(Report().find("error[E0802]: test \"five per cent\": the expectation is false"),
            std::string::npos);
  EXPECT_EQ(result_.expectations.at(0).verdict, Verdict::Failed);
}

TEST_F(RunTestsTest, AnErrorIsUndecidedAndSaysWhy) {
  ExpectFlag([](ir::StageBuilder& s) {
    ir::Attributes attributes;
    attributes.code = value::ErrorCode::TierBase;
    return s.Add(Op::Guard, {s.ConstFlag(false), s.ConstFlag(true)}, attributes);
  });
  const std::string text = Report();
  EXPECT_NE(text.find("error[E0803]: test \"five per cent\": the expectation could not be decided"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("note: the base of `commission` is not above zero for the run as a whole"),
            std::string::npos)
      << text;
  EXPECT_EQ(result_.expectations.at(0).verdict, Verdict::Undecided);
}

TEST_F(RunTestsTest, AGivenCellThatIsNotValidFailsTheTest) {
  Expect(500, 500);
  column::Reject reject;
  reject.reason = column::RejectReason::EmptyRequired;
  reject.dataset = "Rep";
  reject.field = "quota";
  reject.key = "r1";
  test_.rejects.push_back(reject);
  EXPECT_NE(Report().find(
                "error[E0804]: test \"five per cent\": a given cell is not valid: `Rep.quota` of row `r1` is "
                "empty"),
            std::string::npos);
  EXPECT_FALSE(result_.passed);
}

TEST(NumberTextTest, RatesArePercentagesAndMoneyHasItsMinorUnits) {
  EXPECT_EQ(NumberText(9, Type::Number(1, {}, true)), "90%");
  EXPECT_EQ(NumberText(1, Type::Number(0, {}, true)), "100%");
  EXPECT_EQ(NumberText(65, Type::Number(3, {}, true)), "6.5%");
  EXPECT_EQ(NumberText(500, interp::Cny(2)), "5.00 CNY");
  EXPECT_EQ(NumberText(50001, interp::Cny(4)), "5.0001 CNY");
  EXPECT_EQ(NumberText(7, Type::Number(0, types::Unit::Of("points"))), "7 points");
  EXPECT_EQ(NumberText(-1250, Type::Number(3)), "-1.25");
}

}  // namespace
}  // namespace incent::pipeline
