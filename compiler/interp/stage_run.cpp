#include "compiler/interp/stage_run.h"

#include "compiler/base/check.h"
#include "compiler/interp/column_ops.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {

Lane LaneOf(RunState& run, const ir::Literal& literal, const types::Type& type) {
  if (literal.is_null) return {0, eval::kNull};
  const bool is_text = type.kind == types::Kind::Text || type.kind == types::Kind::OneOf;
  return {is_text ? Int128{run.texts.Intern(literal.text)} : literal.number};
}

StageRun::StageRun(RunState& run, int stage, const StagePlan& plan)
    : run_(run),
      index_(stage),
      stage_(run.module.stages[static_cast<size_t>(stage)]),
      plan_(plan),
      num_rows_(run.space.NumRows(stage_.domain)),
      registers_(stage_.insts.size()),
      steps_(stage_.insts.size()),
      frame_{.run = run, .stage = stage, .domain = stage_.domain, .registers = registers_} {
  for (ir::InstId inst = 0; inst < stage_.insts.size(); ++inst) Bind(inst);
}

// --- binding instructions to the run ---

void StageRun::Bind(ir::InstId inst) {
  Step& step = steps_[inst];
  step.inst = &stage_.insts[inst];
  step.result = inst;
  step.op = ElementOpOf(step.inst->op);
  step.scale = step.inst->type.scale;
  for (const ir::InstId operand : step.inst->operands)
    step.scales.push_back(stage_.insts[operand].type.scale);
  BindCells(step);
  BindSources(step);
  BindLiterals(step);
}

void StageRun::BindCells(Step& step) {
  const ir::Op op = step.inst->op;
  if (op != ir::Op::Col && op != ir::Op::RowCol && op != ir::Op::Field && op != ir::Op::Gather) return;
  const int dataset = step.inst->attributes.dataset;
  const int field = step.inst->attributes.field;
  const auto& schema = run_.module.datasets[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)];
  CellSource& cells = step.cells;
  cells.table = &run_.input.tables[static_cast<size_t>(dataset)];
  // A table without rows may have no columns either.
  if (!cells.table->columns.empty()) cells.column = &cells.table->columns[static_cast<size_t>(field)];
  cells.kind = schema.kind;
  cells.dataset = dataset;
  if (schema.kind == column::FieldKind::Number) cells.rescale = step.scale - schema.scale;
  if (schema.kind == column::FieldKind::Text || schema.kind == column::FieldKind::OneOf) {
    cells.texts = &run_.TextsOf(dataset, field);
  }
}

void StageRun::BindSources(Step& step) {
  const ir::Attributes& attributes = step.inst->attributes;
  switch (step.inst->op) {
    case ir::Op::Load:
    case ir::Op::Bcast:
      step.column = &run_.Output(attributes.output);
      step.from = &run_.module.outputs[static_cast<size_t>(attributes.output)].domain;
      break;
    case ir::Op::WindowSum:
    case ir::Op::WindowCount:
    case ir::Op::WindowMax:
    case ir::Op::WindowMin:
    case ir::Op::WindowFirst:
    case ir::Op::WindowLast:
      step.from = &run_.module.outputs[static_cast<size_t>(attributes.output)].domain;
      step.window = &run_.WindowsOf(attributes.output, attributes.group, HasPerson(stage_.domain));
      break;
    case ir::Op::Lookup:
      step.keys = &run_.KeysOf(attributes.dataset);
      break;
    case ir::Op::Call:
      step.kernel = kernels::FindKernel(attributes.name);
      INCENT_CHECK(step.kernel != nullptr, "a call names a kernel of the table");
      break;
    default:
      break;
  }
}

void StageRun::BindLiterals(Step& step) {
  const ir::Attributes& attributes = step.inst->attributes;
  if (step.inst->op == ir::Op::Const) {
    step.literals.push_back(LaneOf(run_, attributes.literal, step.inst->type));
  }
  for (const ir::ParamStep& from : attributes.steps) {
    step.literals.push_back(LaneOf(run_, from.value, step.inst->type));
  }
}

// --- evaluating ---

void StageRun::SetConstants(int count) {
  frame_.count = count;
  for (const ir::InstId inst : plan_.constants) EvalConst(steps_[inst], frame_);
}

void StageRun::RunLevel(const Level& level, size_t first, int count) {
  frame_.MoveTo(first, count);
  const auto rows = static_cast<size_t>(count);
  for (const ir::InstId inst : level.fetched) {
    const eval::LaneColumn& column = kept_.at(inst);
    Lanes& lanes = registers_[inst];
    lanes.clean = true;
    State* states = column.HasStates() ? lanes.DirtyStates() : nullptr;
    column.Fetch(first, {lanes.values.data(), rows}, {states, states == nullptr ? 0 : rows});
  }
  for (const ir::InstId inst : level.elements) steps_[inst].op(steps_[inst], frame_);
  for (const ir::InstId inst : level.kept) Keep(inst);
}

namespace {

void Store(const Frame& frame, const Lanes& lanes, eval::LaneColumn& column) {
  const auto rows = static_cast<size_t>(frame.count);
  column.Store(frame.first, {lanes.values.data(), rows}, {lanes.states(), lanes.clean ? 0 : rows});
}

}  // namespace

void StageRun::Keep(ir::InstId inst) {
  const auto [at, added] = kept_.try_emplace(inst);
  if (added) at->second = eval::LaneColumn(num_rows_);
  Store(frame_, registers_[inst], at->second);
}

// Whatever a line says is in doubt where the line itself is.
void StageRun::DoubtLines(eval::LaneColumn& column) const {
  if (stage_.domain.kind != ir::DomainKind::Lines) return;
  const Lines& lines = run_.space.lines(stage_.domain.index);
  for (size_t line = 0; line < lines.states.size(); ++line) {
    if (lines.states[line] == eval::kValue) continue;
    column.Set(line, {0, run_.errors.Stronger(column.StateAt(line), lines.states[line])});
  }
}

void StageRun::RunColumnOps(const Level& level) {
  for (const ir::InstId inst : level.kept) DoubtLines(kept_.at(inst));
  const bool is_merge = stage_.stage_class == ir::StageClass::Merge;
  for (const ir::InstId inst : level.columns) {
    const Step& step = steps_[inst];
    const bool is_aggregate = is_merge && step.inst->op >= ir::Op::AggSum && step.inst->op <= ir::Op::AggLast;
    ColumnCall call{.run = run_,
                    .stage = index_,
                    .domain = stage_.domain,
                    .target = is_aggregate ? stage_.target : stage_.domain,
                    .inst = *step.inst,
                    .operands = {},
                    .scales = step.scales};
    for (const ir::InstId operand : step.inst->operands) call.operands.push_back(&kept_.at(operand));
    kept_.insert_or_assign(inst, ColumnOpOf(step.inst->op)(call));
  }
}

namespace {

bool IsCancelled(const std::atomic<bool>* cancel) {
  return cancel != nullptr && cancel->load(std::memory_order_relaxed);
}

}  // namespace

bool StageRun::PrepareColumns(const std::atomic<bool>* cancel) {
  SetConstants(kBatchRows);
  for (size_t k = 0; k + 1 < plan_.levels.size(); ++k) {
    const Level& level = plan_.levels[k];
    for (size_t first = 0; first < num_rows_; first += kBatchRows) {
      RunLevel(level, first, static_cast<int>(std::min<size_t>(kBatchRows, num_rows_ - first)));
      if (IsCancelled(cancel)) return false;
    }
    for (const ir::InstId inst : level.kept) {
      if (kept_.find(inst) == kept_.end()) kept_.emplace(inst, eval::LaneColumn());
    }
    RunColumnOps(level);
  }
  return true;
}

std::vector<Lane> StageRun::ReplayRow(size_t row) {
  std::vector<Lane> lanes(stage_.insts.size());
  SetConstants(kBatchRows);
  frame_.MoveTo(row, 1);
  for (ir::InstId inst = 0; inst < stage_.insts.size(); ++inst) {
    const Step& step = steps_[inst];
    if (step.op != nullptr) {
      step.op(step, frame_);
      lanes[inst] = registers_[inst].At(0);
    } else if (const eval::LaneColumn* column = KeptColumn(inst); column != nullptr && row < column->size()) {
      lanes[inst] = column->At(row);
      step.Out(frame_).Set(0, lanes[inst]);
    }
  }
  return lanes;
}

const eval::LaneColumn* StageRun::KeptColumn(ir::InstId inst) const {
  const auto at = kept_.find(inst);
  return at == kept_.end() ? nullptr : &at->second;
}

// --- publishing ---

void StageRun::BeginPublishing() {
  for (const auto& [output, inst] : stage_.outputs) {
    run_.outputs[static_cast<size_t>(output)] = eval::LaneColumn(num_rows_);
  }
  for (size_t entry = 0; entry < stage_.ledger.size(); ++entry) {
    ledger_.push_back(run_.ledger.size());
    run_.ledger.push_back(
        {index_, static_cast<int>(entry), eval::LaneColumn(num_rows_), std::nullopt, std::nullopt});
    if (stage_.ledger[entry].date) run_.ledger.back().dates = eval::LaneColumn(num_rows_);
    if (stage_.ledger[entry].payee) run_.ledger.back().payees = eval::LaneColumn(num_rows_);
  }
}

void StageRun::PublishRows(std::optional<RawLines>& raw) {
  for (const auto& [output, inst] : stage_.outputs) {
    Store(frame_, registers_[inst], run_.outputs[static_cast<size_t>(output)]);
  }
  for (size_t entry = 0; entry < stage_.ledger.size(); ++entry) {
    LedgerColumns& columns = run_.ledger[ledger_[entry]];
    Store(frame_, registers_[stage_.ledger[entry].value], columns.values);
    if (columns.dates) Store(frame_, registers_[*stage_.ledger[entry].date], *columns.dates);
    if (columns.payees) Store(frame_, registers_[*stage_.ledger[entry].payee], *columns.payees);
  }
  PublishChecks();
  if (raw) raw->Add(frame_);
}

void StageRun::PublishChecks() {
  for (size_t k = 0; k < stage_.checks.size(); ++k) {
    const ir::Check& check = stage_.checks[k];
    const Lanes& condition = registers_[check.condition];
    for (int i = 0; i < frame_.count; ++i) {
      if (condition.IsTrue(i)) continue;
      const size_t row = frame_.first + static_cast<size_t>(i);
      State cause = condition.StateAt(i);
      if (!eval::IsError(cause)) {
        cause = run_.errors.Intern({value::ErrorCode::AssertFailed, check.definition, index_,
                                    run_.space.PlaceOf(stage_.domain, row)});
      }
      run_.failed_checks.push_back({index_, static_cast<int>(k), row, cause});
    }
  }
}

void StageRun::PublishMerged() {
  for (const auto& [output, inst] : stage_.outputs) {
    const eval::LaneColumn* column = KeptColumn(inst);
    INCENT_CHECK(column != nullptr, "a merge publishes aggregates");
    run_.outputs[static_cast<size_t>(output)] = *column;
  }
}

bool StageRun::Publish(const std::atomic<bool>* cancel) {
  if (!PrepareColumns(cancel)) return false;
  if (stage_.stage_class == ir::StageClass::Merge) {
    PublishMerged();
    return true;
  }
  BeginPublishing();
  std::optional<RawLines> raw;
  if (!stage_.emits.empty()) raw.emplace(run_, index_, stage_.target.index);
  for (size_t first = 0; first < num_rows_; first += kBatchRows) {
    RunLevel(plan_.levels.back(), first, static_cast<int>(std::min<size_t>(kBatchRows, num_rows_ - first)));
    PublishRows(raw);
    if (IsCancelled(cancel)) return false;
  }
  if (raw) raw->Finish();
  for (const auto& [output, inst] : stage_.outputs) DoubtLines(run_.outputs[static_cast<size_t>(output)]);
  for (const size_t entry : ledger_) DoubtLines(run_.ledger[entry].values);
  return true;
}

}  // namespace incent::interp
