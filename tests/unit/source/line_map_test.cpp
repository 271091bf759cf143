#include "compiler/source/line_map.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/source/source_set.h"

namespace incent::source {
namespace {

Position PositionOf(std::string_view text, uint32_t offset) {
  return LineMap(text).PositionAt(text, offset);
}

TEST(LineMapTest, EveryKindOfLineEndStartsALine) {
  const std::string_view text = "a\nb\r\nc\rd";
  const LineMap lines(text);
  EXPECT_EQ(lines.num_lines(), 4U);
  EXPECT_EQ(lines.LineText(text, 1), "a");
  EXPECT_EQ(lines.LineText(text, 2), "b");
  EXPECT_EQ(lines.LineText(text, 3), "c");
  EXPECT_EQ(lines.LineText(text, 4), "d");
}

TEST(LineMapTest, TheEmptyTextHasOneLine) {
  const Position position = PositionOf("", 0);
  EXPECT_EQ(position.line, 1U);
  EXPECT_EQ(position.bytes, 1U);
}

TEST(LineMapTest, AnOffsetAfterTheLastLineEndIsOnANewLine) {
  EXPECT_EQ(PositionOf("a\n", 1).line, 1U);
  EXPECT_EQ(PositionOf("a\n", 2).line, 2U);
  EXPECT_EQ(PositionOf("a\n", 2).bytes, 1U);
}

TEST(LineMapTest, ChineseCharactersAreThreeBytesOneUnitTwoCells) {
  const Position position = PositionOf("设 任务额 = 1", 14);
  EXPECT_EQ(position.bytes, 15U);
  EXPECT_EQ(position.utf16, 7U);
  EXPECT_EQ(position.cells, 11U);
}

TEST(LineMapTest, CharactersBeyondThePlaneAreTwoUtf16Units) {
  const std::string text = "\xF0\x9F\x98\x80x";  // an emoji
  EXPECT_EQ(PositionOf(text, 4).utf16, 3U);
  EXPECT_EQ(PositionOf(text, 4).cells, 3U);
}

TEST(LineMapTest, CombiningMarksTakeNoCell) {
  const std::string text = "e\xCC\x81x";  // e, acute accent, x
  EXPECT_EQ(PositionOf(text, 3).cells, 2U);
  EXPECT_EQ(PositionOf(text, 3).utf16, 3U);
}

TEST(LineMapTest, TabsGoToTheNextStop) {
  EXPECT_EQ(PositionOf("\tx", 1).cells, 5U);
  EXPECT_EQ(PositionOf("abc\tx", 4).cells, 5U);
  EXPECT_EQ(PositionOf("abcd\tx", 5).cells, 9U);
}

TEST(LineMapTest, BytesThatAreNotUtf8DecodeOneByOne) {
  const CodePoint lone = DecodeFirst("\xD6\xD0");  // GBK
  EXPECT_FALSE(lone.valid);
  EXPECT_EQ(lone.length, 1U);
  EXPECT_EQ(DecodeFirst("\xE4\xB8").length, 1U);    // cut off
  EXPECT_FALSE(DecodeFirst("\xC0\xAF").valid);      // overlong
  EXPECT_FALSE(DecodeFirst("\xED\xA0\x80").valid);  // surrogate
}

TEST(SourceSetTest, FilesNeverMove) {
  SourceSet sources;
  const FileId first = sources.Add("a.incent", "one");
  const SourceFile* address = &sources.file(first);
  for (int i = 0; i < 1000; ++i) sources.Add("b.incent", "two");
  EXPECT_EQ(&sources.file(first), address);
  EXPECT_EQ(sources.Text({first, 1, 3}), "ne");
}

TEST(SpanTest, JoinReachesFromTheFirstToTheLast) {
  const Span joined = Join({FileId{2}, 3, 5}, {FileId{2}, 8, 9});
  EXPECT_EQ(joined, (Span{FileId{2}, 3, 9}));
}

}  // namespace
}  // namespace incent::source
