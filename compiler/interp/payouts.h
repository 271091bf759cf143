#pragma once

#include "compiler/interp/run_state.h"
#include "runtime/eval/outcome.h"

namespace incent::interp {

// The ledger and the totals of a finished run.
eval::Outcome MakeOutcome(RunState& run);

// The payout of one row of a ledger entry's stage, if there is one.
std::optional<eval::LedgerRow> PayoutAt(RunState& run, const LedgerColumns& columns, size_t row,
                                        State withheld);

// A definition's error as text: the key of its row, or participant and period.
std::string PlaceToText(const RunState& run, const eval::Place& place);

}  // namespace incent::interp
