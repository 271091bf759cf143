#include "compiler/pipeline/ledger_writer.h"

#include <gtest/gtest.h>

#include "compiler/pipeline/json_text.h"

namespace incent::pipeline {
namespace {

// One component in CNY with two decimals, one participant, one source row.
class LedgerTextTest : public testing::Test {
 protected:
  LedgerTextTest() {
    module_.plan = "ae_2026";
    module_.version = "2026.1";
    module_.datasets = {{"Rep", "", {}}, {"Deal", "", {}}};
    module_.definitions.push_back({"bookings", "", "credit", {}});
    input_.tables.resize(2);
    input_.tables[1].AppendKey("d,1");
    outcome_.participants = {"王\"芳"};
    outcome_.components = {{.name = "commission", .label = "", .unit = "CNY", .scale = 2, .by_line = true}};
    row_.component = 0;
    row_.participant = 0;
    row_.posting = value::ParseDate("2026-03-31");
    row_.credit = value::ParseDate("2026-03-05");
    row_.period = value::PeriodOf(value::Granule::Month, *row_.posting);
    row_.dataset = 1;
    row_.row = 0;
    row_.row_key = "d,1";
    row_.earned = -123450;
    row_.paid = -123450;
  }

  LedgerLine Line() const {
    return MakeLedgerLine(module_, outcome_, row_, {module_.datasets, input_, outcome_.participants});
  }

  std::string Text(LedgerFormat format) const {
    std::string text;
    const PlaceNames names{module_.datasets, input_, outcome_.participants};
    LedgerWriter(module_, outcome_, names, format).Append(row_, text);
    return text;
  }
  std::string Csv() const { return Text(LedgerFormat::Csv); }

  ir::Module module_;
  column::InputData input_;
  eval::Outcome outcome_;
  eval::LedgerRow row_;
};

TEST_F(LedgerTextTest, HeaderHasTheColumnsInOrder) {
  EXPECT_EQ(
      LedgerHeader(LedgerFormat::Csv),
      "plan,plan_version,component,participant,earned_by,period,credit_date,posting_date,status,earned,paid,"
      "balance,unit,dataset,row,cause,cause_definition,cause_at\n");
}

TEST_F(LedgerTextTest, AmountsHaveExactlyTheDecimalsOfTheComponent) {
  EXPECT_EQ(
      Csv(),
      "ae_2026,2026.1,commission,\"王\"\"芳\",,2026-03,2026-03-05,2026-03-31,paid,-1234.50,-1234.50,0.00,"
      "CNY,Deal,\"d,1\",,,\n");
}

TEST_F(LedgerTextTest, JsonHasTextsAndNulls) {
  EXPECT_EQ(
      Text(LedgerFormat::JsonLines),
      R"({"plan": "ae_2026", "plan_version": "2026.1", "component": "commission", "participant": "王\"芳", )"
      R"("earned_by": null, "period": "2026-03", "credit_date": "2026-03-05", "posting_date": "2026-03-31", "status": "paid", )"
      R"("earned": "-1234.50", "paid": "-1234.50", "balance": "0.00", "unit": "CNY", "dataset": "Deal", )"
      R"("row": "d,1", "cause": null, "cause_definition": null, "cause_at": null})"
      "\n");
}

TEST_F(LedgerTextTest, AWithheldPayoutHasNoAmountButACause) {
  row_.status = eval::PayoutStatus::Withheld;
  row_.cause = {value::ErrorCode::BadCell, 0, 0, {.kind = eval::Place::Kind::Row, .dataset = 1, .row = 0}};
  EXPECT_EQ(
      Csv(),
      "ae_2026,2026.1,commission,\"王\"\"芳\",,2026-03,2026-03-05,2026-03-31,withheld,,,,CNY,Deal,\"d,1\","
      "bad_cell,bookings,\"Deal d,1\"\n");
}

TEST_F(LedgerTextTest, AnAbsentAmountIsACauseOfItsOwn) {
  row_.status = eval::PayoutStatus::Withheld;
  EXPECT_EQ(Line()[static_cast<size_t>(LedgerColumn::Cause)], "absent_amount");
}

TEST_F(LedgerTextTest, AHeldPayoutHasNoPeriodYet) {
  row_.status = eval::PayoutStatus::Held;
  row_.posting.reset();
  row_.period.reset();
  row_.paid = 0;
  row_.balance = row_.earned;
  EXPECT_EQ(Csv(),
            "ae_2026,2026.1,commission,\"王\"\"芳\",,,2026-03-05,,held,-1234.50,0.00,-1234.50,CNY,Deal,\"d,"
            "1\",,,\n");
}

TEST_F(LedgerTextTest, APeriodPayHasNoSourceRow) {
  row_.dataset = -1;
  row_.row = -1;
  row_.row_key = {};
  EXPECT_FALSE(Line()[static_cast<size_t>(LedgerColumn::Dataset)]);
  EXPECT_FALSE(Line()[static_cast<size_t>(LedgerColumn::Row)]);
}

// Rows of every kind, one after the other, so that nothing of one may be left in the next.
TEST_F(LedgerTextTest, RowsAreWrittenAsTheirTextsInBothFormats) {
  const PlaceNames names{module_.datasets, input_, outcome_.participants};
  outcome_.participants.push_back(
      "r\x1f"
      "2");
  outcome_.components.push_back({.name = "star", .label = "", .unit = "badge", .scale = 0, .by_line = false});
  std::vector<eval::LedgerRow> rows(6, row_);
  rows[1].posting = rows[1].period = std::nullopt;
  rows[1].status = eval::PayoutStatus::Held;
  rows[2].earned_by = 1;
  rows[2].earned = rows[2].paid = value::kMaxMantissa;
  rows[3].participant = 1;
  rows[3].status = eval::PayoutStatus::Withheld;
  rows[4].participant = 1;
  rows[4].row_key =
      "a\x1f"
      "b";
  rows[5].component = 1;
  rows[5].dataset = rows[5].row = -1;
  rows[5].posting = value::ParseDate("2026-04-30");
  rows[5].period = value::PeriodOf(value::Granule::Month, *rows[5].posting);
  for (const LedgerFormat format : {LedgerFormat::Csv, LedgerFormat::JsonLines}) {
    LedgerWriter writer(module_, outcome_, names, format);
    for (const eval::LedgerRow& row : rows) {
      std::string text;
      std::string expected;
      writer.Append(row, text);
      writer.Append(MakeLedgerLine(module_, outcome_, row, names), expected);
      EXPECT_EQ(text, expected);
    }
  }
}

TEST(JsonTextTest, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(JsonText("a\"b\\c\n\x01王"), "\"a\\\"b\\\\c\\u000a\\u0001王\"");
}

}  // namespace
}  // namespace incent::pipeline
