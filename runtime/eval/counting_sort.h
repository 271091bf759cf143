#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace incent::eval {

// Days that lie this close together (some forty years) are worth a slot each.
inline constexpr int64_t kMaxDaySlots = 1 << 14;

// Sorts `items` by `slot_of(item)`, 0 .. num_slots - 1, and keeps the order of those with one slot. `starts`
// becomes where each slot begins, and where the last one ends.
template <typename Item, typename Start, typename SlotOf>
void SortBySlot(std::vector<Item>& items, size_t num_slots, std::vector<Start>& starts, SlotOf slot_of) {
  starts.assign(num_slots + 1, 0);
  for (const Item& item : items) ++starts[slot_of(item) + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<Item> sorted(items.size());
  std::vector<Start> next(starts.begin(), starts.end() - 1);
  for (const Item& item : items) sorted[static_cast<size_t>(next[slot_of(item)]++)] = item;
  items.swap(sorted);
}

}  // namespace incent::eval
