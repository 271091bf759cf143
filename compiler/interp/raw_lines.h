#pragma once

#include <map>
#include <utility>
#include <vector>

#include "compiler/interp/batch.h"

namespace incent::interp {

// What the emits of one stage say, before it is brought into canonical order.
class RawLines {
 public:
  RawLines(RunState& run, int stage, int set);

  // Adds the lines of every row of the batch.
  void Add(const Frame& frame);
  // Publishes the lines in canonical order. Checks that the parts of each row sum to its whole.
  void Finish();

 private:
  // What is in error about a line itself; most lines have no entry.
  struct Doubt {
    State day = eval::kValue;
    State line = eval::kValue;
  };
  // One recipient of one row, as an emit names it.
  struct Part {
    Day day = kNoDay;
    Doubt doubt;
    Lane share;
    Lane amount;
    Lane whole;
  };

  void AddRow(const Frame& frame, int i, const ir::Emit& emit, size_t first);
  // The line of this row and person among those from `first` on; size() if there is none.
  size_t FindLine(int32_t row, int32_t person, size_t first);
  void Append(int32_t row, int32_t person, const Part& part);
  void Merge(size_t line, const Part& part);
  Doubt DoubtOf(size_t line) const;
  Lane Read(const Frame& frame, int i, ir::InstId inst, int scale);
  Lane Sum(const Lane& a, const Lane& b, int32_t row);
  State OverflowAt(int32_t row);

  // Lines by source row: in the order they came, unless they were made from lines.
  std::vector<int32_t> ByRow() const;
  void CheckRow(const std::vector<int32_t>& order, size_t begin, size_t end);
  std::vector<int32_t> CanonicalOrder();

  RunState& run_;
  const int stage_;
  const ir::Stage& ir_stage_;
  const ir::LineSet& set_;
  const bool from_lines_;
  Lines& lines_;
  std::vector<int32_t> rows_;
  std::vector<int32_t> people_;
  std::vector<Day> days_;
  eval::LaneColumn share_;
  eval::LaneColumn amount_;
  eval::LaneColumn whole_;
  std::map<size_t, Doubt> doubts_;
  std::map<std::pair<int32_t, int32_t>, size_t> by_row_and_person_;  // only if made from lines
};

}  // namespace incent::interp
