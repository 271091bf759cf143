#include "compiler/pipeline/report_rejects.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/near_key.h"
#include "compiler/pipeline/place_text.h"

namespace incent::pipeline {
namespace {

using column::Reject;
using column::RejectReason;

constexpr diag::NoteText<size_t> kMoreOfThisKind{"{0} more of this kind; the reject report lists them all",
                                                 "同类问题另有 {0} 处，全部列在拒绝报告中"};
constexpr diag::NoteText<> kUnplaced{"every payout that this might change is withheld, whoever it is for",
                                     "凡可能受其影响的发放都会暂扣，不论归属于谁"};

constexpr diag::NoteText<diag::Bilingual> kSameKey{"they all have the same key there; the first are {0}",
                                                   "这些行填写的主键相同，前几行是{0}"};
constexpr diag::NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否指“{0}”？"};

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

// What is wrong with all of them for one reason.
using Cause = std::vector<const Reject*>;

// "`Deal.product` of 1480 rows"; of one row as above.
diag::Bilingual SubjectWords(const Cause& cause) {
  const Reject& first = *cause.front();
  if (cause.size() == 1) return SubjectWords(first);
  const std::string field = first.dataset + "." + first.field;
  return {fmt::format("`{}` of {} rows", field, cause.size()),
          fmt::format("{} 行的“{}”", cause.size(), field)};
}

diag::EntryBuilder ReportOne(const Cause& cause, const std::vector<column::DatasetSchema>& datasets,
                             diag::Diagnostics& diagnostics) {
  const Reject& reject = *cause.front();
  const RejectKind& kind = KindOf(reject.reason);
  const diag::DataPlace place{reject.file, reject.line, reject.column};
  if (kind.row != nullptr) return diagnostics.ReportInData(place, *kind.row, SubjectWords(cause));
  return diagnostics.ReportInData(place, *kind.cell, SubjectWords(cause), ExpectedWords(reject, datasets));
}

// References with one key that nobody has are one cause, in the order of their first rows.
std::vector<Cause> CausesOf(RejectReason reason, const Cause& rejects) {
  std::vector<Cause> causes;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, size_t> known;
  for (const Reject* reject : rejects) {
    const auto [at, is_new] =
        known.try_emplace({reject->dataset, reject->field, reject->text}, causes.size());
    if (is_new || reason != RejectReason::UnknownReference) {
      causes.push_back({reject});
    } else {
      causes[at->second].push_back(reject);
    }
  }
  return causes;
}

// "`d17`, `d18`, `d19`".
diag::Bilingual FirstRows(const Cause& cause) {
  constexpr size_t kMaxRows = 3;
  std::string english;
  std::string chinese;
  for (size_t i = 0; i < std::min(cause.size(), kMaxRows); ++i) {
    const std::string key = KeyText(cause[i]->key);
    english += fmt::format("{}`{}`", i == 0 ? "" : ", ", key);
    chinese += fmt::format("{}“{}”", i == 0 ? "" : "、", key);
  }
  return {english, chinese};
}

// The key that a reference most likely was meant to be.
std::optional<std::string> ProposedKey(const Reject& reject,
                                       const std::vector<column::DatasetSchema>& datasets,
                                       const column::InputData* input) {
  if (reject.reason != RejectReason::UnknownReference || input == nullptr) return std::nullopt;
  for (const column::DatasetSchema& dataset : datasets) {
    if (dataset.name != reject.dataset) continue;
    for (const column::FieldSchema& field : dataset.fields) {
      if (field.name == reject.field && field.target >= 0)
        return NearKey(reject.text, input->tables[static_cast<size_t>(field.target)]);
    }
  }
  return std::nullopt;
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
    const std::vector<Cause> causes = CausesOf(reason, group);
    const size_t shown = std::min(causes.size(), options.max_per_kind);
    size_t num_told = 0;
    for (size_t i = 0; i < shown; ++i) {
      const Reject& first = *causes[i].front();
      diag::EntryBuilder entry = ReportOne(causes[i], datasets, diagnostics);
      num_told += causes[i].size();
      if (causes[i].size() > 1) entry.Note(kSameKey, FirstRows(causes[i]));
      if (const std::optional<std::string> key = ProposedKey(first, datasets, options.input))
        entry.Note(kDidYouMean, KeyText(*key));
      if (!first.placed && !IsOfFile(reason)) entry.Note(kUnplaced);
      if (i + 1 == shown && num_told < group.size()) entry.Note(kMoreOfThisKind, group.size() - num_told);
    }
  }
}

}  // namespace incent::pipeline
