#include "compiler/diag/diagnostics.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "compiler/base/limits.h"
#include "compiler/diag/catalogue.h"

namespace incent::diag {
namespace {

constexpr Diagnostic<std::string_view, int> kTwo{
    "E0901", Severity::Error, "{0} has {1}", "{1} 属于 {0}", {"why", "原因"}};
constexpr Diagnostic<Bilingual> kWord{"W0402", Severity::Warning, "found {0}", "此处是{0}", {"why", "原因"}};
constexpr const DiagnosticKind* kAll[] = {&kTwo, &kWord};

source::Span At(uint32_t begin, uint32_t file = 0) {
  return {source::FileId{file}, begin, begin + 1};
}

TEST(PlaceholderTest, EachArgumentIsUsedAtLeastOnce) {
  EXPECT_TRUE(UsesAllPlaceholders("", 0));
  EXPECT_TRUE(UsesAllPlaceholders("{1} {0} {1}", 2));
  EXPECT_FALSE(UsesAllPlaceholders("{0}", 2));
  EXPECT_FALSE(UsesAllPlaceholders("{0} {2}", 2));
}

TEST(PlaceholderTest, OtherBracesAreRejected) {
  EXPECT_FALSE(UsesAllPlaceholders("{}", 1));
  EXPECT_FALSE(UsesAllPlaceholders("{0", 1));
  EXPECT_FALSE(UsesAllPlaceholders("0}", 0));
  EXPECT_FALSE(UsesAllPlaceholders("{x}", 1));
}

TEST(CodeTest, IsALetterAndFourDigits) {
  EXPECT_TRUE(IsCode("E0101"));
  EXPECT_TRUE(IsCode("W0401"));
  EXPECT_FALSE(IsCode("E101"));
  EXPECT_FALSE(IsCode("X0101"));
  EXPECT_FALSE(IsCode("E01O1"));
}

TEST(DiagnosticsTest, ArgumentsKeepTheOrderOfEachLanguage) {
  Diagnostics diags;
  diags.Report(At(0), kTwo, "Rep", 3);
  EXPECT_EQ(diags.entries()[0].message.Text(Language::English), "Rep has 3");
  EXPECT_EQ(diags.entries()[0].message.Text(Language::Chinese), "3 属于 Rep");
}

TEST(DiagnosticsTest, BilingualArgumentsDifferByLanguage) {
  Diagnostics diags;
  diags.Report(At(0), kWord, Bilingual("a number", "数字"));
  EXPECT_EQ(diags.entries()[0].message.Text(Language::English), "found a number");
  EXPECT_EQ(diags.entries()[0].message.Text(Language::Chinese), "此处是数字");
}

TEST(DiagnosticsTest, BracesInArgumentsAreText) {
  Diagnostics diags;
  diags.Report(At(0), kTwo, "{1}", 3);
  EXPECT_EQ(diags.entries()[0].message.Text(Language::English), "{1} has 3");
}

TEST(DiagnosticsTest, RepetitionsAreDropped) {
  Diagnostics diags;
  diags.Report(At(0), kTwo, "a", 1);
  diags.Report(At(0), kTwo, "a", 1);
  diags.Report(At(0), kTwo, "a", 2);
  diags.Report(At(1), kTwo, "a", 1);
  EXPECT_EQ(diags.num_errors(), 3U);
}

TEST(DiagnosticsTest, WarningsAreNoErrors) {
  Diagnostics diags;
  diags.Report(At(0), kWord, Bilingual("a", "b"));
  EXPECT_FALSE(diags.has_errors());
  EXPECT_EQ(diags.num_warnings(), 1U);
}

TEST(DiagnosticsTest, SortsByFilePlaceAndCode) {
  Diagnostics diags;
  diags.Report(At(5, 1), kTwo, "third", 0);
  diags.Report(At(9, 0), kTwo, "second", 0);
  diags.Report(At(2, 0), kTwo, "first", 0);
  diags.ReportUnplaced(kTwo, "zeroth", 0);
  std::string order;
  for (const Entry* entry : diags.Sorted()) order += entry->message.arguments[0].english + " ";
  EXPECT_EQ(order, "zeroth first second third ");
}

TEST(DiagnosticsTest, AFullStoreOnlyCounts) {
  Diagnostics diags;
  for (uint32_t i = 0; i < base::kMaxStoredDiagnostics + 10; ++i) {
    diags.Report(At(i), kTwo, "a", 1).Note(At(i), NoteText<>("note", "说明"));
  }
  EXPECT_EQ(diags.entries().size(), base::kMaxStoredDiagnostics);
  EXPECT_EQ(diags.num_errors(), base::kMaxStoredDiagnostics + 10);
}

TEST(DiagnosticsTest, LongArgumentsAreCutBetweenCharacters) {
  Diagnostics diags;
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "额";
  diags.Report(At(0), kTwo, name, 1);
  const std::string& kept = diags.entries()[0].message.arguments[0].english;
  EXPECT_LE(kept.size(), kMaxArgumentBytes + 3);
  EXPECT_TRUE(kept.ends_with("额…"));
}

TEST(CatalogueTest, FindsCodesInAnyCase) {
  const Catalogue catalogues[] = {kAll};
  EXPECT_EQ(FindDiagnostic(catalogues, "e0901"), &kTwo);
  EXPECT_EQ(FindDiagnostic(catalogues, "E0999"), nullptr);
}

TEST(CatalogueTest, AnExplanationNamesThePatternOfTheMessage) {
  EXPECT_EQ(RenderExplanation(kTwo, Language::English), "E0901: … has …\n\nwhy\n");
  EXPECT_EQ(RenderExplanation(kTwo, Language::Chinese), "E0901: … 属于 …\n\n原因\n");
}

}  // namespace
}  // namespace incent::diag
