#include "compiler/types/type.h"

#include <charconv>

namespace incent::types {
namespace {

bool ReadInt(std::string_view text, int* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Type> RefFromText(std::string_view inside) {
  int dataset = 0;
  if (!ReadInt(inside, &dataset)) return std::nullopt;
  return Type::Ref(dataset);
}

std::optional<Type> OneOfFromText(std::string_view inside) {
  const size_t dot = inside.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  Type type = Type::Of(Kind::OneOf);
  if (!ReadInt(inside.substr(0, dot), &type.dataset) || !ReadInt(inside.substr(dot + 1), &type.field))
    return std::nullopt;
  return type;
}

std::optional<Type> NumberFromText(std::string_view text) {
  const size_t dot = text.rfind('.');
  int scale = 0;
  if (dot == std::string_view::npos || !ReadInt(text.substr(dot + 1), &scale)) return std::nullopt;
  const std::string_view name = text.substr(0, dot);
  auto unit = name == "num" || name == "rate" ? Unit() : Unit::Parse(name);
  if (!unit) return std::nullopt;
  return Type::Number(scale, *unit, name == "rate");
}

std::optional<Type> PlainFromText(std::string_view text) {
  constexpr std::pair<std::string_view, Kind> kNames[] = {
      {"error", Kind::Error},         {"flag", Kind::Flag},         {"date", Kind::Date},
      {"timestamp", Kind::Timestamp}, {"duration", Kind::Duration}, {"text", Kind::Text},
      {"any_money", Kind::AnyMoney}};
  for (const auto& [name, kind] : kNames) {
    if (name == text) return Type::Of(kind);
  }
  for (int g = 0; g < value::kNumGranules; ++g) {
    const auto granule = static_cast<value::Granule>(g);
    if (text == std::string("period<") + std::string(value::GranuleName(granule)) + ">")
      return Type::PeriodOf(granule);
  }
  return std::nullopt;
}

std::string NumberToText(const Type& type) {
  const std::string name = type.unit.IsPlain() ? (type.rate ? "rate" : "num") : type.unit.ToText();
  return name + "." + std::to_string(type.scale);
}

}  // namespace

bool operator==(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.optional != b.optional) return false;
  switch (a.kind) {
    case Kind::Number:
      return a.scale == b.scale && a.unit == b.unit;
    case Kind::Period:
      return a.granule == b.granule;
    case Kind::Ref:
      return a.dataset == b.dataset;
    case Kind::OneOf:
      return a.dataset == b.dataset && a.field == b.field;
    default:
      return true;
  }
}

std::string TypeToText(const Type& type) {
  std::string text;
  switch (type.kind) {
    case Kind::Error:
      text = "error";
      break;
    case Kind::Flag:
      text = "flag";
      break;
    case Kind::Number:
      text = NumberToText(type);
      break;
    case Kind::Date:
      text = "date";
      break;
    case Kind::Timestamp:
      text = "timestamp";
      break;
    case Kind::Period:
      text = "period<" + std::string(value::GranuleName(type.granule)) + ">";
      break;
    case Kind::Duration:
      text = "duration";
      break;
    case Kind::Text:
      text = "text";
      break;
    case Kind::OneOf:
      text = "one_of<" + std::to_string(type.dataset) + "." + std::to_string(type.field) + ">";
      break;
    case Kind::Ref:
      text = "ref<" + std::to_string(type.dataset) + ">";
      break;
    case Kind::AnyMoney:
      text = "any_money";
      break;
  }
  return type.optional ? text + "?" : text;
}

std::optional<Type> TypeFromText(std::string_view text) {
  const bool optional = text.ends_with('?');
  if (optional) text.remove_suffix(1);
  std::optional<Type> type;
  if (text.starts_with("ref<") && text.ends_with('>')) {
    type = RefFromText(text.substr(4, text.size() - 5));
  } else if (text.starts_with("one_of<") && text.ends_with('>')) {
    type = OneOfFromText(text.substr(7, text.size() - 8));
  } else {
    type = PlainFromText(text);
    if (!type) type = NumberFromText(text);
  }
  if (type) type->optional = optional;
  return type;
}

}  // namespace incent::types
