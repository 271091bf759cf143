#pragma once

#include <string>
#include <vector>

#include "compiler/embed/arrow_column.h"
#include "runtime/io/record_reader.h"

namespace incent::embed {

// Arrow batches of one dataset, one behind the other, as rows of a file: each cell is the text that it would
// be in CSV, so that what is wrong with it is judged, and said, in one place for both.
class BatchReader final : public io::RecordReader {
 public:
  // Names of all columns, in order.
  explicit BatchReader(std::vector<std::string> names) : names_(std::move(names)) {}

  // The rows to be read next; the array behind `columns`, which are parallel to the names, must outlive the
  // reading. Columns that nobody wants need not be set.
  void SetRows(std::vector<ArrowColumn> columns, int64_t num_rows);

  io::Header ReadHeader(const std::vector<std::string>& wanted) override;
  [[nodiscard]] io::ReadStatus Next() override;
  const io::PlainRows& NextPlain(size_t max_rows, uint64_t end) override;
  int error_number() const override { return 0; }
  // Batches are not read in pieces.
  std::unique_ptr<io::RecordReader> Resume(std::unique_ptr<io::ByteSource> source,
                                           int64_t line) const override;
  // Rows read so far, of all batches.
  uint64_t position() const override { return num_read_; }
  int64_t next_line() const override { return static_cast<int64_t>(num_read_) + 1; }

 private:
  bool AppendPlainRow(int64_t row);
  io::Cell CellAt(const ArrowColumn& column, std::string& scratch) const;

  std::vector<std::string> names_;
  std::vector<size_t> places_;  // of the wanted columns
  std::vector<uint8_t> is_wanted_;
  std::vector<ArrowColumn> columns_;
  int64_t num_rows_ = 0;  // of the current batch
  int64_t next_ = 0;      // its next row
  uint64_t num_read_ = 0;
  std::vector<std::string> scratch_;  // by wanted column
  std::string bytes_;                 // of plain rows
};

}  // namespace incent::embed
