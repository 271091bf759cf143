#pragma once

#include "compiler/diag/diagnostic.h"
#include "compiler/interp/run_state.h"
#include "compiler/types/type.h"

namespace incent::pipeline {

// A value as people write it in plans: `29000.00 CNY`, `90%`, `2026-03-31`, `"core"`. Absent values and
// errors are said in words.
diag::Bilingual ValueText(const eval::Lane& lane, const types::Type& type, const interp::RunState& run);

// A number alone: rates as percentages, money with at least its minor units.
std::string NumberText(value::Int128 mantissa, const types::Type& type);

}  // namespace incent::pipeline
