#include <gtest/gtest.h>

#include <string>

#include "compiler/base/limits.h"
#include "tests/unit/syntax/parsing.h"

// At a limit all is well; one beyond it is a message and no crash.
namespace incent::syntax {
namespace {

std::string Times(size_t count, std::string_view text) {
  std::string result;
  result.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string Parentheses(size_t count) {
  return "let a = " + Times(count, "(") + "1" + Times(count, ")");
}
std::string Minuses(size_t count) {
  return "let a = " + Times(count, "- ") + "1";
}
std::string Ifs(size_t count) {
  return "let a = " + Times(count, "if b then c else ") + "d";
}
std::string Nots(size_t count) {
  return "let a = 1" + Times(count, " == not b");
}
std::string Sum(size_t count) {
  return "let a = 1" + Times(count, " + 1");
}
std::string Members(size_t count) {
  return "let a = b" + Times(count, ".c");
}
std::string Overlays(size_t count) {
  return "plan p for R {" + Times(count - 1, "overlay o {") + Times(count - 1, "}") + "}";
}

// `build(n)` has n of what is limited.
template <typename Build>
void ExpectLimit(size_t limit, std::string_view code, Build build) {
  for (const size_t count : {limit - 1, limit}) EXPECT_EQ(Parsed(build(count)).Codes(), "") << count;
  for (const size_t count : {limit + 1, limit * 2, limit * 50})
    EXPECT_EQ(Parsed(build(count)).Codes(), code) << count;
}

TEST(LimitTest, Brackets) {
  ExpectLimit(base::kMaxBracketDepth, "E0503", Parentheses);
}
TEST(LimitTest, Blocks) {
  ExpectLimit(base::kMaxBracketDepth, "E0503", Overlays);
}
TEST(LimitTest, PrefixRun) {
  ExpectLimit(base::kMaxPrefixRun, "E0504", Minuses);
}
TEST(LimitTest, NestedIfs) {
  ExpectLimit(base::kMaxNestingWords, "E0504", Ifs);
}
TEST(LimitTest, NestedNots) {
  ExpectLimit(base::kMaxNestingWords, "E0504", Nots);
}
TEST(LimitTest, Operators) {
  ExpectLimit(base::kMaxOperators, "E0505", Sum);
}
TEST(LimitTest, Fields) {
  ExpectLimit(base::kMaxOperators, "E0505", Members);
}

TEST(LimitTest, Names) {
  ExpectLimit(base::kMaxNameLength, "E0506",
              [](size_t count) { return "let " + Times(count, "额") + " = 1"; });
  ExpectLimit(base::kMaxNameLength, "E0506",
              [](size_t count) { return "let `" + Times(count, "+") + "` = 1"; });
}

TEST(LimitTest, DigitsOfANumber) {
  ExpectLimit(base::kMaxNumberDigits, "E0507", [](size_t count) { return "let a = " + Times(count, "9"); });
  ExpectLimit(base::kMaxNumberScale, "E0507", [](size_t count) { return "let a = 1." + Times(count, "9"); });
}

TEST(LimitTest, APercentageHasTwoMoreDigitsAsAFraction) {
  ExpectLimit(base::kMaxNumberScale - 2, "E0507",
              [](size_t count) { return "let a = 1." + Times(count, "9") + "%"; });
}

TEST(LimitTest, ASuffixCountsItsZeros) {
  EXPECT_EQ(Parsed("let a = " + Times(30, "9") + "亿").Codes(), "");
  EXPECT_EQ(Parsed("let a = " + Times(31, "9") + "亿").Codes(), "E0507");
  EXPECT_EQ(Parsed("let a = 0." + Times(24, "9") + "M").Codes(), "");
}

TEST(LimitTest, Strings) {
  const size_t quotes = 2;
  EXPECT_EQ(Parsed("let a = \"" + Times(base::kMaxStringBytes - quotes, "x") + "\"").Codes(), "");
  EXPECT_EQ(Parsed("let a = \"" + Times(base::kMaxStringBytes - quotes + 1, "x") + "\"").Codes(), "E0508");
}

TEST(LimitTest, Files) {
  const std::string text = "let a = 1 #";
  EXPECT_EQ(Parsed(text + Times(base::kMaxFileBytes - text.size(), "x")).Codes(), "");
  EXPECT_EQ(Parsed(text + Times(base::kMaxFileBytes - text.size() + 1, "x")).Codes(), "E0501");
}

TEST(LimitTest, Tokens) {
  const size_t statement = 4;  // `let a = 1`
  const std::string text = Times(base::kMaxTokens / statement, "let a=1\n");
  EXPECT_EQ(Parsed(text).Codes(), "");
  EXPECT_EQ(Parsed(text + "1").Codes(), "E0502");
}

TEST(LimitTest, OperatorsOfOneStatementDoNotCountForTheNext) {
  EXPECT_EQ(Parsed(Sum(1000) + "\n" + Sum(1000)).Codes(), "");
  const std::string head = "plan p for R { ";
  for (const char* statement : {"assert a : b < 1 ", "guardrail a : b < 1 ", "property a : b < 1 "})
    EXPECT_EQ(Parsed(head + Times(1000, statement) + Times(1000, statement) + "}").Codes(), "") << statement;
}

}  // namespace
}  // namespace incent::syntax
