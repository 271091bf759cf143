#include "compiler/pipeline/ledger_text.h"

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

  ir::Module module_;
  column::InputData input_;
  eval::Outcome outcome_;
  eval::LedgerRow row_;
};

TEST_F(LedgerTextTest, HeaderHasTheColumnsInOrder) {
  EXPECT_EQ(
      LedgerCsvHeader(),
      "plan,plan_version,component,participant,earned_by,period,credit_date,posting_date,status,earned,paid,"
      "balance,unit,dataset,row,cause,cause_definition,cause_at\n");
}

TEST_F(LedgerTextTest, AmountsHaveExactlyTheDecimalsOfTheComponent) {
  EXPECT_EQ(
      LedgerCsvLine(Line()),
      "ae_2026,2026.1,commission,\"王\"\"芳\",,2026-03,2026-03-05,2026-03-31,paid,-1234.50,-1234.50,0.00,"
      "CNY,Deal,\"d,1\",,,\n");
}

TEST_F(LedgerTextTest, JsonHasTextsAndNulls) {
  EXPECT_EQ(
      LedgerJsonLine(Line()),
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
      LedgerCsvLine(Line()),
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
  EXPECT_EQ(LedgerCsvLine(Line()),
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

TEST(JsonTextTest, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(JsonText("a\"b\\c\n\x01王"), "\"a\\\"b\\\\c\\u000a\\u0001王\"");
}

}  // namespace
}  // namespace incent::pipeline
