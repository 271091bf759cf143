// Nodes of parts that are worked out together, so that they sum to a whole.
#include "compiler/interp/element_ops.h"
#include "compiler/interp/node_maker.h"
#include "compiler/ir/text_words.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;

namespace {

Node StartSplit(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Split);
  const ir::Attributes& attributes = moment.inst().attributes;
  node.unit = value::DecimalToText(attributes.unit, attributes.unit_scale);
  return node;
}

Lane LaneAt(NodeMaker& maker, const Moment& moment, size_t k, size_t row) {
  const ir::InstId operand = moment.inst().operands[k];
  const eval::LaneColumn* column = maker.StageAt(moment.stage).KeptColumn(operand);
  return column != nullptr ? column->At(row) : maker.LanesAt(moment.stage, row)[operand];
}

// Adds one of the parts that the value stands among.
void AddPart(NodeMaker& maker, const Moment& moment, size_t k, size_t row, Node& node) {
  const Lane lane = LaneAt(maker, moment, k, row);
  if (lane.state == eval::kNull) return;
  node.parts.push_back(
      maker.ContributionOf(moment.ir_stage->domain, row, maker.QuantityOf(moment.operand(k).type, lane)));
  if (row == moment.row) node.number = static_cast<int>(node.parts.size());
}

}  // namespace

// The total, then the weight of each part.
Node MakeSplit(NodeMaker& maker, const Moment& moment) {
  Node node = StartSplit(maker, moment);
  node.number = moment.inst().attributes.count;
  for (size_t k = 0; k < moment.inst().operands.size(); ++k)
    node.children.push_back(maker.Operand(moment, k));
  return node;
}

Node MakeRowRounding(NodeMaker& maker, const Moment& moment) {
  Node node = StartSplit(maker, moment);
  node.mode = ir::WordOf(moment.inst().attributes.mode);
  node.before = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  node.children.push_back(maker.Operand(moment, 0));
  const Lines& lines = maker.run().space.lines(moment.ir_stage->domain.index);
  for (size_t line = 0; line < lines.size(); ++line) {
    const bool is_part =
        lines.rows[line] == lines.rows[moment.row] && !eval::IsError(LaneAt(maker, moment, 0, line).state);
    if (is_part) AddPart(maker, moment, 0, line, node);
  }
  return node;
}

Node MakeGroupSplit(NodeMaker& maker, const Moment& moment) {
  Node node = StartSplit(maker, moment);
  node.children.push_back(maker.Operand(moment, 0));
  node.children.push_back(maker.Operand(moment, 1));
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Grouping& grouping = maker.run().GroupingOf(moment.inst().attributes.group, true);
  const Position own = space.PositionOf(domain, moment.row);
  const int32_t group = grouping.ReadBy(own.person);
  for (size_t row = 0; row < space.NumRows(domain); ++row) {
    const Position position = space.PositionOf(domain, row);
    const bool is_part =
        position.day == own.day && grouping.contributes[static_cast<size_t>(position.person)] == group;
    if (is_part) AddPart(maker, moment, 1, row, node);
  }
  return node;
}

}  // namespace incent::interp
