#include "runtime/eval/ledger.h"

#include <algorithm>
#include <tuple>

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

// Later than every date and period, so that what has none comes last.
constexpr int32_t kLast = INT32_MAX;

bool Precedes(const LedgerRow& a, const LedgerRow& b) {
  const auto dates = [](const LedgerRow& r) {
    return std::tuple(r.component, r.participant, r.period.value_or(kLast), r.posting.value_or(kLast),
                      r.credit.value_or(kLast), r.dataset);
  };
  const auto left = dates(a);
  const auto right = dates(b);
  if (left != right) return left < right;
  const int keys = a.row_key.compare(b.row_key);
  if (keys != 0) return keys < 0;
  // Rows whose key is repeated: whatever tells them apart, but nothing of the order of the input.
  return std::tuple(a.earned_by, a.status, a.earned, a.row) <
         std::tuple(b.earned_by, b.status, b.earned, b.row);
}

struct Sums {
  value::ExactSum earned;
  value::ExactSum paid;
  value::ExactSum balance;
};

}  // namespace

void SortLedger(std::vector<LedgerRow>& ledger) {
  // Engines produce it person by person, in the order of dates: most often nothing is left to do.
  if (!std::is_sorted(ledger.begin(), ledger.end(), Precedes)) {
    std::sort(ledger.begin(), ledger.end(), Precedes);
  }
}

std::vector<ComponentTotals> TotalLedger(const std::vector<LedgerRow>& ledger, size_t num_components) {
  std::vector<ComponentTotals> totals(num_components);
  std::vector<Sums> sums(num_components);
  for (const LedgerRow& row : ledger) {
    const auto index = static_cast<size_t>(row.component);
    ComponentTotals& total = totals[index];
    total.num_paid += row.status == PayoutStatus::Paid;
    total.num_held += row.status == PayoutStatus::Held;
    total.num_withheld += row.status == PayoutStatus::Withheld;
    sums[index].earned.Add(row.earned);
    sums[index].paid.Add(row.paid);
    sums[index].balance.Add(row.balance);
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
