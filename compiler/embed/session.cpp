#include "compiler/embed/session.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "compiler/embed/partition.h"
#include "runtime/io/utf8.h"

namespace incent::embed {
namespace {

constexpr size_t kMaxShownBytes = 400;

Fault StreamFailed(ArrowArrayStream* stream, int error_number) {
  const char* const own = stream->get_last_error == nullptr ? nullptr : stream->get_last_error(stream);
  const char* const known = own != nullptr ? own : strerrordesc_np(error_number);
  const std::string shown = io::PrintableText(known == nullptr ? "?" : known, kMaxShownBytes);
  return {INCENT_STREAM_FAILED,
          {fmt::format("the stream failed with {}: {}", error_number, shown),
           fmt::format("数据流出错（{}）：{}", error_number, shown)}};
}

// Spends the session unless the call succeeds; also where it is left because memory is short.
class SpentUnlessGood {
 public:
  explicit SpentUnlessGood(std::shared_ptr<Result>& result) : result_(result) {}
  SpentUnlessGood(const SpentUnlessGood&) = delete;
  SpentUnlessGood& operator=(const SpentUnlessGood&) = delete;
  ~SpentUnlessGood() {
    if (!is_good_) result_ = nullptr;
  }
  void SetGood(bool is_good) { is_good_ = is_good; }

 private:
  std::shared_ptr<Result>& result_;
  bool is_good_ = false;
};

Fault Invalid(std::string_view english, std::string_view chinese) {
  return {INCENT_INVALID_ARGUMENT, {english, chinese}};
}

}  // namespace

Session::Session(std::shared_ptr<const Plan> plan, const SessionOptions& options)
    : plan_(std::move(plan)), options_(options), result_(std::make_shared<Result>(plan_, options.limits)) {}

std::optional<Fault> Session::Spent() const {
  if (result_ != nullptr) return std::nullopt;
  return Fault{INCENT_WRONG_STATE, {"the session has run, or failed before", "会话已运行过，或此前已失败"}};
}

std::optional<Fault> Session::FindDataset(const char* name, size_t* dataset) const {
  if (name == nullptr) return Invalid("the name of a dataset is missing", "缺少数据集名称");
  const std::optional<size_t> found = plan_->FindDataset(name);
  if (!found) {
    const std::string shown = io::PrintableText(name, kMaxShownBytes);
    return Fault{
        INCENT_INVALID_ARGUMENT,
        {fmt::format("the plan has no dataset `{}`", shown), fmt::format("方案中没有数据集“{}”", shown)}};
  }
  *dataset = *found;
  return std::nullopt;
}

std::optional<Fault> Session::WhyStopped() const {
  if (stop_.IsRequested()) return Fault{INCENT_CANCELLED, {"cancelled", "已取消"}};
  return Fault{INCENT_OUT_OF_TIME, {"the run took longer than the session allows", "运行时间超过会话上限"}};
}

// --- input ---

std::optional<Fault> Session::DoPush(const char* dataset, Owned<ArrowSchema> schema,
                                     Owned<ArrowArray> array) {
  if (!schema.has_value() || !array.has_value())
    return Invalid("the schema or the array was released already", "模式或数组已被释放");
  size_t index = 0;
  if (std::optional<Fault> fault = Spent()) return fault;
  if (std::optional<Fault> fault = FindDataset(dataset, &index)) return fault;
  return result_->input.Add(index, *schema, *array, stop_);
}

std::optional<Fault> Session::Push(const char* dataset, Owned<ArrowSchema> schema, Owned<ArrowArray> array) {
  SpentUnlessGood guard(result_);
  std::optional<Fault> fault = DoPush(dataset, std::move(schema), std::move(array));
  guard.SetGood(!fault);
  return fault;
}

std::optional<Fault> Session::PushBatches(size_t dataset, ArrowArrayStream* stream) {
  ArrowSchema given{};
  if (const int error = stream->get_schema(stream, &given); error != 0) return StreamFailed(stream, error);
  const Owned<ArrowSchema> schema(&given);
  if (!schema.has_value()) return Fault{INCENT_BAD_SCHEMA, {"the stream has no schema", "数据流没有模式"}};
  if (std::optional<Fault> fault = result_->input.Begin(dataset, *schema)) return fault;
  while (true) {
    if (stop_.IsRequested()) return WhyStopped();
    ArrowArray next{};
    if (const int error = stream->get_next(stream, &next); error != 0) return StreamFailed(stream, error);
    const Owned<ArrowArray> array(&next);
    if (!array.has_value()) return std::nullopt;
    if (std::optional<Fault> fault = result_->input.Add(dataset, *schema, *array, stop_)) return fault;
  }
}

std::optional<Fault> Session::DoPushStream(const char* dataset, Owned<ArrowArrayStream> stream) {
  if (!stream.has_value()) return Invalid("the stream was released already", "数据流已被释放");
  size_t index = 0;
  if (std::optional<Fault> fault = Spent()) return fault;
  if (std::optional<Fault> fault = FindDataset(dataset, &index)) return fault;
  return PushBatches(index, stream.get());
}

std::optional<Fault> Session::PushStream(const char* dataset, Owned<ArrowArrayStream> stream) {
  SpentUnlessGood guard(result_);
  std::optional<Fault> fault = DoPushStream(dataset, std::move(stream));
  guard.SetGood(!fault);
  return fault;
}

// --- running ---

std::optional<Fault> Session::CheckEstimate() const {
  const int64_t max = options_.limits.max_memory_bytes;
  if (max == 0) return std::nullopt;
  size_t bytes = 0;
  for (const pipeline::RunnablePlan* plan : result_->plans)
    bytes = std::max(bytes, plan->EstimateMemory(result_->input.tables()));
  const auto total = static_cast<int64_t>(bytes + result_->input.MemoryBytes());
  if (total <= max) return std::nullopt;
  return Fault{INCENT_TOO_MUCH_MEMORY,
               {fmt::format("the run would take about {} bytes, and the session may use {}", total, max),
                fmt::format("运行约需 {} 字节，会话上限为 {} 字节", total, max)}};
}

std::optional<Fault> Session::RunPlan(const pipeline::RunnablePlan& plan) {
  result_->outcomes.push_back(
      plan.Run(result_->input.tables(), options_.engine, {.keep = eval::Keep::Nothing, .stop = &stop_}));
  const eval::Outcome& outcome = result_->outcomes.back();
  if (outcome.cancelled) return WhyStopped();
  if (outcome.broken.empty()) return std::nullopt;
  const std::string& what = outcome.broken.front().what;
  return Fault{INCENT_INTERNAL_ERROR, {"internal error: " + what, "内部错误：" + what}};
}

std::optional<Fault> Session::DoRun() {
  if (std::optional<Fault> fault = Spent()) return fault;
  if (options_.max_run) stop_.SetDeadline(eval::Stop::Clock::now() + *options_.max_run);
  if (stop_.IsDue()) return WhyStopped();
  if (std::optional<Fault> fault = result_->input.Finish()) return fault;
  for (size_t i = 0; i < plan_->plans().size(); ++i) {
    if (!options_.plan || i == *options_.plan) result_->plans.push_back(plan_->plans()[i].get());
  }
  if (std::optional<Fault> fault = CheckEstimate()) return fault;
  for (const pipeline::RunnablePlan* plan : result_->plans) {
    if (std::optional<Fault> fault = RunPlan(*plan)) return fault;
  }
  if (options_.participants) {
    if (std::optional<Fault> fault = KeepParticipants(*options_.participants, *result_)) return fault;
  }
  result_->MakeReport();
  return std::nullopt;
}

std::shared_ptr<const Result> Session::Run(std::optional<Fault>* fault) {
  const SpentUnlessGood guard(result_);
  *fault = DoRun();
  return *fault ? nullptr : result_;
}

}  // namespace incent::embed
