#include "compiler/cli/schema_text.h"

#include <fmt/format.h>

#include "compiler/cli/text_table.h"
#include "compiler/cli/words.h"
#include "runtime/value/decimal.h"

namespace incent::cli {
namespace {

using column::DatasetSchema;
using column::FieldKind;
using column::FieldSchema;

constexpr Words kColumn{"column", "列"};
constexpr Words kContent{"content", "内容"};
constexpr Words kNeeded{"needed", "是否必填"};
constexpr Words kKey{"key", "主键"};
constexpr Words kRequired{"yes", "必填"};
constexpr Words kOptional{"may be empty", "可空"};
constexpr Words kUnused{"not read", "未使用"};
constexpr Words kOr{" or ", " 或 "};

std::string NumberText(const FieldSchema& field, diag::Language language) {
  std::string text =
      fmt::format(fmt::runtime(Words{"{}, up to {} decimals", "{}，最多 {} 位小数"}.In(language)),
                  field.unit.empty() ? Words{"number", "数字"}.In(language) : field.unit, field.scale);
  if (field.bounds) {
    text += fmt::format(" ({} .. {})", value::DecimalToShortText(field.bounds->low, field.scale),
                        value::DecimalToShortText(field.bounds->high, field.scale));
  }
  return text;
}

std::string LabelsText(const FieldSchema& field) {
  std::string text;
  for (const std::string& label : field.labels) text += (text.empty() ? "" : " | ") + label;
  return text;
}

std::string ContentText(const FieldSchema& field, const std::vector<DatasetSchema>& datasets,
                        diag::Language language) {
  const auto words = [&](const Words& text) { return std::string(text.In(language)); };
  switch (field.kind) {
    case FieldKind::Text:
      return words({"text", "文本"});
    case FieldKind::Number:
      return NumberText(field, language);
    case FieldKind::Date:
      return words({"date YYYY-MM-DD", "日期 YYYY-MM-DD"});
    case FieldKind::Timestamp:
      return words({"moment YYYY-MM-DDTHH:MM", "时刻 YYYY-MM-DDTHH:MM"});
    case FieldKind::Period:
      return words({"period 2026-03, 2026-Q1, 2026", "期间 2026-03、2026-Q1、2026"});
    case FieldKind::Flag:
      return "true | false";
    case FieldKind::OneOf:
      return LabelsText(field);
    case FieldKind::Reference:
      return fmt::format(fmt::runtime(words({"key of {}", "{} 的主键"})),
                         datasets[static_cast<size_t>(field.target)].name);
  }
  return {};
}

std::string_view NeedText(const FieldSchema& field, diag::Language language) {
  if (field.is_key) return kKey.In(language);
  if (!field.in_use) return kUnused.In(language);
  return field.optional ? kOptional.In(language) : kRequired.In(language);
}

std::string FileText(const DatasetSchema& dataset, diag::Language language) {
  if (!dataset.source.empty()) return dataset.source;
  return fmt::format("{0}.csv{1}{0}.jsonl", dataset.name, kOr.In(language));
}

}  // namespace

std::string SchemaText(const std::vector<DatasetSchema>& datasets, diag::Language language) {
  std::string text;
  for (const DatasetSchema& dataset : datasets) {
    text += fmt::format("{}{}: {}\n", text.empty() ? "" : "\n", dataset.name, FileText(dataset, language));
    TextTable table({std::string(kColumn.In(language)), std::string(kContent.In(language)),
                     std::string(kNeeded.In(language))},
                    {Align::Left, Align::Left, Align::Left});
    for (const FieldSchema& field : dataset.fields) {
      table.Add(
          {field.header, ContentText(field, datasets, language), std::string(NeedText(field, language))});
    }
    text += table.Render();
  }
  return text;
}

}  // namespace incent::cli
