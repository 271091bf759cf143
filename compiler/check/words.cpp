#include "compiler/ast/print.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Words of the language for messages, in both languages.
namespace incent::check {

using diag::Bilingual;
using value::Granule;

namespace {

constexpr std::string_view kUnitEnglish[] = {"day",     "week",      "half month", "month",
                                             "quarter", "half year", "year"};
constexpr std::string_view kUnitChinese[] = {"天", "周", "半月", "月", "季", "半年", "年"};

Bilingual AmountWords(const types::Type& type) {
  if (type.unit.IsPlain()) return {"a number", "数"};
  if (type.unit.IsMoney()) {
    const std::string code(type.unit.symbol());
    return {"money in " + code, code + " 金额"};
  }
  const std::string text = type.unit.ToText();
  return {"an amount in " + text, "以 " + text + " 计的数"};
}

Bilingual KindOnly(const types::Type& type) {
  switch (type.kind) {
    case types::Kind::Error:
      return {"an error", "错误"};
    case types::Kind::Flag:
      return {"a condition (true or false)", "条件（真或假）"};
    case types::Kind::Number:
      return AmountWords(type);
    case types::Kind::Date:
      return {"a date", "日期"};
    case types::Kind::Timestamp:
      return {"a timestamp", "时间戳"};
    case types::Kind::Period:
      return {"a period of one " + UnitWords(type.granule).english, UnitWords(type.granule).chinese + "期间"};
    case types::Kind::Duration:
      return {"a length of time", "时长"};
    case types::Kind::Text:
      return {"a text", "文字"};
    case types::Kind::OneOf:
      return {"a text out of a list", "枚举文字"};
    case types::Kind::Ref:
      return {"a row of a dataset", "数据的一行"};
    case types::Kind::AnyMoney:
      return {"money with a currency per row", "币种随行的金额"};
  }
  return {};
}

}  // namespace

Bilingual UnitWords(Granule granule) {
  return {kUnitEnglish[static_cast<size_t>(granule)], kUnitChinese[static_cast<size_t>(granule)]};
}

Bilingual PeriodWords(Granule granule) {
  constexpr std::string_view kEnglish[] = {"a day",     "a week",      "a half month", "a month",
                                           "a quarter", "a half year", "a year"};
  constexpr std::string_view kChinese[] = {"一天", "一周", "半个月", "一个月", "一个季度", "半年", "一年"};
  return {kEnglish[static_cast<size_t>(granule)], kChinese[static_cast<size_t>(granule)]};
}

Bilingual NumberWords() {
  return {"a number or amount", "数或金额"};
}

Bilingual RowWords(const Session& s, int dataset) {
  const std::string& name = s.program.datasets[static_cast<size_t>(dataset)].name();
  return {"a row of `" + name + "`", "“" + name + "”的一行"};
}

Bilingual Quoted(const std::string& name) {
  return {"`" + name + "`", "“" + name + "”"};
}

Bilingual ThingWords(const ast::Expr& expr) {
  if (const auto* name = expr.As<ast::Name>()) return Quoted(name->text);
  const auto* member = expr.As<ast::Member>();
  const bool path = member != nullptr && !member->has_args && member->base->Is<ast::Name>();
  return path ? Quoted(ast::Print(expr)) : Bilingual{"this", "这"};
}

Bilingual WindowWords(const ast::Window& window) {
  if (window.kind == ast::WindowKind::Last) return {"`last`", "“最近”"};
  if (window.kind != ast::WindowKind::ToDate) return {"`over`", "“期间”"};
  const Bilingual unit = UnitWords(GranuleOf(window.unit));
  return {"`" + unit.english + " to date`", "“" + unit.chinese + "初至今”"};
}

void ReportType(Session& s, const ast::Expr& expr, const Bilingual& wanted, const types::Type& given) {
  s.diags.Report(expr.span, kTypeMismatch, wanted, ThingWords(expr), TypeWords(given));
}

Bilingual TypeWords(const types::Type& type) {
  Bilingual words = KindOnly(type);
  if (!type.optional) return words;
  return {words.english + " that may be absent", "可能缺失的" + words.chinese};
}

Bilingual GrainWords(const Session& s, const Grain& grain) {
  switch (grain.kind) {
    case GrainKind::Company:
      return {"for the whole plan", "整个方案"};
    case GrainKind::CompanyPeriod:
      return {"per " + UnitWords(grain.granule).english, "每" + UnitWords(grain.granule).chinese};
    case GrainKind::Person:
      return {"per participant", "每人"};
    case GrainKind::PersonPeriod:
      return {"per participant and " + UnitWords(grain.granule).english,
              "每人每" + UnitWords(grain.granule).chinese};
    case GrainKind::Row: {
      const std::string& name = s.program.datasets[static_cast<size_t>(grain.index)].name();
      return {"per row of `" + name + "`", "“" + name + "”每行"};
    }
    case GrainKind::Line: {
      const std::string& name = s.Definition(grain.index).name();
      return {"per line of `" + name + "`", "“" + name + "”逐笔"};
    }
  }
  return {};
}

}  // namespace incent::check
