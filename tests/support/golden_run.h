#pragma once

#include <string>
#include <vector>

#include "tests/support/golden_file.h"

namespace incent::golden {

// What running a golden file gave.
struct GoldenResult {
  std::string text;                 // the file as it should be
  bool has_errors = false;          // the compilation reported an error
  std::vector<std::string> faults;  // never written to a file: two ways of running disagree, a test fails
};

// `name` is what messages call the file.
GoldenResult RunGolden(const std::string& name, const GoldenFile& file);

}  // namespace incent::golden
