#include <fmt/format.h>

#include <algorithm>

#include "compiler/pipeline/report_rejects.h"
#include "runtime/value/decimal.h"

namespace incent::pipeline {
namespace {

using column::FieldSchema;
using column::RejectReason;
using diag::Bilingual;

// A list that is longer tells nobody anything.
constexpr size_t kMaxLabels = 10;

const FieldSchema* FindField(const column::Reject& reject,
                             const std::vector<column::DatasetSchema>& datasets) {
  for (const column::DatasetSchema& dataset : datasets) {
    if (dataset.name != reject.dataset) continue;
    for (const FieldSchema& field : dataset.fields) {
      if (field.name == reject.field) return &field;
    }
  }
  return nullptr;
}

std::string LabelList(const FieldSchema& field, std::string_view comma) {
  std::string text;
  for (size_t i = 0; i < std::min(field.labels.size(), kMaxLabels); ++i) {
    text += fmt::format("{}\"{}\"", i == 0 ? "" : comma, field.labels[i]);
  }
  return field.labels.size() > kMaxLabels ? text + " …" : text;
}

Bilingual BoundWords(const FieldSchema& field) {
  if (!field.bounds) return {"a value inside the bounds", "范围内的值"};
  const std::string low = value::DecimalToShortText(field.bounds->low, field.scale);
  const std::string high = value::DecimalToShortText(field.bounds->high, field.scale);
  return {fmt::format("{} .. {}", low, high), fmt::format("{} 至 {}", low, high)};
}

Bilingual TargetWords(const FieldSchema& field, const std::vector<column::DatasetSchema>& datasets) {
  const auto target = static_cast<size_t>(field.target);
  if (field.target < 0 || target >= datasets.size()) return {"the key of a row", "某一行的主键"};
  return {fmt::format("the key of a row of `{}`", datasets[target].name),
          fmt::format("“{}”中某一行的主键", datasets[target].name)};
}

Bilingual WordsFor(RejectReason reason, const FieldSchema& field,
                   const std::vector<column::DatasetSchema>& datasets) {
  switch (reason) {
    case RejectReason::MissingColumn:
      return {fmt::format("a column `{}`", field.header), fmt::format("名为“{}”的列", field.header)};
    case RejectReason::BadNumber:
      return {"a plain number, such as -1234.5", "形如 -1234.5 的数字，不带千分位、货币符号和空格"};
    case RejectReason::TooManyDigits:
      return {
          fmt::format("at most {} decimals, and {} digits before them", field.scale,
                      value::kMaxDigits - field.scale),
          fmt::format("最多 {} 位小数，整数部分最多 {} 位", field.scale, value::kMaxDigits - field.scale)};
    case RejectReason::BadDate:
      return {"a day that exists, as YYYY-MM-DD", "真实存在的日期，写作 YYYY-MM-DD"};
    case RejectReason::BadTimestamp:
      return {"a moment, as YYYY-MM-DDTHH:MM", "时刻，写作 YYYY-MM-DDTHH:MM"};
    case RejectReason::BadPeriod:
      return {"a period, such as 2026-03 or 2026-Q1", "期间，例如 2026-03 或 2026-Q1"};
    case RejectReason::BadFlag:
      return {"true or false", "true 或 false"};
    case RejectReason::NotOneOf:
      return {"one of " + LabelList(field, ", "), "下列之一：" + LabelList(field, "、")};
    case RejectReason::OutOfBounds:
      return BoundWords(field);
    case RejectReason::UnknownReference:
      return TargetWords(field, datasets);
    default:
      return {"a value", "一个值"};
  }
}

}  // namespace

Bilingual ExpectedWords(const column::Reject& reject, const std::vector<column::DatasetSchema>& datasets) {
  const FieldSchema* field = FindField(reject, datasets);
  Bilingual words =
      field != nullptr ? WordsFor(reject.reason, *field, datasets) : Bilingual("a value", "一个值");
  // The reader saw the cell, so it can be more exact about the mistake.
  const bool by_schema =
      reject.reason == RejectReason::UnknownReference || reject.reason == RejectReason::MissingColumn;
  if (!reject.detail.empty() && !by_schema) words.english = reject.detail;
  return words;
}

}  // namespace incent::pipeline
