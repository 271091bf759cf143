#include "runtime/io/gb18030_source.h"

#include <gtest/gtest.h>

#include "tests/support/load_dump.h"

namespace incent::io {
namespace {

// Converts in pieces of several sizes, which must show nowhere.
std::string Convert(std::string_view text) {
  std::string first;
  for (const size_t piece : {100'000, 1, 2, 3, 5, 7}) {
    const std::unique_ptr<ByteSource> source = MakeGb18030Source(MakeTextSource(text, piece));
    std::string converted;
    char bytes[16];
    for (ReadResult r = source->Read(bytes, piece % 16 + 1); r.num_bytes != 0;
         r = source->Read(bytes, piece % 16 + 1)) {
      converted.append(bytes, r.num_bytes);
    }
    if (first.empty()) first = converted;
    EXPECT_EQ(converted, first) << "in pieces of " << piece;
  }
  return first;
}

TEST(Gb18030Test, TwoAndFourByteCharactersBecomeUtf8) {
  EXPECT_EQ(Convert("id,\xd5\xc5\xc8\xfd\n"), "id,张三\n");
  EXPECT_EQ(Convert("\x95\x32\x82\x36!"), "\xf0\xa0\x80\x80!");
  EXPECT_EQ(Convert("\x84\x31\x95\x33"
                    "a"),
            "\xef\xbb\xbf"
            "a");
  EXPECT_EQ(Convert("\x90\x30\x81\x30"), "\xf0\x90\x80\x80");
  EXPECT_EQ(Convert("\x81\x30\x81\x30"), "\xc2\x80");
}

TEST(Gb18030Test, BadSequencesBecomeAByteThatIsNoUtf8) {
  EXPECT_EQ(Convert("a\xff,b\n"), "a\xff,b\n");
  EXPECT_EQ(Convert("a\xd5\n"), "a\xff\n");
  EXPECT_EQ(Convert("a\xd5,b"), "a\xff,b");
}

TEST(Gb18030Test, ACharacterCutOffAtTheEndIsNotLost) {
  EXPECT_EQ(Convert("a\xd5"), "a\xff");
  EXPECT_EQ(Convert("a\x95\x32\x82"),
            "a\xff"
            "2\xff");
  EXPECT_EQ(Convert("a\x95\x32"),
            "a\xff"
            "2");
}

TEST(Gb18030Test, LongTextsAreWhole) {
  std::string text, expected;
  for (int i = 0; i < 100'000; ++i) {
    text += i % 3 == 0 ? "\xc8\xfd" : "x";
    expected += i % 3 == 0 ? "三" : "x";
  }
  EXPECT_TRUE(Convert(text) == expected);
}

TEST(Gb18030Test, AFileIsReadByOption) {
  const std::vector<column::DatasetSchema> schemas = {
      {.name = "Rep",
       .fields = {{.name = "id", .header = "编号", .is_key = true}, {.name = "name", .header = "姓名"}}}};
  // 编号,姓名 / 1,张三 / 2,<bad> / 3,李四
  const std::string file =
      "\xb1\xe0\xba\xc5,\xd0\xd5\xc3\xfb\r\n1,\xd5\xc5\xc8\xfd\r\n2,\xff\xff\r\n3,\xc0\xee\xcb\xc4\r\n";
  for (const size_t chunk_bytes : {1, 2, 7, 4096}) {
    LoadOptions options{.encoding = Encoding::Gb18030};
    options.limits.chunk_bytes = chunk_bytes;
    const LoadResult result = LoadFromText(schemas, {{"Rep.csv", file}}, options);
    EXPECT_EQ(DumpRejects(result), "Rep.csv:3:2 name bad_encoding [\\xff\\xff] key=2 UTF-8\n");
    const column::Column& name = result.data.tables[0].columns[1];
    ASSERT_EQ(result.data.tables[0].num_rows, 3);
    EXPECT_EQ(name.dictionary.Text(static_cast<int32_t>(name.At(0))), "张三");
    EXPECT_EQ(name.dictionary.Text(static_cast<int32_t>(name.At(2))), "李四");
    // The digest is of the file as it is stored.
    EXPECT_EQ(result.files[0].sha256, Sha256Hex(file));
  }
  // Taken for UTF-8 the same file has no readable header.
  EXPECT_EQ(DumpRejects(LoadFromText(schemas, {{"Rep.csv", file}})),
            "Rep.csv:1:0 bad_encoding [] UTF-8 UNPLACED\n");
}

TEST(EncodingTest, NamesAreExact) {
  EXPECT_EQ(ParseEncoding("utf-8"), Encoding::Utf8);
  EXPECT_EQ(ParseEncoding("gb18030"), Encoding::Gb18030);
  EXPECT_EQ(ParseEncoding("gbk"), Encoding::Gb18030);
  EXPECT_EQ(ParseEncoding("latin1"), std::nullopt);
}

}  // namespace
}  // namespace incent::io
