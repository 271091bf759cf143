#include <algorithm>

#include "compiler/check/trap_diagnostics.h"
#include "compiler/check/traps.h"

namespace incent::check {
namespace {

// The clause that gives the amount; one is there, or the pay has no type.
source::Span AmountSpan(const ast::Pay& pay) {
  using ast::PayClauseKind;
  for (const ast::PayClause& clause : pay.clauses) {
    const bool gives = clause.kind == PayClauseKind::Amount || clause.kind == PayClauseKind::Apply ||
                       clause.kind == PayClauseKind::Entitled;
    if (gives) return clause.value->span;
  }
  return pay.name.span;
}

}  // namespace

void CheckPayCurrencies(Session& s) {
  for (size_t i = 0; i < s.program.definitions.size(); ++i) {
    const auto* pay = s.program.definitions[i].item->As<ast::Pay>();
    const int plan = s.program.definitions[i].plan;
    if (pay == nullptr || plan < 0) continue;
    const std::string& currency = s.module.plans[static_cast<size_t>(plan)].currency;
    const types::Type& type = s.module.definitions[i].facts.type;
    if (currency.empty() || !type.IsNumber() || !type.unit.IsMoney() || type.unit.symbol() == currency)
      continue;
    s.diags.Report(AmountSpan(*pay), kPayCurrency, std::string(type.unit.symbol()), s.Plan(plan).name(),
                   currency);
  }
}

}  // namespace incent::check
