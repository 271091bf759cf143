#include "tests/diff/result.h"

#include <algorithm>
#include <numeric>

#include "compiler/ir/ranges.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

namespace incent::diff {
namespace {

using Places = std::shared_ptr<const std::vector<std::string>>;

uint64_t HashOf(std::string_view text) {
  uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

// The rows of one domain, in an order that the input's order cannot change.
struct Rows {
  Places places;
  std::vector<size_t> order;  // row of the domain, by place
  bool repeated = false;      // two rows have one place
};

class Collector {
 public:
  explicit Collector(const RunView& run) : run_(run) {}

  Result Run() {
    for (size_t i = 0; i < run_.errors.size(); ++i)
      error_words_.push_back(
          Word(ErrorText(run_.errors.At(eval::kFirstError + static_cast<eval::State>(i)))));
    for (const eval::LedgerRow& row : run_.outcome.ledger) result_.ledger.push_back(LedgerText(row));
    for (const eval::ComponentTotals& totals : run_.outcome.totals) AddTotals(totals);
    for (const eval::LineTotals& lines : run_.outcome.lines) AddLines(lines);
    for (const eval::RunError& error : run_.outcome.errors) AddError(error);
    for (const eval::BrokenPromise& broken : run_.outcome.broken)
      result_.faults.push_back("broken: " + broken.what + " at " + PlaceText(broken.place));
    for (size_t id = 0; id < run_.module.outputs.size(); ++id) AddOutput(id);
    SortAlikeRows();
    return std::move(result_);
  }

 private:
  // Of rows that differ in nothing but their amounts, as of a repeated key, the order means nothing.
  void SortAlikeRows() {
    std::vector<std::string>& ledger = result_.ledger;
    const auto head = [](const std::string& line) {
      return std::string_view(line).substr(0, line.find(':'));
    };
    for (auto begin = ledger.begin(); begin != ledger.end();) {
      const auto end =
          std::find_if(begin, ledger.end(), [&](const std::string& l) { return head(l) != head(*begin); });
      std::sort(begin, end);
      begin = end;
    }
  }

  uint64_t Word(std::string text) {
    const uint64_t hash = HashOf(text);
    result_.words.emplace(hash, std::move(text));
    return hash;
  }

  std::string KeyText(int dataset, int row) const {
    if (dataset < 0 || row < 0) return "-";
    return run_.module.datasets[static_cast<size_t>(dataset)].name + " " +
           std::string(eval::RowKey(run_.input, dataset, row));
  }

  std::string PersonText(int32_t person) const {
    return person < 0 ? "-" : std::string(run_.space.PersonKey(person));
  }

  std::string PlaceText(const eval::Place& place) const {
    switch (place.kind) {
      case eval::Place::Kind::Run:
        return "run";
      case eval::Place::Kind::Period:
        return value::PeriodToText(place.granule, place.period);
      case eval::Place::Kind::Person:
        return PersonText(place.person);
      case eval::Place::Kind::Cell:
        return PersonText(place.person) + " " + value::PeriodToText(place.granule, place.period);
      case eval::Place::Kind::Row:
        return KeyText(place.dataset, place.row);
      case eval::Place::Kind::Line:
        return PersonText(place.person) + " " + KeyText(place.dataset, place.row);
    }
    return "";
  }

  std::string ErrorText(const eval::ErrorRecord& error) const {
    const std::string definition =
        error.definition < 0 || static_cast<size_t>(error.definition) >= run_.module.definitions.size()
            ? "-"
            : run_.module.definitions[static_cast<size_t>(error.definition)].name;
    return std::string(value::ErrorCodeName(error.code)) + " of " + definition + " at " +
           PlaceText(error.place);
  }

  static std::string DayText(const std::optional<value::Day>& day) {
    return day ? value::DateToText(*day) : "-";
  }

  std::string LedgerText(const eval::LedgerRow& row) const {
    const eval::OutcomeComponent& component = run_.outcome.components[static_cast<size_t>(row.component)];
    const auto name = [&](int32_t person) {
      return person < 0 ? std::string("-") : run_.outcome.participants[static_cast<size_t>(person)];
    };
    std::string text = component.name + " " + name(row.participant) + " by " + name(row.earned_by) + " in " +
                       (row.period ? value::PeriodToText(run_.outcome.pays, *row.period) : "-") + " on " +
                       DayText(row.posting) + " credit " + DayText(row.credit) + " row " +
                       std::string(row.row_key) + ":";
    for (const value::Int128 amount : {row.earned, row.paid, row.balance})
      text += " " + value::DecimalToText(amount, component.scale);
    text += " " + std::string(eval::PayoutStatusName(row.status));
    return row.status == eval::PayoutStatus::Withheld ? text + " " + ErrorText(row.cause) : text;
  }

  void AddTotals(const eval::ComponentTotals& t) {
    result_.totals.push_back(std::to_string(t.num_paid) + " " + std::to_string(t.num_held) + " " +
                             std::to_string(t.num_withheld) + " " + value::DecimalToText(t.earned, 0) + " " +
                             value::DecimalToText(t.paid, 0) + " " + value::DecimalToText(t.balance, 0) +
                             (t.overflow ? " overflow" : ""));
  }

  void AddLines(const eval::LineTotals& lines) {
    result_.lines.push_back(
        lines.name + " " + std::to_string(lines.num_rows) + " " + std::to_string(lines.num_lines) + " " +
        std::to_string(lines.num_unplaced) + " " + std::to_string(lines.num_in_error) + " " +
        value::DecimalToText(lines.amount, lines.scale) + (lines.overflow ? " overflow" : ""));
  }

  void AddError(const eval::RunError& error) {
    result_.errors.push_back(ErrorText(error.first) + " [" + error.definition + " " + error.key + "] " +
                             std::to_string(error.num_places) + " " + std::to_string(error.num_withheld) +
                             " " + std::to_string(error.num_lost));
  }

  const Rows& RowsOf(const ir::Domain& domain) {
    for (const auto& [known, rows] : rows_) {
      if (known == domain) return rows;
    }
    const size_t count = run_.space.NumRows(domain);
    std::vector<std::string> names;
    for (size_t row = 0; row < count; ++row) names.push_back(PlaceText(run_.space.PlaceOf(domain, row)));
    Rows rows;
    rows.order.resize(count);
    std::iota(rows.order.begin(), rows.order.end(), size_t{0});
    const bool by_input = domain.kind == ir::DomainKind::Rows || domain.kind == ir::DomainKind::Lines;
    if (by_input) {
      std::stable_sort(rows.order.begin(), rows.order.end(),
                       [&](size_t a, size_t b) { return names[a] < names[b]; });
      std::sort(names.begin(), names.end());
      rows.repeated = std::adjacent_find(names.begin(), names.end()) != names.end();
    }
    rows.places = std::make_shared<const std::vector<std::string>>(std::move(names));
    rows_.emplace_back(domain, std::move(rows));
    return rows_.back().second;
  }

  Cell CellOf(const types::Type& type, const eval::Lane& lane) {
    if (eval::IsError(lane.state)) {
      return {eval::kFirstError, static_cast<value::Int128>(error_words_[lane.state - eval::kFirstError])};
    }
    if (lane.state == eval::kNull) return {eval::kNull, 0};
    if (type.kind == types::Kind::Text || type.kind == types::Kind::OneOf)
      return {eval::kValue, static_cast<value::Int128>(
                                Word(std::string(run_.texts.Text(static_cast<int32_t>(lane.value)))))};
    if (type.kind == types::Kind::Ref)
      return {eval::kValue,
              static_cast<value::Int128>(Word(KeyText(type.dataset, static_cast<int>(lane.value))))};
    return {eval::kValue, lane.value};
  }

  void AddOutput(size_t id) {
    const ir::Output& output = run_.module.outputs[id];
    const eval::LaneColumn& column = run_.outputs[id];
    const Rows& rows = RowsOf(output.domain);
    OutputColumn made{output.name, rows.places, {}};
    if (column.size() != rows.order.size()) {
      result_.faults.push_back(output.name + " has " + std::to_string(column.size()) + " rows of " +
                               std::to_string(rows.order.size()));
      return;
    }
    made.cells.reserve(rows.order.size());
    for (const size_t row : rows.order) made.cells.push_back(CellOf(output.type, column.At(row)));
    CheckRange(output, made);
    if (rows.repeated) SortAlike(*rows.places, made.cells);
    result_.outputs.push_back(std::move(made));
  }

  void CheckRange(const ir::Output& output, const OutputColumn& column) {
    if (!output.type.IsNumber()) return;
    for (size_t row = 0; row < column.cells.size(); ++row) {
      const Cell& cell = column.cells[row];
      if (cell.state != eval::kValue || ir::Contains(output.range, cell.value)) continue;
      result_.faults.push_back(output.name + " leaves its range at " + (*column.places)[row] + ": " +
                               value::DecimalToText(cell.value, 0));
      return;
    }
  }

  static void SortAlike(const std::vector<std::string>& places, std::vector<Cell>& cells) {
    for (size_t begin = 0; begin < places.size();) {
      size_t end = begin + 1;
      while (end < places.size() && places[end] == places[begin]) ++end;
      std::sort(cells.begin() + static_cast<std::ptrdiff_t>(begin),
                cells.begin() + static_cast<std::ptrdiff_t>(end), [](const Cell& a, const Cell& b) {
                  return a.state != b.state ? a.state < b.state : a.value < b.value;
                });
      begin = end;
    }
  }

  const RunView& run_;
  Result result_;
  std::vector<uint64_t> error_words_;
  std::vector<std::pair<ir::Domain, Rows>> rows_;
};

std::string CellText(const Result& result, const Cell& cell) {
  if (cell.state == eval::kNull) return "null";
  const auto word = result.words.find(static_cast<uint64_t>(cell.value));
  const bool named = word != result.words.end();
  if (cell.state == eval::kFirstError) return "error " + (named ? word->second : "?");
  return value::DecimalToText(cell.value, 0) + (named ? " \"" + word->second + "\"" : "");
}

constexpr size_t kMaxShown = 4;

void CompareLines(const std::string& what, const std::vector<std::string>& expected,
                  const std::vector<std::string>& actual, std::string& text) {
  size_t shown = 0;
  for (size_t i = 0; i < std::max(expected.size(), actual.size()) && shown < kMaxShown; ++i) {
    const std::string a = i < expected.size() ? expected[i] : "nothing";
    const std::string b = i < actual.size() ? actual[i] : "nothing";
    if (a == b) continue;
    text += what + ": " + a + "\n   but: " + b + "\n";
    ++shown;
  }
}

void CompareColumns(const Result& expected, const Result& actual, std::string& text) {
  if (expected.outputs.size() != actual.outputs.size()) {
    text += "outputs: " + std::to_string(expected.outputs.size()) + " but " +
            std::to_string(actual.outputs.size()) + "\n";
    return;
  }
  size_t shown = 0;
  for (size_t i = 0; i < expected.outputs.size(); ++i) {
    const OutputColumn& a = expected.outputs[i];
    const OutputColumn& b = actual.outputs[i];
    if (a.name != b.name || a.cells.size() != b.cells.size()) {
      text += "output " + a.name + " against " + b.name + "\n";
      return;
    }
    for (size_t row = 0; row < a.cells.size() && shown < kMaxShown; ++row) {
      if (a.cells[row] == b.cells[row] && (*a.places)[row] == (*b.places)[row]) continue;
      text += "output " + a.name + " at " + (*a.places)[row] + ": " + CellText(expected, a.cells[row]) +
              "\n   but at " + (*b.places)[row] + ": " + CellText(actual, b.cells[row]) + "\n";
      ++shown;
    }
  }
}

}  // namespace

Result Collect(const RunView& run) {
  return Collector(run).Run();
}

std::string Differences(const Result& expected, const Result& actual, Extent extent) {
  std::string text;
  CompareLines("fault", expected.faults, actual.faults, text);
  CompareLines("ledger", expected.ledger, actual.ledger, text);
  CompareLines("total", expected.totals, actual.totals, text);
  if (extent == Extent::Payouts) return text;
  CompareColumns(expected, actual, text);
  CompareLines("lines", expected.lines, actual.lines, text);
  CompareLines("error", expected.errors, actual.errors, text);
  return text;
}

}  // namespace incent::diff
