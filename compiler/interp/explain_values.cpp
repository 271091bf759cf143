// Nodes of single values: cells, constants, operations, values of other definitions.
#include "compiler/interp/node_maker.h"
#include "compiler/ir/text_words.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;

Node MakeOperation(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Operation);
  if (moment.inst().op == ir::Op::Call) node.label = moment.inst().attributes.name;
  for (size_t k = 0; k < moment.inst().operands.size(); ++k)
    node.children.push_back(maker.Operand(moment, k));
  return node;
}

Node MakeConstant(NodeMaker& maker, const Moment& moment) {
  return maker.Start(moment, NodeKind::Constant);
}

Node MakeCell(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Cell);
  const ir::Attributes& attributes = moment.inst().attributes;
  const column::DatasetSchema& schema = maker.module().datasets[static_cast<size_t>(attributes.dataset)];
  node.label = schema.name + "." + schema.fields[static_cast<size_t>(attributes.field)].name;
  const Position position = maker.run().space.PositionOf(moment.ir_stage->domain, moment.row);
  int32_t row = position.source_row;
  if (moment.inst().op == ir::Op::Field)
    row = maker.run().space.people().rows[static_cast<size_t>(position.person)];
  if (moment.inst().op == ir::Op::Gather) {
    const Lane& reference = moment.operand_lane(0);
    if (reference.state != eval::kValue) {
      node.children.push_back(maker.Operand(moment, 0));
      return node;
    }
    row = static_cast<int32_t>(reference.value);
  }
  node.row = maker.RowOf(attributes.dataset, row);
  return node;
}

Node MakeTransparent(NodeMaker& maker, const Moment& moment) {
  if (moment.lane().state != moment.operand_lane(0).state) return MakeOperation(maker, moment);
  return maker.Operand(moment, 0);
}

Node MakeGuarded(NodeMaker& maker, const Moment& moment) {
  // A guard that holds says nothing.
  if (moment.operand_lane(0).IsTrue()) return maker.Operand(moment, 1);
  Node node = maker.Start(moment, NodeKind::Operation);
  node.children.push_back(maker.Operand(moment, 0));
  return node;
}

Node MakeCoalesced(NodeMaker& maker, const Moment& moment) {
  if (moment.operand_lane(0).state != eval::kNull) return maker.Operand(moment, 0);
  Node node = maker.Start(moment, NodeKind::Choice);
  node.children.push_back(maker.Operand(moment, 0));
  node.children.push_back(maker.Operand(moment, 1));
  return node;
}

Node MakeRead(NodeMaker& maker, const Moment& moment) {
  const ir::OutputId id = moment.inst().attributes.output;
  const ir::Output& output = maker.module().outputs[static_cast<size_t>(id)];
  const bool same = output.domain == moment.ir_stage->domain;
  const Position position = maker.run().space.PositionOf(moment.ir_stage->domain, moment.row);
  int64_t row = same ? static_cast<int64_t>(moment.row) : maker.run().space.IndexIn(output.domain, position);
  if (position.day_state != eval::kValue && !same) row = kNowhere;
  if (row >= 0) return maker.OutputValue(id, static_cast<size_t>(row));
  // There is no such period.
  Node node = maker.Start(moment, NodeKind::Operation);
  node.code = "outside";
  node.label = maker.DefinitionName(output.value_of);
  return node;
}

namespace {

// How the emits of the line's stage gave this participant a part of the row.
void AddEmitted(NodeMaker& maker, int set, int32_t source_row, int32_t person, Node& node) {
  const ir::Module& module = maker.module();
  for (size_t k = 0; k < module.stages.size(); ++k) {
    const ir::Stage& stage = module.stages[k];
    const bool makes_them = !stage.emits.empty() && stage.target.index == set;
    if (!makes_them || stage.domain.kind != ir::DomainKind::Rows) continue;
    const auto row = static_cast<size_t>(source_row);
    for (const ir::Emit& emit : stage.emits) {
      const std::vector<Lane>& lanes = maker.LanesAt(static_cast<int>(k), row);
      const Lane who = lanes[emit.who];
      const bool is_own = lanes[emit.when].IsTrue() && who.state == eval::kValue &&
                          maker.run().space.PersonOf(static_cast<int32_t>(who.value)) == person;
      if (is_own) node.children.push_back(maker.Value(static_cast<int>(k), row, emit.amount));
    }
  }
}

}  // namespace

Node MakeLine(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Line);
  const int index = moment.ir_stage->domain.index;
  const ir::LineSet& set = maker.module().line_sets[static_cast<size_t>(index)];
  const Lines& lines = maker.run().space.lines(index);
  node.label = maker.DefinitionName(set.definition);
  node.whole = maker.QuantityOf(set.amount, lines.whole.At(moment.row));
  types::Type share = set.share;
  share.rate = true;
  node.share = maker.QuantityOf(share, lines.share.At(moment.row));
  node.row = maker.RowOf(set.dataset, lines.rows[moment.row]);
  AddEmitted(maker, index, lines.rows[moment.row], lines.people[moment.row], node);
  return node;
}

Node MakeLookup(NodeMaker& maker, const Moment& moment) {
  Node node = MakeOperation(maker, moment);
  node.label = maker.module().datasets[static_cast<size_t>(moment.inst().attributes.dataset)].name;
  if (moment.lane().state == eval::kValue) {
    node.row = maker.RowOf(moment.inst().attributes.dataset, static_cast<int32_t>(moment.lane().value));
  }
  return node;
}

Node MakeParameter(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Parameter);
  node.label = maker.DefinitionName(moment.inst().attributes.subject);
  node.children.push_back(maker.Operand(moment, 0));
  const Lane& day = moment.operand_lane(0);
  for (const ir::ParamStep& step : moment.inst().attributes.steps) {
    if (day.state == eval::kValue && step.from <= day.value) node.chosen = value::DateToText(step.from);
  }
  return node;
}

Node MakeDateMoved(NodeMaker& maker, const Moment& moment) {
  Node node = MakeOperation(maker, moment);
  node.number = moment.inst().attributes.count;
  node.days = moment.inst().attributes.days;
  return node;
}

Node MakeDifference(NodeMaker& maker, const Moment& moment) {
  if (moment.inst().attributes.purpose != ir::Purpose::Rise) return MakeOperation(maker, moment);
  Node node = MakeOperation(maker, moment);
  node.kind = NodeKind::Level;
  node.code = "level";
  node.before = maker.QuantityOf(moment.operand(1).type, moment.operand_lane(1));
  node.after = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  return node;
}

Node MakeRounded(NodeMaker& maker, const Moment& moment) {
  Node node = MakeOperation(maker, moment);
  node.kind = NodeKind::Change;
  node.before = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  const ir::Attributes& attributes = moment.inst().attributes;
  node.unit = value::DecimalToText(attributes.unit, attributes.unit_scale);
  node.mode = ir::WordOf(attributes.mode);
  return node;
}

}  // namespace incent::interp
