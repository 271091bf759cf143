#include "runtime/io/csv_scan.h"

#include <algorithm>
#include <bit>

#include "runtime/io/byte_masks.h"

namespace incent::io {
namespace {

// Bit i: whether the number of bits 0 .. i is odd.
uint64_t PrefixXor(uint64_t bits) {
  for (const int shift : {1, 2, 4, 8, 16, 32}) bits ^= bits << shift;
  return bits;
}

// The bits below the lowest one of `faults`; all if there is none.
uint64_t Below(uint64_t faults) {
  return faults == 0 ? ~uint64_t{0} : (faults & (~faults + 1)) - 1;
}

}  // namespace

// A row is plain if each quote begins or ends a cell, no line feed is between quotes, and each carriage
// return that is not between quotes has a line feed behind it.
CsvScanner::Block CsvScanner::ReadBlock(const char* bytes, uint64_t valid, Carry* carry) {
  const ByteMasks masks = MasksOf(bytes);
  const uint64_t quotes = masks.quotes & valid;
  uint64_t inside = carry->inside;  // from behind an opening quote up to its closing one, exclusive
  if (quotes != 0) inside ^= PrefixXor(quotes);
  const uint64_t line_feeds = masks.line_feeds & valid & ~inside;
  const uint64_t cell_ends = (masks.commas & valid & ~inside) | line_feeds;
  const uint64_t returns = masks.returns & valid & ~inside;
  const uint64_t opening = quotes & inside;
  const uint64_t closing = quotes & ~inside;
  uint64_t faults = masks.line_feeds & valid & inside;
  faults |= opening & ~((cell_ends << 1) | carry->cell_end);
  faults |= ((closing << 1) | carry->closed) & valid & ~(cell_ends | returns);
  faults |= ((returns << 1) | carry->returned) & valid & ~line_feeds;
  *carry = {.inside = static_cast<uint64_t>(static_cast<int64_t>(inside) >> 63),
            .cell_end = cell_ends >> 63,
            .closed = closing >> 63,
            .returned = returns >> 63};
  const uint64_t before = Below(faults);
  return {cell_ends & before, line_feeds & before, faults == 0};
}

// Notes the cells of a block, and ends the rows whose line feed is in it. False at a row that has not as
// many cells as it should, or is too long.
bool CsvScanner::TakeRows(const Block& block, uint32_t offset, PlainRows* rows) {
  uint32_t* const ends = rows->ends.data();
  for (uint64_t bits = block.cell_ends; bits != 0; bits &= bits - 1) {
    ends[num_ends_++] = offset + static_cast<uint32_t>(std::countr_zero(bits));
  }
  for (uint64_t bits = block.line_feeds; bits != 0; bits &= bits - 1) {
    const uint32_t line_feed = offset + static_cast<uint32_t>(std::countr_zero(bits));
    const size_t first = rows->num_rows * num_columns_;
    const size_t last = first + num_columns_;
    const bool is_whole = last < num_ends_ && ends[last] == line_feed;
    if (!is_whole || line_feed - (ends[first] + 1) > max_row_bytes_) return false;
    ++rows->num_rows;
  }
  return num_ends_ <= (rows->num_rows + 1) * num_columns_;
}

size_t CsvScanner::Scan(std::string_view bytes, size_t max_rows, PlainRows* rows) {
  constexpr size_t kMostBytes = size_t{1} << 30;  // positions have 32 bits
  constexpr size_t kMostCells = size_t{1} << 16;
  bytes = bytes.substr(0, kMostBytes);
  max_rows = std::min({max_rows, PlainRows::kMaxRows, std::max(kMostCells / num_columns_, size_t{1})});
  rows->bytes = bytes.data();
  rows->num_columns = num_columns_;
  rows->num_rows = 0;
  // A block may go on behind the last row.
  rows->ends.resize(std::max(rows->ends.size(), (max_rows + 1) * num_columns_ + kMaskBytes));
  num_ends_ = 1;
  Carry carry;
  bool is_plain = true;
  size_t at = 0;
  for (; at < bytes.size() && is_plain && rows->num_rows < max_rows; at += kMaskBytes) {
    const size_t rest = bytes.size() - at;
    const uint64_t valid = rest >= kMaskBytes ? ~uint64_t{0} : (uint64_t{1} << rest) - 1;
    const Block block = ReadBlock(bytes.data() + at, valid, &carry);
    is_plain = TakeRows(block, static_cast<uint32_t>(at), rows) && block.is_plain;
  }
  wants_more_ = is_plain && at >= bytes.size();
  rows->num_rows = std::min(rows->num_rows, max_rows);
  return rows->num_rows == 0 ? 0 : rows->ends[rows->num_rows * num_columns_] + size_t{1};
}

}  // namespace incent::io
