#pragma once

#include <string>

#include "compiler/interp/run_state.h"

namespace incent::interp {

// A lane as exact text: "-1234.50", "true", "2026-03-31", "2026-03", the text, the key of a row; "null";
// for an error its code, "error overflow". No unit.
std::string LaneToText(const RunState& run, const types::Type& type, const Lane& lane);

}  // namespace incent::interp
