#include "compiler/ir/equal.h"

#include <algorithm>

namespace incent::ir {
namespace {

// Element by element, by EqualButSpans or Same.
template <typename T, typename Equal>
bool All(const std::vector<T>& a, const std::vector<T>& b, Equal equal) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
}

bool SameBounds(const std::optional<column::Bounds>& a, const std::optional<column::Bounds>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->low == b->low && a->high == b->high;
}

bool SameField(const column::FieldSchema& a, const column::FieldSchema& b) {
  return a.name == b.name && a.header == b.header && a.kind == b.kind && a.scale == b.scale &&
         a.unit == b.unit && a.optional == b.optional && a.is_key == b.is_key && a.in_use == b.in_use &&
         SameBounds(a.bounds, b.bounds) && a.labels == b.labels && a.target == b.target;
}

bool SameDataset(const column::DatasetSchema& a, const column::DatasetSchema& b) {
  return a.name == b.name && a.source == b.source && All(a.fields, b.fields, SameField);
}

bool SameDefinition(const Definition& a, const Definition& b) {
  return a.name == b.name && a.label == b.label && a.kind == b.kind;
}

bool SameComponent(const Component& a, const Component& b) {
  return a.name == b.name && a.label == b.label && a.type == b.type && a.definition == b.definition &&
         a.by_line == b.by_line;
}

bool SameLines(const LineSet& a, const LineSet& b) {
  return a.name == b.name && a.dataset == b.dataset && a.amount == b.amount &&
         a.amount_range == b.amount_range && a.share == b.share && a.definition == b.definition;
}

bool SameOutput(const Output& a, const Output& b) {
  return a.name == b.name && a.stage == b.stage && a.inst == b.inst && a.domain == b.domain &&
         a.type == b.type && a.range == b.range && a.definition == b.definition && a.value_of == b.value_of;
}

bool SameEmit(const Emit& a, const Emit& b) {
  return a.when == b.when && a.who == b.who && a.date == b.date && a.share == b.share &&
         a.amount == b.amount && a.whole == b.whole;
}

bool SameEntry(const LedgerEntry& a, const LedgerEntry& b) {
  return a.component == b.component && a.value == b.value && a.date == b.date && a.payee == b.payee;
}

bool SameCheck(const Check& a, const Check& b) {
  return a.definition == b.definition && a.condition == b.condition && a.withholds == b.withholds;
}

bool SameStep(const Step& a, const Step& b) {
  return a.text == b.text && a.result == b.result;
}

bool SamePlan(const Module& a, const Module& b) {
  return a.plan == b.plan && a.label == b.label && a.version == b.version &&
         a.participants == b.participants && a.eligible == b.eligible &&
         a.effective_from == b.effective_from && a.effective_until == b.effective_until &&
         a.history == b.history && a.pays == b.pays && a.currency == b.currency;
}

}  // namespace

bool EqualButSpans(const Instruction& a, const Instruction& b) {
  return a.op == b.op && a.operands == b.operands && a.attributes == b.attributes && a.type == b.type &&
         a.range == b.range && a.definition == b.definition && a.name == b.name;
}

bool EqualButSpans(const Stage& a, const Stage& b) {
  const auto same_inst = [](const Instruction& x, const Instruction& y) { return EqualButSpans(x, y); };
  return a.name == b.name && a.stage_class == b.stage_class && a.domain == b.domain && a.target == b.target &&
         a.outputs == b.outputs && a.definition == b.definition && All(a.insts, b.insts, same_inst) &&
         All(a.emits, b.emits, SameEmit) && All(a.ledger, b.ledger, SameEntry) &&
         All(a.checks, b.checks, SameCheck) && All(a.steps, b.steps, SameStep) && a.names == b.names;
}

bool EqualButSpans(const Module& a, const Module& b) {
  const auto same_stage = [](const Stage& x, const Stage& y) { return EqualButSpans(x, y); };
  return SamePlan(a, b) && All(a.datasets, b.datasets, SameDataset) &&
         All(a.definitions, b.definitions, SameDefinition) && All(a.line_sets, b.line_sets, SameLines) &&
         All(a.outputs, b.outputs, SameOutput) && All(a.components, b.components, SameComponent) &&
         All(a.stages, b.stages, same_stage);
}

}  // namespace incent::ir
