#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/ir/module.h"
#include "runtime/column/table.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

// Input tables for tests, from cells as text: `-` null, `!` rejected by the reader, `?` left out.
namespace incent::interp::given {

using Cells = std::vector<std::string>;

inline value::Int128 MantissaOf(const std::string& text, int scale) {
  const auto parsed = value::ParseDecimal(text);
  if (!parsed || parsed->scale > scale) throw std::invalid_argument("no number of that scale: " + text);
  return parsed->mantissa * value::PowerOfTen(scale - parsed->scale);
}

inline void AppendCell(const column::InputData& input, const column::FieldSchema& field,
                       const std::string& text, column::Column& column) {
  using column::CellState;
  using column::FieldKind;
  if (text == "-") return column.Append(field.kind == FieldKind::Reference ? -1 : 0, CellState::Null);
  if (text == "!") return column.Append(0, CellState::Bad);
  if (text == "?") return column.Append(0, CellState::Missing);
  switch (field.kind) {
    case FieldKind::Text:
      return column.Append(column.dictionary.Intern(text));
    case FieldKind::Number:
      return column.Append(MantissaOf(text, field.scale));
    case FieldKind::Date:
      return column.Append(value::ParseDate(text).value());
    case FieldKind::Timestamp:
      return column.Append(std::stoll(text));
    case FieldKind::Period: {
      const value::ParsedPeriod period = value::ParsePeriod(text).value();
      column.granules.push_back(static_cast<uint8_t>(period.granule));
      return column.Append(period.period);
    }
    case FieldKind::Flag:
      return column.Append(text == "true" ? 1 : 0);
    case FieldKind::OneOf:
      for (size_t label = 0; label < field.labels.size(); ++label) {
        if (field.labels[label] == text) return column.Append(static_cast<value::Int128>(label));
      }
      throw std::invalid_argument("no such label: " + text);
    case FieldKind::Reference: {
      const column::Table& target = input.tables[static_cast<size_t>(field.target)];
      if (const int32_t row = target.RowOfKey(text); row >= 0) return column.Append(row);
      throw std::invalid_argument("no such row: " + text);
    }
  }
}

// Adds a row at the end of a dataset; rows that it refers to must be there already.
inline void AddRow(const ir::Module& module, column::InputData& input, size_t dataset, const Cells& cells) {
  input.tables.resize(module.datasets.size());
  column::Table& table = input.tables[dataset];
  const column::DatasetSchema& schema = module.datasets[dataset];
  table.columns.resize(schema.fields.size());
  std::string key;
  for (size_t f = 0; f < schema.fields.size(); ++f) {
    AppendCell(input, schema.fields[f], cells.at(f), table.columns[f]);
    if (schema.fields[f].is_key) key += (key.empty() ? "" : "\x1f") + cells[f];
  }
  ++table.num_rows;
  table.lines.push_back(table.num_rows + 1);
  const auto row = table.num_rows - 1;
  const int32_t first = table.AppendKey(key);
  // As the reader does it: of rows with one key none is better than the other.
  if (first != row) table.row_errors[first] = table.row_errors[row] = value::ErrorCode::DuplicateKey;
  if (table.file_names.empty()) table.file_names.push_back(schema.name + ".csv");
}

}  // namespace incent::interp::given
