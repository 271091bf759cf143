#include "compiler/interp/key_index.h"

#include <algorithm>
#include <tuple>

namespace incent::interp {

size_t KeyIndex::Hash::operator()(const std::vector<value::Int128>& key) const noexcept {
  size_t hash = 0;
  for (const value::Int128 part : key) {
    hash = (hash ^ static_cast<size_t>(part) ^ static_cast<size_t>(part >> 64)) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

std::vector<int> KeyIndex::KeyFields(const column::DatasetSchema& schema) {
  std::vector<int> fields;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (schema.fields[i].is_key) fields.push_back(static_cast<int>(i));
  }
  return fields;
}

KeyIndex::KeyIndex(const column::DatasetSchema& schema, const column::Table& table,
                   const std::vector<const std::vector<int32_t>*>& texts) {
  const std::vector<int> fields = KeyFields(schema);
  for (const int field : fields) scales_.push_back(schema.fields[static_cast<size_t>(field)].scale);
  const auto part_of = [&](size_t k, int32_t row) -> std::optional<value::Int128> {
    const column::Column& column = table.columns[static_cast<size_t>(fields[k])];
    const auto index = static_cast<size_t>(row);
    if (index >= column.size() || column.StateAt(index) != column::CellState::Value) return std::nullopt;
    const value::Int128 cell = column.At(index);
    return texts[k] == nullptr ? cell : value::Int128{(*texts[k])[static_cast<size_t>(cell)]};
  };
  std::vector<value::Int128> key(fields.size());
  for (int32_t row = 0; row < table.num_rows; ++row) {
    bool readable = true;
    for (size_t k = 0; k < fields.size() && readable; ++k) {
      const std::optional<value::Int128> part = part_of(k, row);
      readable = part.has_value();
      if (readable) key[k] = *part;
    }
    if (readable) rows_.try_emplace(key, row);
  }
  for (const auto& [row, code] : table.row_errors) {
    Doubtful doubtful{row, std::vector<std::optional<value::Int128>>(fields.size())};
    // Of rows with one key, one may be meant to have any other.
    for (size_t k = 0; code == value::ErrorCode::BadCell && k < fields.size(); ++k)
      doubtful.key[k] = part_of(k, row);
    doubtful_.push_back(std::move(doubtful));
  }
  std::sort(doubtful_.begin(), doubtful_.end(), [&](const Doubtful& a, const Doubtful& b) {
    const auto order = [&](const Doubtful& d) {
      return std::tuple(table.KeyOf(d.row), table.row_errors.at(d.row), d.row);
    };
    return order(a) < order(b);
  });
}

int32_t KeyIndex::FindDoubtful(const std::vector<value::Int128>& key) const {
  for (const Doubtful& doubtful : doubtful_) {
    bool may_be = true;
    for (size_t k = 0; k < key.size() && may_be; ++k) may_be = !doubtful.key[k] || *doubtful.key[k] == key[k];
    if (may_be) return doubtful.row;
  }
  return -1;
}

int32_t KeyIndex::Find(const std::vector<value::Int128>& key) const {
  const auto at = rows_.find(key);
  return at == rows_.end() ? -1 : at->second;
}

}  // namespace incent::interp
