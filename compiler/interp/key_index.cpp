#include "compiler/interp/key_index.h"

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
  std::vector<value::Int128> key(fields.size());
  for (int32_t row = 0; row < table.num_rows; ++row) {
    const auto index = static_cast<size_t>(row);
    bool readable = true;
    for (size_t k = 0; k < fields.size() && readable; ++k) {
      const column::Column& column = table.columns[static_cast<size_t>(fields[k])];
      readable = index < column.size() && column.StateAt(index) == column::CellState::Value;
      if (!readable) break;
      const value::Int128 cell = column.At(index);
      key[k] = texts[k] == nullptr ? cell : value::Int128{(*texts[k])[static_cast<size_t>(cell)]};
    }
    if (readable) rows_.try_emplace(key, row);
  }
}

int32_t KeyIndex::Find(const std::vector<value::Int128>& key) const {
  const auto at = rows_.find(key);
  return at == rows_.end() ? -1 : at->second;
}

}  // namespace incent::interp
