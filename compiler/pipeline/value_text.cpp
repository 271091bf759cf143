#include "compiler/pipeline/value_text.h"

#include <fmt/format.h>

#include "compiler/pipeline/place_text.h"
#include "runtime/value/decimal.h"
#include "runtime/value/timestamp.h"

namespace incent::pipeline {
namespace {

using types::Kind;

diag::Bilingual Same(const std::string& text) {
  return {text, text};
}

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

// Kinds whose texts the run has numbered.
std::string NumberedText(value::Int128 number, const interp::RunState& run) {
  return Quoted(run.texts.Text(static_cast<int32_t>(number)));
}

}  // namespace

std::string NumberText(value::Int128 mantissa, const types::Type& type) {
  if (type.rate && type.unit.IsPlain()) {
    // 0.9 is 90 %: the point moves by two, so no digit is lost.
    if (type.scale >= 2) return value::DecimalToShortText(mantissa, type.scale - 2) + "%";
    return value::DecimalToShortText(mantissa * value::PowerOfTen(2 - type.scale), 0) + "%";
  }
  const int digits = type.unit.IsMoney() ? types::MinorUnits(type.unit.symbol()) : 0;
  std::string text = value::DecimalToShortText(mantissa, type.scale, std::min(digits, type.scale));
  return type.unit.IsPlain() ? text : text + " " + type.unit.ToText();
}

diag::Bilingual ValueText(const eval::Lane& lane, const types::Type& type, const interp::RunState& run) {
  if (eval::IsError(lane.state)) {
    const std::string code(value::ErrorCodeName(run.errors.At(lane.state).code));
    return {fmt::format("the error {}", code), fmt::format("错误 {}", code)};
  }
  if (lane.state == eval::kNull) return {"no value", "无值"};
  switch (type.kind) {
    case Kind::Number:
    case Kind::AnyMoney:
      return Same(NumberText(lane.value, type));
    case Kind::Flag:
      return lane.value != 0 ? diag::Bilingual("true", "真") : diag::Bilingual("false", "假");
    case Kind::Date:
      return Same(value::DateToText(static_cast<value::Day>(lane.value)));
    case Kind::Timestamp:
      return Same(value::TimestampToText(static_cast<int64_t>(lane.value)));
    case Kind::Period:
      return Same(value::PeriodToText(type.granule, static_cast<value::Period>(lane.value)));
    case Kind::Text:
    case Kind::OneOf:
      return Same(NumberedText(lane.value, run));
    case Kind::Ref:
      return Same(Quoted(KeyText(eval::RowKey(run.input, type.dataset, static_cast<int>(lane.value)))));
    case Kind::Duration:
    case Kind::Error:
      break;
  }
  return {"?", "?"};
}

}  // namespace incent::pipeline
