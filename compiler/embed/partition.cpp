#include "compiler/embed/partition.h"

#include <fmt/format.h>

#include <set>

#include "compiler/pipeline/report_partition.h"
#include "runtime/eval/own_part.h"
#include "runtime/io/utf8.h"

namespace incent::embed {
namespace {

constexpr size_t kMaxShownBytes = 400;

std::string PlaceOf(const Report::Item& item) {
  return item.has_range ? fmt::format(" ({}:{}:{})", item.file, item.first.line, item.first.bytes) : "";
}

}  // namespace

std::shared_ptr<const Report> ObstaclesOf(const Plan& plan, size_t index) {
  diag::Diagnostics diagnostics;
  pipeline::ReportObstacles(plan.partitions()[index], plan.plans()[index]->module(), diagnostics);
  return std::make_shared<Report>(plan.sources(), std::move(diagnostics));
}

std::optional<Fault> WhyNotCut(const Plan& plan, const std::optional<size_t>& chosen) {
  for (size_t i = 0; i < plan.plans().size(); ++i) {
    if ((chosen && *chosen != i) || plan.partitions()[i].may_be_cut()) continue;
    const std::shared_ptr<const Report> obstacles = ObstaclesOf(plan, i);
    const Report::Item& first = obstacles->items().front();
    const std::string& name = plan.plans()[i]->module().plan;
    return Fault{INCENT_MAY_NOT_BE_CUT,
                 {fmt::format("plan `{}` may not be cut: {}{}", name, first.message.english, PlaceOf(first)),
                  fmt::format("方案“{}”不能拆分：{}{}", name, first.message.chinese, PlaceOf(first))}};
  }
  return std::nullopt;
}

std::optional<Fault> KeepParticipants(const std::vector<std::string>& participants, Result& result) {
  const std::set<std::string> own(participants.begin(), participants.end());
  std::set<std::string> unknown = own;
  for (eval::Outcome& outcome : result.outcomes) {
    std::vector<bool> is_own;
    for (const std::string& key : outcome.participants) {
      is_own.push_back(own.contains(key));
      unknown.erase(key);
    }
    eval::KeepOwn(is_own, result.input.tables(), outcome);
  }
  if (unknown.empty()) return std::nullopt;
  const std::string shown = io::PrintableText(*unknown.begin(), kMaxShownBytes);
  return Fault{
      INCENT_INVALID_ARGUMENT,
      {fmt::format("the data has no participant `{}`", shown), fmt::format("数据中没有参与人“{}”", shown)}};
}

}  // namespace incent::embed
