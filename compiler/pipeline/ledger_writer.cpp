#include "compiler/pipeline/ledger_writer.h"

#include <algorithm>

#include "compiler/base/workers.h"
#include "compiler/pipeline/json_text.h"
#include "runtime/io/csv_writer.h"
#include "runtime/value/decimal.h"

namespace incent::pipeline {

std::string LedgerHeader(LedgerFormat format) {
  if (format == LedgerFormat::JsonLines) return {};
  io::CsvLine record;
  for (const std::string_view name : kLedgerColumnNames) record.Text(name);
  return std::string(record.End());
}

LedgerWriter::LedgerWriter(const ir::Module& module, const eval::Outcome& outcome, const PlaceNames& names,
                           LedgerFormat format)
    : module_(module), outcome_(outcome), names_(names), format_(format) {
  const bool is_json = format == LedgerFormat::JsonLines;
  for (size_t i = 0; i < kNumLedgerColumns; ++i) {
    const std::string separator = i > 0 ? ", " : "{";
    before_[i] = is_json ? separator + JsonText(kLedgerColumnNames[i]) + ": " : i > 0 ? "," : "";
  }
  quote_ = is_json ? "\"" : "";
  absent_ = is_json ? "null" : "";
  end_ = is_json ? "}\n" : "\n";
}

// --- cells ---

void LedgerWriter::AppendText(LedgerColumn column, std::string_view cell, std::string& text) const {
  text += Before(column);
  if (format_ == LedgerFormat::JsonLines) {
    AppendJsonText(cell, text);
  } else {
    io::AppendCsvText(cell, text);
  }
}

void LedgerWriter::AppendAbsent(LedgerColumn column, std::string& text) const {
  text += Before(column);
  text += absent_;
}

// A cell that needs no care but its quotes.
void LedgerWriter::AppendBare(LedgerColumn column, std::string_view cell, std::string& text) const {
  text += Before(column);
  text += quote_;
  text += cell;
  text += quote_;
}

// Most payouts are posted on the credit date.
void LedgerWriter::AppendDate(LedgerColumn column, const std::optional<value::Day>& day, std::string& text) {
  if (!day) return AppendAbsent(column, text);
  if (day != day_) {
    date_.clear();
    value::AppendDate(*day, date_);
    day_ = day;
  }
  AppendBare(column, date_, text);
}

// Most are paid whole, so that nothing is left.
void LedgerWriter::AppendAmount(LedgerColumn column, value::Int128 amount, std::string& text) {
  if (amount == 0) return AppendBare(column, zero_, text);
  if (amount != amount_) {
    amount_text_.clear();
    value::AppendDecimal(amount, scale_, amount_text_);
    amount_ = amount;
  }
  AppendBare(column, amount_text_, text);
}

void LedgerWriter::AppendPeriod(const std::optional<value::Period>& period, std::string& text) {
  if (!period) return AppendAbsent(LedgerColumn::Period, text);
  if (period_.empty() || period != last_.period) {
    period_.clear();
    AppendText(LedgerColumn::Period, value::PeriodToText(outcome_.pays, *period), period_);
    last_.period = period;
  }
  text += period_;
}

void LedgerWriter::AppendRow(const eval::LedgerRow& row, std::string& text) const {
  if (row.dataset < 0) return AppendAbsent(LedgerColumn::Row, text);
  const bool is_composite = row.row_key.find('\x1f') != std::string_view::npos;
  if (is_composite) return AppendText(LedgerColumn::Row, KeyText(row.row_key), text);
  AppendText(LedgerColumn::Row, row.row_key, text);
}

// --- lines ---

void LedgerWriter::AppendColumns(const LedgerLine& line, LedgerColumn first, LedgerColumn last,
                                 std::string& text) const {
  for (auto i = static_cast<size_t>(first); i <= static_cast<size_t>(last); ++i) {
    const auto column = static_cast<LedgerColumn>(i);
    if (line[i]) {
      AppendText(column, *line[i], text);
    } else {
      AppendAbsent(column, text);
    }
  }
}

void LedgerWriter::Append(const LedgerLine& line, std::string& text) const {
  AppendColumns(line, LedgerColumn::Plan, LedgerColumn::CauseAt, text);
  text += end_;
}

void LedgerWriter::Append(const eval::LedgerRow& row, std::string& text) {
  if (row.status == eval::PayoutStatus::Withheld) {
    Append(MakeLedgerLine(module_, outcome_, row, names_), text);
  } else {
    AppendPaidOrHeld(row, text);
  }
}

void LedgerWriter::Remember(const eval::LedgerRow& row) {
  const bool is_same = has_last_ && last_.component == row.component &&
                       last_.participant == row.participant && last_.earned_by == row.earned_by &&
                       last_.dataset == row.dataset;
  if (is_same) return;
  const LedgerLine line = MakeLedgerLine(module_, outcome_, row, names_);
  for (std::string* made : {&head_, &unit_, &tail_}) made->clear();
  AppendColumns(line, LedgerColumn::Plan, LedgerColumn::EarnedBy, head_);
  AppendColumns(line, LedgerColumn::Unit, LedgerColumn::Dataset, unit_);
  AppendColumns(line, LedgerColumn::Cause, LedgerColumn::CauseAt, tail_);
  tail_ += end_;
  scale_ = outcome_.components[static_cast<size_t>(row.component)].scale;
  amount_ = 0;
  zero_ = value::DecimalToText(0, scale_);
  const std::optional<value::Period> period = last_.period;  // of `period_`
  last_ = row;
  last_.period = period;
  has_last_ = true;
}

void LedgerWriter::AppendPaidOrHeld(const eval::LedgerRow& row, std::string& text) {
  Remember(row);
  text += head_;
  AppendPeriod(row.period, text);
  AppendDate(LedgerColumn::CreditDate, row.credit, text);
  AppendDate(LedgerColumn::PostingDate, row.posting, text);
  AppendText(LedgerColumn::Status, eval::PayoutStatusName(row.status), text);
  AppendAmount(LedgerColumn::Earned, row.earned, text);
  AppendAmount(LedgerColumn::Paid, row.paid, text);
  AppendAmount(LedgerColumn::Balance, row.balance, text);
  text += unit_;
  AppendRow(row, text);
  text += tail_;
}

// --- many lines ---

bool WriteLines(const ir::Module& module, const eval::Outcome& outcome, const PlaceNames& names,
                LedgerFormat format, int num_threads, const std::function<bool(std::string_view)>& write) {
  constexpr size_t kPieceRows = 4096;
  const size_t num_rows = outcome.ledger.size();
  const size_t num_pieces = num_rows / kPieceRows + 1;
  base::Workers workers(static_cast<int>(std::min<size_t>(static_cast<size_t>(num_threads), num_pieces)));
  // Threads take pieces as they come; some more than threads, so that few wait for the last.
  std::vector<std::string> texts(std::min(num_pieces, 4 * static_cast<size_t>(workers.size())));
  for (size_t first = 0; first < num_pieces; first += texts.size()) {
    [[maybe_unused]] const bool done = workers.For(texts.size(), 1, [&](int, size_t k, size_t) {
      texts[k].clear();
      LedgerWriter writer(module, outcome, names, format);
      const size_t end = std::min(num_rows, (first + k + 1) * kPieceRows);
      for (size_t row = (first + k) * kPieceRows; row < end; ++row)
        writer.Append(outcome.ledger[row], texts[k]);
      return true;
    });
    for (const std::string& text : texts) {
      if (!text.empty() && !write(text)) return false;
    }
  }
  return true;
}

}  // namespace incent::pipeline
