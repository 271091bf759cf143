#include <gtest/gtest.h>

#include "compiler/cli/closest.h"
#include "compiler/cli/text_table.h"
#include "compiler/cli/wrapped_text.h"

namespace incent::cli {
namespace {

TEST(TextTableTest, ColumnsLineUpByDisplayWidth) {
  TextTable table({"name", "金额"}, {Align::Left, Align::Right});
  table.Add({"王芳", "1.00"});
  table.Add({"r1", "12345.00"});
  table.AddRule();
  table.Add({"合计", "12346.00"});
  EXPECT_EQ(table.Render(),
            "  name      金额\n"
            "  ----  --------\n"
            "  王芳      1.00\n"
            "  r1    12345.00\n"
            "  ----  --------\n"
            "  合计  12346.00\n");
}

TEST(TextTableTest, ControlCharactersOfDataCannotReachTheTerminal) {
  TextTable table({"a"}, {Align::Left});
  table.Add({"x\x1b[31m\ny"});
  EXPECT_NE(table.Render().find("x\\u{1b}[31m\\u{a}y"), std::string::npos) << table.Render();
}

TEST(WrappedTextTest, LatinTextBreaksAtBlanks) {
  EXPECT_EQ(Wrapped("one two three four", {.max_cells = 9}), "one two\nthree\nfour");
  EXPECT_EQ(Wrapped("one two three", {.indent = 2, .max_cells = 9}), "one two\n  three");
  EXPECT_EQ(Wrapped("unbreakable word", {.max_cells = 4}), "unbreakable\nword");
}

TEST(WrappedTextTest, ChineseBreaksBetweenCharactersButNotBeforeClosingMarks) {
  EXPECT_EQ(Wrapped("一二三四五", {.max_cells = 6}), "一二三\n四五");
  EXPECT_EQ(Wrapped("一二三，四五", {.max_cells = 6}), "一二\n三，四\n五");
  EXPECT_EQ(Wrapped("一二（三四）五", {.max_cells = 6}), "一二\n（三\n四）五");
}

TEST(WrappedTextTest, ItsOwnLineFeedsStay) {
  EXPECT_EQ(Wrapped("a\n\nb", {}), "a\n\nb");
}

TEST(ClosestTest, FindsTheWordThatWasMeant) {
  EXPECT_EQ(Closest("chekc", {"run", "check"}), "check");
  EXPECT_EQ(Closest("E0314", {"E0101", "E0312"}), "E0312");
  EXPECT_EQ(Closest("RUN", {"run"}), "run");
}

TEST(ClosestTest, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(Closest("xyz", {"run", "check"}), std::nullopt);
  EXPECT_EQ(Closest("", {"run"}), std::nullopt);
  EXPECT_EQ(Closest("run", {}), std::nullopt);
}

}  // namespace
}  // namespace incent::cli
