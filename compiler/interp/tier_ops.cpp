#include "compiler/interp/element_ops.h"
#include "runtime/kernels/tiers.h"

namespace incent::interp {

using kernels::TierRow;
using kernels::TierTable;
using value::ErrorCode;

namespace {

// The operands x, (bound, value)... of one row of the domain, at common scales.
struct TierOperands {
  Int128 x = 0;
  std::vector<TierRow> rows;
  TierTable table;
};

class TierReader {
 public:
  explicit TierReader(const Step& step) : step_(step) {
    operands_.rows.resize((step.num_operands() - 1) / 2);
    operands_.table.bound_scale = step.scales[0];
    for (size_t k = 0; k < operands_.rows.size(); ++k) {
      operands_.table.bound_scale = std::max(operands_.table.bound_scale, step.scales[2 * k + 1]);
      operands_.table.value_scale = std::max(operands_.table.value_scale, step.scales[2 * k + 2]);
      const std::vector<uint8_t>& above = step.inst->attributes.above;
      operands_.rows[k].above = k < above.size() && above[k] != 0;
    }
    operands_.table.rows = operands_.rows;
  }
  TierReader(const TierReader&) = delete;
  TierReader& operator=(const TierReader&) = delete;

  // All operands of row i must be values. False on overflow.
  [[nodiscard]] bool Read(const Frame& frame, int i) {
    const int bound_scale = operands_.table.bound_scale;
    bool ok = ReadAt(frame, i, 0, bound_scale, &operands_.x);
    for (size_t k = 0; k < operands_.rows.size(); ++k) {
      ok = ok && ReadAt(frame, i, 2 * k + 1, bound_scale, &operands_.rows[k].bound) &&
           ReadAt(frame, i, 2 * k + 2, operands_.table.value_scale, &operands_.rows[k].value);
    }
    return ok;
  }
  const TierOperands& operands() const { return operands_; }

 private:
  [[nodiscard]] bool ReadAt(const Frame& frame, int i, size_t k, int scale, Int128* out) const {
    return value::Rescale(step_.In(frame, k).values[static_cast<size_t>(i)], step_.scales[k], scale, out);
  }

  const Step& step_;
  TierOperands operands_;
};

// `f(operands, &out)` gives an error code; its result has scale `scale`, the op's at least that.
template <typename Function>
void EvalTier(const Step& step, Frame& frame, TierReader& reader, int scale, Function f) {
  MapRows(step, frame, [&](int i) {
    Lane lane{0, StrictState(step, frame, i)};
    if (lane.state != eval::kValue) return lane;
    ErrorCode code = OverflowUnless(reader.Read(frame, i));
    if (code == ErrorCode::None) code = f(reader.operands(), &lane.value);
    if (code == ErrorCode::None)
      code = OverflowUnless(value::Rescale(lane.value, scale, step.scale, &lane.value));
    return code == ErrorCode::None ? lane : ErrorLane(frame.ErrorAt(step, i, code));
  });
}

}  // namespace

void EvalTierMarginal(const Step& step, Frame& frame) {
  TierReader reader(step);
  EvalTier(
      step, frame, reader, reader.operands().table.total_scale(),
      [](const TierOperands& tier, Int128* out) { return kernels::MarginalTotal(tier.table, tier.x, out); });
}

void EvalTierValue(const Step& step, Frame& frame) {
  TierReader reader(step);
  EvalTier(step, frame, reader, reader.operands().table.value_scale,
           [](const TierOperands& tier, Int128* out) {
             *out = kernels::RetroactiveValue(tier.table, tier.x);
             return ErrorCode::None;
           });
}

void EvalTierInterp(const Step& step, Frame& frame) {
  TierReader reader(step);
  EvalTier(step, frame, reader, value::kMaxScale, [](const TierOperands& tier, Int128* out) {
    return kernels::InterpolatedValue(tier.table, tier.x, out);
  });
}

void EvalTierPortion(const Step& step, Frame& frame) {
  TierReader reader(step);
  EvalTier(step, frame, reader, reader.operands().table.bound_scale,
           [&step](const TierOperands& tier, Int128* out) {
             return kernels::TierPortion(tier.table, tier.x, step.inst->attributes.count, out);
           });
}

}  // namespace incent::interp
