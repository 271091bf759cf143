#pragma once

#include <vector>

#include "compiler/interp/batch.h"
#include "compiler/interp/stage_plan.h"

namespace incent::interp {

// What the emits of one stage say, before it is brought into canonical order.
class RawLines {
 public:
  RawLines(RunState& run, int stage, int set);

  // Adds the lines of every row of the batch.
  void Add(const Frame& frame);
  // The lines in canonical order. Checks that the parts of each row sum to its whole.
  void Finish();

 private:
  struct Line {
    int32_t row = 0;
    int32_t person = 0;
    Day day = kNoDay;
    State day_state = eval::kValue;
    State state = eval::kValue;
    Lane share;
    Lane amount;
    Lane whole;
  };

  void AddRow(const Frame& frame, int i, const ir::Emit& emit, size_t first);
  void Merge(Line& line, const Line& other);
  void MergeRepeated();
  void CheckWhole(size_t begin, size_t end);
  Lane Sum(const Lane& a, const Lane& b, int32_t row);
  Lane Read(const Frame& frame, int i, ir::InstId inst, int scale);
  State OverflowAt(int32_t row);

  RunState& run_;
  const int stage_;
  const ir::Stage& ir_stage_;
  const ir::LineSet& set_;
  Lines& lines_;
  std::vector<Line> raw_;
};

}  // namespace incent::interp
