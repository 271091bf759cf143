// Types of the ops that bring values into a stage.
#include "compiler/ir/infer_rules.h"
#include "compiler/ir/rules.h"

namespace incent::ir {
namespace {

using types::Kind;
using types::Type;

template <typename T>
bool InRange(const std::vector<T>& list, int index) {
  return index >= 0 && static_cast<size_t>(index) < list.size();
}

const Output* OutputOf(const Query& query) {
  const auto& outputs = query.module.outputs;
  return InRange(outputs, query.attributes.output) ? &outputs[static_cast<size_t>(query.attributes.output)]
                                                   : nullptr;
}

bool KindFits(column::FieldKind field, Kind kind) {
  switch (field) {
    case column::FieldKind::Text:
      return kind == Kind::Text;
    case column::FieldKind::Number:
      return kind == Kind::Number || kind == Kind::AnyMoney;
    case column::FieldKind::Date:
      return kind == Kind::Date;
    case column::FieldKind::Timestamp:
      return kind == Kind::Timestamp || kind == Kind::Date;
    case column::FieldKind::Period:
      return kind == Kind::Period;
    case column::FieldKind::Flag:
      return kind == Kind::Flag;
    case column::FieldKind::OneOf:
      return kind == Kind::OneOf;
    case column::FieldKind::Reference:
      return kind == Kind::Ref;
  }
  return false;
}

std::string NumberProblem(const Literal& literal) {
  return value::FitsMantissa(literal.number) ? "" : "literal has more than 38 digits";
}

std::string MomentProblem(const Literal& literal, const Type& type) {
  if (type.kind == Kind::Date && !value::InCalendar(static_cast<value::Day>(literal.number)))
    return "date outside the calendar";
  return literal.number == static_cast<int64_t>(literal.number) ? "" : "literal out of range";
}

// The key fields of a dataset, in schema order.
std::vector<const column::FieldSchema*> KeysOf(const column::DatasetSchema& schema) {
  std::vector<const column::FieldSchema*> keys;
  for (const column::FieldSchema& field : schema.fields) {
    if (field.is_key) keys.push_back(&field);
  }
  return keys;
}

bool KeyFits(const column::FieldSchema& field, const Type& type) {
  const bool text = field.kind == column::FieldKind::Text || field.kind == column::FieldKind::OneOf;
  if (text) return type.kind == Kind::Text || type.kind == Kind::OneOf;
  return KindFits(field.kind, type.kind);
}

}  // namespace

std::string LiteralProblem(const Literal& literal, const Type& type) {
  if (literal.is_null) {
    if (!type.optional) return "null needs an optional type";
    return literal.number == 0 && literal.text.empty() ? "" : "null has no value";
  }
  if (type.optional) return "a literal that is not null is not optional";
  const bool label = type.kind == Kind::Text || type.kind == Kind::OneOf;
  if (!label && !literal.text.empty()) return "only texts have text";
  switch (type.kind) {
    case Kind::Flag:
      return literal.number == 0 || literal.number == 1 ? "" : "a flag is 0 or 1";
    case Kind::Number:
      return NumberProblem(literal);
    case Kind::Date:
    case Kind::Timestamp:
    case Kind::Period:
      return MomentProblem(literal, type);
    case Kind::Text:
    case Kind::OneOf:
      return literal.number == 0 ? "" : "texts have no number";
    default:
      return "no literals of this type";
  }
}

InferredType ColumnType(const Module& module, int dataset, int field, const Type& wanted) {
  if (!InRange(module.datasets, dataset)) return Wrong("no such dataset");
  const auto& fields = module.datasets[static_cast<size_t>(dataset)].fields;
  if (!InRange(fields, field)) return Wrong("no such field");
  const column::FieldSchema& schema = fields[static_cast<size_t>(field)];
  if (!KindFits(schema.kind, wanted.kind)) return Wrong("the column is of another kind");
  if (wanted.IsNumber() && wanted.scale != schema.scale) return Wrong("the column has another scale");
  if (wanted.kind == Kind::OneOf && (wanted.dataset != dataset || wanted.field != field))
    return Wrong("labels of another field");
  if (wanted.kind == Kind::Ref && wanted.dataset != schema.target)
    return Wrong("the column refers to another dataset");
  Type type = wanted;
  type.optional = schema.optional;
  return Is(type);
}

namespace type_rules {

InferredType Constant(const Query& query) {
  std::string problem = LiteralProblem(query.attributes.literal, query.stated);
  return problem.empty() ? Is(query.stated) : Wrong(std::move(problem));
}

InferredType Column(const Query& query) {
  const int dataset = query.attributes.dataset;
  if (query.op == Op::Col && dataset != query.domain.index) return Wrong("a column of another dataset");
  if (query.op == Op::Field && dataset != query.module.participants)
    return Wrong("a field of another dataset");
  if (query.op == Op::RowCol) {
    const auto& sets = query.module.line_sets;
    if (!InRange(sets, query.domain.index) ||
        sets[static_cast<size_t>(query.domain.index)].dataset != dataset) {
      return Wrong("the lines come from another dataset");
    }
  }
  return ColumnType(query.module, dataset, query.attributes.field, query.stated);
}

InferredType Gathered(const Query& query) {
  const Type& ref = query.TypeOf(0);
  if (ref.kind != Kind::Ref || ref.dataset != query.attributes.dataset)
    return Wrong("needs a reference to its dataset");
  InferredType result =
      ColumnType(query.module, query.attributes.dataset, query.attributes.field, query.stated);
  return result.ok() ? Strict(query, result.type) : result;
}

InferredType Participant(const Query& query) {
  return Is(Type::Ref(query.module.participants));
}

InferredType SourceRow(const Query& query) {
  if (query.domain.kind == DomainKind::Rows) return Is(Type::Ref(query.domain.index));
  if (!InRange(query.module.line_sets, query.domain.index)) return Wrong("no such line set");
  return Is(Type::Ref(query.module.line_sets[static_cast<size_t>(query.domain.index)].dataset));
}

InferredType OwnDate(const Query& query) {
  const bool of_period = query.op == Op::PeriodStart || query.op == Op::PeriodEnd;
  return of_period && !query.attributes.granule ? Wrong("needs a granule") : Is(Type::Date());
}

InferredType OwnPeriod(const Query& query) {
  return query.attributes.granule ? Is(Type::PeriodOf(*query.attributes.granule)) : Wrong("needs a granule");
}

InferredType PeriodOfDate(const Query& query) {
  if (!IsDate(query.TypeOf(0))) return Wrong("needs a date");
  return query.attributes.granule ? Strict(query, Type::PeriodOf(*query.attributes.granule))
                                  : Wrong("needs a granule");
}

InferredType Share(const Query& query) {
  const auto& sets = query.module.line_sets;
  return InRange(sets, query.domain.index) ? Is(sets[static_cast<size_t>(query.domain.index)].share)
                                           : Wrong("no such line set");
}

InferredType Amount(const Query& query) {
  const auto& sets = query.module.line_sets;
  return InRange(sets, query.domain.index) ? Is(sets[static_cast<size_t>(query.domain.index)].amount)
                                           : Wrong("no such line set");
}

InferredType Loaded(const Query& query) {
  const Output* output = OutputOf(query);
  if (output == nullptr) return Wrong("no such output");
  return output->domain == query.domain ? Is(output->type) : Wrong("the output lives in another domain");
}

InferredType Broadcast(const Query& query) {
  const Output* output = OutputOf(query);
  if (output == nullptr) return Wrong("no such output");
  return IsCoarser(output->domain, query.domain) ? Is(output->type)
                                                 : Wrong("the output does not live in a coarser domain");
}

InferredType Found(const Query& query) {
  if (!InRange(query.module.datasets, query.attributes.dataset)) return Wrong("no such dataset");
  const auto keys = KeysOf(query.module.datasets[static_cast<size_t>(query.attributes.dataset)]);
  if (keys.empty() || keys.size() != query.operands.size()) return Wrong("needs one operand per key field");
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!KeyFits(*keys[i], query.TypeOf(i))) return Wrong("a key is of another kind");
  }
  return Is(Type::Ref(query.attributes.dataset).Optional());
}

InferredType Demanded(const Query& query) {
  return query.TypeOf(0).kind == Kind::Ref ? Is(query.TypeOf(0).Present()) : Wrong("needs a reference");
}

InferredType Parameter(const Query& query) {
  if (!IsDate(query.TypeOf(0))) return Wrong("needs a date");
  const auto& steps = query.attributes.steps;
  if (steps.empty()) return Wrong("needs a step");
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i > 0 && steps[i].from <= steps[i - 1].from) return Wrong("steps must ascend");
    std::string problem = LiteralProblem(steps[i].value, query.stated.Present());
    if (!problem.empty()) return Wrong(std::move(problem));
  }
  return Strict(query, query.stated.Present());
}

InferredType Called(const Query& query) {
  if (query.attributes.name.empty()) return Wrong("needs a kernel");
  return query.stated.IsError() ? Wrong("needs a type") : Is(query.stated);
}

InferredType Probed(const Query& query) {
  const Output* output = OutputOf(query);
  const bool component = InRange(query.module.components, query.attributes.component);
  if ((output != nullptr) == component) return Wrong("needs an output or a component");
  return Is(output != nullptr
                ? output->type
                : query.module.components[static_cast<size_t>(query.attributes.component)].type);
}

}  // namespace type_rules
}  // namespace incent::ir
