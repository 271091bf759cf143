#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "compiler/diag/render.h"
#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/ir/equal.h"
#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/ledger_writer.h"
#include "compiler/pipeline/run_tests.h"
#include "runtime/trace/render.h"
#include "tests/fuzz/load_laws.h"
#include "tests/fuzz/mutate_words.h"
#include "tests/support/golden_file.h"
#include "tests/support/memory_loader.h"

namespace {

using namespace incent;
using io::Demand;

constexpr size_t kMaxLineBytes = 2000;  // of a golden file, which is read with recursive expressions
constexpr int kMaxExplained = 3;

bool HasLongLine(std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end > kMaxLineBytes) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// Messages can be shown, and a terminal obeys none of them.
void CheckMessages(const diag::Diagnostics& diagnostics, const source::SourceSet& sources) {
  for (const diag::Language language : {diag::Language::English, diag::Language::Chinese}) {
    for (const char c : diag::RenderText(diagnostics, sources, {.language = language}))
      Demand(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "messages hold no control characters");
    (void)diag::RenderJson(diagnostics, sources, language);
  }
}

void CheckText(const ir::Module& module) {
  const std::string text = ir::Print(module);
  const ir::ParsedModule again = ir::Parse(text);
  Demand(again.module.has_value(), "printed IR can be read", again.problem, text);
  Demand(ir::EqualButSpans(module, *again.module), "printed IR is read as it was", text,
         ir::Print(*again.module));
}

// A few payouts are explained, and each explanation reaches the amount.
void CheckExplanations(const interp::Program& program, const interp::RunResult& run) {
  interp::Explainer explainer(program, run);
  const size_t num_rows = run.outcome.ledger.size();
  for (size_t i = 0; i < num_rows; i += num_rows / kMaxExplained + 1) {
    const eval::LedgerRow& row = run.outcome.ledger[i];
    interp::PayoutKey key{run.outcome.components[static_cast<size_t>(row.component)].name,
                          run.outcome.participants[static_cast<size_t>(row.participant)], std::nullopt,
                          std::string(row.row_key)};
    if (row.period) key.period = value::ParsedPeriod{run.outcome.pays, *row.period};
    const trace::Trace trace = explainer.Explain(key);
    const std::string text = trace::RenderText(trace, {});
    Demand(trace.reproduced, "an explanation reaches the amount", text);
    (void)trace::RenderJson(trace, {});
  }
}

std::string LedgerText(const ir::Module& module, const column::InputData& input, bool explain) {
  const interp::Program program(module);
  const interp::RunResult run = interp::Run(program, input);
  for (const eval::BrokenPromise& broken : run.outcome.broken)
    Demand(false, "a run keeps its promises", broken.what);
  const pipeline::PlaceNames names{module.datasets, input, run.outcome.participants};
  pipeline::LedgerWriter writer(module, run.outcome, names, pipeline::LedgerFormat::Csv);
  std::string text;
  for (const eval::LedgerRow& row : run.outcome.ledger) writer.Append(row, text);
  if (explain) CheckExplanations(program, run);
  return text;
}

void CheckRuns(const pipeline::Compilation& optimized, const pipeline::Compilation& plain,
               const std::map<std::string, std::string>& files) {
  const io::LoadResult load = io::LoadFromText(optimized.datasets, files);
  const io::LoadResult same = io::LoadFromText(plain.datasets, files);
  if (!load.errors.empty() || !same.errors.empty()) return;
  Demand(optimized.plans.size() == plain.plans.size(), "passes drop no plan");
  for (size_t i = 0; i < optimized.plans.size(); ++i) {
    const std::string ledger = LedgerText(optimized.plans[i].module, load.data, true);
    const std::string expected = LedgerText(plain.plans[i].module, same.data, false);
    Demand(ledger == expected, "passes change no ledger", ledger, expected);
  }
}

}  // namespace

// Any bytes, read as a golden file (docs/testing.md): messages, or a plan that runs over the data in it and
// keeps every promise.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (HasLongLine(bytes)) return 0;
  const golden::GoldenFile file = golden::ParseGolden(bytes);
  golden::MemoryLoader loader;
  loader.Add("plan.incent", file.source);
  std::map<std::string, std::string> files;
  for (const golden::Input& input : file.inputs) {
    if (input.name.ends_with(".incent")) {
      loader.Add(input.name, input.text);
    } else {
      files[input.name] = input.text;
    }
  }
  const pipeline::Compilation compilation = pipeline::Compile(loader, "plan.incent", {});
  CheckMessages(compilation.diagnostics, compilation.sources);
  if (compilation.diagnostics.has_errors()) return 0;
  const pipeline::Compilation plain =
      pipeline::Compile(loader, "plan.incent", {.passes = pipeline::PassLevel::None});
  for (const pipeline::CompiledPlan& plan : plain.plans) CheckText(plan.module);
  diag::Diagnostics failures;
  for (const pipeline::CompiledTest& test : compilation.tests) pipeline::RunTest(test, failures);
  CheckMessages(failures, compilation.sources);
  CheckRuns(compilation, plain, files);
  return 0;
}

// Bytes seldom make a plan; half of the changes are to words and lines, so that many inputs still compile.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned int seed) {
  if (seed % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string text = fuzz::MutateWords({reinterpret_cast<const char*>(data), size}, seed);
  const size_t new_size = std::min(text.size(), max_size);
  std::memcpy(data, text.data(), new_size);
  return new_size;
}
