#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::diff {

// What the modules of a campaign were made of: how often each operation, rounding mode, class of stages and
// kind of domain was met.
class Coverage {
 public:
  void Add(const ir::Module& module);
  void Add(const Coverage& other);

  // What has never been met.
  std::vector<std::string> Missing() const;
  // All counts, one group a line.
  std::string Table() const;

 private:
  std::map<std::string, std::map<std::string, int64_t>> counts_;  // group -> name -> count
};

}  // namespace incent::diff
