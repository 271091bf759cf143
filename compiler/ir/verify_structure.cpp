// V1: every index names something, every number is one, names are unique.
#include <unordered_set>

#include "compiler/ir/rules.h"
#include "compiler/ir/verify_rules.h"

namespace incent::ir {
namespace {

template <typename T>
bool Names(const std::vector<T>& list, int64_t index) {
  return index >= 0 && index < static_cast<int64_t>(list.size());
}
template <typename T>
bool NamesOrNone(const std::vector<T>& list, int64_t index) {
  return index == kNone || Names(list, index);
}

class Structure {
 public:
  Structure(const Module& module, Violations& violations) : module_(module), violations_(violations) {}

  void Check() {
    Expect(NamesOrNone(module_.datasets, module_.participants), "module", "no such dataset of participants");
    Expect(NamesOrNone(module_.outputs, module_.eligible), "module", "no such output of eligible people");
    Expect(value::InCalendar(module_.effective_from) && value::InCalendar(module_.history.from) &&
               value::InCalendar(module_.history.until.value_or(0)) &&
               value::InCalendar(module_.effective_until.value_or(0)),
           "module", "dates outside the calendar");
    for (const column::DatasetSchema& dataset : module_.datasets) CheckDataset(dataset);
    for (const LineSet& lines : module_.line_sets) CheckLines(lines);
    for (const Component& component : module_.components) CheckComponent(component);
    std::unordered_set<std::string> names;
    for (const Output& output : module_.outputs) {
      Expect(names.insert(output.name).second, "output " + output.name, "the name is taken");
      CheckOutput(output);
    }
    for (const Stage& stage : module_.stages) CheckStage(stage);
  }

 private:
  void Expect(bool good, const std::string& place, std::string_view what) {
    if (!good) violations_.Add("V1", place, what);
  }
  void ExpectDefinition(DefinitionId id, const std::string& place) {
    Expect(NamesOrNone(module_.definitions, id), place, "no such definition");
  }

  void CheckDataset(const column::DatasetSchema& dataset) {
    for (const column::FieldSchema& field : dataset.fields) {
      const std::string place = "field " + dataset.name + "." + field.name;
      Expect(field.scale >= 0 && field.scale <= value::kMaxScale, place, "no such scale");
      Expect(NamesOrNone(module_.datasets, field.target), place, "no such target");
      if (field.bounds) CheckRange({field.bounds->low, field.bounds->high}, place);
    }
  }

  void CheckLines(const LineSet& lines) {
    const std::string place = "lines " + lines.name;
    Expect(Names(module_.datasets, lines.dataset), place, "no such dataset");
    CheckType(lines.amount, place);
    CheckType(lines.share, place);
    CheckRange(lines.amount_range, place);
    Expect(lines.amount.IsNumber() && lines.share.IsNumber(), place, "amounts and shares are numbers");
    ExpectDefinition(lines.definition, place);
  }

  void CheckComponent(const Component& component) {
    const std::string place = "component " + component.name;
    CheckType(component.type, place);
    ExpectDefinition(component.definition, place);
  }

  void CheckOutput(const Output& output) {
    const std::string place = "output " + output.name;
    CheckType(output.type, place);
    CheckRange(output.range, place);
    CheckDomain(output.domain, place);
    ExpectDefinition(output.definition, place);
    ExpectDefinition(output.value_of, place);
    const bool known = Names(module_.stages, output.stage) &&
                       Names(module_.stages[static_cast<size_t>(output.stage)].insts, output.inst);
    Expect(known, place, "no such instruction");
  }

  void CheckType(const types::Type& type, const std::string& place) {
    const bool value = type.kind != types::Kind::Error && type.kind != types::Kind::Duration;
    Expect(value, place, "no type");
    if (type.IsNumber()) Expect(type.scale >= 0 && type.scale <= value::kMaxScale, place, "no such scale");
    const bool of_dataset = type.kind == types::Kind::Ref || type.kind == types::Kind::OneOf;
    if (of_dataset) Expect(Names(module_.datasets, type.dataset), place, "a type of no dataset");
  }

  void CheckRange(const Range& range, const std::string& place) {
    const bool good =
        range.low <= range.high && value::FitsMantissa(range.low) && value::FitsMantissa(range.high);
    Expect(good, place, "the range is empty or has more than 38 digits");
  }

  void CheckDomain(const Domain& domain, const std::string& place) {
    Expect(domain == Canonical(domain), place, "the domain has parts that its kind does not use");
    if (domain.kind == DomainKind::Rows)
      Expect(Names(module_.datasets, domain.index), place, "rows of no dataset");
    if (domain.kind == DomainKind::Lines)
      Expect(Names(module_.line_sets, domain.index), place, "no such lines");
    if (HasParticipant(domain.kind)) {
      Expect(Names(module_.datasets, module_.participants), place, "there are no participants");
    }
  }

  void CheckStage(const Stage& stage) {
    const std::string place = PlaceOf(stage);
    CheckDomain(stage.domain, place);
    CheckDomain(stage.target, place);
    ExpectDefinition(stage.definition, place);
    std::unordered_set<std::string> names;
    for (size_t i = 0; i < stage.insts.size(); ++i) {
      Expect(names.insert(stage.insts[i].name).second, PlaceOf(stage, stage.insts[i]), "the name is taken");
      CheckInst(stage, i);
    }
    for (const auto& [id, inst] : stage.outputs) {
      Expect(Names(module_.outputs, id), place, "no such output");
      ExpectInst(stage, inst, place);
    }
    for (const Emit& emit : stage.emits) {
      for (const InstId id : {emit.when, emit.who, emit.date, emit.share, emit.amount, emit.whole}) {
        ExpectInst(stage, id, place);
      }
    }
    for (const Step& step : stage.steps) ExpectInst(stage, step.result, place);
    for (const NamedValue& named : stage.names) {
      ExpectInst(stage, named.value, place);
      Expect(Names(module_.definitions, named.definition), place, "no such definition");
    }
    CheckResults(stage, place);
  }

  void CheckResults(const Stage& stage, const std::string& place) {
    for (const LedgerEntry& entry : stage.ledger) {
      Expect(Names(module_.components, entry.component), place, "no such component");
      ExpectInst(stage, entry.value, place);
      if (entry.date) ExpectInst(stage, *entry.date, place);
      if (entry.payee) ExpectInst(stage, *entry.payee, place);
    }
    for (const ir::Check& check : stage.checks) {
      ExpectInst(stage, check.condition, place);
      ExpectDefinition(check.definition, place);
      for (const ComponentId id : check.withholds)
        Expect(Names(module_.components, id), place, "no such component");
    }
  }

  void ExpectInst(const Stage& stage, InstId id, const std::string& place) {
    Expect(Names(stage.insts, id), place, "no such instruction");
  }

  void CheckInst(const Stage& stage, size_t index) {
    const Instruction& inst = stage.insts[index];
    const std::string place = PlaceOf(stage, inst);
    const int arity = FactsOf(inst.op).operands;
    Expect(arity == kMany || inst.operands.size() == static_cast<size_t>(arity), place,
           "the number of operands");
    for (const InstId operand : inst.operands) Expect(operand < index, place, "an operand comes later");
    CheckType(inst.type, place);
    CheckRange(inst.range, place);
    Expect(inst.type.IsNumber() || inst.range == Range{}, place, "only numbers have ranges");
    ExpectDefinition(inst.definition, place);
    const Attributes& attributes = inst.attributes;
    Expect(NamesOrNone(module_.datasets, attributes.dataset), place, "no such dataset");
    Expect(NamesOrNone(module_.outputs, attributes.output), place, "no such output");
    Expect(NamesOrNone(module_.outputs, attributes.group.key), place, "no such group key");
    Expect(NamesOrNone(module_.components, attributes.component), place, "no such component");
    for (const DefinitionId id : attributes.choices) ExpectDefinition(id, place);
    ExpectDefinition(attributes.subject, place);
  }

  const Module& module_;
  Violations& violations_;
};

}  // namespace

void VerifyStructure(const Module& module, Violations& violations) {
  Structure(module, violations).Check();
}

}  // namespace incent::ir
