// Nodes of choices and tier tables.
#include <algorithm>

#include "compiler/interp/element_ops.h"
#include "compiler/interp/node_maker.h"
#include "runtime/kernels/tiers.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;

namespace {

// A mask: what fails it counts as nothing. That it holds is worth a word only where the author asked.
bool IsMask(const Moment& moment) {
  const ir::Instruction& otherwise = moment.operand(2);
  const ir::Literal& literal = otherwise.attributes.literal;
  const bool to_nothing = otherwise.op == ir::Op::Const && literal.number == 0 && literal.text.empty();
  const auto asks = [&](const ir::Step& step) { return step.text == "when" && step.result == moment.id; };
  return to_nothing && std::none_of(moment.ir_stage->steps.begin(), moment.ir_stage->steps.end(), asks);
}

}  // namespace

Node MakeSelected(NodeMaker& maker, const Moment& moment) {
  if (!maker.is_full() && moment.operand_lane(0).IsTrue() && IsMask(moment)) return maker.Operand(moment, 1);
  Node node = maker.Start(moment, NodeKind::Choice);
  node.children.push_back(maker.Operand(moment, 0));
  const Lane& condition = moment.operand_lane(0);
  if (condition.state == eval::kValue) {
    node.chosen = condition.value != 0 ? "true" : "false";
    node.children.push_back(maker.Operand(moment, condition.value != 0 ? 1 : 2));
  }
  return node;
}

namespace {

// The choice of one row: replayed, because several conditions decide it together.
Chosen Choose(NodeMaker& maker, const Moment& moment, Chosen (*choose)(const Step&, Frame&, int)) {
  StageRun& stage = maker.StageAt(moment.stage);
  stage.ReplayRow(moment.row);
  return choose(stage.step(moment.id), stage.frame(), 0);
}

}  // namespace

Node MakePicked(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Choice);
  const Chosen chosen = Choose(maker, moment, ChoosePick);
  const size_t last = moment.inst().operands.size() / 2;
  const auto number = static_cast<size_t>(chosen.number);
  if (chosen.error == eval::kValue && number == last) {
    node.children.push_back(maker.Operand(moment, 2 * last));
    return node;
  }
  // Where conditions conflict or are in error, all that are not false belong to the answer.
  for (size_t k = 0; k < last; ++k) {
    const Lane& condition = moment.operand_lane(2 * k);
    const bool shown =
        chosen.error == eval::kValue ? k == number : condition.state != eval::kValue || condition.value != 0;
    if (!shown) continue;
    const std::vector<ir::DefinitionId>& names = moment.inst().attributes.choices;
    if (k < names.size()) node.chosen += (node.chosen.empty() ? "" : ", ") + maker.DefinitionName(names[k]);
    node.children.push_back(maker.Operand(moment, 2 * k));
    node.children.push_back(maker.Operand(moment, 2 * k + 1));
  }
  return node;
}

Node MakeHit(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Choice);
  const Chosen chosen = Choose(maker, moment, ChooseHit);
  if (chosen.error == eval::kValue) {
    node.chosen = std::to_string(chosen.number);
    node.children.push_back(maker.Operand(moment, static_cast<size_t>(chosen.number) - 1));
    return node;
  }
  const bool any = moment.inst().attributes.hit == ir::HitMode::Any;
  const size_t num_rows = any ? moment.inst().operands.size() / 2 : moment.inst().operands.size();
  for (size_t k = 0; k < num_rows; ++k) node.children.push_back(maker.Operand(moment, k));
  return node;
}

Node MakeChosen(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Choice);
  node.children.push_back(maker.Operand(moment, 0));
  const Lane& index = moment.operand_lane(0);
  if (index.state == eval::kValue) {
    node.chosen = value::DecimalToText(index.value, 0);
    node.children.push_back(maker.Operand(moment, static_cast<size_t>(index.value)));
  }
  return node;
}

namespace {

using kernels::TierBand;
using kernels::TierRow;
using kernels::TierTable;

// The table of one row of the domain, at common scales.
struct Ladder {
  types::Type bound;
  types::Type rate;
  Int128 x = 0;
  std::vector<TierRow> rows;
  bool ok = true;  // all are values that fit

  TierTable table() const { return {rows, bound.scale, rate.scale}; }
};

Ladder ReadLadder(const Moment& moment) {
  Ladder ladder;
  const size_t num_rows = (moment.inst().operands.size() - 1) / 2;
  ladder.bound = moment.operand(0).type.Present();
  ladder.rate = moment.operand(2).type.Present();
  for (size_t k = 0; k < num_rows; ++k) {
    ladder.bound.scale = std::max(ladder.bound.scale, moment.operand(2 * k + 1).type.scale);
    ladder.rate.scale = std::max(ladder.rate.scale, moment.operand(2 * k + 2).type.scale);
  }
  const auto read = [&](size_t k, int scale, Int128* out) {
    const Lane& lane = moment.operand_lane(k);
    ladder.ok = ladder.ok && lane.state == eval::kValue &&
                value::Rescale(lane.value, moment.operand(k).type.scale, scale, out);
  };
  read(0, ladder.bound.scale, &ladder.x);
  const std::vector<uint8_t>& above = moment.inst().attributes.above;
  for (size_t k = 0; k < num_rows; ++k) {
    TierRow row;
    read(2 * k + 1, ladder.bound.scale, &row.bound);
    read(2 * k + 2, ladder.rate.scale, &row.value);
    row.above = k < above.size() && above[k] != 0;
    ladder.rows.push_back(row);
  }
  return ladder;
}

// The bands that x reaches. `contributions` is false where rows do not add up.
std::vector<TierBand> BandsOf(ir::Op op, const Ladder& ladder, bool* contributions) {
  std::vector<TierBand> bands;
  *contributions = op == ir::Op::TierMarginal;
  if (op == ir::Op::TierMarginal) {
    if (kernels::MarginalBands(ladder.table(), ladder.x, &bands) != value::ErrorCode::None) bands.clear();
  } else if (op == ir::Op::TierValue) {
    bands.push_back(kernels::RetroactiveBand(ladder.table(), ladder.x));
  } else {
    TierBand band;
    if (kernels::InterpolatedBand(ladder.table(), ladder.x, &band) == value::ErrorCode::None)
      bands.push_back(band);
  }
  return bands;
}

constexpr int kBlendedScale = 6;

}  // namespace

Node MakeTiers(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Tiers);
  node.children.push_back(maker.Operand(moment, 0));
  const Ladder ladder = ReadLadder(moment);
  if (!ladder.ok) {
    for (size_t k = 1; k < moment.inst().operands.size(); ++k)
      node.children.push_back(maker.Operand(moment, k));
    return node;
  }
  bool contributions = false;
  for (const TierBand& band : BandsOf(moment.inst().op, ladder, &contributions)) {
    trace::Band shown;
    if (band.row > 0) shown.from = maker.QuantityOf(ladder.bound, {ladder.rows[band.row].bound});
    shown.part = maker.QuantityOf(ladder.bound, {band.part});
    shown.rate = maker.QuantityOf(ladder.rate, {band.value});
    if (contributions)
      shown.contribution = maker.QuantityOf(moment.inst().type.Present(), {band.contribution});
    node.bands.push_back(shown);
  }
  Int128 blended = 0;
  const bool has_rate =
      moment.inst().op == ir::Op::TierMarginal && ladder.x != 0 && node.bands.size() > 1 &&
      moment.lane().state == eval::kValue &&
      value::MultiplyDivide(moment.lane().value, moment.inst().type.scale, 1, 0, ladder.x, ladder.bound.scale,
                            kBlendedScale, value::RoundingMode::HalfUp, &blended);
  if (has_rate) {
    types::Type rate = ladder.rate;
    rate.scale = kBlendedScale;
    node.blended = maker.QuantityOf(rate, {blended});
  }
  return node;
}

}  // namespace incent::interp
