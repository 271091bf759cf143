#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace incent::io {

// Where a cell lies in its record; quotes are outside, doubled quotes inside are not yet undone.
struct CsvCell {
  size_t begin = 0;
  size_t length = 0;
  bool is_quoted = false;
  bool has_escapes = false;
};

enum class CsvSplit : uint8_t {
  Record,
  NeedMore,    // the bytes end before the record does
  BadQuote,    // a quote inside an unquoted cell, or text behind a closing quote
  OpenQuote,   // the file ends in a quoted cell
  LoneReturn,  // a carriage return, outside quotes, with no line feed behind it
};

// Splits off the first record of some bytes, by RFC 4180: cells separated by commas, records by
// LF or CR LF; a cell with a comma, quote or line end is in quotes, and its quotes are doubled.
// Keeps nothing between calls but memory: the same bytes always give the same record.
class CsvSplitter {
 public:
  // `is_all`: nothing follows `bytes`, so the last record needs no line end.
  CsvSplit Split(std::string_view bytes, bool is_all);

  const std::vector<CsvCell>& cells() const { return cells_; }
  size_t record_bytes() const { return record_bytes_; }       // without the line end
  size_t num_bytes() const { return at_; }                    // with it; where the fault is, if one is
  int64_t num_line_feeds() const { return num_line_feeds_; }  // in the record and its line end
  // 1-based number of the cell where the splitting stopped.
  int last_column() const { return static_cast<int>(cells_.size()) + 1; }

 private:
  CsvSplit SplitBareCell(std::string_view bytes);
  CsvSplit SplitQuotedCell(std::string_view bytes);
  CsvSplit EndRecord(std::string_view bytes, bool is_all);

  std::vector<CsvCell> cells_;
  size_t at_ = 0;
  size_t record_bytes_ = 0;
  int64_t num_line_feeds_ = 0;
};

}  // namespace incent::io
