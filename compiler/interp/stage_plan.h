#pragma once

#include <vector>

#include "compiler/ir/module.h"

namespace incent::interp {

// How a stage is cut at the ops that look at many rows.
//
// A level is a run of element ops over all rows, batch by batch, then the column ops whose operands are
// complete by now. A value that a later level needs, or a column op, is kept as a column meanwhile.
struct Level {
  std::vector<ir::InstId> fetched;   // kept columns that this level reads
  std::vector<ir::InstId> elements;  // in order
  std::vector<ir::InstId> kept;      // of `elements` and constants: stored as columns
  std::vector<ir::InstId> columns;   // column ops, after the rows
};

struct StagePlan {
  std::vector<Level> levels;
  std::vector<ir::InstId> constants;  // set once
  std::vector<int> level_of;          // by instruction: where its value is first there
};

StagePlan PlanStage(const ir::Stage& stage);

// What stands behind `unwrap`: where its mask is in error, this may still be readable.
ir::InstId Unwrapped(const ir::Stage& stage, ir::InstId inst);

}  // namespace incent::interp
