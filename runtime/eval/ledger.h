#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "runtime/eval/ledger_part.h"

namespace incent::eval {

// Every payout of a run, in columns, and their order: by component, then as ComparePayouts has it. Neither
// the order of the input nor the engine can change it.
//
// A row is made when it is asked for, from the columns and the input, which must outlive the ledger.
class Ledger {
 public:
  // The payouts that stand at begin .. end - 1.
  struct Range {
    size_t begin = 0;
    size_t end = 0;
  };

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = LedgerRow;
    using difference_type = ptrdiff_t;
    using pointer = void;
    using reference = LedgerRow;

    Iterator(const Ledger& ledger, size_t index) : ledger_(&ledger), index_(index) {}
    LedgerRow operator*() const { return (*ledger_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++index_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Ledger* ledger_;
    size_t index_;
  };

  // Empty, and to stay so.
  Ledger() = default;
  // Periods are those of `pays`.
  Ledger(const column::InputData& input, value::Granule pays) : input_(&input), pays_(pays) {}

  // --- building: parts and causes in any order, then Sort() once, before anything is read ---

  // The columns are taken as they are. Engines that make a ledger entry in pieces give each as a part;
  // pieces that follow each other in the order of the ledger cost nothing to join.
  void Add(LedgerPart part);
  // One row. Its period and key are not looked at: they follow from the rest.
  void Append(const LedgerRow& row);
  // The errors that amounts name: state kFirstError + k is causes[k].
  void SetCauses(std::vector<ErrorRecord> causes) { causes_ = std::move(causes); }
  // Puts the payouts in order. What already is in order is left alone, and takes no memory; else 4 bytes for
  // each payout of the component, of which there may be 2^32 - 1, and as many while they are sorted.
  void Sort();

  // --- reading ---

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  LedgerRow operator[](size_t index) const;
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }
  // A component's payouts to a participant.
  Range RowsOf(int32_t component, int32_t participant) const;
  // By component, in the order in which they were added.
  const std::vector<LedgerPart>& parts() const { return parts_; }
  // The error of an amount's state; None for null.
  ErrorRecord CauseOf(State state) const {
    return IsError(state) ? causes_[state - kFirstError] : ErrorRecord{};
  }
  size_t MemoryBytes() const;

 private:
  // The payouts of one component.
  struct Section {
    size_t begin = 0;  // index of the first in the ledger
    size_t first_part = 0;
    size_t end_part = 0;
    std::vector<uint32_t> order;  // numbers through all parts of the section; empty: as they stand
  };
  struct Place {
    const LedgerPart* part;
    size_t at;
  };

  const Section& SectionAt(size_t index) const;
  // The `number`-th payout of a section's parts.
  Place Locate(const Section& section, size_t number) const;
  Place PlaceAt(size_t index) const;
  size_t EndOf(const Section& section) const { return starts_[section.end_part]; }
  bool IsInOrder(const Section& section) const;
  std::vector<uint32_t> OrderOf(const Section& section) const;
  // Where dates lie close together; else as they stand.
  std::vector<uint32_t> NumbersByPosting(const Section& section) const;
  // Of one participant.
  void SortPayouts(const Section& section, std::span<uint32_t> numbers) const;

  const column::InputData* input_ = nullptr;
  value::Granule pays_ = value::Granule::Month;
  std::vector<LedgerPart> parts_;
  std::vector<size_t> starts_;  // of each part, and one more: index of its first payout
  std::vector<Section> sections_;
  std::vector<ErrorRecord> causes_;
  size_t size_ = 0;
};

// Amounts and counts of one component over the whole ledger.
struct ComponentTotals {
  int64_t num_paid = 0;
  int64_t num_held = 0;
  int64_t num_withheld = 0;
  value::Int128 earned = 0;
  value::Int128 paid = 0;
  value::Int128 balance = 0;
  bool overflow = false;  // the sums need more than 38 digits and are 0
};

// One total per component; `num_components` of them.
std::vector<ComponentTotals> TotalLedger(const Ledger& ledger, size_t num_components);

}  // namespace incent::eval
