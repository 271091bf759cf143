#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// Of what there may only be so many.
namespace incent::check {

inline constexpr diag::Diagnostic<std::string, int> kTooManyClawbacks{
    "E0511",
    diag::Severity::Error,
    "`{0}` has more than {1} clawbacks",
    "“{0}”的追回规则超过 {1} 条",
    {"Together the clawbacks of a pay take back what was paid at most, so each looks at all others. Rules "
     "that differ in a number are one clawback, whose `when` or `recover` reads a parameter, tiers or a "
     "table.",
     "同一项发放的各条追回合起来最多追回已付金额，因此每一条都要看其余各条。只差一个数的几条规则应写成一条追"
     "回，"
     "在“当”或“扣回”中读取参数、阶梯或判定表。"}};

inline constexpr diag::Diagnostic<std::string, int> kTooManyRecipients{
    "E0512",
    diag::Severity::Error,
    "`{0}` names more than {1} recipients",
    "“{0}”的归属对象超过 {1} 个",
    {"Each part of an amount depends on the shares of all recipients. A split among so many belongs into the "
     "data: one row for each recipient with a share, and a credit from these rows.",
     "每一份金额都取决于所有归属对象的比例。这么多人的分配应放在数据里：每人一行，带上比例，再从这些行计业绩"
     "。"}};

inline constexpr const diag::DiagnosticKind* kAllCountDiagnostics[] = {&kTooManyClawbacks,
                                                                       &kTooManyRecipients};
constexpr diag::Catalogue AllCountDiagnostics() {
  return kAllCountDiagnostics;
}

}  // namespace incent::check
