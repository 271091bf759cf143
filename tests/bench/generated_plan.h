#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

// Plans of any length for benchmarks: always the same text for the same number of lines.
namespace incent::bench {

// A plan of `num_lines` lines or a few more, with lets, measures, parameters, tiers, decision tables,
// exceptions and pays that read one another.
class PlanGenerator {
 public:
  std::string Generate(int num_lines) {
    text_ = kHead;
    num_lines_ = 22;
    AddLet();
    AddTiers();
    while (num_lines_ < num_lines - 1) AddDefinition();
    return text_ + "}\n";
  }

 private:
  static constexpr const char* kHead = R"(incent 1.0

data Rep {
  key id : text
  region : one of "north", "south", "east", "west"
  quota  : money CNY (1 .. 100M)
}
data Deal {
  key id  : text
  rep     : Rep
  product : one of "core", "cloud"
  amount  : money CNY (0 .. 100M)
  won_on  : date
}

plan generated "Generated" for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  CNY
  pays      monthly
  round     0.01 CNY half up
  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
)";

  void AddDefinition() {
    switch (Below(8)) {
      case 0:
      case 1:
      case 2:
        return AddLet();
      case 3:
        return AddMeasure();
      case 4:
        return AddTiers();
      case 5:
        return AddTable();
      case 6:
        return AddParameter();
      default:
        return AddPay();
    }
  }

  void AddLet() {
    Line("let " + Name("l", lets_) + " per bookings = if Deal.product == \"cloud\" then bookings * " +
         Rate() + " + " + (lets_ == 0 ? "Deal.amount" : Recent("l", lets_)) + " * 0.1% else bookings * " +
         Rate());
    ++lets_;
  }

  void AddMeasure() {
    Line("measure " + Name("m", measures_) +
         " monthly = bookings[Deal.product == \"core\"] over year to date / " + "Rep.quota + " + Rate());
    ++measures_;
  }

  void AddTiers() {
    const int num_rows = 3 + Below(5);
    Line("tiers " + Name("t", tiers_) + " marginal relative to Rep.quota {");
    for (int row = 0; row < num_rows; ++row)
      Line("  from " + std::to_string(row * 20) + "% : " + std::to_string(row + 1) + "." + Digits());
    Line("}");
    ++tiers_;
  }

  void AddTable() {
    const int num_rows = 3 + Below(6);
    Line("table " + Name("d", tables_) + " first {");
    Line("  | Deal.product | Deal.amount    || bonus   |");
    for (int row = 0; row < num_rows; ++row)
      Line("  | \"cloud\"      | >= " + std::to_string((num_rows - row) * 1000 + Below(900)) + " CNY || " +
           std::to_string(10 + Below(90)) + " CNY |");
    Line("  | any          | any            || 0 CNY   |");
    Line("}");
    ++tables_;
  }

  void AddParameter() {
    Line("param " + Name("p", parameters_) + " : rate {");
    Line("  from 2026-01-01 : " + Rate());
    Line("  from 2026-07-01 : " + Rate());
    Line("}");
    ++parameters_;
  }

  void AddPay() {
    Line("pay " + Name("c", pays_) + " \"Component\" per bookings {");
    Line("  apply     " + Recent("t", tiers_) + "(bookings over year to date)");
    if (parameters_ > 0) Line("  multiply by 1 + " + Recent("p", parameters_));
    if (measures_ > 0) Line("  when      " + Recent("m", measures_) + " > 1%");
    Line("  capped at " + std::to_string(10'000 + Below(90'000)) + " CNY per year");
    Line("}");
    ++pays_;
    Line("pay " + Name("c", pays_) + " per bookings = " + Recent("l", lets_) +
         (tables_ > 0 ? " + " + Recent("d", tables_) : ""));
    ++pays_;
  }

  void Line(const std::string& line) {
    text_ += "  " + line + "\n";
    ++num_lines_;
  }

  // Numbers are drawn without <random>'s distributions, which differ between libraries.
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  std::string Digits() { return std::to_string(10 + Below(90)) + "%"; }
  std::string Rate() { return std::to_string(1 + Below(9)) + "." + Digits(); }
  static std::string Name(const char* kind, int number) { return kind + std::to_string(number); }
  // One of the last ten, so that what a definition depends on stays as long as the plan grows.
  std::string Recent(const char* kind, int count) {
    return Name(kind, count - 1 - Below(std::min(count, 10)));
  }

  std::mt19937 random_{20260101};
  std::string text_;
  int num_lines_ = 0;
  int lets_ = 0;
  int measures_ = 0;
  int tiers_ = 0;
  int tables_ = 0;
  int parameters_ = 0;
  int pays_ = 0;
};

inline std::string GeneratedPlan(int num_lines) {
  return PlanGenerator().Generate(num_lines);
}

}  // namespace incent::bench
