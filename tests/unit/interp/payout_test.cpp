#include <gtest/gtest.h>

#include "tests/unit/interp/sales.h"

namespace incent::interp {
namespace {

using eval::PayoutStatus;

// "participant period row amount status" of each ledger row.
std::vector<std::string> Lines(const eval::Outcome& outcome) {
  std::vector<std::string> lines;
  for (const eval::LedgerRow& row : outcome.ledger) {
    const std::string period = row.period ? value::PeriodToText(outcome.pays, *row.period) : "-";
    lines.push_back(outcome.participants[static_cast<size_t>(row.participant)] + " " + period + " " +
                    row.row_key + " " + value::DecimalToText(row.earned, 2) + " " +
                    std::string(PayoutStatusName(row.status)));
  }
  return lines;
}

class PayoutTest : public ::testing::Test {
 protected:
  PayoutTest() : module_(SalesModule()) {
    AddBookings(module_);
    AddFlatCommission(module_);
    for (const char* rep : {"r2", "r1"}) given::AddRow(module_, input_, kRep, {rep, "-", "0", "-"});
  }
  void Deal(const given::Cells& cells) { given::AddRow(module_, input_, kDeal, cells); }
  std::vector<std::string> RunLines() {
    program_.emplace(module_);
    result_ = interp::Run(*program_, input_);
    return Lines(result_.outcome);
  }

  ir::Module module_;
  column::InputData input_;
  std::optional<Program> program_;
  RunResult result_;
};

TEST_F(PayoutTest, CorePaysFivePercentCloudPaysMoreOpenDealsPayNothing) {
  Deal({"d1", "r1", "2026-01-15", "120000", "core", "-"});
  Deal({"d2", "r1", "2026-01-20", "80000.10", "cloud", "-"});
  Deal({"d3", "r2", "-", "50000", "cloud", "-"});
  EXPECT_EQ(RunLines(),
            (std::vector<std::string>{"r1 2026-01 d1 6000.00 paid", "r1 2026-01 d2 5200.01 paid"}));
  EXPECT_TRUE(result_.outcome.broken.empty());
  EXPECT_TRUE(result_.outcome.errors.empty());
}

}  // namespace
}  // namespace incent::interp
