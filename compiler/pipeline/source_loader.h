#pragma once

#include <cstdint>
#include <string>

// How the pipeline gets at text. It never opens a file itself: the command line reads disks, tests
// and editors give texts from memory.
namespace incent::pipeline {

enum class LoadError : uint8_t {
  None,
  NotFound,
  OutsideRoot,     // the path leaves the project, by `..`, a symbolic link or an absolute path
  NotRegularFile,  // a folder, device or pipe
  WrongExtension,  // not `.incent`
  TooLarge,        // more than base::kMaxFileBytes
  Unreadable,      // the system refused; `reason` says why
};

struct LoadedSource {
  LoadError error = LoadError::None;
  std::string reason;    // Unreadable: the system's own words, English
  std::string path;      // as messages show it
  std::string identity;  // equal for two spellings of one file, so that it is compiled once
  std::string text;
};

class SourceLoader {
 public:
  virtual ~SourceLoader() = default;

  // `path` as written in `use "path"`, relative to `importer`, a LoadedSource::path that this loader
  // gave; an empty importer means the file that the user named. Never touches anything outside the
  // root. A path is not read twice by the pipeline.
  [[nodiscard]] virtual LoadedSource Load(const std::string& path, const std::string& importer) = 0;
};

}  // namespace incent::pipeline
