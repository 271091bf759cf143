#include "runtime/io/loader.h"

#include <gtest/gtest.h>

#include "runtime/value/decimal.h"
#include "tests/support/load_dump.h"

namespace incent::io {
namespace {

using column::CellState;
using column::DatasetSchema;
using column::FieldKind;

// Reps, and deals that refer to them.
std::vector<DatasetSchema> Schemas() {
  const DatasetSchema rep{.name = "Rep",
                          .fields = {{.name = "id", .header = "id", .is_key = true},
                                     {.name = "manager",
                                      .header = "ReportsTo",
                                      .kind = FieldKind::Reference,
                                      .optional = true,
                                      .target = 0}}};
  const DatasetSchema deal{
      .name = "Deal",
      .fields = {{.name = "id", .header = "id", .is_key = true},
                 {.name = "rep", .header = "rep", .kind = FieldKind::Reference, .target = 0},
                 {.name = "amount", .header = "amount", .kind = FieldKind::Number, .scale = 2, .unit = "CNY"},
                 {.name = "signed_on", .header = "signed_on", .kind = FieldKind::Date},
                 {.name = "note", .header = "note", .optional = true},
                 {.name = "unread", .header = "unread", .in_use = false}}};
  return {rep, deal};
}

constexpr std::string_view kReps = "id,ReportsTo\nana,\nbo,ana\n";
constexpr std::string_view kDealHeader = "id,rep,amount,signed_on,note\n";

// Loads the deals at once and in chunks of several sizes, which must show nowhere.
LoadResult LoadDeals(const std::map<std::string, std::string>& files, LoadOptions options = {}) {
  LoadResult whole = LoadFromText(Schemas(), files, options);
  const std::string dump = DumpLoad(whole);
  for (const size_t chunk_bytes : {1, 2, 7, 4096}) {
    options.limits.chunk_bytes = chunk_bytes;
    EXPECT_EQ(DumpLoad(LoadFromText(Schemas(), files, options)), dump) << "in chunks of " << chunk_bytes;
  }
  return whole;
}

LoadResult LoadDealRows(std::string_view rows) {
  return LoadDeals(
      {{"Rep.csv", std::string(kReps)}, {"Deal.csv", std::string(kDealHeader) + std::string(rows)}});
}

TEST(LoaderTest, AFaultlessDatasetBecomesATable) {
  const LoadResult result = LoadDealRows("d1,bo,100.50,2026-01-31,hello\nd2,ana,-7,2026-02-28,\n");
  EXPECT_EQ(result.total_rejects, 0);
  EXPECT_TRUE(result.errors.empty() && result.notes.empty());
  const column::Table& deals = result.data.tables[1];
  ASSERT_EQ(deals.num_rows, 2);
  EXPECT_EQ(KeysOf(deals), (std::vector<std::string>{"d1", "d2"}));
  EXPECT_EQ(deals.lines, (std::vector<int32_t>{2, 3}));
  EXPECT_TRUE(deals.files.empty());
  EXPECT_EQ(deals.file_names, std::vector<std::string>{"Deal.csv"});
  EXPECT_TRUE(deals.columns[1].At(0) == 1 && deals.columns[1].At(1) == 0);
  EXPECT_TRUE(deals.columns[2].At(0) == 10050 && deals.columns[2].At(1) == -700);
  EXPECT_EQ(deals.columns[4].dictionary.Text(static_cast<int32_t>(deals.columns[4].At(0))), "hello");
  EXPECT_EQ(deals.columns[4].StateAt(1), CellState::Null);
  EXPECT_EQ(deals.columns[5].size(), 0u);
  const column::Table& reps = result.data.tables[0];
  EXPECT_EQ(reps.columns[1].StateAt(0), CellState::Null);
  EXPECT_TRUE(reps.columns[1].At(0) == -1 && reps.columns[1].At(1) == 0);
  EXPECT_EQ(result.counts[1].num_rows, 2);
}

TEST(LoaderTest, JsonLinesGiveTheSameTable) {
  const LoadResult csv =
      LoadDealRows("d1,bo,100.50,2026-01-31,hello\nd2,ana,-7,2026-02-28,\nd3,ana,1,2026-01-01,\"\"\n");
  const LoadResult jsonl = LoadDeals(
      {{"Rep.jsonl", "{\"id\":\"ana\"}\n{\"id\":\"bo\",\"ReportsTo\":\"ana\"}\n"},
       {"Deal.ndjson",
        "{\"id\":\"d1\",\"rep\":\"bo\",\"amount\":100.50,\"signed_on\":\"2026-01-31\",\"note\":\"hello\"}\n"
        "{\"note\":null,\"id\":\"d2\",\"rep\":\"ana\",\"amount\":\"-7\",\"signed_on\":\"2026-02-28\"}\n"
        "{\"id\":\"d3\",\"rep\":\"ana\",\"amount\":1,\"signed_on\":\"2026-01-01\",\"note\":\"\"}\n"}});
  EXPECT_EQ(jsonl.total_rejects, 0) << DumpRejects(jsonl);
  for (size_t dataset = 0; dataset < 2; ++dataset) {
    const column::Table& a = csv.data.tables[dataset];
    const column::Table& b = jsonl.data.tables[dataset];
    ASSERT_EQ(KeysOf(a), KeysOf(b));
    for (size_t i = 0; i < a.columns.size(); ++i) {
      for (size_t row = 0; row < a.columns[i].size(); ++row) {
        EXPECT_TRUE(a.columns[i].At(row) == b.columns[i].At(row) &&
                    a.columns[i].StateAt(row) == b.columns[i].StateAt(row));
      }
    }
  }
}

TEST(LoaderTest, BadCellsStayInTheTableAndAreReported) {
  const LoadResult result = LoadDealRows(
      "d1,bo,1e3,2026-01-31,\n"
      "d2,bo,\"1,234.50\",2025-02-29,\n"
      "d3,bo,12.345,2026-01-31,\n"
      "d4,bo,,2026-01-31,\n"
      "d5,bo,5,2026-01-31,\xff\n");
  EXPECT_EQ(
      DumpRejects(result),
      "Deal.csv:2:3 amount bad_number [1e3] key=d1 a number like -1234.5, without an exponent\n"
      "Deal.csv:3:3 amount bad_number [1,234.50] key=d2 a number like -1234.5, without thousands separators\n"
      "Deal.csv:3:4 signed_on bad_date [2025-02-29] key=d2 a day that exists, as YYYY-MM-DD, from 1900-01-01 "
      "to "
      "2199-12-31\n"
      "Deal.csv:4:3 amount too_many_digits [12.345] key=d3 at most 2 decimals, and 36 digits before them\n"
      "Deal.csv:5:3 amount empty_required [] key=d4 a value\n"
      "Deal.csv:6:5 note bad_encoding [\\xff] key=d5 UTF-8\n");
  const column::Table& deals = result.data.tables[1];
  ASSERT_EQ(deals.num_rows, 5);
  for (size_t row = 0; row < 4; ++row) EXPECT_EQ(deals.columns[2].StateAt(row), CellState::Bad);
  EXPECT_EQ(deals.columns[3].StateAt(0), CellState::Value);
  EXPECT_EQ(deals.columns[3].StateAt(1), CellState::Bad);
  EXPECT_EQ(deals.columns[4].StateAt(4), CellState::Bad);
  EXPECT_TRUE(deals.row_errors.empty());
  EXPECT_EQ(result.counts[1].num_rejects, 6);
  EXPECT_EQ(result.counts[1].num_unplaced, 0);
  EXPECT_EQ(result.counts[1].num_left_out, 0);
}

TEST(LoaderTest, AnUnknownReferenceIsABadCellThatNamesNobody) {
  const LoadResult result = LoadDealRows("d1,bo,1,2026-01-31,\nd2,zed,2,2026-01-31,\nd3,Bo,2,2026-01-31,\n");
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:3:2 rep unknown_reference [zed] key=d2 the key of a row of Rep UNPLACED\n"
            "Deal.csv:4:2 rep unknown_reference [Bo] key=d3 the key of a row of Rep UNPLACED\n");
  const column::Column& rep = result.data.tables[1].columns[1];
  EXPECT_EQ(rep.StateAt(0), CellState::Value);
  EXPECT_EQ(rep.StateAt(1), CellState::Bad);
  EXPECT_TRUE(rep.At(1) == -1);
  EXPECT_EQ(result.counts[1].num_unplaced, 2);
  EXPECT_EQ(result.total_rejects, 2);
}

TEST(LoaderTest, AReferenceMayNameALaterRowOfItsOwnDataset) {
  const LoadResult result =
      LoadDeals({{"Rep.csv", "id,ReportsTo\nana,bo\nbo,ana\n"}, {"Deal.csv", std::string(kDealHeader)}});
  EXPECT_EQ(result.total_rejects, 0);
  const column::Column& manager = result.data.tables[0].columns[1];
  EXPECT_TRUE(manager.At(0) == 1 && manager.At(1) == 0);
}

TEST(LoaderTest, AnEmptyRequiredReferenceNamesNobody) {
  EXPECT_EQ(DumpRejects(LoadDealRows("d1,,1,2026-01-31,\n")),
            "Deal.csv:2:2 rep empty_required [] key=d1 a value UNPLACED\n");
}

TEST(LoaderTest, RowsWithTheSameKeyAreAllInError) {
  const LoadResult result =
      LoadDealRows("d1,bo,1,2026-01-31,\nd2,bo,2,2026-01-31,\nd1,bo,3,2026-01-31,\nd1,bo,4,2026-01-31,\n");
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:4:0 duplicate_key [] key=d1 each key once; line 2 and line 4 have the same\n"
            "Deal.csv:5:0 duplicate_key [] key=d1 each key once; line 2 and line 5 have the same\n");
  const column::Table& deals = result.data.tables[1];
  ASSERT_EQ(deals.num_rows, 4);
  EXPECT_EQ(deals.row_errors, (std::map<int32_t, value::ErrorCode>{{0, value::ErrorCode::DuplicateKey},
                                                                   {2, value::ErrorCode::DuplicateKey},
                                                                   {3, value::ErrorCode::DuplicateKey}}));
  EXPECT_EQ(deals.RowOfKey("d1"), 0);
}

TEST(LoaderTest, KeysThatDifferInNormalisationOnlyAreTheSame) {
  const LoadResult result = LoadDealRows("Zo\xc3\xab,bo,1,2026-01-31,\nZoe\xcc\x88,bo,2,2026-01-31,\n");
  EXPECT_EQ(result.data.tables[1].row_errors.size(), 2u);
}

TEST(LoaderTest, RowsThatCannotBeSplitOrNamedAreLeftOut) {
  const LoadResult result = LoadDealRows(
      "d1,bo,1\n"
      ",bo,1,2026-01-31,\n"
      "\"\",bo,x,2026-01-31,\n"
      "d\xff,bo,1,2026-01-31,\n"
      "d4,bo,1,2026-01-31,x\"y\n"
      "d5,bo,1,2026-01-31,ok\n");
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:2:0 ragged_row [d1,bo,1] 5 cells as in the header, not 3 UNPLACED\n"
            "Deal.csv:3:1 id empty_key [] a value UNPLACED\n"
            "Deal.csv:4:1 id empty_key [] a value UNPLACED\n"
            "Deal.csv:4:3 amount bad_number [x] a number like -1234.5 UNPLACED\n"
            "Deal.csv:5:1 id bad_encoding [d\\xff] UTF-8 UNPLACED\n"
            "Deal.csv:6:5 bad_quoting [d4,bo,1,2026-01-31,x\"y] quotes around the whole cell, and quotes "
            "inside it doubled "
            "UNPLACED\n");
  const column::Table& deals = result.data.tables[1];
  EXPECT_EQ(KeysOf(deals), (std::vector<std::string>{"d5", "?", "?", "?", "?", "?"}));
  EXPECT_EQ(deals.lines, (std::vector<int32_t>{7, 2, 3, 4, 5, 6}));
  EXPECT_EQ(deals.num_left_out, 5);
  EXPECT_FALSE(deals.lacks_file);
  EXPECT_EQ(result.counts[1].num_left_out, 5);
  EXPECT_EQ(result.counts[1].num_unplaced, 6);
}

TEST(LoaderTest, OfARowThatIsLeftOutItsCellsAreKnown) {
  const LoadResult result = LoadDealRows("d1,bo,1\n,bo,1,2026-01-31,seen\n,zed,x,2026-02-30,\n");
  const column::Table& deals = result.data.tables[1];
  ASSERT_EQ(deals.num_rows, 3);
  for (int32_t row = 0; row < 3; ++row) EXPECT_TRUE(deals.IsMissing(row));
  // Nothing is known of a torn row.
  for (size_t field = 0; field < 5; ++field) EXPECT_EQ(deals.columns[field].StateAt(0), CellState::Bad);
  EXPECT_EQ(deals.columns[0].StateAt(1), CellState::Bad);
  EXPECT_TRUE(deals.columns[1].At(1) == result.data.tables[0].RowOfKey("bo"));
  EXPECT_EQ(deals.columns[1].StateAt(1), CellState::Value);
  EXPECT_TRUE(deals.columns[2].At(1) == 100);
  EXPECT_EQ(deals.columns[4].dictionary.Text(static_cast<int32_t>(deals.columns[4].At(1))), "seen");
  for (size_t field = 0; field < 4; ++field) EXPECT_EQ(deals.columns[field].StateAt(2), CellState::Bad);
  EXPECT_EQ(deals.columns[4].StateAt(2), CellState::Null);
  // It was rejected for its key, and is not rejected again for a reference.
  EXPECT_EQ(DumpRejects(result).find("unknown_reference"), std::string::npos);
}

TEST(LoaderTest, AMissingColumnIsReportedOnceAndItsCellsAreBad) {
  const LoadResult result =
      LoadDeals({{"Rep.csv", std::string(kReps)},
                 {"Deal.csv", "id,rep,signed_on\nd1,bo,2026-01-31\nd2,bo,2026-01-31\n"}});
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:0:0 amount missing_column [] a column \"amount\" UNPLACED\n"
            "Deal.csv:0:0 note missing_column [] a column \"note\" UNPLACED\n");
  const column::Table& deals = result.data.tables[1];
  ASSERT_EQ(deals.num_rows, 2);
  for (const size_t i : {2, 4}) {
    for (const size_t row : {0, 1}) EXPECT_EQ(deals.columns[i].StateAt(row), CellState::Bad);
  }
  EXPECT_EQ(deals.columns[3].StateAt(0), CellState::Value);
}

// As in CSV: a misspelt name must not read as "nothing there".
TEST(LoaderTest, AnOptionalMemberThatNoLineHasIsAMissingColumn) {
  const std::string reps(kReps);
  const std::string rest = "\"rep\":\"bo\",\"amount\":1,\"signed_on\":\"2026-01-31\"";
  const auto load = [&](const std::string& first, const std::string& second) {
    return LoadDeals(
        {{"Rep.csv", reps},
         {"Deal.jsonl", "{\"id\":\"d1\"," + rest + first + "}\n{\"id\":\"d2\"," + rest + second + "}\n"}});
  };
  const LoadResult misspelt = load(",\"Note\":\"x\"", "");
  EXPECT_EQ(DumpRejects(misspelt), "Deal.jsonl:0:0 note missing_column [] a column \"note\" UNPLACED\n");
  for (const size_t row : {0, 1}) {
    EXPECT_EQ(misspelt.data.tables[1].columns[4].StateAt(row), CellState::Bad);
    EXPECT_EQ(misspelt.data.tables[1].columns[2].StateAt(row), CellState::Value);
  }
  // Once is enough, and null will do.
  const LoadResult sparse = load("", ",\"note\":null");
  EXPECT_EQ(DumpRejects(sparse), "");
  for (const size_t row : {0, 1}) EXPECT_EQ(sparse.data.tables[1].columns[4].StateAt(row), CellState::Null);
  // Each file is asked for itself, and one without rows lacks nothing.
  const LoadResult files = LoadDeals({{"Rep.csv", reps},
                                      {"1.jsonl", "{\"id\":\"d1\"," + rest + ",\"note\":\"x\"}\n"},
                                      {"2.jsonl", "{\"id\":\"d2\"," + rest + "}\n"},
                                      {"3.jsonl", ""}},
                                     {.overrides = {{"Deal", {"1.jsonl", "2.jsonl", "3.jsonl"}}}});
  EXPECT_EQ(DumpRejects(files), "2.jsonl:0:0 note missing_column [] a column \"note\" UNPLACED\n");
  EXPECT_EQ(files.data.tables[1].columns[4].StateAt(0), CellState::Value);
  EXPECT_EQ(files.data.tables[1].columns[4].StateAt(1), CellState::Bad);
}

TEST(LoaderTest, AHeaderNamesALabelNotItsField) {
  const LoadResult result =
      LoadDeals({{"Rep.csv", "id,manager\nana,\n"}, {"Deal.csv", std::string(kDealHeader)}});
  EXPECT_EQ(DumpRejects(result), "Rep.csv:0:0 manager missing_column [] a column \"ReportsTo\" UNPLACED\n");
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_EQ(result.notes[0].names, std::vector<std::string>{"manager"});
}

TEST(LoaderTest, WithoutItsKeyColumnAFileHasNoRows) {
  const LoadResult result = LoadDeals(
      {{"Rep.csv", std::string(kReps)}, {"Deal.csv", "rep,amount,signed_on,note\nbo,1,2026-01-31,\n"}});
  EXPECT_EQ(DumpRejects(result), "Deal.csv:0:0 id missing_column [] a column \"id\" UNPLACED\n");
  // One row stands for whatever there may be.
  EXPECT_EQ(result.data.tables[1].num_rows, 1);
  EXPECT_TRUE(result.data.tables[1].IsMissing(0));
  EXPECT_TRUE(result.data.tables[1].lacks_file);
  // The digest is of the whole file all the same.
  EXPECT_EQ(result.files[1].num_bytes, 43);
  EXPECT_EQ(result.files[1].sha256, Sha256Hex("rep,amount,signed_on,note\nbo,1,2026-01-31,\n"));
}

TEST(LoaderTest, ARepeatedColumnIsReportedAndItsCellsAreBad) {
  const LoadResult result =
      LoadDeals({{"Rep.csv", std::string(kReps)},
                 {"Deal.csv", "id,rep,amount,amount,signed_on,note\nd1,bo,1,2,2026-01-31,\n"}});
  EXPECT_EQ(DumpRejects(result), "Deal.csv:0:3 amount duplicate_column [] one column \"amount\" UNPLACED\n");
  EXPECT_EQ(result.data.tables[1].columns[2].StateAt(0), CellState::Bad);
}

TEST(LoaderTest, AnEmptyFileLacksItsColumns) {
  const LoadResult result = LoadDeals({{"Rep.csv", ""}, {"Deal.csv", std::string(kDealHeader)}});
  EXPECT_EQ(result.total_rejects, 2);
  EXPECT_EQ(result.rejects[0].reason, column::RejectReason::MissingColumn);
}

TEST(LoaderTest, ExtraColumnsAreNotedOncePerFile) {
  const LoadResult result = LoadDeals(
      {{"Rep.csv", "id,ReportsTo,zip,age\nana,,1,2\nbo,,1,2\n"}, {"Deal.csv", std::string(kDealHeader)}});
  EXPECT_EQ(result.total_rejects, 0);
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_EQ(result.notes[0].kind, NoteKind::ExtraColumns);
  EXPECT_EQ(result.notes[0].file, "Rep.csv");
  EXPECT_EQ(result.notes[0].names, (std::vector<std::string>{"age", "zip"}));
}

TEST(LoaderTest, AColumnThatIsNotReadMayBeThereOrNotAndHoldAnything) {
  const std::string rows = "d1,bo,1,2026-01-31,,\xff\n";
  const LoadResult result = LoadDeals(
      {{"Rep.csv", std::string(kReps)}, {"Deal.csv", "id,rep,amount,signed_on,note,unread\n" + rows}});
  EXPECT_EQ(result.total_rejects, 0);
  EXPECT_TRUE(result.notes.empty());
}

TEST(LoaderTest, SeveralFilesMakeOneTable) {
  const LoadResult result = LoadDeals(
      {{"Rep.csv", std::string(kReps)},
       {"a.csv", std::string(kDealHeader) + "d1,bo,1,2026-01-31,x\n"},
       {"b.csv", "note,signed_on,amount,rep,id\nx,2026-01-31,zwei,bo,d2\n,2026-01-31,3,zed,d1\n"},
       {"c.jsonl",
        "{\"id\":\"d4\",\"rep\":\"bo\",\"amount\":1,\"signed_on\":\"2026-01-31\",\"note\":null}\n"}},
      {.overrides = {{"Deal", {"a.csv", "b.csv", "c.jsonl"}}}});
  EXPECT_EQ(
      DumpRejects(result),
      "b.csv:2:3 amount bad_number [zwei] key=d2 a number like -1234.5\n"
      "b.csv:3:0 duplicate_key [] key=d1 each key once; line 2 of a.csv and line 3 of b.csv have the same\n"
      "b.csv:3:4 rep unknown_reference [zed] key=d1 the key of a row of Rep UNPLACED\n");
  const column::Table& deals = result.data.tables[1];
  EXPECT_EQ(KeysOf(deals), (std::vector<std::string>{"d1", "d2", "d1", "d4"}));
  EXPECT_EQ(deals.files, (std::vector<uint16_t>{0, 1, 1, 2}));
  EXPECT_EQ(deals.file_names, (std::vector<std::string>{"a.csv", "b.csv", "c.jsonl"}));
  EXPECT_EQ(deals.columns[4].At(0) == deals.columns[4].At(1), true);
  ASSERT_EQ(result.files.size(), 4u);
  EXPECT_EQ(result.files[2].num_rows, 2);
}

TEST(LoaderTest, CompositeKeysAreUniqueTogether) {
  const std::vector<DatasetSchema> schemas = {
      Schemas()[0],
      {.name = "Quota",
       .fields = {
           {.name = "rep", .header = "rep", .kind = FieldKind::Reference, .is_key = true, .target = 0},
           {.name = "month", .header = "month", .kind = FieldKind::Period, .is_key = true},
           {.name = "tier", .header = "tier", .kind = FieldKind::Number, .scale = 1, .is_key = true},
           {.name = "target", .header = "target", .kind = FieldKind::Number, .scale = 2, .unit = "CNY"}}}};
  const LoadResult result =
      LoadFromText(schemas, {{"Rep.csv", std::string(kReps)},
                             {"Quota.csv",
                              "rep,month,tier,target\n"
                              "ana,2026-01,1,10\nana,2026-02,1,20\nbo,2026-01,1,30\nana,2026-01,1.0,40\n"
                              "ana,2026-1,1,50\n"}});
  EXPECT_EQ(
      DumpRejects(result),
      "Quota.csv:5:0 duplicate_key [] key=ana/2026-01/1 each key once; line 2 and line 5 have the "
      "same\n"
      "Quota.csv:6:2 month bad_period [2026-1] a period like 2026-03, 2026-Q1, 2026-H1 or 2026 UNPLACED\n");
  const column::Table& quotas = result.data.tables[1];
  EXPECT_EQ(quotas.KeyOf(2),
            "bo\x1f"
            "2026-01\x1f"
            "1");
  EXPECT_EQ(quotas.RowOfKey("ana\x1f"
                            "2026-02\x1f"
                            "1"),
            1);
  EXPECT_TRUE(quotas.columns[0].At(2) == 1);
}

TEST(LoaderTest, KeysOfOtherTypesAreComparedByValue) {
  const std::vector<DatasetSchema> schemas = {
      {.name = "Order",
       .fields = {{.name = "no", .header = "no", .kind = FieldKind::Number, .is_key = true}}},
      {.name = "Invoice",
       .fields =
           {{.name = "order", .header = "order", .kind = FieldKind::Reference, .is_key = true, .target = 0}}},
      {.name = "Receipt",
       .fields = {{.name = "id", .header = "id", .is_key = true},
                  {.name = "invoice", .header = "invoice", .kind = FieldKind::Reference, .target = 1}}}};
  const LoadResult result = LoadFromText(schemas, {{"Order.csv", "no\n7\n008\n"},
                                                   {"Invoice.csv", "order\n08\n"},
                                                   {"Receipt.csv", "id,invoice\nr1,8\nr2,7\n"}});
  EXPECT_EQ(KeysOf(result.data.tables[0]), (std::vector<std::string>{"7", "8"}));
  EXPECT_TRUE(result.data.tables[1].columns[0].At(0) == 1);
  EXPECT_TRUE(result.data.tables[2].columns[1].At(0) == 0);
  EXPECT_EQ(DumpRejects(result),
            "Receipt.csv:3:2 invoice unknown_reference [7] key=r2 the key of a row of Invoice UNPLACED\n");
}

TEST(LoaderTest, ADatasetWithoutAKeyKeepsAllItsRows) {
  const std::vector<DatasetSchema> schemas = {{.name = "Row", .fields = {{.name = "a", .header = "a"}}}};
  const LoadResult result = LoadFromText(schemas, {{"Row.csv", "a\nx\nx\n"}});
  EXPECT_EQ(result.total_rejects, 0);
  EXPECT_EQ(result.data.tables[0].num_rows, 2);
  EXPECT_FALSE(result.data.tables[0].has_keys());
  EXPECT_EQ(result.data.tables[0].KeyOf(1), "");
}

TEST(LoaderTest, RejectsAreCountedBeyondThoseStored) {
  std::string rows;
  for (int i = 0; i < 1000; ++i) rows += "d" + std::to_string(i) + ",zed,x,2026-01-31,\n";
  LoadOptions options;
  options.max_stored_rejects = 3;
  const LoadResult result =
      LoadDeals({{"Rep.csv", std::string(kReps)}, {"Deal.csv", std::string(kDealHeader) + rows}}, options);
  EXPECT_EQ(result.total_rejects, 2000);
  EXPECT_EQ(result.counts[1].num_unplaced, 1000);
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:2:2 rep unknown_reference [zed] key=d0 the key of a row of Rep UNPLACED\n"
            "Deal.csv:2:3 amount bad_number [x] key=d0 a number like -1234.5\n"
            "Deal.csv:3:2 rep unknown_reference [zed] key=d1 the key of a row of Rep UNPLACED\n");
}

TEST(LoaderTest, LinesCountThroughQuotedLineEnds) {
  const LoadResult result = LoadDealRows("d1,bo,1,2026-01-31,\"two\nlines\"\nd2,bo,x,2026-01-31,\n");
  ASSERT_EQ(result.rejects.size(), 1u);
  EXPECT_EQ(result.rejects[0].line, 4);
}

TEST(LoaderTest, WideAmountsAreExact) {
  const LoadResult result = LoadDeals(
      {{"Rep.csv", std::string(kReps)},
       {"Deal.jsonl",
        "{\"id\":\"d1\",\"rep\":\"bo\",\"amount\":12345678901234567.89,\"signed_on\":\"2026-01-31\"}\n"
        "{\"id\":\"d2\",\"rep\":\"bo\",\"amount\":999999999999999999999999999999999999.99,\"signed_on\":"
        "\"2026-01-31\"}\n"}});
  const column::Column& amounts = result.data.tables[1].columns[2];
  EXPECT_EQ(value::DecimalToText(amounts.At(0), 2), "12345678901234567.89");
  EXPECT_EQ(value::DecimalToText(amounts.At(1), 2), "999999999999999999999999999999999999.99");
}

TEST(LoaderTest, TooManyRowsAreAnError) {
  LoadOptions options;
  options.limits.max_rows = 2;
  const std::string header(kDealHeader);
  const std::string two = "d1,bo,1,2026-01-31,\nd2,bo,1,2026-01-31,\n";
  EXPECT_TRUE(
      LoadDeals({{"Rep.csv", std::string(kReps)}, {"Deal.csv", header + two}}, options).errors.empty());
  const LoadResult result = LoadDeals(
      {{"Rep.csv", std::string(kReps)}, {"Deal.csv", header + two + "d3,bo,1,2026-01-31,\n"}}, options);
  ASSERT_EQ(result.errors.size(), 1u);
  EXPECT_EQ(result.errors[0].failure, LoadFailure::TooManyRows);
}

TEST(LoaderTest, CellsMayBeAsLongAsTheLimit) {
  LoadOptions options;
  options.limits.max_cell_bytes = 12;
  const LoadResult result =
      LoadDeals({{"Rep.csv", std::string(kReps)},
                 {"Deal.csv", std::string(kDealHeader) +
                                  "d1,bo,1,2026-01-31,123456789012\nd2,bo,1,2026-01-31,1234567890123\n"}},
                options);
  EXPECT_EQ(DumpRejects(result),
            "Deal.csv:3:5 note cell_too_long [1234567890123] key=d2 at most 12 bytes per cell\n");
}

}  // namespace
}  // namespace incent::io
