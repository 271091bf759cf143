#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/ir/module.h"
#include "compiler/pipeline/source_loader.h"
#include "compiler/source/source_set.h"
#include "runtime/column/schema.h"
#include "runtime/column/table.h"

// Text -> plans and tests that can run: the stages of the compiler in order.
namespace incent::pipeline {

enum class PassLevel : uint8_t { None, Standard };

struct CompileOptions {
  PassLevel passes = PassLevel::Standard;
  bool compile_tests = true;  // false: `CompiledTest`s are checked but not lowered
};

// One `expect`. All outputs live in the Unit domain of the test's module.
struct Expectation {
  source::Span span;
  ir::OutputId passed = ir::kNone;  // flag
  // The two sides where the expectation is a comparison; for the report of a failure.
  std::optional<ir::OutputId> actual;
  std::optional<ir::OutputId> expected;
};

struct CompiledTest {
  std::string name;
  source::Span span;
  int plan = 0;       // index into Compilation::plans
  ir::Module module;  // the plan's module and the expectations
  std::vector<Expectation> expectations;
  column::InputData given;              // parallel to module.datasets; cells left out are Missing
  std::vector<column::Reject> rejects;  // cells of `given` that the readers would have rejected
};

struct CompiledPlan {
  std::string name;
  ir::Module module;
};

struct Compilation {
  source::SourceSet sources;  // the named file first, then its imports, then modules of the library
  diag::Diagnostics diagnostics;
  // Empty if there are errors; in the order of the source.
  std::vector<CompiledPlan> plans;
  std::vector<CompiledTest> tests;
  // Every module lists the same datasets in the same order; here a field is `in_use` if any plan
  // uses it, so that data can be read once for all plans.
  std::vector<column::DatasetSchema> datasets;
  int num_own_files = 0;  // files of `sources` that are not from the library: [0, num_own_files)
  int num_unevaluated_properties = 0;
  int num_unevaluated_guardrails = 0;
  // SHA-256 in hex of the texts that the plans were made from; independent of where they lie.
  std::string plan_hash;
};

// Loads `path` and everything it imports, and compiles it. Never fails: what is wrong is in
// `diagnostics`, a file that cannot be loaded included.
[[nodiscard]] Compilation Compile(SourceLoader& loader, const std::string& path,
                                  const CompileOptions& options);

}  // namespace incent::pipeline
