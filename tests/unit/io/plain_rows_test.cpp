#include <gtest/gtest.h>

#include <random>

#include "runtime/io/byte_masks.h"
#include "runtime/io/csv_scan.h"
#include "runtime/io/csv_split.h"
#include "runtime/io/short_number.h"
#include "runtime/io/utf8.h"
#include "runtime/value/decimal.h"
#include "tests/support/load_dump.h"
#include "tests/unit/io/hostile_rows.h"

// Rows that are read many at once must be what they are one by one.
namespace incent::io {
namespace {

std::string RandomText(std::mt19937& random, const std::vector<std::string>& pieces, size_t num_pieces) {
  std::string text;
  for (size_t i = 0; i < num_pieces; ++i) text += pieces[random() % pieces.size()];
  return text;
}

TEST(ByteMasksTest, BothWaysFindTheSameBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = RandomText(
        random, {",", "\"", "\n", "\r", "a", "-", "\x8c", "\x0b", std::string(1, '\0')}, kMaskBytes);
    const ByteMasks masks = MasksOf(text.data());
    EXPECT_EQ(masks, PortableMasksOf(text.data()));
    for (size_t i = 0; i < kMaskBytes; ++i) {
      EXPECT_EQ((masks.commas >> i & 1) != 0, text[i] == ',');
      EXPECT_EQ((masks.quotes >> i & 1) != 0, text[i] == '"');
      EXPECT_EQ((masks.line_feeds >> i & 1) != 0, text[i] == '\n');
      EXPECT_EQ((masks.returns >> i & 1) != 0, text[i] == '\r');
    }
  }
}

// What the splitter says of the plain rows at the front of `text`.
std::string SplitRows(std::string_view text, size_t num_columns, size_t num_rows) {
  std::string dump;
  CsvSplitter splitter;
  for (size_t row = 0; row < num_rows; ++row) {
    if (splitter.Split(text, false) != CsvSplit::Record || splitter.cells().size() != num_columns)
      return dump + "no row";
    for (const CsvCell& cell : splitter.cells()) {
      dump += fmt::format("{}[{}]{}", cell.is_quoted ? "q" : "", text.substr(cell.begin, cell.length),
                          cell.has_escapes ? "!" : "");
    }
    dump += "\n";
    text.remove_prefix(splitter.num_bytes());
  }
  return dump;
}

std::string DumpRows(const PlainRows& rows) {
  std::string dump;
  for (size_t row = 0; row < rows.num_rows; ++row) {
    for (size_t column = 0; column < rows.num_columns; ++column) {
      const PlainRows::PlainCell cell = rows.CellAt(row, column);
      dump += fmt::format("{}[{}]", cell.is_quoted ? "q" : "", cell.text);
    }
    dump += "\n";
  }
  return dump;
}

struct Scanned {
  std::string rows;
  size_t num_rows = 0;
  size_t num_bytes = 0;
};

Scanned Scan(const std::string& text, size_t num_columns, size_t max_row_bytes = 1000,
             size_t max_rows = 5000) {
  const std::string readable = text + std::string(kMaskBytes, ',');
  CsvScanner scanner(num_columns, max_row_bytes);
  PlainRows rows;
  Scanned scanned;
  scanned.num_bytes = scanner.Scan(std::string_view(readable).substr(0, text.size()), max_rows, &rows);
  scanned.rows = DumpRows(rows);
  scanned.num_rows = rows.num_rows;
  return scanned;
}

TEST(CsvScannerTest, TakesPlainRowsAndStopsBeforeAnythingElse) {
  EXPECT_EQ(Scan("a,b\nc,\n", 2).rows, "[a][b]\n[c][]\n");
  EXPECT_EQ(Scan("a,b\r\nc,d\n", 2).rows, "[a][b]\n[c][d]\n");
  EXPECT_EQ(Scan("\"a,b\",\"\"\r\n\"c\",\"d\"\n", 2).rows, "q[a,b]q[]\nq[c]q[d]\n");
  EXPECT_EQ(Scan("\n\na\n", 1).rows, "[]\n[]\n[a]\n");
  for (const char* const odd : {"\"a\nb\",c\n", "\"a\"\"b\",c\n", "a\"b,c\n", "\"a\"b,c\n", "a\rb,c\n", "a\n",
                                "a,b,c\n", "a,b", "\"a,b\n", "a,b\r", "a,b\"\n", "\"a\",\"b\"\rc\n"}) {
    EXPECT_EQ(Scan(std::string("1,2\n") + odd + "3,4\n", 2).rows, "[1][2]\n") << odd;
    EXPECT_EQ(Scan(std::string("1,2\n") + odd + "3,4\n", 2).num_bytes, 4u) << odd;
    EXPECT_EQ(Scan(std::string(60, '1') + ",2\n" + odd, 2).num_rows, 1u) << odd;
  }
}

TEST(CsvScannerTest, ARowHasAtMostSoManyBytes) {
  EXPECT_EQ(Scan("ab,c\nabc,d\na,b\n", 2, 4).rows, "[ab][c]\n");
  EXPECT_EQ(Scan("ab,c\nabc,d\na,b\n", 2, 5).num_rows, 3u);
}

TEST(CsvScannerTest, TakesNoMoreRowsThanItMay) {
  std::string text;
  for (int row = 0; row < 3000; ++row) text += "a,b\n";
  EXPECT_EQ(Scan(text, 2, 1000, 7).num_rows, 7u);
  EXPECT_EQ(Scan(text, 2, 1000, 7).num_bytes, 28u);
  EXPECT_EQ(Scan(text, 2).num_rows, PlainRows::kMaxRows);
}

TEST(CsvScannerTest, WhatItTakesTheSplitterTakesAlike) {
  std::mt19937 random(2);
  const std::vector<std::string> pieces = {
      ",",     ",",    ",",    "\n",     "\r\n", "\"", "\"\"", "\r", "ab", "x", "longer text than that",
      "\",\"", "\n\"", "\"\n", "ab,cd\n"};
  size_t num_rows = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = RandomText(random, pieces, random() % 60);
    const size_t num_columns = 1 + random() % 3;
    const Scanned scanned = Scan(text, num_columns);
    EXPECT_EQ(scanned.rows, SplitRows(text, num_columns, scanned.num_rows)) << text;
    num_rows += scanned.num_rows;
  }
  EXPECT_GT(num_rows, 3'000u);
}

TEST(ShortNumberTest, ReadsWhatParseDecimalReads) {
  std::mt19937 random(3);
  const std::vector<std::string> pieces = {"0", "1", "9",  "5", "12", ".", "-",
                                           "7", "8", "00", " ", "/",  ":", "e"};
  size_t num_read = 0;
  for (int round = 0; round < 300'000; ++round) {
    // Most of the alphabet is digits; half of the rounds have nothing else.
    const size_t num_kinds = round % 2 == 0 ? 5 + random() % 2 : pieces.size();
    const std::vector<std::string> some(pieces.begin(),
                                        pieces.begin() + static_cast<std::ptrdiff_t>(num_kinds));
    const std::string text = RandomText(random, some, 1 + random() % 14);
    const std::string readable = text + "12345678";
    const int scale = static_cast<int>(random() % 19);
    int64_t mantissa = 0;
    if (!ReadShortNumber(std::string_view(readable).substr(0, text.size()), scale, &mantissa)) continue;
    ++num_read;
    const auto parsed = value::ParseDecimal(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    value::Int128 expected = 0;
    ASSERT_TRUE(parsed->scale <= scale && value::Rescale(parsed->mantissa, parsed->scale, scale, &expected));
    EXPECT_TRUE(mantissa == expected) << text << " at " << scale;
  }
  EXPECT_GT(num_read, 50'000u);
}

TEST(ShortNumberTest, ReadsAllThatIsShort) {
  const auto read = [](const std::string& text, int scale) {
    const std::string readable = text + "........";
    int64_t mantissa = -77;
    return ReadShortNumber(std::string_view(readable).substr(0, text.size()), scale, &mantissa) ? mantissa
                                                                                                : -77;
  };
  EXPECT_EQ(read("0", 0), 0);
  EXPECT_EQ(read("-1", 2), -100);
  EXPECT_EQ(read("12345678", 0), 12345678);
  EXPECT_EQ(read("1234567.8", 1), 12345678);
  EXPECT_EQ(read("123456.78", 2), 12345678);
  EXPECT_EQ(read("1.2345678", 7), 12345678);
  EXPECT_EQ(read("9999999999999999", 2), 999999999999999900);
  EXPECT_EQ(read("-99999999999999.9", 1), -999999999999999);
  for (const char* const other : {"", "-", ".", "1.", ".1", "1.2.3", "12345678.", ".12345678", "1..23456789",
                                  "1.2345678.9", "--1", "+1", "1 ", "12345678901234567", "1.234"}) {
    EXPECT_EQ(read(other, 2), -77) << other;
  }
}

void AppendUtf8(uint32_t c, std::string* text) {
  if (c < 0x80) {
    text->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    *text += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  } else {
    *text += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
              static_cast<char>(0x80 | (c & 63))};
  }
}

TEST(SurelyNfcTest, EveryCharacterIsInertAndValid) {
  int num_sure = 0;
  for (uint32_t c = 0; c < 0x10000; ++c) {
    std::string text = "aa";
    AppendUtf8(c, &text);
    if (!IsSurelyNfc(text)) continue;
    ++num_sure;
    ASSERT_TRUE(c != 0 && IsValidUtf8(text)) << c;
    // The smiley is no quick case, so that all is normalised.
    const std::string other = "\xf0\x9f\x98\x80" + text;
    EXPECT_EQ(ToNfc(other), other) << c;
    EXPECT_EQ(ToNfc(other + text), other + text) << c;
  }
  EXPECT_GT(num_sure, 20'000);
  EXPECT_TRUE(IsSurelyNfc("华东区张伟（经理），12％"));
  for (const std::string_view text :
       {std::string_view("12345678\0", 9), std::string_view("1234\000678", 8), std::string_view("e\xcc\x81"),
        std::string_view("\xe4\xb8"), std::string_view("\xc2"), std::string_view("12345678\xff")}) {
    EXPECT_FALSE(IsSurelyNfc(text));
  }
}

TEST(PlainRowsTest, ReadingManyRowsAtOnceShowsNowhere) {
  std::mt19937 random(4);
  for (int round = 0; round < 60; ++round) {
    std::string text(kHostileHeader);
    const size_t num_rows = round < 50 ? random() % 30 : 2500;
    for (size_t row = 0; row < num_rows; ++row) text += HostileRow(random, static_cast<int>(row));
    LoadOptions options;
    if (round % 5 == 1) options.limits.max_rows = static_cast<int64_t>(random() % 20);
    if (round % 5 == 2) options.limits.max_cell_bytes = 20;
    if (round % 5 == 3) options.limits.max_row_bytes = 70;
    const auto schemas = HostileSchemas(round % 2 == 0);
    const std::string dump = DumpLoad(LoadFromText(schemas, {{"T.csv", text}}, options));
    // In chunks of one byte there is never more than a row.
    for (const size_t chunk_bytes : {1, 100, 4096}) {
      options.limits.chunk_bytes = chunk_bytes;
      ASSERT_EQ(DumpLoad(LoadFromText(schemas, {{"T.csv", text}}, options)), dump)
          << "in chunks of " << chunk_bytes << ":\n"
          << text;
    }
  }
}

}  // namespace
}  // namespace incent::io
