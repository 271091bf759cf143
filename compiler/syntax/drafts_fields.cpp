#include <algorithm>
#include <optional>
#include <string>

#include "compiler/syntax/draft_rules.h"

// Schemas as databases and other languages have them.
namespace incent::syntax {
namespace {

using P = IncentParser;

bool IsWordOf(const DraftText& text, size_t index, std::initializer_list<std::string_view> words) {
  return text.IsName(index) && std::find(words.begin(), words.end(), text.Lower(index)) != words.end();
}

bool IsTypeWord(const DraftText& text, size_t index) {
  // 日期 is the word for `on` as well.
  const bool is_date = text.Is(index, P::ON) && text.Text(index) == "日期";
  return is_date || text.Is(index, P::MONEY) || text.Is(index, P::ONE_OF) ||
         IsWordOf(text, index, {"text",    "number",  "rate", "points",  "date",    "timestamp", "period",
                                "flag",    "string",  "int",  "integer", "decimal", "float",     "bool",
                                "boolean", "varchar", "文本", "数字",    "比率",    "日期"});
}

// Whether the token follows a complete field, or opens the block.
bool IsFieldPlace(const DraftText& text, size_t index) {
  return text.OwnerOf(text.Open(index)) == P::DATA &&
         (text.Is(index - 1, P::LBRACE) || text.Is(index - 1, P::COMMA) || text.StartsLine(index) ||
          text.EndsValue(index - 1) || text.IsOneOf(index - 1, {P::OPTIONAL, P::HIERARCHY, P::DATED}));
}

bool MendTo(DraftText& text, size_t first, size_t end, const Wording& meant) {
  Mend(text, first, end, meant, text.diags().Report(text.SpanOf(first, end), kFieldForm, meant.text()));
  return true;
}

// `"AE" | "SE"` behind the colon.
bool MendBars(DraftText& text, size_t index) {
  if (!text.Is(index + 1, P::STRING) || !text.Is(index + 2, P::BAR)) return false;
  Wording meant(text);
  meant.Keep(index - 1, index + 1).Write(P::ONE_OF).Keep(index + 1);
  size_t end = index + 2;
  for (; text.Is(end, P::BAR) && text.Is(end + 1, P::STRING); end += 2) meant.Write(",").Keep(end + 1);
  return MendTo(text, index - 1, end, meant);
}

// Behind the type that follows a colon.
size_t TypeEnd(const DraftText& text, size_t colon) {
  size_t end = colon + 2;
  if (text.Is(colon + 1, P::MONEY) && text.Is(end, P::CURRENCY_CODE)) ++end;
  return end;
}

// `primary key`, `nullable`, `not null` behind the type.
bool MendModifier(DraftText& text, size_t colon) {
  const size_t name = colon - (text.Is(colon - 1, P::STRING) ? 2 : 1);
  size_t end = TypeEnd(text, colon);
  const size_t type_end = end;
  const bool primary = IsWordOf(text, end, {"primary", "unique", "唯一"}) || text.Is(end, P::UNIQUE);
  const size_t key = primary ? end + 1 : end;
  // A key that begins the next field has a name and a colon behind it.
  const auto has_colon = [&](size_t i) {
    return text.Is(i, P::COLON) || (text.Is(i, P::STRING) && text.Is(i + 1, P::COLON));
  };
  if (text.Is(key, P::KEY) && !has_colon(key + 1) && (primary || !has_colon(key + 2))) {
    return MendTo(text, name, key + 1, Wording(text).Write(P::KEY).Keep(name, type_end));
  }
  if (IsWordOf(text, end, {"nullable", "null", "可为空", "选填", "可选"})) {
    return MendTo(text, name, end + 1, Wording(text).Keep(name, type_end).Write(P::OPTIONAL));
  }
  if (text.Is(end, P::NOT) && IsWordOf(text, end + 1, {"null"})) ++end;
  if (end > type_end || IsWordOf(text, end, {"required", "mandatory", "必填", "非空"})) {
    return MendTo(text, name, end + 1, Wording(text).Keep(name, type_end));
  }
  return false;
}

// A field without its colon, [first, end): name and type in either order.
struct BareField {
  size_t name = 0;
  size_t type = 0;
  size_t type_end = 0;
  size_t end = 0;
};

std::optional<BareField> ReadBareField(const DraftText& text, size_t index) {
  const size_t first = text.Is(index, P::KEY) ? index + 1 : index;
  if (text.FollowsGap(first) || text.FollowsGap(first + 1)) return std::nullopt;
  if (!IsFieldPlace(text, index) || text.Is(index - 1, P::COLON) || !text.IsName(first)) return std::nullopt;
  if (text.IsOneOf(first + 2, {P::COLON, P::DOT}) || text.Is(first + 1, P::KEY)) return std::nullopt;
  if (IsTypeWord(text, first + 1)) {
    const size_t end =
        first + 2 + (text.Is(first + 1, P::MONEY) && text.Is(first + 2, P::CURRENCY_CODE) ? 1 : 0);
    return BareField{first, first + 1, end, end};
  }
  if (!IsTypeWord(text, first) || !text.IsName(first + 1)) return std::nullopt;
  return BareField{first + 1, first, first + 1, first + 2};
}

// `id text`, `text id`: all of a block at once.
bool MendColons(DraftText& text, size_t index) {
  const std::optional<BareField> field = ReadBareField(text, index);
  if (!field) return false;
  const std::string shown =
      text.Source(field->name, field->name + 1) + " : " + text.Source(field->type, field->type_end);
  const source::Span span = text.SpanOf(index, field->end);
  const size_t close = text.Close(text.Open(index));
  Wording meant(text);
  size_t from = index;
  size_t end = index;
  for (size_t i = index; i < close; ++i) {
    const std::optional<BareField> next = ReadBareField(text, i);
    if (!next) continue;
    meant.Keep(from, std::min(next->name, next->type))
        .Keep(next->name)
        .Write(":")
        .Keep(next->type, next->type_end);
    from = next->end;
    end = next->end;
    i = end - 1;
  }
  Mend(text, index, end, meant, text.diags().Report(span, kFieldForm, shown));
  return true;
}

}  // namespace

// `data Rep ( ... )`.
bool MendDatasetBraces(DraftText& text, size_t index) {
  if (!text.Is(index, P::DATA)) return false;
  const size_t open = index + 2 + (text.Is(index + 2, P::STRING) ? 1 : 0);
  if (!text.IsOneOf(open, {P::LPAREN, P::LBRACK}) || text.Close(open) >= text.size()) return false;
  const size_t close = text.Close(open);
  Mend(text, open, close + 1, Wording(text).Write("{").Keep(open + 1, close).Write("}"),
       text.diags().Report(text.SpanOf(open, open + 1), kDatasetBraces));
  return true;
}

bool MendField(DraftText& text, size_t index) {
  if (text.OwnerOf(text.Open(index)) != P::DATA) return false;
  if (text.Is(index, P::COLON)) {
    // `manager : hierarchy Rep`, `left_on : optional date`.
    if (text.IsOneOf(index + 1, {P::HIERARCHY, P::OPTIONAL}) &&
        (text.BeginsValue(index + 2) || IsTypeWord(text, index + 2))) {
      const Wording meant = Wording(text).Keep(index - 1, index + 1).Keep(index + 2).Keep(index + 1);
      if (text.Is(index + 1, P::OPTIONAL)) return MendTo(text, index - 1, index + 3, meant);
      Mend(text, index - 1, index + 3, meant,
           text.diags().Report(text.SpanOf(index + 1, index + 3), kSelfReference));
      return true;
    }
    return MendBars(text, index) || MendModifier(text, index);
  }
  return MendColons(text, index);
}

}  // namespace incent::syntax
