#pragma once

#include <map>
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

  // What the row says of one recipient. The error where nobody knows who that is, else a value.
  State AddRecipient(const Frame& frame, int i, const ir::Emit& emit, size_t first);
  void AddRow(const Frame& frame, int i);
  bool NamesNobody(int32_t row) const;
  void Append(int32_t row, int32_t person, const Part& part);
  void Merge(size_t line, const Part& part);
  Doubt DoubtOf(size_t line) const;
  Lane Sum(const Lane& a, const Lane& b, int32_t row);
  State OverflowAt(int32_t row);

  // The lines begin .. end - 1 are those of one source row.
  void CheckRow(size_t begin, size_t end);
  std::vector<int32_t> CanonicalOrder();
  void SortDaysByKey(std::vector<int32_t>& order) const;

  RunState& run_;
  const int stage_;
  const ir::Stage& ir_stage_;
  const ir::LineSet& set_;
  Lines& lines_;
  std::vector<int32_t> rows_;
  std::vector<int32_t> people_;
  std::vector<Day> days_;
  eval::LaneColumn share_;
  eval::LaneColumn amount_;
  eval::LaneColumn whole_;
  std::map<size_t, Doubt> doubts_;
};

}  // namespace incent::interp
