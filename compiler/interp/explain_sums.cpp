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

// Which rows of many are shown.
enum class Shown : uint8_t {
  Heaviest,  // of a total
  Largest,   // of an extreme: those that come closest to deciding it, the first one does
  Smallest,
  First,
  Last,
};

Shown ShownBy(ir::Op op) {
  switch (op) {
    case ir::Op::ScanMax:
    case ir::Op::WindowMax:
    case ir::Op::AggMax:
      return Shown::Largest;
    case ir::Op::ScanMin:
    case ir::Op::WindowMin:
    case ir::Op::AggMin:
      return Shown::Smallest;
    case ir::Op::ScanEarliest:
    case ir::Op::ScanFirst:
    case ir::Op::WindowFirst:
    case ir::Op::AggFirst:
      return Shown::First;
    case ir::Op::ScanLatest:
    case ir::Op::WindowLast:
    case ir::Op::AggLast:
      return Shown::Last;
    default:
      return Shown::Heaviest;
  }
}

bool IsTotal(ir::Op op) {
  return op == ir::Op::ScanSum || op == ir::Op::WindowSum || op == ir::Op::AggSum || op == ir::Op::RowOnce;
}

bool Counts(const ir::Instruction& inst) {
  return inst.op == ir::Op::WindowCount || inst.op == ir::Op::AggCount || inst.op == ir::Op::ScanFirst ||
         inst.attributes.purpose == ir::Purpose::Count;
}

// The value that a counted row has in the definition that is counted; nothing where it has none of its own.
trace::Quantity CountedAmount(NodeMaker& maker, ir::DefinitionId subject, const ir::Domain& domain,
                              size_t row) {
  const ir::Module& module = maker.module();
  if (subject == ir::kNone) return {};
  if (domain.kind == ir::DomainKind::Lines) {
    const ir::LineSet& set = module.line_sets[static_cast<size_t>(domain.index)];
    const Lines& lines = maker.run().space.lines(domain.index);
    if (set.definition == subject) return maker.QuantityOf(set.amount, lines.amount.At(row));
  }
  for (size_t id = 0; id < module.outputs.size(); ++id) {
    const ir::Output& output = module.outputs[id];
    if (output.value_of != subject || output.domain != domain) continue;
    return maker.QuantityOf(output.type, maker.run().Output(static_cast<ir::OutputId>(id)).At(row));
  }
  return {};
}

// Rows of a domain, in their order, whose lanes belong to one value.
class Contributions {
 public:
  Contributions(NodeMaker& maker, const ir::Domain& domain, types::Type type, const ir::Instruction& inst)
      : maker_(maker), domain_(domain), type_(std::move(type)), inst_(inst) {}

  void Add(size_t row, const Lane& lane) {
    const bool counts_not = Counts(inst_) && lane == Lane{};
    if (lane.state != eval::kNull && !counts_not) rows_.push_back({row, lane});
  }

  // Counts, shows the rows that matter most, and adds up the others.
  void Describe(Node& node) {
    constexpr size_t kMost = 3;
    node.count = static_cast<int64_t>(rows_.size());
    std::stable_sort(rows_.begin(), rows_.end(), Order{ShownBy(inst_.op)});
    const size_t shown = std::min(kMost, rows_.size());
    for (size_t k = 0; k < shown; ++k) {
      shown_.push_back(rows_[k].row);
      node.largest.push_back(maker_.ContributionOf(domain_, rows_[k].row, AmountOf(rows_[k])));
    }
    if (IsTotal(inst_.op) && !Counts(inst_)) AddRest(shown, node);
  }
  const std::vector<size_t>& shown() const { return shown_; }

 private:
  struct Row {
    size_t row = 0;
    Lane lane;
  };

  // Errors say more than any value.
  struct Order {
    Shown shown;

    bool operator()(const Row& a, const Row& b) const {
      const bool a_fails = eval::IsError(a.lane.state);
      if (a_fails || eval::IsError(b.lane.state)) return a_fails && !eval::IsError(b.lane.state);
      switch (shown) {
        case Shown::Heaviest:
          return value::Magnitude(a.lane.value) > value::Magnitude(b.lane.value);
        case Shown::Largest:
          return a.lane.value > b.lane.value;
        case Shown::Smallest:
          return a.lane.value < b.lane.value;
        case Shown::Last:
          return a.row > b.row;
        case Shown::First:
          break;
      }
      return false;
    }
  };

  trace::Quantity AmountOf(const Row& row) {
    if (!Counts(inst_) || eval::IsError(row.lane.state)) return maker_.QuantityOf(type_, row.lane);
    return CountedAmount(maker_, inst_.attributes.subject, domain_, row.row);
  }

  void AddRest(size_t shown, Node& node) {
    value::ExactSum sum;
    for (size_t k = shown; k < rows_.size(); ++k) sum.Add(rows_[k].lane.value);
    Lane rest;
    const bool has_rest = shown < rows_.size() && !eval::IsError(rows_[0].lane.state);
    if (has_rest && sum.Get(&rest.value)) node.rest = maker_.QuantityOf(type_, rest);
  }

  NodeMaker& maker_;
  const ir::Domain& domain_;
  const types::Type type_;
  const ir::Instruction& inst_;
  std::vector<Row> rows_;
  std::vector<size_t> shown_;
};

// The lane of an operand at another row of the same stage.
Lane OperandAt(NodeMaker& maker, const Moment& moment, size_t k, size_t row) {
  const ir::InstId operand = moment.inst().operands[k];
  const eval::LaneColumn* column = maker.StageAt(moment.stage).KeptColumn(operand);
  return column != nullptr ? column->At(row) : maker.LanesAt(moment.stage, row)[operand];
}

// The first row of the moment's window: of the participant, since the beginning of the period.
size_t StartOfWindow(NodeMaker& maker, const Moment& moment) {
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Position own = space.PositionOf(domain, moment.row);
  const std::optional<value::Granule> granule = moment.inst().attributes.granule;
  size_t first = moment.row;
  for (; first > 0; --first) {
    const Position position = space.PositionOf(domain, first - 1);
    if (position.person != own.person) break;
    if (granule && position.day != kNoDay && own.day != kNoDay &&
        value::PeriodOf(*granule, position.day) != value::PeriodOf(*granule, own.day)) {
      break;
    }
  }
  return first;
}

Node MakeFolded(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Sum);
  node.label = maker.DefinitionName(moment.inst().attributes.subject);
  return node;
}

}  // namespace

Node MakeRunningFold(NodeMaker& maker, const Moment& moment) {
  Node node = MakeFolded(maker, moment);
  if (moment.inst().attributes.purpose == ir::Purpose::Count) node.code = "scan.count";
  Contributions rows(maker, moment.ir_stage->domain, moment.operand(0).type, moment.inst());
  for (size_t row = StartOfWindow(maker, moment); row <= moment.row; ++row) {
    rows.Add(row, OperandAt(maker, moment, 0, row));
  }
  rows.Describe(node);
  // The row itself; the others have explanations of their own.
  node.children.push_back(maker.Operand(moment, 0));
  return node;
}

Node MakeShifted(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Operation);
  node.number = moment.inst().attributes.count;
  const auto distance = static_cast<size_t>(moment.inst().attributes.count);
  if (moment.lane().state != eval::kValue || moment.row < distance) return node;
  node.children.push_back(maker.Value(moment.stage, moment.row - distance, moment.inst().operands[0]));
  return node;
}

Node MakeWindow(NodeMaker& maker, const Moment& moment) {
  Node node = MakeFolded(maker, moment);
  const Step& step = maker.StageAt(moment.stage).step(moment.id);
  const ir::OutputId output = moment.inst().attributes.output;
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
  Contributions rows(maker, *step.from, maker.module().outputs[static_cast<size_t>(output)].type,
                     moment.inst());
  for (size_t k = range.begin; k < range.end; ++k) {
    const size_t row = step.window->RowAt(k);
    rows.Add(row, step.window->column->At(row));
  }
  rows.Describe(node);
  if (Counts(moment.inst())) return node;
  for (const size_t row : rows.shown()) node.children.push_back(maker.OutputValue(output, row));
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
  Node node = MakeFolded(maker, moment);
  const ir::Domain& domain = moment.ir_stage->domain;
  const Space& space = maker.run().space;
  const Membership membership(maker, moment);
  const eval::LaneColumn& operand = *maker.StageAt(moment.stage).KeptColumn(moment.inst().operands[0]);
  Contributions rows(maker, domain, moment.operand(0).type, moment.inst());
  const RowRange candidates = membership.Candidates(domain);
  for (size_t row = candidates.begin; row < candidates.end; ++row) {
    const Position position = space.PositionOf(domain, row);
    if (membership.Holds(position)) rows.Add(row, membership.LaneOf(position, operand.At(row)));
  }
  rows.Describe(node);
  if (Counts(moment.inst())) return node;
  for (const size_t row : rows.shown()) {
    node.children.push_back(maker.Value(moment.stage, row, moment.inst().operands[0]));
  }
  return node;
}

// The lines of the source row that belong to the group, by share.
Node MakeRowOnce(NodeMaker& maker, const Moment& moment) {
  Node node = MakeFolded(maker, moment);
  const ir::Domain& domain = moment.ir_stage->domain;
  const Lines& lines = maker.run().space.lines(domain.index);
  const Grouping& grouping = maker.run().GroupingOf(moment.inst().attributes.group, true);
  const auto group_of = [&](size_t line) {
    return grouping.contributes[static_cast<size_t>(lines.people[line])];
  };
  const ir::LineSet& set = maker.module().line_sets[static_cast<size_t>(domain.index)];
  node.whole = maker.QuantityOf(set.amount, lines.whole.At(moment.row));
  Contributions rows(maker, domain, set.share, moment.inst());
  for (size_t line = 0; line < lines.size(); ++line) {
    const bool own_row = lines.rows[line] == lines.rows[moment.row] && group_of(line) == group_of(moment.row);
    if (own_row && OperandAt(maker, moment, 0, line).IsTrue()) rows.Add(line, lines.share.At(line));
  }
  rows.Describe(node);
  return node;
}

}  // namespace incent::interp
