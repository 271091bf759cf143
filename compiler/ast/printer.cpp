#include "compiler/ast/printer.h"

#include "compiler/ast/visit.h"

namespace incent::ast {

void Printer::Print(const File& file) {
  if (!file.language_version.empty()) {
    Say(Word::INCENT, file.language_version);
    Put("\n\n");
  }
  if (!file.doc.empty()) {
    PutDoc(file.doc);
    Put("\n");
  }
  for (const Use& use : file.uses) {
    Print(use);
    Put("\n");
  }
  for (const Item* item : file.items) {
    Print(*item);
    Put("\n");
  }
}

void Printer::Print(const Item& item) {
  PutDoc(item.doc);
  Visit(item, [this](const auto& node) { Print(node); });
}

void Printer::Line() {
  out_ += '\n';
  out_.append(static_cast<size_t>(depth_) * 2, ' ');
}

void Printer::Open() {
  Put(" {");
  ++depth_;
}

void Printer::Close() {
  --depth_;
  Line();
  Put("}");
}

void Printer::PutPath(const Path& path) {
  PutName(path.front());
  for (size_t i = 1; i < path.size(); ++i) {
    Put(".");
    PutName(path[i], NamePlace::Member);
  }
}

void Printer::PutNames(const std::vector<Ident>& names) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) Put(", ");
    PutName(names[i]);
  }
}

// Every line of the comment, then a new line for what it explains.
void Printer::PutDoc(const std::string& doc) {
  if (doc.empty()) return;
  for (std::string_view rest = doc;;) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    Put("##");
    if (!line.empty()) Say("", line);
    Line();
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

void Printer::PutHead(Word word, const Item& item) {
  Put(word);
  if (!item.name.empty()) {
    Space();
    PutName(item.name);
  }
  if (item.label) {
    Space();
    Put(SpellString(*item.label));
  }
}

void Printer::PutUnit(Unit unit) {
  static constexpr Word kUnits[] = {Word::DAYS,     Word::WEEKS,      Word::HALF_MONTHS, Word::MONTHS,
                                    Word::QUARTERS, Word::HALF_YEARS, Word::YEARS};
  Put(kUnits[static_cast<size_t>(unit)]);
}

void Printer::PutCurrency(const std::string& code) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"CNY", "元"}, {"USD", "美元"}, {"EUR", "欧元"}, {"HKD", "港元"}};
  for (const auto& [iso, name] : kNames) {
    if (words_ == Words::Chinese && iso == code) {
      Put(name);
      return;
    }
  }
  Put(code);
}

void Printer::PutDates(const Date* from, const Date* until) {
  if (from == nullptr) return;
  Say(Word::FROM, from->text);
  if (until != nullptr) {
    Space();
    Say(Word::UNTIL, until->text);
  }
}

void Printer::PutOptional(Word word, const Expr* expr) {
  if (expr == nullptr) return;
  Space();
  Put(word);
  Space();
  Print(*expr);
}

void Printer::PutClause(Word word, const Expr* expr) {
  if (expr == nullptr) return;
  Line();
  Put(word);
  Space();
  Print(*expr);
}

void Printer::PutItems(const std::vector<const Item*>& items) {
  for (const Item* item : items) {
    Line();
    Print(*item);
  }
}

}  // namespace incent::ast
