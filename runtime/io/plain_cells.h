#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/plain_rows.h"

namespace incent::io {

// The cells of one column of plain rows, as column::Column takes them.
struct CellBlock {
  std::array<int64_t, PlainRows::kMaxRows> values{};
  std::array<uint8_t, PlainRows::kMaxRows> states{};  // of column::CellState
  std::array<uint8_t, PlainRows::kMaxRows> granules{};
  bool has_states = false;  // false: all are values
};

// What texts of at most 16 bytes were decoded to: dates, labels and the like come again and again.
class CellMemo {
 public:
  struct Entry {
    std::array<uint64_t, 2> text{};  // its bytes, then zeros
    int64_t value = 0;
    uint8_t length = 0;  // 0: free
    uint8_t granule = 0;
  };
  static constexpr size_t kMaxLength = 16;

  // The entry of a text, or the one to put it in: then `length` is 0. It takes the place of the one that
  // was put in before the last, of those that go to the same place. Reads kMaxLength bytes.
  Entry& Find(std::string_view text);

 private:
  std::vector<Entry> entries_;
};

// Decodes one field of plain rows, a column at a time. What is in common form is read in short loops;
// everything else is left to DecodeCell, so that both give the same.
class PlainDecoder {
 public:
  explicit PlainDecoder(const CellType& type);

  // Fills `block` for all rows. Marks in `is_odd` the rows whose cell is bad or needs more than 64 bits;
  // what the block says of those is of no meaning. New texts go to `dictionary`, in the order of rows.
  void Decode(const PlainRows& rows, size_t column, column::Dictionary* dictionary, CellBlock* block,
              std::span<uint8_t> is_odd);

 private:
  // A column of rows, and where its cells go.
  struct Task {
    const PlainRows& rows;
    size_t column;
    column::Dictionary* dictionary;
    CellBlock* block;
    std::span<uint8_t> is_odd;
  };
  void DecodeNumbers(const Task& task);
  void DecodeTexts(const Task& task);
  void DecodeByMemo(const Task& task);
  void DecodeStrictly(const Task& task, size_t row);

  CellType type_;
  int64_t low_ = 0;  // Number: bounds
  int64_t high_ = 0;
  void (PlainDecoder::*decode_)(const Task&) = nullptr;
  CellMemo memo_;
  std::vector<std::string_view> texts_;
};

}  // namespace incent::io
