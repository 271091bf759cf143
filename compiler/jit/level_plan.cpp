#include "compiler/jit/level_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/jit/literals.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

namespace {

void AddOnce(std::vector<ir::InstId>& list, ir::InstId inst) {
  if (std::find(list.begin(), list.end(), inst) == list.end()) list.push_back(inst);
}

class LevelPlanner {
 public:
  explicit LevelPlanner(const LevelRequest& request) : request_(request) {
    plan_.direct = request.direct;
    is_here_.insert(request.level.elements.begin(), request.level.elements.end());
    std::map<ir::InstId, numbers::Source> sources;
    // Nothing of an earlier level is computed again.
    for (ir::InstId id = 0; id < request.stage.insts.size(); ++id) {
      if (!IsConst(id) && is_here_.count(id) == 0) sources[id] = {request.stage.insts[id].range, true};
    }
    for (const auto& [inst, column] : plan_.direct) sources[inst] = column.facts;
    plan_.values = numbers::PlanNumbers(request.module, request.stage, sources, request.target);
    for (ir::InstId id = 0; id < plan_.values.size(); ++id) {
      if (IsConst(id)) plan_.values[id].computed = false;  // the interpreter has constants too
    }
    phase_of_.resize(plan_.values.size(), 0);
  }

  LevelPlan Plan() {
    FindNeeded();
    for (const ir::InstId id : request_.level.elements) {
      if (needed_.count(id) != 0) Place(id);
    }
    for (const ir::InstId id : request_.results) Deliver(id);
    for (const ir::InstId id : request_.viewed) {
      if (!plan_.IsDirect(id)) Deliver(id);
    }
    for (const ir::InstId id : request_.required) Require(id);
    for (size_t p = 0; p < plan_.phases.size(); ++p) FinishPhase(p);
    return std::move(plan_);
  }

 private:
  bool IsConst(ir::InstId id) const { return request_.stage.insts[id].op == ir::Op::Const; }
  bool IsComputed(ir::InstId id) const { return plan_.values[id].computed; }
  Phase& At(size_t phase) {
    if (plan_.phases.size() <= phase) plan_.phases.resize(phase + 1);
    return plan_.phases[phase];
  }

  // What results and checks depend on.
  void FindNeeded() {
    std::vector<ir::InstId> open = request_.results;
    open.insert(open.end(), request_.viewed.begin(), request_.viewed.end());
    open.insert(open.end(), request_.required.begin(), request_.required.end());
    while (!open.empty()) {
      const ir::InstId id = open.back();
      open.pop_back();
      if (is_here_.count(id) == 0 || !needed_.insert(id).second) continue;
      const auto& operands = request_.stage.insts[id].operands;
      open.insert(open.end(), operands.begin(), operands.end());
    }
  }

  void Place(ir::InstId id) {
    if (plan_.IsDirect(id)) return;
    size_t phase = 0;
    for (const ir::InstId operand : request_.stage.insts[id].operands) {
      const bool turn = !IsComputed(id) && IsComputed(operand);
      phase = std::max(phase, phase_of_[operand] + (turn ? 1 : 0));
    }
    phase_of_[id] = phase;
    if (IsComputed(id)) {
      At(phase).body.push_back(id);
      for (const ir::InstId operand : request_.stage.insts[id].operands) Feed(operand, phase);
    } else {
      for (const ir::InstId operand : request_.stage.insts[id].operands) Show(operand, phase);
      At(phase).interpreted.push_back(id);
    }
  }

  // Makes a value readable for the kernel of a phase.
  void Feed(ir::InstId id, size_t phase) {
    if (IsConst(id)) {
      AddOnce(constants_[phase], id);
    } else if (!IsComputed(id) || phase_of_[id] != phase) {
      AddOnce(inputs_[phase], id);
      if (IsComputed(id)) Output(id);
      if (!plan_.IsDirect(id)) FetchIfKept(id);
    }
  }

  void FetchIfKept(ir::InstId id) {
    if (is_here_.count(id) == 0) AddOnce(plan_.fetched, id);
  }

  // Makes a value readable for the interpreter in a phase: it evaluates even what lies there as it is.
  void Show(ir::InstId id, size_t phase) {
    if (IsConst(id)) return;
    if (IsComputed(id)) {
      Output(id);
      AddOnce(At(phase).read_back, id);
    } else {
      Evaluate(id);
    }
  }

  // The interpreter may have to evaluate what kernels read where it lies.
  void Evaluate(ir::InstId id) {
    FetchIfKept(id);
    if (plan_.IsDirect(id) && is_here_.count(id) != 0) AddOnce(At(0).interpreted, id);
  }

  void Output(ir::InstId id) { AddOnce(outputs_[phase_of_[id]], id); }

  void Deliver(ir::InstId id) {
    if (IsConst(id)) return;
    if (IsComputed(id)) {
      Output(id);
    } else {
      Evaluate(id);
    }
  }

  void Require(ir::InstId id) {
    const size_t phase = phase_of_[id];
    At(phase);
    if (!IsComputed(id)) AddOnce(inputs_[phase], id);
    AddOnce(required_[phase], id);
  }

  void FinishPhase(size_t p) {
    Phase& phase = plan_.phases[p];
    std::vector<ir::InstId> body = constants_[p];
    body.insert(body.end(), phase.body.begin(), phase.body.end());
    phase.has_kernel = !phase.body.empty() || !required_[p].empty();
    if (!phase.has_kernel) return;
    phase.body = std::move(body);
    for (const ir::InstId id : constants_[p]) {
      if (IsKnownByRun(request_.stage.insts[id])) phase.literals.push_back(id);
    }
    for (const ir::InstId id : inputs_[p]) phase.inputs.push_back(InputOf(id));
    for (const ir::InstId id : outputs_[p])
      phase.outputs.push_back({id, plan_.values[id].may_lack, numbers::IsWide(plan_.values[id])});
    phase.required = required_[p];
  }

  // A value that the interpreter or another kernel leaves behind has 64 or 128 bits. Only a kernel knows that
  // there is no row without a value.
  codegen::Input InputOf(ir::InstId id) const {
    const auto direct = plan_.direct.find(id);
    if (direct == plan_.direct.end()) {
      const bool has_states = !IsComputed(id) || plan_.values[id].may_lack;
      return {.inst = id,
              .width = numbers::IsWide(plan_.values[id]) ? codegen::Width::Int128 : codegen::Width::Int64,
              .states = has_states ? codegen::States::Words : codegen::States::None};
    }
    return direct->second.InputOf(id);
  }

  const LevelRequest& request_;
  LevelPlan plan_;
  std::set<ir::InstId> is_here_;
  std::set<ir::InstId> needed_;
  std::vector<size_t> phase_of_;
  std::map<size_t, std::vector<ir::InstId>> constants_, inputs_, outputs_, required_;
};

}  // namespace

LevelPlan PlanLevel(const LevelRequest& request) {
  return LevelPlanner(request).Plan();
}

std::string KeyOf(const LevelPlan& plan) {
  std::string key;
  for (const auto& [inst, column] : plan.direct) {
    key += fmt::format("{}:{}{}{}{}[{},{}];", inst, static_cast<int>(column.width),
                       static_cast<int>(column.state_kind),
                       column.negative_is_null ? "n"
                       : column.map != nullptr ? "m"
                                               : "",
                       column.facts.may_lack ? "?" : "", value::DecimalToText(column.facts.range.low, 0),
                       value::DecimalToText(column.facts.range.high, 0));
  }
  return key;
}

}  // namespace incent::jit
