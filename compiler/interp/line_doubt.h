#pragma once

#include <deque>
#include <vector>

#include "compiler/interp/batch_run.h"
#include "compiler/interp/run_state.h"

// Lines that may not be there, because it could not be worked out whether a recipient gets them, and those
// that may be where none are, because it could not be worked out who that is.
namespace incent::interp {

// What a zero says at such a line: nothing, or that the value is 0 with and without the line.
enum class Zeros { InDoubt, Known };

// Puts whatever such lines of the domain say in error, but for known zeros.
void DoubtLines(RunState& run, const ir::Domain& domain, Zeros zeros, eval::LaneColumn& column);

// Where lines may be that are not there, the one that is reported first, first. Of those of one person and
// day, one.
std::vector<Unplaced> LineDoubts(const RunState& run, int set);

// The operands of an op that looks at many rows. Ops on one row see what a line says; those that look at
// others see the doubt.
class DoubtedOperands {
 public:
  // `kept` must outlive this.
  DoubtedOperands(RunState& run, const ir::Domain& domain, const ir::Instruction& inst,
                  const KeptColumns& kept);
  const std::vector<const eval::LaneColumn*>& columns() const { return columns_; }

 private:
  std::deque<eval::LaneColumn> doubted_;
  std::vector<const eval::LaneColumn*> columns_;
};

}  // namespace incent::interp
