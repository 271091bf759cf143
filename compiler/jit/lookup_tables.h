#pragma once

#include <map>
#include <memory>
#include <vector>

#include "compiler/jit/line_source.h"
#include "compiler/jit/sweep.h"

namespace incent::jit {

// What lines compute from one coded column and nothing else, such as a factor by product, or from their date
// alone, such as the start of its month, is computed once for each code or day; lines then look it up.
class LookupTables {
 public:
  // Adds to `columns`, the columns of a sweep over `lines` by instruction, what can be looked up so.
  void Add(interp::RunState& run, const Sweep& sweep, const LineSource& lines,
           std::map<ir::InstId, InputColumn>& columns);

 private:
  std::vector<std::unique_ptr<std::vector<int32_t>>> tables_;
};

}  // namespace incent::jit
