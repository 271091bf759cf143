#include <gtest/gtest.h>

#include <string>

#include "tests/unit/syntax/parsing.h"

// What a text means, where the grammar alone does not say it.
namespace incent::syntax {
namespace {

// The value of `let a = TEXT`, printed with only the parentheses it needs.
std::string Value(const std::string& text) {
  const Parsed parsed("let a = " + text);
  EXPECT_EQ(parsed.Codes(), "") << parsed.Text();
  return ast::Print(*parsed.Item("a")->As<ast::Let>()->value);
}

const ast::Expr* ValueOf(const Parsed& parsed) {
  return parsed.Item("a")->As<ast::Let>()->value;
}

TEST(PrecedenceTest, FieldsBindTighterThanSuffixes) {
  const Parsed parsed("let a = base_rate as of Deal.signed_on");
  const auto* as_of = ValueOf(parsed)->As<ast::AsOf>();
  ASSERT_NE(as_of, nullptr);
  EXPECT_TRUE(as_of->date->Is<ast::Member>());
}

TEST(PrecedenceTest, SuffixesBindTighterThanOperators) {
  EXPECT_EQ(Value("(b over month) / (c over year) otherwise 0"), "b over month / c over year otherwise 0");
  const Parsed parsed("let a = -b over month");
  EXPECT_TRUE(ValueOf(parsed)->Is<ast::Negate>());
}

TEST(PrecedenceTest, OtherwiseBindsLooserThanArithmeticAndTighterThanComparison) {
  EXPECT_EQ(Value("((b / c) otherwise 0) > (1 + 2)"), "b / c otherwise 0 > 1 + 2");
}

TEST(PrecedenceTest, NotCoversAComparison) {
  const Parsed parsed("let a = not b == c and d");
  const auto* both = ValueOf(parsed)->As<ast::And>();
  ASSERT_NE(both, nullptr);
  EXPECT_TRUE(both->left->Is<ast::Not>());
}

TEST(PrecedenceTest, AggregatesTakeOnePrimaryAndSuffixesSelectItsLines) {
  const Parsed parsed("let a = count of sales[x] over month");
  const auto* over = ValueOf(parsed)->As<ast::OverWindow>();
  ASSERT_NE(over, nullptr);
  const auto* filtered = over->base->As<ast::Filtered>();
  ASSERT_NE(filtered, nullptr);
  EXPECT_TRUE(filtered->base->Is<ast::Aggregate>());
}

TEST(TreeTest, IsNotPresentIsAbsent) {
  EXPECT_EQ(Value("b is not present"), "b is absent");
}

TEST(TreeTest, WordsOfTheLanguageAreOneInBothLanguages) {
  EXPECT_EQ(Value("days_in(季, 元, 半年)"), "days_in(quarter, CNY, half_year)");
}

TEST(TreeTest, FieldsKeepTheirSpelling) {
  EXPECT_EQ(Value("回款.季 + Deal.month"), "回款.季 + Deal.month");
}

TEST(TreeTest, APayOfOneValueIsAnAmount) {
  const Parsed parsed(InPlan("pay b monthly = 5"));
  const auto* pay = parsed.Item("b")->As<ast::Pay>();
  ASSERT_EQ(pay->clauses.size(), 1U);
  EXPECT_EQ(pay->clauses[0].kind, ast::PayClauseKind::Amount);
}

TEST(TreeTest, ALetWithOneAmountIsItsValue) {
  const Parsed parsed("let a monthly { amount 5 }");
  EXPECT_NE(ValueOf(parsed), nullptr);
  EXPECT_TRUE(parsed.Item("a")->As<ast::Let>()->clauses.empty());
}

TEST(TreeTest, PayClausesKeepTheirOrder) {
  const Parsed parsed(
      InPlan("pay b monthly { amount 5  capped at 3 per year counted from R.d by D.k  when c }"));
  const auto& clauses = parsed.Item("b")->As<ast::Pay>()->clauses;
  ASSERT_EQ(clauses.size(), 3U);
  EXPECT_EQ(clauses[1].kind, ast::PayClauseKind::CappedAt);
  ASSERT_TRUE(clauses[1].per.has_value());
  EXPECT_EQ(clauses[1].per->window.unit, ast::Unit::Year);
  EXPECT_NE(clauses[1].per->window.counted_from, nullptr);
  EXPECT_NE(clauses[1].per->by, nullptr);
  EXPECT_EQ(clauses[2].kind, ast::PayClauseKind::When);
}

TEST(TreeTest, HalfMonthsAreAUnit) {
  const Parsed parsed("let a per half month = b over last 2 half months");
  EXPECT_EQ(parsed.Codes(), "") << parsed.Text();
  EXPECT_EQ(parsed.Item("a")->As<ast::Let>()->grain->unit, ast::Unit::HalfMonth);
}

TEST(TreeTest, FieldsTakeModifiersAndAnyName) {
  const Parsed parsed(
      "data D { key plan \"Plan id\" : text  when : rate digits 4 (0% .. 100%) optional  key : text }");
  EXPECT_EQ(parsed.Codes(), "") << parsed.Text();
  const auto& fields = parsed.Item("D")->As<ast::Data>()->fields;
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_TRUE(fields[0].is_key);
  EXPECT_EQ(fields[0].label, "Plan id");
  EXPECT_EQ(fields[1].digits, 4U);
  EXPECT_TRUE(fields[1].is_optional);
  EXPECT_FALSE(fields[2].is_key);
  EXPECT_EQ(fields[2].name.text, "key");
}

TEST(TreeTest, FunctionsHaveAliasesAndOptionalTypes) {
  const Parsed parsed(
      "## The smaller of two.\nextern fn min alias 最小(a : N, b : N?) : N\n"
      "fn twice(x : number) : number = x * 2\nextern type text alias 文本");
  EXPECT_EQ(parsed.Codes(), "") << parsed.Text();
  const auto* fn = parsed.Item("min")->As<ast::Fn>();
  EXPECT_TRUE(fn->is_extern);
  EXPECT_EQ(fn->alias.text, "最小");
  EXPECT_EQ(fn->doc, "The smaller of two.");
  EXPECT_FALSE(fn->params[0].type.optional);
  EXPECT_TRUE(fn->params[1].type.optional);
  EXPECT_NE(parsed.Item("twice")->As<ast::Fn>()->body, nullptr);
  EXPECT_EQ(parsed.Item("text")->As<ast::ExternType>()->alias.text, "文本");
}

TEST(DocTest, BelongsToTheStatementRightBelow) {
  const Parsed parsed(
      InPlan("## First line.\n##   second\nlet a = 1 ## of a\nlet b = 2\n## lost\n\nlet c = 3"));
  EXPECT_EQ(parsed.Item("a")->doc, "First line.\n  second");
  EXPECT_EQ(parsed.Item("b")->doc, "");
  EXPECT_EQ(parsed.Item("c")->doc, "");
}

TEST(DocTest, TheFileHasTheFirstOneIfABlankLineFollows) {
  EXPECT_EQ(Parsed("incent 1.0\n## About.\n## More.\n\nlet a = 1").file.tree.doc, "About.\nMore.");
  EXPECT_EQ(Parsed("incent 1.0\n## Of a.\nlet a = 1").file.tree.doc, "");
}

TEST(SpanTest, CoverTheirText) {
  const Parsed parsed("let a = 回款.金额 + (b * 2)\n");
  EXPECT_EQ(parsed.sources.Text(ValueOf(parsed)->span), "回款.金额 + (b * 2)");
  const auto* sum = ValueOf(parsed)->As<ast::Binary>();
  EXPECT_EQ(parsed.sources.Text(sum->left->span), "回款.金额");
  EXPECT_EQ(parsed.sources.Text(sum->right->span), "b * 2");
  EXPECT_EQ(parsed.sources.Text(parsed.Item("a")->name.span), "a");
}

TEST(TokenBufferTest, HoldsCommentsAndBlanks) {
  const Parsed parsed("let a = 1 # why\n");
  std::string joined;
  for (const Token& token : parsed.file.tokens.tokens)
    joined += parsed.sources.Text(token.SpanIn(parsed.source.id));
  EXPECT_EQ(joined, parsed.source.text);
}

}  // namespace
}  // namespace incent::syntax
