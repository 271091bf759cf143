#include "tests/diff/generation.h"

// Constants that hurt, and words.
namespace incent::diff {
namespace {

const std::vector<std::string>& SmallNumbers() {
  static const std::vector<std::string> kNumbers = {"0", "1", "2", "3", "0.5", "1.5", "7", "10", "100", "12"};
  return kNumbers;
}

// Near the edges of 32 and 64 bits and of the integers of a double, with and without two decimals.
const std::vector<std::string>& LargeNumbers() {
  static const std::vector<std::string> kNumbers = {
      "2147483647",          "21474836.47",          "2147483648",
      "1125899906842624",    "9007199254740993",     "90071992547409.93",
      "9223372036854775807", "92233720368547758.08", "123456789012345678901"};
  return kNumbers;
}

}  // namespace

std::string UnitWord(Granule granule) {
  switch (granule) {
    case Granule::Day:
      return "day";
    case Granule::Week:
      return "week";
    case Granule::HalfMonth:
      return "half month";
    case Granule::Month:
      return "month";
    case Granule::Quarter:
      return "quarter";
    case Granule::HalfYear:
      return "half year";
    case Granule::Year:
      return "year";
  }
  return "";
}

std::string GrainWord(Granule granule) {
  if (granule == Granule::Month) return "monthly";
  if (granule == Granule::Quarter) return "quarterly";
  return granule == Granule::Year ? "yearly" : "per " + UnitWord(granule);
}

std::string Generation::Amount(const std::string& digits, Unit unit) const {
  if (unit == Unit::Money) return digits + " " + currency_;
  return unit == Unit::Points ? digits + " points" : digits;
}

std::string Generation::SmallDigits() {
  return e_.Of(SmallNumbers());
}

Expr Generation::Literal(Unit unit) {
  std::string text;
  if (unit == Unit::Plain) {
    const std::vector<std::string> rates = {"5%",
                                            "12.5%",
                                            "33.33%",
                                            "1.2x",
                                            "0.000001",
                                            "100%",
                                            "0%",
                                            "-3%",
                                            "0.000000000000000001",
                                            "2.718281828459045"};
    text = e_.OneIn(20) ? e_.Of(LargeNumbers()) : e_.OneIn(2) ? SmallDigits() : e_.Of(rates);
  } else if (unit == Unit::Points) {
    text = Amount(e_.OneIn(15) ? "9223372036854775807" : SmallDigits(), unit);
  } else {
    const std::vector<std::string> amounts = {"0.01",     "0.005",  "99.99", "1_000", "500",   "1M",
                                              "0.000001", "10_000", "100",   "-250",  "333.33"};
    text = Amount(e_.OneIn(20) ? e_.Of(LargeNumbers()) : e_.OneIn(4) ? SmallDigits() : e_.Of(amounts), unit);
  }
  return {text[0] == '-' ? "(" + text + ")" : text, Kind::Number, false, Additivity::Constant, kOwn, false};
}

std::optional<Expr> Generation::OwnNumber(Unit unit) {
  for (const Expr& path : Paths(Place(), Kind::Number, unit)) {
    if (!path.optional && e_.OneIn(2)) return path;
  }
  return std::nullopt;
}

Expr Generation::SteadyNumber(Unit unit) {
  const std::optional<Expr> own = e_.OneIn(2) ? OwnNumber(unit) : std::nullopt;
  return own ? *own : Literal(unit);
}

Expr Generation::DateLiteral() {
  const int year = static_cast<int>(value::PeriodOf(Granule::Year, from_));
  const std::vector<std::string> days = {"-01-01", "-02-28", "-03-31", "-06-30", "-07-01",
                                         "-12-31", "-02-15", "-02-16", "-10-31"};
  std::string text = std::to_string(year) + e_.Of(days);
  if (e_.OneIn(12)) text = "2024-02-29";
  if (e_.OneIn(12)) text = value::DateToText(from_ + e_.Between(-1, 1));
  return {text, Kind::Date, false, Additivity::Constant, kOwn, false};
}

std::string Generation::CompareOp() {
  return e_.Of<std::string>({"<", "<=", "==", "!=", ">=", ">"});
}

}  // namespace incent::diff
