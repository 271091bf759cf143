#pragma once

#include <vector>

#include "compiler/interp/run_state.h"

// The ops that look at many rows: running sums, groups, aggregates. Each evaluates one instruction for the
// whole domain, from the finished columns of its operands.
namespace incent::interp {

struct ColumnCall {
  RunState& run;
  int stage = 0;
  const ir::Domain& domain;  // of the operands
  const ir::Domain& target;  // of the result: the stage's target for aggregates, else `domain`
  const ir::Instruction& inst;
  std::vector<const eval::LaneColumn*> operands;
  std::vector<int> scales;  // of the operands

  State ErrorAt(size_t row, value::ErrorCode code) const {
    return run.errors.Intern({.code = code,
                              .definition = inst.definition,
                              .stage = stage,
                              .place = run.space.PlaceOf(target, row)});
  }
  // Notes that a promise of the op itself does not hold.
  void Break(size_t row, std::string what) const {
    run.broken.push_back({std::move(what), run.space.PlaceOf(target, row)});
  }
};

using ColumnOp = eval::LaneColumn (*)(const ColumnCall& call);

// Along the canonical order.
eval::LaneColumn EvalScanSum(const ColumnCall& call);
eval::LaneColumn EvalScanFirst(const ColumnCall& call);
eval::LaneColumn EvalScanMax(const ColumnCall& call);
eval::LaneColumn EvalScanMin(const ColumnCall& call);
eval::LaneColumn EvalScanEarliest(const ColumnCall& call);
eval::LaneColumn EvalScanLatest(const ColumnCall& call);
eval::LaneColumn EvalShift(const ColumnCall& call);

// Of the lines of one source row.
eval::LaneColumn EvalRowOnce(const ColumnCall& call);

// Into the target domain.
eval::LaneColumn EvalAggSum(const ColumnCall& call);
eval::LaneColumn EvalAggCount(const ColumnCall& call);
eval::LaneColumn EvalAggMax(const ColumnCall& call);
eval::LaneColumn EvalAggMin(const ColumnCall& call);
eval::LaneColumn EvalAggFirst(const ColumnCall& call);
eval::LaneColumn EvalAggLast(const ColumnCall& call);

// Largest remainder.
eval::LaneColumn EvalSplitGroup(const ColumnCall& call);
eval::LaneColumn EvalRoundRow(const ColumnCall& call);

// The function of an op that looks at many rows, else nullptr.
ColumnOp ColumnOpOf(ir::Op op);

// Lines by source row: those of row r are order[starts[r]] .. order[starts[r + 1] - 1], by participant.
struct LinesByRow {
  std::vector<size_t> starts;
  std::vector<int32_t> order;
};
LinesByRow GroupByRow(const Lines& lines, size_t num_rows);

}  // namespace incent::interp
