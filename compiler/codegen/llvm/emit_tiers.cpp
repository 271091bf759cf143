#include "compiler/codegen/llvm/emitter.h"
#include "compiler/ir/ranges.h"

// Operands: x, then bound and value of each row. Bounds ascend, if they do not come from data; the first row
// has none below it.
namespace incent::codegen {

using numbers::Carrier;

// A tier op is strict: it lacks a value where any operand does.
llvm::Value* Emitter::LacksAny(ir::InstId id) {
  Value lacks = nullptr;
  for (const ir::InstId operand : Inst(id).operands) lacks = Or(lacks, Lacks(operand));
  return lacks;
}

llvm::Value* Emitter::Descends(ir::InstId id, Carrier carrier, int scale) {
  const std::vector<ir::InstId>& operands = Inst(id).operands;
  const auto range_of = [&](size_t k) {
    return ir::Aligned(spec_.values[operands[k]].range, ScaleOf(operands[k]), scale);
  };
  Value descends = nullptr;
  for (size_t k = 3; k + 3 < operands.size(); k += 2) {
    if (range_of(k).high <= range_of(k + 2).low) continue;
    Value bound = At(operands[k], carrier, scale);
    descends = Or(descends, IsLess(carrier, At(operands[k + 2], carrier, scale), bound));
  }
  return descends;
}

// The sum over the rows of (change of the value) * (part of x above the bound).
Emitted Emitter::EmitTierMarginal(ir::InstId id) {
  const std::vector<ir::InstId>& operands = Inst(id).operands;
  const Carrier carrier = CarrierOf(id);
  const numbers::TierScales scales = numbers::ScalesOfTiers(spec_.stage, Inst(id));
  Value lacks = LacksAny(id);
  SetAside(AndNot(Descends(id, carrier, scales.bound), lacks));  // what holds then is what the reference says
  Value x = At(operands[0], carrier, scales.bound);
  Value before = At(operands[2], carrier, scales.value);
  Value total = Multiply(carrier, x, before);
  for (size_t k = 3; k + 1 < operands.size(); k += 2) {
    Value above = PositivePart(carrier, Subtract(carrier, x, At(operands[k], carrier, scales.bound)));
    Value value = At(operands[k + 1], carrier, scales.value);
    total = MultiplyAdd(carrier, above, Subtract(carrier, value, before), total);
    before = value;
  }
  return {CutTo18(carrier, total, scales.bound + scales.value, spec_.values[id].largest), lacks};
}

// The value of the last row that x has reached.
Emitted Emitter::EmitTierValue(ir::InstId id) {
  const std::vector<ir::InstId>& operands = Inst(id).operands;
  const std::vector<uint8_t>& above = Inst(id).attributes.above;
  const Carrier bounds = SteppedAs(id, CarrierOf(id) == Carrier::Double);
  const int scale = numbers::ScalesOfTiers(spec_.stage, Inst(id)).bound;
  Value x = At(operands[0], bounds, scale);
  Value value = Alternative(id, 2).value;
  for (size_t k = 3; k + 1 < operands.size(); k += 2) {
    const size_t row = (k - 1) / 2;
    Value bound = At(operands[k], bounds, scale);
    const bool excluded = row < above.size() && above[row] != 0;
    Value reached = excluded ? IsLess(bounds, bound, x) : IsAtMost(bounds, bound, x);
    value = Select(reached, Alternative(id, k + 1).value, value);
  }
  return {value, LacksAny(id)};
}

// On the line between the rows around x, constant outside of them.
Emitted Emitter::EmitTierInterp(ir::InstId id) {
  const std::vector<ir::InstId>& operands = Inst(id).operands;
  const numbers::TierScales scales = numbers::ScalesOfTiers(spec_.stage, Inst(id));
  const Carrier carrier = SteppedAs(id, false);  // quotients are of integers
  const auto at = [&](size_t k, int scale) { return At(operands[k], carrier, scale); };
  Value zero = Splat(carrier, 0);
  Value x = at(0, scales.bound);
  Value start = at(2, scales.value);
  Value rise = zero;
  Value offset = zero;
  Value width = Splat(carrier, 1);
  for (size_t k = 1; k + 1 < operands.size(); k += 2) {
    const bool is_last = k + 3 >= operands.size();
    Value bound = at(k, scales.bound);
    Value reached = IsAtMost(carrier, bound, x);
    Value next = is_last ? nullptr : Subtract(carrier, at(k + 2, scales.bound), bound);
    const auto choose = [&](Value there, Value& chosen) { chosen = Select(reached, there, chosen); };
    choose(at(k + 1, scales.value), start);
    choose(is_last ? zero : Subtract(carrier, at(k + 3, scales.value), at(k + 1, scales.value)), rise);
    choose(is_last ? zero : Subtract(carrier, x, bound), offset);
    // Two rows at one bound are a step: no x lies between them, and the division is of another row.
    choose(is_last ? Splat(carrier, 1) : Select(IsEqual(carrier, next, zero), Splat(carrier, 1), next),
           width);
  }
  Value power = Splat(carrier, value::PowerOfTen(value::kMaxScale - scales.value));
  Value step = Divide(carrier, Multiply(carrier, Multiply(carrier, rise, offset), power), width);
  Value value = Add(carrier, Multiply(carrier, start, power), step);
  return {Converted(value, carrier, CarrierOf(id), numbers::Magnitude(spec_.values[id].range)), LacksAny(id)};
}

// The part of x in one row: all parts sum to x.
Emitted Emitter::EmitTierPortion(ir::InstId id) {
  const std::vector<ir::InstId>& operands = Inst(id).operands;
  const Carrier carrier = CarrierOf(id);
  const size_t num_rows = (operands.size() - 1) / 2;
  const int number = Inst(id).attributes.count;
  const int scale = numbers::ScalesOfTiers(spec_.stage, Inst(id)).bound;
  if (number < 1 || static_cast<size_t>(number) > num_rows) return {Splat(carrier, 0), LacksAny(id)};
  const auto row = static_cast<size_t>(number);
  Value part = At(operands[0], carrier, scale);
  if (row < num_rows) part = Smaller(carrier, part, At(operands[2 * row + 1], carrier, scale));
  if (row > 1)
    part = PositivePart(carrier, Subtract(carrier, part, At(operands[2 * row - 1], carrier, scale)));
  return {part, LacksAny(id)};
}

}  // namespace incent::codegen
