#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/cli/exit_code.h"
#include "compiler/cli/session.h"
#include "compiler/files/file_loader.h"
#include "compiler/pipeline/compile.h"

namespace incent::cli {

// A plan from disk, compiled.
class CompiledFile {
 public:
  // Shows no diagnostics: commands that go on add their own first. The session speaks the plan's language
  // from here on, unless somebody chose another.
  CompiledFile(const std::string& path, Session& session, const pipeline::CompileOptions& options = {});

  files::FileLoader loader;
  pipeline::Compilation compilation;

  // Success, or how the process ends: the plan cannot be read, or has errors.
  ExitCode exit_code() const;
};

// The plan to work on: the one called `name`, or the only one. Otherwise reports a usage error.
std::optional<int> ChoosePlan(const pipeline::Compilation& compilation,
                              const std::optional<std::string>& name, diag::Diagnostics& diagnostics);

}  // namespace incent::cli
