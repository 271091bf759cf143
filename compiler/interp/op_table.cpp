#include "compiler/interp/column_ops.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {
namespace {

struct ElementEntry {
  ir::Op op;
  ElementOp function;
};

struct ColumnEntry {
  ir::Op op;
  ColumnOp function;
};

using ir::Op;

// Every op of ops.def is in exactly one of the two tables; a test compares them.
constexpr ElementEntry kElementOps[] = {
    {Op::Const, EvalConst},
    {Op::Col, EvalCol},
    {Op::RowCol, EvalRowCol},
    {Op::Field, EvalField},
    {Op::Gather, EvalGather},
    {Op::Self, EvalSelf},
    {Op::Row, EvalRow},
    {Op::LineDate, EvalLineDate},
    {Op::LineShare, EvalLineShare},
    {Op::LineAmount, EvalLineAmount},
    {Op::LineWhole, EvalLineWhole},
    {Op::PeriodStart, EvalPeriodStart},
    {Op::PeriodEnd, EvalPeriodEnd},
    {Op::PeriodOwn, EvalPeriodOwn},
    {Op::PeriodOf, EvalPeriodOf},
    {Op::Load, EvalLoad},
    {Op::Bcast, EvalBcast},
    {Op::Lookup, EvalLookup},
    {Op::Demand, EvalDemand},
    {Op::Param, EvalParam},
    {Op::Add, EvalAdd},
    {Op::Sub, EvalSub},
    {Op::Mul, EvalMul},
    {Op::Div, EvalDiv},
    {Op::DivOpt, EvalDivOpt},
    {Op::Neg, EvalNeg},
    {Op::Abs, EvalAbs},
    {Op::Min, EvalMin},
    {Op::Max, EvalMax},
    {Op::Round, EvalRound},
    {Op::Rescale, EvalRescale},
    {Op::CmpLt, EvalCmpLt},
    {Op::CmpLe, EvalCmpLe},
    {Op::CmpEq, EvalCmpEq},
    {Op::CmpNe, EvalCmpNe},
    {Op::CmpGe, EvalCmpGe},
    {Op::CmpGt, EvalCmpGt},
    {Op::And, EvalAnd},
    {Op::Or, EvalOr},
    {Op::Not, EvalNot},
    {Op::Present, EvalPresent},
    {Op::Absent, EvalAbsent},
    {Op::Coalesce, EvalCoalesce},
    {Op::Unwrap, EvalUnwrap},
    {Op::Select, EvalSelect},
    {Op::Pick, EvalPick},
    {Op::Hit, EvalHit},
    {Op::Choose, EvalChoose},
    {Op::Guard, EvalGuard},
    {Op::TierMarginal, EvalTierMarginal},
    {Op::TierValue, EvalTierValue},
    {Op::TierInterp, EvalTierInterp},
    {Op::TierPortion, EvalTierPortion},
    {Op::DateAdd, EvalDateAdd},
    {Op::Call, EvalCall},
    {Op::WindowSum, EvalWindowSum},
    {Op::WindowCount, EvalWindowCount},
    {Op::WindowMax, EvalWindowMax},
    {Op::WindowMin, EvalWindowMin},
    {Op::WindowFirst, EvalWindowFirst},
    {Op::WindowLast, EvalWindowLast},
    {Op::SplitPart, EvalSplitPart},
    {Op::Probe, EvalProbe},
};

constexpr ColumnEntry kColumnOps[] = {
    {Op::ScanSum, EvalScanSum},
    {Op::ScanFirst, EvalScanFirst},
    {Op::ScanMax, EvalScanMax},
    {Op::ScanMin, EvalScanMin},
    {Op::ScanEarliest, EvalScanEarliest},
    {Op::ScanLatest, EvalScanLatest},
    {Op::Shift, EvalShift},
    {Op::RowOnce, EvalRowOnce},
    {Op::AggSum, EvalAggSum},
    {Op::AggCount, EvalAggCount},
    {Op::AggMax, EvalAggMax},
    {Op::AggMin, EvalAggMin},
    {Op::AggFirst, EvalAggFirst},
    {Op::AggLast, EvalAggLast},
    {Op::SplitGroup, EvalSplitGroup},
    {Op::RoundRow, EvalRoundRow},
};

}  // namespace

ElementOp ElementOpOf(ir::Op op) {
  for (const ElementEntry& entry : kElementOps) {
    if (entry.op == op) return entry.function;
  }
  return nullptr;
}

ColumnOp ColumnOpOf(ir::Op op) {
  for (const ColumnEntry& entry : kColumnOps) {
    if (entry.op == op) return entry.function;
  }
  return nullptr;
}

}  // namespace incent::interp
