#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E036x: windows that do not fit, and what the checker says about ways out.
namespace incent::check {

inline constexpr diag::Diagnostic<diag::Bilingual> kDoesNotNest{
    "E0360",
    diag::Severity::Error,
    "a week can lie in two of the window `{0}`, so the window does not say which",
    "一周可能跨两个“{0}”，这个期间没有确定的含义",
    {"Days fit into weeks, months, quarters and years; months fit into quarters and years; but the week of "
     "2025-12-29 lies in two years. What is computed per week can be folded over weeks, or read over the "
     "whole "
     "plan.\n\n"
     "    let running per week = sales over year to date        # wrong\n"
     "    let running per week = sales over last 52 weeks\n"
     "    let running monthly = sales over year to date",
     "日可以归入周、月、季、年，月可以归入季、年；但 2025-12-29 那一周跨两年。按周的数可以按周汇总，"
     "或读整个方案。\n\n"
     "    设 累计 每 周 = 销售额 期间 年初至今        # 错\n"
     "    设 累计 每 周 = 销售额 期间 最近 52 周\n"
     "    设 累计 按月 = 销售额 期间 年初至今"}};

inline constexpr diag::NoteText<std::string> kWriteInstead{"write `{0}`", "改写为“{0}”"};
inline constexpr diag::NoteText<> kWindowsOfWeeks{
    "windows that fit are `week`, `previous week`, `last 4 weeks` and `plan`",
    "合适的期间有“周”“上期 周”“最近 4 周”“方案”"};
inline constexpr diag::NoteText<> kLevelsOfWeeks{"per week and per plan fit", "可以写“每 周”或“每 方案”"};
inline constexpr diag::NoteText<> kFoldFirst{
    "fold the amounts over the window and divide then: `sales over year / quota`, not `attainment over year`",
    "请先按期间汇总金额再相除：写“销售额 期间 年 / 任务额”，不写“完成率 期间 年”"};
inline constexpr diag::NoteText<> kReadToDate{
    "read a window that has ended by then, such as `year to date`, or pay less often",
    "请读取届时已经结束的期间，例如“年初至今”，或降低结算频率"};

inline constexpr const diag::DiagnosticKind* kRepairDiagnostics[] = {&kDoesNotNest};
constexpr diag::Catalogue AllRepairDiagnostics() {
  return kRepairDiagnostics;
}

}  // namespace incent::check
