#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/ir/module.h"
#include "runtime/column/table.h"
#include "runtime/eval/lane_column.h"
#include "runtime/value/decimal.h"

// The rows of every domain of a run: people, periods, lines, and how they hang together.
namespace incent::interp {

using value::Day;
using value::Int128;

inline constexpr int32_t kNowhere = -1;

// The days that have periods: those that hold the first and the last day, and all between.
struct GridDays {
  Day first = 0;
  Day last = 0;

  void Include(Day day) {
    first = std::min(first, day);
    last = std::max(last, day);
  }
};

// The periods of one granule that have rows.
struct Grid {
  value::Period first = 0;
  int32_t count = 0;
  std::vector<Day> starts;      // per period
  std::vector<Day> ends;        // per period, inclusive
  std::vector<int32_t> by_day;  // from starts[0] on: index of the period

  // kNowhere outside the grid.
  int32_t IndexOf(Day day) const {
    const int64_t offset = count == 0 ? -1 : int64_t{day} - starts[0];
    return offset < 0 || offset >= static_cast<int64_t>(by_day.size()) ? kNowhere
                                                                       : by_day[static_cast<size_t>(offset)];
  }
};
Grid MakeGrid(value::Granule granule, Day from, Day until);

// Participants, numbered in byte order of their keys. A repeated key counts once.
struct People {
  std::vector<int32_t> rows;     // of the participants' dataset, by person
  std::vector<int32_t> persons;  // by row of that dataset
};

// A source row that may have a line which is not there, or not in its place: of anybody, where its recipient
// could not be read; of one person, where its key could not, which orders the lines of a day.
struct Unplaced {
  int32_t row = 0;
  int32_t person = kNowhere;  // kNowhere: anybody
  Day day = 0;
  eval::State day_state = eval::kValue;
  eval::State error = eval::kValue;
};

// What is known of lines as a whole.
struct LineSummary {
  size_t num_lines = 0;
  Day first_day = 0;
  Day last_day = 0;
  value::ExactSum amount;
};

// The lines of one set in canonical order: participant, date, key of the source row. Lines whose
// date is in error come first among those of their participant, and have day kNoDay.
struct Lines {
  std::vector<int32_t> rows;  // source row
  std::vector<int32_t> people;
  std::vector<Day> days;
  std::vector<eval::State> day_states;  // empty: all dates are values
  std::vector<eval::State> states;      // empty: all lines exist; an error: that is in doubt
  eval::LaneColumn share;
  eval::LaneColumn amount;
  eval::LaneColumn whole;
  std::vector<int32_t> starts;  // by person, and one more: first line
  std::vector<Unplaced> unplaced;
  int64_t num_source_rows = 0;  // with at least one line
  bool made = false;            // its stage has run
  // Another engine may leave lines in the order of their source rows, without `starts`, where nothing that
  // reads them asks for more.
  bool by_row = false;
  bool one_per_row = false;  // and one line for each row of the dataset
  // It may also leave them out, where nothing reads them: then this is all there is.
  std::optional<LineSummary> summary;

  size_t size() const { return summary ? summary->num_lines : rows.size(); }
  eval::State DayState(size_t line) const { return day_states.empty() ? eval::kValue : day_states[line]; }
  eval::State StateOf(size_t line) const { return states.empty() ? eval::kValue : states[line]; }
};
inline constexpr Day kNoDay = INT32_MIN;

// Where a row of a domain lies. What the domain does not have keeps its default.
struct Position {
  int32_t person = kNowhere;
  int32_t source_row = kNowhere;
  Day day = kNoDay;  // a line's date, a cell's or period's last day
  eval::State day_state = eval::kValue;
};

// Rows begin .. end - 1 of a domain.
struct RowRange {
  size_t begin = 0;
  size_t end = 0;
};

class Space {
 public:
  Space(const ir::Module& module, const column::InputData& input, GridDays days);

  size_t NumRows(const ir::Domain& domain) const;
  Position PositionOf(const ir::Domain& domain, size_t row) const;
  // The row of the coarser `domain` that holds `position`; kNowhere outside its grid.
  int64_t IndexIn(const ir::Domain& domain, const Position& position) const;
  // The rows of one person: all rows of a domain that has no people.
  RowRange RowsOfPerson(const ir::Domain& domain, int32_t person) const;
  // How errors name that row.
  eval::Place PlaceOf(const ir::Domain& domain, size_t row) const;

  const Grid& grid(value::Granule granule) const { return grids_[static_cast<size_t>(granule)]; }
  const People& people() const { return people_; }
  int32_t num_people() const { return static_cast<int32_t>(people_.rows.size()); }
  // The person of a row of the participants' dataset; kNowhere for none.
  int32_t PersonOf(int32_t row) const {
    return row < 0 || static_cast<size_t>(row) >= people_.persons.size()
               ? kNowhere
               : people_.persons[static_cast<size_t>(row)];
  }
  std::string_view PersonKey(int32_t person) const;
  // The person with this key; kNowhere for none.
  int32_t FindPerson(std::string_view key) const;
  // The first row of a dataset with this key; kNowhere for none.
  int32_t FindRow(int dataset, std::string_view key) const;

  Lines& lines(int set) { return lines_[static_cast<size_t>(set)]; }
  const Lines& lines(int set) const { return lines_[static_cast<size_t>(set)]; }
  const column::InputData& input() const { return input_; }

 private:
  const ir::Module& module_;
  const column::InputData& input_;
  std::array<Grid, value::kNumGranules> grids_;
  People people_;
  std::vector<Lines> lines_;
};

// True where rows of the domain belong to a person, have a date of their own.
bool HasPerson(const ir::Domain& domain);
bool HasPeriod(const ir::Domain& domain);

}  // namespace incent::interp
