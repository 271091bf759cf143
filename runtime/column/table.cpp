#include "runtime/column/table.h"

#include <algorithm>

namespace incent::column {

namespace {

// For what is not known of a key.
constexpr std::string_view kUnknown = "?";

}  // namespace

std::string_view Table::KeyOf(int32_t row) const {
  const auto at = static_cast<size_t>(row);
  if (key_column < 0) return at < keys.size() ? keys[at] : std::string_view();
  const Column& column = columns[static_cast<size_t>(key_column)];
  if (at >= column.size() || column.StateAt(at) != CellState::Value) return IsMissing(row) ? kUnknown : "";
  return column.dictionary.Text(static_cast<int32_t>(column.At(at)));
}

int32_t Table::RowOfKey(std::string_view key) const {
  if (key_column < 0) {
    const bool is_sorted = key_index.empty() && keys.ascends();
    return is_sorted ? keys.Bisect(key) : key_index.Find(key, keys);
  }
  const int32_t text = columns[static_cast<size_t>(key_column)].dictionary.Find(key);
  return text < 0 || rows_are_texts ? text : rows_of_texts[static_cast<size_t>(text)];
}

int32_t Table::AppendKey(std::string_view key) {
  if (key_index.empty()) key_index.AddAll(keys, 0);
  keys.Append(key);
  return key_index.FindOrAdd(key, static_cast<int32_t>(keys.size() - 1), keys);
}

namespace {

// Whether rows begin .. end - 1 have the texts begin .. end - 1, in this order.
bool RowsAreTexts(const Column& column, int32_t begin, int32_t end) {
  if (column.dictionary.size() != end) return false;
  for (int32_t row = begin; row < end; ++row) {
    if (column.At(static_cast<size_t>(row)) != row) return false;
  }
  return true;
}

}  // namespace

std::vector<int32_t> Table::IndexKeys(int32_t begin) {
  if (key_column < 0) {
    if (keys.ascends() && key_index.empty()) return {};
    return key_index.AddAll(keys, key_index.empty() ? 0 : static_cast<size_t>(begin));
  }
  const Column& column = columns[static_cast<size_t>(key_column)];
  const bool were_texts = begin == 0 || rows_are_texts;
  rows_are_texts = were_texts && RowsAreTexts(column, begin, num_rows);
  if (rows_are_texts) return {};
  for (int32_t row = 0; were_texts && row < begin; ++row) rows_of_texts.push_back(row);
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

void Table::IndexForMany(size_t num_searches) {
  if (key_column >= 0) return columns[static_cast<size_t>(key_column)].dictionary.IndexForMany(num_searches);
  if (key_index.empty() && num_searches > keys.size() / Dictionary::kMostPerSearch) key_index.AddAll(keys, 0);
}

bool Table::keys_ascend() const {
  if (num_rows <= 1) return true;
  const auto size = static_cast<size_t>(num_rows);
  if (key_column < 0) return keys.ascends() && keys.size() == size;
  const Column& column = columns[static_cast<size_t>(key_column)];
  return rows_are_texts && column.States() == nullptr && column.dictionary.ascends();
}

namespace {

// What is known of a key whose parts are not all known: `r2/?`.
std::string KnownKey(const DatasetSchema& schema, const LeftOutRow& row) {
  std::string key;
  bool is_first = true;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (!schema.fields[i].is_key) continue;
    if (!is_first) key += '\x1f';
    is_first = false;
    const bool is_known = !row.cells.empty() && row.cells[i].state == CellState::Value;
    key += is_known ? row.cells[i].text : std::string(kUnknown);
  }
  return key;
}

void AppendCell(const FieldSchema& field, const LeftOutCell& cell, Column& column) {
  const bool is_text = field.kind == FieldKind::Text || field.kind == FieldKind::Reference;
  const bool has_text = is_text && cell.state == CellState::Value;
  column.Append(has_text ? column.dictionary.Intern(cell.text) : cell.value, cell.state);
  if (field.kind == FieldKind::Period) column.granules.push_back(cell.granule);
}

}  // namespace

void Table::AddLeftOutRows(const DatasetSchema& schema) {
  if (left_out.empty()) return;
  if (key_column < 0 && key_index.empty()) key_index.AddAll(keys, 0);
  const bool has_keys = std::ranges::any_of(schema.fields, &FieldSchema::is_key);
  for (const LeftOutRow& row : left_out) {
    for (size_t i = 0; i < schema.fields.size(); ++i) {
      const FieldSchema& field = schema.fields[i];
      if (!field.in_use && !field.is_key) continue;
      AppendCell(field, row.cells.empty() ? LeftOutCell() : row.cells[i], columns[i]);
    }
    if (has_keys && key_column < 0) keys.Append(KnownKey(schema, row));
    lines.push_back(row.line);
    if (!files.empty() || file_names.size() > 1) files.push_back(row.file);
    row_errors[num_rows++] = value::ErrorCode::BadCell;
  }
  num_left_out = static_cast<int>(left_out.size());
  left_out.clear();
}

bool NamesNobody(const DatasetSchema& schema, const Table& table, int32_t row) {
  const auto at = static_cast<size_t>(row);
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (schema.fields[i].kind != FieldKind::Reference || i >= table.columns.size()) continue;
    const Column& column = table.columns[i];
    if (at < column.size() && column.StateAt(at) == CellState::Bad) return true;
  }
  return false;
}

std::vector<int32_t> DoubtfulRows(const DatasetSchema& schema, const Table& table) {
  std::vector<int32_t> rows;
  for (const auto& [row, code] : table.row_errors) rows.push_back(row);
  for (size_t i = 0; i < schema.fields.size() && i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (schema.fields[i].kind != FieldKind::Reference || column.States() == nullptr) continue;
    for (size_t row = 0; row < column.size(); ++row) {
      if (column.StateAt(row) == CellState::Bad) rows.push_back(static_cast<int32_t>(row));
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace incent::column
