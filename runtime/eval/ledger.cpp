#include "runtime/eval/ledger.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace incent::eval {

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

// Most of the work is a counting pass by participant; what is left to compare are the few payouts of each.
std::vector<uint32_t> Ledger::OrderOf(const Section& section) const {
  const std::span<const LedgerPart> parts(parts_.data() + section.first_part,
                                          parts_.data() + section.end_part);
  constexpr int32_t kNobody = -1;  // where not even that could be read
  int32_t last = kNobody;
  for (const LedgerPart& part : parts) {
    last = std::max(last, *std::max_element(part.participants.begin(), part.participants.end()));
  }
  const auto slot = [](int32_t participant) { return static_cast<size_t>(participant - kNobody); };
  std::vector<uint32_t> ends(slot(last) + 2, 0);
  for (const LedgerPart& part : parts) {
    for (const int32_t participant : part.participants) ++ends[slot(participant) + 1];
  }
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<uint32_t> order(EndOf(section) - section.begin);
  uint32_t number = 0;
  for (const LedgerPart& part : parts) {
    for (const int32_t participant : part.participants) order[ends[slot(participant)]++] = number++;
  }
  const auto precedes = [&](uint32_t a, uint32_t b) {
    const Place left = Locate(section, a);
    const Place right = Locate(section, b);
    const int compared = ComparePayouts(*left.part, left.at, *right.part, right.at, *input_);
    return compared != 0 ? compared < 0 : a < b;
  };
  // By now each end is where the next participant begins.
  uint32_t begin = 0;
  for (const uint32_t end : ends) {
    std::sort(order.begin() + begin, order.begin() + end, precedes);
    begin = end;
  }
  return order;
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
