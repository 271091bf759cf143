#include "compiler/interp/node_maker.h"

#include <algorithm>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/payouts.h"
#include "runtime/column/key_text.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;
using trace::Quantity;

NodeMaker::NodeMaker(const Program& program, RunState& run, const ExplainOptions& options)
    : program_(program), run_(run), options_(options) {}

void NodeMaker::Reset() {
  num_nodes_ = 0;
  last_id_ = 0;
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
                        column::KeyText(eval::RowKey(run_.input, dataset, row)), "", 0};
  if (at < table.lines.size()) place.line = table.lines[at];
  if (!table.file_names.empty()) place.file = table.file_names[table.files.empty() ? 0 : table.files[at]];
  return place;
}

trace::Contribution NodeMaker::ContributionOf(const ir::Domain& domain, size_t row, Quantity amount) const {
  const Position position = run_.space.PositionOf(domain, row);
  trace::Contribution item;
  if (position.person != kNowhere) item.participant = column::KeyText(run_.space.PersonKey(position.person));
  if (domain.kind == ir::DomainKind::Lines) {
    item.row = RowOf(module().line_sets[static_cast<size_t>(domain.index)].dataset, position.source_row);
  } else if (position.day != kNoDay) {
    item.period = value::PeriodToText(domain.granule, value::PeriodOf(domain.granule, position.day));
  }
  if (position.day != kNoDay && position.day_state == eval::kValue) {
    item.date = value::DateToText(position.day);
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

Node NodeMaker::Start(const Moment& moment, NodeKind kind) {
  Node node;
  node.kind = kind;
  node.id = NewId();
  node.code = ir::FactsOf(moment.inst().op).text;
  node.value = QuantityOf(moment.inst().type, moment.lane());
  node.span = SpanOf(moment.inst().span);
  return node;
}

void NodeMaker::Remember(int stage, size_t row, ir::InstId inst, const Node& node) {
  known_.insert_or_assign({stage, row, inst}, Known{node.id, node.code, node.label});
}

std::optional<Node> NodeMaker::Earlier(int stage, size_t row, ir::InstId inst) const {
  const auto known = known_.find({stage, row, inst});
  if (known == known_.end()) return std::nullopt;
  Node node;
  node.kind = NodeKind::Earlier;
  node.of = known->second.id;
  node.code = known->second.code;
  node.label = known->second.label;
  return node;
}

void NodeMaker::CheckReplay(const ir::Domain& domain, size_t row, const Lane& replayed,
                            const Lane& published) {
  // What a doubtful line says was replaced by the doubt.
  const bool doubtful =
      domain.kind == ir::DomainKind::Lines && run_.space.lines(domain.index).StateOf(row) != eval::kValue;
  if (!doubtful && replayed != published) reproduced_ = false;
}

Node NodeMaker::Value(int stage, size_t row, ir::InstId inst) {
  const ir::Stage& ir_stage = module().stages[static_cast<size_t>(stage)];
  const Moment moment{stage, row, inst, &ir_stage, &LanesAt(stage, row)};
  if (std::optional<Node> earlier = Earlier(stage, row, inst)) {
    earlier->value = QuantityOf(moment.inst().type, moment.lane());
    return *earlier;
  }
  if (num_nodes_ >= options_.max_nodes) {
    shortened_ = true;
    return Start(moment, NodeKind::Omitted);
  }
  ++num_nodes_;
  Node node = Named(moment, MakerOf(moment.inst().op)(*this, moment));
  const bool says_more = !node.children.empty() || !node.largest.empty() || !node.bands.empty();
  if (says_more) Remember(stage, row, inst, node);
  return node;
}

Node NodeMaker::Named(const Moment& moment, Node node) {
  const std::vector<ir::NamedValue>& names = moment.ir_stage->names;
  const auto named = std::find_if(names.begin(), names.end(),
                                  [&](const ir::NamedValue& name) { return name.value == moment.id; });
  if (named == names.end()) return node;
  Node definition;
  definition.kind = NodeKind::Definition;
  definition.id = NewId();
  definition.code = "name";
  definition.label = DefinitionName(named->definition);
  definition.value = node.value;
  definition.span = SpanOf(module().definitions[static_cast<size_t>(named->definition)].span);
  definition.children.push_back(std::move(node));
  return definition;
}

Node NodeMaker::MergedValue(ir::OutputId id, size_t row) {
  const ir::Output& output = module().outputs[static_cast<size_t>(id)];
  const ir::Stage& stage = module().stages[static_cast<size_t>(output.stage)];
  const Lane& published = run_.Output(id).At(row);
  const std::vector<Lane> lanes(stage.insts.size(), published);
  const Moment moment{output.stage, row, output.inst, &stage, &lanes};
  if (StageAt(output.stage).KeptColumn(output.inst)->At(row) != published) reproduced_ = false;
  if (std::optional<Node> earlier = Earlier(output.stage, row, output.inst)) {
    earlier->value = QuantityOf(output.type, published);
    return *earlier;
  }
  if (num_nodes_ >= options_.max_nodes) {
    shortened_ = true;
    return Start(moment, NodeKind::Omitted);
  }
  ++num_nodes_;
  Node node = MakeAggregate(*this, moment);
  Remember(output.stage, row, output.inst, node);
  return node;
}

Node NodeMaker::OutputValue(ir::OutputId id, size_t row) {
  const ir::Output& output = module().outputs[static_cast<size_t>(id)];
  const ir::Stage& stage = module().stages[static_cast<size_t>(output.stage)];
  if (stage.stage_class == ir::StageClass::Merge) return MergedValue(id, row);
  const Lane& published = run_.Output(id).At(row);
  CheckReplay(output.domain, row, LanesAt(output.stage, row)[output.inst], published);
  if (output.value_of == ir::kNone) return Value(output.stage, row, output.inst);
  const std::string label = DefinitionName(output.value_of);
  if (std::optional<Node> earlier = Earlier(output.stage, row, output.inst)) {
    earlier->label = label;
    earlier->value = QuantityOf(output.type, published);
    return *earlier;
  }
  Node node;
  node.kind = NodeKind::Definition;
  node.id = NewId();
  node.code = "load";
  node.label = label;
  node.value = QuantityOf(output.type, published);
  node.span = SpanOf(module().definitions[static_cast<size_t>(output.value_of)].span);
  node.children = Clauses(output.stage, row, output.inst);
  Remember(output.stage, row, output.inst, node);
  return node;
}

Node NodeMaker::Clause(int stage, size_t row, const ir::Step& step) {
  Node clause;
  clause.kind = NodeKind::Clause;
  clause.id = NewId();
  clause.code = step.text;
  clause.span = SpanOf(step.span);
  const types::Type& type = module().stages[static_cast<size_t>(stage)].insts[step.result].type;
  clause.value = QuantityOf(type, LanesAt(stage, row)[step.result]);
  return clause;
}

namespace {

// True for what another part of the whole is paid as.
bool IsOtherPart(const ir::Stage& stage, ir::InstId step, ir::InstId result) {
  return step != result && std::any_of(stage.ledger.begin(), stage.ledger.end(),
                                       [&](const ir::LedgerEntry& entry) { return entry.value == step; });
}

}  // namespace

std::vector<Node> NodeMaker::Clauses(int stage, size_t row, ir::InstId result) {
  std::vector<Node> nodes;
  std::optional<ir::InstId> last;
  const ir::Stage& clauses = module().stages[static_cast<size_t>(stage)];
  for (const ir::Step& step : clauses.steps) {
    if (IsOtherPart(clauses, step.result, result)) continue;
    Node clause = Clause(stage, row, step);
    if (!nodes.empty()) clause.before = nodes.back().value;
    clause.children.push_back(Value(stage, row, step.result));
    Remember(stage, row, step.result, clause);
    last = step.result;
    nodes.push_back(std::move(clause));
  }
  if (last != result) nodes.push_back(Value(stage, row, result));
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
    {Op::TierPortion, MakeTiers},
    {Op::DateAdd, MakeDateMoved},
    {Op::ScanSum, MakeRunningFold},
    {Op::ScanFirst, MakeRunningFold},
    {Op::ScanMax, MakeRunningFold},
    {Op::ScanMin, MakeRunningFold},
    {Op::ScanEarliest, MakeRunningFold},
    {Op::ScanLatest, MakeRunningFold},
    {Op::Shift, MakeShifted},
    {Op::RowOnce, MakeRowOnce},
    {Op::WindowSum, MakeWindow},
    {Op::WindowCount, MakeWindow},
    {Op::WindowMax, MakeWindow},
    {Op::WindowMin, MakeWindow},
    {Op::WindowFirst, MakeWindow},
    {Op::WindowLast, MakeWindow},
    {Op::RoundRow, MakeRowRounding},
    {Op::SplitPart, MakeSplit},
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
