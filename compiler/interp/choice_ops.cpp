#include "compiler/interp/element_ops.h"

namespace incent::interp {

using value::ErrorCode;

Lane Aligned(const Step& step, Frame& frame, int i, size_t k) {
  Lane lane = step.In(frame, k).At(i);
  if (lane.state != eval::kValue || step.scales[k] == step.scale) return lane;
  if (value::Rescale(lane.value, step.scales[k], step.scale, &lane.value)) return lane;
  return ErrorLane(frame.ErrorAt(step, i, ErrorCode::Overflow));
}

State StrictState(const Step& step, Frame& frame, int i) {
  State state = eval::kValue;
  for (size_t k = 0; k < step.num_operands(); ++k)
    state = frame.Stronger(state, step.In(frame, k).StateAt(i));
  return state;
}

void EvalCoalesce(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const bool is_null = step.In(frame, 0).StateAt(i) == eval::kNull;
    return Aligned(step, frame, i, is_null ? 1 : 0);
  });
}

void EvalUnwrap(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    return step.In(frame, 1).IsTrue(i) ? step.In(frame, 0).At(i) : ErrorLane(eval::kNull);
  });
}

void EvalSelect(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const Lane condition = step.In(frame, 0).At(i);
    if (condition.state != eval::kValue) return ErrorLane(condition.state);
    return Aligned(step, frame, i, condition.value != 0 ? 1 : 2);
  });
}

namespace {

// Of each choice: whether a true one comes before it, directly or by way of others. Pairs stand in an order
// in which all that beats a winner is known before it beats others.
std::vector<bool> Beaten(const Step& step, Frame& frame, int i, int num_choices) {
  std::vector<bool> beaten(static_cast<size_t>(num_choices));
  for (const auto& [winner, loser] : step.inst->attributes.before) {
    const auto w = static_cast<size_t>(winner);
    if (beaten[w] || step.In(frame, 2 * w).IsTrue(i)) beaten[static_cast<size_t>(loser)] = true;
  }
  return beaten;
}

}  // namespace

Chosen ChoosePick(const Step& step, Frame& frame, int i) {
  const int num_choices = static_cast<int>(step.num_operands() / 2);
  Chosen chosen{.number = num_choices};
  for (int k = 0; k < num_choices; ++k) {
    const State state = step.In(frame, 2 * static_cast<size_t>(k)).StateAt(i);
    if (eval::IsError(state)) chosen.error = frame.Stronger(chosen.error, state);
  }
  if (chosen.error != eval::kValue) return chosen;
  const std::vector<bool> beaten = Beaten(step, frame, i, num_choices);
  for (int k = 0; k < num_choices; ++k) {
    const auto at = 2 * static_cast<size_t>(k);
    if (!step.In(frame, at).IsTrue(i) || beaten[static_cast<size_t>(k)]) continue;
    if (chosen.number == num_choices) {
      chosen.number = k;
      continue;
    }
    const Lane first = Aligned(step, frame, i, 2 * static_cast<size_t>(chosen.number) + 1);
    const Lane other = Aligned(step, frame, i, at + 1);
    if (first == other) continue;
    const State errors = frame.Stronger(first.state, other.state);
    chosen.error = eval::IsError(errors) ? errors : frame.ErrorAt(step, i, ErrorCode::ExceptionConflict);
    return chosen;
  }
  return chosen;
}

void EvalPick(const Step& step, Frame& frame) {
  const auto last = static_cast<int>(step.num_operands() / 2);
  MapRows(step, frame, [&](int i) {
    const Chosen chosen = ChoosePick(step, frame, i);
    if (chosen.error != eval::kValue) return ErrorLane(chosen.error);
    const auto at = 2 * static_cast<size_t>(chosen.number);
    return Aligned(step, frame, i, chosen.number == last ? at : at + 1);
  });
}

namespace {

Chosen FirstHit(const Step& step, Frame& frame, int i) {
  for (size_t k = 0; k < step.num_operands(); ++k) {
    const Lane condition = step.In(frame, k).At(i);
    if (eval::IsError(condition.state)) return {.error = condition.state};
    if (condition.IsTrue()) return {.number = static_cast<int>(k) + 1};
  }
  return {.error = frame.ErrorAt(step, i, ErrorCode::TableNoRow)};
}

// True if both values are there and equal across scales, or both are absent.
bool EqualOperands(const Step& step, Frame& frame, int i, size_t a, size_t b) {
  const Lane left = step.In(frame, a).At(i);
  const Lane right = step.In(frame, b).At(i);
  if (left.state != right.state) return false;
  return left.state != eval::kValue ||
         value::Compare(left.value, step.scales[a], right.value, step.scales[b]) == 0;
}

// Unique: exactly one condition is true. Any: the values of the true ones, n operands later, agree.
Chosen OnlyHit(const Step& step, Frame& frame, int i, bool compare_values) {
  const size_t num_rows = compare_values ? step.num_operands() / 2 : step.num_operands();
  Chosen chosen;
  bool conflict = false;
  for (size_t k = 0; k < num_rows; ++k) {
    const Lane condition = step.In(frame, k).At(i);
    if (eval::IsError(condition.state)) chosen.error = frame.Stronger(chosen.error, condition.state);
    if (!condition.IsTrue()) continue;
    if (compare_values) {
      const State state = step.In(frame, num_rows + k).StateAt(i);
      if (eval::IsError(state)) chosen.error = frame.Stronger(chosen.error, state);
    }
    if (chosen.number == 0) {
      chosen.number = static_cast<int>(k) + 1;
      continue;
    }
    const size_t first = num_rows + static_cast<size_t>(chosen.number) - 1;
    conflict = conflict || !compare_values || !EqualOperands(step, frame, i, first, num_rows + k);
  }
  if (chosen.error != eval::kValue) return chosen;
  if (conflict) chosen.error = frame.ErrorAt(step, i, ErrorCode::TableConflict);
  if (chosen.number == 0) chosen.error = frame.ErrorAt(step, i, ErrorCode::TableNoRow);
  return chosen;
}

}  // namespace

Chosen ChooseHit(const Step& step, Frame& frame, int i) {
  switch (step.inst->attributes.hit) {
    case ir::HitMode::First:
      return FirstHit(step, frame, i);
    case ir::HitMode::Unique:
      return OnlyHit(step, frame, i, false);
    case ir::HitMode::Any:
      return OnlyHit(step, frame, i, true);
  }
  return {};
}

void EvalHit(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const Chosen chosen = ChooseHit(step, frame, i);
    return chosen.error == eval::kValue ? Lane{chosen.number} : ErrorLane(chosen.error);
  });
}

void EvalChoose(const Step& step, Frame& frame) {
  const auto num_values = static_cast<Int128>(step.num_operands()) - 1;
  MapRows(step, frame, [&](int i) {
    const Lane index = step.In(frame, 0).At(i);
    if (index.state != eval::kValue) return ErrorLane(index.state);
    if (index.value < 1 || index.value > num_values)
      return ErrorLane(frame.ErrorAt(step, i, ErrorCode::TableNoRow));
    return Aligned(step, frame, i, static_cast<size_t>(index.value));
  });
}

void EvalGuard(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const Lane condition = step.In(frame, 0).At(i);
    if (eval::IsError(condition.state)) return ErrorLane(condition.state);
    if (condition.IsTrue()) return step.In(frame, 1).At(i);
    return ErrorLane(frame.ErrorAt(step, i, step.inst->attributes.code));
  });
}

}  // namespace incent::interp
