#include "compiler/syntax/describe.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "compiler/diag/render.h"
#include "compiler/source/line_map.h"
#include "grammar/IncentParser.h"

namespace incent::syntax {
namespace {

using antlr4::misc::IntervalSet;
using diag::Bilingual;
using diag::Language;

// More alternatives than this are not read by anybody.
constexpr size_t kMaxAlternatives = 6;
constexpr uint32_t kMaxShownCells = 40;

struct Sign {
  size_t type;
  std::string_view text;
};
constexpr Sign kSigns[] = {
    {IncentParser::LBRACE, "{"},  {IncentParser::RBRACE, "}"}, {IncentParser::LPAREN, "("},
    {IncentParser::RPAREN, ")"},  {IncentParser::LBRACK, "["}, {IncentParser::RBRACK, "]"},
    {IncentParser::COLON, ":"},   {IncentParser::COMMA, ","},  {IncentParser::RANGE, ".."},
    {IncentParser::DOT, "."},     {IncentParser::EQ, "="},     {IncentParser::EQEQ, "=="},
    {IncentParser::NE, "!="},     {IncentParser::LE, "<="},    {IncentParser::GE, ">="},
    {IncentParser::LT, "<"},      {IncentParser::GT, ">"},     {IncentParser::PLUS, "+"},
    {IncentParser::MINUS, "-"},   {IncentParser::STAR, "*"},   {IncentParser::SLASH, "/"},
    {IncentParser::PERCENT, "%"}, {IncentParser::BAR, "|"},    {IncentParser::BARBAR, "||"},
    {IncentParser::QUESTION, "?"}};

struct Kind {
  size_t type;
  std::string_view english;  // "the number"
  std::string_view english_any;
  std::string_view chinese;
};
constexpr Kind kKinds[] = {
    {IncentParser::ID, "the name", "a name", "名称"},
    {IncentParser::QUOTED_ID, "the name", "a name", "名称"},
    {IncentParser::CURRENCY_CODE, "the currency", "a currency such as `CNY`", "币种"},
    {IncentParser::NUMBER, "the number", "a number", "数字"},
    {IncentParser::STRING, "the text", "a text in quotation marks", "文本"},
    {IncentParser::DATE, "the date", "a date such as `2026-01-31`", "日期"},
    {IncentParser::TIMESTAMP, "the moment", "a moment such as `2026-01-31T09:30`", "时刻"},
    {IncentParser::PERIOD, "the period", "a period such as `2026-Q1`", "期间"},
    {IncentParser::QUARTER_NAME, "the quarter", "a quarter such as `Q1`", "季度"}};

const Kind* FindKind(size_t type) {
  for (const Kind& kind : kKinds) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

Bilingual Quoted(std::string_view english, std::string_view chinese) {
  return {fmt::format("`{}`", english), fmt::format("“{}”", chinese)};
}

std::string Shortened(std::string_view text) {
  std::string shown;
  uint32_t cells = 0;
  while (!text.empty()) {
    const source::CodePoint next = source::DecodeFirst(text);
    cells += source::CellWidth(next.value);
    if (cells > kMaxShownCells) return shown + "…";
    shown += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  return shown;
}

// Collects alternatives; what a category covers is removed from the set before the rest is listed.
class Alternatives {
 public:
  Alternatives(const IntervalSet& expected, const antlr4::atn::ATN& atn) : atn_(atn) {
    for (ssize_t type : expected.toList()) {
      if (type > 0) rest_.push_back(static_cast<size_t>(type));
      if (type == static_cast<ssize_t>(antlr4::Token::EOF)) at_end_ = true;
    }
  }

  Bilingual Describe() {
    const bool after_value = Has(IncentParser::PLUS) && Has(IncentParser::EQEQ);
    if (after_value) RemoveContinuations();
    Category(IncentParser::RuleMember, {"the name of a field", "字段名称"});
    Category(IncentParser::RuleExpr, {"a value", "一个值"});
    Category(IncentParser::RulePrimary, {"a value", "一个值"});
    Category(IncentParser::RuleCellTest, {"a test such as `> 5` or `any`", "“> 5”“任意”等条件"});
    Category(IncentParser::RulePlanItem, {"a statement such as `pay`", "“发放”等语句"});
    Category(IncentParser::RuleTopItem, {"a declaration such as `plan`", "“方案”等声明"});
    Category(IncentParser::RuleName, {"a name", "名称"});
    Category(IncentParser::RuleUnit, {"a unit such as `month`", "“月”等单位"});
    for (size_t type : rest_) Add(type);
    if (after_value && found_.size() < kMaxAlternatives) found_.push_back({"an operator", "运算符"});
    if (at_end_ && found_.empty()) found_.push_back({"the end of the file", "文件结尾"});
    return Joined();
  }

 private:
  bool Has(size_t type) const { return std::find(rest_.begin(), rest_.end(), type) != rest_.end(); }

  // If all first tokens of a rule are expected, `words` stand for them.
  bool Category(size_t rule, Bilingual words) {
    const IntervalSet& first = atn_.nextTokens(atn_.ruleToStartState[rule]);
    for (ssize_t type : first.toList()) {
      if (type > 0 && !Has(static_cast<size_t>(type))) return false;
    }
    Remove(first);
    found_.push_back(std::move(words));
    return true;
  }

  void Remove(const IntervalSet& set) {
    std::erase_if(rest_, [&](size_t type) { return set.contains(type); });
  }

  // What can follow a complete value: operators, suffixes of numbers, arguments.
  void RemoveContinuations() {
    static constexpr size_t kContinuations[] = {
        IncentParser::STAR,         IncentParser::SLASH,   IncentParser::PLUS,
        IncentParser::MINUS,        IncentParser::LT,      IncentParser::LE,
        IncentParser::GT,           IncentParser::GE,      IncentParser::EQEQ,
        IncentParser::NE,           IncentParser::AND,     IncentParser::OR,
        IncentParser::NOT,          IncentParser::IS,      IncentParser::IN,
        IncentParser::BETWEEN,      IncentParser::WITHIN,  IncentParser::OVER,
        IncentParser::ACROSS,       IncentParser::BY,      IncentParser::AS_OF,
        IncentParser::DOT,          IncentParser::LBRACK,  IncentParser::CONVERTED_TO,
        IncentParser::OTHERWISE,    IncentParser::PERCENT, IncentParser::TIMES_X,
        IncentParser::POINTS,       IncentParser::LPAREN,  IncentParser::CURRENCY_CODE,
        IncentParser::COUNTED_FROM, IncentParser::USING};
    for (size_t type : kContinuations) std::erase(rest_, type);
    Remove(atn_.nextTokens(atn_.ruleToStartState[IncentParser::RuleUnit]));
  }

  void Add(size_t type) {
    Bilingual words = Spelling(type);
    if (!words.english.empty()) {
      found_.push_back(Quoted(words.english, words.chinese));
    } else if (const Kind* kind = FindKind(type); kind != nullptr && type != IncentParser::QUOTED_ID) {
      found_.push_back({kind->english_any, kind->chinese});
    }
  }

  Bilingual Joined() {
    const bool cut = found_.size() > kMaxAlternatives;
    if (cut) found_.resize(kMaxAlternatives);
    Bilingual result;
    for (size_t i = 0; i < found_.size(); ++i) {
      const bool last = i + 1 == found_.size();
      if (i > 0) result.english += last && !cut ? " or " : ", ";
      if (i > 0) result.chinese += last && !cut ? "或" : "、";
      result.english += found_[i].english;
      result.chinese += found_[i].chinese;
    }
    if (cut) {
      result.english += " …";
      result.chinese += "……";
    }
    if (found_.empty()) return {"something else", "其他写法"};
    return result;
  }

  const antlr4::atn::ATN& atn_;
  std::vector<size_t> rest_;
  std::vector<Bilingual> found_;
  bool at_end_ = false;
};

}  // namespace

Bilingual Spelling(size_t type) {
  for (const Sign& sign : kSigns) {
    if (sign.type == type) return {sign.text, sign.text};
  }
  const auto number = static_cast<uint16_t>(type);
  return {KeywordSpelling(number, Language::English), KeywordSpelling(number, Language::Chinese)};
}

Bilingual DescribeFound(size_t type, std::string_view text) {
  if (type == antlr4::Token::EOF) return {"the end of the file", "文件结尾"};
  const std::string shown = diag::EscapeControls(Shortened(text));
  Bilingual words = Quoted(shown, shown);
  if (type == IncentParser::STRING) words = {shown, shown};
  if (const Kind* kind = FindKind(type)) {
    return {fmt::format("{} {}", kind->english, words.english),
            fmt::format("{}{}", kind->chinese, words.chinese)};
  }
  return words;
}

Bilingual DescribeExpected(const IntervalSet& expected, const antlr4::atn::ATN& atn) {
  return Alternatives(expected, atn).Describe();
}

}  // namespace incent::syntax
