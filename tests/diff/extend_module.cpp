#include "tests/diff/extend_module.h"

#include "compiler/ir/builder.h"

namespace incent::diff {
namespace {

using ir::Domain;
using ir::DomainKind;
using ir::InstId;
using ir::Op;
using ir::StageBuilder;
using ir::StageClass;

constexpr ir::DefinitionId kDefinition = 0;

// What the line itself carries, periods of its date, and a running sum of a running sum.
void AddLineFacts(ir::Module& module, int set, Entropy& entropy) {
  StageBuilder b(module, "facts of " + module.line_sets[static_cast<size_t>(set)].name, StageClass::Fold,
                 {DomainKind::Lines, value::Granule::Month, set});
  b.At(kDefinition, {});
  b.stage().definition = kDefinition;
  for (const Op op : {Op::LineShare, Op::LineWhole, Op::LineAmount, Op::Self, Op::Row}) {
    b.Publish(b.Add(op, {}), b.stage().name + " " + std::string(ir::FactsOf(op).text));
  }
  ir::Attributes attributes;
  attributes.granule = static_cast<value::Granule>(entropy.Between(0, 6));
  ir::Attributes later;
  later.count = entropy.Between(-14, 14);
  later.days = entropy.Between(-40, 40);
  const InstId date = b.Add(Op::DateAdd, {b.Add(Op::LineDate, {})}, later);
  b.Publish(b.Add(Op::PeriodOf, {date}, attributes), b.stage().name + " period");
  const InstId sum = b.Add(Op::ScanSum, {b.Add(Op::LineAmount, {})}, attributes);
  attributes.granule = static_cast<value::Granule>(entropy.Between(0, 6));
  b.Publish(b.Add(Op::ScanSum, {sum}, attributes), b.stage().name + " sum of sums");
  b.Finish();
}

// An aggregate of another kind than a sum.
void AddMerge(ir::Module& module, ir::OutputId id, Op op, const Domain& target) {
  const ir::Output output = module.outputs[static_cast<size_t>(id)];
  const std::string name = std::string(ir::FactsOf(op).text) + " of " + output.name;
  StageBuilder b(module, name, StageClass::Merge, output.domain);
  b.At(kDefinition, {});
  b.stage().definition = kDefinition;
  b.stage().target = target;
  InstId value = b.Read(id);
  if (op == Op::AggCount && output.type.kind != types::Kind::Flag) value = b.Add(Op::Present, {value});
  b.Publish(b.Add(op, {value}), name);
  b.Finish();
}

Domain TargetOf(const Domain& from, Entropy& entropy) {
  const value::Granule coarse = value::Granule::Year;
  const bool weeks = from.kind == DomainKind::Cells && from.granule == value::Granule::Week;
  const std::vector<Domain> all = {
      {DomainKind::Unit}, {DomainKind::People}, {DomainKind::Cells, coarse}, {DomainKind::Periods, coarse}};
  return all[entropy.Below(weeks ? 2 : 4)];
}

bool CanMerge(const ir::Output& output) {
  const Domain& domain = output.domain;
  const bool cells = domain.kind == DomainKind::Cells && domain.granule < value::Granule::Year;
  return cells || domain.kind == DomainKind::Lines;
}

void AddMerges(ir::Module& module, Entropy& entropy) {
  const auto count = static_cast<ir::OutputId>(module.outputs.size());
  for (const Op op : {Op::AggCount, Op::AggMax, Op::AggMin, Op::AggFirst, Op::AggLast}) {
    const auto start = static_cast<ir::OutputId>(entropy.Below(static_cast<size_t>(count)));
    for (ir::OutputId i = 0; i < count; ++i) {
      const ir::OutputId id = (start + i) % count;
      const ir::Output& output = module.outputs[static_cast<size_t>(id)];
      const bool ordered = op != Op::AggMax && op != Op::AggMin;
      if (!CanMerge(output) || !(ordered || output.type.IsNumber())) continue;
      AddMerge(module, id, op, TargetOf(output.domain, entropy));
      break;
    }
  }
}

}  // namespace

void AddOtherStages(ir::Module& module, Entropy& entropy) {
  if (module.outputs.empty()) return;
  AddMerges(module, entropy);
  for (size_t set = 0; set < module.line_sets.size(); ++set)
    AddLineFacts(module, static_cast<int>(set), entropy);
}

void PublishEverything(ir::Module& module) {
  for (size_t i = 0; i < module.stages.size(); ++i) {
    ir::Stage& stage = module.stages[i];
    if (stage.stage_class == StageClass::Merge) continue;
    for (InstId id = 0; id < stage.insts.size(); ++id) {
      const ir::Instruction& inst = stage.insts[id];
      const auto output = static_cast<ir::OutputId>(module.outputs.size());
      module.outputs.push_back({stage.name + " " + inst.name + " all", static_cast<int>(i), id, stage.domain,
                                inst.type, inst.range, inst.definition});
      stage.outputs.emplace_back(output, id);
    }
  }
}

}  // namespace incent::diff
