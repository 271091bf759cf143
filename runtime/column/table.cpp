#include "runtime/column/table.h"

namespace incent::column {

std::string_view Table::KeyOf(int32_t row) const {
  const auto at = static_cast<size_t>(row);
  if (key_column < 0) return at < keys.size() ? keys[at] : std::string_view();
  const Column& column = columns[static_cast<size_t>(key_column)];
  if (at >= column.size() || column.StateAt(at) != CellState::Value) return {};
  return column.dictionary.Text(static_cast<int32_t>(column.At(at)));
}

int32_t Table::RowOfKey(std::string_view key) const {
  if (key_column < 0) return key_index.Find(key, keys);
  const int32_t text = columns[static_cast<size_t>(key_column)].dictionary.Find(key);
  return text < 0 ? -1 : rows_of_texts[static_cast<size_t>(text)];
}

int32_t Table::AppendKey(std::string_view key) {
  keys.Append(key);
  return key_index.FindOrAdd(key, static_cast<int32_t>(keys.size() - 1), keys);
}

std::vector<int32_t> Table::IndexKeys(int32_t begin) {
  if (key_column < 0) return key_index.AddAll(keys, static_cast<size_t>(begin));
  const Column& column = columns[static_cast<size_t>(key_column)];
  rows_of_texts.resize(static_cast<size_t>(column.dictionary.size()), -1);
  std::vector<int32_t> repeated;
  for (int32_t row = begin; row < num_rows; ++row) {
    int32_t& first = rows_of_texts[static_cast<size_t>(column.At(static_cast<size_t>(row)))];
    if (first >= 0) {
      repeated.push_back(row);
    } else {
      first = row;
    }
  }
  return repeated;
}

}  // namespace incent::column
