#include "compiler/pipeline/report_errors.h"

#include <gtest/gtest.h>

#include <set>

#include "compiler/diag/render.h"
#include "compiler/pipeline/run_diagnostics.h"

namespace incent::pipeline {
namespace {

using eval::Place;
using value::ErrorCode;

// One row of deals, two people, one definition `commission` at the start of a file.
class ReportErrorsTest : public testing::Test {
 protected:
  ReportErrorsTest() {
    const source::FileId file = sources_.Add("plan.incent", "pay commission monthly = 1\n");
    module_.definitions.push_back({"commission", "", "pay", {file, 4, 14}});
    module_.datasets = {{"Rep", "", {}}, {"Deal", "", {}}};
    input_.tables.resize(2);
    input_.tables[1].AppendKey("d1");
    input_.tables[1].lines = {7};
    input_.tables[1].file_names = {"Deal.csv"};
  }

  std::string TextOf(const eval::RunError& error, diag::Language language = diag::Language::English) {
    diag::Diagnostics diagnostics;
    ReportErrors({error}, module_, {module_.datasets, input_, participants_}, diagnostics);
    return diag::RenderText(diagnostics, sources_, {.language = language});
  }

  static eval::RunError ErrorAt(ErrorCode code, const Place& place) {
    eval::RunError error;
    error.first = {code, 0, 0, place};
    error.definition = "commission";
    error.num_places = 3;
    error.num_withheld = 2;
    return error;
  }

  source::SourceSet sources_;
  ir::Module module_;
  column::InputData input_;
  std::vector<std::string> participants_ = {"r1", "r2"};
};

TEST_F(ReportErrorsTest, PointsAtTheRuleAndNamesTheRow) {
  const Place place{.kind = Place::Kind::Row, .dataset = 1, .row = 0};
  EXPECT_EQ(TextOf(ErrorAt(ErrorCode::TierBase, place)),
            "error[E0708]: the base of `commission` is not above zero for row `d1` of `Deal`\n"
            "  --> plan.incent:1:5\n"
            "   |\n"
            " 1 | pay commission monthly = 1\n"
            "   |     ^^^^^^^^^^\n"
            "note: the row is in Deal.csv, line 7\n"
            "note: more places with the same error: 2\n"
            "note: payouts withheld because of it: 2\n\n"
            "1 error\n");
}

TEST_F(ReportErrorsTest, SpeaksChinese) {
  const Place place{.kind = Place::Kind::Cell,
                    .person = 1,
                    .granule = value::Granule::Month,
                    .period = value::ParsePeriod("2026-03")->period};
  const std::string text = TextOf(ErrorAt(ErrorCode::Overflow, place), diag::Language::Chinese);
  EXPECT_NE(text.find("错误[E0701]: “commission”在“r2”的“2026-03”处超过 38 位数字"), std::string::npos)
      << text;
  EXPECT_NE(text.find("因此暂扣的发放：2 笔"), std::string::npos) << text;
}

TEST_F(ReportErrorsTest, ErrorsThatWithholdNothingAreNotShown) {
  eval::RunError error = ErrorAt(ErrorCode::Overflow, {});
  error.num_withheld = 0;
  EXPECT_EQ(TextOf(error), "");
}

TEST_F(ReportErrorsTest, RowsThatNameNobodyAreListedThoughNoPayoutStandsForThem) {
  eval::RunError error = ErrorAt(ErrorCode::BadCell, {.kind = Place::Kind::Row, .dataset = 1, .row = 0});
  error.num_withheld = 0;
  error.num_lost = 4;
  error.first_lost = {.kind = Place::Kind::Row, .dataset = 1, .row = 0};
  const std::string text = TextOf(error);
  EXPECT_NE(text.find("note: rows that are paid to nobody because of it: 4; the first is row `d1` of `Deal`"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("payouts withheld"), std::string::npos) << text;
}

TEST_F(ReportErrorsTest, EachErrorHasACodeOfItsOwn) {
  std::set<std::string_view> codes;
  for (int code = 0; code <= static_cast<int>(ErrorCode::TierOrder); ++code) {
    codes.insert(ErrorDiagnosticCode(static_cast<ErrorCode>(code)));
    const diag::Message message = ErrorMessage(static_cast<ErrorCode>(code), "x", {"here", "此处"});
    EXPECT_NE(message.Text(diag::Language::English).find("here"), std::string::npos);
    EXPECT_NE(message.Text(diag::Language::Chinese).find("此处"), std::string::npos);
  }
  // E0702 E0703 E0704 E0705 E0706 E0707 E0709 E0710 E0711 E0712 E0713 E0714
  // E0715 E0716 E0717 E0718 E0719 E0720 E0721 E0730
  EXPECT_EQ(codes.size(), static_cast<size_t>(ErrorCode::TierOrder) + 1);
  EXPECT_EQ(*codes.begin(), "E0701");
  EXPECT_EQ(*codes.rbegin(), "E0730");
}

TEST_F(ReportErrorsTest, PlacesHaveWordsAndKeys) {
  const PlaceNames names{module_.datasets, input_, participants_};
  const Place line{.kind = Place::Kind::Line, .dataset = 1, .row = 0, .person = 0};
  EXPECT_EQ(PlaceWords(line, names).english, "row `d1` of `Deal`, credited to `r1`");
  EXPECT_EQ(PlaceKey(line, names), "Deal d1 r1");
  EXPECT_EQ(PlaceKey({.kind = Place::Kind::Person, .person = 1}, names), "r2");
  EXPECT_EQ(PlaceKey({}, names), "");
  EXPECT_EQ(KeyText("a\x1f"
                    "b"),
            "a/b");
}

}  // namespace
}  // namespace incent::pipeline
