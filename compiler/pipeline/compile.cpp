#include "compiler/pipeline/compile.h"

#include "compiler/check/check.h"
#include "compiler/ir/verify.h"
#include "compiler/lower/lower.h"
#include "compiler/passes/optimize.h"
#include "compiler/pipeline/given.h"
#include "compiler/pipeline/imports.h"
#include "compiler/pipeline/use_of_data.h"
#include "compiler/resolve/resolve.h"
#include "runtime/io/sha256.h"

namespace incent::pipeline {
namespace {

// Length-prefixed, so that no two lists of files give one hash.
std::string HashOf(const source::SourceSet& sources, int num_own) {
  io::Sha256 hash;
  for (int i = 0; i < num_own; ++i) {
    const std::string& text = sources.file(source::FileId{static_cast<uint32_t>(i)}).text;
    hash.Update(std::to_string(text.size()) + "\n");
    hash.Update(text);
  }
  return hash.FinishHex();
}

// Lowering and passes keep the promises of the IR, or the program stops: it must not pay by a broken one.
void Finish(ir::Module& module, const CompileOptions& options) {
  if (options.passes == PassLevel::Standard) passes::Optimize(module);
  const std::vector<std::string> violations = ir::VerifyMeaning(module);
  if (!violations.empty()) base::FailCheck(__FILE__, __LINE__, violations.front().c_str());
}

CompiledTest DescribeTest(const resolve::TestCase& test) {
  CompiledTest described;
  described.name = test.decl->label.value_or("");
  described.span = test.decl->span;
  described.plan = test.plan;
  return described;
}

CompiledTest CompileTest(const check::CheckedModule& checked, const lower::Lowering& plan,
                         const resolve::TestCase& test, const CompileOptions& options) {
  lower::LoweredTest lowered = lower::LowerTest(plan, *test.decl);
  GivenTables given = ReadGiven(checked, *test.decl);
  CompiledTest compiled = DescribeTest(test);
  compiled.module = lower::NameDefinitions(plan, std::move(lowered.module));
  compiled.given = std::move(given.data);
  compiled.rejects = std::move(given.rejects);
  for (const auto& e : lowered.expectations)
    compiled.expectations.push_back({e.span, e.passed, e.actual, e.expected});
  Finish(compiled.module, options);
  return compiled;
}

void LowerAll(const check::CheckedModule& checked, const CompileOptions& options, Compilation& out) {
  const resolve::Program& program = *checked.program;
  const lower::Order order(program);
  std::vector<std::vector<size_t>> tests_of(program.plans.size());
  for (const resolve::TestCase& test : program.tests) {
    tests_of[static_cast<size_t>(test.plan)].push_back(out.tests.size());
    out.tests.push_back(DescribeTest(test));
  }
  for (size_t i = 0; i < program.plans.size(); ++i) {
    lower::Lowering plan = lower::LowerPlan(checked, order, static_cast<int>(i));
    for (const size_t test : options.compile_tests ? tests_of[i] : std::vector<size_t>())
      out.tests[test] = CompileTest(checked, plan, program.tests[test], options);
    ir::Module module = lower::NameDefinitions(plan, std::move(plan.module));
    out.plans.push_back({program.plans[i].name(), std::move(module)});
    Finish(out.plans.back().module, options);
  }
}

void DescribeData(const check::CheckedModule& checked, const CompileOptions& options, Compilation& out) {
  out.datasets = checked.schemas;
  std::vector<const ir::Module*> modules;
  for (const CompiledPlan& plan : out.plans) modules.push_back(&plan.module);
  MarkUse(modules, out.datasets);
  for (CompiledPlan& plan : out.plans) plan.module.datasets = out.datasets;
  if (!options.compile_tests) return;
  for (CompiledTest& test : out.tests) test.module.datasets = out.datasets;
}

}  // namespace

Compilation Compile(SourceLoader& loader, const std::string& path, const CompileOptions& options) {
  Compilation out;
  const LoadedFiles loaded = LoadFiles(loader, path, out.sources, out.diagnostics);
  out.num_own_files = loaded.num_own;
  out.plan_hash = HashOf(out.sources, loaded.num_own);
  if (loaded.num_own == 0) return out;
  std::vector<const ast::File*> trees;
  for (const syntax::ParsedFile& file : loaded.files) trees.push_back(&file.tree);
  const resolve::Program program = resolve::Resolve(trees, out.diagnostics);
  const check::CheckedModule checked = check::Check(program, out.diagnostics);
  out.num_unevaluated_properties = checked.num_properties;
  out.num_unevaluated_guardrails = checked.num_guardrails;
  if (out.diagnostics.has_errors()) return out;
  LowerAll(checked, options, out);
  DescribeData(checked, options, out);
  return out;
}

}  // namespace incent::pipeline
