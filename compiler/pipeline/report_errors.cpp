#include "compiler/pipeline/report_errors.h"

#include <array>

#include "compiler/pipeline/run_diagnostics.h"

namespace incent::pipeline {
namespace {

using value::ErrorCode;

constexpr diag::NoteText<int64_t> kWithheld{"payouts withheld because of it: {0}", "因此暂扣的发放：{0} 笔"};
constexpr diag::NoteText<int64_t, diag::Bilingual> kLost{
    "rows that are paid to nobody because of it: {0}; the first is {1}",
    "因此无人可付的行：{0} 行，第一行是{1}"};
constexpr diag::NoteText<int64_t> kMorePlaces{"more places with the same error: {0}",
                                              "同样的错误另有 {0} 处"};
constexpr diag::NoteText<std::string, int64_t> kRowInFile{"the row is in {0}, line {1}",
                                                          "该行位于 {0} 第 {1} 行"};

// In the order of the enumeration; an error without a code is an absent amount.
constexpr std::array<const ValueDiagnostic*, 22> kKinds = {
    &kAbsentAmount,   &kOverflow,     &kBadCell,       &kLookupMissing, &kOutsideCalendar,
    &kParamUndefined, &kTableNoRow,   &kTableConflict, &kTierBase,      &kExceptionConflict,
    &kSharesTotal,    &kProration,    &kRecoverRange,  &kAssertFailed,  &kNegativeWeight,
    &kDivideByZero,   &kMissingInput, &kCapUnit,       &kBadUnit,       &kRepeatedKey,
    &kAllotTotal,     &kTierOrder,
};
static_assert(static_cast<size_t>(ErrorCode::TierOrder) + 1 == kKinds.size());

const ValueDiagnostic& KindOf(ErrorCode code) {
  return *kKinds[static_cast<size_t>(code)];
}

void ReportOne(const eval::RunError& error, const ir::Module& module, const PlaceNames& names,
               diag::Diagnostics& diagnostics) {
  const ValueDiagnostic& kind = KindOf(error.first.code);
  const diag::Bilingual place = PlaceWords(error.first.place, names);
  const auto definition = static_cast<size_t>(error.first.definition);
  diag::EntryBuilder entry =
      error.first.definition >= 0 && definition < module.definitions.size()
          ? diagnostics.Report(module.definitions[definition].span, kind, error.definition, place)
          : diagnostics.ReportUnplaced(kind, error.definition, place);

  const diag::DataPlace row = PlaceInData(error.first.place, names.input);
  if (!row.file.empty()) entry.Note(kRowInFile, row.file, row.line);
  if (error.num_places > 1) entry.Note(kMorePlaces, error.num_places - 1);
  if (error.num_withheld > 0) entry.Note(kWithheld, error.num_withheld);
  if (error.num_lost > 0) entry.Note(kLost, error.num_lost, PlaceWords(error.first_lost, names));
}

}  // namespace

std::string_view ErrorDiagnosticCode(ErrorCode code) {
  return KindOf(code).code;
}

diag::Message ErrorMessage(ErrorCode code, const std::string& definition, const diag::Bilingual& place) {
  const ValueDiagnostic& kind = KindOf(code);
  return {kind.english, kind.chinese, {diag::ToArgument(definition), place}};
}

void ReportErrors(const std::vector<eval::RunError>& errors, const ir::Module& module,
                  const PlaceNames& names, diag::Diagnostics& diagnostics) {
  for (const eval::RunError& error : errors) {
    if (error.num_withheld > 0 || error.num_lost > 0) ReportOne(error, module, names, diagnostics);
  }
}

}  // namespace incent::pipeline
