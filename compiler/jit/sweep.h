#pragma once

#include <vector>

#include "compiler/interp/stage_plan.h"
#include "compiler/ir/module.h"

// Stages over the same lines that are run together: their element ops become one kernel for each level, and
// what one stage says to the next needs no column.
namespace incent::jit {

// A sum or count of lines, the output of a MERGE.
struct Total {
  ir::OutputId output = ir::kNone;
  ir::InstId operand = 0;
  ir::Domain target;
  ir::Group group;
};

// A column for a ledger entry of a stage.
struct SweptEntry {
  int stage = 0;
  int entry = 0;
};

struct Sweep {
  int line_set = ir::kNone;
  std::vector<int> members;  // stages of the module, ascending
  // All their element ops and running sums, each once. Its outputs are those of the members but totals; its
  // ledger, their entries, in order.
  ir::Stage stage;
  interp::StagePlan plan;
  std::vector<Total> totals;
  std::vector<SweptEntry> entries;  // parallel to stage.ledger
  std::vector<bool> is_read_later;  // parallel to stage.outputs: by a stage that is no member
  std::vector<ir::InstId> roots;    // instructions that outputs, totals, entries and checks ask for
};

// Every stage over lines that may be swept, in one sweep.
std::vector<Sweep> FindSweeps(const ir::Module& module);

}  // namespace incent::jit
