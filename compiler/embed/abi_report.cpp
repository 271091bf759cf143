#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "compiler/embed/fence.h"
#include "compiler/pipeline/engine.h"
#include "compiler/pipeline/version.h"

// incent.h: versions, errors, diagnostics.

using incent::diag::Language;
using incent::embed::Report;

namespace {

constexpr std::array<const char*, 19> kStatusNames = {
    "ok",
    "invalid_argument",
    "wrong_state",
    "plan_has_errors",
    "cannot_read",
    "unsupported",
    "bad_schema",
    "bad_batch",
    "stream_failed",
    "missing_dataset",
    "too_many_rows",
    "too_much_memory",
    "out_of_time",
    "cancelled",
    "out_of_memory",
    "internal_error",
    "abi_mismatch",
    "write_failed",
    "may_not_be_cut",
};

Language LanguageOf(incent_language language) {
  return language == INCENT_CHINESE ? Language::Chinese : Language::English;
}

// For whoever reads C strings; null if memory is short.
char* CopyOut(const std::string& text) {
  auto* const copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

template <typename Render>
char* Rendered(const incent_diagnostics* diagnostics, Render render) noexcept {
  if (diagnostics == nullptr) return nullptr;
  try {
    return CopyOut(render(*diagnostics->report));
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

uint32_t incent_abi_version() {
  return INCENT_ABI_VERSION;
}

const char* incent_version() {
  return incent::pipeline::Version().data();
}

int32_t incent_has_jit() {
  return incent::pipeline::HasJit() ? 1 : 0;
}

const char* incent_status_name(incent_status status) {
  const auto index = static_cast<size_t>(status);
  return status >= 0 && index < kStatusNames.size() ? kStatusNames[index] : nullptr;
}

incent_status incent_check_abi(uint32_t abi_version) {
  return abi_version == INCENT_ABI_VERSION ? INCENT_OK : INCENT_ABI_MISMATCH;
}

incent_status incent_error_status(const incent_error* error) {
  return error == nullptr ? INCENT_OK : error->fault.status;
}

const char* incent_error_message(const incent_error* error, incent_language language) {
  return error == nullptr ? "" : error->fault.text.In(LanguageOf(language)).c_str();
}

void incent_error_free(incent_error* error) {
  delete error;
}

void incent_text_free(char* text) {
  std::free(text);
}

size_t incent_diagnostics_count(const incent_diagnostics* diagnostics) {
  return diagnostics == nullptr ? 0 : diagnostics->report->items().size();
}

incent_status incent_diagnostics_get(const incent_diagnostics* diagnostics, size_t index,
                                     incent_diagnostic* out) {
  if (index >= incent_diagnostics_count(diagnostics)) return INCENT_INVALID_ARGUMENT;
  const Report::Item& item = diagnostics->report->items()[index];
  const incent_diagnostic value{.struct_size = 0,
                                .code = item.code.c_str(),
                                .severity = static_cast<incent_severity>(item.severity),
                                .has_range = item.has_range ? 1 : 0,
                                .message = item.message.english.c_str(),
                                .message_zh = item.message.chinese.c_str(),
                                .file = item.file.empty() ? nullptr : item.file.c_str(),
                                .begin = item.begin,
                                .end = item.end,
                                .line = item.has_range ? item.first.line : 0,
                                .column = item.has_range ? item.first.bytes : 0,
                                .end_line = item.has_range ? item.last.line : 0,
                                .end_column = item.has_range ? item.last.bytes : 0,
                                .row = item.row};
  return incent::embed::WriteKnown(value, out) ? INCENT_OK : INCENT_INVALID_ARGUMENT;
}

char* incent_diagnostics_text(const incent_diagnostics* diagnostics, incent_language language) {
  return Rendered(diagnostics, [&](const Report& report) { return report.Text(LanguageOf(language)); });
}

char* incent_diagnostics_json(const incent_diagnostics* diagnostics, incent_language language) {
  return Rendered(diagnostics, [&](const Report& report) { return report.Json(LanguageOf(language)); });
}

void incent_diagnostics_free(incent_diagnostics* diagnostics) {
  delete diagnostics;
}
