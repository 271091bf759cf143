#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/ast/print.h"
#include "compiler/ast/words.h"

namespace incent::ast {

// How tightly an expression holds together, loosest first: the order of the grammar's rule `expr`.
enum class Tightness : uint8_t {
  If,
  Or,
  And,
  Not,
  Within,
  Between,
  InList,
  Presence,
  Compare,
  Otherwise,
  Add,
  Multiply,
  Negate,
  Suffix,
  Primary,
  Atom,
};

// Writes nodes as source, one Print overload per kind.
class Printer {
 public:
  explicit Printer(Words words) : words_(words) {}

  void Print(const File& file);
  void Print(const Item& item);
  // In parentheses if the expression holds together less tightly than `least`.
  void Print(const Expr& expr, Tightness least = Tightness::If);

  std::string Take() { return std::move(out_); }

 private:
  // ---- text (printer.cpp)
  void Put(std::string_view text) { out_ += text; }
  void Put(Word word) { out_ += Spell(word, words_); }
  void Space() { out_ += ' '; }
  template <typename First, typename... Rest>
  void Say(const First& first, const Rest&... rest) {  // words and texts, separated by blanks
    Put(first);
    ((Space(), Put(rest)), ...);
  }
  void Line();  // a new line at the current depth
  void Open();  // ` {`
  void Close();
  void PutName(const Ident& name, NamePlace place = NamePlace::Value) { Put(SpellName(name.text, place)); }
  void PutPath(const Path& path);
  void PutNames(const std::vector<Ident>& names);
  void PutDoc(const std::string& doc);
  void PutHead(Word word, const Item& item);  // keyword, name and label
  void PutUnit(Unit unit);
  void PutCurrency(const std::string& code);
  void PutDates(const Date* from, const Date* until);
  // ` word expr`, if there is an expression
  void PutOptional(Word word, const Expr* expr);
  // A clause on a line of its own, if there is an expression.
  void PutClause(Word word, const Expr* expr);
  void PutItems(const std::vector<const Item*>& items);

  // ---- expressions (print_expr.cpp)
  void Print(const Number& number);
  void Print(const Date& date) { Put(date.text); }
  void Print(const Timestamp& moment) { Put(moment.text); }
  void Print(const Period& period) { Put(period.text); }
  void Print(const String& string) { Put(SpellString(string.value)); }
  void Print(const Bool& truth) { Put(truth.value ? Word::TRUE : Word::FALSE); }
  void Print(const Name& name) { Put(SpellName(name.text, NamePlace::Value)); }
  void Print(const Call& call);
  void Print(const Member& member);
  void Print(const Previous& previous);
  void Print(const Aggregate& aggregate);
  void Print(const Filtered& filtered);
  void Print(const OverWindow& over);
  void Print(const Across& across);
  void Print(const ByKey& by);
  void Print(const AsOf& as_of);
  void Print(const Convert& convert);
  void Print(const Negate& negate);
  void Print(const Binary& binary);
  void Print(const Otherwise& otherwise);
  void Print(const Compare& compare);
  void Print(const Presence& presence);
  void Print(const InList& in);
  void Print(const Between& between);
  void Print(const Within& within);
  void Print(const Not& inverse);
  void Print(const And& both);
  void Print(const Or& either);
  void Print(const If& choice);
  void PutArgs(const std::vector<const Expr*>& args);
  void PutTwo(const Expr& left, Tightness tightness, std::string_view op, const Expr& right);

  // ---- parts (print_clause.cpp)
  void Print(const Window& window);
  void Print(const TypeRef& type);
  void Print(const Grain& grain);
  void Print(const RoundSpec& spec);
  void Print(const PerWindow& per);
  void Print(const PayClause& clause);
  void PutClauses(const std::vector<PayClause>& clauses);

  // ---- items (print_schema.cpp, print_plan.cpp, print_definition.cpp, print_payment.cpp)
  void Print(const Use& use);
  void Print(const Data& data);
  void Print(const Field& field);
  void Print(const Calendar& calendar);
  void Print(const Plan& plan);
  void Print(const Fn& fn);
  void Print(const ExternType& type);
  void Print(const Test& test);
  void Print(const TestStep& step);
  void Print(const Effective& effective);
  void Print(const Version& version);
  void Print(const Currency& currency);
  void Print(const Pays& pays);
  void Print(const Round& round);
  void Print(const Amendment& amendment);
  void Print(const Let& let);
  void Print(const Carry& carry);
  void Print(const Param& param);
  void Print(const Tiers& tiers);
  void Print(const TierRow& row);
  void Print(const Table& table);
  void Print(const CellTest& test);
  void Print(const Credit& credit);
  void Print(const CreditTo& to);
  void Print(const Pay& pay);
  void Print(const Badge& badge);
  void Print(const Exception& exception);
  void Print(const Clawback& clawback);
  void Print(const Draw& draw);
  void Print(const Contest& contest);
  void Print(const Scorecard& scorecard);
  void Print(const Metric& metric);
  void Print(const Assert& check);
  void Print(const Property& property);
  void Print(const Broken& broken);

  Words words_;
  std::string out_;
  int depth_ = 0;
};

}  // namespace incent::ast
