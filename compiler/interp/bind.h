#pragma once

#include "compiler/interp/batch.h"

namespace incent::interp {

// An instruction of a stage, bound to what a run has: cells, outputs, windows, texts. The stage may be one
// that is not in the run's module, if its instructions could stand there.
Step BindStep(RunState& run, const ir::Stage& stage, ir::InstId inst);

// A literal as a lane; texts are numbered by the run.
Lane LaneOf(RunState& run, const ir::Literal& literal, const types::Type& type);

}  // namespace incent::interp
