#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/load_dump.h"

// What must hold for any bytes that are given as input data.
namespace incent::io {

// Stops with a message, which the fuzzer takes for a crash and keeps the input.
inline void Demand(bool holds, const char* law, const std::string& left = "", const std::string& right = "") {
  if (holds) return;
  std::fprintf(stderr, "broken law: %s\n--- one\n%s\n--- other\n%s\n", law, left.c_str(), right.c_str());
  std::abort();
}

// A dataset with a field of every kind.
inline std::vector<column::DatasetSchema> FuzzSchemas() {
  using column::FieldKind;
  return {{.name = "D",
           .fields = {
               {.name = "k", .header = "k", .is_key = true},
               {.name = "n",
                .header = "n",
                .kind = FieldKind::Number,
                .scale = 2,
                .unit = "CNY",
                .optional = true},
               {.name = "p", .header = "p", .kind = FieldKind::Number, .scale = 6, .optional = true},
               {.name = "d", .header = "d", .kind = FieldKind::Date, .optional = true},
               {.name = "t", .header = "t", .kind = FieldKind::Timestamp, .optional = true},
               {.name = "q", .header = "q", .kind = FieldKind::Period, .optional = true},
               {.name = "f", .header = "f", .kind = FieldKind::Flag, .optional = true},
               {.name = "o", .header = "o", .kind = FieldKind::OneOf, .optional = true, .labels = {"x", "y"}},
               {.name = "r", .header = "r", .kind = FieldKind::Reference, .optional = true, .target = 0}}}};
}

// The first byte chooses limits and chunks, the rest is the file `name`.
inline void CheckLoadLaws(const std::string& name, std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.front());
  const std::map<std::string, std::string> files = {{name, std::string(bytes.substr(1))}};
  LoadOptions options{.encoding = choice % 8 == 7 ? Encoding::Gb18030 : Encoding::Utf8};
  options.limits = {.max_cell_bytes = choice % 2 == 0 ? size_t{8} : size_t{1000},
                    .max_row_bytes = choice % 3 == 0 ? size_t{40} : size_t{100'000},
                    .max_columns = 16,
                    .chunk_bytes = 4096};
  const LoadResult whole = LoadFromText(FuzzSchemas(), files, options);
  const std::string dump = DumpLoad(whole);
  options.limits.chunk_bytes = size_t{1} + choice / 16;
  const std::string pieces = DumpLoad(LoadFromText(FuzzSchemas(), files, options));
  Demand(pieces == dump, "the size of chunks shows nowhere", dump, pieces);
  if (choice % 4 == 1) {
    options.num_threads = 2;
    options.min_piece_bytes = bytes.size() / (2 + choice / 64) + 1;
    const std::string threads = DumpLoad(LoadFromText(FuzzSchemas(), files, options));
    Demand(threads == dump, "threads show nowhere", dump, threads);
  }

  Demand(whole.errors.empty(), "bytes are no fatal error");
  const column::Table& table = whole.data.tables[0];
  Demand(whole.total_rejects == static_cast<int64_t>(whole.rejects.size()), "all rejects are stored");
  const int32_t num_read = table.num_rows - table.num_left_out;
  Demand(whole.counts[0].num_rows == num_read, "rows are counted");
  Demand(table.lines.size() == static_cast<size_t>(table.num_rows), "each row has a line");
  for (int32_t row = 0; row < num_read; ++row) {
    const int32_t first = table.RowOfKey(table.KeyOf(row));
    Demand(first >= 0 && first <= row && table.KeyOf(first) == table.KeyOf(row), "a row is found by its key");
  }
  for (const column::Column& column : table.columns) {
    Demand(column.size() == static_cast<size_t>(table.num_rows), "columns are as long as the table");
  }
  for (size_t row = 1; row < static_cast<size_t>(num_read); ++row) {
    Demand(table.lines[row - 1] < table.lines[row], "lines ascend");
  }
  // Whatever is left out is accounted for.
  Demand(whole.counts[0].num_left_out <= whole.counts[0].num_unplaced, "a row that is left out has a reject");
  for (int32_t row = num_read; row < table.num_rows; ++row)
    Demand(table.IsMissing(row), "a row that is left out is in error");
}

}  // namespace incent::io
