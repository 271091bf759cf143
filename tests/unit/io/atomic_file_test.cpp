#include "runtime/io/atomic_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <random>
#include <set>

#include "runtime/io/temporary_files.h"
#include "tests/unit/io/scratch_folder.h"

namespace incent::io {
namespace {

using Names = std::vector<std::string>;

std::optional<WriteError> WriteFile(const std::string& path, std::string_view text,
                                    AtomicFileOptions options = {}) {
  AtomicFile file(path, options);
  file.Write(text);
  return file.Publish();
}

TEST(AtomicFileTest, TheFileAppearsWithItsBytes) {
  const ScratchFolder folder;
  EXPECT_FALSE(WriteFile(folder.At("ledger.csv"), "new"));
  EXPECT_EQ(folder.Get("ledger.csv"), "new");
  EXPECT_EQ(folder.Names(), Names{"ledger.csv"});
}

TEST(AtomicFileTest, NothingIsSeenBeforePublishing) {
  const ScratchFolder folder;
  folder.Put("ledger.csv", "old");
  AtomicFile file(folder.At("ledger.csv"), {.buffer_bytes = 4});
  file.Write("new and long");
  EXPECT_EQ(folder.Get("ledger.csv"), "old");
  EXPECT_FALSE(file.Publish());
  EXPECT_EQ(folder.Get("ledger.csv"), "new and long");
}

TEST(AtomicFileTest, AnUnpublishedFileLeavesNothing) {
  const ScratchFolder folder;
  folder.Put("ledger.csv", "old");
  {
    AtomicFile file(folder.At("ledger.csv"));
    file.Write("new");
    EXPECT_EQ(folder.Names().size(), 2u);
  }
  EXPECT_EQ(folder.Get("ledger.csv"), "old");
  EXPECT_EQ(folder.Names(), Names{"ledger.csv"});
}

TEST(AtomicFileTest, AnySizesOfWritesGiveTheSameBytes) {
  const ScratchFolder folder;
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += std::to_string(i);
  for (const size_t buffer_bytes : {1, 7, 100, 100'000}) {
    for (const size_t piece : {1, 6, 7, 8, 99, 5'000}) {
      AtomicFile file(folder.At("out"), {.buffer_bytes = buffer_bytes});
      for (size_t at = 0; at < text.size(); at += piece) file.Write(std::string_view(text).substr(at, piece));
      EXPECT_FALSE(file.Publish());
      ASSERT_EQ(folder.Get("out"), text) << buffer_bytes << " " << piece;
    }
  }
}

TEST(AtomicFileTest, AnOldFileKeepsItsModeAndANewOneGetsItsOwn) {
  const ScratchFolder folder;
  const auto mode = [&] {
    struct stat status{};
    EXPECT_EQ(stat(folder.At("out").c_str(), &status), 0);
    return status.st_mode & 07777;
  };
  EXPECT_FALSE(WriteFile(folder.At("out"), "x", {.mode = 0600}));
  EXPECT_EQ(mode(), 0600u);
  ASSERT_EQ(chmod(folder.At("out").c_str(), 0640), 0);
  EXPECT_FALSE(WriteFile(folder.At("out"), "y"));
  EXPECT_EQ(mode(), 0640u);
}

TEST(AtomicFileTest, ATemporaryFileIsNeverMoreOpenThanTheOldFile) {
  class SeesModes final : public FileCalls {
   public:
    int Open(const char* path, int flags, mode_t mode) override {
      if ((flags & O_CREAT) != 0) modes.push_back(mode);
      return FileCalls::Open(path, flags, mode);
    }
    std::vector<mode_t> modes;
  };
  const ScratchFolder folder;
  folder.Put("out", "old");
  ASSERT_EQ(chmod(folder.At("out").c_str(), 0600), 0);
  SeesModes calls;
  EXPECT_FALSE(WriteFile(folder.At("out"), "new", {.calls = &calls}));
  EXPECT_EQ(calls.modes, std::vector<mode_t>{0600});
}

TEST(AtomicFileTest, ALinkStaysALink) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.At("real"));
  folder.Put("real/out", "old");
  std::filesystem::create_symlink("real/out", folder.At("link"));
  EXPECT_FALSE(WriteFile(folder.At("link"), "new"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.At("link")));
  EXPECT_EQ(folder.Get("real/out"), "new");
}

TEST(AtomicFileTest, ARelativePathIsBesideTheWorkingFolder) {
  const ScratchFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  EXPECT_FALSE(WriteFile("out", "x"));
  std::filesystem::current_path(before);
  EXPECT_EQ(folder.Get("out"), "x");
}

TEST(AtomicFileTest, WhatCannotBeCreatedIsATypedError) {
  const ScratchFolder folder;
  folder.Put("file", "");
  const std::pair<std::string, int> cases[] = {{folder.At("file/out"), ENOTDIR},
                                               {folder.At("none/out"), ENOENT},
                                               {folder.path(), EISDIR},
                                               {folder.At(std::string(300, 'x')), ENAMETOOLONG}};
  for (const auto& [path, error_number] : cases) {
    const std::optional<WriteError> error = WriteFile(path, "x");
    ASSERT_TRUE(error) << path;
    EXPECT_EQ(error->step, WriteStep::Create);
    EXPECT_EQ(error->error_number, error_number) << path;
    EXPECT_EQ(error->path, path);
    EXPECT_FALSE(error->system_text.empty());
  }
  EXPECT_EQ(folder.Names(), Names{"file"});
}

// Root may write everything, so for a while it becomes somebody else.
class WithoutRoot {
 public:
  explicit WithoutRoot(const std::string& own_folder) : was_root_(geteuid() == 0) {
    if (!was_root_) return;
    EXPECT_EQ(chown(own_folder.c_str(), kNobody, kNobody), 0);
    EXPECT_EQ(seteuid(kNobody), 0);
  }
  ~WithoutRoot() {
    if (!was_root_) return;
    EXPECT_EQ(seteuid(0), 0);
  }

 private:
  static constexpr uid_t kNobody = 65'534;
  bool was_root_;
};

TEST(AtomicFileTest, AReadOnlyFileOrFolderIsKept) {
  const ScratchFolder folder;
  const WithoutRoot nobody(folder.path());
  folder.Put("out", "old");
  ASSERT_EQ(chmod(folder.At("out").c_str(), 0444), 0);
  EXPECT_EQ(WriteFile(folder.At("out"), "new")->error_number, EACCES);
  ASSERT_EQ(chmod(folder.path().c_str(), 0555), 0);
  EXPECT_EQ(WriteFile(folder.At("other"), "new")->error_number, EACCES);
  ASSERT_EQ(chmod(folder.path().c_str(), 0755), 0);
  EXPECT_EQ(folder.Get("out"), "old");
}

TEST(AtomicFileTest, ADeviceIsWrittenDirectly) {
  EXPECT_FALSE(WriteFile("/dev/null", "x"));
  struct stat status{};
  ASSERT_EQ(stat("/dev/null", &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
}

TEST(AtomicFileTest, AFullDeviceIsATypedError) {
  const std::optional<WriteError> error = WriteFile("/dev/full", "x");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->step, WriteStep::Write);
  EXPECT_EQ(error->error_number, ENOSPC);
}

TEST(AtomicFileTest, AFullDiskKeepsTheOldFile) {
  const ScratchFolder folder;
  if (mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "no right to mount a small disk";
  folder.Put("out", "old");
  const std::optional<WriteError> error = WriteFile(folder.At("out"), std::string(1'000'000, 'x'));
  const Names names = folder.Names();
  const std::string text = folder.Get("out");
  ASSERT_EQ(umount(folder.path().c_str()), 0);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->step, WriteStep::Write);
  EXPECT_EQ(error->error_number, ENOSPC);
  EXPECT_EQ(names, Names{"out"});
  EXPECT_EQ(text, "old");
}

// Makes the call with a given number fail, writes at most a few bytes at once, and is interrupted
// every other time.
class FaultyCalls final : public FileCalls {
 public:
  explicit FaultyCalls(int failing) : failing_(failing) {}

  int Open(const char* path, int flags, mode_t mode) override {
    return Fails() ? -1 : FileCalls::Open(path, flags, mode);
  }
  ssize_t Write(int descriptor, const char* bytes, size_t size) override {
    return Fails() ? -1 : FileCalls::Write(descriptor, bytes, std::min<size_t>(size, 3));
  }
  int Sync(int descriptor) override { return Fails() ? -1 : FileCalls::Sync(descriptor); }
  int Close(int descriptor) override {
    // A failed close has closed all the same.
    const int closed = FileCalls::Close(descriptor);
    return IsTheOne() ? -1 : closed;
  }
  int Rename(const char* from, const char* to) override {
    return IsTheOne() ? -1 : FileCalls::Rename(from, to);
  }

  int num_calls() const { return num_calls_; }

 private:
  bool IsTheOne() {
    if (++num_calls_ != failing_) return false;
    errno = EIO;
    return true;
  }
  bool Fails() {
    interrupt_ = !interrupt_;
    if (interrupt_) {
      errno = EINTR;
      return true;
    }
    return IsTheOne();
  }

  int failing_;
  int num_calls_ = 0;
  bool interrupt_ = false;
};

// Writes two files that belong together through `calls`.
std::optional<WriteError> WritePair(const ScratchFolder& folder, FileCalls* calls) {
  AtomicFile rejects(folder.At("rejects.csv"), {.calls = calls});
  AtomicFile ledger(folder.At("ledger.csv"), {.calls = calls});
  rejects.Write("new rejects");
  ledger.Write("new ledger");
  const std::array<AtomicFile*, 2> files = {&rejects, &ledger};
  return PublishInOrder(files);
}

TEST(AtomicFileTest, WhicheverCallFailsFilesAreOldOrWholeAndTheLedgerIsLast) {
  const ScratchFolder folder;
  FaultyCalls counting(0);
  ASSERT_FALSE(WritePair(folder, &counting));
  ASSERT_GT(counting.num_calls(), 15);
  std::set<WriteStep> steps;
  for (int k = 1; k <= counting.num_calls(); ++k) {
    folder.Put("rejects.csv", "old rejects");
    folder.Put("ledger.csv", "old ledger");
    FaultyCalls calls(k);
    const std::optional<WriteError> error = WritePair(folder, &calls);
    EXPECT_EQ(folder.Names(), (Names{"ledger.csv", "rejects.csv"})) << k;
    const bool has_new_rejects = folder.Get("rejects.csv") == "new rejects";
    const bool has_new_ledger = folder.Get("ledger.csv") == "new ledger";
    EXPECT_TRUE(has_new_rejects || folder.Get("rejects.csv") == "old rejects") << k;
    EXPECT_TRUE(has_new_ledger || folder.Get("ledger.csv") == "old ledger") << k;
    EXPECT_TRUE(has_new_rejects || !has_new_ledger) << k;
    // Only the close of a folder that has been synced may fail without harm.
    if (!error) {
      EXPECT_TRUE(has_new_rejects && has_new_ledger) << k;
      continue;
    }
    steps.insert(error->step);
    EXPECT_EQ(error->error_number, EIO);
    EXPECT_EQ(has_new_ledger, error->step == WriteStep::SyncFolder && error->path == folder.At("ledger.csv"))
        << k;
  }
  EXPECT_EQ(steps.size(), 6u);
}

TEST(AtomicFileTest, AnErrorSticks) {
  const ScratchFolder folder;
  FaultyCalls calls(2);
  AtomicFile file(folder.At("out"), {.buffer_bytes = 1, .calls = &calls});
  file.Write("abc");
  ASSERT_TRUE(file.error());
  const int num_calls = calls.num_calls();
  file.Write("def");
  EXPECT_EQ(calls.num_calls(), num_calls);
  EXPECT_EQ(file.Publish()->step, WriteStep::Write);
}

TEST(AtomicFileTest, AKilledWriterLeavesTheOldFileOrTheNew) {
  const ScratchFolder folder;
  const std::string old_text(200'000, 'o');
  const std::string new_text(300'000, 'n');
  folder.Put("out", old_text);
  std::mt19937 random(9);
  for (int i = 0; i < 40; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (true) {
        AtomicFile file(folder.At("out"), {.buffer_bytes = 1000});
        for (size_t at = 0; at < new_text.size(); at += 100)
          file.Write(std::string_view(new_text).substr(at, 100));
        if (file.Publish()) _exit(1);
      }
    }
    usleep(random() % 3'000);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const std::string text = folder.Get("out");
    ASSERT_TRUE(text == old_text || text == new_text) << text.size();
  }
  // The next writer removes what the killed ones left.
  EXPECT_FALSE(WriteFile(folder.At("out"), "done"));
  EXPECT_EQ(folder.Names(), Names{"out"});
}

TEST(TemporaryFilesTest, FilesThatNobodyHasInUseAreSwept) {
  const ScratchFolder folder;
  const Names stale = {".out.tmp-0123456789abcdef", ".out.tmp-ffffffffffffffff"};
  const Names others = {".out.tmp-",
                        ".out.tmp-123-0",
                        ".out.tmp-0123456789abcdeg",
                        ".out.tmp-0123456789abcdef0",
                        ".other.tmp-0123456789abcdef",
                        "out.tmp-0123456789abcdef"};
  for (const std::string& name : stale) folder.Put(name, "");
  for (const std::string& name : others) folder.Put(name, "");
  SweepTemporaryFiles(folder.path(), "out");
  Names expected = others;
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(folder.Names(), expected);
}

TEST(TemporaryFilesTest, AFileInUseStaysWhoeverHasIt) {
  const ScratchFolder folder;
  std::array<int, 2> is_open{};
  std::array<int, 2> may_end{};
  ASSERT_TRUE(pipe(is_open.data()) == 0 && pipe(may_end.data()) == 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  char byte = 0;
  if (child == 0) {
    AtomicFile file(folder.At("out"));
    file.Write("whole");
    if (write(is_open[1], "x", 1) != 1 || read(may_end[0], &byte, 1) != 1) _exit(2);
    _exit(file.Publish() ? 1 : 0);
  }
  ASSERT_EQ(read(is_open[0], &byte, 1), 1);
  SweepTemporaryFiles(folder.path(), "out");
  EXPECT_EQ(folder.Names().size(), 1u);
  ASSERT_EQ(write(may_end[1], "x", 1), 1);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_EQ(folder.Get("out"), "whole");
}

TEST(TemporaryFilesTest, NamesDoNotRepeatEvenInACopyOfTheProcess) {
  std::set<std::string> names;
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  constexpr size_t kLength = 5 + 5 + 16;  // ".out" + ".tmp-" + digits, and a line feed
  for (int i = 0; i < 100; ++i) {
    const std::string name = NewTemporaryName("out");
    ASSERT_EQ(name.size() + 1, kLength);
    if (child == 0) {
      if (write(ends[1], (name + "\n").data(), kLength) != kLength) _exit(1);
    } else {
      names.insert(name);
    }
  }
  if (child == 0) _exit(0);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  std::string text(100 * kLength, ' ');
  ASSERT_EQ(read(ends[0], text.data(), text.size()), std::ssize(text));
  for (size_t at = 0; at < text.size(); at += kLength) names.insert(text.substr(at, kLength - 1));
  EXPECT_EQ(names.size(), 200u);
}

// A sweep between making a file and locking it takes the file, and the writer makes another.
TEST(TemporaryFilesTest, AWriterThatWasTooSlowStartsAgain) {
  class SweptOnce final : public FileCalls {
   public:
    explicit SweptOnce(const ScratchFolder& folder) : folder_(folder) {}
    int Open(const char* path, int flags, mode_t mode) override {
      const int descriptor = FileCalls::Open(path, flags, mode);
      if (num_opened_++ == 0) SweepTemporaryFiles(folder_.path(), "out");
      return descriptor;
    }
    int num_opened() const { return num_opened_; }

   private:
    const ScratchFolder& folder_;
    int num_opened_ = 0;
  };
  const ScratchFolder folder;
  SweptOnce calls(folder);
  EXPECT_FALSE(WriteFile(folder.At("out"), "x", {.calls = &calls}));
  EXPECT_EQ(calls.num_opened(), 3);  // two files, and the folder to sync it
  EXPECT_EQ(folder.Get("out"), "x");
  EXPECT_EQ(folder.Names(), Names{"out"});
}

TEST(TemporaryFilesTest, ASweepSparesTheFilesOfThisProcess) {
  const ScratchFolder folder;
  AtomicFile first(folder.At("out"));
  AtomicFile second(folder.At("out"));
  first.Write("1");
  second.Write("2");
  EXPECT_FALSE(first.Publish());
  EXPECT_FALSE(second.Publish());
  EXPECT_EQ(folder.Get("out"), "2");
}

TEST(TemporaryFilesTest, ASignalHandlerCanRemoveLiveFiles) {
  const ScratchFolder folder;
  folder.Put("out", "old");
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGINT, [](int) {
      RemoveLiveTemporaryFiles();
      _exit(7);
    });
    AtomicFile published(folder.At("first"));
    published.Write("whole");
    if (published.Publish()) _exit(1);
    AtomicFile file(folder.At("out"), {.buffer_bytes = 1});
    file.Write("half a file");
    raise(SIGINT);
    _exit(2);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
  EXPECT_EQ(folder.Names(), (Names{"first", "out"}));
  EXPECT_EQ(folder.Get("out"), "old");
}

TEST(TemporaryFilesTest, AChildDoesNotRemoveItsParentsFiles) {
  const ScratchFolder folder;
  AtomicFile file(folder.At("out"));
  file.Write("x");
  const pid_t child = fork();
  if (child == 0) {
    RemoveLiveTemporaryFiles();
    _exit(0);
  }
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_FALSE(file.Publish());
  EXPECT_EQ(folder.Get("out"), "x");
}

TEST(TemporaryFilesTest, MoreFilesThanAreRememberedStillWork) {
  const ScratchFolder folder;
  std::vector<std::unique_ptr<AtomicFile>> files;
  for (int i = 0; i < 50; ++i)
    files.push_back(std::make_unique<AtomicFile>(folder.At("out" + std::to_string(i))));
  for (const auto& file : files) EXPECT_FALSE(file->Publish());
  EXPECT_EQ(folder.Names().size(), 50u);
  // The room is given back.
  const int slot = RememberTemporaryFile(folder.At("none"));
  EXPECT_EQ(slot, 0);
  ForgetTemporaryFile(slot);
}

}  // namespace
}  // namespace incent::io
