#include "compiler/jit/lookup_tables.h"

#include <algorithm>
#include <span>

namespace incent::jit {

using ir::InstId;
using Kind = TableKey::Kind;

namespace {

// Smaller tables are worth it whatever the number of lines.
constexpr size_t kFewEntries = 4096;

}  // namespace

void LookupTables::Add() {
  if (lines_.size() == 0) return;
  const size_t most = std::max(kFewEntries, lines_.size() / 2);
  const KeyFinder finder(run_, lines_, sweep_, values_, most);
  KeyEvaluator evaluator(run_, sweep_.stage);
  for (InstId inst = 0; inst < sweep_.stage.insts.size(); ++inst) {
    const TableKeys keys = finder.KeysOfRead(inst);
    if (!keys) continue;
    const bool has_column = keys->size() == 1 && (*keys)[0].kind != Kind::Person;
    if (has_column && AddColumn(finder, evaluator, inst, (*keys)[0])) continue;
    if (finder.IsWorthATable(inst)) AddCrossTable(finder, evaluator, inst, *keys);
  }
}

bool LookupTables::AddColumn(const KeyFinder& finder, KeyEvaluator& evaluator, InstId inst,
                             const TableKey& key) {
  // A date is its own position in a column, and knows its periods.
  const TableKey of_column{.kind = key.kind, .column = key.column};
  const bool is_date = key.kind == Kind::Period;
  if (finder.SizeOf(of_column) > finder.most()) return false;
  auto map = std::make_unique<std::vector<int32_t>>();
  if (is_date) map->resize(static_cast<size_t>(lines_.first_day()));
  const auto start = static_cast<ptrdiff_t>(map->size());
  const auto take = [&](const eval::Lane& lane) {
    map->push_back(static_cast<int32_t>(lane.value));
    return lane.state == eval::kValue && lane.value >= INT32_MIN && lane.value <= INT32_MAX;
  };
  if (!evaluator.Evaluate(finder.ChainOf(inst), {ValuesOf(of_column, run_, lines_, values_)}, take))
    return false;
  if (map->begin() + start == map->end()) return false;
  const auto [low, high] = std::minmax_element(map->begin() + start, map->end());
  InputColumn column = is_date ? *lines_.date() : values_.columns.at(key.column);
  column.facts = {Widened({*low, *high})};
  column.map = map.get();
  values_.columns[inst] = column;
  maps_.push_back(std::move(map));
  return true;
}

void LookupTables::AddCrossTable(const KeyFinder& finder, KeyEvaluator& evaluator, InstId inst,
                                 const std::vector<TableKey>& keys) {
  std::vector<KeyValues> all;
  size_t size = 1;
  for (const TableKey& key : keys) {
    all.push_back(ValuesOf(key, run_, lines_, values_));
    size *= all.back().values.size();
  }
  if (size == 0) return;
  auto table = std::make_unique<eval::LaneColumn>();
  table->Reserve(size);
  // Errors stay where they are: only a line that meets one is not plain.
  if (!evaluator.Evaluate(finder.ChainOf(inst), all, [&](const eval::Lane& lane) {
        table->Append(lane);
        return true;
      }))
    return;
  const std::optional<InputColumn> column = ColumnOf(*table);
  if (!column) return;
  GatheredColumn gathered{.column = *column, .index = LineIndex::Cross};
  for (size_t k = 0, stride = size; k < keys.size(); ++k) {
    stride /= all[k].values.size();
    gathered.keys.push_back(KeyOf(keys[k], stride));
  }
  gathered.lines = &lines_;
  values_.gathered[inst] = std::move(gathered);
  tables_.push_back(std::move(table));
}

CrossKey LookupTables::KeyOf(const TableKey& key, size_t stride) {
  CrossKey cross{.stride = static_cast<int32_t>(stride)};
  switch (key.kind) {
    case Kind::Code:
      cross.codes = &values_.columns.at(key.column);
      break;
    case Kind::Period:
      days_.push_back(std::make_unique<DayTable>(key.granule, lines_.first_day(), lines_.last_day()));
      cross.days = days_.back().get();
      break;
    case Kind::Person:
      break;
  }
  return cross;
}

}  // namespace incent::jit
