#include "compiler/interp/payouts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "runtime/column/key_text.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using eval::LedgerRow;

namespace {

// Rows whose payouts are withheld because a check fails there, of one domain.
using WithheldRows = std::unordered_map<size_t, State>;

// The row of the stage's domain, where it is at least as coarse as `finer`.
int64_t CoarserRow(const RunState& run, const ir::Domain& coarser, const ir::Domain& finer, size_t row) {
  if (coarser == finer) return static_cast<int64_t>(row);
  if (coarser.kind == ir::DomainKind::Lines) return kNowhere;
  return run.space.IndexIn(coarser, run.space.PositionOf(finer, row));
}

int Fineness(const ir::Domain& domain) {
  return domain.kind == ir::DomainKind::Lines
             ? 1000
             : 10 * static_cast<int>(domain.kind) - static_cast<int>(domain.granule);
}

// What failed checks withhold from one component, looked up by row of a ledger entry's stage.
class Withholding {
 public:
  Withholding(RunState& run, ir::ComponentId component, const ir::Domain& domain)
      : run_(run), domain_(domain) {
    for (const FailedCheck& failed : run.failed_checks) {
      const ir::Stage& stage = run.module.stages[static_cast<size_t>(failed.stage)];
      const ir::Check& check = stage.checks[static_cast<size_t>(failed.check)];
      if (std::find(check.withholds.begin(), check.withholds.end(), component) == check.withholds.end())
        continue;
      Add(stage.domain, failed);
    }
  }

  State At(size_t row) const {
    State state = eval::kValue;
    if (const auto at = by_row_.find(row); at != by_row_.end()) state = at->second;
    for (const auto& [checked, rows] : coarser_) {
      const int64_t coarse = CoarserRow(run_, *checked, domain_, row);
      if (coarse < 0) continue;
      const auto at = rows.find(static_cast<size_t>(coarse));
      if (at != rows.end()) state = run_.errors.Stronger(state, at->second);
    }
    return state;
  }
  bool empty() const { return by_row_.empty() && coarser_.empty(); }

 private:
  // A check on finer rows withholds the row that holds them; one on coarser rows, all that it holds.
  void Add(const ir::Domain& checked, const FailedCheck& failed) {
    if (Fineness(checked) >= Fineness(domain_)) {
      const int64_t row = CoarserRow(run_, domain_, checked, failed.row);
      if (row >= 0) Note(by_row_, static_cast<size_t>(row), failed.cause);
    } else {
      Note(coarser_[&checked], failed.row, failed.cause);
    }
  }
  void Note(WithheldRows& rows, size_t row, State cause) {
    State& state = rows.try_emplace(row, eval::kValue).first->second;
    state = run_.errors.Stronger(state, cause);
  }

  RunState& run_;
  const ir::Domain& domain_;
  WithheldRows by_row_;
  std::map<const ir::Domain*, WithheldRows> coarser_;
};

State EligibilityOf(const RunState& run, int32_t person) {
  if (run.module.eligible == ir::kNone || person == kNowhere) return eval::kValue;
  const Lane lane = run.Output(run.module.eligible).At(static_cast<size_t>(person));
  return lane.state == eval::kValue && lane.value == 0 ? eval::kNull : lane.state;
}

// The posting date of a row; false if the payout is held.
Lane PostingDate(const LedgerColumns& columns, const Position& position, size_t row) {
  if (columns.dates) return columns.dates->At(row);
  return position.day_state == eval::kValue ? Lane{position.day} : Lane{0, position.day_state};
}

// What a stage says of its payouts as a whole.
eval::LedgerPart PartOf(RunState& run, const LedgerColumns& columns) {
  const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
  eval::LedgerPart part;
  part.component = stage.ledger[static_cast<size_t>(columns.entry)].component;
  if (stage.domain.kind == ir::DomainKind::Lines) {
    part.dataset = run.module.line_sets[static_cast<size_t>(stage.domain.index)].dataset;
    part.rows_follow_keys = run.KeysAscend(part.dataset);
  }
  return part;
}

// Whatever is in error about a payout withholds it, not only its amount.
State StandingOf(RunState& run, const LedgerColumns& columns, size_t row, State amount, State posting,
                 int32_t person) {
  const State payee = columns.payees ? columns.payees->StateAt(row) : eval::kValue;
  for (const State other : {EligibilityOf(run, person), posting, payee}) {
    if (eval::IsError(other)) amount = run.errors.Stronger(amount, other);
  }
  return amount;
}

// Adds the payout of a row to the columns that every part has, and to those that this one needs.
void Append(RunState& run, const LedgerColumns& columns, size_t row, State withheld, eval::LedgerPart& part) {
  const ir::Domain& domain = run.module.stages[static_cast<size_t>(columns.stage)].domain;
  const Position position = run.space.PositionOf(domain, row);
  const Lane lane = columns.values.At(row);
  const Lane posting = PostingDate(columns, position, row);
  const State state = StandingOf(run, columns, row, run.errors.Stronger(lane.state, withheld), posting.state,
                                 position.person);
  const bool has_payee = columns.payees && columns.payees->StateAt(row) == eval::kValue;
  // An error of who is paid leaves it with the row's own participant.
  const int32_t paid =
      has_payee ? run.space.PersonOf(static_cast<int32_t>(columns.payees->ValueAt(row))) : position.person;
  part.participants.push_back(paid);
  // A `to` may name the row's own participant, who then is nobody else.
  if (columns.payees) part.earned_by.push_back(paid != position.person ? position.person : -1);
  part.credit.push_back(position.day == kNoDay ? eval::kNoDate : position.day);
  if (columns.dates || !HasPeriod(domain))
    part.posting.push_back(posting.state == eval::kValue ? static_cast<Day>(posting.value) : eval::kNoDate);
  if (part.dataset >= 0) part.rows.push_back(position.source_row);
  part.amounts.Append(state == eval::kValue ? lane : Lane{0, state});
}

}  // namespace

LedgerRow DescribePayout(RunState& run, const LedgerColumns& columns, size_t row, State withheld) {
  eval::LedgerPart part = PartOf(run, columns);
  Append(run, columns, row, withheld, part);
  LedgerRow payout = part.At(0, run.input, run.module.pays);
  const State state = part.amounts.StateAt(0);
  if (eval::IsError(state)) payout.cause = run.errors.At(state);
  return payout;
}

namespace {

// A row that has no amount, or whose person is not eligible, pays nothing.
bool Pays(const RunState& run, const LedgerColumns& columns, size_t row, State withheld) {
  if (columns.values.At(row) == Lane{} && withheld == eval::kValue) return false;
  if (run.module.eligible == ir::kNone) return true;
  const ir::Domain& domain = run.module.stages[static_cast<size_t>(columns.stage)].domain;
  return EligibilityOf(run, run.space.PositionOf(domain, row).person) != eval::kNull;
}

}  // namespace

std::optional<LedgerRow> PayoutAt(RunState& run, const LedgerColumns& columns, size_t row, State withheld) {
  if (!Pays(run, columns, row, withheld)) return std::nullopt;
  return DescribePayout(run, columns, row, withheld);
}

std::vector<size_t> RowsPaidTo(const RunState& run, const LedgerColumns& columns, int32_t person) {
  const ir::Domain& domain = run.module.stages[static_cast<size_t>(columns.stage)].domain;
  std::vector<size_t> found;
  if (!columns.payees) {
    const RowRange rows = run.space.RowsOfPerson(domain, person);
    for (size_t row = rows.begin; row < rows.end; ++row) found.push_back(row);
    return found;
  }
  for (size_t row = 0; row < columns.payees->size(); ++row) {
    const Lane payee = columns.payees->At(row);
    const int32_t paid = payee.state == eval::kValue ? run.space.PersonOf(static_cast<int32_t>(payee.value))
                                                     : run.space.PositionOf(domain, row).person;
    if (paid == person) found.push_back(row);
  }
  return found;
}

std::string PlaceToText(const RunState& run, const eval::Place& place) {
  using Kind = eval::Place::Kind;
  const auto period = [&] { return value::PeriodToText(place.granule, place.period); };
  const auto person = [&] { return column::KeyText(run.space.PersonKey(place.person)); };
  switch (place.kind) {
    case Kind::Run:
      return "";
    case Kind::Period:
      return period();
    case Kind::Person:
      return person();
    case Kind::Cell:
      return person() + " " + period();
    case Kind::Row:
      return column::KeyText(eval::RowKey(run.input, place.dataset, place.row));
    case Kind::Line:
      return person() + " " + column::KeyText(eval::RowKey(run.input, place.dataset, place.row));
  }
  return "";
}

namespace {

size_t NumNonZero(const eval::LaneColumn& column) {
  size_t count = 0;
  for (size_t row = 0; row < column.size(); ++row) count += column.At(row) != Lane{};
  return count;
}

void Reserve(size_t num_payouts, eval::LedgerPart& part) {
  part.participants.reserve(num_payouts);
  part.credit.reserve(num_payouts);
  if (part.dataset >= 0) part.rows.reserve(num_payouts);
  part.amounts.Reserve(num_payouts);
}

eval::LedgerPart PayoutsOf(RunState& run, const LedgerColumns& columns) {
  const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
  eval::LedgerPart part = PartOf(run, columns);
  const Withholding withholding(run, part.component, stage.domain);
  Reserve(NumNonZero(columns.values), part);
  for (size_t row = 0; row < columns.values.size(); ++row) {
    const State withheld = withholding.empty() ? eval::kValue : withholding.At(row);
    if (Pays(run, columns, row, withheld)) Append(run, columns, row, withheld, part);
  }
  return part;
}

eval::OutcomeComponent DescribeComponent(const ir::Component& component) {
  const bool is_badge = component.type.kind == types::Kind::Flag;
  return {.name = component.name,
          .label = component.label,
          .unit = is_badge ? "badge" : component.type.unit.ToText(),
          .scale = component.type.scale,
          .by_line = component.by_line};
}

eval::LineTotals TotalLines(const RunState& run, size_t index) {
  const ir::LineSet& set = run.module.line_sets[index];
  const Lines& lines = run.space.lines(static_cast<int>(index));
  eval::LineTotals totals{.name = set.name, .unit = set.amount.unit.ToText(), .scale = set.amount.scale};
  totals.num_rows = lines.num_source_rows;
  totals.num_lines = static_cast<int64_t>(lines.size());
  totals.num_unplaced = std::count_if(lines.unplaced.begin(), lines.unplaced.end(),
                                      [](const Unplaced& row) { return row.person == kNowhere; });
  value::ExactSum sum = lines.summary ? lines.summary->amount : value::ExactSum();
  for (size_t line = 0; line < lines.rows.size(); ++line) {
    totals.num_in_error += lines.DayState(line) != eval::kValue || lines.StateOf(line) != eval::kValue;
    sum.Add(lines.amount.ValueAt(line));
  }
  totals.overflow = !sum.Get(&totals.amount);
  if (totals.overflow) totals.amount = 0;
  return totals;
}

// The errors that anything published or withheld says, each once.
class MetErrors {
 public:
  explicit MetErrors(RunState& run) : run_(run), met_(run.errors.size(), false) {}

  void Note(State state) {
    if (eval::IsError(state)) met_[state - eval::kFirstError] = true;
  }
  // Errors at people who are never paid concern nobody.
  void NoteColumn(const eval::LaneColumn& column, const ir::Domain& domain) {
    if (!column.HasStates()) return;
    for (size_t row = 0; row < column.size(); ++row) {
      const State state = column.StateAt(row);
      if (!eval::IsError(state)) continue;
      if (EligibilityOf(run_, run_.space.PositionOf(domain, row).person) != eval::kNull) Note(state);
    }
  }
  void NoteRun() {
    for (size_t k = 0; k < run_.outputs.size(); ++k)
      NoteColumn(run_.outputs[k], run_.module.outputs[k].domain);
    for (const FailedCheck& failed : run_.failed_checks) Note(failed.cause);
    for (size_t set = 0; set < run_.module.line_sets.size(); ++set) {
      const Lines& lines = run_.space.lines(static_cast<int>(set));
      for (const Unplaced& row : lines.unplaced) Note(row.error);
      for (const State state : lines.states) Note(state);
      for (const State state : lines.day_states) Note(state);
    }
  }

  // One entry per code and definition, by stage, definition and code.
  std::vector<eval::RunError> List(const eval::Ledger& ledger) {
    Found found;
    for (size_t k = 0; k < met_.size(); ++k) {
      if (!met_[k]) continue;
      const eval::ErrorRecord& record = run_.errors.At(static_cast<State>(k) + eval::kFirstError);
      eval::RunError& error = found[{record.definition, record.code}];
      if (error.num_places == 0 || run_.errors.Before(record, error.first)) error.first = record;
      ++error.num_places;
    }
    for (const eval::LedgerPart& part : ledger.parts()) AddWithheld(part.amounts, found);
    for (size_t set = 0; set < run_.module.line_sets.size(); ++set) AddLost(set, found);
    std::vector<eval::RunError> list;
    for (auto& [key, error] : found) {
      const auto definition = static_cast<size_t>(error.first.definition);
      if (definition < run_.module.definitions.size())
        error.definition = run_.module.definitions[definition].name;
      error.key = PlaceToText(run_, error.first.place);
      list.push_back(std::move(error));
    }
    std::sort(list.begin(), list.end(), [](const eval::RunError& a, const eval::RunError& b) {
      const auto order = [](const eval::ErrorRecord& r) { return std::tuple(r.stage, r.definition, r.code); };
      return order(a.first) < order(b.first);
    });
    return list;
  }

 private:
  // By definition and code.
  using Found = std::map<std::pair<int32_t, value::ErrorCode>, eval::RunError>;

  void AddWithheld(const eval::LaneColumn& amounts, Found& found) const {
    for (const State state : amounts.states()) {
      if (!eval::IsError(state)) continue;
      const eval::ErrorRecord& cause = run_.errors.At(state);
      const auto at = found.find({cause.definition, cause.code});
      if (at != found.end()) ++at->second.num_withheld;
    }
  }

  // Rows that are sound themselves, but read who they are for elsewhere. A reject of their own was reported.
  void AddLost(size_t set, Found& found) const {
    const int dataset = run_.module.line_sets[set].dataset;
    for (const Unplaced& row : run_.space.lines(static_cast<int>(set)).unplaced) {
      const eval::ErrorRecord& record = run_.errors.At(row.error);
      const eval::Place& place = record.place;
      if (row.person != kNowhere) continue;
      if (place.kind == eval::Place::Kind::Row && place.dataset == dataset && place.row == row.row) continue;
      const auto at = found.find({record.definition, record.code});
      if (at == found.end()) continue;
      eval::RunError& error = at->second;
      const eval::Place lost{.kind = eval::Place::Kind::Row, .dataset = dataset, .row = row.row};
      if (error.num_lost == 0) error.first_lost = lost;
      ++error.num_lost;
    }
  }

  RunState& run_;
  std::vector<bool> met_;
};

eval::Ledger MakeLedger(RunState& run) {
  eval::Ledger ledger(run.input, run.module.pays);
  for (const LedgerColumns& columns : run.ledger) ledger.Add(PayoutsOf(run, columns));
  ledger.SetCauses(run.errors.records());
  ledger.Sort();
  return ledger;
}

size_t PublishedBytes(const RunState& run) {
  size_t bytes = 0;
  for (const eval::LaneColumn& column : run.outputs) bytes += column.MemoryBytes();
  for (const LedgerColumns& columns : run.ledger) {
    bytes += columns.values.MemoryBytes() + (columns.dates ? columns.dates->MemoryBytes() : 0);
    bytes += columns.payees ? columns.payees->MemoryBytes() : 0;
  }
  for (size_t set = 0; set < run.module.line_sets.size(); ++set) {
    const Lines& lines = run.space.lines(static_cast<int>(set));
    bytes += lines.share.MemoryBytes() + lines.amount.MemoryBytes() + lines.whole.MemoryBytes();
    bytes += (lines.rows.capacity() + lines.people.capacity() + lines.days.capacity()) * sizeof(int32_t);
    bytes += (lines.day_states.capacity() + lines.states.capacity()) * sizeof(State);
  }
  return bytes;
}

}  // namespace

eval::Outcome MakeOutcome(RunState& run) {
  eval::Outcome outcome;
  outcome.pays = run.module.pays;
  for (const ir::Component& component : run.module.components) {
    outcome.components.push_back(DescribeComponent(component));
  }
  for (int32_t person = 0; person < run.space.num_people(); ++person) {
    outcome.participants.emplace_back(run.space.PersonKey(person));
  }
  outcome.ledger = MakeLedger(run);
  outcome.totals = eval::TotalLedger(outcome.ledger, outcome.components.size());
  for (size_t set = 0; set < run.module.line_sets.size(); ++set) {
    outcome.lines.push_back(TotalLines(run, set));
    outcome.num_unplaced += outcome.lines.back().num_unplaced;
  }
  MetErrors met(run);
  met.NoteRun();
  for (const LedgerColumns& columns : run.ledger) {
    met.NoteColumn(columns.values, run.module.stages[static_cast<size_t>(columns.stage)].domain);
  }
  outcome.errors = met.List(outcome.ledger);
  outcome.broken = run.broken;
  for (const column::Table& table : run.input.tables) outcome.num_input_rows += table.num_rows;
  outcome.memory_bytes = PublishedBytes(run);
  return outcome;
}

}  // namespace incent::interp
