#include "runtime/io/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "runtime/column/key_text.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

using column::CellState;
using column::Column;
using column::FieldKind;
using column::FieldSchema;
using column::Reject;
using column::RejectReason;
using column::Table;

constexpr int32_t kUnknown = -1;  // as RowOfKey says it

// The target's row for each text of the dictionary, so that each is looked up once.
std::vector<int32_t> RowsOfTexts(const column::Dictionary& texts, Table& target) {
  target.IndexForMany(static_cast<size_t>(texts.size()));
  std::vector<int32_t> rows;
  rows.reserve(static_cast<size_t>(texts.size()));
  for (int32_t code = 0; code < texts.size(); ++code) rows.push_back(target.RowOfKey(texts.Text(code)));
  return rows;
}

Reject MakeReject(const Table& table, size_t row, const FilePlaces& places, size_t field) {
  const size_t file = table.files.empty() ? 0 : table.files[row];
  return {.reason = RejectReason::UnknownReference,
          .file = table.file_names[file],
          .line = table.lines[row],
          .column = places[file][field],
          .key = PrintableText(column::KeyText(table.KeyOf(static_cast<int32_t>(row))), kMaxShownBytes),
          .placed = false};
}

// One reference column: texts in, rows of the target out. `add_unknown` hears of each row whose text is no
// row's key.
template <typename AddUnknown>
Column Resolve(const Column& texts, const std::vector<int32_t>& rows, AddUnknown add_unknown) {
  constexpr size_t kBlockRows = 1024;
  std::array<int64_t, kBlockRows> cells{};
  std::array<uint8_t, kBlockRows> states{};
  Column resolved;
  for (size_t begin = 0; begin < texts.size(); begin += kBlockRows) {
    const size_t size = std::min(kBlockRows, texts.size() - begin);
    bool has_states = false;
    for (size_t k = 0; k < size; ++k) {
      const CellState state = texts.StateAt(begin + k);
      cells[k] = state == CellState::Value ? rows[static_cast<size_t>(texts.At(begin + k))] : kUnknown;
      const bool is_unknown = state == CellState::Value && cells[k] == kUnknown;
      states[k] = static_cast<uint8_t>(is_unknown ? CellState::Bad : state);
      has_states |= state != CellState::Value || is_unknown;
      if (is_unknown) add_unknown(begin + k);
    }
    resolved.AppendAll({cells.data(), size}, {states.data(), has_states ? size : 0});
  }
  return resolved;
}

}  // namespace

void ResolveReferences(const std::vector<column::DatasetSchema>& schemas, size_t dataset,
                       const FilePlaces& places, column::InputData* data, DatasetCounts* counts,
                       RejectLog* rejects) {
  const column::DatasetSchema& schema = schemas[dataset];
  Table& table = data->tables[dataset];
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const FieldSchema& field = schema.fields[i];
    Column& texts = table.columns[i];
    if (field.kind != FieldKind::Reference || texts.size() == 0) continue;
    const auto target = static_cast<size_t>(field.target);
    const std::vector<int32_t> rows = RowsOfTexts(texts.dictionary, data->tables[target]);
    texts = Resolve(texts, rows, [&](size_t row) {
      if (table.IsLeftOut(static_cast<int32_t>(row))) return;  // it is rejected already
      // Without its key, a row might be any row.
      if (field.is_key) table.row_errors.try_emplace(static_cast<int32_t>(row), value::ErrorCode::BadCell);
      Reject reject = MakeReject(table, row, places, i);
      reject.dataset = schema.name;
      reject.field = field.name;
      reject.text = PrintableText(texts.dictionary.Text(static_cast<int32_t>(texts.At(row))), kMaxShownBytes);
      reject.detail = fmt::format("the key of a row of {}", schemas[target].name);
      ++counts->num_rejects;
      ++counts->num_unplaced;
      rejects->Add(std::move(reject));
    });
  }
}

}  // namespace incent::io
