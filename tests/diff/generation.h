#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/value/date.h"
#include "tests/diff/entropy.h"
#include "tests/diff/plan_generator.h"

// What the parts of the plan generator share: a small model of the language's types, places and facts. It is
// narrower than the checker, so that what it makes is accepted.
namespace incent::diff {

using value::Granule;

enum class Kind : uint8_t { Number, Date, Flag, Text, Label, Person, Other };
enum class Unit : uint8_t { Plain, Money, Points };

// As compiler/check has them.
enum class Additivity : uint8_t { Constant, Level, Flow, Ratio };
// When a value is known: at once, at the end of a period (1 + granule), or after the plan.
using KnownAt = int;
inline constexpr KnownAt kOwn = 0;
inline constexpr KnownAt kLate = 100;

struct Field {
  std::string name;
  Kind kind = Kind::Number;
  Unit unit = Unit::Plain;
  std::string type;  // as written, modifiers included
  bool optional = false;
  bool not_zero = false;
  std::vector<std::string> labels;
  std::string target = {};  // of references: the dataset
};

struct Dataset {
  std::string name;
  std::vector<Field> fields;
};

enum class PlaceKind : uint8_t { Row, Person, Cell, Line };

// Where an expression stands.
struct Place {
  PlaceKind kind = PlaceKind::Person;
  Granule granule = Granule::Month;  // Cell
  std::string credit;                // Line
  std::string dataset;               // Row, Line: the source of the rows
  bool has_date = false;             // parameters can be read
  KnownAt latest = kLate;            // nothing that is known later may be read
  std::vector<std::string> proved;   // texts of expressions that are known to be there

  bool HasPerson() const { return kind != PlaceKind::Row; }
  bool HasRow() const { return kind == PlaceKind::Row || kind == PlaceKind::Line; }
};

struct Expr {
  std::string text;
  Kind kind = Kind::Number;
  bool optional = false;
  Additivity additivity = Additivity::Constant;
  KnownAt known = kOwn;
  bool shared = false;  // summed over people already
};

enum class DefinitionKind : uint8_t { Value, Credit, Pay, Table };

// Something with a name that later expressions may read.
struct Definition {
  DefinitionKind definition = DefinitionKind::Value;
  std::string text;  // its name; a table's result: "speed.factor"
  Place place;       // its grain
  Unit unit = Unit::Plain;
  Expr facts;
  bool in_parts = false;  // Pay: `to` or `spread over`
};

struct Param {
  std::string name;
  Unit unit = Unit::Plain;
  std::vector<value::Day> changes;  // after the first value
};

enum class TierMode : uint8_t { Marginal, Retroactive, Interpolated };

struct Tiers {
  std::string name;
  TierMode mode = TierMode::Marginal;
  Unit bounds = Unit::Money;  // of what is looked up
  Unit values = Unit::Plain;
  bool dated = false;  // reads parameters
  int rows = 0;
};

class Generation {
 public:
  Generation(Entropy& entropy, const PlanOptions& options) : e_(entropy), options_(options) {}

  std::string Run();

 private:
  template <typename Result>
  struct Choice {
    Construct construct;
    bool possible;
    std::function<Result()> make;
  };
  // One of the possible choices, by weight. At least one must be possible.
  template <typename Result>
  Result Pick(const std::vector<Choice<Result>>& choices) {
    size_t total = 0;
    for (const auto& choice : choices) total += choice.possible ? Weight(choice.construct) : 0;
    size_t at = e_.Below(total);
    for (const auto& choice : choices) {
      const size_t weight = choice.possible ? Weight(choice.construct) : 0;
      if (at < weight) return choice.make();
      at -= weight;
    }
    return choices.front().make();
  }
  size_t Weight(Construct construct) const {
    return static_cast<size_t>(options_.weights[static_cast<size_t>(construct)]);
  }

  // ---- the schema (generate_schema.cpp)
  void MakeSchema();
  void AddPeople();
  void AddDeals();
  void AddNotes();
  void AddQuotas();
  std::string SchemaText() const;
  Field MoneyField(const std::string& name);
  Field NumberField(const std::string& name);
  const Dataset& DatasetOf(const std::string& name) const;
  bool HasField(const std::string& dataset, const std::string& name) const;
  bool HasDataset(const std::string& name) const;
  const Field& FieldOf(const std::string& dataset, const std::string& name) const;
  // Paths to fields of a kind that a place can read, as expressions.
  std::vector<Expr> Paths(const Place& place, Kind kind, Unit unit = Unit::Plain) const;
  std::vector<std::pair<Expr, const Field*>> AllPaths(const Place& place) const;

  // ---- numbers (generate_numbers.cpp, generate_literals.cpp)
  Expr Number(const Place& place, Unit unit, int depth);
  Expr NumberLeaf(const Place& place, Unit unit);
  Expr PresentNumber(const Place& place, Unit unit, int depth);
  Expr Literal(Unit unit);
  std::string Amount(const std::string& digits, Unit unit) const;
  std::string SmallDigits();
  Expr Binary(const Place& place, Unit unit, int depth, char op);
  Expr Product(const Place& place, Unit unit, int depth);
  Expr Quotient(const Place& place, Unit unit, int depth);
  Expr Extreme(const Place& place, Unit unit, int depth);
  Expr Rounded(const Place& place, Unit unit, int depth);
  Expr Conditional(const Place& place, Unit unit, int depth);
  Expr TierValue(const Place& place, Unit unit, int depth);
  Expr Portion(const Place& place, Unit unit, int depth);
  Expr Allot(const Place& place, Unit unit, int depth);
  Expr Lookup(const Place& place, Unit unit);
  Expr DateNumber(const Place& place, int depth);
  std::vector<Expr> Parameters(const Place& place, Unit unit);
  // A field of the person that is never absent; none if there is none, or it is not drawn.
  std::optional<Expr> OwnNumber(Unit unit);
  // Something that a window or absent value cannot spoil: constants and own fields.
  Expr SteadyNumber(Unit unit);
  // `e`, made present by `otherwise` or a test.
  Expr Present(Expr e, const Expr& fallback);

  // ---- conditions, dates, people (generate_conditions.cpp)
  Expr Condition(const Place& place, int depth);
  Expr Compared(const Expr& a, const std::string& op, const Expr& b) const;
  Expr Flag(const std::string& text, const Expr& a, const Expr& b) const;
  Expr Combined(const Place& place, int depth);
  Expr CompareDates(const Place& place, int depth);
  Expr ComparePeople(const Place& place);
  Expr Between(const Place& place, int depth);
  Expr Within(const Place& place);
  Expr CompareNumbers(const Place& place, int depth);
  Expr CompareLabels(const Place& place);
  Expr PresenceTest(const Place& place);
  Expr Date(const Place& place, int depth);
  Expr PresentDate(const Place& place, int depth);
  Expr DateLiteral();
  std::string PeriodEdge(const Place& place);
  Expr PersonOf(const Place& place);
  Expr Text(const Place& place);
  std::string CompareOp();

  // ---- folds (generate_folds.cpp)
  struct Window {
    std::string text;
    KnownAt known = kOwn;
    bool own_unit = false;
    bool previous = false;
    bool to_date = false;
    Granule granule = Granule::Month;
  };
  std::vector<Window> Windows(const Place& place, const Place& folded);
  std::optional<Expr> Fold(const Place& place, Unit unit, int depth);
  std::optional<Expr> SumOver(const Place& place, Unit unit, const std::string& required);
  std::optional<Expr> Aggregate(const Place& place, Unit unit);
  Expr Folded(const Definition& base, std::string text, const Window& window, bool additive) const;
  std::string Filters(const Place& inner, int depth);
  std::optional<Expr> AcrossPeople(const Place& place, Unit unit);
  std::string Group();
  std::vector<const Definition*> Foldable(const Place& place, Unit unit, bool additive) const;

  // ---- statements (generate_values.cpp, generate_rates.cpp, generate_credits.cpp, generate_pays.cpp)
  void AddCredit(const std::string& name, const std::string& dataset);
  std::string Recipients(const Place& row, const std::string& dataset);
  void AddParam();
  void AddTiers();
  std::vector<std::string> TierBounds(Unit unit);
  std::string TierRows(Tiers& tiers, bool relative);
  void AddTable();
  std::string TableCell(const Expr& input, const Field* field, size_t row, size_t rows);
  void AddDefinition();
  void AddValue(const Place& place, const std::string& grain, bool gate);
  void AddBlock();
  void AddTextValue();
  void AddDateValue();
  void AddException(Definition& target);
  void AddPay();
  std::string PayStart(const Place& place, Unit unit, Expr& facts);
  std::optional<std::string> Apply(const Place& place, Unit unit);
  std::string PayClause(Place& place, Unit unit);
  std::string PostingClauses(const Place& place, bool& in_parts);
  std::string CapWindow(const Place& place);
  void AddClawback();
  void AddBadge();
  void AddAssert();
  void AddTest();
  std::string RoundSpec(Unit unit);
  std::string NewName(const std::string& stem) { return stem + std::to_string(++num_names_); }
  Place LinePlace(const Definition& credit, KnownAt latest) const;
  std::pair<Place, std::string> AnyGrain(bool for_pay);
  // Adds a definition: its keyword, its name and the rest.
  void Add(const std::string& text);
  // True if the text reads a sum to date, by itself or through a definition.
  bool ReadsToDate(const std::string& text) const;
  bool CanRead(const Place& value, const Place& at) const;
  Expr Read(const Definition& definition, const Place& place) const;
  std::vector<const Definition*> Readable(const Place& place, Kind kind, Unit unit = Unit::Plain) const;

  Entropy& e_;
  const PlanOptions& options_;
  std::string currency_;
  std::vector<Dataset> datasets_;
  std::vector<Definition> definitions_;
  std::vector<Param> params_;
  std::vector<Tiers> tiers_;
  std::string body_;
  std::vector<std::string> to_date_;  // names of definitions that read sums to date
  value::Day from_ = 0;
  std::optional<value::Day> until_;
  Granule pays_ = Granule::Month;
  int num_names_ = 0;
};

// "month", as windows and grains name it.
std::string UnitWord(Granule granule);
// "monthly", "per half month".
std::string GrainWord(Granule granule);

}  // namespace incent::diff
