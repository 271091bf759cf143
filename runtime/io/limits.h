#pragma once

#include <cstddef>
#include <cstdint>

// What the readers accept at most. A file may be of any length; a row may not, so that no input
// can use more memory than the table it becomes.
namespace incent::io {

struct ReadLimits {
  size_t max_cell_bytes = size_t{64} << 10;  // of a cell's text, quotes not counted
  size_t max_row_bytes = size_t{1} << 20;    // of a record as written, line end not counted
  size_t max_columns = 4096;                 // of a header; of distinct member names in JSON Lines
  int64_t max_rows = 2'000'000'000;          // of a dataset, all its files together
  size_t max_files = 65'536;                 // of a dataset
  size_t chunk_bytes = size_t{256} << 10;    // read at once; shows in no result
};

}  // namespace incent::io
