#include "compiler/jit/key_evaluator.h"

#include <algorithm>
#include <numeric>

#include "compiler/interp/bind.h"

namespace incent::jit {

using ir::InstId;
using Kind = TableKey::Kind;

namespace {

constexpr ir::Domain kNoRow{.kind = ir::DomainKind::Unit};

}  // namespace

KeyValues ValuesOf(const TableKey& key, const interp::RunState& run, const LineSource& lines,
                   const SweepValues& values) {
  KeyValues all{key, {}};
  switch (key.kind) {
    case Kind::Code:
      all.values = *values.columns.at(key.column).map;
      break;
    case Kind::Person:
      all.values.resize(static_cast<size_t>(run.space.num_people()));
      std::iota(all.values.begin(), all.values.end(), 0);
      break;
    case Kind::Period: {
      const value::Period last = value::PeriodOf(key.granule, lines.last_day());
      for (value::Period at = value::PeriodOf(key.granule, lines.first_day()); at <= last; ++at)
        all.values.push_back(std::max(value::PeriodStart(key.granule, at), lines.first_day()));
      break;
    }
  }
  return all;
}

bool KeyEvaluator::Evaluate(const std::vector<InstId>& chain, const std::vector<KeyValues>& keys,
                            const std::function<bool(const eval::Lane&)>& take) {
  std::vector<interp::Step> steps;
  for (const InstId id : chain) {
    const bool is_key = std::any_of(keys.begin(), keys.end(), [&](const KeyValues& k) {
      return k.key.kind == Kind::Code && k.key.column == id;
    });
    if (!is_key) steps.push_back(BindStep(run_, stage_, id));
  }
  size_t size = 1;
  for (const KeyValues& key : keys) size *= key.values.size();
  interp::Frame frame{.run = run_, .domain = kNoRow, .registers = registers_};
  frame.people.fill(interp::kNowhere);
  frame.source_rows.fill(interp::kNowhere);
  frame.days.fill(0);
  for (size_t first = 0; first < size; first += interp::kBatchRows) {
    frame.count = static_cast<int>(std::min<size_t>(interp::kBatchRows, size - first));
    size_t stride = size;
    for (const KeyValues& key : keys) {
      stride /= key.values.size();
      Place(key, first, stride, frame);
    }
    for (const interp::Step& step : steps) step.op(step, frame);
    for (int i = 0; i < frame.count; ++i) {
      if (!take(registers_[chain.back()].At(i))) return false;
    }
  }
  return true;
}

// Where entries first, first + 1, ... stand; each value of the key holds for `stride` of them.
void KeyEvaluator::Place(const KeyValues& key, size_t first, size_t stride, interp::Frame& frame) {
  const auto place = [&](auto& values) {
    for (size_t i = 0; i < static_cast<size_t>(frame.count); ++i)
      values[i] = key.values[(first + i) / stride % key.values.size()];
  };
  switch (key.key.kind) {
    case Kind::Code:
      registers_[key.key.column].clean = true;
      return place(registers_[key.key.column].values);
    case Kind::Person:
      return place(frame.people);
    case Kind::Period:
      return place(frame.days);
  }
}

}  // namespace incent::jit
