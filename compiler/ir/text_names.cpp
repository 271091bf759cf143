#include "compiler/ir/text_names.h"

#include "compiler/ir/text_words.h"

namespace incent::ir {

void NameList::Add(std::string_view name) {
  names_.emplace_back(name);
  ++count_[names_.back()];
}

std::string NameList::Reference(int index) const {
  if (index == kNone) return "none";
  const bool known = index >= 0 && static_cast<size_t>(index) < names_.size();
  if (!known || count_.at(names_[static_cast<size_t>(index)]) != 1) return "#" + std::to_string(index);
  return Token(names_[static_cast<size_t>(index)]);
}

Names::Names(const Module& module) {
  for (const column::DatasetSchema& dataset : module.datasets) {
    datasets_.Add(dataset.name);
    NameList& fields = fields_.emplace_back();
    for (const column::FieldSchema& field : dataset.fields) fields.Add(field.name);
  }
  for (const ir::Definition& definition : module.definitions) definitions_.Add(definition.name);
  for (const LineSet& lines : module.line_sets) lines_.Add(lines.name);
  for (const ir::Component& component : module.components) components_.Add(component.name);
  for (const ir::Output& output : module.outputs) outputs_.Add(output.name);
}

std::string Names::Field(int dataset, int field) const {
  const bool known = dataset >= 0 && static_cast<size_t>(dataset) < fields_.size();
  return known ? fields_[static_cast<size_t>(dataset)].Reference(field) : NameList().Reference(field);
}

std::string Names::Domain(const ir::Domain& domain) const {
  std::string text(WordOf(domain.kind));
  if (domain.kind == DomainKind::Periods || domain.kind == DomainKind::Cells) {
    text += " " + std::string(WordOf(domain.granule));
  }
  if (domain.kind == DomainKind::Rows) text += " " + Dataset(domain.index);
  if (domain.kind == DomainKind::Lines) text += " " + Lines(domain.index);
  return text;
}

}  // namespace incent::ir
