#include "compiler/pipeline/run_tests.h"

#include <optional>

#include "compiler/interp/program.h"
#include "compiler/jit/program.h"
#include "compiler/pipeline/place_text.h"
#include "compiler/pipeline/report_errors.h"
#include "compiler/pipeline/report_rejects.h"
#include "compiler/pipeline/test_diagnostics.h"
#include "compiler/pipeline/value_text.h"

namespace incent::pipeline {
namespace {

using diag::Bilingual;

constexpr diag::NoteText<Bilingual> kWhatFailed{"{0}", "{0}"};
constexpr diag::NoteText<Bilingual, Bilingual> kBothSides{"expected {0}, got {1}", "预期 {0}，实际 {1}"};

// One test while its results are read.
class TestReader {
 public:
  TestReader(const CompiledTest& test, const interp::RunResult& run, diag::Diagnostics& diagnostics)
      : test_(test), run_(run), diagnostics_(diagnostics) {}

  ExpectationResult Read(const Expectation& expectation) {
    ExpectationResult result;
    result.expectation = &expectation;
    const eval::Lane passed = LaneOf(expectation.passed);
    if (passed.state != eval::kValue) {
      result.verdict = Verdict::Undecided;
    } else if (passed.value == 0) {
      result.verdict = Verdict::Failed;
    }
    if (expectation.actual && expectation.expected) {
      // Both sides read alike, though only one of them may be written as a percentage.
      const bool as_rate = TypeOf(*expectation.actual).rate || TypeOf(*expectation.expected).rate;
      result.actual = TextOf(*expectation.actual, as_rate);
      result.expected = TextOf(*expectation.expected, as_rate);
    }
    Report(result);
    return result;
  }

 private:
  eval::Lane LaneOf(ir::OutputId output) const { return run_.state->Output(output).At(0); }

  const types::Type& TypeOf(ir::OutputId output) const {
    return test_.module.outputs[static_cast<size_t>(output)].type;
  }

  Bilingual TextOf(ir::OutputId output, bool as_rate) const {
    types::Type type = TypeOf(output);
    type.rate = as_rate;
    return ValueText(LaneOf(output), type, *run_.state);
  }

  void Report(const ExpectationResult& result) {
    if (result.verdict == Verdict::Undecided) {
      ReportUndecided(result);
    } else if (result.verdict == Verdict::Failed && !result.actual.english.empty()) {
      diagnostics_.Report(result.expectation->span, kExpectationFailed, test_.name, result.expected,
                          result.actual);
    } else if (result.verdict == Verdict::Failed) {
      diagnostics_.Report(result.expectation->span, kExpectationFalse, test_.name);
    }
  }

  void ReportUndecided(const ExpectationResult& result) {
    diag::EntryBuilder entry = diagnostics_.Report(result.expectation->span, kExpectationUnknown, test_.name);
    if (!result.actual.english.empty()) entry.Note(kBothSides, result.expected, result.actual);
    const eval::Lane passed = LaneOf(result.expectation->passed);
    if (!eval::IsError(passed.state)) return;

    const eval::ErrorRecord& error = run_.state->errors.At(passed.state);
    const bool has_definition = error.definition >= 0;
    const ir::Definition definition =
        has_definition ? test_.module.definitions[static_cast<size_t>(error.definition)] : ir::Definition();
    const PlaceNames names{test_.module.datasets, test_.given, run_.outcome.participants};
    const diag::Message message = ErrorMessage(error.code, definition.name, PlaceWords(error.place, names));
    const Bilingual text(message.Text(diag::Language::English), message.Text(diag::Language::Chinese));
    if (has_definition) {
      entry.Note(definition.span, kWhatFailed, text);
    } else {
      entry.Note(kWhatFailed, text);
    }
  }

  const CompiledTest& test_;
  const interp::RunResult& run_;
  diag::Diagnostics& diagnostics_;
};

// The rows of `given` have no file, so what is wrong with them is said at the test.
void ReportGivenRejects(const CompiledTest& test, diag::Diagnostics& diagnostics) {
  diag::Diagnostics of_data;
  ReportRejects(test.rejects, test.module.datasets, of_data);
  for (const diag::Entry& entry : of_data.entries()) {
    const Bilingual text(entry.message.Text(diag::Language::English),
                         entry.message.Text(diag::Language::Chinese));
    diagnostics.Report(test.span, kGivenRejected, test.name, text);
  }
}

}  // namespace

TestResult RunTest(const CompiledTest& test, diag::Diagnostics& diagnostics, const EngineOptions& engine) {
  TestResult result;
  result.test = &test;
  result.engine = engine.engine == Engine::Jit ? Engine::Jit : Engine::Interpreter;
  ReportGivenRejects(test, diagnostics);
  // The result refers to the program that it is of. Whoever asks for machine code wants it for few rows, too.
  std::optional<jit::Program> compiled;
  std::optional<interp::Program> loaded;
  interp::RunResult run;
  if (result.engine == Engine::Jit) {
    compiled.emplace(test.module, jit::Options{.code = {.objects = engine.objects}, .min_rows = 0});
    run = jit::Run(*compiled, test.given, {}, engine.num_threads);
  } else {
    loaded.emplace(test.module);
    run = interp::Run(*loaded, test.given);
  }
  TestReader reader(test, run, diagnostics);
  result.passed = test.rejects.empty();
  for (const Expectation& expectation : test.expectations) {
    result.expectations.push_back(reader.Read(expectation));
    result.passed &= result.expectations.back().verdict == Verdict::Passed;
  }
  return result;
}

}  // namespace incent::pipeline
