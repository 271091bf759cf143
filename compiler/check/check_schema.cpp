#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Datasets: the types of their fields, keys, references, bounds.
namespace incent::check {
namespace {

using column::FieldKind;
using column::FieldSchema;
using types::Kind;
using types::Type;

struct NamedType {
  std::string_view name;
  FieldKind kind;
  Type type;
};

// The simple types by name.
std::optional<NamedType> FindNamedType(const std::string& name) {
  const NamedType known[] = {
      {"text", FieldKind::Text, Type::Text()},
      {"number", FieldKind::Number, Type::Number(6)},
      {"rate", FieldKind::Number, Type::Number(6, {}, true)},
      {"points", FieldKind::Number, Type::Number(0, types::Unit::Of("points"))},
      {"date", FieldKind::Date, Type::Date()},
      {"timestamp", FieldKind::Timestamp, Type::Of(Kind::Timestamp)},
      {"period", FieldKind::Period, Type::PeriodOf(value::Granule::Month)},
      {"flag", FieldKind::Flag, Type::Flag()},
      {"currency", FieldKind::Text, Type::Text()},
  };
  for (const NamedType& type : known) {
    if (type.name == name) return type;
  }
  return std::nullopt;
}

int FindDataset(const Session& s, const std::string& name) {
  for (size_t i = 0; i < s.program.datasets.size(); ++i) {
    if (s.program.datasets[i].name() == name) return static_cast<int>(i);
  }
  return -1;
}

// The key of a dataset that may be referred to: one field of type text.
bool HasTextKey(const Session& s, int dataset) {
  const auto& fields = s.program.datasets[static_cast<size_t>(dataset)].decl->fields;
  int keys = 0;
  bool text = true;
  for (const ast::Field& field : fields) {
    if (!field.is_key) continue;
    ++keys;
    text &= field.type.kind == ast::TypeRefKind::Named && field.type.name.size() == 1 &&
            field.type.name[0].text == "text";
  }
  return keys == 1 && text;
}

Type NamedFieldType(Session& s, const ast::Field& field, FieldSchema& schema) {
  const std::string name = field.type.name.size() == 1 ? field.type.name[0].text : "";
  if (const auto known = FindNamedType(name)) {
    schema.kind = known->kind;
    schema.unit = known->type.IsNumber() ? std::string(known->type.unit.symbol()) : "";
    return known->type;
  }
  const int target = FindDataset(s, name);
  if (target < 0) {
    s.diags.Report(field.type.span, kBadType, name);
    return Type::Error();
  }
  if (!HasTextKey(s, target)) s.diags.Report(field.type.span, kBadReference, name);
  schema.kind = FieldKind::Reference;
  schema.target = target;
  return Type::Ref(target);
}

Type MoneyFieldType(Session& s, const ast::Field& field, FieldSchema& schema) {
  schema.kind = FieldKind::Number;
  if (field.type.currency.empty()) return Type::Of(Kind::AnyMoney);
  if (!types::IsCurrency(field.type.currency)) {
    s.diags.Report(field.type.span, kUnknownCurrency, field.type.currency);
    return Type::Error();
  }
  schema.unit = field.type.currency;
  return Type::Number(types::MinorUnits(field.type.currency), types::Unit::Of(field.type.currency));
}

Type FieldType(Session& s, int dataset, int index, const ast::Field& field, FieldSchema& schema) {
  switch (field.type.kind) {
    case ast::TypeRefKind::Named:
      return NamedFieldType(s, field, schema);
    case ast::TypeRefKind::Money:
      return MoneyFieldType(s, field, schema);
    case ast::TypeRefKind::OneOf: {
      schema.kind = FieldKind::OneOf;
      schema.labels = field.type.values;
      Type type = Type::Of(Kind::OneOf);
      type.dataset = dataset;
      type.field = index;
      return type;
    }
  }
  return Type::Error();
}

// A declared bound as a mantissa at the field's scale.
std::optional<Int128> BoundMantissa(const ast::Expr& expr, const Type& type) {
  const auto constant = EvaluateConstant(expr);
  if (!constant || constant->scale > 18) return std::nullopt;
  if (!constant->unit.IsPlain() && constant->unit != type.unit) return std::nullopt;
  Int128 mantissa = 0;
  if (!value::RoundToScale(constant->mantissa, constant->scale, type.scale, value::RoundingMode::TowardZero,
                           &mantissa))
    return std::nullopt;
  if (value::Compare(mantissa, type.scale, constant->mantissa, constant->scale) != 0) return std::nullopt;
  return mantissa;
}

void CheckBounds(Session& s, const ast::Field& field, const Type& type, FieldSchema& schema) {
  if (field.lowest == nullptr || type.IsError() || type.kind == Kind::AnyMoney) return;
  const auto low = type.IsNumber() ? BoundMantissa(*field.lowest, type) : std::nullopt;
  const auto high = low ? BoundMantissa(*field.highest, type) : std::nullopt;
  if (!high || *high < *low) {
    s.diags.Report(field.lowest->span, kBadBounds);
    return;
  }
  schema.bounds = column::Bounds{*low, *high};
}

void CheckField(Session& s, int dataset, int index, const ast::Field& field) {
  FieldSchema schema;
  schema.name = field.name.text;
  schema.header = field.label ? *field.label : field.name.text;
  schema.optional = field.is_optional;
  schema.is_key = field.is_key;
  schema.in_use = field.is_key;
  Type type = FieldType(s, dataset, index, field, schema);
  if (field.digits && type.IsNumber())
    type.scale = static_cast<int>(std::min<uint32_t>(*field.digits, value::kMaxScale));
  if (type.IsNumber()) schema.scale = type.scale;
  CheckBounds(s, field, type, schema);
  type.optional = field.is_optional;
  s.module.types.Set(field.id, type);
  s.module.schemas[static_cast<size_t>(dataset)].fields.push_back(std::move(schema));
}

}  // namespace

void CheckSchemas(Session& s) {
  for (size_t d = 0; d < s.program.datasets.size(); ++d) {
    const ast::Data& data = *s.program.datasets[d].decl;
    column::DatasetSchema schema;
    schema.name = data.name.text;
    schema.source = data.source.value_or("");
    s.module.schemas.push_back(std::move(schema));
    bool key = false;
    for (size_t i = 0; i < data.fields.size(); ++i) {
      CheckField(s, static_cast<int>(d), static_cast<int>(i), data.fields[i]);
      key |= data.fields[i].is_key;
    }
    if (!key) s.diags.Report(data.name.span, kNoKey, data.name.text);
  }
}

}  // namespace incent::check
