#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/golden_run.h"

// One test for each plan below tests/golden.
//
//   golden_test                                   compares
//   golden_test --update [folder or file]...      writes what is expected into the files
namespace incent::golden {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> PlansBelow(const fs::path& root) {
  if (fs::is_regular_file(root)) return {root};
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == ".incent") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The lines that differ, as `-` and `+`, by a longest common subsequence.
std::string Difference(const std::string& old_text, const std::string& new_text) {
  const std::vector<std::string> before = LinesOf(old_text);
  const std::vector<std::string> after = LinesOf(new_text);
  std::vector<std::vector<size_t>> common(before.size() + 1, std::vector<size_t>(after.size() + 1, 0));
  for (size_t i = before.size(); i-- > 0;) {
    for (size_t j = after.size(); j-- > 0;) {
      common[i][j] =
          before[i] == after[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string text;
  size_t i = 0;
  size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      ++i;
      ++j;
    } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
      text += std::to_string(i + 1) + " - " + before[i] + "\n";
      ++i;
    } else {
      text += std::to_string(i + 1) + " + " + after[j] + "\n";
      ++j;
    }
  }
  return text;
}

// What is wrong with a golden file whatever it expects.
std::vector<std::string> FaultsOf(const fs::path& path, const GoldenFile& file, const GoldenResult& result) {
  std::vector<std::string> faults = result.faults;
  if (!file.problem.empty()) faults.push_back(file.problem);
  const bool says_fail = path.filename().string().starts_with("fail_");
  if (says_fail != result.has_errors) {
    faults.emplace_back(says_fail ? "is called fail_..., but no error is reported"
                                  : "an error is reported; a test of errors is called fail_...");
  }
  if (IsTooLong(file, result.text)) faults.emplace_back("expects more than three times its own length");
  return faults;
}

class GoldenTest : public testing::Test {
 public:
  explicit GoldenTest(fs::path path) : path_(std::move(path)) {}

  void TestBody() override {
    const std::string text = ReadText(path_);
    const GoldenFile file = ParseGolden(text);
    const GoldenResult result = RunGolden(path_.filename().string(), file);
    for (const std::string& fault : FaultsOf(path_, file, result)) ADD_FAILURE() << fault;
    if (text != result.text) {
      ADD_FAILURE() << Difference(text, result.text) << "golden_test --update " << path_.string()
                    << " rewrites the file";
    }
  }

 private:
  fs::path path_;
};

void RegisterAll(const fs::path& root) {
  for (const fs::path& path : PlansBelow(root)) {
    const std::string suite = path.parent_path().lexically_relative(root).string();
    testing::RegisterTest(suite == "." ? "plans" : suite.c_str(), path.stem().string().c_str(), nullptr,
                          nullptr, path.string().c_str(), 1, [path] { return new GoldenTest(path); });
  }
}

// True unless something was wrong.
bool Update(const fs::path& path, int& num_changed) {
  const std::string text = ReadText(path);
  const GoldenFile file = ParseGolden(text);
  const GoldenResult result = RunGolden(path.filename().string(), file);
  const std::vector<std::string> faults = FaultsOf(path, file, result);
  for (const std::string& fault : faults) std::printf("%s: %s\n", path.c_str(), fault.c_str());
  if (!faults.empty()) return false;
  if (text == result.text) return true;
  std::ofstream(path, std::ios::binary) << result.text;
  ++num_changed;
  return true;
}

int UpdateAll(const std::vector<fs::path>& roots) {
  int num_changed = 0;
  bool all_well = true;
  for (const fs::path& root : roots) {
    for (const fs::path& path : PlansBelow(root)) all_well &= Update(path, num_changed);
  }
  std::printf("%d files changed\n", num_changed);
  return all_well ? 0 : 1;
}

}  // namespace
}  // namespace incent::golden

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(INCENT_SOURCE_DIR) / "tests" / "golden";
  if (argc > 1 && std::string(argv[1]) == "--update") {
    std::vector<fs::path> roots(argv + 2, argv + argc);
    if (roots.empty()) roots = {root};
    return incent::golden::UpdateAll(roots);
  }
  incent::golden::RegisterAll(root);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
