#include "compiler/files/object_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>
#include <vector>

#include "compiler/pipeline/version.h"
#include "runtime/io/sha256.h"
#include "runtime/io/temporary_files.h"

namespace incent::files {
namespace {

constexpr std::string_view kMark = "incent machine code 1\n";
constexpr size_t kDigits = 64;  // of a SHA-256
constexpr size_t kHeaderBytes = kMark.size() + kDigits + 1;
constexpr off_t kMaxFileBytes = off_t{16} << 20;
constexpr std::string_view kTemporary = ".object-";
// Nobody writes an object for so long: who began it is gone.
constexpr time_t kTemporarySeconds = 3600;

// Another version may write other code for the same text, and is asked for other files.
std::string NameOf(std::string_view key) {
  io::Sha256 sha;
  sha.Update(pipeline::Version());
  sha.Update("\n");
  sha.Update(key);
  return sha.FinishHex();
}

// A file that was renamed holds the code of another key.
std::string HeaderOf(std::string_view name, std::string_view object) {
  io::Sha256 sha;
  sha.Update(name);
  sha.Update(object);
  std::string header(kMark);
  return header.append(sha.FinishHex()).append("\n");
}

bool IsName(std::string_view name) {
  return name.size() == kDigits && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

// Whether nobody but this user can have written it.
bool IsOurs(const struct stat& status) {
  return status.st_uid == geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// With those above it.
void MakeFolders(const std::string& path) {
  for (size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1))
    mkdir(path.substr(0, end).c_str(), S_IRWXU);
  mkdir(path.c_str(), S_IRWXU);
}

int OpenOurFolder(const std::string& path) {
  MakeFolders(path);
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct stat status{};
  if (folder < 0 || (fstat(folder, &status) == 0 && IsOurs(status))) return folder;
  close(folder);
  return -1;
}

bool ReadAll(int descriptor, std::string& text) {
  size_t at = 0;
  while (at < text.size()) {
    const ssize_t got = read(descriptor, text.data() + at, text.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<size_t>(got);
  }
  return true;
}

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

struct Found {
  std::string name;
  uint64_t num_bytes = 0;
  timespec used{};
};

bool WasUsedBefore(const Found& a, const Found& b) {
  return std::pair(a.used.tv_sec, a.used.tv_nsec) < std::pair(b.used.tv_sec, b.used.tv_nsec);
}

// The objects of a folder. What writers left behind that are gone is removed; files of others stay.
std::vector<Found> ListObjects(int folder) {
  std::vector<Found> objects;
  // Of its own: a descriptor that is shared would share its place in the list.
  DIR* const listing = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (listing == nullptr) return objects;
  while (const dirent* entry = readdir(listing)) {
    const std::string_view name = entry->d_name;
    struct stat status{};
    if (!IsName(name) && !name.starts_with(kTemporary)) continue;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (IsName(name)) {
      objects.push_back({std::string(name), static_cast<uint64_t>(status.st_size), status.st_mtim});
    } else if (status.st_mtim.tv_sec + kTemporarySeconds < time(nullptr)) {
      unlinkat(folder, entry->d_name, 0);
    }
  }
  closedir(listing);
  return objects;
}

}  // namespace

ObjectFolder::ObjectFolder(std::string path, const ObjectFolderOptions& options)
    : path_(std::move(path)), options_(options) {}

ObjectFolder::~ObjectFolder() {
  if (num_unchecked_ > 0) RemoveOldest();
  if (folder_ >= 0) close(folder_);
}

int ObjectFolder::Folder() {
  std::call_once(is_opened_, [this] { folder_ = OpenOurFolder(path_); });
  return folder_;
}

std::optional<std::string> ObjectFolder::Find(std::string_view key) {
  if (Folder() < 0) return std::nullopt;
  const std::string name = NameOf(key);
  const Descriptor file(openat(Folder(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status{};
  if (file.number() < 0 || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
      !IsOurs(status) || status.st_size > kMaxFileBytes)
    return std::nullopt;
  std::string text(static_cast<size_t>(status.st_size), '\0');
  if (!ReadAll(file.number(), text) || text.size() < kHeaderBytes) return std::nullopt;
  if (HeaderOf(name, std::string_view(text).substr(kHeaderBytes)) != text.substr(0, kHeaderBytes))
    return std::nullopt;
  futimens(file.number(), nullptr);  // used now
  return text.substr(kHeaderBytes);
}

void ObjectFolder::Keep(std::string_view key, std::string_view object) {
  if (Folder() < 0) return;
  const std::string name = NameOf(key);
  if (!Write(name, HeaderOf(name, object), object)) return;
  num_unchecked_ += kHeaderBytes + object.size();
  if (num_unchecked_ > options_.max_bytes / 8) RemoveOldest();
}

// Not synced: a machine that fails may leave a file that is cut short, which counts for nothing.
bool ObjectFolder::Write(const std::string& name, std::string_view header, std::string_view object) {
  const std::string temporary = io::NewTemporaryName(std::string(kTemporary.substr(1)));
  const Descriptor file(openat(Folder(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.number() < 0) return false;
  if (WriteAll(file.number(), header) && WriteAll(file.number(), object) &&
      renameat(Folder(), temporary.c_str(), Folder(), name.c_str()) == 0)
    return true;
  unlinkat(Folder(), temporary.c_str(), 0);
  return false;
}

// Down to three quarters, so that it is not done for every object.
void ObjectFolder::RemoveOldest() {
  num_unchecked_ = 0;
  std::vector<Found> objects = ListObjects(Folder());
  uint64_t total = 0;
  for (const Found& object : objects) total += object.num_bytes;
  if (total <= options_.max_bytes) return;
  std::sort(objects.begin(), objects.end(), WasUsedBefore);
  for (const Found& object : objects) {
    if (total <= options_.max_bytes / 4 * 3) return;
    if (unlinkat(Folder(), object.name.c_str(), 0) == 0) total -= object.num_bytes;
  }
}

}  // namespace incent::files
