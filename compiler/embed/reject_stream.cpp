#include <algorithm>
#include <utility>

#include "compiler/embed/ledger_stream.h"
#include "compiler/pipeline/place_text.h"
#include "compiler/pipeline/report_rejects.h"

namespace incent::embed {
namespace {

constexpr size_t kMaxRows = size_t{16} * 1024;

class RejectSource final : public BatchSource {
 public:
  explicit RejectSource(std::shared_ptr<const Result> result) : result_(std::move(result)) {}

  void Schema(ArrowSchema* out) override {
    ExportSchema({{.name = "dataset", .format = "u", .is_nullable = false, .is_dictionary = true},
                  {.name = "row", .format = "l"},
                  {.name = "column", .format = "u", .is_dictionary = true},
                  {.name = "key", .format = "u"},
                  {.name = "code", .format = "u", .is_nullable = false, .is_dictionary = true},
                  {.name = "reason", .format = "u", .is_nullable = false, .is_dictionary = true},
                  {.name = "expected", .format = "u"},
                  {.name = "text", .format = "u"},
                  {.name = "message", .format = "u", .is_nullable = false}},
                 out);
  }

  int Next(ArrowArray* out) override {
    const std::vector<column::Reject>& rejects = result_->input.load().rejects;
    const size_t end = std::min(rejects.size(), next_ + kMaxRows);
    const size_t begin = std::exchange(next_, end);
    if (begin == end) return 0;
    for (size_t i = begin; i < end; ++i) Append(rejects[i]);
    std::vector<ArrowArray> columns;
    ExportColumn* const all[] = {&dataset_, &row_,      &column_, &key_,    &code_,
                                 &reason_,  &expected_, &text_,   &message_};
    for (ExportColumn* column : all) column->Finish(&columns.emplace_back());
    ExportBatch(static_cast<int64_t>(end - begin), std::move(columns), out);
    return 0;
  }

 private:
  template <typename Column>
  static void AppendKnown(std::string_view text, Column& column) {
    text.empty() ? column.AppendNull() : column.Append(text);
  }

  void Append(const column::Reject& reject) {
    dataset_.Append(reject.dataset);
    reject.line > 0 ? row_.Append(reject.line) : row_.AppendNull();
    AppendKnown(reject.field, column_);
    AppendKnown(pipeline::KeyText(reject.key), key_);
    code_.Append(pipeline::RejectCode(reject.reason));
    reason_.Append(column::RejectReasonName(reject.reason));
    AppendKnown(reject.detail, expected_);
    AppendKnown(reject.text, text_);
    diag::Diagnostics said;
    pipeline::ReportRejects({reject}, result_->plan->datasets(), said);
    message_.Append(said.entries().front().message.Text(diag::Language::English));
  }

  const std::shared_ptr<const Result> result_;
  size_t next_ = 0;
  DictionaryExport dataset_, column_, code_, reason_;
  IntegerExport row_;
  TextExport key_, expected_, text_, message_;
};

}  // namespace

std::unique_ptr<BatchSource> StreamRejects(std::shared_ptr<const Result> result) {
  return std::make_unique<RejectSource>(std::move(result));
}

}  // namespace incent::embed
