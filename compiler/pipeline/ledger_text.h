#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/eval/outcome.h"

// The ledger as text, in its two formats. docs/ledger.md is the reference; a change of the columns is a
// new kLedgerVersion.
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

// "plan,plan_version,...\n".
std::string LedgerCsvHeader();
std::string LedgerCsvLine(const LedgerLine& line);

// One object with all columns as members, in order; absent is null, amounts are texts so that no reader
// can round them.
std::string LedgerJsonLine(const LedgerLine& line);

}  // namespace incent::pipeline
