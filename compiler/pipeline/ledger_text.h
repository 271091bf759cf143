#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/eval/outcome.h"

// A payout as texts, by the columns of a ledger. docs/ledger.md is the reference; a change of the columns is
// a new kLedgerVersion.
namespace incent::pipeline {

inline constexpr int kLedgerVersion = 1;

// The columns, in their order.
enum class LedgerColumn : uint8_t {
  Plan,
  PlanVersion,
  Component,
  Participant,
  EarnedBy,
  Period,
  CreditDate,
  PostingDate,
  Status,
  Earned,
  Paid,
  Balance,
  Unit,
  Dataset,
  Row,
  Cause,
  CauseDefinition,
  CauseAt,
};
inline constexpr size_t kNumLedgerColumns = 18;
extern const std::array<std::string_view, kNumLedgerColumns> kLedgerColumnNames;

// One payout as texts; what does not apply is absent. Amounts have exactly the component's decimals.
using LedgerLine = std::array<std::optional<std::string>, kNumLedgerColumns>;

LedgerLine MakeLedgerLine(const ir::Module& module, const eval::Outcome& outcome, const eval::LedgerRow& row,
                          const PlaceNames& names);

}  // namespace incent::pipeline
