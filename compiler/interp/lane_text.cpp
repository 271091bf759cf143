#include "compiler/interp/lane_text.h"

#include "runtime/column/key_text.h"
#include "runtime/value/decimal.h"
#include "runtime/value/timestamp.h"

namespace incent::interp {

using types::Kind;

std::string LaneToText(const RunState& run, const types::Type& type, const Lane& lane) {
  if (eval::IsError(lane.state))
    return "error " + std::string(value::ErrorCodeName(run.errors.At(lane.state).code));
  if (lane.state == eval::kNull) return "null";
  switch (type.kind) {
    case Kind::Flag:
      return lane.value != 0 ? "true" : "false";
    case Kind::Date:
      return value::DateToText(static_cast<Day>(lane.value));
    case Kind::Timestamp:
      return value::TimestampToText(static_cast<value::Timestamp>(lane.value));
    case Kind::Period:
      return value::PeriodToText(type.granule, static_cast<value::Period>(lane.value));
    case Kind::Text:
    case Kind::OneOf:
      return std::string(run.texts.Text(static_cast<int32_t>(lane.value)));
    case Kind::Ref:
      return column::KeyText(eval::RowKey(run.input, type.dataset, static_cast<int32_t>(lane.value)));
    default:
      return value::DecimalToText(lane.value, type.scale);
  }
}

}  // namespace incent::interp
