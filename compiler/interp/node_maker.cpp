#include "compiler/interp/node_maker.h"

#include <algorithm>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/payouts.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;
using trace::Quantity;

NodeMaker::NodeMaker(const Program& program, RunState& run, const ExplainOptions& options)
    : program_(program), run_(run), options_(options) {}

void NodeMaker::Reset() {
  num_nodes_ = 0;
  shortened_ = false;
  reproduced_ = true;
  known_.clear();
  lanes_.clear();
}

StageRun& NodeMaker::StageAt(int stage) {
  std::unique_ptr<StageRun>& replay = stages_[stage];
  if (replay == nullptr) {
    replay = std::make_unique<StageRun>(run_, stage, program_.plan(stage));
    replay->Prepare();
  }
  return *replay;
}

const std::vector<Lane>& NodeMaker::LanesAt(int stage, size_t row) {
  const auto [at, added] = lanes_.try_emplace({stage, row});
  if (added) at->second = StageAt(stage).ReplayRow(row);
  return at->second;
}

Quantity NodeMaker::QuantityOf(const types::Type& type, const Lane& lane) const {
  Quantity quantity;
  if (lane.state == eval::kNull) {
    quantity.state = Quantity::State::Absent;
    return quantity;
  }
  if (eval::IsError(lane.state)) {
    quantity.state = Quantity::State::Error;
    quantity.text = ErrorCodeName(run_.errors.At(lane.state).code);
    return quantity;
  }
  quantity.state = Quantity::State::Value;
  quantity.text = LaneToText(run_, type, lane);
  quantity.is_number = type.IsNumber();
  if (type.IsNumber()) quantity.unit = type.unit.ToText();
  quantity.is_rate = type.rate;
  return quantity;
}

trace::InputRow NodeMaker::RowOf(int dataset, int32_t row) const {
  const column::Table& table = run_.input.tables[static_cast<size_t>(dataset)];
  const auto at = static_cast<size_t>(row);
  trace::InputRow place{module().datasets[static_cast<size_t>(dataset)].name,
                        std::string(eval::RowKey(run_.input, dataset, row)), "", 0};
  if (at < table.lines.size()) place.line = table.lines[at];
  if (!table.file_names.empty()) place.file = table.file_names[table.files.empty() ? 0 : table.files[at]];
  return place;
}

trace::Contribution NodeMaker::ContributionOf(const ir::Domain& domain, size_t row, Quantity amount) const {
  const Position position = run_.space.PositionOf(domain, row);
  trace::Contribution item;
  if (position.person != kNowhere) item.participant = run_.space.PersonKey(position.person);
  if (domain.kind == ir::DomainKind::Lines) {
    item.row = RowOf(module().line_sets[static_cast<size_t>(domain.index)].dataset, position.source_row);
  } else if (position.day != kNoDay) {
    item.period = value::PeriodToText(domain.granule, value::PeriodOf(domain.granule, position.day));
  }
  item.amount = std::move(amount);
  return item;
}

std::string NodeMaker::DefinitionName(ir::DefinitionId definition) const {
  if (definition == ir::kNone) return "";
  const ir::Definition& named = module().definitions[static_cast<size_t>(definition)];
  return named.label.empty() ? named.name : named.label;
}

std::optional<trace::SourceSpan> NodeMaker::SpanOf(const source::Span& span) {
  if (span.begin == span.end) return std::nullopt;
  return trace::SourceSpan{static_cast<uint32_t>(span.file.index()), span.begin, span.end};
}

Node NodeMaker::Start(const Moment& moment, NodeKind kind) const {
  Node node;
  node.kind = kind;
  node.code = ir::FactsOf(moment.inst().op).text;
  node.value = QuantityOf(moment.inst().type, moment.lane());
  node.span = SpanOf(moment.inst().span);
  return node;
}

void NodeMaker::Remember(int stage, size_t row, ir::InstId inst, std::string name) {
  known_.insert_or_assign({stage, row, inst}, std::move(name));
}

void NodeMaker::CheckReplay(const ir::Domain& domain, size_t row, const Lane& replayed,
                            const Lane& published) {
  // What a doubtful line says was replaced by the doubt.
  const bool doubtful =
      domain.kind == ir::DomainKind::Lines && run_.space.lines(domain.index).StateOf(row) != eval::kValue;
  if (!doubtful && replayed != published) reproduced_ = false;
}

namespace {

// Keeps the children that alone decide the value, if there are any: of an error those in error, of a
// condition those that settle it.
void Prune(Node& node) {
  const bool is_error = node.value.state == Quantity::State::Error;
  const bool settles =
      (node.code == "and" && node.value.text == "false") || (node.code == "or" && node.value.text == "true");
  if (!is_error && !settles) return;
  const auto decides = [&](const Node& child) {
    return is_error ? child.value.state == Quantity::State::Error : child.value == node.value;
  };
  if (std::none_of(node.children.begin(), node.children.end(), decides)) return;
  std::erase_if(node.children, [&](const Node& child) { return !decides(child); });
}

}  // namespace

Node NodeMaker::Value(int stage, size_t row, ir::InstId inst) {
  const ir::Stage& ir_stage = module().stages[static_cast<size_t>(stage)];
  const Moment moment{stage, row, inst, &ir_stage, &LanesAt(stage, row)};
  const auto known = known_.find({stage, row, inst});
  if (known != known_.end() || num_nodes_ >= options_.max_nodes) {
    Node node = Start(moment, NodeKind::Earlier);
    if (known != known_.end()) node.code = known->second;
    shortened_ = shortened_ || known == known_.end();
    return node;
  }
  ++num_nodes_;
  Node node = MakerOf(moment.inst().op)(*this, moment);
  if (!is_full()) Prune(node);
  const bool says_more = !node.children.empty() || !node.largest.empty() || !node.bands.empty();
  if (says_more) Remember(stage, row, inst, node.label.empty() ? node.code : node.label);
  return node;
}

Node NodeMaker::OutputValue(ir::OutputId id, size_t row) {
  const ir::Output& output = module().outputs[static_cast<size_t>(id)];
  const ir::Stage& stage = module().stages[static_cast<size_t>(output.stage)];
  const Lane& published = run_.Output(id).At(row);
  if (stage.stage_class == ir::StageClass::Merge) {
    const std::vector<Lane> lanes(stage.insts.size(), published);
    const Lane replayed = StageAt(output.stage).KeptColumn(output.inst)->At(row);
    if (replayed != published) reproduced_ = false;
    return MakeAggregate(*this, {output.stage, row, output.inst, &stage, &lanes});
  }
  CheckReplay(output.domain, row, LanesAt(output.stage, row)[output.inst], published);
  return Value(output.stage, row, output.inst);
}

Node NodeMaker::Clause(int stage, size_t row, const ir::Step& step) {
  Node clause;
  clause.kind = NodeKind::Clause;
  clause.code = step.text;
  clause.span = SpanOf(step.span);
  const types::Type& type = module().stages[static_cast<size_t>(stage)].insts[step.result].type;
  clause.value = QuantityOf(type, LanesAt(stage, row)[step.result]);
  return clause;
}

namespace {

// The same amount, if perhaps with more digits.
bool SameAmount(const Quantity& a, const Quantity& b) {
  if (!a.is_number || !b.is_number || a.state != Quantity::State::Value || b.state != a.state) return a == b;
  const auto left = value::ParseDecimal(a.text);
  const auto right = value::ParseDecimal(b.text);
  return left && right && value::Compare(left->mantissa, left->scale, right->mantissa, right->scale) == 0;
}

// What a clause says and what its operation says is one thing; and where it began is said already.
void Hoist(Node& clause) {
  if (clause.children.size() == 1) {
    const Node& only = clause.children[0];
    if (clause.code == "when" && only.kind == NodeKind::Choice) {
      Node condition = only.children[0];
      clause.children[0] = std::move(condition);
      return;
    }
    const bool repeats = only.kind == NodeKind::Operation || only.kind == NodeKind::Constant ||
                         (only.kind == NodeKind::Change && SameAmount(only.before, clause.before));
    if (repeats) {
      std::vector<Node> below = only.children;
      clause.children = std::move(below);
    }
  }
  std::erase_if(clause.children, [&](const Node& child) {
    return child.kind == NodeKind::Earlier && SameAmount(child.value, clause.before);
  });
}

}  // namespace

namespace {

// True for what another part of the whole is paid as.
bool IsOtherPart(const ir::Stage& stage, ir::InstId step, ir::InstId result) {
  return step != result && std::any_of(stage.ledger.begin(), stage.ledger.end(),
                                       [&](const ir::LedgerEntry& entry) { return entry.value == step; });
}

}  // namespace

std::vector<Node> NodeMaker::Clauses(int stage, size_t row, ir::InstId result) {
  std::vector<Node> nodes;
  Quantity before;
  const ir::Stage& clauses = module().stages[static_cast<size_t>(stage)];
  for (const ir::Step& step : clauses.steps) {
    if (IsOtherPart(clauses, step.result, result)) continue;
    Node clause = Clause(stage, row, step);
    const bool changed = !SameAmount(before, clause.value);
    if (changed) clause.before = before;
    before = clause.value;
    if ((changed || is_full() || step.text == "when") && !IsKnown(stage, row, step.result)) {
      clause.children.push_back(Value(stage, row, step.result));
      if (!is_full()) Hoist(clause);
    }
    Remember(stage, row, step.result, step.text);
    nodes.push_back(std::move(clause));
  }
  if (!IsKnown(stage, row, result)) nodes.push_back(Value(stage, row, result));
  return nodes;
}

namespace {

struct MakerEntry {
  ir::Op op;
  MakeNode make;
};

using ir::Op;

constexpr MakerEntry kMakers[] = {
    {Op::Const, MakeConstant},
    {Op::Col, MakeCell},
    {Op::RowCol, MakeCell},
    {Op::Field, MakeCell},
    {Op::Gather, MakeCell},
    {Op::Load, MakeRead},
    {Op::Bcast, MakeRead},
    {Op::LineAmount, MakeLine},
    {Op::Lookup, MakeLookup},
    {Op::Demand, MakeTransparent},
    {Op::Param, MakeParameter},
    {Op::Sub, MakeDifference},
    {Op::Min, MakeLimited},
    {Op::Max, MakeLimited},
    {Op::Round, MakeRounded},
    {Op::Rescale, MakeTransparent},
    {Op::Coalesce, MakeCoalesced},
    {Op::Unwrap, MakeTransparent},
    {Op::Select, MakeSelected},
    {Op::Pick, MakePicked},
    {Op::Hit, MakeHit},
    {Op::Choose, MakeChosen},
    {Op::Guard, MakeGuarded},
    {Op::TierMarginal, MakeTiers},
    {Op::TierValue, MakeTiers},
    {Op::TierInterp, MakeTiers},
    {Op::ScanSum, MakeRunningSum},
    {Op::ScanMax, MakeRunningSum},
    {Op::ScanMin, MakeRunningSum},
    {Op::ScanEarliest, MakeRunningSum},
    {Op::ScanLatest, MakeRunningSum},
    {Op::Shift, MakeShifted},
    {Op::RowOnce, MakeRowOnce},
    {Op::WindowSum, MakeWindow},
    {Op::WindowCount, MakeWindow},
    {Op::WindowMax, MakeWindow},
    {Op::WindowMin, MakeWindow},
    {Op::WindowFirst, MakeWindow},
    {Op::WindowLast, MakeWindow},
    {Op::RoundRow, MakeRowRounding},
    {Op::SplitGroup, MakeGroupSplit},
};

}  // namespace

MakeNode MakerOf(ir::Op op) {
  for (const MakerEntry& entry : kMakers) {
    if (entry.op == op) return entry.make;
  }
  return MakeOperation;
}

}  // namespace incent::interp
