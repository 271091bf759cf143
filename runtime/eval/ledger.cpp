#include "runtime/eval/ledger.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>

#include "runtime/eval/counting_sort.h"

namespace incent::eval {

namespace {

// What tells most payouts to one participant apart, side by side.
struct Sorted {
  value::Day posting = 0;
  value::Day credit = 0;
  int32_t row = 0;  // 0 where rows say nothing about keys
  uint32_t number = 0;
};

auto FrontOf(const Sorted& payout) {
  return std::tuple(payout.posting, payout.credit, payout.row);
}

}  // namespace

void Ledger::Add(LedgerPart part) {
  if (part.size() > 0) parts_.push_back(std::move(part));
}

void Ledger::Append(const LedgerRow& row) {
  const auto takes = [&](const LedgerPart& part) {
    return part.component == row.component && part.dataset == row.dataset;
  };
  auto part = std::find_if(parts_.begin(), parts_.end(), takes);
  if (part == parts_.end()) {
    parts_.emplace_back();
    part = parts_.end() - 1;
    part->component = row.component;
    part->dataset = row.dataset;
  }
  Lane amount{row.earned};
  if (row.status == PayoutStatus::Withheld) {
    amount = {0, kNull};
    if (row.cause.code != value::ErrorCode::None) {
      amount.state = kFirstError + static_cast<State>(causes_.size());
      causes_.push_back(row.cause);
    }
  }
  part->participants.push_back(row.participant);
  part->earned_by.push_back(row.earned_by);
  part->credit.push_back(row.credit.value_or(kNoDate));
  part->posting.push_back(row.posting.value_or(kNoDate));
  if (row.dataset >= 0) part->rows.push_back(row.row);
  part->amounts.Append(amount);
}

void Ledger::Sort() {
  std::stable_sort(parts_.begin(), parts_.end(),
                   [](const LedgerPart& a, const LedgerPart& b) { return a.component < b.component; });
  starts_.assign(1, 0);
  for (const LedgerPart& part : parts_) starts_.push_back(starts_.back() + part.size());
  size_ = starts_.back();
  sections_.clear();
  for (size_t first = 0; first < parts_.size();) {
    Section section{.begin = starts_[first], .first_part = first, .end_part = first + 1, .order = {}};
    while (section.end_part < parts_.size() && parts_[section.end_part].component == parts_[first].component)
      ++section.end_part;
    if (!IsInOrder(section)) section.order = OrderOf(section);
    first = section.end_part;
    sections_.push_back(std::move(section));
  }
}

bool Ledger::IsInOrder(const Section& section) const {
  for (size_t k = section.first_part; k < section.end_part; ++k) {
    const LedgerPart& part = parts_[k];
    if (k > section.first_part) {
      const LedgerPart& before = parts_[k - 1];
      if (ComparePayouts(before, before.size() - 1, part, 0, *input_) > 0) return false;
    }
    for (size_t at = 1; at < part.size(); ++at) {
      if (ComparePayouts(part, at - 1, part, at, *input_) > 0) return false;
    }
  }
  return true;
}

// Most of the work are counting passes by date and by participant; what is left to compare are the few
// payouts of each that have one date.
std::vector<uint32_t> Ledger::OrderOf(const Section& section) const {
  const std::span<const LedgerPart> parts(parts_.data() + section.first_part,
                                          parts_.data() + section.end_part);
  constexpr int32_t kNobody = -1;  // where not even that could be read
  int32_t last = kNobody;
  for (const LedgerPart& part : parts) {
    last = std::max(last, *std::max_element(part.participants.begin(), part.participants.end()));
  }
  std::vector<uint32_t> order = NumbersByPosting(section);
  std::vector<uint32_t> starts;
  SortBySlot(order, static_cast<size_t>(last - kNobody) + 1, starts, [&](uint32_t number) {
    const auto [part, at] = Locate(section, number);
    return static_cast<size_t>(part->participants[at] - kNobody);
  });
  for (size_t person = 0; person + 1 < starts.size(); ++person)
    SortPayouts(section, std::span(order).subspan(starts[person], starts[person + 1] - starts[person]));
  return order;
}

std::vector<uint32_t> Ledger::NumbersByPosting(const Section& section) const {
  std::vector<uint32_t> numbers(EndOf(section) - section.begin);
  std::iota(numbers.begin(), numbers.end(), 0U);
  value::Day low = kNoDate;
  value::Day high = INT32_MIN;
  for (const uint32_t number : numbers) {
    const auto [part, at] = Locate(section, number);
    const value::Day day = part->PostingAt(at);
    low = std::min(low, day);
    if (day != kNoDate) high = std::max(high, day);
  }
  if (low > high || int64_t{high} - low >= kMaxDaySlots) return numbers;
  const auto num_days = static_cast<size_t>(high - low) + 1;
  std::vector<uint32_t> starts;
  SortBySlot(numbers, num_days + 1, starts, [&](uint32_t number) {  // the last one: no date
    const auto [part, at] = Locate(section, number);
    return std::min(static_cast<size_t>(part->PostingAt(at) - int64_t{low}), num_days);
  });
  return numbers;
}

void Ledger::SortPayouts(const Section& section, std::span<uint32_t> numbers) const {
  const auto begin = parts_.begin() + static_cast<ptrdiff_t>(section.first_part);
  const auto end = parts_.begin() + static_cast<ptrdiff_t>(section.end_part);
  const bool goes_by_row = std::all_of(begin, end, [&](const LedgerPart& part) {
    return part.rows_follow_keys && part.dataset == begin->dataset;
  });
  std::vector<Sorted> payouts;
  payouts.reserve(numbers.size());
  for (const uint32_t number : numbers) {
    const auto [part, at] = Locate(section, number);
    payouts.push_back({part->PostingAt(at), part->credit[at], goes_by_row ? part->RowOf(at) : 0, number});
  }
  const auto precedes = [&](const Sorted& a, const Sorted& b) {
    if (FrontOf(a) != FrontOf(b)) return FrontOf(a) < FrontOf(b);
    const Place left = Locate(section, a.number);
    const Place right = Locate(section, b.number);
    const int compared = ComparePayouts(*left.part, left.at, *right.part, right.at, *input_);
    return compared != 0 ? compared < 0 : a.number < b.number;
  };
  if (std::is_sorted(payouts.begin(), payouts.end(), precedes)) return;
  std::sort(payouts.begin(), payouts.end(), precedes);
  std::transform(payouts.begin(), payouts.end(), numbers.begin(),
                 [](const Sorted& payout) { return payout.number; });
}

const Ledger::Section& Ledger::SectionAt(size_t index) const {
  const auto after = std::upper_bound(sections_.begin(), sections_.end(), index,
                                      [](size_t i, const Section& section) { return i < section.begin; });
  return *(after - 1);
}

Ledger::Place Ledger::Locate(const Section& section, size_t number) const {
  const size_t index = section.begin + number;
  const auto first = starts_.begin() + static_cast<ptrdiff_t>(section.first_part);
  const auto end = starts_.begin() + static_cast<ptrdiff_t>(section.end_part);
  const auto part = std::upper_bound(first, end, index) - 1;
  return {&parts_[static_cast<size_t>(part - starts_.begin())], index - *part};
}

Ledger::Place Ledger::PlaceAt(size_t index) const {
  const Section& section = SectionAt(index);
  const size_t number = index - section.begin;
  return Locate(section, section.order.empty() ? number : section.order[number]);
}

LedgerRow Ledger::operator[](size_t index) const {
  const Place place = PlaceAt(index);
  LedgerRow row = place.part->At(place.at, *input_, pays_);
  row.cause = CauseOf(place.part->amounts.StateAt(place.at));
  return row;
}

Ledger::Range Ledger::RowsOf(int32_t component, int32_t participant) const {
  const auto section = std::find_if(sections_.begin(), sections_.end(), [&](const Section& s) {
    return parts_[s.first_part].component == component;
  });
  if (section == sections_.end()) return {};
  // The first payout to `person` or anybody after.
  const auto first_of = [&](int32_t person) {
    size_t begin = section->begin;
    size_t end = EndOf(*section);
    while (begin < end) {
      const size_t middle = begin + (end - begin) / 2;
      const Place place = PlaceAt(middle);
      if (place.part->participants[place.at] < person) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    return begin;
  };
  return {first_of(participant), first_of(participant + 1)};
}

size_t Ledger::MemoryBytes() const {
  size_t bytes = causes_.capacity() * sizeof(ErrorRecord) + starts_.capacity() * sizeof(size_t);
  for (const LedgerPart& part : parts_) bytes += sizeof part + part.MemoryBytes();
  for (const Section& section : sections_)
    bytes += sizeof section + section.order.capacity() * sizeof(uint32_t);
  return bytes;
}

}  // namespace incent::eval
