#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "runtime/column/key_text.h"
#include "runtime/column/schema.h"
#include "runtime/column/table.h"
#include "runtime/eval/error_record.h"

namespace incent::pipeline {

// What is needed to name rows, people and periods. All three outlive it.
struct PlaceNames {
  const std::vector<column::DatasetSchema>& datasets;
  const column::InputData& input;
  const std::vector<std::string>& participants;
};

// "row `d1` of `Deal`", "`r1` in 2026-03", ...
diag::Bilingual PlaceWords(const eval::Place& place, const PlaceNames& names);

// The same for machines, in one language: "Deal d1", "Deal d1 r1", "r1 2026-03", "r1", "2026-03"; empty for
// the run as a whole.
std::string PlaceKey(const eval::Place& place, const PlaceNames& names);

using column::KeyText;

// Where the place's row lies in the input; `file` is empty if the place is no row of a file.
diag::DataPlace PlaceInData(const eval::Place& place, const column::InputData& input);

}  // namespace incent::pipeline
