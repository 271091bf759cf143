#include "compiler/embed/ledger_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "compiler/pipeline/ledger_text.h"
#include "runtime/value/decimal.h"

namespace incent::embed {
namespace {

using eval::LedgerRow;
using pipeline::LedgerColumn;

constexpr int64_t kMaxRows = int64_t{64} * 1024;
// Keeps 32-bit offsets of texts far from their end.
constexpr size_t kMaxBytes = size_t{64} << 20;

constexpr std::array kPlainTexts = {LedgerColumn::Row, LedgerColumn::CauseAt};
constexpr std::array kDates = {LedgerColumn::CreditDate, LedgerColumn::PostingDate};
constexpr std::array kAmounts = {LedgerColumn::Earned, LedgerColumn::Paid, LedgerColumn::Balance};

template <size_t N>
bool IsOneOf(const std::array<LedgerColumn, N>& columns, LedgerColumn column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

class LedgerSource final : public BatchSource {
 public:
  explicit LedgerSource(std::shared_ptr<const Result> result) : result_(std::move(result)) {
    for (const eval::Outcome& outcome : result_->outcomes) {
      for (const eval::OutcomeComponent& component : outcome.components)
        scale_ = std::max(scale_, component.scale);
    }
  }

  void Schema(ArrowSchema* out) override;
  int Next(ArrowArray* out) override;

 private:
  bool AppendRow(const eval::Outcome& outcome, const LedgerRow& row);
  bool IsLikeLast(const LedgerRow& row) const;
  void RepeatTexts(const LedgerRow& row);
  void AppendTexts(const pipeline::LedgerLine& line);
  bool AppendAmounts(const LedgerRow& row, int scale);
  void Finish(ArrowArray* out);
  size_t MemoryBytes() const;
  TextExport& Plain(LedgerColumn column) { return plain_[column == LedgerColumn::Row ? 0 : 1]; }

  const std::shared_ptr<const Result> result_;
  int scale_ = 0;
  size_t plan_ = 0;
  size_t row_ = 0;  // of the plan's ledger
  std::array<DictionaryExport, pipeline::kNumLedgerColumns> texts_;
  std::array<TextExport, kPlainTexts.size()> plain_;
  std::array<DateExport, kDates.size()> dates_;
  std::array<DecimalExport, kAmounts.size()> amounts_;
  int64_t num_rows_ = 0;
  LedgerRow last_;  // of the batch, if it has rows
};

void LedgerSource::Schema(ArrowSchema* out) {
  std::vector<SchemaField> fields;
  for (size_t i = 0; i < pipeline::kNumLedgerColumns; ++i) {
    const auto column = static_cast<LedgerColumn>(i);
    const bool is_plain = IsOneOf(kPlainTexts, column);
    SchemaField field{
        .name = std::string(pipeline::kLedgerColumnNames[i]), .format = "u", .is_dictionary = !is_plain};
    if (IsOneOf(kDates, column)) field = {.name = field.name, .format = "tdD"};
    if (IsOneOf(kAmounts, column)) field = {.name = field.name, .format = "d:38," + std::to_string(scale_)};
    fields.push_back(field);
  }
  ExportSchema(fields, out);
}

void LedgerSource::AppendTexts(const pipeline::LedgerLine& line) {
  for (size_t i = 0; i < line.size(); ++i) {
    const auto column = static_cast<LedgerColumn>(i);
    if (IsOneOf(kDates, column) || IsOneOf(kAmounts, column)) continue;
    if (IsOneOf(kPlainTexts, column)) {
      line[i] ? Plain(column).Append(*line[i]) : Plain(column).AppendNull();
    } else {
      line[i] ? texts_[i].Append(*line[i]) : texts_[i].AppendNull();
    }
  }
}

// False if an amount has more than 38 digits at the scale of the column.
bool LedgerSource::AppendAmounts(const LedgerRow& row, int scale) {
  const std::array<value::Int128, kAmounts.size()> amounts = {row.earned, row.paid, row.balance};
  for (size_t i = 0; i < amounts.size(); ++i) {
    value::Int128 amount = 0;
    if (row.status == eval::PayoutStatus::Withheld) {
      amounts_[i].AppendNull();
    } else if (value::Rescale(amounts[i], scale, scale_, &amount)) {
      amounts_[i].Append(amount);
    } else {
      return false;
    }
  }
  return true;
}

// Whether all texts but the key of the source row are those of the row before. The ledger is sorted, so that
// nearly every row is.
bool LedgerSource::IsLikeLast(const LedgerRow& row) const {
  return num_rows_ > 0 && row.status != eval::PayoutStatus::Withheld && row.status == last_.status &&
         row.component == last_.component && row.participant == last_.participant &&
         row.earned_by == last_.earned_by && row.period == last_.period && row.dataset == last_.dataset;
}

void LedgerSource::RepeatTexts(const LedgerRow& row) {
  for (size_t i = 0; i < texts_.size(); ++i) {
    const auto column = static_cast<LedgerColumn>(i);
    const bool is_coded =
        !IsOneOf(kDates, column) && !IsOneOf(kAmounts, column) && !IsOneOf(kPlainTexts, column);
    if (is_coded) texts_[i].Repeat();
  }
  Plain(LedgerColumn::CauseAt).AppendNull();
  if (row.dataset < 0) return Plain(LedgerColumn::Row).AppendNull();
  Plain(LedgerColumn::Row).Append(pipeline::KeyText(row.row_key));
}

bool LedgerSource::AppendRow(const eval::Outcome& outcome, const LedgerRow& row) {
  const ir::Module& module = result_->plans[plan_]->module();
  const pipeline::PlaceNames names{module.datasets, result_->input.tables(), outcome.participants};
  if (IsLikeLast(row)) {
    RepeatTexts(row);
  } else {
    AppendTexts(pipeline::MakeLedgerLine(module, outcome, row, names));
    last_ = row;
  }
  row.credit ? dates_[0].Append(*row.credit) : dates_[0].AppendNull();
  row.posting ? dates_[1].Append(*row.posting) : dates_[1].AppendNull();
  ++num_rows_;
  return AppendAmounts(row, outcome.components[static_cast<size_t>(row.component)].scale);
}

size_t LedgerSource::MemoryBytes() const {
  size_t bytes = 0;
  for (const TextExport& column : plain_) bytes = std::max(bytes, column.MemoryBytes());
  for (const DictionaryExport& column : texts_) bytes = std::max(bytes, column.MemoryBytes());
  return bytes;
}

void LedgerSource::Finish(ArrowArray* out) {
  std::vector<ArrowArray> columns(pipeline::kNumLedgerColumns);
  for (size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<LedgerColumn>(i);
    const auto date = std::find(kDates.begin(), kDates.end(), column) - kDates.begin();
    const auto amount = std::find(kAmounts.begin(), kAmounts.end(), column) - kAmounts.begin();
    if (IsOneOf(kDates, column)) {
      dates_[static_cast<size_t>(date)].Finish(&columns[i]);
    } else if (IsOneOf(kAmounts, column)) {
      amounts_[static_cast<size_t>(amount)].Finish(&columns[i]);
    } else if (IsOneOf(kPlainTexts, column)) {
      Plain(column).Finish(&columns[i]);
    } else {
      texts_[i].Finish(&columns[i]);
    }
  }
  ExportBatch(std::exchange(num_rows_, 0), std::move(columns), out);
}

int LedgerSource::Next(ArrowArray* out) {
  while (plan_ < result_->outcomes.size()) {
    const eval::Outcome& outcome = result_->outcomes[plan_];
    for (; row_ < outcome.ledger.size(); ++row_) {
      if (num_rows_ == kMaxRows || MemoryBytes() > kMaxBytes) {
        Finish(out);
        return 0;
      }
      if (!AppendRow(outcome, outcome.ledger[row_])) {
        Fail("an amount has more than 38 digits");
        return EOVERFLOW;
      }
    }
    // The next plan has components and people of its own.
    last_ = {};
    ++plan_;
    row_ = 0;
  }
  if (num_rows_ > 0) Finish(out);
  return 0;
}

}  // namespace

std::unique_ptr<BatchSource> StreamLedger(std::shared_ptr<const Result> result) {
  return std::make_unique<LedgerSource>(std::move(result));
}

}  // namespace incent::embed
