#include "tests/diff/trial.h"

#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/base/check.h"
#include "compiler/diag/render.h"
#include "compiler/ir/verify.h"
#include "compiler/pipeline/compile.h"
#include "compiler/syntax/parse.h"
#include "tests/diff/extend_module.h"
#include "tests/diff/spoil.h"
#include "tests/support/memory_loader.h"

namespace incent::diff {
namespace {

pipeline::Compilation CompileText(const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", text);
  return pipeline::Compile(loader, "plan.incent", {.passes = pipeline::PassLevel::None});
}

std::string PrintedSource(const std::string& text, ast::Words words) {
  source::SourceSet sources;
  diag::Diagnostics diagnostics;
  const source::FileId id = sources.Add("plan.incent", text);
  return ast::Print(syntax::Parse(sources.file(id), diagnostics).tree, words);
}

bool PublishesAll(uint64_t seed) {
  return seed % 4 == 1;
}

bool HasRepeatedKeys(const column::InputData& data) {
  return std::any_of(data.tables.begin(), data.tables.end(),
                     [](const column::Table& table) { return !table.row_errors.empty(); });
}

// The module as it is run: with more to compare than the plan asks for.
ir::Module Extended(ir::Module module, uint64_t seed) {
  Entropy entropy(seed);
  AddOtherStages(module, entropy);
  if (PublishesAll(seed)) PublishEverything(module);
  // Verifying takes longer than running.
  if (seed % 8 != 1) return module;
  const std::vector<std::string> violations = ir::Verify(module);
  if (!violations.empty()) base::FailCheck(__FILE__, __LINE__, violations.front().c_str());
  return module;
}

// The comparisons of one trial; the first that fails is the verdict.
class Comparison {
 public:
  Comparison(Verdict& verdict, Coverage& coverage, uint64_t seed)
      : verdict_(verdict), coverage_(coverage), seed_(seed) {}

  // The reference against every engine. Gives the reference's result.
  Result Engines(const ir::Module& module, const column::InputData& input) {
    coverage_.Add(module);
    Result expected = RunReference(module, input);
    for (const Engine& engine : AllEngines()) {
      if (seed_ % engine.one_in == 0)
        Compare(engine.name, expected, engine.run(module, input), engine.compared);
    }
    verdict_.num_ledger_rows += static_cast<int>(expected.ledger.size());
    if (!expected.errors.empty() && verdict_.agreement == Agreement::Agree)
      verdict_.agreement = Agreement::AgreeOnError;
    return expected;
  }

  void Compare(const std::string& name, const Result& expected, const Result& actual,
               Extent extent = Extent::Everything) {
    if (verdict_.agreement == Agreement::Disagree) return;
    std::string differences = Differences(expected, actual, extent);
    if (!expected.faults.empty()) differences += "fault of the reference: " + expected.faults.front() + "\n";
    if (differences.empty()) return;
    verdict_ = {Agreement::Disagree, name, std::move(differences), verdict_.num_ledger_rows};
  }

 private:
  Verdict& verdict_;
  Coverage& coverage_;
  uint64_t seed_;
};

// The first plan of the source as it is printed, in either language.
Result RunReparsed(const std::string& source, const column::InputData& input, uint64_t seed) {
  const ast::Words words = seed % 2 == 1 ? ast::Words::Chinese : ast::Words::English;
  const pipeline::Compilation again = CompileText(PrintedSource(source, words));
  if (!again.plans.empty()) return RunReference(Extended(again.plans[0].module, seed), input);
  Result result;
  result.faults.push_back("does not compile: " + diag::RenderText(again.diagnostics, again.sources, {}));
  return result;
}

}  // namespace

std::optional<Batch> BatchOfSeed(const std::string& source, uint64_t seed) {
  const pipeline::Compilation compilation = CompileText(source);
  if (compilation.diagnostics.has_errors() || compilation.plans.empty()) return std::nullopt;
  Entropy entropy(seed);
  return GenerateBatch(compilation.datasets, source, entropy);
}

namespace {

// A few times some rows of the batch are spoiled, each time others.
Verdict TrySpoiled(const pipeline::Compilation& compilation, const std::string& source,
                   std::optional<Batch>& batch, const TrialOptions& options, Coverage& coverage) {
  constexpr int kSpoiledBatches = 3;
  Verdict verdict;
  Entropy entropy(options.seed);
  if (!batch) batch = GenerateBatch(compilation.datasets, source, entropy, {.sound = true});
  const io::LoadResult sound = LoadBatch(compilation.datasets, *batch);
  if (sound.total_rejects > 0) return verdict;
  const ir::Module& module = compilation.plans[0].module;
  Comparison comparison(verdict, coverage, options.seed);
  for (int i = 0; i < kSpoiledBatches && verdict.agreement != Agreement::Disagree; ++i) {
    Entropy spoiling(options.seed * kSpoiledBatches + static_cast<uint64_t>(i));
    const std::vector<Spoil> spoils = MakeSpoils(compilation.datasets, *batch, spoiling);
    const Batch spoiled = Spoiled(*batch, spoils);
    const io::LoadResult load = LoadBatch(compilation.datasets, spoiled);
    comparison.Engines(module, load.data);
    comparison.Compare(
        "spoiled rows in another order", RunReference(module, load.data),
        RunReference(module, LoadBatch(compilation.datasets, Shuffled(spoiled, spoiling)).data),
        Extent::Payouts);
    const std::string breaches = BreachesOfLaw(module, sound.data, load.data);
    if (breaches.empty()) continue;
    verdict = {Agreement::Disagree, "spoiled rows", breaches, verdict.num_ledger_rows};
    for (const Spoil& spoil : spoils)
      verdict.detail += spoil.sheet + ": " + spoil.before + "\n  becomes " + spoil.after + "\n";
  }
  return verdict;
}

}  // namespace

Verdict Try(const std::string& source, std::optional<Batch>& batch, const TrialOptions& options,
            Coverage& coverage) {
  Verdict verdict;
  const pipeline::Compilation compilation = CompileText(source);
  if (compilation.diagnostics.has_errors() || compilation.plans.empty()) {
    return {Agreement::Rejected, "", diag::RenderText(compilation.diagnostics, compilation.sources, {}), 0};
  }
  if (options.spoil) return TrySpoiled(compilation, source, batch, options, coverage);
  Entropy entropy(options.seed);
  if (!batch) batch = GenerateBatch(compilation.datasets, source, entropy);
  const io::LoadResult load = LoadBatch(compilation.datasets, *batch);
  const io::LoadResult shuffled = LoadBatch(compilation.datasets, Shuffled(*batch, entropy));
  Comparison comparison(verdict, coverage, options.seed);
  const ir::Module module = Extended(compilation.plans[0].module, options.seed);
  const Result expected = comparison.Engines(module, load.data);
  // Two lines of one key and day have no order, so that what is published beside the results may go either
  // way.
  const Extent extent = HasRepeatedKeys(load.data) ? Extent::Payouts : Extent::Everything;
  comparison.Compare("rows in another order", expected, RunReference(module, shuffled.data), extent);
  for (const pipeline::CompiledTest& test : compilation.tests) comparison.Engines(test.module, test.given);
  if (options.reparse)
    comparison.Compare("printed source", expected, RunReparsed(source, load.data, options.seed));
  return verdict;
}

}  // namespace incent::diff
