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
  const StageRunner& run_stage;
  eval::Progress progress;
};

// Runs the stages for which `wanted(index)`. False if cancelled.
template <typename Wanted>
[[nodiscard]] bool RunStages(Walk& walk, RunState& state, Wanted wanted) {
  const auto num_stages = static_cast<int>(walk.program.module().stages.size());
  walk.progress.num_stages = num_stages;
  for (int stage = 0; stage < num_stages; ++stage) {
    if (!wanted(stage)) continue;
    if (!walk.run_stage(state, stage)) return false;
    walk.progress.stage = stage + 1;
    const ir::Domain& domain = walk.program.module().stages[static_cast<size_t>(stage)].domain;
    walk.progress.rows += static_cast<int64_t>(state.space.NumRows(domain));
    if (walk.options.progress) walk.options.progress(walk.progress);
  }
  return true;
}

// The dates of the cells of the input, if any: what lines can be dated by, and often more. Attributes of
// participants do not count.
GridDays CellDays(const ir::Module& module, const column::InputData& input, GridDays days) {
  for (size_t d = 0; d < module.datasets.size(); ++d) {
    if (static_cast<int>(d) == module.participants) continue;
    for (size_t f = 0; f < module.datasets[d].fields.size(); ++f) {
      if (module.datasets[d].fields[f].kind != column::FieldKind::Date) continue;
      const column::Column& column = input.tables[d].columns[f];
      for (size_t row = 0; row < column.size(); ++row) {
        if (column.StateAt(row) == column::CellState::Value) days.Include(static_cast<Day>(column.At(row)));
      }
    }
  }
  return days;
}

// The days that have periods whatever the input.
GridDays StatedDays(const ir::Module& module) {
  const Day from = module.history.from;
  const Day effective = module.effective_until.value_or(module.effective_from);
  return {from, std::max(from, module.history.until.value_or(effective))};
}

bool IsOpenAfter(const ir::Module& module) {
  return module.history.open_after || (!module.history.until && !module.effective_until);
}

// The days that have periods where lines have these days.
GridDays Widened(const ir::Module& module, const GridDays& lines) {
  GridDays days = StatedDays(module);
  if (module.history.open_before) {
    const Day margin = std::max(0, module.effective_from - module.history.from);
    days.first = std::min(days.first, std::max(value::kFirstDay, lines.first - margin));
  }
  if (IsOpenAfter(module)) days.last = std::max(days.last, lines.last);
  return days;
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

// Of the lines that are certain.
GridDays LineDays(const ir::Module& module, const RunState& state) {
  GridDays days = StatedDays(module);
  for (size_t set = 0; set < module.line_sets.size(); ++set) {
    const Lines& lines = state.space.lines(static_cast<int>(set));
    if (lines.summary && lines.size() > 0) {
      days.Include(lines.summary->first_day);
      days.Include(lines.summary->last_day);
    }
    for (size_t line = 0; line < lines.days.size(); ++line) {
      if (lines.days[line] != kNoDay && lines.StateOf(line) == eval::kValue) days.Include(lines.days[line]);
    }
  }
  return Widened(module, days);
}

// Whether lines that may be there, or may be anywhere, would make the grid of `days` larger.
GridEdges EdgesOf(const ir::Module& module, const RunState& state, const GridDays& days) {
  GridEdges edges;
  const auto add = [&](Day day, State day_state, State error) {
    const State why = eval::IsError(day_state) ? day_state : error;
    if (why == eval::kValue) return;
    GridDays more = days;
    if (day_state == eval::kValue) more.Include(day);
    const GridDays widened = Widened(module, more);
    const bool is_undated = day_state != eval::kValue;
    if (module.history.open_before && (is_undated || widened.first < days.first))
      edges.before = state.errors.Stronger(edges.before, why);
    if (IsOpenAfter(module) && (is_undated || widened.last > days.last))
      edges.after = state.errors.Stronger(edges.after, why);
  };
  for (size_t set = 0; set < module.line_sets.size(); ++set) {
    const Lines& lines = state.space.lines(static_cast<int>(set));
    for (const Unplaced& row : lines.unplaced) add(row.day, row.day_state, row.error);
    for (size_t line = 0; line < lines.days.size(); ++line)
      add(lines.days[line], lines.DayState(line), lines.StateOf(line));
  }
  return edges;
}

// The edges of a state, for another one.
struct FoundEdges {
  std::optional<eval::ErrorRecord> before;
  std::optional<eval::ErrorRecord> after;
};

FoundEdges Found(const RunState& state, const GridEdges& edges) {
  FoundEdges found;
  if (edges.before != eval::kValue) found.before = state.errors.At(edges.before);
  if (edges.after != eval::kValue) found.after = state.errors.At(edges.after);
  return found;
}

// The days that have periods: those that the module states, else as far as there are lines. Lines may need
// periods to be made, so that is found by making them, until the grid holds them all.
[[nodiscard]] bool FindGrid(Walk& walk, const column::InputData& input, GridDays* days, FoundEdges* edges) {
  const ir::Module& module = walk.program.module();
  *days = StatedDays(module);
  if (!module.history.open_before && !IsOpenAfter(module)) return true;
  const std::vector<bool> wanted = StagesOfLines(module);
  for (GridDays tried = Widened(module, CellDays(module, input, *days));;) {
    RunState state(module, input, tried, walk.options.pays_without_rows);
    if (!RunStages(walk, state, [&](int stage) { return wanted[static_cast<size_t>(stage)]; })) return false;
    *days = LineDays(module, state);
    if (tried.first <= days->first && days->last <= tried.last) {
      *edges = Found(state, EdgesOf(module, state, *days));
      return true;
    }
    tried.Include(days->first);
    tried.Include(days->last);
  }
}

}  // namespace

RunResult Run(const Program& program, const column::InputData& input, const eval::RunOptions& options) {
  return RunWith(program, input, options, [&](RunState& state, int stage) {
    return StageRun(state, stage, program.plan(stage)).Publish(options.stop);
  });
}

RunResult RunWith(const Program& program, const column::InputData& input, const eval::RunOptions& options,
                  const StageRunner& run_stage) {
  RunResult result;
  Walk walk{program, options, run_stage, {}};
  GridDays days;
  FoundEdges edges;
  bool done = FindGrid(walk, input, &days, &edges);
  if (done) {
    result.state = std::make_unique<RunState>(program.module(), input, days, options.pays_without_rows);
    if (edges.before) result.state->edges.before = result.state->errors.Intern(*edges.before);
    if (edges.after) result.state->edges.after = result.state->errors.Intern(*edges.after);
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
  const Space space(module, input, Widened(module, CellDays(module, input, StatedDays(module))));
  // 64-bit lanes; a line also has its row, participant, date and three amounts.
  constexpr size_t kLaneBytes = 8;
  constexpr size_t kLineBytes = 3 * sizeof(int32_t) + 3 * kLaneBytes;
  // Participant, two dates, row and amount of a payout. While lines are put in order they exist twice.
  constexpr size_t kLedgerBytes = 4 * sizeof(int32_t) + kLaneBytes;
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
