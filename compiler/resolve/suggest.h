#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostics.h"

namespace incent::resolve {

// The candidate that `name` was most likely meant to be: by edit distance over code points, at most a
// third of the longer name; among equals by the longest common beginning, then the first. nullopt if none is
// close.
std::optional<std::string> Suggest(std::string_view name, const std::vector<std::string>& candidates);

// Nobody reads hundreds of suggestions, and each costs a look at all candidates.
inline constexpr size_t kMaxErrorsWithSuggestion = 100;

// The same for a name that was just reported. `candidates` is called where a suggestion is still wanted.
template <typename Candidates>
std::optional<std::string> SuggestOneOf(const diag::Diagnostics& diags, std::string_view name,
                                        Candidates candidates) {
  if (diags.num_errors() > kMaxErrorsWithSuggestion) return std::nullopt;
  return Suggest(name, candidates());
}

}  // namespace incent::resolve
