#include "compiler/interp/explain.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/node_maker.h"
#include "compiler/interp/payouts.h"
#include "runtime/column/key_text.h"

namespace incent::interp {

using eval::LedgerRow;
using eval::PayoutStatus;
using trace::Node;
using trace::NodeKind;
using trace::Quantity;

namespace {

// A row of a ledger entry's stage that answers the question, and what the run says of it.
struct Candidate {
  const LedgerColumns* columns = nullptr;
  size_t row = 0;
  LedgerRow payout;

  bool IsZero() const { return payout.status != PayoutStatus::Withheld && payout.earned == 0; }
};

bool Answers(const PayoutKey& key, const LedgerRow& payout) {
  if (!key.row_key.empty() && payout.row_key != key.row_key) return false;
  if (!key.period || !payout.posting) return true;
  return *payout.posting >= value::PeriodStart(key.period->granule, key.period->period) &&
         *payout.posting <= value::PeriodEnd(key.period->granule, key.period->period);
}

bool IsSamePlace(const LedgerRow& a, const LedgerRow& b) {
  return a.credit == b.credit && a.posting == b.posting && a.earned_by == b.earned_by &&
         a.dataset == b.dataset && a.row == b.row;
}

// The published row of the same place; it knows of checks that withhold.
std::optional<LedgerRow> PublishedRow(const eval::Ledger& ledger, const LedgerRow& payout) {
  const eval::Ledger::Range range = ledger.RowsOf(payout.component, payout.participant);
  for (size_t index = range.begin; index < range.end; ++index) {
    const LedgerRow row = ledger[index];
    if (IsSamePlace(row, payout) && (row.earned == payout.earned || row.status == PayoutStatus::Withheld)) {
      return row;
    }
  }
  return std::nullopt;
}

// What is not 0 first, then in the order of the run; of zeros only those that were asked for by name.
std::vector<Candidate> FindCandidates(RunState& run, const eval::Ledger& ledger, ir::ComponentId component,
                                      int32_t person, const PayoutKey& key) {
  std::vector<Candidate> candidates;
  for (const LedgerColumns& columns : run.ledger) {
    const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
    if (stage.ledger[static_cast<size_t>(columns.entry)].component != component) continue;
    for (const size_t row : RowsPaidTo(run, columns, person)) {
      Candidate candidate{&columns, row, DescribePayout(run, columns, row, eval::kValue)};
      if (!Answers(key, candidate.payout)) continue;
      if (const auto published = PublishedRow(ledger, candidate.payout)) candidate.payout = *published;
      candidates.push_back(candidate);
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.IsZero(), a.columns, a.row) < std::tuple(b.IsZero(), b.columns, b.row);
  });
  return candidates;
}

// The row that a published line comes from.
std::optional<Candidate> FindLine(RunState& run, int32_t person, const LedgerRow& line) {
  for (const LedgerColumns& columns : run.ledger) {
    const ir::Stage& stage = run.module.stages[static_cast<size_t>(columns.stage)];
    if (stage.ledger[static_cast<size_t>(columns.entry)].component != line.component) continue;
    for (const size_t row : RowsPaidTo(run, columns, person)) {
      const LedgerRow payout = DescribePayout(run, columns, row, eval::kValue);
      const bool same = IsSamePlace(payout, line) &&
                        (payout.earned == line.earned || line.status == PayoutStatus::Withheld);
      if (same) return Candidate{&columns, row, line};
    }
  }
  return std::nullopt;
}

class PayoutTree {
 public:
  PayoutTree(NodeMaker& maker, const ir::Component& component) : maker_(maker), component_(component) {}

  Node Root(const std::vector<Candidate>& candidates, const PayoutKey& key, int max_payouts) {
    Node root;
    root.kind = NodeKind::Payouts;
    root.id = maker_.NewId();
    root.code = component_.name;
    root.label = (component_.label.empty() ? component_.name : component_.label) + ", " +
                 column::KeyText(key.participant);
    if (key.period) root.label += ", " + value::PeriodToText(key.period->granule, key.period->period);
    if (!key.row_key.empty()) root.label += ", " + column::KeyText(key.row_key);
    if (component_.definition != ir::kNone) {
      root.span =
          NodeMaker::SpanOf(maker_.module().definitions[static_cast<size_t>(component_.definition)].span);
    }
    AddUp(candidates, root);
    const auto shown = std::min(candidates.size(), static_cast<size_t>(max_payouts));
    for (const size_t k : MostImportant(candidates, shown)) root.children.push_back(Payout(candidates[k]));
    return root;
  }

  // One row of the ledger.
  Node Payout(const Candidate& candidate) {
    const LedgerRow& payout = candidate.payout;
    const int stage_index = candidate.columns->stage;
    const ir::Stage& stage = maker_.module().stages[static_cast<size_t>(stage_index)];
    const ir::InstId value = stage.ledger[static_cast<size_t>(candidate.columns->entry)].value;
    maker_.CheckReplay(stage.domain, candidate.row, maker_.LanesAt(stage_index, candidate.row)[value],
                       candidate.columns->values.At(candidate.row));
    Node node;
    node.kind = NodeKind::Payout;
    node.id = maker_.NewId();
    node.code = component_.name;
    node.value = AmountOf(payout);
    node.status = PayoutStatusName(payout.status);
    if (payout.posting) node.posting = value::DateToText(*payout.posting);
    if (payout.earned_by >= 0)
      node.earned_by = column::KeyText(maker_.run().space.PersonKey(payout.earned_by));
    if (payout.dataset >= 0) node.row = maker_.RowOf(payout.dataset, payout.row);
    if (payout.status == PayoutStatus::Withheld) node.cause = CauseOf(payout);
    node.children = maker_.Clauses(stage_index, candidate.row, value);
    return node;
  }

 private:
  Quantity AmountOf(const LedgerRow& payout) const {
    Quantity amount = maker_.QuantityOf(component_.type, {payout.earned});
    if (payout.status != PayoutStatus::Withheld) return amount;
    amount.state = Quantity::State::Error;
    amount.text = ErrorCodeName(payout.cause.code);
    return amount;
  }

  // How much a payout matters: what is withheld most.
  static Int128 WeightOf(const LedgerRow& payout) {
    return payout.status == PayoutStatus::Withheld ? value::kMaxMantissa : payout.earned;
  }

  void AddUp(const std::vector<Candidate>& candidates, Node& root) {
    value::ExactSum sum;
    value::ExactSum listed;
    const LedgerRow* withheld = nullptr;
    std::vector<Weighed> weights;
    for (size_t k = 0; k < candidates.size(); ++k) {
      const LedgerRow& payout = candidates[k].payout;
      if (candidates[k].IsZero()) continue;
      sum.Add(payout.earned);
      weights.push_back({WeightOf(payout), k});
      if (payout.status == PayoutStatus::Withheld && withheld == nullptr) withheld = &payout;
    }
    root.count = static_cast<int64_t>(weights.size());
    for (const size_t k : Heaviest(weights)) {
      root.largest.push_back(ContributionOf(candidates[k]));
      listed.Add(candidates[k].payout.earned);
    }
    Lane total;
    Lane largest;
    if (!sum.Get(&total.value)) total.value = 0;
    if (listed.Get(&largest.value) && weights.size() > root.largest.size()) {
      root.rest = maker_.QuantityOf(component_.type, {total.value - largest.value});
    }
    root.value = withheld != nullptr ? AmountOf(*withheld) : maker_.QuantityOf(component_.type, total);
  }

  trace::Contribution ContributionOf(const Candidate& candidate) const {
    const ir::Domain& domain = maker_.module().stages[static_cast<size_t>(candidate.columns->stage)].domain;
    return maker_.ContributionOf(domain, candidate.row, AmountOf(candidate.payout));
  }

  // Numbers of the largest payouts, in the order of the run.
  static std::vector<size_t> MostImportant(const std::vector<Candidate>& candidates, size_t count) {
    std::vector<size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), size_t{0});
    const auto weight = [&](size_t k) { return value::Magnitude(WeightOf(candidates[k].payout)); };
    std::sort(order.begin(), order.end(),
              [&](size_t a, size_t b) { return weight(a) != weight(b) ? weight(a) > weight(b) : a < b; });
    order.resize(count);
    std::sort(order.begin(), order.end());
    return order;
  }

  trace::Cause CauseOf(const LedgerRow& payout) const {
    const eval::Place& place = payout.cause.place;
    trace::Cause cause{std::string(ErrorCodeName(payout.cause.code)),
                       maker_.DefinitionName(payout.cause.definition),
                       PlaceToText(maker_.run(), place),
                       {}};
    if (place.row >= 0 && place.dataset >= 0) cause.row = maker_.RowOf(place.dataset, place.row);
    return cause;
  }

  NodeMaker& maker_;
  const ir::Component& component_;
};

}  // namespace

Explainer::Explainer(const Program& program, const RunResult& result, ExplainOptions options)
    : program_(program),
      result_(result),
      options_(options),
      maker_(std::make_unique<NodeMaker>(program, *result.state, options)) {}

Explainer::~Explainer() = default;

trace::Trace Explainer::Explain(const PayoutKey& key) {
  trace::Trace trace;
  trace.component = key.component;
  trace.participant = column::KeyText(key.participant);
  trace.row_key = column::KeyText(key.row_key);
  if (key.period) trace.period = value::PeriodToText(key.period->granule, key.period->period);
  const std::vector<ir::Component>& components = program_.module().components;
  const auto component = std::find_if(components.begin(), components.end(),
                                      [&](const ir::Component& c) { return c.name == key.component; });
  RunState& run = *result_.state;
  const int32_t person = run.space.FindPerson(key.participant);
  trace.found = component != components.end() && person != kNowhere;
  if (!trace.found) return trace;
  maker_->Reset();
  const auto candidates = FindCandidates(
      run, result_.outcome.ledger, static_cast<ir::ComponentId>(component - components.begin()), person, key);
  trace.found = key.row_key.empty() || !candidates.empty();
  if (!trace.found) return trace;
  trace.root = PayoutTree(*maker_, *component).Root(candidates, key, options_.max_payouts);
  trace.reproduced = maker_->reproduced();
  trace.shortened = maker_->shortened();
  return trace;
}

trace::Trace Explainer::ExplainLine(const LedgerRow& line) {
  const ir::Component& component = program_.module().components[static_cast<size_t>(line.component)];
  RunState& run = *result_.state;
  const std::string& participant = result_.outcome.participants[static_cast<size_t>(line.participant)];
  PayoutKey key{component.name, participant, std::nullopt, std::string(line.row_key)};
  trace::Trace trace;
  trace.component = component.name;
  trace.participant = column::KeyText(participant);
  trace.row_key = column::KeyText(line.row_key);
  maker_->Reset();
  const std::optional<Candidate> candidate = FindLine(run, run.space.FindPerson(participant), line);
  trace.found = candidate.has_value();
  if (!candidate) return trace;
  if (line.period) {
    key.period = value::ParsedPeriod{program_.module().pays, *line.period};
    trace.period = value::PeriodToText(program_.module().pays, *line.period);
  }
  trace.root = PayoutTree(*maker_, component).Root({*candidate}, key, 1);
  trace.reproduced = maker_->reproduced();
  trace.shortened = maker_->shortened();
  return trace;
}

trace::Trace Explainer::ExplainValue(ir::OutputId id, const ProbeKey& key) {
  const ir::Output& output = program_.module().outputs[static_cast<size_t>(id)];
  RunState& run = *result_.state;
  trace::Trace trace;
  trace.component = output.name;
  trace.participant = key.participant;
  trace.row_key = key.row_key;
  const std::vector<size_t> rows = RowsOf(run, id, key);
  trace.found = !rows.empty();
  if (!trace.found) return trace;
  maker_->Reset();
  trace.root.kind = NodeKind::Definition;
  trace.root.id = maker_->NewId();
  trace.root.code = output.name;
  trace.root.label = maker_->DefinitionName(output.value_of);
  trace.root.value = maker_->QuantityOf(output.type, ValueAt(run, id, key).lane);
  const auto shown = std::min(rows.size(), static_cast<size_t>(options_.max_payouts));
  for (size_t k = 0; k < shown; ++k) trace.root.children.push_back(maker_->OutputValue(id, rows[k]));
  trace.reproduced = maker_->reproduced();
  trace.shortened = maker_->shortened() || shown < rows.size();
  return trace;
}

}  // namespace incent::interp
