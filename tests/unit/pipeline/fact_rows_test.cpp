#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/library.h"
#include "compiler/syntax/parse.h"
#include "tests/support/memory_loader.h"
#include "tests/unit/pipeline/fact_rows.h"

// Whatever is known of an operand is known of what is made from it: every kind of expression, every place of
// an operand in it, and every fact. A kind or place without a row fails.
namespace incent::pipeline {
namespace {

using facts::At;
using facts::Of;
using facts::Row;

constexpr std::string_view kData = R"(incent 1.0
data Rep {
  key id : text   team : text   boss : Rep   bonus : money CNY (0 .. 100M)   extra : money CNY (0 .. 100M) optional
}
data Code { key code : text   bonus : money CNY (0 .. 100M)   extra : money CNY (0 .. 100M) optional }
data Deal {
  key id : text   rep : Rep   amount : money CNY (0 .. 1M)   won_on : date
  extra : money CNY (0 .. 1M) optional
}
plan p for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  CNY
  pays      monthly
  round     0.01 CNY half up
  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  credit notes from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  tiers ladder marginal { from 0 CNY : 5%  from 100 CNY : 8% }
  param fee : money CNY { from 2026-01-01 : 5 CNY  from 2026-07-01 : 6 CNY }
)";

enum class Fact { None, Level, Ratio, Shared, Late, Dated, Absent, Finer, Error };

// An amount that has the fact, where the row has its operand.
std::string AmountWith(Fact fact, At at) {
  const bool everyone = at == At::Everyone;
  const std::string lines = everyone ? "bookings across everyone()" : "bookings";
  switch (fact) {
    case Fact::None:
      return at == At::Person ? "Rep.bonus" : at == At::Line ? "bookings" : lines + " over month";
    case Fact::Level:
      return lines + " over year to date";
    case Fact::Ratio:
      return "(highest of " + lines + " over month otherwise 0 CNY)";
    case Fact::Shared:
      return "bookings across everyone() over month";
    case Fact::Late:
      return "(if " + lines + (at == At::Person ? " over plan" : " over year") + " > 5 CNY then " +
             AmountWith(Fact::None, at) + " else 0 CNY)";
    case Fact::Dated:
      return "fee";
    case Fact::Absent:
      return everyone ? R"(lookup(Code, "x").extra)" : at == At::Line ? "Deal.extra" : "Rep.extra";
    case Fact::Finer:
      return "bookings";
    case Fact::Error:
      return "nonsense";
  }
  return "";
}

// Something of another type that is made of an amount, and has its facts.
std::string Made(Of type, const std::string& amount) {
  const std::string condition = "if " + amount + " > 5 CNY then ";
  switch (type) {
    case Of::Money:
      return amount;
    case Of::Number:
      return "(" + amount + ") / 1 CNY";
    case Of::Flag:
      return amount + " > 5 CNY";
    case Of::Date:
      return condition + "2026-01-05 else 2026-01-06";
    case Of::Text:
      return condition + R"("a" else "b")";
    case Of::Row:
      return condition + "Rep else Rep.boss";
  }
  return "";
}

std::string AsFlag(Of type) {
  switch (type) {
    case Of::Money:
      return "v > 5 CNY";
    case Of::Number:
      return "v > 5";
    case Of::Date:
      return "v > 2026-01-01";
    default:
      return "v";
  }
}

std::string Replaced(std::string text, const std::string& token, const std::string& with) {
  for (size_t at = text.find(token); at != std::string::npos; at = text.find(token, at + with.size()))
    text.replace(at, token.size(), with);
  return text;
}

// Where the value stands: a place that refuses the fact.
std::string PlaceFor(Fact fact, const Row& row) {
  switch (fact) {
    case Fact::Level:
    case Fact::Ratio:
      return "  let over_time quarterly = v over quarter\n";
    case Fact::Shared:
      return "  let over_people monthly = v across everyone()\n";
    case Fact::Dated:
      return "  credit late from Deal { to Deal.rep  on if " + AsFlag(row.value) +
             " then Deal.won_on else Deal.won_on  amount Deal.amount }\n";
    default:
      return "  pay z monthly { amount 1 CNY  when " + AsFlag(row.value) + " }\n";
  }
}

// The plan up to the value in question.
std::string PlanWith(const Row& row, Fact fact, bool dated) {
  std::string grain = dated || row.at == At::Person ? "" : "monthly";
  std::string operand = grain;
  if (fact == Fact::Finer || row.at == At::Line) operand = "per bookings";
  const std::string amount = dated && fact != Fact::Dated ? "5 CNY" : AmountWith(fact, row.at);
  const std::string other = dated ? "  let b = 5 CNY\n" : "  let b monthly = bookings over month\n";
  if (!dated) grain = "monthly";
  return std::string(kData) + other + "  let o " + operand + " = " + Made(row.operand, amount) + "\n  " +
         Replaced(std::string(row.beside), "G", grain) + "\n  let v " + grain + " = " +
         std::string(row.text) + "\n";
}

std::multiset<std::string> ErrorsOf(const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", text);
  const Compilation compilation = Compile(loader, "plan.incent", {});
  std::multiset<std::string> codes;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    if (entry->kind->severity == diag::Severity::Error) codes.insert(std::string(entry->kind->code));
  }
  return codes;
}

void ExpectRefused(const Row& row, Fact fact, std::string_view code) {
  if (code == "-") return;
  const std::string text = PlanWith(row, fact, fact == Fact::Dated) + PlaceFor(fact, row) + "}\n";
  const auto codes = ErrorsOf(text);
  if (code.empty()) {
    EXPECT_TRUE(codes.empty()) << *codes.begin() << "\n" << text;
  } else {
    EXPECT_TRUE(codes.contains(std::string(code))) << "wanted " << code << "\n" << text;
  }
}

// The places refuse the fact and nothing else. Next to an amount stands a number that does not add up.
void ExpectAccepted(const Row& row) {
  const auto& refused = row.refused;
  const bool factor = !refused.level.empty() && refused.ratio.empty();
  std::string text = PlanWith(row, factor ? Fact::Ratio : Fact::None, false) + PlaceFor(Fact::Late, row);
  if (refused.level != "-") text += PlaceFor(Fact::Level, row);
  if (refused.shared != "-" && row.at != At::Everyone && (refused.level != "-" || refused.shared.empty()))
    text += PlaceFor(Fact::Shared, row);
  const auto codes = ErrorsOf(text + "}\n");
  EXPECT_TRUE(codes.empty()) << *codes.begin() << "\n" << text;
  if (refused.dated == "-") return;
  const std::string dated = PlanWith(row, Fact::None, true) + PlaceFor(Fact::Dated, row) + "}\n";
  const auto dated_codes = ErrorsOf(dated);
  EXPECT_TRUE(dated_codes.empty()) << *dated_codes.begin() << "\n" << dated;
}

void ExpectRow(const Row& row) {
  ExpectAccepted(row);
  ExpectRefused(row, Fact::Level, row.refused.level);
  ExpectRefused(row, Fact::Ratio, row.refused.ratio);
  ExpectRefused(row, Fact::Shared, row.refused.shared);
  ExpectRefused(row, Fact::Late, row.refused.late);
  ExpectRefused(row, Fact::Dated, row.refused.dated);
  ExpectRefused(row, Fact::Absent, row.refused.absent);
  ExpectRefused(row, Fact::Finer, row.refused.finer);
  // What is wrong has one message, wherever it is used.
  const std::string text = PlanWith(row, Fact::Error, false) + PlaceFor(Fact::Late, row) + "}\n";
  EXPECT_EQ(ErrorsOf(text), std::multiset<std::string>{"E0201"}) << text;
}

void ExpectRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) ExpectRow(row);
}

TEST(FactRowsTest, AnOperatorKeepsTheFactsOfItsOperands) {
  ExpectRows(facts::kOperators);
}
TEST(FactRowsTest, AFoldKeepsTheFactsOfWhatItReads) {
  ExpectRows(facts::kFolds);
}
TEST(FactRowsTest, ACallKeepsTheFactsOfItsArguments) {
  ExpectRows(facts::kCalls);
}
TEST(FactRowsTest, ATableKeepsTheFactsOfItsCells) {
  ExpectRows(facts::kTables);
}
TEST(FactRowsTest, APayKeepsTheFactsOfItsClauses) {
  ExpectRows(facts::kClauses);
}
TEST(FactRowsTest, ABadgeAndAClawbackKeepTheFactsOfTheirConditions) {
  ExpectRows(facts::kBesidePays);
}

// ---- no kind and no place is left out

// Kinds without operands, and those that the language refuses in any case.
const std::set<std::string> kWithoutOperands = {"Number", "Date",     "Timestamp", "Period", "String",
                                                "Bool",   "Previous", "ByKey",     "Convert"};
// Places where no operand can stand: a parameter, a length of time, names and constants.
const std::set<std::pair<std::string, int>> kNoOperand = {
    {"AsOf", 0},    {"Within", 1}, {"rounded", 1}, {"floor", 1},   {"ceiling", 1},
    {"days_in", 0}, {"lookup", 0}, {"portion", 0}, {"portion", 2},
};

bool Reads(const ast::Expr& expr) {
  bool reads = false;
  ast::WalkTree(expr, [&](const auto& node) {
    if constexpr (std::is_same_v<std::decay_t<decltype(node)>, ast::Expr>) {
      const auto* name = node.template As<ast::Name>();
      reads = reads || (name != nullptr && name->text == "o");
    }
  });
  return reads;
}

std::string_view KindName(ast::ExprKind kind) {
  constexpr std::string_view kNames[] = {
#define INCENT_EXPR(name) #name,
#include "compiler/ast/nodes.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

// By kind, or by function, the places of operands that there are and those that rows fill.
struct Places {
  std::map<std::string, int> there;
  std::set<std::pair<std::string, int>> filled;

  void Add(const ast::Expr& expr) {
    const auto* call = expr.As<ast::Call>();
    const std::string name = call != nullptr ? call->callee.text : std::string(KindName(expr.kind));
    int place = 0;
    ast::ForEachChild(expr, [&](const auto& child) {
      if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) {
        if (Reads(child)) filled.insert({name, place});
        ++place;
      }
    });
    there[name] = std::max(there[name], place);
  }
};

Places PlacesOf(const std::vector<Row>& rows) {
  Places places;
  for (const Row& row : rows) {
    source::SourceSet sources;
    diag::Diagnostics diags;
    const std::string text = PlanWith(row, Fact::None, false) + "}\n";
    const syntax::ParsedFile file = syntax::Parse(sources.file(sources.Add("plan.incent", text)), diags);
    ast::WalkTree(file.tree, [&](const auto& node) {
      if constexpr (std::is_same_v<std::decay_t<decltype(node)>, ast::Expr>) places.Add(node);
    });
  }
  return places;
}

void ExpectFilled(const Places& places, const std::string& name) {
  const auto it = places.there.find(name);
  ASSERT_NE(it, places.there.end()) << "no row shows " << name;
  for (int place = 0; place < it->second; ++place) {
    if (kNoOperand.contains({name, place})) continue;
    EXPECT_TRUE(places.filled.contains({name, place})) << name << " has no row for its operand " << place;
  }
}

TEST(FactRowsTest, EveryOperandOfEveryKindHasARow) {
  std::vector<Row> rows = facts::kOperators;
  rows.insert(rows.end(), facts::kFolds.begin(), facts::kFolds.end());
  const Places places = PlacesOf(rows);
#define INCENT_EXPR(name) \
  if (!kWithoutOperands.contains(#name) && std::string_view(#name) != "Call") ExpectFilled(places, #name);
#include "compiler/ast/nodes.def"
}

// Those that take values, and are not refused.
TEST(FactRowsTest, EveryArgumentOfEveryFunctionHasARow) {
  const std::set<std::string> refused = {"reached",   "distinct", "award", "bucket",
                                         "days_when", "change",   "error", "rival"};
  const Places places = PlacesOf(facts::kCalls);
  for (const LibraryFile& library : LibraryFiles()) {
    source::SourceSet sources;
    diag::Diagnostics diags;
    const source::FileId id = sources.Add(std::string(library.name), std::string(library.text));
    const syntax::ParsedFile file = syntax::Parse(sources.file(id), diags);
    for (const ast::Item* item : file.tree.items) {
      const auto* fn = item->As<ast::Fn>();
      if (fn == nullptr || fn->params.empty() || refused.contains(fn->name.text)) continue;
      ExpectFilled(places, fn->name.text);
      EXPECT_GE(places.there.at(fn->name.text), static_cast<int>(fn->params.size())) << fn->name.text;
    }
  }
}

// What is the round of a pay is a constant, and what it is spread over is written.
TEST(FactRowsTest, EveryClauseHasARow) {
  std::set<std::string> shown;
  for (const Row& row : facts::kClauses) shown.insert(std::string(row.kind));
  const auto name_of = [](ast::PayClauseKind kind) -> std::string {
    using enum ast::PayClauseKind;
    switch (kind) {
      case Amount:
        return "Amount";
      case Apply:
        return "Apply";
      case When:
        return "When";
      case MultiplyBy:
        return "MultiplyBy";
      case ProratedBy:
        return "ProratedBy";
      case Entitled:
        return "Entitled";
      case AtLeast:
        return "AtLeast";
      case CappedAt:
        return "CappedAt";
      case On:
        return "On";
      case To:
        return "To";
      case SpreadOver:
      case Round:
        return "constant";
    }
    return "";
  };
  shown.insert("constant");
  for (int kind = 0; !name_of(static_cast<ast::PayClauseKind>(kind)).empty(); ++kind)
    EXPECT_TRUE(shown.contains(name_of(static_cast<ast::PayClauseKind>(kind)))) << kind;
}

}  // namespace
}  // namespace incent::pipeline
