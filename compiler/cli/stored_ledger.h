#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline/ledger_text.h"

namespace incent::cli {

// What a ledger that was written earlier says about one participant.
struct StoredLedger {
  std::vector<pipeline::LedgerLine> lines;  // in the order of the file
  std::string problem;                      // English; not empty: the file could not be read as a ledger
};

// Reads CSV or JSON Lines, by the extension. Columns are found by name; others are ignored.
StoredLedger ReadLedger(const std::string& path, std::string_view participant);

// The stored line of the same payout: equal in plan, component, participant, period, credit date and source
// row. nullptr if there is none.
const pipeline::LedgerLine* FindStored(const StoredLedger& ledger, const pipeline::LedgerLine& line);

// How many stored lines are of that payout.
int64_t CountStored(const StoredLedger& ledger, const pipeline::LedgerLine& line);

// True if both say the same about what is paid: status, amounts, unit and cause.
bool SamePayout(const pipeline::LedgerLine& a, const pipeline::LedgerLine& b);

// "paid 1234.50 CNY", "withheld (bad_cell)".
std::string PayoutWords(const pipeline::LedgerLine& line);

}  // namespace incent::cli
