#pragma once

#include <map>
#include <string>
#include <tuple>

#include "runtime/value/int128.h"
#include "tests/property/payroll.h"

// Sums of payouts, and amounts computed without the engine.
namespace incent::property {

// Cents by participant and the period of `granule` in which they were posted. Zero sums have no entry.
using Sums = std::map<std::tuple<std::string, value::Period>, int64_t>;
Sums SumBy(value::Granule granule, const Paid& paid, const std::string& component = "commission");

// Cents by source row.
using RowSums = std::map<std::string, int64_t>;
RowSums SumByRow(const Paid& paid, const std::string& component = "commission");

// numerator / denominator, ties away from zero.
int64_t HalfUp(value::Int128 numerator, value::Int128 denominator);

bool IsIn2026(value::Day day);

// "r1 2026-03: 12.34 and 12.35", of the first entry that differs; nothing if none does.
std::string Difference(const Sums& one, const Sums& other, value::Granule granule);

}  // namespace incent::property
