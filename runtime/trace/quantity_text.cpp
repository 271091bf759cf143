#include "runtime/trace/render.h"
#include "runtime/value/decimal.h"

namespace incent::trace {
namespace {

// "1234567.50" -> "1,234,567.50".
std::string Grouped(const std::string& number) {
  const size_t start = number.starts_with('-') ? 1 : 0;
  const size_t end = std::min(number.find('.'), number.size());
  std::string grouped = number.substr(0, start);
  for (size_t i = start; i < end; ++i) {
    if (i > start && (end - i) % 3 == 0) grouped += ',';
    grouped += number[i];
  }
  return grouped + number.substr(end);
}

// Digits after the point that say nothing, beyond the two that money has.
std::string Shortened(const std::string& number, int min_digits) {
  const auto parsed = value::ParseDecimal(number);
  return parsed ? value::DecimalToShortText(parsed->mantissa, parsed->scale, min_digits) : number;
}

std::string Percentage(const std::string& number) {
  const auto parsed = value::ParseDecimal(number);
  value::Int128 hundredfold = 0;
  if (!parsed || !value::Multiply(parsed->mantissa, parsed->scale, 100, 0, &hundredfold)) return number;
  return Grouped(value::DecimalToShortText(hundredfold, parsed->scale)) + " %";
}

}  // namespace

std::string QuantityText(const Quantity& quantity, Language language) {
  const bool chinese = language == Language::Chinese;
  switch (quantity.state) {
    case Quantity::State::None:
      return "";
    case Quantity::State::Absent:
      return chinese ? "无值" : "absent";
    case Quantity::State::Error:
      return (chinese ? "错误 " : "error ") + quantity.text;
    case Quantity::State::Value:
      break;
  }
  if (quantity.text == "true") return chinese ? "是" : "true";
  if (quantity.text == "false") return chinese ? "否" : "false";
  if (!quantity.is_number) return quantity.text;
  if (quantity.is_rate) return Percentage(quantity.text);
  const bool is_money = !quantity.unit.empty() && quantity.text.find('.') != std::string::npos;
  const std::string number = Grouped(Shortened(quantity.text, is_money ? 2 : 0));
  return quantity.unit.empty() ? number : number + " " + quantity.unit;
}

}  // namespace incent::trace
