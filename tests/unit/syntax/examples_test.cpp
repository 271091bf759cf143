#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/ast/equal.h"
#include "compiler/ast/print.h"
#include "compiler/ast/walk.h"
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

TEST_P(ExampleTest, PrintsAsTheSameTreeInBothLanguages) {
  diag::Diagnostics diags;
  const ParsedFile parsed = Parse(Load(GetParam()), diags);
  for (const ast::Words words : {ast::Words::English, ast::Words::Chinese}) {
    const std::string printed = ast::Print(parsed.tree, words);
    const source::SourceFile& file = sources_.file(sources_.Add("printed.incent", printed));
    const ParsedFile again = Parse(file, diags);
    EXPECT_EQ(RenderText(diags, sources_, {}), "");
    EXPECT_TRUE(ast::Equal(parsed.tree, again.tree)) << printed;
  }
}

TEST_P(ExampleTest, NodeIdsAreUniqueAndDense) {
  diag::Diagnostics diags;
  const ParsedFile parsed = Parse(Load(GetParam()), diags);
  std::vector<int> seen(parsed.tree.num_nodes);
  ast::WalkTree(parsed.tree, [&](const ast::Node& node) { ++seen.at(node.id.index); });
  EXPECT_EQ(std::count_if(seen.begin(), seen.end(), [](int count) { return count > 1; }), 0);
}

// The twins NN_name.incent and NN_name.zh.incent are one plan in two languages.
TEST_P(ExampleTest, ChineseTwinHasTheSameTree) {
  const std::string path = GetParam();
  const std::string twin = path.substr(0, path.size() - std::string("incent").size()) + "zh.incent";
  if (!std::filesystem::exists(twin)) return;  // has no twin
  diag::Diagnostics diags;
  const ParsedFile english = Parse(Load(path), diags);
  const ParsedFile chinese = Parse(Load(twin), diags);
  EXPECT_TRUE(ast::Equal(english.tree, chinese.tree)) << ast::Print(english.tree) << ast::Print(chinese.tree);
}

INSTANTIATE_TEST_SUITE_P(Examples, ExampleTest, testing::ValuesIn(ExamplePaths()), [](const auto& test) {
  std::string name = std::filesystem::path(test.param).filename().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

}  // namespace
}  // namespace incent::syntax
