#pragma once

#include <map>
#include <string>

#include "compiler/pipeline/source_loader.h"

namespace incent::embed {

// Files that somebody gave as texts. Paths are relative, with `/`; `.` and `..` in them are resolved.
class MemoryLoader final : public pipeline::SourceLoader {
 public:
  // False if there is one with that path already, or the path leaves the root.
  [[nodiscard]] bool Add(const std::string& path, std::string text);
  [[nodiscard]] pipeline::LoadedSource Load(const std::string& path, const std::string& importer) override;

 private:
  std::map<std::string, std::string> texts_;  // by normal path
};

}  // namespace incent::embed
