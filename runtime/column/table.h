#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/column/schema.h"
#include "runtime/value/error_code.h"
#include "runtime/value/int128.h"

// Input data in memory: one column per field, dictionary-encoded text, one state per cell.
namespace incent::column {

// Finds texts among numbered texts that somebody else holds, so that each is stored once.
class TextIndex {
 public:
  // The number of `text`, -1 if it has none.
  int32_t Find(std::string_view text, const std::vector<std::string>& texts) const;
  // The same, but a text that has no number gets `number`: `texts[number]` is to be it.
  int32_t FindOrAdd(std::string_view text, int32_t number, const std::vector<std::string>& texts);
  // Adds the texts from number `begin` on. The numbers of those that were there already come back;
  // they have no place in the index.
  std::vector<int32_t> AddAll(const std::vector<std::string>& texts, size_t begin);
  // Starts bringing the memory that a search for `text` needs; in a large index that is most of
  // its time.
  void Prefetch(std::string_view text) const;
  size_t MemoryBytes() const { return slots_.capacity() * sizeof(uint64_t); }

 private:
  size_t SlotOf(std::string_view text, uint32_t hash, const std::vector<std::string>& texts) const;
  void Resize(size_t num_slots);
  int32_t FindOrAddHashed(std::string_view text, uint32_t hash, int32_t number,
                          const std::vector<std::string>& texts);

  // Open addressing: the hash in the upper half of a slot, the number plus one in the lower; 0 is
  // a free slot. The size is a power of two.
  std::vector<uint64_t> slots_;
  size_t num_used_ = 0;
};

// Distinct texts, numbered in order of first appearance.
class Dictionary {
 public:
  int32_t Intern(std::string_view text);
  int32_t Find(std::string_view text) const { return index_.Find(text, texts_); }  // -1: not there
  const std::string& Text(int32_t code) const { return texts_[static_cast<size_t>(code)]; }
  void Prefetch(std::string_view text) const { index_.Prefetch(text); }
  int32_t size() const { return static_cast<int32_t>(texts_.size()); }
  size_t MemoryBytes() const;

 private:
  std::vector<std::string> texts_;
  TextIndex index_;
};

enum class CellState : uint8_t { Value, Null, Bad, Missing };  // Missing: left out of a test's `given`

// One field's cells. Every kind is stored as integers:
//   Number: mantissa at the schema's scale; Date: day number; Timestamp: seconds since 1970 (civil,
//   no zone); Period: ordinal (granule in `granules`); Flag: 0/1; Text: dictionary code;
//   OneOf: index into the schema's labels; Reference: row of the target, -1 if null.
// 64-bit lanes widen to 128 bits when a value needs it; the width never shows in At().
class Column {
 public:
  void Append(value::Int128 cell, CellState state = CellState::Value);
  void Set(size_t row, value::Int128 cell, CellState state);
  value::Int128 At(size_t row) const { return wide_.empty() ? value::Int128{narrow_[row]} : wide_[row]; }
  CellState StateAt(size_t row) const {
    return states_.empty() ? CellState::Value : static_cast<CellState>(states_[row]);
  }
  size_t size() const { return wide_.empty() ? narrow_.size() : wide_.size(); }
  size_t MemoryBytes() const;

  Dictionary dictionary;          // Text
  std::vector<uint8_t> granules;  // Period: granule per row

 private:
  void Widen();

  std::vector<int64_t> narrow_;
  std::vector<value::Int128> wide_;
  std::vector<uint8_t> states_;  // empty: all Value
};

struct Table {
  // Appends the next row's key. The first row with the same key: the new row itself if there is none.
  int32_t AppendKey(std::string key);
  int32_t RowOfKey(std::string_view key) const { return key_index.Find(key, keys); }  // the first; -1: none

  int num_rows = 0;
  std::vector<Column> columns;  // parallel to DatasetSchema::fields; unused ones are empty
  std::vector<int32_t> lines;   // physical line of each row in its file, 1-based; empty in tests' tables
  std::vector<uint16_t> files;  // index into `file_names`, per row; empty if there is one file
  std::vector<std::string> file_names;
  std::vector<std::string> keys;                   // text of each row's key; composite keys joined by U+001F
  std::map<int32_t, value::ErrorCode> row_errors;  // whole rows in error, for example a repeated key
  TextIndex key_index;                             // over `keys`: see AppendKey and RowOfKey
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
