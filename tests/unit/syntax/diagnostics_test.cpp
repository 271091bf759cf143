#include "compiler/syntax/diagnostics.h"

#include <gtest/gtest.h>

#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "tests/unit/syntax/parsing.h"

namespace incent::syntax {
namespace {

// A text, the code of the only message about it, and the text after its fix ("" if it has none).
struct Mistake {
  const char* name;
  const char* code;
  std::string_view text;
  std::string_view repaired;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.text;
}

constexpr Mistake kMistakes[] = {
    {"WordTooMany", "E0101", "let a = b c", ""},
    {"MissingColon", "E0101", "tiers t marginal { from 0 5% }", ""},
    {"MissingFor", "E0101", "plan p Rep { }", ""},
    {"OpenBrace", "E0102", "plan p for R {\n  pay b monthly { amount 1\n  let c = 2\n}",
     "plan p for R {\n  pay b monthly { amount 1 }\n  let c = 2\n}"},
    {"OpenParenthesis", "E0102", "let a = max(1, 2\nlet b = 3", "let a = max(1, 2)\nlet b = 3"},
    {"OpenBracket", "E0102", "let a = b in [1, 2\nlet c = 3", "let a = b in [1, 2]\nlet c = 3"},
    {"OpenBraceAtTheEnd", "E0102", "plan p for R { let a = 1", "plan p for R { let a = 1 }"},
    {"OpenText", "E0103", "let a = \"memo\nlet b = 1", ""},
    {"OpenChineseText", "E0103", "设 甲 = “通知\n设 乙 = 1", ""},
    {"DoubleAmpersand", "E0104", "let a = b && c", "let a = b and c"},
    {"Exclamation", "E0104", "let a = !b", "let a = not b"},
    {"TightAmpersand", "E0104", "let a = b&&c", "let a = b and c"},
    {"Semicolon", "E0104", "let a = 1;\nlet b = 2", "let a = 1\nlet b = 2"},
    {"ChineseFullStop", "E0104", "设 甲 = 1。\n设 乙 = 2", "设 甲 = 1\n设 乙 = 2"},
    {"SingleQuotes", "E0104", "let a = 'new logo'", "let a = \"new logo\""},
    {"At", "E0104", "let a = b @ c", ""},
    {"ZeroWidthSpace", "E0105", "let a\xE2\x80\x8B = 1", "let a = 1"},
    {"BidiInAComment", "E0105", "# \xE2\x80\xAEx\nlet a = 1", "# x\nlet a = 1"},
    {"Nul", "E0105", std::string_view("let a = 1\0", 10), "let a = 1"},
    {"Gbk", "E0106", "let a = \"\xD6\xD0\xB9\xFA\"", ""},
    {"FullWidthDigits", "E0107", "设 甲 = １００ 元", "设 甲 = 100 元"},
    {"FullWidthLetters", "E0107", "let ＡＢ１ = 1", "let AB1 = 1"},
    {"FullWidthDigitInAName", "E0107", "设 档位１ = 1", "设 档位1 = 1"},
    {"Dollar", "E0108", "let a = $100", "let a = 100 USD"},
    {"Yuan", "E0108", "let a = ¥1.5M", "let a = 1.5M CNY"},
    {"EuroAfterTheNumber", "E0108", "let a = 100€", "let a = 100 EUR"},
    {"Thousands", "E0109", "let a = 1,000,000 CNY", "let a = 1_000_000 CNY"},
    {"ThousandsAsArguments", "E0109", "let a = max(1,200)", "let a = max(1_200)"},
    {"StatementRunTogether", "E0110", "方案 p 适用于 R {\n发放提成 按月 = 1 元\n}",
     "方案 p 适用于 R {\n发放 提成 按月 = 1 元\n}"},
    {"GrainRunTogether", "E0110", "方案 p 适用于 R {\n发放 提成按月 = 1 元\n}",
     "方案 p 适用于 R {\n发放 提成 按月 = 1 元\n}"},
    {"MisspelledStatement", "E0111", "plan p for R { crdit c from D { } }",
     "plan p for R { credit c from D { } }"},
    {"MisspelledPhrase", "E0111", "plan p for R { pay a monthly { amount 1 caped at 3 } }",
     "plan p for R { pay a monthly { amount 1 capped at 3 } }"},
    {"MisspelledGrain", "E0111", "let a montly = 1", "let a monthly = 1"},
    {"MisspelledInChinese", "E0111", "方案 p 适用于 R { 发放 甲 按月 { 金额 1 元 封頂 3 元 } }",
     "方案 p 适用于 R { 发放 甲 按月 { 金额 1 元 封顶 3 元 } }"},
    {"EmptyCell", "E0132", "test \"t\" { given R\n  | id | n |\n  | 1 |   |\n  | 2 | 3 |\n}",
     "test \"t\" { given R\n  | id | n |\n  | 1 | - |\n  | 2 | 3 |\n}"},
    {"EmptyFirstCell", "E0132", "test \"t\" { given R\n  | id | n |\n  |   | 1 |\n}",
     "test \"t\" { given R\n  | id | n |\n  | - | 1 |\n}"},
    {"QuestionMark", "E0130", "data R { key id : text  left : date? }",
     "data R { key id : text  left : date optional }"},
    {"OptionalReference", "E0130", "data R { key id : text  lead : R? }",
     "data R { key id : text  lead : R optional }"},
    {"CallForLabels", "E0131", "data R { key id : text  kind : one_of(new, \"old\") }",
     "data R { key id : text  kind : one of \"new\", \"old\" }"},
    {"AssignmentInACondition", "E0112", "let a = if b = 1 then 2 else 3", "let a = if b == 1 then 2 else 3"},
    {"SlashedDate", "E0113", "let a = 2026/1/5", "let a = 2026-01-05"},
    {"DottedDate", "E0113", "let a = 2026.01.05", "let a = 2026-01-05"},
    {"ShortDate", "E0113", "let a = 2026-1-5", "let a = 2026-01-05"},
    {"ShortDay", "E0113", "let a = 2026-01-5", "let a = 2026-01-05"},
    {"ChineseDate", "E0113", "设 甲 = 2026年1月5日", "设 甲 = 2026-01-05"},
    {"ChineseMonth", "E0113", "设 甲 = 2026年11月", "设 甲 = 2026-11"},
    {"ThirtiethOfFebruary", "E0114", "let a = 2026-02-30", ""},
    {"ThirteenthMonth", "E0114", "let a = 2026-13", ""},
    {"TwentyFifthHour", "E0114", "let a = 2026-01-01T25:00", ""},
    {"TwoUnderscores", "E0115", "let a = 1__000", ""},
    {"LastUnderscore", "E0115", "let a = 1_000_", ""},
    {"UnknownEscape", "E0116", "let a = \"C:\\dir\"", ""},
    {"WhenTwice", "E0117", "plan p for R { credit c from D { to R.x when a when b } }", ""},
    {"ModifierTwice", "E0117", "data D { a : text optional optional }", ""},
    {"QuarterTwice", "E0117",
     "plan p for R { scorecard s quarterly { metric m score a weight Q1 50%, Q1 50% } }", ""},
    {"ExceptionWithoutSet", "E0118", "plan p for R { exception e overrides a { when b } }", ""},
    {"FunctionWithoutBody", "E0118", "fn f(x : number) : number", ""},
    {"NarrowTableRow", "E0119", "table t unique { | a | b || c | | 1 || 2 | }", ""},
    {"WideGivenRow", "E0119", "test \"t\" { given D | a | | 1 | 2 | expect true }", ""},
    {"NewerVersion", "E0121", "incent 9.0\nlet a = 1", ""},
    {"KeywordAsName", "E0122", "let plan = 5", "let `plan` = 5"},
    {"KeywordAsLines", "E0122", "plan p for R { pay a per tiers { amount 1 } }",
     "plan p for R { pay a per `tiers` { amount 1 } }"},
    {"FractionOfAMonth", "E0123", "let a = b over last 1.5 months", ""},
    {"TooManyDigits", "E0124", "data D { a : rate digits 19 }", ""},
    {"BraceTooMany", "E0125", "plan p for R { }\n}\nlet a = 1", "plan p for R { }\n\nlet a = 1"},
    {"EmptyPay", "E0126", "plan p for R { pay a monthly { } }", ""},
    {"NoValueBeforeTheNextLine", "E0127", "let a =\nlet b = 1", ""},
    {"NoElse", "E0127", "let a = if b then 1\nlet c = 2", ""},
    {"PlanClosedTooEarly", "E0129", "plan p for R { let a = 1 }\npay b monthly = 1\npay c monthly = 2\n}",
     ""},
    {"OpenName", "E0128", "let `net sales = 5\nlet b = 1", ""},
};

class MistakeTest : public testing::TestWithParam<Mistake> {};

TEST_P(MistakeTest, GetsOneMessageOfItsOwn) {
  const Parsed parsed{std::string(GetParam().text)};
  EXPECT_EQ(parsed.Codes(), GetParam().code) << parsed.Text();
  EXPECT_FALSE(parsed.ChineseText().empty());
}

TEST_P(MistakeTest, ItsFixLeavesNothingToSay) {
  const Parsed parsed{std::string(GetParam().text)};
  if (GetParam().repaired.empty()) {
    EXPECT_TRUE(parsed.diags.entries().front().fixes.empty()) << parsed.Repaired();
    return;
  }
  EXPECT_EQ(parsed.Repaired(), GetParam().repaired);
  EXPECT_EQ(Parsed(parsed.Repaired()).Codes(), "");
}

INSTANTIATE_TEST_SUITE_P(All, MistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& test) { return std::string(test.param.name); });

// Limits are tested in limits_test.cpp.
TEST(SyntaxCatalogueTest, EveryCodeIsProvokedByATest) {
  std::set<std::string_view> provoked;
  for (const Mistake& mistake : kMistakes) provoked.insert(mistake.code);
  for (const diag::DiagnosticKind* kind : AllDiagnostics()) {
    if (kind->code.starts_with("E05")) continue;
    EXPECT_TRUE(provoked.contains(kind->code)) << kind->code;
  }
}

TEST(SyntaxCatalogueTest, CodesAreUnique) {
  std::set<std::string_view> codes;
  for (const diag::DiagnosticKind* kind : AllDiagnostics())
    EXPECT_TRUE(codes.insert(kind->code).second) << kind->code;
}

// ---------------------------------------------------------------- goldens

TEST(SyntaxMessageTest, PointsToTheBraceThatIsNotClosed) {
  const Parsed parsed(InPlan("  pay bonus monthly {\n    amount 100 CNY\n  let b = 1"));
  EXPECT_EQ(parsed.Text(),
            "error[E0102]: `{` is never closed\n"
            "  --> plan.incent:3:21\n"
            "   |\n"
            " 3 |   pay bonus monthly {\n"
            "   |                     ^\n"
            "note: it should end before this\n"
            "  --> plan.incent:5:3\n"
            "   |\n"
            " 5 |   let b = 1\n"
            "   |   ^^^\n"
            "help: insert ` }`\n"
            "\n"
            "1 error\n");
}

TEST(SyntaxMessageTest, SaysInChineseWhatWasExpected) {
  const Parsed parsed("方案 甲 适用于 员工 {\n  阶梯 率 超额累进 { 自 0% 5% }\n}");
  EXPECT_EQ(parsed.ChineseText(),
            "错误[E0101]: 此处是数字“5”，应为“:”或运算符\n"
            "  --> plan.incent:2:20\n"
            "   |\n"
            " 2 |   阶梯 率 超额累进 { 自 0% 5% }\n"
            "   |                            ^\n"
            "\n"
            "1 个错误\n");
}

TEST(SyntaxMessageTest, NamesWhatIsMissingAtTheEndOfALine) {
  const Parsed parsed(InPlan("  let a = 5 *\n  let b = 1"));
  EXPECT_EQ(parsed.Text(),
            "error[E0127]: a value is missing here, before `let`\n"
            "  --> plan.incent:3:14\n"
            "   |\n"
            " 3 |   let a = 5 *\n"
            "   |              ^\n"
            "\n"
            "1 error\n");
}

// ---------------------------------------------------------------- what is no mistake

TEST(NoMistakeTest, FullWidthCommasSeparateListItems) {
  EXPECT_EQ(Parsed("let a = max（1，200）").Codes(), "");
}

TEST(NoMistakeTest, ArithmeticOnYearsIsNoDate) {
  EXPECT_EQ(Parsed("let a = 2026/4 let b = 2026.1").Codes(), "");
}

TEST(NoMistakeTest, ShortGroupsAfterACommaAreArguments) {
  EXPECT_EQ(Parsed("let a = f(1,20)").Codes(), "");
}

TEST(NoMistakeTest, NamesMayContainKeywords) {
  EXPECT_EQ(Parsed("设 月销售额 = 1 设 b = 月销售额 + 1").Codes(), "");
}

TEST(NoMistakeTest, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(Parsed("\xEF\xBB\xBFlet a = 1").Codes(), "");
}

TEST(NoMistakeTest, EscapedInvisibleCharactersAreTexts) {
  const Parsed parsed(R"(let a = "x\u{202e}y")");
  EXPECT_EQ(parsed.Codes(), "");
  const auto* let = parsed.Item("a")->As<ast::Let>();
  EXPECT_EQ(let->value->As<ast::String>()->value, "x\xE2\x80\xAEy");
}

}  // namespace
}  // namespace incent::syntax
