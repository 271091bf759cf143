#include <optional>
#include <string>
#include <vector>

#include "compiler/syntax/draft_rules.h"

// Tiers by ranges, by comparisons and by upper bounds, and with other signs before their values.
namespace incent::syntax {
namespace {

using P = IncentParser;

enum class Side : uint8_t { From, Above, Below, UpTo };

// A row as it was written.
struct Row {
  Side side = Side::From;
  std::string bound;
  std::string upper;  // of a range; empty if none was written
  size_t value = 0;   // [value, end)
  size_t end = 0;
};

// A word or phrase before a bound.
struct BoundWord {
  std::string_view written;
  Side side;
};
constexpr BoundWord kBoundWords[] = {
    {"over", Side::Above},    {"above", Side::Above},     {"beyond", Side::Above}, {"more", Side::Above},
    {"greater", Side::Above}, {"exceeding", Side::Above}, {"under", Side::UpTo},   {"below", Side::UpTo},
    {"less", Side::UpTo},     {"until", Side::UpTo},      {"to", Side::UpTo},      {"up", Side::UpTo},
    {"upto", Side::UpTo},     {"first", Side::UpTo},      {"from", Side::From},    {"超过", Side::Above},
    {"大于", Side::Above},    {"高于", Side::Above},      {"低于", Side::UpTo},    {"小于", Side::UpTo},
    {"不足", Side::UpTo},     {"不超过", Side::UpTo},     {"自", Side::From},      {"从", Side::From},
    {"止于", Side::UpTo},     {"归属", Side::UpTo}};

std::optional<Side> SideOf(const DraftText& text, size_t index) {
  if (text.Is(index, P::BELOW)) return Side::Below;
  if (text.IsOneOf(index, {P::LT, P::LE})) return Side::UpTo;
  if (text.Is(index, P::GT)) return Side::Above;
  if (text.Is(index, P::GE)) return Side::From;
  for (const BoundWord& word : kBoundWords) {
    if (text.Lower(index) == word.written) return word.side;
  }
  return std::nullopt;
}

// Whether the token ends a bound from below: `100k+`, `100k and above`, `10万以上`.
bool IsOpenEnded(const DraftText& text, size_t index) {
  return text.IsOneOf(index, {P::PLUS, P::AND, P::OR}) || text.Lower(index) == "以上" ||
         text.Lower(index) == "及以上" || text.Lower(index) == "起";
}

class TierReader {
 public:
  TierReader(const DraftText& text, size_t open) : text_(text), next_(open + 1), close_(text.Close(open)) {}

  // nullopt: not a list of rows at all.
  std::optional<std::vector<Row>> Read() {
    std::vector<Row> rows;
    while (next_ < close_) {
      if (text_.Is(next_, P::EACH)) return std::nullopt;
      std::optional<Row> row = ReadRow();
      if (!row) return std::nullopt;
      rows.push_back(std::move(*row));
    }
    return rows;
  }

  bool has_sign() const { return !sign_.empty(); }
  bool has_range() const { return has_range_; }
  bool has_comma() const { return has_comma_; }
  const std::string& sign() const { return sign_; }
  source::Span sign_span() const { return sign_span_; }

 private:
  // A number or a path with its unit; empty if there is none.
  std::string ReadBound() {
    const size_t first = next_;
    if (text_.Is(next_, P::NUMBER)) {
      ++next_;
      if (text_.IsOneOf(next_, {P::PERCENT, P::CURRENCY_CODE, P::POINTS, P::TIMES_X}) || text_.IsUnit(next_))
        ++next_;
    } else if (text_.IsName(next_) && text_.Is(next_ + 1, P::DOT)) {
      next_ += 3;
    }
    return text_.Source(first, next_);
  }

  std::optional<Row> ReadRow() {
    Row row;
    if (const std::optional<Side> side = SideOf(text_, next_)) {
      row.side = *side;
      has_range_ |= !text_.IsOneOf(next_, {P::FROM, P::ABOVE, P::BELOW});
      do ++next_;
      while (text_.IsOneOf(next_, {P::TO}) || text_.Lower(next_) == "than");
    } else {
      has_range_ = true;
    }
    row.bound = ReadBound();
    if (row.bound.empty()) return std::nullopt;
    const bool is_arrow = text_.Is(next_, P::MINUS) && text_.Is(next_ + 1, P::GT);
    if (!is_arrow && (text_.IsOneOf(next_, {P::MINUS, P::RANGE, P::TO, P::UNTIL}) || IsUpTo())) {
      ++next_;
      while (text_.Is(next_, P::TO) || text_.IsOneOf(next_, {P::LT, P::LE})) ++next_;
      row.upper = ReadBound();
      has_range_ = true;
      if (row.upper.empty()) return std::nullopt;
    }
    if (IsOpenEnded(text_, next_)) {
      has_range_ = true;
      do ++next_;
      while (next_ < close_ && text_.IsOneOf(next_, {P::ID, P::ABOVE}));
    }
    if (!ReadSign()) return std::nullopt;
    ReadValue(row);
    return row;
  }

  bool IsUpTo() const {
    const std::string word = text_.Lower(next_);
    return word == "up" || word == "until" || word == "through" || word == "至" || word == "到" ||
           word == "－" || word == "–" || word == "~";
  }

  bool ReadSign() {
    const size_t first = next_;
    if (text_.IsOneOf(next_, {P::MINUS, P::EQ}) && text_.Is(next_ + 1, P::GT)) {
      next_ += 2;
    } else if (text_.IsOneOf(next_, {P::COLON, P::EQ, P::GT, P::THEN})) {
      ++next_;
    } else {
      return false;
    }
    if (!text_.Is(first, P::COLON) && sign_.empty()) {
      sign_ = text_.Source(first, next_);
      sign_span_ = text_.SpanOf(first, next_);
    }
    return true;
  }

  // Up to what begins the next row.
  void ReadValue(Row& row) {
    row.value = next_;
    while (next_ < close_) {
      if (text_.IsOneOf(next_, {P::LPAREN, P::LBRACK}) && text_.Close(next_) < close_)
        next_ = text_.Close(next_);
      ++next_;
      if (text_.Is(next_, P::COMMA)) break;
      if (text_.EndsValue(next_ - 1) &&
          (SideOf(text_, next_) || text_.Is(next_, P::NUMBER) || text_.Is(next_, P::EACH) ||
           (text_.IsName(next_) && !text_.Is(next_ - 1, P::DOT)))) {
        break;
      }
    }
    row.end = next_;
    while (text_.Is(next_, P::COMMA)) {
      has_comma_ = true;
      ++next_;
    }
  }

  const DraftText& text_;
  size_t next_;
  size_t close_;
  bool has_range_ = false;
  bool has_comma_ = false;
  std::string sign_;
  source::Span sign_span_;
};

// Nothing, in the unit of a bound: `0 USD` for `100k USD`.
std::string ZeroLike(const std::string& bound) {
  size_t unit = 0;
  while (unit < bound.size() && (static_cast<unsigned char>(bound[unit]) < 0x80) &&
         (std::isdigit(static_cast<unsigned char>(bound[unit])) != 0 || bound[unit] == '.' ||
          bound[unit] == '_')) {
    ++unit;
  }
  for (const std::string_view suffix : {"k", "M", "万", "亿"}) {
    if (bound.compare(unit, suffix.size(), suffix) == 0) unit += suffix.size();
  }
  return "0" + bound.substr(unit);
}

// The unit of the upper bound where only that has one: `0 - 100k USD`.
std::string WithUnitOf(const std::string& bound, const std::string& upper) {
  if (upper.empty() || bound.find_first_not_of("0123456789._kM") != std::string::npos) return bound;
  return bound + ZeroLike(upper).substr(1);
}

Wording Rows(const DraftText& text, const std::vector<Row>& rows) {
  Wording meant(text);
  std::string last_upper;
  for (const Row& row : rows) {
    std::string bound = WithUnitOf(row.bound, row.upper);
    Side side = row.side;
    if (side == Side::UpTo) {
      side = Side::From;
      const std::string upper = bound;
      bound = last_upper.empty() ? ZeroLike(bound) : last_upper;
      last_upper = upper;
    } else {
      last_upper = row.upper;
    }
    const uint16_t word = side == Side::Above ? P::ABOVE : side == Side::Below ? P::BELOW : P::FROM;
    meant.Write(word).Write(bound).Write(":").Keep(row.value, row.end);
  }
  return meant;
}

}  // namespace

bool MendTiers(DraftText& text, size_t index) {
  if (!text.Is(index, P::LBRACE) || text.OwnerOf(index) != P::TIERS || text.Close(index) >= text.size())
    return false;
  TierReader reader(text, index);
  const std::optional<std::vector<Row>> rows = reader.Read();
  if (!rows || rows->empty()) return false;
  const size_t end = text.Close(index);
  const source::Span span = text.SpanOf(index + 1, end);
  const Wording meant = Rows(text, *rows);
  if (reader.has_range()) {
    Mend(text, index + 1, end, meant, text.diags().Report(span, kTierRange));
  } else if (reader.has_sign()) {
    Mend(text, index + 1, end, meant, text.diags().Report(reader.sign_span(), kTierSign, reader.sign()));
  } else if (reader.has_comma()) {
    Mend(text, index + 1, end, meant, text.diags().Report(span, kSeparator, ","));
  } else {
    return false;
  }
  return true;
}

}  // namespace incent::syntax
