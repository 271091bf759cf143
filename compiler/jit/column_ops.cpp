#include "compiler/jit/column_ops.h"

namespace incent::jit {

using ir::Op;

std::optional<eval::LaneColumn> RunColumnOp(const interp::ColumnCall& call, base::Workers& workers) {
  switch (call.inst.op) {
    case Op::ScanSum:
      return ScanSum(call, workers);
    case Op::AggSum:
    case Op::AggCount:
      return AggSum(call, workers);
    case Op::RowOnce:
      return RowOnce(call, workers);
    default:
      return std::nullopt;
  }
}

namespace {

// Sums do not care about order, and a running sum brings its own.
bool AllowsRowOrder(const ir::Stage& stage, bool one_per_row) {
  for (const ir::Instruction& inst : stage.insts) {
    const bool asks = interp::ColumnOpOf(inst.op) != nullptr && inst.op != Op::ScanSum &&
                      inst.op != Op::AggSum && inst.op != Op::AggCount &&
                      (inst.op != Op::RowOnce || !one_per_row);
    if (asks) return false;
  }
  return true;
}

bool ReadsRows(Op op) {
  return (op >= Op::WindowSum && op <= Op::WindowLast) || op == Op::Probe;
}

}  // namespace

bool AllowsRowOrder(const ir::Module& module, int set, bool one_per_row) {
  const ir::Domain lines{.kind = ir::DomainKind::Lines, .index = set};
  for (const ir::Stage& stage : module.stages) {
    if (stage.domain == lines && !AllowsRowOrder(stage, one_per_row)) return false;
    for (const ir::Instruction& inst : stage.insts) {
      if (inst.op == Op::Probe) return false;
      if (ReadsRows(inst.op) && module.outputs[static_cast<size_t>(inst.attributes.output)].domain == lines)
        return false;
    }
  }
  return true;
}

}  // namespace incent::jit
