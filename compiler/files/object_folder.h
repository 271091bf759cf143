#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "compiler/codegen/object_store.h"

namespace incent::files {

struct ObjectFolderOptions {
  // Of all objects together, in bytes. What was not used for longest goes first.
  uint64_t max_bytes = uint64_t{64} << 20;
};

// Objects as files of a folder, one each, named by the SHA-256 of their key. Any number of processes may use
// it at once. Nothing about it is an error: where the folder cannot be used, nothing is found or kept.
//
// What is found is executed, so it must be the user's own. The folder is made with mode 0700, and is not used
// if it is another user's or if others may write to it; a file begins with the SHA-256 of what it holds and
// of its key, and counts for nothing where it differs.
class ObjectFolder final : public codegen::ObjectStore {
 public:
  // Touches nothing before the first use. Folders above `path` are made as well.
  explicit ObjectFolder(std::string path, const ObjectFolderOptions& options = {});
  ~ObjectFolder() override;
  ObjectFolder(const ObjectFolder&) = delete;
  ObjectFolder& operator=(const ObjectFolder&) = delete;

  std::optional<std::string> Find(std::string_view key) override;
  void Keep(std::string_view key, std::string_view object) override;

 private:
  int Folder();  // a descriptor; -1: not to be used
  bool Write(const std::string& name, std::string_view header, std::string_view object);
  void RemoveOldest();

  const std::string path_;
  const ObjectFolderOptions options_;
  std::once_flag is_opened_;
  int folder_ = -1;
  std::atomic<uint64_t> num_unchecked_{0};  // bytes written since the size of the folder was last seen
};

}  // namespace incent::files
