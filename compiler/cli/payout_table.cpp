#include "compiler/cli/payout_table.h"

#include <fmt/format.h>

#include <map>
#include <tuple>
#include <vector>

#include "compiler/cli/text_table.h"
#include "compiler/cli/words.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/value/decimal.h"

namespace incent::cli {
namespace {

constexpr Words kParticipant{"participant", "参与人"};
constexpr Words kPeriod{"period", "期间"};
constexpr Words kTotal{"total", "合计"};
constexpr Words kNobody{"  nothing is paid\n", "  没有发放\n"};
constexpr Words kMoreRows{"  {} more rows are not shown; the total counts them\n",
                          "  另有 {} 行未显示，已计入合计\n"};
constexpr Words kStar{"  * some payouts are withheld and not counted here\n",
                      "  * 其中有发放被暂扣，未计入\n"};
// Columns of a participant who is in no row: later than every period.
constexpr value::Period kNoPeriod = INT32_MAX;

struct Cell {
  value::ExactSum paid;
  bool has_any = false;
  bool is_short = false;  // something is withheld
};

using RowId = std::pair<int32_t, value::Period>;  // participant, period

class PayoutSums {
 public:
  PayoutSums(const eval::Outcome& outcome, PayoutRows rows) : outcome_(outcome), kind_(rows) {
    for (const eval::LedgerPart& part : outcome.ledger.parts()) Add(part);
  }

  const std::map<RowId, std::vector<Cell>>& rows() const { return rows_; }

  std::string Text(const Cell& cell, size_t component) const {
    if (!cell.has_any) return "";
    value::Int128 sum = 0;
    const std::string text =
        cell.paid.Get(&sum) ? value::DecimalToText(sum, outcome_.components[component].scale) : "?";
    return cell.is_short ? text + " *" : text;
  }

 private:
  void Add(const eval::LedgerPart& part) {
    RowId last;
    std::vector<Cell>* cells = nullptr;  // of `last`
    for (size_t at = 0; at < part.size(); ++at) {
      const RowId id{part.participants[at], PeriodOf(part.PostingAt(at))};
      if (cells == nullptr || id != last) {
        cells = &rows_[id];
        cells->resize(outcome_.components.size());
        last = id;
      }
      Cell& cell = (*cells)[static_cast<size_t>(part.component)];
      const eval::PayoutStatus status = part.StatusAt(at);
      cell.has_any = true;
      cell.is_short |= status == eval::PayoutStatus::Withheld;
      if (status == eval::PayoutStatus::Paid) cell.paid.Add(part.amounts.ValueAt(at));
    }
  }

  value::Period PeriodOf(value::Day posting) const {
    if (kind_ != PayoutRows::ByPeriod) return 0;
    return posting == eval::kNoDate ? kNoPeriod : value::PeriodOf(outcome_.pays, posting);
  }

  const eval::Outcome& outcome_;
  const PayoutRows kind_;
  std::map<RowId, std::vector<Cell>> rows_;
};

TextTable MakeTable(const eval::Outcome& outcome, const PayoutTableOptions& options) {
  std::vector<std::string> names = {std::string(kParticipant.In(options.language))};
  std::vector<Align> alignments = {Align::Left};
  if (options.rows == PayoutRows::ByPeriod) {
    names.emplace_back(kPeriod.In(options.language));
    alignments.push_back(Align::Left);
  }
  for (const eval::OutcomeComponent& component : outcome.components) {
    names.push_back(component.unit.empty() ? component.name
                                           : fmt::format("{} ({})", component.name, component.unit));
    alignments.push_back(Align::Right);
  }
  return TextTable(std::move(names), std::move(alignments));
}

void AddTotals(const eval::Outcome& outcome, const PayoutTableOptions& options, TextTable& table) {
  std::vector<std::string> cells = {std::string(kTotal.In(options.language))};
  if (options.rows == PayoutRows::ByPeriod) cells.emplace_back();
  for (size_t i = 0; i < outcome.components.size(); ++i) {
    const eval::ComponentTotals& total = outcome.totals[i];
    std::string text = total.overflow ? "?" : value::DecimalToText(total.paid, outcome.components[i].scale);
    if (total.num_withheld > 0) text += " *";
    cells.push_back(std::move(text));
  }
  table.AddRule();
  table.Add(std::move(cells));
}

bool HasWithheld(const eval::Outcome& outcome) {
  for (const eval::ComponentTotals& total : outcome.totals) {
    if (total.num_withheld > 0) return true;
  }
  return false;
}

}  // namespace

std::string RenderPayouts(const eval::Outcome& outcome, const PayoutTableOptions& options) {
  const PayoutSums sums(outcome, options.rows);
  if (sums.rows().empty()) return std::string(kNobody.In(options.language));

  TextTable table = MakeTable(outcome, options);
  for (const auto& [id, cells] : sums.rows()) {
    if (table.num_rows() == options.max_rows) break;
    std::vector<std::string> texts = {pipeline::KeyText(outcome.participants[static_cast<size_t>(id.first)])};
    if (options.rows == PayoutRows::ByPeriod) {
      texts.push_back(id.second == kNoPeriod ? "-" : value::PeriodToText(outcome.pays, id.second));
    }
    for (size_t i = 0; i < cells.size(); ++i) texts.push_back(sums.Text(cells[i], i));
    table.Add(std::move(texts));
  }
  const size_t more = sums.rows().size() - table.num_rows();
  AddTotals(outcome, options, table);
  std::string text = table.Render();
  if (more > 0) text += fmt::format(fmt::runtime(kMoreRows.In(options.language)), more);
  if (HasWithheld(outcome)) text += kStar.In(options.language);
  return text;
}

}  // namespace incent::cli
