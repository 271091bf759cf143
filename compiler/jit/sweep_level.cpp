#include "compiler/jit/sweep_level.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/jit/literals.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

using ir::InstId;
using ir::Op;
using numbers::Carrier;

std::optional<numbers::Source> SweepValues::FactsOf(InstId inst) const {
  if (const auto at = columns.find(inst); at != columns.end()) return at->second.facts;
  if (const auto at = gathered.find(inst); at != gathered.end()) {
    numbers::Source facts = at->second.column.facts;
    facts.range = {std::min<value::Int128>(facts.range.low, 0), std::max<value::Int128>(facts.range.high, 0)};
    facts.may_lack = at->second.may_lack();
    return facts;
  }
  if (const auto at = kept.find(inst); at != kept.end()) return at->second.facts;
  if (const auto at = sums.find(inst); at != sums.end())
    return numbers::Source{Widened(at->second->bounds())};
  return std::nullopt;
}

namespace {

void AddOnce(std::vector<InstId>& list, InstId inst) {
  if (std::find(list.begin(), list.end(), inst) == list.end()) list.push_back(inst);
}

class Planner {
 public:
  explicit Planner(const SweepLevelRequest& request)
      : request_(request), stage_(request.sweep.stage), at_(request.sweep.plan.levels[request.level]) {}

  std::optional<SweepLevel> Plan() {
    PlanValues();
    for (const InstId sum : at_.columns) {
      const InstId operand = stage_.insts[sum].operands[0];
      level_.sums.push_back(sum);
      if (LiesThere(operand)) continue;
      Output(operand);
      AddOnce(level_.kept, operand);
    }
    for (const InstId inst : request_.viewed) View(inst);
    for (const InstId inst : request_.results) Output(inst);
    for (const InstId inst : request_.required) Need(inst);
    level_.required = request_.required;
    if (!PlanBody()) return std::nullopt;
    FinishOutputs();
    return std::move(level_);
  }

 private:
  bool IsConst(InstId inst) const { return stage_.insts[inst].op == Op::Const; }
  bool IsBrought(InstId inst) const { return request_.values.FactsOf(inst).has_value(); }
  // For all lines.
  bool LiesThere(InstId inst) const {
    return request_.values.columns.count(inst) != 0 || request_.values.kept.count(inst) != 0;
  }

  void PlanValues() {
    std::map<InstId, numbers::Source> sources;
    for (InstId id = 0; id < stage_.insts.size(); ++id) {
      if (IsConst(id)) continue;
      const std::optional<numbers::Source> facts = request_.values.FactsOf(id);
      if (facts) {
        sources[id] = *facts;
        level_.key += fmt::format("{}{}[{},{}];", id, facts->may_lack ? "?" : "",
                                  value::DecimalToText(facts->range.low, 0),
                                  value::DecimalToText(facts->range.high, 0));
      }
    }
    level_.values = numbers::PlanNumbers(request_.module, stage_, sources, request_.target);
  }

  void Need(InstId inst) { open_.push_back(inst); }
  void Output(InstId inst) {
    AddOnce(outputs_, inst);
    Need(inst);
  }
  // What lies in memory needs no kernel.
  void View(InstId inst) {
    if (IsBrought(inst)) {
      Bring(inst);
    } else {
      Output(inst);
    }
  }
  void Bring(InstId inst) {
    if (!LiesThere(inst)) AddOnce(level_.chunk_inputs, inst);
  }

  // False if some value cannot be computed by a kernel.
  bool PlanBody() {
    std::set<InstId> body;
    while (!open_.empty()) {
      const InstId inst = open_.back();
      open_.pop_back();
      if (!body.insert(inst).second) continue;
      if (level_.values[inst].carrier == Carrier::None) return false;
      if (IsConst(inst) || IsBrought(inst)) continue;
      if (!level_.values[inst].computed) return false;
      for (const InstId operand : stage_.insts[inst].operands) Need(operand);
    }
    for (const InstId inst : body) {
      if (IsConst(inst)) {
        if (IsKnownByRun(stage_.insts[inst])) level_.literals.push_back(inst);
        level_.body.push_back(inst);
      } else if (IsBrought(inst)) {
        Bring(inst);
        level_.inputs.push_back(InputOf(inst));
      } else {
        level_.body.push_back(inst);
      }
    }
    return true;
  }

  codegen::Input InputOf(InstId inst) {
    const auto column = request_.values.columns.find(inst);
    if (column == request_.values.columns.end()) {
      const bool has_states = level_.values[inst].may_lack;
      return {.inst = inst, .states = has_states ? codegen::States::Words : codegen::States::None};
    }
    const codegen::Input input = column->second.InputOf(inst);
    level_.key +=
        fmt::format("{}:{}{}{}{};", inst, static_cast<int>(input.width), static_cast<int>(input.states),
                    input.negative_is_null ? "n" : "", input.is_mapped ? "m" : "");
    return input;
  }

  void FinishOutputs() {
    for (const InstId inst : outputs_) {
      level_.outputs.push_back({inst, level_.values[inst].may_lack});
      level_.key += fmt::format(">{}", inst);
    }
  }

  const SweepLevelRequest& request_;
  const ir::Stage& stage_;
  const interp::Level& at_;
  SweepLevel level_;
  std::vector<InstId> open_;
  std::vector<InstId> outputs_;
};

}  // namespace

std::optional<SweepLevel> PlanSweepLevel(const SweepLevelRequest& request) {
  return Planner(request).Plan();
}

}  // namespace incent::jit
