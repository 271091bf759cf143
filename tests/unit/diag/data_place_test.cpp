#include <gtest/gtest.h>

#include "compiler/diag/render.h"

namespace incent::diag {
namespace {

constexpr Diagnostic<> kBad{"E0603", Severity::Error, "not a number", "不是数字", {"why", "原因"}};

Diagnostics TwoRows() {
  Diagnostics diagnostics;
  diagnostics.ReportInData({"Deal.csv", 17, 3}, kBad);
  diagnostics.ReportInData({"Deal.csv", 18, 0}, kBad);
  diagnostics.ReportInData({"Deal.csv", 18, 0}, kBad);
  return diagnostics;
}

TEST(DataPlaceTest, OneMessageAtTwoRowsIsTwoEntries) {
  EXPECT_EQ(TwoRows().entries().size(), 2u);
  EXPECT_EQ(TwoRows().num_errors(), 2u);
}

TEST(DataPlaceTest, TextShowsTheFileAndTheLineButNoExcerpt) {
  const std::string text = RenderText(TwoRows(), {}, {});
  EXPECT_EQ(text,
            "error[E0603]: not a number\n  --> Deal.csv:17, column 3\n\n"
            "error[E0603]: not a number\n  --> Deal.csv:18\n\n2 errors\n");
}

TEST(DataPlaceTest, JsonHasTheRecord) {
  const std::string json = RenderJson(TwoRows(), {}, Language::Chinese);
  EXPECT_NE(
      json.find("\"file\": \"Deal.csv\",\n      \"range\": null,\n      \"record\": {\n        \"line\": 17"),
      std::string::npos)
      << json;
}

}  // namespace
}  // namespace incent::diag
