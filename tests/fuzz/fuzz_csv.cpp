#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/io/csv_writer.h"
#include "tests/fuzz/load_laws.h"

namespace incent::io {
namespace {

using Rows = std::vector<std::vector<std::optional<std::string>>>;

const std::vector<std::string> kColumns = {"k", "n"};

// The rows of a file; those that cannot be split are left out.
Rows ReadRows(std::string_view text) {
  const std::unique_ptr<RecordReader> reader = MakeCsvReader(MakeTextSource(text), {.chunk_bytes = 4096});
  if (reader->ReadHeader(kColumns).problem) return {};
  Rows rows;
  while (true) {
    const ReadStatus status = reader->Next();
    if (status == ReadStatus::End) return rows;
    if (status == ReadStatus::Problem || status == ReadStatus::Blank) continue;
    rows.emplace_back();
    for (const Cell& cell : reader->row()) {
      rows.back().push_back(cell.form == CellForm::Absent ? std::nullopt
                                                          : std::optional<std::string>(cell.text));
    }
  }
}

std::string WriteRows(const Rows& rows) {
  CsvLine line;
  for (const std::string& column : kColumns) line.Text(column);
  std::string text(line.End());
  for (const auto& row : rows) {
    for (const std::optional<std::string>& cell : row) {
      if (cell) {
        line.Text(*cell);
      } else {
        line.Absent();
      }
    }
    text += line.End();
  }
  return text;
}

}  // namespace
}  // namespace incent::io

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  incent::io::CheckLoadLaws("D.csv", bytes);
  const incent::io::Rows rows = incent::io::ReadRows(bytes);
  incent::io::Demand(incent::io::ReadRows(incent::io::WriteRows(rows)) == rows,
                     "what is written is read back", std::string(bytes), incent::io::WriteRows(rows));
  return 0;
}
