#include "compiler/pipeline/report_partition.h"

#include "compiler/pipeline/partition_diagnostics.h"

namespace incent::pipeline {
namespace {

const diag::Diagnostic<std::string>& KindOf(ir::Obstacle obstacle) {
  switch (obstacle) {
    case ir::Obstacle::Group:
      return kCutGroup;
    case ir::Obstacle::Everybody:
      return kCutEverybody;
    case ir::Obstacle::SourceRow:
      return kCutSourceRow;
    case ir::Obstacle::Periods:
      return kCutPeriods;
  }
  return kCutEverybody;
}

}  // namespace

void ReportObstacles(const ir::Partition& partition, const ir::Module& module,
                     diag::Diagnostics& diagnostics) {
  for (const ir::CutObstacle& obstacle : partition.obstacles) {
    const bool named = obstacle.definition >= 0;
    const std::string& name =
        named ? module.definitions[static_cast<size_t>(obstacle.definition)].name : module.plan;
    diagnostics.Report(obstacle.span, KindOf(obstacle.what), name.empty() ? module.plan : name);
  }
}

}  // namespace incent::pipeline
