#include "compiler/pipeline/report_rejects.h"

#include <gtest/gtest.h>

#include <set>

#include "compiler/diag/render.h"
#include "compiler/pipeline/data_diagnostics.h"

namespace incent::pipeline {
namespace {

using column::Reject;
using column::RejectReason;

constexpr auto kLastReason = RejectReason::BadLineEnd;

std::vector<column::DatasetSchema> Schemas() {
  column::FieldSchema id{.name = "id", .header = "id"};
  column::FieldSchema rep{.name = "rep", .header = "rep", .kind = column::FieldKind::Reference, .target = 0};
  column::FieldSchema amount{
      .name = "amount", .header = "Amount", .kind = column::FieldKind::Number, .scale = 2};
  amount.bounds = column::Bounds{0, 1'000'000'00};
  column::FieldSchema kind{.name = "kind", .header = "kind", .kind = column::FieldKind::OneOf};
  kind.labels = {"new", "renewal"};
  return {{"Rep", "", {id}}, {"Deal", "", {id, rep, amount, kind}}};
}

Reject RejectOf(RejectReason reason, const std::string& field = "amount") {
  Reject reject;
  reject.reason = reason;
  reject.dataset = "Deal";
  reject.field = field;
  reject.file = "Deal.csv";
  reject.line = 17;
  reject.column = field.empty() ? 0 : 3;
  reject.key = "d17";
  reject.text = "secret 1,234";
  return reject;
}

std::string TextOf(const std::vector<Reject>& rejects, diag::Language language,
                   const RejectReportOptions& options = {}) {
  diag::Diagnostics diagnostics;
  ReportRejects(rejects, Schemas(), diagnostics, options);
  return diag::RenderText(diagnostics, {}, {.language = language});
}

TEST(ReportRejectsTest, SaysWhichCellWhereAndWhatIsExpected) {
  EXPECT_EQ(TextOf({RejectOf(RejectReason::TooManyDigits)}, diag::Language::English),
            "error[E0604]: `Deal.amount` of row `d17` has too many digits; expected: at most 2 decimals, "
            "and 36 digits before them\n"
            "  --> Deal.csv:17, column 3\n\n1 error\n");
  EXPECT_EQ(TextOf({RejectOf(RejectReason::TooManyDigits)}, diag::Language::Chinese),
            "错误[E0604]: 行“d17”的“Deal.amount”的位数过多；要求：最多 2 位小数，整数部分最多 36 位\n"
            "  --> Deal.csv:17，第 3 列\n\n1 个错误\n");
}

TEST(ReportRejectsTest, OneKeyThatNobodyHasIsOneMessage) {
  std::vector<Reject> rejects;
  for (int i = 0; i < 1480; ++i) {
    Reject reject = RejectOf(RejectReason::UnknownReference, "rep");
    reject.key = "d" + std::to_string(i);
    reject.line = 2 + i;
    reject.text = i % 2 == 0 ? "GTXPro" : "somebody";
    rejects.push_back(reject);
  }
  column::InputData input;
  input.tables.resize(2);
  input.tables[0].AppendKey("GTX Pro");
  input.tables[0].num_rows = 1;
  const std::string text = TextOf(rejects, diag::Language::English, {.input = &input});
  EXPECT_NE(text.find("error[E0610]: `Deal.rep` of 740 rows refers to a row that does not exist"),
            std::string::npos);
  EXPECT_NE(text.find("note: they all have the same key there; the first are `d0`, `d2`, `d4`\n"
                      "note: did you mean `GTX Pro`?\n"),
            std::string::npos);
  EXPECT_NE(text.find("the first are `d1`, `d3`, `d5`\n\n"), std::string::npos);
  EXPECT_NE(text.find("2 errors"), std::string::npos) << text;
  EXPECT_EQ(text.find("GTXPro"), std::string::npos);
  EXPECT_NE(TextOf(rejects, diag::Language::Chinese, {.input = &input}).find("是否指“GTX Pro”？"),
            std::string::npos);
}

TEST(ReportRejectsTest, NeverShowsTheCell) {
  for (int reason = 0; reason <= static_cast<int>(kLastReason); ++reason) {
    for (const diag::Language language : {diag::Language::English, diag::Language::Chinese}) {
      const std::string text = TextOf({RejectOf(static_cast<RejectReason>(reason))}, language);
      EXPECT_EQ(text.find("secret"), std::string::npos) << text;
    }
  }
}

TEST(ReportRejectsTest, EachReasonHasACodeOfItsOwn) {
  std::set<std::string_view> codes;
  for (int reason = 0; reason <= static_cast<int>(kLastReason); ++reason) {
    codes.insert(RejectCode(static_cast<RejectReason>(reason)));
  }
  // E0601 E0602 E0603 E0604 E0605 E0606 E0607 E0608 E0609 E0610 E0611 E0612
  // E0613 E0614 E0615 E0616 E0617 E0618 E0619 E0620 E0621 E0622 E0623 E0624
  EXPECT_EQ(codes.size(), static_cast<size_t>(kLastReason) + 1);
  EXPECT_EQ(*codes.begin(), "E0601");
  EXPECT_EQ(*codes.rbegin(), "E0624");
}

TEST(ReportRejectsTest, ExpectationsComeFromTheSchema) {
  const auto expected = [](RejectReason reason, const std::string& field) {
    return ExpectedWords(RejectOf(reason, field), Schemas());
  };
  EXPECT_EQ(expected(RejectReason::NotOneOf, "kind").english, "one of \"new\", \"renewal\"");
  EXPECT_EQ(expected(RejectReason::OutOfBounds, "amount").chinese, "0 至 1000000");
  EXPECT_EQ(expected(RejectReason::UnknownReference, "rep").english, "the key of a row of `Rep`");
  EXPECT_EQ(expected(RejectReason::MissingColumn, "amount").english, "a column `Amount`");
}

TEST(ReportRejectsTest, TheReaderKnowsTheMistakeBetter) {
  Reject reject = RejectOf(RejectReason::BadNumber);
  reject.detail = "a number like -1234.5, without thousands separators";
  EXPECT_EQ(ExpectedWords(reject, Schemas()).english, reject.detail);
}

TEST(ReportRejectsTest, ManyOfAKindAreCounted) {
  std::vector<Reject> rejects(25, RejectOf(RejectReason::BadDate, "amount"));
  for (size_t i = 0; i < rejects.size(); ++i) rejects[i].line = static_cast<int64_t>(i) + 2;
  const std::string text = TextOf(rejects, diag::Language::English, {.max_per_kind = 20});
  EXPECT_NE(text.find("Deal.csv:21,"), std::string::npos);
  EXPECT_EQ(text.find("Deal.csv:22,"), std::string::npos);
  EXPECT_NE(text.find("5 more of this kind"), std::string::npos) << text;
}

TEST(ReportRejectsTest, RowsAndCellsWithoutAKeyAreNamedByTheirPlace) {
  Reject row = RejectOf(RejectReason::RaggedRow, "");
  row.key.clear();
  EXPECT_EQ(TextOf({row}, diag::Language::English),
            "error[E0602]: a row of `Deal` does not have as many cells as the header\n"
            "  --> Deal.csv:17\n\n1 error\n");
}

TEST(ReportRejectsTest, AnUnplacedRowSaysWhomItConcerns) {
  Reject reject = RejectOf(RejectReason::UnknownReference, "rep");
  reject.placed = false;
  EXPECT_NE(TextOf({reject}, diag::Language::English).find("note: every payout that this might change"),
            std::string::npos);
}

TEST(DataDiagnosticsTest, CodesAreInTheirFamilyAndUnique) {
  std::set<std::string_view> codes;
  for (const diag::DiagnosticKind* kind : AllDataDiagnostics()) {
    EXPECT_EQ(kind->code.substr(1, 2), "06") << kind->code;
    EXPECT_TRUE(codes.insert(kind->code).second) << kind->code;
  }
}

TEST(DataDiagnosticsTest, ABrokenPromiseSaysThatNothingWasPublished) {
  // No input leads to E0699: the text is all that can be tested.
  const std::string text = diag::RenderExplanation(kBrokenPromise, diag::Language::English);
  EXPECT_NE(text.find("E0699: internal error"), std::string::npos);
  EXPECT_NE(text.find("Nothing was published"), std::string::npos);
}

}  // namespace
}  // namespace incent::pipeline
