#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/date_spelling.h"
#include "compiler/syntax/draft_rules.h"

// Functions of spreadsheets. What they compute is written in words here, or under another name.
namespace incent::syntax {
namespace {

using P = IncentParser;

enum class Form : uint8_t { Fold, Choice, All, One, Opposite, Otherwise, Rounded, Date, Renamed };

struct Function {
  std::string_view name;  // in small letters
  Form form;
  uint16_t keyword = 0;           // of a Fold
  std::string_view english = {};  // of a Renamed
  std::string_view chinese = {};
};
constexpr Function kFunctions[] = {{"sum", Form::Fold, P::SUM_OF},
                                   {"total", Form::Fold, P::SUM_OF},
                                   {"count", Form::Fold, P::COUNT_OF},
                                   {"average", Form::Fold, P::AVERAGE_OF},
                                   {"avg", Form::Fold, P::AVERAGE_OF},
                                   {"mean", Form::Fold, P::AVERAGE_OF},
                                   {"求和", Form::Fold, P::SUM_OF},
                                   {"合计数", Form::Fold, P::SUM_OF},
                                   {"平均值", Form::Fold, P::AVERAGE_OF},
                                   {"if", Form::Choice},
                                   {"iff", Form::Choice},
                                   {"and", Form::All},
                                   {"or", Form::One},
                                   {"not", Form::Opposite},
                                   {"iferror", Form::Otherwise},
                                   {"coalesce", Form::Otherwise},
                                   {"nvl", Form::Otherwise},
                                   {"isnull", Form::Otherwise},
                                   {"round", Form::Rounded},
                                   {"date", Form::Date},
                                   {"roundup", Form::Renamed, 0, "ceiling", "向上取整"},
                                   {"rounddown", Form::Renamed, 0, "floor", "向下取整"},
                                   {"最小值", Form::Renamed, 0, "min", "较小"},
                                   {"最大值", Form::Renamed, 0, "max", "较大"},
                                   {"四舍五入到", Form::Rounded}};

const Function* FindFunction(const std::string& name) {
  const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                   [&](const Function& function) { return function.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

// A name that this file, or one that it imports, may have given to something.
bool MayBeDeclared(const DraftText& text, size_t name) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.Is(i, P::USE) && text.Is(i + 1, P::STRING)) return true;
    if (i > 0 && text.Text(i) == text.Text(name) && text.BeginsStatement(i - 1)) return true;
  }
  return false;
}

// The arguments of a call: [first, end) of each.
struct Argument {
  size_t first;
  size_t end;
};
std::vector<Argument> ArgumentsOf(const DraftText& text, size_t open) {
  std::vector<Argument> arguments;
  const size_t close = text.Close(open);
  size_t first = open + 1;
  for (size_t i = first; i <= close; ++i) {
    if (i != close && (!text.Is(i, P::COMMA) || text.Open(i) != open)) continue;
    arguments.push_back({first, i});
    first = i + 1;
  }
  return arguments;
}

// Arguments that are choices or conditions of their own stand in parentheses among operators.
bool NeedsParentheses(const DraftText& text, const Argument& argument) {
  for (size_t i = argument.first; i < argument.end; ++i) {
    if (text.IsOneOf(i, {P::AND, P::OR, P::IF, P::NOT, P::OTHERWISE})) return true;
    if (text.IsOneOf(i, {P::LPAREN, P::LBRACK}) && text.Close(i) < argument.end) i = text.Close(i);
  }
  return false;
}

// The window of what is paid for here.
std::string WindowHere(const DraftText& text, size_t index) {
  const size_t statement = text.StatementOf(index);
  size_t unit = statement;
  if (statement < text.size()) unit = text.Find(statement + 1, {P::MONTHLY, P::QUARTERLY, P::YEARLY, P::PER});
  if (unit < index && text.Is(unit, P::PER) && text.IsUnit(unit + 1)) return std::string(text.Text(unit + 1));
  if (unit < index && text.Is(unit, P::QUARTERLY)) return text.Spell(P::QUARTERS);
  if (unit < index && text.Is(unit, P::YEARLY)) return text.Spell(P::YEARS);
  return text.Spell(P::MONTHS);
}

class CallMender {
 public:
  CallMender(const DraftText& text, size_t name, const Function& function)
      : text_(text), name_(name), function_(function), arguments_(ArgumentsOf(text, name + 1)) {}

  // Empty if the arguments are not what the function takes.
  std::optional<Wording> Meant() const {
    Wording meant(text_);
    const size_t count = arguments_.size();
    if (function_.form == Form::Fold) return count == 1 ? Fold(meant) : std::nullopt;
    if (function_.form == Form::Choice) return count == 3 ? Choice(meant) : std::nullopt;
    if (function_.form == Form::All && count > 1) return Joined(meant, P::AND);
    if (function_.form == Form::One && count > 1) return Joined(meant, P::OR);
    if (function_.form == Form::Otherwise && count == 2) return Joined(meant, P::OTHERWISE);
    if (function_.form == Form::Opposite && count == 1) {
      return meant.Write(P::NOT).Write("(").Keep(arguments_[0].first, arguments_[0].end).Write(")");
    }
    if (function_.form == Form::Rounded) return count == 2 ? Rounded(meant) : std::nullopt;
    if (function_.form == Form::Date) return count == 3 ? Date(meant) : std::nullopt;
    if (function_.form == Form::Renamed) {
      meant.Write(std::string(text_.is_chinese() ? function_.chinese : function_.english) + "(");
      return meant.Keep(name_ + 2, text_.Close(name_ + 1)).Write(")");
    }
    return std::nullopt;
  }

 private:
  bool AmongOperators() const {
    return text_.IsOperator(name_ - 1) || text_.IsOperator(text_.Close(name_ + 1) + 1);
  }

  // An argument, with what it calls mended as well.
  void Put(Wording& meant, const Argument& argument, bool parentheses) const {
    if (parentheses) meant.Write("(");
    size_t from = argument.first;
    for (size_t i = argument.first; i < argument.end; ++i) {
      const Function* inner = FindFunction(text_.Lower(i));
      if (inner == nullptr || !text_.Is(i + 1, P::LPAREN) || text_.Close(i + 1) >= argument.end) continue;
      const std::optional<Wording> mended = CallMender(text_, i, *inner).Meant();
      if (!mended) continue;
      meant.Keep(from, i).Add(*mended);
      i = text_.Close(i + 1);
      from = i + 1;
    }
    meant.Keep(from, argument.end);
    if (parentheses) meant.Write(")");
  }

  std::optional<Wording> Fold(Wording& meant) const {
    const bool has_window = text_.Find(arguments_[0].first, {P::OVER}) < arguments_[0].end;
    const bool parentheses = AmongOperators();
    if (parentheses) meant.Write("(");
    meant.Write(function_.keyword);
    Put(meant, arguments_[0], arguments_[0].end != arguments_[0].first + 1);
    if (!has_window) meant.Write(P::OVER).Write(WindowHere(text_, name_));
    if (parentheses) meant.Write(")");
    return meant;
  }

  std::optional<Wording> Choice(Wording& meant) const {
    const bool parentheses = AmongOperators();
    if (parentheses) meant.Write("(");
    meant.Write(P::IF);
    Put(meant, arguments_[0], false);
    meant.Write(P::THEN);
    Put(meant, arguments_[1], false);
    meant.Write(P::ELSE);
    Put(meant, arguments_[2], false);
    if (parentheses) meant.Write(")");
    return meant;
  }

  std::optional<Wording> Joined(Wording& meant, uint16_t keyword) const {
    const bool parentheses = AmongOperators();
    if (parentheses) meant.Write("(");
    for (size_t i = 0; i < arguments_.size(); ++i) {
      if (i > 0) meant.Write(keyword);
      Put(meant, arguments_[i], NeedsParentheses(text_, arguments_[i]));
    }
    if (parentheses) meant.Write(")");
    return meant;
  }

  // ROUND(x, 2): to the second decimal.
  std::optional<Wording> Rounded(Wording& meant) const {
    if (arguments_[1].end != arguments_[1].first + 1) return std::nullopt;
    const std::string_view digits = text_.Text(arguments_[1].first);
    if (digits.size() != 1 || digits[0] < '0' || digits[0] > '6') return std::nullopt;
    const auto places = static_cast<size_t>(digits[0] - '0');
    meant.Write(text_.is_chinese() ? "取整(" : "rounded(");
    Put(meant, arguments_[0], false);
    return meant.Write(",").Write(places == 0 ? "1" : "0." + std::string(places - 1, '0') + "1").Write(")");
  }

  std::optional<Wording> Date(Wording& meant) const {
    std::string date;
    for (const Argument& argument : arguments_) {
      if (argument.end != argument.first + 1) return std::nullopt;
      date += (date.empty() ? "" : "-") + std::string(text_.Text(argument.first));
    }
    const std::optional<std::string> spelled = ast::RespellDate(date);
    if (!spelled) return std::nullopt;
    return meant.Write(*spelled);
  }

  const DraftText& text_;
  size_t name_;
  const Function& function_;
  std::vector<Argument> arguments_;
};

}  // namespace

bool MendCall(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::ID, P::CURRENCY_CODE, P::NOT, P::AND, P::OR, P::IF}) ||
      !text.Is(index + 1, P::LPAREN) || text.Is(index - 1, P::DOT) || text.Close(index + 1) >= text.size()) {
    return false;
  }
  const Function* function = FindFunction(text.Lower(index));
  // `not (a)` and `a and (b)` are the language's own.
  const bool is_own = text.IsOneOf(index, {P::NOT, P::AND, P::OR}) ||
                      (text.Is(index, P::IF) && ArgumentsOf(text, index + 1).size() != 3);
  if (function == nullptr || is_own || MayBeDeclared(text, index)) return false;
  const std::optional<Wording> meant = CallMender(text, index, *function).Meant();
  if (!meant) return false;
  const size_t end = text.Close(index + 1) + 1;
  const std::string name(text.Text(index));
  Mend(text, index, end, *meant,
       text.diags().Report(text.SpanOf(index, end), kSpreadsheetCall, name, meant->text()));
  return true;
}

}  // namespace incent::syntax
