#include "runtime/io/utf8.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

namespace incent::io {
namespace {

std::string Utf8(char32_t code_point) {
  std::string text;
  AppendUtf8(code_point, &text);
  return text;
}

bool IsSurrogate(char32_t c) {
  return c >= 0xd800 && c <= 0xdfff;
}

TEST(Utf8Test, EveryCodePointIsValid) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    ASSERT_TRUE(IsSurrogate(c) || IsValidUtf8(Utf8(c))) << static_cast<uint32_t>(c);
  }
}

TEST(Utf8Test, EveryStringOfThreeBytesIsJudgedLikeUtf8proc) {
  std::string text(3, '\0');
  for (int n = 0; n < 1 << 24; n += 7) {
    text[0] = static_cast<char>(n >> 16), text[1] = static_cast<char>(n >> 8), text[2] = static_cast<char>(n);
    bool valid = true;
    for (size_t at = 0; at < 3 && valid;) {
      utf8proc_int32_t code_point = 0;
      const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                           static_cast<utf8proc_ssize_t>(3 - at), &code_point);
      valid = length > 0;
      at += static_cast<size_t>(length);
    }
    ASSERT_EQ(IsValidUtf8(text), valid) << n;
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
      EXPECT_TRUE(IsAscii(text) && IsValidUtf8(text));
      text[at] = '\xe9';
      EXPECT_FALSE(IsAscii(text) || IsValidUtf8(text)) << length << " " << at;
    }
  }
}

TEST(NfcTest, WhatIsCalledPlainIsUnchangedByUtf8proc) {
  for (char32_t c = 1; c <= 0x10ffff; ++c) {
    if (IsSurrogate(c)) continue;
    // Behind letters with which marks, kana and jamo compose.
    for (const char* before : {"", "e", "\xe3\x81\x8b", "\xea\xb0\x80"}) {
      const std::string text = before + Utf8(c);
      if (!IsPlainlyNfc(text)) continue;
      utf8proc_uint8_t* nfc = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
      ASSERT_EQ(text, reinterpret_cast<const char*>(nfc)) << static_cast<uint32_t>(c);
      std::free(nfc);
    }
  }
}

TEST(NfcTest, MarksCompose) {
  EXPECT_EQ(ToNfc("Zoe\xcc\x88"), "Zo\xc3\xab");
  EXPECT_EQ(ToNfc("\xe3\x81\x8b\xe3\x82\x99"), "\xe3\x81\x8c");
  EXPECT_EQ(ToNfc("\xef\xa4\x80"), "\xe8\xb1\x88");
  EXPECT_EQ(ToNfc("张三"), "张三");
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
