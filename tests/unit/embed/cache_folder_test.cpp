#include <filesystem>

#include "tests/unit/embed/embedding.h"

namespace incent::embed {
namespace {

namespace fs = std::filesystem;

class CacheFolderTest : public Embedding {
 protected:
  CacheFolderTest() {
    std::string pattern = (fs::temp_directory_path() / "incent_embed_XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~CacheFolderTest() override { fs::remove_all(root_); }

  // As a process of its own: compiles the plan, and runs it over more rows than are left to the interpreter.
  std::string LedgerOfARun(const char* folder) {
    constexpr size_t kDeals = 5000;
    Cells<std::string> ids;
    Cells<value::Int128> cents;
    for (size_t i = 0; i < kDeals; ++i) {
      ids.push_back("d" + std::to_string(i));
      cents.push_back(static_cast<value::Int128>(i));
    }
    Compile();
    EXPECT_EQ(Open({.engine = INCENT_ENGINE_JIT, .cache_folder = folder}), INCENT_OK);
    EXPECT_EQ(Push("Rep", SomeReps()), INCENT_OK);
    EXPECT_EQ(Push("Deal", {Texts("id", ids), Texts("rep", Cells<std::string>(kDeals, "r1")),
                            Fixed<value::Int128>("amount", "d:18,2", cents),
                            Texts("won_on", Cells<std::string>(kDeals, "2026-03-01"))}),
              INCENT_OK);
    EXPECT_EQ(Run(), INCENT_OK) << Message();
    return Ledger();
  }

  fs::path root_;
};

TEST_F(CacheFolderTest, MachineCodeIsKeptWhereTheProgramSays) {
  if (incent_has_jit() == 0) GTEST_SKIP() << "built without LLVM";
  const std::string folder = (root_ / "code").string();
  const std::string ledger = LedgerOfARun(nullptr);
  EXPECT_FALSE(fs::exists(folder));
  EXPECT_EQ(LedgerOfARun(folder.c_str()), ledger);
  EXPECT_FALSE(fs::is_empty(folder));
  EXPECT_EQ(LedgerOfARun(folder.c_str()), ledger);
}

// A program that was compiled before the member was there gives less, and nothing behind it is read.
TEST_F(CacheFolderTest, OlderOptionsHaveNoFolder) {
  Compile();
  incent_session_options options{};
  options.struct_size = offsetof(incent_session_options, cache_folder);
  options.cache_folder = reinterpret_cast<const char*>(uintptr_t{1});
  EXPECT_EQ(incent_session_new(plan_, &options, &session_, Error()), INCENT_OK);
}

}  // namespace
}  // namespace incent::embed
