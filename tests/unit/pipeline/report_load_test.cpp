#include "compiler/pipeline/report_load.h"

#include <gtest/gtest.h>

#include "compiler/diag/render.h"
#include "runtime/io/loader.h"

namespace incent::pipeline {
namespace {

using io::LoadFailure;

std::vector<column::DatasetSchema> Schemas() {
  column::FieldSchema id{.name = "id", .header = "id"};
  id.is_key = true;
  column::FieldSchema amount{
      .name = "amount", .header = "amount", .kind = column::FieldKind::Number, .scale = 2};
  return {{"Deal", "", {id, amount}}};
}

std::string TextOf(const io::LoadResult& result, diag::Language language = diag::Language::English) {
  diag::Diagnostics diagnostics;
  ReportLoad(result, Schemas(), diagnostics);
  return diag::RenderText(diagnostics, {}, {.language = language});
}

std::string FirstLineFor(LoadFailure failure) {
  io::LoadResult result;
  result.errors.push_back(
      {failure, "Deal", "exports/Deal.csv", "exports/Deal.jsonl", 13, "Permission denied"});
  const std::string text = TextOf(result);
  return text.substr(0, text.find('\n'));
}

TEST(ReportLoadTest, EachFailureHasACode) {
  EXPECT_EQ(FirstLineFor(LoadFailure::NotFound),
            "error[E0631]: no data for `Deal`: exports/Deal.csv (Permission denied)");
  EXPECT_EQ(FirstLineFor(LoadFailure::UnknownFormat),
            "error[E0632]: the format of exports/Deal.csv, the data of `Deal`, is not known by its name");
  EXPECT_EQ(FirstLineFor(LoadFailure::CannotRead),
            "error[E0634]: cannot read exports/Deal.csv, the data of `Deal`: Permission denied");
  EXPECT_EQ(FirstLineFor(LoadFailure::OutsideFolder),
            "error[E0635]: the plan names exports/Deal.csv as the data of `Deal`, which is outside the data "
            "folder");
  EXPECT_EQ(FirstLineFor(LoadFailure::TooManyRows),
            "error[E0636]: the data of `Deal` has more rows or files than can be read");
  EXPECT_EQ(FirstLineFor(LoadFailure::TooManyFiles), FirstLineFor(LoadFailure::TooManyRows));
  EXPECT_EQ(FirstLineFor(LoadFailure::NoConverter),
            "error[E0637]: this system cannot convert the encoding of the data of `Deal`");
  EXPECT_EQ(FirstLineFor(LoadFailure::TwoFiles),
            "error[E0671]: both exports/Deal.csv and exports/Deal.jsonl could be the data of `Deal`");
}

TEST(ReportLoadTest, WhatTheCommandLineNamesIsLeftToIt) {
  EXPECT_EQ(FirstLineFor(LoadFailure::UnknownDataset), "");
}

TEST(ReportLoadTest, ALinkThatLeadsOutIsAWarning) {
  io::LoadResult result;
  result.notes.push_back({io::NoteKind::LeadsOutside, "Deal", "data/Deal.csv", {"/exports/d.csv"}});
  EXPECT_EQ(
      TextOf(result),
      "warning[W0672]: data/Deal.csv, the data of `Deal`, is a link to /exports/d.csv, outside of the data "
      "folder\n\n1 warning\n");
}

TEST(ReportLoadTest, ColumnsThatThePlanDoesNotReadAreSaidOnce) {
  const io::LoadResult result =
      io::LoadFromText(Schemas(), {{"Deal.csv", "id,amount,note,Amount\nd1,5,x,6\nd2,7,y,8\n"}});
  EXPECT_EQ(TextOf(result),
            "note[W0633]: columns of `Deal` that the plan does not read: Amount, note\n  --> Deal.csv\n\n");
}

TEST(ReportLoadTest, WhatTheReadersRefuseIsReportedWithItsPlace) {
  const io::LoadResult result =
      io::LoadFromText(Schemas(), {{"Deal.csv", "id,amount\nd1,5\nd2,\"1,000\"\n"}});
  EXPECT_EQ(
      TextOf(result),
      "error[E0603]: `Deal.amount` of row `d2` is not a number; expected: a number like -1234.5, without "
      "thousands separators\n  --> Deal.csv:3, column 2\n\n1 error\n");
}

}  // namespace
}  // namespace incent::pipeline
