#include <gtest/gtest.h>

#include <random>

#include "tests/support/load_dump.h"

namespace incent::io {
namespace {

// Reads columns `a` and `b` at once and in pieces of several sizes, which must show nowhere.
std::string Read(std::string_view text, ReadLimits limits = {}) {
  const std::string whole = DumpFile(MakeCsvReader, text, {"a", "b"}, limits);
  for (const size_t chunk_bytes : {1, 2, 3, 7, 64, 4096}) {
    limits.chunk_bytes = chunk_bytes;
    EXPECT_EQ(DumpFile(MakeCsvReader, text, {"a", "b"}, limits), whole) << "in chunks of " << chunk_bytes;
  }
  return whole;
}

TEST(CsvReaderTest, CellsAreTakenAsWritten) {
  EXPECT_EQ(Read("a,b\n1,2\n x ,\ty\n"), "columns 1+ 2+\n2: 1|2\n3:  x |\ty\n");
}

TEST(CsvReaderTest, TheLastLineNeedsNoLineEnd) {
  EXPECT_EQ(Read("a,b\n1,2"), "columns 1+ 2+\n2: 1|2\n");
  EXPECT_EQ(Read("a,b\n1,"), "columns 1+ 2+\n2: 1|-\n");
  EXPECT_EQ(Read("a,b"), "columns 1+ 2+\n");
}

TEST(CsvReaderTest, LineEndsMayBeCrLfAndMixed) {
  EXPECT_EQ(Read("a,b\r\n1,2\n3,4\r\n\"5\",6\r\n"), "columns 1+ 2+\n2: 1|2\n3: 3|4\n4: \"5\"|6\n");
}

TEST(CsvReaderTest, LinesWithoutACharacterAreNoRows) {
  EXPECT_EQ(Read("\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n"), "columns 1+ 2+\n5: 1|2\n8: 3|4\n");
  // Two empty cells are a row, and so is one in quotes.
  EXPECT_EQ(Read("a,b\n,\n\"\"\n"),
            "columns 1+ 2+\n2: -|-\n3: ! ragged_row @0 [\"\"] 2 cells as in the header, not 1\n");
  EXPECT_EQ(DumpFile(MakeCsvReader, "a\n\n1\n\"\"\n\n2\n", {"a"}), "columns 1+\n3: 1\n4: \"\"\n6: 2\n");
}

TEST(CsvReaderTest, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(Read("\xef\xbb\xbf"
                 "a,b\n1,2\n"),
            "columns 1+ 2+\n2: 1|2\n");
  EXPECT_EQ(Read("\xef\xbb\xbf\"a\",b\n1,2\n"), "columns 1+ 2+\n2: 1|2\n");
  // Only once, and only at the front.
  EXPECT_EQ(Read("a,b\n\xef\xbb\xbf"
                 "1,2\n"),
            "columns 1+ 2+\n2: \xef\xbb\xbf"
            "1|2\n");
}

TEST(CsvReaderTest, Utf16IsNamed) {
  EXPECT_EQ(Read("\xff\xfe"
                 "a"),
            "0: ! bad_encoding @0 [] UTF-8; this file is in UTF-16\n");
  EXPECT_EQ(Read("\xef\xbb\xbf\xfe\xff"), "1: ! bad_encoding @0 [] UTF-8\n");
  EXPECT_EQ(Read("\xfe\xff"), "0: ! bad_encoding @0 [] UTF-8; this file is in UTF-16\n");
}

TEST(CsvReaderTest, EmptyCellsAreAbsentAndQuotedEmptyOnesAreNot) {
  EXPECT_EQ(Read("a,b\n,\"\"\n"), "columns 1+ 2+\n2: -|\"\"\n");
}

TEST(CsvReaderTest, QuotedCellsHoldCommasQuotesAndLineEnds) {
  EXPECT_EQ(Read("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"\"\"\",\"\"\"\"\"\"\n"),
            "columns 1+ 2+\n2: \"x,y\"|\"say \"hi\"\"\n3: \"\"\"|\"\"\"\"\n");
  EXPECT_EQ(Read("a,b\n\"1\n2\r\n3\r4\",x\ny,z\n"), "columns 1+ 2+\n2: \"1\n2\r\n3\r4\"|x\n5: y|z\n");
}

TEST(CsvReaderTest, ColumnsAreFoundByNameInAnyOrder) {
  EXPECT_EQ(Read("b,x,a,y\n1,2,3,4\n"), "columns 3+ 1+\n2: 3|1\nextra x\nextra y\n");
}

TEST(CsvReaderTest, NamesMatchExactly) {
  EXPECT_EQ(Read("A, b\n1,2\n"), "columns 0- 0-\n2: -|-\nextra  b\nextra A\n");
  EXPECT_EQ(Read("\"a\",\"b\"\n1,2\n"), "columns 1+ 2+\n2: 1|2\n");
}

TEST(CsvReaderTest, ARepeatedColumnIsReported) {
  EXPECT_EQ(Read("a,b,a\n1,2,3\n"), "columns 1* 2+\n2: 1|2\n");
  // Nobody reads the others, such as the nameless ones that spreadsheets add.
  EXPECT_EQ(Read("a,b,,\n1,2,,\n"), "columns 1+ 2+\n2: 1|2\nextra \n");
}

TEST(CsvReaderTest, AnEmptyFileHasNoColumns) {
  EXPECT_EQ(Read(""), "columns 0- 0-\n");
}

TEST(CsvReaderTest, RaggedRowsAreReportedAndReadingGoesOn) {
  EXPECT_EQ(Read("a,b\n1\n1,2,3\n\n3,4\n"),
            "columns 1+ 2+\n"
            "2: ! ragged_row @0 [1] 2 cells as in the header, not 1\n"
            "3: ! ragged_row @0 [1,2,3] 2 cells as in the header, not 3\n"
            "5: 3|4\n");
}

TEST(CsvReaderTest, ARaggedRowOfSeveralLinesSaysWhichLinesItTook) {
  EXPECT_EQ(
      Read("a,b\n\"1\n2\n3\"\n4,5\n"),
      "columns 1+ 2+\n2: ! ragged_row @0 [\"1] 2 cells as in the header, not 1 (lines 2 to 4)\n5: 4|5\n");
}

TEST(CsvReaderTest, AQuoteInsideAnUnquotedCellCostsItsLineOnly) {
  EXPECT_EQ(Read("a,b\n1,2\n5\" nail,3\n4,5\n"),
            "columns 1+ 2+\n2: 1|2\n"
            "3: ! bad_quoting @1 [5\" nail,3] quotes around the whole cell, and quotes inside it doubled\n"
            "4: 4|5\n");
}

TEST(CsvReaderTest, TextBehindAClosingQuoteCostsItsLineOnly) {
  EXPECT_EQ(Read("a,b\n1,\"x\"y\n4,5\n"),
            "columns 1+ 2+\n2: ! bad_quoting @2 [1,\"x\"y] quotes around the whole cell, and quotes inside "
            "it doubled\n"
            "3: 4|5\n");
}

TEST(CsvReaderTest, AnOpenQuoteCostsItsLineOnly) {
  EXPECT_EQ(Read("a,b\n1,\"x\n2,3\n"),
            "columns 1+ 2+\n2: ! bad_quoting @2 [1,\"x] a closing quote\n3: 2|3\n");
  // The quote that seems to close it belongs to a later line, which is read as it is.
  EXPECT_EQ(Read("a,b\n1,\"x\n2,3\n4,\"y,z\"\n"),
            "columns 1+ 2+\n2: ! bad_quoting @2 [1,\"x] quotes around the whole cell, and quotes inside it "
            "doubled\n"
            "3: 2|3\n4: 4|\"y,z\"\n");
}

TEST(CsvReaderTest, ALoneQuoteCostsItsLineOnly) {
  EXPECT_EQ(Read("a,b\n\"\n1,2\n"), "columns 1+ 2+\n2: ! bad_quoting @1 [\"] a closing quote\n3: 1|2\n");
}

TEST(CsvReaderTest, ALoneCarriageReturnIsNoLineEnd) {
  const std::string detail = "lines end in LF or CR LF, not in CR alone\n";
  EXPECT_EQ(Read("a,b\n1,2\r3,4\n5,6\n"),
            "columns 1+ 2+\n2: ! bad_line_end @0 [1,2\\x0d3,4] " + detail + "3: 5|6\n");
  EXPECT_EQ(Read("a,b\n1,2\r"), "columns 1+ 2+\n2: ! bad_line_end @0 [1,2] " + detail);
  EXPECT_EQ(Read("a,b\r1,2\r"), "1: ! bad_line_end @0 [a,b\\x0d1,2] " + detail);
  EXPECT_EQ(Read("a,b\n1,2\r\r\n"), "columns 1+ 2+\n2: ! bad_line_end @0 [1,2\\x0d] " + detail);
}

TEST(CsvReaderTest, NulAndBadUtf8AreLeftToTheCells) {
  EXPECT_EQ(Read(std::string_view("a,b\n1,\0\n\xff,2\n", 12)),
            std::string("columns 1+ 2+\n2: 1|\0\n3: \xff|2\n", 28));
}

TEST(CsvReaderTest, AHeaderMustBeUtf8) {
  EXPECT_EQ(Read("a,b,\xc3\n1,2,3\n"), "1: ! bad_encoding @0 [] UTF-8\n");
}

TEST(CsvReaderTest, AHeaderIsComparedInNfc) {
  EXPECT_EQ(DumpFile(MakeCsvReader, "Zoe\xcc\x88\n1\n", {"Zo\xc3\xab"}), "columns 1+\n2: 1\n");
}

TEST(CsvReaderTest, ABrokenHeaderStopsTheFile) {
  EXPECT_EQ(Read("a,\"b\n1,2\n"), "1: ! bad_quoting @2 [a,\"b] a closing quote\n");
}

TEST(CsvReaderTest, RowsMayBeAsLongAsTheLimit) {
  for (const std::string_view line_end : {"\n", "\r\n", ""}) {
    for (const size_t length : {19, 20, 21, 22, 23, 24}) {
      std::string text = "a,b\n" + std::string(length - 2, 'x') + ",y" + std::string(line_end);
      if (!line_end.empty()) text += "1,2" + std::string(line_end);
      std::string expected = "columns 1+ 2+\n";
      if (length <= 20) {
        expected += "2: " + std::string(length - 2, 'x') + "|y\n";
      } else {
        expected +=
            "2: ! row_too_long @0 [" + std::string(length - 2, 'x') + ",y] at most 20 bytes per row\n";
      }
      if (!line_end.empty()) expected += "3: 1|2\n";
      EXPECT_EQ(Read(text, {.max_row_bytes = 20}), expected) << length;
    }
  }
}

TEST(CsvReaderTest, AnOpenQuoteBeforeManyLinesCostsItsLineOnly) {
  std::string text = "a,b\n1,\"x\n";
  std::string expected =
      "columns 1+ 2+\n2: ! row_too_long @0 [1,\"x] at most 20 bytes per row; a closing quote may be "
      "missing\n";
  for (int line = 3; line < 30; ++line) {
    text += "7,8\n";
    expected += std::to_string(line) + ": 7|8\n";
  }
  EXPECT_EQ(Read(text, {.max_row_bytes = 20}), expected);
}

// A line of 100 MB, of which no part is kept.
class LongLine final : public ByteSource {
 public:
  ReadResult Read(char* to, size_t size) override {
    // Much more than the row limit at once would be the line in memory.
    EXPECT_LE(size, size_t{2} << 20);
    const size_t num_bytes = std::min(size, left_);
    std::fill_n(to, num_bytes, 'x');
    left_ -= num_bytes;
    if (num_bytes > 0 && left_ == 0) to[num_bytes - 1] = '\n';
    return {.num_bytes = num_bytes};
  }

 private:
  size_t left_ = 100'000'000;
};

TEST(CsvReaderTest, ALineOf100MegabytesIsSkippedInBoundedMemory) {
  class Source final : public ByteSource {
   public:
    ReadResult Read(char* to, size_t size) override {
      for (ByteSource* part : {before_.get(), static_cast<ByteSource*>(&line_), after_.get()}) {
        const ReadResult result = part->Read(to, size);
        if (result.num_bytes != 0) return result;
      }
      return {};
    }

   private:
    std::unique_ptr<ByteSource> before_ = MakeTextSource("a,b\n");
    LongLine line_;
    std::unique_ptr<ByteSource> after_ = MakeTextSource("1,2\n");
  };
  const std::unique_ptr<RecordReader> reader = MakeCsvReader(std::make_unique<Source>(), {});
  reader->ReadHeader({"a"});
  ASSERT_EQ(reader->Next(), ReadStatus::Problem);
  EXPECT_EQ(reader->problem().reason, column::RejectReason::RowTooLong);
  EXPECT_EQ(reader->problem().line, 2);
  EXPECT_EQ(reader->problem().text, std::string(kMaxShownBytes, 'x'));
  ASSERT_EQ(reader->Next(), ReadStatus::Row);
  EXPECT_EQ(reader->line(), 3);
  EXPECT_EQ(reader->Next(), ReadStatus::End);
}

TEST(CsvReaderTest, AHeaderMayHaveAsManyColumnsAsTheLimit) {
  const ReadLimits limits{.max_columns = 3};
  EXPECT_EQ(Read("a,b,c\n1,2,3\n", limits), "columns 1+ 2+\n2: 1|2\nextra c\n");
  EXPECT_EQ(Read("a,b,c,d\n1,2,3,4\n", limits), "1: ! too_many_columns @0 [] at most 3 columns\n");
}

// Fails after `num_bytes` of the text.
class FailingSource final : public ByteSource {
 public:
  explicit FailingSource(std::string_view text) : text_(MakeTextSource(text)) {}

  ReadResult Read(char* to, size_t size) override {
    const ReadResult result = text_->Read(to, size);
    return result.num_bytes != 0 ? result : ReadResult{.error_number = EIO};
  }

 private:
  std::unique_ptr<ByteSource> text_;
};

TEST(CsvReaderTest, AFailedReadIsNotTheEnd) {
  for (const std::string_view text : {"a,b\n1,2\n", "a,b\n1,2\n3", "a,b\n1,2\n3,\"4"}) {
    const std::unique_ptr<RecordReader> reader = MakeCsvReader(std::make_unique<FailingSource>(text), {});
    reader->ReadHeader({"a"});
    EXPECT_EQ(reader->Next(), ReadStatus::Row);
    EXPECT_EQ(reader->Next(), ReadStatus::Failed) << text;
    EXPECT_EQ(reader->error_number(), EIO);
  }
}

// Texts of the bytes that matter to a splitter.
TEST(CsvReaderTest, RandomTextsReadTheSameInAnyChunks) {
  std::mt19937 random(20260401);
  for (int i = 0; i < 3'000; ++i) {
    std::string text = i % 2 == 0 ? "a,b\n" : "";
    const size_t length = random() % 60;
    for (size_t at = 0; at < length; ++at) text.push_back("ab,,\"\"\"\n\n\r x"[random() % 12]);
    Read(text, {.max_row_bytes = i % 3 == 0 ? size_t{10} : size_t{1000}});
  }
}

}  // namespace
}  // namespace incent::io
