#include "runtime/io/formats.h"

#include <gtest/gtest.h>

#include "tests/support/load_dump.h"

namespace incent::io {
namespace {

TEST(FormatsTest, TheExtensionDecidesInAnyCase) {
  EXPECT_EQ(FormatOf("a/b.csv")->name, "CSV");
  EXPECT_EQ(FormatOf("B.CSV")->name, "CSV");
  EXPECT_EQ(FormatOf("x.jsonl")->name, "JSON Lines");
  EXPECT_EQ(FormatOf("x.ndjson")->name, "JSON Lines");
  EXPECT_EQ(FormatOf("x.json"), nullptr);
  EXPECT_EQ(FormatOf("csv"), nullptr);
  EXPECT_EQ(FormatOf(""), nullptr);
}

// Every registered format must stand these, whatever it makes of them.
TEST(FormatsTest, EveryFormatReadsHostileBytesToTheEndInAnyChunks) {
  std::vector<std::string> texts = {"",  "\n",       "\r",           "\"",
                                    "{", "\xff\xfe", "\xef\xbb\xbf", std::string(3, '\0')};
  texts.push_back(std::string(5'000, '"'));
  texts.push_back(std::string(5'000, '{'));
  texts.push_back(std::string(5'000, '\n'));
  texts.push_back(std::string(5'000, ','));
  for (int c = 0; c < 256; ++c) texts.push_back("a" + std::string(1, static_cast<char>(c)) + "\n1\n");
  for (const Format& format : Formats()) {
    for (const std::string& text : texts) {
      const ReadLimits limits{.max_row_bytes = 1'000};
      const std::string whole = DumpFile(format.open, text, {"a"}, limits);
      for (const size_t chunk_bytes : {1, 3, 100}) {
        EXPECT_EQ(DumpFile(format.open, text, {"a"}, {.max_row_bytes = 1'000, .chunk_bytes = chunk_bytes}),
                  whole);
      }
    }
  }
}

}  // namespace
}  // namespace incent::io
