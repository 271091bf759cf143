#include "compiler/embed/plan.h"

#include <utility>

namespace incent::embed {

Plan::Plan(pipeline::Compilation compilation, std::shared_ptr<const source::SourceSet> sources)
    : datasets_(std::move(compilation.datasets)),
      sources_(std::move(sources)),
      hash_(std::move(compilation.plan_hash)) {
  for (pipeline::CompiledPlan& plan : compilation.plans) {
    partitions_.push_back(ir::PartitionOf(plan.module));
    plans_.push_back(std::make_unique<pipeline::RunnablePlan>(std::move(plan.module)));
  }
}

std::optional<size_t> Plan::FindDataset(std::string_view name) const {
  for (size_t i = 0; i < datasets_.size(); ++i) {
    if (datasets_[i].name == name) return i;
  }
  return std::nullopt;
}

Compiled CompileWith(pipeline::SourceLoader& loader, const std::string& path) {
  pipeline::Compilation compilation = pipeline::Compile(loader, path, {.compile_tests = false});
  const auto sources = std::make_shared<source::SourceSet>(std::move(compilation.sources));
  const bool has_errors = compilation.diagnostics.has_errors();
  Compiled compiled;
  compiled.report = std::make_shared<Report>(sources, std::move(compilation.diagnostics));
  if (!has_errors) compiled.plan = std::make_shared<Plan>(std::move(compilation), sources);
  return compiled;
}

}  // namespace incent::embed
