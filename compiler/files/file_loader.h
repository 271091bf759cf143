#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/pipeline/source_loader.h"

namespace incent::files {

// Reads plans from disk, and never outside their project.
//
// The root is the nearest folder above the named plan that holds an `incent.toml`, else the plan's own
// folder. Imports are opened by the kernel beneath the root, so that neither `..` nor a symbolic link
// nor a race between looking and opening can leave it.
class FileLoader final : public pipeline::SourceLoader {
 public:
  FileLoader() = default;
  ~FileLoader() override;
  FileLoader(const FileLoader&) = delete;
  FileLoader& operator=(const FileLoader&) = delete;

  [[nodiscard]] pipeline::LoadedSource Load(const std::string& path, const std::string& importer) override;

  // True if the plan that the user named could not be read: a matter of files, not of the plan.
  bool plan_is_unreadable() const { return plan_is_unreadable_; }
  // The folder of the named plan, for data beside it.
  const std::string& plan_folder() const { return plan_folder_; }

 private:
  pipeline::LoadedSource LoadPlan(const std::string& path);
  pipeline::LoadedSource LoadImport(const std::string& path, const std::string& importer);
  pipeline::LoadedSource Read(int descriptor, std::string shown);
  void ChooseRoot(const std::string& folder);

  int root_ = -1;          // descriptor of the root folder
  std::string root_path_;  // canonical
  std::string plan_folder_;
  bool plan_is_unreadable_ = false;
  std::map<std::string, std::string> places_;  // shown path -> path beneath the root, canonical
};

}  // namespace incent::files
