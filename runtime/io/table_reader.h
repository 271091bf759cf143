#pragma once

#include <string>
#include <vector>

#include "runtime/column/table.h"
#include "runtime/io/cells.h"
#include "runtime/io/load_result.h"
#include "runtime/io/plain_cells.h"
#include "runtime/io/record_reader.h"
#include "runtime/io/reject_log.h"

namespace incent::io {

// The field whose values a reference is spelt in; a key may itself be a reference, and so on. Null if the
// target has no key of one field.
const column::FieldSchema* ReferencedKey(const std::vector<column::DatasetSchema>& schemas,
                                         const column::FieldSchema& field);

// Places of the fields' columns in each file, for rejects that are found after reading.
using FilePlaces = std::vector<std::vector<int>>;  // [file][field]

// Turns the rows of a dataset's files into its table. References stay texts (dictionary codes)
// until `ResolveReferences`.
//
// A row with a bad cell stays, so that what depends on the cell can be withheld from the right
// person. Of a row that is torn, or without a readable key, it is noted what is known: it is left out. All
// rows with a key that occurs twice stay, and are in error: nobody can say which is right.
class TableReader {
 public:
  // All references must outlive the reader.
  TableReader(const std::vector<column::DatasetSchema>& schemas, size_t dataset, const ReadLimits& limits,
              column::Table* table, DatasetCounts* counts, RejectLog* rejects);

  // Reads one file to its end. False if the dataset has too many rows; a failed read shows in
  // `reader.error_number()`.
  [[nodiscard]] bool ReadFile(const std::string& name, RecordReader* reader);

  // The same in steps, for files that are read in pieces. False: no row of the file can be used.
  [[nodiscard]] bool BeginFile(const std::string& name, RecordReader* reader);
  // Instead of BeginFile, for the reader of a piece of the file that `whole` has begun.
  void BeginPiece(const TableReader& whole);
  // Reads the rows that begin before position `end` of the reader. False: too many.
  [[nodiscard]] bool ReadRows(RecordReader* reader, uint64_t end);
  // Takes the rows that a reader has read as a piece, behind the ones read so far.
  void AppendPiece(const column::Table& piece, const DatasetCounts& counts);
  // `reader` has read the file, or has absorbed all that did.
  void EndFile(const RecordReader& reader);

  const FilePlaces& places() const { return places_; }

 private:
  bool AcceptHeader(const Header& header);
  void ReadRow(const std::vector<Cell>& row, int64_t line);
  bool DecodeRow(const std::vector<Cell>& row);
  void ReadPlain(const PlainRows& rows);
  void ReadOdd(const PlainRows& rows, size_t row);
  void AppendPlain(const PlainRows& rows, size_t begin, size_t end);
  void AppendPlainKeys(size_t begin, size_t end);
  std::string RowKey() const;
  void RejectCells(const std::vector<Cell>& row, int64_t line, const std::string& key, bool is_placed);
  void RejectRow(const RowProblem& problem);
  void RejectColumn(size_t field, column::RejectReason reason);
  void LeaveOut(int64_t line);
  void LeaveOutCells(int64_t line);
  void AppendRow(int64_t line);
  void AppendLines(int64_t first_line, size_t num_rows);
  void IndexKeys(int begin);
  void RejectNeverSeen(const RecordReader& reader);
  void AppendPieceColumn(size_t i, const column::Column& piece);
  std::string PlaceOfRow(int row) const;
  void Add(column::Reject reject);

  const column::DatasetSchema& schema_;
  ReadLimits limits_;
  column::Table& table_;
  DatasetCounts& counts_;
  RejectLog& rejects_;
  FilePlaces places_;
  int first_row_of_file_ = 0;

  // The fields that are read, and everything parallel to them.
  std::vector<size_t> fields_;
  std::vector<CellType> types_;
  std::vector<std::string> headers_;
  bool has_key_ = false;
  std::vector<ColumnState> states_;  // in the current file
  std::vector<DecodedCell> cells_;   // of the current row
  std::vector<Cell> row_;            // an odd one of plain rows
  std::vector<PlainDecoder> decoders_;
  std::vector<CellBlock> blocks_;  // of the current plain rows
  std::vector<uint8_t> is_odd_;    // of each
};

}  // namespace incent::io
