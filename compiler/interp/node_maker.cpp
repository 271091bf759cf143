#include "compiler/interp/node_maker.h"

#include <algorithm>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/payouts.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;
using trace::Quantity;

NodeMaker::NodeMaker(const Program& program, RunState& run, int max_nodes)
    : program_(program), run_(run), max_nodes_(max_nodes) {}

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

// Of a value in error only what is in error too has a say.
void KeepErrors(Node& node) {
  const auto is_error = [](const Node& child) { return child.value.state == Quantity::State::Error; };
  if (std::none_of(node.children.begin(), node.children.end(), is_error)) return;
  std::erase_if(node.children, [&](const Node& child) { return !is_error(child); });
}

}  // namespace

Node NodeMaker::Value(int stage, size_t row, ir::InstId inst) {
  const ir::Stage& ir_stage = module().stages[static_cast<size_t>(stage)];
  const Moment moment{stage, row, inst, &ir_stage, &LanesAt(stage, row)};
  const auto known = known_.find({stage, row, inst});
  if (known != known_.end() || num_nodes_ >= max_nodes_) {
    Node node = Start(moment, NodeKind::Earlier);
    if (known != known_.end()) node.code = known->second;
    shortened_ = shortened_ || known == known_.end();
    return node;
  }
  ++num_nodes_;
  Node node = MakerOf(moment.inst().op)(*this, moment);
  if (node.value.state == Quantity::State::Error) KeepErrors(node);
  if (!node.children.empty()) Remember(stage, row, inst, node.label.empty() ? node.code : node.label);
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
    {Op::Shift, MakeShifted},
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
