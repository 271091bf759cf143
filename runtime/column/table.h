#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/column/column.h"
#include "runtime/column/dictionary.h"
#include "runtime/column/schema.h"
#include "runtime/value/error_code.h"
#include "runtime/value/int128.h"

// Input data in memory: one column per field, dictionary-encoded text, one state per cell.
namespace incent::column {

// A cell of a row that is left out. `text` is a text, the key that a reference is spelt in, and what any cell
// of the key reads as.
struct LeftOutCell {
  CellState state = CellState::Bad;
  value::Int128 value = 0;
  uint8_t granule = 0;
  std::string text;
};

// A row that cannot be used as a whole: torn, or without a readable key.
struct LeftOutRow {
  int32_t line = 0;
  uint16_t file = 0;
  std::vector<LeftOutCell> cells;  // parallel to DatasetSchema::fields; empty: nothing is known of it
};

struct Table {
  // The key of a row: composite keys joined by U+001F; empty where the dataset has no key.
  std::string_view KeyOf(int32_t row) const;
  bool has_keys() const { return key_column >= 0 || keys.size() > 0; }
  int32_t RowOfKey(std::string_view key) const;  // the first; -1: none

  // Appends the next row's key to `keys`, and makes it found. The first row with the same key: the
  // new row itself if there is none.
  int32_t AppendKey(std::string_view key);
  // Makes the keys of the rows from `begin` on found. Gives the rows whose key an earlier row has.
  std::vector<int32_t> IndexKeys(int32_t begin);
  // To be called before very many calls of RowOfKey.
  void IndexForMany(size_t num_searches);
  // Makes rows of what is left out, behind all others and each in error: what is not known of them might be
  // anything. To be called once, when all else is there; references in them are texts still.
  void AddLeftOutRows(const DatasetSchema& schema);
  // Whether a row is one of these.
  bool IsLeftOut(int32_t row) const { return row >= num_rows - num_left_out; }
  // Whether a row is in error because parts of its key are not known.
  bool IsMissing(int32_t row) const {
    const auto at = row_errors.find(row);
    return at != row_errors.end() && at->second == value::ErrorCode::BadCell;
  }

  // Whether the rows stand in ascending order of their keys, by bytes, none twice. False also where
  // IndexKeys was not called.
  bool keys_ascend() const;

  int num_rows = 0;
  int num_left_out = 0;         // of these: the last ones
  std::vector<Column> columns;  // parallel to DatasetSchema::fields; unused ones are empty
  std::vector<int32_t> lines;   // physical line of each row in its file, 1-based; empty in tests' tables
  std::vector<uint16_t> files;  // index into `file_names`, per row; empty if there is one file
  std::vector<std::string> file_names;
  // Whole rows in error: DuplicateKey where a key is repeated, BadCell where parts of the key, or all of
  // the row, are not known. Either might have any key that no other row has.
  std::map<int32_t, value::ErrorCode> row_errors;
  std::vector<LeftOutRow> left_out;  // until AddLeftOutRows
  bool lacks_file = false;           // no row of a file could be read; one that is left out stands for all
  // Where the key is one text, its column holds the keys; else they are texts of their own.
  int key_column = -1;
  bool rows_are_texts = false;         // row n has the text of code n, as IndexKeys found; else
  std::vector<int32_t> rows_of_texts;  // of that column's dictionary: the first row of each
  TextList keys;                       // of each row
  TextIndex key_index;                 // over `keys`; empty while they ascend
};

// Bytes held by the table on the heap, keys and index included.
size_t MemoryBytes(const Table& table);

// All datasets of a plan, parallel to its schema list.
struct InputData {
  std::vector<Table> tables;
};

// Whether a reference of the row names nobody.
bool NamesNobody(const DatasetSchema& schema, const Table& table, int32_t row);

// The rows that may have been anything: those in error as a whole, and those that name nobody. Ascending.
std::vector<int32_t> DoubtfulRows(const DatasetSchema& schema, const Table& table);

// A cell or row that could not be used. `text` goes to the reject report only, never to messages.
enum class RejectReason : uint8_t {
  MissingColumn,
  RaggedRow,
  BadNumber,
  TooManyDigits,
  BadDate,
  BadPeriod,
  BadFlag,
  NotOneOf,
  EmptyRequired,
  UnknownReference,
  DuplicateKey,
  OutOfBounds,
  BadEncoding,
  BadQuoting,
  CellTooLong,
  RowTooLong,
  BadJson,
  BadTimestamp,
  NulByte,
  EmptyKey,
  DuplicateColumn,
  UnreadableFile,
  TooManyColumns,
  BadLineEnd,
};
std::string_view RejectReasonName(RejectReason reason);  // "bad_number"

struct Reject {
  RejectReason reason = RejectReason::BadNumber;
  std::string dataset;
  std::string field;  // empty: the whole row
  std::string file;
  int64_t line = 0;    // 1-based; 0: the file as a whole
  int column = 0;      // 1-based column of the record; 0: the whole row
  std::string key;     // the row's key where it could be read
  std::string text;    // the cell as written, shortened to 200 bytes
  std::string detail;  // what was expected, for example "at most 2 decimals" (neutral, English)
  bool placed = true;  // false: nobody can be named, so whatever it might change is withheld
};

}  // namespace incent::column
