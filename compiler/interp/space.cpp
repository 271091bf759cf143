#include "compiler/interp/space.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "compiler/base/check.h"

namespace incent::interp {

using ir::DomainKind;

bool HasPerson(const ir::Domain& domain) {
  return domain.kind == DomainKind::People || domain.kind == DomainKind::Cells ||
         domain.kind == DomainKind::Lines;
}

bool HasPeriod(const ir::Domain& domain) {
  return domain.kind == DomainKind::Periods || domain.kind == DomainKind::Cells ||
         domain.kind == DomainKind::Lines;
}

Grid MakeGrid(value::Granule granule, Day from, Day until) {
  Grid grid;
  if (until < from) return grid;
  grid.first = value::PeriodOf(granule, from);
  grid.count = value::PeriodOf(granule, until) - grid.first + 1;
  for (int32_t i = 0; i < grid.count; ++i) {
    grid.starts.push_back(value::PeriodStart(granule, grid.first + i));
    grid.ends.push_back(value::PeriodEnd(granule, grid.first + i));
    const int32_t days = grid.ends.back() - grid.starts.back() + 1;
    grid.by_day.insert(grid.by_day.end(), static_cast<size_t>(days), i);
  }
  return grid;
}

namespace {

People NumberPeople(const column::Table& table) {
  People people;
  const auto num_rows = static_cast<size_t>(table.num_rows);
  people.persons.assign(num_rows, kNowhere);
  std::vector<int32_t> order(num_rows);
  std::iota(order.begin(), order.end(), 0);
  if (table.has_keys()) {
    std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      const int keys = table.KeyOf(a).compare(table.KeyOf(b));
      return keys != 0 ? keys < 0 : a < b;
    });
  }
  for (const int32_t row : order) {
    // Nobody knows whose row it is.
    if (table.IsMissing(row)) continue;
    const bool repeated =
        !people.rows.empty() && table.has_keys() && table.KeyOf(people.rows.back()) == table.KeyOf(row);
    if (!repeated) people.rows.push_back(row);
    people.persons[static_cast<size_t>(row)] = static_cast<int32_t>(people.rows.size()) - 1;
  }
  return people;
}

}  // namespace

Space::Space(const ir::Module& module, const column::InputData& input, GridDays days)
    : module_(module), input_(input), lines_(module.line_sets.size()) {
  for (int i = 0; i < value::kNumGranules; ++i) {
    grids_[static_cast<size_t>(i)] = MakeGrid(static_cast<value::Granule>(i), days.first, days.last);
  }
  if (module.participants != ir::kNone) {
    people_ = NumberPeople(input.tables[static_cast<size_t>(module.participants)]);
  }
}

size_t Space::NumRows(const ir::Domain& domain) const {
  const auto people = people_.rows.size();
  switch (domain.kind) {
    case DomainKind::Unit:
      return 1;
    case DomainKind::Periods:
      return static_cast<size_t>(grid(domain.granule).count);
    case DomainKind::People:
      return people;
    case DomainKind::Cells:
      return people * static_cast<size_t>(grid(domain.granule).count);
    case DomainKind::Rows:
      return static_cast<size_t>(input_.tables[static_cast<size_t>(domain.index)].num_rows);
    case DomainKind::Lines:
      return lines(domain.index).size();
  }
  return 0;
}

Position Space::PositionOf(const ir::Domain& domain, size_t row) const {
  const auto index = static_cast<int32_t>(row);
  switch (domain.kind) {
    case DomainKind::Unit:
      return {};
    case DomainKind::Periods:
      return {.day = grid(domain.granule).ends[row]};
    case DomainKind::People:
      return {.person = index};
    case DomainKind::Cells: {
      const Grid& periods = grid(domain.granule);
      const auto count = static_cast<size_t>(periods.count);
      return {.person = static_cast<int32_t>(row / count), .day = periods.ends[row % count]};
    }
    case DomainKind::Rows:
      return {.source_row = index};
    case DomainKind::Lines: {
      const Lines& set = lines(domain.index);
      return {set.people[row], set.rows[row], set.days[row], set.DayState(row)};
    }
  }
  return {};
}

int64_t Space::IndexIn(const ir::Domain& domain, const Position& position) const {
  switch (domain.kind) {
    case DomainKind::Unit:
      return 0;
    case DomainKind::Periods:
      return grid(domain.granule).IndexOf(position.day);
    case DomainKind::People:
      return position.person;
    case DomainKind::Cells: {
      const Grid& periods = grid(domain.granule);
      const int32_t period = periods.IndexOf(position.day);
      return period == kNowhere ? kNowhere : int64_t{position.person} * periods.count + period;
    }
    case DomainKind::Rows:
      return position.source_row;
    case DomainKind::Lines:
      INCENT_UNREACHABLE("no domain is finer than lines");
  }
  return kNowhere;
}

RowRange Space::RowsOfPerson(const ir::Domain& domain, int32_t person) const {
  const auto at = static_cast<size_t>(person);
  if (domain.kind == DomainKind::People) return {at, at + 1};
  if (domain.kind == DomainKind::Cells) {
    const auto count = static_cast<size_t>(grid(domain.granule).count);
    return {at * count, (at + 1) * count};
  }
  if (domain.kind != DomainKind::Lines) return {0, NumRows(domain)};
  const Lines& set = lines(domain.index);
  return {static_cast<size_t>(set.starts[at]), static_cast<size_t>(set.starts[at + 1])};
}

eval::Place Space::PlaceOf(const ir::Domain& domain, size_t row) const {
  using Kind = eval::Place::Kind;
  const Position position = PositionOf(domain, row);
  eval::Place place{.row = position.source_row, .person = position.person, .granule = domain.granule};
  switch (domain.kind) {
    case DomainKind::Unit:
      place.kind = Kind::Run;
      break;
    case DomainKind::People:
      place.kind = Kind::Person;
      break;
    case DomainKind::Periods:
    case DomainKind::Cells:
      place.kind = domain.kind == DomainKind::Cells ? Kind::Cell : Kind::Period;
      place.period = value::PeriodOf(domain.granule, position.day);
      break;
    case DomainKind::Rows:
      place.kind = Kind::Row;
      place.dataset = domain.index;
      break;
    case DomainKind::Lines:
      place.kind = Kind::Line;
      place.dataset = module_.line_sets[static_cast<size_t>(domain.index)].dataset;
      break;
  }
  return place;
}

std::string_view Space::PersonKey(int32_t person) const {
  return eval::RowKey(input_, module_.participants, people_.rows[static_cast<size_t>(person)]);
}

int32_t Space::FindPerson(std::string_view key) const {
  const auto at = std::lower_bound(
      people_.rows.begin(), people_.rows.end(), key,
      [&](int32_t row, std::string_view k) { return eval::RowKey(input_, module_.participants, row) < k; });
  if (at == people_.rows.end() || eval::RowKey(input_, module_.participants, *at) != key) return kNowhere;
  return static_cast<int32_t>(at - people_.rows.begin());
}

int32_t Space::FindRow(int dataset, std::string_view key) const {
  const int32_t row = input_.tables[static_cast<size_t>(dataset)].RowOfKey(key);
  return row >= 0 ? row : kNowhere;
}

}  // namespace incent::interp
