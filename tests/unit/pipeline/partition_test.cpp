#include "compiler/ir/partition.h"

#include <gtest/gtest.h>

#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/report_partition.h"
#include "tests/support/memory_loader.h"

// Whether a plan may be cut: one plan for each reason, and beside it one that differs in that reason only.
namespace incent::pipeline {
namespace {

constexpr const char* kHead = R"(incent 1.0
data Rep { key id : text  boss : Rep optional  team : text  quota : money CNY (1 .. 100M) }
data Goal { key rep : Rep  bonus : money CNY (0 .. 1M) }
data Deal {
  key id : text  rep : Rep  helper : Rep optional  of : Deal optional  part : rate (0 .. 1)
  amount : money CNY (0 .. 100M)  won_on : date
}
)";
constexpr const char* kUntil = "until 2026-12-31";
constexpr const char* kCredit = "credit b from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }\n";
constexpr const char* kSplit =
    "credit b from Deal { to Deal.rep share 50% to Deal.helper share 50%\n"
    "  when Deal.helper is present  shares total 100%  on Deal.won_on  amount Deal.amount }\n";

// The codes of all obstacles with the lines in which they stand, then what travels.
std::string Answer(const std::string& statements, const std::string& until = kUntil) {
  golden::MemoryLoader loader;
  loader.Add("p.incent", std::string(kHead) + "plan p for Rep { effective 2026-01-01 " + until +
                             " currency CNY pays monthly round 0.01 CNY half up\n" + statements + "\n}\n");
  const Compilation compilation = Compile(loader, "p.incent", {});
  std::string text;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    if (entry->kind->severity == diag::Severity::Error)
      text += std::string(entry->kind->code) + " does not compile";
  }
  if (!text.empty()) return text;
  const ir::Module& module = compilation.plans[0].module;
  const ir::Partition partition = ir::PartitionOf(module);
  diag::Diagnostics obstacles;
  ReportObstacles(partition, module, obstacles);
  for (const diag::Entry* entry : obstacles.Sorted())
    text += std::string(entry->kind->code) + " " + entry->message.Text(diag::Language::English).substr(0, 5) +
            " ";
  if (!partition.may_be_cut()) return text;
  for (size_t i = 0; i < partition.datasets.size(); ++i) {
    const ir::DatasetTravel& travel = partition.datasets[i];
    if (travel.travel == ir::Travel::Unread) continue;
    text += (text.empty() ? "" : ", ") + module.datasets[i].name;
    for (const std::string& path : travel.recipients) text += " " + path;
  }
  return text;
}

TEST(PartitionTest, WhatBelongsToOneParticipantMayBeCut) {
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q per b = b * 5%"), "Rep, Deal rep");
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q monthly = b over year to date / Rep.quota * 1 CNY"),
            "Rep, Deal rep");
}

TEST(PartitionTest, APoolOfEveryoneMayNot) {
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q monthly = allot(100 CNY, b over month, everyone())"),
            "E0937 `q` d ");
}

TEST(PartitionTest, APoolByAttributesOfPeopleMay) {
  EXPECT_EQ(Answer("pay q monthly = allot(100 CNY, Rep.quota, everyone())"), "Rep");
}

TEST(PartitionTest, AGroupMayNot) {
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q monthly = b across members(Rep.team) over month * 1%"),
            "E0936 `q` d ");
}

TEST(PartitionTest, ATotalOfTheCompanyMayNot) {
  EXPECT_EQ(Answer(std::string(kCredit) + "let all monthly = b across everyone() over month\npay q monthly { "
                                          "amount 1 CNY when all > 5 CNY }"),
            "E0937 `all` ");
}

TEST(PartitionTest, ATotalOfAttributesMay) {
  EXPECT_EQ(Answer(std::string(kCredit) + "let all = Rep.quota across everyone()\npay q monthly = b over "
                                          "month * (Rep.quota / all otherwise 0)"),
            "Rep, Deal rep");
}

TEST(PartitionTest, PartsOfARowMayWhereTheyDependOnThatRow) {
  EXPECT_EQ(Answer(std::string(kSplit) + "pay q per b = b * 5%"), "Rep, Deal rep helper");
  EXPECT_EQ(
      Answer(std::string(kSplit) + "let r per b = b over year to date / Rep.quota\npay q per b = b * r"),
      "E0938 `q` r ");
}

TEST(PartitionTest, PeriodsNeedAnEnd) {
  EXPECT_EQ(Answer("pay q monthly = 1 CNY", ""), "E0939 `q` h ");
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q per b = b * 5%", ""), "Rep, Deal rep");
}

TEST(PartitionTest, WhoIsPaidDoesNotMatter) {
  EXPECT_EQ(Answer(std::string(kCredit) +
                   "pay q per b { when Deal.rep.boss is present  amount b * 5%  to Deal.rep.boss "
                   "share 10% }"),
            "Rep, Deal rep");
}

TEST(PartitionTest, RowsTravelWithWhoeverTheirReferencesName) {
  EXPECT_EQ(
      Answer(
          "credit b from Deal { when Deal.rep.boss is present  to Deal.rep.boss share 50%  to Deal.rep share "
          "50%  on Deal.won_on  amount Deal.amount }\npay q per b = b * 5%"),
      "Rep, Deal rep.boss rep");
}

TEST(PartitionTest, WhatIsLookedUpIsNeededWhole) {
  EXPECT_EQ(Answer(std::string(kCredit) + "pay q monthly = b over month * 1% + lookup(Goal, Rep).bonus"),
            "Rep, Goal, Deal rep");
}

TEST(PartitionTest, RowsThatOthersNameAreNeededWhole) {
  EXPECT_EQ(
      Answer(
          "credit b from Deal { when Deal.of is absent  to Deal.rep  on Deal.won_on  amount Deal.amount }\n"
          "pay q per b = b * 5%"),
      "Rep, Deal");
}

}  // namespace
}  // namespace incent::pipeline
