#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E03: types, units and grains. E04: rules of plans.
namespace incent::check {

using diag::Diagnostic;
using diag::NoteText;
using diag::Severity;

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kTypeMismatch{
    "E0301",
    Severity::Error,
    "{0} is needed here, but this is {1}",
    "这里需要{0}，但这是{1}",
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

inline constexpr Diagnostic<> kMustBePresent{
    "E0303",
    Severity::Error,
    "this value may be absent; say what happens then",
    "这个值可能缺失，请写明缺失时怎么办",
    {"A place that decides about money needs a value. Give one with `otherwise`, or ask `is present` first:\n"
     "\n"
     "    bookings over year to date / quota otherwise 0%\n"
     "    when Deal.won_on is present and Deal.won_on > 2026-01-01\n"
     "\n"
     "A division is absent when its divisor is 0, unless the divisor is known never to be.",
     "决定金额的地方必须有值。请用“缺省”给出替代值，或先判断“有值”：\n"
     "\n"
     "    签约额 期间 年初至今 ÷ 任务额 缺省 0%\n"
     "    当 合同.签约日 是 有值 且 合同.签约日 > 2026-01-01\n"
     "\n"
     "除数可能为 0 时，商可能缺失。"}};

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
     "may follow `from t`.",
     "各行按起点从低到高排列，同一起点只写一次；只有全额累进里“超过 t”可以跟在“自 t”之后。"}};

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

inline constexpr Diagnostic<std::string, std::string> kArgumentCount{
    "E0316",
    Severity::Error,
    "`{0}` takes {1} arguments",
    "“{0}”需要 {1} 个参数",
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

inline constexpr Diagnostic<std::string> kNoTimeHere{
    "E0319",
    Severity::Error,
    "`{0}` needs a period, and there is none here",
    "“{0}”需要期间，而这里没有",
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

inline constexpr Diagnostic<diag::Bilingual> kNotFoldable{
    "E0329",
    Severity::Error,
    "{0} cannot be folded over a window",
    "{0}不能按期间汇总",
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

inline constexpr Diagnostic<> kEmptyRange{
    "E0403",
    Severity::Error,
    "the end lies before the beginning",
    "结束早于开始",
    {"The first date must not be after the second. Both dates are included.",
     "第一个日期不能晚于第二个。两端都包含在内。"}};

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

inline constexpr Diagnostic<std::string, std::string, diag::Bilingual> kParamChangesInside{
    "E0407",
    Severity::Error,
    "parameter `{0}` changes on {1}, inside {2}",
    "参数“{0}”在 {1} 变化，处在{2}之内",
    {"It would be unclear which value holds for the whole period. Let it change at a period's start, read it "
     "per deal, or say the date with `as of`.",
     "整个期间用哪个值不明确。请让它在期初变化，或逐笔读取，或用“截至”写明日期。"}};

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

inline constexpr Diagnostic<diag::Bilingual, diag::Bilingual> kNotSteady{
    "E0410",
    Severity::Error,
    "what the tiers depend on changes {0}, inside {1}",
    "阶梯所依赖的数{0}变化，处在{1}之内",
    {"`apply` to date pays the increase of one entitlement. When the quota changes inside the window, say "
     "what happens to earlier\n"
     "sales: `entitled bookings over year to date * T(...) per year` rates them anew, `apply … going "
     "forward` leaves them.",
     "“套用”年初至今发放的是同一应得额的增量。任务额在期间内变化时，请写明以前的业绩怎么办：“累计应得”会重新"
     "计算，“往后适用”则不变。"}};

inline constexpr Diagnostic<std::string> kPayGrain{
    "E0411",
    Severity::Error,
    "`{0}` cannot be paid at this grain",
    "“{0}”不能按这个粒度发放",
    {"A pay has a grain of its own: monthly, quarterly, yearly or another unit, or per line of a credit.",
     "发放要有自己的粒度：按月、按季、按年等，或逐笔。"}};

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

inline constexpr Diagnostic<std::string, diag::Bilingual> kExceptionTarget{
    "E0414",
    Severity::Error,
    "`{0}` is {1} and cannot be overridden",
    "“{0}”是{1}，不能被例外覆盖",
    {"Exceptions override a `let`, `measure` or `gate`. Put what shall change into a `let` and use it.",
     "例外只能覆盖“设”“指标”“门槛”。请把要变化的部分写成“设”。"}};

inline constexpr Diagnostic<std::string, std::string> kBeforeUnknown{
    "E0415",
    Severity::Error,
    "`{0}` does not override `{1}`, so there is no order between them",
    "“{0}”没有覆盖“{1}”，两者没有先后",
    {"`before` orders exceptions that override the same definition.",
     "“优先于”只在覆盖同一定义的例外之间有意义。"}};

inline constexpr Diagnostic<std::string, std::string> kTableShape{
    "E0416",
    Severity::Error,
    "this row has {0} cells, the table's head {1}",
    "这一行有 {0} 格，表头有 {1} 格",
    {"Every row has a cell for each column of the head, separated by `|`; `||` separates conditions from "
     "results.",
     "每行的格数与表头相同，用“|”分隔；“||”分开条件和结果。"}};

inline constexpr Diagnostic<std::string> kNoKey{
    "E0417",
    Severity::Error,
    "dataset `{0}` has no key",
    "数据“{0}”没有主键",
    {"The key names a row in messages, references and the ledger. Mark one field, or several: `key id : "
     "text`.",
     "主键用于在提示、引用和账目里指明是哪一行。请标出一个或几个字段：“主键 编号 : text”。"}};

inline constexpr Diagnostic<std::string> kBadReference{
    "E0418",
    Severity::Error,
    "`{0}` cannot be referred to, because its key is not one text",
    "“{0}”的主键不是单个文字，不能被引用",
    {"A reference names a row by its key in one cell, so the dataset needs exactly one key field, of type "
     "text.",
     "引用用一个单元格里的主键指明一行，所以被引用的数据要有且只有一个 text 主键。"}};

inline constexpr Diagnostic<> kBadBounds{
    "E0419",
    Severity::Error,
    "bounds go from the lower number to the higher, at the field's precision",
    "上下界要从小到大，且不超过字段的精度",
    {"Write `(0 .. 100M)`. Both ends are included; cells outside are rejected.",
     "请写“(0 .. 100M)”，两端都包含在内；超出的单元格会被拒绝。"}};

inline constexpr Diagnostic<std::string, std::string> kGivenColumns{
    "E0420",
    Severity::Error,
    "this row has {0} cells, the table above {1} columns",
    "这一行有 {0} 格，表头有 {1} 列",
    {"Every row of a `given` table has one cell for each column; `-` is an empty cell.",
     "“已知”表格的每行与表头列数相同，空格写“-”。"}};

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
    "按主键发放：“{0}”要有且只有一个 text 主键",
    {"The participant's key is what the ledger names. Give the dataset one key of type text.",
     "账目用主键指明参与人，请给数据一个 text 主键。"}};

inline constexpr Diagnostic<std::string> kProbeKey{
    "E0427",
    Severity::Error,
    "ask for `{0}` with the participant's key and a period, a date or a row's key",
    "查询“{0}”要写参与人的主键，以及期间、日期或行的主键",
    {"In a test, `commission(\"r1\", 2026-03)` is the value of one participant in one period, "
     "`commission(\"r1\", \"d1\")` of one row.",
     "在测试里，“提成(\"甲\", 2026-03)”是某人某期间的值，“提成(\"甲\", \"H1\")”是某一行的值。"}};

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

inline constexpr Diagnostic<std::string> kBadType{
    "E0430",
    Severity::Error,
    "there is no type `{0}`",
    "没有类型“{0}”",
    {"Types are text, number, rate, money CUR, date, timestamp, period, points, flag, one of …, and the "
     "names of datasets.",
     "类型有 text、number、rate、货币、date、timestamp、period、points、flag、枚举，以及数据的名称。"}};

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
    "`{0}` is declared without a body and no kernel of that name exists",
    "“{0}”没有函数体，也没有对应的内核",
    {"Functions are declared in the library; a plan cannot declare its own `extern fn`.",
     "函数在库里声明，方案不能自己声明外部函数。"}};

inline constexpr Diagnostic<> kEligibleGrain{
    "E0433",
    Severity::Error,
    "who is in the plan must follow from attributes of the participant alone",
    "方案范围只能由参与人自身的属性决定",
    {"The `where` of a plan reads fields of its dataset, such as `Rep.role == \"AE\"`.",
     "方案的“其中”只能读取参与人的字段，例如“员工.岗位 == \"客户经理\"”。"}};

inline constexpr Diagnostic<diag::Bilingual> kNotYet{
    "E0490",
    Severity::Error,
    "{0} is not supported yet",
    "尚不支持{0}",
    {"The statement is part of the language, but this version cannot evaluate it. It is refused rather than "
     "ignored, because a plan\n"
     "that pays by half of its rules pays wrong. The language reference lists what is refused.",
     "这是语言的一部分，但当前版本还不能计算。为避免按不完整的规则发放，它会被拒绝而不是被忽略。语言参考列出"
     "了所有尚不支持的写法。"}};

inline constexpr NoteText<std::string> kDeclaredHere{"`{0}` is declared here", "“{0}”在这里声明"};
inline constexpr NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否想写“{0}”？"};
inline constexpr NoteText<std::string> kThrough{"it needs `{0}`", "它需要“{0}”"};
inline constexpr NoteText<> kFirstHere{"the first one is here", "第一处在这里"};
inline constexpr NoteText<std::string> kOverWindow{"fold it, for example `{0}`", "请先汇总，例如“{0}”"};

inline constexpr const diag::DiagnosticKind* kAllDiagnostics[] = {
    &kTypeMismatch,    &kUnitsDiffer,        &kMustBePresent,  &kUnknownField,
    &kNotReachable,    &kFinerValue,         &kNotAdditive,    &kWindowFiner,
    &kNotCausal,       &kUnknownLabel,       &kCannotCompare,  &kTierBoundType,
    &kTierOrder,       &kTierFirstRow,       &kTierMixed,      &kArgumentCount,
    &kBadArgument,     &kCompoundUnit,       &kNoTimeHere,     &kParamNeedsDate,
    &kAlreadyShared,   &kNeedsGrain,         &kTwoLines,       &kUnknownCurrency,
    &kNotConstant,     &kNotAValue,          &kNoRecipientYet, &kOnlyInTests,
    &kNotFoldable,     &kIfBranches,         &kNeverAbsent,    &kMissingSetting,
    &kRepeatedSetting, &kEmptyRange,         &kCreditNeeds,    &kSharesTotal,
    &kCycle,           &kParamChangesInside, &kPayFirst,       &kCapUnit,
    &kNotSteady,       &kPayGrain,           &kClawbackNeeds,  &kClawbackOf,
    &kExceptionTarget, &kBeforeUnknown,      &kTableShape,     &kNoKey,
    &kBadReference,    &kBadBounds,          &kGivenColumns,   &kExpectFlag,
    &kParamOrder,      &kInterpolatedAbove,  &kAddingUpLast,   &kRoundUnit,
    &kParticipantKey,  &kProbeKey,           &kUnusedSplit,    &kClauseGrain,
    &kBadType,         &kCellType,           &kUnknownLibrary, &kEligibleGrain,
    &kNotYet};
constexpr diag::Catalogue AllDiagnostics() {
  return kAllDiagnostics;
}

}  // namespace incent::check
