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

  bool Hold(Day start, Day end) const { return start >= first && end <= last; }
};

Days DaysOf(const std::optional<value::ParsedPeriod>& period) {
  if (!period) return {};
  return {value::PeriodStart(period->granule, period->period),
          value::PeriodEnd(period->granule, period->period)};
}

std::vector<size_t> OneRow(int64_t row) {
  return row < 0 ? std::vector<size_t>{} : std::vector<size_t>{static_cast<size_t>(row)};
}

std::vector<size_t> LinesOf(const RunState& run, const ir::Domain& domain, const ProbeKey& key,
                            int32_t person) {
  const Lines& lines = run.space.lines(domain.index);
  const Days days = DaysOf(key.period);
  const int dataset = run.module.line_sets[static_cast<size_t>(domain.index)].dataset;
  const int32_t row = key.row_key.empty() ? kNowhere : run.space.FindRow(dataset, key.row_key);
  std::vector<size_t> found;
  if (!key.row_key.empty() && row == kNowhere) return found;
  const RowRange all =
      person == kNowhere ? RowRange{0, lines.size()} : run.space.RowsOfPerson(domain, person);
  for (size_t line = all.begin; line < all.end; ++line) {
    if (row != kNowhere && lines.rows[line] != row) continue;
    // A line that nobody can date may belong to any period.
    const bool dated = lines.DayState(line) == eval::kValue;
    if (!dated || days.Hold(lines.days[line], lines.days[line])) found.push_back(line);
  }
  return found;
}

std::vector<size_t> DatedRows(const RunState& run, const ir::Domain& domain, const ProbeKey& key,
                              int32_t person) {
  const Grid& grid = run.space.grid(domain.granule);
  const Days days = DaysOf(key.period);
  const bool is_coarser = key.period && (domain.granule == key.period->granule ||
                                         value::Nests(key.period->granule, domain.granule));
  if (is_coarser) return OneRow(run.space.IndexIn(domain, {.person = person, .day = days.last}));
  std::vector<size_t> found;
  for (int32_t period = 0; period < grid.count; ++period) {
    const auto at = static_cast<size_t>(period);
    if (!days.Hold(grid.starts[at], grid.ends[at])) continue;
    found.push_back(static_cast<size_t>(std::max(person, 0)) * static_cast<size_t>(grid.count) + at);
  }
  return found;
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

// True if the key names nobody, or nothing that the domain has.
bool IsUnknown(const RunState& run, const ir::Domain& domain, const ProbeKey& key) {
  if (!HasPerson(domain) || domain.kind == ir::DomainKind::Lines) return false;
  return run.space.FindPerson(key.participant) == kNowhere;
}

}  // namespace

std::vector<size_t> RowsOf(const RunState& run, ir::OutputId id, const ProbeKey& key) {
  const ir::Domain& domain = run.module.outputs[static_cast<size_t>(id)].domain;
  const int32_t person = key.participant.empty() ? kNowhere : run.space.FindPerson(key.participant);
  if (IsUnknown(run, domain, key)) return {};
  switch (domain.kind) {
    case ir::DomainKind::Unit:
      return {0};
    case ir::DomainKind::People:
      return OneRow(person);
    case ir::DomainKind::Periods:
    case ir::DomainKind::Cells:
      return DatedRows(run, domain, key, person);
    case ir::DomainKind::Rows:
      return OneRow(run.space.FindRow(domain.index, key.row_key));
    case ir::DomainKind::Lines:
      if (!key.participant.empty() && person == kNowhere) return {};
      return LinesOf(run, domain, key, person);
  }
  return {};
}

Probed ValueAt(const RunState& run, ir::OutputId id, const ProbeKey& key) {
  const ir::Output& output = run.module.outputs[static_cast<size_t>(id)];
  const std::vector<size_t> rows = RowsOf(run, id, key);
  const auto lane_at = [&](size_t row) {
    const State undated = run.space.PositionOf(output.domain, row).day_state;
    return key.period && undated != eval::kValue ? Lane{0, undated} : run.Output(id).At(row);
  };
  if (rows.size() == 1) return {lane_at(rows[0]), true};
  // No line in a period of somebody who exists is a sum of nothing; everything else must be there.
  const bool has_person = !HasPerson(output.domain) || key.participant.empty() ||
                          run.space.FindPerson(key.participant) != kNowhere;
  const bool may_be_empty = output.domain.kind == ir::DomainKind::Lines && key.row_key.empty() && has_person;
  if (rows.empty() && !may_be_empty) return {};
  Adding sum;
  for (const size_t row : rows) sum.Add(run, lane_at(row));
  return sum.Get(output.type.optional);
}

Probed PaidAt(RunState& run, ir::ComponentId component, const ProbeKey& key) {
  const int32_t person = run.space.FindPerson(key.participant);
  const Days days = DaysOf(key.period);
  if (person == kNowhere) return {};
  Adding sum;
  for (const LedgerColumns& columns : run.ledger) {
    const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
    if (stage.ledger[static_cast<size_t>(columns.entry)].component != component) continue;
    for (const size_t row : RowsPaidTo(run, columns, person)) {
      const auto payout = PayoutAt(run, columns, row, eval::kValue);
      if (!payout || (!key.row_key.empty() && payout->row_key != key.row_key)) continue;
      const bool withheld = payout->status == eval::PayoutStatus::Withheld;
      if (!payout->posting && key.period && !withheld) continue;
      if (payout->posting && !days.Hold(*payout->posting, *payout->posting)) continue;
      const bool is_error = withheld && payout->cause.code != ErrorCode::None;
      sum.Add(run, is_error ? Lane{0, run.errors.Intern(payout->cause)} : Lane{payout->earned});
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
