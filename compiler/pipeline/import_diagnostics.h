#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E052x: files and imports.
namespace incent::pipeline {

inline constexpr diag::Diagnostic<std::string, diag::Bilingual> kCannotLoad{
    "E0521",
    diag::Severity::Error,
    "cannot read `{0}`: {1}",
    "无法读取“{0}”：{1}",
    {"The plan, or a file that it imports with `use`, cannot be read. Paths are relative to the importing "
     "file, stay\n"
     "inside the project (the folder of `incent.toml`, else that of the plan), and end in `.incent`.",
     "无法读取方案，或它用“引用”引入的文件。路径相对于引用它的文件，必须在项目内\n（“incent."
     "toml”所在文件夹，否则方案所在文件夹），并以“.incent”结尾。"}};

inline constexpr diag::Diagnostic<std::string> kImportCycle{
    "E0522",
    diag::Severity::Error,
    "`{0}` imports itself",
    "“{0}”引用了自身",
    {"Imports must not lead back to the file they start from. Move what both files need into a third one.",
     "引用不能绕回起点。请把两个文件都需要的内容移到第三个文件。"}};

inline constexpr diag::Diagnostic<diag::Bilingual> kTooManyFiles{
    "E0523",
    diag::Severity::Error,
    "too many imports: at most {0}",
    "引用太多：最多{0}",
    {"A plan may import many files, but not without limit; a chain of imports that goes on for ever would "
     "exhaust the machine.",
     "方案可以引用许多文件，但有上限，以免引用链无穷无尽。"}};

inline constexpr diag::NoteText<std::string> kImportedHere{"`{0}` is imported here", "“{0}”在这里被引用"};

inline constexpr const diag::DiagnosticKind* kImportDiagnostics[] = {&kCannotLoad, &kImportCycle,
                                                                     &kTooManyFiles};
constexpr diag::Catalogue AllImportDiagnostics() {
  return kImportDiagnostics;
}

}  // namespace incent::pipeline
