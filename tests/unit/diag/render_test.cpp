#include "compiler/diag/render.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "compiler/base/limits.h"
#include "compiler/diag/listed.h"
#include "compiler/source/line_map.h"

namespace incent::diag {
namespace {

constexpr Diagnostic<std::string_view> kOdd{
    "E0901", Severity::Error, "`{0}` is odd", "“{0}”不对", {"why", "原因"}};
constexpr NoteText<> kSee{"see here", "见此处"};
constexpr NoteText<> kDrop{"remove it", "删除"};

class RenderTest : public testing::Test {
 protected:
  // Reports `part` of a file with `text`.
  EntryBuilder Report(const std::string& text, std::string_view part) {
    const source::FileId file = sources_.Add("plan.incent", text);
    const auto begin = static_cast<uint32_t>(text.find(part));
    return diags_.Report({file, begin, begin + static_cast<uint32_t>(part.size())}, kOdd, part);
  }
  std::string English() const { return RenderText(diags_, sources_, {}); }
  std::string Chinese() const { return RenderText(diags_, sources_, {.language = Language::Chinese}); }

  source::SourceSet sources_;
  Diagnostics diags_;
};

TEST_F(RenderTest, NothingToSayIsEmpty) {
  EXPECT_EQ(English(), "");
}

TEST_F(RenderTest, CaretsStandUnderTheText) {
  Report("let a = 1\nlet rate = 2 + 3\n", "rate").Note({source::FileId{0}, 0, 3}, kSee).Fix({}, "", kDrop);
  EXPECT_EQ(English(),
            "error[E0901]: `rate` is odd\n"
            "  --> plan.incent:2:5\n"
            "   |\n"
            " 2 | let rate = 2 + 3\n"
            "   |     ^^^^\n"
            "note: see here\n"
            "  --> plan.incent:1:1\n"
            "   |\n"
            " 1 | let a = 1\n"
            "   | ^^^\n"
            "help: remove it\n"
            "\n"
            "1 error\n");
}

TEST_F(RenderTest, NotesAndRepairsAreShownUpToALimitAndCounted) {
  EntryBuilder entry = Report("let rate = 1\n", "rate");
  for (size_t i = 0; i < kMaxShownNotes + 7; ++i) entry.Note(kSee).Fix({}, "", kDrop);
  const std::string text = English();
  const auto count = [&](const std::string& part) {
    size_t found = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count("note: see here"), kMaxShownNotes);
  EXPECT_EQ(count("help: remove it"), kMaxShownNotes);
  EXPECT_EQ(count("note: and 7 more"), 2U) << text;
  EXPECT_NE(Chinese().find("另有 7 项"), std::string::npos);
  const auto json = nlohmann::json::parse(RenderJson(diags_, sources_, Language::English));
  const auto& notes = json["diagnostics"][0]["notes"];
  ASSERT_EQ(notes.size(), kMaxShownNotes + 2);
  EXPECT_EQ(notes.back()["message"], "and 7 more");
  EXPECT_EQ(json["diagnostics"][0]["fixes"].size(), kMaxShownNotes);
}

TEST(ListedTest, OfManyNamesSomeAreShownAndTheOthersCounted) {
  EXPECT_EQ(Listed({}), "");
  EXPECT_EQ(Listed({"a", "b"}), "a, b");
  EXPECT_EQ(Listed(std::vector<std::string>(12, "x")), "x, x, x, x, x, x, x, x, x, x, … (+2)");
}

TEST_F(RenderTest, CaretsUnderChineseTextAreTwoCellsWide) {
  Report("  设 任务额 “年度任务” 按年 = 合同额\n", "合同额");
  EXPECT_EQ(Chinese(),
            "错误[E0901]: “合同额”不对\n"
            "  --> plan.incent:1:21\n"
            "   |\n"
            " 1 |   设 任务额 “年度任务” 按年 = 合同额\n"
            "   |                               ^^^^^^\n"
            "\n"
            "1 个错误\n");
}

TEST_F(RenderTest, TabsAreShownAsBlanks) {
  Report("\tlet\trate = 1\n", "rate");
  EXPECT_NE(English().find(" 1 |     let rate = 1\n   |         ^^^^\n"), std::string::npos) << English();
}

TEST_F(RenderTest, AnEmptySpanGetsOneCaret) {
  const source::FileId file = sources_.Add("plan.incent", "let a =\n");
  diags_.Report({file, 7, 7}, kOdd, "a");
  EXPECT_NE(English().find("   |        ^\n"), std::string::npos) << English();
}

TEST_F(RenderTest, ASpanOverLinesIsMarkedToTheEndOfTheFirst) {
  Report("pay p {\n  amount 1\n}\n", "{\n  amount 1\n}");
  EXPECT_NE(English().find(" 1 | pay p {\n   |       ^\n"), std::string::npos) << English();
}

TEST_F(RenderTest, ControlsOfTheSourceAreEscaped) {
  Report(
      "let a = \x1b[31m\xE2\x80\xAE"
      "evil\n",
      "evil");
  const std::string text = English();
  EXPECT_NE(text.find("let a = \\u{1b}[31m\\u{202e}evil\n"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST_F(RenderTest, ColorIsOnlyWrittenOnRequest) {
  Report("let a = 1", "a");
  EXPECT_EQ(English().find('\x1b'), std::string::npos);
  EXPECT_NE(RenderText(diags_, sources_, {.color = true}).find("\x1b[1;31merror[E0901]\x1b[0m"),
            std::string::npos);
}

TEST_F(RenderTest, LongLinesAreCutAroundThePlace) {
  Report(std::string(5000, 'x') + " here " + std::string(5000, 'y'), "here");
  const std::string text = English();
  EXPECT_LT(text.size(), 600U);
  EXPECT_NE(text.find("xxx here yyy"), std::string::npos) << text;
  // The caret line is as long as what stands before the place.
  const size_t line = text.find(" 1 | ...") + 5;
  const size_t caret = text.find('^') - (text.rfind('\n', text.find('^')) + 6);
  EXPECT_EQ(text.substr(line + caret, 4), "here");
}

TEST_F(RenderTest, OnlyTheFirstFiftyAreShown) {
  const source::FileId file = sources_.Add("plan.incent", std::string(100, 'x'));
  for (uint32_t i = 0; i < 60; ++i) diags_.Report({file, i, i + 1}, kOdd, "x");
  const std::string text = English();
  EXPECT_TRUE(text.ends_with("60 errors, 10 more are not shown\n")) << text;
}

TEST_F(RenderTest, JsonHoldsPlacesNotesAndFixes) {
  Report("设 rate = 1\n", "rate")
      .Note({source::FileId{0}, 0, 3}, kSee)
      .Fix({source::FileId{0}, 0, 3}, "let", kDrop);
  const auto json = nlohmann::json::parse(RenderJson(diags_, sources_, Language::Chinese));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["errors"], 1);
  const auto& entry = json["diagnostics"][0];
  EXPECT_EQ(entry["code"], "E0901");
  EXPECT_EQ(entry["severity"], "error");
  EXPECT_EQ(entry["message"], "“rate”不对");
  EXPECT_EQ(entry["file"], "plan.incent");
  EXPECT_EQ(entry["range"]["start"],
            (nlohmann::json{{"offset", 4}, {"line", 1}, {"column", 5}, {"utf16", 3}}));
  EXPECT_EQ(entry["notes"][0]["message"], "见此处");
  EXPECT_EQ(entry["fixes"][0]["replacement"], "let");
  EXPECT_EQ(entry["fixes"][0]["range"]["end"]["offset"], 3);
}

TEST_F(RenderTest, JsonOfAMessageWithoutAPlaceHasNulls) {
  diags_.ReportUnplaced(kOdd, "\xFF");
  const auto json = nlohmann::json::parse(RenderJson(diags_, sources_, Language::English));
  EXPECT_TRUE(json["diagnostics"][0]["file"].is_null());
  EXPECT_TRUE(json["diagnostics"][0]["range"].is_null());
}

TEST(EscapeTest, KeepsWhatCanBeSeen) {
  EXPECT_EQ(EscapeControls("a\té中“😀"), "a\té中“😀");
}

TEST(EscapeTest, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(EscapeControls(std::string_view("\0\n\x7F", 3)), "\\u{0}\\u{a}\\u{7f}");
  EXPECT_EQ(EscapeControls("\xC2\x85\xE2\x80\x8B\xEF\xB8\x8F"), "\\u{85}\\u{200b}\\u{fe0f}");
  EXPECT_EQ(EscapeControls("\xFF"), "\\x{ff}");
}

}  // namespace
}  // namespace incent::diag
