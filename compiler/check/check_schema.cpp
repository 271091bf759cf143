#include <algorithm>
#include <map>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Datasets: the types of their fields, keys, references, bounds.
namespace incent::check {
namespace {

using column::FieldKind;
using column::FieldSchema;
using types::Kind;
using types::Type;

FieldKind KindOf(const Type& type) {
  switch (type.kind) {
    case Kind::Number:
    case Kind::AnyMoney:
      return FieldKind::Number;
    case Kind::Date:
      return FieldKind::Date;
    case Kind::Timestamp:
      return FieldKind::Timestamp;
    case Kind::Period:
      return FieldKind::Period;
    case Kind::Flag:
      return FieldKind::Flag;
    case Kind::OneOf:
      return FieldKind::OneOf;
    case Kind::Ref:
      return FieldKind::Reference;
    default:
      return FieldKind::Text;
  }
}

// The key of a dataset that may be referred to: one field of type text.
bool HasTextKey(const Session& s, int dataset) {
  const auto& fields = s.program.datasets[static_cast<size_t>(dataset)].decl->fields;
  int keys = 0;
  bool text = true;
  for (const ast::Field& field : fields) {
    if (!field.is_key) continue;
    ++keys;
    text &= field.type.kind == ast::TypeRefKind::Named && CanonicalType(s.program, field.type) == "text";
  }
  return keys == 1 && text;
}

Type OneOfType(int dataset, int index) {
  Type type = Type::Of(Kind::OneOf);
  type.dataset = dataset;
  type.field = index;
  return type;
}

Type FieldType(Session& s, int dataset, int index, const ast::Field& field, FieldSchema& schema) {
  Type type;
  switch (field.type.kind) {
    case ast::TypeRefKind::Named:
      type = SimpleType(s, field.type);
      break;
    case ast::TypeRefKind::Money:
      type = MoneyType(s, field.type);
      break;
    case ast::TypeRefKind::OneOf:
      type = OneOfType(dataset, index);
      schema.labels = field.type.values;
      break;
  }
  schema.kind = KindOf(type);
  if (type.IsNumber()) schema.unit = std::string(type.unit.symbol());
  if (type.kind != Kind::Ref) return type;
  schema.target = type.dataset;
  if (HasTextKey(s, type.dataset)) return type;
  s.diags.Report(field.type.span, kBadReference,
                 s.program.datasets[static_cast<size_t>(type.dataset)].name());
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

void CheckDigits(Session& s, const ast::Field& field, Type& type) {
  if (!field.digits || type.IsError()) return;
  if (!type.IsNumber() || *field.digits > static_cast<uint32_t>(value::kMaxScale)) {
    s.diags.Report(field.span, kBadDigits, value::kMaxScale);
    return;
  }
  type.scale = static_cast<int>(*field.digits);
}

void CheckField(Session& s, int dataset, int index, const ast::Field& field) {
  FieldSchema schema;
  schema.name = field.name.text;
  schema.header = field.label ? *field.label : field.name.text;
  schema.optional = field.is_optional;
  schema.is_key = field.is_key;
  schema.in_use = field.is_key;
  Type type = FieldType(s, dataset, index, field, schema);
  CheckDigits(s, field, type);
  if (type.IsNumber()) schema.scale = type.scale;
  CheckBounds(s, field, type, schema);
  if (field.is_key && field.is_optional) s.diags.Report(field.name.span, kOptionalKey);
  type.optional = field.is_optional;
  s.module.types.Set(field.id, type);
  s.module.schemas[static_cast<size_t>(dataset)].fields.push_back(std::move(schema));
}

// Two fields cannot be read from one column.
void CheckHeaders(Session& s, const ast::Data& data, const column::DatasetSchema& schema) {
  std::map<std::string, size_t> first;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const auto [it, fresh] = first.emplace(schema.fields[i].header, i);
    const ast::Field& earlier = data.fields[it->second];
    // Equal names are reported as such.
    if (fresh || earlier.name.text == data.fields[i].name.text) continue;
    s.diags.Report(data.fields[i].name.span, kSameColumn, schema.fields[i].header)
        .Note(earlier.name.span, kFirstHere);
  }
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
    CheckHeaders(s, data, s.module.schemas.back());
  }
}

}  // namespace incent::check
