#include "compiler/source/source_set.h"

#include <utility>

#include "compiler/base/check.h"

namespace incent::source {

FileId SourceSet::Add(std::string path, std::string text) {
  const FileId id{static_cast<uint32_t>(files_.size())};
  auto file = std::make_unique<SourceFile>();
  file->id = id;
  file->path = std::move(path);
  file->text = std::move(text);
  file->lines = LineMap(file->text);
  files_.push_back(std::move(file));
  return id;
}

const SourceFile& SourceSet::file(FileId id) const {
  INCENT_CHECK(id.index() < files_.size());
  return *files_[id.index()];
}

}  // namespace incent::source
