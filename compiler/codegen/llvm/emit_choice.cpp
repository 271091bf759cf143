#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {

using numbers::Carrier;

Emitted Emitter::EmitSelect(ir::InstId id) {
  const ir::InstId condition = OperandOf(id, 0);
  const Emitted a = Alternative(id, 1);
  const Emitted b = Alternative(id, 2);
  Value flag = Flag(condition);
  return {Select(flag, a.value, b.value), Or(Lacks(condition), Choose(flag, a.lacks, b.lacks))};
}

std::vector<llvm::Value*> Emitter::TrueConditions(ir::InstId id, size_t count, size_t stride) {
  std::vector<Value> conditions;
  for (size_t k = 0; k < count; ++k) conditions.push_back(IsTrue(OperandOf(id, k * stride)));
  return conditions;
}

// Rows where one has a value and the other has not, or both have and they differ. Same carrier.
llvm::Value* Emitter::DiffersFrom(const Emitted& a, const Emitted& b) {
  Value differs = builder_.CreateNot(IsEqual(CarrierOf(a.value), a.value, b.value));
  if (a.lacks == nullptr && b.lacks == nullptr) return differs;
  Value none = llvm::Constant::getNullValue(Masks());
  Value left = a.lacks == nullptr ? none : a.lacks;
  Value right = b.lacks == nullptr ? none : b.lacks;
  return builder_.CreateOr(builder_.CreateXor(left, right), AndNot(differs, builder_.CreateOr(left, right)));
}

// The first true condition; what the hit mode forbids is set aside.
Emitted Emitter::EmitHit(ir::InstId id) {
  const ir::Instruction& inst = Inst(id);
  const bool compares = inst.attributes.hit == ir::HitMode::Any;
  const size_t num_rows = compares ? inst.operands.size() / 2 : inst.operands.size();
  const std::vector<Value> conditions = TrueConditions(id, num_rows, 1);
  const Carrier carrier = CarrierOf(id);
  Value number = Splat(carrier, 0);
  for (size_t k = num_rows; k-- > 0;)
    number = Select(conditions[k], Splat(carrier, static_cast<int64_t>(k) + 1), number);

  // All values are compared at one scale, in one carrier.
  int scale = 0;
  Carrier compared = Carrier::Integer;
  for (size_t k = num_rows; compares && k < inst.operands.size(); ++k) {
    scale = std::max(scale, ScaleOf(inst.operands[k]));
    const Carrier as = ComparedAs(id, inst.operands[num_rows], inst.operands[k]);
    if (as != Carrier::Integer) compared = as;  // either of the others goes for all
  }
  const auto value_of = [&](size_t k) {
    const ir::InstId operand = inst.operands[num_rows + k];
    return Emitted{At(operand, compared, scale), Lacks(operand)};
  };
  Value any = nullptr;
  Emitted chosen;
  for (size_t k = 0; k < num_rows; ++k) {
    if (any != nullptr && inst.attributes.hit == ir::HitMode::Unique)
      SetAside(builder_.CreateAnd(any, conditions[k]));
    if (compares) {
      const Emitted value = value_of(k);
      if (k == 0) {
        chosen = value;
      } else {
        Value again = builder_.CreateAnd(any, conditions[k]);
        SetAside(builder_.CreateAnd(again, DiffersFrom(chosen, value)));
        Value first = AndNot(conditions[k], any);
        chosen = {Select(first, value.value, chosen.value), Choose(first, value.lacks, chosen.lacks)};
      }
    }
    any = Or(any, conditions[k]);
  }
  SetAside(builder_.CreateNot(any));
  return {number, nullptr};
}

Emitted Emitter::EmitChoose(ir::InstId id) {
  const ir::InstId index = OperandOf(id, 0);
  const size_t count = Inst(id).operands.size() - 1;
  const ir::Instruction& source = Inst(index);
  const bool is_hit = source.op == ir::Op::Hit && emitted_[index].value != nullptr &&
                      spec_.values[index].computed &&
                      source.operands.size() == (source.attributes.hit == ir::HitMode::Any ? 2 : 1) * count;
  const Carrier carrier = CarrierOf(index);
  Emitted chosen = Alternative(id, count);
  for (size_t k = count - 1; k > 0; --k) {
    Value condition = is_hit ? IsTrue(source.operands[k - 1])
                             : IsEqual(carrier, As(index, carrier), Splat(carrier, static_cast<int64_t>(k)));
    const Emitted value = Alternative(id, k);
    chosen = {Select(condition, value.value, chosen.value), Choose(condition, value.lacks, chosen.lacks)};
  }
  if (!is_hit) {
    Value number = As(index, carrier);
    SetAside(AndNot(IsLess(carrier, number, Splat(carrier, 1)), Lacks(index)));
    SetAside(AndNot(IsLess(carrier, Splat(carrier, static_cast<int64_t>(count)), number), Lacks(index)));
  }
  return {chosen.value, Or(chosen.lacks, Lacks(index))};
}

// The conditions that no other true one beats; if their values differ, nobody can say which holds.
Emitted Emitter::EmitPick(ir::InstId id) {
  const ir::Instruction& inst = Inst(id);
  const size_t count = inst.operands.size() / 2;
  const std::vector<Value> conditions = TrueConditions(id, count, 2);
  // A choice beats others where it is true or is beaten itself; pairs stand in an order that allows one pass.
  std::vector<Value> standing = conditions;
  std::vector<Value> beats = conditions;
  for (const auto& [winner, loser] : inst.attributes.before) {
    Value above = beats[static_cast<size_t>(winner)];
    standing[static_cast<size_t>(loser)] = AndNot(standing[static_cast<size_t>(loser)], above);
    beats[static_cast<size_t>(loser)] = builder_.CreateOr(beats[static_cast<size_t>(loser)], above);
  }
  Emitted chosen = Alternative(id, inst.operands.size() - 1);
  Value any = nullptr;
  for (size_t k = 0; k < count; ++k) {
    const Emitted value = Alternative(id, 2 * k + 1);
    if (any != nullptr)
      SetAside(builder_.CreateAnd(builder_.CreateAnd(any, standing[k]), DiffersFrom(chosen, value)));
    Value first = AndNot(standing[k], any);
    chosen = {Select(first, value.value, chosen.value), Choose(first, value.lacks, chosen.lacks)};
    any = Or(any, standing[k]);
  }
  return chosen;
}

}  // namespace incent::codegen
