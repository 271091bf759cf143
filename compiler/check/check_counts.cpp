#include "compiler/check/check_counts.h"

#include "compiler/check/count_diagnostics.h"
#include "compiler/check/limits.h"

namespace incent::check {
namespace {

void CheckClawbacks(const resolve::Program& program, diag::Diagnostics& diags) {
  for (const auto& [pay, clawbacks] : ClawbacksOf(program)) {
    if (clawbacks.size() <= static_cast<size_t>(kMaxClawbacks)) continue;
    const auto first_too_many = static_cast<size_t>(clawbacks[kMaxClawbacks]);
    diags.Report(program.definitions[first_too_many].item->name.span, kTooManyClawbacks,
                 program.definitions[static_cast<size_t>(pay)].name(), kMaxClawbacks);
  }
}

void CheckRecipients(diag::Diagnostics& diags, const ast::Credit& credit) {
  if (credit.recipients.size() <= static_cast<size_t>(kMaxRecipients)) return;
  diags.Report(credit.recipients[kMaxRecipients].span, kTooManyRecipients, credit.name.text, kMaxRecipients);
}

void CheckPayees(diag::Diagnostics& diags, const ast::Pay& pay) {
  int count = 0;
  for (const ast::PayClause& clause : pay.clauses) {
    if (clause.kind != ast::PayClauseKind::To || ++count <= kMaxRecipients) continue;
    diags.Report(clause.span, kTooManyRecipients, pay.name.text, kMaxRecipients);
    return;
  }
}

}  // namespace

std::map<int, std::vector<int>> ClawbacksOf(const resolve::Program& program) {
  std::map<int, std::vector<int>> clawbacks;
  for (size_t i = 0; i < program.definitions.size(); ++i) {
    const auto* clawback = program.definitions[i].item->As<ast::Clawback>();
    if (clawback == nullptr) continue;
    for (const ast::Ident& name : clawback->of) {
      const int pay = program.DefinitionOf(name.id);
      if (pay < 0) continue;
      std::vector<int>& of_pay = clawbacks[pay];
      if (of_pay.empty() || of_pay.back() != static_cast<int>(i)) of_pay.push_back(static_cast<int>(i));
    }
  }
  return clawbacks;
}

void CheckCounts(const resolve::Program& program, diag::Diagnostics& diags) {
  CheckClawbacks(program, diags);
  for (const resolve::Definition& definition : program.definitions) {
    if (const auto* credit = definition.item->As<ast::Credit>()) CheckRecipients(diags, *credit);
    if (const auto* pay = definition.item->As<ast::Pay>()) CheckPayees(diags, *pay);
  }
}

}  // namespace incent::check
