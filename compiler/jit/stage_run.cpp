#include "compiler/jit/stage_run.h"

#include <algorithm>

#include "compiler/base/check.h"
#include "compiler/jit/chunk_emitter.h"
#include "compiler/jit/column_ops.h"

namespace incent::jit {

using eval::LaneColumn;
using eval::State;
using interp::Zeros;
using numbers::Carrier;

StageRun::StageRun(const Program& program, base::Workers& workers, interp::RunState& run, int stage)
    : program_(program),
      workers_(workers),
      run_(run),
      index_(stage),
      stage_(run.module.stages[static_cast<size_t>(stage)]),
      plan_(program.reference().plan(stage)),
      num_rows_(run.space.NumRows(stage_.domain)),
      failed_(static_cast<size_t>(workers.size())) {}

// Few rows, and what no test of a plan has in bulk.
bool StageRun::IsForReference() const {
  if (num_rows_ < program_.options().min_rows || stage_.domain.kind == ir::DomainKind::Unit) return true;
  return std::any_of(stage_.checks.begin(), stage_.checks.end(), [&](const ir::Check& check) {
    return stage_.insts[check.condition].op == ir::Op::Const;
  });
}

bool StageRun::RunByReference(const eval::Stop* stop) {
  return interp::StageRun(run_, index_, plan_).Publish(stop);
}

bool StageRun::Publish(const eval::Stop* stop) {
  stop_ = stop;
  if (IsForReference()) return RunByReference(stop);
  if (PrepareColumns() && PublishLast()) return true;
  if (needs_reference_) return RunByReference(stop);
  return false;
}

// --- one level ---

LevelPlan StageRun::Plan(size_t level, const std::vector<ResultColumn>& results,
                         const std::vector<ir::InstId>& viewed,
                         const std::vector<ir::InstId>& required) const {
  LevelRequest request{.module = run_.module,
                       .stage = stage_,
                       .level = plan_.levels[level],
                       .direct = {},
                       .results = {},
                       .viewed = viewed,
                       .required = required,
                       .target = program_.target()};
  for (const ResultColumn& result : results) request.results.push_back(result.inst);
  const interp::BatchRun bound(run_, index_, plan_, kept_);
  for (const ir::InstId inst : request.level.elements) {
    if (auto column = DirectColumn(run_, stage_.domain, bound.step(inst))) request.direct[inst] = *column;
  }
  for (const ir::InstId inst : request.level.fetched) request.direct[inst] = AnyColumnOf(kept_.at(inst));
  return PlanLevel(request);
}

// So that threads may write rows of their own.
void StageRun::MakeRoom(const LevelPlan& plan, const std::vector<ResultColumn>& results) const {
  for (const ResultColumn& result : results) {
    const numbers::Value& value = plan.values[result.inst];
    if (numbers::IsWide(value)) result.column->Widen();
    if (!value.computed || value.may_lack) result.column->MakeStates();
  }
}

bool StageRun::RunLevel(size_t level, const std::vector<ResultColumn>& results,
                        const std::vector<ir::InstId>& viewed, const AfterChunk& after) {
  std::vector<ir::InstId> required;
  if (level + 1 == plan_.levels.size()) {
    for (const ir::Check& check : stage_.checks) required.push_back(check.condition);
  }
  const LevelPlan plan = Plan(level, results, viewed, required);
  for (const ir::InstId inst : viewed) {
    const auto direct = plan.direct.find(inst);
    const bool lies_wide = direct != plan.direct.end() && direct->second.width == codegen::Width::Int128;
    const bool is_carried = plan.values[inst].carrier != Carrier::None;
    if (!is_carried || numbers::IsWide(plan.values[inst]) || lies_wide) needs_reference_ = true;
  }
  if (needs_reference_) return false;
  const std::vector<codegen::CompiledKernel> code = program_.CodeFor(index_, level, plan, num_rows_);
  MakeRoom(plan, results);
  std::vector<std::unique_ptr<ChunkRun>> chunks;
  for (int worker = 0; worker < workers_.size(); ++worker) {
    chunks.push_back(std::make_unique<ChunkRun>(run_, index_, plan_, plan_.levels[level], kept_, plan, code,
                                                results, viewed));
  }
  const auto work = [&](int worker, size_t begin, size_t end) {
    ChunkRun& chunk = *chunks[static_cast<size_t>(worker)];
    for (size_t first = begin; first < end; first += kChunkRows) {
      const int count = static_cast<int>(std::min<size_t>(kChunkRows, end - first));
      chunk.Run(first, count);
      if (!after(worker, chunk, first, count)) {
        needs_reference_ = true;
        return false;
      }
      for (int i = 0; chunk.any_aside() && i < count; ++i) {
        if (!chunk.IsAside(i)) continue;
        const size_t row = first + static_cast<size_t>(i);
        chunk.Redo(row);
        chunk.PatchResults(row);
        if (!required.empty()) NoteChecks(worker, chunk, row);
      }
      if (eval::IsDue(stop_)) return false;
    }
    return true;
  };
  if (!workers_.For(num_rows_, program_.options().piece_rows, work)) return false;
  Patch(chunks, results);
  return true;
}

void StageRun::Patch(std::vector<std::unique_ptr<ChunkRun>>& chunks,
                     const std::vector<ResultColumn>& results) {
  for (const std::unique_ptr<ChunkRun>& chunk : chunks) {
    for (const jit::Patch& patch : chunk->patches()) results[patch.result].column->Set(patch.row, patch.lane);
  }
  for (const ResultColumn& result : results) {
    result.column->DropRoom();
    if (result.zeros) interp::DoubtLines(run_, stage_.domain, *result.zeros, *result.column);
  }
}

void StageRun::NoteChecks(int worker, ChunkRun& chunk, size_t row) {
  for (size_t k = 0; k < stage_.checks.size(); ++k) {
    const ir::Check& check = stage_.checks[k];
    const interp::Lane condition = chunk.batch().lanes(check.condition).At(0);
    if (condition.IsTrue()) continue;
    State cause = condition.state;
    if (!eval::IsError(cause)) {
      cause = run_.errors.Intern(
          {value::ErrorCode::AssertFailed, check.definition, index_, run_.space.PlaceOf(stage_.domain, row)});
    }
    failed_[static_cast<size_t>(worker)].push_back({index_, static_cast<int>(k), row, cause});
  }
}

// --- the levels before the last, and what looks at many rows ---

bool StageRun::PrepareColumns() {
  const auto nothing = [](int, ChunkRun&, size_t, int) { return true; };
  for (size_t k = 0; k + 1 < plan_.levels.size(); ++k) {
    const interp::Level& level = plan_.levels[k];
    std::vector<ResultColumn> results;
    for (const ir::InstId inst : level.kept) {
      const auto at = kept_.emplace(inst, LaneColumn(num_rows_)).first;
      results.push_back({inst, &at->second, {}});
    }
    if (!RunLevel(k, results, {}, nothing)) return false;
    for (const ir::InstId inst : level.columns) {
      const ir::Instruction& instruction = stage_.insts[inst];
      const bool is_aggregate = instruction.op >= ir::Op::AggSum && instruction.op <= ir::Op::AggLast;
      const interp::DoubtedOperands operands(run_, stage_.domain, instruction, kept_);
      interp::ColumnCall call{.run = run_,
                              .stage = index_,
                              .domain = stage_.domain,
                              .target = is_aggregate ? stage_.target : stage_.domain,
                              .inst = instruction,
                              .operands = operands.columns(),
                              .scales = {}};
      for (const ir::InstId operand : instruction.operands)
        call.scales.push_back(stage_.insts[operand].type.scale);
      std::optional<LaneColumn> column = RunColumnOp(call, workers_);
      if (!column) column = interp::ColumnOpOf(instruction.op)(call);
      kept_.insert_or_assign(inst, *std::move(column));
      if (eval::IsDue(stop_)) return false;
    }
  }
  return true;
}

// --- the end of the stage ---

bool StageRun::PublishLast() {
  if (stage_.stage_class == ir::StageClass::Merge) {
    for (const auto& [output, inst] : stage_.outputs)
      run_.outputs[static_cast<size_t>(output)] = kept_.at(inst);
    return true;
  }
  std::vector<LaneColumn> outputs(stage_.outputs.size(), LaneColumn(num_rows_));
  std::vector<interp::LedgerColumns> ledger;
  std::vector<ResultColumn> results;
  for (size_t k = 0; k < outputs.size(); ++k)
    results.push_back({stage_.outputs[k].second, &outputs[k], Zeros::InDoubt});
  ledger.reserve(stage_.ledger.size());
  for (size_t entry = 0; entry < stage_.ledger.size(); ++entry) {
    const ir::LedgerEntry& from = stage_.ledger[entry];
    ledger.push_back({index_, static_cast<int>(entry), LaneColumn(num_rows_), std::nullopt, std::nullopt});
    interp::LedgerColumns& columns = ledger.back();
    results.push_back({from.value, &columns.values, Zeros::Known});
    if (from.date) results.push_back({*from.date, &columns.dates.emplace(num_rows_), {}});
    if (from.payee) results.push_back({*from.payee, &columns.payees.emplace(num_rows_), {}});
  }
  std::vector<ir::InstId> viewed;
  for (const ir::Emit& emit : stage_.emits)
    viewed.insert(viewed.end(), {emit.when, emit.who, emit.date, emit.share, emit.amount, emit.whole});

  const size_t piece_rows = program_.options().piece_rows;
  std::vector<LinePiece> pieces(viewed.empty() ? 0 : num_rows_ / piece_rows + 1);
  std::optional<ChunkEmitter> emitter;
  if (!viewed.empty()) emitter.emplace(run_, stage_);
  const auto after = [&](int, ChunkRun& chunk, size_t first, int count) {
    return !emitter || emitter->Emit(chunk, first, count, pieces[first / piece_rows]);
  };
  if (!RunLevel(plan_.levels.size() - 1, results, viewed, after)) return false;

  for (size_t k = 0; k < outputs.size(); ++k)
    run_.outputs[static_cast<size_t>(stage_.outputs[k].first)] = std::move(outputs[k]);
  for (interp::LedgerColumns& columns : ledger) run_.ledger.push_back(std::move(columns));
  for (const std::vector<interp::FailedCheck>& failed : failed_)
    run_.failed_checks.insert(run_.failed_checks.end(), failed.begin(), failed.end());
  if (!viewed.empty()) PublishLines(run_, stage_.target.index, pieces, OrderOf(pieces), workers_);
  return true;
}

// Sums need no order, where a table of all people and days is not much larger than the lines themselves.
LineOrder StageRun::OrderOf(const std::vector<LinePiece>& pieces) const {
  const int set = stage_.target.index;
  if (run_.space.lines(set).by_row) return LineOrder::ByRow;
  const auto people = static_cast<size_t>(run_.space.num_people());
  const auto days = run_.space.grid(value::Granule::Month).by_day.size();
  const bool is_dense = people * days <= std::max(2 * num_rows_, size_t{1} << 16);
  const int dataset = run_.module.line_sets[static_cast<size_t>(set)].dataset;
  const bool one_per_row = std::all_of(pieces.begin(), pieces.end(), [](const LinePiece& piece) {
    return static_cast<size_t>(piece.num_source_rows) == piece.size();
  });
  const bool may_stay = is_dense && run_.KeysAscend(dataset) && AllowsRowOrder(run_.module, set, one_per_row);
  return may_stay ? LineOrder::ByRow : LineOrder::Canonical;
}

}  // namespace incent::jit
