#include "compiler/base/check.h"
#include "compiler/interp/element_ops.h"
#include "compiler/interp/payouts.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using value::ErrorCode;

namespace {

// The days that the probe asks for.
struct Days {
  Day first = INT32_MIN;
  Day last = INT32_MAX;
};

Days DaysOf(const std::optional<value::ParsedPeriod>& period) {
  if (!period) return {};
  return {value::PeriodStart(period->granule, period->period),
          value::PeriodEnd(period->granule, period->period)};
}

// One row of a coarser or equal domain, by participant and last day of the period.
Probed ProbeRow(const RunState& run, ir::OutputId output, const Position& position) {
  const int64_t row = run.space.IndexIn(run.module.outputs[static_cast<size_t>(output)].domain, position);
  if (row < 0) return {};
  return {run.Output(output).At(static_cast<size_t>(row)), true};
}

// The exact sum of the present values of some rows, at the scale of the output.
class Adding {
 public:
  void Add(const RunState& run, const Lane& lane) {
    sum_.Add(lane.value);
    if (lane.state != eval::kNull) has_value_ = true;
    if (eval::IsError(lane.state)) error_ = run.errors.Stronger(error_, lane.state);
  }
  // Sums of nothing are 0; only values that are all absent are.
  Probed Get(bool optional) const {
    Lane lane{0, error_};
    if (error_ == eval::kValue && !sum_.Get(&lane.value)) return {};
    if (error_ == eval::kValue && optional && !has_value_) lane.state = eval::kNull;
    return {lane, true};
  }

 private:
  value::ExactSum sum_;
  State error_ = eval::kValue;
  bool has_value_ = false;
};

Probed ProbeLines(const RunState& run, ir::OutputId id, const ProbeKey& key, int32_t person) {
  const ir::Output& output = run.module.outputs[static_cast<size_t>(id)];
  const Lines& lines = run.space.lines(output.domain.index);
  const Days days = DaysOf(key.period);
  const int dataset = run.module.line_sets[static_cast<size_t>(output.domain.index)].dataset;
  const int32_t row = key.row_key.empty() ? kNowhere : run.space.FindRow(dataset, key.row_key);
  if (!key.row_key.empty() && row == kNowhere) return {};
  Adding sum;
  bool found = key.row_key.empty();
  for (size_t line = 0; line < lines.size(); ++line) {
    if (person != kNowhere && lines.people[line] != person) continue;
    if (row != kNowhere && lines.rows[line] != row) continue;
    const bool undated = lines.DayState(line) != eval::kValue;
    if (!undated && (lines.days[line] < days.first || lines.days[line] > days.last)) continue;
    sum.Add(run, undated ? Lane{0, lines.DayState(line)} : run.Output(id).At(line));
    found = true;
  }
  return found ? sum.Get(output.type.optional) : Probed{};
}

Probed ProbeDated(const RunState& run, ir::OutputId id, const ProbeKey& key, int32_t person) {
  const ir::Output& output = run.module.outputs[static_cast<size_t>(id)];
  const Grid& grid = run.space.grid(output.domain.granule);
  const Days days = DaysOf(key.period);
  const bool is_cells = output.domain.kind == ir::DomainKind::Cells;
  const bool is_coarser = key.period && (output.domain.granule == key.period->granule ||
                                         value::Nests(key.period->granule, output.domain.granule));
  if (is_coarser) return ProbeRow(run, id, {.person = person, .day = days.last});
  Adding sum;
  for (int32_t period = 0; period < grid.count; ++period) {
    const auto at = static_cast<size_t>(period);
    if (grid.starts[at] < days.first || grid.ends[at] > days.last) continue;
    const int64_t row = is_cells ? int64_t{person} * grid.count + period : period;
    sum.Add(run, run.Output(id).At(static_cast<size_t>(row)));
  }
  return sum.Get(output.type.optional);
}

}  // namespace

Probed ValueAt(const RunState& run, ir::OutputId id, const ProbeKey& key) {
  const ir::Output& output = run.module.outputs[static_cast<size_t>(id)];
  int32_t person = kNowhere;
  if (HasPerson(output.domain) && !key.participant.empty()) {
    person = run.space.FindPerson(key.participant);
    if (person == kNowhere) return {};
  }
  switch (output.domain.kind) {
    case ir::DomainKind::Unit:
      return ProbeRow(run, id, {});
    case ir::DomainKind::People:
      return ProbeRow(run, id, {.person = person});
    case ir::DomainKind::Periods:
    case ir::DomainKind::Cells:
      return ProbeDated(run, id, key, person);
    case ir::DomainKind::Rows:
      return ProbeRow(run, id, {.source_row = run.space.FindRow(output.domain.index, key.row_key)});
    case ir::DomainKind::Lines:
      return ProbeLines(run, id, key, person);
  }
  return {};
}

Probed PaidAt(RunState& run, ir::ComponentId component, const ProbeKey& key) {
  const int32_t person = run.space.FindPerson(key.participant);
  const Days days = DaysOf(key.period);
  if (person == kNowhere) return {};
  Adding sum;
  for (const LedgerColumns& columns : run.ledger) {
    const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
    if (stage.ledger[static_cast<size_t>(columns.entry)].component != component) continue;
    for (size_t row = 0; row < columns.values.size(); ++row) {
      if (run.space.PositionOf(stage.domain, row).person != person) continue;
      const auto payout = PayoutAt(run, columns, row, eval::kValue);
      if (!payout || (!key.row_key.empty() && payout->row_key != key.row_key)) continue;
      const bool withheld = payout->status == eval::PayoutStatus::Withheld;
      if (!payout->posting && key.period && !withheld) continue;
      if (payout->posting && (*payout->posting < days.first || *payout->posting > days.last)) continue;
      const Lane cause{0, withheld ? run.errors.Intern(payout->cause) : eval::kValue};
      sum.Add(run, withheld ? cause : Lane{payout->earned});
    }
  }
  return sum.Get(false);
}

void EvalProbe(const Step& step, Frame& frame) {
  const ir::Attributes& attributes = step.inst->attributes;
  const ProbeKey key{attributes.key, attributes.row_key, attributes.period};
  MapRows(step, frame, [&](int i) {
    const bool by_component = attributes.component != ir::kNone;
    const Probed probed = by_component ? PaidAt(frame.run, attributes.component, key)
                                       : ValueAt(frame.run, attributes.output, key);
    if (!probed.found) return ErrorLane(frame.ErrorAt(step, i, ErrorCode::MissingInput));
    return probed.lane;
  });
}

}  // namespace incent::interp
