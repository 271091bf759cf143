#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ast/clause.h"
#include "compiler/ast/expr.h"
#include "compiler/ast/node.h"

// Declarations and statements. Pointers may be null only where a comment says "or null".
namespace incent::ast {

enum class ItemKind : uint8_t {
#define INCENT_ITEM(name) name,
#include "compiler/ast/nodes.def"
};

// A declaration or statement: on the top level, in a plan, or in an amendment.
struct Item : Node {
  ItemKind kind;
  Ident name;                        // empty where the statement declares no name
  std::optional<std::string> label;  // "Quarter bonus"; a test's title
  std::string doc;                   // its `## ` comment, lines joined by LF, without the marks

  template <typename T>
  bool Is() const {
    return kind == T::kKind;
  }
  // nullptr if the item is of another kind.
  template <typename T>
  const T* As() const {
    return Is<T>() ? static_cast<const T*>(this) : nullptr;
  }

  static constexpr auto kItemFields = std::tuple{&Item::name, &Item::label, &Item::doc};

 protected:
  explicit Item(ItemKind item_kind) : kind(item_kind) {}
};

template <ItemKind K>
struct ItemOf : Item {
  static constexpr ItemKind kKind = K;
  ItemOf() : Item(K) {}
};

// ---------------------------------------------------------------- top level

struct Field : Node {
  Ident name;
  std::optional<std::string> label;  // the column's header, if it differs from the name
  TypeRef type;
  bool is_key = false;
  bool is_optional = false;
  bool is_dated = false;
  bool is_hierarchy = false;
  const Expr* lowest = nullptr;  // bounds `(lowest .. highest)`; both or none
  const Expr* highest = nullptr;
  std::optional<uint32_t> digits;  // `digits 4`: fractional digits, 0..18

  static constexpr auto kFields =
      std::tuple{&Field::name,     &Field::label,        &Field::type,   &Field::is_key,  &Field::is_optional,
                 &Field::is_dated, &Field::is_hierarchy, &Field::lowest, &Field::highest, &Field::digits};
};

struct Data : ItemOf<ItemKind::Data> {
  std::optional<std::string> source;  // `source "file"`
  std::vector<Field> fields;
  static constexpr auto kFields = std::tuple{&Data::source, &Data::fields};
};

// `year_starts : 2`, or a window `phase1 : 2026-01-01 .. 2026-03-01`.
struct CalendarEntry : Node {
  Ident name;
  const Expr* value = nullptr;
  const Expr* until = nullptr;  // or null
  static constexpr auto kFields =
      std::tuple{&CalendarEntry::name, &CalendarEntry::value, &CalendarEntry::until};
};

struct Calendar : ItemOf<ItemKind::Calendar> {  // name may be empty
  std::vector<CalendarEntry> entries;
  static constexpr auto kFields = std::tuple{&Calendar::entries};
};

struct Plan : ItemOf<ItemKind::Plan> {
  Path dataset;                 // `for Rep`: whom the plan pays
  Ident alias;                  // `as R`; empty without one
  const Expr* where = nullptr;  // or null
  std::vector<const Item*> items;
  static constexpr auto kFields = std::tuple{&Plan::dataset, &Plan::alias, &Plan::where, &Plan::items};
};

struct FnParam : Node {  // of a function
  Ident name;
  TypeRef type;
  static constexpr auto kFields = std::tuple{&FnParam::name, &FnParam::type};
};

// `extern fn min(a : N, b : N) : N` is bound to a kernel by name; without `extern` it has a body.
struct Fn : ItemOf<ItemKind::Fn> {
  bool is_extern = false;
  Ident alias;  // the other name, usually Chinese; empty without one
  std::vector<FnParam> params;
  TypeRef result;
  const Expr* body = nullptr;  // or null
  static constexpr auto kFields = std::tuple{&Fn::is_extern, &Fn::alias, &Fn::params, &Fn::result, &Fn::body};
};

// `extern type text alias 文本`: the spellings of a builtin type.
struct ExternType : ItemOf<ItemKind::ExternType> {
  Ident alias;  // empty without one
  static constexpr auto kFields = std::tuple{&ExternType::alias};
};

enum class TestStepKind : uint8_t {
  Given,   // dataset, columns, rows
  Close,   // value: a Date or a Period; all up to its end is closed
  Expect,  // value
};

struct GivenRow : Node {
  std::vector<const Expr*> cells;  // null: the cell is `-`. As many as columns.
  static constexpr auto kFields = std::tuple{&GivenRow::cells};
};

struct TestStep : Node {
  TestStepKind kind = TestStepKind::Expect;
  Path dataset;
  std::vector<Ident> columns;
  std::vector<GivenRow> rows;
  const Expr* value = nullptr;  // null for Given only
  static constexpr auto kFields =
      std::tuple{&TestStep::kind, &TestStep::dataset, &TestStep::columns, &TestStep::rows, &TestStep::value};
};

struct Test : ItemOf<ItemKind::Test> {  // title in `label`
  Ident plan;                           // empty without `for`
  std::vector<TestStep> steps;          // run in order
  static constexpr auto kFields = std::tuple{&Test::plan, &Test::steps};
};

// ---------------------------------------------------------------- head of a plan

struct Effective : ItemOf<ItemKind::Effective> {
  const Date* from = nullptr;
  const Date* until = nullptr;  // inclusive; or null
  static constexpr auto kFields = std::tuple{&Effective::from, &Effective::until};
};

struct Version : ItemOf<ItemKind::Version> {
  std::string version;
  std::optional<std::string> replaces;
  static constexpr auto kFields = std::tuple{&Version::version, &Version::replaces};
};

struct Currency : ItemOf<ItemKind::Currency> {
  const Expr* value = nullptr;  // a Name such as CNY, or a field of the participant
  static constexpr auto kFields = std::tuple{&Currency::value};
};

struct Pays : ItemOf<ItemKind::Pays> {
  Grain grain;
  static constexpr auto kFields = std::tuple{&Pays::grain};
};

struct Round : ItemOf<ItemKind::Round> {
  RoundSpec spec;
  static constexpr auto kFields = std::tuple{&Round::spec};
};

enum class AmendmentKind : uint8_t { Amendment, Overlay };

struct Amendment : ItemOf<ItemKind::Amendment> {
  AmendmentKind word = AmendmentKind::Amendment;
  const Date* from = nullptr;   // or null
  const Date* until = nullptr;  // inclusive; or null
  const Expr* where = nullptr;  // or null
  std::vector<const Item*> items;
  static constexpr auto kFields =
      std::tuple{&Amendment::word, &Amendment::from, &Amendment::until, &Amendment::where, &Amendment::items};
};

// ---------------------------------------------------------------- definitions

enum class LetKind : uint8_t { Let, Measure, Gate };

// Has either a value or a block of clauses; a block of one `amount e` is stored as the value e.
struct Let : ItemOf<ItemKind::Let> {
  LetKind word = LetKind::Let;
  std::optional<Grain> grain;
  const Expr* value = nullptr;  // or null
  std::vector<PayClause> clauses;
  static constexpr auto kFields = std::tuple{&Let::word, &Let::grain, &Let::value, &Let::clauses};
};

struct Carry : ItemOf<ItemKind::Carry> {
  Grain grain;
  const Expr* starts = nullptr;
  const Expr* value = nullptr;
  static constexpr auto kFields = std::tuple{&Carry::grain, &Carry::starts, &Carry::value};
};

struct ParamValue : Node {
  const Date* from = nullptr;
  const Expr* value = nullptr;
  static constexpr auto kFields = std::tuple{&ParamValue::from, &ParamValue::value};
};

struct Param : ItemOf<ItemKind::Param> {
  TypeRef type;
  std::vector<ParamValue> values;
  static constexpr auto kFields = std::tuple{&Param::type, &Param::values};
};

enum class TierMode : uint8_t { Marginal, Retroactive, Interpolated };
enum class TierBound : uint8_t { From, Above, Below };

struct TierRow : Node {
  Path each;                     // `each Step[..]`: rows come from data; empty for a written row
  const Expr* filter = nullptr;  // of each; or null
  TierBound bound = TierBound::From;
  const Expr* threshold = nullptr;
  const Expr* value = nullptr;
  static constexpr auto kFields =
      std::tuple{&TierRow::each, &TierRow::filter, &TierRow::bound, &TierRow::threshold, &TierRow::value};
};

struct Tiers : ItemOf<ItemKind::Tiers> {
  TierMode mode = TierMode::Marginal;
  bool on_output = false;             // of Marginal
  bool adding_up = false;             // of Interpolated
  const Expr* relative_to = nullptr;  // or null
  std::vector<TierRow> rows;
  static constexpr auto kFields =
      std::tuple{&Tiers::mode, &Tiers::on_output, &Tiers::adding_up, &Tiers::relative_to, &Tiers::rows};
};

enum class HitPolicy : uint8_t { Unique, First, Any, CollectSum };

enum class CellTestKind : uint8_t {
  Any,      // `any`
  Absent,   // `-`
  Compare,  // op values[0]
  Range,    // values[0] .. values[1], both included
  List,     // one of values
};

// One input cell of a decision table. Values are literals (possibly Negate) or paths (Name, Member).
struct CellTest : Node {
  CellTestKind kind = CellTestKind::Any;
  CompareOp op = CompareOp::Equal;  // of Compare
  bool negated = false;             // `not`, of Range and List
  std::vector<const Expr*> values;
  static constexpr auto kFields =
      std::tuple{&CellTest::kind, &CellTest::op, &CellTest::negated, &CellTest::values};
};

struct TableRow : Node {
  std::vector<CellTest> tests;       // as many as inputs
  std::vector<const Expr*> outputs;  // as many as outputs
  static constexpr auto kFields = std::tuple{&TableRow::tests, &TableRow::outputs};
};

struct Table : ItemOf<ItemKind::Table> {
  HitPolicy hit = HitPolicy::Unique;
  std::vector<const Expr*> inputs;
  std::vector<Ident> outputs;
  std::vector<TableRow> rows;
  static constexpr auto kFields = std::tuple{&Table::hit, &Table::inputs, &Table::outputs, &Table::rows};
};

// ---------------------------------------------------------------- crediting and paying

enum class ShareKind : uint8_t { Whole, Share, Rest, Weight };

// `to Deal.rep share 80% if c`.
struct CreditTo : Node {
  const Expr* recipient = nullptr;
  ShareKind share_kind = ShareKind::Whole;
  const Expr* share = nullptr;      // of Share and Weight
  const Expr* condition = nullptr;  // or null
  static constexpr auto kFields =
      std::tuple{&CreditTo::recipient, &CreditTo::share_kind, &CreditTo::share, &CreditTo::condition};
};

struct Credit : ItemOf<ItemKind::Credit> {
  Path source;                             // a dataset, or a credit or pay whose lines are credited again
  Ident alias;                             // `as sub`; empty without one
  const Expr* when = nullptr;              // or null
  std::vector<CreditTo> recipients;        // in order
  const Expr* shares_total = nullptr;      // or null
  const Expr* shares_total_per = nullptr;  // or null
  const Expr* on = nullptr;                // or null
  const Expr* amount = nullptr;            // or null
  static constexpr auto kFields = std::tuple{
      &Credit::source,           &Credit::alias, &Credit::when,  &Credit::recipients, &Credit::shares_total,
      &Credit::shares_total_per, &Credit::on,    &Credit::amount};
};

// `pay p G = e` is stored as the one clause `amount e`.
struct Pay : ItemOf<ItemKind::Pay> {
  Grain grain;
  std::vector<PayClause> clauses;  // at least one, in the order written
  static constexpr auto kFields = std::tuple{&Pay::grain, &Pay::clauses};
};

struct Badge : ItemOf<ItemKind::Badge> {
  Grain grain;
  const Expr* when = nullptr;
  static constexpr auto kFields = std::tuple{&Badge::grain, &Badge::when};
};

struct Exception : ItemOf<ItemKind::Exception> {
  Ident overrides;
  std::vector<Ident> before;
  const Date* from = nullptr;   // or null
  const Date* until = nullptr;  // inclusive; or null
  const Expr* when = nullptr;
  const Expr* value = nullptr;  // `set`
  std::optional<std::string> because;
  static constexpr auto kFields =
      std::tuple{&Exception::overrides, &Exception::before, &Exception::from,   &Exception::until,
                 &Exception::when,      &Exception::value,  &Exception::because};
};

struct Clawback : ItemOf<ItemKind::Clawback> {
  std::vector<Ident> of;          // at least one
  const Expr* when = nullptr;     // or null
  const Expr* on = nullptr;       // or null
  const Expr* recover = nullptr;  // or null
  bool recompute = false;
  static constexpr auto kFields =
      std::tuple{&Clawback::of, &Clawback::when, &Clawback::on, &Clawback::recover, &Clawback::recompute};
};

struct Draw : ItemOf<ItemKind::Draw> {
  Grain grain;
  const Expr* amount = nullptr;  // this and the next four: or null
  const Expr* when = nullptr;
  const Expr* prorated_by = nullptr;
  const Expr* recover_rate = nullptr;  // null: everything
  const Expr* until = nullptr;
  std::vector<Ident> recover_from;  // empty: nothing is recovered
  static constexpr auto kFields =
      std::tuple{&Draw::grain,        &Draw::amount, &Draw::when,        &Draw::prorated_by,
                 &Draw::recover_rate, &Draw::until,  &Draw::recover_from};
};

enum class Ties : uint8_t { Pooled, Skipping, Dense, Forbidden };

struct RankKey : Node {
  const Expr* value = nullptr;
  bool descending = false;
  static constexpr auto kFields = std::tuple{&RankKey::value, &RankKey::descending};
};

// `prize 2 .. 3 : e`; first == last for one place.
struct Prize : Node {
  uint32_t first = 0;  // from 1
  uint32_t last = 0;
  const Expr* value = nullptr;
  static constexpr auto kFields = std::tuple{&Prize::first, &Prize::last, &Prize::value};
};

struct Contest : ItemOf<ItemKind::Contest> {
  Window window;
  bool frozen = false;
  Path among;                         // empty: all who are eligible
  const Expr* among_where = nullptr;  // or null
  const Expr* when = nullptr;         // or null
  std::vector<RankKey> rank_by;
  std::optional<Ties> ties;
  std::vector<Prize> prizes;
  static constexpr auto kFields =
      std::tuple{&Contest::window, &Contest::frozen,  &Contest::among, &Contest::among_where,
                 &Contest::when,   &Contest::rank_by, &Contest::ties,  &Contest::prizes};
};

struct QuarterWeight : Node {
  int quarter = 1;  // 1..4
  const Expr* weight = nullptr;
  static constexpr auto kFields = std::tuple{&QuarterWeight::quarter, &QuarterWeight::weight};
};

struct Metric : Node {
  Ident name;
  std::optional<std::string> label;
  const Expr* score = nullptr;
  const Expr* weight = nullptr;  // null if the weight moves by quarter
  std::vector<QuarterWeight> quarter_weights;
  static constexpr auto kFields =
      std::tuple{&Metric::name, &Metric::label, &Metric::score, &Metric::weight, &Metric::quarter_weights};
};

struct Scorecard : ItemOf<ItemKind::Scorecard> {
  Grain grain;
  bool missing_redistributed = false;
  std::vector<Metric> metrics;
  static constexpr auto kFields =
      std::tuple{&Scorecard::grain, &Scorecard::missing_redistributed, &Scorecard::metrics};
};

// ---------------------------------------------------------------- checks

enum class AssertKind : uint8_t { Assert, Guardrail };

struct Assert : ItemOf<ItemKind::Assert> {
  AssertKind word = AssertKind::Assert;
  const Expr* condition = nullptr;
  static constexpr auto kFields = std::tuple{&Assert::word, &Assert::condition};
};

enum class PropertyKind : uint8_t {
  Holds,        // value is a condition
  NeverLowers,  // raising `raised` never lowers `value`
  NeverRaises,
  NeverChanges,  // shuffling `shuffled` never changes `value`
};

struct Property : ItemOf<ItemKind::Property> {
  PropertyKind law = PropertyKind::Holds;
  const Expr* raised = nullptr;  // of NeverLowers, NeverRaises
  Ident shuffled;                // of NeverChanges: a dataset
  const Expr* value = nullptr;
  static constexpr auto kFields =
      std::tuple{&Property::law, &Property::raised, &Property::shuffled, &Property::value};
};

// A statement that could not be parsed; an error was reported. What refers to its name (which may be
// empty) must not be reported as unknown.
struct Broken : ItemOf<ItemKind::Broken> {
  static constexpr auto kFields = std::tuple{};
};

}  // namespace incent::ast
