#include "runtime/io/input_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "runtime/io/formats.h"

namespace incent::io {
namespace {

class DiskFolder final : public InputFolder {
 public:
  explicit DiskFolder(const std::string& path) : path_(path) {}

  bool Exists(const std::string& name) const override {
    struct stat status{};
    return stat(PathOf(name).c_str(), &status) == 0 || errno != ENOENT;
  }

  std::string PathOf(const std::string& name) const override {
    if (path_.empty() || path_ == ".") return name;
    return path_.ends_with('/') ? path_ + name : path_ + "/" + name;
  }

  std::string OutsidePathOf(const std::string& name) const override {
    std::error_code error;
    const std::filesystem::path file = std::filesystem::canonical(PathOf(name), error);
    const std::filesystem::path folder = std::filesystem::canonical(path_.empty() ? "." : path_, error);
    const std::filesystem::path inside = file.lexically_relative(folder);
    return error || inside.empty() || *inside.begin() != ".." ? std::string() : file.string();
  }

  std::unique_ptr<ByteSource> Open(const InputPath& path, int* error_number) const override {
    return OpenFileSource(path.path, path.types, error_number);
  }
  std::unique_ptr<SeekableFile> OpenSeekable(const InputPath& path) const override {
    return OpenSeekableFile(path.path);
  }

 private:
  std::string path_;
};

class TextFolder final : public InputFolder {
 public:
  TextFolder(const std::map<std::string, std::string>& files, size_t piece_bytes)
      : files_(files), piece_bytes_(piece_bytes) {}

  bool Exists(const std::string& name) const override { return files_.contains(name); }
  std::string PathOf(const std::string& name) const override { return name; }

  std::unique_ptr<ByteSource> Open(const InputPath& path, int* error_number) const override {
    const auto file = files_.find(path.path);
    *error_number = file == files_.end() ? ENOENT : 0;
    return file == files_.end() ? nullptr : MakeTextSource(file->second, piece_bytes_);
  }
  std::unique_ptr<SeekableFile> OpenSeekable(const InputPath& path) const override {
    const auto file = files_.find(path.path);
    return file == files_.end() ? nullptr : MakeSeekableText(file->second, piece_bytes_);
  }

 private:
  const std::map<std::string, std::string>& files_;
  size_t piece_bytes_;
};

// A plan may come from somebody else; it says what its files are called, not where on the
// machine to look.
bool StaysInFolder(const std::string& name) {
  return !name.starts_with('/') && ("/" + name + "/").find("/../") == std::string::npos &&
         name.find('\0') == std::string::npos;
}

// The names of a dataset's default file that are there.
std::vector<std::string> DefaultNames(const column::DatasetSchema& schema, const InputFolder& folder) {
  std::vector<std::string> names = {schema.source};
  if (schema.source.empty()) {
    names.clear();
    for (const Format& format : Formats()) names.push_back(schema.name + std::string(format.extension));
  }
  std::erase_if(names, [&](const std::string& name) { return !folder.Exists(name); });
  return names;
}

bool IsUsed(const column::DatasetSchema& schema) {
  return std::ranges::any_of(schema.fields, [](const column::FieldSchema& field) { return field.in_use; });
}

}  // namespace

std::unique_ptr<InputFolder> MakeDiskFolder(const std::string& path) {
  return std::make_unique<DiskFolder>(path);
}

std::unique_ptr<InputFolder> MakeTextFolder(const std::map<std::string, std::string>& files,
                                            size_t piece_bytes) {
  return std::make_unique<TextFolder>(files, piece_bytes);
}

std::vector<InputPath> LocateFiles(const column::DatasetSchema& schema, const LoadOptions& options,
                                   const InputFolder& folder, LoadResult* result) {
  std::vector<InputPath> paths;
  const auto given = options.overrides.find(schema.name);
  if (given != options.overrides.end()) {
    for (const std::string& path : given->second) {
      paths.push_back({.name = path, .path = path, .types = FileTypes::RegularOrPipe});
    }
    return paths;
  }
  const std::string wanted =
      schema.source.empty() ? schema.name + std::string(Formats().front().extension) : schema.source;
  if (!StaysInFolder(wanted)) {
    result->errors.push_back({.failure = LoadFailure::OutsideFolder, .dataset = schema.name, .path = wanted});
    return {};
  }
  const std::vector<std::string> names = DefaultNames(schema, folder);
  if (names.size() > 1) {
    // Nobody can say which is newer, or whether both are meant.
    result->errors.push_back({.failure = LoadFailure::TwoFiles,
                              .dataset = schema.name,
                              .path = folder.PathOf(names[0]),
                              .other_path = folder.PathOf(names[1])});
    return {};
  }
  if (names.size() == 1) {
    const std::string outside = folder.OutsidePathOf(names[0]);
    if (!outside.empty()) {
      result->notes.push_back({.kind = NoteKind::LeadsOutside,
                               .dataset = schema.name,
                               .file = folder.PathOf(names[0]),
                               .names = {outside}});
    }
    return {{.name = names[0], .path = folder.PathOf(names[0])}};
  }
  if (IsUsed(schema)) {
    result->errors.push_back({.failure = LoadFailure::NotFound,
                              .dataset = schema.name,
                              .path = folder.PathOf(wanted),
                              .error_number = ENOENT});
  } else {
    result->notes.push_back({.kind = NoteKind::NoFileNeeded, .dataset = schema.name, .file = wanted});
  }
  return {};
}

}  // namespace incent::io
