#include "compiler/types/unit.h"

#include <algorithm>
#include <array>
#include <map>

namespace incent::types {
namespace {

// Every active ISO 4217 code whose minor unit is not 2, then the codes with 2.
constexpr std::array<std::string_view, 16> kNoMinor = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                       "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                       "VND", "VUV", "XAF", "XOF"};
constexpr std::array<std::string_view, 1> kNoMinorMore = {"XPF"};
constexpr std::array<std::string_view, 7> kThreeMinor = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
constexpr std::array<std::string_view, 2> kFourMinor = {"CLF", "UYW"};
constexpr std::string_view kTwoMinor =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHE "
    "CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD "
    "HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT "
    "MOP "
    "MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD "
    "SCR "
    "SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS "
    "VED "
    "VES WST XCD YER ZAR ZMW ZWL";

template <size_t N>
bool Contains(const std::array<std::string_view, N>& list, std::string_view symbol) {
  return std::find(list.begin(), list.end(), symbol) != list.end();
}

// -1: not a currency.
int MinorUnitsOrNone(std::string_view symbol) {
  if (symbol.size() != 3) return -1;
  if (Contains(kNoMinor, symbol) || Contains(kNoMinorMore, symbol)) return 0;
  if (Contains(kThreeMinor, symbol)) return 3;
  if (Contains(kFourMinor, symbol)) return 4;
  for (size_t at = 0; at + 3 <= kTwoMinor.size(); at += 4) {
    if (kTwoMinor.substr(at, 3) == symbol) return 2;
  }
  return -1;
}

using Factors = std::vector<std::pair<std::string, int8_t>>;

// Adds `sign` times the exponents of `b`; nullopt where one would pass 2 in magnitude.
std::optional<Factors> Combine(const Factors& a, const Factors& b, int sign) {
  std::map<std::string, int> sum;
  for (const auto& [symbol, exponent] : a) sum[symbol] += exponent;
  for (const auto& [symbol, exponent] : b) sum[symbol] += sign * exponent;
  Factors result;
  for (const auto& [symbol, exponent] : sum) {
    if (exponent > 2 || exponent < -2) return std::nullopt;
    if (exponent != 0) result.emplace_back(symbol, static_cast<int8_t>(exponent));
  }
  return result;
}

}  // namespace

Unit Unit::Of(std::string_view symbol) {
  Unit unit;
  unit.factors_.emplace_back(std::string(symbol), int8_t{1});
  return unit;
}

bool Unit::IsMoney() const {
  return IsSingle() && IsCurrency(factors_[0].first);
}

std::optional<Unit> Multiply(const Unit& a, const Unit& b) {
  auto factors = Combine(a.factors_, b.factors_, 1);
  if (!factors) return std::nullopt;
  Unit unit;
  unit.factors_ = std::move(*factors);
  return unit;
}

std::optional<Unit> Divide(const Unit& a, const Unit& b) {
  auto factors = Combine(a.factors_, b.factors_, -1);
  if (!factors) return std::nullopt;
  Unit unit;
  unit.factors_ = std::move(*factors);
  return unit;
}

std::string Unit::ToText() const {
  std::string above;
  std::string below;
  for (const auto& [symbol, exponent] : factors_) {
    std::string& side = exponent > 0 ? above : below;
    side += exponent > 0 ? (side.empty() ? "" : "*") : "/";
    side += symbol;
    if (exponent == 2 || exponent == -2) side += "^2";
  }
  if (above.empty() && !below.empty()) above = "1";
  return above + below;
}

std::optional<Unit> Unit::Parse(std::string_view text) {
  Unit unit;
  bool divide = false;
  while (!text.empty()) {
    const size_t end = text.find_first_of("*/");
    std::string_view factor = text.substr(0, end);
    const bool squared = factor.size() > 2 && factor.ends_with("^2");
    if (squared) factor.remove_suffix(2);
    for (int i = 0; factor != "1" && i < (squared ? 2 : 1); ++i) {
      auto next = divide ? Divide(unit, Of(factor)) : Multiply(unit, Of(factor));
      if (!next || factor.empty()) return std::nullopt;
      unit = std::move(*next);
    }
    if (end == std::string_view::npos) break;
    divide = text[end] == '/';
    text.remove_prefix(end + 1);
  }
  return unit;
}

bool IsCurrency(std::string_view symbol) {
  return MinorUnitsOrNone(symbol) >= 0;
}

int MinorUnits(std::string_view symbol) {
  return std::max(0, MinorUnitsOrNone(symbol));
}

}  // namespace incent::types
