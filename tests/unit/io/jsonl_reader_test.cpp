#include <gtest/gtest.h>

#include <random>

#include "tests/support/load_dump.h"
#include "tests/support/other_json.h"

namespace incent::io {
namespace {

std::string Read(std::string_view text, ReadLimits limits = {}) {
  const std::string whole = DumpFile(MakeJsonlReader, text, {"a", "b"}, limits);
  for (const size_t chunk_bytes : {1, 2, 3, 7, 64, 4096}) {
    limits.chunk_bytes = chunk_bytes;
    EXPECT_EQ(DumpFile(MakeJsonlReader, text, {"a", "b"}, limits), whole) << "in chunks of " << chunk_bytes;
  }
  return whole;
}

// What one line gives, without the head.
std::string ReadLine(std::string_view line) {
  const std::string dump = Read(line);
  constexpr std::string_view kHead = "columns 0+ 0+\n1: ";
  EXPECT_TRUE(dump.starts_with(kHead)) << dump;
  return dump.substr(kHead.size());
}

TEST(JsonlReaderTest, ScalarsAreTheTextTheyAreWrittenAs) {
  EXPECT_EQ(ReadLine(R"({"a": "x", "b": 12.50})"), "\"x\"|12.50\n");
  EXPECT_EQ(ReadLine(R"({"a": true, "b": false})"), "true|false\n");
  EXPECT_EQ(ReadLine(R"({"a": null, "b": ""})"), "-|\"\"\n");
  EXPECT_EQ(ReadLine(R"({"b": 1})"), "-|1\n");
  EXPECT_EQ(ReadLine("{}"), "-|-\n");
}

TEST(JsonlReaderTest, NoDigitIsLost) {
  EXPECT_EQ(ReadLine(R"({"a": 12345678901234567.89, "b": 99999999999999999999999999999999999999})"),
            "12345678901234567.89|99999999999999999999999999999999999999\n");
  EXPECT_EQ(ReadLine(R"({"a": 1.10, "b": -0})"), "1.10|-0\n");
  EXPECT_EQ(ReadLine(R"({"a": 1E+3, "b": 0.1e-7})"), "1E+3|0.1e-7\n");
  EXPECT_EQ(ReadLine(R"({"a": 1e999, "b": -0.0})"), "1e999|-0.0\n");
  const std::string long_number = "-" + std::string(5'000, '9') + "." + std::string(5'000, '0');
  EXPECT_EQ(ReadLine("{\"a\":" + long_number + " ,\"b\":0\t}"), long_number + "|0\n");
}

TEST(JsonlReaderTest, EscapesAreUndone) {
  EXPECT_EQ(ReadLine(R"({"a": "\"\\\/\b\f\n\r\t", "b": "\u63d0\u6210\ud83d\ude00\u0041"})"),
            "\"\"\\/\b\f\n\r\t\"|\"提成😀A\"\n");
  EXPECT_EQ(ReadLine(R"({"\u0061": 1, "b": "x\u0000y"})"), std::string("1|\"x\0y\"\n", 8));
}

TEST(JsonlReaderTest, LinesAreCounted) {
  EXPECT_EQ(Read("{\"a\":1}\r\n{\"a\":2}\n{\"a\":3}"), "columns 0+ 0+\n1: 1|-\n2: 2|-\n3: 3|-\n");
  EXPECT_EQ(Read("\xef\xbb\xbf{\"a\":1}\n"), "columns 0+ 0+\n1: 1|-\n");
  EXPECT_EQ(Read(""), "columns 0+ 0+\n");
}

TEST(JsonlReaderTest, OtherMembersAreNamedOnce) {
  EXPECT_EQ(Read("{\"a\":1,\"x\":2}\n{\"x\":2,\"y\":\"\"}\n"),
            "columns 0+ 0+\n1: 1|-\n2: -|-\nextra x\nextra y\n");
}

TEST(JsonlReaderTest, LinesWithoutACharacterAreNoRows) {
  EXPECT_EQ(Read("\n{\"a\": 1, \"b\": 2}\n\r\n\n{\"a\": 3, \"b\": 4}\n\n"),
            "columns 0+ 0+\n2: 1|2\n5: 3|4\n");
}

TEST(JsonlReaderTest, NamesAreTheSameInAllFormsOfUnicode) {
  const std::string composed = "{\"\xc3\xa4\":1}\n";
  const std::string decomposed = "{\"a\xcc\x88\":2}\n{\"\\u0061\\u0308\":3}\n";
  EXPECT_EQ(DumpFile(MakeJsonlReader, composed + decomposed, {"\xc3\xa4"}), "columns 0+\n1: 1\n2: 2\n3: 3\n");
  EXPECT_EQ(ReadLine("{\"\xc3\xa4\":1,\"a\xcc\x88\":2}"),
            "! bad_json @0 [{\"\xc3\xa4\":1,\"a\xcc\x88\":2}] each member name once\nextra \xc3\xa4\n");
  EXPECT_EQ(Read(decomposed), "columns 0+ 0+\n1: -|-\n2: -|-\nextra \xc3\xa4\n");
}

TEST(JsonlReaderTest, WhatIsNoFlatObjectIsReportedAndReadingGoesOn) {
  constexpr std::string_view kMembers = "members as \"name\": value, with commas between";
  constexpr std::string_view kValue = "a text in quotes, a number, true, false or null";
  constexpr std::string_view kEscapes = "known escapes, surrogates in pairs";
  const std::pair<std::string_view, std::string_view> cases[] = {
      {" ", "a JSON object"},
      {"[1]", "a JSON object"},
      {"{\"a\":1", "a closing brace at the end"},
      {"{\"a\":1}]", "one object per line"},
      {"{\"a\":1}}", "one object per line"},
      {"{\"a\":1}{\"a\":2}", "one object per line"},
      {"{\"a\":{\"b\":1}}", "no nested values"},
      {"{\"a\":[1]}", "no nested values"},
      {"{\"a\":1,}", kMembers},
      {"{a:1}", kMembers},
      {"{\"a\" 1}", kMembers},
      {"{\"a\":}", kValue},
      {"{\"a\":01}", kValue},
      {"{\"a\":-}", kValue},
      {"{\"a\":-01}", kValue},
      {"{\"a\":5.e1}", kValue},
      {"{\"a\":12.5%}", kValue},
      {"{\"a\":1_000}", kValue},
      {"{\"a\":nul}", kValue},
      {"{\"a\":+1}", kValue},
      {"{\"a\":.5}", kValue},
      {"{\"a\":5.}", kValue},
      {"{\"a\":1e}", kValue},
      {"{\"a\":NaN}", kValue},
      {"{\"a\":0x10}", kValue},
      {"{\"a\":1 \"b\":2}", kMembers},
      {"{\"a\":truely}", kValue},
      {"{\"a\":\"x}", "a closing quote"},
      {"{\"a\":\"\\x41\"}", kEscapes},
      {"{\"a\":\"\\u12g4\"}", kEscapes},
      {"{\"a\":\"\\ud800\"}", kEscapes},
      {"{\"a\":\"\\udc00\"}", kEscapes},
      {"{\"a\":\"\\ud800\\u0041\"}", kEscapes},
      {"{\"a\":\"x\ty\"}", "control characters escaped"},
      {"{'a':1}", kMembers},
      {"{\"a\":1} // x", "one object per line"},
      {"{\"a\":1,\"a\":2}", "each member name once"},
      {"{\"a\":1,\"\\u0061\":1}", "each member name once"},
      {"{\"x\":1,\"x\":1}", "each member name once"},
  };
  for (const auto& [line, detail] : cases) {
    const std::string dump = Read(std::string(line) + "\n{\"b\":7}\n");
    EXPECT_TRUE(dump.find("1: ! bad_json @0 [") != std::string::npos) << dump;
    EXPECT_TRUE(dump.find("] " + std::string(detail) + "\n2: -|7\n") != std::string::npos) << line << "\n"
                                                                                           << dump;
  }
}

TEST(JsonlReaderTest, DeepNestingIsRefusedAtItsFirstBracket) {
  const std::string deep = "{\"a\":" + std::string(100'000, '[');
  EXPECT_TRUE(DumpFile(MakeJsonlReader, deep, {"a"}).find("] no nested values\n") != std::string::npos);
  EXPECT_TRUE(
      DumpFile(MakeJsonlReader, deep + std::string(100'000, ']') + "}", {"a"}).find("] no nested values\n") !=
      std::string::npos);
}

TEST(JsonlReaderTest, ALineThatIsNotUtf8IsNoRow) {
  EXPECT_EQ(ReadLine("{\"a\":\"\xff\"}"), "! bad_encoding @0 [{\"a\":\"\\xff\"}] UTF-8\n");
  EXPECT_EQ(ReadLine("{\"x\xed\xa0\x80\":1}"), "! bad_encoding @0 [{\"x\\xed\\xa0\\x80\":1}] UTF-8\n");
}

TEST(JsonlReaderTest, NulBytesAreNamed) {
  EXPECT_EQ(ReadLine(std::string_view("{\"a\":\"\0\"}", 9)),
            "! nul_byte @0 [{\"a\":\"\\x00\"}] control characters escaped\n");
}

TEST(JsonlReaderTest, LinesMayBeAsLongAsTheLimit) {
  for (const size_t length : {19, 20, 21, 22}) {
    const std::string value(length - 8, 'x');
    const std::string text = "{\"a\":\"" + value + "\"}\n{\"b\":1}\n";
    const std::string line = text.substr(0, 20);
    EXPECT_EQ(Read(text, {.max_row_bytes = 20}),
              "columns 0+ 0+\n1: " +
                  (length <= 20 ? "\"" + value + "\"|-"
                                : "! row_too_long @0 [" + line + "] at most 20 bytes per row") +
                  "\n2: -|1\n");
  }
}

TEST(JsonlReaderTest, ALastLineThatIsTooLongEndsTheFile) {
  EXPECT_EQ(Read("{\"a\":\"" + std::string(100, 'x'), {.max_row_bytes = 10}),
            "columns 0+ 0+\n1: ! row_too_long @0 [{\"a\":\"xxxx] at most 10 bytes per row\n");
}

TEST(JsonlReaderTest, DifferentNamesAreLimited) {
  EXPECT_EQ(
      Read("{\"x\":1,\"y\":2}\n{\"z\":1}\n{\"x\":1,\"a\":5}\n", {.max_columns = 4}),
      "columns 0+ 0+\n1: -|-\n2: ! too_many_columns @0 [{\"z\":1}] at most 4 different member names\n3: 5|-\n"
      "extra x\nextra y\n");
}

TEST(JsonlReaderTest, NamesMayBeAsLongAsACell) {
  EXPECT_EQ(Read("{\"12345\":1}\n{\"123456\":1}\n", {.max_cell_bytes = 5}),
            "columns 0+ 0+\n1: -|-\n2: ! cell_too_long @0 [{\"123456\":1}] at most 5 bytes per name\nextra "
            "12345\n");
}

TEST(JsonlReaderTest, AgreesWithAnotherParser) {
  std::mt19937 random(42);
  constexpr std::string_view kPieces[] = {
      "{",    "}",    "\"a\"", "\"b\":",      ":",       ",",    "1", "-",  "0",      ".5", "e3", "E-",
      "null", "true", "false", "\"\\u0041\"", "\"\\n\"", "\"\\", " ", "\t", "\"提\"", "[",  "x"};
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string line = "{\"k\":";
    const size_t length = random() % 9;
    for (size_t at = 0; at < length; ++at) line += kPieces[random() % std::size(kPieces)];
    if (random() % 4 != 0) line += "}";
    ASSERT_EQ(DifferenceToOtherJson(line), "") << line;
    accepted += OtherJson(line).accepts() ? 1 : 0;
  }
  EXPECT_GT(accepted, 1'000);
}

// Behind a last line without a line feed may lie what is left of an earlier line, and the parser looks there.
TEST(JsonlReaderTest, WhatFollowsAnObjectIsAProblemEvenIfItIsNul) {
  ASSERT_EQ(DifferenceToOtherJson(std::string_view("{}\0\0-", 5)), "");
}

TEST(JsonlReaderTest, WhatLiesBehindTheLastLineDoesNotShow) {
  const std::string braces(40, '}');
  EXPECT_EQ(Read(braces + "\n{0\"k\":{}"),
            "columns 0+ 0+\n1: ! bad_json @0 [" + braces +
                "] a JSON object\n"
                "2: ! bad_json @0 [{0\"k\":{}] members as \"name\": value, with commas between\n");
}

TEST(JsonlReaderTest, AgreesWithAnotherParserOnDamagedLines) {
  std::mt19937 random(43);
  const std::string good = R"({"a": "x\u63d0\ud83d\ude00\\", "b": -12.50e+3, "c": null, "d": true, "提": 0})";
  ASSERT_TRUE(OtherJson(good).accepts());
  for (int i = 0; i < 200'000; ++i) {
    std::string line = good;
    for (size_t damages = 1 + random() % 2; damages > 0; --damages) {
      char& c = line[random() % line.size()];
      c = random() % 2 == 0 ? line[random() % line.size()] : static_cast<char>(random());
      if (c == '\n') c = ' ';
    }
    ASSERT_EQ(DifferenceToOtherJson(line), "") << line;
  }
}

}  // namespace
}  // namespace incent::io
