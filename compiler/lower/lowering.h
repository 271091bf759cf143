#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/check/fold_term.h"
#include "compiler/check/module.h"
#include "compiler/ir/builder.h"

// What the functions of this stage work on. Data only.
//
// Definitions are lowered on demand, so that each stage of the module stands after those it reads. A
// definition with a grain of its own is one stage; constants, row values and tiers are lowered where
// they are used.
namespace incent::lower {

using check::Grain;
using check::GrainKind;
using ir::InstId;
using ir::Op;
using ir::OutputId;
using ir::StageBuilder;

struct Lowering {
  const check::CheckedModule& checked;
  const resolve::Program& program;
  int plan = -1;
  ir::Module module;
  std::map<int, OutputId> values;                        // definition -> its value
  std::map<std::pair<int, int>, OutputId> table_values;  // (table, result column) -> value
  std::map<int, int> line_sets;                          // credit -> line set
  std::map<int, ir::ComponentId> components;             // pay, badge, clawback -> component
  std::map<int, OutputId> posting_dates;                 // pay with `on` -> its posting date
  std::map<int, check::RoundRule> last_rules;            // pay -> how it was last rounded
  std::map<std::string, OutputId> folds;                 // anonymous sums and line values, by their text

  const check::PlanFacts& facts() const { return checked.plans[static_cast<size_t>(plan)]; }
  const check::DefinitionFacts& FactsOf(int definition) const {
    return checked.definitions[static_cast<size_t>(definition)];
  }
  const resolve::Definition& Definition(int index) const {
    return program.definitions[static_cast<size_t>(index)];
  }
  // The plan as a definition of the module; it follows those of the program.
  int PlanDefinition() const { return static_cast<int>(program.definitions.size()); }
  int people() const { return program.plans[static_cast<size_t>(plan)].dataset; }
};

using InlineKey = std::tuple<const void*, int64_t, GrainKind, value::Granule, int, int64_t, int64_t>;
using Inlined = std::map<InlineKey, InstId>;

// Where instructions go, and what the names around them mean.
struct Place {
  StageBuilder& b;
  Grain grain;
  int definition = -1;
  bool lookups_optional = false;
  std::optional<InstId> date;       // Company and Row: the date at which parameters are read, if any
  std::optional<InstId> recipient;  // in a credit's `to … if`: who would get the line
  // What this stage has worked out already of definitions without a stage of their own. They can use each
  // other many times, so that working them out anew at each use would be exponential. Shared by the places of
  // a stage.
  std::shared_ptr<Inlined> inlined = std::make_shared<Inlined>();

  // The key of what is worked out here: a definition or tree and, for calls, an argument.
  InlineKey KeyOf(const void* what, int64_t detail) const {
    return {what,
            detail,
            grain.kind,
            grain.granule,
            grain.index,
            date ? int64_t{*date} : -1,
            recipient ? int64_t{*recipient} : -1};
  }
};

// ---- expressions (lower_expr.cpp, lower_operator.cpp, lower_call.cpp, lower_tiers.cpp, lower_table.cpp)
InstId LowerExpr(Lowering& l, Place& at, const ast::Expr& expr);
InstId LowerCall(Lowering& l, Place& at, const ast::Call& call);
// In a test: `commission("r1", 2026-03)`.
InstId LowerProbe(Lowering& l, Place& at, int definition, const std::vector<const ast::Expr*>& args);
InstId LowerFold(Lowering& l, Place& at, const check::FoldTerm& term);
enum class TierUse : uint8_t { Value, Apply };
InstId LowerTiers(Lowering& l, Place& at, int definition, InstId x, TierUse use);
InstId LowerPortion(Lowering& l, Place& at, int definition, InstId x, int row);
InstId LowerTable(Lowering& l, Place& at, int definition, int column);
InstId UseDefinition(Lowering& l, Place& at, int definition);
InstId LowerRow(Lowering& l, Place& at, int dataset);  // the current row or participant
// True if `dataset`, by its name, means who gets the line: in a credit's `to … if`.
bool NamesRecipient(const Lowering& l, const Place& at, int dataset);
InstId ApplyExceptions(Lowering& l, Place& at, int definition, InstId value);

// A value as one of the unit of `like` where it is a constant zero without unit; else itself. `like` is a
// copy, because a type that the builder gives moves with the next instruction.
InstId FitZero(Place& at, InstId value, types::Type like);
// A comparison in which a bare zero, on either side, has the unit of the other.
InstId Compared(Place& at, Op op, InstId a, InstId b);
// `value` where `mask`, else zero of its unit.
InstId Masked(Place& at, InstId mask, InstId value);
// A null turned into the error.
InstId Demanded(Place& at, InstId value, value::ErrorCode code);
// First or last day (`op`) of the period of `granule` that holds the place.
InstId PeriodEdge(Place& at, Op op, value::Granule granule);
// The line's date, or the last day of the period.
InstId OwnEnd(Place& at);
// Moved by months, the day of the month clamped, then by days; negative: back.
InstId ShiftDate(Place& at, InstId date, int months, int days);
// The date at which the place stands: of the line, or the period's last day inside the plan.
InstId DateOf(Lowering& l, Place& at);
bool HasDate(const Place& at);
// True where the place may pay: eligible people, inside the effective range.
InstId MayPay(Lowering& l, Place& at);
// True where the line's date, or a day of the period, lies in the effective range.
InstId InPlan(Lowering& l, Place& at);
// First and last day of a window that stands still: a written period, the plan, all time.
std::pair<value::Day, value::Day> FixedDays(const Lowering& l, const ast::Window& window);
// The members of `everyone()` or `members(path)`; none: oneself.
ir::Group LowerGroup(Lowering& l, int definition, const ast::Expr* group);
ir::Domain DomainOf(Lowering& l, const Grain& grain);
ir::StageClass ClassOf(const Grain& grain);

// ---- definitions: each makes its stages once
OutputId EnsureValue(Lowering& l, int definition);
OutputId EnsureTable(Lowering& l, int definition, int column);
int EnsureCredit(Lowering& l, int definition);
void LowerAssert(Lowering& l, int definition, const ast::Assert& check);
OutputId LowerPay(Lowering& l, int definition, const ast::Pay& pay);
OutputId LowerBadge(Lowering& l, int definition, const ast::Badge& badge);
OutputId LowerClawback(Lowering& l, int definition, const ast::Clawback& clawback);
ir::ComponentId AddComponent(Lowering& l, int definition, const types::Type& type, bool by_line);

// Where a pay pays at all.
struct PayMask {
  InstId may_pay = 0;                             // who and when
  std::optional<InstId> is_first = std::nullopt;  // `per first X`: the lines that it looks at
};

struct ClauseResult {
  InstId value = 0;
  std::optional<InstId> posting = std::nullopt;
  check::RoundRule rule = {};                      // of the last rounding of a pay
  const ast::PayClause* spread = nullptr;          // `spread over`, if there is one
  std::vector<const ast::PayClause*> payees = {};  // `to`, in order
};
// The clauses of a pay or block, in order. Those of a pay are masked, and rounded at the end.
ClauseResult LowerClauses(Lowering& l, Place& at, const std::vector<ast::PayClause>& clauses,
                          std::optional<PayMask> pays);
// The stage of what reaches the ledger, and its end: a component, an output, and the posting date if there
// is one of its own.
StageBuilder BeginPayout(Lowering& l, int definition, const Grain& grain);
OutputId FinishPayout(Lowering& l, Place& at, const ClauseResult& result);
// Adds the ledger entries of a pay to its stage.
void PostPayout(Lowering& l, Place& at, ir::ComponentId component, const ClauseResult& result);
// The plan's rounding of a value that is no level.
InstId RoundValue(Lowering& l, Place& at, InstId value, const check::RoundRule& rule);
// True at the first line of the grain's window.
InstId FirstInWindow(Lowering& l, Place& at, const ast::Grain& grain);

}  // namespace incent::lower
