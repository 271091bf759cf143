#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E02: names.
namespace incent::resolve {

using diag::Diagnostic;
using diag::NoteText;
using diag::Severity;

inline constexpr Diagnostic<std::string> kUnknownName{
    "E0201",
    Severity::Error,
    "there is no `{0}` here",
    "这里没有“{0}”",
    {"A name is used that no statement of the plan, no dataset and no library function declares.\n"
     "Check its spelling, declare it, or import the file that declares it with `use`.\n\n"
     "    pay commission monthly = bokings over month * 5%   # declared as `bookings`",
     "使用了一个没有任何语句、数据或库函数声明过的名称。\n请检查拼写，补上声明，或用“引用”引入声明它的文件。"
     "\n\n"
     "    发放 提成 按月 = 签约 期间 月 × 5%   # 声明的是“签约额”"}};

inline constexpr Diagnostic<std::string> kDuplicateName{
    "E0202",
    Severity::Error,
    "`{0}` is declared twice",
    "“{0}”重复声明",
    {"Each name means one thing in its plan, so that a reader never has to guess which one is meant.\n"
     "Rename one of the two, or delete the one that is no longer used.",
     "同一方案里一个名称只能有一个含义。\n请改掉其中一个名称，或删去不再使用的那一个。"}};

inline constexpr Diagnostic<std::string> kUnknownDataset{
    "E0203",
    Severity::Error,
    "there is no dataset `{0}`",
    "没有名为“{0}”的数据",
    {"A schema for this dataset is missing. Declare it, or import the file that does.\n\n"
     "    data Deal { key id : text   rep : Rep   amount : money CNY }",
     "缺少这个数据的结构声明。请声明它，或引用声明它的文件。\n\n    数据 合同 { 主键 编号 : 文本   金额 : "
     "货币 元 }"}};

inline constexpr Diagnostic<std::string> kUnknownFunction{
    "E0204",
    Severity::Error,
    "there is no function or tier table `{0}`",
    "没有名为“{0}”的函数或阶梯",
    {"Only functions of the library, tier tables and (in tests) definitions of the plan can be called.\n"
     "The language reference lists the functions.",
     "只能调用库函数、阶梯，以及（在测试里）方案的定义。\n语言参考列出了所有函数。"}};

inline constexpr Diagnostic<> kTestNeedsPlan{
    "E0205",
    Severity::Error,
    "this file has several plans: say which one the test is for",
    "文件里有多个方案：请写明测试适用于哪一个",
    {"Write `test \"title\" for plan_name { … }`.", "请写“测试 \"标题\" 适用于 方案名 { … }”。"}};

inline constexpr Diagnostic<std::string> kUnknownPlan{
    "E0206",
    Severity::Error,
    "there is no plan `{0}`",
    "没有名为“{0}”的方案",
    {"A test names a plan that none of the files declares. Check the spelling.",
     "测试所指的方案没有声明。请检查拼写。"}};

inline constexpr Diagnostic<std::string, diag::Bilingual, diag::Bilingual> kWrongKind{
    "E0207",
    Severity::Error,
    "`{0}` is {1}, but {2} is needed here",
    "“{0}”是{1}，这里需要{2}",
    {"The statement refers to something of another kind: `per` needs a credit, `apply` a tier table,\n"
     "`overrides` a let, measure or gate, and a clawback the name of a pay.",
     "语句指向了另一类定义：“逐笔”需要业绩，“套用”需要阶梯，“覆盖”需要“设”、指标或门槛，“追回”需要发放的名称"
     "。"}};

inline constexpr Diagnostic<std::string> kUnknownModule{
    "E0208",
    Severity::Error,
    "there is no library module `{0}`",
    "没有名为“{0}”的库模块",
    {"`use std.NAME` names a module of the library. To import a file, write its path in quotes:\n\n"
     "    use \"shared/org.incent\"",
     "“引用 std.名称”指的是库模块。要引用文件，请把路径写在引号里：\n\n    引用 \"shared/org.incent\""}};

inline constexpr Diagnostic<std::string> kUnknownWindow{
    "E0209",
    Severity::Error,
    "there is no window `{0}`",
    "没有名为“{0}”的期间",
    {"After `over` and `per` stands a unit of time, a written period, or a window that a calendar names:\n\n"
     "    over month      over year to date      over last 3 months      over 2026-Q2",
     "“期间”和“每”后面写时间单位、具体期间，或日历里命名的期间：\n\n"
     "    期间 月      期间 年初至今      期间 最近 3 个月      期间 2026-Q2"}};

inline constexpr NoteText<std::string> kDeclaredHere{"`{0}` is declared here", "“{0}”在这里声明"};
inline constexpr NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否想写“{0}”？"};

inline constexpr const diag::DiagnosticKind* kAllDiagnostics[] = {
    &kUnknownName, &kDuplicateName, &kUnknownDataset, &kUnknownFunction, &kTestNeedsPlan,
    &kUnknownPlan, &kWrongKind,     &kUnknownModule,  &kUnknownWindow};
constexpr diag::Catalogue AllDiagnostics() {
  return kAllDiagnostics;
}

}  // namespace incent::resolve
