#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/diag/render.h"
#include "compiler/syntax/parse.h"

namespace incent::syntax {
namespace {

std::vector<std::string> ExamplePaths() {
  std::vector<std::string> paths;
  const std::filesystem::path root = std::filesystem::path(INCENT_SOURCE_DIR) / "tests/data/design_examples";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".incent") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class ExampleTest : public testing::TestWithParam<std::string> {
 protected:
  const source::SourceFile& Load(const std::string& path) {
    std::ifstream stream(path);
    std::stringstream text;
    text << stream.rdbuf();
    return sources_.file(sources_.Add(path, text.str()));
  }

  source::SourceSet sources_;
};

TEST_P(ExampleTest, ParsesWithoutDiagnostics) {
  diag::Diagnostics diags;
  const ParsedFile parsed = Parse(Load(GetParam()), diags);
  EXPECT_EQ(RenderText(diags, sources_, {}), "");
  EXPECT_FALSE(parsed.tree.items.empty());
}

INSTANTIATE_TEST_SUITE_P(Examples, ExampleTest, testing::ValuesIn(ExamplePaths()), [](const auto& test) {
  std::string name = std::filesystem::path(test.param).filename().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

}  // namespace
}  // namespace incent::syntax
