#pragma once

#include "compiler/interp/run_state.h"
#include "runtime/eval/outcome.h"

namespace incent::interp {

// The ledger and the totals of a finished run.
eval::Outcome MakeOutcome(RunState& run);

// The payout of one row of a ledger entry's stage, as it would stand in the ledger; `withheld` is the
// error of a check that fails there. An amount of 0 and the payouts of people who are not eligible are
// described too.
eval::LedgerRow DescribePayout(RunState& run, const LedgerColumns& columns, size_t row, State withheld);

// The same, if it is written at all.
std::optional<eval::LedgerRow> PayoutAt(RunState& run, const LedgerColumns& columns, size_t row,
                                        State withheld);

// The rows of a ledger entry's stage that pay a participant, in the order of the stage.
std::vector<size_t> RowsPaidTo(const RunState& run, const LedgerColumns& columns, int32_t person);

// A definition's error as text: the key of its row, or participant and period.
std::string PlaceToText(const RunState& run, const eval::Place& place);

}  // namespace incent::interp
