#include "compiler/pipeline/ledger_text.h"

#include "runtime/value/decimal.h"

namespace incent::pipeline {

const std::array<std::string_view, kNumLedgerColumns> kLedgerColumnNames = {
    "plan",         "plan_version", "component",        "participant", "earned_by", "period", "credit_date",
    "posting_date", "status",       "earned",           "paid",        "balance",   "unit",   "dataset",
    "row",          "cause",        "cause_definition", "cause_at",
};

namespace {

// A line that fills its columns by name.
class LineBuilder {
 public:
  void Set(LedgerColumn column, std::string_view text) { line_[static_cast<size_t>(column)] = text; }
  void SetIfAny(LedgerColumn column, std::string_view text) {
    if (!text.empty()) Set(column, text);
  }
  void SetDate(LedgerColumn column, const std::optional<value::Day>& day) {
    if (day) Set(column, value::DateToText(*day));
  }
  LedgerLine Take() { return std::move(line_); }

 private:
  LedgerLine line_;
};

void SetAmounts(const eval::LedgerRow& row, int scale, LineBuilder& line) {
  line.Set(LedgerColumn::Earned, value::DecimalToText(row.earned, scale));
  line.Set(LedgerColumn::Paid, value::DecimalToText(row.paid, scale));
  line.Set(LedgerColumn::Balance, value::DecimalToText(row.balance, scale));
}

void SetSource(const eval::LedgerRow& row, const PlaceNames& names, LineBuilder& line) {
  if (row.dataset < 0) return;
  line.Set(LedgerColumn::Dataset, names.datasets[static_cast<size_t>(row.dataset)].name);
  line.Set(LedgerColumn::Row, KeyText(row.row_key));
}

void SetCause(const eval::LedgerRow& row, const ir::Module& module, const PlaceNames& names,
              LineBuilder& line) {
  const eval::ErrorRecord& cause = row.cause;
  line.Set(LedgerColumn::Cause, cause.code == value::ErrorCode::None ? std::string_view("absent_amount")
                                                                     : value::ErrorCodeName(cause.code));
  if (cause.definition >= 0) {
    line.SetIfAny(LedgerColumn::CauseDefinition,
                  module.definitions[static_cast<size_t>(cause.definition)].name);
  }
  if (cause.code != value::ErrorCode::None)
    line.SetIfAny(LedgerColumn::CauseAt, PlaceKey(cause.place, names));
}

}  // namespace

LedgerLine MakeLedgerLine(const ir::Module& module, const eval::Outcome& outcome, const eval::LedgerRow& row,
                          const PlaceNames& names) {
  const eval::OutcomeComponent& component = outcome.components[static_cast<size_t>(row.component)];
  LineBuilder line;
  line.Set(LedgerColumn::Plan, module.plan);
  line.SetIfAny(LedgerColumn::PlanVersion, module.version);
  line.Set(LedgerColumn::Component, component.name);
  line.Set(LedgerColumn::Participant, KeyText(outcome.participants[static_cast<size_t>(row.participant)]));
  if (row.earned_by >= 0)
    line.Set(LedgerColumn::EarnedBy, KeyText(outcome.participants[static_cast<size_t>(row.earned_by)]));
  if (row.period) line.Set(LedgerColumn::Period, value::PeriodToText(outcome.pays, *row.period));
  line.SetDate(LedgerColumn::CreditDate, row.credit);
  line.SetDate(LedgerColumn::PostingDate, row.posting);
  line.Set(LedgerColumn::Status, eval::PayoutStatusName(row.status));
  line.Set(LedgerColumn::Unit, component.unit);
  SetSource(row, names, line);
  if (row.status == eval::PayoutStatus::Withheld) {
    SetCause(row, module, names, line);
  } else {
    SetAmounts(row, component.scale, line);
  }
  return line.Take();
}

}  // namespace incent::pipeline
