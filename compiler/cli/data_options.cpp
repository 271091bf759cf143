#include "compiler/cli/data_options.h"

#include <algorithm>

#include "compiler/cli/usage_diagnostics.h"
#include "compiler/diag/listed.h"
#include "compiler/pipeline/report_load.h"

namespace incent::cli {
namespace {

using io::LoadFailure;

std::string DatasetNames(const std::vector<column::DatasetSchema>& datasets) {
  std::vector<std::string> names;
  for (const column::DatasetSchema& dataset : datasets) names.push_back(dataset.name);
  return diag::Listed(names);
}

// `Deal=deals.csv`, unless the `=` belongs to a path, as in ./a=b.
std::optional<size_t> OverrideSign(const std::string& value) {
  const size_t sign = value.find('=');
  if (sign == std::string::npos || value.find('/') < sign) return std::nullopt;
  return sign;
}

ExitCode CodeOf(LoadFailure failure) {
  switch (failure) {
    case LoadFailure::UnknownDataset:
      return ExitCode::Usage;
    case LoadFailure::TooManyRows:
    case LoadFailure::TooManyFiles:
      return ExitCode::ResourceLimit;
    default:
      return ExitCode::FilesOrSystem;
  }
}

}  // namespace

std::optional<io::LoadOptions> DataOptions(const Arguments& arguments, const CompiledFile& file,
                                           diag::Diagnostics& diagnostics) {
  io::LoadOptions options;
  options.data_dir = file.loader.plan_folder();
  options.encoding =
      io::ParseEncoding(arguments.ValueOr(kEncodingOption.name, "utf-8")).value_or(io::Encoding::Utf8);
  bool has_folder = false;
  for (const std::string& value : arguments.Values(kDataOption.name)) {
    const std::optional<size_t> sign = OverrideSign(value);
    if (sign) {
      options.overrides[value.substr(0, *sign)].push_back(value.substr(*sign + 1));
      continue;
    }
    if (has_folder) {
      diagnostics.ReportUnplaced(kRepeatedOption, std::string(kDataOption.name));
      return std::nullopt;
    }
    has_folder = true;
    options.data_dir = value;
  }
  return options;
}

ExitCode LoadPlanData(const CompiledFile& file, const io::LoadOptions& options, io::LoadResult& result,
                      diag::Diagnostics& diagnostics) {
  const std::vector<column::DatasetSchema>& datasets = file.compilation.datasets;
  result = io::Load(datasets, options);
  pipeline::ReportLoad(result, datasets, diagnostics);
  ExitCode worst = ExitCode::Success;
  for (const io::LoadError& error : result.errors) {
    if (error.failure == LoadFailure::UnknownDataset) {
      diagnostics.ReportUnplaced(kUnknownDataset, error.dataset, DatasetNames(datasets));
    }
    worst = std::max(worst, CodeOf(error.failure));
  }
  return worst;
}

}  // namespace incent::cli
