#include "compiler/check/repairs.h"

#include <algorithm>
#include <iterator>

#include "compiler/ast/date_spelling.h"
#include "compiler/ast/print.h"
#include "compiler/ast/words.h"
#include "compiler/types/unit.h"
#include "runtime/value/date.h"

// What to write in place of values and types that do not fit.
namespace incent::check {
namespace {

struct Spelling {
  std::string_view written;  // in small letters
  std::string_view english;
  std::string_view chinese;
};

// Types of other languages.
constexpr Spelling kTypes[] = {
    {"string", "text", "文本"},     {"str", "text", "文本"},     {"varchar", "text", "文本"},
    {"char", "text", "文本"},       {"文字", "text", "文本"},    {"字符串", "text", "文本"},
    {"字符", "text", "文本"},       {"int", "number", "数字"},   {"integer", "number", "数字"},
    {"decimal", "number", "数字"},  {"float", "number", "数字"}, {"double", "number", "数字"},
    {"numeric", "number", "数字"},  {"long", "number", "数字"},  {"数值", "number", "数字"},
    {"整数", "number", "数字"},     {"小数", "number", "数字"},  {"bool", "flag", "是否"},
    {"boolean", "flag", "是否"},    {"布尔", "flag", "是否"},    {"percent", "rate", "比率"},
    {"percentage", "rate", "比率"}, {"百分比", "rate", "比率"},  {"百分数", "rate", "比率"},
    {"datetime", "date", "日期"},   {"day", "date", "日期"},     {"时间", "date", "日期"}};

constexpr std::string_view kMoneyTypes[] = {"amount", "currency", "price", "money", "金额", "钱", "价格"};

std::string InSmallLetters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return text;
}

// The currency of the first plan, if it names one.
std::string CurrencyOfPlan(const resolve::Program& program) {
  if (program.plans.empty()) return "";
  for (const ast::Item* item : program.plans.front().decl->items) {
    const auto* currency = item->As<ast::Currency>();
    const auto* code =
        currency != nullptr && currency->value != nullptr ? currency->value->As<ast::Name>() : nullptr;
    if (code != nullptr && types::IsCurrency(code->text)) return code->text;
  }
  return "";
}

// `2026` and `"March 2026"` as a period; empty if it is none.
std::string PeriodMeant(const ast::Expr& expr) {
  if (const auto* number = expr.As<ast::Number>()) {
    const bool is_year =
        number->suffix == ast::NumberSuffix::None && number->scale == 0 && number->digits.size() == 4;
    return is_year ? "FY" + number->digits : "";
  }
  const auto* text = expr.As<ast::String>();
  if (text == nullptr) return "";
  if (value::ParsePeriod(text->value) || value::ParseDate(text->value)) return text->value;
  constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string small = InSmallLetters(text->value);
  if (small.size() < 8 || small.find_first_of("0123456789") + 4 != small.size()) {
    return ast::RespellDate(text->value).value_or("");
  }
  for (size_t month = 0; month < std::size(kMonths); ++month) {
    if (!small.starts_with(kMonths[month])) continue;
    return small.substr(small.size() - 4) + (month < 9 ? "-0" : "-") + std::to_string(month + 1);
  }
  return "";
}

}  // namespace

bool HasChineseNames(const resolve::Program& program) {
  const std::string name = program.plans.empty() ? "" : program.plans.front().name();
  return !name.empty() && (name.front() & 0x80) != 0;
}

void RepairWindow(diag::EntryBuilder& entry, const resolve::Program& program, const ast::Window& window,
                  const diag::Bilingual& unit) {
  const bool previous = window.kind == ast::WindowKind::PreviousUnit;
  const std::string meant = HasChineseNames(program) ? (previous ? "上期 " : "") + unit.chinese
                                                     : (previous ? "previous " : "") + unit.english;
  entry.Fix(window.span, meant, kWriteInstead, meant);
}

void RepairOperand(diag::EntryBuilder& entry, const types::Type& wanted, const ast::Expr& operand) {
  const auto* number = operand.As<ast::Number>();
  if (number != nullptr && number->suffix == ast::NumberSuffix::None && wanted.unit.IsMoney()) {
    const std::string meant = ast::Print(*number) + " " + std::string(wanted.unit.symbol());
    entry.Fix(operand.span, meant, kWriteInstead, meant);
  }
  const auto* text = operand.As<ast::String>();
  if (text == nullptr || wanted.kind != types::Kind::Date) return;
  for (const std::string& date : ast::ReadingsOfDate(text->value)) {
    if (value::ParseDate(date)) entry.Fix(operand.span, date, kWriteInstead, date);
  }
}

void RepairPeriod(diag::EntryBuilder& entry, const ast::Expr& period) {
  const std::string meant = PeriodMeant(period);
  if (!meant.empty()) entry.Fix(period.span, meant, kWriteInstead, meant);
}

bool RepairType(const resolve::Program& program, diag::EntryBuilder& entry, const std::string& name,
                source::Span span) {
  const std::string small = InSmallLetters(name);
  const auto* known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [&](const Spelling& type) { return type.written == small; });
  std::string meant;
  if (known != std::end(kTypes)) meant = HasChineseNames(program) ? known->chinese : known->english;
  const bool is_money =
      std::find(std::begin(kMoneyTypes), std::end(kMoneyTypes), small) != std::end(kMoneyTypes);
  const std::string currency = types::IsCurrency(name) ? name : is_money ? CurrencyOfPlan(program) : "";
  if (!currency.empty()) {
    meant = std::string(ast::Spell(ast::Word::MONEY,
                                   HasChineseNames(program) ? ast::Words::Chinese : ast::Words::English)) +
            " " + currency;
  }
  if (meant.empty()) return false;
  entry.Fix(span, meant, kWriteInstead, meant);
  return true;
}

}  // namespace incent::check
