#include "compiler/files/file_loader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace incent::files {
namespace {

namespace fs = std::filesystem;
using pipeline::LoadError;

// A project in a temporary folder: plan.incent, sub/deep.incent, library/org.incent; outside.incent beside
// it.
class FileLoaderTest : public testing::Test {
 protected:
  FileLoaderTest() {
    std::string pattern = (fs::temp_directory_path() / "incent_loader_XXXXXX").string();
    base_ = mkdtemp(pattern.data());
    Write("outside.incent", "secret");
    Write("project/plan.incent", "plan");
    Write("project/sub/deep.incent", "deep");
    Write("project/library/org.incent", "org");
    plan_ = (base_ / "project/plan.incent").string();
  }
  ~FileLoaderTest() override { fs::remove_all(base_); }

  void Write(const fs::path& path, const std::string& text) const {
    fs::create_directories((base_ / path).parent_path());
    std::ofstream(base_ / path) << text;
  }

  LoadError Import(const std::string& path) {
    FileLoader loader;
    EXPECT_EQ(loader.Load(plan_, "").error, LoadError::None);
    const pipeline::LoadedSource source = loader.Load(path, plan_);
    EXPECT_EQ(source.text.find("secret"), std::string::npos);
    return source.error;
  }

  fs::path base_;
  std::string plan_;
};

TEST_F(FileLoaderTest, ImportsAreRelativeToTheImportingFile) {
  FileLoader loader;
  EXPECT_EQ(loader.Load(plan_, "").text, "plan");
  const pipeline::LoadedSource deep = loader.Load("sub/deep.incent", plan_);
  EXPECT_EQ(deep.text, "deep");
  EXPECT_EQ(loader.Load("../library/org.incent", deep.path).text, "org");
}

TEST_F(FileLoaderTest, OneFileHasOneIdentity) {
  FileLoader loader;
  const pipeline::LoadedSource plan = loader.Load(plan_, "");
  EXPECT_EQ(loader.Load("./sub/../plan.incent", plan.path).identity, plan.identity);
  EXPECT_NE(loader.Load("library/org.incent", plan.path).identity, plan.identity);
}

TEST_F(FileLoaderTest, NothingOutsideTheProjectIsRead) {
  EXPECT_EQ(Import("../outside.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("sub/../../outside.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("../project/plan.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import((base_ / "outside.incent").string()), LoadError::OutsideRoot);
  EXPECT_EQ(Import("../../etc/passwd"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("file:///etc/passwd.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import(std::string("a\0b.incent", 10)), LoadError::OutsideRoot);
  EXPECT_EQ(Import(""), LoadError::OutsideRoot);
}

TEST_F(FileLoaderTest, SymbolicLinksMayNotLeaveTheProject) {
  fs::create_symlink(base_ / "outside.incent", base_ / "project/absolute.incent");
  fs::create_symlink("../outside.incent", base_ / "project/relative.incent");
  fs::create_directory_symlink("..", base_ / "project/up");
  fs::create_symlink("library/org.incent", base_ / "project/inside.incent");
  EXPECT_EQ(Import("absolute.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("relative.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("up/outside.incent"), LoadError::OutsideRoot);
  EXPECT_EQ(Import("inside.incent"), LoadError::None);
}

TEST_F(FileLoaderTest, OnlyRegularFilesWithTheExtensionAreRead) {
  Write("project/notes.txt", "x");
  fs::create_directory(base_ / "project/folder.incent");
  ASSERT_EQ(mkfifo((base_ / "project/pipe.incent").c_str(), 0600), 0);
  EXPECT_EQ(Import("notes.txt"), LoadError::WrongExtension);
  EXPECT_EQ(Import("folder.incent"), LoadError::NotRegularFile);
  EXPECT_EQ(Import("pipe.incent"), LoadError::NotRegularFile);
  EXPECT_EQ(Import("missing.incent"), LoadError::NotFound);
  EXPECT_EQ(Import("plan.incent/x.incent"), LoadError::NotFound);
}

TEST_F(FileLoaderTest, TheProjectFileWidensTheRoot) {
  EXPECT_EQ(Import("../outside.incent"), LoadError::OutsideRoot);
  Write("incent.toml", "");
  Write("outside.incent", "now inside");
  EXPECT_EQ(Import("../outside.incent"), LoadError::None);
}

TEST_F(FileLoaderTest, APlanThatCannotBeReadIsRemembered) {
  FileLoader loader;
  EXPECT_EQ(loader.Load((base_ / "nothing.incent").string(), "").error, LoadError::NotFound);
  EXPECT_TRUE(loader.plan_is_unreadable());
  FileLoader other;
  EXPECT_EQ(other.Load(base_.string(), "").error, LoadError::WrongExtension);
  EXPECT_TRUE(other.plan_is_unreadable());
}

TEST_F(FileLoaderTest, FilesOfMoreThanAMebibyteAreRefused) {
  Write("project/large.incent", std::string((1 << 20) + 1, '#'));
  EXPECT_EQ(Import("large.incent"), LoadError::TooLarge);
}

}  // namespace
}  // namespace incent::files
