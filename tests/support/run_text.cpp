#include "tests/support/run_text.h"

#include <algorithm>

#include "compiler/pipeline/ledger_text.h"
#include "compiler/pipeline/report_load.h"
#include "compiler/source/line_map.h"

namespace incent::golden {
namespace {

using pipeline::LedgerColumn;
using Row = std::vector<std::string>;

std::string CellOf(const pipeline::LedgerLine& line, LedgerColumn column) {
  return line[static_cast<size_t>(column)].value_or("");
}

// "5000.00 CNY", "held 10.00 CNY", "withheld: bad_cell, commission, Deal d3".
std::string AmountOf(const pipeline::LedgerLine& line) {
  const std::string status = CellOf(line, LedgerColumn::Status);
  if (status == "withheld") {
    std::string text = "withheld: " + CellOf(line, LedgerColumn::Cause);
    for (const LedgerColumn column : {LedgerColumn::CauseDefinition, LedgerColumn::CauseAt}) {
      if (!CellOf(line, column).empty()) text += ", " + CellOf(line, column);
    }
    return text;
  }
  const std::string amount = CellOf(line, LedgerColumn::Earned) + " " + CellOf(line, LedgerColumn::Unit);
  const std::string earner = CellOf(line, LedgerColumn::EarnedBy);
  return (status == "paid" ? "" : status + " ") + amount + (earner.empty() ? "" : ", earned by " + earner);
}

Row RowOf(const pipeline::LedgerLine& line, const PayoutLineOptions& options) {
  Row row;
  if (options.show_plan) row.push_back(CellOf(line, LedgerColumn::Plan));
  for (const LedgerColumn column :
       {LedgerColumn::Component, LedgerColumn::Participant, LedgerColumn::Period, LedgerColumn::Row}) {
    row.push_back(CellOf(line, column).empty() ? "-" : CellOf(line, column));
  }
  row.push_back(AmountOf(line));
  return row;
}

std::vector<std::string> Aligned(const std::vector<Row>& rows) {
  std::vector<size_t> widths;
  for (const Row& row : rows) {
    widths.resize(row.size());
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max<size_t>(widths[i], source::CellWidth(row[i]));
    }
  }
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - source::CellWidth(row[i]) + 2, ' ');
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

std::vector<std::string> PayoutLines(const ir::Module& module, const eval::Outcome& outcome,
                                     const column::InputData& input, const PayoutLineOptions& options) {
  const pipeline::PlaceNames names{module.datasets, input, outcome.participants};
  std::vector<Row> rows;
  for (const eval::LedgerRow& row : outcome.ledger) {
    rows.push_back(RowOf(pipeline::MakeLedgerLine(module, outcome, row, names), options));
  }
  std::vector<std::string> lines = Aligned(rows);
  if (lines.empty()) lines.emplace_back("nothing is paid");
  for (const eval::BrokenPromise& broken : outcome.broken) lines.push_back("broken: " + broken.what);
  return lines;
}

std::vector<std::string> RejectLines(const io::LoadResult& load,
                                     const std::vector<column::DatasetSchema>& datasets,
                                     diag::Language language) {
  diag::Diagnostics diagnostics;
  pipeline::ReportLoad(load, datasets, diagnostics);
  std::vector<std::string> lines;
  for (const diag::Entry* entry : diagnostics.Sorted()) {
    std::string line = entry->data ? entry->data->file + ":" + std::to_string(entry->data->line) + ": " : "";
    line += std::string(entry->kind->code) + ": " + entry->message.Text(language);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace incent::golden
