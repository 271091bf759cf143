#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/engine.h"

namespace incent::pipeline {

enum class Verdict : uint8_t { Passed, Failed, Undecided };

struct ExpectationResult {
  const Expectation* expectation = nullptr;
  Verdict verdict = Verdict::Passed;
  // The two sides where it is a comparison, else empty.
  diag::Bilingual actual;
  diag::Bilingual expected;
};

struct TestResult {
  const CompiledTest* test = nullptr;
  std::vector<ExpectationResult> expectations;
  bool passed = false;                  // every expectation holds, and every given cell is valid
  Engine engine = Engine::Interpreter;  // that computed it
};

// Runs one test of `compilation`; reports what fails as E08xx, at the `expect` it concerns. Engine::Auto
// means the interpreter: what a test gives is little.
TestResult RunTest(const CompiledTest& test, diag::Diagnostics& diagnostics,
                   const EngineOptions& engine = {});

}  // namespace incent::pipeline
