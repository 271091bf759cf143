#include "runtime/io/plain_cells.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "runtime/io/short_number.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

using column::CellState;
using column::Dictionary;
using column::FieldKind;
using value::Int128;

constexpr int kMemoBits = 12;
// A dictionary of more texts is not remembered: it has an index of its own.
constexpr int32_t kMaxRemembered = 2000;
static_assert(PlainRows::kReadableBehind >= CellMemo::kMaxLength);

uint64_t LoadBytes(const char* bytes, size_t length) {
  const uint64_t word = short_number::Load(bytes);
  return length >= 8 ? word : word & ((uint64_t{1} << (8 * length)) - 1);
}

int64_t Clamp(Int128 m) {
  return static_cast<int64_t>(
      std::clamp<Int128>(m, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()));
}

// Whether the dictionary holds the texts of this field as they are written.
bool IsText(const CellType& type) {
  if (type.field->kind == FieldKind::Text) return true;
  return type.field->kind == FieldKind::Reference &&
         (type.key == nullptr || type.key->kind == FieldKind::Text);
}

}  // namespace

CellMemo::Entry& CellMemo::Find(std::string_view text) {
  if (entries_.empty()) entries_.resize(size_t{1} << kMemoBits);
  const std::array<uint64_t, 2> words = {LoadBytes(text.data(), text.size()),
                                         text.size() > 8 ? LoadBytes(text.data() + 8, text.size() - 8) : 0};
  // The highest bits of a product depend on all bits of its factors.
  const uint64_t hash = (words[0] ^ (words[1] * 0x9e3779b97f4a7c15)) * 0xd6e8feb86659fd93;
  Entry* const entry = &entries_[(hash >> (64 - kMemoBits)) & ~uint64_t{1}];
  const auto holds = [&](const Entry& e) {
    return e.length == text.size() && e.text[0] == words[0] && e.text[1] == words[1];
  };
  if (holds(entry[0])) return entry[0];
  if (holds(entry[1])) return entry[1];
  std::swap(entry[0], entry[1]);
  entry[0] = {.text = words};
  return entry[0];
}

PlainDecoder::PlainDecoder(const CellType& type) : type_(type) {
  const std::optional<column::Bounds>& bounds = type.field->bounds;
  low_ = bounds ? Clamp(bounds->low) : std::numeric_limits<int64_t>::min();
  high_ = bounds ? Clamp(bounds->high) : std::numeric_limits<int64_t>::max();
  // References and other texts come again and again, keys never.
  if (IsText(type)) {
    decode_ = &PlainDecoder::DecodeTexts;
  } else if (type.field->kind == FieldKind::Number) {
    decode_ = &PlainDecoder::DecodeNumbers;
  } else {
    decode_ = &PlainDecoder::DecodeByMemo;
  }
}

void PlainDecoder::Decode(const PlainRows& rows, size_t column, Dictionary* dictionary, CellBlock* block,
                          std::span<uint8_t> is_odd) {
  if (block->has_states) block->states.fill(static_cast<uint8_t>(CellState::Value));
  block->has_states = false;
  (this->*decode_)({rows, column, dictionary, block, is_odd});
}

void PlainDecoder::DecodeStrictly(const Task& task, size_t row) {
  const PlainRows::PlainCell cell = task.rows.CellAt(row, task.column);
  const CellForm bare = cell.text.empty() ? CellForm::Absent : CellForm::Bare;
  const DecodedCell decoded = DecodeCell(
      type_, {.text = cell.text, .form = cell.is_quoted ? CellForm::Quoted : bare}, task.dictionary);
  if (decoded.state == CellState::Bad || !value::FitsInt64(decoded.value)) {
    task.is_odd[row] = 1;
    return;
  }
  task.block->values[row] = static_cast<int64_t>(decoded.value);
  task.block->states[row] = static_cast<uint8_t>(decoded.state);
  task.block->granules[row] = decoded.granule;
  task.block->has_states |= decoded.state != CellState::Value;
}

void PlainDecoder::DecodeNumbers(const Task& task) {
  const int scale = type_.field->scale;
  for (size_t row = 0; row < task.rows.num_rows; ++row) {
    int64_t& mantissa = task.block->values[row];
    const std::string_view text = task.rows.CellAt(row, task.column).text;
    if (!ReadShortNumber(text, scale, &mantissa) || mantissa < low_ || mantissa > high_)
      DecodeStrictly(task, row);
  }
}

void PlainDecoder::DecodeTexts(const Task& task) {
  if (!type_.field->is_key && task.dictionary->size() <= kMaxRemembered) return DecodeByMemo(task);
  size_t first = 0;  // row of the first of `texts_`
  size_t size = 0;
  texts_.resize(PlainRows::kMaxRows);
  const auto intern = [&] {
    task.dictionary->InternAll({texts_.data(), size}, &task.block->values[first]);
    size = 0;
  };
  for (size_t row = 0; row < task.rows.num_rows; ++row) {
    const std::string_view text = task.rows.CellAt(row, task.column).text;
    if (!text.empty() && IsSurelyNfc(text)) {
      texts_[size++] = text;
      continue;
    }
    // Codes follow the order of rows, so those before come first.
    if (size > 0) intern();
    DecodeStrictly(task, row);
    first = row + 1;
  }
  if (size > 0) intern();
}

void PlainDecoder::DecodeByMemo(const Task& task) {
  for (size_t row = 0; row < task.rows.num_rows; ++row) {
    const std::string_view text = task.rows.CellAt(row, task.column).text;
    if (text.empty() || text.size() > CellMemo::kMaxLength) {
      DecodeStrictly(task, row);
      continue;
    }
    CellMemo::Entry& entry = memo_.Find(text);
    if (entry.length == 0) {
      DecodeStrictly(task, row);
      if (task.is_odd[row] != 0) continue;
      entry.length = static_cast<uint8_t>(text.size());
      entry.value = task.block->values[row];
      entry.granule = task.block->granules[row];
    }
    task.block->values[row] = entry.value;
    task.block->granules[row] = entry.granule;
  }
}

}  // namespace incent::io
