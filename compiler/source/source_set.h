#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/line_map.h"
#include "compiler/source/span.h"

// The texts of one compilation, in memory. Nothing here knows about disks.
namespace incent::source {

struct SourceFile {
  FileId id;
  std::string path;  // as messages show it
  std::string text;  // at most 4 GiB; syntax allows far less
  LineMap lines;

  std::string_view Text(Span span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
  Position PositionAt(uint32_t offset) const { return lines.PositionAt(text, offset); }
};

// Owns the files. A file never moves or changes once added.
class SourceSet {
 public:
  FileId Add(std::string path, std::string text);

  const SourceFile& file(FileId id) const;
  size_t size() const { return files_.size(); }

  std::string_view Text(Span span) const { return file(span.file).Text(span); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace incent::source
