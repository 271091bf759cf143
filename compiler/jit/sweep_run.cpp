#include "compiler/jit/sweep_run.h"

#include <algorithm>

#include "compiler/interp/bind.h"
#include "compiler/jit/literals.h"

namespace incent::jit {

using eval::LaneColumn;
using ir::InstId;

SweepRun::SweepRun(const Program& program, base::Workers& workers, interp::RunState& run, int sweep,
                   const LineSource& lines, const eval::RunOptions& options)
    : program_(program),
      workers_(workers),
      run_(run),
      index_(sweep),
      sweep_(program.sweeps()[static_cast<size_t>(sweep)]),
      lines_(lines),
      options_(options),
      ascends_(lines.ascends()),
      ranges_(lines.size(), workers, program.options().piece_rows),
      tables_(run, sweep_, lines_, values_) {}

SweepEnd SweepRun::Run() {
  FindResults();
  BindSources();
  for (size_t level = 0; level < sweep_.plan.levels.size(); ++level) {
    if (RunLevel(level)) continue;
    return is_plain_ ? SweepEnd::Cancelled : SweepEnd::NotPlain;
  }
  Publish();
  return SweepEnd::Done;
}

void SweepRun::BindSources() {
  for (InstId inst = 0; inst < sweep_.stage.insts.size(); ++inst) {
    const interp::Step step = BindStep(run_, sweep_.stage, inst);
    if (auto column = ColumnOfLines(lines_, sweep_.stage, step)) {
      values_.columns[inst] = *column;
    } else if (auto gathered = GatherColumn(run_, lines_, sweep_.stage, step, values_.columns)) {
      values_.gathered[inst] = *gathered;
    }
  }
  tables_.Add();
}

// --- what is published ---

bool SweepRun::Keeps(size_t output) const {
  if (sweep_.is_read_later[output] || options_.keep == eval::Keep::All) return true;
  if (options_.keep == eval::Keep::Nothing) return false;
  const ir::OutputId id = sweep_.stage.outputs[output].first;
  const ir::DefinitionId definition = run_.module.outputs[static_cast<size_t>(id)].definition;
  return definition != ir::kNone &&
         run_.module.definitions[static_cast<size_t>(definition)].kind == "measure";
}

void SweepRun::FindResults() {
  for (size_t k = 0; k < sweep_.stage.outputs.size(); ++k) {
    if (Keeps(k)) results_.push_back(sweep_.stage.outputs[k].second);
  }
  for (const ir::LedgerEntry& entry : sweep_.stage.ledger) {
    results_.push_back(entry.value);
    if (entry.date) results_.push_back(*entry.date);
    if (entry.payee) results_.push_back(*entry.payee);
  }
}

// Some results are published more than once.
LaneColumn SweepRun::Take(InstId inst) {
  if (--num_uses_.at(inst) > 0) return columns_.at(inst);
  return std::move(columns_.at(inst));
}

void SweepRun::Publish() {
  for (const InstId inst : results_) ++num_uses_[inst];
  for (size_t k = 0; k < sweep_.stage.outputs.size(); ++k) {
    const auto& [output, inst] = sweep_.stage.outputs[k];
    if (Keeps(k)) run_.outputs[static_cast<size_t>(output)] = Take(inst);
  }
  for (size_t k = 0; k < totals_.size(); ++k)
    run_.outputs[static_cast<size_t>(sweep_.totals[k].output)] = totals_[k].Finish();
  for (size_t k = 0; k < sweep_.entries.size(); ++k) {
    const ir::LedgerEntry& entry = sweep_.stage.ledger[k];
    interp::LedgerColumns& columns = run_.ledger.emplace_back();
    columns.stage = sweep_.entries[k].stage;
    columns.entry = sweep_.entries[k].entry;
    columns.values = Take(entry.value);
    if (entry.date) columns.dates = Take(*entry.date);
    if (entry.payee) columns.payees = Take(*entry.payee);
  }
}

// --- one level ---

bool SweepRun::MakeSums(const SweepLevel& level) {
  const auto num_people = static_cast<size_t>(run_.space.num_people());
  if (!RunningSum::HasRoom(lines_, num_people, ascends_, ranges_.size())) return level.sums.empty();
  for (const InstId sum : level.sums) {
    const ir::Instruction& inst = sweep_.stage.insts[sum];
    if (!SumsFit(level.values[inst.operands[0]].range, lines_.size())) return false;
    values_.sums[sum] =
        std::make_unique<RunningSum>(lines_, inst.attributes.granule, num_people, ascends_, ranges_.size());
  }
  return true;
}

bool SweepRun::MakeTotals(const SweepLevel& level) {
  totals_.clear();
  for (const Total& total : sweep_.totals) {
    if (!SumsFit(level.values[total.operand].range, lines_.size())) return false;
    if (!HasCertainGroups(run_, sweep_.line_set, total.target, total.group)) return false;
    totals_.emplace_back(run_, lines_, total.target, total.group, ranges_.size());
  }
  return true;
}

void SweepRun::KeepValues(const SweepLevel& level) {
  for (const InstId inst : level.kept) {
    KeptValues& kept = values_.kept[inst];
    const numbers::Value& value = level.values[inst];
    kept.facts = {value.range, value.may_lack};
    kept.values.resize(lines_.size());
    if (value.may_lack) kept.states.resize(lines_.size());
  }
}

void SweepRun::MakeColumns(const SweepLevel& level) {
  for (const codegen::Output& output : level.outputs) {
    if (std::find(results_.begin(), results_.end(), output.inst) == results_.end()) continue;
    LaneColumn& column = columns_[output.inst] = LaneColumn::Unwritten(lines_.size());
    if (output.has_states) column.MakeStates();
  }
}

bool SweepRun::RunLevel(size_t index) {
  const bool is_last = index + 1 == sweep_.plan.levels.size();
  SweepLevelRequest request{.module = run_.module,
                            .sweep = sweep_,
                            .level = index,
                            .values = values_,
                            .results = {},
                            .viewed = {},
                            .required = {},
                            .target = program_.target()};
  if (is_last) {
    request.results = results_;
    for (const Total& total : sweep_.totals) request.viewed.push_back(total.operand);
    for (const ir::Check& check : sweep_.stage.checks) request.required.push_back(check.condition);
  }
  const std::optional<SweepLevel> level = PlanSweepLevel(request);
  if (!level || !MakeSums(*level) || (is_last && !MakeTotals(*level))) {
    is_plain_ = false;
    return false;
  }
  for (const InstId inst : level->chunk_inputs) {
    if (const auto sum = values_.sums.find(inst); sum != values_.sums.end()) sum->second->Rewind(workers_);
  }
  KeepValues(*level);
  if (is_last) MakeColumns(*level);
  SweepPass pass{.lines = lines_, .level = *level, .sweep = sweep_, .values = values_};
  for (auto& [inst, column] : columns_) pass.columns[inst] = &column;
  for (size_t k = 0; k < totals_.size(); ++k) pass.totals.emplace_back(sweep_.totals[k].operand, &totals_[k]);
  pass.literals = LiteralsOf(run_, sweep_.stage.insts, level->literals);
  if (level->has_kernel()) pass.kernel = program_.CodeFor(index_, index, *level, lines_.size());
  if (!RunRanges(pass)) return false;
  for (const InstId sum : level->sums) values_.sums.at(sum)->Finish(workers_);
  for (auto& [inst, column] : columns_) column.DropRoom();
  return true;
}

bool SweepRun::RunRanges(const SweepPass& pass) {
  return workers_.For(ranges_.size(), 1, [&](int, size_t r, size_t) {
    SweepRange range(pass, r);
    const auto [begin, end] = ranges_[r];
    for (size_t first = begin; first < end; first += kChunkLines) {
      if (!range.Run(first, std::min(kChunkLines, end - first))) {
        is_plain_ = false;
        return false;
      }
      if (eval::IsDue(options_.stop)) return false;
    }
    return true;
  });
}

}  // namespace incent::jit
