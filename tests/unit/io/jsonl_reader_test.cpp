#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "runtime/io/json_line.h"
#include "tests/support/load_dump.h"

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

TEST(JsonlReaderTest, WhatIsNoFlatObjectIsReportedAndReadingGoesOn) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "a JSON object"},
      {"[1]", "a JSON object"},
      {"{\"a\":1", "a comma or a closing brace"},
      {"{\"a\":1}}", "one object per line"},
      {"{\"a\":1}{\"a\":2}", "one object per line"},
      {"{\"a\":{\"b\":1}}", "no nested values"},
      {"{\"a\":[1]}", "no nested values"},
      {"{\"a\":1,}", "a member name in quotes"},
      {"{a:1}", "a member name in quotes"},
      {"{\"a\" 1}", "a colon"},
      {"{\"a\":}", "a value"},
      {"{\"a\":01}", "a comma or a closing brace"},
      {"{\"a\":+1}", "a value"},
      {"{\"a\":.5}", "a value"},
      {"{\"a\":5.}", "digits after the point"},
      {"{\"a\":1e}", "digits of an exponent"},
      {"{\"a\":NaN}", "a value"},
      {"{\"a\":0x10}", "a comma or a closing brace"},
      {"{\"a\":1 \"b\":2}", "a comma or a closing brace"},
      {"{\"a\":truely}", "a comma or a closing brace"},
      {"{\"a\":\"x}", "a closing quote"},
      {"{\"a\":\"\\x41\"}", "a known escape"},
      {"{\"a\":\"\\u12g4\"}", "four hex digits"},
      {"{\"a\":\"\\ud800\"}", "a pair of surrogates"},
      {"{\"a\":\"\\udc00\"}", "a pair of surrogates"},
      {"{\"a\":\"\\ud800\\u0041\"}", "a pair of surrogates"},
      {"{\"a\":\"x\ty\"}", "control characters escaped"},
      {"{'a':1}", "a member name in quotes"},
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
  EXPECT_TRUE(DumpFile(MakeJsonlReader, deep, {"a"}).find("no nested values") != std::string::npos);
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

// All members of a line as JSON, or nothing if the line is refused.
std::optional<std::vector<std::string>> Members(std::string_view line) {
  JsonLine parser(line);
  std::vector<std::string> members;
  while (const std::optional<JsonMember> member = parser.Next()) {
    members.push_back(std::string(member->name) + "=" + std::string(member->text));
  }
  if (!parser.fault().empty()) return std::nullopt;
  return members;
}

// Another parser, with the rules of this one on top: flat, and numbers as written.
class FlatSax final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return Add(""); }
  bool boolean(bool value) override { return Add(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return Add(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return Add(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return Add(text); }
  bool string(string_t& value) override { return Add(value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return depth_++ == 0; }
  bool key(string_t& value) override {
    key_ = value;
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  std::vector<std::string> members;

 private:
  bool Add(const std::string& text) {
    members.push_back(key_ + "=" + text);
    return depth_ == 1;
  }
  int depth_ = 0;
  std::string key_;
};

TEST(JsonLineTest, AgreesWithAnotherParser) {
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
    FlatSax sax;
    const bool is_json = nlohmann::json::sax_parse(line, &sax);
    const auto members = Members(line);
    // The other parser turns -0 into 0.
    if (line.find("-0") != std::string::npos) continue;
    ASSERT_EQ(members.has_value(), is_json) << line;
    if (!is_json) continue;
    ASSERT_EQ(*members, sax.members) << line;
    ++accepted;
  }
  EXPECT_GT(accepted, 1'000);
}

}  // namespace
}  // namespace incent::io
