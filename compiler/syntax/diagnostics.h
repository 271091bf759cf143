#pragma once

#include <cstddef>
#include <string_view>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// What can be wrong with a text before anybody asks what its names mean: E01xx syntax, E050x limits.
namespace incent::syntax {

using diag::Bilingual;
using diag::Diagnostic;
using diag::NoteText;
using diag::Severity;

// ---------------------------------------------------------------- syntax

inline constexpr Diagnostic<Bilingual, Bilingual> kUnexpected{
    "E0101",
    Severity::Error,
    "found {0}, expected {1}",
    "此处是{0}，应为{1}",
    {"A statement is not written as the language asks for. The message says what stands there and what "
     "could\n"
     "stand there instead. The rest of the statement is skipped; all other statements are still checked.\n\n"
     "    pay commission monthly 5%          # wrong: `=` is missing\n"
     "    pay commission monthly = sales * 5%",
     "语句的写法不符合语法。消息说明此处写了什么、可以写什么。本语句的其余部分被跳过，其他语句照常检查。\n\n"
     "    发放 提成 按月 5%            # 错：缺少“=”\n"
     "    发放 提成 按月 = 销售额 * 5%"}};

inline constexpr Diagnostic<std::string_view> kUnclosed{
    "E0102",
    Severity::Error,
    "`{0}` is never closed",
    "“{0}”没有对应的收尾括号",
    {"An opening brace, bracket or parenthesis has no partner before the next statement or the end of the "
     "file.\n"
     "Every block is closed where it ends; indentation does not count.\n\n"
     "    pay bonus monthly { amount 100 CNY      # wrong: no `}`\n"
     "    pay bonus monthly { amount 100 CNY }",
     "左括号在下一条语句或文件结束之前没有配对。每个块都要在结束处写右括号，缩进不起作用。\n\n"
     "    发放 奖金 按月 { 金额 100 元      # 错：缺少“}”\n"
     "    发放 奖金 按月 { 金额 100 元 }"}};

inline constexpr Diagnostic<> kUnclosedString{
    "E0103",
    Severity::Error,
    "this text has no closing quotation mark on its line",
    "这段文本在本行没有结束引号",
    {"A text starts with \" and ends with \" on the same line (or with “ and ”). A quotation mark inside is\n"
     "written \\\".\n\n"
     "    because \"memo SC-014      # wrong\n"
     "    because \"memo SC-014\"",
     "文本以 \" 开始并在同一行以 \" 结束（也可用 “ 和 ”）。文本中的引号写作 \\\"。\n\n"
     "    理由 \"通知 SC-014      # 错\n"
     "    理由 \"通知 SC-014\""}};

inline constexpr Diagnostic<std::string_view> kUnknownCharacter{
    "E0104",
    Severity::Error,
    "the character `{0}` has no meaning here",
    "字符“{0}”在这里没有意义",
    {"The character belongs to no word, number, text or sign of the language. `and`, `or`, `not` are words "
     "here,\n"
     "statements need no semicolon, and texts take double quotation marks.\n\n"
     "    when a && b;      # wrong\n"
     "    when a and b",
     "该字符不属于任何词、数字、文本或符号。逻辑运算写作“且”“或”“非”，语句末尾不写分号，文本用双引号。\n\n"
     "    当 甲 && 乙;      # 错\n"
     "    当 甲 且 乙"}};

inline constexpr Diagnostic<std::string_view> kInvisibleCharacter{
    "E0105",
    Severity::Error,
    "invisible or control character {0}",
    "不可见字符或控制字符 {0}",
    {"Characters that cannot be seen, or that change the direction in which others are shown, could make a "
     "plan\n"
     "look different from what it does. They are not allowed anywhere, comments and texts included. In a "
     "text,\n"
     "write the escape \\u{202e} if it is really meant.",
     "看不见的字符或改变显示方向的字符会使方案看上去与实际含义不同，因此在任何位置（包括注释和文本）都不允许"
     "。\n"
     "如果文本中确实需要，请写转义 \\u{202e}。"}};

inline constexpr Diagnostic<size_t> kNotUtf8{
    "E0106",
    Severity::Error,
    "the file is not UTF-8: {0} bytes cannot be read, the first one here",
    "文件不是 UTF-8 编码：有 {0} 个字节无法识别，此处是第一个",
    {"Source files are UTF-8. Files saved by older office programs are often in GBK or Latin-1: save the "
     "file again\n"
     "and choose UTF-8 as the encoding.",
     "源文件必须是 UTF-8 编码。较旧的办公软件常保存为 GBK：请重新保存，并选择 UTF-8 编码。"}};

inline constexpr Diagnostic<std::string_view> kFullWidth{
    "E0107",
    Severity::Error,
    "write `{0}` with ordinary (half-width) letters and digits",
    "请用半角字母和数字书写“{0}”",
    {"Full-width punctuation is understood, full-width letters and digits are not: they look alike, but "
     "ＡＢ１ and\n"
     "AB1 would be two names.\n\n"
     "    amount １００ CNY      # wrong\n"
     "    amount 100 CNY",
     "全角标点可以使用，全角字母和数字不可以：ＡＢ１ 和 AB1 看起来相似，却会是两个名称。\n\n"
     "    金额 １００ 元      # 错\n"
     "    金额 100 元"}};

inline constexpr Diagnostic<std::string_view> kCurrencySign{
    "E0108",
    Severity::Error,
    "`{0}` does not say which currency: write the code after the number",
    "“{0}”没有说明是哪种货币：请在数字后写币种",
    {"$ stands for twenty currencies and ¥ for two. Amounts carry their ISO code, after the number.\n\n"
     "    amount $100         # wrong\n"
     "    amount 100 USD",
     "$ 可指二十种货币，¥ 可指两种。金额在数字后写币种（元、美元，或 ISO 代码）。\n\n"
     "    金额 ¥100         # 错\n"
     "    金额 100 元"}};

inline constexpr Diagnostic<std::string_view> kThousandsComma{
    "E0109",
    Severity::Error,
    "`{0}` is not a number: thousands are set apart by `_`, list items by `, `",
    "“{0}”不是数字：千位分隔用“_”，列表各项之间用逗号加空格",
    {"A comma separates the items of a list, so 1,000 could be one thousand or the two numbers 1 and 0.\n\n"
     "    amount 1,000 CNY       # wrong\n"
     "    amount 1_000 CNY",
     "逗号用来分隔列表各项，因此 1,000 可能是一千，也可能是 1 和 0 两个数。\n\n"
     "    金额 1,000 元       # 错\n"
     "    金额 1_000 元"}};

inline constexpr Diagnostic<std::string_view> kRunTogether{
    "E0110",
    Severity::Error,
    "`{0}` was read as one name: separate the words by spaces",
    "“{0}”被当作一个名称：词与词之间请加空格",
    {"Chinese keywords are separated from names by spaces or punctuation, because a name may contain any of "
     "them.\n\n"
     "    按月支付提成           # wrong: one name\n"
     "    按月 支付 提成",
     "中文关键词与名称之间要用空格或标点隔开，因为名称里可以含有这些字。\n\n"
     "    发放提成按月 = 100 元       # 错：整串是一个名称\n"
     "    发放 提成 按月 = 100 元"}};

inline constexpr Diagnostic<std::string_view, Bilingual> kMisspelled{
    "E0111",
    Severity::Error,
    "`{0}` is not known here; did you mean {1}?",
    "此处无法识别“{0}”；是否想写{1}？",
    {"The word is unknown at this place, but close to one that fits.\n\n"
     "    capped an 100 CNY      # wrong\n"
     "    capped at 100 CNY",
     "此处无法识别这个词，但它与可用的某个词很接近。\n\n"
     "    封頂 100 元      # 错\n"
     "    封顶 100 元"}};

inline constexpr Diagnostic<> kAssignForEqual{"E0112",
                                              Severity::Error,
                                              "to compare, write `==`",
                                              "比较是否相等请写“==”",
                                              {"`=` gives a definition its value, `==` compares.\n\n"
                                               "    when Deal.kind = \"new\"       # wrong\n"
                                               "    when Deal.kind == \"new\"",
                                               "“=”用来给定义赋值，“==”用来比较。\n\n"
                                               "    当 合同.类型 = \"新签\"       # 错\n"
                                               "    当 合同.类型 == \"新签\""}};

inline constexpr Diagnostic<std::string_view> kDateSpelling{
    "E0113",
    Severity::Error,
    "`{0}` looks like a date or period in another spelling: dates are 2026-01-05, months 2026-01",
    "“{0}”像是日期或期间的其他写法：日期写作 2026-01-05，月份写作 2026-01",
    {"Dates are written year-month-day with two digits for month and day, so that 2026/1/5 can be neither a\n"
     "division nor the fifth of January in one country and the first of May in another.\n\n"
     "    effective 2026/1/5        # wrong\n"
     "    effective 2026-01-05",
     "日期写作“年-月-日”，月和日各两位。\n\n"
     "    生效 2026年1月5日        # 错\n"
     "    生效 2026-01-05"}};

inline constexpr Diagnostic<std::string_view> kNoSuchDate{
    "E0114",
    Severity::Error,
    "`{0}` does not exist in the calendar (1900 to 2199)",
    "“{0}”在日历（1900 至 2199 年）中不存在",
    {"The day, time or period is not real, or outside the years that the calendar knows.\n\n"
     "    2026-02-30      # wrong: February 2026 has 28 days\n"
     "    2026-02-28",
     "该日期、时间或期间不存在，或超出日历的年份范围。\n\n"
     "    2026-02-30      # 错：2026 年 2 月只有 28 天\n"
     "    2026-02-28"}};

inline constexpr Diagnostic<std::string_view> kBadNumber{
    "E0115",
    Severity::Error,
    "`{0}` is not a number: `_` stands between two digits",
    "“{0}”不是数字：“_”只能写在两个数字之间",
    {"Digits may be grouped by single underscores.\n\n"
     "    1_000__000   100_      # wrong\n"
     "    1_000_000    100",
     "数字可以用单个下划线分组。\n\n"
     "    1_000__000   100_      # 错\n"
     "    1_000_000    100"}};

inline constexpr Diagnostic<std::string_view> kBadEscape{
    "E0116",
    Severity::Error,
    "`{0}` is no escape: use \\\", \\\\, \\n, \\t or a code point in braces after \\u",
    "“{0}”不是转义符：可用 \\\"、\\\\、\\n、\\t，或在 \\u 之后用花括号写码点",
    {"In a text, a backslash starts one of: \\\" (quotation mark), \\\\ (backslash), \\n (new line), \\t "
     "(tab),\n"
     "\\u{4e2d} (a Unicode character by its number).",
     "文本中反斜杠之后只能是：\\\"（引号）、\\\\（反斜杠）、\\n（换行）、\\t（制表符）、\\u{4e2d}"
     "（按编号写的 Unicode 字符）。"}};

inline constexpr Diagnostic<Bilingual> kRepeatedClause{
    "E0117",
    Severity::Error,
    "{0} is written twice",
    "{0}写了两次",
    {"The clause may stand only once in its block. Join two conditions by `and`.\n\n"
     "    credit sales from Deal { when Deal.won  when Deal.paid ... }      # wrong\n"
     "    credit sales from Deal { when Deal.won and Deal.paid ... }",
     "该子句在一个块中只能写一次。两个条件请用“且”连接。\n\n"
     "    业绩 销售额 自 合同 { 当 合同.签约  当 合同.到账 ... }      # 错\n"
     "    业绩 销售额 自 合同 { 当 合同.签约 且 合同.到账 ... }"}};

inline constexpr Diagnostic<Bilingual, Bilingual> kMissingClause{
    "E0118",
    Severity::Error,
    "{0} needs {1}",
    "{0}缺少{1}",
    {"A block lacks a clause without which it says nothing.\n\n"
     "    exception vip overrides rate { when Deal.vip }              # wrong: which rate?\n"
     "    exception vip overrides rate { when Deal.vip  set 7% }",
     "块中缺少必需的子句。\n\n"
     "    例外 大客户 覆盖 费率 { 当 合同.大客户 }              # 错：改为多少？\n"
     "    例外 大客户 覆盖 费率 { 当 合同.大客户  改为 7% }"}};

inline constexpr Diagnostic<size_t, size_t> kRowWidth{
    "E0119",
    Severity::Error,
    "this row has {0} cells, the head has {1}",
    "本行有 {0} 个单元格，表头有 {1} 个",
    {"Each row of a table has one cell for each column. A value that is absent is written `-`, a test that "
     "always\n"
     "holds `any`.",
     "表格每一行的单元格数与列数相同。没有值写“-”，任意值都成立的条件写“任意”。"}};

inline constexpr Diagnostic<std::string_view> kUnknownVersion{
    "E0121",
    Severity::Error,
    "language version {0} is not known; this compiler reads 1.0",
    "未知的语言版本 {0}；本编译器支持 1.0",
    {"The first line of a file names the version of the language it is written in: `incent 1.0`. A file for "
     "a newer\n"
     "version needs a newer compiler.",
     "文件第一行写明所用的语言版本：“激励语言 1.0”。较新版本的文件需要较新的编译器。"}};

inline constexpr Diagnostic<std::string_view> kKeywordAsName{
    "E0122",
    Severity::Error,
    "`{0}` is a word of the language and cannot be a name as it stands",
    "“{0}”是语言的关键词，不能直接用作名称",
    {"Words that start statements or clauses cannot be names. Choose another name, or write it in "
     "backquotes.\n\n"
     "    let plan = 5         # wrong\n"
     "    let `plan` = 5",
     "用于开始语句或子句的词不能作名称。请换一个名称，或写在反引号中。\n\n"
     "    设 方案 = 5         # 错\n"
     "    设 `方案` = 5"}};

inline constexpr Diagnostic<std::string_view> kNotWhole{
    "E0123",
    Severity::Error,
    "`{0}` must be a whole number from 1 to 1_000_000 without a suffix",
    "“{0}”应为 1 至 1_000_000 的整数，且不带后缀",
    {"Counts of units (`last 3 months`) and places (`prize 1 .. 3`) are whole numbers.",
     "单位个数（最近 3 个月）和名次（名次奖 1 ～ 3）必须是整数。"}};

inline constexpr Diagnostic<size_t> kDigitsRange{
    "E0124",
    Severity::Error,
    "`digits` takes a whole number from 0 to {0}",
    "“小数位”应为 0 至 {0} 的整数",
    {"`digits N` says how many fractional digits the cells of a column may have.\n\n"
     "    price : money CNY digits 4",
     "“小数位 N”说明该列单元格最多有几位小数。\n\n"
     "    单价 : 货币 元 小数位 4"}};

inline constexpr Diagnostic<std::string_view> kUnopened{
    "E0125",
    Severity::Error,
    "`{0}` closes nothing",
    "“{0}”没有对应的左括号",
    {"There is one closing brace, bracket or parenthesis too many; often a block was closed too early above.",
     "多了一个右括号；常见原因是上文的块过早结束。"}};

inline constexpr Diagnostic<> kEmptyBlock{
    "E0126",
    Severity::Error,
    "this block says nothing: it needs at least one line",
    "这个块是空的：至少要有一行",
    {"A payment, a tier table or a parameter with nothing between its braces has no meaning. Remove it, or "
     "write what\n"
     "it is.",
     "发放、阶梯或参数的花括号中没有内容就没有含义。请删除，或补充内容。"}};

inline constexpr Diagnostic<Bilingual, Bilingual> kIncomplete{
    "E0127",
    Severity::Error,
    "{0} is missing here, before {1}",
    "此处缺少{0}（在{1}之前）",
    {"A statement stops before it is complete, and the next one begins.\n\n"
     "    let bonus monthly = if reached then 100 CNY            # wrong: no `else`\n"
     "    let bonus monthly = if reached then 100 CNY else 0 CNY",
     "语句尚未写完，下一条语句就开始了。\n\n"
     "    设 奖金 按月 = 如果 达标 则 100 元            # 错：缺少“否则”\n"
     "    设 奖金 按月 = 如果 达标 则 100 元 否则 0 元"}};

inline constexpr Diagnostic<> kUnclosedName{
    "E0128",
    Severity::Error,
    "this name has no closing backquote on its line",
    "这个名称在本行没有结束反引号",
    {"A name with blanks or signs in it stands between two backquotes on one line.\n\n"
     "    let `net sales = 5         # wrong\n"
     "    let `net sales` = 5",
     "含有空格或符号的名称写在同一行的两个反引号之间。\n\n"
     "    设 `净 销售额 = 5         # 错\n"
     "    设 `净 销售额` = 5"}};

inline constexpr Diagnostic<std::string_view> kOutsidePlan{
    "E0129",
    Severity::Error,
    "`{0}` stands only inside a plan",
    "“{0}”只能写在方案之内",
    {"Credits, payments and what belongs to them are parts of a plan. Often a `}` too many has closed the "
     "plan above.\n\n"
     "    plan p for Rep { ... } }      # the second brace is one too many\n"
     "    pay bonus monthly = 100 CNY   # outside",
     "业绩、发放等语句属于方案。常见原因是上文多了一个右花括号，方案过早结束。\n\n"
     "    方案 p 适用于 员工 { ... } }   # 第二个右括号多余\n"
     "    发放 奖金 按月 = 100 元        # 已在方案之外"}};

// ---------------------------------------------------------------- limits

inline constexpr Diagnostic<size_t, size_t> kFileTooLarge{
    "E0501",
    Severity::Error,
    "the file has {0} bytes; at most {1} are read",
    "文件有 {0} 字节，最多读取 {1} 字节",
    {"A plan of this size is usually data: put rows into a CSV file, or split the plan and join it by `use`.",
     "这样大的方案通常包含数据：请把数据行放入 CSV 文件，或拆分方案并用“引用”连接。"}};

inline constexpr Diagnostic<size_t> kTooManyTokens{
    "E0502",
    Severity::Error,
    "the file has more than {0} words and signs",
    "文件的词和符号超过 {0} 个",
    {"Split the file and join the parts by `use`.", "请拆分文件，并用“引用”连接各部分。"}};

inline constexpr Diagnostic<size_t> kTooDeep{
    "E0503",
    Severity::Error,
    "more than {0} brackets are open here",
    "此处未关闭的括号超过 {0} 层",
    {"Give parts of the expression names of their own with `let`.", "请用“设”给表达式的各部分命名。"}};

inline constexpr Diagnostic<size_t> kTooManyPrefixes{
    "E0504",
    Severity::Error,
    "more than {0} `-`, `not` or `if` nest here",
    "此处“-”“非”“如果”的嵌套超过 {0} 层",
    {"Give parts of the expression names of their own with `let`, or write a decision table.",
     "请用“设”给表达式的各部分命名，或改写为决策表。"}};

inline constexpr Diagnostic<size_t> kTooManyOperators{
    "E0505",
    Severity::Error,
    "this statement has more than {0} operators",
    "本语句的运算符超过 {0} 个",
    {"Give parts of the expression names of their own with `let`, or put the cases into a table or into "
     "data.",
     "请用“设”给表达式的各部分命名，或把各种情形写成决策表或数据。"}};

inline constexpr Diagnostic<size_t> kNameTooLong{
    "E0506",
    Severity::Error,
    "names have at most {0} characters",
    "名称最多 {0} 个字符",
    {"A name must fit on a line of a report. The long form belongs into the label: let rate \"Commission "
     "rate ...\".",
     "名称要能在报表的一行内显示。较长的说法请写在标签中：设 费率 “提成费率……”。"}};

inline constexpr Diagnostic<size_t, size_t> kNumberTooLong{
    "E0507",
    Severity::Error,
    "numbers have at most {0} digits, {1} of them after the point",
    "数字最多 {0} 位，其中小数最多 {1} 位",
    {"Values are exact decimals of at most 38 digits.", "数值是精确的十进制数，最多 38 位。"}};

inline constexpr Diagnostic<size_t> kStringTooLong{
    "E0508",
    Severity::Error,
    "texts have at most {0} bytes",
    "文本最多 {0} 字节",
    {"Long explanations belong into comments.", "较长的说明请写在注释中。"}};

// ---------------------------------------------------------------- notes and titles of fixes

inline constexpr NoteText<> kEndsBefore{"it should end before this", "应在此处之前结束"};
inline constexpr NoteText<> kBlockEndsHere{"the block before ends here", "上一个块在此处结束"};
inline constexpr NoteText<> kFirstHere{"first written here", "第一次写在此处"};
inline constexpr NoteText<> kHeadHere{"the head of the table", "表头在此处"};
inline constexpr NoteText<std::string_view> kWrite{"write `{0}`", "改写为“{0}”"};
inline constexpr NoteText<> kQuoteName{"put it in backquotes", "写在反引号中"};
inline constexpr NoteText<> kRemove{"remove it", "删除"};
inline constexpr NoteText<std::string_view> kInsert{"insert `{0}`", "补上“{0}”"};

inline constexpr Diagnostic<> kQuestionMark{
    "E0130",
    Severity::Error,
    "a field that may be empty is `optional`",
    "可以为空的字段写“可空”",
    {"A question mark says nothing here; the word stands after the type.\n\n"
     "    left_on : date?            # wrong\n"
     "    left_on : date optional",
     "这里不用问号，在类型后面写“可空”。\n\n"
     "    离职日 : 日期?           # 错\n"
     "    离职日 : 日期 可空"}};

inline constexpr Diagnostic<> kListOfLabels{
    "E0131",
    Severity::Error,
    "the values of a field are listed after `one of`, in quotation marks",
    "字段的取值写在“枚举”之后，各加引号",
    {"A field with a fixed list of values names them as texts, without parentheses.\n\n"
     "    kind : one_of(new, renewal)           # wrong\n"
     "    kind : one of \"new\", \"renewal\"",
     "取值固定的字段把各个取值写成文本，不加括号。\n\n"
     "    类型 : 枚举(新签, 续约)            # 错\n"
     "    类型 : 枚举 \"新签\", \"续约\""}};

inline constexpr Diagnostic<> kEmptyCell{
    "E0132",
    Severity::Error,
    "an empty cell is written `-`",
    "空单元格写“-”",
    {"Rows do not end with the line, so that every cell must say what it is.\n\n"
     "    | \"r1\" |   |       # wrong\n"
     "    | \"r1\" | - |",
     "行不以换行结束，所以每个单元格都要写明。\n\n"
     "    | \"r1\" |   |       # 错\n"
     "    | \"r1\" | - |"}};

inline constexpr const diag::DiagnosticKind* kAllDiagnostics[] = {
    &kUnexpected,    &kUnclosed,        &kUnclosedString,   &kUnknownCharacter, &kInvisibleCharacter,
    &kNotUtf8,       &kFullWidth,       &kCurrencySign,     &kThousandsComma,   &kRunTogether,
    &kMisspelled,    &kAssignForEqual,  &kDateSpelling,     &kNoSuchDate,       &kBadNumber,
    &kBadEscape,     &kRepeatedClause,  &kMissingClause,    &kRowWidth,         &kUnknownVersion,
    &kKeywordAsName, &kNotWhole,        &kDigitsRange,      &kUnopened,         &kEmptyBlock,
    &kIncomplete,    &kUnclosedName,    &kOutsidePlan,      &kFileTooLarge,     &kTooManyTokens,
    &kTooDeep,       &kTooManyPrefixes, &kTooManyOperators, &kNameTooLong,      &kNumberTooLong,
    &kStringTooLong, &kQuestionMark,    &kListOfLabels,     &kEmptyCell};

constexpr diag::Catalogue AllDiagnostics() {
  return kAllDiagnostics;
}

}  // namespace incent::syntax
