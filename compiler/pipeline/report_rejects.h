#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "runtime/column/schema.h"
#include "runtime/column/table.h"

namespace incent::pipeline {

struct RejectReportOptions {
  size_t max_per_kind = 20;  // more are counted in a note; the reject report has them all
  // The data, whose keys are proposed where a reference names nobody but nearly one of them. Null: none are.
  const column::InputData* input = nullptr;
};

// One diagnostic for each reject, by kind, in the order of the list; references that name nobody by one key
// are one reject. Says which row and what the schema asks for, never what the cell holds.
void ReportRejects(const std::vector<column::Reject>& rejects,
                   const std::vector<column::DatasetSchema>& datasets, diag::Diagnostics& diagnostics,
                   const RejectReportOptions& options = {});

// What the schema asks for in a rejected cell: "at most 2 decimals", "最多 2 位小数".
diag::Bilingual ExpectedWords(const column::Reject& reject,
                              const std::vector<column::DatasetSchema>& datasets);

// The code of the reject's kind, "E0603".
std::string_view RejectCode(column::RejectReason reason);

}  // namespace incent::pipeline
