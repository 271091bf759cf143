#include "compiler/files/object_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace incent::files {
namespace {

namespace fs = std::filesystem;

std::string Bytes(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class ObjectFolderTest : public testing::Test {
 protected:
  ObjectFolderTest() {
    std::string pattern = (fs::temp_directory_path() / "incent_objects_XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    folder_ = root_ / "cache" / "incent";
  }
  ~ObjectFolderTest() override { fs::remove_all(root_); }

  // As other processes do it, one after the other.
  void Keep(const std::string& key, const std::string& object) const {
    ObjectFolder(folder_.string()).Keep(key, object);
  }
  std::optional<std::string> Find(const std::string& key) const {
    return ObjectFolder(folder_.string()).Find(key);
  }

  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    return files;
  }
  fs::path OnlyFile() const {
    EXPECT_EQ(Files().size(), 1U);
    return Files().front();
  }

  fs::path root_;
  fs::path folder_;
};

TEST_F(ObjectFolderTest, WhatIsKeptIsFoundByTheNextProcess) {
  const std::string object(
      "\x7f"
      "ELF\0\n and more",
      14);
  EXPECT_EQ(Find("key"), std::nullopt);
  Keep("key", object);
  EXPECT_EQ(Find("key"), object);
  EXPECT_EQ(Find("another key"), std::nullopt);
}

TEST_F(ObjectFolderTest, TheFolderIsTheUsersAlone) {
  Keep("key", "object");
  struct stat status{};
  ASSERT_EQ(stat(folder_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0700U);
  ASSERT_EQ(stat(OnlyFile().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

TEST_F(ObjectFolderTest, NothingIsMadeBeforeTheFirstUse) {
  {
    const ObjectFolder unused(folder_.string());
  }
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ObjectFolderTest, AChangedByteMakesAFileWorthless) {
  Keep("key", "object");
  const std::string good = Bytes(OnlyFile());
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    std::ofstream(OnlyFile(), std::ios::binary) << bad;
    EXPECT_EQ(Find("key"), std::nullopt) << "byte " << i;
  }
}

TEST_F(ObjectFolderTest, AFileThatIsCutShortIsWorthless) {
  Keep("key", "object");
  const std::string good = Bytes(OnlyFile());
  for (size_t size = 0; size < good.size(); ++size) {
    std::ofstream(OnlyFile(), std::ios::binary) << good.substr(0, size);
    EXPECT_EQ(Find("key"), std::nullopt) << size << " bytes";
  }
  Keep("key", "object");
  EXPECT_EQ(Find("key"), "object");
}

TEST_F(ObjectFolderTest, AFileUnderAnotherNameIsWorthless) {
  Keep("one", "object of one");
  const fs::path one = OnlyFile();
  Keep("two", "object of two");
  for (const fs::path& file : Files()) {
    if (file != one) fs::copy_file(one, file, fs::copy_options::overwrite_existing);
  }
  EXPECT_EQ(Find("one"), "object of one");
  EXPECT_EQ(Find("two"), std::nullopt);
}

TEST_F(ObjectFolderTest, LinksAndFilesThatOthersMayWriteAreNotRead) {
  Keep("key", "object");
  const fs::path file = OnlyFile();
  fs::permissions(file, fs::perms::group_write, fs::perm_options::add);
  EXPECT_EQ(Find("key"), std::nullopt);
  fs::permissions(file, fs::perms::group_write, fs::perm_options::remove);
  EXPECT_EQ(Find("key"), "object");
  fs::rename(file, root_ / "elsewhere");
  fs::create_symlink(root_ / "elsewhere", file);
  EXPECT_EQ(Find("key"), std::nullopt);
}

TEST_F(ObjectFolderTest, AFolderThatOthersMayWriteToIsNotUsed) {
  Keep("key", "object");
  for (const fs::perms others : {fs::perms::group_write, fs::perms::others_write}) {
    fs::permissions(folder_, others, fs::perm_options::add);
    EXPECT_EQ(Find("key"), std::nullopt);
    Keep("second key", "object");
    EXPECT_EQ(Files().size(), 1U);
    fs::permissions(folder_, others, fs::perm_options::remove);
  }
  EXPECT_EQ(Find("key"), "object");
}

TEST_F(ObjectFolderTest, AFolderOfAnotherUserIsNotUsed) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  Keep("key", "object");
  ASSERT_EQ(chown(folder_.c_str(), 1, 1), 0);
  EXPECT_EQ(Find("key"), std::nullopt);
  Keep("second key", "object");
  EXPECT_EQ(Files().size(), 1U);
}

TEST_F(ObjectFolderTest, WhereNothingCanBeWrittenNothingIsKept) {
  std::ofstream(root_ / "cache") << "a file where a folder should be";
  Keep("key", "object");
  EXPECT_EQ(Find("key"), std::nullopt);
  ObjectFolder("/proc/incent").Keep("key", "object");
  ObjectFolder("").Keep("key", "object");
}

TEST_F(ObjectFolderTest, WhatWasNotUsedForLongestGoesFirst) {
  constexpr int kObjects = 20;
  const std::string object(1000, 'x');
  for (int i = 0; i < kObjects; ++i) Keep(std::to_string(i), object);
  const auto now = fs::file_time_type::clock::now();
  for (const fs::path& file : Files()) fs::last_write_time(file, now - std::chrono::hours(24));
  EXPECT_EQ(Find("7"), object);
  std::ofstream(folder_ / "notes.txt") << "a file of somebody else";
  ObjectFolder(folder_.string(), {.max_bytes = 4000}).Keep("new", object);
  EXPECT_EQ(Files().size(), 3U);
  EXPECT_EQ(Find("7"), object);
  EXPECT_EQ(Find("new"), object);
  EXPECT_TRUE(fs::exists(folder_ / "notes.txt"));
}

TEST_F(ObjectFolderTest, OneProcessAloneKeepsTheLimitToo) {
  ObjectFolder folder(folder_.string(), {.max_bytes = 10'000});
  for (int i = 0; i < 100; ++i) folder.Keep(std::to_string(i), std::string(1000, 'x'));
  EXPECT_LT(Files().size(), 12U);
}

TEST_F(ObjectFolderTest, WhatAWriterLeftBehindIsRemovedOnceItIsOld) {
  Keep("key", "object");
  std::ofstream(folder_ / ".object-1.tmp-1-1") << "obj";
  std::ofstream(folder_ / ".object-2.tmp-1-2") << "obj";
  fs::last_write_time(folder_ / ".object-1.tmp-1-1",
                      fs::file_time_type::clock::now() - std::chrono::hours(24));
  Keep("second key", "object");
  EXPECT_FALSE(fs::exists(folder_ / ".object-1.tmp-1-1"));
  EXPECT_TRUE(fs::exists(folder_ / ".object-2.tmp-1-2"));
}

TEST_F(ObjectFolderTest, ManyUseItAtOnceAndFindOnlyWhatWasKept) {
  constexpr int kKeys = 50;
  const auto object_of = [](int key) { return std::string(static_cast<size_t>(key) * 100, 'a'); };
  ObjectFolder shared(folder_.string(), {.max_bytes = 50'000});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      ObjectFolder own(folder_.string(), {.max_bytes = 50'000});
      codegen::ObjectStore& store = t % 2 == 0 ? own : shared;
      for (int k = 0; k < kKeys; ++k) {
        EXPECT_EQ(store.Find(std::to_string(k)).value_or(object_of(k)), object_of(k));
        store.Keep(std::to_string(k), object_of(k));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const fs::path& file : Files()) EXPECT_FALSE(file.filename().string().starts_with(".")) << file;
}

}  // namespace
}  // namespace incent::files
