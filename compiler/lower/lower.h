#pragma once

#include <vector>

#include "compiler/lower/lowering.h"

namespace incent::lower {

// All definitions of a program, each after those it reads, and where each stands there. Made once for all
// plans.
struct Order {
  explicit Order(const resolve::Program& program);

  std::vector<int> definitions;
  std::vector<int> ranks;  // by definition
};

// The module of one plan of a checked program without errors. Cannot fail. The result is kept to lower the
// plan's tests; `checked` must outlive it. Modules go through NameDefinitions before anybody else reads them.
Lowering LowerPlan(const check::CheckedModule& checked, const Order& order, int plan);

// A module of `plan`, with the definitions that it names: all of the plan, those outside of plans that it
// uses, and the plan itself, so that many plans in one file do not describe each other's. Until then
// definitions are numbered as in the program.
ir::Module NameDefinitions(const Lowering& plan, ir::Module module);

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
