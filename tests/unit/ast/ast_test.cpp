#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "compiler/ast/equal.h"
#include "compiler/ast/file.h"
#include "compiler/ast/node_map.h"
#include "compiler/ast/print.h"
#include "compiler/ast/walk.h"
#include "compiler/ast/words.h"

namespace incent::ast {
namespace {

const Name* MakeName(base::Arena& arena, const std::string& text) {
  auto* name = arena.New<Name>();
  name->text = text;
  return name;
}

const Number* MakeNumber(base::Arena& arena, const std::string& digits, int scale = 0) {
  auto* number = arena.New<Number>();
  number->digits = digits;
  number->scale = scale;
  return number;
}

const Binary* MakeBinary(base::Arena& arena, BinaryOp op, const Expr* left, const Expr* right) {
  auto* binary = arena.New<Binary>();
  binary->op = op;
  binary->left = left;
  binary->right = right;
  return binary;
}

// ---------------------------------------------------------------- reflection

// No field of T may be missing in kFields: between two listed fields there is less than a word.
template <typename T, size_t kBaseSize>
void ExpectAllFieldsListed(const char* name) {
  const T object;
  std::vector<std::pair<size_t, size_t>> ranges = {{0, kBaseSize}};
  const auto add = [&](const auto& field) {
    const auto offset =
        static_cast<size_t>(reinterpret_cast<const char*>(&field) - reinterpret_cast<const char*>(&object));
    ranges.push_back({offset, offset + sizeof(field)});
  };
  std::apply([&](auto... members) { (add(object.*members), ...); }, T::kFields);
  ranges.push_back({sizeof(T), sizeof(T)});
  std::sort(ranges.begin(), ranges.end());
  for (size_t i = 1; i < ranges.size(); ++i) {
    EXPECT_LT(static_cast<std::ptrdiff_t>(ranges[i].first - ranges[i - 1].second), 8)
        << name << " has an unlisted field at byte " << ranges[i - 1].second;
  }
}

TEST(FieldsTest, EveryExpressionListsAllItsFields) {
#define INCENT_EXPR(name) ExpectAllFieldsListed<ast::name, sizeof(Expr)>(#name);
#include "compiler/ast/nodes.def"
}

TEST(FieldsTest, EveryItemListsAllItsFields) {
#define INCENT_ITEM(name) ExpectAllFieldsListed<ast::name, sizeof(Item)>(#name);
#include "compiler/ast/nodes.def"
}

TEST(FieldsTest, EveryPartListsAllItsFields) {
#define EXPECT_PART(name) ExpectAllFieldsListed<name, sizeof(Node)>(#name)
  EXPECT_PART(Window);
  EXPECT_PART(TypeRef);
  EXPECT_PART(RoundSpec);
  EXPECT_PART(Grain);
  EXPECT_PART(PerWindow);
  EXPECT_PART(PayClause);
  EXPECT_PART(Field);
  EXPECT_PART(CalendarEntry);
  EXPECT_PART(FnParam);
  EXPECT_PART(GivenRow);
  EXPECT_PART(TestStep);
  EXPECT_PART(ParamValue);
  EXPECT_PART(TierRow);
  EXPECT_PART(CellTest);
  EXPECT_PART(TableRow);
  EXPECT_PART(CreditTo);
  EXPECT_PART(RankKey);
  EXPECT_PART(Prize);
  EXPECT_PART(QuarterWeight);
  EXPECT_PART(Metric);
  EXPECT_PART(Use);
#undef EXPECT_PART
}

// ---------------------------------------------------------------- walking, side tables, equality

TEST(WalkTest, VisitsParentsBeforeChildrenInFieldOrder) {
  base::Arena arena;
  auto* call = arena.New<Call>();
  call->callee.text = "min";
  call->args = {MakeName(arena, "a"),
                MakeBinary(arena, BinaryOp::Add, MakeName(arena, "b"), MakeName(arena, "c"))};
  std::string order;
  WalkTree(static_cast<const Expr&>(*call), Overloaded{[&](const Ident& ident) { order += ident.text + " "; },
                                                       [&](const Expr& expr) {
                                                         const Name* name = expr.As<Name>();
                                                         order += name != nullptr ? name->text + " " : "( ";
                                                       },
                                                       [](const Node&) {}});
  EXPECT_EQ(order, "( min a ( b c ");
}

TEST(WalkTest, AbsentChildrenAreNotVisited) {
  const Credit credit;
  int count = 0;
  ForEachChild(static_cast<const Item&>(credit), [&](const auto&) { ++count; });
  EXPECT_EQ(count, 0);
}

TEST(NodeMapTest, KeepsFactsPerFile) {
  NodeMap<int> facts;
  facts.Set({1, 5}, 15);
  facts.Set({0, 5}, 5);
  EXPECT_EQ(facts[(NodeId{1, 5})], 15);
  EXPECT_EQ(facts[(NodeId{0, 5})], 5);
  EXPECT_EQ(facts.Find({0, 4}), nullptr);
  EXPECT_EQ(facts.Find({2, 0}), nullptr);
}

TEST(NodeMapDeathTest, AMissingFactIsAnInternalError) {
  NodeMap<int> facts;
  EXPECT_DEATH((void)facts[(NodeId{0, 0})], "no fact about this node");
}

TEST(EqualTest, IdsAndSpansDoNotMatter) {
  base::Arena arena;
  Name a = *MakeName(arena, "rate");
  Name b = a;
  b.id = {3, 4};
  b.span.end = 9;
  EXPECT_TRUE(Equal(static_cast<const Expr&>(a), b));
  b.text = "quota";
  EXPECT_FALSE(Equal(static_cast<const Expr&>(a), b));
}

TEST(EqualTest, ProseMattersUnlessIgnored) {
  Exception a;
  a.label = "Grosskunden";
  a.because = "memo 1";
  Exception b;
  b.because = "memo 2";
  EXPECT_FALSE(Equal(static_cast<const Item&>(a), b));
  EXPECT_TRUE(Equal(static_cast<const Item&>(a), b, {.ignore_prose = true}));
  b.name.text = "other";
  EXPECT_FALSE(Equal(static_cast<const Item&>(a), b, {.ignore_prose = true}));
}

// ---------------------------------------------------------------- printing

TEST(PrintTest, ParenthesesStandOnlyWhereNeeded) {
  base::Arena arena;
  const Expr* a = MakeName(arena, "a");
  const Expr* b = MakeName(arena, "b");
  const Expr* c = MakeName(arena, "c");
  const auto sum = MakeBinary(arena, BinaryOp::Add, a, b);
  EXPECT_EQ(Print(*MakeBinary(arena, BinaryOp::Multiply, sum, c)), "(a + b) * c");
  EXPECT_EQ(Print(*MakeBinary(arena, BinaryOp::Subtract, sum, c)), "a + b - c");
  EXPECT_EQ(Print(*MakeBinary(arena, BinaryOp::Subtract, c, sum)), "c - (a + b)");
}

TEST(PrintTest, NumbersAreWrittenOut) {
  base::Arena arena;
  EXPECT_EQ(Print(*MakeNumber(arena, "5")), "5");
  EXPECT_EQ(Print(*MakeNumber(arena, "5", 2)), "0.05");
  EXPECT_EQ(Print(*MakeNumber(arena, "12345", 2)), "123.45");
  EXPECT_EQ(Print(*MakeNumber(arena, "0", 3)), "0.000");
}

TEST(PrintTest, TheLanguageTranslatesItsOwnWordsOnly) {
  base::Arena arena;
  Presence presence;
  presence.operand = MakeName(arena, "churned_on");
  EXPECT_EQ(Print(presence, Words::English), "churned_on is present");
  EXPECT_EQ(Print(presence, Words::Chinese), "churned_on 是 有值");
}

TEST(SpellNameTest, QuotesWhatWouldNotBeReadAsTheName) {
  EXPECT_EQ(SpellName("commission", NamePlace::Value), "commission");
  EXPECT_EQ(SpellName("销售额", NamePlace::Value), "销售额");
  EXPECT_EQ(SpellName("net sales", NamePlace::Value), "`net sales`");
  EXPECT_EQ(SpellName("plan", NamePlace::Value), "`plan`");
  EXPECT_EQ(SpellName("方案", NamePlace::Value), "`方案`");
  EXPECT_EQ(SpellName("Q1", NamePlace::Value), "`Q1`");
  EXPECT_EQ(SpellName("FY2026", NamePlace::Value), "`FY2026`");
  EXPECT_EQ(SpellName("output", NamePlace::Value), "`output`");
  EXPECT_EQ(SpellName("2nd", NamePlace::Value), "`2nd`");
}

TEST(SpellNameTest, WordsThatMayBeNamesStayExceptForLines) {
  EXPECT_EQ(SpellName("amount", NamePlace::Value), "amount");
  EXPECT_EQ(SpellName("amount", NamePlace::Plain), "`amount`");
  EXPECT_EQ(SpellName("month", NamePlace::Value), "month");
  EXPECT_EQ(SpellName("CNY", NamePlace::Value), "CNY");
  EXPECT_EQ(SpellName("CNY", NamePlace::Plain), "`CNY`");
}

TEST(SpellNameTest, FieldsMayBeCalledAnything) {
  EXPECT_EQ(SpellName("plan", NamePlace::Member), "plan");
  EXPECT_EQ(SpellName("日期", NamePlace::Member), "日期");
  EXPECT_EQ(SpellName("won on", NamePlace::Member), "`won on`");
}

TEST(SpellStringTest, EscapesQuotesBackslashesAndLineEnds) {
  EXPECT_EQ(SpellString("a\"b\\c\nd\te"), "\"a\\\"b\\\\c\\nd\\te\"");
}

}  // namespace
}  // namespace incent::ast
