#include "compiler/base/limits.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/literals.h"
#include "runtime/value/date.h"

// Names and literals.
namespace incent::syntax {
namespace {

// Units that the language translates, wherever they are used as names.
std::string_view EnglishUnit(std::string_view word) {
  if (word == "天") return "day";
  if (word == "周") return "week";
  if (word == "半月" || word == "half month") return "half_month";
  if (word == "月" || word == "个月") return "month";
  if (word == "季" || word == "季度") return "quarter";
  if (word == "半年" || word == "half year") return "half_year";
  if (word == "年") return "year";
  return word;
}

bool IsUnit(size_t type) {
  return type == IncentParser::DAYS || type == IncentParser::WEEKS || type == IncentParser::HALF_MONTHS ||
         type == IncentParser::MONTHS || type == IncentParser::QUARTERS || type == IncentParser::HALF_YEARS ||
         type == IncentParser::YEARS;
}

std::string_view WithoutBackquotes(std::string_view text) {
  text.remove_prefix(1);
  if (text.ends_with("`")) text.remove_suffix(1);
  return text;
}

}  // namespace

ast::Ident Builder::Build(P::NameContext& ctx) {
  auto ident = Part<ast::Ident>(ctx);
  const std::string_view text = Text(*ctx.start);
  if (ctx.QUOTED_ID() != nullptr) {
    ident.text = Normalized(WithoutBackquotes(text));
  } else if (ctx.CURRENCY_CODE() != nullptr) {
    ident.text = IsoCode(text);
  } else if (IsUnit(ctx.start->getType())) {
    ident.text = EnglishUnit(text);
  } else {
    ident.text = Normalized(text);
  }
  return ident;
}

ast::Ident Builder::Build(P::PlainNameContext& ctx) {
  auto ident = Part<ast::Ident>(ctx);
  const std::string_view text = Text(*ctx.start);
  ident.text = Normalized(ctx.QUOTED_ID() != nullptr ? WithoutBackquotes(text) : text);
  return ident;
}

// A field keeps its spelling, keyword or not: it is the head of a column in somebody's data.
ast::Ident Builder::Build(P::MemberContext& ctx) {
  auto ident = Part<ast::Ident>(ctx);
  const std::string_view text = Text(*ctx.start);
  ident.text = Normalized(ctx.start->getType() == P::QUOTED_ID ? WithoutBackquotes(text) : text);
  return ident;
}

ast::Path Builder::Build(P::PathContext& ctx) {
  ast::Path path;
  path.push_back(Build(*ctx.name()));
  for (P::MemberContext* member : ctx.member()) path.push_back(Build(*member));
  return path;
}

std::optional<std::string> Builder::Build(P::LabelContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  return BuildText(*ctx->STRING());
}

std::vector<ast::Ident> Builder::BuildAll(const std::vector<P::NameContext*>& names, size_t from) {
  std::vector<ast::Ident> idents;
  for (size_t i = from; i < names.size(); ++i) idents.push_back(Build(*names[i]));
  return idents;
}

std::string Builder::BuildString(antlr4::tree::TerminalNode& terminal) {
  const std::string_view text = Text(terminal);
  StringText string = ReadString(text);
  if (!string.bad_escape.empty() && !IsRepaired(*terminal.getSymbol())) {
    source::Span span = SpanOf(terminal);
    span.begin += static_cast<uint32_t>(string.bad_escape.data() - text.data());
    span.end = span.begin + static_cast<uint32_t>(string.bad_escape.size());
    diags_.Report(span, kBadEscape, string.bad_escape);
  }
  return std::move(string.value);
}

// Cells of data are in NFC, so what is compared with them, or found by them, is too. The name of a file is
// not: it is what the file system says.
std::string Builder::BuildText(antlr4::tree::TerminalNode& terminal) {
  return Normalized(BuildString(terminal));
}

uint32_t Builder::BuildCount(antlr4::tree::TerminalNode& terminal) {
  const std::optional<uint32_t> count = ReadCount(Text(terminal));
  if (!count && !IsRepaired(*terminal.getSymbol()))
    diags_.Report(SpanOf(terminal), kNotWhole, Text(terminal));
  return count.value_or(1);
}

const ast::Date* Builder::BuildDate(antlr4::tree::TerminalNode& terminal) {
  auto* date = file_.arena.New<ast::Date>();
  Place(*date, SpanOf(terminal));
  date->text = Text(terminal);
  if (!IsRepaired(*terminal.getSymbol()) && !value::ParseDate(date->text)) {
    diags_.Report(date->span, kNoSuchDate, date->text);
  }
  return date;
}

const ast::Period* Builder::BuildPeriod(antlr4::tree::TerminalNode& terminal) {
  auto* period = file_.arena.New<ast::Period>();
  Place(*period, SpanOf(terminal));
  period->text = Text(terminal);
  if (!IsRepaired(*terminal.getSymbol()) && !value::ParsePeriod(period->text)) {
    diags_.Report(period->span, kNoSuchDate, period->text);
  }
  return period;
}

const ast::Expr* Builder::Build(P::LiteralContext& ctx) {
  if (ctx.NUMBER() != nullptr) return BuildNumber(ctx);
  if (ctx.DATE() != nullptr) return BuildDate(*ctx.DATE());
  if (ctx.PERIOD() != nullptr) return BuildPeriod(*ctx.PERIOD());
  if (ctx.TIMESTAMP() != nullptr) {
    auto* moment = New<ast::Timestamp>(ctx);
    moment->text = Text(*ctx.TIMESTAMP());
    if (!IsRealMoment(moment->text)) diags_.Report(moment->span, kNoSuchDate, moment->text);
    return moment;
  }
  if (ctx.STRING() != nullptr) {
    auto* string = New<ast::String>(ctx);
    string->value = BuildText(*ctx.STRING());
    return string;
  }
  auto* truth = New<ast::Bool>(ctx);
  truth->value = ctx.TRUE() != nullptr;
  return truth;
}

const ast::Number* Builder::BuildNumber(P::LiteralContext& ctx) {
  auto* number = New<ast::Number>(ctx);
  NumberText text;
  const NumberFault fault = ReadNumber(Text(*ctx.NUMBER()), &text);
  const bool repaired = IsRepaired(*ctx.NUMBER()->getSymbol());
  // A percentage has two more as a fraction.
  const size_t max_scale = base::kMaxNumberScale - (ctx.PERCENT() != nullptr ? 2 : 0);
  if (fault == NumberFault::Underscore && !repaired) {
    diags_.Report(SpanOf(*ctx.NUMBER()), kBadNumber, Text(*ctx.NUMBER()));
  } else if ((fault == NumberFault::TooLong || text.scale > static_cast<int>(max_scale)) && !repaired) {
    diags_.Report(SpanOf(*ctx.NUMBER()), kNumberTooLong, base::kMaxNumberDigits, max_scale);
  }
  number->digits = std::move(text.digits);
  number->scale = text.scale;

  if (ctx.PERCENT() != nullptr) number->suffix = ast::NumberSuffix::Percent;
  if (ctx.TIMES_X() != nullptr) number->suffix = ast::NumberSuffix::Times;
  if (ctx.POINTS() != nullptr) number->suffix = ast::NumberSuffix::Points;
  if (ctx.unit() != nullptr) {
    number->suffix = ast::NumberSuffix::Unit;
    number->unit = Build(*ctx.unit());
  }
  if (ctx.CURRENCY_CODE() != nullptr) {
    number->suffix = ast::NumberSuffix::Currency;
    number->currency = IsoCode(Text(*ctx.CURRENCY_CODE()));
  }
  return number;
}

ast::Unit Builder::Build(P::UnitContext& ctx) {
  switch (ctx.start->getType()) {
    case P::DAYS:
      return ast::Unit::Day;
    case P::WEEKS:
      return ast::Unit::Week;
    case P::HALF_MONTHS:
      return ast::Unit::HalfMonth;
    case P::QUARTERS:
      return ast::Unit::Quarter;
    case P::HALF_YEARS:
      return ast::Unit::HalfYear;
    case P::YEARS:
      return ast::Unit::Year;
    default:
      return ast::Unit::Month;
  }
}

}  // namespace incent::syntax
