#pragma once

#include <vector>

#include "compiler/lower/lowering.h"

namespace incent::lower {

// The module of one plan of a checked program without errors. Cannot fail. The result is kept to lower the
// plan's tests; `checked` must outlive it.
Lowering LowerPlan(const check::CheckedModule& checked, int plan);

// One `expect`: outputs of the test's module, in the Unit domain.
struct LoweredExpectation {
  source::Span span;
  OutputId passed = ir::kNone;     // flag, optional where the compared values are
  std::optional<OutputId> actual;  // the sides of a comparison
  std::optional<OutputId> expected;
};

struct LoweredTest {
  ir::Module module;  // the plan's, with one stage more
  std::vector<LoweredExpectation> expectations;
};

LoweredTest LowerTest(const Lowering& plan, const ast::Test& test);

}  // namespace incent::lower
