#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/pipeline/compile.h"
#include "tests/support/first_seed.h"
#include "tests/support/golden_file.h"
#include "tests/support/memory_loader.h"
#include "tests/support/plan_mutator.h"

namespace incent::golden {
namespace {

namespace fs = std::filesystem;

// The golden plans, their examples of errors included.
std::vector<std::string> Seeds() {
  std::vector<fs::path> paths;
  for (const char* folder : {"cases", "check", "diagnostics", "run"}) {
    const fs::path root = fs::path(INCENT_SOURCE_DIR) / "tests/golden" / folder;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() == ".incent") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const fs::path& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    seeds.push_back(ParseGolden(text).source);
  }
  return seeds;
}

TEST(MutantsTest, AnyChangeOfAPlanIsCompiledOrRefused) {
  const PlanMutator mutator(Seeds());
  constexpr int kNumMutants = 400;
  int num_refused = 0;
  const uint64_t first = FirstSeed();
  for (uint64_t number = first; number < first + kNumMutants && !HasFailure(); ++number) {
    SCOPED_TRACE("mutant " + std::to_string(number));
    const std::string mutant = mutator.Mutant(number);
    MemoryLoader loader;
    loader.Add("mutant.incent", mutant);
    // A compilation that breaks a promise ends the process; what is left to look at is that it says
    // something.
    const pipeline::Compilation compilation = pipeline::Compile(loader, "mutant.incent", {});
    num_refused += compilation.diagnostics.has_errors();
    EXPECT_TRUE(!compilation.diagnostics.has_errors() || compilation.plans.empty()) << mutant;
  }
  EXPECT_GT(num_refused, kNumMutants / 2);
  EXPECT_LT(num_refused, kNumMutants);
}

}  // namespace
}  // namespace incent::golden
