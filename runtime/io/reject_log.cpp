#include "runtime/io/reject_log.h"

#include <algorithm>
#include <tuple>

namespace incent::io {
namespace {

// A total order of what a report shows, so that equal inputs give equal reports.
auto OrderOf(const column::Reject& r) {
  return std::tie(r.dataset, r.file, r.line, r.column, r.field, r.reason, r.detail, r.text);
}

bool IsBefore(const column::Reject& a, const column::Reject& b) {
  return OrderOf(a) < OrderOf(b);
}

}  // namespace

void RejectLog::Add(column::Reject reject) {
  ++total_;
  Store(std::move(reject));
}

// What another log has dropped is behind all that it keeps, and so would be dropped here.
void RejectLog::AddAll(RejectLog other) {
  total_ += other.total_;
  for (column::Reject& reject : other.stored_) Store(std::move(reject));
}

void RejectLog::Store(column::Reject reject) {
  stored_.push_back(std::move(reject));
  // Twice the room, so that the selection costs a constant per reject.
  if (stored_.size() <= 2 * max_stored_ + 1) return;
  const auto end = stored_.begin() + static_cast<std::ptrdiff_t>(max_stored_);
  std::nth_element(stored_.begin(), end, stored_.end(), IsBefore);
  stored_.erase(end, stored_.end());
}

std::vector<column::Reject> RejectLog::TakeSorted() {
  std::sort(stored_.begin(), stored_.end(), IsBefore);
  if (stored_.size() > max_stored_) stored_.resize(max_stored_);
  return std::move(stored_);
}

}  // namespace incent::io
