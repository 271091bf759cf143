#include <gtest/gtest.h>

#include <string>

#include "tests/unit/syntax/parsing.h"

// One mistake, one message, and every other statement is still parsed.
namespace incent::syntax {
namespace {

TEST(RecoveryTest, OtherStatementsOfThePlanAreComplete) {
  const Parsed parsed(InPlan("let a = 1\npay b monthly = * 5\nlet c = 2"));
  EXPECT_EQ(parsed.Codes(), "E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("a")->Is<ast::Let>());
  EXPECT_TRUE(parsed.Item("c")->Is<ast::Let>());
}

TEST(RecoveryTest, ABrokenStatementKeepsItsName) {
  const Parsed parsed(InPlan("pay b monthly = * 5"));
  ASSERT_NE(parsed.Item("b"), nullptr);
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Broken>());
}

TEST(RecoveryTest, EveryMistakeOfAPlanIsReported) {
  const Parsed parsed(InPlan("let a = * 1\nlet b = 2\nlet c = ) 3\nlet d = (4\nlet e = 5 5\nlet f = 6"));
  EXPECT_EQ(parsed.Codes(), "E0101 E0125 E0102 E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Let>());
  EXPECT_TRUE(parsed.Item("f")->Is<ast::Let>());
}

TEST(RecoveryTest, AMistakeInAClauseSkipsToTheNextClause) {
  const Parsed parsed(InPlan("pay a monthly { amount 5 5  when * 3  capped at 9 }\nlet b = 1"));
  EXPECT_EQ(parsed.Codes(), "E0101 E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Let>());
}

TEST(RecoveryTest, AMistakeInTheHeadOfAPlanKeepsItsStatements) {
  const Parsed parsed("plan p for { let a = * 1 }\nlet b = 2");
  EXPECT_EQ(parsed.Codes(), "E0101 E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("p")->Is<ast::Broken>());
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Let>());
}

TEST(RecoveryTest, AMissingBraceAtTheEndLosesNothing) {
  const Parsed parsed("plan p for R { let a = 1  pay b monthly { amount 1 }");
  EXPECT_EQ(parsed.Codes(), "E0102") << parsed.Text();
  EXPECT_TRUE(parsed.Item("p")->Is<ast::Plan>());
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Pay>());
}

TEST(RecoveryTest, AMissingBraceInsideLosesNothing) {
  const Parsed parsed(InPlan("credit c from D { to D.rep\npay b monthly { amount 1 }"));
  EXPECT_EQ(parsed.Codes(), "E0102") << parsed.Text();
  EXPECT_TRUE(parsed.Item("c")->Is<ast::Credit>());
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Pay>());
}

TEST(RecoveryTest, UnknownBlocksAreSkippedAsAWhole) {
  const Parsed parsed(InPlan("frobnicate x { let y = 1 { pay } }\nlet a = 1"));
  EXPECT_EQ(parsed.Codes(), "E0101") << parsed.Text();
  EXPECT_EQ(parsed.Item("y"), nullptr);
  EXPECT_TRUE(parsed.Item("a")->Is<ast::Let>());
}

TEST(RecoveryTest, AFieldWithoutColonSpoilsNoOther) {
  const Parsed parsed("data D { a text  key : text  b ; number  key c : date }\ndata E { x : text }");
  EXPECT_EQ(parsed.Codes(), "E0153 E0104") << parsed.Text();
  EXPECT_TRUE(parsed.Item("E")->Is<ast::Data>());
}

TEST(RecoveryTest, AMisplacedKeywordDoesNotEndTheBlock) {
  const Parsed parsed(InPlan("param r : rate { from pays : 1% }\npay b monthly = 1"));
  EXPECT_EQ(parsed.Codes(), "E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Pay>());
}

TEST(RecoveryTest, ADatasetWithoutItsBraceEndsBeforeTheNextDeclaration) {
  const Parsed parsed("data D {\n  a : text\nplan p for D {\n  let a = 1\n}\n");
  EXPECT_EQ(parsed.Codes(), "E0102") << parsed.Text();
  EXPECT_EQ(parsed.diags.entries()[0].span->begin, 7U);
}

TEST(RecoveryTest, AWrongHeadOfATableIsReportedOnce) {
  const Parsed parsed("table t unique { | a || b | | 1 | 2 || 3 | | 4 | 5 || 6 | | 7 || 8 | }");
  EXPECT_EQ(parsed.Codes(), "E0119") << parsed.Text();
  EXPECT_EQ(parsed.Item("t")->As<ast::Table>()->rows.size(), 1U);
}

TEST(RecoveryTest, KeywordsAfterADotAreFields) {
  const Parsed parsed(InPlan("let a = * Deal.pay + Deal.let\nlet b = 1"));
  EXPECT_EQ(parsed.Codes(), "E0101") << parsed.Text();
  EXPECT_TRUE(parsed.Item("b")->Is<ast::Let>());
}

TEST(RecoveryTest, AMistakeInOneTestLeavesTheOthers) {
  const Parsed parsed("test \"a\" { given D | x | | 1 2 | expect 1 == 1 }\ntest \"b\" { expect true }");
  EXPECT_EQ(parsed.Codes(), "E0101") << parsed.Text();
  ASSERT_EQ(parsed.file.tree.items.size(), 2U);
  EXPECT_TRUE(parsed.file.tree.items[0]->Is<ast::Broken>());
  EXPECT_TRUE(parsed.file.tree.items[1]->Is<ast::Test>());
}

TEST(RecoveryTest, AnUnclosedTextSilencesWhatFollowsFromIt) {
  const Parsed parsed(InPlan("exception e overrides a { when b  set 1  because \"memo }\nlet c = 1"));
  EXPECT_EQ(parsed.Codes(), "E0103") << parsed.Text();
}

TEST(RecoveryTest, ATreeIsAlwaysReturned) {
  for (const std::string text :
       {"", "}", "plan", "plan p for", "plan p for R {", "let", "{{{", "|", "test \"x\" {", "data D {",
        "data D { key", "fn", "extern", "use", "incent", "\"", "let a = if", "plan p for R { tiers t",
        "plan p for R { contest c over month { rank by"}) {
    const Parsed parsed(text);
    EXPECT_EQ(parsed.Codes().empty(), text.empty()) << text;
    EXPECT_NO_FATAL_FAILURE(ast::Print(parsed.file.tree));
  }
}

}  // namespace
}  // namespace incent::syntax
