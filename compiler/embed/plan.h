#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/embed/report.h"
#include "compiler/ir/partition.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/engine.h"

namespace incent::embed {

// A compiled file. Never changes, so threads may share it.
class Plan {
 public:
  // `compilation` has no errors.
  explicit Plan(pipeline::Compilation compilation, std::shared_ptr<const source::SourceSet> sources);

  const std::vector<std::unique_ptr<const pipeline::RunnablePlan>>& plans() const { return plans_; }
  // Parallel to them.
  const std::vector<ir::Partition>& partitions() const { return partitions_; }
  const std::vector<column::DatasetSchema>& datasets() const { return datasets_; }
  const std::shared_ptr<const source::SourceSet>& sources() const { return sources_; }
  const std::string& hash() const { return hash_; }
  std::optional<size_t> FindDataset(std::string_view name) const;

 private:
  std::vector<std::unique_ptr<const pipeline::RunnablePlan>> plans_;
  std::vector<ir::Partition> partitions_;
  std::vector<column::DatasetSchema> datasets_;
  std::shared_ptr<const source::SourceSet> sources_;
  std::string hash_;
};

// What compiling gives: always a report, and a plan if the report has no errors.
struct Compiled {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Report> report;
};

Compiled CompileWith(pipeline::SourceLoader& loader, const std::string& path);

}  // namespace incent::embed
