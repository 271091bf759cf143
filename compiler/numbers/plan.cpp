#include "compiler/numbers/plan.h"

#include <algorithm>

#include "compiler/ir/infer.h"
#include "compiler/ir/ranges.h"
#include "compiler/numbers/difference.h"
#include "compiler/numbers/functions.h"
#include "compiler/numbers/largest.h"

namespace incent::numbers {

using ir::Range;
using types::Kind;

namespace {

constexpr Range kWithZero{0, 0};

// What values of a kind can be whatever the data; numbers: nothing.
Range RangeOfKind(const types::Type& type) {
  switch (type.kind) {
    case Kind::Number:
      return {};
    case Kind::Flag:
      return {0, 1};
    case Kind::Timestamp:
      return {-kMaxDouble, kMaxDouble};
    default:
      return {INT32_MIN, INT32_MAX};
  }
}

bool IsCarriable(Kind kind) {
  return kind != Kind::Error && kind != Kind::Duration && kind != Kind::AnyMoney;
}

// How a value of these bounds travels once it is there.
Carrier CarrierOf(const types::Type& type, Int128 largest, const Target& target) {
  if (!IsCarriable(type.kind)) return Carrier::None;
  if (type.kind == Kind::Flag) return Carrier::Flag;
  if (!type.IsNumber()) return Carrier::Integer;
  if (largest <= kMaxDouble && target.has_fma) return Carrier::Double;
  if (largest <= kMaxInteger) return Carrier::Integer;
  return largest <= kMaxWide ? Carrier::Wide : Carrier::None;
}

class Planner {
 public:
  Planner(const ir::Module& module, const ir::Stage& stage, const Target& target)
      : module_(module), stage_(stage), target_(target), insts_(stage.insts) {}

  std::vector<Value> Plan(const std::map<ir::InstId, Source>& sources) {
    for (ir::InstId id = 0; id < insts_.size(); ++id) {
      const auto source = sources.find(id);
      values_.push_back(source == sources.end() ? PlanInst(id) : Outside(id, source->second));
      insts_[id].range = values_.back().range;
    }
    return std::move(values_);
  }

 private:
  Value Outside(ir::InstId id, const Source& source) const {
    const types::Type& type = insts_[id].type;
    Value value{.may_lack = source.may_lack};
    value.range = ir::Intersection(source.range, type.IsNumber() ? Inferred(id) : RangeOfKind(type));
    if (source.may_lack) value.range = ir::Hull(value.range, kWithZero);
    value.carrier = CarrierOf(type, Magnitude(value.range), target_);
    return value;
  }

  Value PlanInst(ir::InstId id) const {
    const ir::Instruction& inst = insts_[id];
    const Step step{stage_, inst, values_};
    const std::optional<Int128> largest = AreCarried(inst) ? LargestOf(step) : std::nullopt;
    if (!largest) return Outside(id, {inst.type.IsNumber() ? Inferred(id) : Range{}, true});
    Value value{.computed = true, .may_lack = MayLackResult(step), .largest = *largest};
    value.range = inst.type.IsNumber() ? Inferred(id) : RangeOfOther(inst);
    if (const auto computation = ComputationOf(stage_, inst, values_))
      value.range = ir::Intersection(computation->range, value.range);
    // The terms bound their sum too, where bounds of tiers differ from row to row.
    if (inst.op == ir::Op::TierMarginal) value.range = ir::Intersection(value.range, {-*largest, *largest});
    if (value.may_lack) value.range = ir::Hull(value.range, kWithZero);
    value.carrier = CarrierOf(inst.type, std::max(*largest, Magnitude(value.range)), target_);
    if (value.carrier == Carrier::None || !FitsCompare(*largest)) {
      value.computed = false;
      value.may_lack = true;
      value.range = ir::Hull(value.range, kWithZero);
      value.carrier = CarrierOf(inst.type, Magnitude(value.range), target_);
    }
    return value;
  }

  // Of dates, as far as their ops are simple.
  Range RangeOfOther(const ir::Instruction& inst) const {
    if (inst.type.kind != Kind::Date) return RangeOfKind(inst.type);
    const auto hull_from = [&](size_t first) {
      Range range = values_[inst.operands[first]].range;
      for (size_t k = first + 1; k < inst.operands.size(); ++k)
        range = ir::Hull(range, values_[inst.operands[k]].range);
      return range;
    };
    switch (inst.op) {
      case ir::Op::Const:
        return {inst.attributes.literal.number, inst.attributes.literal.number};
      case ir::Op::Unwrap:
        return values_[inst.operands[0]].range;
      case ir::Op::Coalesce:
      case ir::Op::Min:
      case ir::Op::Max:
        return hull_from(0);
      case ir::Op::Select:
      case ir::Op::Guard:
        return hull_from(1);
      default:
        return RangeOfKind(inst.type);
    }
  }

  // A flag may come from numbers that fit nowhere.
  static bool FitsCompare(Int128 largest) { return largest <= kMaxWide; }

  bool AreCarried(const ir::Instruction& inst) const {
    return std::all_of(inst.operands.begin(), inst.operands.end(),
                       [&](ir::InstId operand) { return values_[operand].carrier != Carrier::None; });
  }

  // The static range, made smaller by what is known of the operands.
  Range Inferred(ir::InstId id) const {
    const ir::Instruction& inst = insts_[id];
    ir::Query query{module_, stage_.domain, inst.op, {}, inst.attributes, inst.type, inst.range};
    for (const ir::InstId operand : inst.operands) query.operands.push_back(&insts_[operand]);
    const Range range = ir::Intersection(inst.range, ir::InferRange(query, inst.type));
    if (inst.op != ir::Op::Sub) return range;
    const std::optional<Range> difference = DifferenceOf(insts_, inst.operands[0], inst.operands[1]);
    return difference ? ir::Intersection(range, *difference) : range;
  }

  const ir::Module& module_;
  const ir::Stage& stage_;
  const Target& target_;
  std::vector<ir::Instruction> insts_;  // with the ranges found so far
  std::vector<Value> values_;
};

}  // namespace

std::vector<Value> PlanNumbers(const ir::Module& module, const ir::Stage& stage,
                               const std::map<ir::InstId, Source>& sources, const Target& target) {
  return Planner(module, stage, target).Plan(sources);
}

}  // namespace incent::numbers
