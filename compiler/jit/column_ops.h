#pragma once

#include <optional>

#include "compiler/base/workers.h"
#include "compiler/interp/column_ops.h"

// The ops that look at many rows, for many rows: dense tables instead of sorting, shared out to threads. They
// have nothing in common with those of the reference interpreter but their meaning.
namespace incent::jit {

// None: not for this engine (sums of more than 64 bits, errors, rare ops); the reference does it.
std::optional<eval::LaneColumn> RunColumnOp(const interp::ColumnCall& call, base::Workers& workers);

// True if no reader of the lines of `set` asks for their canonical order, if no two are of one source row.
bool AllowsRowOrder(const ir::Module& module, int set, bool one_per_row);

// inclusive running sums
std::optional<eval::LaneColumn> ScanSum(const interp::ColumnCall& call, base::Workers& workers);
// The same over lines by row, whatever they hold: errors, any size.
eval::LaneColumn ScanSumByRow(const interp::ColumnCall& call);
// running sums along the periods of cells, of values without errors that fit 64 bits all together
eval::LaneColumn ScanSumOfCells(const interp::ColumnCall& call, base::Workers& workers);
// sums and counts of lines
std::optional<eval::LaneColumn> AggSum(const interp::ColumnCall& call, base::Workers& workers);
// row.once where every source row has one line with all of it
std::optional<eval::LaneColumn> RowOnce(const interp::ColumnCall& call, base::Workers& workers);

}  // namespace incent::jit
