#pragma once

#include <vector>

#include "compiler/check/module.h"
#include "runtime/column/table.h"

namespace incent::pipeline {

// The data of a test's `given` tables, read by the same readers as files are. Columns that are left out, and
// references to datasets that are not given, are Missing: reading them is an error of the test.
struct GivenTables {
  column::InputData data;
  std::vector<column::Reject> rejects;
};

GivenTables ReadGiven(const check::CheckedModule& checked, const ast::Test& test);

}  // namespace incent::pipeline
