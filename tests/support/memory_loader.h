#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "compiler/pipeline/source_loader.h"

namespace incent::golden {

// Plans from memory; imports are relative to the importing file, as on a disk.
class MemoryLoader final : public pipeline::SourceLoader {
 public:
  void Add(const std::string& path, std::string text) { texts_[path] = std::move(text); }

  [[nodiscard]] pipeline::LoadedSource Load(const std::string& path, const std::string& importer) override {
    pipeline::LoadedSource source;
    const std::filesystem::path joined = std::filesystem::path(importer).parent_path() / path;
    source.path = joined.lexically_normal().string();
    source.identity = source.path;
    const auto found = texts_.find(source.path);
    if (source.path.starts_with("..")) {
      source.error = pipeline::LoadError::OutsideRoot;
    } else if (found == texts_.end()) {
      source.error = pipeline::LoadError::NotFound;
    } else {
      source.text = found->second;
    }
    return source;
  }

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace incent::golden
