#pragma once

#include <cstdint>
#include <vector>

#include "compiler/interp/space.h"
#include "runtime/eval/lane_column.h"

// Who counts together, and the rows of a group in the order of their dates.
namespace incent::interp {

class RunState;

inline constexpr int32_t kInDoubt = -2;

// Divides people into groups: whose rows a group adds up, and which group a person reads.
//
// The two differ for `everyone`: the eligible contribute, all may read.
struct Grouping {
  int32_t num_groups = 0;
  std::vector<int32_t> contributes;  // by person; kNowhere: to no group
  std::vector<int32_t> reads;        // by person; kNowhere: an empty group; kInDoubt: see DoubtOf
  // By person, empty if all are values: what is in error, so that nobody can say where they belong.
  std::vector<eval::State> doubts;
  bool is_shared = false;  // adds up over people: whoever cannot be told puts it in error

  eval::State DoubtOf(int32_t person) const {
    return doubts.empty() ? eval::kValue : doubts[static_cast<size_t>(person)];
  }
  // `person` is kNowhere in a domain without people.
  int32_t ReadBy(int32_t person) const { return person == kNowhere ? 0 : reads[static_cast<size_t>(person)]; }
};

// `has_person` is false where the reader's domain has no people: then there is one group, which under
// `own` holds everybody and under `everyone` the eligible.
Grouping MakeGrouping(const RunState& run, const ir::Group& group, bool has_person);

// Rows of one output, by group and then in order: date, key of the source row, participant.
class WindowIndex {
 public:
  // A window of one group: positions begin .. end - 1.
  struct Range {
    size_t begin = 0;
    size_t end = 0;
  };

  WindowIndex() = default;
  WindowIndex(RunState& run, ir::OutputId output, const Grouping& grouping);

  // The rows whose date (a cell: whose whole period) lies in low..high.
  Range Find(int32_t group, Day low, Day high) const;
  size_t RowAt(size_t position) const { return static_cast<size_t>(rows_[position]); }
  // The strongest error of the window: of a row in it, or of a row that might belong to it.
  eval::State ErrorIn(const RunState& run, int32_t group, Range range, Day low, Day high) const;
  // The exact sum of the values; false on overflow.
  [[nodiscard]] bool Sum(Range range, Int128* out) const;

  const Grouping* grouping = nullptr;
  const eval::LaneColumn* column = nullptr;

 private:
  // A row that may lie in any group or at any date of start..end.
  struct Doubt {
    int32_t group = kNowhere;  // kNowhere: any
    Day start = INT32_MIN;
    Day end = INT32_MAX;
    eval::State error = eval::kValue;
  };

  void AddDoubts(RunState& run, const ir::Output& output);
  void AddDoubtsOfGrid(const RunState& run, const ir::Domain& domain);
  void AddPrefixes();

  std::vector<int32_t> rows_;
  std::vector<size_t> starts_;   // by group, and one more
  std::vector<Day> first_days_;  // by position
  std::vector<Day> last_days_;
  std::vector<Int128> sums_;      // by position, and one more: of all values before; empty if too large
  std::vector<uint32_t> errors_;  // likewise: the number of errors before; empty if there are none
  std::vector<Doubt> doubts_;     // the one that is reported first, first
};

}  // namespace incent::interp
