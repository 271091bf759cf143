#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/embed/given_batch.h"

// The library as its users see it, with every handle freed at the end of a test.
namespace incent::embed {

// A plan that pays a tenth of each deal, and has a field of every kind.
inline constexpr const char* kTenthPlan = R"(incent 1.0

data Rep { key id : text   level : one of "junior", "senior" }
data Deal {
  key id : text
  rep    : Rep
  amount : money CNY (-1000M .. 1000M)
  won_on : date
  big    : flag optional
  sold_in : period optional
  seen_at : timestamp optional
}

plan tenth for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  CNY
  pays      monthly
  round     0.01 CNY half up
  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  pay commission per bookings = bookings * 10%
}
)";

using Rows = std::vector<std::vector<std::string>>;

class Embedding : public testing::Test {
 protected:
  ~Embedding() override {
    incent_result_free(result_);
    incent_session_free(session_);
    incent_plan_free(plan_);
    incent_diagnostics_free(diagnostics_);
    incent_error_free(error_);
  }

  // Each call of the library frees the error of the one before.
  incent_error** Error() {
    incent_error_free(error_);
    error_ = nullptr;
    return &error_;
  }
  std::string Message() const { return incent_error_message(error_, INCENT_ENGLISH); }

  void Compile(const std::string& text = kTenthPlan) {
    incent_plan_free(std::exchange(plan_, nullptr));
    incent_diagnostics_free(std::exchange(diagnostics_, nullptr));
    const incent_source source{"plan.incent", text.data(), text.size()};
    const incent_status status = incent_compile(&source, 1, &plan_, &diagnostics_, Error());
    ASSERT_EQ(status, INCENT_OK) << DiagnosticsText();
  }
  std::string DiagnosticsText() const {
    char* const text = incent_diagnostics_text(diagnostics_, INCENT_ENGLISH);
    std::string copy = text == nullptr ? "" : text;
    incent_text_free(text);
    return copy;
  }
  incent_status Open(incent_session_options options = {}) {
    incent_session_free(session_);
    options.struct_size = sizeof(options);
    return incent_session_new(plan_, &options, &session_, Error());
  }
  incent_status Push(const char* dataset, const std::vector<GivenColumn>& columns, Slice slice = {}) {
    ArrowSchema schema{};
    ArrowArray array{};
    GiveSchema(columns, &releases_, &schema);
    GiveArray(columns, &releases_, &array, slice);
    const incent_status status = incent_session_push(session_, dataset, &schema, &array, Error());
    EXPECT_EQ(schema.release, nullptr);
    EXPECT_EQ(array.release, nullptr);
    return status;
  }
  incent_status Run() {
    incent_result_free(result_);
    return incent_session_run(session_, &result_, Error());
  }
  // The ledger as CSV.
  std::string Ledger() {
    std::string text;
    const auto write = [](void* context, const char* bytes, size_t size) {
      static_cast<std::string*>(context)->append(bytes, size);
      return 0;
    };
    EXPECT_EQ(incent_result_write_ledger(result_, INCENT_LEDGER_CSV, write, &text, Error()), INCENT_OK);
    return text;
  }
  incent_counts Counts() const {
    incent_counts counts{};
    counts.struct_size = sizeof(counts);
    EXPECT_EQ(incent_result_counts(result_, &counts), INCENT_OK);
    return counts;
  }
  // All cells of a stream as texts; null is "-".
  static Rows ReadStream(ArrowArrayStream stream, std::vector<std::string>* names = nullptr);
  // The ledger as CSV, from its batches.
  std::string LedgerOfBatches() {
    ArrowArrayStream stream{};
    EXPECT_EQ(incent_result_ledger(result_, &stream, Error()), INCENT_OK);
    std::vector<std::string> names;
    Rows rows = ReadStream(stream, &names);
    rows.insert(rows.begin(), names);
    std::string text;
    for (const auto& row : rows) {
      for (size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : ",") + (row[i] == "-" ? "" : row[i]);
      text += "\n";
    }
    return text;
  }
  Rows Errors() {
    ArrowArrayStream stream{};
    EXPECT_EQ(incent_result_errors(result_, &stream, Error()), INCENT_OK);
    return ReadStream(stream);
  }

  incent_plan* plan_ = nullptr;
  incent_diagnostics* diagnostics_ = nullptr;
  incent_session* session_ = nullptr;
  incent_result* result_ = nullptr;
  incent_error* error_ = nullptr;
  Releases releases_;
};

// The reps and deals of kTenthPlan that most tests begin with.
inline std::vector<GivenColumn> SomeReps() {
  return {Texts("id", {"r1", "r2"}), Texts("level", {"junior", "senior"})};
}
inline std::vector<GivenColumn> SomeDeals() {
  return {Texts("id", {"d1", "d2", "d3"}), Texts("rep", {"r1", "r2", "r1"}),
          Fixed<value::Int128>("amount", "d:18,2", {{10000}, {25050}, {-5}}),
          Fixed<int32_t>("won_on", "tdD", {{20454}, {20485}, {20513}})};  // 2026-01-01, -02-01, -03-01
}

}  // namespace incent::embed
