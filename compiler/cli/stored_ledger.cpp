#include "compiler/cli/stored_ledger.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "runtime/io/formats.h"

namespace incent::cli {
namespace {

using pipeline::LedgerColumn;
using pipeline::LedgerLine;

constexpr LedgerColumn kIdentity[] = {
    LedgerColumn::Plan,        LedgerColumn::Component, LedgerColumn::Participant,
    LedgerColumn::EarnedBy,    LedgerColumn::Period,    LedgerColumn::CreditDate,
    LedgerColumn::PostingDate, LedgerColumn::Dataset,   LedgerColumn::Row};
constexpr LedgerColumn kPayout[] = {LedgerColumn::Status,  LedgerColumn::Earned, LedgerColumn::Paid,
                                    LedgerColumn::Balance, LedgerColumn::Unit,   LedgerColumn::Cause};

bool EqualIn(const LedgerLine& a, const LedgerLine& b, std::span<const LedgerColumn> columns) {
  return std::all_of(columns.begin(), columns.end(), [&](LedgerColumn column) {
    return a[static_cast<size_t>(column)] == b[static_cast<size_t>(column)];
  });
}

LedgerLine LineOf(const std::vector<io::Cell>& cells) {
  LedgerLine line;
  for (size_t i = 0; i < line.size(); ++i) {
    if (cells[i].form != io::CellForm::Absent) line[i] = cells[i].text;
  }
  return line;
}

std::string MissingColumns(const io::Header& header) {
  std::string names;
  for (size_t i = 0; i < header.columns.size(); ++i) {
    if (header.columns[i] == io::ColumnState::Found) continue;
    names += (names.empty() ? "" : ", ") + std::string(pipeline::kLedgerColumnNames[i]);
  }
  return names;
}

}  // namespace

StoredLedger ReadLedger(const std::string& path, std::string_view participant) {
  StoredLedger ledger;
  const io::Format* format = io::FormatOf(path);
  if (format == nullptr) {
    ledger.problem = "its name ends neither in .csv nor in .jsonl";
    return ledger;
  }
  int error_number = 0;
  std::unique_ptr<io::ByteSource> source =
      io::OpenFileSource(path, io::FileTypes::RegularOrPipe, &error_number);
  if (!source) {
    ledger.problem = std::strerror(error_number);
    return ledger;
  }
  const std::unique_ptr<io::RecordReader> reader = format->open(std::move(source), io::ReadLimits());
  const io::Header header =
      reader->ReadHeader({pipeline::kLedgerColumnNames.begin(), pipeline::kLedgerColumnNames.end()});
  if (header.problem) {
    ledger.problem = column::RejectReasonName(header.problem->reason);
    return ledger;
  }
  const std::string missing = MissingColumns(header);
  if (!missing.empty()) {
    ledger.problem = "no column " + missing;
    return ledger;
  }
  io::ReadStatus status = reader->Next();
  for (; status == io::ReadStatus::Row || status == io::ReadStatus::Blank; status = reader->Next()) {
    if (status == io::ReadStatus::Blank) continue;
    LedgerLine line = LineOf(reader->row());
    if (line[static_cast<size_t>(LedgerColumn::Participant)] == participant) {
      ledger.lines.push_back(std::move(line));
    }
  }
  if (status == io::ReadStatus::Problem) {
    ledger.problem = "line " + std::to_string(reader->problem().line) + ": " +
                     std::string(column::RejectReasonName(reader->problem().reason));
  } else if (status == io::ReadStatus::Failed) {
    ledger.problem = std::strerror(reader->error_number());
  }
  return ledger;
}

const LedgerLine* FindStored(const StoredLedger& ledger, const LedgerLine& line) {
  const auto found = std::find_if(ledger.lines.begin(), ledger.lines.end(),
                                  [&](const LedgerLine& stored) { return EqualIn(stored, line, kIdentity); });
  return found == ledger.lines.end() ? nullptr : &*found;
}

int64_t CountStored(const StoredLedger& ledger, const LedgerLine& line) {
  return std::count_if(ledger.lines.begin(), ledger.lines.end(),
                       [&](const LedgerLine& stored) { return EqualIn(stored, line, kIdentity); });
}

bool SamePayout(const LedgerLine& a, const LedgerLine& b) {
  return EqualIn(a, b, kPayout);
}

std::string PayoutWords(const LedgerLine& line) {
  const auto text = [&](LedgerColumn column) { return line[static_cast<size_t>(column)].value_or(""); };
  if (text(LedgerColumn::Status) == "withheld") return "withheld (" + text(LedgerColumn::Cause) + ")";
  return text(LedgerColumn::Status) + " " + text(LedgerColumn::Earned) + " " + text(LedgerColumn::Unit);
}

}  // namespace incent::cli
