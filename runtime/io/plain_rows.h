#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace incent::io {

// Many rows of a CSV file at once, all of them plain: one line each, with as many cells as the header,
// and no doubled quotes. Valid until the reader reads on.
struct PlainRows {
  static constexpr size_t kMaxRows = 1024;
  // Bytes that may be read behind any cell.
  static constexpr size_t kReadableBehind = 16;

  struct PlainCell {
    std::string_view text;
    bool is_quoted = false;
  };

  const char* bytes = nullptr;
  size_t num_rows = 0;
  size_t num_columns = 0;
  int64_t first_line = 0;  // of the first row, 1-based; the others follow line by line
  // Behind each cell, row by row: where its comma or line feed is. One more stands before them, so that
  // every cell begins behind the one of the cell before. What follows behind the rows' is of no meaning.
  std::vector<uint32_t> ends{std::numeric_limits<uint32_t>::max()};

  PlainCell CellAt(size_t row, size_t column) const {
    const size_t i = row * num_columns + column;
    const uint32_t begin = ends[i] + 1;
    std::string_view text(bytes + begin, ends[i + 1] - begin);
    if (column + 1 == num_columns && text.ends_with('\r')) text.remove_suffix(1);
    if (!text.starts_with('"')) return {text, false};
    return {text.substr(1, text.size() - 2), true};
  }
};

}  // namespace incent::io
