#include "compiler/pipeline/use_of_data.h"

namespace incent::pipeline {
namespace {

void Use(std::vector<column::DatasetSchema>& datasets, int dataset);

void UseField(std::vector<column::DatasetSchema>& datasets, int dataset, int field) {
  Use(datasets, dataset);
  column::FieldSchema& schema = datasets[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)];
  schema.in_use = true;
  if (schema.kind == column::FieldKind::Reference) Use(datasets, schema.target);
}

// The keys of a used dataset are always read: they name its rows.
void Use(std::vector<column::DatasetSchema>& datasets, int dataset) {
  column::DatasetSchema& schema = datasets[static_cast<size_t>(dataset)];
  if (schema.in_use) return;
  schema.in_use = true;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (schema.fields[i].is_key) UseField(datasets, dataset, static_cast<int>(i));
  }
}

}  // namespace

void MarkUse(const std::vector<const ir::Module*>& modules, std::vector<column::DatasetSchema>& datasets) {
  for (auto& dataset : datasets) {
    dataset.in_use = false;
    for (auto& field : dataset.fields) field.in_use = false;
  }
  for (const ir::Module* module : modules) {
    if (module->participants >= 0) Use(datasets, module->participants);
    for (const auto& set : module->line_sets) Use(datasets, set.dataset);
    for (const auto& stage : module->stages) {
      for (const auto& inst : stage.insts) {
        if (inst.attributes.dataset < 0) continue;
        Use(datasets, inst.attributes.dataset);
        if (inst.attributes.field >= 0) UseField(datasets, inst.attributes.dataset, inst.attributes.field);
      }
    }
  }
}

}  // namespace incent::pipeline
