#include <string>

#include "compiler/embed/fence.h"
#include "compiler/embed/ledger_stream.h"
#include "compiler/embed/partition.h"
#include "compiler/files/object_folder.h"
#include "compiler/pipeline/ledger_writer.h"

// incent.h: sessions and results.

using incent::embed::Fault;
using incent::embed::Fenced;
using incent::embed::InvalidArgument;
using incent::embed::Owned;
using incent::embed::Result;
using incent::embed::SessionOptions;

namespace {

constexpr int32_t kMaxThreads = 256;
constexpr size_t kDefaultRejects = 100'000;

Fault IsNull() {
  return InvalidArgument("an argument is NULL", "某个参数为 NULL");
}

std::optional<Fault> FindPlan(const incent::embed::Plan& plan, const char* name, SessionOptions* options) {
  if (name == nullptr) return std::nullopt;
  for (size_t i = 0; i < plan.plans().size(); ++i) {
    if (plan.plans()[i]->module().plan == name) options->plan = i;
  }
  if (options->plan) return std::nullopt;
  return InvalidArgument("the file has no plan of that name", "文件中没有这个名字的方案");
}

std::optional<Fault> ReadEngine(const incent_session_options& given, SessionOptions* options) {
  if (given.engine < INCENT_ENGINE_AUTO || given.engine > INCENT_ENGINE_INTERPRETER)
    return InvalidArgument("there is no such engine", "没有这个引擎");
  if (given.num_threads < 0 || given.num_threads > kMaxThreads)
    return InvalidArgument("there must be 1 to 256 threads", "线程数必须在 1 到 256 之间");
  options->engine.engine = static_cast<incent::pipeline::Engine>(given.engine);
  options->engine.num_threads = std::max(1, given.num_threads);
  if (given.cache_folder != nullptr && *given.cache_folder != '\0')
    options->engine.objects = std::make_shared<incent::files::ObjectFolder>(given.cache_folder);
  if (given.engine == INCENT_ENGINE_JIT && !incent::pipeline::HasJit())
    return Fault{INCENT_UNSUPPORTED,
                 {"this library was built without machine code", "此库构建时未包含机器码引擎"}};
  return std::nullopt;
}

static_assert(static_cast<int>(incent::pipeline::Engine::Jit) == INCENT_ENGINE_JIT &&
              static_cast<int>(incent::pipeline::Engine::Interpreter) == INCENT_ENGINE_INTERPRETER);

std::optional<Fault> ReadParticipants(const incent::embed::Plan& plan, const incent_session_options& given,
                                      SessionOptions* options) {
  if (given.participants == nullptr) {
    if (given.num_participants == 0) return std::nullopt;
    return InvalidArgument("there are no keys of participants", "缺少参与人的主键");
  }
  options->participants.emplace();
  for (size_t i = 0; i < given.num_participants; ++i) {
    if (given.participants[i] == nullptr)
      return InvalidArgument("the key of a participant is NULL", "某个参与人的主键为 NULL");
    options->participants->emplace_back(given.participants[i]);
  }
  return incent::embed::WhyNotCut(plan, options->plan);
}

std::optional<Fault> ReadOptions(const incent::embed::Plan& plan, const incent_session_options* options,
                                 SessionOptions* out) {
  out->limits.max_kept_rejects = kDefaultRejects;
  if (options == nullptr) return std::nullopt;
  const std::optional<incent_session_options> given = incent::embed::ReadKnown(*options);
  if (!given) return InvalidArgument("struct_size is not set", "未设置 struct_size");
  if (given->max_rows < 0 || given->max_memory_bytes < 0 || given->max_run_ms < 0 ||
      given->max_kept_rejects < 0)
    return InvalidArgument("a limit is negative", "上限不能为负");
  out->limits.max_rows = given->max_rows;
  out->limits.max_memory_bytes = given->max_memory_bytes;
  if (given->max_kept_rejects > 0)
    out->limits.max_kept_rejects = static_cast<size_t>(given->max_kept_rejects);
  // Longer than a year is for ever, and would overflow the clock.
  constexpr int64_t kYear = int64_t{366} * 24 * 3600 * 1000;
  if (given->max_run_ms > 0 && given->max_run_ms < kYear)
    out->max_run = std::chrono::milliseconds(given->max_run_ms);
  if (std::optional<Fault> fault = ReadEngine(*given, out)) return fault;
  if (std::optional<Fault> fault = FindPlan(plan, given->plan, out)) return fault;
  return ReadParticipants(plan, *given, out);
}

int64_t Count(const Result& result, int64_t incent::eval::ComponentTotals::* which) {
  int64_t count = 0;
  for (const incent::eval::Outcome& outcome : result.outcomes) {
    for (const incent::eval::ComponentTotals& totals : outcome.totals) count += totals.*which;
  }
  return count;
}

template <typename Stream>
incent_status ExportBatches(const incent_result* result, ArrowArrayStream* out, incent_error** error,
                            Stream stream) {
  if (out != nullptr) *out = {};
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (result == nullptr || out == nullptr) return IsNull();
    incent::embed::ExportStream(stream(result->result), out);
    return std::nullopt;
  });
}

// Calls `write` with pieces of the ledger; false if it does not want any more.
template <typename Write>
bool WriteLedger(const Result& result, incent::pipeline::LedgerFormat format, Write write) {
  const std::string header = incent::pipeline::LedgerHeader(format);
  if (!header.empty() && !write(header)) return false;
  for (size_t i = 0; i < result.plans.size(); ++i) {
    const incent::ir::Module& module = result.plans[i]->module();
    const incent::eval::Outcome& outcome = result.outcomes[i];
    const incent::pipeline::PlaceNames names{module.datasets, result.input.tables(), outcome.participants};
    if (!incent::pipeline::WriteLines(module, outcome, names, format, 1, write)) return false;
  }
  return true;
}

}  // namespace

incent_status incent_session_new(const incent_plan* plan, const incent_session_options* options,
                                 incent_session** session, incent_error** error) {
  if (session != nullptr) *session = nullptr;
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (plan == nullptr || session == nullptr) return IsNull();
    SessionOptions read;
    if (std::optional<Fault> fault = ReadOptions(*plan->plan, options, &read)) return fault;
    *session = new incent_session{{plan->plan, read}};
    return std::nullopt;
  });
}

incent_status incent_session_push(incent_session* session, const char* dataset, ArrowSchema* schema,
                                  ArrowArray* array, incent_error** error) {
  return Fenced(error, [&]() -> std::optional<Fault> {
    Owned<ArrowSchema> own_schema(schema);
    Owned<ArrowArray> own_array(array);
    if (session == nullptr) return IsNull();
    return session->session.Push(dataset, std::move(own_schema), std::move(own_array));
  });
}

incent_status incent_session_push_stream(incent_session* session, const char* dataset,
                                         ArrowArrayStream* stream, incent_error** error) {
  return Fenced(error, [&]() -> std::optional<Fault> {
    Owned<ArrowArrayStream> own(stream);
    if (session == nullptr) return IsNull();
    return session->session.PushStream(dataset, std::move(own));
  });
}

incent_status incent_session_run(incent_session* session, incent_result** result, incent_error** error) {
  if (result != nullptr) *result = nullptr;
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (session == nullptr || result == nullptr) return IsNull();
    std::optional<Fault> fault;
    std::shared_ptr<const Result> made = session->session.Run(&fault);
    if (made != nullptr) *result = new incent_result{made, {made->report}};
    return fault;
  });
}

void incent_session_cancel(incent_session* session) {
  if (session != nullptr) session->session.Cancel();
}

void incent_session_free(incent_session* session) {
  delete session;
}

incent_status incent_result_counts(const incent_result* result, incent_counts* out) {
  if (result == nullptr) return INCENT_INVALID_ARGUMENT;
  using incent::eval::ComponentTotals;
  incent_counts value{};
  value.num_paid = Count(*result->result, &ComponentTotals::num_paid);
  value.num_held = Count(*result->result, &ComponentTotals::num_held);
  value.num_withheld = Count(*result->result, &ComponentTotals::num_withheld);
  for (const incent::io::DatasetCounts& counts : result->result->input.load().counts) {
    value.num_rows += counts.num_rows;
    value.num_rejects += counts.num_rejects;
    value.num_unplaced += counts.num_unplaced;
  }
  return incent::embed::WriteKnown(value, out) ? INCENT_OK : INCENT_INVALID_ARGUMENT;
}

incent_status incent_result_ledger(const incent_result* result, ArrowArrayStream* out, incent_error** error) {
  return ExportBatches(result, out, error, incent::embed::StreamLedger);
}

incent_status incent_result_errors(const incent_result* result, ArrowArrayStream* out, incent_error** error) {
  return ExportBatches(result, out, error, incent::embed::StreamRejects);
}

incent_status incent_result_write_ledger(const incent_result* result, incent_ledger_format format,
                                         incent_write_function write, void* context, incent_error** error) {
  return Fenced(error, [&]() -> std::optional<Fault> {
    if (result == nullptr || write == nullptr) return IsNull();
    if (format != INCENT_LEDGER_CSV && format != INCENT_LEDGER_JSON_LINES)
      return InvalidArgument("there is no such format", "没有这种格式");
    const bool is_written =
        WriteLedger(*result->result, static_cast<incent::pipeline::LedgerFormat>(format),
                    [&](std::string_view text) { return write(context, text.data(), text.size()) == 0; });
    if (is_written) return std::nullopt;
    return Fault{INCENT_WRITE_FAILED, {"the ledger was not written to its end", "台账未能写完"}};
  });
}

const incent_diagnostics* incent_result_diagnostics(const incent_result* result) {
  return result == nullptr ? nullptr : &result->diagnostics;
}

void incent_result_free(incent_result* result) {
  delete result;
}
