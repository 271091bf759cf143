#include "compiler/pipeline/report_rejects.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/place_text.h"

namespace incent::pipeline {
namespace {

using column::Reject;
using column::RejectReason;

constexpr diag::NoteText<size_t> kMoreOfThisKind{"{0} more of this kind; the reject report lists them all",
                                                 "同类问题另有 {0} 处，全部列在拒绝报告中"};
constexpr diag::NoteText<> kUnplaced{
    "nobody can be named for this row, so no payout is withheld for it; sums over everybody are in error",
    "这一行无法确定归属于谁，因此没有因它暂扣的发放；全体合计会出错"};

// What a kind of reject is about.
struct RejectKind {
  RejectReason reason;
  const CellDiagnostic* cell;  // or
  const RowDiagnostic* row;
};

// In the order of the enumeration.
constexpr std::array kKinds = {
    RejectKind{RejectReason::MissingColumn, &kMissingColumn, nullptr},
    RejectKind{RejectReason::RaggedRow, nullptr, &kRaggedRow},
    RejectKind{RejectReason::BadNumber, &kBadNumber, nullptr},
    RejectKind{RejectReason::TooManyDigits, &kTooManyDigits, nullptr},
    RejectKind{RejectReason::BadDate, &kBadDate, nullptr},
    RejectKind{RejectReason::BadPeriod, &kBadPeriod, nullptr},
    RejectKind{RejectReason::BadFlag, &kBadFlag, nullptr},
    RejectKind{RejectReason::NotOneOf, &kNotOneOf, nullptr},
    RejectKind{RejectReason::EmptyRequired, &kEmptyRequired, nullptr},
    RejectKind{RejectReason::UnknownReference, &kUnknownReference, nullptr},
    RejectKind{RejectReason::DuplicateKey, nullptr, &kDuplicateKey},
    RejectKind{RejectReason::OutOfBounds, &kOutOfBounds, nullptr},
    RejectKind{RejectReason::BadEncoding, nullptr, &kBadEncoding},
    RejectKind{RejectReason::BadQuoting, nullptr, &kBadQuoting},
    RejectKind{RejectReason::CellTooLong, nullptr, &kCellTooLong},
    RejectKind{RejectReason::RowTooLong, nullptr, &kRowTooLong},
    RejectKind{RejectReason::BadJson, nullptr, &kBadJson},
    RejectKind{RejectReason::BadTimestamp, &kBadTimestamp, nullptr},
    RejectKind{RejectReason::NulByte, nullptr, &kNulByte},
    RejectKind{RejectReason::EmptyKey, nullptr, &kEmptyKey},
    RejectKind{RejectReason::DuplicateColumn, nullptr, &kDuplicateColumn},
    RejectKind{RejectReason::UnreadableFile, nullptr, &kUnreadableFile},
    RejectKind{RejectReason::TooManyColumns, nullptr, &kTooManyColumns},
    RejectKind{RejectReason::BadLineEnd, nullptr, &kBadLineEnd},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < kKinds.size(); ++i) {
    if (static_cast<size_t>(kKinds[i].reason) != i) return false;
    if ((kKinds[i].cell == nullptr) == (kKinds[i].row == nullptr)) return false;
  }
  return kKinds.back().reason == RejectReason::BadLineEnd;
}
static_assert(InOrder(), "a kind is found by its position, and is about a cell or about a row");

const RejectKind& KindOf(RejectReason reason) {
  return kKinds[static_cast<size_t>(reason)];
}

// "`Deal.amount` of row `d17`", "row `d17` of `Deal`", "`Deal.amount`", "a row of `Deal`", "`Deal`".
diag::Bilingual SubjectWords(const Reject& reject) {
  const std::string key = KeyText(reject.key);
  if (!reject.field.empty()) {
    const std::string field = reject.dataset + "." + reject.field;
    if (key.empty()) return {fmt::format("`{}`", field), fmt::format("“{}”", field)};
    return {fmt::format("`{}` of row `{}`", field, key), fmt::format("行“{}”的“{}”", key, field)};
  }
  if (!key.empty()) {
    return {fmt::format("row `{}` of `{}`", key, reject.dataset),
            fmt::format("“{}”的行“{}”", reject.dataset, key)};
  }
  if (reject.line == 0) return {fmt::format("`{}`", reject.dataset), fmt::format("“{}”", reject.dataset)};
  return {fmt::format("a row of `{}`", reject.dataset), fmt::format("“{}”的一行", reject.dataset)};
}

diag::EntryBuilder ReportOne(const Reject& reject, const std::vector<column::DatasetSchema>& datasets,
                             diag::Diagnostics& diagnostics) {
  const RejectKind& kind = KindOf(reject.reason);
  const diag::DataPlace place{reject.file, reject.line, reject.column};
  if (kind.row != nullptr) return diagnostics.ReportInData(place, *kind.row, SubjectWords(reject));
  return diagnostics.ReportInData(place, *kind.cell, SubjectWords(reject), ExpectedWords(reject, datasets));
}

// Of all rows of a file: their payouts are withheld as any others.
bool IsOfFile(RejectReason reason) {
  return reason == RejectReason::MissingColumn || reason == RejectReason::DuplicateColumn ||
         reason == RejectReason::UnreadableFile;
}

}  // namespace

std::string_view RejectCode(RejectReason reason) {
  const RejectKind& kind = KindOf(reason);
  return kind.row != nullptr ? kind.row->code : kind.cell->code;
}

void ReportRejects(const std::vector<Reject>& rejects, const std::vector<column::DatasetSchema>& datasets,
                   diag::Diagnostics& diagnostics, const RejectReportOptions& options) {
  std::map<RejectReason, std::vector<const Reject*>> by_reason;
  for (const Reject& reject : rejects) by_reason[reject.reason].push_back(&reject);

  for (const auto& [reason, group] : by_reason) {
    const size_t shown = std::min(group.size(), options.max_per_kind);
    for (size_t i = 0; i < shown; ++i) {
      diag::EntryBuilder entry = ReportOne(*group[i], datasets, diagnostics);
      if (!group[i]->placed && !IsOfFile(reason)) entry.Note(kUnplaced);
      if (i + 1 == shown && shown < group.size()) entry.Note(kMoreOfThisKind, group.size() - shown);
    }
  }
}

}  // namespace incent::pipeline
