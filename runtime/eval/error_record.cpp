#include "runtime/eval/error_record.h"

#include <tuple>

namespace incent::eval {

std::string_view RowKey(const column::InputData& input, int dataset, int row) {
  if (dataset < 0 || static_cast<size_t>(dataset) >= input.tables.size()) return {};
  return input.tables[static_cast<size_t>(dataset)].KeyOf(row);
}

size_t ErrorPool::Hash::operator()(const ErrorRecord& record) const noexcept {
  const Place& place = record.place;
  size_t hash = static_cast<size_t>(record.code);
  for (const int64_t part :
       {int64_t{record.definition}, int64_t{record.stage}, static_cast<int64_t>(place.kind),
        int64_t{place.dataset}, int64_t{place.row}, int64_t{place.person}, int64_t{place.period}}) {
    hash = (hash ^ static_cast<size_t>(part)) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

const ErrorRecord& ErrorPool::At(State error) const {
  const std::lock_guard lock(mutex_);
  return records_[error - kFirstError];
}

size_t ErrorPool::size() const {
  const std::lock_guard lock(mutex_);
  return records_.size();
}

std::vector<ErrorRecord> ErrorPool::records() const {
  const std::lock_guard lock(mutex_);
  return {records_.begin(), records_.end()};
}

State ErrorPool::Intern(const ErrorRecord& record) {
  const std::lock_guard lock(mutex_);
  const auto [it, added] = states_.try_emplace(record, static_cast<State>(records_.size()) + kFirstError);
  if (added) records_.push_back(record);
  return it->second;
}

int ErrorPool::ComparePlaces(const Place& a, const Place& b) const {
  if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.dataset != b.dataset) return a.dataset < b.dataset ? -1 : 1;
  if (a.row != b.row) {
    const int by_key = RowKey(input_, a.dataset, a.row).compare(RowKey(input_, b.dataset, b.row));
    if (by_key != 0) return by_key;
  }
  const auto rest = [](const Place& p) { return std::tuple(p.person, p.granule, p.period); };
  return rest(a) == rest(b) ? 0 : rest(a) < rest(b) ? -1 : 1;
}

bool ErrorPool::Before(const ErrorRecord& a, const ErrorRecord& b) const {
  if (a.stage != b.stage) return a.stage < b.stage;
  if (a.definition != b.definition) return a.definition < b.definition;
  const int places = ComparePlaces(a.place, b.place);
  if (places != 0) return places < 0;
  // Rows with one key are told apart by their position: nothing else of them differs in a report.
  return a.code != b.code ? a.code < b.code : a.place.row < b.place.row;
}

State ErrorPool::StrongerError(State a, State b) const {
  return Before(At(b), At(a)) ? b : a;
}

}  // namespace incent::eval
