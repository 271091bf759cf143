// The rules that look at one instruction and its operands: V2, V3, V4, V6, V7, V8, V10, V13.
#include "compiler/ir/ranges.h"
#include "compiler/ir/rules.h"
#include "compiler/ir/text_words.h"
#include "compiler/ir/verify_rules.h"

namespace incent::ir {
namespace {

// The attributes that the op reads, the others at their defaults.
Attributes OnlyRead(const Attributes& from, uint32_t read) {
  Attributes kept;
  const auto keep = [&](uint32_t flag, auto... members) {
    if ((read & flag) != 0) ((kept.*members = from.*members), ...);
  };
  keep(kLiteral, &Attributes::literal);
  keep(kDataset, &Attributes::dataset);
  keep(kField, &Attributes::field);
  keep(kOutput, &Attributes::output);
  keep(kComponent, &Attributes::component);
  keep(kGranule, &Attributes::granule);
  keep(kCount, &Attributes::count);
  keep(kDays, &Attributes::days);
  keep(kUnit, &Attributes::unit, &Attributes::unit_scale);
  keep(kMode, &Attributes::mode);
  keep(kCode, &Attributes::code);
  keep(kHit, &Attributes::hit);
  keep(kGroup, &Attributes::group);
  keep(kFirstBelow, &Attributes::first_below);
  keep(kAbove, &Attributes::above);
  keep(kSteps, &Attributes::steps);
  keep(kBefore, &Attributes::before, &Attributes::choices);
  keep(kName, &Attributes::name);
  keep(kKey, &Attributes::key, &Attributes::row_key);
  keep(kPeriod, &Attributes::period);
  keep(kSubject, &Attributes::subject);
  keep(kPurpose, &Attributes::purpose);
  return kept;
}

class InstructionRules {
 public:
  InstructionRules(const Module& module, const Stage& stage, const Instruction& inst, Violations& violations)
      : module_(module), stage_(stage), inst_(inst), violations_(violations) {}

  void Check() {
    const std::string place_problem = PlaceProblem(inst_.op, stage_.stage_class, stage_.domain);
    const bool of_stage = (PlacesOf(inst_.op) & (kFoldOrScan | kMergeStage)) != 0;
    Expect(place_problem.empty(), of_stage ? "V4" : "V3", place_problem);
    Expect(inst_.attributes == OnlyRead(inst_.attributes, AttributesOf(inst_.op)), "V4",
           "an attribute that the operation does not read");
    if (CheckType()) CheckOperands();
    CheckGroup();
    if (ReadsOf(inst_.op) == Reads::Past) CheckReset();
    Expect(!FactsOf(inst_.op).can_fail || inst_.definition != kNone, "V13",
           "it can fail but has no definition");
  }

 private:
  void Expect(bool good, std::string_view rule, std::string_view what) {
    if (!good) violations_.Add(rule, PlaceOf(stage_, inst_), what);
  }

  bool CheckType() {
    Query query{module_, stage_.domain, inst_.op, {}, inst_.attributes, inst_.type, inst_.range};
    for (const InstId id : inst_.operands) query.operands.push_back(&stage_.insts[id]);
    const InferredType inferred = InferType(query);
    Expect(inferred.ok(), "V2", inferred.problem);
    if (!inferred.ok()) return false;
    const bool same = inferred.type == inst_.type;
    Expect(same, "V2", "the type should be " + types::TypeToText(inferred.type));
    if (!same) return false;
    const Range range = InferRange(query, inferred.type);
    Expect(Contains(inst_.range, range), "V8",
           "the range should hold [" + IntegerText(range.low) + "," + IntegerText(range.high) + "]");
    return true;
  }

  void CheckOperands() {
    if (inst_.op == Op::Unwrap) {
      Expect(ImpliesPresent(module_, stage_, inst_.operands[1], inst_.operands[0]), "V6",
             "the mask does not imply that the operand is present");
    }
    if (inst_.op == Op::Div) Expect(!Contains(RangeOf(1), 0), "V7", "the divisor may be 0");
    if (inst_.op == Op::Choose) {
      const Range values{1, static_cast<Int128>(inst_.operands.size()) - 1};
      Expect(Contains(values, RangeOf(0)), "V7", "the index may name no value");
    }
  }
  const Range& RangeOf(size_t operand) const { return stage_.insts[inst_.operands[operand]].range; }

  // A group is seen from a participant: the row's, for aggregates that of the row they go to.
  void CheckGroup() {
    if ((AttributesOf(inst_.op) & kGroup) == 0) return;
    const Group& group = inst_.attributes.group;
    const bool same_key = group.kind == GroupKind::SameKey;
    Expect(same_key == (group.key != kNone), "V3", "a key belongs to `same_key`");
    if (group.key != kNone) {
      const Output& key = module_.outputs[static_cast<size_t>(group.key)];
      Expect(key.domain.kind == DomainKind::People, "V3", "a group's key is an output of people");
    }
    const bool merge = (PlacesOf(inst_.op) & kMergeStage) != 0;
    const bool has_participant = HasParticipant(merge ? stage_.target.kind : stage_.domain.kind);
    if (same_key) Expect(has_participant, "V3", "`same_key` needs a participant");
    if (group.kind == GroupKind::Own && !merge)
      Expect(has_participant || ReadsPeriods(), "V3", "`own` needs a participant");
  }
  // The output of a window belongs to nobody.
  bool ReadsPeriods() const {
    const OutputId id = inst_.attributes.output;
    return id != kNone && module_.outputs[static_cast<size_t>(id)].domain.kind == DomainKind::Periods;
  }

  void CheckReset() {
    const auto& reset = inst_.attributes.granule;
    if (!reset || stage_.domain.kind != DomainKind::Cells) return;
    Expect(value::Nests(stage_.domain.granule, *reset), "V10", "own periods do not nest in the reset's");
  }

  const Module& module_;
  const Stage& stage_;
  const Instruction& inst_;
  Violations& violations_;
};

}  // namespace

void VerifyInstructions(const Module& module, const Stage& stage, Violations& violations) {
  for (const Instruction& inst : stage.insts) InstructionRules(module, stage, inst, violations).Check();
}

}  // namespace incent::ir
