#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/embed/input.h"
#include "compiler/embed/plan.h"
#include "compiler/embed/result.h"

namespace incent::embed {

struct SessionOptions {
  std::optional<size_t> plan;  // of Plan::plans; none: all
  pipeline::EngineOptions engine;
  InputLimits limits;
  std::optional<std::chrono::milliseconds> max_run;
  std::optional<std::vector<std::string>> participants;  // whose payouts are wanted; none: everybody's
};

// One run of a plan. Used by one thread at a time, except for Cancel.
class Session {
 public:
  Session(std::shared_ptr<const Plan> plan, const SessionOptions& options);

  // Take over what they are given, and have released it when they return. After a fault the session gives
  // only faults.
  std::optional<Fault> Push(const char* dataset, Owned<ArrowSchema> schema, Owned<ArrowArray> array);
  std::optional<Fault> PushStream(const char* dataset, Owned<ArrowArrayStream> stream);

  // Once. Null: the fault says why.
  std::shared_ptr<const Result> Run(std::optional<Fault>* fault);

  void Cancel() { stop_.Request(); }

 private:
  std::optional<Fault> FindDataset(const char* name, size_t* dataset) const;
  std::optional<Fault> Spent() const;
  std::optional<Fault> DoPush(const char* dataset, Owned<ArrowSchema> schema, Owned<ArrowArray> array);
  std::optional<Fault> DoPushStream(const char* dataset, Owned<ArrowArrayStream> stream);
  std::optional<Fault> PushBatches(size_t dataset, ArrowArrayStream* stream);
  std::optional<Fault> DoRun();
  std::optional<Fault> CheckEstimate() const;
  std::optional<Fault> RunPlan(const pipeline::RunnablePlan& plan);
  std::optional<Fault> WhyStopped() const;

  const std::shared_ptr<const Plan> plan_;
  const SessionOptions options_;
  eval::Stop stop_;
  std::shared_ptr<Result> result_;  // null: the session is spent
};

}  // namespace incent::embed
