#pragma once

#include <optional>

#include "compiler/base/workers.h"
#include "compiler/interp/run_state.h"
#include "compiler/jit/input_column.h"

namespace incent::jit {

// Where the lines of a set lie, column by column: lines that have been made, or, where every row gives one
// line with its whole amount to one person, the rows themselves. No line is in error, and each has a date.
class LineSource {
 public:
  // None: some are in error.
  static std::optional<LineSource> OfMade(const interp::RunState& run, int set);
  // The lines that a stage with emits makes, without making them; none: they are not as simple as that.
  static std::optional<LineSource> OfRows(interp::RunState& run, const ir::Stage& credit);

  size_t size() const { return size_; }
  // Line n is of source row n, and there is a line for each.
  bool is_rows() const { return is_rows_; }
  interp::Day first_day() const { return first_day_; }
  interp::Day last_day() const { return last_day_; }
  // True if all lines stand by date.
  bool days_ascend() const { return days_ascend_; }
  // True if the lines of each person do. Those of one day always stand by key.
  bool ascends() const { return by_person_ || days_ascend_; }

  // line.date, line.share, line.amount, line.whole; none: it does not lie there with 64 bits.
  const std::optional<InputColumn>& date() const { return days_; }
  const std::optional<InputColumn>& share() const { return share_; }
  const std::optional<InputColumn>& amount() const { return amount_; }
  const std::optional<InputColumn>& whole() const { return whole_; }
  const std::optional<InputColumn>& row() const { return rows_; }

  // Of lines first .. first + count - 1: where they lie, or copied to `room`.
  const int32_t* ReadPeople(size_t first, size_t count, int32_t* room) const;
  const interp::Day* ReadDays(size_t first, size_t count, interp::Day* room) const;
  interp::LineSummary Summary(base::Workers& workers) const;

 private:
  size_t size_ = 0;
  bool is_rows_ = false;
  bool by_person_ = false;  // in canonical order
  bool days_ascend_ = false;
  interp::Day first_day_ = 0;
  interp::Day last_day_ = 0;
  InputColumn people_;
  const std::vector<int32_t>* person_of_row_ = nullptr;  // not null: people_ holds rows of their dataset
  std::optional<InputColumn> days_, share_, amount_, whole_, rows_;
};

}  // namespace incent::jit
