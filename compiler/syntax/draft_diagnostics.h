#pragma once

#include <string_view>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E0133 .. E0159: what people write before they know the language, as spreadsheets, contracts and other
// languages have it. Each comes with what to write.
namespace incent::syntax {

using diag::Bilingual;

inline constexpr diag::Diagnostic<Bilingual> kClausesBehindEquals{
    "E0133",
    diag::Severity::Error,
    "{0} with `=` takes no clauses: write amount and clauses in a block",
    "用“=”的{0}不带子句：请把金额和子句写进块里",
    {"`=` is short for a block with nothing but `amount`. As soon as there is a condition, a cap or another "
     "clause, "
     "write the block; clauses apply in the order in which they stand.\n\n"
     "    pay bonus monthly = 100 CNY when reached             # wrong\n"
     "    pay bonus monthly { amount 100 CNY  when reached }",
     "“=”是只含“金额”的块的简写。一旦有条件、封顶等子句，就要写成块；子句按书写顺序生效。\n\n"
     "    发放 奖金 按月 = 100 元 当 达标             # 错\n"
     "    发放 奖金 按月 { 金额 100 元  当 达标 }"}};

inline constexpr diag::Diagnostic<Bilingual> kBlockWithoutClause{
    "E0134",
    diag::Severity::Error,
    "a block consists of clauses: the value stands behind {0}",
    "块由子句组成：数值写在{0}之后",
    {"In a block each value says what it is: `amount`, `when`, `capped at` and so on.\n\n"
     "    pay bonus monthly { 100 CNY }             # wrong\n"
     "    pay bonus monthly { amount 100 CNY }",
     "块中的每个值都要写明是什么：“金额”“当”“封顶”等。\n\n"
     "    发放 奖金 按月 { 100 元 }             # 错\n"
     "    发放 奖金 按月 { 金额 100 元 }"}};

inline constexpr diag::Diagnostic<std::string_view> kTierSign{
    "E0135",
    diag::Severity::Error,
    "between the bound of a tier and its value stands `:`, not `{0}`",
    "阶梯的起点与数值之间写“:”，不写“{0}”",
    {"A row of tiers says from where on a rate holds, and which.\n\n"
     "    from 0 USD = 5%       # wrong\n"
     "    from 0 USD : 5%",
     "阶梯的每一行写明从哪里起、适用什么费率。\n\n"
     "    自 0 元 = 5%       # 错\n"
     "    自 0 元 : 5%"}};

inline constexpr diag::Diagnostic<> kTierRange{
    "E0136",
    diag::Severity::Error,
    "a tier is written by where it begins; it ends where the next one begins",
    "阶梯的每一档只写起点，到下一档的起点为止",
    {"With lower bounds only, tiers can neither overlap nor leave a gap. `from` includes the bound, `above` "
     "does "
     "not.\n\n"
     "    0 - 100k : 5%   100k+ : 8%             # wrong\n"
     "    from 0 : 5%     from 100k : 8%",
     "只写起点，各档之间就不会重叠，也不会有空档。“自”含起点，“超过”不含。\n\n"
     "    0 - 10万 : 5%   10万+ : 8%             # 错\n"
     "    自 0 : 5%       自 10万 : 8%"}};

inline constexpr diag::Diagnostic<> kUndatedParameter{
    "E0137",
    diag::Severity::Error,
    "the value of a `param` holds from a date on; a value that never changes is a `let`",
    "“参数”的值从某个日期起生效；不变的值用“设”",
    {"A parameter lists its values with the dates from which they hold.\n\n"
     "    param base = 5%                                      # wrong\n"
     "    let base = 5%\n"
     "    param base : rate { from 2026-01-01 : 5%  from 2026-07-01 : 6% }",
     "参数列出各个值及其生效日期。\n\n"
     "    参数 基准 = 5%                                      # 错\n"
     "    设 基准 = 5%\n"
     "    参数 基准 : rate { 自 2026-01-01 : 5%  自 2026-07-01 : 6% }"}};

inline constexpr diag::Diagnostic<Bilingual, std::string_view> kDefinitionSign{
    "E0138",
    diag::Severity::Error,
    "{0} gets its value by `=`, not by `{1}`",
    "{0}用“=”给出数值，不用“{1}”",
    {"`=` gives a name its value, `{` begins a block of clauses. A colon stands only in schemas, tiers, "
     "tables and "
     "assertions.\n\n"
     "    gate reached monthly: sales >= 100 USD        # wrong\n"
     "    gate reached monthly = sales >= 100 USD",
     "“=”给名称赋值，“{”开始一个子句块。冒号只用于数据、阶梯、参数和断言。\n\n"
     "    门槛 达标 按月: 销售额 >= 100 元        # 错\n"
     "    门槛 达标 按月 = 销售额 >= 100 元"}};

inline constexpr diag::Diagnostic<Bilingual> kClausesWithoutBraces{
    "E0139",
    diag::Severity::Error,
    "the clauses of {0} stand in braces",
    "{0}的子句要写在花括号中",
    {"The head of a statement says its name and what it is about; all else stands in its block.\n\n"
     "    credit sales from Deal to Deal.rep on Deal.day amount Deal.amount             # wrong\n"
     "    credit sales from Deal { to Deal.rep on Deal.day amount Deal.amount }",
     "语句的开头写名称和对象，其余都写在块里。\n\n"
     "    业绩 销售额 自 合同 归属 合同.负责人 日期 合同.签约日 金额 合同.金额             # 错\n"
     "    业绩 销售额 自 合同 { 归属 合同.负责人 日期 合同.签约日 金额 合同.金额 }"}};

inline constexpr diag::Diagnostic<Bilingual, std::string_view> kClauseSign{
    "E0140",
    diag::Severity::Error,
    "the value stands right behind {0}, without `{1}`",
    "{0}之后直接写值，不写“{1}”",
    {"Clauses and settings are words followed by their value.\n\n"
     "    credit sales from Deal { to: Deal.rep  on: Deal.day  amount: Deal.amount }      # wrong\n"
     "    credit sales from Deal { to Deal.rep  on Deal.day  amount Deal.amount }",
     "子句和设置都是关键词后面直接写值。\n\n"
     "    业绩 销售额 自 合同 { 归属: 合同.负责人  日期: 合同.签约日  金额: 合同.金额 }      # 错\n"
     "    业绩 销售额 自 合同 { 归属 合同.负责人  日期 合同.签约日  金额 合同.金额 }"}};

inline constexpr diag::Diagnostic<std::string_view> kSeparator{
    "E0141",
    diag::Severity::Error,
    "no `{0}` stands between clauses, fields or rows",
    "子句、字段和行之间不写“{0}”",
    {"Blanks or new lines set them apart; a comma separates the items of a list.\n\n"
     "    data Rep { key id : text, hired_on : date }      # wrong\n"
     "    data Rep { key id : text  hired_on : date }",
     "它们之间用空格或换行分开；逗号只用来分隔列表各项。\n\n"
     "    数据 员工 { 主键 工号 : text, 入职日 : date }      # 错\n"
     "    数据 员工 { 主键 工号 : text  入职日 : date }"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kWindowWords{
    "E0142",
    diag::Severity::Error,
    "the window `{0}` is written `{1}`",
    "期间“{0}”写作“{1}”",
    {"A unit of time is the period that is being paid for: `over month` is this month. Others are `previous "
     "month`, "
     "`last 3 months`, `year to date`.\n\n"
     "    sales over this month      sales over ytd               # wrong\n"
     "    sales over month           sales over year to date",
     "时间单位就是正在结算的那一期：“期间 月”是本月。还有“上期 月”“最近 3 个月”“年初至今”。\n\n"
     "    销售额 期间 本月      销售额 期间 年累计               # 错\n"
     "    销售额 期间 月        销售额 期间 年初至今"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kForeignWord{
    "E0143",
    diag::Severity::Error,
    "`{0}` is written `{1}` in this language",
    "“{0}”在本语言中写作“{1}”",
    {"The sign or word belongs to another language or to a spreadsheet. All words of this language are "
     "written in "
     "small letters.\n\n"
     "    when rate => 80% AND role <> \"AE\"        # wrong\n"
     "    when rate >= 80% and role != \"AE\"",
     "这个符号或词属于其他语言或电子表格。\n\n"
     "    当 完成率 => 80% 并且 角色 <> \"销售\"        # 错\n"
     "    当 完成率 >= 80% 且 角色 != \"销售\""}};

inline constexpr diag::Diagnostic<std::string_view> kCurrencyPlace{
    "E0144",
    diag::Severity::Error,
    "`{0}`: an amount is written with the code of its currency behind it",
    "“{0}”：金额的币种写在数字之后",
    {"Amounts are a number and the code of a currency.\n\n"
     "    amount USD 500        amount 500 dollars        # wrong\n"
     "    amount 500 USD        amount 500 USD",
     "金额由数字和币种组成。\n\n"
     "    金额 USD 500        金额 500 块        # 错\n"
     "    金额 500 美元       金额 500 元"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kNumberSuffix{
    "E0145",
    diag::Severity::Error,
    "`{0}` is written `{1}`: `k` stands for thousands, `M` for millions",
    "“{0}”写作“{1}”：千用 k，百万用 M，也可用“万”“亿”",
    {"Numbers may end in `k` (thousand), `M` (million), 万 or 亿, without a blank.\n\n"
     "    10K USD   5 million USD      # wrong\n"
     "    10k USD   5M USD",
     "数字末尾可以写 k（千）、M（百万）、万或亿，中间不空格。\n\n"
     "    10K 元   5 百万 元      # 错\n"
     "    10k 元   5M 元"}};

inline constexpr diag::Diagnostic<> kConditional{
    "E0146",
    diag::Severity::Error,
    "a choice is written `if … then … else …`",
    "选择写作“如果 … 则 … 否则 …”",
    {"Every choice has a value for both cases. Several follow each other as `else if`, or stand in a "
     "table.\n\n"
     "    reached ? 5% : 3%                    # wrong\n"
     "    if reached then 5% else 3%",
     "每个选择都要给出两种情形的值。多个条件用“否则 如果”连接，或写成决策表。\n\n"
     "    达标 ? 5% : 3%                    # 错\n"
     "    如果 达标 则 5% 否则 3%"}};

inline constexpr diag::Diagnostic<std::string_view> kNamedValue{
    "E0147",
    diag::Severity::Error,
    "a value gets its name by `let`: `{0}`",
    "给值命名用“设”：“{0}”",
    {"`let` names a value; it never changes within its period, so there are neither variables nor "
     "assignments.\n\n"
     "    var base = 5%        # wrong\n"
     "    let base = 5%",
     "“设”给一个值命名。值在一期内不变，没有变量，也没有赋值。\n\n"
     "    变量 基准 = 5%        # 错\n"
     "    设 基准 = 5%"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kGrainWords{
    "E0148",
    diag::Severity::Error,
    "how often is written `{1}`, not `{0}`",
    "多久一次写作“{1}”，不写“{0}”",
    {"A value is computed `monthly`, `quarterly`, `yearly`, `per week` and so on, or once for each line of a "
     "credit: `per sales`.\n\n"
     "    pay bonus every month = 100 USD      # wrong\n"
     "    pay bonus monthly = 100 USD",
     "数值按月、按季、按年、每周等计算，或对业绩的每一笔计算：“逐笔 销售额”。\n\n"
     "    发放 奖金 每个月 = 100 元      # 错\n"
     "    发放 奖金 按月 = 100 元"}};

inline constexpr diag::Diagnostic<Bilingual> kNoGrain{
    "E0149",
    diag::Severity::Error,
    "{0} does not say how often it is paid",
    "{0}没有写明多久发放一次",
    {"Behind the name stands how often: `monthly`, `quarterly`, `yearly`, or `per` and the name of a credit "
     "for each "
     "of its lines.\n\n"
     "    pay bonus = 100 USD              # wrong\n"
     "    pay bonus monthly = 100 USD",
     "名称之后写明频率：“按月”“按季”“按年”，或“逐笔”加业绩名称。\n\n"
     "    发放 奖金 = 100 元              # 错\n"
     "    发放 奖金 按月 = 100 元"}};

inline constexpr diag::Diagnostic<> kEffectiveDates{
    "E0150",
    diag::Severity::Error,
    "a plan holds from its first day `until` its last: two dates",
    "方案从首日生效，“止于”末日：写两个日期",
    {"Both days belong to the plan.\n\n"
     "    effective from 2026-01-01 to 2026-12-31        # wrong\n"
     "    effective 2026-01-01 until 2026-12-31",
     "首日和末日都在方案之内。\n\n"
     "    生效 自 2026-01-01 至 2026-12-31        # 错\n"
     "    生效 2026-01-01 止于 2026-12-31"}};

inline constexpr diag::Diagnostic<> kRounding{
    "E0151",
    diag::Severity::Error,
    "rounding is written with its unit and what happens to a half",
    "舍入要写明单位和逢五的处理",
    {"`round 0.01 USD half up` rounds to cents, and halves away from zero. `half even`, `half down`, `away "
     "from zero` "
     "and `toward zero` are the others.\n\n"
     "    round to 0.01 USD            # wrong\n"
     "    round 0.01 USD half up",
     "“舍入 0.01 元 四舍五入”舍入到分。还有“四舍六入五成双”“五舍六入”“进一”“截尾”。\n\n"
     "    舍入 到 0.01 元            # 错\n"
     "    舍入 0.01 元 四舍五入"}};

inline constexpr diag::Diagnostic<std::string_view> kCommentSign{
    "E0152",
    diag::Severity::Error,
    "a comment begins with `#`, not with `{0}`",
    "注释以“#”开头，不用“{0}”",
    {"Everything from `#` to the end of the line is a comment. There are no comments over several lines.\n\n"
     "    pay bonus monthly = 100 USD   // base        # wrong\n"
     "    pay bonus monthly = 100 USD   # base",
     "从“#”到行末都是注释，没有跨行注释。\n\n"
     "    发放 奖金 按月 = 100 元   // 底薪        # 错\n"
     "    发放 奖金 按月 = 100 元   # 底薪"}};

inline constexpr diag::Diagnostic<std::string_view> kFieldForm{
    "E0153",
    diag::Severity::Error,
    "a field is written `{0}`: its name, a colon, its type, and what else there is to say",
    "字段写作“{0}”：名称、冒号、类型，然后是其他说明",
    {"`key` stands in front of the name, `optional` and `hierarchy` behind the type. A field that is not "
     "`optional` "
     "must have a value in every row.\n\n"
     "    id text primary key     left_on : optional date        # wrong\n"
     "    key id : text           left_on : date optional",
     "“主键”写在名称前，“可空”“层级”写在类型后。不写“可空”的字段每一行都必须有值。\n\n"
     "    工号 text 主键     离职日 : 可空 date        # 错\n"
     "    主键 工号 : text   离职日 : date 可空"}};

inline constexpr diag::Diagnostic<> kSelfReference{
    "E0154",
    diag::Severity::Error,
    "a field that refers to another row of its own dataset names the dataset as its type, then `hierarchy`",
    "指向本数据另一行的字段以该数据为类型，再写“层级”",
    {"The type says what the field refers to, the word behind it that rows lead to rows above them. This "
     "version reads "
     "the reference without the word as well.\n\n"
     "    manager : hierarchy Employee optional        # wrong\n"
     "    manager : Employee hierarchy optional",
     "类型说明字段指向什么，其后的“层级”说明由下级逐级指向上级。\n\n"
     "    上级 : 层级 员工 可空        # 错\n"
     "    上级 : 员工 层级 可空"}};

inline constexpr diag::Diagnostic<> kDatasetBraces{"E0155",
                                                   diag::Severity::Error,
                                                   "the fields of a dataset stand in braces",
                                                   "数据的字段写在花括号中",
                                                   {"Parentheses hold arguments and bounds.\n\n"
                                                    "    data Rep ( key id : text )        # wrong\n"
                                                    "    data Rep { key id : text }",
                                                    "圆括号用于参数和界限。\n\n"
                                                    "    数据 员工 ( 主键 工号 : text )        # 错\n"
                                                    "    数据 员工 { 主键 工号 : text }"}};

inline constexpr diag::Diagnostic<> kTierMode{
    "E0156",
    diag::Severity::Error,
    "tiers say how they apply: each rate to its own part (`marginal`), one rate to all (`retroactive`), or "
    "between knots "
    "(`interpolated`)",
    "阶梯要写明算法：各档分别计算（“超额累进”）、整体按一档计算（“全额累进”）或“线性插值”",
    {"150k under `from 0 : 5%  from 100k : 8%` gives 100k × 5 % + 50k × 8 % = 9k if marginal, and 150k × 8 % "
     "= 12k if "
     "retroactive. Contracts often leave it open, so that it has to be asked.\n\n"
     "    tiers ladder { from 0 : 5% }                 # wrong\n"
     "    tiers ladder marginal { from 0 : 5% }",
     "“自 0 : 5%  自 10万 : 8%”对 15万：超额累进为 10万×5%＋5万×8%＝9千，全额累进为 "
     "15万×8%＝1.2万。合同常未写明"
     "，需要问清。\n\n"
     "    阶梯 提成阶梯 { 自 0 : 5% }                 # 错\n"
     "    阶梯 提成阶梯 超额累进 { 自 0 : 5% }"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kPeriodWords{
    "E0157",
    diag::Severity::Error,
    "the period `{0}` is written `{1}`",
    "期间“{0}”写作“{1}”",
    {"Periods are written 2026-03 (a month), 2026-Q1, 2026-H1, 2026-W07 and FY2026 (a year).",
     "期间写作 2026-03（月）、2026-Q1（季）、2026-H1（半年）、2026-W07（周）、FY2026（年）。"}};

inline constexpr diag::Diagnostic<std::string_view, std::string_view> kSpreadsheetCall{
    "E0158",
    diag::Severity::Error,
    "`{0}(…)` of spreadsheets is written `{1}`",
    "电子表格的“{0}(…)”写作“{1}”",
    {"Choices, conditions and sums are written in words, and a sum says over which window.\n\n"
     "    SUM(sales)                      IF(reached, 5%, 3%)               # wrong\n"
     "    sum of sales over month         if reached then 5% else 3%",
     "选择、条件和合计用词书写，合计要写明期间。\n\n"
     "    SUM(销售额)               IF(达标, 5%, 3%)               # 错\n"
     "    合计 销售额 期间 月       如果 达标 则 5% 否则 3%"}};

inline constexpr const diag::DiagnosticKind* kDraftDiagnostics[] = {&kClausesBehindEquals,
                                                                    &kBlockWithoutClause,
                                                                    &kTierSign,
                                                                    &kTierRange,
                                                                    &kUndatedParameter,
                                                                    &kDefinitionSign,
                                                                    &kClausesWithoutBraces,
                                                                    &kClauseSign,
                                                                    &kSeparator,
                                                                    &kWindowWords,
                                                                    &kForeignWord,
                                                                    &kCurrencyPlace,
                                                                    &kNumberSuffix,
                                                                    &kConditional,
                                                                    &kNamedValue,
                                                                    &kGrainWords,
                                                                    &kNoGrain,
                                                                    &kEffectiveDates,
                                                                    &kRounding,
                                                                    &kCommentSign,
                                                                    &kFieldForm,
                                                                    &kSelfReference,
                                                                    &kDatasetBraces,
                                                                    &kTierMode,
                                                                    &kPeriodWords,
                                                                    &kSpreadsheetCall};

constexpr diag::Catalogue AllDraftDiagnostics() {
  return kDraftDiagnostics;
}

}  // namespace incent::syntax
