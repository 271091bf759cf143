#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cli/arguments.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/pipeline/ledger_writer.h"
#include "runtime/io/atomic_file.h"
#include "runtime/io/load_result.h"
#include "runtime/io/sha256.h"

namespace incent::cli {

using pipeline::LedgerFormat;

// Where a run writes. Empty paths are not written.
struct RunPaths {
  bool ledger_to_output = false;  // to standard output, and then `ledger` is empty
  std::string new_folder;         // of the ledger, made if it does not exist
  std::string ledger;
  std::string rejects;
  std::string manifest;
  LedgerFormat format = LedgerFormat::Csv;
};

// From --out and --rejects; a folder gets DIR/ledger.csv, also one that does not exist yet (DIR/), and the
// other two files lie beside the ledger: ledger.rejects.csv, ledger.manifest.json. Standard output (-), a
// pipe or a device gets the ledger alone. nullopt after a usage error.
std::optional<RunPaths> ChooseRunPaths(const Arguments& arguments, diag::Diagnostics& diagnostics);

// False after a usage error: two outputs, standard output among them, are one file, however it is named.
[[nodiscard]] bool KeepApart(const RunPaths& paths, diag::Diagnostics& diagnostics);

// False after a usage error: one of the paths is that of an input.
[[nodiscard]] bool SpareInputs(const RunPaths& paths, const std::vector<std::string>& inputs,
                               diag::Diagnostics& diagnostics);

// A file that will be published, counted and hashed while it is written.
class HashedFile {
 public:
  explicit HashedFile(const std::string& path) : file_(path) {}

  void Write(std::string_view bytes);
  io::AtomicFile& file() { return file_; }
  const std::optional<io::WriteError>& error() const { return file_.error(); }
  int64_t num_bytes() const { return num_bytes_; }
  // Once, when everything is written.
  std::string FinishHex() { return sha_.FinishHex(); }

 private:
  io::AtomicFile file_;
  io::Sha256 sha_;
  int64_t num_bytes_ = 0;
};

// A folder that stays only if something comes to lie in it.
class NewFolder {
 public:
  // Makes the folder if its parent exists and it does not. An empty path: nothing is made.
  explicit NewFolder(std::string path);
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  const std::optional<io::WriteError>& error() const { return error_; }

 private:
  std::string path_;
  bool is_ours_ = false;
  std::optional<io::WriteError> error_;
};

// The files of a run, opened before anything is read or computed: a folder that does not exist or cannot be
// written is known at once. What is not published leaves nothing behind.
struct RunFiles {
  explicit RunFiles(const RunPaths& paths);
  // Why one of them cannot be written; nullopt while all can.
  std::optional<io::WriteError> Error() const;

  NewFolder folder;  // outlives the files: their temporary ones lie in it
  // Null where the run does not write it.
  std::unique_ptr<HashedFile> rejects;
  std::unique_ptr<HashedFile> manifest;
  std::unique_ptr<HashedFile> ledger;
};

// Says why a file could not be written.
void ReportWriteError(const io::WriteError& error, diag::Diagnostics& diagnostics);

}  // namespace incent::cli
