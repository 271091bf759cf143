#include "compiler/interp/program.h"

#include "compiler/interp/payouts.h"
#include "compiler/interp/stage_run.h"

namespace incent::interp {

Program::Program(ir::Module module) : module_(std::move(module)) {
  for (const ir::Stage& stage : module_.stages) plans_.push_back(PlanStage(stage));
}

namespace {

struct Walk {
  const Program& program;
  const eval::RunOptions& options;
  eval::Progress progress;
};

// Runs the stages for which `wanted(index)`. False if cancelled.
template <typename Wanted>
[[nodiscard]] bool RunStages(Walk& walk, RunState& state, Wanted wanted) {
  const auto num_stages = static_cast<int>(walk.program.module().stages.size());
  walk.progress.num_stages = num_stages;
  for (int stage = 0; stage < num_stages; ++stage) {
    if (!wanted(stage)) continue;
    StageRun run(state, stage, walk.program.plan(stage));
    if (!run.Publish(walk.options.cancel)) return false;
    walk.progress.stage = stage + 1;
    walk.progress.rows += static_cast<int64_t>(run.num_rows());
    if (walk.options.progress) walk.options.progress(walk.progress);
  }
  return true;
}

// The latest date cell of the input; the module's first day if there is none.
Day LatestCell(const ir::Module& module, const column::InputData& input) {
  Day latest = module.history_from;
  for (size_t d = 0; d < module.datasets.size(); ++d) {
    for (size_t f = 0; f < module.datasets[d].fields.size(); ++f) {
      if (module.datasets[d].fields[f].kind != column::FieldKind::Date) continue;
      const column::Column& column = input.tables[d].columns[f];
      for (size_t row = 0; row < column.size(); ++row) {
        if (column.StateAt(row) != column::CellState::Value) continue;
        latest = std::max(latest, static_cast<Day>(column.At(row)));
      }
    }
  }
  return latest;
}

// The stages without which no line can be made.
std::vector<bool> StagesOfLines(const ir::Module& module) {
  std::vector<bool> wanted(module.stages.size(), false);
  for (size_t k = module.stages.size(); k-- > 0;) {
    const ir::Stage& stage = module.stages[k];
    if (!stage.emits.empty()) wanted[k] = true;
    if (!wanted[k]) continue;
    const auto want = [&](ir::OutputId output) {
      if (output != ir::kNone)
        wanted[static_cast<size_t>(module.outputs[static_cast<size_t>(output)].stage)] = true;
    };
    for (const ir::Instruction& inst : stage.insts) {
      want(inst.attributes.output);
      want(inst.attributes.group.key);
      if (inst.attributes.group.kind == ir::GroupKind::Everyone) want(module.eligible);
    }
  }
  return wanted;
}

// The last day that has periods: the plan's, or where that is open the date of the latest line. Lines may
// need periods to be made, so that is found by making them, until the grid holds them all.
[[nodiscard]] bool FindLastDay(Walk& walk, const column::InputData& input, Day* last_day) {
  const ir::Module& module = walk.program.module();
  if (module.effective_until) {
    *last_day = *module.effective_until;
    return true;
  }
  const std::vector<bool> wanted = StagesOfLines(module);
  for (Day grid_until = LatestCell(module, input);;) {
    RunState state(module, input, grid_until);
    if (!RunStages(walk, state, [&](int stage) { return wanted[static_cast<size_t>(stage)]; })) return false;
    Day latest = module.history_from;
    for (size_t set = 0; set < module.line_sets.size(); ++set) {
      for (const Day day : state.space.lines(static_cast<int>(set)).days) {
        if (day != kNoDay) latest = std::max(latest, day);
      }
    }
    *last_day = latest;
    if (latest <= grid_until) return true;
    grid_until = latest;
  }
}

}  // namespace

RunResult Run(const Program& program, const column::InputData& input, const eval::RunOptions& options) {
  RunResult result;
  Walk walk{program, options, {}};
  Day last_day = 0;
  bool done = FindLastDay(walk, input, &last_day);
  if (done) {
    result.state = std::make_unique<RunState>(program.module(), input, last_day);
    done = RunStages(walk, *result.state, [](int) { return true; });
  }
  if (done) {
    result.outcome = MakeOutcome(*result.state);
  } else {
    result.outcome.cancelled = true;
  }
  return result;
}

size_t EstimateMemory(const Program& program, const column::InputData& input) {
  const ir::Module& module = program.module();
  const Day last_day = module.effective_until.value_or(LatestCell(module, input));
  const Space space(module, input, last_day);
  // 64-bit lanes; a line also has its row, participant, date and three amounts.
  constexpr size_t kLaneBytes = 8;
  constexpr size_t kLineBytes = 3 * 4 + 3 * kLaneBytes;
  // While lines are put in order they exist twice, and a payout is held until the ledger is sorted.
  constexpr size_t kLedgerBytes = sizeof(eval::LedgerRow);
  size_t bytes = 0;
  for (const ir::Stage& stage : module.stages) {
    const auto rows_of = [&](const ir::Domain& domain) {
      if (domain.kind != ir::DomainKind::Lines) return space.NumRows(domain);
      const int dataset = module.line_sets[static_cast<size_t>(domain.index)].dataset;
      return static_cast<size_t>(input.tables[static_cast<size_t>(dataset)].num_rows);
    };
    const bool is_merge = stage.stage_class == ir::StageClass::Merge;
    bytes += rows_of(is_merge ? stage.target : stage.domain) * stage.outputs.size() * kLaneBytes;
    bytes += rows_of(stage.domain) * stage.ledger.size() * (2 * kLaneBytes + kLedgerBytes);
    if (!stage.emits.empty()) bytes += 2 * rows_of(stage.domain) * stage.emits.size() * kLineBytes;
    bytes += stage.insts.size() * sizeof(Lanes);
  }
  return bytes;
}

}  // namespace incent::interp
