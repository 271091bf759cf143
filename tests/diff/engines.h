#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/diff/result.h"

namespace incent::diff {

// Something that runs modules. To put another engine to the test, add a row to AllEngines: everything else
// follows.
struct Engine {
  std::string name;
  // `module` has passed ir::Verify; `input` is parallel to its datasets.
  std::function<Result(const ir::Module& module, const column::InputData& input)> run;
  Extent compared = Extent::Everything;
  uint64_t one_in = 1;  // runs for one plan in so many
};

// The interpreter on the module as it is: what all others are measured against.
Result RunReference(const ir::Module& module, const column::InputData& input);

// The engines that are compared with the reference.
const std::vector<Engine>& AllEngines();

}  // namespace incent::diff
