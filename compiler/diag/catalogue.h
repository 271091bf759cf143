#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/diag/diagnostic.h"

// A stage lists its kinds in a constexpr array and exposes it from its diagnostics.h:
//
//     inline constexpr const diag::DiagnosticKind* kAllDiagnostics[] = {&kTierBoundType, ...};
//     constexpr diag::Catalogue AllDiagnostics() { return kAllDiagnostics; }
//
// Whoever knows all stages (pipeline, cli) puts the catalogues of the stages into one list.
namespace incent::diag {

using Catalogue = std::span<const DiagnosticKind* const>;

// The kind with `code`, in any of `catalogues`; nullptr if there is none. Case does not matter.
const DiagnosticKind* FindDiagnostic(std::span<const Catalogue> catalogues, std::string_view code);

// What `incent check --explain CODE` prints: code, severity, message and explanation.
std::string RenderExplanation(const DiagnosticKind& kind, Language language);

}  // namespace incent::diag
