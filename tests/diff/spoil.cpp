#include "tests/diff/spoil.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "compiler/interp/program.h"
#include "runtime/value/decimal.h"

namespace incent::diff {
namespace {

using column::DatasetSchema;
using column::FieldKind;
using column::FieldSchema;

std::vector<std::string> CellsOf(const std::string& row) {
  std::vector<std::string> cells{""};
  for (const char c : row) {
    if (c == ',') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::string RowOf(const std::vector<std::string>& cells) {
  std::string row;
  for (size_t i = 0; i < cells.size(); ++i) row += (i == 0 ? "" : ",") + cells[i];
  return row;
}

// A text that no cell of the field can hold; empty if there is none.
std::string BadCell(const FieldSchema& field, Entropy& entropy) {
  if (field.kind == FieldKind::Text) return "";
  return entropy.Of<std::string>({"x!", "nobody", "2026-02-30"});
}

class Spoiler {
 public:
  Spoiler(const DatasetSchema& schema, const std::string& other, Entropy& entropy)
      : schema_(schema), other_(other), e_(entropy) {
    for (size_t f = 0; f < schema.fields.size(); ++f) {
      if (schema.fields[f].in_use || schema.fields[f].is_key) fields_.push_back(f);
    }
  }

  // The row in a worse state; itself if nothing can be done to it.
  std::string Worse(const std::string& row) {
    std::vector<std::string> cells = CellsOf(row);
    switch (e_.Below(5)) {
      case 0:
        cells.pop_back();
        return RowOf(cells);
      case 1:
        return "\"" + row;
      case 2:
        TakeKeyOfAnother(cells);
        return RowOf(cells);
      default:
        SpoilCell(cells);
        return RowOf(cells);
    }
  }

 private:
  void SpoilCell(std::vector<std::string>& cells) {
    if (fields_.empty()) return;
    const size_t at = e_.Of(fields_);
    const FieldSchema& field = schema_.fields[at];
    const std::string bad = BadCell(field, e_);
    const bool may_be_empty = field.optional && !field.is_key;
    if (!bad.empty() || !may_be_empty) cells[at] = e_.OneIn(3) && !may_be_empty ? "" : bad;
  }

  void TakeKeyOfAnother(std::vector<std::string>& cells) {
    const std::vector<std::string> other = CellsOf(other_);
    for (size_t f = 0; f < schema_.fields.size(); ++f) {
      if (schema_.fields[f].is_key) cells[f] = other[f];
    }
  }

  const DatasetSchema& schema_;
  const std::string& other_;  // a row that stays as it is
  Entropy& e_;
  std::vector<size_t> fields_;  // that are read
};

// Everything that tells a payout from another.
struct Payout {
  std::string component;
  std::string participant;
  std::string earned_by;
  std::string dates;
  std::string row;
  std::string amount;  // empty: withheld
  value::Day credit = 0;
  bool by_line = false;

  std::string Text() const {
    return component + " " + participant + " by " + earned_by + " " + dates + " row " + row + ": " + amount;
  }
};

struct Paid {
  std::vector<Payout> payouts;
  std::set<std::string> participants;
};

Paid PaidFor(const ir::Module& module, const column::InputData& input) {
  const interp::Program program(module);
  const eval::Outcome outcome = interp::Run(program, input).outcome;
  Paid paid;
  paid.participants = {outcome.participants.begin(), outcome.participants.end()};
  const auto name = [&](int32_t person) {
    return person < 0 ? std::string("-") : outcome.participants[static_cast<size_t>(person)];
  };
  const auto day = [](const std::optional<value::Day>& d) { return d ? value::DateToText(*d) : "-"; };
  for (const eval::LedgerRow row : outcome.ledger) {
    const eval::OutcomeComponent& component = outcome.components[static_cast<size_t>(row.component)];
    const bool is_withheld = row.status == eval::PayoutStatus::Withheld;
    paid.payouts.push_back({.component = component.name,
                            .participant = name(row.participant),
                            .earned_by = name(row.earned_by),
                            .dates = day(row.posting) + " for " + day(row.credit),
                            .row = std::string(row.row_key),
                            .amount = is_withheld ? "" : value::DecimalToText(row.earned, component.scale),
                            .credit = row.credit.value_or(0),
                            .by_line = component.by_line});
  }
  return paid;
}

// Whoever it might be withheld from: who is paid, or who earned it.
bool MayWithhold(const Payout& withheld, const Payout& payout) {
  const std::set<std::string> people{payout.participant, payout.earned_by};
  return withheld.amount.empty() && withheld.component == payout.component &&
         withheld.credit == payout.credit &&
         (people.count(withheld.participant) != 0 || people.count(withheld.earned_by) != 0);
}

}  // namespace

std::vector<Spoil> MakeSpoils(const std::vector<DatasetSchema>& schemas, const Batch& batch,
                              Entropy& entropy) {
  std::vector<const DatasetSchema*> possible;
  for (const DatasetSchema& schema : schemas) {
    if (schema.in_use && !batch.at(schema.name).rows.empty()) possible.push_back(&schema);
  }
  std::vector<Spoil> spoils;
  std::set<std::pair<std::string, std::string>> settled;
  const int count = entropy.OneIn(2) ? 1 : entropy.Between(1, 4);
  for (int i = 0; i < count && !possible.empty(); ++i) {
    const DatasetSchema& schema = *entropy.Of(possible);
    const Sheet& sheet = batch.at(schema.name);
    const std::string& row = entropy.Of(sheet.rows);
    const std::string& other = entropy.Of(sheet.rows);
    // Rows that change their keys with each other would show nowhere.
    if (settled.count({schema.name, row}) != 0 || settled.count({schema.name, other}) != 0) continue;
    const std::string worse = Spoiler(schema, other, entropy).Worse(row);
    if (worse == row) continue;
    settled.insert({{schema.name, row}, {schema.name, other}});
    spoils.push_back({schema.name, row, worse});
  }
  return spoils;
}

Batch Spoiled(Batch batch, const std::vector<Spoil>& spoils) {
  for (const Spoil& spoil : spoils) {
    std::vector<std::string>& rows = batch[spoil.sheet].rows;
    const auto at = std::find(rows.begin(), rows.end(), spoil.before);
    if (at != rows.end()) *at = spoil.after;
  }
  return batch;
}

std::string BreachesOfLaw(const ir::Module& module, const column::InputData& sound,
                          const column::InputData& spoiled) {
  const Paid right = PaidFor(module, sound);
  const Paid actual = PaidFor(module, spoiled);
  std::map<std::string, int> left;
  for (const Payout& payout : right.payouts) ++left[payout.Text()];
  std::string breaches;
  for (const Payout& payout : actual.payouts) {
    if (!payout.amount.empty() && --left[payout.Text()] < 0)
      breaches += "paid, and not of sound rows: " + payout.Text() + "\n";
  }
  for (const Payout& payout : right.payouts) {
    if (payout.by_line || payout.amount.empty() || actual.participants.count(payout.participant) == 0)
      continue;
    const auto is_it = [&](const Payout& other) {
      return other.Text() == payout.Text() || MayWithhold(other, payout);
    };
    if (std::none_of(actual.payouts.begin(), actual.payouts.end(), is_it))
      breaches += "neither paid nor withheld: " + payout.Text() + "\n";
  }
  return breaches;
}

}  // namespace incent::diff
