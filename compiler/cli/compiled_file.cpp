#include "compiler/cli/compiled_file.h"

#include "compiler/cli/usage_diagnostics.h"
#include "compiler/diag/listed.h"
#include "compiler/syntax/written_language.h"

namespace incent::cli {
CompiledFile::CompiledFile(const std::string& path, Session& session, const pipeline::CompileOptions& options)
    : compilation(pipeline::Compile(loader, path, options)) {
  if (compilation.num_own_files > 0) {
    session.FollowPlan(syntax::IsWrittenInChinese(compilation.sources.file(source::FileId{0})));
  }
}

ExitCode CompiledFile::exit_code() const {
  if (loader.plan_is_unreadable()) return ExitCode::FilesOrSystem;
  return compilation.diagnostics.has_errors() ? ExitCode::AnswerIsNo : ExitCode::Success;
}

std::optional<int> ChoosePlan(const pipeline::Compilation& compilation,
                              const std::optional<std::string>& name, diag::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  names.reserve(compilation.plans.size());
  for (const pipeline::CompiledPlan& plan : compilation.plans) names.push_back(plan.name);
  if (names.empty()) {
    diagnostics.ReportUnplaced(kNoPlan);
    return std::nullopt;
  }
  if (!name && names.size() == 1) return 0;
  if (!name) {
    diagnostics.ReportUnplaced(kSeveralPlans, diag::Listed(names));
    return std::nullopt;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == *name) return static_cast<int>(i);
  }
  diagnostics.ReportUnplaced(kUnknownPlan, *name, diag::Listed(names));
  return std::nullopt;
}

}  // namespace incent::cli
