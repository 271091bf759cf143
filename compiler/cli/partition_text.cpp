#include "compiler/cli/partition_text.h"

#include <fmt/format.h>

#include "compiler/cli/text_table.h"
#include "compiler/cli/words.h"

namespace incent::cli {
namespace {

constexpr Words kHead{"{}: participants may be split over several runs, each of which needs\n",
                      "{}：参与人可以拆分到多次运行，每次运行需要\n"};
constexpr Words kWhole{"all rows", "全部数据行"};
constexpr Words kByRecipient{"the rows whose {} is one of its participants", "{} 属于本次参与人的数据行"};
constexpr Words kOr{" or ", " 或 "};

std::string NeedOf(const ir::DatasetTravel& travel, diag::Language language) {
  if (travel.travel == ir::Travel::Whole) return std::string(kWhole.In(language));
  std::string paths;
  for (const std::string& path : travel.recipients)
    paths += (paths.empty() ? "" : std::string(kOr.In(language))) + path;
  return fmt::format(fmt::runtime(kByRecipient.In(language)), paths);
}

}  // namespace

std::string PartitionText(const ir::Partition& partition, const ir::Module& module, diag::Language language) {
  std::string text = fmt::format(fmt::runtime(kHead.In(language)), module.plan);
  TextTable table({std::string(Words{"dataset", "数据集"}.In(language)),
                   std::string(Words{"rows", "数据行"}.In(language))},
                  {Align::Left, Align::Left});
  for (size_t i = 0; i < partition.datasets.size(); ++i) {
    const ir::DatasetTravel& travel = partition.datasets[i];
    if (travel.travel != ir::Travel::Unread) table.Add({module.datasets[i].name, NeedOf(travel, language)});
  }
  return text + table.Render();
}

}  // namespace incent::cli
