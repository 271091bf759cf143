#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/ir/module.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/eval/outcome.h"
#include "runtime/value/error_code.h"

namespace incent::pipeline {

// One diagnostic for each kind of error of a run, at the text of its definition: the first place where it
// arose, how many there are, and how many payouts are withheld because of it. Errors that withhold nothing
// are left out: nobody is paid differently because of them.
void ReportErrors(const std::vector<eval::RunError>& errors, const ir::Module& module,
                  const PlaceNames& names, diag::Diagnostics& diagnostics);

// The code of a value's error, "E0701". ErrorCode::None: the amount was absent.
std::string_view ErrorDiagnosticCode(value::ErrorCode code);

// Its message, for a definition and a place.
diag::Message ErrorMessage(value::ErrorCode code, const std::string& definition,
                           const diag::Bilingual& place);

}  // namespace incent::pipeline
