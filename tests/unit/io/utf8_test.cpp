#include "runtime/io/utf8.h"

#include <gtest/gtest.h>

namespace incent::io {
namespace {

TEST(Utf8Test, CharactersOfAllLengthsAreValid) {
  for (const std::string_view good :
       {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsValidUtf8(good)) << PrintableText(good, 100);
  }
}

TEST(Utf8Test, KnownBadSequencesAreRejected) {
  for (const std::string_view bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xfe", "\xff", "\xc3", "\xe6\x8f", "\xf0\x9f\x98", "plain text and then \xe6\x8f",
        "\xd5\xc5\xc8\xfd"}) {
    EXPECT_FALSE(IsValidUtf8(bad)) << PrintableText(bad, 100);
  }
}

TEST(Utf8Test, BadBytesAreFoundAtEveryPlace) {
  for (size_t length = 1; length < 40; ++length) {
    for (size_t at = 0; at < length; ++at) {
      std::string text(length, 'a');
      EXPECT_TRUE(IsValidUtf8(text));
      text[at] = '\xe9';
      EXPECT_FALSE(IsValidUtf8(text)) << length << " " << at;
    }
  }
}

TEST(NfcTest, MarksCompose) {
  EXPECT_EQ(ToNfc("Zoe\xcc\x88"), "Zo\xc3\xab");
  EXPECT_EQ(ToNfc("\xe3\x81\x8b\xe3\x82\x99"), "\xe3\x81\x8c");
  EXPECT_EQ(ToNfc("\xef\xa4\x80"), "\xe8\xb1\x88");
  EXPECT_EQ(ToNfc("张三"), "张三");
  EXPECT_EQ(ToNfc("plain and then e\xcc\x81"), "plain and then \xc3\xa9");
  EXPECT_EQ(ToNfc(""), "");
}

TEST(NfcTest, NulBytesAreKept) {
  const std::string text("e\xcc\x81\0x", 5);
  EXPECT_EQ(ToNfc(text), std::string("\xc3\xa9\0x", 4));
}

TEST(PrintableTextTest, ControlsAndBadBytesAreEscaped) {
  EXPECT_EQ(PrintableText(std::string_view("a\0b\x1b[31m\x7f\xff\n", 11), 100),
            "a\\x00b\\x1b[31m\\x7f\\xff\\x0a");
  EXPECT_EQ(PrintableText("\xc2\x9b", 100), "\\xc2\\x9b");
  EXPECT_EQ(PrintableText("提成", 100), "提成");
}

TEST(PrintableTextTest, TextIsCutBetweenCharacters) {
  EXPECT_EQ(PrintableText("提成", 5), "提");
  EXPECT_EQ(PrintableText("提成", 6), "提成");
  EXPECT_EQ(PrintableText("ab\xff", 5), "ab");
  EXPECT_EQ(PrintableText(std::string(1000, 'x'), 200).size(), 200u);
}

}  // namespace
}  // namespace incent::io
