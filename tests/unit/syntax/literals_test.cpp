#include "compiler/syntax/literals.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/ast/date_spelling.h"
#include "compiler/syntax/near_words.h"

namespace incent::syntax {
namespace {

std::string Read(std::string_view text) {
  NumberText number;
  if (ReadNumber(text, &number) != NumberFault::None) return "fault";
  return number.digits + "e-" + std::to_string(number.scale);
}

TEST(NumberTest, KeepsTheDigitsThatWereWritten) {
  EXPECT_EQ(Read("5"), "5e-0");
  EXPECT_EQ(Read("5.00"), "500e-2");
  EXPECT_EQ(Read("0.05"), "5e-2");
  EXPECT_EQ(Read("007"), "7e-0");
  EXPECT_EQ(Read("0.00"), "0e-2");
}

TEST(NumberTest, SuffixesMoveThePoint) {
  EXPECT_EQ(Read("20k"), "20000e-0");
  EXPECT_EQ(Read("1.5M"), "1500000e-0");
  EXPECT_EQ(Read("120万"), "1200000e-0");
  EXPECT_EQ(Read("1.23456亿"), "123456000e-0");
  EXPECT_EQ(Read("1.2345678M"), "12345678e-1");
}

TEST(NumberTest, UnderscoresStandBetweenDigits) {
  EXPECT_EQ(Read("1_000_000"), "1000000e-0");
  EXPECT_EQ(Read("1_000_"), "fault");
  EXPECT_EQ(Read("1__0"), "fault");
  EXPECT_EQ(Read("1_k"), "fault");
  EXPECT_EQ(Read("1_.5"), "fault");
}

TEST(CountTest, IsAWholeNumberFromOne) {
  EXPECT_EQ(ReadCount("24"), 24U);
  EXPECT_EQ(ReadCount("1_000_000"), 1'000'000U);
  EXPECT_EQ(ReadCount("1_000_001"), std::nullopt);
  EXPECT_EQ(ReadCount("0"), std::nullopt);
  EXPECT_EQ(ReadCount("1.0"), std::nullopt);
  EXPECT_EQ(ReadCount("1k"), std::nullopt);
  EXPECT_EQ(ReadCount("1__2"), std::nullopt);
  EXPECT_EQ(ReadCount("1_"), std::nullopt);
}

TEST(StringTest, EscapesAreApplied) {
  EXPECT_EQ(ReadString(R"("a\"b\\c\nd\te\u{4e2d}")").value, "a\"b\\c\nd\te中");
  EXPECT_EQ(ReadString("“a”").value, "a");
  EXPECT_EQ(ReadString("\"open").value, "open");
}

TEST(StringTest, UnknownEscapesAreNamed) {
  EXPECT_EQ(ReadString(R"("a\q\z")").bad_escape, "\\q");
  EXPECT_EQ(ReadString(R"("\u{}")").bad_escape, "\\u");
  EXPECT_EQ(ReadString(R"("\u{110000}")").bad_escape, "\\u");
  EXPECT_EQ(ReadString(R"("\u{d800}")").bad_escape, "\\u");
  EXPECT_EQ(ReadString("\"\\中\"").bad_escape, "\\中");
}

TEST(NormalizedTest, ComposesCharacters) {
  EXPECT_EQ(Normalized("Cafe\xCC\x81"), "Caf\xC3\xA9");
  EXPECT_EQ(Normalized("销售额"), "销售额");
}

TEST(MomentTest, DayAndTimeExist) {
  EXPECT_TRUE(IsRealMoment("2026-02-28T23:59"));
  EXPECT_TRUE(IsRealMoment("2026-02-28T23:59:59"));
  EXPECT_FALSE(IsRealMoment("2026-02-29T00:00"));
  EXPECT_FALSE(IsRealMoment("2026-02-28T24:00"));
  EXPECT_FALSE(IsRealMoment("2026-02-28T00:60"));
  EXPECT_FALSE(IsRealMoment("2026-02-28T00:00:60"));
}

TEST(DateSpellingTest, KnowsTheUsualSpellings) {
  EXPECT_EQ(ast::RespellDate("2026/1/5"), "2026-01-05");
  EXPECT_EQ(ast::RespellDate("2026.12.31"), "2026-12-31");
  EXPECT_EQ(ast::RespellDate("2026-1"), "2026-01");
  EXPECT_EQ(ast::RespellDate("2026年3月"), "2026-03");
  EXPECT_EQ(ast::RespellDate("2026年3月7日"), "2026-03-07");
  EXPECT_EQ(ast::RespellDate("2026年3月7号"), "2026-03-07");
  EXPECT_EQ(ast::RespellDate("3/31/2026"), "2026-03-31");
  EXPECT_EQ(ast::RespellDate("31/3/2026"), "2026-03-31");
  EXPECT_EQ(ast::RespellDate("31.3.2026"), "2026-03-31");
  EXPECT_EQ(ast::ReadingsOfDate("3/4/2026"), (std::vector<std::string>{"2026-03-04", "2026-04-03"}));
}

TEST(DateSpellingTest, LeavesArithmeticAlone) {
  EXPECT_EQ(ast::RespellDate("2026/1"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("2026.1"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("100-1-5"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("2026-13-1"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("2026-1-32"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("2026/1-5"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("3-4-2026"), std::nullopt);
  EXPECT_EQ(ast::RespellDate("13/13/2026"), std::nullopt);
}

TEST(NearWordsTest, OneSlipInAShortWordTwoInALongOne) {
  EXPECT_TRUE(IsNear("comission", "commission"));
  EXPECT_TRUE(IsNear("pya", "pay"));
  EXPECT_TRUE(IsNear("excpetoin", "exception"));
  EXPECT_TRUE(IsNear("封頂", "封顶"));
  EXPECT_FALSE(IsNear("pay", "pay"));
  EXPECT_FALSE(IsNear("an", "on"));
  EXPECT_FALSE(IsNear("banana", "badge"));
  EXPECT_FALSE(IsNear("甲乙", "封顶"));
}

TEST(NearWordsTest, NamesAreCutAtKeywordsOfTwoCharacters) {
  EXPECT_EQ(CutAtKeywords("按月支付提成")->text, "按月 支付提成");
  EXPECT_EQ(CutAtKeywords("发放提成按月")->text, "发放 提成 按月");
  EXPECT_FALSE(CutAtKeywords("月销售额"));
  EXPECT_FALSE(CutAtKeywords("发放"));
}

}  // namespace
}  // namespace incent::syntax
