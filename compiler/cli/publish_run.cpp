#include "compiler/cli/publish_run.h"

#include <filesystem>
#include <memory>

#include "compiler/pipeline/ledger_text.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/io/reject_report.h"

namespace incent::cli {
namespace {

std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// Null without a path.
std::unique_ptr<HashedFile> OpenIfNamed(const std::string& path) {
  return path.empty() ? nullptr : std::make_unique<HashedFile>(path);
}

WrittenFile WriteRejects(const io::LoadResult& load, HashedFile& file) {
  io::WriteRejectReport(load.rejects, load.total_rejects, [&](std::string_view text) { file.Write(text); });
  return {NameOf(file.file().path()), "csv", file.FinishHex(), file.num_bytes(),
          static_cast<int64_t>(load.rejects.size())};
}

WrittenFile WriteLedgerFile(const RunRecord& record, LedgerFormat format, HashedFile& file) {
  const int64_t num_lines = WriteLedger(record, format, [&](std::string_view text) { file.Write(text); });
  return {NameOf(file.file().path()), format == LedgerFormat::Csv ? "csv" : "jsonl", file.FinishHex(),
          file.num_bytes(), num_lines};
}

}  // namespace

int64_t WriteLedger(const RunRecord& record, LedgerFormat format,
                    const std::function<void(std::string_view)>& write) {
  if (format == LedgerFormat::Csv) write(pipeline::LedgerCsvHeader());
  int64_t num_lines = 0;
  for (const PlanOutcome& run : record.outcomes) {
    const ir::Module& module = run.plan->module;
    const pipeline::PlaceNames names{module.datasets, record.load.data, run.outcome.participants};
    for (const eval::LedgerRow& row : run.outcome.ledger) {
      const pipeline::LedgerLine line = pipeline::MakeLedgerLine(module, run.outcome, row, names);
      write(format == LedgerFormat::Csv ? pipeline::LedgerCsvLine(line) : pipeline::LedgerJsonLine(line));
      ++num_lines;
    }
  }
  return num_lines;
}

std::optional<io::WriteError> PublishRun(RunRecord record, const RunPaths& paths) {
  const std::unique_ptr<HashedFile> rejects = OpenIfNamed(paths.rejects);
  const std::unique_ptr<HashedFile> manifest = OpenIfNamed(paths.manifest);
  const std::unique_ptr<HashedFile> ledger = OpenIfNamed(paths.ledger);
  std::vector<io::AtomicFile*> files;
  if (rejects) {
    record.rejects = WriteRejects(record.load, *rejects);
    files.push_back(&rejects->file());
  }
  if (ledger) record.ledger = WriteLedgerFile(record, paths.format, *ledger);
  if (manifest) {
    manifest->Write(ManifestText(record));
    files.push_back(&manifest->file());
  }
  if (ledger) files.push_back(&ledger->file());
  return io::PublishInOrder(files);
}

}  // namespace incent::cli
