#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// Why the participants of a plan cannot be split over several runs.
namespace incent::pipeline {

inline constexpr diag::Diagnostic<std::string> kCutGroup{
    "E0936",
    diag::Severity::Error,
    "`{0}` depends on amounts of others in its group, so participants cannot be split over several runs",
    "“{0}”取决于同组其他人的金额，因此参与人不能拆分到多次运行",
    {"A run that has some of the participants only has the rows of these, so a sum, a share or a division "
     "among a group "
     "would leave the others out. Run the plan in one piece.",
     "只处理部分参与人的运行只有这些人的数据行，因此组内的合计、占比或分配会漏掉其他人。请一次运行整个方案"
     "。"}};

inline constexpr diag::Diagnostic<std::string> kCutEverybody{
    "E0937",
    diag::Severity::Error,
    "`{0}` depends on amounts of all participants, so they cannot be split over several runs",
    "“{0}”取决于全体参与人的金额，因此参与人不能拆分到多次运行",
    {"A pool that is divided among everyone would be divided among the participants of each run, and so be "
     "paid several "
     "times; a total of the company would be that of some of its people. Run the plan in one piece.",
     "由全员分配的奖金池会在每次运行中由其中的人各分一遍，等于重复发放；全公司的合计也会只算到其中一部分人。"
     "请一次运行"
     "整个方案。"}};

inline constexpr diag::Diagnostic<std::string> kCutSourceRow{
    "E0938",
    diag::Severity::Error,
    "`{0}` rounds the parts of one row together and they depend on more than this row, so participants "
    "cannot be split "
    "over several runs",
    "“{0}”把同一行的各份一起舍入，而各份又取决于这一行以外的数据，因此参与人不能拆分到多次运行",
    {"The parts of a row sum to its rounded whole, so what one recipient gets depends on what the others "
     "get. Where that "
     "depends on sums of theirs, all of their rows must be there. A fixed rate on each part can be split.",
     "同一行的各份之和等于舍入后的整额，所以一个人得多少取决于其他人得多少。如果其他人的份额又取决于他们各自"
     "的合计，就必须"
     "有他们的全部数据行。各份按固定比例计算的，可以拆分。"}};

inline constexpr diag::Diagnostic<std::string> kCutPeriods{
    "E0939",
    diag::Severity::Error,
    "`{0}` has a value for each period, and without an end the periods reach to the latest row of all",
    "“{0}”按期间取值，而方案没有结束日期，期间会一直延续到所有数据行中最晚的一行",
    {"A run that has the rows of some participants only may have fewer periods. Give the plan an end, "
     "`effective 2026-01-01 until 2026-12-31`, and name windows that end: `over plan` instead of `over all "
     "time`.",
     "只有部分参与人数据行的运行，期间可能较少。请给方案写明结束日期，例如“生效 2026-01-01 止于 "
     "2026-12-31”，并用有终点的期间代替“全部时间”。"}};

inline constexpr const diag::DiagnosticKind* kAllPartitionDiagnostics[] = {&kCutGroup, &kCutEverybody,
                                                                           &kCutSourceRow, &kCutPeriods};
constexpr diag::Catalogue AllPartitionDiagnostics() {
  return kAllPartitionDiagnostics;
}

}  // namespace incent::pipeline
