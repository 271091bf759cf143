#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/eval/error_record.h"
#include "runtime/value/date.h"
#include "runtime/value/int128.h"

namespace incent::eval {

enum class PayoutStatus : uint8_t {
  Paid,
  Held,      // earned, but its posting date does not exist yet
  Withheld,  // in error: no amount
};
std::string_view PayoutStatusName(PayoutStatus status);  // "paid"

// One payout: of a component, to a participant, for a cell or a source row.
//
// Amounts are mantissas at the component's scale. Paid: earned = paid, balance 0. Held: paid 0, balance
// = earned. Withheld: all three are 0 and mean nothing.
struct LedgerRow {
  int32_t component = -1;               // Outcome::components
  int32_t participant = -1;             // Outcome::participants: who is paid
  int32_t earned_by = -1;               // who earned it, where that is somebody else; else -1
  std::optional<value::Period> period;  // of `Outcome::pays`, holds the posting date
  std::optional<value::Day> posting;    // absent: held, or a date that could not be read
  std::optional<value::Day> credit;     // the line's date, the last day of the cell's period
  int32_t dataset = -1;                 // by line: where the row came from
  int32_t row = -1;                     // by line: its row there
  std::string_view row_key;             // by line: its key, held by the input
  value::Int128 earned = 0;
  value::Int128 paid = 0;
  value::Int128 balance = 0;
  PayoutStatus status = PayoutStatus::Paid;
  ErrorRecord cause;  // Withheld: code None if the amount was absent

  friend bool operator==(const LedgerRow&, const LedgerRow&) = default;
};

}  // namespace incent::eval
