#pragma once

#include <memory>
#include <vector>

#include "compiler/embed/input.h"
#include "compiler/embed/plan.h"
#include "runtime/eval/outcome.h"

namespace incent::embed {

// What a run needs and what it gives. The ledgers read the input, so all is kept together; nothing changes
// once the session has handed it out.
struct Result {
  Result(std::shared_ptr<const Plan> a_plan, const InputLimits& limits)
      : plan(std::move(a_plan)), input(plan->datasets(), limits) {}

  // Makes `report` of rejects and outcomes.
  void MakeReport();

  const std::shared_ptr<const Plan> plan;
  Input input;
  std::vector<const pipeline::RunnablePlan*> plans;  // those that were run
  std::vector<eval::Outcome> outcomes;               // parallel to them
  std::shared_ptr<const Report> report;
};

}  // namespace incent::embed
