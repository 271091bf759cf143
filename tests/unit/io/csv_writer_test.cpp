#include "runtime/io/csv_writer.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

#include "runtime/io/record_reader.h"

namespace incent::io {
namespace {

using Row = std::vector<std::optional<std::string>>;

TEST(CsvLineTest, OnlyWhatNeedsQuotesGetsThem) {
  CsvLine line;
  EXPECT_EQ(line.Text("a").Text("b c").Integer(-5).Absent().Bare("1.50").End(), "a,b c,-5,,1.50\n");
  EXPECT_EQ(line.Text("a,b").Text("say \"hi\"").Text("x\ny").Text("x\ry").Text("").End(),
            "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\",\"x\ry\",\"\"\n");
  EXPECT_EQ(line.End(), "\n");
}

TEST(CsvLineTest, WhatIsWrittenIsReadBack) {
  std::mt19937 random(3);
  const auto random_row = [&] {
    Row row(3);
    for (std::optional<std::string>& cell : row) {
      if (random() % 4 == 0) continue;
      cell.emplace();
      for (size_t length = random() % 5; length > 0; --length)
        cell->push_back("ab,\"\n\r \xef"[random() % 8]);
    }
    return row;
  };
  for (int i = 0; i < 500; ++i) {
    CsvLine line;
    std::string text(line.Text("a")
                         .Text("\xef\xbb\xbf"
                               "b")
                         .Text("c,\"")
                         .End());
    std::vector<Row> rows;
    for (int n = 0; n < 5; ++n) {
      rows.push_back(random_row());
      for (const std::optional<std::string>& cell : rows.back()) cell ? line.Text(*cell) : line.Absent();
      text += line.End();
    }
    const std::unique_ptr<RecordReader> reader = MakeCsvReader(MakeTextSource(text), {});
    const Header header = reader->ReadHeader({"a",
                                              "\xef\xbb\xbf"
                                              "b",
                                              "c,\""});
    EXPECT_EQ(header.places, (std::vector<int>{1, 2, 3}));
    for (const Row& row : rows) {
      ASSERT_EQ(reader->Next(), ReadStatus::Row) << text;
      Row read;
      for (const Cell& cell : reader->row()) {
        read.push_back(cell.form == CellForm::Absent ? std::nullopt : std::optional<std::string>(cell.text));
      }
      ASSERT_EQ(read, row) << text;
    }
    EXPECT_EQ(reader->Next(), ReadStatus::End);
  }
}

}  // namespace
}  // namespace incent::io
