#include "runtime/io/reject_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "runtime/io/reject_log.h"

namespace incent::io {
namespace {

using column::Reject;
using column::RejectReason;

std::vector<Reject> SomeRejects() {
  return {{.reason = RejectReason::MissingColumn,
           .dataset = "Deal",
           .field = "rep",
           .file = "Deal.csv",
           .detail = "a column \"rep\""},
          {.reason = RejectReason::BadNumber,
           .dataset = "Deal",
           .field = "amount",
           .file = "Deal.csv",
           .line = 7,
           .column = 3,
           .key = "d1",
           .text = "1,234",
           .detail = "a number like -1234.5"}};
}

std::string Report(const std::vector<Reject>& rejects, int64_t total_rejects) {
  std::string text;
  WriteRejectReport(rejects, total_rejects, [&](std::string_view piece) { text += piece; });
  return text;
}

TEST(RejectReportTest, EachRejectIsALine) {
  EXPECT_EQ(Report(SomeRejects(), 2),
            "dataset,file,line,column,field,key,reason,expected,text\n"
            "Deal,Deal.csv,,,rep,,missing_column,\"a column \"\"rep\"\"\",\n"
            "Deal,Deal.csv,7,3,amount,d1,bad_number,a number like -1234.5,\"1,234\"\n");
}

TEST(RejectReportTest, RejectsThatAreNotListedAreCounted) {
  EXPECT_EQ(Report({}, 12),
            "dataset,file,line,column,field,key,reason,expected,text\n,,,,,,not_listed,12 more rejects,\n");
}

TEST(RejectReportTest, CompositeKeysAreReadable) {
  Reject reject;
  reject.dataset = "Quota";
  reject.file = "Quota.csv";
  reject.key =
      "r1\x1f"
      "2026-Q1";
  EXPECT_NE(Report({reject}, 1).find(",r1/2026-Q1,"), std::string::npos);
}

TEST(RejectLogTest, TheFirstInReportOrderAreKeptWhateverTheOrderOfAdding) {
  std::vector<Reject> rejects;
  for (const char* dataset : {"A", "B"}) {
    for (int line = 0; line < 30; ++line) {
      for (int column = 0; column < 3; ++column) {
        rejects.push_back({.dataset = dataset, .file = "f", .line = line, .column = column});
      }
    }
  }
  const std::vector<Reject> sorted = rejects;
  std::mt19937 random(5);
  for (const size_t max_stored : {0, 1, 10, 179, 180, 1000}) {
    std::shuffle(rejects.begin(), rejects.end(), random);
    RejectLog log(max_stored);
    for (const Reject& reject : rejects) log.Add(reject);
    EXPECT_EQ(log.total(), 180);
    const std::vector<Reject> kept = log.TakeSorted();
    ASSERT_EQ(kept.size(), std::min<size_t>(max_stored, 180));
    for (size_t i = 0; i < kept.size(); ++i) {
      EXPECT_TRUE(kept[i].dataset == sorted[i].dataset && kept[i].line == sorted[i].line &&
                  kept[i].column == sorted[i].column);
    }
  }
}

}  // namespace
}  // namespace incent::io
