#include "compiler/files/file_loader.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "compiler/base/limits.h"

namespace incent::files {
namespace {

namespace fs = std::filesystem;
using pipeline::LoadedSource;
using pipeline::LoadError;

// FIFOs must not block, terminals must not become ours.
constexpr int kOpenFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

LoadedSource Failure(LoadError error, std::string shown, int error_number = 0) {
  LoadedSource source;
  source.error = error;
  source.path = std::move(shown);
  if (error == LoadError::Unreadable) source.reason = std::strerror(error_number);
  return source;
}

LoadedSource FailureOf(int error_number, std::string shown) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return Failure(LoadError::NotFound, std::move(shown));
    case EXDEV:
    case ELOOP:
      return Failure(LoadError::OutsideRoot, std::move(shown));
    case ENXIO:
    case EISDIR:
      return Failure(LoadError::NotRegularFile, std::move(shown));
    default:
      return Failure(LoadError::Unreadable, std::move(shown), error_number);
  }
}

bool HasPlanExtension(const std::string& path) {
  return fs::path(path).extension() == ".incent";
}

// The place of an open file in the file system, without links; empty if the system does not say.
std::string CanonicalPath(int descriptor) {
  std::error_code error;
  const fs::path path = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
  return error ? std::string() : path.string();
}

// For kernels before 5.6: checks the resolved path, then opens it without following a last link.
int OpenCheckedPath(const std::string& root_path, const std::string& path) {
  std::error_code error;
  const fs::path resolved = fs::canonical(fs::path(root_path) / path, error);
  if (error) {
    errno = error.value();
    return -1;
  }
  const fs::path inside = resolved.lexically_relative(root_path);
  if (inside.empty() || *inside.begin() == "..") {
    errno = EXDEV;
    return -1;
  }
  return open(resolved.c_str(), kOpenFlags | O_NOFOLLOW);
}

int OpenBeneath(int root, const std::string& root_path, const std::string& path) {
  open_how how{};
  how.flags = kOpenFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const auto descriptor = static_cast<int>(syscall(SYS_openat2, root, path.c_str(), &how, sizeof(how)));
  if (descriptor < 0 && (errno == ENOSYS || errno == EPERM)) return OpenCheckedPath(root_path, path);
  return descriptor;
}

// Words that are no relative paths of files at all.
bool IsStrangePath(const std::string& path) {
  return path.empty() || path.find('\0') != std::string::npos || path.find("://") != std::string::npos ||
         fs::path(path).is_absolute();
}

// Asked before the file system is, so that nothing can be learnt about files outside.
bool LeavesRoot(const fs::path& normal) {
  return normal.empty() || *normal.begin() == "..";
}

bool ReadAll(int descriptor, std::string& text) {
  char chunk[1 << 16];
  while (text.size() <= base::kMaxFileBytes) {
    const ssize_t got = read(descriptor, chunk, sizeof(chunk));
    if (got == 0) return true;
    if (got > 0) {
      text.append(chunk, static_cast<size_t>(got));
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace

FileLoader::~FileLoader() {
  if (root_ >= 0) close(root_);
}

LoadedSource FileLoader::Load(const std::string& path, const std::string& importer) {
  if (!importer.empty()) return LoadImport(path, importer);
  LoadedSource source = LoadPlan(path);
  plan_is_unreadable_ = source.error != LoadError::None;
  return source;
}

void FileLoader::ChooseRoot(const std::string& folder) {
  std::error_code error;
  fs::path root = folder;
  for (fs::path above = folder; !above.empty(); above = above.parent_path()) {
    if (fs::is_regular_file(above / "incent.toml", error)) {
      root = above;
      break;
    }
    if (above == above.root_path()) break;
  }
  root_path_ = root.string();
  root_ = open(root_path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

LoadedSource FileLoader::LoadPlan(const std::string& path) {
  plan_folder_ = fs::path(path).parent_path().string();
  if (plan_folder_.empty()) plan_folder_ = ".";
  if (!HasPlanExtension(path)) return Failure(LoadError::WrongExtension, path);
  const int descriptor = open(path.c_str(), kOpenFlags);
  if (descriptor < 0) return FailureOf(errno, path);

  // Imports are relative to where the plan was named, so a plan behind a link looks beside the link.
  std::error_code error;
  const fs::path folder = fs::canonical(plan_folder_, error);
  if (!error) {
    ChooseRoot(folder.string());
    places_[path] = (folder / fs::path(path).filename()).lexically_relative(root_path_).string();
  }
  return Read(descriptor, path);
}

LoadedSource FileLoader::LoadImport(const std::string& path, const std::string& importer) {
  const fs::path shown = (fs::path(importer).parent_path() / path).lexically_normal();
  const auto place = places_.find(importer);
  const fs::path folder = place != places_.end() ? fs::path(place->second).parent_path() : fs::path();
  const fs::path inside = (folder / path).lexically_normal();
  if (IsStrangePath(path) || LeavesRoot(inside)) return Failure(LoadError::OutsideRoot, path);
  if (!HasPlanExtension(path)) return Failure(LoadError::WrongExtension, shown.string());

  const int descriptor = OpenBeneath(root_, root_path_, inside.string());
  if (descriptor < 0) return FailureOf(errno, shown.string());
  places_[shown.string()] = inside.string();
  return Read(descriptor, shown.string());
}

LoadedSource FileLoader::Read(int descriptor, std::string shown) {
  struct stat status{};
  LoadedSource source;
  if (fstat(descriptor, &status) != 0) {
    source = FailureOf(errno, std::move(shown));
  } else if (!S_ISREG(status.st_mode)) {
    source = Failure(LoadError::NotRegularFile, std::move(shown));
  } else if (static_cast<size_t>(status.st_size) > base::kMaxFileBytes) {
    source = Failure(LoadError::TooLarge, std::move(shown));
  } else {
    source.path = std::move(shown);
    source.identity = CanonicalPath(descriptor);
    if (source.identity.empty()) source.identity = source.path;
    if (!ReadAll(descriptor, source.text)) source = FailureOf(errno, source.path);
  }
  close(descriptor);
  return source;
}

}  // namespace incent::files
