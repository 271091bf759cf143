#include "compiler/interp/run_state.h"

namespace incent::interp {

using column::FieldKind;

const std::vector<int32_t>& RunState::TextsOf(int dataset, int field) {
  const auto [at, added] = texts_of_.try_emplace({dataset, field});
  if (!added) return at->second;
  const auto& schema = module.datasets[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)];
  if (schema.kind == FieldKind::OneOf) {
    for (const std::string& label : schema.labels) at->second.push_back(texts.Intern(label));
    return at->second;
  }
  const auto& columns = input.tables[static_cast<size_t>(dataset)].columns;
  if (columns.empty()) return at->second;
  const column::Dictionary& dictionary = columns[static_cast<size_t>(field)].dictionary;
  for (int32_t code = 0; code < dictionary.size(); ++code)
    at->second.push_back(texts.Intern(dictionary.Text(code)));
  if (at->second.empty()) at->second.push_back(0);
  return at->second;
}

const KeyIndex& RunState::KeysOf(int dataset) {
  const auto [at, added] = keys_of_.try_emplace(dataset);
  if (!added) return at->second;
  const auto& schema = module.datasets[static_cast<size_t>(dataset)];
  std::vector<const std::vector<int32_t>*> key_texts;
  for (const int field : KeyIndex::KeyFields(schema)) {
    const FieldKind kind = schema.fields[static_cast<size_t>(field)].kind;
    const bool is_text = kind == FieldKind::Text || kind == FieldKind::OneOf;
    key_texts.push_back(is_text ? &TextsOf(dataset, field) : nullptr);
  }
  at->second = KeyIndex(schema, input.tables[static_cast<size_t>(dataset)], key_texts);
  return at->second;
}

State RunState::RowError(int dataset, int32_t row, int stage, ir::DefinitionId definition) {
  const column::Table& table = input.tables[static_cast<size_t>(dataset)];
  const auto error = table.row_errors.empty() ? table.row_errors.end() : table.row_errors.find(row);
  if (error == table.row_errors.end()) return eval::kValue;
  const bool is_repeated = error->second == value::ErrorCode::DuplicateKey;
  return errors.Intern({.code = error->second,
                        .definition = definition,
                        .stage = stage,
                        .place = {.kind = eval::Place::Kind::Row,
                                  .dataset = dataset,
                                  .row = is_repeated ? table.RowOfKey(table.KeyOf(row)) : row}});
}

State RunState::MissingPeople(int stage, ir::DefinitionId definition) {
  State state = eval::kValue;
  if (module.participants == ir::kNone || pays_without_rows) return state;
  for (const auto& [row, code] : input.tables[static_cast<size_t>(module.participants)].row_errors)
    state = errors.Stronger(state, RowError(module.participants, row, stage, definition));
  return state;
}

const Grouping& RunState::GroupingOf(const ir::Group& group, bool has_person) {
  const auto [at, added] = groupings_.try_emplace({group.kind, group.key, has_person});
  if (added) at->second = MakeGrouping(*this, group, has_person);
  return at->second;
}

const WindowIndex& RunState::WindowsOf(ir::OutputId output, const ir::Group& group, bool has_person) {
  const auto [at, added] = windows_.try_emplace({output, group.kind, group.key, has_person});
  if (added) at->second = WindowIndex(*this, output, GroupingOf(group, has_person));
  return at->second;
}

}  // namespace incent::interp
