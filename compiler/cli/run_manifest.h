#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/pipeline/compile.h"
#include "runtime/eval/outcome.h"
#include "runtime/io/load_result.h"

namespace incent::cli {

// A file that the run wrote.
struct WrittenFile {
  std::string name;    // without folders: it lies beside the manifest
  std::string format;  // "csv", "jsonl"
  std::string sha256;
  int64_t num_bytes = 0;
  int64_t num_lines = 0;  // the header not counted
};

// One plan's run.
struct PlanOutcome {
  const pipeline::CompiledPlan* plan = nullptr;
  eval::Outcome outcome;
};

// Everything that says what a run was made of.
struct RunRecord {
  const pipeline::Compilation& compilation;
  const io::LoadResult& load;
  const std::vector<PlanOutcome>& outcomes;
  int64_t max_rejects = 0;
  int64_t num_doubtful_rows = 0;  // could not be read as a whole, or name nobody
  bool pays_without_rows = false;
  int num_threads = 1;  // that make the lines of the ledger
  WrittenFile ledger;
  WrittenFile rejects;
};

// The manifest: JSON that names plan, data, engine, control totals and outputs by their hashes. Equal runs
// have equal manifests: it holds no times, hosts or users. docs/ledger.md is the reference.
std::string ManifestText(const RunRecord& record);

}  // namespace incent::cli
