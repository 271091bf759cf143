#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// Text that has a meaning, but pays something else than its author can have meant: found in CheckTraps.
namespace incent::check {

inline constexpr diag::Diagnostic<diag::Bilingual> kSameSides{
    "E0350",
    diag::Severity::Error,
    "both sides of this comparison are the same, so it is always {0}",
    "这个比较的两边相同，结果总是{0}",
    {"A comparison of a thing with itself decides nothing. Usually another value was meant on one side.\n"
     "Inside `[…]` a path such as `Deal.customer` is that of the line which is asked, on both sides; the "
     "line "
     "of the place around the brackets cannot be named there.",
     "和自己比较什么也判断不了，其中一边通常应是别的值。\n"
     "在“[…]”里，“Deal.customer”这样的路径两边都指被询问的那一笔；括号外面的那一笔在里面无法写出。"}};

inline constexpr diag::Diagnostic<std::string> kExceptionCircle{
    "E0455",
    diag::Severity::Error,
    "the order of the exceptions of `{0}` goes in a circle",
    "“{0}”的例外的先后顺序绕成了一圈",
    {"`before` says which of two exceptions wins where both hold. In a circle each beats the others, so that "
     "none would ever apply. Delete one of the `before`.",
     "“优先于”说明两个例外同时成立时哪个优先。绕成一圈时每个都胜过其他，于是哪个都不起作用。请删去其中一处"
     "“优先于”。"}};

inline constexpr diag::Diagnostic<diag::Bilingual, diag::Bilingual> kTotalAppliedAnew{
    "E0456",
    diag::Severity::Error,
    "this is a running total ({0}), and `apply` would pay all of it again {1}",
    "这是{0}的累计数，“套用”{1}都会把它全部再发一遍",
    {"`apply T(x over year to date)` pays what T(x) rose by since the last time. Of anything else that runs "
     "on "
     "over a window it cannot tell what was paid before. `entitled e per W` pays the rise of any total e:\n"
     "\n"
     "    entitled ladder(sales over year to date - returned over year to date) per year",
     "“套用 T(x 期间 年初至今)”发放 T(x) 比上次多出的部分。其他在期间内累计的值，它无法知道以前发过多少。\n"
     "“累计应得 e 每 W”发放任何累计应得额 e 的增加部分：\n"
     "\n"
     "    累计应得 阶梯(签约额 期间 年初至今 - 退货 期间 年初至今) 每 年"}};

inline constexpr diag::Diagnostic<diag::Bilingual, diag::Bilingual> kTotalPaidAnew{
    "W0406",
    diag::Severity::Warning,
    "this is a running total ({0}), and all of it is paid again {1}",
    "这是{0}的累计数，{1}都会全部再发一遍",
    {"An `amount` is what is paid each time. Of a total that runs on over a window usually only the rise is "
     "due: `entitled e per W` pays it. Where the whole is due each time, nothing is wrong.",
     "“金额”是每次发放的数。在期间内累计的数通常只应发放增加的部分：请写“累计应得 e 每 W”。\n"
     "如果确实每次都要发放全部，就没有问题。"}};

inline constexpr diag::Diagnostic<diag::Bilingual> kFloorOnLevel{
    "W0405",
    diag::Severity::Warning,
    "`at least` raises what {0} gives, so that what is paid in all is more than the entitlement",
    "“保底”抬高的是{0}发放的数，合计会超过应得额",
    {"A pay that accumulates pays differences: after a refund one is negative. `at least 0` drops it, but "
     "the "
     "next difference counts from the lower level, so that the same sale is paid twice. A floor belongs to "
     "the "
     "entitlement itself:\n"
     "\n"
     "    entitled max(ladder(sales over quarter to date), 0 USD) per quarter",
     "累计的发放每次发放差额：退款以后差额为负。“保底 0”去掉了它，而下一次的差额又从较低的水平算起，同一"
     "笔销售便发了两遍。下限应写在应得额里：\n"
     "\n"
     "    累计应得 较大(阶梯(签约额 期间 季初至今), 0 美元) 每 季"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kPayCurrency{
    "E0457",
    diag::Severity::Error,
    "this is money in {0}, but plan `{1}` pays in {2}",
    "这是 {0} 金额，而方案“{1}”以 {2} 发放",
    {"All that a plan pays is in its `currency`; points are paid beside it. Write the amount in the plan's "
     "currency, or correct the plan's.",
     "方案发放的金额都以它的“币种”计；积分另计。请用方案的币种写金额，或更正方案的币种。"}};

inline constexpr diag::NoteText<std::string, std::string> kStandsBefore{"`{0}` stands before `{1}` here",
                                                                        "“{0}”在这里优先于“{1}”"};
inline constexpr diag::NoteText<size_t> kMoreOfCircle{"and {0} more", "还有 {0} 处"};
inline constexpr diag::NoteText<diag::Bilingual> kEntitledInstead{"to pay what it rose by: {0}",
                                                                  "只发放增加的部分：{0}"};
inline constexpr diag::NoteText<diag::Bilingual> kFloorInside{"a floor of the entitlement: {0}",
                                                              "应得额的下限：{0}"};
inline constexpr diag::NoteText<> kLevelIsHere{"this pays the rise of a level", "这里发放累计数的增加部分"};
inline constexpr diag::NoteText<> kLineAsked{"inside `[…]` both sides are read at the line that is asked",
                                             "在“[…]”里，两边读的都是被询问的那一笔"};

inline constexpr const diag::DiagnosticKind* kTrapDiagnostics[] = {
    &kSameSides, &kExceptionCircle, &kTotalAppliedAnew, &kTotalPaidAnew, &kFloorOnLevel, &kPayCurrency};
constexpr diag::Catalogue AllTrapDiagnostics() {
  return kTrapDiagnostics;
}

}  // namespace incent::check
