#include "runtime/eval/ledger.h"
#include "runtime/value/decimal.h"

namespace incent::eval {

std::string_view PayoutStatusName(PayoutStatus status) {
  switch (status) {
    case PayoutStatus::Paid:
      return "paid";
    case PayoutStatus::Held:
      return "held";
    case PayoutStatus::Withheld:
      return "withheld";
  }
  return "";
}

namespace {

struct Sums {
  value::ExactSum earned;
  value::ExactSum paid;
  value::ExactSum balance;
};

void AddPart(const LedgerPart& part, ComponentTotals& total, Sums& sums) {
  for (size_t at = 0; at < part.size(); ++at) {
    const PayoutStatus status = part.StatusAt(at);
    if (status == PayoutStatus::Withheld) {
      ++total.num_withheld;
      continue;
    }
    const bool held = status == PayoutStatus::Held;
    const value::Int128 earned = part.amounts.ValueAt(at);
    ++(held ? total.num_held : total.num_paid);
    sums.earned.Add(earned);
    (held ? sums.balance : sums.paid).Add(earned);
  }
}

}  // namespace

std::vector<ComponentTotals> TotalLedger(const Ledger& ledger, size_t num_components) {
  std::vector<ComponentTotals> totals(num_components);
  std::vector<Sums> sums(num_components);
  for (const LedgerPart& part : ledger.parts()) {
    const auto component = static_cast<size_t>(part.component);
    AddPart(part, totals[component], sums[component]);
  }
  for (size_t i = 0; i < num_components; ++i) {
    ComponentTotals& total = totals[i];
    total.overflow = !sums[i].earned.Get(&total.earned) || !sums[i].paid.Get(&total.paid) ||
                     !sums[i].balance.Get(&total.balance);
    if (total.overflow) total.earned = total.paid = total.balance = 0;
  }
  return totals;
}

}  // namespace incent::eval
