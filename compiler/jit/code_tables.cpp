#include "compiler/jit/code_tables.h"

#include <algorithm>
#include <optional>

#include "compiler/interp/bind.h"

namespace incent::jit {

using interp::Lanes;
using ir::InstId;
using ir::Op;

namespace {

// More codes than this are hardly fewer than lines.
constexpr size_t kMaxCodes = 4096;

// Ops that see their operands and nothing of the row.
bool SeesOperandsOnly(Op op) {
  return op >= Op::Add && op <= Op::TierPortion && op != Op::Guard;
}

// Evaluates instructions of a stage on codes instead of rows, by the reference interpreter.
class Evaluator {
 public:
  Evaluator(interp::RunState& run, const ir::Stage& stage, InstId source, const std::vector<int32_t>& values)
      : run_(run), stage_(stage), source_(source), values_(values), registers_(stage.insts.size()) {}

  // By code; none if some code has no value of 32 bits.
  std::optional<std::vector<int32_t>> Evaluate(InstId inst, const std::vector<InstId>& chain) {
    std::vector<int32_t> table;
    for (size_t first = 0; first < values_.size(); first += interp::kBatchRows) {
      const size_t count = std::min<size_t>(interp::kBatchRows, values_.size() - first);
      if (!EvaluateBatch(inst, chain, first, static_cast<int>(count), table)) return std::nullopt;
    }
    return table;
  }

 private:
  bool EvaluateBatch(InstId inst, const std::vector<InstId>& chain, size_t first, int count,
                     std::vector<int32_t>& table) {
    interp::Frame frame{.run = run_, .domain = stage_.domain, .registers = registers_};
    frame.count = count;
    for (const InstId id : chain) {
      if (id == source_) {
        registers_[id].clean = true;
        std::copy_n(values_.begin() + static_cast<ptrdiff_t>(first), count, registers_[id].values.begin());
      } else {
        const interp::Step step = BindStep(run_, stage_, id);
        step.op(step, frame);
      }
    }
    for (int i = 0; i < count; ++i) {
      const eval::Lane lane = registers_[inst].At(i);
      if (lane.state != eval::kValue || lane.value < INT32_MIN || lane.value > INT32_MAX) return false;
      table.push_back(static_cast<int32_t>(lane.value));
    }
    return true;
  }

  interp::RunState& run_;
  const ir::Stage& stage_;
  const InstId source_;
  const std::vector<int32_t>& values_;
  std::vector<Lanes> registers_;
};

// What follows from each instruction's operands.
class Finder {
 public:
  Finder(const ir::Stage& stage, const std::map<InstId, InputColumn>& columns)
      : stage_(stage), source_of_(stage.insts.size()) {
    for (InstId id = 0; id < stage.insts.size(); ++id) source_of_[id] = FindSource(id, columns);
  }

  // The one column that a number or flag is computed from.
  std::optional<InstId> SourceOf(InstId inst) const {
    const types::Kind kind = stage_.insts[inst].type.kind;
    const bool is_computed = !stage_.insts[inst].operands.empty();
    if (!is_computed || (kind != types::Kind::Number && kind != types::Kind::Flag)) return std::nullopt;
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
  // Some other instruction than those of the table asks for it.
  bool IsRead(InstId inst) const {
    for (InstId id = inst + 1; id < stage_.insts.size(); ++id) {
      const auto& operands = stage_.insts[id].operands;
      const bool reads = std::find(operands.begin(), operands.end(), inst) != operands.end();
      if (reads && source_of_[id] != source_of_[inst]) return true;
    }
    return std::any_of(stage_.outputs.begin(), stage_.outputs.end(),
                       [&](const auto& output) { return output.second == inst; });
  }

 private:
  std::optional<InstId> FindSource(InstId id, const std::map<InstId, InputColumn>& columns) const {
    const auto column = columns.find(id);
    if (column != columns.end()) {
      const InputColumn& from = column->second;
      const bool is_coded = from.map != nullptr && from.states == nullptr && from.map->size() <= kMaxCodes;
      return is_coded ? std::optional(id) : std::nullopt;
    }
    if (!SeesOperandsOnly(stage_.insts[id].op)) return std::nullopt;
    std::optional<InstId> source;
    for (const InstId operand : stage_.insts[id].operands) {
      if (stage_.insts[operand].op == Op::Const) continue;
      if (!source_of_[operand] || (source && source != source_of_[operand])) return std::nullopt;
      source = source_of_[operand];
    }
    return source;
  }

  const ir::Stage& stage_;
  std::vector<std::optional<InstId>> source_of_;
};

}  // namespace

void CodeTables::Add(interp::RunState& run, const ir::Stage& stage, std::map<InstId, InputColumn>& columns) {
  const Finder finder(stage, columns);
  for (InstId inst = 0; inst < stage.insts.size(); ++inst) {
    const std::optional<InstId> source = finder.SourceOf(inst);
    if (!source || !finder.IsRead(inst)) continue;
    const InputColumn& codes = columns.at(*source);
    auto table = Evaluator(run, stage, *source, *codes.map).Evaluate(inst, finder.ChainOf(inst));
    if (!table || table->empty()) continue;
    const auto [low, high] = std::minmax_element(table->begin(), table->end());
    const ir::Range range{*low, *high};
    tables_.push_back(std::make_unique<std::vector<int32_t>>(*std::move(table)));
    InputColumn looked_up = codes;
    looked_up.map = tables_.back().get();
    looked_up.facts = {range};
    columns[inst] = looked_up;
  }
}

}  // namespace incent::jit
