#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/embed/fault.h"
#include "compiler/embed/plan.h"
#include "compiler/embed/result.h"

// Runs that have some of the participants only.
namespace incent::embed {

// Why participants of the plan cannot be split; empty where they can.
std::shared_ptr<const Report> ObstaclesOf(const Plan& plan, size_t index);

// A fault for each plan that a session with participants of its own must not run; none: it may.
std::optional<Fault> WhyNotCut(const Plan& plan, const std::optional<size_t>& chosen);

// Leaves what these participants earned in the outcomes of a result. A fault if one of them is in no plan's
// data.
std::optional<Fault> KeepParticipants(const std::vector<std::string>& participants, Result& result);

}  // namespace incent::embed
