#pragma once

#include <string>

#include "compiler/check/type_diagnostics.h"
#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E04: rules of plans; with E03, types, units and grains, all that this stage reports.
namespace incent::check {

using diag::Diagnostic;
using diag::NoteText;
using diag::Severity;

inline constexpr Diagnostic<> kNeverAbsent{
    "W0401",
    Severity::Warning,
    "this value is never absent, so `otherwise` is never used",
    "这个值不会缺失，“缺省”不起作用",
    {"The left side always has a value. Delete `otherwise`, or check whether another value was meant.",
     "左边总有值。请删去“缺省”，或检查是否写错了。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kMissingSetting{
    "E0401",
    Severity::Error,
    "plan `{0}` does not say {1}",
    "方案“{0}”没有写明{1}",
    {"Every plan says from when it holds, how often it pays and how it rounds, because money depends on "
     "each:\n"
     "\n"
     "    effective 2026-01-01 until 2026-12-31\n"
     "    pays      monthly\n"
     "    round     0.01 CNY half up",
     "每个方案都要写明生效期、结算周期和舍入，因为金额取决于它们：\n"
     "\n"
     "    生效 2026-01-01 止于 2026-12-31\n"
     "    结算 按月\n"
     "    舍入 0.01 元 四舍五入"}};

inline constexpr Diagnostic<diag::Bilingual> kRepeatedSetting{
    "E0402",
    Severity::Error,
    "{0} is set twice",
    "{0}写了两次",
    {"A setting of a plan or credit holds once. Delete one of the two.",
     "每项设置只能写一次，请删去其中一个。"}};

inline constexpr Diagnostic<> kEmptyRange{"E0403",
                                          Severity::Error,
                                          "the end lies before the beginning",
                                          "结束早于开始",
                                          {"A range goes from the earlier date to the later, or from the "
                                           "lower number to the higher. Both ends are included.",
                                           "区间从较早的日期到较晚的日期，或从小到大。两端都包含在内。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kCreditNeeds{
    "E0404",
    Severity::Error,
    "credit `{0}` does not say {1}",
    "业绩“{0}”没有写明{1}",
    {"A credit says who gets it (`to`), on which date it counts (`on`) and how much it is (`amount`).",
     "业绩要写明归属谁、计在哪一天（日期）、多少（金额）。"}};

inline constexpr Diagnostic<std::string, std::string> kSharesTotal{
    "E0405",
    Severity::Error,
    "the shares add up to {0}, not to {1}",
    "比例合计为 {0}，而不是 {1}",
    {"The shares of a split must total what `shares total` says. With conditions, the parts of each case "
     "must.",
     "分成比例之和必须等于“比例合计”。有条件时，每种情况下都要满足。"}};

inline constexpr Diagnostic<std::string> kCycle{"E0406",
                                                Severity::Error,
                                                "`{0}` depends on itself",
                                                "“{0}”依赖自身",
                                                {"Each value is worked out from others that do not need it. "
                                                 "Only `previous`, a strictly earlier period, may lead back.",
                                                 "每个值都由不依赖它的值算出。只有“上期”可以回到自身。"}};

inline constexpr Diagnostic<std::string, std::string, diag::Bilingual> kChangesInside{
    "E0407",
    Severity::Error,
    "`{0}` changes on {1}, inside {2}",
    "“{0}”在 {1} 变化，处在{2}之内",
    {"It would be unclear which value holds for the whole period. Let it change at the start of a period, "
     "use it per line of a credit,\n"
     "or say the date with `as of`.",
     "整个期间用哪个值不明确。请让它在期初变化，或按逐笔使用，或用“截至”写明日期。"}};

inline constexpr Diagnostic<> kPayFirst{
    "E0408",
    Severity::Error,
    "the first clause must say the amount: `amount`, `apply` or `entitled`, exactly once",
    "第一个子句必须给出金额：“金额”“套用”或“累计应得”，且只写一次",
    {"Clauses apply in the order written, and the first gives what the others change. (A `when` may come "
     "before it.)",
     "子句按书写顺序执行，第一个给出金额，其余在其上变化。（“当”可以写在它前面。）"}};

inline constexpr Diagnostic<> kCapUnit{"E0409",
                                       Severity::Error,
                                       "a cap per window must be a multiple of the rounding unit",
                                       "按期间的封顶必须是舍入单位的整数倍",
                                       {"Payouts are rounded; a cap of 100.005 could never be met exactly.",
                                        "发放要舍入，封顶 100.005 永远无法精确达到。"}};

inline constexpr Diagnostic<> kSpreadParts{
    "E0450",
    Severity::Error,
    "a payout is spread over 1 to 366 parts",
    "分期的期数应为 1 到 366",
    {"`spread over 48 months` pays 48 parts, one a month. Write a longer time in larger units: years "
     "instead of months, months instead of days.",
     "“分期 48 月”每月支付一份，共 48 份。更长的时间请改用更大的单位：用年代替月，用月代替天。"}};

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual, diag::Bilingual> kNotSteady{
    "E0410",
    Severity::Error,
    "{0} has one value {1}, so it can change inside {2}",
    "{0}{1}各有一个值，在{2}之内会变",
    {"Tiers to date and caps per window compare the level before and after, so all they depend on must be "
     "the same over the window.\n"
     "Where a quota changes inside it, say what happens to earlier sales: `entitled … per year` rates them "
     "anew, `going forward` leaves them.",
     "“年初至今”的阶梯和按期间的封顶比较前后两个累计数，所依赖的值在期间内必须不变。\n"
     "任务额在期间内变化时，请写明以前的业绩怎么办：“累计应得 … 每 年”会重新计算，“往后适用”则不变。"}};

inline constexpr Diagnostic<> kPayGrain{"E0411",
                                        Severity::Error,
                                        "`pays` needs a unit of time, such as `monthly`",
                                        "“结算”后面要写时间单位，例如“按月”",
                                        {"A plan pays once in each week, month, quarter or year; what is due "
                                         "per line is paid in the period of its date.\n"
                                         "\n"
                                         "    pays monthly",
                                         "方案按周、月、季或年结算；逐笔的发放计入其日期所在的期间。\n"
                                         "\n"
                                         "    结算 按月"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kClawbackNeeds{
    "E0412",
    Severity::Error,
    "clawback `{0}` does not say {1}",
    "追回“{0}”没有写明{1}",
    {"A clawback says when it applies (`when`), on which date it is posted (`on`) and how much of what was "
     "paid it takes (`recover`).",
     "追回要写明何时（当）、记在哪一天（日期）、扣回多少（扣回）。"}};

inline constexpr Diagnostic<std::string> kClawbackOf{
    "E0413",
    Severity::Error,
    "`{0}` is not paid per line, so no single payment can be recovered",
    "“{0}”不是逐笔发放，无法逐笔扣回",
    {"`recover` takes back what was paid for one source row, so the pay must be `per` a credit.",
     "“扣回”针对某一笔的发放，所以发放必须是逐笔的。"}};

inline constexpr Diagnostic<std::string, std::string> kBeforeUnknown{
    "E0415",
    Severity::Error,
    "`{0}` does not override `{1}`, so there is no order between them",
    "“{0}”没有覆盖“{1}”，两者没有先后",
    {"`before` orders exceptions that override the same definition.",
     "“优先于”只在覆盖同一定义的例外之间有意义。"}};

inline constexpr Diagnostic<std::string> kNoKey{
    "E0417",
    Severity::Error,
    "dataset `{0}` has no key",
    "数据“{0}”没有主键",
    {"The key names a row in messages, references and the ledger. Mark one field, or several: `key id : "
     "text`.",
     "主键用于在提示、引用和账目里指明是哪一行。请标出一个或几个字段：“主键 编号 : 文本”。"}};

inline constexpr Diagnostic<std::string> kBadReference{
    "E0418",
    Severity::Error,
    "`{0}` cannot be referred to, because its key is not one text",
    "“{0}”的主键不是单个文字，不能被引用",
    {"A reference names a row by its key in one cell, so the dataset needs exactly one key field, of type "
     "text.",
     "引用用一个单元格里的主键指明一行，所以被引用的数据要有且只有一个文本主键。"}};

inline constexpr Diagnostic<> kBadBounds{
    "E0419",
    Severity::Error,
    "bounds go from the lower number to the higher, at the field's precision",
    "上下界要从小到大，且不超过字段的精度",
    {"Write `(0 .. 100M)`. Both ends are included; cells outside are rejected.",
     "请写“(0 .. 100M)”，两端都包含在内；超出的单元格会被拒绝。"}};

inline constexpr Diagnostic<diag::Bilingual> kExpectFlag{
    "E0421",
    Severity::Error,
    "an expectation must be true or false, but this is {0}",
    "预期必须为真或假，而这是{0}",
    {"Compare what the plan gives with what you expect:\n"
     "\n"
     "    expect commission(\"r1\", 2026-03) == 29_000 CNY",
     "请把方案的结果与预期比较：\n"
     "\n"
     "    预期 提成(\"甲\", 2026-03) == 29_000 元"}};

inline constexpr Diagnostic<> kParamOrder{
    "E0422",
    Severity::Error,
    "dates of a parameter must ascend",
    "参数的日期必须递增",
    {"Each value holds from its date until the next one.", "每个值从所写日期起，到下一个日期为止。"}};

inline constexpr Diagnostic<> kInterpolatedAbove{
    "E0423",
    Severity::Error,
    "`above` has no meaning in an interpolated table",
    "线性插值里不能用“超过”",
    {"The rows of an interpolated table are points of a line; write `from`.",
     "线性插值的各行是折线上的点，请写“自”。"}};

inline constexpr Diagnostic<> kAddingUpLast{"E0424",
                                            Severity::Error,
                                            "the last row of an `adding up` table must have the value 0",
                                            "“逐档相加”的最后一行取值必须为 0",
                                            {"Each row's value is the amount of the band that starts there; "
                                             "the last row only closes the band before it.",
                                             "每行的值是从该处起一档的金额，最后一行只是结束前一档。"}};

inline constexpr Diagnostic<> kRoundUnit{"E0425",
                                         Severity::Error,
                                         "the rounding unit must be a positive number",
                                         "舍入单位必须是正数",
                                         {"Write the smallest step of a payout: `round 0.01 CNY half up`.",
                                          "请写发放的最小单位：“舍入 0.01 元 四舍五入”。"}};

inline constexpr Diagnostic<std::string> kParticipantKey{
    "E0426",
    Severity::Error,
    "people are paid by key: `{0}` needs exactly one key field, of type text",
    "按主键发放：“{0}”要有且只有一个文本主键",
    {"The participant's key is what the ledger names. Give the dataset one key of type text.",
     "账目用主键指明参与人，请给数据一个文本主键。"}};

inline constexpr Diagnostic<std::string, std::string> kProbeKey{
    "E0427",
    Severity::Error,
    "ask for `{0}` like this: `{1}`",
    "请这样查询“{0}”：“{1}”",
    {"A test asks for one value: by the participant's key, and by what else the definition has a value for.\n"
     "Per month that is a period or a date, per line of a credit the key of the row.\n"
     "\n"
     "    expect commission(\"r1\", 2026-03) == 100 CNY",
     "测试每次查询一个值：先写参与人的主键，再写定义的粒度所需的内容：\n"
     "按期的写期间或日期，逐笔的写行的主键。\n"
     "\n"
     "    预期 提成(\"甲\", 2026-03) == 100 元"}};

inline constexpr Diagnostic<> kUnusedSplit{
    "E0428",
    Severity::Error,
    "`share` and `weight` cannot be mixed in one credit",
    "同一业绩里“比例”和“权重”不能混用",
    {"Shares say the parts directly, weights divide the amount in proportion. Use one of the two.",
     "“比例”直接写出份额，“权重”按比例分配金额，只能用一种。"}};

inline constexpr Diagnostic<> kClauseGrain{
    "E0429",
    Severity::Error,
    "`at least … per` needs the window of the pay itself",
    "“保底 … 每”只能用发放自身的期间",
    {"A floor over a longer window cannot be known before the window ends.",
     "更长期间的保底要到期末才知道。"}};

inline constexpr Diagnostic<std::string> kAllotTotalIsOwn{
    "E0445",
    Severity::Error,
    "`allot` divides one amount, but `{0}` is each member's own",
    "“分配”只能分配同一个金额，而“{0}”是每个成员各自的值",
    {"All members of the group divide the same total, so it must not depend on who asks. Write an amount, a "
     "parameter, a sum over the group,\n"
     "or for `members(Rep.team)` a field of what they share:\n"
     "\n"
     "    allot(100_000 CNY, part, everyone())\n"
     "    allot(2% * (bookings across everyone() over quarter), part, everyone())\n"
     "    allot(Rep.team.pool, part, members(Rep.team))",
     "同一人群的成员分配的是同一笔总额，总额不能因人而异。请写金额、参数、对人群的汇总，\n"
     "或者在“成员(销售.团队)”中写他们共有的字段：\n"
     "\n"
     "    分配(10万 元, 份额, 全员())\n"
     "    分配(2% * (签约额 汇总 全员() 期间 季), 份额, 全员())\n"
     "    分配(销售.团队.奖金池, 份额, 成员(销售.团队))"}};

inline constexpr Diagnostic<std::string> kBadType{
    "E0430",
    Severity::Error,
    "there is no type `{0}`",
    "没有类型“{0}”",
    {"Types are text, number, rate, money CUR, date, timestamp, period, points, flag, one of …, and the "
     "names of datasets.",
     "类型有文本、数字、比率、货币、日期、时间戳、周期、积分、是否、枚举，以及数据的名称。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kCellType{
    "E0431",
    Severity::Error,
    "this cell of `{0}` must be {1}",
    "“{0}”的这一格必须是{1}",
    {"The cell is not of the field's declared type. Texts are in quotes, money has its currency, an empty "
     "cell is `-`.",
     "单元格与字段类型不符。文字加引号，金额写币种，空格写“-”。"}};

inline constexpr Diagnostic<std::string> kUnknownLibrary{
    "E0432",
    Severity::Error,
    "the library has no function `{0}`",
    "函数库里没有“{0}”",
    {"`extern fn` declares what is part of the program. Functions of one's own cannot be declared yet.",
     "“外部 函数”声明的是程序自带的函数。目前还不能声明自己的函数。"}};

inline constexpr Diagnostic<> kEligibleGrain{
    "E0433",
    Severity::Error,
    "who is in the plan must follow from attributes of the participant alone",
    "方案范围只能由参与人自身的属性决定",
    {"The `where` of a plan reads fields of its dataset, such as `Rep.role == \"AE\"`.",
     "方案的“其中”只能读取参与人的字段，例如“员工.岗位 == \"客户经理\"”。"}};

inline constexpr Diagnostic<std::string, int> kTooDeep{
    "E0510",
    Severity::Error,
    "`{0}` is worked out through more than {1} levels of expressions",
    "“{0}”要经过 {1} 层以上的表达式才能算出",
    {"Definitions that use each other in a long chain count together. Fold long sums with a credit and a "
     "window instead.",
     "一长串互相引用的定义合在一起计算层数。很长的加总请改用业绩和期间。"}};

inline constexpr Diagnostic<std::string, std::string> kRowNotGiven{
    "E0435",
    Severity::Error,
    "the test gives no row `{0}` of `{1}`",
    "测试没有给出“{1}”的“{0}”行",
    {"A value is asked for a participant or row that stands in a `given` table of the same test.",
     "查询的参与人或行必须出现在同一测试的“已知”表格里。"}};

inline constexpr Diagnostic<std::string, std::string> kKeyNotGiven{
    "E0436",
    Severity::Error,
    "the table leaves out `{0}`, the key of `{1}`",
    "表格缺少“{1}”的主键“{0}”",
    {"Rows are told apart by their keys; other columns may be left out.", "行靠主键区分；其他列可以省略。"}};

inline constexpr Diagnostic<> kOverWithoutFirst{
    "E0437",
    Severity::Error,
    "`over` in a grain goes with `first`",
    "粒度里的“期间”要和“首个”一起用",
    {"`per first logos over quarter` is one line in each quarter; `per logos` is every line.",
     "“逐笔 首个 新客户 期间 季”是每季一笔；“逐笔 新客户”是每一笔。"}};

inline constexpr Diagnostic<> kOptionalKey{
    "E0438",
    Severity::Error,
    "a key cannot be `optional`",
    "主键不能“可空”",
    {"A row without its key could not be named in messages, references and the ledger.",
     "没有主键的行无法在提示、引用和账目里指明。"}};

inline constexpr Diagnostic<std::string> kSameColumn{
    "E0439",
    Severity::Error,
    "two fields are read from the column `{0}`",
    "两个字段读取同一列“{0}”",
    {"Each field has a column of its own. The label after a field's name is the column's header.",
     "每个字段对应一列。字段名后面的标签是列的表头。"}};

inline constexpr Diagnostic<int> kBadDigits{
    "E0440",
    Severity::Error,
    "`digits` is for numbers and amounts, from 0 to {0}",
    "“小数位”只用于数和金额，从 0 到 {0}",
    {"Cells with more fractional digits than declared are rejected.", "小数位数超过声明的单元格会被拒绝。"}};

inline constexpr Diagnostic<> kForwardWithoutWindow{
    "E0441",
    Severity::Error,
    "`going forward` goes with a window to date",
    "“往后适用”要和“年初至今”一类的期间一起用",
    {"Only tiers on a sum to date have something behind them that could be rated anew:\n"
     "\n"
     "    apply ladder(bookings over year to date) going forward",
     "只有按累计数计算的阶梯才有以前的部分：\n"
     "\n"
     "    套用 阶梯(签约额 期间 年初至今) 往后适用"}};

inline constexpr Diagnostic<std::string, diag::Bilingual> kProbeNotAdditive{
    "E0442",
    Severity::Error,
    "`{0}` has one value {1}, and they do not add up: ask for one of them",
    "“{0}”{1}各有一个值，不能相加：请查询其中一个",
    {"Amounts of several lines or periods are added up; rates, quotients, balances and conditions are not.",
     "多笔或多期的金额可以相加，比率、商、余额和条件不能。"}};

inline constexpr Diagnostic<std::string, std::string> kProbeOfRow{
    "E0443",
    Severity::Error,
    "`{0}` belongs to a row of `{1}` and to nobody; give it a grain to ask for it",
    "“{0}”属于“{1}”的一行，不属于某个人；要查询请写明粒度",
    {"Write `per` a credit after its name: then it has one value per line, and belongs to the line's "
     "participant.",
     "请在名称后写“逐笔”某个业绩：这样每笔各有一个值，属于该笔的参与人。"}};

inline constexpr Diagnostic<std::string> kPayUnit{
    "E0444",
    Severity::Error,
    "`{0}` pays a plain number: say of which currency, or points",
    "“{0}”发放的是纯数：请写明币种或积分",
    {"What is paid counts something: money of one currency, or points. A rate must be applied to an amount.\n"
     "\n"
     "    pay bonus monthly = 500 CNY\n"
     "    pay commission monthly = bookings over month * 5%",
     "发放的必须是某一币种的金额，或积分。比率要乘以金额。\n"
     "\n"
     "    发放 奖金 按月 = 500 元\n"
     "    发放 提成 按月 = 签约额 期间 月 * 5%"}};

inline constexpr Diagnostic<diag::Bilingual> kNotYet{
    "E0490",
    Severity::Error,
    "not supported yet: {0}",
    "尚不支持：{0}",
    {"The statement is part of the language, but this version cannot evaluate it. It is refused rather than "
     "ignored, because a plan\n"
     "that pays by half of its rules pays wrong. The language reference lists what is refused.",
     "这是语言的一部分，但当前版本还不能计算。为避免按不完整的规则发放，它会被拒绝而不是被忽略。语言参考列出"
     "了所有尚不支持的写法。"}};

inline constexpr NoteText<std::string> kDeclaredHere{"`{0}` is declared here", "“{0}”在这里声明"};
inline constexpr NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否想写“{0}”？"};
inline constexpr NoteText<std::string> kWrite{"write `{0}`", "请写“{0}”"};
inline constexpr NoteText<std::string> kThrough{"it needs `{0}`", "它需要“{0}”"};
inline constexpr NoteText<> kFirstHere{"the first one is here", "第一处在这里"};
inline constexpr NoteText<diag::Bilingual> kOverWindow{"fold it, for example {0}", "请先汇总，例如{0}"};
inline constexpr NoteText<> kPeriodNeededHere{"this needs a period", "这里需要期间"};
inline constexpr NoteText<> kDivideOneTotal{
    "write one amount, a parameter, a sum `across` the group, or a field of what its members share",
    "请写同一个金额、参数、对该人群的汇总，或成员共有对象的字段"};
inline constexpr NoteText<std::string> kBoundsHelp{
    "nothing need be said where bounds leave 0 out, such as `{0} : … (1 .. 100M)`, or a condition does",
    "如果取值范围不含 0（例如“{0} : … (1 .. 100M)”），或有条件保证不为 0，就不必说明"};
inline constexpr NoteText<> kUseDays{"the days between two dates are `days(earlier, later)`",
                                     "两个日期之间的天数是“天数(较早, 较晚)”"};
inline constexpr NoteText<> kWriteUnit{"a length of time has its unit: `30 days`, `2 months`",
                                       "时长要写单位：“30 天”“2 个月”"};
inline constexpr NoteText<> kWeightHere{"the weight is here", "权重在这里"};

inline constexpr const diag::DiagnosticKind* kAllDiagnostics[] = {&kTypeMismatch,
                                                                  &kUnitsDiffer,
                                                                  &kMustBePresent,
                                                                  &kUnknownField,
                                                                  &kNotReachable,
                                                                  &kFinerValue,
                                                                  &kNotAdditive,
                                                                  &kWindowFiner,
                                                                  &kNotCausal,
                                                                  &kUnknownLabel,
                                                                  &kCannotCompare,
                                                                  &kTierBoundType,
                                                                  &kTierOrder,
                                                                  &kTierFirstRow,
                                                                  &kTierMixed,
                                                                  &kArgumentCount,
                                                                  &kBadArgument,
                                                                  &kCompoundUnit,
                                                                  &kNoTimeHere,
                                                                  &kParamNeedsDate,
                                                                  &kAlreadyShared,
                                                                  &kNeedsGrain,
                                                                  &kTwoLines,
                                                                  &kUnknownCurrency,
                                                                  &kNotConstant,
                                                                  &kNotAValue,
                                                                  &kNoRecipientYet,
                                                                  &kOnlyInTests,
                                                                  &kNotFoldable,
                                                                  &kIfBranches,
                                                                  &kGrainMisfit,
                                                                  &kNoOrder,
                                                                  &kTooManyDigits,
                                                                  &kParamType,
                                                                  &kNotAGroup,
                                                                  &kAllotTotalIsOwn,
                                                                  &kFoldInTest,
                                                                  &kFoldInRow,
                                                                  &kApplyAmounts,
                                                                  &kNotAFunction,
                                                                  &kNeverAbsent,
                                                                  &kOneDefaultForTwo,
                                                                  &kMissingSetting,
                                                                  &kRepeatedSetting,
                                                                  &kEmptyRange,
                                                                  &kCreditNeeds,
                                                                  &kSharesTotal,
                                                                  &kCycle,
                                                                  &kChangesInside,
                                                                  &kPayFirst,
                                                                  &kCapUnit,
                                                                  &kSpreadParts,
                                                                  &kNotSteady,
                                                                  &kPayGrain,
                                                                  &kClawbackNeeds,
                                                                  &kClawbackOf,
                                                                  &kBeforeUnknown,
                                                                  &kNoKey,
                                                                  &kBadReference,
                                                                  &kBadBounds,
                                                                  &kExpectFlag,
                                                                  &kParamOrder,
                                                                  &kInterpolatedAbove,
                                                                  &kAddingUpLast,
                                                                  &kRoundUnit,
                                                                  &kParticipantKey,
                                                                  &kProbeKey,
                                                                  &kUnusedSplit,
                                                                  &kClauseGrain,
                                                                  &kBadType,
                                                                  &kCellType,
                                                                  &kUnknownLibrary,
                                                                  &kEligibleGrain,
                                                                  &kTooDeep,
                                                                  &kRowNotGiven,
                                                                  &kKeyNotGiven,
                                                                  &kOverWithoutFirst,
                                                                  &kOptionalKey,
                                                                  &kSameColumn,
                                                                  &kBadDigits,
                                                                  &kForwardWithoutWindow,
                                                                  &kProbeNotAdditive,
                                                                  &kProbeOfRow,
                                                                  &kPayUnit,
                                                                  &kNotYet};
constexpr diag::Catalogue AllDiagnostics() {
  return kAllDiagnostics;
}

}  // namespace incent::check
