#include "compiler/cli/run_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "compiler/cli/usage_diagnostics.h"
#include "compiler/pipeline/data_diagnostics.h"

namespace incent::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLedgerInFolder = "ledger.csv";

std::optional<LedgerFormat> FormatOf(const fs::path& path) {
  if (path.extension() == ".csv") return LedgerFormat::Csv;
  if (path.extension() == ".jsonl" || path.extension() == ".ndjson") return LedgerFormat::JsonLines;
  return std::nullopt;
}

// Pipes and devices are written as they are; there is no "beside" them.
bool IsSpecial(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

bool IsInput(const std::string& path, const std::vector<std::string>& inputs) {
  std::error_code error;
  for (const std::string& input : inputs) {
    if (fs::equivalent(path, input, error)) return true;
  }
  return false;
}

std::string Beside(const fs::path& ledger, std::string_view ending) {
  fs::path path = ledger;
  path.replace_extension(ending);
  return path.string();
}

// What a path leads to: a file, or a name in a folder that no file has yet.
struct Target {
  dev_t device = 0;
  ino_t number = 0;
  std::string name;
  mode_t mode = S_IFREG;

  bool operator==(const Target& other) const {
    return device == other.device && number == other.number && name == other.name;
  }
};

Target TargetOf(const fs::path& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) == 0) return {status.st_dev, status.st_ino, {}, status.st_mode};
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (stat(folder.c_str(), &status) == 0) return {status.st_dev, status.st_ino, path.filename().string()};
  return {.name = fs::absolute(path).lexically_normal().string()};
}

struct Output {
  diag::Bilingual name;
  Target target;
};

std::vector<Output> OutputsOf(const RunPaths& paths) {
  std::vector<Output> outputs;
  const auto add = [&](const std::string& path, std::string_view english, std::string_view chinese) {
    if (path.empty()) return;
    outputs.push_back({{std::string(english) + " (" + path + ")", std::string(chinese) + "（" + path + "）"},
                       TargetOf(path)});
  };
  add(paths.ledger, "the ledger", "台账");
  add(paths.rejects, "the reject report", "拒绝报告");
  add(paths.manifest, "the manifest", "清单");
  struct stat status{};
  // A pipe takes one thing after the other; but a ledger must be alone in it.
  if (fstat(STDOUT_FILENO, &status) == 0 && (paths.ledger_to_output || S_ISREG(status.st_mode)))
    outputs.push_back({{"standard output", "标准输出"}, {status.st_dev, status.st_ino, {}, status.st_mode}});
  // A terminal or /dev/null holds nothing that could be written over.
  std::erase_if(outputs, [](const Output& output) { return S_ISCHR(output.target.mode); });
  return outputs;
}

bool ChooseLedger(const std::string& out, RunPaths& paths, diag::Diagnostics& diagnostics) {
  if (out == "-") {
    paths.ledger_to_output = true;
    return true;
  }
  fs::path path = out;
  std::error_code error;
  if (out.ends_with('/')) paths.new_folder = out;
  if (out.ends_with('/') || fs::is_directory(path, error)) path /= kLedgerInFolder;
  paths.ledger = path.string();
  if (IsSpecial(path)) {
    paths.format = FormatOf(path).value_or(LedgerFormat::Csv);
    return true;
  }
  const std::optional<LedgerFormat> format = FormatOf(path);
  if (!format) {
    diagnostics.ReportUnplaced(kUnknownOutputFormat, out);
    return false;
  }
  paths.format = *format;
  paths.rejects = Beside(path, ".rejects.csv");
  paths.manifest = Beside(path, ".manifest.json");
  return true;
}

// Null without a path.
std::unique_ptr<HashedFile> OpenIfNamed(const std::string& path) {
  return path.empty() ? nullptr : std::make_unique<HashedFile>(path);
}

}  // namespace

std::optional<RunPaths> ChooseRunPaths(const Arguments& arguments, diag::Diagnostics& diagnostics) {
  RunPaths paths;
  const std::optional<std::string> out = arguments.Value("--out");
  if (out && !ChooseLedger(*out, paths, diagnostics)) return std::nullopt;
  paths.rejects = arguments.ValueOr("--rejects", paths.rejects);
  if (paths.rejects != "-") return paths;
  diagnostics.ReportUnplaced(kBadValue, "--rejects", paths.rejects, "rejects.csv, /dev/stdout");
  return std::nullopt;
}

bool KeepApart(const RunPaths& paths, diag::Diagnostics& diagnostics) {
  const std::vector<Output> outputs = OutputsOf(paths);
  for (size_t i = 0; i < outputs.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (!(outputs[k].target == outputs[i].target)) continue;
      diagnostics.ReportUnplaced(kSameOutputTwice, outputs[k].name, outputs[i].name);
      return false;
    }
  }
  return true;
}

bool SpareInputs(const RunPaths& paths, const std::vector<std::string>& inputs,
                 diag::Diagnostics& diagnostics) {
  for (const std::string& path : {paths.ledger, paths.rejects, paths.manifest}) {
    if (path.empty() || !IsInput(path, inputs)) continue;
    diagnostics.ReportUnplaced(kSameFileTwice, path);
    return false;
  }
  return true;
}

NewFolder::NewFolder(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  std::error_code error;
  // Not the parents: a mistyped path would become a tree of its own.
  is_ours_ = fs::create_directory(path_, error);
  if (!error) return;
  const char* text = strerrordesc_np(error.value());  // in English: error.message() follows the locale
  error_ = io::WriteError{
      .path = path_, .error_number = error.value(), .system_text = text == nullptr ? "" : text};
}

NewFolder::~NewFolder() {
  if (is_ours_) rmdir(path_.c_str());  // fails, as it should, where a file was published
}

RunFiles::RunFiles(const RunPaths& paths)
    : folder(paths.new_folder),
      rejects(OpenIfNamed(paths.rejects)),
      manifest(OpenIfNamed(paths.manifest)),
      ledger(OpenIfNamed(paths.ledger)) {}

std::optional<io::WriteError> RunFiles::Error() const {
  if (folder.error()) return folder.error();
  for (const HashedFile* file : {rejects.get(), manifest.get(), ledger.get()}) {
    if (file != nullptr && file->error()) return file->error();
  }
  return std::nullopt;
}

void HashedFile::Write(std::string_view bytes) {
  file_.Write(bytes);
  sha_.Update(bytes);
  num_bytes_ += static_cast<int64_t>(bytes.size());
}

void ReportWriteError(const io::WriteError& error, diag::Diagnostics& diagnostics) {
  if (error.step == io::WriteStep::SyncFolder) {
    diagnostics.ReportUnplaced(pipeline::kNotSurelyKept, error.path, error.system_text);
    return;
  }
  switch (error.error_number) {
    case ENOSPC:
    case EDQUOT:
      diagnostics.ReportUnplaced(pipeline::kDiskFull, error.path);
      return;
    case EACCES:
    case EPERM:
    case EROFS:
      diagnostics.ReportUnplaced(pipeline::kReadOnly, error.path);
      return;
    default:
      diagnostics.ReportUnplaced(pipeline::kCannotWrite, error.path, error.system_text);
  }
}

}  // namespace incent::cli
