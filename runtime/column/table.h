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
  // Whether the rows stand in ascending order of their keys, by bytes, none twice. False also where
  // IndexKeys was not called.
  bool keys_ascend() const;

  int num_rows = 0;
  std::vector<Column> columns;  // parallel to DatasetSchema::fields; unused ones are empty
  std::vector<int32_t> lines;   // physical line of each row in its file, 1-based; empty in tests' tables
  std::vector<uint16_t> files;  // index into `file_names`, per row; empty if there is one file
  std::vector<std::string> file_names;
  std::map<int32_t, value::ErrorCode> row_errors;  // whole rows in error, for example a repeated key
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
  bool placed = true;  // false: nobody can be named, so no payout is withheld for it
};

}  // namespace incent::column
