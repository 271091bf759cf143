#include "compiler/ir/print.h"

#include "compiler/ir/text_attributes.h"

namespace incent::ir {
namespace {

std::string Key(std::string_view key, const std::string& value) {
  return value.empty() ? std::string() : " " + std::string(key) + "=" + value;
}
std::string TextKey(std::string_view key, const std::string& text) {
  return text.empty() ? std::string() : Key(key, Quoted(text));
}
std::string DefinitionKey(const Names& names, DefinitionId id) {
  return id == kNone ? std::string() : Key("def", names.Definition(id));
}

std::string RangeText(const Range& range) {
  if (range == Range{}) return {};
  return " [" + IntegerText(range.low) + "," + IntegerText(range.high) + "]";
}
std::string TypeText(const types::Type& type) {
  return Token(types::TypeToText(type));
}

std::string FieldLine(const column::FieldSchema& field) {
  std::string text = "  field " + Token(field.name) + " " + std::string(WordOf(field.kind));
  text += TextKey("header", field.header);
  if (field.scale != 0) text += Key("scale", std::to_string(field.scale));
  text += TextKey("unit", field.unit);
  if (field.optional) text += " optional";
  if (field.is_key) text += " key";
  if (!field.in_use) text += " unused";
  if (field.bounds)
    text +=
        " bounds" + Key("low", IntegerText(field.bounds->low)) + Key("high", IntegerText(field.bounds->high));
  std::string labels;
  for (const std::string& label : field.labels) labels += (labels.empty() ? "" : ", ") + Quoted(label);
  if (!labels.empty()) text += Key("labels", "{" + labels + "}");
  if (field.target != kNone) text += Key("target", std::to_string(field.target));
  return text + "\n";
}

std::string DatasetLines(const column::DatasetSchema& dataset) {
  std::string text = "dataset " + Token(dataset.name) + TextKey("source", dataset.source) + "\n";
  for (const column::FieldSchema& field : dataset.fields) text += FieldLine(field);
  return text;
}

std::string HistoryLine(const History& history) {
  std::string text = "history";
  if (history.open_before) text += " lines";
  text += " " + value::DateToText(history.from);
  if (history.until) text += " " + value::DateToText(*history.until);
  if (history.open_after) text += " lines";
  return text + "\n";
}

std::string PlanLines(const Names& names, const Module& module) {
  std::string text = "module " + Token(module.plan) + " ir 1\n";
  if (!module.label.empty()) text += "label " + Quoted(module.label) + "\n";
  if (!module.version.empty()) text += "version " + Quoted(module.version) + "\n";
  if (!module.currency.empty()) text += "currency " + Token(module.currency) + "\n";
  text += "pays " + std::string(WordOf(module.pays)) + "\n";
  text += "effective " + value::DateToText(module.effective_from);
  if (module.effective_until) text += " " + value::DateToText(*module.effective_until);
  text += "\n" + HistoryLine(module.history);
  for (const column::DatasetSchema& dataset : module.datasets) text += DatasetLines(dataset);
  if (module.participants != kNone) text += "participants " + names.Dataset(module.participants) + "\n";
  return text;
}

std::string DefinitionLine(const Definition& definition) {
  return "definition " + Token(definition.name) +
         Key("kind", definition.kind.empty() ? "" : Token(definition.kind)) +
         TextKey("label", definition.label) + "\n";
}

std::string LinesLine(const Names& names, const LineSet& lines) {
  return "lines " + Token(lines.name) + Key("dataset", names.Dataset(lines.dataset)) +
         Key("share", TypeText(lines.share)) + Key("amount", TypeText(lines.amount)) +
         RangeText(lines.amount_range) + DefinitionKey(names, lines.definition) + "\n";
}

std::string ComponentLine(const Names& names, const Component& component) {
  return "component " + Token(component.name) + (component.by_line ? " by_line" : "") +
         TextKey("label", component.label) + " : " + TypeText(component.type) +
         DefinitionKey(names, component.definition) + "\n";
}

std::string OutputLine(const Names& names, const Output& output) {
  return "output " + Token(output.name) + " " + names.Domain(output.domain) +
         Key("stage", std::to_string(output.stage)) + Key("inst", std::to_string(output.inst)) + " : " +
         TypeText(output.type) + RangeText(output.range) + DefinitionKey(names, output.definition) +
         Key("value", output.value_of == kNone ? "" : names.Definition(output.value_of)) + "\n";
}

// The lines of one stage; instructions are referred to by name.
class StageText {
 public:
  StageText(const Names& names, const Stage& stage) : names_(names), stage_(stage) {
    for (const Instruction& inst : stage.insts) insts_.Add(inst.name);
  }

  std::string Text() const {
    std::string text = Head();
    for (const Instruction& inst : stage_.insts) text += "  " + InstText(inst) + "\n";
    for (const Emit& emit : stage_.emits) text += EmitLine(emit);
    for (const auto& [id, inst] : stage_.outputs)
      text += "  out " + names_.Output(id) + " = " + Inst(inst) + "\n";
    for (const LedgerEntry& entry : stage_.ledger) text += LedgerLine(entry);
    for (const Check& check : stage_.checks) text += CheckLine(check);
    for (const Step& step : stage_.steps)
      text += "  step " + Quoted(step.text) + " = " + Inst(step.result) + "\n";
    for (const NamedValue& named : stage_.names)
      text += "  name " + Inst(named.value) + Key("def", names_.Definition(named.definition)) + "\n";
    return text;
  }

  // A definition is written where it is not the stage's.
  std::string InstText(const Instruction& inst) const {
    std::string text = "%" + Token(inst.name) + " = " + std::string(FactsOf(inst.op).text);
    if (inst.op == Op::Const)
      text += " " + LiteralText(inst.attributes.literal, inst.type).value_or("invalid");
    for (const InstId operand : inst.operands) text += " " + Inst(operand);
    text += AttributesText(names_, inst.attributes, inst.type) + " : " + TypeText(inst.type) +
            RangeText(inst.range);
    if (inst.definition != stage_.definition) text += Key("def", names_.Definition(inst.definition));
    return text;
  }

 private:
  std::string Inst(InstId id) const {
    return id < stage_.insts.size() ? "%" + insts_.Reference(static_cast<int>(id))
                                    : "%#" + std::to_string(id);
  }

  std::string Head() const {
    std::string text = "stage " + Token(stage_.name) + " " + std::string(WordOf(stage_.stage_class)) + " " +
                       names_.Domain(stage_.domain);
    if (stage_.target != Domain{}) text += " -> " + names_.Domain(stage_.target);
    return text + DefinitionKey(names_, stage_.definition) + "\n";
  }

  std::string EmitLine(const Emit& emit) const {
    return "  emit" + Key("when", Inst(emit.when)) + Key("who", Inst(emit.who)) +
           Key("date", Inst(emit.date)) + Key("share", Inst(emit.share)) + Key("amount", Inst(emit.amount)) +
           Key("whole", Inst(emit.whole)) + "\n";
  }

  std::string LedgerLine(const LedgerEntry& entry) const {
    return "  ledger " + names_.Component(entry.component) + " = " + Inst(entry.value) +
           Key("date", entry.date ? Inst(*entry.date) : "") +
           Key("payee", entry.payee ? Inst(*entry.payee) : "") + "\n";
  }

  std::string CheckLine(const Check& check) const {
    std::string withheld;
    for (const ComponentId id : check.withholds)
      withheld += (withheld.empty() ? "" : ", ") + names_.Component(id);
    return "  check " + Inst(check.condition) + DefinitionKey(names_, check.definition) +
           Key("withholds", withheld.empty() ? "" : "{" + withheld + "}") + "\n";
  }

  const Names& names_;
  const Stage& stage_;
  NameList insts_;
};

}  // namespace

std::string PrintStage(const Module& module, const Stage& stage) {
  const Names names(module);
  return StageText(names, stage).Text();
}

std::vector<std::string> PrintInsts(const Module& module, const Stage& stage) {
  const Names names(module);
  const StageText text(names, stage);
  std::vector<std::string> lines;
  for (const Instruction& inst : stage.insts) lines.push_back(text.InstText(inst));
  return lines;
}

std::string Print(const Module& module) {
  const Names names(module);
  std::string text = PlanLines(names, module);
  for (const Definition& definition : module.definitions) text += DefinitionLine(definition);
  for (const LineSet& lines : module.line_sets) text += LinesLine(names, lines);
  for (const Component& component : module.components) text += ComponentLine(names, component);
  for (const Output& output : module.outputs) text += OutputLine(names, output);
  if (module.eligible != kNone) text += "eligible " + names.Output(module.eligible) + "\n";
  for (const Stage& stage : module.stages) text += "\n" + StageText(names, stage).Text();
  return text;
}

}  // namespace incent::ir
