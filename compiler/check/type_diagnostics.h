#pragma once

#include <string>

#include "compiler/diag/diagnostic.h"

// E03: types, units and grains.
namespace incent::check {

using diag::Diagnostic;
using diag::Severity;

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual, diag::Bilingual> kTypeMismatch{
    "E0301",
    Severity::Error,
    "{0} is needed here, but {1} is {2}",
    "这里需要{0}，但{1}是{2}",
    {"The value has another type than its place asks for. Check which value is meant, or convert it.",
     "值的类型和此处的要求不符。请检查用的是不是这个值，或先换算。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kUnitsDiffer{
    "E0302",
    Severity::Error,
    "{0} and {1} cannot be combined",
    "{0}与{1}不能一起运算",
    {"Amounts add, subtract and compare only within one unit: one currency, points, or plain numbers.\n"
     "Multiplying money by a rate gives money; dividing money by money gives a rate.",
     "只有同一单位（同一币种、积分、纯数）才能相加、相减和比较。\n"
     "金额乘以比率得金额，金额除以金额得比率。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kMustBePresent{
    "E0303",
    Severity::Error,
    "{0} {1}; say what happens then",
    "{0}{1}，请写明这时怎么办",
    {"A place that decides about money needs a value. Give one with `otherwise`, or ask `is present` first:\n"
     "\n"
     "    bookings over year to date / quota otherwise 0%\n"
     "    when Deal.won_on is present and Deal.won_on > 2026-01-01\n"
     "\n"
     "A division is absent when its divisor is 0, unless the divisor is known never to be: by a condition, "
     "or by "
     "bounds, which are followed through `+ - * /`, `min`, `max`, `abs`, `if`, `otherwise`, names and "
     "references. "
     "With `tax : rate (0% .. 100%)` nothing needs to be said about `x / (100% + Deal.tax)`, nor with `quota "
     ": money "
     "CNY (1 .. 100M)` about `x / (Rep.quota / 12)`.",
     "决定金额的地方必须有值。请用“缺省”给出替代值，或先判断“有值”：\n"
     "\n"
     "    签约额 期间 年初至今 ÷ 任务额 缺省 0%\n"
     "    当 合同.签约日 是 有值 且 合同.签约日 > 2026-01-01\n"
     "\n"
     "除数可能为 0 时，商可能缺失；条件或取值范围能证明除数不为 0 "
     "时除外。范围会沿加减乘除、较小、较大、绝对值、"
     "如果、缺省、名称和引用一路推算：写了“税率 : 比率 (0% .. 100%)”，“金额 ÷ (100% + "
     "合同.税率)”就不必另作说明；"
     "写了“任务额 : 金额 CNY (1 .. 100M)”，除以“销售.任务额 ÷ 12”也不必说明。"}};

inline constexpr Diagnostic<std::string> kOneDefaultForTwo{
    "W0402",
    Severity::Warning,
    "without a row of `{0}`, all of this calculation gets the value behind `otherwise`",
    "“{0}”中没有对应的行时，整个算式都会取“缺省”后的值",
    {"A lookup under an operator shares its default with whatever else may be absent there, such as a "
     "quotient "
     "whose divisor is 0. A forgotten row then looks like a zero. Give the lookup a default of its own, or "
     "none: a "
     "missing row is an error then.\n"
     "\n"
     "    bookings over year / (lookup(Quota, Rep).amount otherwise 1M CNY)",
     "运算符下的“查找”与算式里其他可能缺失的部分（例如除数为 0 的商）共用一个缺省值，漏填的行会被当作零。"
     "请单独给“查找”写缺省值，或者不写：那时缺行就是错误。\n"
     "\n"
     "    签约额 期间 年 ÷ (查找(任务, 销售).金额 缺省 100万 CNY)"}};

inline constexpr Diagnostic<std::string, std::string> kUnknownField{
    "E0304",
    Severity::Error,
    "`{0}` has no field `{1}`",
    "“{0}”没有字段“{1}”",
    {"The schema of the dataset declares no such field. Check the spelling, or add the field to the `data` "
     "block.",
     "数据结构里没有这个字段。请检查拼写，或在“数据”里补上。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kNotReachable{
    "E0305",
    Severity::Error,
    "`{0}` cannot be read here: {1}",
    "这里不能读取“{0}”：{1}",
    {"A row of a dataset can be read where one row is meant: inside a credit from it, per line of such a "
     "credit, or through a\n"
     "reference field of another row (`Payment.deal.owner`). Attributes of the participant can be read "
     "everywhere but in a credit.",
     "只有在确定是哪一行的地方才能读取数据：在来自它的业绩里、逐笔定义里，或通过另一行的引用字段（回款.合同."
     "负责人）。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual, diag::Bilingual> kFinerValue{
    "E0306",
    Severity::Error,
    "`{0}` has one value {1}, but one value {2} is needed",
    "“{0}”{1}各有一个值，这里需要{2}一个值",
    {"A finer value must be folded to be used at a coarser grain. Say over which window:\n"
     "\n"
     "    bookings over month        bookings over year to date        highest of bookings over quarter",
     "粒度更细的值要先汇总才能用在更粗的粒度上。请写明期间：\n"
     "\n"
     "    签约额 期间 月        签约额 期间 年初至今        最高 签约额 期间 季"}};

inline constexpr Diagnostic<diag::Bilingual> kNotAdditive{
    "E0307",
    Severity::Error,
    "{0} cannot be summed over time",
    "{0}不能按时间相加",
    {"Rates, quotients and balances of several periods do not add up to anything. Fold the amounts first and "
     "divide then:\n"
     "\n"
     "    bookings over year / quota over year        not        attainment over year",
     "比率、商和余额跨期相加没有意义。请先汇总金额再相除：\n"
     "\n"
     "    签约额 期间 年 ÷ 任务额        而不是        完成率 期间 年"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kWindowFiner{
    "E0308",
    Severity::Error,
    "a window of one {0} is finer than one value {1}",
    "“{0}”的期间比{1}一个值更细",
    {"At a quarterly grain there are three months, so `over month` says nothing. Use the quarter, or define "
     "the value monthly.",
     "按季的定义里有三个月，“期间 月”没有确定的含义。请用季，或把定义改为按月。"}};

inline constexpr Diagnostic<diag::Bilingual> kNotCausal{
    "E0309",
    Severity::Error,
    "this pay may not depend on what is known only {0}",
    "发放不能依赖{0}才知道的数",
    {"What is paid for March may not depend on deals of December. Write `year to date`, `quarter to date` or "
     "`month to date`,\n"
     "or pay less often.",
     "三月的发放不能依赖十二月的合同。请写“年初至今”“季初至今”“月初至今”，或降低结算频率。"}};

inline constexpr Diagnostic<std::string, std::string> kUnknownLabel{
    "E0310",
    Severity::Error,
    "`{0}` is none of the values of `{1}`",
    "“{0}”不是“{1}”的可选值",
    {"The field is declared as `one of` fixed texts, and this text is not among them; the comparison could "
     "never be true.",
     "该字段声明为“枚举”，比较的文字不在其中，永远不会成立。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kCannotCompare{
    "E0311",
    Severity::Error,
    "{0} and {1} cannot be compared",
    "{0}与{1}不能比较",
    {"Only values of one kind compare: numbers of one unit, dates, periods of one length, texts. Texts "
     "compare by `==`, `!=` and `in` only.",
     "只有同类的值才能比较：同单位的数、日期、同长度的期间、文字。文字只能用“==”“!=”和“属于”。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kTierBoundType{
    "E0312",
    Severity::Error,
    "a tier bound is {0}, but the table is read with {1}",
    "阶梯起点是{0}，而查表用的是{1}",
    {"Bounds have the unit of the value that is looked up. With `relative to X` they are rates of X.\n"
     "\n"
     "    tiers ladder marginal relative to quota { from 0% : 5%  from 100% : 8% }",
     "起点的单位要和查表的值相同；写了“相对于 X”时，起点是 X 的百分比。"}};

inline constexpr Diagnostic<> kTierOrder{
    "E0313",
    Severity::Error,
    "tier bounds must ascend",
    "阶梯起点必须递增",
    {"Rows go from the lowest bound to the highest, each bound once. Only in a retroactive table `above t` "
     "may follow `from t`. Bounds that come from data are compared in each row, when the plan runs, and may "
     "be equal there.",
     "各行按起点从低到高排列，同一起点只写一次；只有全额累进里“超过 t”可以跟在“自 t”之后。"
     "来自数据的起点在运行时逐行核对，允许相等。"}};

inline constexpr Diagnostic<> kTierFirstRow{
    "E0314",
    Severity::Error,
    "the first row must start at zero or be a `below` row",
    "第一行必须从零开始，或写成“低于”",
    {"Nothing may be left open below the first bound. Start at zero (negative amounts then take this row "
     "too), or say what holds below:\n"
     "\n"
     "    tiers curve interpolated { below 80% : 0%   from 80% : 50%   from 100% : 100% }",
     "第一档以下不能留空。请从零开始（负数也适用该行），或写明低于起点时的值：\n"
     "\n"
     "    阶梯 曲线 线性插值 { 低于 80% : 0%   自 80% : 50%   自 100% : 100% }"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kTierMixed{
    "E0315",
    Severity::Error,
    "the values of one tier table differ in kind: {0} and {1}",
    "同一阶梯的取值类型不一致：{0}与{1}",
    {"All rows of a tier table give the same kind of value: all rates, or all amounts of one unit.",
     "同一阶梯各行的取值必须同类：都是比率，或都是同一单位的金额。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kArgumentCount{
    "E0316",
    Severity::Error,
    "`{0}` takes {1}",
    "“{0}”需要{1}",
    {"The call has too many or too few arguments. The language reference shows each function with an "
     "example.",
     "参数个数不对。语言参考里有每个函数的例子。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kBadArgument{
    "E0317",
    Severity::Error,
    "this argument of `{0}` must be {1}",
    "“{0}”的这个参数必须是{1}",
    {"The argument is of another kind than the function asks for.", "参数的类型不符合函数的要求。"}};

inline constexpr Diagnostic<std::string, std::string> kCompoundUnit{
    "E0318",
    Severity::Error,
    "`{0}` would be an amount in {1}",
    "“{0}”的单位会是 {1}",
    {"A named value is a plain number, or counts one unit. Money times money, or points per currency, is "
     "only an intermediate result.",
     "有名称的值只能是纯数或单一单位。金额乘金额这类结果只能是中间值。"}};

inline constexpr Diagnostic<diag::Bilingual> kNoTimeHere{
    "E0319",
    Severity::Error,
    "{0} needs a period, and there is none here",
    "{0}需要期间，而这里没有",
    {"Windows and period functions need to know which period is meant. Give the definition a grain: "
     "`monthly`, `quarterly`, `yearly`,\n"
     "or `per` a credit.",
     "期间和期间函数需要知道是哪个期间。请给定义加上粒度：按月、按季、按年，或逐笔。"}};

inline constexpr Diagnostic<std::string> kParamNeedsDate{
    "E0320",
    Severity::Error,
    "the parameter `{0}` changes by date, and there is no date here: write `as of`",
    "参数“{0}”随日期变化，而这里没有日期：请写“截至”",
    {"A parameter is read at the date of the deal or at the end of the period. Where there is neither, say "
     "the date:\n"
     "\n"
     "    base_rate as of Deal.signed_on",
     "参数按合同日期或期末取值。两者都没有时，请写明日期：\n"
     "\n"
     "    基准比率 截至 合同.签约日"}};

inline constexpr Diagnostic<> kAlreadyShared{
    "E0321",
    Severity::Error,
    "this value is summed over people already",
    "这个值已经按人汇总过",
    {"Summing a company or team total over its members would count each deal many times.",
     "把公司或团队合计再按成员相加，会重复计算。"}};

inline constexpr Diagnostic<std::string> kNeedsGrain{
    "E0322",
    Severity::Error,
    "say how often `{0}` has a value",
    "请写明“{0}”的粒度",
    {"A value that depends on time needs a grain after its name: `monthly`, `quarterly`, `yearly`, or `per` "
     "a credit.\n"
     "\n"
     "    measure attainment monthly = bookings over year to date / quota otherwise 0%",
     "依赖时间的值要在名称后写明粒度：按月、按季、按年，或逐笔。\n"
     "\n"
     "    指标 完成率 按月 = 签约额 期间 年初至今 ÷ 任务额 缺省 0%"}};

inline constexpr Diagnostic<std::string, std::string> kTwoLines{
    "E0323",
    Severity::Error,
    "lines of `{0}` and of `{1}` do not belong together",
    "“{0}”和“{1}”的明细行对不上",
    {"A line of one credit has no partner in another. Fold one of them over a window: `other over month`.",
     "一个业绩的明细行在另一个业绩里没有对应行。请把其中一个按期间汇总。"}};

inline constexpr Diagnostic<std::string> kUnknownCurrency{
    "E0324",
    Severity::Error,
    "`{0}` is not a currency",
    "“{0}”不是币种",
    {"Currencies are written as ISO 4217 codes: CNY, USD, EUR, JPY …",
     "币种用 ISO 4217 代码：CNY、USD、EUR、JPY……"}};

inline constexpr Diagnostic<diag::Bilingual> kNotConstant{
    "E0325",
    Severity::Error,
    "{0} must be known when the plan is compiled",
    "{0}必须是编译时已知的数",
    {"Only numbers and `+ - * /` of numbers may stand here, so that the compiler can check them.",
     "这里只能写数字及其加减乘除，编译器才能检查。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kNotAValue{
    "E0326",
    Severity::Error,
    "`{0}` is {1}, not a value",
    "“{0}”是{1}，不是值",
    {"A credit is read over a window or per line, a tier table is called with the value to look up, a "
     "dataset through its fields.",
     "业绩要按期间或逐笔读取，阶梯要带上查表的值，数据要通过字段读取。"}};

inline constexpr Diagnostic<std::string> kNoRecipientYet{
    "E0327",
    Severity::Error,
    "`{0}` is not known before the credit names its recipient",
    "业绩指定归属之前还不知道“{0}”是谁",
    {"`when`, `on` and `amount` of a credit hold for the source row. What depends on the recipient goes into "
     "`to … if`, or into a\n"
     "definition per line of the credit.",
     "业绩的“当”“日期”“金额”针对来源行。依赖归属人的条件请写在“归属 … 如果”里，或写成逐笔定义。"}};

inline constexpr Diagnostic<> kOnlyInTests{
    "E0328",
    Severity::Error,
    "values of one participant can be asked for in tests only",
    "只有在测试里才能查询某个人的值",
    {"`commission(\"r1\", 2026-03)` asks for one value by key. In a plan every value is that of the current "
     "participant.",
     "“提成(\"甲\", 2026-03)”按主键查询，只用于测试。方案里的值总是当前这个人的。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kNotFoldable{
    "E0329",
    Severity::Error,
    "{0} has one value {1}, so a window has nothing to fold",
    "{0}{1}只有一个值，没有可按期间汇总的内容",
    {"A window folds amounts that exist per deal or per period: credits, pays, and definitions with such a "
     "grain.",
     "期间只能汇总逐笔或按期的数：业绩、发放，以及有这种粒度的定义。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kIfBranches{
    "E0330",
    Severity::Error,
    "the two results differ in kind: {0} and {1}",
    "两个结果的类型不同：{0}与{1}",
    {"Both branches of `if`, and both sides of `otherwise`, must give the same kind of value.",
     "“如果”的两个分支、“缺省”的两边，类型必须相同。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kGrainMisfit{
    "E0331",
    Severity::Error,
    "one value {0} and one value {1} do not fit together",
    "{0}的值与{1}的值对不上",
    {"Each value exists once for something: for a period, a line, a row. Two of them meet only where one "
     "lies inside the other.\n"
     "A week can lie in two months, and a row of one dataset belongs to no row of another: fold one of the "
     "two first.",
     "每个值都属于某个对象：期间、逐笔、数据的一行。只有一个包含在另一个之内时才能放在一起。\n"
     "一周可能跨两个月，一个数据的行也不属于另一个数据的行：请先把其中一个汇总。"}};

inline constexpr Diagnostic<diag::Bilingual> kNoOrder{
    "E0332",
    Severity::Error,
    "{0} is neither smaller nor larger than another",
    "{0}没有大小之分",
    {"Only numbers, dates and periods have an order. Texts are compared by `==`, `!=` and `in`.",
     "只有数、日期和期间有大小。文字只能用“==”“!=”和“属于”。"}};

inline constexpr Diagnostic<> kTooManyDigits{
    "E0333",
    Severity::Error,
    "with the decimals of its parameter, this number needs more than 38 digits",
    "按参数的小数位数书写，这个数超过 38 位",
    {"All values of a parameter are kept with as many decimals as its type has, and as the longest. Write "
     "fewer decimals or a "
     "smaller number.",
     "参数的各个取值按其类型的小数位数和最长的一个保存。请减少小数位数，或写小一些的数。"}};

inline constexpr Diagnostic<> kParamType{"E0334",
                                         Severity::Error,
                                         "a parameter is a number, an amount, a date, a text or a flag",
                                         "参数只能是数、金额、日期、文字或真假",
                                         {"Periods and rows of datasets cannot be written down as values. "
                                          "Use `lookup` for values that stand in a file.",
                                          "期间和数据的行不能写成参数的值。文件里的值请用“查找”。"}};

inline constexpr Diagnostic<> kNotAGroup{"E0335",
                                         Severity::Error,
                                         "`across` needs a group of people: `everyone()` or `members(…)`",
                                         "“汇总”需要人群：“全员()”或“成员(…)”",
                                         {"A sum across people says over whom:\n"
                                          "\n"
                                          "    bookings across everyone() over quarter\n"
                                          "    bookings across members(Rep.team) over quarter",
                                          "按人汇总要写明是哪些人：\n"
                                          "\n"
                                          "    签约额 汇总 全员() 期间 季\n"
                                          "    签约额 汇总 成员(员工.团队) 期间 季"}};

inline constexpr Diagnostic<> kFoldInTest{
    "E0336",
    Severity::Error,
    "a test asks for values of the plan, it does not fold lines",
    "测试只查询方案的值，不做汇总",
    {"Give the sum a name in the plan and ask for it, or ask with a longer period: `bookings(\"r1\", "
     "2026-Q1)`.",
     "请在方案里给这个汇总起名再查询，或用更长的期间查询：“签约额(\"甲\", 2026-Q1)”。"}};

inline constexpr Diagnostic<> kFoldInRow{"E0337",
                                         Severity::Error,
                                         "a credit reads one row, so there is nothing to fold",
                                         "业绩只读取一行数据，没有可汇总的内容",
                                         {"What depends on many lines, such as an attainment, belongs into a "
                                          "definition or a pay that is worked out from the credit.",
                                          "依赖许多笔的内容（例如完成率）请写成由业绩算出的定义或发放。"}};

inline constexpr Diagnostic<std::string> kApplyAmounts{
    "E0339",
    Severity::Error,
    "`apply` multiplies by rates, but the values of `{0}` are amounts",
    "“套用”要乘以比率，而“{0}”的取值是金额",
    {"Take the value of the table as the amount instead:\n"
     "\n"
     "    amount bonus_table(attainment)",
     "请直接把表里的值作为金额：\n"
     "\n"
     "    金额 奖金表(完成率)"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kNotAFunction{
    "E0340",
    Severity::Error,
    "`{0}` is {1} and cannot be called",
    "“{0}”是{1}，不能调用",
    {"Functions of the library and tier tables are called with arguments in parentheses; other values are "
     "read by their names.",
     "函数和阶梯用括号里的参数调用，其他值直接写名称。"}};

}  // namespace incent::check
