#ifndef INCENT_INCENT_HPP_
#define INCENT_INCENT_HPP_

// incent.h for C++17 and later: handles that free themselves, and errors as values. Nothing here throws but
// what the standard library throws where memory is short, and all of it is in this header.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "incent.h"

namespace incent {

struct Deleter {
  void operator()(incent_error* handle) const { incent_error_free(handle); }
  void operator()(incent_diagnostics* handle) const { incent_diagnostics_free(handle); }
  void operator()(incent_plan* handle) const { incent_plan_free(handle); }
  void operator()(incent_session* handle) const { incent_session_free(handle); }
  void operator()(incent_result* handle) const { incent_result_free(handle); }
  void operator()(char* text) const { incent_text_free(text); }
};
template <typename T>
using Handle = std::unique_ptr<T, Deleter>;

class Error {
 public:
  Error(incent_status status, incent_error* details) : status_(status), details_(details) {}

  incent_status status() const { return status_; }  // never INCENT_OK
  std::string message(incent_language language = INCENT_ENGLISH) const {
    if (details_ != nullptr) return incent_error_message(details_.get(), language);
    const char* const name = incent_status_name(status_);
    return name == nullptr ? "unknown status" : name;
  }

 private:
  incent_status status_;
  Handle<incent_error> details_;  // may be null where memory is short
};

// A value, or why there is none.
template <typename T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : held_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Expected(Error error) : held_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return held_.index() == 0; }
  // Only if there is a value.
  T& operator*() { return *std::get_if<0>(&held_); }
  const T& operator*() const { return *std::get_if<0>(&held_); }
  T* operator->() { return std::get_if<0>(&held_); }
  const T* operator->() const { return std::get_if<0>(&held_); }
  // Only if there is none.
  const Error& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Error> held_;
};

struct Done {};
using Status = Expected<Done>;

// An Arrow structure, released at the end of its life unless somebody takes it.
template <typename T>
class Arrow {
 public:
  Arrow() = default;
  explicit Arrow(T* taken) : held_(*taken) { taken->release = nullptr; }
  Arrow(Arrow&& other) noexcept : Arrow(&other.held_) {}
  Arrow& operator=(Arrow&& other) noexcept {
    if (this != &other) {
      reset();
      held_ = other.held_;
      other.held_.release = nullptr;
    }
    return *this;
  }
  ~Arrow() { reset(); }

  explicit operator bool() const { return held_.release != nullptr; }
  // For functions that fill or take the structure.
  T* get() { return &held_; }
  const T* operator->() const { return &held_; }
  void reset() {
    if (held_.release != nullptr) held_.release(&held_);
    held_.release = nullptr;
  }

 private:
  T held_{};
};
using Schema = Arrow<ArrowSchema>;
using Array = Arrow<ArrowArray>;
using ArrayStream = Arrow<ArrowArrayStream>;

class Diagnostics {
 public:
  Diagnostics() = default;
  explicit Diagnostics(incent_diagnostics* owned) : owned_(owned), shown_(owned) {}
  // Of a result that outlives this.
  explicit Diagnostics(const incent_diagnostics* shown) : shown_(shown) {}

  size_t size() const { return incent_diagnostics_count(shown_); }
  // Texts in it live as long as this. `index` < size().
  incent_diagnostic operator[](size_t index) const {
    incent_diagnostic diagnostic{};
    diagnostic.struct_size = sizeof(diagnostic);
    (void)incent_diagnostics_get(shown_, index, &diagnostic);
    return diagnostic;
  }
  std::string text(incent_language language = INCENT_ENGLISH) const {
    return Copy(incent_diagnostics_text(shown_, language));
  }
  std::string json(incent_language language = INCENT_ENGLISH) const {
    return Copy(incent_diagnostics_json(shown_, language));
  }

 private:
  static std::string Copy(char* text) {
    const Handle<char> owned(text);
    return text == nullptr ? std::string() : std::string(text);
  }

  Handle<incent_diagnostics> owned_;
  const incent_diagnostics* shown_ = nullptr;
};

struct Source {
  std::string path;
  std::string text;
};

// A compiled file; copies share it.
class Plan {
 public:
  explicit Plan(incent_plan* owned) : handle_(owned) {}
  Plan(const Plan& other) : handle_(incent_plan_share(other.handle_.get())) {}
  Plan(Plan&&) noexcept = default;
  Plan& operator=(Plan other) noexcept {
    handle_ = std::move(other.handle_);
    return *this;
  }

  // As incent_compile. `diagnostics` may be null.
  static Expected<Plan> Compile(const std::vector<Source>& sources, Diagnostics* diagnostics = nullptr) {
    std::vector<incent_source> given;
    given.reserve(sources.size());
    for (const Source& source : sources)
      given.push_back({source.path.c_str(), source.text.data(), source.text.size()});
    incent_plan* plan = nullptr;
    incent_diagnostics* said = nullptr;
    incent_error* error = nullptr;
    const incent_status status = incent_compile(given.data(), given.size(), &plan, &said, &error);
    return HandOut(status, plan, said, error, diagnostics);
  }
  static Expected<Plan> CompileFile(const std::string& path, Diagnostics* diagnostics = nullptr) {
    incent_plan* plan = nullptr;
    incent_diagnostics* said = nullptr;
    incent_error* error = nullptr;
    const incent_status status = incent_compile_file(path.c_str(), &plan, &said, &error);
    return HandOut(status, plan, said, error, diagnostics);
  }

  const incent_plan* get() const { return handle_.get(); }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (size_t i = 0; i < incent_plan_count(get()); ++i) all.emplace_back(incent_plan_name(get(), i));
    return all;
  }
  std::string hash() const { return incent_plan_hash(get()); }

  // The input that the plan asks for. Texts live as long as the plan.
  std::vector<incent_dataset> datasets() const {
    std::vector<incent_dataset> all(incent_plan_num_datasets(get()));
    for (size_t i = 0; i < all.size(); ++i) {
      all[i].struct_size = sizeof(incent_dataset);
      (void)incent_plan_dataset(get(), i, &all[i]);
    }
    return all;
  }
  // `dataset` is an index of datasets().
  std::vector<incent_field> fields(size_t dataset) const {
    std::vector<incent_field> all;
    while (true) {
      incent_field field{};
      field.struct_size = sizeof(field);
      if (incent_plan_field(get(), dataset, all.size(), &field) != INCENT_OK) return all;
      all.push_back(field);
    }
  }
  // Whether participants of a plan, by its index, may be split over several sessions; else why not.
  struct Partition {
    bool may_be_cut = false;
    Diagnostics obstacles;
  };
  Expected<Partition> partition(size_t index = 0) const {
    int32_t may_be_cut = 0;
    incent_diagnostics* obstacles = nullptr;
    incent_error* error = nullptr;
    const incent_status status = incent_plan_partition(get(), index, &may_be_cut, &obstacles, &error);
    if (status != INCENT_OK) return Error(status, error);
    return Partition{may_be_cut != 0, Diagnostics(obstacles)};
  }
  // What of a dataset each session needs, and where its rows name their recipients.
  incent_travel travel(size_t index, size_t dataset) const {
    return incent_plan_travel(get(), index, dataset);
  }
  std::vector<std::string> recipients(size_t index, size_t dataset) const {
    std::vector<std::string> all;
    while (const char* const path = incent_plan_recipient(get(), index, dataset, all.size()))
      all.emplace_back(path);
    return all;
  }
  Expected<Schema> schema(const std::string& dataset) const {
    Schema schema;
    incent_error* error = nullptr;
    const incent_status status = incent_plan_schema(get(), dataset.c_str(), schema.get(), &error);
    if (status != INCENT_OK) return Error(status, error);
    return schema;
  }

 private:
  static Expected<Plan> HandOut(incent_status status, incent_plan* plan, incent_diagnostics* said,
                                incent_error* error, Diagnostics* diagnostics) {
    Diagnostics owned(said);
    if (diagnostics != nullptr) *diagnostics = std::move(owned);
    if (status != INCENT_OK) return Error(status, error);
    return Plan(plan);
  }

  Handle<incent_plan> handle_;
};

class Result {
 public:
  explicit Result(incent_result* owned) : handle_(owned) {}

  const incent_result* get() const { return handle_.get(); }
  incent_counts counts() const {
    incent_counts counts{};
    counts.struct_size = sizeof(counts);
    (void)incent_result_counts(get(), &counts);
    return counts;
  }
  Expected<ArrayStream> ledger() const { return Stream(incent_result_ledger); }
  Expected<ArrayStream> errors() const { return Stream(incent_result_errors); }
  // Rejects and errors of values; lives as long as the result.
  Diagnostics diagnostics() const { return Diagnostics(incent_result_diagnostics(get())); }

  // Calls `write(std::string_view)`, which returns false to stop, with pieces of the ledger.
  template <typename Write>
  Status WriteLedger(incent_ledger_format format, Write&& write) const {
    using Function = std::remove_reference_t<Write>;
    const auto call = [](void* context, const char* bytes, size_t size) -> int32_t {
      return (*static_cast<Function*>(context))(std::string_view(bytes, size)) ? 0 : 1;
    };
    void* const context = const_cast<void*>(static_cast<const void*>(std::addressof(write)));
    incent_error* error = nullptr;
    const incent_status status = incent_result_write_ledger(get(), format, call, context, &error);
    if (status != INCENT_OK) return Error(status, error);
    return Done{};
  }

 private:
  template <typename Function>
  Expected<ArrayStream> Stream(Function function) const {
    ArrayStream stream;
    incent_error* error = nullptr;
    const incent_status status = function(get(), stream.get(), &error);
    if (status != INCENT_OK) return Error(status, error);
    return stream;
  }

  Handle<incent_result> handle_;
};

struct SessionOptions {
  std::optional<std::string> plan;
  incent_engine engine = INCENT_ENGINE_AUTO;
  int32_t num_threads = 1;
  int64_t max_rows = 0;
  int64_t max_memory_bytes = 0;
  int64_t max_run_ms = 0;
  int64_t max_kept_rejects = 0;
  std::optional<std::string> cache_folder;
  std::optional<std::vector<std::string>> participants;  // keys of the session's own; none: all
};

// One run; used by one thread at a time, but for Cancel.
class Session {
 public:
  explicit Session(incent_session* owned) : handle_(owned) {}

  static Expected<Session> Open(const Plan& plan, const SessionOptions& options = {}) {
    incent_session_options given{};
    given.struct_size = sizeof(given);
    given.plan = options.plan ? options.plan->c_str() : nullptr;
    given.engine = options.engine;
    given.num_threads = options.num_threads;
    given.max_rows = options.max_rows;
    given.max_memory_bytes = options.max_memory_bytes;
    given.max_run_ms = options.max_run_ms;
    given.max_kept_rejects = options.max_kept_rejects;
    given.cache_folder = options.cache_folder ? options.cache_folder->c_str() : nullptr;
    std::vector<const char*> participants;  // one more than there are, so that there is a place for none
    if (options.participants) {
      for (const std::string& key : *options.participants) participants.push_back(key.c_str());
      participants.push_back(nullptr);
      given.participants = participants.data();
      given.num_participants = options.participants->size();
    }
    incent_session* session = nullptr;
    incent_error* error = nullptr;
    const incent_status status = incent_session_new(plan.get(), &given, &session, &error);
    if (status != INCENT_OK) return Error(status, error);
    return Session(session);
  }

  // Take the structures over, also where they fail.
  Status Push(const std::string& dataset, Schema schema, Array array) {
    incent_error* error = nullptr;
    const incent_status status =
        incent_session_push(handle_.get(), dataset.c_str(), schema.get(), array.get(), &error);
    if (status != INCENT_OK) return Error(status, error);
    return Done{};
  }
  Status PushStream(const std::string& dataset, ArrayStream stream) {
    incent_error* error = nullptr;
    const incent_status status =
        incent_session_push_stream(handle_.get(), dataset.c_str(), stream.get(), &error);
    if (status != INCENT_OK) return Error(status, error);
    return Done{};
  }
  Expected<Result> Run() {
    incent_result* result = nullptr;
    incent_error* error = nullptr;
    const incent_status status = incent_session_run(handle_.get(), &result, &error);
    if (status != INCENT_OK) return Error(status, error);
    return Result(result);
  }
  void Cancel() { incent_session_cancel(handle_.get()); }

 private:
  Handle<incent_session> handle_;
};

}  // namespace incent

#endif  // INCENT_INCENT_HPP_
