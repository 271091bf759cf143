#include "compiler/cli/catalogues.h"

#include <array>

#include "compiler/check/count_diagnostics.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repair_diagnostics.h"
#include "compiler/check/trap_diagnostics.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/import_diagnostics.h"
#include "compiler/pipeline/partition_diagnostics.h"
#include "compiler/pipeline/run_diagnostics.h"
#include "compiler/pipeline/test_diagnostics.h"
#include "compiler/resolve/diagnostics.h"
#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/draft_diagnostics.h"

namespace incent::cli {

std::span<const diag::Catalogue> AllCatalogues() {
  static constexpr std::array kCatalogues = {
      syntax::AllDiagnostics(),
      syntax::AllDraftDiagnostics(),
      resolve::AllDiagnostics(),
      check::AllDiagnostics(),
      pipeline::AllImportDiagnostics(),
      pipeline::AllDataDiagnostics(),
      pipeline::AllRunDiagnostics(),
      pipeline::AllTestDiagnostics(),
      AllUsageDiagnostics(),
      pipeline::AllPartitionDiagnostics(),
      check::AllCountDiagnostics(),
      check::AllTrapDiagnostics(),
      check::AllRepairDiagnostics(),
  };
  return kCatalogues;
}

}  // namespace incent::cli
