#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E08xx: tests of a plan that fail. {0} is the test's name.
namespace incent::pipeline {

inline constexpr diag::Diagnostic<std::string, diag::Bilingual, diag::Bilingual> kExpectationFailed{
    "E0801",
    diag::Severity::Error,
    "test \"{0}\": expected {1}, got {2}",
    "测试“{0}”：预期 {1}，实际 {2}",
    {"The two sides of the comparison differ. Either the expectation or the plan is wrong; compute the case "
     "by hand before changing one of them. Amounts are compared exactly, to the last digit.",
     "比较的两边不相等。可能是预期写错，也可能是方案有误；请先手工核算再修改。金额按全部位数精确比较。"}};

inline constexpr diag::Diagnostic<std::string> kExpectationFalse{
    "E0802",
    diag::Severity::Error,
    "test \"{0}\": the expectation is false",
    "测试“{0}”：预期不成立",
    {"The condition was computed and does not hold. Written as a comparison (`expect x == 5`), a failure "
     "would also show both values.",
     "条件已经算出，但不成立。如果写成比较（`预期 x == 5`），失败时还会显示两边的值。"}};

inline constexpr diag::Diagnostic<std::string> kExpectationUnknown{
    "E0803",
    diag::Severity::Error,
    "test \"{0}\": the expectation could not be decided",
    "测试“{0}”：无法判定预期是否成立",
    {"One of the values is an error or absent, so the comparison is neither true nor false. The notes say "
     "which value and why.\nIf the error is what the test is about, expect it: `expect "
     "error(commission(\"r1\", 2026-01)) == \"overflow\"`.",
     "其中某个值出错或缺失，比较既不成立也不失败。附注说明是哪个值以及原因。\n如果测试的正是这个错误，请直接"
     "写明：`预期 error(提成(\"r1\", 2026-01)) == \"overflow\"`。"}};

inline constexpr diag::Diagnostic<std::string, diag::Bilingual> kGivenRejected{
    "E0804",
    diag::Severity::Error,
    "test \"{0}\": a given cell is not valid: {1}",
    "测试“{0}”：给出的单元格无效：{1}",
    {"The rows of `given` obey the same schema as data in files: bounds, keys, references and the number of "
     "decimals are checked.",
     "“已知”中的行与文件数据遵守同样的声明：范围、主键、引用和小数位数都会检查。"}};

inline constexpr diag::Diagnostic<size_t> kNoTests{
    "W0805",
    diag::Severity::Warning,
    "no tests in {0} files",
    "{0} 个文件中没有测试",
    {"`incent test` found nothing to run. A test is written beside the plan: `test \"name\" for plan { given "
     "… expect … }`.",
     "`incent test` 没有找到可运行的测试。测试与方案写在一起：`测试 \"名称\" 适用于 方案 { 已知 … 预期 … "
     "}`。"}};

inline constexpr const diag::DiagnosticKind* kAllTestDiagnostics[] = {
    &kExpectationFailed, &kExpectationFalse, &kExpectationUnknown, &kGivenRejected, &kNoTests,
};
constexpr diag::Catalogue AllTestDiagnostics() {
  return kAllTestDiagnostics;
}

}  // namespace incent::pipeline
