#include "compiler/embed/memory_loader.h"

#include <filesystem>
#include <utility>

#include "compiler/base/limits.h"

namespace incent::embed {
namespace {

namespace fs = std::filesystem;

// Only text is looked at: no disk.
std::string Normal(const fs::path& path) {
  return path.lexically_normal().generic_string();
}

bool IsInside(const std::string& normal) {
  return !normal.empty() && normal != "." && !normal.starts_with("/") && normal != ".." &&
         !normal.starts_with("../");
}

}  // namespace

bool MemoryLoader::Add(const std::string& path, std::string text) {
  const std::string normal = Normal(path);
  return IsInside(normal) && texts_.emplace(normal, std::move(text)).second;
}

pipeline::LoadedSource MemoryLoader::Load(const std::string& path, const std::string& importer) {
  pipeline::LoadedSource source;
  source.path = Normal(fs::path(importer).parent_path() / path);
  source.identity = source.path;
  const auto at = texts_.find(source.path);
  if (!IsInside(source.path)) {
    source.error = pipeline::LoadError::OutsideRoot;
  } else if (fs::path(source.path).extension() != ".incent") {
    source.error = pipeline::LoadError::WrongExtension;
  } else if (at == texts_.end()) {
    source.error = pipeline::LoadError::NotFound;
  } else if (at->second.size() > base::kMaxFileBytes) {
    source.error = pipeline::LoadError::TooLarge;
  } else {
    source.text = at->second;
  }
  return source;
}

}  // namespace incent::embed
