#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E07xx: values that could not be computed, one kind for each value::ErrorCode. {0} is the definition
// where the error arose, {1} the row, or the participant and period.
namespace incent::pipeline {

using ValueDiagnostic = diag::Diagnostic<std::string, diag::Bilingual>;

inline constexpr ValueDiagnostic kOverflow{
    "E0701",
    diag::Severity::Error,
    "`{0}` needs more than 38 digits for {1}",
    "“{0}”在{1}处超过 38 位数字",
    {"Numbers have at most 38 digits. A value that would need more is an error, never a wrapped or rounded "
     "number. Such values come from a wrong unit in the data or from a product of many amounts.\nBound the "
     "fields in the schema, `amount : money CNY (0 .. 100M)`, and `incent check` shows where it can happen.",
     "数字最多 38 "
     "位。超过时作为错误处理，绝不会回绕或悄悄舍入。出现这种情况通常是数据单位有误，或多个金额相乘。\n请在数"
     "据声明中限定字段范围，例如 `金额 : 货币 元 (0 .. 1亿)`，`incent check` 会指出可能发生的位置。"}};

inline constexpr ValueDiagnostic kBadCell{
    "E0702",
    diag::Severity::Error,
    "`{0}` reads a cell that was rejected, for {1}",
    "“{0}”在{1}处读取了被拒绝的单元格",
    {"A cell of the input could not be used (E06xx says which and why), and this value depends on it. What "
     "depends on it is withheld, not computed from a guess. Of a row that could not be read as a whole, no "
     "cell is "
     "known: it might be the very row that a rule looks up, or one of those that it adds up, so all of these "
     "are "
     "withheld; parts of its key that are not known are shown as `?`.\nCorrect the data and run again.",
     "输入中的某个单元格无法使用（原因见 "
     "E06xx），而该值取决于它。凡取决于它的发放都会暂扣，而不会凭猜测计算。"
     "整行无法读取时，它的单元格全都未知：它可能正是规则要查找的那一行，也可能是应计入合计的一行，"
     "因此这些都会暂扣；主键中未知的部分显示为 `?`。\n请更正数据后重新运行。"}};

inline constexpr ValueDiagnostic kLookupMissing{
    "E0703",
    diag::Severity::Error,
    "`{0}` looks up a row that does not exist, for {1}",
    "“{0}”在{1}处查找的行不存在",
    {"The rule demands a row of another dataset, and none has these keys.\nAdd the row, or say what holds "
     "without it: `lookup(Quota, Rep, quarter).amount otherwise 0 CNY`.",
     "该规则要求在另一数据集中找到对应的行，但没有主键相符的行。\n请补上该行，或写明找不到时如何处理，例如 "
     "`lookup(指标, 销售, 季).金额 缺省 0 元`。"}};

inline constexpr ValueDiagnostic kOutsideCalendar{
    "E0704",
    diag::Severity::Error,
    "`{0}` gives a date outside the calendar for {1}",
    "“{0}”在{1}处得到的日期超出日历范围",
    {"Dates run from 1900-01-01 to 2199-12-31. Adding days or months left that range.",
     "日期范围为 1900-01-01 至 2199-12-31，加上天数或月数后超出了这个范围。"}};

inline constexpr ValueDiagnostic kParamUndefined{
    "E0705",
    diag::Severity::Error,
    "the parameter `{0}` has no value yet for {1}",
    "参数“{0}”在{1}处尚未生效",
    {"The date lies before the first `from` of the parameter. Add a row for the earlier time.",
     "该日期早于参数的第一个“自”日期。请为更早的时间补充一行。"}};

inline constexpr ValueDiagnostic kTableNoRow{
    "E0706",
    diag::Severity::Error,
    "no row of the table `{0}` matches for {1}",
    "决策表“{0}”没有一行适用于{1}",
    {"Every combination must be covered. Add a row for this case, or a last row of `any` in a `first` table.",
     "每种组合都必须有对应的行。请为这种情形补充一行；在“首个”型的表中，也可在最后加一行全为“任意”的行。"}};

inline constexpr ValueDiagnostic kTableConflict{
    "E0707",
    diag::Severity::Error,
    "several rows of the table `{0}` match for {1}",
    "决策表“{0}”有多行同时适用于{1}",
    {"In a `unique` table exactly one row may match; in an `any` table all rows that match must agree. "
     "Narrow the rows, or choose `first` if their order is meant to decide.",
     "“唯一”型的表只允许一行匹配；“任意”型的表中所有匹配的行结果必须一致。请缩小各行的条件；若本意是以先后为"
     "准，请改用“首个”。"}};

inline constexpr ValueDiagnostic kTierBase{
    "E0708",
    diag::Severity::Error,
    "the base of `{0}` is not above zero for {1}",
    "“{0}”的基数在{1}处不大于零",
    {"The tiers are `relative to` a value that is zero or negative here, so that their bounds mean nothing. "
     "A quota of 0 is most often a missing quota.\nGuard it where the quota is defined, or correct the data.",
     "阶梯“相对于”的值在这里为零或负数，各档界限没有意义。指标为 0 "
     "往往其实是漏填。\n请在定义指标的地方加以判断，或更正数据。"}};

inline constexpr ValueDiagnostic kExceptionConflict{
    "E0709",
    diag::Severity::Error,
    "two exceptions of `{0}` apply with different values for {1}",
    "“{0}”的两个例外同时适用于{1}，且结果不同",
    {"Nothing says which of them wins. Order them by name: `exception a overrides rate before b`.",
     "没有写明以哪一个为准。请按名称排出先后：`例外 甲 覆盖 费率 优先于 乙`。"}};

inline constexpr ValueDiagnostic kSharesTotal{
    "E0710",
    diag::Severity::Error,
    "the shares of `{0}` do not total as declared for {1}",
    "“{0}”在{1}处的比例合计与声明不符",
    {"`shares total 100%` is a promise about every row: the parts that are given out make the whole. Here "
     "they do not. Correct the shares in the data, or let one recipient have the `rest`.",
     "`比例合计 100%` "
     "是对每一行的承诺：各人所得之和等于整体，而这里并不相等。请更正数据中的比例，或让其中一人取“其余”。"}};

inline constexpr ValueDiagnostic kProration{
    "E0711",
    diag::Severity::Error,
    "`{0}` prorates by a factor outside 0 to 100% for {1}",
    "“{0}”在{1}处的折算系数不在 0 至 100% 之间",
    {"`prorated by` takes a part of the whole. For other factors write `multiply by`.",
     "“折算”只能取整体的一部分。其他系数请用“乘以”。"}};

inline constexpr ValueDiagnostic kRecoverRange{
    "E0712",
    diag::Severity::Error,
    "`{0}` recovers a part outside 0 to 100% for {1}",
    "“{0}”在{1}处的追回比例不在 0 至 100% 之间",
    {"`recover` says how much of what was paid is taken back: nothing (0) to everything (100%).",
     "“扣回”表示追回已发放金额的多少：从不追回（0）到全部追回（100%）。"}};

inline constexpr ValueDiagnostic kAssertFailed{
    "E0713",
    diag::Severity::Error,
    "the assertion `{0}` is false for {1}",
    "断言“{0}”在{1}处不成立",
    {"The plan states that this always holds. The payouts that it guards are withheld there.\nEither the "
     "data or the rule is wrong; `incent explain` shows how the value came about.",
     "方案声明该条件始终成立，因此它所约束的发放在此处暂扣。\n数据或规则必有一处有误；`incent explain` "
     "可以显示该值的由来。"}};

inline constexpr ValueDiagnostic kNegativeWeight{
    "E0714",
    diag::Severity::Error,
    "`{0}` shares out by a negative weight for {1}",
    "“{0}”在{1}处按负的权重分配",
    {"Weights are zero or positive. A negative one would take from one person to give to another.",
     "权重必须大于或等于零；负权重意味着从一个人那里拿走再给另一个人。"}};

inline constexpr ValueDiagnostic kDivideByZero{
    "E0715",
    diag::Severity::Error,
    "`{0}` divides by zero for {1}",
    "“{0}”在{1}处除以零",
    {"The divisor is zero here, and the rule does not say what then holds. Write `otherwise` after the "
     "division, or exclude the case with `when`.",
     "此处除数为零，而规则没有写明这种情况。请在除法后写“缺省”，或用“当”排除这种情况。"}};

inline constexpr ValueDiagnostic kMissingInput{
    "E0716",
    diag::Severity::Error,
    "`{0}` reads a cell that the test does not give, for {1}",
    "“{0}”在{1}处读取了测试没有给出的单元格",
    {"A test may leave out columns and rows that do not matter, but this value depends on one of them. Add "
     "the column, or the row that is referred to, to `given`.",
     "测试可以省略无关的列和行，但该值取决于其中之一。请在“已知”中补上这一列，或补上被引用的行。"}};

inline constexpr ValueDiagnostic kCapUnit{
    "E0717",
    diag::Severity::Error,
    "the cap of `{0}` is not a multiple of the rounding unit for {1}",
    "“{0}”在{1}处的封顶金额不是舍入单位的整数倍",
    {"With `round 0.01 CNY` a cap of 100.005 CNY could be exceeded by rounding. Round the cap itself: "
     "`capped at rounded(x, 0.01 CNY)`.",
     "舍入单位为 0.01 元时，100.005 元的封顶可能因舍入而被突破。请先对封顶金额舍入。"}};

inline constexpr ValueDiagnostic kBadUnit{
    "E0718",
    diag::Severity::Error,
    "`{0}` rounds to a unit that is not above zero for {1}",
    "“{0}”在{1}处的舍入单位不大于零",
    {"Amounts are rounded to multiples of a unit such as 0.01 CNY, and this unit was computed as zero or "
     "negative.",
     "金额按某个单位（如 0.01 元）的整数倍舍入，而这里算出的单位为零或负数。"}};

inline constexpr ValueDiagnostic kRepeatedKey{
    "E0719",
    diag::Severity::Error,
    "`{0}` reads a row whose key is repeated, for {1}",
    "“{0}”在{1}处读取了主键重复的行",
    {"Two rows of the input have this key (E0611 names them), and it is not known which one is right. Remove "
     "one and run again.",
     "输入中有两行使用同一主键（见 E0611），无法确定以哪一行为准。请删除其中一行后重新运行。"}};

inline constexpr ValueDiagnostic kAllotTotal{
    "E0720",
    diag::Severity::Error,
    "`{0}` divides a total that differs between the members of the group, for {1}",
    "“{0}”在{1}处分配的总额在人群成员之间不一致",
    {"All members of a group divide the same total. Here the data says different ones, so nobody's part is "
     "known and those of the whole group are withheld.\nCorrect the data, or write a total that the group "
     "shares: `Rep.team.pool` for `members(Rep.team)`, or a sum across the group.",
     "同一人群的成员分配同一笔总额，而数据中的总额不一致，无法确定任何人的份额，因此整个人群的发放都会暂扣。"
     "\n"
     "请更正数据，或改写为人群共有的总额：例如“成员(销售.团队)”用“销售.团队.奖金池”，或对人群汇总。"}};

inline constexpr ValueDiagnostic kTierOrder{
    "E0721",
    diag::Severity::Error,
    "the tier bounds of `{0}` descend for {1}",
    "“{0}”的阶梯起点在{1}处出现递减",
    {"Rows of tiers go from the lowest bound to the highest. Bounds that are computed or come from data are "
     "compared in each row; here one is below the bound before it (or below the zero where the table "
     "starts), so that no amount belongs to the row between them. Equal bounds are an empty row, and no "
     "error.\nMost often two columns of the data are swapped, or a target is missing or negative: correct "
     "the data and run again. `incent explain` shows the bounds. Where the order may differ by intent, say "
     "which bound is meant: `from max(Rep.target_a, Rep.target_b) : 8%`.",
     "阶梯各行按起点从低到高排列。起点来自数据或由计算得出时，会逐行核对先后；"
     "这里有一档的起点低于前一档（或低于阶梯开头的零），前一档因此不成区间。"
     "起点相等只表示中间那一档为空，不算错误。\n"
     "常见原因是数据中两列填反了，或某个目标漏填、为负：请更正数据后重新运行，"
     "`incent explain` 会显示各档起点。若高低顺序本来就不固定，请写明以哪个为准，"
     "例如“自 较大(销售.目标甲, 销售.目标乙) : 8%”。"}};

// A payout without an amount: the rule's value is absent.
inline constexpr ValueDiagnostic kAbsentAmount{
    "E0730",
    diag::Severity::Error,
    "`{0}` has no amount for {1}",
    "“{0}”在{1}处没有金额",
    {"The amount is absent (an empty optional cell, or an average of nothing), so the payout is withheld. "
     "Say with `otherwise` what is paid then.",
     "金额缺失（可空单元格为空，或对空集合求平均），因此该笔发放暂扣。请用“缺省”写明此时应发多少。"}};

inline constexpr const diag::DiagnosticKind* kAllRunDiagnostics[] = {
    &kOverflow,     &kBadCell,       &kLookupMissing, &kOutsideCalendar,   &kParamUndefined,
    &kTableNoRow,   &kTableConflict, &kTierBase,      &kExceptionConflict, &kSharesTotal,
    &kProration,    &kRecoverRange,  &kAssertFailed,  &kNegativeWeight,    &kDivideByZero,
    &kMissingInput, &kCapUnit,       &kBadUnit,       &kRepeatedKey,       &kAllotTotal,
    &kTierOrder,    &kAbsentAmount,
};
constexpr diag::Catalogue AllRunDiagnostics() {
  return kAllRunDiagnostics;
}

}  // namespace incent::pipeline
