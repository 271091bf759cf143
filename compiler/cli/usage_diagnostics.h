#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E09xx: the command line makes no sense.
namespace incent::cli {

using diag::Severity;

inline constexpr diag::Diagnostic<std::string> kUnknownCommand{
    "E0901",
    Severity::Error,
    "there is no command `{0}`",
    "没有“{0}”这个命令",
    {"`incent --help` lists the commands.", "`incent --help` 会列出全部命令。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kUnknownOption{
    "E0902",
    Severity::Error,
    "`incent {1}` has no option `{0}`",
    "`incent {1}` 没有选项“{0}”",
    {"`incent COMMAND --help` lists the options of a command. A file whose name begins with `-` is written "
     "after `--`.",
     "`incent 命令 --help` 会列出该命令的选项。文件名以“-”开头时，请写在“--”之后。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kMissingValue{
    "E0903",
    Severity::Error,
    "the option `{0}` needs a value: {0} {1}",
    "选项“{0}”需要一个值：{0} {1}",
    {"The option was the last word of the command line. Write the value behind it, separated by a blank or "
     "by `=`.",
     "该选项后面没有内容。请在其后写上值，用空格或“=”隔开。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kMissingOperand{
    "E0904",
    Severity::Error,
    "`incent {0}` needs a {1}",
    "`incent {0}` 需要指定 {1}",
    {"The command works on a file, and none was named: `incent check commission.incent`.",
     "该命令需要指定文件，例如 `incent check 提成.incent`。"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kBadValue{
    "E0905",
    Severity::Error,
    "`{1}` is no value for `{0}`; expected: {2}",
    "“{1}”不是“{0}”可用的值；可用：{2}",
    {"The option takes one of a few words, a number or a name. `incent COMMAND --help` says which.",
     "该选项只接受几个固定的词、数字或名称，详见 `incent 命令 --help`。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kTooManyOperands{
    "E0906",
    Severity::Error,
    "`incent {0}` takes one file; `{1}` is one too many",
    "`incent {0}` 只接受一个文件，“{1}”是多余的",
    {"Run the command once for each plan. A path with blanks in it must be quoted.",
     "请对每个方案各运行一次。含空格的路径要加引号。"}};

inline constexpr diag::Diagnostic<std::string> kRepeatedOption{
    "E0907",
    Severity::Error,
    "the option `{0}` is given twice",
    "选项“{0}”重复出现",
    {"It is not clear which of the two values counts. Remove one.",
     "无法确定以哪个值为准，请删除其中一个。"}};

inline constexpr diag::Diagnostic<std::string> kUnknownCode{
    "E0908",
    Severity::Error,
    "there is no diagnostic `{0}`",
    "没有编号为“{0}”的诊断",
    {"A code is a letter and four digits, as shown in brackets behind `error` or `warning`: E0312, W0401.",
     "编号由一个字母和四位数字组成，显示在“错误”或“警告”后的方括号中，例如 E0312、W0401。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kUnknownPlan{
    "E0911",
    Severity::Error,
    "the file has no plan `{0}`; it has: {1}",
    "文件中没有方案“{0}”；现有：{1}",
    {"--plan names a plan by the word after `plan` in the file, not by its title or the name of the file.",
     "--plan 使用文件中“方案”之后的名称，而不是标题或文件名。"}};

inline constexpr diag::Diagnostic<std::string> kSeveralPlans{
    "E0912",
    Severity::Error,
    "the file has several plans; name one with --plan: {0}",
    "文件中有多个方案，请用 --plan 指定其一：{0}",
    {"This command works on one plan at a time.", "该命令一次只处理一个方案。"}};

inline constexpr diag::Diagnostic<> kNoPlan{
    "E0913",
    Severity::Error,
    "the file has no plan",
    "文件中没有方案",
    {"The file only declares data or definitions for other files to use. Name the file that has the "
     "`plan … for … { … }`.",
     "该文件只声明了数据或供其他文件使用的定义。请指定含有“方案 … 适用于 … { … }”的文件。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kUnknownComponent{
    "E0914",
    Severity::Error,
    "the plan pays nothing called `{0}`; it pays: {1}",
    "方案没有名为“{0}”的发放；现有：{1}",
    {"--pay names a `pay`, `draw`, `clawback`, `contest` or `badge` of the plan.",
     "--pay 使用方案中发放、预支、追回、竞赛或勋章的名称。"}};

inline constexpr diag::Diagnostic<std::string> kUnknownPayee{
    "E0916",
    Severity::Error,
    "the data has no participant `{0}`",
    "数据中没有参与人“{0}”",
    {"--payee is the key of a row in the dataset that the plan is for. Upper and lower case and leading "
     "zeros "
     "count.",
     "--payee 是方案适用的数据集中某一行的主键，区分大小写，前导零也要一致。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kUnknownDataset{
    "E0917",
    Severity::Error,
    "the plan has no dataset `{0}`; it has: {1}",
    "方案没有数据集“{0}”；现有：{1}",
    {"`--data Deal=path` gives the file of one dataset, and names it as the plan does. A folder is given "
     "without a name: `--data exports`.",
     "`--data Deal=路径` 用来指定某个数据集的文件，名称须与方案一致。指定文件夹时不写名称：`--data "
     "exports`。"}};

inline constexpr diag::Diagnostic<std::string> kUnknownOutputFormat{
    "E0918",
    Severity::Error,
    "`{0}` ends neither in .csv nor in .jsonl",
    "“{0}”的扩展名既不是 .csv 也不是 .jsonl",
    {"The format of the ledger goes by the extension. `--out DIR/` with a slash, or a folder that exists, "
     "writes DIR/ledger.csv.",
     "台账格式由扩展名决定。`--out 文件夹/`（带斜杠）或已存在的文件夹表示写入其中的 ledger.csv。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kNothingToExplain{
    "E0919",
    Severity::Error,
    "there is nothing to explain for `{0}`: {1}",
    "“{0}”在此处没有可解释的内容：{1}",
    {"Nothing was credited for this participant, period and row, so there is nothing to explain. "
     "`incent run --by period` shows who is paid when.",
     "该参与人、期间和行没有任何业绩，因此没有可解释的内容。`incent run --by period` "
     "可以查看谁在何时有发放。"}};

inline constexpr diag::Diagnostic<> kPeriodOrRow{
    "E0920",
    Severity::Error,
    "say what to explain: --period 2026-03, or --row with the key of a row",
    "请指定要解释的内容：--period 2026-03，或用 --row 指定某一行的主键",
    {"One explanation is about one period of one participant, or about one row of the input.",
     "每次解释一名参与人的一个期间，或输入中的一行。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kExclusiveOptions{
    "E0950",
    Severity::Error,
    "{0} and {1} exclude each other",
    "{0} 与 {1} 不能同时使用",
    {"`incent explain --all` shows every line of the ledger; `--ledger` compares the lines of one question "
     "with a "
     "ledger. Leave one of them out: to compare a whole ledger, run the plan again and compare the files.",
     "`incent explain --all` 显示台账的每一行；`--ledger` "
     "把一个问题所涉及的各行与台账比较。请去掉其中一个；要比较整份台账，请重新运行方案并比较文件。"}};

inline constexpr diag::Diagnostic<std::string> kSameFileTwice{
    "E0921",
    Severity::Error,
    "`{0}` would be written over a file that is read",
    "“{0}”会覆盖正在读取的文件",
    {"The ledger or the reject report has the path of an input. Choose another name.",
     "台账或拒绝报告的路径与某个输入文件相同，请换一个名称。"}};

inline constexpr diag::Diagnostic<diag::Bilingual, diag::Bilingual> kSameOutputTwice{
    "E0923",
    Severity::Error,
    "{0} and {1} are the same file",
    "{0}与{1}是同一个文件",
    {"The ledger, the reject report, the manifest and standard output each need a place of their own: one "
     "would "
     "be written over the other. Links and other spellings of a path lead to the same file.\n"
     "Give one of them another name.",
     "台账、拒绝报告、清单和标准输出必须各有去处，否则后写的会覆盖先写的。链接或路径的不同写法也会指向同一个"
     "文件。\n"
     "请为其中一个换一个名称。"}};

inline constexpr diag::Diagnostic<> kNoJit{
    "E0922",
    Severity::Error,
    "this program was built without machine code: `--engine jit` is not there",
    "此程序编译时未包含机器码引擎，不能使用 `--engine jit`",
    {"The engine needs LLVM when Incent is built. The reference interpreter (`--engine interp`) gives the "
     "same "
     "ledger, and takes longer for many rows.",
     "该引擎要求编译 Incent 时带有 LLVM。参考解释器（`--engine "
     "interp`）给出相同的台账，只是数据很多时较慢。"}};

inline constexpr const diag::DiagnosticKind* kAllUsageDiagnostics[] = {
    &kUnknownCommand,   &kUnknownOption,    &kMissingValue,  &kMissingOperand, &kBadValue,
    &kTooManyOperands,  &kRepeatedOption,   &kUnknownCode,   &kUnknownPlan,    &kSeveralPlans,
    &kNoPlan,           &kUnknownComponent, &kUnknownPayee,  &kUnknownDataset, &kUnknownOutputFormat,
    &kNothingToExplain, &kPeriodOrRow,      &kSameFileTwice, &kNoJit,          &kExclusiveOptions,
    &kSameOutputTwice,
};
constexpr diag::Catalogue AllUsageDiagnostics() {
  return kAllUsageDiagnostics;
}

}  // namespace incent::cli
