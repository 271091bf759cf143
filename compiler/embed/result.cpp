#include "compiler/embed/result.h"

#include "compiler/pipeline/report_errors.h"
#include "compiler/pipeline/report_rejects.h"

namespace incent::embed {

void Result::MakeReport() {
  diag::Diagnostics diagnostics;
  pipeline::ReportRejects(input.load().rejects, plan->datasets(), diagnostics, {.input = &input.tables()});
  for (size_t i = 0; i < plans.size(); ++i) {
    const ir::Module& module = plans[i]->module();
    const pipeline::PlaceNames names{module.datasets, input.tables(), outcomes[i].participants};
    pipeline::ReportErrors(outcomes[i].errors, module, names, diagnostics);
  }
  report = std::make_shared<Report>(plan->sources(), std::move(diagnostics));
}

}  // namespace incent::embed
