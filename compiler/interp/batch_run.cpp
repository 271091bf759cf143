#include "compiler/interp/batch_run.h"

#include "compiler/base/check.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {

Lane LaneOf(RunState& run, const ir::Literal& literal, const types::Type& type) {
  if (literal.is_null) return {0, eval::kNull};
  const bool is_text = type.kind == types::Kind::Text || type.kind == types::Kind::OneOf;
  return {is_text ? Int128{run.texts.Intern(literal.text)} : literal.number};
}

BatchRun::BatchRun(RunState& run, int stage, const StagePlan& plan, const KeptColumns& kept)
    : run_(run),
      stage_(run.module.stages[static_cast<size_t>(stage)]),
      plan_(plan),
      kept_(kept),
      registers_(stage_.insts.size()),
      steps_(stage_.insts.size()),
      frame_{.run = run, .stage = stage, .domain = stage_.domain, .registers = registers_} {
  for (ir::InstId inst = 0; inst < stage_.insts.size(); ++inst) Bind(inst);
}

void BatchRun::Bind(ir::InstId inst) {
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

void BatchRun::BindCells(Step& step) {
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

void BatchRun::BindSources(Step& step) {
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

void BatchRun::BindLiterals(Step& step) {
  const ir::Attributes& attributes = step.inst->attributes;
  if (step.inst->op == ir::Op::Const) {
    step.literals.push_back(LaneOf(run_, attributes.literal, step.inst->type));
  }
  for (const ir::ParamStep& from : attributes.steps) {
    step.literals.push_back(LaneOf(run_, from.value, step.inst->type));
  }
}

void BatchRun::SetConstants() {
  frame_.count = kBatchRows;
  for (const ir::InstId inst : plan_.constants) EvalConst(steps_[inst], frame_);
}

void BatchRun::Fetch(ir::InstId inst, const eval::LaneColumn& column) {
  const auto rows = static_cast<size_t>(frame_.count);
  Lanes& lanes = registers_[inst];
  lanes.clean = true;
  State* states = column.HasStates() ? lanes.DirtyStates() : nullptr;
  column.Fetch(frame_.first, {lanes.values.data(), rows}, {states, states == nullptr ? 0 : rows});
}

void BatchRun::RunLevel(const Level& level, size_t first, int count) {
  MoveTo(first, count);
  for (const ir::InstId inst : level.fetched) Fetch(inst, kept_.at(inst));
  for (const ir::InstId inst : level.elements) Evaluate(inst);
}

void BatchRun::Store(ir::InstId inst, eval::LaneColumn& column) const {
  const auto rows = static_cast<size_t>(frame_.count);
  const Lanes& lanes = registers_[inst];
  column.Store(frame_.first, {lanes.values.data(), rows}, {lanes.states(), lanes.clean ? 0 : rows});
}

}  // namespace incent::interp
