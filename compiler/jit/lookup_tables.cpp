#include "compiler/jit/lookup_tables.h"

#include <algorithm>
#include <optional>
#include <span>

#include "compiler/interp/bind.h"

namespace incent::jit {

using interp::Lanes;
using ir::InstId;
using ir::Op;

namespace {

// More codes or days than this are hardly fewer than lines.
constexpr size_t kMaxKeys = 4096;

constexpr ir::Domain kNoRow{.kind = ir::DomainKind::Unit};

// Ops that see their operands and nothing of the row.
bool SeesOperandsOnly(Op op) {
  if (op == Op::DateAdd || op == Op::Call || op == Op::Param || op == Op::PeriodOf) return true;
  return op >= Op::Add && op <= Op::TierPortion && op != Op::Guard;
}

// Ops that see the date of the row.
bool SeesDate(Op op) {
  return op == Op::LineDate || op == Op::PeriodStart || op == Op::PeriodEnd || op == Op::PeriodOwn;
}

bool HasNumber(types::Kind kind) {
  using types::Kind;
  return kind == Kind::Number || kind == Kind::Flag || kind == Kind::Date || kind == Kind::Period ||
         kind == Kind::Text || kind == Kind::OneOf;
}

// What instructions are computed from: a column, by the instruction that brings it, or the date of the line.
using Source = std::optional<InstId>;

class Finder {
 public:
  Finder(const Sweep& sweep, const std::map<InstId, InputColumn>& columns, bool has_dates)
      : stage_(sweep.stage),
        has_dates_(has_dates),
        source_of_(stage_.insts.size()),
        is_read_(stage_.insts.size(), false) {
    for (InstId id = 0; id < stage_.insts.size(); ++id) {
      source_of_[id] = FindSource(id, columns);
      for (const InstId operand : stage_.insts[id].operands)
        is_read_[operand] = is_read_[operand] || source_of_[operand] != source_of_[id];
    }
    for (const InstId root : sweep.roots) is_read_[root] = true;
  }

  InstId date() const { return static_cast<InstId>(stage_.insts.size()); }

  // Of a value that others than those computed from the same source ask for.
  Source SourceOf(InstId inst) const {
    const bool is_column = stage_.insts[inst].op == Op::LineDate || source_of_[inst] == inst;
    if (is_column || !HasNumber(stage_.insts[inst].type.kind) || !source_of_[inst] || !is_read_[inst])
      return {};
    return source_of_[inst];
  }
  // Everything that it is computed from, itself included, in order.
  std::vector<InstId> ChainOf(InstId inst) const {
    std::vector<bool> needed(inst + 1, false);
    needed[inst] = true;
    std::vector<InstId> chain;
    for (InstId id = inst + 1; id-- > 0;) {
      if (!needed[id]) continue;
      chain.push_back(id);
      for (const InstId operand : stage_.insts[id].operands) needed[operand] = true;
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

 private:
  Source FindSource(InstId id, const std::map<InstId, InputColumn>& columns) const {
    const Op op = stage_.insts[id].op;
    if (SeesDate(op)) return has_dates_ ? Source(date()) : Source();
    if (const auto column = columns.find(id); column != columns.end()) {
      const InputColumn& from = column->second;
      const bool is_coded = from.map != nullptr && from.states == nullptr && from.map->size() <= kMaxKeys;
      return is_coded ? Source(id) : Source();
    }
    if (!SeesOperandsOnly(op)) return {};
    Source source;
    for (const InstId operand : stage_.insts[id].operands) {
      if (stage_.insts[operand].op == Op::Const) continue;
      if (!source_of_[operand] || (source && source != source_of_[operand])) return {};
      source = source_of_[operand];
    }
    return source;
  }

  const ir::Stage& stage_;
  const bool has_dates_;
  std::vector<Source> source_of_;
  std::vector<bool> is_read_;  // by something with another source
};

// Evaluates instructions of a stage on keys instead of rows, by the reference interpreter.
class Evaluator {
 public:
  Evaluator(interp::RunState& run, const ir::Stage& stage)
      : run_(run), stage_(stage), registers_(stage.insts.size()) {}

  // The last of `chain` by key; none if some key has no value of 32 bits. Keys are the values of `column`, or
  // else dates.
  std::optional<std::vector<int32_t>> Evaluate(const std::vector<InstId>& chain, Source column,
                                               const std::vector<int32_t>& keys) {
    std::vector<interp::Step> steps;
    for (const InstId id : chain) steps.push_back(BindStep(run_, stage_, id));
    std::vector<int32_t> table;
    for (size_t first = 0; first < keys.size(); first += interp::kBatchRows) {
      const size_t count = std::min<size_t>(interp::kBatchRows, keys.size() - first);
      if (!EvaluateBatch(steps, column, {keys.data() + first, count}, table)) return std::nullopt;
    }
    return table;
  }

 private:
  bool EvaluateBatch(const std::vector<interp::Step>& steps, Source column, std::span<const int32_t> keys,
                     std::vector<int32_t>& table) {
    interp::Frame frame{.run = run_, .domain = kNoRow, .registers = registers_};
    frame.MoveTo(0, 1);
    frame.count = static_cast<int>(keys.size());
    frame.people.fill(interp::kNowhere);
    frame.source_rows.fill(interp::kNowhere);
    std::copy(keys.begin(), keys.end(), frame.days.begin());
    for (const interp::Step& step : steps) {
      if (step.result == column) {
        registers_[step.result].clean = true;
        std::copy(keys.begin(), keys.end(), registers_[step.result].values.begin());
      } else {
        step.op(step, frame);
      }
    }
    for (int i = 0; i < frame.count; ++i) {
      const eval::Lane lane = registers_[steps.back().result].At(i);
      if (lane.state != eval::kValue || lane.value < INT32_MIN || lane.value > INT32_MAX) return false;
      table.push_back(static_cast<int32_t>(lane.value));
    }
    return true;
  }

  interp::RunState& run_;
  const ir::Stage& stage_;
  std::vector<Lanes> registers_;
};

// Days that the lines have, where a table by day is small.
std::vector<int32_t> DaysOf(const LineSource& lines) {
  std::vector<int32_t> days;
  const int64_t num_days = int64_t{lines.last_day()} - lines.first_day() + 1;
  if (!lines.date() || lines.first_day() < 0 || num_days > static_cast<int64_t>(kMaxKeys)) return days;
  for (interp::Day day = lines.first_day(); day <= lines.last_day(); ++day) days.push_back(day);
  return days;
}

}  // namespace

void LookupTables::Add(interp::RunState& run, const Sweep& sweep, const LineSource& lines,
                       std::map<InstId, InputColumn>& columns) {
  const std::vector<int32_t> days = DaysOf(lines);
  const Finder finder(sweep, columns, !days.empty());
  Evaluator evaluator(run, sweep.stage);
  for (InstId inst = 0; inst < sweep.stage.insts.size(); ++inst) {
    const Source source = finder.SourceOf(inst);
    if (!source) continue;
    const bool is_by_day = *source == finder.date();
    InputColumn looked_up = is_by_day ? *lines.date() : columns.at(*source);
    const std::vector<int32_t>& keys = is_by_day ? days : *looked_up.map;
    auto table = evaluator.Evaluate(finder.ChainOf(inst), is_by_day ? Source() : source, keys);
    if (!table || table->empty()) continue;
    const auto [low, high] = std::minmax_element(table->begin(), table->end());
    looked_up.facts = {Widened({*low, *high})};
    // A day is its own position.
    if (is_by_day) table->insert(table->begin(), static_cast<size_t>(days.front()), 0);
    tables_.push_back(std::make_unique<std::vector<int32_t>>(*std::move(table)));
    looked_up.map = tables_.back().get();
    columns[inst] = looked_up;
  }
}

}  // namespace incent::jit
