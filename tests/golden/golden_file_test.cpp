#include "tests/support/golden_file.h"

#include <gtest/gtest.h>

namespace incent::golden {
namespace {

constexpr std::string_view kPlan =
    "incent 1.0\n"
    "# A tier is reached only when it is truly reached.\n"
    "#: TEST run ir\n"
    "#: SHOW ir commission\n"
    "plan p for Rep {\n"
    "}\n"
    "#+ Rep.csv\n"
    "#| id,quota\n"
    "#|\n"
    "#| ana,5\n";

TEST(GoldenFileTest, DirectivesAndInputsAreTheAuthors) {
  const GoldenFile file = ParseGolden(kPlan);
  EXPECT_EQ(file.problem, "");
  EXPECT_EQ(file.stages, (std::vector<std::string>{"run", "ir"}));
  EXPECT_EQ(file.shows, (std::vector<std::string>{"ir commission"}));
  ASSERT_EQ(file.inputs.size(), 1u);
  EXPECT_EQ(file.inputs[0].name, "Rep.csv");
  EXPECT_EQ(file.inputs[0].text, "id,quota\n\nana,5\n");
  EXPECT_EQ(file.source, kPlan);
}

TEST(GoldenFileTest, WithoutADirectiveThePlansOwnTestsRun) {
  EXPECT_EQ(ParseGolden("incent 1.0\n").stages, (std::vector<std::string>{"test"}));
}

TEST(GoldenFileTest, WhatTheToolWritesIsTakenOutAgain) {
  const GoldenFile file = ParseGolden(kPlan);
  const std::string text =
      Compose(file, {{5, 6, 1, "error[E0201]: no", {"note: why"}}, {5, 1, 4, "warning[W0401]: hm", {}}},
              {{"run", {"ana  5.00", ""}}});
  EXPECT_NE(text, kPlan);
  EXPECT_EQ(ParseGolden(text).source, kPlan);
  EXPECT_EQ(Compose(ParseGolden(text), {}, {}), kPlan);
}

TEST(GoldenFileTest, CaretsStandUnderTheCodeAndComeByColumn) {
  const std::string text =
      Compose(ParseGolden("ab cd\n"),
              {{1, 4, 2, "error[E0202]: two", {"note: more"}}, {1, 1, 2, "error[E0201]: one", {}}}, {});
  EXPECT_EQ(text,
            "ab cd\n"
            "#@1-2 error[E0201]: one\n"
            "#  ^^ error[E0202]: two\n"
            "#~ note: more\n");
}

TEST(GoldenFileTest, OrdinaryCommentsStay) {
  const std::string text = "# ^ is the power sign\n# see ^^^ error[E0101] above\n#comment\n#~ 5\n";
  EXPECT_EQ(ParseGolden(text).source, text);
}

TEST(GoldenFileTest, ContentWithoutAnOwnerIsAProblem) {
  EXPECT_NE(ParseGolden("#| id\n").problem, "");
  EXPECT_NE(ParseGolden("#: TEST\n").problem, "");
  EXPECT_NE(ParseGolden("#: TSET run\n").problem, "");
}

TEST(GoldenFileTest, ExpectationsMayNotDwarfTheSource) {
  const GoldenFile file = ParseGolden("a\nb\n");
  const std::vector<std::string> lines(20, "x");
  EXPECT_FALSE(IsTooLong(file, Compose(file, {}, {{"run", lines}})));
  EXPECT_TRUE(IsTooLong(file, Compose(file, {}, {{"run", std::vector<std::string>(21, "x")}})));
}

}  // namespace
}  // namespace incent::golden
