#include "runtime/trace/render.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace incent::trace {
namespace {

Quantity Money(std::string text) {
  return {Quantity::State::Value, std::move(text), "CNY", true, false};
}
Quantity Rate(std::string text) {
  return {Quantity::State::Value, std::move(text), "", true, true};
}

TEST(QuantityTextTest, DigitsAreGroupedAndNoneIsLost) {
  EXPECT_EQ(QuantityText(Money("1234567.5"), Language::English), "1,234,567.50 CNY");
  EXPECT_EQ(QuantityText(Money("-1234.000000"), Language::English), "-1,234.00 CNY");
  EXPECT_EQ(QuantityText(Money("-123"), Language::English), "-123 CNY");
  EXPECT_EQ(QuantityText(Money("0.123456789012345678"), Language::English), "0.123456789012345678 CNY");
}

TEST(QuantityTextTest, RatesArePercentages) {
  EXPECT_EQ(QuantityText(Rate("0.065"), Language::English), "6.5 %");
  EXPECT_EQ(QuantityText(Rate("12"), Language::Chinese), "1,200 %");
}

TEST(QuantityTextTest, TextsThatLookLikeNumbersStayAsTheyAre) {
  const Quantity text{Quantity::State::Value, "10001", "", false, false};
  EXPECT_EQ(QuantityText(text, Language::English), "10001");
}

TEST(QuantityTextTest, TruthAbsenceAndErrorsAreWords) {
  const Quantity truth{Quantity::State::Value, "true", "", false, false};
  const Quantity absent{Quantity::State::Absent, "", "", false, false};
  const Quantity error{Quantity::State::Error, "overflow", "", false, false};
  EXPECT_EQ(QuantityText(truth, Language::Chinese), "是");
  EXPECT_EQ(QuantityText(absent, Language::Chinese), "无值");
  EXPECT_EQ(QuantityText(error, Language::English), "error overflow");
}

// A payout with one clause, a tier table and a cell.
Trace Sample() {
  Node cell;
  cell.kind = NodeKind::Cell;
  cell.code = "rowcol";
  cell.label = "Deal.amount";
  cell.value = Money("150.00");
  cell.row = InputRow{"Deal", "d1", "deals.csv", 7};
  Node tiers;
  tiers.kind = NodeKind::Tiers;
  tiers.code = "tier.marginal";
  tiers.value = Money("20.000");
  tiers.bands = {{{}, Money("100.00"), Rate("0.1"), Money("10.000")},
                 {Money("100"), Money("50.00"), Rate("0.2"), Money("10.000")}};
  tiers.blended = Rate("0.133333");
  tiers.children.push_back(cell);
  Node clause;
  clause.kind = NodeKind::Clause;
  clause.code = "apply";
  clause.value = Money("20.00");
  clause.span = SourceSpan{0, 5, 9};
  clause.children.push_back(tiers);
  Trace trace;
  trace.component = "commission";
  trace.participant = "r1";
  trace.period = "2026-01";
  trace.root.kind = NodeKind::Payouts;
  trace.root.code = "commission";
  trace.root.label = "Commission";
  trace.root.value = Money("20.00");
  trace.root.count = 1;
  trace.root.children.push_back(clause);
  return trace;
}

SourceQuote Quote(const SourceSpan& span) {
  return {"plan.incent", static_cast<int>(span.begin), "apply ladder(x)\n  more"};
}

TEST(RenderTextTest, DrawsTheTreeWithBandsAndSources) {
  RenderOptions options;
  options.quote = Quote;
  EXPECT_EQ(RenderText(Sample(), options), R"(Commission = 20.00 CNY
└─ apply ladder(x) … = 20.00 CNY  ⟨plan.incent:5⟩
   └─ marginal tiers = 20.00 CNY
      ├─ first tier: 100.00 CNY × 10 % = 10.00 CNY
      ├─ from 100 CNY: 50.00 CNY × 20 % = 10.00 CNY
      ├─ blended rate: 13.3333 %
      └─ Deal.amount = 150.00 CNY  ← Deal d1, deals.csv:7
)");
}

TEST(RenderTextTest, SumsProductsAndComparisonsAreFormulas) {
  Node left;
  left.kind = NodeKind::Cell;
  left.label = "x";
  left.value = Money("2.00");
  Node right;
  right.kind = NodeKind::Constant;
  right.value = Rate("0.5");
  Trace trace;
  trace.root.kind = NodeKind::Operation;
  trace.root.code = "mul";
  trace.root.value = Money("1.00");
  trace.root.children = {left, right};
  EXPECT_EQ(RenderText(trace, {}), "2.00 CNY × 50 % = 1.00 CNY\n└─ x = 2.00 CNY\n");
  trace.root.code = "cmp.ge";
  trace.root.value = {Quantity::State::Value, "true", "", false, false};
  EXPECT_EQ(RenderText(trace, {Language::Chinese, {}}), "2.00 CNY ≥ 50 %：是\n└─ x = 2.00 CNY\n");
}

TEST(RenderTextTest, AFileIsNamedOnceAndOneWordIsExplained) {
  Node inner;
  inner.kind = NodeKind::Clause;
  inner.code = "round";
  inner.value = Money("1.00");
  inner.span = SourceSpan{0, 9, 10};
  Trace trace;
  trace.root = inner;
  trace.root.code = "=";
  trace.root.span = SourceSpan{0, 3, 4};
  trace.root.children = {inner};
  RenderOptions options;
  options.quote = [](const SourceSpan& span) {
    return SourceQuote{"plan.incent", static_cast<int>(span.begin), "commission"};
  };
  EXPECT_EQ(RenderText(trace, options),
            "commission = 1.00 CNY  ⟨plan.incent:3⟩\n└─ rounded commission = 1.00 CNY  ⟨:9⟩\n");
}

TEST(RenderTextTest, SpeaksChinese) {
  EXPECT_EQ(RenderText(Sample(), {Language::Chinese, {}}), R"(Commission = 20.00 CNY
└─ 套用 = 20.00 CNY
   └─ 超额累进阶梯 = 20.00 CNY
      ├─ 第一档：100.00 CNY × 10 % = 10.00 CNY
      ├─ 自 100 CNY：50.00 CNY × 20 % = 10.00 CNY
      ├─ 综合比率：13.3333 %
      └─ Deal.amount = 150.00 CNY  ← Deal d1, deals.csv:7
)");
}

TEST(RenderTextTest, ControlCharactersOfDataDoNotReachTheTerminal) {
  Trace trace = Sample();
  trace.root.label = "a\x1b[31m\nb";
  EXPECT_EQ(RenderText(trace, {}).substr(0, 20), "a\\u{1b}[31m\\u{a}b = ");
}

// A C1 control, which many terminals obey, and one that turns what follows around.
TEST(RenderTextTest, CharactersThatSteerOrTurnTextsDoNotReachTheTerminal) {
  Trace trace = Sample();
  trace.root.label =
      "a\xC2\x9B"
      "b\xE2\x80\xAE"
      "c";
  EXPECT_EQ(RenderText(trace, {}).substr(0, 23), "a\\u{9b}b\\u{202e}c = 20.");
  const std::string json = RenderJson(trace, {});
  EXPECT_NE(json.find("\"a\\u009bb\\u202ec\""), std::string::npos) << json;
}

TEST(RenderTextTest, SaysWhenNothingIsKnownOrSomethingIsWrong) {
  Trace trace = Sample();
  trace.reproduced = false;
  EXPECT_NE(RenderText(trace, {}).find("INTERNAL ERROR"), std::string::npos);
  trace.found = false;
  EXPECT_EQ(RenderText(trace, {}), "Nothing is known of this payout.\n");
}

TEST(RenderTextTest, EveryKindOfNodeHasItsLine) {
  Node node;
  node.code = "mul";
  node.label = "label";
  node.value = Money("1.00");
  node.before = Money("2.00");
  node.after = Money("3.00");
  node.whole = Money("4.00");
  node.share = Rate("0.5");
  node.chosen = "true";
  node.status = "held";
  node.count = 2;
  node.number = 2;
  node.parts.resize(3);
  const std::pair<NodeKind, const char*> lines[] = {
      {NodeKind::Payouts, "label = 1.00 CNY (2 payouts)"},
      {NodeKind::Payout, "held until its date exists = 1.00 CNY"},
      {NodeKind::Clause, "label: 2.00 CNY → 1.00 CNY"},
      {NodeKind::Definition, "label = 1.00 CNY"},
      {NodeKind::Operation, "label = 1.00 CNY"},
      {NodeKind::Cell, "label = 1.00 CNY"},
      {NodeKind::Constant, "1.00 CNY"},
      {NodeKind::Parameter, "label = 1.00 CNY (since true)"},
      {NodeKind::Sum, "label = 1.00 CNY (2 rows)"},
      {NodeKind::Tiers, "label = 1.00 CNY"},
      {NodeKind::Choice, "label [true] = 1.00 CNY"},
      {NodeKind::Change, "label: 2.00 CNY → 1.00 CNY"},
      {NodeKind::Level, "label: 2.00 CNY → 3.00 CNY = 1.00 CNY"},
      {NodeKind::Line, "label = 1.00 CNY, share 50 % of 4.00 CNY"},
      {NodeKind::Split, "label: 2.00 CNY → 1.00 CNY (part 2 of 3)"},
      {NodeKind::Earlier, "label = 1.00 CNY (see above)"},
      {NodeKind::Omitted, "label = 1.00 CNY (not shown)"},
  };
  for (const auto& [kind, line] : lines) {
    Trace trace;
    trace.root = node;
    trace.root.kind = kind;
    if (kind != NodeKind::Split) trace.root.parts.clear();
    const std::string text = RenderText(trace, {.detail = Detail::Full});
    EXPECT_EQ(text.substr(0, text.find('\n') + 1), std::string(line) + "\n") << NodeKindName(kind);
  }
}

TEST(RenderTextTest, LargestRowsAndTheCauseStandBelow) {
  Trace trace;
  trace.root.kind = NodeKind::Sum;
  trace.root.code = "agg.sum";
  trace.root.value = Money("6.00");
  trace.root.count = 3;
  trace.root.largest = {{"r1", InputRow{"Deal", "d1", "", 0}, "", Money("3.00")},
                        {"r2", {}, "2026-01", Money("2.00")}};
  trace.root.cause = Cause{"bad_cell", "bookings", "d7", {}};
  EXPECT_EQ(RenderText(trace, {}), R"(total = 6.00 CNY (3 rows)
├─ r1, Deal d1: 3.00 CNY
├─ r2 2026-01: 2.00 CNY
├─ and 1 more
└─ because of `bad_cell` in bookings, d7
)");
}

constexpr char kSampleJson[] = R"({
  "schema": 2,
  "component": "commission",
  "participant": "r1",
  "found": true,
  "reproduced": true,
  "shortened": false,
  "period": "2026-01",
  "root": {
    "kind": "payouts",
    "code": "commission",
    "label": "Commission",
    "value": {
      "value": "20.00",
      "unit": "CNY"
    },
    "count": 1,
    "children": [
      {
        "kind": "clause",
        "code": "apply",
        "value": {
          "value": "20.00",
          "unit": "CNY"
        },
        "span": {
          "file": 0,
          "begin": 5,
          "end": 9,
          "path": "plan.incent",
          "line": 5
        },
        "children": [
          {
            "kind": "tiers",
            "code": "tier.marginal",
            "value": {
              "value": "20.000",
              "unit": "CNY"
            },
            "blended": {
              "value": "0.133333",
              "rate": true
            },
            "bands": [
              {
                "part": {
                  "value": "100.00",
                  "unit": "CNY"
                },
                "rate": {
                  "value": "0.1",
                  "rate": true
                },
                "contribution": {
                  "value": "10.000",
                  "unit": "CNY"
                }
              }
            ]
          }
        ]
      }
    ]
  }
}
)";

TEST(RenderJsonTest, HasASchemaVersionAndExactTexts) {
  RenderOptions options;
  options.quote = Quote;
  Trace trace = Sample();
  trace.root.children[0].children[0].children.clear();
  trace.root.children[0].children[0].bands.pop_back();
  EXPECT_EQ(nlohmann::ordered_json::parse(RenderJson(trace, options)).dump(2) + "\n", kSampleJson);
}

TEST(RenderJsonTest, BytesThatAreNoTextDoNotStopIt) {
  Trace trace = Sample();
  trace.root.label = "\xff";
  EXPECT_NE(RenderJson(trace, {}).find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(PhraseTest, UnknownCodesStandForThemselves) {
  EXPECT_EQ(PhraseFor("mul", Language::English), "product");
  EXPECT_EQ(PhraseFor("mul", Language::Chinese), "积");
  EXPECT_EQ(PhraseFor("something else", Language::Chinese), "something else");
  EXPECT_FALSE(HasPhrase("something else"));
}

}  // namespace
}  // namespace incent::trace
