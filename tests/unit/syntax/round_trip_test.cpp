#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "compiler/ast/equal.h"
#include "tests/unit/syntax/parsing.h"

namespace incent::syntax {
namespace {

// Trees of any shape, whether they mean something or not.
class ExprGenerator {
 public:
  ExprGenerator(uint32_t seed, base::Arena& arena) : random_(seed), arena_(arena) {}

  const ast::Expr* Expr(int depth) {
    if (depth == 0) return Leaf();
    switch (Pick(20)) {
      case 0:
        return Call(depth);
      case 1:
        return Member(depth);
      case 2:
        return One(&ast::Aggregate::operand, depth);
      case 3:
        return Two(&ast::Filtered::base, &ast::Filtered::condition, depth);
      case 4:
        return Over(depth);
      case 5:
        return Two(&ast::Across::base, &ast::Across::group, depth);
      case 6:
        return Two(&ast::ByKey::base, &ast::ByKey::key, depth);
      case 7:
        return Two(&ast::AsOf::base, &ast::AsOf::date, depth);
      case 8:
        return Two(&ast::Convert::base, &ast::Convert::currency, depth);
      case 9:
        return One(&ast::Negate::operand, depth);
      case 10:
      case 11: {
        auto* binary = Two(&ast::Binary::left, &ast::Binary::right, depth);
        binary->op = static_cast<ast::BinaryOp>(Pick(4));
        return binary;
      }
      case 12:
        return Two(&ast::Otherwise::value, &ast::Otherwise::fallback, depth);
      case 13: {
        auto* compare = Two(&ast::Compare::left, &ast::Compare::right, depth);
        compare->op = static_cast<ast::CompareOp>(Pick(6));
        return compare;
      }
      case 14:
        return Condition(depth);
      case 15:
        return One(&ast::Not::operand, depth);
      case 16:
        return Two(&ast::And::left, &ast::And::right, depth);
      case 17:
        return Two(&ast::Or::left, &ast::Or::right, depth);
      case 18: {
        auto* choice = Two(&ast::If::condition, &ast::If::then_value, depth);
        choice->else_value = Expr(depth - 1);
        return choice;
      }
      default:
        return Leaf();
    }
  }

 private:
  uint32_t Pick(uint32_t count) { return static_cast<uint32_t>(random_() % count); }

  std::string AnyName() {
    static const std::vector<std::string> kNames = {"a",     "销售额", "net sales", "plan",      "on",
                                                    "month", "CNY",    "x",         "Q1",        "amount",
                                                    "sum",   "方案",   "FY2026",    "half_year", "当"};
    return kNames[Pick(static_cast<uint32_t>(kNames.size()))];
  }

  const ast::Expr* Leaf() {
    switch (Pick(7)) {
      case 0: {
        auto* number = arena_.New<ast::Number>();
        number->digits = std::to_string(Pick(100000));
        number->scale = static_cast<int>(Pick(8));
        number->suffix = static_cast<ast::NumberSuffix>(Pick(6));
        if (number->suffix == ast::NumberSuffix::Unit)
          number->unit = static_cast<ast::Unit>(Pick(ast::kNumUnits));
        if (number->suffix == ast::NumberSuffix::Currency) number->currency = "USD";
        return number;
      }
      case 1: {
        auto* string = arena_.New<ast::String>();
        string->value = "a\"b\\\n“中”";
        return string;
      }
      case 2: {
        auto* date = arena_.New<ast::Date>();
        date->text = "2026-01-31";
        return date;
      }
      case 3: {
        auto* period = arena_.New<ast::Period>();
        period->text = "2026-Q1";
        return period;
      }
      case 4: {
        auto* previous = arena_.New<ast::Previous>();
        previous->name.text = AnyName();
        return previous;
      }
      default: {
        auto* name = arena_.New<ast::Name>();
        name->text = AnyName();
        return name;
      }
    }
  }

  template <typename T>
  T* One(const ast::Expr* T::* operand, int depth) {
    T* node = arena_.New<T>();
    node->*operand = Expr(depth - 1);
    return node;
  }

  template <typename T>
  T* Two(const ast::Expr* T::* left, const ast::Expr* T::* right, int depth) {
    T* node = One(left, depth);
    node->*right = Expr(depth - 1);
    return node;
  }

  const ast::Expr* Call(int depth) {
    auto* call = arena_.New<ast::Call>();
    call->callee.text = AnyName();
    for (uint32_t i = Pick(3); i > 0; --i) call->args.push_back(Expr(depth - 1));
    return call;
  }

  const ast::Expr* Member(int depth) {
    auto* member = One(&ast::Member::base, depth);
    member->member.text = AnyName();
    member->has_args = Pick(3) == 0;
    if (member->has_args) member->args.push_back(Expr(depth - 1));
    return member;
  }

  const ast::Expr* Over(int depth) {
    auto* over = One(&ast::OverWindow::base, depth);
    ast::Window& window = over->window;
    window.kind = static_cast<ast::WindowKind>(Pick(9));
    const auto has_unit = window.kind <= ast::WindowKind::Next;
    if (has_unit) window.unit = static_cast<ast::Unit>(Pick(ast::kNumUnits));
    if (window.kind == ast::WindowKind::ToDate) window.unit = ast::Unit::Quarter;
    if (window.kind == ast::WindowKind::Last || window.kind == ast::WindowKind::Next)
      window.count = 1 + Pick(30);
    if (window.kind == ast::WindowKind::Period) window.period = "2026-H1";
    if (window.kind == ast::WindowKind::Named) window.name.text = AnyName();
    if (window.kind <= ast::WindowKind::ToDate && Pick(2) == 0) window.counted_from = Expr(depth - 1);
    return over;
  }

  const ast::Expr* Condition(int depth) {
    switch (Pick(4)) {
      case 0: {
        auto* presence = One(&ast::Presence::operand, depth);
        presence->present = Pick(2) == 0;
        return presence;
      }
      case 1: {
        auto* in = One(&ast::InList::operand, depth);
        in->negated = Pick(2) == 0;
        in->items = {Expr(depth - 1), Expr(depth - 1)};
        return in;
      }
      case 2: {
        auto* between = Two(&ast::Between::operand, &ast::Between::low, depth);
        between->negated = Pick(2) == 0;
        between->high = Expr(depth - 1);
        return between;
      }
      default: {
        auto* within = Two(&ast::Within::operand, &ast::Within::duration, depth);
        within->start = Expr(depth - 1);
        return within;
      }
    }
  }

  std::mt19937 random_;
  base::Arena& arena_;
};

TEST(RoundTripTest, AnyExpressionIsReadAsItWasPrinted) {
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    base::Arena arena;
    const ast::Expr* expr = ExprGenerator(seed, arena).Expr(static_cast<int>(seed % 5));
    for (const ast::Words words : {ast::Words::English, ast::Words::Chinese}) {
      const std::string printed = ast::Print(*expr, words);
      const Parsed parsed("let root = " + printed);
      ASSERT_EQ(parsed.Codes(), "") << "seed " << seed << "\n" << parsed.Text();
      ASSERT_TRUE(ast::Equal(*expr, *parsed.Item("root")->As<ast::Let>()->value))
          << "seed " << seed << ": " << printed;
    }
  }
}

// Every kind of statement and clause, with what the examples lack.
constexpr std::string_view kEverything = R"(incent 1.0

## What the file is about.

use std.calendar as cal
use "shared/org.incent" as org
extern type text alias 文本
## Doc of a function.
extern fn f alias 函 (a : N, b : T?) : number?
fn g() : money CNY = 5 CNY
data D "Label" source "d.csv" {
  key id "Id" : text
  kind : one of "a", "b, \"c\"" optional dated hierarchy
  price : money CNY digits 4 (0 .. 1M)
  `two words` : money
  ref : other.Dataset
}
calendar { year_starts : 2 }
calendar fiscal { phase1 : 2026-01-01 .. 2026-03-01 `month` : 3 }
plan p "Plan" for D as R where R.x == 1 {
  effective 2026-01-01
  version "1" replaces "0"
  currency (R.a otherwise R.b)
  pays per half month
  round 0.01 CNY toward zero
  round 1 half down
  let a = 1
  measure b "B" per week { amount 1  round 0.1 away from zero  at least 5 per plan  capped at 9 per phase1 }
  gate c per D = true
  carry k yearly starts 0 = previous k + 1
  param r : one of "x", "y" { from 2026-01-01 : "x" }
  tiers t1 marginal on output { from 0 : 1  above 5 : 2 }
  tiers t2 interpolated adding up relative to a { below 1 : 0  from 1 : 2 }
  tiers t3 retroactive { each S.x[S.y == 1] above S.lower : S.rate }
  table u collect sum { | a | b || o1 | o2 | | - | not 1, -2, x.y || 1 | 2 | | != 5 | not 1 .. 2 || 3 | 4 | }
  table v any { | a || o | | any || 1 | }
  credit cr from q as z { to R.x weight 5 if c  to R.y share rest  shares total 100% per R.deal  on 2026-01-01 }
  credit cr2 from pay2 { when c  to R.y share 5% }
  pay pay2 per last cr[x] across everyone() by R.a, R.b over 2026-Q1 {
    apply t1(a over year to date) going forward
    entitled a per quarter by R.a
    spread over 12 months
    on R.d
    to R.x share 50%
    prorated by 1 / 2
  }
  badge bd per day when true
  exception e overrides a before e2, e3 { from 2026-01-01 until 2026-02-01 when c set 5 because "why" }
  clawback cl of pay2, x { when c  on R.d  recompute }
  draw d2 monthly { recover from pay2, x }
  draw d3 monthly { amount 1  when c  prorated by 2  recover 50% from pay2  until R.x }
  contest co over last 3 weeks frozen {
    among R.x where c  when c  rank by a ascending, b descending  ties forbidden  prize 1 : 1  prize 2 .. 3 : 2
  }
  scorecard s quarterly { missing redistributed  metric m "M" score 1 weight 50%  metric n score 2 weight Q1 5%, Q4 6% }
  overlay o "O" where c { let inner = 2 }
  amendment am from 2026-05-01 until 2026-06-01 { pay late monthly = 5 }
  assert as1 "L" : a > 1
  guardrail gu : a < 1
  property p1 : raising a never raises b
  property p2 : shuffling D never changes a
  property p3 "Law" : a == b
}
test "t" for p {
  given D | id | `two words` | | "1" | - | | "2" | -5 CNY |
  close 2026-01
  close 2026-01-31
  expect not (a == 2026-01-01T09:30) and b in [1, 2] and x.y("1").z() is absent
}
)";

TEST(RoundTripTest, EveryStatementIsReadAsItWasPrinted) {
  const Parsed parsed{std::string(kEverything)};
  ASSERT_EQ(parsed.Codes(), "") << parsed.Text();
  for (const ast::Words words : {ast::Words::English, ast::Words::Chinese}) {
    const std::string printed = ast::Print(parsed.file.tree, words);
    const Parsed again(printed);
    EXPECT_EQ(again.Codes(), "") << again.Text();
    EXPECT_TRUE(ast::Equal(parsed.file.tree, again.file.tree)) << printed;
  }
}

TEST(RoundTripTest, EveryKindOfNodeOccurs) {
  const Parsed parsed{std::string(kEverything)};
  std::vector<bool> items(64);
  ast::WalkTree(parsed.file.tree,
                ast::Overloaded{[&](const ast::Item& item) { items[static_cast<size_t>(item.kind)] = true; },
                                [](const ast::Node&) {}});
#define INCENT_ITEM(name)                                                                             \
  EXPECT_TRUE(items[static_cast<size_t>(ast::ItemKind::name)] || std::string_view(#name) == "Broken") \
      << #name;
#include "compiler/ast/nodes.def"
}

}  // namespace
}  // namespace incent::syntax
