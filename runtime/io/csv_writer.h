#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace incent::io {

// Appends a cell that the CSV reader gives back as `text`, in quotes if it needs them.
void AppendCsvText(std::string_view text, std::string& record);

// One record of CSV (RFC 4180, LF), cell by cell, such that the CSV reader gives back the same
// cells: an empty text is written `""`, so that it is not an absent cell.
class CsvLine {
 public:
  CsvLine& Text(std::string_view text);
  CsvLine& Integer(int64_t number);
  // Digits, dates and other texts that surely need no quotes.
  CsvLine& Bare(std::string_view text);
  CsvLine& Absent();
  // The record with its line end; valid until the next cell, which starts a new record.
  std::string_view End();

 private:
  void StartCell();

  std::string line_;
  bool is_first_ = true;
};

}  // namespace incent::io
