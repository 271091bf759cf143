#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/fold_term.h"
#include "compiler/check/module.h"
#include "compiler/diag/diagnostics.h"

// What the functions of this stage work on. Data only.
namespace incent::check {

enum class Progress : uint8_t { New, Running, Done };

struct Session {
  const resolve::Program& program;
  CheckedModule& module;
  diag::Diagnostics& diags;
  std::vector<Progress> progress;  // per definition
  std::vector<int> running;        // definitions being checked, outermost first: the path of a cycle

  const resolve::Definition& Definition(int index) const {
    return program.definitions[static_cast<size_t>(index)];
  }
  DefinitionFacts& FactsOf(int index) { return module.definitions[static_cast<size_t>(index)]; }
  const resolve::Plan& Plan(int index) const { return program.plans[static_cast<size_t>(index)]; }
};

// Where an expression stands.
struct Context {
  Grain grain;
  int plan = -1;
  int definition = -1;
  bool has_date = false;  // parameters can be read
  bool in_test = false;
  bool recipient = false;             // the `if` of a recipient: the participant is known beside the row
  bool lookups_optional = false;      // under `otherwise` or `is present`: a lookup may find nothing
  std::vector<std::string> present;   // expressions proved present, printed
  std::vector<std::string> not_zero;  // expressions proved different from 0, printed
};

// A context like `context` in which `condition` has been found true.
Context Assuming(const Context& context, const ast::Expr& condition);

// ---- expressions (check_expr.cpp and check_<topic>.cpp). Each reports its faults and returns the error
// type where nothing reliable can be said.
Facts CheckExpr(Session& s, const Context& context, const ast::Expr& expr);
// The same, and the value must be there: an optional type is reported.
Facts CheckPresent(Session& s, const Context& context, const ast::Expr& expr);
Facts CheckFlag(Session& s, const Context& context, const ast::Expr& expr);
Facts CheckNumber(Session& s, const Context& context, const ast::Expr& expr);
Facts CheckDate(Session& s, const Context& context, const ast::Expr& expr);

Facts CheckFold(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term);
Facts CheckCall(Session& s, const Context& context, const ast::Call& call);
Facts CheckMember(Session& s, const Context& context, const ast::Member& member);
Facts CheckName(Session& s, const Context& context, const ast::Name& name);
Facts UseDefinition(Session& s, const Context& context, int definition, source::Span span);
// The value of a table read as `name` or `name.output`.
Facts CheckBinary(Session& s, const Context& context, const ast::Binary& binary);
Facts CheckCompare(Session& s, const Context& context, const ast::Compare& compare);
Facts CheckInList(Session& s, const Context& context, const ast::InList& in);
// A call of a tier table as a value; `amount` for `apply`.
enum class TierUse : uint8_t { Value, Apply };
Facts CheckTierUse(Session& s, const Context& context, int tiers, const ast::Expr& x, TierUse use,
                   source::Span span);
// A probe of a test: `commission("r1", 2026-03)`.
Facts CheckProbe(Session& s, const Context& context, int definition,
                 const std::vector<const ast::Expr*>& args, source::Span span);

// Whether two types may meet in one comparison or choice, reported if not; the type of the choice.
types::Type Unify(Session& s, source::Span span, const Facts& a, const Facts& b, const ast::Expr& ea,
                  const ast::Expr& eb, const diag::Diagnostic<diag::Bilingual, diag::Bilingual>& message);
bool IsZeroLiteral(const ast::Expr& expr);
bool ProvablyNotZero(Session& s, const Context& context, const ast::Expr& expr);

// ---- grains (natural_grain.cpp)
// The finest grain among what the expression reads by itself. nullopt after a reported error.
std::optional<Grain> NaturalGrain(Session& s, int plan, const ast::Expr& expr);
// The grain of the lines or cells that a window folds.
std::optional<Grain> FoldedGrain(Session& s, int plan, const ast::Expr& base);
// True if a value of grain `value` can be read at `at` (in a line: also the attributes of its row).
bool CanRead(const Session& s, const Grain& value, const Grain& at);
// The dataset whose rows a credit is made from; -1.
int SourceOf(const Session& s, int credit);
Grain GrainFrom(const Session& s, const ast::Grain& grain);
Context At(const Session& s, int plan, int definition, Grain grain);

// ---- statements
void CheckSchemas(Session& s);
void CheckPlan(Session& s, int plan);
void CheckDefinition(Session& s, int definition);  // once; reports cycles
void CheckTest(Session& s, const resolve::TestCase& test);
void CheckCredit(Session& s, int definition, const ast::Credit& credit);
void CheckPay(Session& s, int definition, const ast::Pay& pay);
void CheckClauses(Session& s, const Context& context, const std::vector<ast::PayClause>& clauses,
                  DefinitionFacts& facts, bool pays);
void CheckTiers(Session& s, int definition, const ast::Tiers& tiers);
void CheckTable(Session& s, int definition, const ast::Table& table);
void CheckException(Session& s, int definition, const ast::Exception& exception);
void CheckClawback(Session& s, int definition, const ast::Clawback& clawback);
void CheckParam(Session& s, int definition, const ast::Param& param);

// ---- not supported yet (refused.cpp)
// Everything that the language has and this version refuses, one row each; docs/language/refused.md lists the
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
diag::Bilingual GrainWords(const Session& s, const Grain& grain);  // "per month", "每月"
diag::Bilingual UnitWords(value::Granule granule);                 // "month", "月"
diag::Bilingual KindWords(resolve::DefinitionKind kind);           // "a tier table", "阶梯"

}  // namespace incent::check
