#include "compiler/cli/publish_run.h"

#include <filesystem>

#include "compiler/pipeline/ledger_writer.h"
#include "runtime/io/reject_report.h"

namespace incent::cli {
namespace {

std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
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
  write(pipeline::LedgerHeader(format));
  int64_t num_lines = 0;
  for (const PlanOutcome& run : record.outcomes) {
    const ir::Module& module = run.plan->module;
    const pipeline::PlaceNames names{module.datasets, record.load.data, run.outcome.participants};
    const auto go_on = [&](std::string_view text) {
      write(text);
      return true;
    };
    pipeline::WriteLines(module, run.outcome, names, format, record.num_threads, go_on);
    num_lines += static_cast<int64_t>(run.outcome.ledger.size());
  }
  return num_lines;
}

std::optional<io::WriteError> PublishRun(RunRecord record, LedgerFormat format, RunFiles& files) {
  std::vector<io::AtomicFile*> written;
  if (files.rejects) {
    record.rejects = WriteRejects(record.load, *files.rejects);
    written.push_back(&files.rejects->file());
  }
  if (files.ledger) record.ledger = WriteLedgerFile(record, format, *files.ledger);
  if (files.manifest) {
    files.manifest->Write(ManifestText(record));
    written.push_back(&files.manifest->file());
  }
  if (files.ledger) written.push_back(&files.ledger->file());
  return io::PublishInOrder(written);
}

}  // namespace incent::cli
