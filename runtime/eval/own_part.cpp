#include "runtime/eval/own_part.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace incent::eval {
namespace {

// The payouts that stay, with the causes that they name.
class OwnLedger {
 public:
  OwnLedger(const Ledger& all, const std::vector<bool>& is_own) : all_(all), is_own_(is_own) {}

  Ledger Make(const column::InputData& input, value::Granule pays) {
    Ledger ledger(input, pays);
    for (const LedgerPart& part : all_.parts()) ledger.Add(OwnOf(part));
    ledger.SetCauses(std::move(causes_));
    ledger.Sort();
    return ledger;
  }

 private:
  // What belongs to nobody is not withheld from anybody else either, so it stays.
  bool IsOwn(const LedgerPart& part, size_t at) const {
    const int32_t earned_by = part.EarnedByAt(at);
    const int32_t person = earned_by >= 0 ? earned_by : part.participants[at];
    return person < 0 || is_own_[static_cast<size_t>(person)];
  }

  Lane Amount(const LedgerPart& part, size_t at) {
    Lane lane = part.amounts.At(at);
    if (!IsError(lane.state)) return lane;
    const auto [known, fresh] =
        states_.try_emplace(lane.state, kFirstError + static_cast<State>(causes_.size()));
    if (fresh) causes_.push_back(all_.CauseOf(lane.state));
    lane.state = known->second;
    return lane;
  }

  LedgerPart OwnOf(const LedgerPart& part) {
    LedgerPart own;
    own.component = part.component;
    own.dataset = part.dataset;
    own.rows_follow_keys = part.rows_follow_keys;
    for (size_t at = 0; at < part.size(); ++at) {
      if (!IsOwn(part, at)) continue;
      own.participants.push_back(part.participants[at]);
      if (!part.earned_by.empty()) own.earned_by.push_back(part.earned_by[at]);
      own.credit.push_back(part.credit[at]);
      if (!part.posting.empty()) own.posting.push_back(part.posting[at]);
      if (!part.rows.empty()) own.rows.push_back(part.rows[at]);
      own.amounts.Append(Amount(part, at));
    }
    return own;
  }

  const Ledger& all_;
  const std::vector<bool>& is_own_;
  std::vector<ErrorRecord> causes_;
  std::map<State, State> states_;  // in the whole ledger -> in this
};

using ErrorKind = std::pair<int32_t, value::ErrorCode>;  // definition and code

// Errors at rows of others are theirs to report. What names no person concerns all.
void KeepErrors(const std::vector<bool>& is_own, Outcome& outcome) {
  std::map<ErrorKind, int64_t> num_withheld;
  std::map<ErrorKind, ErrorRecord> causes;
  for (const LedgerRow& row : outcome.ledger) {
    if (row.status != PayoutStatus::Withheld) continue;
    const ErrorKind kind{row.cause.definition, row.cause.code};
    ++num_withheld[kind];
    causes.try_emplace(kind, row.cause);
  }
  const auto is_others = [&](const RunError& error) {
    const int32_t person = error.first.place.person;
    return person >= 0 && !is_own[static_cast<size_t>(person)];
  };
  std::erase_if(outcome.errors, [&](RunError& error) {
    const ErrorKind kind{error.first.definition, error.first.code};
    const auto own = num_withheld.find(kind);
    error.num_withheld = own == num_withheld.end() ? 0 : own->second;
    if (!is_others(error)) return false;
    if (error.num_withheld == 0) return error.num_lost == 0;
    error.first = causes.at(kind);
    return false;
  });
}

}  // namespace

void KeepOwn(const std::vector<bool>& is_own, const column::InputData& input, Outcome& outcome) {
  outcome.ledger = OwnLedger(outcome.ledger, is_own).Make(input, outcome.pays);
  outcome.totals = TotalLedger(outcome.ledger, outcome.components.size());
  KeepErrors(is_own, outcome);
}

}  // namespace incent::eval
