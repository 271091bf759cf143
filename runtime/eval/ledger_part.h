#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/lane_column.h"
#include "runtime/eval/ledger_row.h"

namespace incent::eval {

// A posting or credit date that is absent: later than every date, so that it comes last.
inline constexpr value::Day kNoDate = INT32_MAX;

// Payouts of one component, a column for everything that is said of them: what one ledger entry pays, or
// any piece of it. The vectors are parallel; 20 to 28 bytes for a payout that is not withheld.
//
// How a payout stands follows from two of them. An amount whose state is not a value is withheld: an error
// names the cause, null has none. Else what has no posting date is held, and all other payouts are paid.
struct LedgerPart {
  int32_t component = -1;  // Outcome::components
  int32_t dataset = -1;    // by line: where the rows are from
  // True only if of any two rows of the dataset the smaller one has the smaller key. Then rows need not be
  // compared by their keys.
  bool rows_follow_keys = false;
  std::vector<int32_t> participants;  // Outcome::participants: who is paid
  std::vector<int32_t> earned_by;     // who earned it, -1: who is paid; empty: all -1
  std::vector<value::Day> credit;     // kNoDate: absent
  std::vector<value::Day> posting;    // kNoDate: absent; empty: all on the credit date
  std::vector<int32_t> rows;          // by line: of the dataset; else empty
  LaneColumn amounts;                 // what is earned, at the component's scale

  size_t size() const { return participants.size(); }
  size_t MemoryBytes() const;

  int32_t EarnedByAt(size_t at) const { return earned_by.empty() ? -1 : earned_by[at]; }
  value::Day PostingAt(size_t at) const { return posting.empty() ? credit[at] : posting[at]; }
  int32_t RowOf(size_t at) const { return rows.empty() ? -1 : rows[at]; }
  PayoutStatus StatusAt(size_t at) const {
    if (amounts.StateAt(at) != kValue) return PayoutStatus::Withheld;
    return PostingAt(at) == kNoDate ? PayoutStatus::Held : PayoutStatus::Paid;
  }
  // Everything but the cause, which is the run's. Periods are those of `pays`.
  LedgerRow At(size_t at, const column::InputData& input, value::Granule pays) const;
};

// Which of two payouts of one component comes first: negative, 0 or positive. By participant, posting date,
// credit date (none last), dataset, row key, who earned it; and where keys are repeated by whatever tells
// rows apart, but by nothing of the order of the input before that.
int ComparePayouts(const LedgerPart& a, size_t at_a, const LedgerPart& b, size_t at_b,
                   const column::InputData& input);

}  // namespace incent::eval
