#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "compiler/check/dependencies.h"
#include "compiler/check/fold_term.h"
#include "compiler/check/module.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/words.h"

// What the functions of this stage work on. Data only.
namespace incent::check {

using resolve::KindWords;
using resolve::SymbolWords;

enum class ProofKind : uint8_t { Present, NotZero };

// Something found true on the way to a place. A list with shared tails, because contexts are copied often.
struct Proof {
  const ast::Expr* expr = nullptr;
  ProofKind kind = ProofKind::Present;
  const Proof* next = nullptr;
};

// What expressions read by themselves: grains, and whether they need to know the current period.
struct GrainSources {
  struct Floating {
    source::Span span;     // of the window or call
    diag::Bilingual word;  // for messages
  };
  std::vector<Grain> grains;
  std::optional<Floating> floating;
  bool broken = false;  // something was reported already

  bool NeedsPeriod(const Grain& at) const { return floating && !at.HasTime() && at.kind != GrainKind::Line; }
};

// Bounds and values of a tier table, and what they are relative to, at one kind of place.
struct TierColumns {
  Facts bounds;
  Facts values;
  Facts base;
};
struct TierPlace {
  int definition = -1;
  int plan = -1;
  Grain grain;
  bool has_date = false;
  bool recipient = false;
  const Proof* proofs = nullptr;

  friend bool operator<(const TierPlace& a, const TierPlace& b) {
    const auto key = [](const TierPlace& p) {
      return std::tuple(p.definition, p.plan, p.grain.kind, p.grain.granule, p.grain.index, p.has_date,
                        p.recipient, p.proofs);
    };
    return key(a) < key(b);
  }
};

// Keys of the rows that a test gives, by dataset; of datasets with one key only.
using GivenKeys = std::map<int, std::vector<std::string>>;

struct Session {
  const resolve::Program& program;
  CheckedModule& module;
  diag::Diagnostics& diags;
  Dependencies dependencies;
  std::deque<Proof> proofs;  // addresses are stable
  // Tiers are worked out anew at each use; tables can be nested, so that would be exponential.
  std::map<std::pair<int, int>, GrainSources> tier_sources;  // by plan and definition
  std::map<TierPlace, TierColumns> tier_columns;

  const resolve::Definition& Definition(int index) const {
    return program.definitions[static_cast<size_t>(index)];
  }
  DefinitionFacts& FactsOf(int index) { return module.definitions[static_cast<size_t>(index)]; }
  const resolve::Plan& Plan(int index) const { return program.plans[static_cast<size_t>(index)]; }
  // True if the rows of `dataset` are whom the plan pays.
  bool IsParticipant(int plan, int dataset) const {
    return plan >= 0 && dataset >= 0 && Plan(plan).dataset == dataset;
  }
};

// What the default of an enclosing `otherwise` stands for.
enum class DefaultOf : uint8_t { Nothing, Value, Arithmetic };

// Where an expression stands.
struct Context {
  Grain grain;
  int plan = -1;
  int definition = -1;
  bool has_date = false;             // parameters can be read
  const GivenKeys* given = nullptr;  // in a test; else null
  bool recipient = false;            // the `if` of a recipient: the participant is known beside the row
  bool lookups_optional = false;     // under `otherwise` or `is present`: a lookup may find nothing
  DefaultOf default_of = DefaultOf::Nothing;
  const Proof* proofs = nullptr;  // or null
};

// ---- assumptions (assumptions.cpp)
// A context like `context` in which `condition` has been found true, or false.
Context Assuming(Session& s, const Context& context, const ast::Expr& condition);
Context AssumingNot(Session& s, const Context& context, const ast::Expr& condition);
bool IsProved(const Context& context, const ast::Expr& expr, ProofKind kind);

// ---- expressions (check_expr.cpp and check_<topic>.cpp). Each reports its faults and returns the error
// type where nothing reliable can be said.
enum class Presence : uint8_t { Any, Needed };
Facts CheckExpr(Session& s, const Context& context, const ast::Expr& expr);
// The same, and the value must be there: an optional type is reported.
Facts CheckPresent(Session& s, const Context& context, const ast::Expr& expr);
Facts CheckFlag(Session& s, const Context& context, const ast::Expr& expr);
Facts CheckNumber(Session& s, const Context& context, const ast::Expr& expr,
                  Presence presence = Presence::Any);
Facts CheckDate(Session& s, const Context& context, const ast::Expr& expr, Presence presence = Presence::Any);
// A value that may be absent where it must be there: says which part of it may, and why.
void ReportAbsent(Session& s, const ast::Expr& expr);
// A value of another type than its place asks for.
void ReportType(Session& s, const ast::Expr& expr, const diag::Bilingual& wanted, const types::Type& given);

Facts CheckFold(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term);
Facts CheckCall(Session& s, const Context& context, const ast::Call& call);
// A call has so many arguments; else false, after a report.
bool CountIs(Session& s, const ast::Call& call, size_t low, size_t high);
Facts CheckMember(Session& s, const Context& context, const ast::Member& member);
Facts CheckName(Session& s, const Context& context, const ast::Name& name);
Facts UseDefinition(Session& s, const Context& context, int definition, source::Span span);
void ReportUnknownField(Session& s, int dataset, const ast::Ident& field);
Facts CheckBinary(Session& s, const Context& context, const ast::Binary& binary);
Facts CheckCompare(Session& s, const Context& context, const ast::Compare& compare);
Facts CheckInList(Session& s, const Context& context, const ast::InList& in);
// A call of a tier table as a value; `amount` for `apply`; what falls into one row for `portion`.
enum class TierUse : uint8_t { Value, Apply, Portion };
Facts CheckTierUse(Session& s, const Context& context, int tiers, const ast::Expr& x, TierUse use,
                   source::Span span);
// A probe of a test: `commission("r1", 2026-03)`.
Facts CheckProbe(Session& s, const Context& context, int definition, const ast::Call& call);
// A definition in a test that is not asked for as it must be.
void ReportProbe(Session& s, int definition, source::Span span);
// `members(path)`, `everyone()`: what the group depends on. nullopt after a report.
std::optional<Facts> CheckGroup(Session& s, const Context& context, const ast::Call& group);

// Whether two types may meet in one comparison or choice, reported if not; the type of the choice.
types::Type Unify(Session& s, source::Span span, const Facts& a, const Facts& b, const ast::Expr& ea,
                  const ast::Expr& eb, const diag::Diagnostic<diag::Bilingual, diag::Bilingual>& message);
// Whether a value can stand where `wanted` is asked for, present or not; a bare 0 fits any unit.
bool FitsType(const types::Type& wanted, const Facts& given, const ast::Expr& expr);
// A text that is none of the labels, reported; `name` is what has them.
void CheckLabelIn(Session& s, const ast::String& text, const std::vector<std::string>& labels,
                  const std::string& name);
// The same where a `one of` meets a literal.
void CheckLabel(Session& s, const types::Type& type, const ast::Expr& literal);
bool HasOrder(const types::Type& type);
bool IsZeroLiteral(const ast::Expr& expr);

// ---- grains (natural_grain.cpp)
GrainSources SourcesOf(Session& s, int plan, const std::vector<const ast::Expr*>& exprs);
// The finest of the grains; nullopt after a report, about `span` if they do not fit together.
std::optional<Grain> FinestOf(Session& s, const GrainSources& sources, source::Span span);
// The finest grain among what the expression reads by itself. nullopt after a report.
std::optional<Grain> NaturalGrain(Session& s, int plan, const ast::Expr& expr);
// Of a definition without a grain of its own: what its value belongs to, seen from a plan.
Grain NaturalIn(const Session& s, int plan, int definition);
void ReportMisfit(Session& s, source::Span span, const Grain& a, const Grain& b);
// True if a value of grain `value` can be read at `at` (in a line: also the attributes of its row).
bool CanRead(const Session& s, const Grain& value, const Grain& at);
// The dataset whose rows a credit is made from; -1.
int SourceOf(const Session& s, int credit);
Grain GrainFrom(const Session& s, const ast::Grain& grain);
Context At(Session& s, int plan, int definition, Grain grain);

// ---- parameters by date (steady.cpp)
// Parameters, and exceptions with dates, that the expressions read at the date of their place; by way of
// values without a grain too.
std::vector<int> DatedReadBy(const Session& s, const std::vector<const ast::Expr*>& exprs);
// One of them must not change strictly inside a period of `granule`; nullopt: inside the plan. False after a
// report.
bool CheckSteady(Session& s, int plan, int definition, std::optional<value::Granule> granule,
                 source::Span span);

// ---- totals of groups (own_values.cpp)
// The first part of `expr` that cannot be one value for all members of `everyone()` or `members(path)`: it is
// each participant's own. nullptr if there is none; the values may still differ, which only the data tells.
const ast::Expr* FindOwnValue(const Session& s, int plan, const ast::Expr& expr, const ast::Call& group);

// ---- types as written (type_names.cpp)
std::string CanonicalType(const resolve::Program& program, const ast::TypeRef& ref);  // 文本 -> text
types::Type SimpleType(Session& s, const ast::TypeRef& ref);  // by name; error after a report
types::Type MoneyType(Session& s, const ast::TypeRef& ref);

// ---- statements
void CheckSchemas(Session& s);
void CheckFunctions(Session& s);
void CheckSettings(Session& s, int plan);
void CheckParticipants(Session& s, int plan);  // after all definitions
void CheckDefinition(Session& s, int definition);
// A named value counts one unit or none; else its type becomes an error.
void CheckNamedUnit(Session& s, const ast::Item& item, DefinitionFacts& facts);
void CheckTest(Session& s, const resolve::TestCase& test);
void CheckCredit(Session& s, int definition, const ast::Credit& credit);
// Reports a value that is no row of the participants' dataset.
void ExpectParticipant(Session& s, const Context& context, const ast::Expr& expr, const types::Type& type);
void CheckPay(Session& s, int definition, const ast::Pay& pay);
// The clauses of a pay, or of the block of a `let`, which pays nothing.
enum class ClauseUse : uint8_t { Payment, Value };
Facts CheckClauses(Session& s, const Context& context, const std::vector<ast::PayClause>& clauses,
                   ClauseUse use);
// What enters the ledger in `March` must not need what is known only in December.
void CheckCausal(Session& s, int plan, const Grain& grain, const Facts& facts, source::Span span);
void CheckTiers(Session& s, int definition, const ast::Tiers& tiers);
void CheckTable(Session& s, int definition, const ast::Table& table);
// Where an exception has its place, by name and dates.
void CheckException(Session& s, int definition, const ast::Exception& exception);
// What it says, against the value that it overrides; what follows for that value.
void CheckOverride(Session& s, int definition, const ast::Exception& exception, DefinitionFacts& target);
void CheckClawback(Session& s, int definition, const ast::Clawback& clawback);
void CheckParam(Session& s, int definition, const ast::Param& param);

// ---- not supported yet (refused.cpp)
// Everything that the language has and this version refuses, one row each; docs/language/limits.md lists the
// same.
enum class Refused : uint8_t {
#define INCENT_REFUSED(name, english, chinese) name,
#include "compiler/check/refused.def"
#undef INCENT_REFUSED
};
void Refuse(Session& s, source::Span span, Refused feature);
diag::Bilingual RefusedText(Refused feature);

// ---- words for messages (words.cpp)
diag::Bilingual TypeWords(const types::Type& type);
diag::Bilingual Quoted(const std::string& name);         // "`bookings`", "“bookings”"
diag::Bilingual ThingWords(const ast::Expr& expr);       // the same where it is a name or field, else "this"
diag::Bilingual WindowWords(const ast::Window& window);  // "`year to date`"
diag::Bilingual GrainWords(const Session& s, const Grain& grain);  // "per month", "每月"
diag::Bilingual RowWords(const Session& s, int dataset);           // "a row of `Deal`"
diag::Bilingual UnitWords(value::Granule granule);                 // "month", "月"
diag::Bilingual PeriodWords(value::Granule granule);               // "a month", "一个月"
diag::Bilingual NumberWords();                                     // "a number or amount"

}  // namespace incent::check
