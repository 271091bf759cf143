#pragma once

#include <map>
#include <optional>

#include "compiler/jit/running_sum.h"

namespace incent::jit {

// How lines find their row in a column of something coarser.
enum class LineIndex : uint8_t {
  One,        // the only row
  SourceRow,  // of the line's dataset
  Person,
  PersonRow,  // the person's row of the participants' dataset
  Cell,       // person and period
  Period,
  Reference,  // what a reference column of the line says
  OwnRow,     // no column: the source row is the value
  OwnPerson,  // no column: the person's row is the value
  Cross,      // one of a table by several keys
};

// A key of a table: a code, else a day, else the person.
struct CrossKey {
  const InputColumn* codes = nullptr;
  const DayTable* days = nullptr;
  int32_t stride = 1;  // entries from one value of the key to the next
};

// What an instruction brings to lines from elsewhere: 64 bits and states for each line of a chunk.
struct GatheredColumn {
  InputColumn column;
  LineIndex index = LineIndex::One;
  const interp::Grid* grid = nullptr;                   // Cell, Period
  const std::vector<int32_t>* row_of_person = nullptr;  // PersonRow
  InputColumn reference;                                // Reference
  std::vector<CrossKey> keys;                           // Cross
  const LineSource* lines = nullptr;                    // SourceRow
  bool is_null_outside = false;                         // outside the grid: else 0

  bool may_lack() const { return column.facts.may_lack || is_null_outside; }
  void Read(const LineChunk& chunk, int64_t* values, eval::State* states) const;
};

// None: not for lines one by one, or not with 64 bits. `columns` are those of earlier instructions of
// `stage`.
std::optional<GatheredColumn> GatherColumn(const interp::RunState& run, const LineSource& lines,
                                           const ir::Stage& stage, const interp::Step& step,
                                           const std::map<ir::InstId, InputColumn>& columns);
// As above, for what lies there line by line.
std::optional<InputColumn> ColumnOfLines(const LineSource& lines, const ir::Stage& stage,
                                         const interp::Step& step);

}  // namespace incent::jit
