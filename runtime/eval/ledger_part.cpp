#include "runtime/eval/ledger_part.h"

#include <tuple>

namespace incent::eval {
namespace {

std::optional<value::Day> IfAny(value::Day day) {
  return day == kNoDate ? std::nullopt : std::optional(day);
}

// What is left when dates are equal; keys are compared only here.
int CompareSources(const LedgerPart& a, size_t at_a, const LedgerPart& b, size_t at_b,
                   const column::InputData& input) {
  if (a.dataset != b.dataset) return a.dataset < b.dataset ? -1 : 1;
  const int32_t row_a = a.RowOf(at_a);
  const int32_t row_b = b.RowOf(at_b);
  if (row_a != row_b) {
    if (a.rows_follow_keys) return row_a < row_b ? -1 : 1;
    const int keys = RowKey(input, a.dataset, row_a).compare(RowKey(input, b.dataset, row_b));
    if (keys != 0) return keys;
  }
  const auto rest = [](const LedgerPart& part, size_t at) {
    return std::tuple(part.EarnedByAt(at), part.StatusAt(at), part.amounts.ValueAt(at), part.RowOf(at));
  };
  const auto left = rest(a, at_a);
  const auto right = rest(b, at_b);
  return left == right ? 0 : left < right ? -1 : 1;
}

}  // namespace

size_t LedgerPart::MemoryBytes() const {
  return (participants.capacity() + earned_by.capacity() + credit.capacity() + posting.capacity() +
          rows.capacity()) *
             sizeof(int32_t) +
         amounts.MemoryBytes();
}

LedgerRow LedgerPart::At(size_t at, const column::InputData& input, value::Granule pays) const {
  LedgerRow payout;
  payout.component = component;
  payout.participant = participants[at];
  payout.earned_by = EarnedByAt(at);
  payout.posting = IfAny(PostingAt(at));
  payout.credit = IfAny(credit[at]);
  if (payout.posting) payout.period = value::PeriodOf(pays, *payout.posting);
  payout.dataset = dataset;
  payout.row = RowOf(at);
  if (dataset >= 0) payout.row_key = RowKey(input, dataset, payout.row);
  payout.status = StatusAt(at);
  if (payout.status == PayoutStatus::Withheld) return payout;
  payout.earned = amounts.ValueAt(at);
  payout.paid = payout.status == PayoutStatus::Held ? 0 : payout.earned;
  payout.balance = payout.earned - payout.paid;
  return payout;
}

int ComparePayouts(const LedgerPart& a, size_t at_a, const LedgerPart& b, size_t at_b,
                   const column::InputData& input) {
  const int32_t person_a = a.participants[at_a];
  const int32_t person_b = b.participants[at_b];
  if (person_a != person_b) return person_a < person_b ? -1 : 1;
  const value::Day posting_a = a.PostingAt(at_a);
  const value::Day posting_b = b.PostingAt(at_b);
  if (posting_a != posting_b) return posting_a < posting_b ? -1 : 1;
  if (a.credit[at_a] != b.credit[at_b]) return a.credit[at_a] < b.credit[at_b] ? -1 : 1;
  return CompareSources(a, at_a, b, at_b, input);
}

}  // namespace incent::eval
