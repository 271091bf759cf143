#include "compiler/embed/arrow_type.h"

#include <array>
#include <charconv>
#include <utility>

namespace incent::embed {
namespace {

using column::FieldKind;
using column::FieldSchema;

constexpr int kMaxScale = 76;  // of a decimal256

struct Simple {
  std::string_view format;
  ArrowType type;
};

constexpr std::array kSimple = {
    Simple{"n", {.storage = Storage::Null}},
    Simple{"b", {.storage = Storage::Bool}},
    Simple{"c", {.storage = Storage::Signed, .bytes = 1}},
    Simple{"C", {.storage = Storage::Unsigned, .bytes = 1}},
    Simple{"s", {.storage = Storage::Signed, .bytes = 2}},
    Simple{"S", {.storage = Storage::Unsigned, .bytes = 2}},
    Simple{"i", {.storage = Storage::Signed, .bytes = 4}},
    Simple{"I", {.storage = Storage::Unsigned, .bytes = 4}},
    Simple{"l", {.storage = Storage::Signed, .bytes = 8}},
    Simple{"L", {.storage = Storage::Unsigned, .bytes = 8}},
    Simple{"u", {.storage = Storage::Text}},
    Simple{"U", {.storage = Storage::LargeText}},
    Simple{"vu", {.storage = Storage::TextView}},
    Simple{"tdD", {.storage = Storage::Date, .bytes = 4}},
    Simple{"tdm", {.storage = Storage::Date, .bytes = 8, .per_second = 1'000}},
    // Without a zone: with one a moment is no day yet, and the plan has none.
    Simple{"tss:", {.storage = Storage::Moment, .bytes = 8, .per_second = 1}},
    Simple{"tsm:", {.storage = Storage::Moment, .bytes = 8, .per_second = 1'000}},
    Simple{"tsu:", {.storage = Storage::Moment, .bytes = 8, .per_second = 1'000'000}},
    Simple{"tsn:", {.storage = Storage::Moment, .bytes = 8, .per_second = 1'000'000'000}},
};

// A number up to `end` or a comma; moves `at` behind it.
bool ReadNumber(std::string_view* text, int* number) {
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc()) return false;
  text->remove_prefix(static_cast<size_t>(end - text->data()));
  if (text->starts_with(',')) text->remove_prefix(1);
  return true;
}

// d:precision,scale[,bits]
std::optional<ArrowType> ParseDecimal(std::string_view rest) {
  int precision = 0;
  int scale = 0;
  int bits = 128;
  if (!ReadNumber(&rest, &precision) || !ReadNumber(&rest, &scale)) return std::nullopt;
  if (!rest.empty() && (!ReadNumber(&rest, &bits) || !rest.empty())) return std::nullopt;
  const bool is_known = bits == 32 || bits == 64 || bits == 128 || bits == 256;
  if (!is_known || precision < 1 || precision > kMaxScale || scale < -kMaxScale || scale > kMaxScale)
    return std::nullopt;
  return ArrowType{.storage = Storage::Decimal, .bytes = bits / 8, .scale = scale};
}

std::optional<ArrowType> ParsePlain(const char* format) {
  if (format == nullptr) return std::nullopt;
  const std::string_view text = format;
  for (const Simple& simple : kSimple) {
    if (simple.format == text) return simple.type;
  }
  return text.starts_with("d:") ? ParseDecimal(text.substr(2)) : std::nullopt;
}

bool IsInteger(const ArrowType& type) {
  return type.storage == Storage::Signed || type.storage == Storage::Unsigned;
}

}  // namespace

std::optional<ArrowType> ParseArrowType(const ArrowSchema& schema) {
  std::optional<ArrowType> type = ParsePlain(schema.format);
  if (!type || schema.n_children != 0) return std::nullopt;
  if (schema.dictionary == nullptr) return type;
  const std::optional<ArrowType> values = ParsePlain(schema.dictionary->format);
  const bool nests = schema.dictionary->dictionary != nullptr || schema.dictionary->n_children != 0;
  if (!IsInteger(*type) || nests || !values || !IsText(values->storage)) return std::nullopt;
  return ArrowType{.storage = values->storage,
                   .is_dictionary = true,
                   .is_index_signed = type->storage == Storage::Signed,
                   .index_bytes = type->bytes};
}

diag::Bilingual WhyRefused(std::string_view format) {
  if (format == "e" || format == "f" || format == "g") {
    return {"binary floating point cannot hold 0.1; send decimal128, integers or text",
            "二进制浮点数存不下 0.1；请用 decimal128、整数或文本"};
  }
  if (format.starts_with("ts")) {
    return {
        "a moment with a time zone is no day yet; send dates as date32, and moments without a zone, in the "
        "plan's own time",
        "带时区的时刻还不能确定是哪一天；日期请用 date32，时刻请按方案所在时区换算后不带时区发送"};
  }
  return {"", ""};
}

bool Takes(const FieldSchema& field, const FieldSchema* key, const ArrowType& type) {
  if (IsText(type.storage) || type.storage == Storage::Null) return true;
  switch (field.kind) {
    case FieldKind::Text:
      return IsInteger(type);
    case FieldKind::Number:
      return IsInteger(type) || type.storage == Storage::Decimal;
    case FieldKind::Date:
      return type.storage == Storage::Date || type.storage == Storage::Moment;
    case FieldKind::Flag:
      return type.storage == Storage::Bool;
    case FieldKind::Reference:
      return key == nullptr || Takes(*key, nullptr, type);
    case FieldKind::Timestamp:
    case FieldKind::Period:
    case FieldKind::OneOf:
      return false;
  }
  return false;
}

std::string FormatFor(const FieldSchema& field, const FieldSchema* key) {
  switch (field.kind) {
    case FieldKind::Number:
      return "d:38," + std::to_string(field.scale);
    case FieldKind::Date:
      return "tdD";
    case FieldKind::Flag:
      return "b";
    case FieldKind::Reference:
      return key == nullptr || key->kind == FieldKind::Reference ? "u" : FormatFor(*key, nullptr);
    case FieldKind::Text:
    case FieldKind::Timestamp:
    case FieldKind::Period:
    case FieldKind::OneOf:
      return "u";
  }
  return "u";
}

}  // namespace incent::embed
