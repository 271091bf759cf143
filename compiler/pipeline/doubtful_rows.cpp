#include "compiler/pipeline/doubtful_rows.h"

#include <algorithm>

#include "compiler/pipeline/data_diagnostics.h"

namespace incent::pipeline {
namespace {

constexpr diag::NoteText<int64_t> kWaysOut{
    "correct them and run again, or pay without them with `--max-rejects {0}`",
    "请更正这些行后重新运行，或用 `--max-rejects {0}` 不计这些行而发放"};

bool IsDoubtful(const eval::Place& place, const DoubtfulRows& doubtful) {
  if (place.kind != eval::Place::Kind::Row || place.dataset < 0) return false;
  const std::vector<int32_t>& rows = doubtful.rows[static_cast<size_t>(place.dataset)];
  return std::binary_search(rows.begin(), rows.end(), place.row);
}

}  // namespace

DoubtfulRows FindDoubtfulRows(const std::vector<column::DatasetSchema>& datasets,
                              const column::InputData& input, int64_t max_rejects) {
  DoubtfulRows doubtful;
  bool lacks_file = false;
  for (size_t i = 0; i < datasets.size(); ++i) {
    doubtful.rows.push_back(column::DoubtfulRows(datasets[i], input.tables[i]));
    doubtful.num_rows += static_cast<int64_t>(doubtful.rows.back().size());
    lacks_file |= input.tables[i].lacks_file;
  }
  doubtful.pays_without = doubtful.num_rows > 0 && doubtful.num_rows <= max_rejects && !lacks_file;
  return doubtful;
}

int64_t CountWaiting(const eval::Ledger& ledger, const DoubtfulRows& doubtful) {
  if (doubtful.num_rows == 0) return 0;
  int64_t count = 0;
  for (const eval::LedgerPart& part : ledger.parts()) {
    for (const eval::State state : part.amounts.states())
      count += eval::IsError(state) && IsDoubtful(ledger.CauseOf(state).place, doubtful) ? 1 : 0;
  }
  return count;
}

void ReportWaiting(int64_t num_payouts, const DoubtfulRows& doubtful, diag::Diagnostics& diagnostics) {
  if (num_payouts == 0) return;
  diag::EntryBuilder entry = diagnostics.ReportUnplaced(kWaiting, num_payouts, doubtful.num_rows);
  if (!doubtful.pays_without) entry.Note(kWaysOut, doubtful.num_rows);
}

}  // namespace incent::pipeline
