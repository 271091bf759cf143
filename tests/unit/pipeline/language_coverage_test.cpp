#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/check/session.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/library.h"
#include "compiler/syntax/parse.h"
#include "tests/support/memory_loader.h"

// Everything that can be written is either checked, or refused by name, or has a diagnostic of its own. A
// kind of node without a sample does not compile, or fails.
namespace incent::pipeline {
namespace {

using check::Refused;

constexpr std::string_view kData = R"(incent 1.0
data Rep {
  key id : text   team : text   boss : Rep optional   hired_on : date   left_on : date optional
  quota : money CNY (0 .. 100M)   level : number dated   up : Rep hierarchy optional
}
data Deal {
  key id : text   rep : Rep   amount : money CNY (0 .. 1M)   won_on : date   paid_on : date optional
  kind : one of "new", "renewal"   booked_at : timestamp   spend : money
}
data Rate { key team : text   rate : rate }
)";
constexpr std::string_view kPlan = R"(
plan p for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  CNY
  pays      monthly
  round     0.01 CNY half up
  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  tiers ladder marginal { from 0 CNY : 5%  from 100 CNY : 8% }
)";

// Statements of a plan, and declarations beside it, with what becomes of them.
struct Sample {
  std::string_view in_plan;
  std::string_view beside;
  std::optional<Refused> refused;
  std::string_view code;  // of the only error; empty: checked, or refused

  std::string Text() const {
    return std::string(kData) + std::string(beside) + std::string(kPlan) + std::string(in_plan) + "\n}\n";
  }
};

constexpr Sample Checked(std::string_view in_plan, std::string_view beside = "") {
  return {in_plan, beside, std::nullopt, ""};
}
constexpr Sample Refusal(Refused refused, std::string_view in_plan, std::string_view beside = "") {
  return {in_plan, beside, refused, ""};
}
constexpr Sample Wrong(std::string_view code, std::string_view in_plan, std::string_view beside = "") {
  return {in_plan, beside, std::nullopt, code};
}

// By the names of compiler/check/refused.def.
namespace refused {
#define REFUSAL(name, ...) constexpr Sample name = Refusal(Refused::name, __VA_ARGS__)
REFUSAL(Carry, "carry a monthly starts 0 CNY = 5 CNY");
REFUSAL(Previous, "let a monthly = previous b  let b monthly = 5");
REFUSAL(Draw, "draw d monthly { amount 5 CNY }");
REFUSAL(Contest, "contest c over month { rank by 1 descending }");
REFUSAL(Scorecard, "scorecard s monthly { metric m score 1 weight 100% }");
REFUSAL(Amendment, "amendment mid from 2026-06-01 { let a = 1 }");
REFUSAL(Overlay, "overlay mid from 2026-06-01 { let a = 1 }");
REFUSAL(Conversion, "let a = 5 USD converted to CNY");
REFUSAL(DatedField, "let a = Rep.level");
REFUSAL(HierarchyField, "let a = Rep.up.team");
REFUSAL(Under, "let a monthly = bookings across under(Rep) over month");
REFUSAL(ByKey, "let a monthly = bookings by Deal.kind over month");
REFUSAL(AcrossInGrain, R"(let a per bookings[Deal.kind == "new"] = 5)");
REFUSAL(LastInGrain, "let a per last bookings over month = 5");
REFUSAL(OnOutput, "tiers t marginal on output { from 0 CNY : 5% }");
REFUSAL(EachRows, "tiers t marginal { each Rate from 0 CNY : Rate.rate }");
REFUSAL(ClawbackOfParts,
        "pay c per bookings { amount 5 CNY  spread over 3 months }  clawback b of c { when true  "
        "on Deal.won_on  recover 100% }");
REFUSAL(Recompute, "pay c per bookings = bookings * 5%  clawback b of c { recompute }");
REFUSAL(CreditFromCredit, "credit c from bookings { to Deal.rep  on Deal.won_on  amount Deal.amount }");
REFUSAL(ShareRest, "credit c from Deal { to Deal.rep share rest  on Deal.won_on  amount Deal.amount }");
REFUSAL(SharesPer,
        "credit c from Deal { to Deal.rep share 100%  shares total 100% per Deal.id  on Deal.won_on  amount "
        "Deal.amount }");
REFUSAL(Timestamp, "let a = 2026-01-01T09:30");
REFUSAL(CurrencyPerRow, "credit c from Deal { to Deal.rep  on Deal.won_on  amount Deal.spend }");
REFUSAL(CurrencyField, "",
        "plan q for Rep { effective 2026-01-01  currency Rep.team  pays monthly  round 0.01 half up }");
REFUSAL(Close, "", R"(test "t" for p { close 2026-03  expect 1 == 1 })");
REFUSAL(CountedFrom, "let a monthly = bookings over year to date counted from Rep.hired_on");
REFUSAL(NextWindow, "let a monthly = bookings over next 7 days");
REFUSAL(NamedWindow, "let a monthly = bookings over phase", "calendar { phase : 2026-01-01 .. 2026-03-01 }");
REFUSAL(FiscalCalendar, "", "calendar { year_starts : 2 }");
REFUSAL(DatasetFold, "let a monthly = count of Deal over month");
REFUSAL(AsOfValue, "let a = Rep.quota as of 2026-01-01");
REFUSAL(BareFilter, "let a per bookings = bookings[true]");
REFUSAL(AggregateOfNow, "let a monthly = sum of b  let b monthly = 5 CNY");
REFUSAL(LinesAcross, "let a monthly = bookings across everyone()");
REFUSAL(PeriodsAtLine, "let b monthly = bookings over month  let a per bookings = b over year to date");
REFUSAL(LastHalfMonths, "let a per half month = bookings over last 2 half months");
REFUSAL(PerOtherWindow, "pay c monthly { amount 5 CNY  capped at 9 CNY per all time }");
REFUSAL(GrainWindow, "let a per first bookings over year to date = 5");
REFUSAL(ImportAlias, "", R"(use "other.incent" as o)");
REFUSAL(OtherPlan, "let a = p.b  let b = 1");
REFUSAL(UserFunction, "", "fn twice(a : N) : N = a + a");
REFUSAL(DurationValue, "let a = 30 days");
REFUSAL(CapBy, "pay c monthly { amount 5 CNY  capped at 9 CNY per year by Rep.team }");
REFUSAL(LibraryModule, "", "use std.fx");
REFUSAL(LetBlockLevels, "let a monthly { amount 5 CNY  on month_end() }");
REFUSAL(Posted, "pay c monthly = 5 CNY  let a monthly = c.posted(month)");
REFUSAL(OverrideOutside, "exception e overrides outer { when true  set 6 }", "let outer = 5");
REFUSAL(OverrideBlock,
        "let a monthly { amount 5 CNY  when true }  exception e overrides a { when true  set 6 CNY }");
REFUSAL(AllotUnit, "let a monthly = allot(5 CNY, 1, everyone(), 1 CNY)");
REFUSAL(AllotAtLine, "let a per bookings = allot(5 CNY, 1, everyone())");
REFUSAL(Reached, "let a monthly = reached(bookings over year to date, 5 CNY)");
REFUSAL(Distinct, "let a monthly = distinct(bookings, Deal.id) over month");
REFUSAL(Award, R"(let a monthly = award("trip", 1))");
REFUSAL(Bucket, R"(let a = bucket(Rep.id, "salt", 10))");
REFUSAL(DaysWhen, R"(let a monthly = days_when(Rep.team == "a", month))");
REFUSAL(Change, R"(let a monthly = change(bookings over month, "1"))");
REFUSAL(ErrorOf, "", R"(test "t" for p { expect error(1) == "x" })");
REFUSAL(Rival, R"(let a = rival(Rep.team == "a"))");
#undef REFUSAL
}  // namespace refused

// By the names of compiler/ast/nodes.def.
namespace exprs {
constexpr Sample Number = Checked("let a = 5");
constexpr Sample Date = Checked("let a = 2026-01-01");
constexpr Sample Timestamp = refused::Timestamp;
constexpr Sample Period = Checked("let a = days_in(2026-03)");
constexpr Sample String = Checked(R"(let a = "new")");
constexpr Sample Bool = Checked("let a = true");
constexpr Sample Name = Checked("let a = 5  let b = a");
constexpr Sample Call = Checked("let a = abs(5)");
constexpr Sample Member = Checked("let a = Rep.quota");
constexpr Sample Previous = refused::Previous;
constexpr Sample Aggregate = Checked("let a monthly = highest of bookings over month");
constexpr Sample Filtered = Checked(R"(let a monthly = bookings[Deal.kind == "new"] over month)");
constexpr Sample OverWindow = Checked("let a monthly = bookings over month");
constexpr Sample Across = Checked("let a monthly = bookings across everyone() over month");
constexpr Sample ByKey = refused::ByKey;
constexpr Sample AsOf = Checked("param r : rate { from 2026-01-01 : 5% }  let a = r as of Rep.hired_on");
constexpr Sample Convert = refused::Conversion;
constexpr Sample Negate = Checked("let a = -Rep.quota");
constexpr Sample Binary = Checked("let a = 1 + 2");
constexpr Sample Otherwise = Checked("let a = Rep.left_on otherwise 2026-12-31");
constexpr Sample Compare = Checked("let a = Rep.quota > 5 CNY");
constexpr Sample Presence = Checked("let a = Rep.left_on is present");
constexpr Sample InList = Checked(R"(let a = Rep.team in ["x", "y"])");
constexpr Sample Between = Checked("let a = Rep.quota between 1 CNY .. 5 CNY");
constexpr Sample Within = Checked("let a = Rep.hired_on within 30 days after 2026-01-01");
constexpr Sample Not = Checked("let a = not true");
constexpr Sample And = Checked("let a = true and false");
constexpr Sample Or = Checked("let a = true or false");
constexpr Sample If = Checked("let a = if true then 1 else 2");
}  // namespace exprs

namespace items {
constexpr Sample Data = Checked("", "data Other { key id : text }");
constexpr Sample Calendar = refused::FiscalCalendar;
constexpr Sample Plan = Checked("");
constexpr Sample Fn = refused::UserFunction;
constexpr Sample ExternType = Checked("", "extern type text alias words");
constexpr Sample Test = Checked("", R"(test "t" for p { expect 1 == 1 })");
constexpr Sample Effective = Checked("");
constexpr Sample Version = Checked(R"(version "2")");
constexpr Sample Currency = Checked("");
constexpr Sample Pays = Checked("");
constexpr Sample Round = Checked("");
constexpr Sample Amendment = refused::Amendment;
constexpr Sample Let = Checked("let a = 5");
constexpr Sample Carry = refused::Carry;
constexpr Sample Param = Checked("param r : rate { from 2026-01-01 : 5% }");
constexpr Sample Tiers = Checked("");
constexpr Sample Table = Checked("table t unique { | Rep.team || fee |\n | any || 5% |\n }");
constexpr Sample Credit = Checked("");
constexpr Sample Pay = Checked("pay c monthly = bookings over month * 5%");
constexpr Sample Badge = Checked("badge b monthly when bookings over month > 5 CNY");
constexpr Sample Exception =
    Checked(R"(let a monthly = 5  exception e overrides a { when Rep.team == "x"  set 6 })");
constexpr Sample Clawback = Checked(
    "pay c per bookings = bookings * 5%\n"
    "clawback b of c { when Deal.paid_on is present  on Deal.paid_on  recover 100% }");
constexpr Sample Draw = refused::Draw;
constexpr Sample Contest = refused::Contest;
constexpr Sample Scorecard = refused::Scorecard;
constexpr Sample Assert = Checked("assert sane : 1 == 1");
constexpr Sample Property = Checked("property fine : 1 == 1");
constexpr Sample Broken = Wrong("E0101", "let a = = 5");
}  // namespace items

// Kinds without a table of their own. nullopt: there is no such kind.
std::optional<Sample> SampleOf(ast::PayClauseKind kind) {
  using enum ast::PayClauseKind;
  switch (kind) {
    case Amount:
      return Checked("pay c monthly { amount 5 CNY }");
    case Apply:
      return Checked("pay c monthly { apply ladder(bookings over month) }");
    case When:
      return Checked("pay c monthly { amount 5 CNY  when true }");
    case MultiplyBy:
      return Checked("pay c monthly { amount 5 CNY  multiply by 2 }");
    case ProratedBy:
      return Checked("pay c monthly { amount 5 CNY  prorated by 50% }");
    case Entitled:
      return Checked("pay c monthly { entitled bookings over year to date * 5% per year }");
    case AtLeast:
      return Checked("pay c monthly { amount 5 CNY  at least 1 CNY }");
    case CappedAt:
      return Checked("pay c monthly { amount 5 CNY  capped at 9 CNY per year }");
    case SpreadOver:
      return Checked("pay c monthly { amount 5 CNY  spread over 3 months }");
    case Round:
      return Checked("pay c monthly { amount 5 CNY  round 1 CNY half up }");
    case On:
      return Checked("pay c monthly { amount 5 CNY  on month_end() }");
    case To:
      return Checked("pay c monthly { amount 5 CNY  to Rep share 50% }");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::WindowKind kind) {
  using enum ast::WindowKind;
  switch (kind) {
    case Unit:
      return Checked("let a monthly = bookings over month");
    case ToDate:
      return Checked("let a monthly = bookings over year to date");
    case PreviousUnit:
      return Checked("let a monthly = bookings over previous quarter");
    case Last:
      return Checked("let a monthly = bookings over last 3 months");
    case Next:
      return refused::NextWindow;
    case Period:
      return Checked("let a monthly = bookings over 2026-Q1");
    case Plan:
      return Checked("let a monthly = bookings over plan");
    case AllTime:
      return Checked("let a monthly = bookings over all time");
    case Named:
      return refused::NamedWindow;
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::AggregateKind kind) {
  using enum ast::AggregateKind;
  switch (kind) {
    case Sum:
      return Checked("let a monthly = sum of bookings over month");
    case Count:
      return Checked("let a monthly = count of bookings over month");
    case Average:
      return Checked("let a monthly = average of bookings over month");
    case Highest:
      return Checked("let a monthly = highest of bookings over month");
    case Lowest:
      return Checked("let a monthly = lowest of bookings over month");
    case Latest:
      return Checked("let a monthly = latest of bookings over month");
    case Earliest:
      return Checked("let a monthly = earliest of bookings over month");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::ShareKind kind) {
  using enum ast::ShareKind;
  switch (kind) {
    case Whole:
      return Checked("");
    case Share:
      return Checked("credit c from Deal { to Deal.rep share 50%  on Deal.won_on  amount Deal.amount }");
    case Rest:
      return refused::ShareRest;
    case Weight:
      return Checked("credit c from Deal { to Deal.rep weight 2  on Deal.won_on  amount Deal.amount }");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::LineChoice kind) {
  using enum ast::LineChoice;
  switch (kind) {
    case All:
      return Checked("let a per bookings = 5");
    case First:
      return Checked("let a per first bookings over month = 5");
    case Last:
      return refused::LastInGrain;
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::TestStepKind kind) {
  using enum ast::TestStepKind;
  switch (kind) {
    case Given:
      return Checked("", R"(test "t" for p { given Rate | team | rate |
                                             | "x" | 5% |
                                             expect 1 == 1 })");
    case Close:
      return refused::Close;
    case Expect:
      return Checked("", R"(test "t" for p { expect 1 == 1 })");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::CellTestKind kind) {
  using enum ast::CellTestKind;
  switch (kind) {
    case Any:
      return Checked("table t unique { | Rep.team || fee |\n | any || 5% |\n }");
    case Absent:
      return Checked("table t unique { | Rep.left_on || fee |\n | - || 5% |\n }");
    case Compare:
      return Checked("table t unique { | Rep.quota || fee |\n | >= 5 CNY || 5% |\n }");
    case Range:
      return Checked("table t unique { | Rep.quota || fee |\n | 1 CNY .. 5 CNY || 5% |\n }");
    case List:
      return Checked("table t unique { | Rep.team || fee |\n | \"x\", \"y\" || 5% |\n }");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::PropertyKind kind) {
  using enum ast::PropertyKind;
  switch (kind) {
    case Holds:
      return Checked("property fine : 1 == 1");
    case NeverLowers:
      return Checked("let a monthly = bookings over month  property fine : raising bookings never lowers a");
    case NeverRaises:
      return Checked("let a monthly = bookings over month  property fine : raising bookings never raises a");
    case NeverChanges:
      return Checked("let a monthly = bookings over month  property fine : shuffling Deal never changes a");
  }
  return std::nullopt;
}

std::optional<Sample> SampleOf(ast::AmendmentKind kind) {
  using enum ast::AmendmentKind;
  switch (kind) {
    case Amendment:
      return refused::Amendment;
    case Overlay:
      return refused::Overlay;
  }
  return std::nullopt;
}

// By name, for each function of the library.
std::map<std::string, Sample> FunctionSamples() {
  return {
      {"min", Checked("let a = min(1, 2)")},
      {"max", Checked("let a = max(1, 2)")},
      {"abs", Checked("let a = abs(1)")},
      {"rounded", Checked("let a = rounded(Rep.quota, 5 CNY)")},
      {"floor", Checked("let a = floor(Rep.quota, 5 CNY)")},
      {"ceiling", Checked("let a = ceiling(Rep.quota, 5 CNY)")},
      {"days", Checked("let a = days(Rep.hired_on, 2026-01-01)")},
      {"months", Checked("let a = months(Rep.hired_on, 2026-01-01)")},
      {"days_in", Checked("let a monthly = days_in(month, Rep.hired_on, Rep.left_on)")},
      {"year_of", Checked("let a = year_of(Rep.hired_on)")},
      {"quarter_of", Checked("let a = quarter_of(Rep.hired_on)")},
      {"month_of", Checked("let a = month_of(Rep.hired_on)")},
      {"day_of", Checked("let a = day_of(Rep.hired_on)")},
      {"month_start", Checked("let a monthly = month_start()")},
      {"month_end", Checked("let a monthly = month_end()")},
      {"quarter_start", Checked("let a monthly = quarter_start()")},
      {"quarter_end", Checked("let a monthly = quarter_end()")},
      {"half_year_start", Checked("let a monthly = half_year_start()")},
      {"half_year_end", Checked("let a monthly = half_year_end()")},
      {"year_start", Checked("let a monthly = year_start()")},
      {"year_end", Checked("let a monthly = year_end()")},
      {"lookup", Checked("let a = lookup(Rate, Rep.team).rate")},
      {"portion", Checked("let a monthly = portion(ladder, bookings over month, 1)")},
      {"allot", Checked("let a monthly = allot(5 CNY, 1, everyone())")},
      {"reached", refused::Reached},
      {"distinct", refused::Distinct},
      {"award", refused::Award},
      {"bucket", refused::Bucket},
      {"days_when", refused::DaysWhen},
      {"change", refused::Change},
      {"error", refused::ErrorOf},
      {"rival", refused::Rival},
  };
}

// True if `node` is of that kind, or has a field that says so.
template <typename Kind, typename Node>
bool Says(const Node& node, Kind kind) {
  bool says = false;
  if constexpr (requires { node.kind == kind; }) says = node.kind == kind;
  if constexpr (requires { Node::kFields; }) {
    const auto same = [&](auto member) {
      if constexpr (std::is_same_v<std::decay_t<decltype(node.*member)>, Kind>) return node.*member == kind;
      return false;
    };
    std::apply([&](auto... members) { says = says || (same(members) || ...); }, Node::kFields);
  }
  return says;
}

template <typename Kind>
bool Contains(const ast::File& tree, Kind kind) {
  bool found = false;
  ast::WalkTree(tree, [&](const auto& node) {
    if constexpr (requires { ast::Visit(node, [](const auto&) {}); }) {
      found = found || ast::Visit(node, [&](const auto& concrete) { return Says(concrete, kind); });
    } else {
      found = found || Says(node, kind);
    }
  });
  return found;
}

Compilation CompileSample(const Sample& sample) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", sample.Text());
  loader.Add("other.incent", "incent 1.0\n");
  return Compile(loader, "plan.incent", {});
}

// What is left when a sample becomes what it says.
void ExpectOutcome(const Sample& sample) {
  const Compilation compilation = CompileSample(sample);
  bool named = false;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    if (entry->kind->severity != diag::Severity::Error) continue;
    const std::string text = entry->message.Text(diag::Language::English);
    const std::string_view wanted = sample.refused ? "E0490" : sample.code;
    EXPECT_EQ(entry->kind->code, wanted) << text << "\n" << sample.in_plan << sample.beside;
    named |= sample.refused && text.find(check::RefusedText(*sample.refused).english) != std::string::npos;
  }
  EXPECT_EQ(named, sample.refused.has_value()) << sample.in_plan << sample.beside;
  EXPECT_EQ(compilation.diagnostics.has_errors(), sample.refused || !sample.code.empty())
      << sample.in_plan << sample.beside;
}

template <typename Kind>
void ExpectKind(Kind kind, const Sample& sample) {
  source::SourceSet sources;
  diag::Diagnostics diags;
  const syntax::ParsedFile file =
      syntax::Parse(sources.file(sources.Add("plan.incent", sample.Text())), diags);
  EXPECT_TRUE(Contains(file.tree, kind)) << "the sample of kind " << static_cast<int>(kind) << " shows none";
  ExpectOutcome(sample);
}

template <typename Kind>
void ExpectEachKind() {
  int num_kinds = 0;
  while (const auto sample = SampleOf(static_cast<Kind>(num_kinds)))
    ExpectKind(static_cast<Kind>(num_kinds++), *sample);
  EXPECT_GT(num_kinds, 1);
}

TEST(LanguageCoverageTest, EveryKindOfExpressionIsCheckedOrRefusedByName) {
#define INCENT_EXPR(name) ExpectKind(ast::ExprKind::name, exprs::name);
#include "compiler/ast/nodes.def"
}

TEST(LanguageCoverageTest, EveryKindOfStatementIsCheckedOrRefusedByName) {
#define INCENT_ITEM(name) ExpectKind(ast::ItemKind::name, items::name);
#include "compiler/ast/nodes.def"
}

TEST(LanguageCoverageTest, EveryRefusedConstructIsRefused) {
#define INCENT_REFUSED(name, english, chinese) ExpectOutcome(refused::name);
#include "compiler/check/refused.def"
#undef INCENT_REFUSED
}

TEST(LanguageCoverageTest, EveryClauseIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::PayClauseKind>();
}
TEST(LanguageCoverageTest, EveryWindowIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::WindowKind>();
}
TEST(LanguageCoverageTest, EveryAggregateIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::AggregateKind>();
}
TEST(LanguageCoverageTest, EveryShareIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::ShareKind>();
}
TEST(LanguageCoverageTest, EveryChoiceOfLinesIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::LineChoice>();
}
TEST(LanguageCoverageTest, EveryStepOfATestIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::TestStepKind>();
}
TEST(LanguageCoverageTest, EveryCellOfATableIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::CellTestKind>();
}
TEST(LanguageCoverageTest, EveryPropertyIsCheckedOrRefusedByName) {
  ExpectEachKind<ast::PropertyKind>();
}
TEST(LanguageCoverageTest, EveryAmendmentIsRefusedByName) {
  ExpectEachKind<ast::AmendmentKind>();
}

TEST(LanguageCoverageTest, EveryFunctionOfTheLibraryIsCheckedOrRefusedByName) {
  std::set<std::string> declared;
  for (const LibraryFile& library : LibraryFiles()) {
    source::SourceSet sources;
    diag::Diagnostics diags;
    const source::FileId id = sources.Add(std::string(library.name), std::string(library.text));
    const syntax::ParsedFile file = syntax::Parse(sources.file(id), diags);
    for (const ast::Item* item : file.tree.items) {
      if (item->Is<ast::Fn>()) declared.insert(item->name.text);
    }
  }
  std::set<std::string> sampled;
  for (const auto& [name, sample] : FunctionSamples()) {
    sampled.insert(name);
    EXPECT_NE(sample.Text().find(name + "("), std::string::npos) << name;
    ExpectOutcome(sample);
  }
  EXPECT_EQ(sampled, declared);
}

}  // namespace
}  // namespace incent::pipeline
