#include "tests/support/same_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "compiler/interp/payouts.h"
#include "compiler/jit/program.h"
#include "runtime/value/decimal.h"
#include "tests/support/jit_variants.h"

namespace incent {
namespace {

// What stands in a lane, with errors spelled out: their numbers depend on who met them first.
std::string LaneText(const interp::RunState& run, const eval::Lane& lane) {
  if (lane.state == eval::kValue) return value::DecimalToText(lane.value, 0);
  if (lane.state == eval::kNull) return "null";
  const eval::ErrorRecord& error = run.errors.At(lane.state);
  return fmt::format("{} of definition {} in stage {} at {}", value::ErrorCodeName(error.code),
                     error.definition, error.stage, interp::PlaceToText(run, error.place));
}

// Rows of `right` in the order in which `left` has them; empty: the same.
using Order = std::vector<size_t>;

std::string ColumnDifference(const interp::RunState& a, const eval::LaneColumn& left,
                             const interp::RunState& b, const eval::LaneColumn& right, const Order& order,
                             const std::string& name) {
  if (left.size() != right.size())
    return fmt::format("{}: {} rows against {}", name, left.size(), right.size());
  for (size_t row = 0; row < left.size(); ++row) {
    const eval::Lane x = left.At(row);
    const eval::Lane y = right.At(order.empty() ? row : order[row]);
    if (x == y && !eval::IsError(x.state)) continue;
    const std::string expected = LaneText(a, x);
    const std::string got = LaneText(b, y);
    if (expected != got) return fmt::format("{} at row {}: {} against {}", name, row, expected, got);
  }
  return "";
}

// Lines that were left by row, in canonical order.
Order CanonicalOrder(const interp::RunState& run, int set) {
  const interp::Lines& lines = run.space.lines(set);
  if (!lines.by_row) return {};
  const int dataset = run.module.line_sets[static_cast<size_t>(set)].dataset;
  const auto place = [&](size_t line) {
    return std::tuple(lines.people[line], lines.days[line],
                      eval::RowKey(run.input, dataset, lines.rows[line]), lines.rows[line]);
  };
  Order order(lines.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t x, size_t y) { return place(x) < place(y); });
  return order;
}

template <typename T>
bool SameInOrder(const std::vector<T>& left, const std::vector<T>& right, const Order& order) {
  if (order.empty()) return left == right;
  std::vector<T> ordered;
  for (const size_t at : order) ordered.push_back(right[at]);
  return left == ordered;
}

std::string LineDifference(const interp::RunState& a, const interp::RunState& b, int set,
                           const Order& order) {
  const interp::Lines& left = a.space.lines(set);
  const interp::Lines& right = b.space.lines(set);
  const std::string name = "lines " + a.module.line_sets[static_cast<size_t>(set)].name;
  if (left.size() != right.size()) return name + ": not as many";
  if (!SameInOrder(left.rows, right.rows, order) || !SameInOrder(left.people, right.people, order) ||
      !SameInOrder(left.days, right.days, order) || left.num_source_rows != right.num_source_rows)
    return name + " differ";
  if (!right.by_row && left.starts != right.starts) return name + ": other starts";
  std::string difference = ColumnDifference(a, left.share, b, right.share, order, name + ".share");
  if (difference.empty())
    difference = ColumnDifference(a, left.amount, b, right.amount, order, name + ".amount");
  if (difference.empty())
    difference = ColumnDifference(a, left.whole, b, right.whole, order, name + ".whole");
  return difference;
}

std::string LedgerDifference(const eval::Ledger& left, const eval::Ledger& right) {
  if (left.size() != right.size()) return fmt::format("{} payouts against {}", left.size(), right.size());
  for (size_t i = 0; i < left.size(); ++i) {
    if (left[i] != right[i]) return fmt::format("payout {} differs", i);
  }
  return "";
}

// What a run says to the outside.
std::string OutcomeDifference(const eval::Outcome& left, const eval::Outcome& right) {
  const std::string difference = LedgerDifference(left.ledger, right.ledger);
  if (!difference.empty()) return difference;
  if (left.errors.size() != right.errors.size()) return "other errors";
  if (left.broken.size() != right.broken.size()) return "other broken promises";
  for (size_t set = 0; set < left.lines.size(); ++set) {
    const auto counts = [](const eval::LineTotals& lines) {
      return std::tuple(lines.num_rows, lines.num_lines, lines.num_unplaced, lines.num_in_error,
                        lines.amount);
    };
    if (counts(left.lines[set]) != counts(right.lines[set])) return "other totals of lines";
  }
  return "";
}

std::string Difference(const interp::RunResult& expected, const interp::RunResult& got) {
  const interp::RunState& a = *expected.state;
  const interp::RunState& b = *got.state;
  std::string difference;
  std::vector<Order> orders;
  for (size_t set = 0; set < a.module.line_sets.size() && difference.empty(); ++set) {
    orders.push_back(CanonicalOrder(b, static_cast<int>(set)));
    difference = LineDifference(a, b, static_cast<int>(set), orders.back());
  }
  for (size_t k = 0; k < a.outputs.size() && difference.empty(); ++k) {
    const ir::Output& output = a.module.outputs[k];
    const bool is_lines = output.domain.kind == ir::DomainKind::Lines;
    difference =
        ColumnDifference(a, a.outputs[k], b, b.outputs[k],
                         is_lines ? orders[static_cast<size_t>(output.domain.index)] : Order(), output.name);
  }
  return difference.empty() ? OutcomeDifference(expected.outcome, got.outcome) : difference;
}

}  // namespace

std::string DifferenceIn(const JitVariant& variant, const ir::Module& module, const column::InputData& input,
                         const interp::RunResult& expected) {
  if (!codegen::CanCompile()) return "";
  const jit::Program program(module, variant.options);
  std::string difference = Difference(expected, jit::Run(program, input));
  if (difference.empty())
    difference =
        OutcomeDifference(expected.outcome, jit::Run(program, input, {.keep = eval::Keep::Nothing}).outcome);
  return difference.empty() ? "" : fmt::format("{}: {}", variant.name, difference);
}

std::string DifferenceInJit(const ir::Module& module, const column::InputData& input,
                            const interp::RunResult& expected) {
  // The first, and one of the others, as it comes.
  size_t num_insts = 0;
  for (const ir::Stage& stage : module.stages) num_insts += stage.insts.size();
  for (const size_t chosen : {size_t{0}, 1 + num_insts % (kJitVariants.size() - 1)}) {
    std::string difference = DifferenceIn(kJitVariants[chosen], module, input, expected);
    if (!difference.empty()) return difference;
  }
  return "";
}

}  // namespace incent
