#include "tests/unit/embed/embedding.h"

#include "compiler/embed/wide_decimal.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

namespace incent::embed {
namespace {

bool BitAt(const void* bits, int64_t at) {
  return (static_cast<const uint8_t*>(bits)[at / 8] >> (at % 8) & 1) != 0;
}

template <typename T>
T At(const ArrowArray& array, int buffer, int64_t row) {
  T value;
  std::memcpy(&value, static_cast<const char*>(array.buffers[buffer]) + row * static_cast<int64_t>(sizeof(T)),
              sizeof(T));
  return value;
}

std::string TextAt(const ArrowArray& array, int64_t row) {
  const auto begin = At<int32_t>(array, 1, row);
  return {static_cast<const char*>(array.buffers[2]) + begin,
          static_cast<size_t>(At<int32_t>(array, 1, row + 1) - begin)};
}

// A reader of its own, so that writer and reader cannot share a mistake.
std::string CellText(const ArrowSchema& schema, const ArrowArray& array, int64_t row) {
  if (array.buffers[0] != nullptr && !BitAt(array.buffers[0], row)) return "-";
  const std::string format = schema.format;
  if (schema.dictionary != nullptr) return TextAt(*array.dictionary, At<int32_t>(array, 1, row));
  if (format == "u") return TextAt(array, row);
  if (format == "l") return std::to_string(At<int64_t>(array, 1, row));
  if (format == "tdD") return value::DateToText(At<int32_t>(array, 1, row));
  EXPECT_EQ(format.substr(0, 5), "d:38,");
  return value::DecimalToText(At<value::Int128>(array, 1, row), std::stoi(format.substr(5)));
}

}  // namespace

Rows Embedding::ReadStream(ArrowArrayStream stream, std::vector<std::string>* names) {
  Rows rows;
  ArrowSchema schema{};
  EXPECT_EQ(stream.get_schema(&stream, &schema), 0);
  for (int64_t i = 0; names != nullptr && i < schema.n_children; ++i)
    names->emplace_back(schema.children[i]->name);
  while (true) {
    ArrowArray batch{};
    const int error = stream.get_next(&stream, &batch);
    EXPECT_EQ(error, 0) << stream.get_last_error(&stream);
    if (error != 0 || batch.release == nullptr) break;
    EXPECT_EQ(batch.n_children, schema.n_children);
    for (int64_t row = 0; row < batch.length; ++row) {
      auto& cells = rows.emplace_back();
      for (int64_t i = 0; i < batch.n_children; ++i)
        cells.push_back(CellText(*schema.children[i], *batch.children[i], row));
    }
    batch.release(&batch);
  }
  schema.release(&schema);
  stream.release(&stream);
  return rows;
}

namespace {

using EmbeddingTest = Embedding;

TEST_F(EmbeddingTest, RowsGoInAsBatchesAndPayoutsComeOutAsBatches) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK) << Message();
  ASSERT_EQ(Push("Deal", SomeDeals()), INCENT_OK) << Message();
  ASSERT_EQ(Run(), INCENT_OK) << Message();
  ArrowArrayStream stream{};
  ASSERT_EQ(incent_result_ledger(result_, &stream, Error()), INCENT_OK);
  std::vector<std::string> names;
  const Rows rows = ReadStream(stream, &names);
  EXPECT_EQ(names, (std::vector<std::string>{"plan", "plan_version", "component", "participant", "earned_by",
                                             "period", "credit_date", "posting_date", "status", "earned",
                                             "paid", "balance", "unit", "dataset", "row", "cause",
                                             "cause_definition", "cause_at"}));
  const Rows expected = {{"tenth", "-", "commission", "r1", "-", "2026-01", "2026-01-01", "2026-01-01",
                          "paid", "10.00", "10.00", "0.00", "CNY", "Deal", "d1", "-", "-", "-"},
                         {"tenth", "-", "commission", "r1", "-", "2026-03", "2026-03-01", "2026-03-01",
                          "paid", "-0.01", "-0.01", "0.00", "CNY", "Deal", "d3", "-", "-", "-"},
                         {"tenth", "-", "commission", "r2", "-", "2026-02", "2026-02-01", "2026-02-01",
                          "paid", "25.05", "25.05", "0.00", "CNY", "Deal", "d2", "-", "-", "-"}};
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(releases_.schemas, 2);
  EXPECT_EQ(releases_.arrays, 2);
}

}  // namespace
}  // namespace incent::embed
