#include <fstream>
#include <sstream>

#include "compiler/files/file_loader.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/engine.h"
#include "compiler/pipeline/ledger_writer.h"
#include "runtime/io/loader.h"
#include "runtime/value/decimal.h"
#include "tests/unit/embed/embedding.h"

// The example's data as Arrow batches gives the ledger that its CSV files give.
namespace incent::embed {
namespace {

const std::string kExample = std::string(INCENT_SOURCE_DIR) + "/examples/quickstart/";

// What `incent run` writes.
std::string LedgerOfFiles() {
  files::FileLoader loader;
  const pipeline::Compilation compilation = pipeline::Compile(loader, kExample + "quickstart.incent", {});
  const io::LoadResult load = io::Load(compilation.datasets, {.data_dir = kExample + "data"});
  EXPECT_TRUE(load.errors.empty());
  const ir::Module& module = compilation.plans.at(0).module;
  const eval::Outcome outcome =
      pipeline::RunPlan(module, load.data, {.engine = pipeline::Engine::Interpreter});
  std::string text = pipeline::LedgerHeader(pipeline::LedgerFormat::Csv);
  const pipeline::PlaceNames names{module.datasets, load.data, outcome.participants};
  pipeline::LedgerWriter writer(module, outcome, names, pipeline::LedgerFormat::Csv);
  for (const eval::LedgerRow& row : outcome.ledger) writer.Append(row, text);
  return text;
}

// Columns of a simple CSV file as texts; an empty cell is null.
std::map<std::string, Cells<std::string>> ReadCsv(const std::string& path) {
  std::map<std::string, Cells<std::string>> columns;
  std::vector<std::string> names;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line + ",");
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    if (names.empty()) {
      names = row;
      continue;
    }
    for (size_t i = 0; i < names.size(); ++i)
      columns[names[i]].push_back(row[i].empty() ? std::nullopt : std::optional(row[i]));
  }
  return columns;
}

GivenColumn Dates(const std::string& name, const Cells<std::string>& texts) {
  Cells<int32_t> days;
  for (const auto& text : texts)
    days.push_back(text ? std::optional(value::ParseDate(*text).value()) : std::nullopt);
  return Fixed<int32_t>(name, "tdD", days);
}

GivenColumn Money(const std::string& name, const Cells<std::string>& texts) {
  Cells<value::Int128> cents;
  for (const auto& text : texts) {
    const value::ParsedDecimal parsed = value::ParseDecimal(text.value()).value();
    cents.push_back(parsed.mantissa * value::PowerOfTen(2 - parsed.scale));
  }
  return Fixed<value::Int128>(name, "d:12,2", cents);
}

class SameAsFilesTest : public Embedding, public testing::WithParamInterface<incent_engine> {};

TEST_P(SameAsFilesTest, TheLedgerOfTheExampleIsTheSame) {
  if (GetParam() == INCENT_ENGINE_JIT && incent_has_jit() == 0) GTEST_SKIP() << "built without LLVM";
  ASSERT_EQ(incent_compile_file((kExample + "quickstart.incent").c_str(), &plan_, nullptr, Error()),
            INCENT_OK);
  ASSERT_EQ(Open({.engine = GetParam(), .num_threads = 2}), INCENT_OK);
  auto reps = ReadCsv(kExample + "data/Rep.csv");
  auto deals = ReadCsv(kExample + "data/Deal.csv");
  ASSERT_EQ(deals["id"].size(), 1600U);
  ASSERT_EQ(Push("Rep", {Texts("id", reps["id"]), Texts("role", reps["role"]), Texts("name", reps["name"]),
                         Dates("hired_on", reps["hired_on"]), Dates("left_on", reps["left_on"]),
                         Money("annual_quota", reps["annual_quota"])}),
            INCENT_OK)
      << Message();
  const std::vector<GivenColumn> columns = {
      Money("amount", deals["amount"]), TextsOf<int64_t>("id", "U", deals["id"]),
      Texts("rep", deals["rep"]),       Texts("product", deals["product"]),
      Dates("won_on", deals["won_on"]), Dates("cancelled_on", deals["cancelled_on"])};
  // In slices, and not in the order of the file.
  ASSERT_EQ(Push("Deal", columns, {.offset = 1000, .length = 600}), INCENT_OK) << Message();
  ASSERT_EQ(Push("Deal", columns, {.offset = 0, .length = 1000}), INCENT_OK) << Message();
  ASSERT_EQ(Run(), INCENT_OK) << Message();
  EXPECT_EQ(Counts().num_rejects, 0);
  EXPECT_EQ(Counts().num_paid, 1949);
  EXPECT_EQ(Ledger() == LedgerOfFiles(), true);
}

INSTANTIATE_TEST_SUITE_P(Engines, SameAsFilesTest,
                         testing::Values(INCENT_ENGINE_INTERPRETER, INCENT_ENGINE_JIT));

TEST_F(Embedding, TheBatchesOfTheLedgerSayWhatItsTextSays) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  std::vector<GivenColumn> deals = SomeDeals();
  deals[2] = Texts("amount", {"1", "x", "3"});
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", deals), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(LedgerOfBatches(), Ledger());
}

}  // namespace
}  // namespace incent::embed
