#include "tests/fuzz/reading_law.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "runtime/io/loader.h"

namespace incent::fuzz {
namespace {

using column::FieldKind;
using column::FieldSchema;

FieldSchema Field(std::string name, FieldKind kind) {
  FieldSchema field;
  field.header = name;
  field.name = std::move(name);
  field.kind = kind;
  field.optional = true;
  return field;
}

std::vector<column::DatasetSchema> Schema() {
  FieldSchema key = Field("id", FieldKind::Text);
  key.optional = false;
  key.is_key = true;
  FieldSchema amount = Field("amount", FieldKind::Number);
  amount.scale = 2;
  amount.unit = "CNY";
  amount.bounds = column::Bounds{.low = 0, .high = 10'000'000};
  FieldSchema label = Field("label", FieldKind::OneOf);
  label.labels = {"core", "cloud"};
  FieldSchema parent = Field("parent", FieldKind::Reference);
  parent.target = 0;
  column::DatasetSchema rows;
  rows.name = "Row";
  rows.fields = {std::move(key),
                 std::move(amount),
                 Field("note", FieldKind::Text),
                 Field("day", FieldKind::Date),
                 Field("moment", FieldKind::Timestamp),
                 Field("period", FieldKind::Period),
                 Field("flag", FieldKind::Flag),
                 std::move(label),
                 std::move(parent)};
  return {std::move(rows)};
}

void AppendCells(const column::Table& table, size_t row, std::string& out) {
  for (const column::Column& column : table.columns) {
    if (row >= column.size()) continue;
    const auto state = column.StateAt(row);
    out += std::to_string(static_cast<int>(state)) + ":";
    if (state == column::CellState::Value) out += std::to_string(static_cast<long long>(column.At(row)));
    out += ";";
  }
}

// Everything that a result says, as one text. Amounts are small by their bounds, so 64 bits show them.
std::string Digest(const io::LoadResult& result) {
  std::string out;
  for (const column::Table& table : result.data.tables) {
    for (int row = 0; row < table.num_rows; ++row) {
      out += table.keys[static_cast<size_t>(row)] + "|";
      AppendCells(table, static_cast<size_t>(row), out);
      out += "\n";
    }
  }
  for (const column::Reject& reject : result.rejects) {
    out += std::string(column::RejectReasonName(reject.reason)) + " " + std::to_string(reject.line) + " " +
           std::to_string(reject.column) + " " + reject.key + " " + reject.text + " " + reject.detail + "\n";
  }
  for (const io::InputFile& file : result.files) {
    out += std::to_string(file.num_rows) + " " + std::to_string(file.num_left_out) + " " + file.sha256 + "\n";
  }
  return out + std::to_string(result.total_rejects);
}

void Require(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "law broken: %s\n", law);
  std::abort();
}

}  // namespace

void CheckReading(std::string_view name, std::string_view bytes) {
  const std::vector<column::DatasetSchema> schema = Schema();
  const std::map<std::string, std::string> files = {{std::string(name), std::string(bytes)}};
  io::LoadOptions options;
  options.limits.max_cell_bytes = 256;
  options.limits.max_row_bytes = 1024;
  std::string whole;
  for (const size_t chunk_bytes : {size_t{1} << 16, size_t{1}, size_t{7}}) {
    options.limits.chunk_bytes = chunk_bytes;
    const io::LoadResult result = io::LoadFromText(schema, files, options);
    if (!result.errors.empty()) return;
    Require(result.counts[0].num_rows == result.data.tables[0].num_rows, "every row counted is in the table");
    Require(result.total_rejects >= result.counts[0].num_left_out, "a row is left out with a reject");
    const std::string digest = Digest(result);
    if (whole.empty()) whole = digest;
    Require(digest == whole, "pieces do not show in the result");
  }
}

}  // namespace incent::fuzz
