#include <gtest/gtest.h>

#include <string>

#include "compiler/base/limits.h"
#include "compiler/check/limits.h"
#include "compiler/pipeline/compile.h"
#include "tests/support/memory_loader.h"

// At a limit all is well; one beyond it is a message and no crash.
namespace incent::pipeline {
namespace {

// The codes of all errors, each once.
std::string CodesOf(golden::MemoryLoader& loader) {
  const Compilation compilation = Compile(loader, "0.incent", {});
  std::string codes;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    if (codes.find(entry->kind->code) == std::string::npos) codes += entry->kind->code;
  }
  return codes;
}

std::string Import(size_t number) {
  return "use \"" + std::to_string(number) + ".incent\"\n";
}

// Each file imports the next.
std::string CodesOfChain(size_t num_files) {
  golden::MemoryLoader loader;
  for (size_t i = 0; i < num_files; ++i) {
    loader.Add(std::to_string(i) + ".incent", "incent 1.0\n" + (i + 1 < num_files ? Import(i + 1) : ""));
  }
  return CodesOf(loader);
}

// The first file imports all others.
std::string CodesOfStar(size_t num_files) {
  golden::MemoryLoader loader;
  std::string imports = "incent 1.0\n";
  for (size_t i = 1; i < num_files; ++i) {
    imports += Import(i);
    loader.Add(std::to_string(i) + ".incent", "incent 1.0\n");
  }
  loader.Add("0.incent", imports);
  return CodesOf(loader);
}

// Definitions, each worked out from the one before: two levels each, and an operator at the end for an odd
// one.
std::string CodesOfLevels(int num_levels) {
  golden::MemoryLoader loader;
  std::string text = "incent 1.0\nlet a0 = 1\n";
  const int count = num_levels / 2;
  for (int i = 1; i < count; ++i) {
    const bool odd = i + 1 == count && num_levels % 2 == 1;
    text += "let a" + std::to_string(i) + (odd ? " = -a" : " = a") + std::to_string(i - 1) + "\n";
  }
  loader.Add("0.incent", text);
  return CodesOf(loader);
}

TEST(LimitTest, FilesThatImportEachOther) {
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth - 1), "");
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth), "");
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth + 1), "E0523");
}

TEST(LimitTest, Files) {
  EXPECT_EQ(CodesOfStar(base::kMaxFiles - 1), "");
  EXPECT_EQ(CodesOfStar(base::kMaxFiles), "");
  EXPECT_EQ(CodesOfStar(base::kMaxFiles + 1), "E0523");
}

TEST(LimitTest, LevelsOfExpressions) {
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth - 1), "");
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth), "");
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth + 1), "E0510");
}

}  // namespace
}  // namespace incent::pipeline
