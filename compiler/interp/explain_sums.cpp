// Nodes of sums over many rows.
#include <algorithm>

#include "compiler/interp/element_ops.h"
#include "compiler/interp/node_maker.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;

std::vector<size_t> Heaviest(std::vector<Weighed> all) {
  constexpr size_t kMost = 3;
  const size_t count = std::min(kMost, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<ptrdiff_t>(count), all.end(),
                    [](const Weighed& a, const Weighed& b) {
                      const auto left = value::Magnitude(a.weight);
                      const auto right = value::Magnitude(b.weight);
                      return left != right ? left > right : a.index < b.index;
                    });
  std::vector<size_t> indices;
  for (size_t k = 0; k < count; ++k) indices.push_back(all[k].index);
  return indices;
}

namespace {

// Rows of a domain whose lanes belong to one value.
class Contributions {
 public:
  Contributions(NodeMaker& maker, const ir::Domain& domain, types::Type type)
      : maker_(maker), domain_(domain), type_(std::move(type)) {}

  void Add(size_t row, const Lane& lane) {
    if (lane.state == eval::kNull || (type_.kind == types::Kind::Flag && lane == Lane{})) return;
    // Errors say more than any value.
    weights_.push_back({eval::IsError(lane.state) ? value::kMaxMantissa : lane.value, rows_.size()});
    rows_.emplace_back(row, lane);
  }
  // Counts, and shows the rows that weigh most.
  void Describe(Node& node) {
    node.count = static_cast<int64_t>(rows_.size());
    for (const size_t k : Heaviest(weights_)) {
      const auto& [row, lane] = rows_[k];
      largest_.push_back(row);
      node.largest.push_back(maker_.ContributionOf(domain_, row, maker_.QuantityOf(type_, lane)));
    }
  }
  const std::vector<size_t>& largest() const { return largest_; }

 private:
  NodeMaker& maker_;
  const ir::Domain& domain_;
  const types::Type type_;
  std::vector<std::pair<size_t, Lane>> rows_;
  std::vector<Weighed> weights_;
  std::vector<size_t> largest_;
};

// The lane of an operand at another row of the same stage.
Lane OperandAt(NodeMaker& maker, const Moment& moment, size_t k, size_t row) {
  const ir::InstId operand = moment.inst().operands[k];
  const eval::LaneColumn* column = maker.StageAt(moment.stage).KeptColumn(operand);
  return column != nullptr ? column->At(row) : maker.LanesAt(moment.stage, row)[operand];
}

bool IsPlain(ir::Op op) {
  return op == ir::Op::LineAmount || op == ir::Op::Const;
}

}  // namespace

Node MakeRunningSum(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Sum);
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Position own = space.PositionOf(domain, moment.row);
  const std::optional<value::Granule> granule = moment.inst().attributes.granule;
  Contributions rows(maker, domain, moment.operand(0).type);
  for (size_t row = moment.row + 1; row-- > 0;) {
    const Position position = space.PositionOf(domain, row);
    if (position.person != own.person) break;
    if (granule && position.day != kNoDay && own.day != kNoDay &&
        value::PeriodOf(*granule, position.day) != value::PeriodOf(*granule, own.day)) {
      break;
    }
    rows.Add(row, OperandAt(maker, moment, 0, row));
  }
  rows.Describe(node);
  if (!IsPlain(moment.operand(0).op)) node.children.push_back(maker.Operand(moment, 0));
  return node;
}

Node MakeShifted(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Operation);
  const auto distance = static_cast<size_t>(moment.inst().attributes.count);
  if (moment.lane().state != eval::kValue || moment.row < distance) return node;
  node.children.push_back(maker.Value(moment.stage, moment.row - distance, moment.inst().operands[0]));
  return node;
}

Node MakeWindow(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Sum);
  const Step& step = maker.StageAt(moment.stage).step(moment.id);
  const ir::OutputId output = moment.inst().attributes.output;
  node.label = maker.DefinitionName(maker.module().outputs[static_cast<size_t>(output)].definition);
  node.children.push_back(maker.Operand(moment, 0));
  node.children.push_back(maker.Operand(moment, 1));
  const Lane& low = moment.operand_lane(0);
  const Lane& high = moment.operand_lane(1);
  if (low.state != eval::kValue || high.state != eval::kValue) return node;
  const Position position = maker.run().space.PositionOf(moment.ir_stage->domain, moment.row);
  const int32_t group = HasPerson(*step.from) ? step.window->grouping->ReadBy(position.person) : 0;
  if (group < 0) return node;
  const WindowIndex::Range range =
      step.window->Find(group, static_cast<Day>(low.value), static_cast<Day>(high.value));
  Contributions rows(maker, *step.from, maker.module().outputs[static_cast<size_t>(output)].type);
  for (size_t k = range.begin; k < range.end; ++k) {
    const size_t row = step.window->RowAt(k);
    rows.Add(row, step.window->column->At(row));
  }
  rows.Describe(node);
  return node;
}

namespace {

// Which rows of a MERGE go to one row of its target.
class Membership {
 public:
  Membership(NodeMaker& maker, const Moment& moment)
      : space_(maker.run().space),
        target_(moment.ir_stage->target),
        grouping_(maker.run().GroupingOf(moment.inst().attributes.group, HasPerson(target_))),
        own_(space_.PositionOf(target_, moment.row)),
        group_(HasPerson(moment.ir_stage->domain) ? grouping_.ReadBy(own_.person) : 0) {}

  // The rows among which all members are.
  RowRange Candidates(const ir::Domain& domain) const {
    const bool own_rows = !grouping_.is_shared && HasPerson(domain);
    return own_rows ? space_.RowsOfPerson(domain, own_.person) : RowRange{0, space_.NumRows(domain)};
  }
  bool Holds(const Position& position) const {
    const bool in_group =
        position.person == kNowhere || grouping_.contributes[static_cast<size_t>(position.person)] == group_;
    if (!in_group || !HasPeriod(target_) || position.day_state != eval::kValue) return in_group;
    const Grid& grid = space_.grid(target_.granule);
    return grid.IndexOf(position.day) == grid.IndexOf(own_.day);
  }
  // A date that nobody can read puts the row into every period, as an error.
  Lane LaneOf(const Position& position, const Lane& lane) const {
    const bool undated = HasPeriod(target_) && position.day_state != eval::kValue;
    return undated ? Lane{0, position.day_state} : lane;
  }

 private:
  const Space& space_;
  const ir::Domain& target_;
  const Grouping& grouping_;
  const Position own_;
  const int32_t group_;
};

}  // namespace

Node MakeAggregate(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Sum);
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Membership membership(maker, moment);
  const eval::LaneColumn& operand = *maker.StageAt(moment.stage).KeptColumn(moment.inst().operands[0]);
  Contributions rows(maker, domain, moment.operand(0).type);
  const RowRange candidates = membership.Candidates(domain);
  for (size_t row = candidates.begin; row < candidates.end; ++row) {
    const Position position = space.PositionOf(domain, row);
    if (membership.Holds(position)) rows.Add(row, membership.LaneOf(position, operand.At(row)));
  }
  rows.Describe(node);
  if (IsPlain(moment.operand(0).op)) return node;
  for (const size_t row : rows.largest()) {
    node.children.push_back(maker.Value(moment.stage, row, moment.inst().operands[0]));
  }
  return node;
}

Node MakeRowRounding(NodeMaker& maker, const Moment& moment) {
  if (!maker.is_full() && IsUnchanged(moment)) return maker.Operand(moment, 0);
  Node node = maker.Start(moment, NodeKind::Change);
  const Lines& lines = maker.run().space.lines(moment.ir_stage->domain.index);
  node.before = maker.QuantityOf(moment.operand(0).type, moment.operand_lane(0));
  node.children.push_back(maker.Operand(moment, 0));
  Contributions rows(maker, moment.ir_stage->domain, moment.operand(0).type);
  for (size_t line = 0; line < lines.size(); ++line) {
    if (lines.rows[line] == lines.rows[moment.row]) rows.Add(line, OperandAt(maker, moment, 0, line));
  }
  rows.Describe(node);
  return node;
}

// The lines of the source row that belong to the group, by share.
Node MakeRowOnce(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Sum);
  const ir::Domain& domain = moment.ir_stage->domain;
  const Lines& lines = maker.run().space.lines(domain.index);
  const Grouping& grouping = maker.run().GroupingOf(moment.inst().attributes.group, true);
  const auto group_of = [&](size_t line) {
    return grouping.contributes[static_cast<size_t>(lines.people[line])];
  };
  const ir::LineSet& set = maker.module().line_sets[static_cast<size_t>(domain.index)];
  node.whole = maker.QuantityOf(set.amount, lines.whole.At(moment.row));
  Contributions rows(maker, domain, set.share);
  for (size_t line = 0; line < lines.size(); ++line) {
    const bool own_row = lines.rows[line] == lines.rows[moment.row] && group_of(line) == group_of(moment.row);
    if (own_row && OperandAt(maker, moment, 0, line).IsTrue()) rows.Add(line, lines.share.At(line));
  }
  rows.Describe(node);
  return node;
}

Node MakeGroupSplit(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Operation);
  node.children.push_back(maker.Operand(moment, 0));
  node.children.push_back(maker.Operand(moment, 1));
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Grouping& grouping = maker.run().GroupingOf(moment.inst().attributes.group, true);
  const Position own = space.PositionOf(domain, moment.row);
  const int32_t group = grouping.ReadBy(own.person);
  Contributions rows(maker, domain, moment.operand(1).type);
  for (size_t row = 0; row < space.NumRows(domain); ++row) {
    const Position position = space.PositionOf(domain, row);
    if (position.day != own.day || grouping.contributes[static_cast<size_t>(position.person)] != group)
      continue;
    rows.Add(row, OperandAt(maker, moment, 1, row));
  }
  rows.Describe(node);
  return node;
}

}  // namespace incent::interp
