#include "compiler/jit/table_keys.h"

#include <algorithm>

namespace incent::jit {

using ir::InstId;
using ir::Op;
using value::Granule;

namespace {

TableKeys NoKeys() {
  return std::vector<TableKey>{};
}

TableKeys PersonKey() {
  return std::vector<TableKey>{{.kind = TableKey::Kind::Person}};
}

// Ops that see their operands and nothing of the row but the place of an error.
bool SeesOperandsOnly(Op op) {
  if (op == Op::Lookup || op == Op::Demand || op == Op::Gather || op == Op::Param) return true;
  if (op == Op::DateAdd || op == Op::Call || op == Op::PeriodOf) return true;
  return op >= Op::Add && op <= Op::TierPortion;
}

bool IsWindow(Op op) {
  return op >= Op::WindowSum && op <= Op::WindowLast;
}

bool HasNumber(types::Kind kind) {
  using types::Kind;
  return kind == Kind::Number || kind == Kind::Flag || kind == Kind::Date || kind == Kind::Period ||
         kind == Kind::Text || kind == Kind::OneOf;
}

}  // namespace

KeyFinder::KeyFinder(const interp::RunState& run, const LineSource& lines, const Sweep& sweep,
                     const SweepValues& values, size_t most)
    : run_(run),
      lines_(lines),
      stage_(sweep.stage),
      values_(values),
      most_(most),
      is_read_(stage_.insts.size(), false) {
  for (InstId id = 0; id < stage_.insts.size(); ++id) {
    is_code_.push_back(IsCode(id));
    keys_.push_back(FindKeys(id));
    for (const InstId operand : stage_.insts[id].operands)
      is_read_[operand] = is_read_[operand] || keys_[operand] != keys_[id];
  }
  for (const InstId root : sweep.roots) is_read_[root] = true;
}

bool KeyFinder::IsCode(InstId id) const {
  const auto column = values_.columns.find(id);
  if (column == values_.columns.end()) return false;
  const InputColumn& from = column->second;
  return from.map != nullptr && from.states == nullptr && from.map->size() <= most_;
}

size_t KeyFinder::SizeOf(const TableKey& key) const {
  switch (key.kind) {
    case TableKey::Kind::Code:
      return values_.columns.at(key.column).map->size();
    case TableKey::Kind::Person:
      return static_cast<size_t>(run_.space.num_people());
    case TableKey::Kind::Period:
      return static_cast<size_t>(value::PeriodOf(key.granule, lines_.last_day()) -
                                 value::PeriodOf(key.granule, lines_.first_day())) +
             1;
  }
  return 0;
}

// Dates before 1970 are no positions in a table.
TableKeys KeyFinder::PeriodKey(Granule granule) const {
  if (!lines_.date() || lines_.first_day() < 0) return std::nullopt;
  const TableKey key{.kind = TableKey::Kind::Period, .granule = granule};
  return SizeOf(key) <= most_ ? TableKeys(std::vector{key}) : std::nullopt;
}

TableKeys KeyFinder::Joined(const TableKeys& a, const TableKeys& b) const {
  if (!a || !b) return std::nullopt;
  std::vector<TableKey> keys;
  std::set_union(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(keys));
  const auto is_period = [](const TableKey& key) { return key.kind == TableKey::Kind::Period; };
  if (std::count_if(keys.begin(), keys.end(), is_period) > 1) {
    keys.erase(std::remove_if(keys.begin(), keys.end(), is_period), keys.end());
    keys.push_back({.kind = TableKey::Kind::Period});  // the date knows all its periods
  }
  size_t size = 1;
  for (const TableKey& key : keys) {
    if (__builtin_mul_overflow(size, SizeOf(key), &size) || size > most_) return std::nullopt;
  }
  return keys;
}

TableKeys KeyFinder::KeysOfOutput(const ir::Attributes& attributes) const {
  const ir::Domain& from = run_.module.outputs[static_cast<size_t>(attributes.output)].domain;
  switch (from.kind) {
    case ir::DomainKind::Unit:
      return NoKeys();
    case ir::DomainKind::People:
      return PersonKey();
    case ir::DomainKind::Cells:
      return Joined(PersonKey(), PeriodKey(from.granule));
    case ir::DomainKind::Periods:
      return PeriodKey(from.granule);
    default:
      return std::nullopt;
  }
}

TableKeys KeyFinder::KeysOfOperands(InstId id) const {
  TableKeys keys = NoKeys();
  for (const InstId operand : stage_.insts[id].operands) keys = Joined(keys, keys_[operand]);
  return keys;
}

TableKeys KeyFinder::FindKeys(InstId id) const {
  const ir::Instruction& inst = stage_.insts[id];
  if (inst.op == Op::Const) return NoKeys();
  if (inst.op == Op::LineDate) return PeriodKey(Granule::Day);
  if (inst.op == Op::PeriodStart || inst.op == Op::PeriodEnd || inst.op == Op::PeriodOwn)
    return PeriodKey(inst.attributes.granule.value_or(Granule::Day));
  if (is_code_[id]) return std::vector<TableKey>{{.kind = TableKey::Kind::Code, .column = id}};
  if (values_.columns.count(id) != 0) return std::nullopt;
  if (inst.op == Op::Field || inst.op == Op::Self) return PersonKey();
  if (inst.op == Op::Bcast) return KeysOfOutput(inst.attributes);
  if (IsWindow(inst.op)) return Joined(PersonKey(), KeysOfOperands(id));
  return SeesOperandsOnly(inst.op) ? KeysOfOperands(id) : std::nullopt;
}

TableKeys KeyFinder::KeysOfRead(InstId inst) const {
  const Op op = stage_.insts[inst].op;
  if (op == Op::Const || op == Op::LineDate || values_.FactsOf(inst)) return std::nullopt;
  return is_read_[inst] && HasNumber(stage_.insts[inst].type.kind) ? keys_[inst] : std::nullopt;
}

std::vector<InstId> KeyFinder::ChainOf(InstId inst) const {
  std::vector<bool> needed(inst + 1, false);
  needed[inst] = true;
  std::vector<InstId> chain;
  for (InstId id = inst + 1; id-- > 0;) {
    if (!needed[id]) continue;
    chain.push_back(id);
    if (is_code_[id]) continue;
    for (const InstId operand : stage_.insts[id].operands) needed[operand] = true;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

bool KeyFinder::IsWorthATable(InstId inst) const {
  const std::vector<InstId> chain = ChainOf(inst);
  return std::any_of(chain.begin(), chain.end(), [&](InstId id) {
    const Op op = stage_.insts[id].op;
    const bool is_looked_up = op == Op::Lookup || op == Op::Param || op == Op::Gather;
    return is_looked_up || op == Op::Call || op == Op::PeriodOf || op == Op::DateAdd || IsWindow(op);
  });
}

}  // namespace incent::jit
