#include "compiler/base/check.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {

using column::CellState;
using column::FieldKind;
using value::ErrorCode;

namespace {

// An error of the input itself, named after the row that holds it.
State InputError(const Step& step, Frame& frame, int32_t row, ErrorCode code) {
  return frame.run.errors.Intern(
      {.code = code,
       .definition = step.inst->definition,
       .stage = frame.stage,
       .place = {.kind = eval::Place::Kind::Row, .dataset = step.cells.dataset, .row = row}});
}

// The civil date of a second since 1970.
Int128 DayOfSecond(Int128 second) {
  constexpr Int128 kSecondsPerDay = 86400;
  return (second - (second < 0 ? kSecondsPerDay - 1 : 0)) / kSecondsPerDay;
}

Lane ReadValue(const Step& step, Frame& frame, int i, size_t row) {
  const Int128 cell = step.cells.column->At(row);
  switch (step.cells.kind) {
    case FieldKind::Text:
    case FieldKind::OneOf:
      return {(*step.cells.texts)[static_cast<size_t>(cell)]};
    case FieldKind::Reference:
      return cell < 0 ? ErrorLane(eval::kNull) : Lane{cell};
    case FieldKind::Timestamp:
      return {step.inst->type.kind == types::Kind::Date ? DayOfSecond(cell) : cell};
    case FieldKind::Number:
      break;
    default:
      return {cell};
  }
  if (step.cells.rescale == 0) return {cell};
  Lane lane;
  if (!value::Rescale(cell, 0, step.cells.rescale, &lane.value))
    lane.state = frame.ErrorAt(step, i, ErrorCode::Overflow);
  return lane;
}

// The error of the whole row, or a value.
State RowError(const Step& step, Frame& frame, int32_t row) {
  return frame.run.RowError(step.cells.dataset, row, frame.stage, step.inst->definition);
}

// Through its key, a repeated row cannot be told from its twin: nothing of it can be read.
Lane ReadByKey(const Step& step, Frame& frame, int i, int32_t row) {
  const State error = RowError(step, frame, row);
  return error == eval::kValue ? ReadCell(step, frame, i, row) : ErrorLane(error);
}

}  // namespace

Lane ReadCell(const Step& step, Frame& frame, int i, int32_t row) {
  const CellSource& cells = step.cells;
  const auto at = static_cast<size_t>(row);
  const CellState state = at < cells.column->size() ? cells.column->StateAt(at) : CellState::Missing;
  // Of a row in error the rest stays known, so that it is known whom to withhold from.
  const bool is_doubtful = cells.kind == FieldKind::Number || cells.is_key || state == CellState::Bad;
  const State error = is_doubtful ? RowError(step, frame, row) : eval::kValue;
  const bool is_known_key = cells.is_key && state == CellState::Value && cells.table->IsMissing(row);
  if (error != eval::kValue && !is_known_key) return ErrorLane(error);
  switch (state) {
    case CellState::Value:
      return ReadValue(step, frame, i, at);
    case CellState::Null:
      return ErrorLane(eval::kNull);
    case CellState::Bad:
      return ErrorLane(InputError(step, frame, row, ErrorCode::BadCell));
    case CellState::Missing:
      return ErrorLane(InputError(step, frame, row, ErrorCode::MissingInput));
  }
  return {};
}

void EvalConst(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int) { return step.literals[0]; });
}

void EvalCol(const Step& step, Frame& frame) {
  MapRows(step, frame,
          [&](int i) { return ReadCell(step, frame, i, frame.source_rows[static_cast<size_t>(i)]); });
}

void EvalRowCol(const Step& step, Frame& frame) {
  EvalCol(step, frame);
}

void EvalField(const Step& step, Frame& frame) {
  const std::vector<int32_t>& rows = frame.run.space.people().rows;
  MapRows(step, frame, [&](int i) {
    const int32_t person = frame.people[static_cast<size_t>(i)];
    return ReadByKey(step, frame, i, rows[static_cast<size_t>(person)]);
  });
}

void EvalGather(const Step& step, Frame& frame) {
  const Lanes& references = step.In(frame, 0);
  MapRows(step, frame, [&](int i) {
    const Lane reference = references.At(i);
    if (reference.state != eval::kValue) return ErrorLane(reference.state);
    return ReadByKey(step, frame, i, static_cast<int32_t>(reference.value));
  });
}

void EvalSelf(const Step& step, Frame& frame) {
  const std::vector<int32_t>& rows = frame.run.space.people().rows;
  MapRows(step, frame,
          [&](int i) { return Lane{rows[static_cast<size_t>(frame.people[static_cast<size_t>(i)])]}; });
}

// As every reference does, it names the first of the rows with its key; nothing can name a row that could not
// be read.
void EvalRow(const Step& step, Frame& frame) {
  const ir::Domain& domain = frame.domain;
  const int dataset = domain.kind == ir::DomainKind::Rows
                          ? domain.index
                          : frame.run.module.line_sets[static_cast<size_t>(domain.index)].dataset;
  const column::Table& table = frame.run.input.tables[static_cast<size_t>(dataset)];
  MapRows(step, frame, [&](int i) {
    const int32_t row = frame.source_rows[static_cast<size_t>(i)];
    const auto error = table.row_errors.empty() ? table.row_errors.end() : table.row_errors.find(row);
    if (error == table.row_errors.end()) return Lane{row};
    if (error->second == ErrorCode::DuplicateKey) return Lane{table.RowOfKey(table.KeyOf(row))};
    return ErrorLane(frame.run.RowError(dataset, row, frame.stage, step.inst->definition));
  });
}

void EvalLineDate(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const Position position = frame.PositionAt(i);
    return position.day_state == eval::kValue ? Lane{position.day} : ErrorLane(position.day_state);
  });
}

namespace {

void FetchColumn(const Step& step, Frame& frame, const eval::LaneColumn& column) {
  Lanes& out = step.Out(frame);
  const auto rows = static_cast<size_t>(frame.count);
  if (column.HasStates()) {
    column.Fetch(frame.first, {out.values.data(), rows}, {out.DirtyStates(), rows});
  } else {
    column.Fetch(frame.first, {out.values.data(), rows}, {});
  }
}

}  // namespace

void EvalLineShare(const Step& step, Frame& frame) {
  FetchColumn(step, frame, frame.run.space.lines(frame.domain.index).share);
}

void EvalLineAmount(const Step& step, Frame& frame) {
  FetchColumn(step, frame, frame.run.space.lines(frame.domain.index).amount);
}

void EvalLineWhole(const Step& step, Frame& frame) {
  FetchColumn(step, frame, frame.run.space.lines(frame.domain.index).whole);
}

void EvalLoad(const Step& step, Frame& frame) {
  FetchColumn(step, frame, *step.column);
}

void EvalBcast(const Step& step, Frame& frame) {
  const bool by_period = HasPeriod(*step.from);
  MapRows(step, frame, [&](int i) {
    const Position position = frame.PositionAt(i);
    if (by_period && position.day_state != eval::kValue) return ErrorLane(position.day_state);
    const int64_t row = frame.run.space.IndexIn(*step.from, position);
    // Outside the grid nothing was computed: nothing has happened there.
    if (row < 0) return step.inst->type.optional ? ErrorLane(eval::kNull) : Lane{};
    return step.column->At(static_cast<size_t>(row));
  });
}

void EvalLookup(const Step& step, Frame& frame) {
  std::vector<Int128> key(step.num_operands());
  MapRows(step, frame, [&](int i) {
    const State state = StrictState(step, frame, i);
    if (state != eval::kValue) return ErrorLane(state);
    for (size_t k = 0; k < key.size(); ++k) {
      key[k] = step.In(frame, k).values[static_cast<size_t>(i)];
      // A number with more digits than the field has is in no row, unless they are zeros.
      const int digits = step.scales[k] - step.keys->scales()[k];
      if (digits > 0 && key[k] % value::PowerOfTen(digits) != 0) return ErrorLane(eval::kNull);
      if (digits > 0) key[k] /= value::PowerOfTen(digits);
      if (digits < 0 && !value::Rescale(key[k], 0, -digits, &key[k])) return ErrorLane(eval::kNull);
    }
    if (const int32_t row = step.keys->Find(key); row >= 0) return Lane{row};
    const int32_t doubtful = frame.run.pays_without_rows ? -1 : step.keys->FindDoubtful(key);
    if (doubtful < 0) return ErrorLane(eval::kNull);
    return ErrorLane(
        frame.run.RowError(step.inst->attributes.dataset, doubtful, frame.stage, step.inst->definition));
  });
}

void EvalDemand(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    const Lane lane = step.In(frame, 0).At(i);
    if (lane.state != eval::kNull) return lane;
    return ErrorLane(frame.ErrorAt(step, i, ErrorCode::LookupMissing));
  });
}

void EvalParam(const Step& step, Frame& frame) {
  const std::vector<ir::ParamStep>& steps = step.inst->attributes.steps;
  MapRows(step, frame, [&](int i) {
    const Lane day = step.In(frame, 0).At(i);
    if (day.state != eval::kValue) return ErrorLane(day.state);
    const auto after = std::upper_bound(steps.begin(), steps.end(), day.value,
                                        [](Int128 d, const ir::ParamStep& s) { return d < s.from; });
    if (after == steps.begin()) return ErrorLane(frame.ErrorAt(step, i, ErrorCode::ParamUndefined));
    return step.literals[static_cast<size_t>(after - steps.begin()) - 1];
  });
}

}  // namespace incent::interp
