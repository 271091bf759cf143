#include "compiler/base/check.h"
#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {

using ir::Op;

namespace {

struct Row {
  Op op;
  Emitted (Emitter::*emit)(ir::InstId);
};

}  // namespace

// The ops that numbers::PlanNumbers calls computed.
Emitted Emitter::EmitOp(ir::InstId id) {
  static constexpr Row kRows[] = {
      {Op::Const, &Emitter::EmitConst},
      {Op::Add, &Emitter::EmitArithmetic},
      {Op::Sub, &Emitter::EmitArithmetic},
      {Op::Rescale, &Emitter::EmitArithmetic},
      {Op::Call, &Emitter::EmitFunction},
      {Op::DateAdd, &Emitter::EmitFunction},
      {Op::PeriodOf, &Emitter::EmitFunction},
      {Op::Mul, &Emitter::EmitProduct},
      {Op::Div, &Emitter::EmitDivide},
      {Op::DivOpt, &Emitter::EmitDivide},
      {Op::Neg, &Emitter::EmitSign},
      {Op::Abs, &Emitter::EmitSign},
      {Op::Min, &Emitter::EmitExtreme},
      {Op::Max, &Emitter::EmitExtreme},
      {Op::Round, &Emitter::EmitRound},
      {Op::CmpLt, &Emitter::EmitCompare},
      {Op::CmpLe, &Emitter::EmitCompare},
      {Op::CmpEq, &Emitter::EmitCompare},
      {Op::CmpNe, &Emitter::EmitCompare},
      {Op::CmpGe, &Emitter::EmitCompare},
      {Op::CmpGt, &Emitter::EmitCompare},
      {Op::And, &Emitter::EmitJunction},
      {Op::Or, &Emitter::EmitJunction},
      {Op::Not, &Emitter::EmitNot},
      {Op::Present, &Emitter::EmitPresence},
      {Op::Absent, &Emitter::EmitPresence},
      {Op::Coalesce, &Emitter::EmitCoalesce},
      {Op::Unwrap, &Emitter::EmitUnwrap},
      {Op::Select, &Emitter::EmitSelect},
      {Op::Guard, &Emitter::EmitGuard},
      {Op::Hit, &Emitter::EmitHit},
      {Op::Choose, &Emitter::EmitChoose},
      {Op::Pick, &Emitter::EmitPick},
      {Op::TierMarginal, &Emitter::EmitTierMarginal},
      {Op::TierValue, &Emitter::EmitTierValue},
      {Op::TierInterp, &Emitter::EmitTierInterp},
      {Op::TierPortion, &Emitter::EmitTierPortion},
  };
  for (const Row& row : kRows) {
    if (row.op == Inst(id).op) return (this->*row.emit)(id);
  }
  return {};
}

void Emitter::EmitInst(ir::InstId id) {
  const Emitted emitted = EmitOp(id);
  INCENT_CHECK(emitted.value != nullptr, "a kernel holds only ops that it can compute");
  INCENT_CHECK(emitted.lacks == nullptr || spec_.values[id].may_lack,
               "only a value that may lack one has rows without");
  emitted_[id] = emitted;
}

}  // namespace incent::codegen
