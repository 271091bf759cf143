#include "compiler/jit/literals.h"

#include "compiler/interp/bind.h"

namespace incent::jit {

bool IsKnownByRun(const ir::Instruction& inst) {
  const bool is_text = inst.type.kind == types::Kind::Text || inst.type.kind == types::Kind::OneOf;
  return inst.op == ir::Op::Const && is_text && !inst.attributes.literal.is_null;
}

std::vector<int64_t> LiteralsOf(interp::RunState& run, const std::vector<ir::Instruction>& insts,
                                const std::vector<ir::InstId>& literals) {
  std::vector<int64_t> numbers;
  for (const ir::InstId inst : literals)
    numbers.push_back(
        static_cast<int64_t>(LaneOf(run, insts[inst].attributes.literal, insts[inst].type).value));
  return numbers;
}

}  // namespace incent::jit
