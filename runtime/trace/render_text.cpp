#include <fmt/format.h>

#include "runtime/trace/condense.h"
#include "runtime/trace/render.h"
#include "runtime/value/escape.h"

namespace incent::trace {
namespace {

// The words around values, in one language.
struct Words {
  std::string_view row;
  std::string_view rows;
  std::string_view payouts;
  std::string_view from;
  std::string_view first_tier;
  std::string_view at;
  std::string_view above;
  std::string_view part;
  std::string_view omitted;
  std::string_view since;
  std::string_view line;
  std::string_view see_above;
  std::string_view more;
  std::string_view blended;
  std::string_view posted;
  std::string_view earned_by;
  std::string_view cause;
  std::string_view nothing;
  std::string_view shortened;
  std::string_view broken;
  std::string_view paid;
  std::string_view held;
  std::string_view withheld;
  std::string_view colon;
  std::string_view comma;
  std::string_view open;
  std::string_view close;
};

constexpr Words kEnglish = {
    .row = "row",
    .rows = "rows",
    .payouts = "payouts",
    .from = "from",
    .first_tier = "first tier",
    .at = "at",
    .above = "above",
    .part = "part {0} of {1}",
    .omitted = "not shown",
    .since = "since",
    .line = "{0} = {1}, share {2} of {3}",
    .see_above = "see above",
    .more = "and {0} more",
    .blended = "blended rate",
    .posted = "posted",
    .earned_by = "earned by {0}",
    .cause = "because of `{0}` in {1}",
    .nothing = "Nothing is known of this payout.",
    .shortened = "(shortened: the tree has more nodes than are shown)",
    .broken = "INTERNAL ERROR: the replayed value is not the one that was published",
    .paid = "paid",
    .held = "held until its date exists",
    .withheld = "withheld",
    .colon = ": ",
    .comma = ", ",
    .open = " (",
    .close = ")",
};

constexpr Words kChinese = {
    .row = "行",
    .rows = "行",
    .payouts = "笔发放",
    .from = "自",
    .first_tier = "第一档",
    .at = "位于",
    .above = "高于",
    .part = "{1} 份中的第 {0} 份",
    .omitted = "未显示",
    .since = "起于",
    .line = "{0} = {1}，{3} 的 {2}",
    .see_above = "见上文",
    .more = "另有 {0} 行",
    .blended = "综合比率",
    .posted = "入账",
    .earned_by = "由 {0} 挣得",
    .cause = "原因：{1} 中的 {0}",
    .nothing = "没有这笔发放的任何记录。",
    .shortened = "（已截短：未显示全部节点）",
    .broken = "内部错误：重新计算的值与已发布的值不一致",
    .paid = "已发放",
    .held = "已得，待日期确定后发放",
    .withheld = "暂扣",
    .colon = "：",
    .comma = "，",
    .open = "（",
    .close = "）",
};

struct Sign {
  std::string_view code;
  std::string_view sign;
};

constexpr Sign kSigns[] = {
    {"add", "+"},    {"sub", "−"},    {"mul", "×"},    {"div", "÷"},    {"div?", "÷"},   {"cmp.lt", "<"},
    {"cmp.le", "≤"}, {"cmp.eq", "="}, {"cmp.ne", "≠"}, {"cmp.ge", "≥"}, {"cmp.gt", ">"},
};

std::string_view SignOf(std::string_view code) {
  for (const Sign& sign : kSigns) {
    if (sign.code == code) return sign.sign;
  }
  return "";
}

// The first line, with single spaces.
std::string OneLine(std::string_view text) {
  const size_t end = text.find('\n');
  std::string line;
  for (const char byte : text.substr(0, end)) {
    if (byte != ' ' || (!line.empty() && line.back() != ' ')) line += byte;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return end == std::string_view::npos ? line : line + " …";
}

class TextRenderer {
 public:
  explicit TextRenderer(const RenderOptions& options)
      : options_(options), words_(options.language == Language::Chinese ? kChinese : kEnglish) {}

  std::string Render(const Trace& trace) {
    if (!trace.found) return std::string(words_.nothing) + "\n";
    AddNode(options_.detail == Detail::Full ? trace.root : Condensed(trace.root), "", "");
    if (trace.shortened) AddLine("", words_.shortened);
    if (!trace.reproduced) AddLine("", words_.broken);
    return std::move(out_);
  }

 private:
  std::string Text(const Quantity& quantity) const {
    return value::EscapeControls(QuantityText(quantity, options_.language));
  }
  std::string Phrase(const Node& node) const { return std::string(PhraseFor(node.code, options_.language)); }
  std::string Name(const Node& node) const {
    return node.label.empty() ? Phrase(node) : value::EscapeControls(node.label);
  }

  void AddLine(std::string_view prefix, std::string_view text) {
    out_ += prefix;
    out_ += text;
    out_ += '\n';
  }

  std::string Place(const InputRow& row) const {
    std::string text = value::EscapeControls(row.dataset) + " " + value::EscapeControls(row.key);
    if (!row.file.empty()) text += ", " + value::EscapeControls(row.file);
    if (!row.file.empty() && row.line > 0) text += fmt::format(":{}", row.line);
    return text;
  }

  std::string Status(const Node& node) const {
    if (node.status == "held") return std::string(words_.held);
    return std::string(node.status == "withheld" ? words_.withheld : words_.paid);
  }

  std::string Payout(const Node& node) const {
    std::string text =
        node.posting.empty() ? Status(node) : fmt::format("{} {}", words_.posted, node.posting);
    if (!node.posting.empty() && node.status != "paid") text += ", " + Status(node);
    if (!node.earned_by.empty())
      text += Remark(fmt::format(fmt::runtime(words_.earned_by), value::EscapeControls(node.earned_by)));
    return text + (node.value.state == Quantity::State::None ? "" : " = " + Text(node.value));
  }

  std::string Remark(const std::string& text) const {
    return fmt::format("{}{}{}", words_.open, text, words_.close);
  }
  std::string Changed(const Quantity& before, const Quantity& after) const {
    return fmt::format("{} → {}", Text(before), Text(after));
  }
  std::string Count(const Node& node) const {
    return fmt::format("{} {}", node.count, node.count == 1 ? words_.row : words_.rows);
  }

  // What was chosen: a truth, a number or a name.
  std::string Chosen(const Node& node) const {
    if (node.chosen.empty()) return "";
    const Quantity text{Quantity::State::Value, node.chosen, "", false, false};
    return " [" + Text(text) + "]";
  }

  // A sum of rows is called after them; of other folds and of tables it is said what they are, too.
  std::string Title(const Node& node) const {
    constexpr std::string_view kSaid[] = {"scan.", "tier.", "w", "agg."};
    const bool says_kind = node.code != "agg.sum" && node.code != "when" &&
                           std::any_of(std::begin(kSaid), std::end(kSaid), [&](std::string_view prefix) {
                             return node.code.starts_with(prefix);
                           });
    return node.label.empty() || !says_kind ? Name(node)
                                            : Name(node) + std::string(words_.comma) + Phrase(node);
  }

  std::string Split(const Node& node) const {
    const size_t count = node.parts.empty() ? node.children.size() - 1 : node.parts.size();
    const std::string part = Remark(fmt::format(fmt::runtime(words_.part), node.number, count));
    if (node.before.state == Quantity::State::None) return Name(node) + " = " + Text(node.value) + part;
    return Name(node) + std::string(words_.colon) + Changed(node.before, node.value) + part;
  }

  // The node's own line, without its row and source.
  std::string Headline(const Node& node) const {
    const std::string equation = Name(node) + " = " + Text(node.value);
    switch (node.kind) {
      case NodeKind::Payouts:
        return equation + (node.count == 1 ? "" : Remark(fmt::format("{} {}", node.count, words_.payouts)));
      case NodeKind::Payout:
        return Payout(node);
      case NodeKind::Parameter:
        return node.chosen.empty() ? equation
                                   : equation + Remark(fmt::format("{} {}", words_.since, node.chosen));
      case NodeKind::Constant:
        return Text(node.value);
      case NodeKind::Sum:
        return fmt::format("{} = {}{}", Title(node), Text(node.value), Remark(Count(node)));
      case NodeKind::Tiers:
        return fmt::format("{} = {}", Title(node), Text(node.value));
      case NodeKind::Split:
        return Split(node);
      case NodeKind::Choice:
        return Name(node) + Chosen(node) + " = " + Text(node.value);
      case NodeKind::Change:
        return fmt::format("{}{}{}", Name(node), words_.colon, Changed(node.before, node.value));
      case NodeKind::Level:
        return fmt::format("{}{}{} = {}", Name(node), words_.colon, Changed(node.before, node.after),
                           Text(node.value));
      case NodeKind::Line:
        return fmt::format(fmt::runtime(words_.line), Name(node), Text(node.value), Text(node.share),
                           Text(node.whole));
      case NodeKind::Earlier:
        return fmt::format("{} = {}{}", Title(node), Text(node.value), Remark(std::string(words_.see_above)));
      case NodeKind::Omitted:
        return equation + Remark(std::string(words_.omitted));
      default:
        return equation;
    }
  }

  // The formula of an operation with a sign and two operands that are both shown; else empty.
  std::string Formula(const Node& node) const {
    const std::string_view sign = SignOf(node.code);
    if (node.kind != NodeKind::Operation || sign.empty() || node.children.size() != 2) return "";
    return fmt::format("{} {} {}", Text(node.children[0].value), sign, Text(node.children[1].value));
  }

  // Where the text of a node stands: the file is named once.
  std::string Location(const SourceQuote& quote) {
    if (quote.path.empty()) return "";
    const bool same = quote.path == path_;
    path_ = quote.path;
    return fmt::format("  ⟨{}:{}⟩", same ? "" : value::EscapeControls(quote.path), quote.line);
  }

  // A clause in the author's words. One word alone, such as a name, says too little.
  std::string ClauseName(const Node& node, const SourceQuote& quote) const {
    const std::string text = value::EscapeControls(OneLine(quote.text));
    if (text.empty()) return Name(node);
    return node.code == "=" || text.find(' ') != std::string::npos ? text : Phrase(node) + " " + text;
  }

  std::string ClauseText(const Node& node, const SourceQuote& quote) const {
    if (node.before.state == Quantity::State::None) return ClauseName(node, quote) + " = " + Text(node.value);
    return ClauseName(node, quote) + std::string(words_.colon) + Changed(node.before, node.value);
  }

  // The node's own line.
  std::string Line(const Node& node) {
    const bool has_place =
        node.kind == NodeKind::Clause || node.kind == NodeKind::Definition || node.kind == NodeKind::Payouts;
    SourceQuote quote;
    if (has_place && node.span && options_.quote) quote = options_.quote(*node.span);
    std::string line = node.kind == NodeKind::Clause ? ClauseText(node, quote) : Headline(node);
    if (const std::string formula = Formula(node); !formula.empty()) {
      const bool compares = node.code.starts_with("cmp.");
      line = formula + (compares ? std::string(words_.colon) : " = ") + Text(node.value);
    }
    if (node.row) line += "  ← " + Place(*node.row);
    return line + Location(quote);
  }

  // Where a row of a table begins; of a knot, where it stands.
  std::string StartOf(const Node& node, const Band& band) const {
    if (band.from.state == Quantity::State::None) return std::string(words_.first_tier);
    const bool is_knot = node.code == "tier.interp";
    return fmt::format("{} {}",
                       is_knot      ? words_.at
                       : band.above ? words_.above
                                    : words_.from,
                       Text(band.from));
  }

  std::string BandText(const Node& node, const Band& band) const {
    const bool has_part = band.part.state != Quantity::State::None;
    const bool has_rate = band.rate.state != Quantity::State::None;
    std::string text = StartOf(node, band) + std::string(words_.colon);
    if (has_part) text += Text(band.part);
    if (has_part && has_rate) text += " × ";
    if (has_rate) text += Text(band.rate);
    if (band.contribution.state != Quantity::State::None) text += " = " + Text(band.contribution);
    return text;
  }

  std::string ContributionText(const Contribution& item) const {
    std::string text = value::EscapeControls(item.participant);
    if (!item.period.empty()) text += (text.empty() ? "" : " ") + value::EscapeControls(item.period);
    if (item.row) text += (text.empty() ? "" : ", ") + Place(*item.row);
    if (item.amount.state == Quantity::State::None) return text;
    return fmt::format("{}{}{}", text, words_.colon, Text(item.amount));
  }

  std::string CauseText(const Cause& cause) const {
    const std::string why = fmt::format(fmt::runtime(words_.cause), value::EscapeControls(cause.code),
                                        value::EscapeControls(cause.definition));
    if (cause.row) return why + ", " + Place(*cause.row);
    return cause.place.empty() ? why : why + ", " + value::EscapeControls(cause.place);
  }

  // What stands below a node before its children.
  std::vector<std::string> Details(const Node& node) const {
    std::vector<std::string> details;
    for (const Band& band : node.bands) details.push_back(BandText(node, band));
    if (node.blended.state != Quantity::State::None) {
      details.push_back(fmt::format("{}{}{}", words_.blended, words_.colon, Text(node.blended)));
    }
    for (const Contribution& item : node.parts) details.push_back(ContributionText(item));
    for (const Contribution& item : node.largest) details.push_back(ContributionText(item));
    const auto shown = static_cast<int64_t>(node.largest.size());
    if (shown > 0 && node.count > shown) {
      const std::string more = fmt::format(fmt::runtime(words_.more), node.count - shown);
      const bool has_rest = node.rest.state != Quantity::State::None;
      details.push_back(has_rest ? more + std::string(words_.colon) + Text(node.rest) : more);
    }
    if (node.cause) details.push_back(CauseText(*node.cause));
    return details;
  }

  // What a formula has said already needs no line of its own.
  std::vector<const Node*> Below(const Node& node) const {
    const bool has_formula = !Formula(node).empty();
    std::vector<const Node*> below;
    for (const Node& child : node.children) {
      if (!has_formula || child.kind != NodeKind::Constant) below.push_back(&child);
    }
    return below;
  }

  // `lead` stands before the node's own line, `indent` before what is below it.
  void AddNode(const Node& node, const std::string& lead, const std::string& indent) {
    AddLine(lead, Line(node));
    const std::vector<std::string> details = Details(node);
    const std::vector<const Node*> below = Below(node);
    const size_t count = details.size() + below.size();
    for (size_t k = 0; k < count; ++k) {
      const bool last = k + 1 == count;
      const std::string branch = indent + (last ? "└─ " : "├─ ");
      if (k < details.size()) {
        AddLine(branch, details[k]);
      } else {
        AddNode(*below[k - details.size()], branch, indent + (last ? "   " : "│  "));
      }
    }
  }

  const RenderOptions& options_;
  const Words& words_;
  std::string out_;
  std::string path_;  // of the last place shown
};

}  // namespace

std::string RenderText(const Trace& trace, const RenderOptions& options) {
  return TextRenderer(options).Render(trace);
}

}  // namespace incent::trace
