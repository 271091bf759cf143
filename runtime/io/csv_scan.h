#pragma once

#include <string_view>

#include "runtime/io/plain_rows.h"

namespace incent::io {

// Finds plain rows with masks of 64 bytes. What it takes for a row, CsvSplitter takes for the same
// cells; at everything else it stops.
class CsvScanner {
 public:
  // `max_row_bytes`: a longer row is not plain.
  CsvScanner(size_t num_columns, size_t max_row_bytes)
      : num_columns_(num_columns), max_row_bytes_(max_row_bytes) {}

  // Takes plain rows from the front of `bytes`, at most `max_rows`. `bytes` may be read kMaskBytes
  // further than it goes. Sets everything but `first_line`; returns the bytes of the rows.
  size_t Scan(std::string_view bytes, size_t max_rows, PlainRows* rows);

  // Whether the last scan stopped only because there were no more bytes.
  bool wants_more() const { return wants_more_; }

 private:
  // What a block of 64 bytes has to know of the ones before.
  struct Carry {
    uint64_t inside = 0;    // all ones: between quotes
    uint64_t cell_end = 1;  // 1: the byte before ended a cell
    uint64_t closed = 0;    // 1: it was a closing quote
    uint64_t returned = 0;  // 1: it was a carriage return outside of quotes
  };
  struct Block {
    uint64_t cell_ends = 0;
    uint64_t line_feeds = 0;  // those that end a row
    bool is_plain = true;     // false: something else follows behind the last of them
  };
  static Block ReadBlock(const char* bytes, uint64_t valid, Carry* carry);
  bool TakeRows(const Block& block, uint32_t offset, PlainRows* rows);

  size_t num_columns_;  // at least 1
  size_t max_row_bytes_;
  size_t num_ends_ = 1;  // in use, of the rows' `ends`
  bool wants_more_ = false;
};

}  // namespace incent::io
