#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

// Whether a plan pays the same if its participants are split over several runs.
//
// Each run has the participants' dataset whole, the rows that have a recipient among its own participants,
// and pays those alone. So a value that is worked out from the row, from attributes of people or from
// datasets that are there as a whole is right for everybody; one that has been summed over somebody's lines
// is right only for the run's own. A plan may be cut unless somebody's value is made from such values of
// others.
namespace incent::ir {

enum class Obstacle : uint8_t {
  Group,      // reads amounts of others in its group
  Everybody,  // sums up amounts of all participants
  SourceRow,  // rounds the parts of one row together, which depend on more than that row
  Periods,    // the periods of the plan reach as far as there are lines, whoever has them
};

// Why not, and where that stands.
struct CutObstacle {
  Obstacle what = Obstacle::Group;
  DefinitionId definition = kNone;
  source::Span span;
};

enum class Travel : uint8_t {
  Unread,       // no run needs it
  Whole,        // each run needs all of it
  ByRecipient,  // each run needs the rows of which one recipient is its own
};

struct DatasetTravel {
  Travel travel = Travel::Unread;
  // ByRecipient: where the recipients of a row stand, "rep" or "rep.boss"; each once, in the order of the
  // plan.
  std::vector<std::string> recipients;
};

struct Partition {
  std::vector<CutObstacle> obstacles;   // by place, each place once; empty: it may be cut
  std::vector<DatasetTravel> datasets;  // parallel to the module's

  bool may_be_cut() const { return obstacles.empty(); }
};

Partition PartitionOf(const Module& module);

}  // namespace incent::ir
