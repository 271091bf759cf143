// Nodes of single values: cells, constants, operations, values of other definitions.
#include "compiler/interp/node_maker.h"
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

namespace {

// A sum over lines is called after the lines.
std::string NameOfSum(const NodeMaker& maker, const ir::Output& output) {
  const ir::Stage& stage = maker.module().stages[static_cast<size_t>(output.stage)];
  if (stage.domain.kind != ir::DomainKind::Lines) return "";
  return maker.DefinitionName(maker.module().line_sets[static_cast<size_t>(stage.domain.index)].definition);
}

bool IsMerge(const NodeMaker& maker, const ir::Output& output) {
  return maker.module().stages[static_cast<size_t>(output.stage)].stage_class == ir::StageClass::Merge;
}

}  // namespace

Node MakeRead(NodeMaker& maker, const Moment& moment) {
  const ir::OutputId id = moment.inst().attributes.output;
  const ir::Output& output = maker.module().outputs[static_cast<size_t>(id)];
  const bool same = output.domain == moment.ir_stage->domain;
  const Position position = maker.run().space.PositionOf(moment.ir_stage->domain, moment.row);
  int64_t row = same ? static_cast<int64_t>(moment.row) : maker.run().space.IndexIn(output.domain, position);
  if (position.day_state != eval::kValue && !same) row = kNowhere;
  if (row >= 0 && IsMerge(maker, output)) {
    Node sum = maker.OutputValue(id, static_cast<size_t>(row));
    if (sum.label.empty()) sum.label = NameOfSum(maker, output);
    return sum;
  }
  Node node = maker.Start(moment, NodeKind::Definition);
  node.label = maker.DefinitionName(output.definition);
  if (node.label.empty()) node.label = output.name;
  if (output.definition != ir::kNone) {
    node.span = NodeMaker::SpanOf(maker.module().definitions[static_cast<size_t>(output.definition)].span);
  }
  if (row < 0) return node;
  const Lane& published = maker.run().Output(id).At(static_cast<size_t>(row));
  maker.CheckReplay(output.domain, static_cast<size_t>(row),
                    maker.LanesAt(output.stage, static_cast<size_t>(row))[output.inst], published);
  node.children = maker.Clauses(output.stage, static_cast<size_t>(row), output.inst);
  const bool is_table = node.children.size() == 1 && node.children[0].code == "table";
  if (!maker.is_full() && is_table) {
    std::vector<Node> rows = std::move(node.children[0].children);
    node.children = std::move(rows);
  }
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
  node.label = maker.DefinitionName(moment.inst().definition);
  const Lane& day = moment.operand_lane(0);
  for (const ir::ParamStep& step : moment.inst().attributes.steps) {
    if (day.state == eval::kValue && step.from <= day.value) node.chosen = value::DateToText(step.from);
  }
  return node;
}

namespace {

// Ops whose difference of two uses is a step of a level: what counts is where they stand.
bool IsLevelOp(ir::Op op) {
  switch (op) {
    case ir::Op::Round:
    case ir::Op::Min:
    case ir::Op::Max:
    case ir::Op::TierMarginal:
    case ir::Op::TierValue:
    case ir::Op::TierInterp:
    case ir::Op::Mul:
    case ir::Op::Select:
    case ir::Op::Coalesce:
      return true;
    default:
      return false;
  }
}

}  // namespace

Node MakeDifference(NodeMaker& maker, const Moment& moment) {
  const ir::Op op = moment.operand(0).op;
  if (op != moment.operand(1).op || !IsLevelOp(op)) return MakeOperation(maker, moment);
  Node node = maker.Start(moment, NodeKind::Level);
  node.code = "level";
  node.before = maker.QuantityOf(moment.operand(1).type, moment.operand_lane(1));
  node.after = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  node.children.push_back(maker.Operand(moment, 0));
  node.children.push_back(maker.Operand(moment, 1));
  return node;
}

bool IsUnchanged(const Moment& moment) {
  const Lane& before = moment.operand_lane(0);
  return before.state == eval::kValue && moment.lane().state == eval::kValue &&
         value::Compare(before.value, moment.operand(0).type.scale, moment.lane().value,
                        moment.inst().type.scale) == 0;
}

Node MakeRounded(NodeMaker& maker, const Moment& moment) {
  if (!maker.is_full() && IsUnchanged(moment)) return maker.Operand(moment, 0);
  Node node = maker.Start(moment, NodeKind::Change);
  node.before = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  node.children.push_back(maker.Operand(moment, 0));
  return node;
}

// A cap or floor: the first operand is what is limited.
Node MakeLimited(NodeMaker& maker, const Moment& moment) {
  Node node = MakeOperation(maker, moment);
  node.kind = NodeKind::Change;
  node.before = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  return node;
}

}  // namespace incent::interp
