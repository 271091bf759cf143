#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/loader.h"
#include "runtime/io/record_reader.h"
#include "runtime/value/decimal.h"

// Readers' results as text, so that a test compares everything at once.
namespace incent::io {

using MakeReader = std::unique_ptr<RecordReader> (*)(std::unique_ptr<ByteSource>, const ReadLimits&);

inline std::string DumpCell(const Cell& cell) {
  if (cell.form == CellForm::Absent) return "-";
  return cell.form == CellForm::Quoted ? fmt::format("\"{}\"", cell.text) : std::string(cell.text);
}

inline std::string DumpProblem(const RowProblem& problem) {
  return fmt::format("{}: ! {} @{} [{}] {}\n", problem.line, column::RejectReasonName(problem.reason),
                     problem.column, problem.text, problem.detail);
}

inline std::string DumpHeader(const Header& header) {
  std::string text = "columns";
  for (size_t i = 0; i < header.columns.size(); ++i) {
    text += fmt::format(" {}{}", header.places[i],
                        std::string_view("+-*").substr(static_cast<size_t>(header.columns[i]), 1));
  }
  return text + "\n";
}

inline std::string DumpColumn(const column::Column& column) {
  std::string text = "   ";
  for (size_t row = 0; row < column.size(); ++row) {
    text += fmt::format(" {}{}", value::DecimalToText(column.At(row), 0),
                        std::string_view(" nbm").substr(static_cast<size_t>(column.StateAt(row)), 1));
  }
  for (int32_t code = 0; code < column.dictionary.size(); ++code)
    text += fmt::format(" '{}'", column.dictionary.Text(code));
  for (const uint8_t granule : column.granules) text += fmt::format(" g{}", granule);
  return text + "\n";
}

inline std::vector<std::string> KeysOf(const column::Table& table) {
  std::vector<std::string> keys;
  for (int32_t row = 0; row < table.num_rows; ++row) keys.emplace_back(table.KeyOf(row));
  return keys;
}

inline std::string DumpTable(const column::Table& table) {
  std::string text = fmt::format("table of {} rows\n", table.num_rows);
  for (const column::Column& column : table.columns) text += DumpColumn(column);
  for (int32_t row = 0; row < table.num_rows; ++row) {
    const auto at = static_cast<size_t>(row);
    text += fmt::format("    {} line {} file {} first {}\n", table.KeyOf(row), table.lines[at],
                        table.files.empty() ? 0 : table.files[at], table.RowOfKey(table.KeyOf(row)));
  }
  for (const auto& [row, error] : table.row_errors)
    text += fmt::format("    error {} {}\n", row, value::ErrorCodeName(error));
  return text;
}

// All of a file: a line `2: a|"b"|-` for each row (quoted cells in quotes, `-` for absent ones),
// and a line `3: ! ragged_row @0 [text] detail` for each problem.
inline std::string DumpFile(MakeReader make, std::string_view text, const std::vector<std::string>& wanted,
                            const ReadLimits& limits = {}) {
  const std::unique_ptr<RecordReader> reader = make(MakeTextSource(text, limits.chunk_bytes), limits);
  const Header header = reader->ReadHeader(wanted);
  if (header.problem) return DumpProblem(*header.problem);
  std::string dump = DumpHeader(header);
  while (true) {
    const ReadStatus status = reader->Next();
    if (status == ReadStatus::End) break;
    if (status == ReadStatus::Blank) continue;
    if (status == ReadStatus::Failed) return dump + fmt::format("failed {}\n", reader->error_number());
    if (status == ReadStatus::Problem) {
      dump += DumpProblem(reader->problem());
      continue;
    }
    std::string cells;
    for (const Cell& cell : reader->row()) cells += (cells.empty() ? "" : "|") + DumpCell(cell);
    dump += fmt::format("{}: {}\n", reader->line(), cells);
  }
  for (const std::string& name : reader->extra_columns()) dump += fmt::format("extra {}\n", name);
  return dump;
}

// Only the rejects, one per line: `Deal.csv:3:2 amount bad_number [1e3] key=d1 a number ..`.
inline std::string DumpRejects(const LoadResult& result) {
  std::string dump;
  for (const column::Reject& r : result.rejects) {
    dump +=
        fmt::format("{}:{}:{}{}{} {} [{}]{}{}{}{}{}\n", r.file, r.line, r.column, r.field.empty() ? "" : " ",
                    r.field, column::RejectReasonName(r.reason), r.text, r.key.empty() ? "" : " key=", r.key,
                    r.detail.empty() ? "" : " ", r.detail, r.placed ? "" : " UNPLACED");
  }
  return dump;
}

// Everything that a load gives: tables, rejects, counts, notes, digests.
inline std::string DumpLoad(const LoadResult& result) {
  std::string dump;
  for (const column::Table& table : result.data.tables) dump += DumpTable(table);
  dump += DumpRejects(result) + fmt::format("{} rejects\n", result.total_rejects);
  for (const DatasetCounts& counts : result.counts) {
    dump += fmt::format("counts {} {} {} {}\n", counts.num_rows, counts.num_left_out, counts.num_rejects,
                        counts.num_unplaced);
  }
  for (const Note& note : result.notes) {
    dump += fmt::format("note {} {} {}:", static_cast<int>(note.kind), note.dataset, note.file);
    for (const std::string& name : note.names) dump += " " + name;
    dump += "\n";
  }
  for (const InputFile& file : result.files) {
    dump += fmt::format("file {} {} {} bytes {} rows {} out {}\n", file.dataset, file.name, file.num_bytes,
                        file.num_rows, file.num_left_out, file.sha256);
  }
  for (const LoadError& error : result.errors) {
    dump += fmt::format("error {} {} {} {}\n", static_cast<int>(error.failure), error.dataset, error.path,
                        error.system_text);
  }
  return dump;
}

}  // namespace incent::io
