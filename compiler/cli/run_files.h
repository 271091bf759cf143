#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cli/arguments.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/pipeline/ledger_text.h"
#include "runtime/io/atomic_file.h"
#include "runtime/io/load_result.h"
#include "runtime/io/sha256.h"

namespace incent::cli {

enum class LedgerFormat : uint8_t { Csv, JsonLines };

// Where a run writes. Empty paths are not written.
struct RunPaths {
  bool ledger_to_output = false;  // to standard output, and then `ledger` is empty
  std::string ledger;
  std::string rejects;
  std::string manifest;
  LedgerFormat format = LedgerFormat::Csv;
};

// From --out and --rejects; a folder gets DIR/ledger.csv, and the other two files lie beside the ledger:
// ledger.rejects.csv, ledger.manifest.json. Standard output (-), a pipe or a device gets the ledger alone.
// nullopt after a usage error, such as the path of an input.
std::optional<RunPaths> ChooseRunPaths(const Arguments& arguments, const std::vector<std::string>& inputs,
                                       diag::Diagnostics& diagnostics);

// A file that will be published, counted and hashed while it is written.
class HashedFile {
 public:
  explicit HashedFile(const std::string& path) : file_(path) {}

  void Write(std::string_view bytes);
  io::AtomicFile& file() { return file_; }
  int64_t num_bytes() const { return num_bytes_; }
  // Once, when everything is written.
  std::string FinishHex() { return sha_.FinishHex(); }

 private:
  io::AtomicFile file_;
  io::Sha256 sha_;
  int64_t num_bytes_ = 0;
};

// Says why a file could not be written.
void ReportWriteError(const io::WriteError& error, diag::Diagnostics& diagnostics);

}  // namespace incent::cli
