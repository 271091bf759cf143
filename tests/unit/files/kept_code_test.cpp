// Machine code that is kept in a folder: who compiles, and that results are the same.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "compiler/files/object_folder.h"
#include "compiler/jit/program.h"
#include "compiler/pipeline/compile.h"
#include "tests/bench/reference_data.h"
#include "tests/support/memory_loader.h"

namespace incent::files {
namespace {

namespace fs = std::filesystem;

constexpr size_t kDeals = 3000;
constexpr int kReps = 7;

std::string Bytes(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

ir::Module ReferenceModule() {
  golden::MemoryLoader loader;
  loader.Add("reference.incent", Bytes(INCENT_SOURCE_DIR "/tests/bench/reference_task.incent"));
  return pipeline::Compile(loader, "reference.incent", {}).plans.at(0).module;
}

// Programs for the same plan, each as in a process of its own.
class KeptCodeTest : public testing::Test {
 protected:
  KeptCodeTest()
      : module_(ReferenceModule()),
        input_(bench::MakeReferenceData(module_, kDeals, kReps, bench::RowOrder::Random)),
        expected_(interp::Run(interp::Program(module_), input_).outcome.ledger) {
    std::string pattern = (fs::temp_directory_path() / "incent_code_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~KeptCodeTest() override { fs::remove_all(folder_); }

  void SetUp() override {
    if (!codegen::CanCompile()) GTEST_SKIP() << "built without LLVM";
  }

  // How many kernels were compiled; -1: the results are wrong.
  int NumCompiled(const jit::Options& options = {}) const {
    jit::Options with_folder = options;
    with_folder.min_rows = 0;
    with_folder.code.objects = std::make_shared<ObjectFolder>(folder_.string());
    const jit::Program program(module_, with_folder);
    const eval::Ledger ledger = jit::Run(program, input_).outcome.ledger;
    if (ledger.size() != expected_.size() || ledger.size() == 0) return -1;
    for (size_t i = 0; i < ledger.size(); ++i) {
      if (ledger[i] != expected_[i]) return -1;
    }
    return program.num_compiled();
  }

  template <typename Change>
  void ChangeFiles(Change change) const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::string bytes = Bytes(entry.path());
      change(bytes);
      std::ofstream(entry.path(), std::ios::binary) << bytes;
    }
  }

  const ir::Module module_;
  const column::InputData input_;
  const eval::Ledger expected_;
  fs::path folder_;
};

TEST_F(KeptCodeTest, TheSecondProgramCompilesNothing) {
  EXPECT_GT(NumCompiled(), 0);
  EXPECT_EQ(NumCompiled(), 0);
}

TEST_F(KeptCodeTest, OtherMachinesAndEffortsHaveCodeOfTheirOwn) {
  EXPECT_GT(NumCompiled(), 0);
  for (const jit::Options& options : std::array<jit::Options, 2>{
           {{.code = {.machine = codegen::Machine::Baseline}}, {.effort = codegen::Effort::Default}}}) {
    EXPECT_GT(NumCompiled(options), 0);
    EXPECT_EQ(NumCompiled(options), 0);
  }
  EXPECT_EQ(NumCompiled(), 0);
}

TEST_F(KeptCodeTest, BrokenFilesAreCompiledAnew) {
  const int all = NumCompiled();
  ASSERT_GT(all, 0);
  ChangeFiles([](std::string& bytes) { bytes[bytes.size() / 2] ^= 1; });
  EXPECT_EQ(NumCompiled(), all);
  EXPECT_EQ(NumCompiled(), 0);
  ChangeFiles([](std::string& bytes) { bytes.resize(bytes.size() / 2); });
  EXPECT_EQ(NumCompiled(), all);
  ChangeFiles([](std::string& bytes) { bytes.clear(); });
  EXPECT_EQ(NumCompiled(), all);
  EXPECT_EQ(NumCompiled(), 0);
}

TEST_F(KeptCodeTest, WithoutAFolderEverythingIsCompiled) {
  const int all = NumCompiled();
  fs::permissions(folder_, fs::perms::others_write, fs::perm_options::add);
  EXPECT_EQ(NumCompiled(), all);
}

TEST_F(KeptCodeTest, ProcessesAndThreadsShareAFolder) {
  std::array<pid_t, 2> children{};
  for (pid_t& child : children) {
    child = fork();
    if (child == 0) _exit(NumCompiled() >= 0 && NumCompiled() == 0 ? 0 : 1);
    ASSERT_GT(child, 0);
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) threads.emplace_back([this] { EXPECT_GE(NumCompiled(), 0); });
  for (std::thread& thread : threads) thread.join();
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(NumCompiled(), 0);
}

}  // namespace
}  // namespace incent::files
