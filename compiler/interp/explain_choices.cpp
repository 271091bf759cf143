// Nodes of choices and tier tables.
#include <algorithm>

#include "compiler/interp/element_ops.h"
#include "compiler/interp/node_maker.h"
#include "runtime/kernels/tiers.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using trace::Node;
using trace::NodeKind;

Node MakeSelected(NodeMaker& maker, const Moment& moment) {
  // What a mask keeps is what stands in it.
  const bool is_mask = moment.inst().attributes.purpose == ir::Purpose::Mask;
  if (is_mask && moment.operand_lane(0).IsTrue()) return maker.Operand(moment, 1);
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
  node.label = maker.DefinitionName(moment.inst().attributes.subject);
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

// Writes the rows of a ladder that x reaches into a node.
class Bands {
 public:
  Bands(NodeMaker& maker, const Moment& moment, const Ladder& ladder, Node& node)
      : maker_(maker), moment_(moment), ladder_(ladder), node_(node) {}

  void Add() {
    switch (moment_.inst().op) {
      case ir::Op::TierMarginal:
        return AddMarginal();
      case ir::Op::TierValue:
        return AddReached();
      case ir::Op::TierInterp:
        return AddKnots();
      default:
        return AddPortion();
    }
  }

  // What stands behind bounds and values that are not written as constants.
  void Unfold() {
    for (const size_t operand : operands_) {
      if (moment_.operand(operand).op != ir::Op::Const) {
        node_.children.push_back(maker_.Operand(moment_, operand));
      }
    }
  }

 private:
  trace::Quantity Bound(size_t row) {
    Use(2 * row + 1);
    return maker_.QuantityOf(ladder_.bound, {ladder_.rows[row].bound});
  }
  trace::Quantity Rate(size_t row) {
    Use(2 * row + 2);
    return maker_.QuantityOf(ladder_.rate, {ladder_.rows[row].value});
  }
  void Use(size_t operand) {
    if (std::find(operands_.begin(), operands_.end(), operand) == operands_.end())
      operands_.push_back(operand);
  }

  // A row between its bounds.
  trace::Band Row(size_t row) {
    trace::Band band;
    if (row > 0) {
      band.from = Bound(row);
      band.above = ladder_.rows[row].above;
    }
    if (row + 1 < ladder_.rows.size()) {
      band.below = Bound(row + 1);
      band.up_to = ladder_.rows[row + 1].above;
    }
    return band;
  }

  void AddMarginal() {
    std::vector<TierBand> bands;
    if (kernels::MarginalBands(ladder_.table(), ladder_.x, &bands) != value::ErrorCode::None) return;
    for (const TierBand& band : bands) {
      trace::Band shown = Row(band.row);
      shown.part = maker_.QuantityOf(ladder_.bound, {band.part});
      shown.rate = Rate(band.row);
      shown.contribution = maker_.QuantityOf(moment_.inst().type.Present(), {band.contribution});
      node_.bands.push_back(shown);
    }
    AddBlended();
  }

  void AddReached() {
    const size_t row = kernels::RetroactiveRow(ladder_.table(), ladder_.x);
    trace::Band shown = Row(row);
    shown.rate = Rate(row);
    node_.bands.push_back(shown);
  }

  void AddKnots() {
    TierBand band;
    if (kernels::InterpolatedBand(ladder_.table(), ladder_.x, &band) != value::ErrorCode::None) return;
    AddKnot(band.row);
    const bool slopes = band.row + 1 < ladder_.rows.size() && ladder_.x >= ladder_.rows[band.row].bound;
    if (slopes) AddKnot(band.row + 1);
  }

  void AddKnot(size_t row) {
    trace::Band knot;
    knot.from = Bound(row);
    knot.rate = Rate(row);
    node_.bands.push_back(knot);
  }

  void AddPortion() {
    const auto row = static_cast<size_t>(moment_.inst().attributes.count) - 1;
    node_.number = moment_.inst().attributes.count;
    if (row >= ladder_.rows.size()) return;
    trace::Band shown = Row(row);
    shown.part = maker_.QuantityOf(moment_.inst().type, moment_.lane());
    node_.bands.push_back(shown);
  }

  void AddBlended() {
    constexpr int kBlendedScale = 6;
    Int128 blended = 0;
    const bool has_rate =
        ladder_.x != 0 && node_.bands.size() > 1 && moment_.lane().state == eval::kValue &&
        value::MultiplyDivide(moment_.lane().value, moment_.inst().type.scale, 1, 0, ladder_.x,
                              ladder_.bound.scale, kBlendedScale, value::RoundingMode::HalfUp, &blended);
    if (!has_rate) return;
    types::Type rate = ladder_.rate;
    rate.scale = kBlendedScale;
    node_.blended = maker_.QuantityOf(rate, {blended});
  }

  NodeMaker& maker_;
  const Moment& moment_;
  const Ladder& ladder_;
  Node& node_;
  std::vector<size_t> operands_;  // of the bounds and values that are shown
};

}  // namespace

Node MakeTiers(NodeMaker& maker, const Moment& moment) {
  Node node = maker.Start(moment, NodeKind::Tiers);
  node.label = maker.DefinitionName(moment.inst().attributes.subject);
  node.children.push_back(maker.Operand(moment, 0));
  const Ladder ladder = ReadLadder(moment);
  if (!ladder.ok) {
    for (size_t k = 1; k < moment.inst().operands.size(); ++k)
      node.children.push_back(maker.Operand(moment, k));
    return node;
  }
  Bands bands(maker, moment, ladder, node);
  bands.Add();
  bands.Unfold();
  return node;
}

}  // namespace incent::interp
