#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/column/schema.h"
#include "runtime/io/byte_source.h"
#include "runtime/io/loader.h"

namespace incent::io {

// A file of a dataset.
struct InputPath {
  std::string name;  // as messages show it
  std::string path;  // as opened
  FileTypes types = FileTypes::RegularOnly;
};

// Where files are: a folder of the disk, or memory.
class InputFolder {
 public:
  virtual ~InputFolder() = default;
  virtual bool Exists(const std::string& name) const = 0;
  virtual std::string PathOf(const std::string& name) const = 0;
  // Where the file really lies, if links lead out of the folder to it; else empty.
  virtual std::string OutsidePathOf(const std::string& /*name*/) const { return {}; }
  // Null on failure, with an errno.
  virtual std::unique_ptr<ByteSource> Open(const InputPath& path, int* error_number) const = 0;
  // The same for reading at any place; null if that cannot be.
  virtual std::unique_ptr<SeekableFile> OpenSeekable(const InputPath& path) const = 0;
};

std::unique_ptr<InputFolder> MakeDiskFolder(const std::string& path);
// The texts must outlive the folder and its sources; a read gives at most `piece_bytes`.
std::unique_ptr<InputFolder> MakeTextFolder(const std::map<std::string, std::string>& files,
                                            size_t piece_bytes);

// The files to read a dataset from. Empty with an error in `errors`, or with a note if none is needed.
std::vector<InputPath> LocateFiles(const column::DatasetSchema& schema, const LoadOptions& options,
                                   const InputFolder& folder, LoadResult* result);

}  // namespace incent::io
