#include "runtime/io/piece_load.h"

#include <gtest/gtest.h>

#include <random>

#include "runtime/io/loader.h"
#include "tests/support/load_dump.h"
#include "tests/unit/io/hostile_rows.h"
#include "tests/unit/io/scratch_folder.h"

// However many threads read a file, in however many pieces: the result is the same.
namespace incent::io {
namespace {

using Files = std::map<std::string, std::string>;

std::string DumpOrder(const LoadResult& result) {
  std::string dump = DumpLoad(result);
  for (const column::Table& table : result.data.tables) {
    dump += table.keys_ascend() ? "keys ascend\n" : "";
    for (const column::Column& column : table.columns) {
      dump += fmt::format("{} {}\n", value::DecimalToText(column.low(), 0),
                          value::DecimalToText(column.high(), 0));
    }
  }
  return dump;
}

// Loads files of the first dataset in one thread, and in several with many sizes of pieces.
LoadResult LoadAll(const std::vector<column::DatasetSchema>& schemas, const Files& files,
                   LoadOptions options = {}) {
  size_t most_bytes = 0;
  for (const auto& [name, text] : files) {
    options.overrides[schemas[0].name].push_back(name);
    most_bytes = std::max(most_bytes, text.size());
  }
  LoadResult whole = LoadFromText(schemas, files, options);
  const std::string dump = DumpOrder(whole);
  for (const int num_threads : {2, 3}) {
    options.num_threads = num_threads;
    for (const size_t num_pieces : {2, 3, 7}) {
      options.min_piece_bytes = most_bytes / num_pieces + 1;
      EXPECT_EQ(DumpOrder(LoadFromText(schemas, files, options)), dump)
          << num_threads << " threads, " << num_pieces << " pieces of\n"
          << files.begin()->second;
    }
  }
  return whole;
}

std::vector<column::DatasetSchema> SimpleSchemas() {
  using column::FieldKind;
  return {{.name = "T",
           .fields = {{.name = "k", .header = "k", .is_key = true},
                      {.name = "n", .header = "n", .kind = FieldKind::Number, .optional = true},
                      {.name = "s", .header = "s", .optional = true}}}};
}

TEST(PieceLoadTest, KeysOfPiecesStayInOrder) {
  std::string text = "k,n,s\n";
  for (int row = 0; row < 300; ++row) text += fmt::format("K{:05},{},{}\n", row, row * 1000, row % 7);
  EXPECT_TRUE(LoadAll(SimpleSchemas(), {{"a.csv", text}}).data.tables[0].keys_ascend());
  EXPECT_FALSE(LoadAll(SimpleSchemas(), {{"a.csv", text + "K00007,1,x\n"}}).data.tables[0].keys_ascend());
  const LoadResult two =
      LoadAll(SimpleSchemas(), {{"a.csv", text}, {"b.csv", "s,k\nx,L1\ny,L2\nz,K00009\n"}});
  EXPECT_EQ(two.data.tables[0].num_rows, 303);
  EXPECT_EQ(two.total_rejects, 2);
}

TEST(PieceLoadTest, ALineFeedBetweenQuotesMisleadsNobody) {
  std::string text = "k,n,s\n";
  for (int row = 0; row < 50; ++row) {
    // Each line of the text looks like a row.
    text += fmt::format("K{:03},1,\"first\nX{},2,second\nY{},3,\"\n", row, row, row);
  }
  const LoadResult result = LoadAll(SimpleSchemas(), {{"a.csv", text}});
  EXPECT_EQ(result.data.tables[0].num_rows, 50);
  EXPECT_EQ(result.total_rejects, 0);
}

TEST(PieceLoadTest, ARowMayBeLongerThanAPiece) {
  const std::string text = "k,n,s\na,1,\"" + std::string(500, '\n') + "\"\nb,2,x\n";
  EXPECT_EQ(LoadAll(SimpleSchemas(), {{"a.csv", text}}).data.tables[0].num_rows, 2);
}

TEST(PieceLoadTest, FilesWithoutRowsHaveNoPieces) {
  for (const char* const text : {"", "k,n,s\n", "k,n,s", "no,such,columns\n1,2,3\n",
                                 "\xff\xfe"
                                 "k\n",
                                 "\"k\nn"}) {
    LoadAll(SimpleSchemas(), {{"a.csv", text}});
  }
}

TEST(PieceLoadTest, TooManyRowsAreTooManyInPiecesToo) {
  std::string text = "k,n,s\n";
  for (int row = 0; row < 30; ++row) text += fmt::format("K{:05},{},x\n", row, row % 3 == 0 ? "?" : "1");
  LoadOptions options;
  for (const int64_t max_rows : {0, 1, 10, 29, 30}) {
    options.limits.max_rows = max_rows;
    EXPECT_EQ(LoadAll(SimpleSchemas(), {{"a.csv", text}}, options).errors.empty(), max_rows == 30);
  }
}

TEST(PieceLoadTest, HostileRowsAreReadAlike) {
  std::mt19937 random(6);
  for (int round = 0; round < 16; ++round) {
    Files files;
    for (const char* const name : {"a.csv", "b.csv"}) {
      std::string text(kHostileHeader);
      const size_t num_rows = random() % 40;
      for (size_t row = 0; row < num_rows; ++row) text += HostileRow(random, static_cast<int>(row));
      files[name] = text;
    }
    LoadOptions options;
    if (round % 4 == 1) options.max_stored_rejects = random() % 10;
    if (round % 4 == 2) options.limits.max_rows = static_cast<int64_t>(random() % 40);
    if (round % 4 == 3) options.limits.max_row_bytes = 70;
    LoadAll(HostileSchemas(round % 2 == 0), files, options);
    if (HasFailure()) return;
  }
}

TEST(PieceLoadTest, JsonLinesAreReadAlike) {
  std::mt19937 random(7);
  for (int round = 0; round < 16; ++round) {
    std::string text;
    const size_t num_rows = random() % 60;
    for (size_t row = 0; row < num_rows; ++row) {
      text += random() % 20 == 0 ? "{\"k\":\n"
                                 : fmt::format("{{\"k\":\"K{}\",\"n\":{},\"x{}\":null}}\n", row, random() % 9,
                                               random() % (1 + round % 12));
    }
    LoadOptions options;
    // Names count over the whole file.
    if (round % 2 == 0) options.limits.max_columns = 7;
    LoadAll(SimpleSchemas(), {{"a.jsonl", text}}, options);
    if (HasFailure()) return;
  }
}

TEST(PieceLoadTest, FilesOnDiskAreReadAndHashedAlike) {
  const ScratchFolder folder;
  std::string text = "k,n,s\r\n";
  for (int row = 0; row < 2000; ++row)
    text += fmt::format("K{:05},{},\"a,{}\"\r\n", 5000 - row, row, row % 50);
  folder.Put("T.csv", text);
  LoadOptions options{.data_dir = folder.path()};
  const std::string dump = DumpOrder(Load(SimpleSchemas(), options));
  EXPECT_NE(dump.find("counts 2000 0 0 0"), std::string::npos);
  options.min_piece_bytes = 1000;
  for (const int num_threads : {2, 4}) {
    options.num_threads = num_threads;
    EXPECT_EQ(DumpOrder(Load(SimpleSchemas(), options)), dump);
  }
}

}  // namespace
}  // namespace incent::io
