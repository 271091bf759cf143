#include "compiler/interp/line_doubt.h"

#include <algorithm>
#include <map>
#include <utility>

namespace incent::interp {

namespace {

bool HasDoubts(const RunState& run, const ir::Domain& domain) {
  return domain.kind == ir::DomainKind::Lines && !run.space.lines(domain.index).states.empty();
}

// A zero adds nothing to the level of a pay, and nothing of it is shared out among the lines of its row.
Zeros ZerosOf(const ir::Instruction& inst) {
  const bool is_level = inst.op == ir::Op::ScanSum && inst.attributes.count == 1;
  return is_level || inst.op == ir::Op::RoundRow ? Zeros::Known : Zeros::InDoubt;
}

}  // namespace

void DoubtLines(RunState& run, const ir::Domain& domain, Zeros zeros, eval::LaneColumn& column) {
  if (!HasDoubts(run, domain)) return;
  const std::vector<State>& states = run.space.lines(domain.index).states;
  for (size_t line = 0; line < states.size(); ++line) {
    if (states[line] == eval::kValue) continue;
    const Lane lane = column.At(line);
    if (zeros == Zeros::Known && lane == Lane{0, eval::kValue}) continue;
    column.Set(line, {0, run.errors.Stronger(lane.state, states[line])});
  }
}

std::vector<Unplaced> LineDoubts(const RunState& run, int set) {
  std::map<std::pair<int32_t, Day>, Unplaced> strongest;
  for (const Unplaced& row : run.space.lines(set).unplaced) {
    const Day day = row.day_state == eval::kValue ? row.day : kNoDay;
    Unplaced& first = strongest.try_emplace({row.person, day}, row).first->second;
    if (first.error != row.error && run.errors.Stronger(first.error, row.error) == row.error) first = row;
  }
  std::vector<Unplaced> doubts;
  for (const auto& [place, row] : strongest) doubts.push_back(row);
  std::stable_sort(doubts.begin(), doubts.end(), [&](const Unplaced& a, const Unplaced& b) {
    return a.error != b.error && run.errors.Stronger(a.error, b.error) == a.error;
  });
  return doubts;
}

DoubtedOperands::DoubtedOperands(RunState& run, const ir::Domain& domain, const ir::Instruction& inst,
                                 const KeptColumns& kept) {
  for (const ir::InstId operand : inst.operands) {
    columns_.push_back(&kept.at(operand));
    if (!HasDoubts(run, domain)) continue;
    DoubtLines(run, domain, ZerosOf(inst), doubted_.emplace_back(*columns_.back()));
    columns_.back() = &doubted_.back();
  }
}

}  // namespace incent::interp
