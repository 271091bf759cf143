#include "compiler/interp/bind.h"

#include "compiler/base/check.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {

Lane LaneOf(RunState& run, const ir::Literal& literal, const types::Type& type) {
  if (literal.is_null) return {0, eval::kNull};
  const bool is_text = type.kind == types::Kind::Text || type.kind == types::Kind::OneOf;
  return {is_text ? Int128{run.texts.Intern(literal.text)} : literal.number};
}

namespace {

void BindCells(RunState& run, Step& step) {
  const ir::Op op = step.inst->op;
  if (op != ir::Op::Col && op != ir::Op::RowCol && op != ir::Op::Field && op != ir::Op::Gather) return;
  const int dataset = step.inst->attributes.dataset;
  const int field = step.inst->attributes.field;
  const auto& schema = run.module.datasets[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)];
  CellSource& cells = step.cells;
  cells.table = &run.input.tables[static_cast<size_t>(dataset)];
  // A table without rows may have no columns either.
  if (!cells.table->columns.empty()) cells.column = &cells.table->columns[static_cast<size_t>(field)];
  cells.kind = schema.kind;
  cells.dataset = dataset;
  cells.is_key = schema.is_key;
  if (schema.kind == column::FieldKind::Number) cells.rescale = step.scale - schema.scale;
  if (schema.kind == column::FieldKind::Text || schema.kind == column::FieldKind::OneOf) {
    cells.texts = &run.TextsOf(dataset, field);
  }
}

void BindSources(RunState& run, const ir::Stage& stage, Step& step) {
  const ir::Attributes& attributes = step.inst->attributes;
  switch (step.inst->op) {
    case ir::Op::Load:
    case ir::Op::Bcast:
      step.column = &run.Output(attributes.output);
      step.from = &run.module.outputs[static_cast<size_t>(attributes.output)].domain;
      break;
    case ir::Op::WindowSum:
    case ir::Op::WindowCount:
    case ir::Op::WindowMax:
    case ir::Op::WindowMin:
    case ir::Op::WindowFirst:
    case ir::Op::WindowLast:
      step.from = &run.module.outputs[static_cast<size_t>(attributes.output)].domain;
      step.window = &run.WindowsOf(attributes.output, attributes.group, HasPerson(stage.domain));
      break;
    case ir::Op::Lookup:
      step.keys = &run.KeysOf(attributes.dataset);
      break;
    case ir::Op::Call:
      step.kernel = kernels::FindKernel(attributes.name);
      INCENT_CHECK(step.kernel != nullptr, "a call names a kernel of the table");
      break;
    default:
      break;
  }
}

void BindLiterals(RunState& run, Step& step) {
  const ir::Attributes& attributes = step.inst->attributes;
  if (step.inst->op == ir::Op::Const)
    step.literals.push_back(LaneOf(run, attributes.literal, step.inst->type));
  for (const ir::ParamStep& from : attributes.steps)
    step.literals.push_back(LaneOf(run, from.value, step.inst->type));
}

}  // namespace

Step BindStep(RunState& run, const ir::Stage& stage, ir::InstId inst) {
  Step step;
  step.inst = &stage.insts[inst];
  step.result = inst;
  step.op = ElementOpOf(step.inst->op);
  step.scale = step.inst->type.scale;
  for (const ir::InstId operand : step.inst->operands) step.scales.push_back(stage.insts[operand].type.scale);
  BindCells(run, step);
  BindSources(run, stage, step);
  BindLiterals(run, step);
  return step;
}

}  // namespace incent::interp
