#include "compiler/interp/batch.h"

namespace incent::interp {

void Frame::MoveTo(size_t first_row, int num_rows) {
  first = first_row;
  count = num_rows;
  day_states = nullptr;
  const auto rows = static_cast<size_t>(num_rows);
  if (domain.kind == ir::DomainKind::Lines) {
    const Lines& lines = run.space.lines(domain.index);
    std::copy_n(lines.people.begin() + static_cast<ptrdiff_t>(first), rows, people.begin());
    std::copy_n(lines.rows.begin() + static_cast<ptrdiff_t>(first), rows, source_rows.begin());
    std::copy_n(lines.days.begin() + static_cast<ptrdiff_t>(first), rows, days.begin());
    if (!lines.day_states.empty()) day_states = lines.day_states.data() + first;
    return;
  }
  for (size_t i = 0; i < rows; ++i) {
    const Position position = run.space.PositionOf(domain, first + i);
    people[i] = position.person;
    source_rows[i] = position.source_row;
    days[i] = position.day;
  }
}

Position Frame::PositionAt(int i) const {
  const auto at = static_cast<size_t>(i);
  return {people[at], source_rows[at], days[at], day_states == nullptr ? eval::kValue : day_states[i]};
}

State Frame::ErrorAt(const Step& step, int i, value::ErrorCode code) {
  return run.errors.Intern({.code = code,
                            .definition = step.inst->definition,
                            .stage = stage,
                            .place = run.space.PlaceOf(domain, first + static_cast<size_t>(i))});
}

}  // namespace incent::interp
