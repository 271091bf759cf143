#include <cstdlib>
#include <cstring>
#include <string>

#include "compiler/embed/fence.h"
#include "compiler/embed/input_schema.h"
#include "compiler/embed/memory_loader.h"
#include "compiler/embed/partition.h"
#include "compiler/files/file_loader.h"

// incent.h: compiling plans, and what they ask of the input.

using incent::embed::Fault;
using incent::embed::Fenced;
using incent::embed::InvalidArgument;

namespace {

using incent::column::DatasetSchema;
using incent::column::FieldSchema;
using incent::ir::DatasetTravel;

const FieldSchema* FieldOf(const incent_plan* plan, size_t dataset, size_t field) {
  if (plan == nullptr || dataset >= plan->plan->datasets().size()) return nullptr;
  const DatasetSchema& schema = plan->plan->datasets()[dataset];
  return field < schema.fields.size() ? &schema.fields[field] : nullptr;
}

const DatasetTravel* TravelOf(const incent_plan* plan, size_t index, size_t dataset) {
  if (index >= incent_plan_count(plan) || dataset >= incent_plan_num_datasets(plan)) return nullptr;
  return &plan->plan->partitions()[index].datasets[dataset];
}

std::optional<Fault> HandOut(incent::embed::Compiled compiled, bool is_read, incent_plan** plan,
                             incent_diagnostics** diagnostics) {
  if (diagnostics != nullptr) *diagnostics = new incent_diagnostics{compiled.report};
  if (compiled.plan != nullptr) {
    *plan = new incent_plan{std::move(compiled.plan)};
    return std::nullopt;
  }
  if (!is_read) {
    const auto& message = compiled.report->items().front().message;
    return Fault{INCENT_CANNOT_READ, message};
  }
  return Fault{INCENT_PLAN_HAS_ERRORS,
               {"the plan has errors; see its diagnostics", "方案有错误，详见诊断信息"}};
}

std::optional<Fault> CompileSources(const incent_source* sources, size_t num_sources, incent_plan** plan,
                                    incent_diagnostics** diagnostics) {
  if (plan == nullptr || sources == nullptr || num_sources == 0)
    return InvalidArgument("there is no source, or no place for the plan",
                           "缺少源文件，或没有存放方案的位置");
  incent::embed::MemoryLoader loader;
  for (size_t i = 0; i < num_sources; ++i) {
    const incent_source& source = sources[i];
    if (source.path == nullptr || (source.text == nullptr && source.text_size > 0))
      return InvalidArgument("a source has no path or no text", "某个源文件缺少路径或文本");
    std::string text(source.text_size > 0 ? source.text : "", source.text_size);
    if (!loader.Add(source.path, std::move(text)))
      return InvalidArgument("the path of a source is repeated, or no relative path",
                             "源文件路径重复，或不是相对路径");
  }
  return HandOut(incent::embed::CompileWith(loader, sources[0].path), true, plan, diagnostics);
}

}  // namespace

incent_status incent_compile(const incent_source* sources, size_t num_sources, incent_plan** plan,
                             incent_diagnostics** diagnostics, incent_error** error) {
  if (plan != nullptr) *plan = nullptr;
  if (diagnostics != nullptr) *diagnostics = nullptr;
  return Fenced(error, [&] { return CompileSources(sources, num_sources, plan, diagnostics); });
}

incent_status incent_compile_file(const char* path, incent_plan** plan, incent_diagnostics** diagnostics,
                                  incent_error** error) {
  if (plan != nullptr) *plan = nullptr;
  if (diagnostics != nullptr) *diagnostics = nullptr;
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (plan == nullptr || path == nullptr)
      return InvalidArgument("there is no path, or no place for the plan", "缺少路径，或没有存放方案的位置");
    incent::files::FileLoader loader;
    incent::embed::Compiled compiled = incent::embed::CompileWith(loader, path);
    return HandOut(std::move(compiled), !loader.plan_is_unreadable(), plan, diagnostics);
  });
}

incent_plan* incent_plan_share(const incent_plan* plan) {
  return plan == nullptr ? nullptr : new (std::nothrow) incent_plan{plan->plan};
}

void incent_plan_free(incent_plan* plan) {
  delete plan;
}

size_t incent_plan_count(const incent_plan* plan) {
  return plan == nullptr ? 0 : plan->plan->plans().size();
}

const char* incent_plan_name(const incent_plan* plan, size_t index) {
  return index < incent_plan_count(plan) ? plan->plan->plans()[index]->module().plan.c_str() : nullptr;
}

const char* incent_plan_hash(const incent_plan* plan) {
  return plan == nullptr ? nullptr : plan->plan->hash().c_str();
}

size_t incent_plan_num_datasets(const incent_plan* plan) {
  return plan == nullptr ? 0 : plan->plan->datasets().size();
}

incent_status incent_plan_dataset(const incent_plan* plan, size_t dataset, incent_dataset* out) {
  if (dataset >= incent_plan_num_datasets(plan)) return INCENT_INVALID_ARGUMENT;
  const DatasetSchema& schema = plan->plan->datasets()[dataset];
  const incent_dataset value{.struct_size = 0,
                             .name = schema.name.c_str(),
                             .num_fields = schema.fields.size(),
                             .in_use = schema.in_use ? 1 : 0};
  return incent::embed::WriteKnown(value, out) ? INCENT_OK : INCENT_INVALID_ARGUMENT;
}

incent_status incent_plan_field(const incent_plan* plan, size_t dataset, size_t field, incent_field* out) {
  const FieldSchema* const schema = FieldOf(plan, dataset, field);
  if (schema == nullptr) return INCENT_INVALID_ARGUMENT;
  const bool has_target = schema->target >= 0;
  const incent_field value{
      .struct_size = 0,
      .name = schema->name.c_str(),
      .column = schema->header.c_str(),
      .kind = static_cast<incent_kind>(schema->kind),
      .scale = schema->scale,
      .unit = schema->unit.c_str(),
      .is_key = schema->is_key ? 1 : 0,
      .is_optional = schema->optional ? 1 : 0,
      .in_use = schema->in_use || schema->is_key ? 1 : 0,
      .target =
          has_target ? plan->plan->datasets()[static_cast<size_t>(schema->target)].name.c_str() : nullptr,
      .num_labels = schema->labels.size()};
  return incent::embed::WriteKnown(value, out) ? INCENT_OK : INCENT_INVALID_ARGUMENT;
}

static_assert(static_cast<int>(incent::column::FieldKind::Text) == INCENT_TEXT &&
              static_cast<int>(incent::column::FieldKind::Number) == INCENT_NUMBER &&
              static_cast<int>(incent::column::FieldKind::Date) == INCENT_DATE &&
              static_cast<int>(incent::column::FieldKind::Timestamp) == INCENT_TIMESTAMP &&
              static_cast<int>(incent::column::FieldKind::Period) == INCENT_PERIOD &&
              static_cast<int>(incent::column::FieldKind::Flag) == INCENT_FLAG &&
              static_cast<int>(incent::column::FieldKind::OneOf) == INCENT_ONE_OF &&
              static_cast<int>(incent::column::FieldKind::Reference) == INCENT_REFERENCE);

const char* incent_plan_label(const incent_plan* plan, size_t dataset, size_t field, size_t label) {
  const FieldSchema* const schema = FieldOf(plan, dataset, field);
  return schema != nullptr && label < schema->labels.size() ? schema->labels[label].c_str() : nullptr;
}

incent_status incent_plan_partition(const incent_plan* plan, size_t index, int32_t* may_be_cut,
                                    incent_diagnostics** obstacles, incent_error** error) {
  if (may_be_cut != nullptr) *may_be_cut = 0;
  if (obstacles != nullptr) *obstacles = nullptr;
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (index >= incent_plan_count(plan) || may_be_cut == nullptr)
      return InvalidArgument("there is no such plan, or no place for the answer",
                             "没有这个方案，或没有存放答案的位置");
    if (obstacles != nullptr)
      *obstacles = new incent_diagnostics{incent::embed::ObstaclesOf(*plan->plan, index)};
    *may_be_cut = plan->plan->partitions()[index].may_be_cut() ? 1 : 0;
    return std::nullopt;
  });
}

static_assert(static_cast<int>(incent::ir::Travel::Unread) == INCENT_TRAVEL_UNREAD &&
              static_cast<int>(incent::ir::Travel::Whole) == INCENT_TRAVEL_WHOLE &&
              static_cast<int>(incent::ir::Travel::ByRecipient) == INCENT_TRAVEL_BY_RECIPIENT);

incent_travel incent_plan_travel(const incent_plan* plan, size_t index, size_t dataset) {
  const DatasetTravel* const travel = TravelOf(plan, index, dataset);
  return travel == nullptr ? INCENT_TRAVEL_UNREAD : static_cast<incent_travel>(travel->travel);
}

const char* incent_plan_recipient(const incent_plan* plan, size_t index, size_t dataset, size_t recipient) {
  const DatasetTravel* const travel = TravelOf(plan, index, dataset);
  return travel != nullptr && recipient < travel->recipients.size() ? travel->recipients[recipient].c_str()
                                                                    : nullptr;
}

incent_status incent_plan_schema(const incent_plan* plan, const char* dataset, ArrowSchema* out,
                                 incent_error** error) {
  if (out != nullptr) *out = {};
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (plan == nullptr || dataset == nullptr || out == nullptr)
      return InvalidArgument("an argument is NULL", "某个参数为 NULL");
    const std::optional<size_t> index = plan->plan->FindDataset(dataset);
    if (!index) return InvalidArgument("the plan has no such dataset", "方案中没有这个数据集");
    incent::embed::ExportInputSchema(plan->plan->datasets(), *index, out);
    return std::nullopt;
  });
}
